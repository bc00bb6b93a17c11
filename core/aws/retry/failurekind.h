#pragma once

#include "core/aws/models/servicemodel.h"
#include "core/aws/protocols/protocol.h"
#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/http/message.h"

#include <QByteArray>

#include <chrono>
#include <optional>

namespace Plugboard::Aws {

/// What a failure says about trying again.
enum class FailureKind {
    Permanent, ///< The same request will fail again
    Transient, ///< The service or the way to it was in trouble
    Timeout, ///< No answer in time; repeating costs more of the budget
    Throttling, ///< Refused unseen, because requests came too fast
    ClockSkew, ///< Refused, because our clock is wrong; another signature helps
    ExpiredCredentials, ///< Refused; other credentials help
    WrongRegion, ///< Refused; another region helps
};

/// Does the kind alone prove that the service did nothing?
bool provesNothingWasDone(FailureKind kind);

struct ClassifiedFailure
{
    FailureKind kind = FailureKind::Permanent;
    std::optional<std::chrono::milliseconds> retryAfter {}; ///< The service's wish, from Retry-After
    std::optional<std::chrono::milliseconds>
        retryAfterHint {}; ///< From x-amz-retry-after: raises a delay, by 5 s at most
    std::chrono::seconds clockOffset {0}; ///< ClockSkew: what to add to our clock
    QByteArray region {}; ///< WrongRegion: the right one
};

/// How a request was signed: what clock skew and regions are judged by.
struct SigningFacts
{
    Clock::Moment arrived; ///< Our clock when the answer came, not corrected
    std::chrono::seconds clockOffset {0}; ///< That the signature was corrected by
    QByteArray region {}; ///< That was signed for; empty: not signed
};

/// An answer that is a refusal, by code and status.
///
/// Sources: AWS SDKs and Tools Reference Guide, "Retry behavior" (transient and throttling codes); the operation's model
/// ("retryable"); Amazon S3 API, "Error responses" (regions). Codes that may mean a wrong signature as well as a wrong clock
/// count as skew only if the answer's Date is more than 4 minutes off.
ClassifiedFailure classify(const Operation &operation, const Http::Response &response, const ParsedError &error,
                           const Value &errorBody, const SigningFacts &facts);

/// No answer, or none that is whole. An unreachable host is transient; certificates are not.
ClassifiedFailure classify(const Error &transportError);

/// The moment in a Date header (RFC 9110, section 5.6.7, its preferred form); nullopt if it is none.
std::optional<Clock::Moment> dateOf(const Http::Headers &headers);

} // namespace Plugboard::Aws
