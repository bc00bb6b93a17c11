#include "core/aws/retry/attempts.h"

#include <algorithm>

namespace Plugboard::Aws {

using namespace std::chrono_literals;

namespace {

constexpr int repetitionCost = 5;
constexpr int timeoutCost = 10;
constexpr std::chrono::milliseconds longestBackoff = 20s;
constexpr std::chrono::milliseconds longestHint = 5s; ///< That x-amz-retry-after may add
constexpr std::chrono::milliseconds patience = 60s; ///< Of a person, for what a service asks for

/// Waiting does not help these, something else does.
bool isMendable(FailureKind kind)
{
    return kind == FailureKind::ClockSkew || kind == FailureKind::ExpiredCredentials
        || kind == FailureKind::WrongRegion;
}

} // namespace

std::chrono::milliseconds longestDelay(int attempt)
{
    return std::min<std::chrono::milliseconds>(1s * (1 << std::clamp(attempt - 1, 0, 16)), longestBackoff);
}

Attempts::Attempts(const RetrySettings &settings, RetryClient &client, bool safeToRepeat, Random &random)
    : m_settings(settings)
    , m_client(client)
    , m_safeToRepeat(safeToRepeat)
    , m_random(random)
{
}

std::chrono::milliseconds Attempts::beforeSending(double now)
{
    if (m_settings.mode != RetryMode::Adaptive)
        return 0ms;
    return std::chrono::ceil<std::chrono::milliseconds>(
        std::chrono::duration<double>(m_client.limiter.beforeSending(now)));
}

RetryDecision Attempts::failed(const ClassifiedFailure &failure, double now)
{
    ++m_count;
    m_client.limiter.answered(failure.kind == FailureKind::Throttling, now);
    const auto asked = failure.retryAfter.value_or(0ms);
    if (const Verdict verdict = judge(failure.kind); verdict != Verdict::Again)
        return {verdict};
    if (asked > patience)
        return {Verdict::WaitTooLong, asked};
    const int cost = failure.kind == FailureKind::Timeout ? timeoutCost : repetitionCost;
    if (!m_client.quota.take(cost))
        return {Verdict::QuotaUsed};
    m_lastCost = cost;
    return {Verdict::Again, backoff(failure)};
}

void Attempts::succeeded(double now)
{
    ++m_count;
    m_client.limiter.answered(false, now);
    m_client.quota.giveBack(m_lastCost > 0 ? m_lastCost : 1);
}

Verdict Attempts::judge(FailureKind kind)
{
    if (m_count >= m_settings.maximumAttempts)
        return Verdict::AttemptsUsed;
    if (kind == FailureKind::Permanent)
        return Verdict::NotRetryable;
    if (!m_safeToRepeat && !provesNothingWasDone(kind))
        return Verdict::NotSafe;
    if (!m_safeToRepeat && m_count > 1)
        return Verdict::AttemptsUsed;
    if (!isMendable(kind))
        return Verdict::Again;
    const bool isFirst = !m_mended.contains(int(kind));
    m_mended.insert(int(kind));
    return isFirst ? Verdict::Again : Verdict::NotRetryable;
}

std::chrono::milliseconds Attempts::backoff(const ClassifiedFailure &failure)
{
    if (isMendable(failure.kind))
        return 0ms;
    const auto chance = longestDelay(m_count) * m_random.real();
    const auto delay = std::chrono::round<std::chrono::milliseconds>(chance);
    const auto hinted = std::clamp(failure.retryAfterHint.value_or(0ms), delay, delay + longestHint);
    return std::max(hinted, failure.retryAfter.value_or(0ms));
}

} // namespace Plugboard::Aws
