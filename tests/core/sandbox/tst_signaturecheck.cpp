#include "core/sandbox/sandbox.h"
#include "tests/support/handsigned.h"
#include "tests/support/test_main.h"

#include <QTest>
#include <QUrl>

#include <functional>

using namespace Plugboard;
using namespace Qt::StringLiterals;
using Tests::HandSigned;

namespace {

/// 2026-05-04T10:00:00Z
constexpr std::chrono::seconds now(1'777'888'800);
const QByteArray nowText = "20260504T100000Z";

} // namespace

class tst_SignatureCheck : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_sandbox = *Sandbox::Sandbox::start(m_clock, m_random); }

    void goodSignaturesAreAccepted_data()
    {
        QTest::addColumn<Spoil>("change");
        row("plain", [](HandSigned &) {});
        row("odd path", [](HandSigned &request) {
            request.path = "/a%20b//c/./x/../d%2Fe/";
            request.canonicalPath = "/a%2520b/c/d%252Fe/";
        });
        row("odd query", [](HandSigned &request) {
            request.query = "b=2&a=%2f&c&a=1&a-b=%7e&a=%C3%BC*";
            request.canonicalQuery = "a=%2F&a=%C3%BC%2A&a=1&a-b=~&b=2&c=";
        });
        row("odd headers", [](HandSigned &request) {
            request.headers += {{"My-Header", "  a   b  "}, {"X-Amz-Meta", "2"}, {"x-amz-meta", "1"}};
            request.canonicalHeaders = "content-type:application/x-www-form-urlencoded\nhost:" + request.host()
                + "\nmy-header:a b\nx-amz-date:" + nowText + "\nx-amz-meta:2,1\n";
            request.signedHeaders = "content-type;host;my-header;x-amz-date;x-amz-meta";
        });
        row("Date in basic form", [](HandSigned &request) {
            request.dateHeader = "Date";
            useDate(request);
        });
        row("Date as HTTP has it", [](HandSigned &request) {
            request.dateHeader = "Date";
            request.sentMoment = "Mon, 04 May 2026 10:00:00 GMT";
            useDate(request);
        });
        row("14 minutes late", [](HandSigned &request) { at(request, "20260504T094600Z"); });
        row("14 minutes early", [](HandSigned &request) { at(request, "20260504T101400Z"); });
        row("another region", [](HandSigned &request) { request.region = "eu-central-1"; });
        row("GovCloud", [](HandSigned &request) { request.region = "us-gov-west-1"; });
    }

    void goodSignaturesAreAccepted()
    {
        QFETCH(Spoil, change);
        HandSigned request = prepared();
        change(request);
        const QByteArray answer = request.send();
        QVERIFY2(answer.startsWith("HTTP/1.1 200 "), answer.constData());
    }

    void badSignaturesAreRefused_data()
    {
        QTest::addColumn<Spoil>("change");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QByteArray>("words");
        const auto mismatch = [](const char *name, const QByteArray &words, const Spoil &change) {
            QTest::newRow(name) << change << 403 << QByteArray("SignatureDoesNotMatch") << words;
        };
        mismatch("one letter of the secret", "we calculated", [](HandSigned &request) { request.secret[3] = '-'; });
        mismatch(
            "16 minutes late",
            "Signature expired: 20260504T094400Z is now earlier than 20260504T094500Z (20260504T100000Z - 15 min.)",
            [](HandSigned &request) { at(request, "20260504T094400Z"); });
        mismatch("16 minutes early", "Signature not yet current: 20260504T101600Z is still later than 20260504T101500Z",
                 [](HandSigned &request) { at(request, "20260504T101600Z"); });
        mismatch("scope of another day", "Date in Credential scope does not match YYYYMMDD",
                 [](HandSigned &request) { request.date = "20260503"; });
        mismatch("scope of half a day", "Date in Credential scope", [](HandSigned &request) { request.date = "2026"; });
        mismatch("other moment sent than signed", "we calculated",
                 [](HandSigned &request) { request.moment = "20260504T100001Z"; });
        mismatch("zone for a region", "valid Region, not 'us-east-1a'",
                 [](HandSigned &request) { request.region = "us-east-1a"; });
        mismatch("other service", "correct service: 'sns'", [](HandSigned &request) { request.service = "sts"; });
        mismatch("other terminator", "valid terminator",
                 [](HandSigned &request) { request.terminator = "aws3_request"; });
        mismatch("host unsigned", "'Host' or ':authority' must be a 'SignedHeader'", [](HandSigned &request) {
            request.canonicalHeaders = "content-type:application/x-www-form-urlencoded\nx-amz-date:" + nowText + '\n';
            request.signedHeaders = "content-type;x-amz-date";
        });
        mismatch("x-amz- header unsigned", "'X-Amz-Extra' must be a 'SignedHeader'",
                 [](HandSigned &request) { request.headers.emplace_back("X-Amz-Extra", "1"); });
        mismatch("signed header not sent", "we calculated", [](HandSigned &request) {
            request.canonicalHeaders.prepend("a:b\n");
            request.signedHeaders.prepend("a;");
        });
        mismatch("headers in a wrong order", "we calculated", [](HandSigned &request) {
            request.canonicalHeaders = "host:" + request.host()
                + "\ncontent-type:application/x-www-form-urlencoded\nx-amz-date:" + nowText + '\n';
            request.signedHeaders = "host;content-type;x-amz-date";
        });
        mismatch("path encoded once", "we calculated", [](HandSigned &request) {
            request.path = "/a%20b";
            request.canonicalPath = "/a%20b";
        });
        mismatch("query not sorted", "we calculated", [](HandSigned &request) {
            request.query = "b=1&a=2";
            request.canonicalQuery = "b=1&a=2";
        });
        QTest::newRow("unknown key") << Spoil([](HandSigned &request) { request.keyId = "AKIAIOSFODNN7EXAMPLE"; })
                                     << 403 << QByteArray("InvalidClientTokenId") << QByteArray("security token");
        QTest::newRow("foreign token") << Spoil(
            [](HandSigned &request) { request.headers.emplace_back("X-Amz-Security-Token", "t"); })
                                       << 403 << QByteArray("InvalidClientTokenId") << QByteArray("security token");
        const auto broken = [](const char *name, const QByteArray &words, const Spoil &change) {
            QTest::newRow(name) << change << 400 << QByteArray("IncompleteSignature") << words;
        };
        broken("no date", "either a 'X-Amz-Date' or a 'Date' header",
               [](HandSigned &request) { request.sentMoment.clear(); });
        broken("no moment", "ISO-8601 'basic format'. Got 'yesterday'",
               [](HandSigned &request) { at(request, "yesterday"); });
        broken("no such day", "ISO-8601", [](HandSigned &request) { at(request, "20260231T100000Z"); });
        broken("scope of four", "exactly 5 slash-delimited elements",
               [](HandSigned &request) { request.keyId = "a/b"; });
    }

    void badSignaturesAreRefused()
    {
        QFETCH(Spoil, change);
        QFETCH(int, status);
        QFETCH(QByteArray, code);
        QFETCH(QByteArray, words);
        HandSigned request = prepared();
        change(request);
        const QByteArray answer = request.send();
        QVERIFY2(answer.startsWith("HTTP/1.1 " + QByteArray::number(status) + ' '), answer.constData());
        QVERIFY2(answer.contains("<Code>" + code + "</Code>"), answer.constData());
        QVERIFY2(answer.contains(words), answer.constData());
        QVERIFY(!answer.contains(m_sandbox->secretKey().reveal()));
    }

    void brokenAuthorizationHeaders_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("none") << QByteArray() << QByteArray("MissingAuthenticationToken");
        QTest::newRow("basic") << QByteArray("Basic dTpw") << QByteArray("Unsupported AWS 'algorithm': 'Basic'");
        QTest::newRow("elliptic curves") << QByteArray("AWS4-ECDSA-P256-SHA256 Credential=a")
                                         << QByteArray("Unsupported AWS 'algorithm'");
        QTest::newRow("a longer word") << QByteArray("AWS4-HMAC-SHA256X Credential=a") << QByteArray("Unsupported");
        QTest::newRow("word alone") << QByteArray("AWS4-HMAC-SHA256") << QByteArray("requires 'Credential' parameter");
        QTest::newRow("no signature") << QByteArray("AWS4-HMAC-SHA256 Credential=a/b/c/d/e, SignedHeaders=host")
                                      << QByteArray("requires 'Signature' parameter");
    }

    void brokenAuthorizationHeaders()
    {
        QFETCH(QByteArray, header);
        QFETCH(QByteArray, words);
        const QByteArray answer = prepared().send(header);
        QVERIFY2(answer.contains(words), answer.constData());
    }

    void theRightCanonicalRequestIsTold()
    {
        HandSigned request = prepared();
        request.secret = "wrong";
        QVERIFY(request.send().contains("The Canonical String for this request should have been\n'"
                                        + request.canonicalRequest() + "'\n"));
    }

    void jsonClientsReadJson()
    {
        HandSigned request = prepared();
        request.service = "ssm";
        request.body = "{}";
        request.headers = {{"Content-Type", "application/x-amz-json-1.1"}};
        request.canonicalHeaders.replace("application/x-www-form-urlencoded", "application/x-amz-json-1.1");
        QByteArray answer = request.send();
        QVERIFY2(answer.startsWith("HTTP/1.1 400 "), answer.constData());
        QVERIFY(answer.contains("Content-Type: application/x-amz-json-1.1\r\n"));
        QVERIFY2(
            answer.contains("{\"__type\":\"UnknownOperationException\",\"message\":\"The sandbox has no service 'ssm'"),
            answer.constData());
        request.secret = "wrong";
        answer = request.send();
        QVERIFY2(answer.contains("{\"__type\":\"InvalidSignatureException\""), answer.constData());
    }

    void presignedQueries_data()
    {
        QTest::addColumn<QByteArray>("moment");
        QTest::addColumn<QByteArray>("expires");
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("fresh") << nowText << QByteArray("60") << QByteArray("<Account>000000000000</Account>");
        QTest::newRow("six days old") << QByteArray("20260428T100001Z") << QByteArray("604800")
                                      << QByteArray("<Account>");
        QTest::newRow("over") << QByteArray("20260504T095859Z") << QByteArray("60") << QByteArray("Signature expired");
        QTest::newRow("of tomorrow") << QByteArray("20260505T100000Z") << QByteArray("60")
                                     << QByteArray("Signature not yet current");
        QTest::newRow("for too long") << nowText << QByteArray("604801") << QByteArray("from 1 to 604800");
        QTest::newRow("for no number") << nowText << QByteArray("long") << QByteArray("from 1 to 604800");
        QTest::newRow("without an end") << nowText << QByteArray() << QByteArray("from 1 to 604800");
    }

    void presignedQueries()
    {
        QFETCH(QByteArray, moment);
        QFETCH(QByteArray, expires);
        QFETCH(QByteArray, words);
        HandSigned request = prepared();
        at(request, moment);
        request.method = "GET";
        request.service = "sts";
        request.body.clear();
        request.sentMoment.clear();
        request.headers.clear();
        request.canonicalHeaders = "host:" + request.host() + '\n';
        request.signedHeaders = "host";
        request.canonicalQuery
            = "Action=GetCallerIdentity&Version=2011-06-15&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential="
            + (request.keyId + '/' + request.scope()).toPercentEncoding() + "&X-Amz-Date=" + moment
            + (expires.isEmpty() ? QByteArray() : "&X-Amz-Expires=" + expires) + "&X-Amz-SignedHeaders=host";
        request.query = request.canonicalQuery + "&X-Amz-Signature=" + request.signature();
        const QByteArray answer = request.send({});
        QVERIFY2(answer.contains(words), answer.constData());
    }

