#include "core/secrets/placeholders.h"
#include "core/value/json.h"
#include "tests/support/invoking.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Invocation;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;

namespace {

/// Has every character that some encoding changes.
const QByteArray secret = "wJal/rXU+tn\"FE<M>&I' K\\7=%zq";
const QByteArray accessKey = "AKIAPLUGBOARDTEST234";

/// Every text of a run, one a line; a new member of Run belongs here, too.
QByteArray everythingOf(const Run &run)
{
    QStringList all {outcomeName(run.outcome), run.connector,      run.canonicalRequest,    run.stringToSign,
                     run.credentialSource,     run.endpointSource, run.warnings.join(u'\n')};
    const auto takeValue = [&](const Value &value) { all.append(QString::fromUtf8(Json::write(value))); };
    const auto takeHeaders = [&](const QList<std::pair<QString, QString>> &headers) {
        for (const auto &[name, value] : headers)
            all.append(name + u": "_s + value);
    };
    takeValue(run.response);
    takeValue(run.variables);
    for (const TraceEntry &entry : run.trace)
        all.append(entry.stage + u'\n' + entry.text);
    for (const auto &[stage, time] : run.stages)
        all.append(stage);
    if (run.failure) {
        all += {run.failure->code,    run.failure->message,      run.failure->requestId,
                run.failure->retries, run.failure->retryBackoff, run.failure->where};
        takeValue(run.failure->variables);
        for (const Form::Finding &finding : run.failure->findings)
            all += {finding.field, finding.message};
    }
    if (run.failureInScope) {
        all += {run.failureInScope->type, run.failureInScope->code, run.failureInScope->message};
        takeValue(run.failureInScope->variables);
    }
    if (run.request) {
        all += {QString::fromUtf8(run.request->method), run.request->url};
        takeHeaders(run.request->headers);
    }
    if (run.received) {
        all.append(QString::fromUtf8(run.received->body));
        takeHeaders(run.received->headers);
    }
    return all.join(u'\n').toUtf8();
}

/// The spellings in which a secret could be found again.
QList<QByteArray> spellings(const QByteArray &text)
{
    QByteArray json = Json::write(Value::utf8(text)).trimmed();
    json = json.mid(1, json.size() - 2);
    QList<QByteArray> all {text,
                           text.toPercentEncoding(),
                           text.toHex(),
                           text.toBase64(),
                           json,
                           QString::fromUtf8(text).toHtmlEscaped().toUtf8(),
                           text.first(text.size() * 3 / 4)};
    // In a text that is itself base64: what is the same whatever stands around it.
    for (const QByteArray &before : {QByteArray(), QByteArray("x"), QByteArray("xy")})
        all.append((before + text).toBase64().mid(before.isEmpty() ? 0 : 4, text.size()));
    return all;
}

QByteArray firstFound(const Run &run, const QList<QByteArray> &secrets)
{
    const QByteArray all = everythingOf(run);
    for (const QByteArray &each : secrets)
        for (const QByteArray &spelling : spellings(each))
            if (all.contains(spelling))
                return spelling + " in " + all.mid(qMax(qsizetype(0), all.indexOf(spelling) - 60), 200);
    return {};
}

QByteArray echo()
{
    QByteArray all;
    for (const QByteArray &each : {secret, accessKey})
        for (const QByteArray &spelling : spellings(each).first(6))
            all += spelling + " | ";
    return all;
}

Http::Response echoing(int status)
{
    const QByteArray text = QString::fromUtf8(echo()).toHtmlEscaped().toUtf8();
    Http::Response response = status == 200 ? FakeTransport::xml(200,
                                                                 "<PublishResponse><PublishResult><MessageId>" + text
                                                                     + "</MessageId></PublishResult></PublishResponse>")
                                            : FakeTransport::refused(status, text, text);
    response.headers.add("X-Echo", echo());
    response.headers.add("x-amzn-requestid", secret);
    response.reason = secret;
    return response;
}

} // namespace

/// Nothing of a run holds a secret, nor a key that was typed as plain text.
class tst_Masking : public QObject
{
    Q_OBJECT

private slots:
    void nothingOfARunHoldsASecret_data();
    void nothingOfARunHoldsASecret();
    void longKeysAreNotQuotedInPart();
    void keysTypedAsExpressionsAreNotRepeated_data();
    void keysTypedAsExpressionsAreNotRepeated();
    void sessionTokensAreHidden();
    void namesStandForSecrets();
    void shortSecretsAreNotShownWhereTheyWerePut();
    void theScanFindsWhatIsThere();
};

