#pragma once

#include <mutex>

namespace Plugboard::Aws {

// The adaptive mode's limiter and its parts. Times are seconds of a clock that never goes back, rates requests per second.
// Source: AWS SDKs and Tools Reference Guide, "Retry behavior", adaptive mode; the cubic is that of RFC 9438, section 4.1.

/// Tokens that come at a rate; each request takes one.
class TokenBucket final
{
public:
    explicit TokenBucket(double rate, double now);

    void setRate(double rate, double now);
    /// Takes one token; the seconds until it is there. Whoever waits takes from the future, so waiters queue up.
    double reserve(double now);
    double capacity(double now);
    double maximum() const { return m_maximum; }
    double fillRate() const { return m_fillRate; }

private:
    void refill(double now);

    double m_fillRate;
    double m_maximum;
    double m_capacity = 0;
    double m_last;
};

/// How many answers came of late, in half seconds, smoothed.
class RateClock final
{
public:
    explicit RateClock(double now);
    double record(double now);
    double rate() const { return m_rate; }

private:
    double m_bucket;
    double m_rate = 0;
    int m_count = 0;
};

/// The rate to send at: falls to 70 % when throttled, and climbs back by a cubic that is flat around the rate at which that was.
class CubicRate final
{
public:
    CubicRate(double maximum, double lastFailure);

    double succeeded(double now) const;
    double throttled(double rate, double now);
    double maximum() const { return m_maximum; }
    double inflection() const { return m_inflection; }
    double lastFailure() const { return m_lastFailure; }

private:
    double m_maximum; ///< w_max
    double m_inflection; ///< k, seconds after the last failure
    double m_lastFailure;
};

/// Slows the calls to one service down once it has throttled. Thread-safe.
class RateLimiter final
{
public:
    explicit RateLimiter(double now);

    /// Takes part before a request is sent: seconds to wait; 0 as long as nothing was throttled.
    double beforeSending(double now);
    void answered(bool throttled, double now);

    struct State
    {
        double measuredRate;
        double calculatedRate;
        double fillRate;
        double maximum;
        double inflection;
        double lastFailure;
        bool enabled;
    };
    State state() const;

private:
    mutable std::mutex m_mutex;
    TokenBucket m_bucket;
    RateClock m_clock;
    CubicRate m_cubic;
    double m_calculated = 0;
    bool m_enabled = false;
};

} // namespace Plugboard::Aws
