#include "core/feel/functions/builtin.h"

namespace Plugboard::Feel {

using namespace Qt::StringLiterals;

namespace TemporalFamily {

/// The moment in the zone of the environment, whose name it keeps.
static DateTime localMoment(const Environment &environment)
{
    constexpr std::int64_t nanosOfSecond = 1'000'000'000;
    constexpr std::int64_t secondsOfDay = 86'400;
    const std::int64_t nanos = environment.clock.now().time_since_epoch().count();
    std::int64_t seconds = nanos / nanosOfSecond;
    std::int64_t rest = nanos % nanosOfSecond;
    if (rest < 0) {
        rest += nanosOfSecond;
        --seconds;
    }
    Zone zone {Zone::Kind::Named, 0, environment.zone};
    if (zone.id.isEmpty())
        zone.id = environment.zones.systemZone();
    const std::optional<int> offset = environment.zones.offsetAtUtc(zone.id, seconds);
    if (!offset)
        zone = {Zone::Kind::Offset, 0, {}};
    seconds += offset.value_or(0);
    std::int64_t days = seconds / secondsOfDay;
    std::int64_t secondOfDay = seconds % secondsOfDay;
    if (secondOfDay < 0) {
        secondOfDay += secondsOfDay;
        --days;
    }
    return {Date::fromDays(days).value_or(Date()), {secondOfDay * nanosOfSecond + rest, zone}};
}

static Value now(Call &call)
{
    return Value::dateTime(localMoment(call.environment()));
}

static Value today(Call &call)
{
    return Value::date(localMoment(call.environment()).date);
}

static Date dateArgument(const Call &call)
{
    return call[0].type() == Value::Type::DateTime ? call[0].dateTime().date : call[0].date();
}

static Value dayOfWeek(Call &call)
{
    static constexpr const char *names[]
        = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
    return Value::utf8(names[dateArgument(call).dayOfWeek() - 1]);
}

static Value dayOfYear(Call &call)
{
    return Value::number(std::int64_t(dateArgument(call).dayOfYear()));
}

static Value weekOfYear(Call &call)
{
    return Value::number(std::int64_t(dateArgument(call).weekOfYear()));
}

static Value monthOfYear(Call &call)
{
    static constexpr const char *names[] = {"January", "February", "March",     "April",   "May",      "June",
                                            "July",    "August",   "September", "October", "November", "December"};
    return Value::utf8(names[dateArgument(call).month - 1]);
}

static Value lastDayOfMonth(Call &call)
{
    Date date = dateArgument(call);
    date.day = static_cast<std::int8_t>(date.daysInMonth());
    return Value::date(date);
}

static constexpr Parameter dateParameter[] = {{"date", Take::Date | Take::DateTime}};

static const Builtin functions[] = {
    {"now",
     {},
     now,
     "date and time",
     "The present moment, in the zone of this place.",
     Availability::Everywhere,
     Purity::Impure},
    {"today", {}, today, "date", "The present day.", Availability::Everywhere, Purity::Impure},
    {"day of week", dateParameter, dayOfWeek, "string", "\"Monday\" … \"Sunday\"."},
    {"day of year", dateParameter, dayOfYear, "number", "The day's number in its year, from 1."},
    {"week of year", dateParameter, weekOfYear, "number", "The week's number as ISO 8601 counts."},
    {"month of year", dateParameter, monthOfYear, "string", "\"January\" … \"December\"."},
    {"last day of month", dateParameter, lastDayOfMonth, "date", "The last day of the date's month.",
     Availability::CamundaOnly},
};

} // namespace TemporalFamily

std::span<const Builtin> temporalFunctions()
{
    return TemporalFamily::functions;
}

} // namespace Plugboard::Feel
