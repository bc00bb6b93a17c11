#pragma once

#include "core/base/int128.h"

#include <QByteArray>
#include <QByteArrayView>

#include <compare>
#include <cstdint>
#include <optional>

namespace Plugboard {

/// A day of the proleptic Gregorian calendar, years -999,999,999 … 999,999,999.
struct Date
{
    std::int32_t year = 1970;
    std::int8_t month = 1; ///< 1 … 12
    std::int8_t day = 1; ///< 1 … 31

    static std::optional<Date> fromParts(std::int64_t year, std::int64_t month, std::int64_t day);
    static std::optional<Date> fromText(QByteArrayView iso);
    static std::optional<Date> fromDays(std::int64_t daysSince1970);
    std::int64_t daysSince1970() const;
    /// Monday 1 … Sunday 7 (ISO 8601).
    int dayOfWeek() const;
    int dayOfYear() const;
    /// ISO 8601 week.
    int weekOfYear() const;
    int daysInMonth() const;
    /// Month ends clamp: Jan 31 + 1 month = Feb 28 or 29.
    std::optional<Date> addMonths(std::int64_t months) const;
    std::optional<Date> addDays(std::int64_t days) const;
    QByteArray toText() const;

    friend auto operator<=>(const Date &, const Date &) = default;
};

/// None, a fixed offset of up to ±18 h, or a named zone such as Europe/Paris.
struct Zone
{
    enum class Kind : std::uint8_t { Local, Offset, Named };

    Kind kind = Kind::Local;
    std::int32_t offsetSeconds = 0; ///< Kind::Offset only
    QByteArray id; ///< Kind::Named only

    friend bool operator==(const Zone &, const Zone &) = default;
};

/// Looks named zones up. Thread-safe; the system's one caches transitions over QTimeZone.
class ZoneRules
{
public:
    virtual ~ZoneRules() = default;
    virtual bool contains(const QByteArray &id) const = 0;
    /// Offset from UTC of a local wall-clock moment; in a gap or overlap the earlier offset counts. nullopt: unknown zone.
    virtual std::optional<int> offsetAtLocal(const QByteArray &id, std::int64_t localSecondsSince1970) const = 0;
    virtual std::optional<int> offsetAtUtc(const QByteArray &id, std::int64_t utcSecondsSince1970) const = 0;
    /// The machine's zone, for now() and today().
    virtual QByteArray systemZone() const = 0;
};

const ZoneRules &systemZoneRules();

/// Standard is DMN's: ISO 8601, and `@Zone/Id` behind the time. Camunda's adds a `T` before a time and
/// `+01:00[Zone/Id]`, of which the zone counts.
enum class TemporalDialect { Standard, Camunda };

struct Time
{
    std::int64_t nanosOfDay = 0;
    Zone zone;

    static std::optional<Time> fromParts(int hour, int minute, int second, int nanos, Zone zone);
    /// "10:00:00.5+01:00", "10:00:00@Europe/Paris"; the zone's existence is checked with `rules`.
    static std::optional<Time> fromText(QByteArrayView iso, const ZoneRules &rules,
                                        TemporalDialect dialect = TemporalDialect::Standard);
    int hour() const { return static_cast<int>(nanosOfDay / 3'600'000'000'000); }
    int minute() const { return static_cast<int>(nanosOfDay / 60'000'000'000 % 60); }
    int second() const { return static_cast<int>(nanosOfDay / 1'000'000'000 % 60); }
    int nanosOfSecond() const { return static_cast<int>(nanosOfDay % 1'000'000'000); }
    QByteArray toText() const;

    /// Same form: same fields and same zone. Equality by instant is the language's (core/feel).
    friend bool operator==(const Time &, const Time &) = default;
};

struct DateTime
{
    Date date;
    Time time;

    /// Also a date alone, which means midnight; 24:00:00 is the next one.
    static std::optional<DateTime> fromText(QByteArrayView iso, const ZoneRules &rules,
                                            TemporalDialect dialect = TemporalDialect::Standard);
    /// nullopt for a local value.
    std::optional<int> offsetSeconds(const ZoneRules &rules) const;
    QByteArray toText() const;

    friend bool operator==(const DateTime &, const DateTime &) = default;
};

/// Years and months duration.
struct YearsMonths
{
    std::int64_t months = 0;

    static std::optional<YearsMonths> fromText(QByteArrayView iso);
    QByteArray toText() const;
    friend auto operator<=>(const YearsMonths &, const YearsMonths &) = default;
};

/// Days and time duration; `seconds` and `nanos` have the same sign.
struct DaysTime
{
    std::int64_t seconds = 0;
    std::int32_t nanos = 0;

    static std::optional<DaysTime> fromText(QByteArrayView iso);
    static std::optional<DaysTime> fromNanos(Int128 nanos);
    Int128 totalNanos() const { return static_cast<Int128>(seconds) * 1'000'000'000 + nanos; }
    QByteArray toText() const;
    friend auto operator<=>(const DaysTime &, const DaysTime &) = default;
};

} // namespace Plugboard
