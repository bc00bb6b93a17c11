#pragma once

#include "core/aws/models/servicemodel.h"
#include "core/value/value.h"

namespace Plugboard::Aws {

/// JSON, or CBOR once it is a value, as a shape describes it. Timestamps and blobs stay what they are on the wire; a member that
/// is null is not there (Smithy, "AWS JSON 1.1 protocol", shape serialization).
Value readValueShape(const Member &use, const Value &value);

} // namespace Plugboard::Aws
