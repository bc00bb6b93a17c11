#include "core/value/json.h"
#include "tests/support/invoking.h"
#include "tests/support/test_main.h"

#include <QTest>
#include <QUrlQuery>

using namespace Plugboard;
using namespace Plugboard::Invocation;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;

namespace {

class RefusingStore final : public Secrets::SecretStore
{
public:
    explicit RefusingStore(Error error)
        : m_error(std::move(error))
    {
    }
    Result<Sensitive> read(const Secrets::SecretName &, std::stop_token) override { return m_error; }
    Result<Done> write(const Secrets::SecretName &, const Sensitive &, std::stop_token) override { return m_error; }
    Result<Done> remove(const Secrets::SecretName &, std::stop_token) override { return m_error; }
    Result<QStringList> names(const QString &, std::stop_token) override { return m_error; }
    Secrets::StoreState state(std::stop_token) override { return Secrets::StoreState::Locked; }
    bool isWritable() const override { return false; }
    QString description() const override { return u"refusing"_s; }

private:
    Error m_error;
};

} // namespace

class tst_Invocation : public QObject
{
    Q_OBJECT

private slots:
    void publishesThroughTheConnector()
    {
        InvocationRig rig;
        QVERIFY2(rig.problems.isEmpty(), qPrintable(rig.problems.value(0).text()));
        const Run run = rig.invoke(InvocationRig::job(rig.publishForm()));
        QVERIFY2(run.outcome == Outcome::Success, qPrintable(run.failure.value_or(Failure {}).message));
        QCOMPARE(run.response["messageId"].string(), u"m-1"_s);
        QCOMPARE(run.variables["createdMessageID"].string(), u"m-1"_s);
        QCOMPARE(run.status, 200);
        QCOMPARE(run.attempts, 1);
        QCOMPARE(rig.transport.sent.size(), 1);
        const QUrlQuery body(QString::fromUtf8(rig.transport.sent.first().body));
        QCOMPARE(body.queryItemValue(u"Action"_s), u"Publish"_s);
        QCOMPARE(body.queryItemValue(u"Message"_s, QUrl::FullyDecoded), u"{\"orderId\":4711}"_s);
        QCOMPARE(QString::fromUtf8(rig.transport.sent.first().target.host), u"sns.eu-central-1.amazonaws.com"_s);
    }

    void operationsAreInvokedDirectly()
    {
        InvocationRig rig;
        Form::FormState state = rig.form(u"aws:sns:Publish"_s);
        state.setByKey(u"TopicArn"_s, u"arn:aws:sns:eu-central-1:123456789012:orders"_s);
        state.setByKey(u"Message"_s, u"hello"_s);
        Job job = InvocationRig::job(state);
        job.connection.region = u"eu-central-1"_s;
        job.connection.credentials
            = Aws::Credentials {"AKIDEXAMPLE", Sensitive(InvocationRig::secretKey), {}, u"test"_s, {}};
        job.rules = Output::Rules {{}, u"= { id: response.MessageId }"_s, {}};
        const Run run = rig.invoke(job);
        QCOMPARE(outcomeName(run.outcome), u"success"_s);
        QCOMPARE(run.variables["id"].string(), u"m-1"_s);
        QCOMPARE(run.connector, u"aws:sns:Publish"_s);
        QCOMPARE(run.credentialSource, u"test"_s);
    }

