#include "core/value/temporal.h"

#include "core/value/temporaltext_p.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace Plugboard {

namespace {

constexpr std::int64_t lastYear = 999'999'999;
constexpr std::int64_t secondsOfDay = 86'400;
constexpr std::int64_t nanosOfSecondUnit = 1'000'000'000;
constexpr int largestOffset = 18 * 3600;

constexpr bool isLeapYear(std::int64_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

constexpr int lengthOfMonth(std::int64_t year, std::int64_t month)
{
    constexpr std::array<int, 12> lengths {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && isLeapYear(year) ? 29 : lengths[static_cast<std::size_t>(month - 1)];
}

constexpr std::int64_t floorDivide(std::int64_t a, std::int64_t b)
{
    return a / b - (a % b < 0 ? 1 : 0);
}

// A year is counted from March here, so that the leap day is its last; an era has 400 years =
// 146,097 days.
constexpr std::int64_t daysOfEra = 146'097;
constexpr std::int64_t daysUntil1970 = 719'468; // from 0000-03-01

constexpr std::int64_t daysFromCivil(std::int64_t year, int month, int day)
{
    const std::int64_t marchYear = year - (month <= 2 ? 1 : 0);
    const std::int64_t era = floorDivide(marchYear, 400);
    const std::int64_t yearOfEra = marchYear - era * 400;
    const std::int64_t dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * daysOfEra + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - daysUntil1970;
}

} // namespace

std::optional<Date> Date::fromParts(std::int64_t year, std::int64_t month, std::int64_t day)
{
    if (year < -lastYear || year > lastYear || month < 1 || month > 12 || day < 1 || day > lengthOfMonth(year, month))
        return std::nullopt;
    return Date {static_cast<std::int32_t>(year), static_cast<std::int8_t>(month), static_cast<std::int8_t>(day)};
}

std::optional<Date> Date::fromDays(std::int64_t daysSince1970)
{
    if (std::abs(daysSince1970) > (lastYear + 1) * 366)
        return std::nullopt;
    const std::int64_t days = daysSince1970 + daysUntil1970;
    const std::int64_t era = floorDivide(days, daysOfEra);
    const std::int64_t dayOfEra = days - era * daysOfEra;
    const std::int64_t yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / (daysOfEra - 1)) / 365;
    const std::int64_t dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    const std::int64_t shiftedMonth = (5 * dayOfYear + 2) / 153;
    const std::int64_t day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1;
    const std::int64_t month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
    return fromParts(era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, day);
}

std::int64_t Date::daysSince1970() const
{
    return daysFromCivil(year, month, day);
}

int Date::dayOfWeek() const
{
    const std::int64_t days = daysSince1970() + 3; // 1970-01-01 was a Thursday
    return static_cast<int>(days - floorDivide(days, 7) * 7) + 1;
}

int Date::dayOfYear() const
{
    return static_cast<int>(daysSince1970() - daysFromCivil(year, 1, 1)) + 1;
}

// ISO 8601: a week belongs to the year of its Thursday.
int Date::weekOfYear() const
{
    const std::int64_t thursday = daysSince1970() + 4 - dayOfWeek();
    std::int64_t yearOfThursday = year;
    if (thursday < daysFromCivil(year, 1, 1))
        --yearOfThursday;
    else if (thursday >= daysFromCivil(year + std::int64_t(1), 1, 1))
        ++yearOfThursday;
    return static_cast<int>((thursday - daysFromCivil(yearOfThursday, 1, 1)) / 7) + 1;
}

int Date::daysInMonth() const
{
    return lengthOfMonth(year, month);
}

std::optional<Date> Date::addMonths(std::int64_t months) const
{
    std::int64_t total = 0;
    if (__builtin_add_overflow(std::int64_t(year) * 12 + month - 1, months, &total))
        return std::nullopt;
    const std::int64_t newYear = floorDivide(total, 12);
    const std::int64_t newMonth = total - newYear * 12 + 1;
    return fromParts(newYear, newMonth, std::min<std::int64_t>(day, lengthOfMonth(newYear, newMonth)));
}

std::optional<Date> Date::addDays(std::int64_t days) const
{
    std::int64_t total = 0;
    if (__builtin_add_overflow(daysSince1970(), days, &total))
        return std::nullopt;
    return fromDays(total);
}

// "-?YYYY-MM-DD"; a year of more than four digits has no leading zero and no plus.
static std::optional<Date> readDate(TemporalTextReader &text)
{
    const bool negative = text.skip('-');
    const std::optional<DigitRun> year = text.digits(4, 9);
    if (!year || (year->count > 4 && year->leadingZero) || (negative && year->value == 0) || !text.skip('-'))
        return std::nullopt;
    const std::optional<DigitRun> month = text.digits(2, 2);
    if (!month || !text.skip('-'))
        return std::nullopt;
    const std::optional<DigitRun> day = text.digits(2, 2);
    if (!day)
        return std::nullopt;
    return Date::fromParts(negative ? -year->value : year->value, month->value, day->value);
}

std::optional<Date> Date::fromText(QByteArrayView iso)
{
    TemporalTextReader text(iso);
    const std::optional<Date> date = readDate(text);
    return date && text.atEnd() ? date : std::nullopt;
}

static void appendPadded(QByteArray &text, std::int64_t number, int width)
{
    const QByteArray digits = QByteArray::number(qlonglong(number));
    text.append(std::max<qsizetype>(0, width - digits.size()), '0').append(digits);
}

QByteArray Date::toText() const
{
    QByteArray text;
    if (year < 0)
        text.append('-');
    appendPadded(text, std::abs(std::int64_t(year)), 4);
    text.append('-');
    appendPadded(text, month, 2);
    text.append('-');
    appendPadded(text, day, 2);
    return text;
}

std::optional<Time> Time::fromParts(int hour, int minute, int second, int nanos, Zone zone)
{
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 || nanos < 0
        || nanos >= nanosOfSecondUnit
        || (zone.kind == Zone::Kind::Offset && std::abs(zone.offsetSeconds) > largestOffset))
        return std::nullopt;
    const std::int64_t seconds = (hour * std::int64_t(60) + minute) * 60 + second;
    return Time {seconds * nanosOfSecondUnit + nanos, std::move(zone)};
}

