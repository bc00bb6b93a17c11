#pragma once

#include "core/feel/ast.h"
#include "core/value/value.h"

namespace Plugboard::Feel {

/// `value instance of type` (DMN 1.5, 10.3.2.9). Null is an instance of Null alone.
bool isInstance(const Value &value, const TypeName &type);
/// Whether a value of type `narrow` can stand where `wide` is asked for (DMN 1.5, 10.3.2.9.2).
bool conforms(const TypeName &narrow, const TypeName &wide);
/// An argument for a typed parameter: itself, its only item, or the list of it; false if it does not fit. Null always fits.
bool coerce(Value &value, const TypeName &type);

} // namespace Plugboard::Feel
