#pragma once

#include "core/feel/ast.h"
#include "core/feel/diagnostics.h"
#include "core/value/value.h"

#include <optional>

namespace Plugboard::Feel {

/// A result, or why there is none.
struct Computed
{
    Value value;
    std::optional<Kind> failure; ///< InvalidType: no such operation on these types. OutOfRange: no such value
};

/// `a operation b` for Add … Divide (DMN 1.5, tables 58 and 59). Strings are not concatenated here.
Computed compute(Operation operation, const Value &a, const Value &b, const ZoneRules &zones);
/// `a ** b`; numbers only.
Computed computePower(const Value &a, const Value &b);
/// `-a` of numbers and durations.
Computed negated(const Value &a);

/// The date and time of a zone at a moment in nanoseconds since 1970, see momentOf(); nullopt if there is no such year.
std::optional<DateTime> momentIn(Int128 nanos, const Zone &zone, const ZoneRules &zones);

// The same for functions, which need no reason: nullopt if there is no result.
std::optional<Value> add(const Value &a, const Value &b, const ZoneRules &zones);
std::optional<Value> subtract(const Value &a, const Value &b, const ZoneRules &zones);
std::optional<Value> multiply(const Value &a, const Value &b);
std::optional<Value> divide(const Value &a, const Value &b);

} // namespace Plugboard::Feel
