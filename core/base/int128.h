#pragma once

namespace Plugboard {

// GCC and clang have it on every 64-bit system, ISO C++ does not.
__extension__ typedef __int128 Int128;
__extension__ typedef unsigned __int128 UInt128;

} // namespace Plugboard
