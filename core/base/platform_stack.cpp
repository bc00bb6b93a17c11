#include "core/base/platform_stack.h"

#include <cstdint>
#include <limits>

#include <pthread.h>

namespace Plugboard {

namespace {

std::uintptr_t lowestAddress()
{
    pthread_attr_t attributes;
    if (pthread_getattr_np(pthread_self(), &attributes) != 0)
        return 0;
    void *lowest = nullptr;
    std::size_t size = 0;
    std::size_t guard = 0;
    pthread_attr_getstack(&attributes, &lowest, &size);
    pthread_attr_getguardsize(&attributes, &guard);
    pthread_attr_destroy(&attributes);
    return reinterpret_cast<std::uintptr_t>(lowest) + guard;
}

void *call(void *work)
{
    (*static_cast<const std::function<void()> *>(work))();
    return nullptr;
}

} // namespace

std::size_t stackLeft()
{
    // Asked once per thread: for the main thread glibc reads /proc/self/maps.
    thread_local const std::uintptr_t lowest = lowestAddress();
    const auto here = reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0));
    if (lowest == 0)
        return std::numeric_limits<std::size_t>::max();
    return here > lowest ? here - lowest : 0;
}

bool runOnFreshStack(std::size_t bytes, const std::function<void()> &work)
{
    pthread_attr_t attributes;
    if (pthread_attr_init(&attributes) != 0)
        return false;
    pthread_t thread;
    const bool started = pthread_attr_setstacksize(&attributes, bytes) == 0
        && pthread_create(&thread, &attributes, call, const_cast<std::function<void()> *>(&work)) == 0;
    pthread_attr_destroy(&attributes);
    if (started)
        pthread_join(thread, nullptr);
    return started;
}

} // namespace Plugboard
