#include "core/http/networktransport.h"
#include "core/sandbox/sandbox.h"
#include "tests/support/invoking.h"
#include "tests/support/test_main.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Invocation;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;

namespace {

Aws::Credentials keys(const QByteArray &accessKey, const QByteArray &secret = "secret-of-it")
{
    return {accessKey, Sensitive(secret), {}, QString::fromLatin1(accessKey), std::nullopt};
}

/// From "Authorization: AWS4-HMAC-SHA256 Credential=KEY/DATE/REGION/…".
QByteArray scopePart(const Http::Request &request, int part)
{
    const QByteArray header = request.headers.value("authorization");
    const qsizetype from = header.indexOf("Credential=") + 11;
    return header.mid(from, header.indexOf(',', from) - from).split('/').value(part);
}

void writeConfig(const QString &path, const QByteArray &text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

} // namespace

/// Whose credentials, which region and endpoint: sandbox, command line, form, connection, default chain.
class tst_Identity : public QObject
{
    Q_OBJECT

private slots:
    void theFirstThatIsGivenCounts_data();
    void theFirstThatIsGivenCounts();
    void endpointsByServiceComeFirst();
    void sharedConfigurationNamesEndpoints();
    void aDamagedConfigurationIsAWarning();
    void theTraceNamesTheWinners();
    void noRegionIsTold();
    void textThatIsNoRegionIsTold_data();
    void textThatIsNoRegionIsTold();
    void textThatIsNoEndpointIsTold_data();
    void textThatIsNoEndpointIsTold();
    void missingCredentialsAreTold();
    void halfOfAKeyPairIsNoCredential();
    void keysAreTexts();
    void keysLoseTheBlanksAroundThem();
    void expiredCredentialsAreTold();
    void realKeysNeverReachTheSandbox();
    void theSandboxsOwnKeyMayHaveAWrongSecret();
    void theSandboxMustRun();
    void theSandboxAnswers();
};

void tst_Identity::theFirstThatIsGivenCounts_data()
{
    // What is given: s sandbox, c command line, f form, n connection, e environment variables.
    QTest::addColumn<QString>("given");
    QTest::addColumn<QByteArray>("accessKey");
    QTest::addColumn<QByteArray>("region");
    QTest::addColumn<int>("port");
    const auto row = [](const char *given, const char *accessKey, const char *name, int port) {
        QTest::newRow(given) << QString::fromLatin1(given) << QByteArray(accessKey) << QByteArray(name) << port;
    };
    row("e", "ENVIRONMENT", "eu-west-5", 5);
    row("en", "CONNECTION", "eu-west-4", 4);
    row("enf", "FORM", "eu-west-3", 3);
    row("ef", "FORM", "eu-west-3", 3);
    row("ec", "COMMANDLINE", "eu-west-2", 2);
    row("enfc", "COMMANDLINE", "eu-west-2", 2);
    // The sandbox serves every region: its own is only for want of another.
    row("es", "SANDBOX", "eu-west-1", 1);
    row("ens", "SANDBOX", "eu-west-4", 1);
    row("enfs", "SANDBOX", "eu-west-3", 1);
    row("enfcs", "SANDBOX", "eu-west-2", 1);
}

void tst_Identity::theFirstThatIsGivenCounts()
{
    QFETCH(QString, given);
    QFETCH(QByteArray, accessKey);
    QFETCH(QByteArray, region);
    QFETCH(int, port);
    InvocationRig rig;
    Form::FormState state = rig.publishForm();
    for (const char *key : {"authentication.accessKey", "authentication.secretKey", "configuration.region"})
        state.setByKey(QString::fromLatin1(key), {});
    Job job;
    job.secretSpace = u"test"_s;
    if (given.contains(u'e')) {
        for (const auto &[name, value] :
             {std::pair("AWS_ACCESS_KEY_ID", "ENVIRONMENT"), std::pair("AWS_SECRET_ACCESS_KEY", "secret-of-it"),
              std::pair("AWS_REGION", "eu-west-5"), std::pair("AWS_ENDPOINT_URL", "http://127.0.0.1:5")})
            rig.environment.insert(QString::fromLatin1(name), QString::fromLatin1(value));
    }
    if (given.contains(u'n'))
        job.connection = {u"dev"_s, u"eu-west-4"_s, u"http://127.0.0.1:4"_s, keys("CONNECTION"), {}};
    if (given.contains(u'f')) {
        state.setByKey(u"authentication.accessKey"_s, u"FORM"_s);
        state.setByKey(u"authentication.secretKey"_s, u"secret-of-it"_s);
        state.setByKey(u"configuration.region"_s, u"eu-west-3"_s);
        state.setByKey(u"configuration.endpoint"_s, u"http://127.0.0.1:3"_s);
    }
    if (given.contains(u'c'))
        job.commandLine = {u"command line"_s, u"eu-west-2"_s, u"http://127.0.0.1:2"_s, keys("COMMANDLINE"), {}};
    if (given.contains(u's'))
        job.sandbox = Identity {u"sandbox"_s, u"eu-west-1"_s, u"http://127.0.0.1:1"_s, keys("SANDBOX"), {}};
    job.state = state;
    const Run run = rig.invoke(job);
    QVERIFY2(run.outcome == Outcome::Success, qPrintable(run.failure.value_or(Failure {}).message));
    const Http::Request &sent = rig.transport.sent.first();
    QCOMPARE(scopePart(sent, 0), accessKey);
    QCOMPARE(scopePart(sent, 2), region);
    QCOMPARE(sent.target.port, port);
}

void tst_Identity::endpointsByServiceComeFirst()
{
    InvocationRig rig;
    Job job = InvocationRig::job(rig.publishForm());
    job.connection.endpoint = u"http://127.0.0.1:1"_s;
    job.connection.endpoints = {{u"sns"_s, u"http://127.0.0.1:2"_s}, {u"s3"_s, u"http://127.0.0.1:3"_s}};
    (void)rig.invoke(job);
    QCOMPARE(rig.transport.sent.first().target.port, 2);
}

void tst_Identity::sharedConfigurationNamesEndpoints()
{
    const QTemporaryDir folder;
    InvocationRig rig;
    rig.environment.insert(u"AWS_CONFIG_FILE"_s, folder.filePath(u"config"_s));
    rig.environment.insert(u"AWS_PROFILE"_s, u"dev"_s);
    writeConfig(
        folder.filePath(u"config"_s),
        "[profile dev]\nservices = here\nendpoint_url = http://127.0.0.1:1\n[services here]\nsns =\n  endpoint_url = "
        "http://127.0.0.1:2\n");
    Job job = InvocationRig::job(rig.publishForm());
    QCOMPARE(rig.invoke(job).endpointSource, u"services section of the profile"_s);
    QCOMPARE(rig.transport.sent.last().target.port, 2);
    writeConfig(folder.filePath(u"config"_s), "[profile dev]\nuse_fips_endpoint = true\n");
    (void)rig.invoke(job);
    QCOMPARE(rig.transport.sent.last().target.host, "sns-fips.eu-central-1.amazonaws.com");
    // What is configured for AWS does not concern the sandbox.
    job.sandbox = Identity {u"sandbox"_s, u"us-east-1"_s, u"http://127.0.0.1:5"_s, keys("AKIASANDBOX"), {}};
    const Run run = rig.invoke(job);
    QCOMPARE(outcomeName(run.outcome), u"success"_s);
    QCOMPARE(rig.transport.sent.last().target.port, 5);
}

void tst_Identity::aDamagedConfigurationIsAWarning()
{
    const QTemporaryDir folder;
    InvocationRig rig;
    rig.environment.insert(u"AWS_CONFIG_FILE"_s, folder.filePath(u"config"_s));
    writeConfig(folder.filePath(u"config"_s), "[profile dev\n");
    const Run run = rig.invoke(InvocationRig::job(rig.publishForm()));
    QCOMPARE(outcomeName(run.outcome), u"success"_s);
    QVERIFY2(run.warnings.join(u'\n').contains(u"config:1"_s), qPrintable(run.warnings.join(u'\n')));
}

void tst_Identity::theTraceNamesTheWinners()
{
    InvocationRig rig;
    rig.environment.insert(u"AWS_REGION"_s, u"eu-west-5"_s);
    Form::FormState state = rig.publishForm();
    state.setByKey(u"configuration.region"_s, {});
    Job job = InvocationRig::job(state);
    job.connection.name = u"connection dev"_s;
    job.connection.endpoint = u"http://127.0.0.1:4"_s;
    const Run run = rig.invoke(job);
    QCOMPARE(run.credentialSource, u"fields of the form"_s);
    QCOMPARE(run.endpointSource, u"connection dev"_s);
    const auto entry = std::find_if(run.trace.begin(), run.trace.end(),
                                    [](const TraceEntry &each) { return each.stage == "identity"_L1; });
    QVERIFY(entry != run.trace.end());
    for (const QString &line : {u"credentials: fields of the form"_s, u"region: eu-west-5 (AWS_REGION)"_s,
                                u"endpoint: http://127.0.0.1:4/ (connection dev)"_s})
        QVERIFY2(entry->text.contains(line), qPrintable(entry->text));
}

void tst_Identity::noRegionIsTold()
{
    InvocationRig rig;
    Form::FormState state = rig.publishForm();
    state.setByKey(u"configuration.region"_s, {});
    const Run run = rig.invoke(InvocationRig::job(state));
    QCOMPARE(outcomeName(run.outcome), u"invalid"_s);
    QVERIFY2(run.failure->message.contains(u"no region is set; choose one"_s), qPrintable(run.failure->message));
}

void tst_Identity::textThatIsNoRegionIsTold_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("message");
    QTest::newRow("capitals") << u"Frankfurt"_s << u"is no region"_s;
    QTest::newRow("blanks") << u"eu central 1"_s << u"is no region"_s;
    QTest::newRow("another host") << u"x.example/#"_s << u"is no region"_s;
    QTest::newRow("line break") << u"=\"eu-central-1\\nHost: x\""_s << u"is no region"_s;
    QTest::newRow("zone") << u"eu-central-1a"_s << u"its region is eu-central-1"_s;
    QTest::newRow("a number") << u"= 5"_s << u"must be a text"_s;
}