    void listTopicsTakesNoInput()
    {
        InvocationRig rig;
        rig.transport.answer = [](const Http::Request &, const std::stop_token &) {
            return FakeTransport::xml(200,
                                      "<ListTopicsResponse><ListTopicsResult><Topics><member><TopicArn>arn:1</TopicArn>"
                                      "</member><member><TopicArn>arn:2</TopicArn></member></Topics></ListTopicsResult>"
                                      "</ListTopicsResponse>");
        };
        Job job = InvocationRig::job(rig.form(u"aws:sns:ListTopics"_s));
        job.connection.region = u"eu-central-1"_s;
        job.connection.credentials
            = Aws::Credentials {"AKIDEXAMPLE", Sensitive(InvocationRig::secretKey), {}, u"test"_s, {}};
        job.rules = Output::Rules {u"all"_s, u"= { arns: Topics.TopicArn }"_s, {}};
        const Run run = rig.invoke(job);
        QVERIFY2(run.outcome == Outcome::Success, qPrintable(run.failure.value_or(Failure {}).message));
        QCOMPARE(rig.transport.sent.first().body, "Action=ListTopics&Version=2010-03-31");
        QCOMPARE(Json::write(run.variables["arns"]), R"(["arn:1","arn:2"])");
        QCOMPARE(run.variables["all"]["Topics"].size(), 2);
    }

    void allFieldsReachTheWire()
    {
        InvocationRig rig;
        Form::FormState state = rig.publishForm();
        for (const auto &[key, text] :
             {std::pair("topic.topicArn", "arn:aws:sns:eu-central-1:123456789012:orders.fifo"),
              std::pair("topic.message", "= \"grüße & more=1\""), std::pair("topic.subject", "= \"order \" + \"4711\""),
              std::pair("topic.type", "fifo"), std::pair("topic.messageGroupId", "orders"),
              std::pair("topic.messageDeduplicationId", "= \"id-\" + string(7)"),
              std::pair("topic.messageAttributes",
                        "= { \"day\": { \"StringValue\": today(), \"DataType\": \"String\" }, "
                        "n: { dataType: \"Number\", stringValue: 1.50 } }")})
            QVERIFY(state.setByKey(QString::fromLatin1(key), QString::fromUtf8(text)));
        const Run run = rig.invoke(InvocationRig::job(state));
        QVERIFY2(run.outcome == Outcome::Success, qPrintable(run.failure.value_or(Failure {}).message));
        const QUrlQuery body(QString::fromUtf8(rig.transport.sent.first().body));
        const auto sent
            = [&](const char *name) { return body.queryItemValue(QString::fromLatin1(name), QUrl::FullyDecoded); };
        QCOMPARE(sent("Message"), u"grüße & more=1"_s);
        QCOMPARE(sent("Subject"), u"order 4711"_s);
        QCOMPARE(sent("MessageGroupId"), u"orders"_s);
        QCOMPARE(sent("MessageDeduplicationId"), u"id-7"_s);
        QCOMPARE(sent("MessageAttributes.entry.1.Name"), u"day"_s);
        QCOMPARE(sent("MessageAttributes.entry.1.Value.DataType"), u"String"_s);
        QCOMPARE(sent("MessageAttributes.entry.1.Value.StringValue"), u"2026-05-04"_s);
        QCOMPARE(sent("MessageAttributes.entry.2.Value.DataType"), u"Number"_s);
        QCOMPARE(sent("MessageAttributes.entry.2.Value.StringValue"), u"1.50"_s);
        QVERIFY(!body.hasQueryItem(u"MessageAttributes.entry.1.Value.BinaryValue"_s));
    }

    void fifoFieldsOfAStandardTopicStayHere()
    {
        InvocationRig rig;
        Form::FormState state = rig.publishForm();
        state.setByKey(u"topic.type"_s, u"fifo"_s);
        state.setByKey(u"topic.messageGroupId"_s, u"orders"_s);
        state.setByKey(u"topic.type"_s, u"standard"_s);
        (void)rig.invoke(InvocationRig::job(state));
        QVERIFY(!rig.transport.sent.first().body.contains("MessageGroupId"));
    }

