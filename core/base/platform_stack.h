#pragma once

#include <cstddef>
#include <functional>

namespace Plugboard {

/// Bytes of this thread's stack that are left below the caller; a huge number where the system does not tell. Costs nanoseconds.
std::size_t stackLeft();

/// Runs `work` on a thread of its own with a stack of `bytes` and waits for it: how deep recursion continues when the stack is
/// low, whatever thread it began on. False, and nothing ran, if the system has no such thread.
bool runOnFreshStack(std::size_t bytes, const std::function<void()> &work);

} // namespace Plugboard
