#pragma once

namespace Plugboard {

/// No core file and not dumpable or traceable by others: to be called before the first secret is read.
///
/// Returns false where the system refused. After it, other programs of the same user cannot read /proc/PID/environ.
bool protectProcessMemory();

} // namespace Plugboard