void tst_Identity::textThatIsNoRegionIsTold()
{
    QFETCH(QString, text);
    QFETCH(QString, message);
    InvocationRig rig;
    Form::FormState state = rig.publishForm();
    state.setByKey(u"configuration.region"_s, text);
    const Run run = rig.invoke(InvocationRig::job(state));
    QCOMPARE(outcomeName(run.outcome), u"invalid"_s);
    QVERIFY2(run.failure->message.contains(message), qPrintable(run.failure->message));
    QVERIFY(rig.transport.sent.isEmpty());
}

void tst_Identity::textThatIsNoEndpointIsTold_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("no scheme") << u"localhost:4566"_s;
    QTest::newRow("file") << u"file:///etc/passwd"_s;
    QTest::newRow("user and password") << u"http://me:hunter22@127.0.0.1/"_s;
    QTest::newRow("no host") << u"http://"_s;
    QTest::newRow("port") << u"http://127.0.0.1:99999"_s;
}

void tst_Identity::textThatIsNoEndpointIsTold()
{
    QFETCH(QString, text);
    InvocationRig rig;
    Job job = InvocationRig::job(rig.publishForm());
    job.commandLine.endpoint = text;
    const Run run = rig.invoke(job);
    QCOMPARE(outcomeName(run.outcome), u"invalid"_s);
    QVERIFY2(run.failure->message.contains(u"write http://host:port"_s), qPrintable(run.failure->message));
    QVERIFY(!run.failure->message.contains(u"hunter22"_s));
    QVERIFY(rig.transport.sent.isEmpty());
}

