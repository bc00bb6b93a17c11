#include "core/aws/retry/ratelimiter.h"

#include <algorithm>
#include <cmath>

namespace Plugboard::Aws {

namespace {

constexpr double leastFillRate = 0.5;
constexpr double leastCapacity = 1;
constexpr double smoothing = 0.8; ///< Share of the newest half second
constexpr double bucketsPerSecond = 2;
constexpr double beta = 0.7;
constexpr double scale = 0.4;

double bucketAt(double now)
{
    return std::floor(now * bucketsPerSecond) / bucketsPerSecond;
}

double inflectionOf(double maximum)
{
    return std::cbrt(maximum * (1 - beta) / scale);
}

} // namespace

TokenBucket::TokenBucket(double rate, double now)
    : m_fillRate(std::max(rate, leastFillRate))
    , m_maximum(std::max(rate, leastCapacity))
    , m_last(now)
{
}

void TokenBucket::setRate(double rate, double now)
{
    refill(now);
    m_fillRate = std::max(rate, leastFillRate);
    m_maximum = std::max(rate, leastCapacity);
    m_capacity = std::min(m_capacity, m_maximum);
}

double TokenBucket::reserve(double now)
{
    refill(now);
    m_capacity -= 1;
    return m_capacity >= 0 ? 0 : -m_capacity / m_fillRate;
}

double TokenBucket::capacity(double now)
{
    refill(now);
    return m_capacity;
}

void TokenBucket::refill(double now)
{
    m_capacity = std::min(m_maximum, m_capacity + std::max(now - m_last, 0.0) * m_fillRate);
    m_last = std::max(now, m_last);
}

RateClock::RateClock(double now)
    : m_bucket(bucketAt(now))
{
}

double RateClock::record(double now)
{
    ++m_count;
    const double bucket = bucketAt(now);
    if (bucket > m_bucket) {
        m_rate = m_count / (bucket - m_bucket) * smoothing + m_rate * (1 - smoothing);
        m_count = 0;
        m_bucket = bucket;
    }
    return m_rate;
}

CubicRate::CubicRate(double maximum, double lastFailure)
    : m_maximum(maximum)
    , m_inflection(inflectionOf(maximum))
    , m_lastFailure(lastFailure)
{
}

double CubicRate::succeeded(double now) const
{
    return scale * std::pow(now - m_lastFailure - m_inflection, 3) + m_maximum;
}

double CubicRate::throttled(double rate, double now)
{
    m_maximum = rate;
    m_inflection = inflectionOf(rate);
    m_lastFailure = now;
    return beta * rate;
}

RateLimiter::RateLimiter(double now)
    : m_bucket(leastFillRate, now)
    , m_clock(now)
    , m_cubic(0, now)
{
}

double RateLimiter::beforeSending(double now)
{
    const std::lock_guard lock(m_mutex);
    return m_enabled ? m_bucket.reserve(now) : 0;
}

void RateLimiter::answered(bool throttled, double now)
{
    const std::lock_guard lock(m_mutex);
    const double measured = m_clock.record(now);
    if (throttled) {
        const double rate = m_enabled ? std::min(measured, m_bucket.fillRate()) : measured;
        m_calculated = m_cubic.throttled(rate, now);
        m_enabled = true;
    } else {
        m_calculated = m_cubic.succeeded(now);
    }
    m_bucket.setRate(std::min(m_calculated, 2 * measured), now);
}

RateLimiter::State RateLimiter::state() const
{
    const std::lock_guard lock(m_mutex);
    return {m_clock.rate(),        m_calculated, m_bucket.fillRate(), m_cubic.maximum(), m_cubic.inflection(),
            m_cubic.lastFailure(), m_enabled};
}

} // namespace Plugboard::Aws
