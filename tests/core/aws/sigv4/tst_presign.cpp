#include "core/aws/sigv4/presign.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Aws;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Links, with the example of the S3 API Reference ("Authenticating requests: using query parameters").
class tst_Presign : public QObject
{
    Q_OBJECT

private:
    const Clock::Moment m_moment = std::chrono::sys_days(std::chrono::year(2013) / 5 / 24);

    Credentials m_keys;
    Http::Request m_request;
    SigningOptions m_options;
    Signer m_signer;

    Result<PresignedUrl> link(std::chrono::seconds expires)
    {
        return presignedUrl(m_signer, m_request, m_keys, {"us-east-1", "s3"}, m_moment, expires, m_options);
    }

private slots:
    void init()
    {
        m_keys = Credentials();
        m_keys.accessKeyId = "AKIAIOSFODNN7EXAMPLE";
        m_keys.secretAccessKey = Sensitive("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
        m_keys.source = u"a test"_s;
        m_request = Http::Request();
        m_request.target.host = "examplebucket.s3.amazonaws.com";
        m_request.target.path = "/test.txt";
        m_options = SigningOptions();
        m_options.normalizePath = false;
        m_options.doubleEncodePath = false;
        m_options.unsignedPayload = true;
    }

    void documentedExample()
    {
        const Result<PresignedUrl> made = link(24h);
        QVERIFY(made);
        QCOMPARE(made->signature.signature,
                 QByteArray("aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"));
        QVERIFY(made->url.endsWith("&X-Amz-Signature=" + made->signature.signature));
        QCOMPARE(made->method, QByteArray("GET"));
        QVERIFY(made->headers.isEmpty());
        QCOMPARE(made->ends, Clock::Moment(m_moment + 24h));
        QVERIFY(!made->endsWithCredentials);
    }

    void endsWithTheCredentials()
    {
        m_keys.expires = m_moment + 1h;
        QCOMPARE(link(24h)->ends, Clock::Moment(m_moment + 1h));
        QVERIFY(link(24h)->endsWithCredentials);
        QVERIFY(!link(30min)->endsWithCredentials);
        m_keys.expires = m_moment;
        const Result<PresignedUrl> late = link(24h);
        QVERIFY(!late);
        QCOMPARE(late.error().stage, Stage::Credentials);
    }

    void headersMustBeSentWithIt()
    {
        m_request.headers.add("Content-Type", "text/plain");
        m_request.headers.add("User-Agent", "x");
        const Result<PresignedUrl> made = link(60s);
        QCOMPARE(made->headers, Http::Headers({{"Content-Type", "text/plain"}}));
        QVERIFY(made->url.contains("X-Amz-SignedHeaders=content-type%3Bhost"));
    }

    void validity()
    {
        QVERIFY(link(1s) && link(std::chrono::days(7)));
        QVERIFY(!link(0s));
        QVERIFY(!link(std::chrono::days(7) + 1s));
    }
};

PLUGBOARD_TEST(tst_Presign)
#include "tst_presign.moc"