void tst_Identity::missingCredentialsAreTold()
{
    InvocationRig rig;
    Form::FormState state = rig.publishForm();
    state.setByKey(u"authentication.type"_s, u"defaultCredentialsChain"_s);
    const Run run = rig.invoke(InvocationRig::job(state));
    QCOMPARE(outcomeName(run.outcome), u"credentials"_s);
    QCOMPARE(exitCode(run.outcome), 4);
    QVERIFY2(run.failure->message.contains(u"AWS_ACCESS_KEY_ID"_s), qPrintable(run.failure->message));
}

void tst_Identity::halfOfAKeyPairIsNoCredential()
{
    for (const char *missing : {"authentication.accessKey", "authentication.secretKey"}) {
        InvocationRig rig;
        Form::FormState state = rig.publishForm();
        state.setByKey(QString::fromLatin1(missing), {});
        const Run run = rig.invoke(InvocationRig::job(state));
        QCOMPARE(outcomeName(run.outcome), u"credentials"_s);
        QVERIFY(run.failure->message.contains(u"fill both or none"_s));
        QVERIFY(rig.transport.sent.isEmpty());
    }
}

/// A key that is passed over would let another identity do what this one was meant to.
void tst_Identity::keysAreTexts()
{
    InvocationRig rig;
    rig.environment.insert(u"AWS_ACCESS_KEY_ID"_s, u"ENVIRONMENT"_s);
    rig.environment.insert(u"AWS_SECRET_ACCESS_KEY"_s, u"secret-of-it"_s);
    Form::FormState state = rig.publishForm();
    state.setByKey(u"authentication.accessKey"_s, u"= 12345"_s);
    state.setByKey(u"authentication.secretKey"_s, u"= 67890"_s);
    const Run run = rig.invoke(InvocationRig::job(state));
    QCOMPARE(outcomeName(run.outcome), u"credentials"_s);
    QVERIFY(run.failure->message.contains(u"must be a text"_s));
    QVERIFY(rig.transport.sent.isEmpty());
}

