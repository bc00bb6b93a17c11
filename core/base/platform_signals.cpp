#include "core/base/platform_signals.h"

#include <csignal>
#include <pthread.h>

namespace Plugboard {

namespace {

sigset_t interrupts()
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    return set;
}

} // namespace

InterruptWatch::InterruptWatch(std::function<void()> interrupted)
{
    const sigset_t set = interrupts();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    m_thread = std::jthread([set, interrupted = std::move(interrupted)](std::stop_token stop) {
        constexpr timespec pause {0, 50'000'000};
        while (!stop.stop_requested()) {
            if (sigtimedwait(&set, nullptr, &pause) > 0) {
                interrupted();
                return;
            }
        }
    });
}

InterruptWatch::~InterruptWatch() = default;

} // namespace Plugboard
