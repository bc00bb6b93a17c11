#include "core/feel/ast.h"

namespace Plugboard::Feel {

using Type = Value::Type;

namespace {

Value number(std::int64_t value)
{
    return Value::number(value);
}

Value zoneOffset(const std::optional<int> &seconds)
{
    return seconds ? Value::daysTime({*seconds, 0}) : Value();
}

std::optional<Value> dateProperty(const Date &date, QByteArrayView name)
{
    if (name == "year")
        return number(date.year);
    if (name == "month")
        return number(date.month);
    if (name == "day")
        return number(date.day);
    if (name == "weekday")
        return number(date.dayOfWeek());
    return std::nullopt;
}

std::optional<Value> timeProperty(const Time &time, const std::optional<int> &offset, QByteArrayView name)
{
    if (name == "hour")
        return number(time.hour());
    if (name == "minute")
        return number(time.minute());
    if (name == "second")
        return number(time.second());
    if (name == "time offset")
        return zoneOffset(offset);
    if (name == "timezone")
        return time.zone.kind == Zone::Kind::Named ? Value::utf8(time.zone.id) : Value();
    return std::nullopt;
}

std::optional<Value> durationProperty(const DaysTime &duration, QByteArrayView name)
{
    if (name == "days")
        return number(duration.seconds / 86'400);
    if (name == "hours")
        return number(duration.seconds / 3'600 % 24);
    if (name == "minutes")
        return number(duration.seconds / 60 % 60);
    if (name == "seconds")
        return number(duration.seconds % 60);
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

std::optional<Value> property(const Value &value, QByteArrayView name, const Evaluation &evaluation)
{
    const ZoneRules &zones = evaluation.environment().zones;
    switch (value.type()) {
    case Type::Date:
        return dateProperty(value.date(), name);
    case Type::Time:
        return timeProperty(value.time(), DateTime {{}, value.time()}.offsetSeconds(zones), name);
    case Type::DateTime: {
        std::optional<Value> part = dateProperty(value.dateTime().date, name);
        return part ? part : timeProperty(value.dateTime().time, value.dateTime().offsetSeconds(zones), name);
    }
    case Type::YearsMonths:
        if (name == "years")
            return number(value.yearsMonths().months / 12);
        return name == "months" ? std::optional(number(value.yearsMonths().months % 12)) : std::nullopt;
    case Type::DaysTime:
        return durationProperty(value.daysTime(), name);
    case Type::Range:
        return rangeProperty(value.range(), name);
    default:
        return std::nullopt;
    }
}

QList<QByteArray> unusualPropertyNames()
{
    return {"time offset", "start included", "end included"};
}

Value InstanceOf::evaluate(Evaluation &evaluation) const
{
    static constexpr std::pair<std::string_view, Type> types[] {{"number", Type::Number},
                                                                {"string", Type::String},
                                                                {"boolean", Type::Boolean},
                                                                {"date", Type::Date},
                                                                {"time", Type::Time},
                                                                {"dateandtime", Type::DateTime},
                                                                {"yearsandmonthsduration", Type::YearsMonths},
                                                                {"daysandtimeduration", Type::DaysTime},
                                                                {"list", Type::List},
                                                                {"context", Type::Context},
                                                                {"range", Type::Range},
                                                                {"function", Type::Function}};
    const Value tested = value->evaluate(evaluation);
    if (type == "Any")
        return Value::boolean(!tested.isNull());
    const QByteArray base = type.left(type.indexOf('<') < 0 ? type.size() : type.indexOf('<'));
    for (const auto &[name, expected] : types)
        if (base == QByteArrayView(name.data(), qsizetype(name.size())))
            return Value::boolean(tested.type() == expected);
    return evaluation.null(Kind::InvalidType, span,
                           QStringLiteral("there is no such type; number, string, list … are"));
}

} // namespace Plugboard::Feel