void tst_Identity::keysLoseTheBlanksAroundThem()
{
    InvocationRig rig;
    (void)rig.invoke(InvocationRig::job(rig.publishForm()));
    (void)rig.secrets.write({u"test"_s, u"AWS_ACCESS_KEY"_s}, Sensitive("AKIAPLUGBOARDTEST234\n"));
    (void)rig.secrets.write({u"test"_s, u"AWS_SECRET_KEY"_s}, Sensitive(" " + InvocationRig::secretKey + "\r\n"));
    (void)rig.invoke(InvocationRig::job(rig.publishForm()));
    QCOMPARE(rig.transport.sent.size(), 2);
    QCOMPARE(rig.transport.sent[1].headers.value("authorization"),
             rig.transport.sent[0].headers.value("authorization"));
}

void tst_Identity::expiredCredentialsAreTold()
{
    InvocationRig rig;
    Form::FormState state = rig.publishForm();
    state.setByKey(u"authentication.type"_s, u"defaultCredentialsChain"_s);
    Job job = InvocationRig::job(state);
    job.connection.credentials = keys("CONNECTION");
    job.connection.credentials->expires = rig.clock.now() - std::chrono::seconds(1);
    const Run run = rig.invoke(job);
    QCOMPARE(outcomeName(run.outcome), u"credentials"_s);
    QVERIFY2(run.failure->message.contains(u"expired at 2026-05-04T"_s), qPrintable(run.failure->message));
    job.connection.credentials->expires = rig.clock.now() + std::chrono::seconds(1);
    QCOMPARE(outcomeName(rig.invoke(job).outcome), u"success"_s);
}

