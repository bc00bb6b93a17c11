#pragma once

namespace Plugboard {

/// True in the main thread of a program with windows: what waits must refuse to be called there. The main thread of a command
/// line program may wait.
bool isWindowThread();

} // namespace Plugboard
