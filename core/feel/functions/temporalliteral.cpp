#include "core/feel/functions/temporalliteral.h"

namespace Plugboard::Feel {

TemporalDialect temporalDialect(Dialect dialect)
{
    return dialect == Dialect::Dmn ? TemporalDialect::Standard : TemporalDialect::Camunda;
}

std::optional<Value> readDuration(QByteArrayView text)
{
    if (const auto months = YearsMonths::fromText(text))
        return Value::yearsMonths(*months);
    if (const auto days = DaysTime::fromText(text))
        return Value::daysTime(*days);
    return std::nullopt;
}

std::optional<Value> readTemporal(QByteArrayView text, const ZoneRules &zones, Dialect dialect)
{
    if (const auto date = Date::fromText(text))
        return Value::date(*date);
    if (text.contains('T') && !text.startsWith('P') && !text.startsWith("-P")) {
        if (const auto dateTime = DateTime::fromText(text, zones, temporalDialect(dialect)))
            return Value::dateTime(*dateTime);
    }
    if (const auto time = Time::fromText(text, zones, temporalDialect(dialect)))
        return Value::time(*time);
    return readDuration(text);
}

} // namespace Plugboard::Feel