void tst_Identity::realKeysNeverReachTheSandbox()
{
    InvocationRig rig;
    rig.environment.insert(u"AWS_SESSION_TOKEN"_s, u"token-of-environment"_s);
    rig.environment.insert(u"AWS_ENDPOINT_URL_SNS"_s, u"http://127.0.0.1:9"_s);
    Job job = InvocationRig::job(rig.publishForm());
    job.commandLine.credentials = keys("AKIACOMMANDLINE");
    job.connection.credentials = keys("AKIACONNECTION");
    job.sandbox = Identity {u"sandbox"_s, u"us-east-1"_s, u"http://127.0.0.1:5"_s, keys("AKIASANDBOX"), {}};
    const Run run = rig.invoke(job);
    const Http::Request &sent = rig.transport.sent.first();
    QCOMPARE(sent.target.port, 5);
    QByteArray wire = sent.body;
    for (const auto &[name, value] : sent.headers.lines())
        wire += name + value;
    QVERIFY(wire.contains("AKIASANDBOX"));
    for (const char *real : {"AKIAPLUGBOARDTEST234", "AKIACOMMANDLINE", "AKIACONNECTION", "token-of-environment"})
        QVERIFY2(!wire.contains(real), real);
    QVERIFY2(run.warnings.join(u'\n').contains(u"were not used"_s), qPrintable(run.warnings.join(u'\n')));
}

void tst_Identity::theSandboxsOwnKeyMayHaveAWrongSecret()
{
    InvocationRig rig;
    const auto sandbox = *Sandbox::Sandbox::start(rig.clock, rig.random);
    Http::NetworkTransport network;
    Form::FormState state = rig.publishForm();
    state.setByKey(u"authentication.accessKey"_s, QString::fromLatin1(sandbox->accessKey()));
    state.setByKey(u"authentication.secretKey"_s, u"not-the-secret"_s);
    Job job = InvocationRig::job(state);
    job.sandbox = Identity {u"sandbox"_s,
                            sandbox->region(),
                            sandbox->endpoint(),
                            Aws::Credentials {sandbox->accessKey(), sandbox->secretKey(), {}, u"sandbox"_s, {}},
                            {}};
    const Run run = rig.invokeOver(network, job);
    QCOMPARE(outcomeName(run.outcome), u"error"_s);
    QCOMPARE(run.failure->code, u"SignatureDoesNotMatch"_s);
    QVERIFY2(run.failure->message.contains(u"check the secret key"_s), qPrintable(run.failure->message));
    QCOMPARE(run.status, 403);
}

/// Without its endpoint the request would go to AWS.
void tst_Identity::theSandboxMustRun()
{
    InvocationRig rig;
    Job job = InvocationRig::job(rig.publishForm());
    job.sandbox = Identity {u"sandbox"_s, u"us-east-1"_s, {}, keys("AKIASANDBOX"), {}};
    QCOMPARE(outcomeName(rig.invoke(job).outcome), u"invalid"_s);
    job.sandbox = Identity {u"sandbox"_s, u"us-east-1"_s, u"http://127.0.0.1:5"_s, {}, {}};
    QCOMPARE(outcomeName(rig.invoke(job).outcome), u"credentials"_s);
    QVERIFY(rig.transport.sent.isEmpty());
}

void tst_Identity::theSandboxAnswers()
{
    InvocationRig rig;
    const auto sandbox = *Sandbox::Sandbox::start(rig.clock, rig.random);
    Http::NetworkTransport network;
    Form::FormState state = rig.publishForm();
    state.setByKey(u"topic.topicArn"_s, Sandbox::Sandbox::sampleTopicArn());
    state.setByKey(u"configuration.region"_s, {});
    Job job = InvocationRig::job(state);
    job.sandbox = Identity {u"sandbox"_s,
                            sandbox->region(),
                            sandbox->endpoint(),
                            Aws::Credentials {sandbox->accessKey(), sandbox->secretKey(), {}, u"sandbox"_s, {}},
                            {}};
    const Run run = rig.invokeOver(network, job);
    QVERIFY2(run.outcome == Outcome::Success, qPrintable(run.failure.value_or(Failure {}).message));
    QCOMPARE(sandbox->published().size(), 1);
    QCOMPARE(sandbox->published().first().message, u"{\"orderId\":4711}"_s);
    QCOMPARE(run.variables["createdMessageID"].string(), sandbox->published().first().messageId);
}

PLUGBOARD_TEST(tst_Identity)
#include "tst_identity.moc"
