#include "core/feel/environment.h"

namespace Plugboard::Feel {

const Environment &systemEnvironment()
{
    static const SystemClock clock;
    static SystemRandom random;
    static const Environment environment {clock, random, systemZoneRules(), {}, {}, {}, nullptr};
    return environment;
}

} // namespace Plugboard::Feel
