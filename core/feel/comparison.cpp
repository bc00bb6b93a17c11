#include "core/feel/comparison.h"

#include "core/base/platform_stack.h"

namespace Plugboard::Feel {

namespace {

constexpr std::int64_t nanosPerSecond = 1'000'000'000;
constexpr Int128 nanosPerDay = Int128(86'400) * nanosPerSecond;
constexpr size_t comparisonStack = 32 * 1024;

std::optional<bool> equalLists(const Value &a, const Value &b, const ZoneRules &zones, Dialect dialect, Effort *effort)
{
    if (a.size() != b.size())
        return false;
    for (qsizetype i = 0; i < a.size(); ++i) {
        if (effort && !effort->spend(1))
            return std::nullopt;
        if (!equals(a.at(i), b.at(i), zones, dialect, effort).value_or(false))
            return false;
    }
    return true;
}

std::optional<bool> equalContexts(const Value &a, const Value &b, const ZoneRules &zones, Dialect dialect,
                                  Effort *effort)
{
    if (a.size() != b.size())
        return false;
    for (qsizetype i = 0; i < a.size(); ++i) {
        if (effort && !effort->spend(1))
            return std::nullopt;
        const std::optional<Value> other = b.find(a.keyAt(i));
        if (!other || !equals(a.valueAt(i), *other, zones, dialect, effort).value_or(false))
            return false;
    }
    return true;
}

bool equalRanges(const Range &a, const Range &b, const ZoneRules &zones, Dialect dialect, Effort *effort)
{
    return a.unary == b.unary && a.startIncluded == b.startIncluded && a.endIncluded == b.endIncluded
        && equals(a.start, b.start, zones, dialect, effort).value_or(false)
        && equals(a.end, b.end, zones, dialect, effort).value_or(false);
}

/// A time as nanoseconds, moved to UTC if it has a zone.
Int128 momentOfDay(const Time &time, const ZoneRules &zones)
{
    return Int128(time.nanosOfDay) - Int128(offsetOf(time, zones).value_or(0)) * nanosPerSecond;
}

std::partial_ordering orderOf(Int128 a, Int128 b)
{
    return a < b ? std::partial_ordering::less
        : a > b  ? std::partial_ordering::greater
                 : std::partial_ordering::equivalent;
}

bool bothOrNoneLocal(const Zone &a, const Zone &b)
{
    return (a.kind == Zone::Kind::Local) == (b.kind == Zone::Kind::Local);
}

bool equalMoments(const DateTime &a, const DateTime &b, const ZoneRules &zones, Dialect dialect)
{
    const bool isSameClock = a.date == b.date && a.time.nanosOfDay == b.time.nanosOfDay;
    return bothOrNoneLocal(a.time.zone, b.time.zone) && (dialect == Dialect::Dmn || isSameClock)
        && momentOf(a, zones) == momentOf(b, zones);
}

} // namespace

std::optional<int> offsetOf(const Time &time, const ZoneRules &zones)
{
    switch (time.zone.kind) {
    case Zone::Kind::Local:
        return std::nullopt;
    case Zone::Kind::Offset:
        return time.zone.offsetSeconds;
    case Zone::Kind::Named:
        break;
    }
    return zones.offsetAtLocal(time.zone.id, time.nanosOfDay / nanosPerSecond);
}

Int128 momentOf(const DateTime &value, const ZoneRules &zones)
{
    const Int128 local = Int128(value.date.daysSince1970()) * nanosPerDay + value.time.nanosOfDay;
    return local - Int128(value.offsetSeconds(zones).value_or(0)) * nanosPerSecond;
}

std::optional<bool> equals(const Value &a, const Value &b, const ZoneRules &zones, Dialect dialect, Effort *effort)
{
    if (a.isNull() || b.isNull())
        return a.isNull() && b.isNull();
    if (a.type() != b.type() || stackLeft() < comparisonStack)
        return std::nullopt;
    switch (a.type()) {
    case Value::Type::List:
        return equalLists(a, b, zones, dialect, effort);
    case Value::Type::Context:
        return equalContexts(a, b, zones, dialect, effort);
    case Value::Type::Range:
        return equalRanges(a.range(), b.range(), zones, dialect, effort);
    case Value::Type::Function:
        return std::nullopt;
    case Value::Type::Time:
        return equalMoments({{}, a.time()}, {{}, b.time()}, zones, dialect);
    case Value::Type::DateTime:
        return equalMoments(a.dateTime(), b.dateTime(), zones, dialect);
    default:
        return a == b;
    }
}

std::optional<std::partial_ordering> order(const Value &a, const Value &b, const ZoneRules &zones)
{
    if (a.type() != b.type())
        return std::nullopt;
    switch (a.type()) {
    case Value::Type::Number:
        return a.number().compare(b.number());
    case Value::Type::String: {
        // Bytes of UTF-8 sort as code points do.
        const int sign = a.utf8().compare(b.utf8());
        return orderOf(sign, 0);
    }
    case Value::Type::Date:
        return a.date() <=> b.date();
    case Value::Type::Time:
        if (!bothOrNoneLocal(a.time().zone, b.time().zone))
            return std::nullopt;
        return orderOf(momentOfDay(a.time(), zones), momentOfDay(b.time(), zones));
    case Value::Type::DateTime:
        if (!bothOrNoneLocal(a.dateTime().time.zone, b.dateTime().time.zone))
            return std::nullopt;
        return orderOf(momentOf(a.dateTime(), zones), momentOf(b.dateTime(), zones));
    case Value::Type::YearsMonths:
        return orderOf(a.yearsMonths().months, b.yearsMonths().months);
    case Value::Type::DaysTime:
        return orderOf(a.daysTime().totalNanos(), b.daysTime().totalNanos());
    default:
        return std::nullopt;
    }
}

std::optional<bool> isWithin(const Value &value, const Range &range, const ZoneRules &zones, Dialect dialect,
                             Effort *effort)
{
    if (range.unary && !range.startIncluded && !range.endIncluded && !range.start.isNull() && !range.end.isNull()) {
        // (!= x), see makeUnaryRange().
        const std::optional<bool> equal = equals(value, range.start, zones, dialect, effort);
        return equal ? std::optional(!*equal) : std::nullopt;
    }
    if (range.unary && range.startIncluded && range.endIncluded)
        return equals(value, range.start, zones, dialect, effort);
    if (!range.unary && (range.start.isNull() || range.end.isNull()))
        return std::nullopt;
    bool within = true;
    if (!range.start.isNull()) {
        const auto start = order(range.start, value, zones);
        if (!start)
            return std::nullopt;
        within = *start < 0 || (range.startIncluded && *start == 0);
    }
    if (!range.end.isNull()) {
        const auto end = order(value, range.end, zones);
        if (!end)
            return std::nullopt;
        within = within && (*end < 0 || (range.endIncluded && *end == 0));
    }
    return within;
}

std::optional<bool> satisfies(const Value &value, const Value &test, const ZoneRules &zones, Dialect dialect,
                              Effort *effort)
{
    if (test.type() == Value::Type::Range && value.type() != Value::Type::Range)
        return isWithin(value, test.range(), zones, dialect, effort);
    if (!test.isList())
        return equals(value, test, zones, dialect, effort);
    if (value.isList() && equals(value, test, zones, dialect, effort).value_or(false))
        return true;
    for (qsizetype i = 0; i < test.size(); ++i) {
        const Value item = test.at(i);
        const bool isIn = item.type() == Value::Type::Range && value.type() != Value::Type::Range
            ? isWithin(value, item.range(), zones, dialect, effort).value_or(false)
            : equals(value, item, zones, dialect, effort).value_or(false);
        if (isIn)
            return true;
    }
    return false;
}

static bool haveSameParts(const Value &a, const Value &b, Effort &effort)
{
    if (a.type() == Value::Type::Range) {
        const Range &first = a.range();
        const Range &second = b.range();
        return first.unary == second.unary && first.startIncluded == second.startIncluded
            && first.endIncluded == second.endIncluded && isSame(first.start, second.start, effort)
            && isSame(first.end, second.end, effort);
    }
    if (a.size() != b.size() || stackLeft() < comparisonStack)
        return false;
    for (qsizetype i = 0; i < a.size(); ++i) {
        const std::optional<Value> other = a.isList() ? b.at(i) : b.find(a.keyAt(i));
        if (!effort.spend(1) || !other || !isSame(a.isList() ? a.at(i) : a.valueAt(i), *other, effort))
            return false;
    }
    return true;
}

bool isSame(const Value &a, const Value &b, Effort &effort)
{
    if (a.type() != b.type() || a.type() == Value::Type::Function)
        return false;
    const bool hasParts = a.isList() || a.isContext() || a.type() == Value::Type::Range;
    return hasParts ? haveSameParts(a, b, effort) : a == b;
}

} // namespace Plugboard::Feel
