#include "core/feel/functions/builtin.h"

#include "core/feel/operations.h"
#include "core/value/json.h"

#include <QRegularExpression>

namespace Plugboard::Feel {

using namespace Qt::StringLiterals;

namespace ConversionFamily {

using Presence = Parameter::Presence;

static TemporalDialect temporalDialect(Call &call)
{
    return call.dialect() == Dialect::Camunda ? TemporalDialect::Camunda : TemporalDialect::Standard;
}

/// FEEL text of a value inside another: texts in quotes. Durations of nothing are written differently in the two dialects.
static QByteArray written(const Value &value, Dialect dialect)
{
    const bool isCamunda = dialect == Dialect::Camunda;
    switch (value.type()) {
    case Value::Type::Null:
        return "null";
    case Value::Type::Boolean:
        return value.boolean() ? "true" : "false";
    case Value::Type::Number:
        return value.number().toText();
    case Value::Type::String:
        return '"' + value.utf8().toByteArray().replace('"', "\\\"") + '"';
    case Value::Type::Date:
        return value.date().toText();
    case Value::Type::Time:
        return value.time().toText();
    case Value::Type::DateTime:
        return value.dateTime().toText();
    case Value::Type::YearsMonths:
        return isCamunda && value.yearsMonths() == YearsMonths {} ? QByteArray("P0Y") : value.yearsMonths().toText();
    case Value::Type::DaysTime:
        return isCamunda && value.daysTime() == DaysTime {} ? QByteArray("P0D") : value.daysTime().toText();
    case Value::Type::Range: {
        const Range &range = value.range();
        return (range.startIncluded ? '[' : '(') + written(range.start, dialect) + ".." + written(range.end, dialect)
            + (range.endIncluded ? ']' : ')');
    }
    case Value::Type::List: {
        QByteArray text;
        for (qsizetype i = 0; i < value.size(); ++i)
            text += (i ? ", " : "") + written(value.at(i), dialect);
        return '[' + text + ']';
    }
    case Value::Type::Context: {
        QByteArray text;
        for (qsizetype i = 0; i < value.size(); ++i)
            text += (i ? ", " : "") + value.keyAt(i).toByteArray() + ':' + written(value.valueAt(i), dialect);
        return '{' + text + '}';
    }
    default:
        return "";
    }
}

static Value string(Call &call)
{
    return call[0].isString() ? call[0] : call.string(written(call[0], call.dialect()));
}

static Value number(Call &call)
{
    const std::optional<Decimal> value = Decimal::fromText(call[0].utf8());
    return value ? Value::number(*value) : call.fail(u"\"%1\" is no number"_s.arg(call[0].string()));
}

static Value numberWithSeparators(Call &call)
{
    QByteArray text = call[0].utf8().toByteArray();
    const QByteArray grouping = call[1].utf8().toByteArray();
    const QByteArray point = call[2].utf8().toByteArray();
    if (!grouping.isEmpty() && grouping == point)
        return call.fail(u"the two separators must differ"_s);
    if (!grouping.isEmpty())
        text.replace(grouping, "");
    if (!point.isEmpty())
        text.replace(point, ".");
    const std::optional<Decimal> value = Decimal::fromText(text);
    return value ? Value::number(*value) : call.fail(u"\"%1\" is no number"_s.arg(call[0].string()));
}

static Value date(Call &call)
{
    if (call[0].type() == Value::Type::Date)
        return call[0];
    if (call[0].type() == Value::Type::DateTime)
        return Value::date(call[0].dateTime().date);
    const std::optional<Date> value = Date::fromText(call[0].utf8());
    return value ? Value::date(*value) : call.fail(u"\"%1\" is no date such as 2026-05-04"_s.arg(call[0].string()));
}

static Value dateOfParts(Call &call)
{
    const auto year = call[0].number().toInt64();
    const auto month = call[1].number().toInt64();
    const auto day = call[2].number().toInt64();
    const std::optional<Date> value = year && month && day ? Date::fromParts(*year, *month, *day) : std::nullopt;
    return value ? Value::date(*value) : call.fail(u"there is no such day"_s);
}

static Value dateTime(Call &call)
{
    if (call[0].type() == Value::Type::DateTime)
        return call[0];
    const std::optional<DateTime> value
        = DateTime::fromText(call[0].utf8(), call.environment().zones, temporalDialect(call));
    return value ? Value::dateTime(*value)
                 : call.fail(u"\"%1\" is no date and time such as 2026-05-04T10:00:00Z"_s.arg(call[0].string()));
}

static Value dateAndTime(Call &call)
{
    const Date day = call[0].type() == Value::Type::Date ? call[0].date() : call[0].dateTime().date;
    return Value::dateTime({day, call[1].time()});
}

/// "Z", "+02:00" or "Europe/Berlin".
static std::optional<Zone> zoneOf(Call &call, const Value &text)
{
    const QByteArray id = text.utf8().toByteArray();
    const bool isOffset = id == "Z" || id.startsWith('+') || id.startsWith('-');
    const std::optional<Time> midnight
        = Time::fromText("00:00:00" + (isOffset ? id : '@' + id), call.environment().zones);
    return midnight ? std::optional(midnight->zone) : std::nullopt;
}

/// The same moment in another zone; a local one becomes that zone's.
static Value dateTimeInZone(Call &call)
{
    const ZoneRules &rules = call.environment().zones;
    const DateTime value = call[0].dateTime();
    const std::optional<Zone> zone = zoneOf(call, call[1]);
    if (!zone)
        return call.fail(u"there is no time zone \"%1\""_s.arg(call[1].string()));
    DateTime result = value;
    result.time.zone = *zone;
    if (value.time.zone.kind == Zone::Kind::Local)
        return Value::dateTime(result);
    constexpr Int128 second = 1'000'000'000;
    const Int128 utc = instant(value, rules);
    const std::optional<int> offset = zone->kind == Zone::Kind::Offset
        ? std::optional(int(zone->offsetSeconds))
        : rules.offsetAtUtc(zone->id, std::int64_t(utc / second));
    DateTime local = value;
    local.time.zone = {};
    const std::optional<DateTime> there
        = offset ? moved(local, utc + *offset * second - instant(local, rules), rules) : std::nullopt;
    if (!there)
        return call.fail(Kind::OutOfRange, u"there is no such moment in that zone"_s);
    result = *there;
    result.time.zone = *zone;
    return Value::dateTime(result);
}

static Value time(Call &call)
{
    if (call[0].type() == Value::Type::Time)
        return call[0];
    if (call[0].type() == Value::Type::DateTime)
        return Value::time(call[0].dateTime().time);
    if (call[0].type() == Value::Type::Date)
        return Value::time({0, {Zone::Kind::Offset, 0, {}}});
    const std::optional<Time> value = Time::fromText(call[0].utf8(), call.environment().zones, temporalDialect(call));
    return value ? Value::time(*value) : call.fail(u"\"%1\" is no time such as 10:00:00"_s.arg(call[0].string()));
}

/// A second with its fraction, as nanoseconds; nullopt beyond nine decimal places.
static std::optional<std::int64_t> nanosOf(Call &call, const Value &seconds)
{
    constexpr std::int64_t farBeyondOneMinute = 1000;
    if (seconds.number() < Decimal(0) || seconds.number() > Decimal(farBeyondOneMinute))
        return std::nullopt;
    const std::optional<Value> nanos = multiply(seconds, Value::number(1'000'000'000));
    return nanos && call.proceed() ? nanos->number().toInt64() : std::nullopt;
}

static Value timeOfParts(Call &call)
{
    const std::int64_t hour = call[0].number().toInt64().value_or(-1);
    const std::int64_t minute = call[1].number().toInt64().value_or(-1);
    const std::int64_t nanos = nanosOf(call, call[2]).value_or(-1);
    constexpr std::int64_t second = 1'000'000'000;
    if (hour < 0 || hour > 24 || minute < 0 || minute > 60 || nanos < 0)
        return call.fail(u"hour and minute must be whole numbers, the second one of at most nine decimal places"_s);
    const Zone zone
        = call[3].isNull() ? Zone {} : Zone {Zone::Kind::Offset, std::int32_t(call[3].daysTime().seconds), {}};
    const std::optional<Time> value
        = Time::fromParts(int(hour), int(minute), int(nanos / second), int(nanos % second), zone);
    return value ? Value::time(*value) : call.fail(u"there is no such time"_s);
}

/// Camunda reads "PT-3M-4S" as -PT3M4S; a sign before some parts only is refused.
static QByteArray withSignInFront(const QByteArray &text)
{
    static const QRegularExpression negativeParts(u"^P(-\\d+[YMWD])*(T(-\\d+(\\.\\d+)?[HMS])+)?$"_s);
    if (!text.contains('-') || !negativeParts.match(QString::fromUtf8(text)).hasMatch())
        return text;
    return '-' + QByteArray(text).replace('-', "");
}

static Value duration(Call &call)
{
    if (!call[0].isString())
        return call[0];
    const QByteArray text = call.dialect() == Dialect::Camunda ? withSignInFront(call[0].utf8().toByteArray())
                                                               : call[0].utf8().toByteArray();
    if (const std::optional<YearsMonths> months = YearsMonths::fromText(text))
        return Value::yearsMonths(*months);
    const std::optional<DaysTime> value = DaysTime::fromText(text);
    return value ? Value::daysTime(*value) : call.fail(u"\"%1\" is no duration such as P1DT2H"_s.arg(call[0].string()));
}

static Value yearsAndMonths(Call &call)
{
    const auto dateOf
        = [](const Value &value) { return value.type() == Value::Type::Date ? value.date() : value.dateTime().date; };
    const Date from = dateOf(call[0]);
    const Date to = dateOf(call[1]);
    std::int64_t months = (std::int64_t(to.year) - from.year) * 12 + to.month - from.month;
    // Left-over days do not count.
    if (months > 0 && to.day < from.day)
        --months;
    else if (months < 0 && to.day > from.day)
        ++months;
    return Value::yearsMonths({months});
}

/// What JSON has no form for, as Camunda's engine writes it: zones in brackets, ranges as their text.
static Value jsonForm(Call &call, const Value &value)
{
    if (value.type() == Value::Type::Range)
        return Value::utf8(written(value, call.dialect()));
    if (value.type() == Value::Type::DateTime && value.dateTime().time.zone.kind == Zone::Kind::Named) {
        DateTime moment = value.dateTime();
        const QByteArray id = moment.time.zone.id;
        moment.time.zone = {Zone::Kind::Offset, moment.offsetSeconds(call.environment().zones).value_or(0), {}};
        return Value::utf8(moment.toText() + '[' + id + ']');
    }
    if (value.isList()) {
        Value::Items items;
        for (qsizetype i = 0; i < value.size() && call.proceed(); ++i)
            items.push_back(jsonForm(call, value.at(i)));
        return Value::list(std::move(items));
    }
    if (!value.isContext())
        return value;
    ContextBuilder context;
    for (qsizetype i = 0; i < value.size() && call.proceed(); ++i)
        context.set(value.keyAt(i).toByteArray(), jsonForm(call, value.valueAt(i)));
    return context.build();
}

static Value toJson(Call &call)
{
    return call.string(Json::write(jsonForm(call, call[0])));
}

static Value fromJson(Call &call)
{
    const Result<Value> value = Json::read(call[0].utf8(), {.maxDepth = call.limits().jsonDepth});
    return value ? *value : call.fail(value.error().text());
}

static constexpr Types dates = Take::Date | Take::DateTime;
static constexpr Parameter fromAny[] = {{"from", Take::Any & ~Take::Null}};
static constexpr Parameter fromString[] = {{"from", Take::String}};
static constexpr Parameter numberParts[] = {{"from", Take::String},
                                            {"grouping separator", Take::String | Take::Null},
                                            {"decimal separator", Take::String | Take::Null, Presence::Optional}};
static constexpr Parameter fromDate[] = {{"from", Take::String | dates}};
static constexpr Parameter dateParts[] = {{"year", Take::Number}, {"month", Take::Number}, {"day", Take::Number}};
static constexpr Parameter fromDateTime[] = {{"from", Take::String | Take::DateTime}};
static constexpr Parameter dateAndTimeParts[] = {{"date", dates}, {"time", Take::Time}};
static constexpr Parameter inZoneParameters[] = {{"date", Take::DateTime}, {"timezone", Take::String}};
static constexpr Parameter fromTime[] = {{"from", Take::String | Take::Time | Take::DateTime | Take::Date}};
static constexpr Parameter timeParts[] = {{"hour", Take::Number},
                                          {"minute", Take::Number},
                                          {"second", Take::Number},
                                          {"offset", Take::DaysTime | Take::Null, Presence::Optional}};
static constexpr Parameter fromDuration[] = {{"from", Take::String | Take::Duration}};
static constexpr Parameter fromTo[] = {{"from", dates}, {"to", dates}};
static constexpr Parameter anyValue[] = {{"value", Take::Any}};
static constexpr Parameter jsonText[] = {{"value", Take::String}};

static const Builtin functions[] = {
    {"string", fromAny, string, "string", "The value as text."},
    {"number", fromString, number, "number", "The number that a text holds."},
    {"number", numberParts, numberWithSeparators, "number", "The number of a text with separators."},
    {"date", fromDate, date, "date", "A day, of text or of a date and time."},
    {"date", dateParts, dateOfParts, "date", "A day of its year, month and day."},
    {"date and time", fromDateTime, dateTime, "date and time", "A moment of its ISO 8601 text."},
    {"date and time", dateAndTimeParts, dateAndTime, "date and time", "A moment of a day and a time."},
    {"date and time", inZoneParameters, dateTimeInZone, "date and time", "The same moment in another time zone.",
     Availability::CamundaOnly},
    {"time", fromTime, time, "time", "A time of the day."},
    {"time", timeParts, timeOfParts, "time", "A time of hour, minute, second and offset."},
    {"duration", fromDuration, duration, "Any", "A duration of its ISO 8601 text."},
    {"years and months duration", fromTo, yearsAndMonths, "years and months duration",
     "Whole months between two days."},
    {"to json", anyValue, toJson, "string", "The value as JSON text.", Availability::CamundaOnly},
    {"from json", jsonText, fromJson, "Any", "The value of a JSON text.", Availability::CamundaOnly},
};

} // namespace ConversionFamily

std::span<const Builtin> conversionFunctions()
{
    return ConversionFamily::functions;
}

} // namespace Plugboard::Feel
