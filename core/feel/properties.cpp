#include "core/feel/properties.h"

#include "core/feel/comparison.h"

namespace Plugboard::Feel {

namespace {

Value whole(std::int64_t number)
{
    return Value::number(number);
}

std::optional<Value> dateProperty(const Date &date, QByteArrayView name)
{
    if (name == "year")
        return whole(date.year);
    if (name == "month")
        return whole(date.month);
    if (name == "day")
        return whole(date.day);
    if (name == "weekday")
        return whole(date.dayOfWeek());
    return std::nullopt;
}

std::optional<Value> timeProperty(const Time &time, std::optional<int> offset, QByteArrayView name)
{
    if (name == "hour")
        return whole(time.hour());
    if (name == "minute")
        return whole(time.minute());
    if (name == "second")
        return whole(time.second());
    if (name == "time offset")
        return offset ? Value::daysTime({*offset, 0}) : Value();
    // A zone is what has a name; an offset is not (as Camunda's engine sees it).
    if (name == "timezone")
        return time.zone.kind == Zone::Kind::Named ? Value::utf8(time.zone.id) : Value();
    return std::nullopt;
}

std::optional<Value> daysTimeProperty(const DaysTime &duration, QByteArrayView name)
{
    const std::int64_t seconds = duration.seconds;
    if (name == "days")
        return whole(seconds / 86'400);
    if (name == "hours")
        return whole(seconds / 3600 % 24);
    if (name == "minutes")
        return whole(seconds / 60 % 60);
    if (name == "seconds")
        return whole(seconds % 60);
    return std::nullopt;
}

std::optional<Value> rangeProperty(const Range &range, QByteArrayView name)
{
    if (name == "start")
        return range.start;
    if (name == "end")
        return range.end;
    if (name == "start included")
        return Value::boolean(range.startIncluded);
    if (name == "end included")
        return Value::boolean(range.endIncluded);
    return std::nullopt;
}

} // namespace

std::optional<Value> propertyOf(const Value &value, QByteArrayView name, const ZoneRules &zones)
{
    switch (value.type()) {
    case Value::Type::Date:
        return dateProperty(value.date(), name);
    case Value::Type::Time:
        return timeProperty(value.time(), offsetOf(value.time(), zones), name);
    case Value::Type::DateTime: {
        const auto ofDate = dateProperty(value.dateTime().date, name);
        return ofDate ? ofDate : timeProperty(value.dateTime().time, value.dateTime().offsetSeconds(zones), name);
    }
    case Value::Type::YearsMonths:
        if (name == "years")
            return whole(value.yearsMonths().months / 12);
        if (name == "months")
            return whole(value.yearsMonths().months % 12);
        return std::nullopt;
    case Value::Type::DaysTime:
        return daysTimeProperty(value.daysTime(), name);
    case Value::Type::Range:
        return rangeProperty(value.range(), name);
    default:
        return std::nullopt;
    }
}

QList<QByteArray> propertyNames(Value::Type type)
{
    const QList<QByteArray> ofDate {"year", "month", "day", "weekday"};
    const QList<QByteArray> ofTime {"hour", "minute", "second", "time offset", "timezone"};
    switch (type) {
    case Value::Type::Date:
        return ofDate;
    case Value::Type::Time:
        return ofTime;
    case Value::Type::DateTime:
        return ofDate + ofTime;
    case Value::Type::YearsMonths:
        return {"years", "months"};
    case Value::Type::DaysTime:
        return {"days", "hours", "minutes", "seconds"};
    case Value::Type::Range:
        return {"start", "end", "start included", "end included"};
    default:
        return {};
    }
}

} // namespace Plugboard::Feel