void tst_Masking::nothingOfARunHoldsASecret_data()
{
    QTest::addColumn<bool>("typed");
    QTest::addColumn<QString>("way");
    QTest::addColumn<QString>("outcome");
    for (const bool typed : {false, true}) {
        const auto row = [&](const char *way, const char *outcome) {
            QTest::addRow("%s, %s", typed ? "typed" : "by name", way)
                << typed << QString::fromLatin1(way) << QString::fromLatin1(outcome);
        };
        row("success", "success");
        row("refused", "error");
        row("BPMN error", "bpmnError");
        row("job error", "jobError");
        row("ignored", "ignored");
        row("no answer", "unknown");
        row("refused connection", "transport");
        row("dry run", "success");
        row("a field is missing", "invalid");
        row("a check is not met", "invalid");
        row("another secret is missing", "credentials");
        row("the region is none", "invalid");
        row("the mapping fails", "error");
        row("cancelled", "cancelled");
        row("an expression fails", "success");
    }
}

void tst_Masking::nothingOfARunHoldsASecret()
{
    QFETCH(bool, typed);
    QFETCH(QString, way);
    QFETCH(QString, outcome);
    InvocationRig rig;
    (void)rig.secrets.write({u"test"_s, u"AWS_SECRET_KEY"_s}, Sensitive(secret));
    Form::FormState state = rig.publishForm();
    if (typed) {
        state.setByKey(u"authentication.accessKey"_s, QString::fromUtf8(accessKey));
        state.setByKey(u"authentication.secretKey"_s, QString::fromUtf8(secret));
    }
    const auto set
        = [&](const char *key, const QString &text) { QVERIFY(state.setByKey(QString::fromLatin1(key), text)); };
    set("topic.message", u"= { key: authentication.secretKey, id: authentication.accessKey }"_s);
    set("topic.subject", u"= authentication.secretKey"_s);
    set("topic.messageAttributes",
        u"= { a: { DataType: \"String\", StringValue: \"x\" + authentication.secretKey + \"y\" } }"_s);
    std::stop_source stop;
    rig.transport.answer = [&](const Http::Request &, const std::stop_token &) -> Result<Http::Response> {
        if (way == "no answer"_L1 || way == "refused connection"_L1)
            return Error {Stage::Transport, way == "no answer"_L1 ? ErrorCode::Interrupted : ErrorCode::Unreachable,
                          QString::fromUtf8(echo()), QString::fromUtf8(secret)};
        if (way == "cancelled"_L1) {
            stop.request_stop();
            return Error {Stage::Transport, ErrorCode::Cancelled, QString::fromUtf8(secret), {}};
        }
        return echoing(outcome == "success"_L1 || way == "the mapping fails"_L1 ? 200 : 403);
    };
    if (way == "BPMN error"_L1)
        set("errorExpression", u"= bpmnError(error.code, error.message, { all: error })"_s);
    if (way == "job error"_L1)
        set("errorExpression", u"= jobError(error.message, { all: error })"_s);
    if (way == "ignored"_L1)
        set("errorExpression", u"= ignoreError({ all: error })"_s);
    if (way == "a field is missing"_L1)
        set("topic.topicArn", {});
    if (way == "a check is not met"_L1)
        set("topic.subject", u"= authentication.secretKey + \"\\n\""_s);
    if (way == "another secret is missing"_L1)
        set("topic.messageAttributes", u"= { a: \"{{secrets.NONE}}\" }"_s);
    if (way == "the region is none"_L1)
        set("configuration.region", u"= authentication.secretKey"_s);
    if (way == "the mapping fails"_L1)
        set("resultExpression", u"= response.messageId"_s);
    if (way == "an expression fails"_L1)
        set("topic.message", u"= { a: authentication.secretKey * 2, b: number(authentication.secretKey), c: 1 }"_s);
    Job job = InvocationRig::job(state);
    job.dryRun = way == "dry run"_L1;
    const Run run = rig.invoke(job, stop.get_token());
    QVERIFY2(outcomeName(run.outcome) == outcome,
             qPrintable(outcomeName(run.outcome) + u": "_s + run.failure.value_or(Failure {}).message));
    const QByteArray found = firstFound(run, {secret, accessKey});
    QVERIFY2(found.isEmpty(), found.constData());
    if (!rig.transport.sent.isEmpty() && way != "an expression fails"_L1)
        QVERIFY(rig.transport.sent.first().body.contains(secret.toPercentEncoding()));
}

/// Warnings cut the values that they quote.
void tst_Masking::longKeysAreNotQuotedInPart()
{
    InvocationRig rig;
    const QByteArray longKey = QByteArray("Zq9/").repeated(100);
    Form::FormState state = rig.publishForm();
    state.setByKey(u"authentication.secretKey"_s, QString::fromUtf8(longKey));
    state.setByKey(u"topic.message"_s, u"= { a: authentication.secretKey * 2, b: 1 }"_s);
    const Run run = rig.invoke(InvocationRig::job(state));
    QVERIFY(!run.warnings.isEmpty());
    QVERIFY2(!everythingOf(run).contains(longKey.first(20)), everythingOf(run).constData());
}

