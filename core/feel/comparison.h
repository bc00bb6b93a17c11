#pragma once

#include "core/feel/environment.h"
#include "core/value/value.h"

#include <compare>
#include <optional>

namespace Plugboard::Feel {

/// Who pays for walking over large values; small ones cost nothing. Values share their parts, so that one of 60 lists can have
/// 2^60 leaves: without a limit its comparison never ends.
class Effort
{
public:
    virtual ~Effort() = default;
    /// False: nothing is left, end at once with any result.
    virtual bool spend(qint64 steps) = 0;
};

/// FEEL's `=` (DMN 1.5, table 53): null equals null only; values of two types, or functions, cannot be compared: nullopt. Zoned
/// times are equal if they are the same instant; in dialect Camunda their clocks must show the same, too.
std::optional<bool> equals(const Value &a, const Value &b, const ZoneRules &zones, Dialect dialect,
                           Effort *effort = nullptr);
/// `<` and its relatives (DMN 1.5, table 54): numbers, strings by code point, temporal values, durations. nullopt for all else.
std::optional<std::partial_ordering> order(const Value &a, const Value &b, const ZoneRules &zones);
/// `value in range`; nullopt if it cannot be compared with an end, or an end is null in a range of two ends.
std::optional<bool> isWithin(const Value &value, const Range &range, const ZoneRules &zones, Dialect dialect,
                             Effort *effort = nullptr);
/// `value in test` for any test: a range, a list of values and ranges, a value.
std::optional<bool> satisfies(const Value &value, const Value &test, const ZoneRules &zones, Dialect dialect,
                              Effort *effort = nullptr);
/// `is()`: same type and form, so that 10:00Z is not 11:00+01:00.
bool isSame(const Value &a, const Value &b, Effort &effort);

/// Offset of a zone from UTC for a time without a date; nullopt for a local one.
std::optional<int> offsetOf(const Time &time, const ZoneRules &zones);
/// The moment in nanoseconds since 1970: UTC if the value has a zone, else of its local fields.
Int128 momentOf(const DateTime &value, const ZoneRules &zones);

} // namespace Plugboard::Feel