// "Z", "+hh:mm", "-hh:mm:ss"; nullopt if it is none, or beyond 18 hours.
static std::optional<Zone> readOffset(TemporalTextReader &text)
{
    if (text.skip('Z'))
        return Zone {Zone::Kind::Offset, 0, {}};
    const bool negative = text.skip('-');
    if (!negative && !text.skip('+'))
        return std::nullopt;
    const std::optional<DigitRun> hours = text.digits(2, 2);
    if (!hours || !text.skip(':'))
        return std::nullopt;
    const std::optional<DigitRun> minutes = text.digits(2, 2);
    if (!minutes || minutes->value > 59)
        return std::nullopt;
    std::int64_t seconds = 0;
    if (text.skip(':')) {
        const std::optional<DigitRun> run = text.digits(2, 2);
        if (!run || run->value > 59)
            return std::nullopt;
        seconds = run->value;
    }
    const auto total = static_cast<std::int32_t>((hours->value * 60 + minutes->value) * 60 + seconds);
    if (total > largestOffset)
        return std::nullopt;
    return Zone {Zone::Kind::Offset, negative ? -total : total, {}};
}

static std::optional<Zone> namedZone(QByteArrayView id, const ZoneRules &rules)
{
    Zone zone {Zone::Kind::Named, 0, id.toByteArray()};
    return rules.contains(zone.id) ? std::optional(zone) : std::nullopt;
}

static std::optional<Zone> readZone(TemporalTextReader &text, const ZoneRules &rules, TemporalDialect dialect)
{
    if (text.atEnd())
        return Zone {};
    if (text.skip('@'))
        return namedZone(text.rest(), rules);
    const std::optional<Zone> offset = readOffset(text);
    if (!offset || text.atEnd())
        return offset;
    const QByteArrayView rest = text.rest();
    if (dialect == TemporalDialect::Camunda && rest.startsWith('[') && rest.endsWith(']'))
        return namedZone(rest.sliced(1).chopped(1), rules);
    return std::nullopt;
}

