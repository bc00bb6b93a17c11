#pragma once

#include "core/aws/protocols/protocol.h"

namespace Plugboard::Aws {

/// What a person can do about an error of a service, or of a proxy before it: half a sentence. Empty if nothing is known that
/// the message does not say.
QString remedyFor(const ParsedError &error);

} // namespace Plugboard::Aws
