#include "tests/support/sandboxcalls.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Qt::StringLiterals;
using Tests::SandboxCalls;

class tst_Sandbox : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_calls = std::make_unique<SandboxCalls>(); }

    void everyStartHasItsOwnKeys()
    {
        const auto other = *Sandbox::Sandbox::start(m_calls->clock, m_calls->random);
        QVERIFY(other->accessKey() != m_calls->sandbox->accessKey());
        QVERIFY(other->secretKey() != m_calls->sandbox->secretKey());
        QVERIFY(other->endpoint() != m_calls->sandbox->endpoint());
        QCOMPARE(m_calls->sandbox->accessKey().size(), 20);
        QCOMPARE(m_calls->sandbox->secretKey().size(), 40);
    }

    void tellsWhoCalls()
    {
        const QByteArray body = m_calls->ask("Action=GetCallerIdentity&Version=2011-06-15", "sts").body;
        QVERIFY2(body.contains("<Account>000000000000</Account>"), body.constData());
        QVERIFY(body.contains("<GetCallerIdentityResult>"));
    }

    void wrongSignaturesAreRefused_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("wrong secret") << u"secret"_s << QByteArray("SignatureDoesNotMatch");
        QTest::newRow("unknown key") << u"key"_s << QByteArray("InvalidClientTokenId");
        QTest::newRow("token of another account") << u"token"_s << QByteArray("InvalidClientTokenId");
        QTest::newRow("late clock") << u"late"_s << QByteArray("Signature expired");
        QTest::newRow("early clock") << u"early"_s << QByteArray("Signature not yet current");
        QTest::newRow("changed body") << u"body"_s << QByteArray("SignatureDoesNotMatch");
        QTest::newRow("changed header") << u"header"_s << QByteArray("SignatureDoesNotMatch");
        QTest::newRow("missing header") << u"missing"_s << QByteArray("SignatureDoesNotMatch");
        QTest::newRow("no signature") << u"none"_s << QByteArray("MissingAuthenticationToken");
        QTest::newRow("half a signature") << u"half"_s << QByteArray("IncompleteSignature");
        QTest::newRow("wrong service") << u"service"_s
                                       << QByteArray("Credential should be scoped to correct service: 'sns'");
    }

    void wrongSignaturesAreRefused()
    {
        QFETCH(QString, fault);
        QFETCH(QByteArray, code);
        Aws::Credentials credentials = m_calls->credentials();
        Clock::Moment moment = m_calls->clock.now();
        if (fault == "secret"_L1)
            credentials.secretAccessKey = Sensitive("x" + m_calls->sandbox->secretKey().reveal().sliced(1));
        if (fault == "key"_L1)
            credentials.accessKeyId = "AKIAIOSFODNN7EXAMPLE";
        if (fault == "token"_L1)
            credentials.sessionToken = Sensitive("FwoGZXIvYXdzEXAMPLE");
        if (fault == "late"_L1)
            moment -= std::chrono::minutes(20);
        if (fault == "early"_L1)
            moment += std::chrono::minutes(20);
        Http::Request request
            = m_calls->signedRequest("Action=ListTopics&Version=2010-03-31", fault == "service"_L1 ? "sts" : "sns",
                                     "us-east-1", credentials, moment);
        if (fault == "body"_L1)
            request.body += "&NextToken=x";
        if (fault == "header"_L1)
            request.headers.set("Content-Type", "application/x-www-form-urlencoded");
        if (fault == "missing"_L1)
            request.headers.remove("Content-Type");
        if (fault == "none"_L1)
            request.headers.remove("Authorization");
        if (fault == "half"_L1)
            request.headers.set("Authorization", "AWS4-HMAC-SHA256 Credential=" + m_calls->sandbox->accessKey() + "/x");
        const Http::Response response = m_calls->send(request);
        QVERIFY(response.status == 403 || response.status == 400);
        QVERIFY2(response.body.contains(code), response.body.constData());
        QVERIFY(!response.body.contains(m_calls->sandbox->secretKey().reveal()));
    }

    void unknownActionsAreNamed()
    {
        QVERIFY(m_calls->ask("Action=Fly&Version=2010-03-31")
                    .body.contains("Could not find operation Fly for version 2010-03-31"));
        QVERIFY(m_calls->ask("Version=2010-03-31").body.contains("MissingAction"));
        QVERIFY(m_calls->ask("Action=ListTopics&Version=2011-06-15")
                    .body.contains("Could not find operation ListTopics for version 2011-06-15"));
        QVERIFY(m_calls->ask("Action=Fly", "glacier").body.contains("has no service"));
    }

private:
    std::unique_ptr<SandboxCalls> m_calls;
};

PLUGBOARD_TEST(tst_Sandbox)
#include "tst_sandbox.moc"
