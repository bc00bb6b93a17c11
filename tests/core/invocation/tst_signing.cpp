#include "tests/support/invoking.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Invocation;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// How calls are signed where that is not the usual way: not at all, and as links.
class tst_Signing : public QObject
{
    Q_OBJECT

private:
    static Job jobFor(InvocationRig &rig, const QString &operation)
    {
        Job job = InvocationRig::job(rig.form(operation));
        job.commandLine.region = u"eu-central-1"_s;
        return job;
    }
    static Aws::Credentials keys()
    {
        Aws::Credentials keys;
        keys.accessKeyId = "AKIAPLUGBOARDTEST234";
        keys.secretAccessKey = Sensitive(InvocationRig::secretKey);
        keys.sessionToken = Sensitive("a-session-token/with+signs=");
        keys.source = u"a test"_s;
        return keys;
    }

private slots:
    void operationsWithoutAuthorisationNeedNoKeys()
    {
        InvocationRig rig;
        rig.transport.answer = [](const Http::Request &, const std::stop_token &) {
            return FakeTransport::refused(400, "InvalidIdentityToken", "no");
        };
        Job job = jobFor(rig, u"aws:sts:AssumeRoleWithWebIdentity"_s);
        for (const auto &[key, value] :
             {std::pair("RoleArn", "arn:aws:iam::123456789012:role/reader"), std::pair("RoleSessionName", "session"),
              std::pair("WebIdentityToken", "token")})
            job.state.setByKey(QString::fromLatin1(key), QString::fromLatin1(value));
        const Run run = rig.invoke(job);
        QCOMPARE(outcomeName(run.outcome), u"error"_s);
        QCOMPARE(rig.transport.sent.size(), 1);
        QVERIFY(!rig.transport.sent.first().headers.contains("authorization"));
        QCOMPARE(run.credentialSource, u"none: the request is not signed"_s);
    }

    void linksAreMadeAndNotSent()
    {
        InvocationRig rig;
        Job job = jobFor(rig, u"aws:sts:GetCallerIdentity"_s);
        job.commandLine.credentials = keys();
        job.linkFor = 15min;
        const Run run = rig.invoke(job);
        QVERIFY2(run.outcome == Outcome::Success, qPrintable(run.failure.value_or(Failure {}).message));
        QCOMPARE(rig.transport.sent.size(), 0);
        QCOMPARE(run.attempts, 0);
        QVERIFY(run.link);
        QCOMPARE(run.link->method, QByteArray("GET"));
        QVERIFY(run.link->url.startsWith(
            "https://sts.eu-central-1.amazonaws.com/?Action=GetCallerIdentity&Version=2011-06-15&"));
        QVERIFY(run.link->url.contains("X-Amz-Expires=900&"));
        QVERIFY(run.link->url.contains("X-Amz-Security-Token=a-session-token%2Fwith%2Bsigns%3D"));
        QVERIFY(run.link->headers.isEmpty());
        // Only the link itself holds the token.
        for (const TraceEntry &entry : run.trace)
            QVERIFY2(!entry.text.contains(u"a-session-token"_s), qPrintable(entry.text));
        QVERIFY(!run.canonicalRequest.contains(u"a-session-token"_s));
    }

    void linksAreNotForLongerThanTheyMay()
    {
        InvocationRig rig;
        Job job = jobFor(rig, u"aws:sts:GetCallerIdentity"_s);
        job.commandLine.credentials = keys();
        job.linkFor = std::chrono::days(8);
        const Run run = rig.invoke(job);
        QCOMPARE(outcomeName(run.outcome), u"invalid"_s);
        QVERIFY(run.failure->message.contains(u"1 to 604800"_s));
        QVERIFY(!run.link);
    }

    void damagedAnswersAreNotBelieved()
    {
        InvocationRig rig;
        rig.transport.answer = [](const Http::Request &, const std::stop_token &) {
            Http::Response response = FakeTransport::published();
            response.headers.add("x-amz-crc32", "1");
            return response;
        };
        const Run run = rig.invoke(InvocationRig::job(rig.publishForm()));
        QCOMPARE(outcomeName(run.outcome), u"unknown"_s);
        QVERIFY2(run.failure->message.contains(u"damaged on the way"_s), qPrintable(run.failure->message));
        QCOMPARE(rig.transport.sent.size(), 1);
    }
};

PLUGBOARD_TEST(tst_Signing)
#include "tst_signing.moc"
