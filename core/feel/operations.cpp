#include "core/feel/operations.h"

#include <functional>

namespace Plugboard::Feel {

namespace {

using Type = Value::Type;

constexpr Int128 nanosPerSecond = 1'000'000'000;
constexpr Int128 nanosPerDay = 86'400 * nanosPerSecond;

constexpr int pairOf(Type a, Type b)
{
    return static_cast<int>(a) * 32 + static_cast<int>(b);
}

Int128 floorDivided(Int128 a, Int128 b)
{
    const Int128 quotient = a / b;
    return a % b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient;
}

std::optional<Value> wrap(const std::optional<Decimal> &number)
{
    return number ? std::optional(Value::number(*number)) : std::nullopt;
}
std::optional<Value> wrap(const std::optional<Date> &date)
{
    return date ? std::optional(Value::date(*date)) : std::nullopt;
}
std::optional<Value> wrap(const std::optional<DateTime> &moment)
{
    return moment ? std::optional(Value::dateTime(*moment)) : std::nullopt;
}
std::optional<Value> wrap(const std::optional<DaysTime> &duration)
{
    return duration ? std::optional(Value::daysTime(*duration)) : std::nullopt;
}

Int128 localNanos(const DateTime &value)
{
    return Int128(value.date.daysSince1970()) * nanosPerDay + value.time.nanosOfDay;
}

DateTime midnight(const Date &date)
{
    return {date, {0, {Zone::Kind::Offset, 0, {}}}};
}

std::optional<DateTime> fromLocalNanos(Int128 nanos, const Zone &zone)
{
    const Int128 days = floorDivided(nanos, nanosPerDay);
    const std::optional<Date> date = Date::fromDays(std::int64_t(days));
    if (!date)
        return std::nullopt;
    return DateTime {*date, {std::int64_t(nanos - days * nanosPerDay), zone}};
}

std::optional<Date> movedByDays(const Date &date, Int128 nanos)
{
    return date.addDays(std::int64_t(floorDivided(nanos, nanosPerDay)));
}

Value movedTime(const Time &time, Int128 nanos)
{
    Time moved = time;
    const Int128 sum = time.nanosOfDay + nanos;
    moved.nanosOfDay = std::int64_t(sum - floorDivided(sum, nanosPerDay) * nanosPerDay);
    return Value::time(moved);
}

std::optional<DateTime> movedByMonths(const DateTime &value, std::int64_t months)
{
    const std::optional<Date> date = value.date.addMonths(months);
    return date ? std::optional(DateTime {*date, value.time}) : std::nullopt;
}

/// A duration times a factor; months and nanoseconds are cut toward zero.
std::optional<std::int64_t> scaled(std::int64_t amount, const Decimal &factor)
{
    const std::optional<Decimal> product = Decimal(amount).multiply(factor);
    const std::optional<Decimal> whole = product ? product->rounded(0, Decimal::Rounding::Down) : std::nullopt;
    return whole ? whole->toInt64() : std::nullopt;
}

std::optional<Decimal> decimalOf(Int128 nanos)
{
    return Decimal::fromParts(nanos < 0, UInt128(nanos < 0 ? -nanos : nanos), -9);
}

std::optional<Value> scaledDuration(const DaysTime &duration,
                                    const std::function<std::optional<Decimal>(Decimal)> &scale)
{
    const std::optional<Decimal> seconds = decimalOf(duration.totalNanos());
    const std::optional<Decimal> product = seconds ? scale(*seconds) : std::nullopt;
    const std::optional<Decimal> cut = product ? product->rounded(9, Decimal::Rounding::Down) : std::nullopt;
    const std::optional<Decimal> nanos = cut ? cut->multiply(Decimal(1'000'000'000)) : std::nullopt;
    const std::optional<std::int64_t> whole = nanos ? nanos->toInt64() : std::nullopt;
    return whole ? wrap(DaysTime::fromNanos(*whole)) : std::nullopt;
}

bool bothZoned(const Zone &a, const Zone &b)
{
    return (a.kind == Zone::Kind::Local) == (b.kind == Zone::Kind::Local);
}

std::optional<std::int64_t> negatedMonths(std::int64_t months)
{
    std::int64_t result = 0;
    return __builtin_sub_overflow(std::int64_t(0), months, &result) ? std::nullopt : std::optional(result);
}

Int128 timeInstant(const Time &time, const ZoneRules &zones)
{
    return instant({{1970, 1, 1}, time}, zones);
}

std::optional<bool> equalItems(const Value &a, const Value &b, const ZoneRules &zones)
{
    if (a.size() != b.size())
        return false;
    for (qsizetype i = 0; i < a.size(); ++i)
        if (!equal(a.at(i), b.at(i), zones).value_or(false))
            return false;
    return true;
}

std::optional<bool> equalEntries(const Value &a, const Value &b, const ZoneRules &zones)
{
    if (a.size() != b.size())
        return false;
    for (qsizetype i = 0; i < a.size(); ++i) {
        const std::optional<Value> other = b.find(a.keyAt(i));
        if (!other || !equal(a.valueAt(i), *other, zones).value_or(false))
            return false;
    }
    return true;
}

} // namespace

Int128 instant(const DateTime &value, const ZoneRules &zones)
{
    return localNanos(value) - Int128(value.offsetSeconds(zones).value_or(0)) * nanosPerSecond;
}

std::optional<DateTime> moved(const DateTime &value, Int128 nanos, const ZoneRules &zones)
{
    if (value.time.zone.kind != Zone::Kind::Named)
        return fromLocalNanos(localNanos(value) + nanos, value.time.zone);
    const Int128 utc = instant(value, zones) + nanos;
    const std::optional<int> offset
        = zones.offsetAtUtc(value.time.zone.id, std::int64_t(floorDivided(utc, nanosPerSecond)));
    return fromLocalNanos(utc + Int128(offset.value_or(0)) * nanosPerSecond, value.time.zone);
}

std::optional<Value> add(const Value &a, const Value &b, const ZoneRules &zones)
{
    switch (pairOf(a.type(), b.type())) {
    case pairOf(Type::Number, Type::Number):
        return wrap(a.number().add(b.number()));
    case pairOf(Type::String, Type::String):
        return Value::utf8(a.utf8().toByteArray() + b.utf8().toByteArray());
    case pairOf(Type::Date, Type::YearsMonths):
        return wrap(a.date().addMonths(b.yearsMonths().months));
    case pairOf(Type::Date, Type::DaysTime):
        return wrap(movedByDays(a.date(), b.daysTime().totalNanos()));
    case pairOf(Type::DateTime, Type::YearsMonths):
        return wrap(movedByMonths(a.dateTime(), b.yearsMonths().months));
    case pairOf(Type::DateTime, Type::DaysTime):
        return wrap(moved(a.dateTime(), b.daysTime().totalNanos(), zones));
    case pairOf(Type::Time, Type::DaysTime):
        return movedTime(a.time(), b.daysTime().totalNanos());
    case pairOf(Type::YearsMonths, Type::Date):
    case pairOf(Type::YearsMonths, Type::DateTime):
    case pairOf(Type::DaysTime, Type::Date):
    case pairOf(Type::DaysTime, Type::DateTime):
    case pairOf(Type::DaysTime, Type::Time):
        return add(b, a, zones);
    case pairOf(Type::YearsMonths, Type::YearsMonths): {
        std::int64_t sum = 0;
        if (__builtin_add_overflow(a.yearsMonths().months, b.yearsMonths().months, &sum))
            return std::nullopt;
        return Value::yearsMonths({sum});
    }
    case pairOf(Type::DaysTime, Type::DaysTime):
        return wrap(DaysTime::fromNanos(a.daysTime().totalNanos() + b.daysTime().totalNanos()));
    default:
        return std::nullopt;
    }
}

std::optional<Value> subtract(const Value &a, const Value &b, const ZoneRules &zones)
{
    switch (pairOf(a.type(), b.type())) {
    case pairOf(Type::Number, Type::Number):
        return wrap(a.number().subtract(b.number()));
    case pairOf(Type::Date, Type::Date):
        return wrap(DaysTime::fromNanos(Int128(a.date().daysSince1970() - b.date().daysSince1970()) * nanosPerDay));
    // A date beside a moment is its midnight in UTC (DMN 1.5, table 45).
    case pairOf(Type::Date, Type::DateTime):
        return subtract(Value::dateTime(midnight(a.date())), b, zones);
    case pairOf(Type::DateTime, Type::Date):
        return subtract(a, Value::dateTime(midnight(b.date())), zones);
    case pairOf(Type::DateTime, Type::DateTime):
        if (!bothZoned(a.dateTime().time.zone, b.dateTime().time.zone))
            return std::nullopt;
        return wrap(DaysTime::fromNanos(instant(a.dateTime(), zones) - instant(b.dateTime(), zones)));
    case pairOf(Type::Time, Type::Time):
        if (!bothZoned(a.time().zone, b.time().zone))
            return std::nullopt;
        return wrap(DaysTime::fromNanos(timeInstant(a.time(), zones) - timeInstant(b.time(), zones)));
    default:
        break;
    }
    if (b.type() != Type::YearsMonths && b.type() != Type::DaysTime)
        return std::nullopt;
    if (a.type() == Type::YearsMonths || a.type() == Type::DaysTime ? a.type() != b.type() : false)
        return std::nullopt;
    const std::optional<Value> opposite = negate(b);
    return opposite ? add(a, *opposite, zones) : std::nullopt;
}

std::optional<Value> multiply(const Value &a, const Value &b)
{
    switch (pairOf(a.type(), b.type())) {
    case pairOf(Type::Number, Type::Number):
        return wrap(a.number().multiply(b.number()));
    case pairOf(Type::YearsMonths, Type::Number): {
        const std::optional<std::int64_t> months = scaled(a.yearsMonths().months, b.number());
        return months ? std::optional(Value::yearsMonths({*months})) : std::nullopt;
    }
    case pairOf(Type::DaysTime, Type::Number):
        return scaledDuration(a.daysTime(), [&](const Decimal &seconds) { return seconds.multiply(b.number()); });
    case pairOf(Type::Number, Type::YearsMonths):
    case pairOf(Type::Number, Type::DaysTime):
        return multiply(b, a);
    default:
        return std::nullopt;
    }
}

std::optional<Value> divide(const Value &a, const Value &b)
{
    switch (pairOf(a.type(), b.type())) {
    case pairOf(Type::Number, Type::Number):
        return wrap(a.number().divide(b.number()));
    case pairOf(Type::YearsMonths, Type::Number): {
        const std::optional<Decimal> months = Decimal(a.yearsMonths().months).divide(b.number());
        const std::optional<Decimal> whole = months ? months->rounded(0, Decimal::Rounding::Down) : std::nullopt;
        const std::optional<std::int64_t> result = whole ? whole->toInt64() : std::nullopt;
        return result ? std::optional(Value::yearsMonths({*result})) : std::nullopt;
    }
    case pairOf(Type::YearsMonths, Type::YearsMonths):
        return wrap(Decimal(a.yearsMonths().months).divide(Decimal(b.yearsMonths().months)));
    case pairOf(Type::DaysTime, Type::Number):
        return scaledDuration(a.daysTime(), [&](const Decimal &seconds) { return seconds.divide(b.number()); });
    case pairOf(Type::DaysTime, Type::DaysTime): {
        const std::optional<Decimal> top = decimalOf(a.daysTime().totalNanos());
        const std::optional<Decimal> bottom = decimalOf(b.daysTime().totalNanos());
        return top && bottom ? wrap(top->divide(*bottom)) : std::nullopt;
    }
    default:
        return std::nullopt;
    }
}

std::optional<Value> power(const Value &a, const Value &b)
{
    if (!a.isNumber() || !b.isNumber())
        return std::nullopt;
    return wrap(a.number().power(b.number()));
}

std::optional<Value> negate(const Value &a)
{
    switch (a.type()) {
    case Type::Number:
        return Value::number(a.number().negated());
    case Type::YearsMonths: {
        const std::optional<std::int64_t> months = negatedMonths(a.yearsMonths().months);
        return months ? std::optional(Value::yearsMonths({*months})) : std::nullopt;
    }
    case Type::DaysTime:
        return wrap(DaysTime::fromNanos(-a.daysTime().totalNanos()));
    default:
        return std::nullopt;
    }
}

std::optional<bool> equal(const Value &a, const Value &b, const ZoneRules &zones)
{
    if (a.isNull() || b.isNull())
        return a.isNull() && b.isNull();
    if (a.type() != b.type())
        return std::nullopt;
    switch (a.type()) {
    case Type::List:
        return equalItems(a, b, zones);
    case Type::Context:
        return equalEntries(a, b, zones);
    case Type::Time:
    case Type::DateTime: {
        const auto order = compare(a, b, zones);
        return order ? *order == std::strong_ordering::equal : false;
    }
    case Type::Range: {
        const Range &x = a.range();
        const Range &y = b.range();
        return x.startIncluded == y.startIncluded && x.endIncluded == y.endIncluded && x.unary == y.unary
            && equal(x.start, y.start, zones).value_or(false) && equal(x.end, y.end, zones).value_or(false);
    }
    default:
        return a == b;
    }
}

std::optional<std::strong_ordering> compare(const Value &a, const Value &b, const ZoneRules &zones)
{
    switch (pairOf(a.type(), b.type())) {
    case pairOf(Type::Number, Type::Number):
        return a.number().compare(b.number());
    case pairOf(Type::String, Type::String): {
        const QByteArrayView x = a.utf8();
        const QByteArrayView y = b.utf8();
        return std::string_view(x.data(), size_t(x.size())) <=> std::string_view(y.data(), size_t(y.size()));
    }
    case pairOf(Type::Date, Type::Date):
        return a.date() <=> b.date();
    case pairOf(Type::YearsMonths, Type::YearsMonths):
        return a.yearsMonths().months <=> b.yearsMonths().months;
    case pairOf(Type::DaysTime, Type::DaysTime): {
        const Int128 x = a.daysTime().totalNanos();
        const Int128 y = b.daysTime().totalNanos();
        return x < y ? std::strong_ordering::less : x > y ? std::strong_ordering::greater : std::strong_ordering::equal;
    }
    case pairOf(Type::DateTime, Type::DateTime):
    case pairOf(Type::Time, Type::Time): {
        const DateTime x = a.type() == Type::Time ? DateTime {{1970, 1, 1}, a.time()} : a.dateTime();
        const DateTime y = b.type() == Type::Time ? DateTime {{1970, 1, 1}, b.time()} : b.dateTime();
        if (!bothZoned(x.time.zone, y.time.zone))
            return std::nullopt;
        const Int128 p = instant(x, zones);
        const Int128 q = instant(y, zones);
        return p < q ? std::strong_ordering::less : p > q ? std::strong_ordering::greater : std::strong_ordering::equal;
    }
    default:
        return std::nullopt;
    }
}

} // namespace Plugboard::Feel
