#pragma once

#include <functional>
#include <thread>

namespace Plugboard {

/// Tells SIGINT and SIGTERM to `interrupted`, once, from a thread of its own, instead of ending the program.
///
/// To be made in the main thread before any other thread starts, so that all of them leave the signals to this one.
class InterruptWatch final
{
public:
    explicit InterruptWatch(std::function<void()> interrupted);
    ~InterruptWatch();
    InterruptWatch(const InterruptWatch &) = delete;
    InterruptWatch &operator=(const InterruptWatch &) = delete;

private:
    std::jthread m_thread;
};

} // namespace Plugboard