    void jobTypesWithoutACallAreExplained()
    {
        InvocationRig rig;
        const Calls::CallCatalogue none;
        Services services {rig.transport, rig.secrets, rig.models, rig.endpoints, rig.signer,
                           none,          rig.clock,   rig.random, rig.retries,   rig.environment};
        const Run run = Invocation::invoke(InvocationRig::job(rig.publishForm()), services);
        QCOMPARE(outcomeName(run.outcome), u"invalid"_s);
        QVERIFY2(run.failure->message.contains(u"io.camunda:aws-sns:1"_s)
                     && run.failure->message.contains(u"call.json"_s),
                 qPrintable(run.failure->message));
    }

    void everyFindingIsToldAtOnce()
    {
        InvocationRig rig;
        Form::FormState state = rig.form(u"plugboard.aws-sns"_s);
        state.setByKey(u"topic.subject"_s, u"= today("_s);
        const Run run = rig.invoke(InvocationRig::job(state));
        QCOMPARE(outcomeName(run.outcome), u"invalid"_s);
        QStringList fields;
        for (const Form::Finding &finding : run.failure->findings)
            fields.append(finding.field);
        for (const QString &field : {u"topic.topicArn"_s, u"topic.message"_s, u"topic.subject"_s})
            QVERIFY2(fields.contains(field), qPrintable(field));
        QVERIFY(rig.transport.sent.isEmpty());
    }