private:
    using Spoil = std::function<void(HandSigned &)>;

    static void row(const char *name, const Spoil &change) { QTest::newRow(name) << change; }

    static void at(HandSigned &request, const QByteArray &moment)
    {
        request.canonicalHeaders.replace(request.sentMoment, moment);
        request.moment = request.sentMoment = moment;
        request.date = moment.first(8);
    }

    static void useDate(HandSigned &request)
    {
        request.canonicalHeaders = "content-type:application/x-www-form-urlencoded\ndate:" + request.sentMoment
            + "\nhost:" + request.host() + '\n';
        request.signedHeaders = "content-type;date;host";
    }

    HandSigned prepared() const
    {
        HandSigned request;
        request.port = quint16(QUrl(m_sandbox->endpoint()).port());
        request.keyId = m_sandbox->accessKey();
        request.secret = m_sandbox->secretKey().reveal();
        request.moment = request.sentMoment = nowText;
        request.date = nowText.first(8);
        request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
        request.canonicalHeaders = "content-type:application/x-www-form-urlencoded\nhost:" + request.host()
            + "\nx-amz-date:" + nowText + '\n';
        request.signedHeaders = "content-type;host;x-amz-date";
        return request;
    }

    FixedClock m_clock {Clock::Moment(now)};
    SystemRandom m_random;
    std::unique_ptr<Sandbox::Sandbox> m_sandbox;
};

PLUGBOARD_TEST(tst_SignatureCheck)
#include "tst_signaturecheck.moc"
