#include "core/base/clock.h"

#include <condition_variable>
#include <mutex>

namespace Plugboard {

Clock::Moment SystemClock::now() const
{
    return std::chrono::time_point_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now());
}

std::chrono::nanoseconds SystemClock::monotonic() const
{
    return std::chrono::steady_clock::now().time_since_epoch();
}

bool SystemClock::pause(std::chrono::nanoseconds duration, const std::stop_token &stop) const
{
    std::mutex mutex;
    std::condition_variable_any stopped;
    std::unique_lock lock(mutex);
    return !stopped.wait_for(lock, stop, duration, [&stop] { return stop.stop_requested(); });
}

} // namespace Plugboard