    void checksOfTheCallAreFindings_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("text");
        QTest::newRow("no ARN") << u"topic.topicArn"_s << u"orders"_s;
        QTest::newRow("long subject") << u"topic.subject"_s << QString(100, u'x');
        QTest::newRow("subject with a line break") << u"topic.subject"_s << u"=\"a\\nb\""_s;
    }

    void checksOfTheCallAreFindings()
    {
        QFETCH(QString, field);
        QFETCH(QString, text);
        InvocationRig rig;
        Form::FormState state = rig.publishForm();
        state.setByKey(field, text);
        const Run run = rig.invoke(InvocationRig::job(state));
        QCOMPARE(outcomeName(run.outcome), u"invalid"_s);
        QCOMPARE(run.failure->findings.size(), 1);
        QCOMPARE(run.failure->findings.first().field, field);
        QVERIFY(rig.transport.sent.isEmpty());
    }

    void secretsThatCannotBeReadStopTheCall_data()
    {
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("unknown") << ErrorCode::NotFound;
        QTest::newRow("locked") << ErrorCode::Locked;
        QTest::newRow("no keychain") << ErrorCode::Unavailable;
        QTest::newRow("prompt dismissed") << ErrorCode::Denied;
    }

    void secretsThatCannotBeReadStopTheCall()
    {
        QFETCH(ErrorCode, code);
        InvocationRig rig;
        RefusingStore store({Stage::Secrets, code, u"the store says no; ask it kindly"_s, {}});
        Form::FormState state = rig.publishForm();
        state.setByKey(u"errorExpression"_s, u"= ignoreError({})"_s);
        const Run run = rig.invokeWith(store, InvocationRig::job(state));
        QCOMPARE(outcomeName(run.outcome), u"credentials"_s);
        QCOMPARE(exitCode(run.outcome), 4);
        QVERIFY2(run.failure->message.contains(u"AWS_ACCESS_KEY"_s)
                     && run.failure->message.contains(u"ask it kindly"_s),
                 qPrintable(run.failure->message));
        QCOMPARE(run.failure->where, u"authentication.accessKey"_s);
        QVERIFY(rig.transport.sent.isEmpty());
    }

    void secretsMayBeReferredToInEveryForm_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("braces") << u"{{secrets.AWS_ACCESS_KEY}}"_s;
        QTest::newRow("braces with blanks") << u"{{ secrets.AWS_ACCESS_KEY }}"_s;
        QTest::newRow("bare, as the seed document has it") << u"secrets.AWS_ACCESS_KEY"_s;
        QTest::newRow("in FEEL") << u"= camunda.secrets.AWS_ACCESS_KEY"_s;
        QTest::newRow("in a FEEL text") << u"= \"{{secrets.AWS_ACCESS_KEY}}\""_s;
        QTest::newRow("plain") << u"AKIAPLUGBOARDTEST234"_s;
    }

    void secretsMayBeReferredToInEveryForm()
    {
        QFETCH(QString, text);
        InvocationRig rig;
        Form::FormState state = rig.publishForm();
        state.setByKey(u"authentication.accessKey"_s, text);
        const Run run = rig.invoke(InvocationRig::job(state));
        QVERIFY2(run.outcome == Outcome::Success, qPrintable(run.failure.value_or(Failure {}).message));
        QVERIFY(rig.transport.sent.first().headers.value("authorization").contains("Credential=AKIAPLUGBOARDTEST234/"));
    }

    void transportErrorsHaveTheirOutcome_data()
    {
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("outcome");
        QTest::addColumn<int>("attempts");
        QTest::newRow("refused") << ErrorCode::Unreachable << u"transport"_s << 1;
        QTest::newRow("TLS") << ErrorCode::Tls << u"transport"_s << 1;
        QTest::newRow("deadline before sending") << ErrorCode::TimedOut << u"transport"_s << 1;
        QTest::newRow("no answer") << ErrorCode::Interrupted << u"unknown"_s << 1;
        QTest::newRow("half an answer") << ErrorCode::Incomplete << u"unknown"_s << 1;
        QTest::newRow("too many headers") << ErrorCode::Limit << u"unknown"_s << 1;
        QTest::newRow("refused by the transport itself") << ErrorCode::Invalid << u"invalid"_s << 0;
        QTest::newRow("cancelled") << ErrorCode::Cancelled << u"cancelled"_s << 0;
    }

    /// None of them is ignored, whatever the error expression says.
    void transportErrorsHaveTheirOutcome()
    {
        QFETCH(ErrorCode, code);
        QFETCH(QString, outcome);
        QFETCH(int, attempts);
        InvocationRig rig;
        rig.transport.answer = [code](const Http::Request &, const std::stop_token &) -> Result<Http::Response> {
            return Error {Stage::Transport, code, u"the network said no"_s, {}};
        };
        Form::FormState state = rig.publishForm();
        state.setByKey(u"errorExpression"_s, u"= ignoreError({ a: 1 })"_s);
        const Run run = rig.invoke(InvocationRig::job(state));
        QCOMPARE(outcomeName(run.outcome), outcome);
        QCOMPARE(run.attempts, attempts);
        QCOMPARE(run.failure->message, u"the network said no"_s);
        QCOMPARE(run.variables.size(), 0);
        QCOMPARE(rig.transport.sent.size(), 1);
    }

    void refusalsKeepWhatTheServiceSaid()
    {
        InvocationRig rig;
        rig.transport.answer = [](const Http::Request &, const std::stop_token &) {
            return FakeTransport::refused(404, "NotFound", "Topic does not exist");
        };
        const Run run = rig.invoke(InvocationRig::job(rig.publishForm()));
        QCOMPARE(outcomeName(run.outcome), u"error"_s);
        QCOMPARE(exitCode(run.outcome), 1);
        QCOMPARE(run.failure->code, u"NotFound"_s);
        QCOMPARE(run.failure->message, u"Topic does not exist; check the name, the account and the region"_s);
        QCOMPARE(run.response["Code"].string(), u"NotFound"_s);
        QCOMPARE(run.failure->requestId, u"r-9"_s);
        QCOMPARE(run.status, 404);
    }

    void strangeErrorBodiesAreRefusals_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("html") << 503 << QByteArray("<html><body><h1>Service Unavailable</h1></body></html>");
        QTest::newRow("empty") << 500 << QByteArray();
        QTest::newRow("redirect elsewhere") << 301 << QByteArray("moved");
        QTest::newRow("junk") << 400 << QByteArray("\x00\xff\xfe<<<", 6);
    }

    void strangeErrorBodiesAreRefusals()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        InvocationRig rig;
        rig.transport.answer
            = [=](const Http::Request &, const std::stop_token &) { return FakeTransport::xml(status, body); };
        const Run run = rig.invoke(InvocationRig::job(rig.publishForm()));
        QCOMPARE(outcomeName(run.outcome), u"error"_s);
        QCOMPARE(run.status, status);
        QVERIFY(!run.failure->message.isEmpty());
        QCOMPARE(rig.transport.sent.size(), 1);
    }

    void anAnswerThatIsNoneMayHaveHappened_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("a page") << QByteArray("<!DOCTYPE html><html><title>Log in to the network</title></html>");
        QTest::newRow("a tidy page") << QByteArray("<html><body/></html>");
        QTest::newRow("cut off") << FakeTransport::published().body.first(120);
        QTest::newRow("another service") << QByteArray("<ListAllMyBucketsResult/>");
        QTest::newRow("JSON") << QByteArray("{}");
    }

    /// A success is only what the service says in its own words.
    void anAnswerThatIsNoneMayHaveHappened()
    {
        QFETCH(QByteArray, body);
        InvocationRig rig;
        rig.transport.answer
            = [=](const Http::Request &, const std::stop_token &) { return FakeTransport::xml(200, body); };
        Form::FormState state = rig.publishForm();
        state.setByKey(u"errorExpression"_s, u"= ignoreError({})"_s);
        const Run run = rig.invoke(InvocationRig::job(state));
        QCOMPARE(outcomeName(run.outcome), u"unknown"_s);
        QCOMPARE(exitCode(run.outcome), 6);
        QVERIFY2(run.failure->message.contains(u"may have been carried out"_s), qPrintable(run.failure->message));
        QCOMPARE(run.received->body, body);
    }

    void refusalsTellTheRemedy_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QString>("remedy");
        QTest::newRow("wrong key") << 403 << QByteArray("InvalidClientTokenId")
                                   << QByteArray("The security token included in the request is invalid.")
                                   << u"invalid; check the access key id"_s;
        QTest::newRow("wrong secret") << 403 << QByteArray("SignatureDoesNotMatch") << QByteArray("It does not match.")
                                      << u"match; check the secret key"_s;
        QTest::newRow("skewed clock") << 403 << QByteArray("SignatureDoesNotMatch")
                                      << QByteArray("Signature expired: 2026 is now earlier than 2027")
                                      << u"clock right"_s;
        QTest::newRow("not allowed") << 403 << QByteArray("AuthorizationError") << QByteArray("no") << u"policy"_s;
        QTest::newRow("too fast") << 400 << QByteArray("Throttled") << QByteArray("no") << u"wait a moment"_s;
        QTest::newRow("own code") << 400 << QByteArray("KMSDisabled") << QByteArray("The key is disabled.")
                                  << u"The key is disabled."_s;
    }

    void refusalsTellTheRemedy()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, code);
        QFETCH(QByteArray, message);
        QFETCH(QString, remedy);
        InvocationRig rig;
        rig.transport.answer = [=](const Http::Request &, const std::stop_token &) {
            return FakeTransport::refused(status, code, message);
        };
        Form::FormState state = rig.publishForm();
        state.setByKey(u"errorExpression"_s, u"= bpmnError(error.code, error.message)"_s);
        const Run judged = rig.invoke(InvocationRig::job(state));
        QCOMPARE(judged.failure->message, QString::fromUtf8(message)); // Expressions see the service's own words.
        state.setByKey(u"errorExpression"_s, {});
        const Run run = rig.invoke(InvocationRig::job(state));
        QCOMPARE(outcomeName(run.outcome), u"error"_s);
        QVERIFY2(run.failure->message.contains(remedy), qPrintable(run.failure->message));
    }

    void redirectsAreNotFollowedButNamed()
    {
        InvocationRig rig;
        rig.transport.answer = [](const Http::Request &, const std::stop_token &) {
            Http::Response response = FakeTransport::xml(307, {});
            response.headers.add("Location", "https://sns.us-east-1.amazonaws.com/?token=abc");
            return response;
        };
        const Run run = rig.invoke(InvocationRig::job(rig.publishForm()));
        QCOMPARE(outcomeName(run.outcome), u"error"_s);
        QCOMPARE(
            run.failure->message,
            u"status 307: the endpoint redirects to https://sns.us-east-1.amazonaws.com/; check endpoint and region: a signed request is not sent on"_s);
    }

    /// The service has done it: whoever reads the error must not do it twice.
    void mappingProblemsDoNotHideThatItHappened()
    {
        InvocationRig rig;
        Form::FormState state = rig.publishForm();
        state.setByKey(u"resultExpression"_s, u"= [ response.messageId ]"_s);
        const Run run = rig.invoke(InvocationRig::job(state));
        QCOMPARE(outcomeName(run.outcome), u"error"_s);
        QVERIFY2(run.failure->message.contains(u"must return a context"_s)
                     && run.failure->message.contains(u"has carried the request out (status 200)"_s),
                 qPrintable(run.failure->message));
        QCOMPARE(run.failure->where, u"resultExpression"_s);
        QCOMPARE(run.response["messageId"].string(), u"m-1"_s);
        QCOMPARE(run.status, 200);
    }

    void aBrokenErrorExpressionDoesNotHideTheFailure()
    {
        InvocationRig rig;
        rig.transport.answer = [](const Http::Request &, const std::stop_token &) {
            return FakeTransport::refused(404, "NotFound", "Topic does not exist");
        };
        Job job = InvocationRig::job(rig.publishForm());
        job.rules = Output::Rules {{}, {}, u"= { a: 1 }"_s};
        const Run run = rig.invoke(job);
        QCOMPARE(outcomeName(run.outcome), u"error"_s);
        QCOMPARE(run.failure->code, u"NotFound"_s);
        QVERIFY(run.warnings.join(u'\n').contains(u"must return null, bpmnError"_s));
    }

    void headersThatCannotBeReadStopTheCallBeforeItIsSent()
    {
        InvocationRig rig;
        Form::FormState state = rig.publishForm();
        state.setByKey(u"resultExpression"_s, u"= { id: "_s);
        state.setByKey(u"errorExpression"_s, u"= if"_s);
        const Run run = rig.invoke(InvocationRig::job(state));
        QCOMPARE(outcomeName(run.outcome), u"invalid"_s);
        QCOMPARE(run.failure->findings.size(), 2);
        QVERIFY(rig.transport.sent.isEmpty());
    }

    void theErrorExpressionSeesRetriesAndTheMappedVariables()
    {
        InvocationRig rig;
        Form::FormState state = rig.publishForm();
        QVERIFY(state.setByKey(u"retries"_s, u"5"_s));
        state.setByKey(u"errorExpression"_s,
                       u"= jobError(\"id \" + createdMessageID, { a: 1 }, job.retries - 1, duration(\"PT5S\"))"_s);
        const Run run = rig.invoke(InvocationRig::job(state));
        QCOMPARE(outcomeName(run.outcome), u"jobError"_s);
        QCOMPARE(run.failure->message, u"id m-1"_s);
        QCOMPARE(run.failure->retries, u"4"_s);
        QCOMPARE(run.failure->retryBackoff, u"PT5S"_s);
        QCOMPARE(Json::write(run.failure->variables), R"({"a":1,"error":"id m-1"})");
        QCOMPARE(run.variables.size(), 0);
    }

    void previewsSeeWhatTheErrorExpressionSaw()
    {
        InvocationRig rig;
        QVERIFY(!rig.invoke(InvocationRig::job(rig.publishForm())).failureInScope);
        rig.transport.answer = [](const Http::Request &, const std::stop_token &) {
            return FakeTransport::refused(404, "NotFound", "Topic does not exist");
        };
        Form::FormState state = rig.publishForm();
        state.setByKey(u"errorExpression"_s, u"= bpmnError(\"X\", \"other words\")"_s);
        const Run run = rig.invoke(InvocationRig::job(state));
        QCOMPARE(run.failure->message, u"other words"_s);
        QCOMPARE(run.failureInScope->code, u"NotFound"_s);
        QCOMPARE(run.failureInScope->message, u"Topic does not exist"_s);
    }

    void largeBodiesAreCutInTheTraceAlone()
    {
        InvocationRig rig;
        const QByteArray body = "<html>" + QByteArray(1 << 20, 'x');
        rig.transport.answer
            = [&](const Http::Request &, const std::stop_token &) { return FakeTransport::xml(500, body); };
        const Run run = rig.invoke(InvocationRig::job(rig.publishForm()));
        QCOMPARE(run.received->body, body);
        const auto entry = std::find_if(run.trace.begin(), run.trace.end(),
                                        [](const TraceEntry &each) { return each.stage == "response"_L1; });
        QVERIFY(entry->text.size() < 70'000);
        QVERIFY(entry->text.endsWith(u"bytes more"_s));
    }

    void theErrorExpressionJudges_data()
    {
        QTest::addColumn<QString>("expression");
        QTest::addColumn<QString>("outcome");
        QTest::newRow("bpmn") << u"= if error.code = \"NotFound\" then bpmnError(\"GONE\", \"no topic\") else null"_s
                              << u"bpmnError"_s;
        QTest::newRow("job") << u"= jobError(\"again\", {}, 2, duration(\"PT5S\"))"_s << u"jobError"_s;
        QTest::newRow("ignored") << u"= ignoreError({})"_s << u"ignored"_s;
        QTest::newRow("nothing") << u"= null"_s << u"error"_s;
    }

    void theErrorExpressionJudges()
    {
        QFETCH(QString, expression);
        QFETCH(QString, outcome);
        InvocationRig rig;
        rig.transport.answer = [](const Http::Request &, const std::stop_token &) {
            return FakeTransport::refused(404, "NotFound", "Topic does not exist");
        };
        Form::FormState state = rig.publishForm();
        state.setByKey(u"errorExpression"_s, expression);
        const Run run = rig.invoke(InvocationRig::job(state));
        QCOMPARE(outcomeName(run.outcome), outcome);
        if (outcome == "bpmnError"_L1) {
            QCOMPARE(run.failure->code, u"GONE"_s);
            QCOMPARE(run.failure->message, u"no topic"_s);
        }
    }

    void aDryRunSendsNothing()
    {
        InvocationRig rig;
        Job job = InvocationRig::job(rig.publishForm());
        job.dryRun = true;
        const Run run = rig.invoke(job);
        QCOMPARE(outcomeName(run.outcome), u"success"_s);
        QCOMPARE(run.attempts, 0);
        QVERIFY(run.request.has_value());
        QVERIFY(!run.canonicalRequest.isEmpty());
        QVERIFY(rig.transport.sent.isEmpty());
    }

    void theTraceShowsTheWay()
    {
        InvocationRig rig;
        const Run run = rig.invoke(InvocationRig::job(rig.publishForm()));
        QStringList stages;
        for (const TraceEntry &entry : run.trace) {
            stages.append(entry.stage);
            QVERIFY2(!entry.text.isEmpty(), qPrintable(entry.stage));
        }
        QCOMPARE(stages,
                 QStringList({u"inputs"_s, u"identity"_s, u"request"_s, u"canonical request"_s, u"string to sign"_s,
                              u"response"_s, u"output mapping"_s}));
        QCOMPARE(run.stages.size(), 10);
    }
};

PLUGBOARD_TEST(tst_Invocation)
#include "tst_invocation.moc"
