#include "core/base/platform_process.h"

#include <sys/prctl.h>
#include <sys/resource.h>

namespace Plugboard {

bool protectProcessMemory()
{
    const rlimit none {0, 0};
    return setrlimit(RLIMIT_CORE, &none) == 0 && prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0;
}

} // namespace Plugboard
