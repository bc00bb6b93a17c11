#include "core/feel/functions/builtin.h"

#include "core/base/platform_stack.h"
#include "core/feel/arithmetic.h"
#include "core/feel/comparison.h"
#include "core/feel/text.h"
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

static Value textOfValue(Call &call, const Value &value)
{
    const WrittenText written = literalOf(value, call.dialect(), call.limits().stringBytes);
    return written.isTooDeep ? call.abort(Kind::Limit, u"the value is nested too deep"_s) : call.string(written.text);
}

static Value string(Call &call)
{
    return call[0].isString() ? call[0] : textOfValue(call, call[0]);
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
    if (value.time.zone.kind == Zone::Kind::Local)
        return Value::dateTime({value.date, {value.time.nanosOfDay, *zone}});
    const std::optional<DateTime> result = momentIn(momentOf(value, rules), *zone, rules);
    if (!result)
        return call.fail(Kind::OutOfRange, u"there is no such moment in that zone"_s);
    return Value::dateTime(*result);
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

/// A number without fraction from 0 to 59; nullopt for all else.
static std::optional<int> clockNumber(const Decimal &number)
{
    const std::optional<std::int64_t> whole = number.toInt64();
    return whole && *whole >= 0 && *whole < 60 ? std::optional(int(*whole)) : std::nullopt;
}

/// What is behind the point of a second, in nanoseconds; nullopt if there is more than those.
static std::optional<int> nanosBehind(const Decimal &second, const Decimal &whole)
{
    const std::optional<Decimal> fraction = second.subtract(whole);
    const std::optional<Decimal> nanos = fraction ? fraction->multiply(Decimal(1'000'000'000)) : std::nullopt;
    const std::optional<std::int64_t> number = nanos ? nanos->toInt64() : std::nullopt;
    return number ? std::optional(int(*number)) : std::nullopt;
}

static Value timeOfParts(Call &call)
{
    const std::optional<int> hour = clockNumber(call[0].number());
    const std::optional<int> minute = clockNumber(call[1].number());
    const Decimal whole = call[2].number().rounded(0, Decimal::Rounding::Floor).value_or(Decimal(60));
    const std::optional<int> second = clockNumber(whole);
    const std::optional<int> nanos = second ? nanosBehind(call[2].number(), whole) : std::nullopt;
    if (!hour || !minute || !nanos)
        return call.fail(
            u"there is no such time; hours go to 23, minutes and seconds to 59 with nine decimal places"_s);
    Zone zone;
    if (!call[3].isNull())
        zone = {Zone::Kind::Offset, std::int32_t(call[3].daysTime().seconds), {}};
    const std::optional<Time> value = Time::fromParts(*hour, *minute, second.value_or(0), *nanos, zone);
    return value ? Value::time(*value) : call.fail(u"there is no such time; hours go to 23, offsets to 18 hours"_s);
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
static Value jsonForm(Call &call, const Value &value, qsizetype &bytes)
{
    bytes += 1 + (value.isString() ? value.utf8().size() : 0);
    if (bytes > call.limits().stringBytes)
        return call.abort(Kind::Limit, u"a text of more than %1 MiB"_s.arg(call.limits().stringBytes / (1024 * 1024)));
    constexpr size_t readerStack = 32 * 1024;
    if (stackLeft() < readerStack)
        return call.abort(Kind::Limit, u"the value is nested too deep"_s);
    if (value.type() == Value::Type::Range)
        return textOfValue(call, value);
    if (value.type() == Value::Type::DateTime && value.dateTime().time.zone.kind == Zone::Kind::Named) {
        DateTime moment = value.dateTime();
        const QByteArray id = moment.time.zone.id;
        moment.time.zone = {Zone::Kind::Offset, moment.offsetSeconds(call.environment().zones).value_or(0), {}};
        return Value::utf8(moment.toText() + '[' + id + ']');
    }
    if (value.isList()) {
        Value::Items items;
        for (qsizetype i = 0; i < value.size() && call.proceed(); ++i)
            items.push_back(jsonForm(call, value.at(i), bytes));
        return Value::list(std::move(items));
    }
    if (!value.isContext())
        return value;
    ContextBuilder context;
    for (qsizetype i = 0; i < value.size() && call.proceed(); ++i)
        context.set(value.keyAt(i).toByteArray(), jsonForm(call, value.valueAt(i), bytes));
    return context.build();
}

static Value toJson(Call &call)
{
    qsizetype bytes = 0;
    const Value form = jsonForm(call, call[0], bytes);
    return call.proceed() ? call.string(Json::write(form)) : Value();
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
