#pragma once

#include <chrono>
#include <stop_token>

namespace Plugboard {

/// Time, as an interface, so that a test can fix a signature or an expression to one moment. Thread-safe.
class Clock
{
public:
    using Moment = std::chrono::sys_time<std::chrono::nanoseconds>;

    virtual ~Clock() = default;

    /// Wall clock, UTC.
    virtual Moment now() const = 0;

    /// Never goes back; for durations and deadlines.
    virtual std::chrono::nanoseconds monotonic() const = 0;

    /// Blocks for that long, or until `stop` is requested: then false. Not for the GUI thread.
    virtual bool pause(std::chrono::nanoseconds duration, const std::stop_token &stop) const = 0;
};

class SystemClock final : public Clock
{
public:
    Moment now() const override;
    std::chrono::nanoseconds monotonic() const override;
    bool pause(std::chrono::nanoseconds duration, const std::stop_token &stop) const override;
};

/// Stands still until it is told to move.
class FixedClock final : public Clock
{
public:
    explicit FixedClock(Moment moment)
        : m_moment(moment)
    {
    }
    void set(Moment moment) { m_moment = moment; }
    Moment now() const override { return m_moment; }
    std::chrono::nanoseconds monotonic() const override { return m_moment.time_since_epoch(); }
    /// Does not wait.
    bool pause(std::chrono::nanoseconds, const std::stop_token &stop) const override { return !stop.stop_requested(); }

private:
    Moment m_moment;
};

} // namespace Plugboard