namespace {

struct ClockText
{
    Time time;
    bool nextDay = false; ///< It was 24:00:00
};

} // namespace

static std::optional<ClockText> readClock(TemporalTextReader &text, const ZoneRules &rules, TemporalDialect dialect)
{
    const std::optional<DigitRun> hour = text.digits(2, 2);
    if (!hour || !text.skip(':'))
        return std::nullopt;
    const std::optional<DigitRun> minute = text.digits(2, 2);
    if (!minute || !text.skip(':'))
        return std::nullopt;
    const std::optional<DigitRun> second = text.digits(2, 2);
    if (!second)
        return std::nullopt;
    int nanos = 0;
    if (text.skip('.')) {
        const std::optional<int> fraction = text.nanos();
        if (!fraction)
            return std::nullopt;
        nanos = *fraction;
    }
    std::optional<Zone> zone = readZone(text, rules, dialect);
    if (!zone)
        return std::nullopt;
    // XML Schema 1.1 part 2, 3.3.8: 24:00:00 is the first moment of the next day.
    const bool nextDay = hour->value == 24 && minute->value == 0 && second->value == 0 && nanos == 0;
    std::optional<Time> time = Time::fromParts(nextDay ? 0 : int(hour->value), int(minute->value), int(second->value),
                                               nanos, std::move(*zone));
    if (!time)
        return std::nullopt;
    return ClockText {std::move(*time), nextDay};
}

std::optional<Time> Time::fromText(QByteArrayView iso, const ZoneRules &rules, TemporalDialect dialect)
{
    TemporalTextReader text(iso);
    if (dialect == TemporalDialect::Camunda)
        text.skip('T');
    std::optional<ClockText> clock = readClock(text, rules, dialect);
    if (!clock)
        return std::nullopt;
    return std::move(clock->time);
}

QByteArray Time::toText() const
{
    QByteArray text;
    appendPadded(text, hour(), 2);
    text.append(':');
    appendPadded(text, minute(), 2);
    text.append(':');
    appendPadded(text, second(), 2);
    appendFraction(text, nanosOfSecond());
    if (zone.kind == Zone::Kind::Named)
        return text.append('@').append(zone.id);
    if (zone.kind == Zone::Kind::Local)
        return text;
    if (zone.offsetSeconds == 0)
        return text.append('Z');
    const int offset = std::abs(zone.offsetSeconds);
    text.append(zone.offsetSeconds < 0 ? '-' : '+');
    appendPadded(text, offset / 3600, 2);
    text.append(':');
    appendPadded(text, offset / 60 % 60, 2);
    if (offset % 60 != 0) {
        text.append(':');
        appendPadded(text, offset % 60, 2);
    }
    return text;
}

std::optional<DateTime> DateTime::fromText(QByteArrayView iso, const ZoneRules &rules, TemporalDialect dialect)
{
    TemporalTextReader text(iso);
    const std::optional<Date> date = readDate(text);
    if (!date)
        return std::nullopt;
    if (text.atEnd())
        return DateTime {*date, {}};
    if (!text.skip('T'))
        return std::nullopt;
    std::optional<ClockText> clock = readClock(text, rules, dialect);
    if (!clock)
        return std::nullopt;
    const std::optional<Date> day = clock->nextDay ? date->addDays(1) : date;
    if (!day)
        return std::nullopt;
    return DateTime {*day, std::move(clock->time)};
}

std::optional<int> DateTime::offsetSeconds(const ZoneRules &rules) const
{
    switch (time.zone.kind) {
    case Zone::Kind::Local:
        return std::nullopt;
    case Zone::Kind::Offset:
        return time.zone.offsetSeconds;
    case Zone::Kind::Named:
        break;
    }
    return rules.offsetAtLocal(time.zone.id, date.daysSince1970() * secondsOfDay + time.nanosOfDay / nanosOfSecondUnit);
}

QByteArray DateTime::toText() const
{
    return date.toText() + 'T' + time.toText();
}

} // namespace Plugboard
