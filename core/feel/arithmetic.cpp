#include "core/feel/arithmetic.h"

#include "core/feel/comparison.h"

#include <limits>

namespace Plugboard::Feel {

namespace {

using Type = Value::Type;

constexpr std::int64_t nanosInSecond = 1'000'000'000;
constexpr Int128 nanosInDay = Int128(86'400) * nanosInSecond;

Computed mismatch()
{
    return {{}, Kind::InvalidType};
}

Computed outOfRange()
{
    return {{}, Kind::OutOfRange};
}

Computed numberResult(const std::optional<Decimal> &number)
{
    return number ? Computed {Value::number(*number), {}} : outOfRange();
}

Decimal decimalOf(Int128 number)
{
    const bool negative = number < 0;
    const UInt128 size = negative ? -UInt128(number) : UInt128(number);
    return Decimal::fromParts(negative, size, 0).value_or(Decimal());
}

/// Without its fraction; nullopt if it does not fit.
std::optional<Int128> wholePart(const Decimal &number)
{
    const std::optional<Decimal> cut = number.rounded(0, Decimal::Rounding::Down);
    if (!cut)
        return std::nullopt;
    UInt128 size = cut->coefficient();
    for (int i = 0; i < cut->exponent(); ++i) {
        if (__builtin_mul_overflow(size, UInt128(10), &size))
            return std::nullopt;
    }
    for (int i = cut->exponent(); i < 0; ++i)
        size /= 10;
    if (size > UInt128(std::numeric_limits<std::int64_t>::max()) * UInt128(nanosInSecond))
        return std::nullopt;
    return cut->isNegative() ? -Int128(size) : Int128(size);
}

Computed monthsResult(std::optional<Int128> months)
{
    constexpr Int128 most = Int128(999'999'999) * 12 + 11;
    if (!months || *months > most || *months < -most)
        return outOfRange();
    return {Value::yearsMonths({std::int64_t(*months)}), {}};
}

Computed nanosResult(std::optional<Int128> nanos)
{
    const auto duration = nanos ? DaysTime::fromNanos(*nanos) : std::nullopt;
    return duration ? Computed {Value::daysTime(*duration), {}} : outOfRange();
}

Computed dateResult(const std::optional<Date> &date)
{
    return date ? Computed {Value::date(*date), {}} : outOfRange();
}

Int128 floorDivide(Int128 a, Int128 b)
{
    return a / b - (a % b < 0 ? 1 : 0);
}

Computed plusMonths(const Value &point, std::int64_t months)
{
    if (point.type() == Type::Date)
        return dateResult(point.date().addMonths(months));
    DateTime result = point.dateTime();
    const auto date = result.date.addMonths(months);
    if (!date)
        return outOfRange();
    result.date = *date;
    return {Value::dateTime(result), {}};
}

/// A date-time of a named zone moves on the time line, so that an hour is an hour when clocks change.
Computed plusNanosDateTime(const DateTime &point, Int128 nanos, const ZoneRules &zones)
{
    const auto result = momentIn(momentOf(point, zones) + nanos, point.time.zone, zones);
    return result ? Computed {Value::dateTime(*result), {}} : outOfRange();
}

Computed plusNanos(const Value &point, Int128 nanos, const ZoneRules &zones)
{
    if (point.type() == Type::DateTime)
        return plusNanosDateTime(point.dateTime(), nanos, zones);
    if (point.type() == Type::Time) {
        Time time = point.time();
        const Int128 moved = Int128(time.nanosOfDay) + nanos;
        time.nanosOfDay = std::int64_t(moved - floorDivide(moved, nanosInDay) * nanosInDay);
        return {Value::time(time), {}};
    }
    // A date stays a date: midnight plus the duration, rounded down to the day.
    const Int128 days = floorDivide(Int128(point.date().daysSince1970()) * nanosInDay + nanos, nanosInDay);
    constexpr Int128 most = Int128(1) << 60;
    if (days > most || days < -most)
        return outOfRange();
    return dateResult(Date::fromDays(std::int64_t(days)));
}

bool isPoint(Type type)
{
    return type == Type::Date || type == Type::DateTime || type == Type::Time;
}

/// point ± duration.
Computed moved(const Value &point, const Value &duration, int sign, const ZoneRules &zones)
{
    if (duration.type() == Type::YearsMonths) {
        if (point.type() == Type::Time)
            return mismatch();
        return plusMonths(point, sign * duration.yearsMonths().months);
    }
    return plusNanos(point, sign * duration.daysTime().totalNanos(), zones);
}

Computed distance(const Value &a, const Value &b, const ZoneRules &zones)
{
    if (a.type() == Type::Time || b.type() == Type::Time) {
        if (a.type() != b.type())
            return mismatch();
        const auto left = offsetOf(a.time(), zones);
        const auto right = offsetOf(b.time(), zones);
        if (left.has_value() != right.has_value())
            return mismatch();
        const Int128 shift = Int128(left.value_or(0) - right.value_or(0)) * nanosInSecond;
        return nanosResult(Int128(a.time().nanosOfDay) - b.time().nanosOfDay - shift);
    }
    // A date beside a moment is its midnight in UTC (DMN 1.5, table 58).
    const auto asDateTime = [](const Value &value) {
        const Zone utc {Zone::Kind::Offset, 0, {}};
        return value.type() == Type::DateTime ? value.dateTime() : DateTime {value.date(), {0, utc}};
    };
    const DateTime left = asDateTime(a);
    const DateTime right = asDateTime(b);
    if ((left.time.zone.kind == Zone::Kind::Local) != (right.time.zone.kind == Zone::Kind::Local))
        return mismatch();
    return nanosResult(momentOf(left, zones) - momentOf(right, zones));
}

bool isDuration(Type type)
{
    return type == Type::YearsMonths || type == Type::DaysTime;
}

Computed addDurations(const Value &a, const Value &b, int sign)
{
    if (a.type() == Type::YearsMonths)
        return monthsResult(Int128(a.yearsMonths().months) + sign * Int128(b.yearsMonths().months));
    return nanosResult(a.daysTime().totalNanos() + sign * b.daysTime().totalNanos());
}

Computed plus(const Value &a, const Value &b, const ZoneRules &zones)
{
    if (a.isNumber() && b.isNumber())
        return numberResult(a.number().add(b.number()));
    if (isPoint(a.type()) && isDuration(b.type()))
        return moved(a, b, 1, zones);
    if (isDuration(a.type()) && isPoint(b.type()))
        return moved(b, a, 1, zones);
    if (isDuration(a.type()) && a.type() == b.type())
        return addDurations(a, b, 1);
    return mismatch();
}

Computed minus(const Value &a, const Value &b, const ZoneRules &zones)
{
    if (a.isNumber() && b.isNumber())
        return numberResult(a.number().subtract(b.number()));
    if (isPoint(a.type()) && isDuration(b.type()))
        return moved(a, b, -1, zones);
    if (isPoint(a.type()) && isPoint(b.type()))
        return distance(a, b, zones);
    if (isDuration(a.type()) && a.type() == b.type())
        return addDurations(a, b, -1);
    return mismatch();
}

Decimal amount(const Value &duration)
{
    return duration.type() == Type::YearsMonths ? Decimal(duration.yearsMonths().months)
                                                : decimalOf(duration.daysTime().totalNanos());
}

/// A product or quotient back as a duration of that kind; its fraction is cut.
Computed durationOf(Type type, const std::optional<Decimal> &size)
{
    if (!size)
        return outOfRange();
    return type == Type::YearsMonths ? monthsResult(wholePart(*size)) : nanosResult(wholePart(*size));
}

Computed times(const Value &a, const Value &b)
{
    if (a.isNumber() && b.isNumber())
        return numberResult(a.number().multiply(b.number()));
    if (isDuration(a.type()) && b.isNumber())
        return durationOf(a.type(), amount(a).multiply(b.number()));
    if (a.isNumber() && isDuration(b.type()))
        return durationOf(b.type(), amount(b).multiply(a.number()));
    return mismatch();
}

Computed over(const Value &a, const Value &b)
{
    if (a.isNumber() && b.isNumber())
        return numberResult(a.number().divide(b.number()));
    if (isDuration(a.type()) && b.isNumber())
        return durationOf(a.type(), amount(a).divide(b.number()));
    if (isDuration(a.type()) && a.type() == b.type())
        return numberResult(amount(a).divide(amount(b)));
    return mismatch();
}

} // namespace

Computed compute(Operation operation, const Value &a, const Value &b, const ZoneRules &zones)
{
    switch (operation) {
    case Operation::Add:
        return plus(a, b, zones);
    case Operation::Subtract:
        return minus(a, b, zones);
    case Operation::Multiply:
        return times(a, b);
    case Operation::Divide:
        return over(a, b);
    default:
        return mismatch();
    }
}

Computed computePower(const Value &a, const Value &b)
{
    return a.isNumber() && b.isNumber() ? numberResult(a.number().power(b.number())) : mismatch();
}

Computed negated(const Value &a)
{
    if (a.isNumber())
        return {Value::number(a.number().negated()), {}};
    if (a.type() == Type::YearsMonths)
        return monthsResult(-Int128(a.yearsMonths().months));
    if (a.type() == Type::DaysTime)
        return nanosResult(-a.daysTime().totalNanos());
    return mismatch();
}

std::optional<DateTime> momentIn(Int128 nanos, const Zone &zone, const ZoneRules &zones)
{
    const Int128 seconds = floorDivide(nanos, nanosInSecond);
    constexpr Int128 most = std::numeric_limits<std::int64_t>::max() / 2;
    if (seconds > most || seconds < -most)
        return std::nullopt;
    Int128 local = nanos;
    if (zone.kind == Zone::Kind::Named)
        local += Int128(zones.offsetAtUtc(zone.id, std::int64_t(seconds)).value_or(0)) * nanosInSecond;
    else if (zone.kind == Zone::Kind::Offset)
        local += Int128(zone.offsetSeconds) * nanosInSecond;
    const Int128 days = floorDivide(local, nanosInDay);
    const auto date = Date::fromDays(std::int64_t(days));
    if (!date)
        return std::nullopt;
    return DateTime {*date, {std::int64_t(local - days * nanosInDay), zone}};
}

static std::optional<Value> defined(Computed result)
{
    return result.failure ? std::nullopt : std::optional(std::move(result.value));
}

std::optional<Value> add(const Value &a, const Value &b, const ZoneRules &zones)
{
    return defined(plus(a, b, zones));
}

std::optional<Value> subtract(const Value &a, const Value &b, const ZoneRules &zones)
{
    return defined(minus(a, b, zones));
}

std::optional<Value> multiply(const Value &a, const Value &b)
{
    return defined(times(a, b));
}

std::optional<Value> divide(const Value &a, const Value &b)
{
    return defined(over(a, b));
}

} // namespace Plugboard::Feel
