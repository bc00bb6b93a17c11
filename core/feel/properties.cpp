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

namespace {

/// The parts of "a:number,b:list<string>", which commas of inner types do not part.
QList<QByteArray> typeArguments(const QByteArray &type)
{
    QList<QByteArray> parts {{}};
    int open = 0;
    const qsizetype begin = type.indexOf('<') + 1;
    for (const char letter : begin > 0 ? type.sliced(begin, type.lastIndexOf('>') - begin) : QByteArray()) {
        open += letter == '<' ? 1 : letter == '>' ? -1 : 0;
        if (letter == ',' && open == 0)
            parts.append(QByteArray());
        else
            parts.last() += letter;
    }
    return parts;
}

std::optional<Type> baseType(const QByteArray &type)
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
    const QByteArray base = type.left(type.indexOf('<') < 0 ? type.size() : type.indexOf('<'));
    for (const auto &[name, expected] : types)
        if (base == QByteArrayView(name.data(), qsizetype(name.size())))
            return expected;
    return std::nullopt;
}

/// DMN 1.5, section 10.3.2.9: null inside of a list, context or range conforms to every type. nullopt: no such type.
std::optional<bool> conforms(const Value &value, const QByteArray &type, bool isInside)
{
    if (value.isNull())
        return isInside;
    if (type == "Any")
        return true;
    const std::optional<Type> expected = baseType(type);
    if (!expected)
        return std::nullopt;
    if (value.type() != *expected)
        return false;
    if (!type.contains('<') || value.type() == Type::Function)
        return true;
    const QList<QByteArray> arguments = typeArguments(type);
    bool all = true;
    if (value.isList()) {
        for (qsizetype i = 0; all && i < value.size(); ++i)
            all = conforms(value.at(i), arguments.first(), true).value_or(false);
    } else if (value.type() == Type::Range) {
        all = conforms(value.range().start, arguments.first(), true).value_or(false)
            && conforms(value.range().end, arguments.first(), true).value_or(false);
    } else if (value.isContext()) {
        for (const QByteArray &member : arguments) {
            const qsizetype colon = member.indexOf(':');
            const std::optional<Value> entry = value.find(member.left(colon));
            all = all && entry && conforms(*entry, member.sliced(colon + 1), true).value_or(false);
        }
    }
    return all;
}

} // namespace

Value InstanceOf::evaluate(Evaluation &evaluation) const
{
    const std::optional<bool> result = conforms(value->evaluate(evaluation), type, false);
    if (result)
        return Value::boolean(*result);
    return evaluation.null(Kind::InvalidType, span,
                           QStringLiteral("there is no such type; number, string, list … are"));
}

} // namespace Plugboard::Feel
