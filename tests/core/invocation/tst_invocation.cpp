#include "core/value/json.h"
#include "tests/support/invoking.h"
#include "tests/support/test_main.h"

#include <QTest>
#include <QUrlQuery>

#include <thread>

using namespace Plugboard;
using namespace Plugboard::Invocation;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;

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

    void secretsThatCannotBeReadStopTheCall()
    {
        InvocationRig rig;
        Form::FormState state = rig.publishForm();
        state.setByKey(u"authentication.secretKey"_s, u"{{secrets.NOT_THERE}}"_s);
        const Run run = rig.invoke(InvocationRig::job(state));
        QCOMPARE(outcomeName(run.outcome), u"credentials"_s);
        QVERIFY2(run.failure->message.contains(u"NOT_THERE"_s), qPrintable(run.failure->message));
        QVERIFY(rig.transport.sent.isEmpty());
    }

    void halfOfAKeyPairIsNoCredential()
    {
        InvocationRig rig;
        Form::FormState state = rig.publishForm();
        state.setByKey(u"authentication.secretKey"_s, {});
        QCOMPARE(outcomeName(rig.invoke(InvocationRig::job(state)).outcome), u"credentials"_s);
        QVERIFY(rig.transport.sent.isEmpty());
    }

    void transportErrorsHaveTheirOutcome_data()
    {
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("outcome");
        QTest::newRow("refused") << ErrorCode::Unreachable << u"transport"_s;
        QTest::newRow("TLS") << ErrorCode::Tls << u"transport"_s;
        QTest::newRow("deadline before sending") << ErrorCode::TimedOut << u"transport"_s;
        QTest::newRow("no answer") << ErrorCode::Interrupted << u"unknown"_s;
        QTest::newRow("half an answer") << ErrorCode::Incomplete << u"unknown"_s;
        QTest::newRow("too many headers") << ErrorCode::Limit << u"unknown"_s;
        QTest::newRow("cancelled") << ErrorCode::Cancelled << u"cancelled"_s;
    }

    /// None of them is ignored, whatever the error expression says.
    void transportErrorsHaveTheirOutcome()
    {
        QFETCH(ErrorCode, code);
        QFETCH(QString, outcome);
        InvocationRig rig;
        rig.transport.answer = [code](const Http::Request &, const std::stop_token &) -> Result<Http::Response> {
            return Error {Stage::Transport, code, u"the network said no"_s, {}};
        };
        Form::FormState state = rig.publishForm();
        state.setByKey(u"errorExpression"_s, u"= ignoreError({})"_s);
        const Run run = rig.invoke(InvocationRig::job(state));
        if (code != ErrorCode::Cancelled)
            QCOMPARE(outcomeName(run.outcome), outcome);
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
        QCOMPARE(run.failure->message, u"Topic does not exist"_s);
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

    void cancelledBeforeSendingSendsNothing()
    {
        InvocationRig rig;
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(outcomeName(rig.invoke(InvocationRig::job(rig.publishForm()), stop.get_token()).outcome),
                 u"cancelled"_s);
        QVERIFY(rig.transport.sent.isEmpty());
    }

    void theSandboxBeatsAllOtherEndpoints()
    {
        InvocationRig rig;
        rig.environment.insert(u"AWS_ENDPOINT_URL_SNS"_s, u"http://127.0.0.1:1"_s);
        Form::FormState state = rig.publishForm();
        state.setByKey(u"configuration.endpoint"_s, u"http://127.0.0.1:2"_s);
        Job job = InvocationRig::job(state);
        job.commandLine.endpoint = u"http://127.0.0.1:3"_s;
        job.connection.endpoint = u"http://127.0.0.1:4"_s;
        job.sandbox = Identity {u"sandbox"_s, u"us-east-1"_s, u"http://127.0.0.1:5"_s, {}, {}};
        QVERIFY(rig.invoke(job).failure == std::nullopt);
        QCOMPARE(rig.transport.sent.first().target.port, 5);
    }

    /// Who is asked first for endpoint and region.
    void theCommandLineBeatsTheFormAndTheFormTheConnection()
    {
        InvocationRig rig;
        Form::FormState state = rig.publishForm();
        Job job = InvocationRig::job(state);
        job.connection.endpoint = u"http://127.0.0.1:4"_s;
        (void)rig.invoke(job);
        state.setByKey(u"configuration.endpoint"_s, u"http://127.0.0.1:2"_s);
        job.state = state;
        (void)rig.invoke(job);
        job.commandLine.endpoint = u"http://127.0.0.1:3"_s;
        job.commandLine.region = u"sa-east-1"_s;
        const Run run = rig.invoke(job);
        QCOMPARE(rig.transport.sent.size(), 3);
        QCOMPARE(rig.transport.sent[0].target.port, 4);
        QCOMPARE(rig.transport.sent[1].target.port, 2);
        QCOMPARE(rig.transport.sent[2].target.port, 3);
        QVERIFY(run.stringToSign.contains(u"/sa-east-1/sns/"_s));
    }

    /// The server echoes the key; nothing of the run may show it, in any spelling.
    void nothingOfARunHoldsASecret_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::newRow("by name") << u"{{secrets.AWS_SECRET_KEY}}"_s;
        QTest::newRow("typed as plain text") << QString::fromLatin1(InvocationRig::secretKey);
    }

    void nothingOfARunHoldsASecret()
    {
        QFETCH(QString, typed);
        InvocationRig rig;
        const QByteArray echo = "secret " + InvocationRig::secretKey + " base64 " + InvocationRig::secretKey.toBase64();
        rig.transport.answer = [&](const Http::Request &, const std::stop_token &) {
            Http::Response response = FakeTransport::refused(400, "InvalidParameter", echo);
            response.headers.add("X-Echo", InvocationRig::secretKey);
            return response;
        };
        Form::FormState state = rig.publishForm();
        state.setByKey(u"authentication.secretKey"_s, typed);
        state.setByKey(u"topic.message"_s, u"= \"my key is \" + authentication.secretKey"_s);
        state.setByKey(u"errorExpression"_s, u"= bpmnError(\"X\", error.message, { all: error })"_s);
        const Run run = rig.invoke(InvocationRig::job(state));
        QCOMPARE(outcomeName(run.outcome), u"bpmnError"_s);
        QVERIFY(rig.transport.sent.first().body.contains(InvocationRig::secretKey));
        const QString all = everythingOf(run);
        QVERIFY(all.size() > 500);
        QVERIFY(!all.contains(QString::fromLatin1(InvocationRig::secretKey)));
        QVERIFY(!all.contains(QString::fromLatin1(InvocationRig::secretKey.toBase64())));
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
                 QStringList({u"inputs"_s, u"request"_s, u"canonical request"_s, u"string to sign"_s, u"response"_s,
                              u"output mapping"_s}));
        QCOMPARE(run.stages.size(), 10);
    }

private:
    static QString everythingOf(const Run &run)
    {
        QString all = run.canonicalRequest + run.stringToSign + run.credentialSource + run.endpointSource
            + run.warnings.join(u'\n') + QString::fromUtf8(Json::write(run.response))
            + QString::fromUtf8(Json::write(run.variables));
        for (const TraceEntry &entry : run.trace)
            all += entry.text;
        if (run.failure) {
            all += run.failure->code + run.failure->message + run.failure->where
                + QString::fromUtf8(Json::write(run.failure->variables));
            for (const Form::Finding &finding : run.failure->findings)
                all += finding.message;
        }
        if (run.request) {
            all += run.request->url;
            for (const auto &[name, value] : run.request->headers)
                all += name + value;
        }
        if (run.received) {
            all += QString::fromUtf8(run.received->body);
            for (const auto &[name, value] : run.received->headers)
                all += name + value;
        }
        return all;
    }
};

PLUGBOARD_TEST(tst_Invocation)
#include "tst_invocation.moc"
