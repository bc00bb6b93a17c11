#pragma once

#include "core/aws/retry/failurekind.h"
#include "core/aws/retry/retrymemory.h"
#include "core/aws/retry/retrysettings.h"
#include "core/base/random.h"

#include <QSet>

#include <chrono>

namespace Plugboard::Aws {

/// What is to be done after a failed attempt.
enum class Verdict {
    Again, ///< After the delay
    NotRetryable, ///< It would fail again
    NotSafe, ///< It may have been done, and doing it twice is not as doing it once
    AttemptsUsed,
    QuotaUsed, ///< Too much has failed of late
    WaitTooLong, ///< The service wants a longer pause than a person would wait
};

struct RetryDecision
{
    Verdict verdict = Verdict::NotRetryable;
    std::chrono::milliseconds delay {0}; ///< Again: before the next attempt; WaitTooLong: what was asked for
};

/// The attempts of one call: counts them and judges each failure.
///
///     Attempts attempts(settings, memory.client("sns", "eu-central-1", now), isSafeToRepeat(operation), random);
///     wait(attempts.beforeSending(now)); …send…
///     RetryDecision next = attempts.failed(classify(…), now);
///
/// Source: AWS SDKs and Tools Reference Guide, "Retry behavior": delay = random × min(2^(n-1) s, 20 s); a repetition costs 5
/// tokens of the quota, 10 after a timeout; a success gives back what the last repetition took, or 1. Ours: a failure that
/// another signature, region or identity mends is repeated at once, each kind one time; an operation that is not safe to repeat is
/// repeated one time, and only if the answer proves that nothing was done.
class Attempts final
{
public:
    Attempts(const RetrySettings &settings, RetryClient &client, bool safeToRepeat, Random &random);

    /// Adaptive mode: how long to wait before the next attempt.
    std::chrono::milliseconds beforeSending(double now);
    RetryDecision failed(const ClassifiedFailure &failure, double now);
    void succeeded(double now);

    int count() const { return m_count; } ///< That have ended

private:
    Verdict judge(FailureKind kind);
    std::chrono::milliseconds backoff(const ClassifiedFailure &failure);

    RetrySettings m_settings;
    RetryClient &m_client;
    bool m_safeToRepeat;
    Random &m_random;
    QSet<int> m_mended; ///< Kinds that were answered by another signature, region or identity
    int m_count = 0;
    int m_lastCost = 0;
};

/// The delay before the attempt after the n-th (from 1), before chance shortens it.
std::chrono::milliseconds longestDelay(int attempt);

} // namespace Plugboard::Aws
