#include "core/aws/retry/failurekind.h"

#include <QLocale>
#include <QTimeZone>

#include <algorithm>
#include <array>

namespace Plugboard::Aws {

using namespace Qt::StringLiterals;

namespace {

/// The services tolerate 5 minutes, S3 15; nearer than this, a refused signature has another reason.
constexpr std::chrono::seconds certainSkew = std::chrono::minutes(4);
/// A correction by less changes nothing.
constexpr std::chrono::seconds leastCorrection = std::chrono::minutes(1);

template <std::size_t Count>
bool isOneOf(const QString &code, const std::array<QStringView, Count> &codes)
{
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

// AWS SDKs and Tools Reference Guide, "Retry behavior"; the last is how SNS's model spells it.
constexpr std::array<QStringView, 15> throttlingCodes {u"Throttling",
                                                       u"ThrottlingException",
                                                       u"ThrottledException",
                                                       u"RequestThrottledException",
                                                       u"TooManyRequestsException",
                                                       u"ProvisionedThroughputExceededException",
                                                       u"TransactionInProgressException",
                                                       u"RequestLimitExceeded",
                                                       u"BandwidthLimitExceeded",
                                                       u"LimitExceededException",
                                                       u"RequestThrottled",
                                                       u"SlowDown",
                                                       u"PriorRequestNotComplete",
                                                       u"EC2ThrottledException",
                                                       u"Throttled"};
// The last: STS could not reach the identity provider.
constexpr std::array<QStringView, 3> transientCodes {u"RequestTimeout", u"RequestTimeoutException",
                                                     u"IDPCommunicationError"};
constexpr std::array<QStringView, 3> certainSkewCodes {u"RequestTimeTooSkewed", u"RequestExpired",
                                                       u"RequestInTheFuture"};
constexpr std::array<QStringView, 3> perhapsSkewCodes {u"InvalidSignatureException", u"SignatureDoesNotMatch",
                                                       u"AuthFailure"};
constexpr std::array<QStringView, 3> expiredCodes {u"ExpiredToken", u"ExpiredTokenException", u"TokenRefreshRequired"};
constexpr std::array<QStringView, 3> regionCodes {u"AuthorizationHeaderMalformed", u"PermanentRedirect",
                                                  u"IllegalLocationConstraintException"};

std::optional<std::chrono::seconds> clockOffsetOf(const Http::Response &response, const SigningFacts &facts)
{
    const std::optional<Clock::Moment> date = dateOf(response.headers);
    if (!date)
        return {};
    return std::chrono::round<std::chrono::seconds>(*date - facts.arrived);
}

std::optional<ClassifiedFailure> clockSkew(const Http::Response &response, const ParsedError &error,
                                           const SigningFacts &facts)
{
    const bool certain = isOneOf(error.code, certainSkewCodes);
    if (facts.region.isEmpty() || (!certain && !isOneOf(error.code, perhapsSkewCodes)))
        return {};
    const std::optional<std::chrono::seconds> offset = clockOffsetOf(response, facts);
    if (!offset || std::chrono::abs(*offset - facts.clockOffset) < (certain ? leastCorrection : certainSkew))
        return {};
    return ClassifiedFailure {.kind = FailureKind::ClockSkew, .clockOffset = *offset};
}

/// S3 names the bucket's region in a header of every such answer, HEAD's too, and in the body of some.
QByteArray regionNamedBy(const Http::Response &response, const ParsedError &error, const Value &body)
{
    const bool byStatus = response.status == 301 || response.status == 307
        || (error.code.startsWith("HTTP "_L1) && response.status == 400);
    if (!byStatus && !isOneOf(error.code, regionCodes))
        return {};
    const QByteArray header = response.headers.value("x-amz-bucket-region");
    return header.isEmpty() ? body["Region"].utf8().toByteArray() : header;
}

/// It becomes part of a host's name.
bool isRegionName(const QByteArray &name)
{
    return !name.isEmpty() && name.size() < 64 && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

/// The modelled error of that code; null if the operation has none.
const Shape *modelledError(const Operation &operation, const QString &code)
{
    const auto found = std::find_if(operation.errors.begin(), operation.errors.end(), [&code](const Shape *shape) {
        return shape->name == code || (!shape->errorCode.isEmpty() && shape->errorCode == code);
    });
    return found == operation.errors.end() ? nullptr : *found;
}

bool isTransientStatus(int status)
{
    // An error in an answer of status 200 is one that came up after the status was sent: S3 asks to take it for a 500.
    return status == 500 || status == 502 || status == 503 || status == 504 || (status >= 200 && status < 300);
}

FailureKind kindOf(const Operation &operation, const ParsedError &error, int status)
{
    const Shape *modelled = modelledError(operation, error.code);
    if (status == 429 || isOneOf(error.code, throttlingCodes) || (modelled && modelled->throttling))
        return FailureKind::Throttling;
    if (isOneOf(error.code, expiredCodes))
        return FailureKind::ExpiredCredentials;
    if (isTransientStatus(status) || isOneOf(error.code, transientCodes) || (modelled && modelled->retryable))
        return FailureKind::Transient;
    return FailureKind::Permanent;
}

/// RFC 9110, section 10.2.3: seconds or a date.
std::optional<std::chrono::milliseconds> retryAfterOf(const Http::Headers &headers, Clock::Moment now)
{
    const QByteArray text = headers.value("retry-after").trimmed();
    bool isNumber = false;
    if (const int seconds = text.toInt(&isNumber); isNumber && seconds >= 0)
        return std::chrono::seconds(seconds);
    const std::optional<Clock::Moment> date = dateOf({{"date", text}});
    if (!date)
        return {};
    // Against the server's own clock, if it tells.
    const auto wait = std::chrono::ceil<std::chrono::seconds>(*date - dateOf(headers).value_or(now));
    return std::max(wait, std::chrono::seconds(0));
}

std::optional<std::chrono::milliseconds> retryAfterHintOf(const Http::Headers &headers)
{
    bool isNumber = false;
    const int milliseconds = headers.value("x-amz-retry-after").trimmed().toInt(&isNumber);
    if (!isNumber || milliseconds < 0)
        return {};
    return std::chrono::milliseconds(milliseconds);
}

} // namespace

bool provesNothingWasDone(FailureKind kind)
{
    return kind == FailureKind::Throttling || kind == FailureKind::ClockSkew || kind == FailureKind::ExpiredCredentials
        || kind == FailureKind::WrongRegion;
}

std::optional<Clock::Moment> dateOf(const Http::Headers &headers)
{
    const QString text = QString::fromLatin1(headers.value("date")).trimmed();
    QDateTime date = QLocale::c().toDateTime(text, u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s);
    if (!date.isValid())
        return {};
    date.setTimeZone(QTimeZone::utc());
    return Clock::Moment(std::chrono::seconds(date.toSecsSinceEpoch()));
}

ClassifiedFailure classify(const Operation &operation, const Http::Response &response, const ParsedError &error,
                           const Value &errorBody, const SigningFacts &facts)
{
    if (std::optional<ClassifiedFailure> skew = clockSkew(response, error, facts))
        return *std::move(skew);
    const QByteArray region = regionNamedBy(response, error, errorBody);
    if (!facts.region.isEmpty() && isRegionName(region) && region != facts.region)
        return {.kind = FailureKind::WrongRegion, .region = region};
    return {.kind = kindOf(operation, error, response.status),
            .retryAfter = retryAfterOf(response.headers, facts.arrived),
            .retryAfterHint = retryAfterHintOf(response.headers)};
}

ClassifiedFailure classify(const Error &transportError)
{
    switch (transportError.code) {
    case ErrorCode::TimedOut:
    case ErrorCode::Interrupted: // A deadline that passed, among others.
        return {.kind = FailureKind::Timeout};
    case ErrorCode::Unreachable:
    case ErrorCode::Incomplete:
        return {.kind = FailureKind::Transient};
    default:
        return {.kind = FailureKind::Permanent};
    }
}

} // namespace Plugboard::Aws