void tst_Masking::keysTypedAsExpressionsAreNotRepeated_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("a name") << u"= wJalrXUtnFEMIbK7MDENG"_s;
    QTest::newRow("a calculation") << u"=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"_s;
    QTest::newRow("a call") << u"= wJalrXUtnFEMIbK7MDENG(1)"_s;
    QTest::newRow("two words") << u"= wJalrXUtnFEMIbK7MDENG xx"_s;
    QTest::newRow("half a text") << u"= \"wJalrXUtnFEMIbK7MDENG"_s;
    QTest::newRow("a text and more") << u"= \"wJalrXUtnFEMIbK7MDENG\" + * 1"_s;
    QTest::newRow("a text too much") << u"= \"wJalrXUtnFEMIbK7MDENG\" - 1"_s;
}

void tst_Masking::keysTypedAsExpressionsAreNotRepeated()
{
    QFETCH(QString, text);
    InvocationRig rig;
    Form::FormState state = rig.publishForm();
    state.setByKey(u"authentication.secretKey"_s, text);
    const Run run = rig.invoke(InvocationRig::job(state));
    const QByteArray all = everythingOf(run);
    QVERIFY2(!all.contains("wJalr") && !all.contains("MDENG"), all.constData());
    QVERIFY2(all.contains("a key is written in quotes, or without ="), all.constData());
    QVERIFY(rig.transport.sent.isEmpty());
}

void tst_Masking::sessionTokensAreHidden()
{
    InvocationRig rig;
    Form::FormState state = rig.publishForm();
    state.setByKey(u"authentication.type"_s, u"defaultCredentialsChain"_s);
    Job job = InvocationRig::job(state);
    job.connection.credentials
        = Aws::Credentials {"ASIAEXAMPLE", Sensitive(secret), Sensitive("session-token-0123456789"), u"test"_s, {}};
    const Run run = rig.invoke(job);
    QCOMPARE(outcomeName(run.outcome), u"success"_s);
    QCOMPARE(rig.transport.sent.first().headers.value("x-amz-security-token"), "session-token-0123456789");
    const QByteArray found = firstFound(run, {secret, "session-token-0123456789"});
    QVERIFY2(found.isEmpty(), found.constData());
    // The signature is worth nothing without the request, but nobody needs it.
    QVERIFY(run.trace.at(2).text.contains(u"Signature="_s + Secrets::Masking::mask.toString()));
}

void tst_Masking::namesStandForSecrets()
{
    InvocationRig rig;
    (void)rig.secrets.write({u"test"_s, u"AWS_SECRET_KEY"_s}, Sensitive(secret));
    rig.transport.answer = [](const Http::Request &, const std::stop_token &) { return echoing(200); };
    const Run run = rig.invoke(InvocationRig::job(rig.publishForm()));
    QVERIFY(run.response["messageId"].string().startsWith(u"{{secrets.AWS_SECRET_KEY}}"_s));
    QVERIFY(run.variables["createdMessageID"].string().startsWith(u"{{secrets.AWS_SECRET_KEY}}"_s));
    QVERIFY(run.trace.first().text.contains(u"{{secrets.AWS_SECRET_KEY}}"_s));
}

void tst_Masking::shortSecretsAreNotShownWhereTheyWerePut()
{
    InvocationRig rig;
    (void)rig.secrets.write({u"test"_s, u"PIN"_s}, Sensitive("#7~"));
    Form::FormState state = rig.publishForm();
    state.setByKey(u"topic.message"_s, u"= \"pin {{secrets.PIN}}\""_s);
    const Run run = rig.invoke(InvocationRig::job(state));
    QCOMPARE(outcomeName(run.outcome), u"success"_s);
    QVERIFY(rig.transport.sent.first().body.contains("%237~"));
    const QByteArray all = everythingOf(run);
    QVERIFY(!all.contains("%237~") && !all.contains("#7~"));
    QVERIFY(all.contains("too short to be hidden: PIN"));
}

/// A scan that finds nothing proves nothing unless it can find something.
void tst_Masking::theScanFindsWhatIsThere()
{
    InvocationRig rig;
    rig.transport.answer = [](const Http::Request &, const std::stop_token &) { return echoing(200); };
    const Run run = rig.invoke(InvocationRig::job(rig.publishForm()));
    for (const QByteArray &spelling : spellings(secret).first(6))
        QVERIFY2(everythingOf(run).contains(spelling), spelling.constData());
}

PLUGBOARD_TEST(tst_Masking)
#include "tst_masking.moc"
