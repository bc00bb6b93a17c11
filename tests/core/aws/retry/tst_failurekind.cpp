#include "core/aws/retry/failurekind.h"
#include "core/value/json.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Aws;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(FailureKind)

class tst_FailureKind : public QObject
{
    Q_OBJECT

private:
    static ClassifiedFailure of(int status, const QString &code, const Http::Headers &headers = {},
                                const QByteArray &body = "{}", const Operation &operation = {})
    {
        Http::Response response;
        response.status = status;
        response.headers = headers;
        ParsedError error;
        error.code = code;
        error.status = status;
        return classify(operation, response, error, Json::read(body).valueOr(Value()), facts());
    }
    static SigningFacts facts()
    {
        // Fri, 06 Nov 2026 10:00:00 GMT
        return {.arrived = Clock::Moment(1'793'959'200s), .clockOffset = 0s, .region = "eu-central-1"};
    }
    static Http::Headers at(const QByteArray &time) { return {{"Date", "Fri, 06 Nov 2026 " + time + " GMT"}}; }

private slots:
    void kinds_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("code");
        QTest::addColumn<FailureKind>("kind");
        const auto row = [](int status, const char *code, FailureKind kind) {
            QTest::addRow("%d %s", status, code) << status << QString::fromLatin1(code) << kind;
        };
        row(400, "ThrottlingException", FailureKind::Throttling);
        row(503, "SlowDown", FailureKind::Throttling);
        row(429, "HTTP 429", FailureKind::Throttling);
        row(400, "RequestTimeout", FailureKind::Transient);
        row(500, "InternalFailure", FailureKind::Transient);
        row(503, "ServiceUnavailable", FailureKind::Transient);
        row(200, "InternalError", FailureKind::Transient);
        row(501, "NotImplemented", FailureKind::Permanent);
        row(400, "ValidationError", FailureKind::Permanent);
        row(403, "AccessDenied", FailureKind::Permanent);
        row(403, "ExpiredToken", FailureKind::ExpiredCredentials);
        row(403, "SignatureDoesNotMatch", FailureKind::Permanent);
        row(403, "RequestTimeTooSkewed", FailureKind::Permanent); // No Date: nothing to correct by
    }
    void kinds()
    {
        QFETCH(int, status);
        QFETCH(QString, code);
        QTEST(of(status, code).kind, "kind");
    }

    void skewNeedsAClockThatIsOff()
    {
        QCOMPARE(of(403, u"SignatureDoesNotMatch"_s, at("10:07:00")).kind, FailureKind::ClockSkew);
        QCOMPARE(of(403, u"SignatureDoesNotMatch"_s, at("10:07:00")).clockOffset, std::chrono::seconds(420));
        QCOMPARE(of(403, u"SignatureDoesNotMatch"_s, at("09:50:00")).clockOffset, std::chrono::seconds(-600));
        QCOMPARE(of(403, u"SignatureDoesNotMatch"_s, at("10:03:00")).kind, FailureKind::Permanent);
        QCOMPARE(of(403, u"RequestExpired"_s, at("10:03:00")).kind, FailureKind::ClockSkew);
        QCOMPARE(of(403, u"RequestExpired"_s, at("10:00:30")).kind, FailureKind::Permanent);
        QCOMPARE(of(403, u"AccessDenied"_s, at("10:30:00")).kind, FailureKind::Permanent);
    }

    void regionsAreNamedByHeaderOrBody()
    {
        const Http::Headers header {{"x-amz-bucket-region", "us-west-2"}};
        QCOMPARE(of(301, u"PermanentRedirect"_s, header).region, QByteArray("us-west-2"));
        QCOMPARE(of(400, u"HTTP 400"_s, header).kind, FailureKind::WrongRegion);
        QCOMPARE(of(400, u"AuthorizationHeaderMalformed"_s, {}, "{\"Region\":\"us-west-2\"}").kind,
                 FailureKind::WrongRegion);
        QCOMPARE(of(301, u"PermanentRedirect"_s, {{"x-amz-bucket-region", "eu-central-1"}}).kind,
                 FailureKind::Permanent);
        QCOMPARE(of(301, u"PermanentRedirect"_s, {{"x-amz-bucket-region", "evil.example/"}}).kind,
                 FailureKind::Permanent);
        QCOMPARE(of(404, u"NoSuchKey"_s, header).kind, FailureKind::Permanent);
    }

    void modelledErrors()
    {
        Shape busy;
        busy.name = u"BusyException"_s;
        busy.retryable = true;
        Shape limited;
        limited.name = u"LimitedException"_s;
        limited.errorCode = u"Limited"_s;
        limited.retryable = true;
        limited.throttling = true;
        Operation operation;
        operation.errors = {&busy, &limited};
        QCOMPARE(of(400, u"BusyException"_s, {}, "{}", operation).kind, FailureKind::Transient);
        QCOMPARE(of(400, u"Limited"_s, {}, "{}", operation).kind, FailureKind::Throttling);
        QCOMPARE(of(400, u"Other"_s, {}, "{}", operation).kind, FailureKind::Permanent);
    }

    void retryAfter()
    {
        QCOMPARE(of(503, {}, {{"Retry-After", "7"}}).retryAfter.value(), 7'000ms);
        QVERIFY(!of(503, {}, {{"Retry-After", "-7"}}).retryAfter);
        QVERIFY(!of(503, {}, {{"Retry-After", "soon"}}).retryAfter);
        QCOMPARE(of(503, {}, {{"Retry-After", "Fri, 06 Nov 2026 10:00:12 GMT"}}).retryAfter.value(), 12'000ms);
        QCOMPARE(of(503, {}, {{"Retry-After", "Fri, 06 Nov 2026 09:00:00 GMT"}}).retryAfter.value(), 0ms);
        QCOMPARE(of(503, {}, {{"x-amz-retry-after", "1500"}}).retryAfterHint.value(), 1'500ms);
    }

    void transportErrors()
    {
        const auto kind = [](ErrorCode code) { return classify(Error {Stage::Transport, code, {}, {}}).kind; };
        QCOMPARE(kind(ErrorCode::Unreachable), FailureKind::Transient);
        QCOMPARE(kind(ErrorCode::Interrupted), FailureKind::Timeout);
        QCOMPARE(kind(ErrorCode::TimedOut), FailureKind::Timeout);
        QCOMPARE(kind(ErrorCode::Tls), FailureKind::Permanent);
        QCOMPARE(kind(ErrorCode::Cancelled), FailureKind::Permanent);
        QCOMPARE(kind(ErrorCode::Limit), FailureKind::Permanent);
    }
};

PLUGBOARD_TEST(tst_FailureKind)
#include "tst_failurekind.moc"
