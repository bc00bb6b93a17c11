#pragma once

#include <QtGlobal>

#include <chrono>
#include <optional>

namespace Plugboard {

/// No core file and not dumpable or traceable by others: to be called before the first secret is read.
///
/// Returns false where the system refused. After it, other programs of the same user cannot read /proc/PID/environ.
bool protectProcessMemory();

/// Since this process was started; to a hundredth of a second, which is how the system notes it.
std::optional<std::chrono::milliseconds> processAge();

/// Memory of this process; 0 where the system does not tell.
struct ProcessMemory
{
    qint64 residentKib = 0;
    qint64 proportionalKib = 0; ///< Shared pages counted by their share
};
ProcessMemory processMemory();

} // namespace Plugboard
