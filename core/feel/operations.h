#pragma once

#include "core/value/value.h"

#include <compare>
#include <optional>

namespace Plugboard::Feel {

// The operators on values (DMN 1.5, tables 42 to 55). nullopt: not defined for these two, so null.

std::optional<Value> add(const Value &a, const Value &b, const ZoneRules &zones);
std::optional<Value> subtract(const Value &a, const Value &b, const ZoneRules &zones);
std::optional<Value> multiply(const Value &a, const Value &b);
std::optional<Value> divide(const Value &a, const Value &b);
std::optional<Value> power(const Value &a, const Value &b);
std::optional<Value> negate(const Value &a);

/// FEEL's `=`: null equals null only, values of different types have no answer, zoned times compare by instant.
std::optional<bool> equal(const Value &a, const Value &b, const ZoneRules &zones);
std::optional<std::strong_ordering> compare(const Value &a, const Value &b, const ZoneRules &zones);

/// Nanoseconds since 1970 of a zoned value in UTC, of a local one as if it were UTC.
Int128 instant(const DateTime &value, const ZoneRules &zones);
/// `value` moved by nanoseconds; in a named zone the instant moves.
std::optional<DateTime> moved(const DateTime &value, Int128 nanos, const ZoneRules &zones);

} // namespace Plugboard::Feel
