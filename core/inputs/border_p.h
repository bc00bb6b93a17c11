#pragma once

#include "core/value/value.h"

namespace Plugboard::Inputs {

/// A value as it leaves FEEL: dates, times and durations are their ISO 8601 text, ranges and
/// functions null. What nests deeper than any document may becomes null too. A value without such
/// things is returned as it is, uncopied.
Value atBorder(const Value &value);

} // namespace Plugboard::Inputs
