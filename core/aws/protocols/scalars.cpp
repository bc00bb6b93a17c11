#include "core/aws/protocols/scalars_p.h"

#include "core/value/decimal.h"
#include "core/value/json.h"

namespace Plugboard::Aws {

namespace {

bool isSpecialReal(QByteArrayView text)
{
    return text == "NaN" || text == "Infinity" || text == "-Infinity";
}

std::optional<Scalar> readInteger(const Value &value)
{
    const auto number
        = value.isNumber() ? std::optional(value.number()) : Decimal::fromText(value.utf8().toByteArray().trimmed());
    const std::optional<std::int64_t> integer = number ? number->toInt64() : std::nullopt;
    if (!integer)
        return {};
    return Scalar {.kind = Scalar::Kind::Integer, .bytes = QByteArray::number(qint64(*integer))};
}

std::optional<Scalar> readReal(const Value &value)
{
    if (value.isNumber())
        return Scalar {.kind = Scalar::Kind::Real, .bytes = value.numberText()};
    const QByteArray text = value.utf8().toByteArray().trimmed();
    if (isSpecialReal(text))
        return Scalar {.kind = Scalar::Kind::SpecialReal, .bytes = text};
    if (const std::optional<Decimal> number = Decimal::fromText(text))
        return Scalar {.kind = Scalar::Kind::Real, .bytes = number->toText()};
    return {};
}

std::optional<Scalar> readBoolean(const Value &value)
{
    const QByteArray text
        = value.isBoolean() ? QByteArray(value.boolean() ? "true" : "false") : value.utf8().toByteArray().trimmed();
    if (text != "true" && text != "false")
        return {};
    return Scalar {.kind = Scalar::Kind::Boolean, .bytes = text};
}

std::optional<Scalar> readText(const Value &value)
{
    if (value.isString())
        return Scalar {.bytes = value.utf8().toByteArray()};
    if (value.isNumber())
        return Scalar {.bytes = value.numberText()};
    if (value.isBoolean())
        return Scalar {.bytes = value.boolean() ? "true" : "false"};
    return {};
}

std::optional<Scalar> readBytes(const Value &value)
{
    if (value.isContext()) {
        const Value encoded = value["base64"];
        const auto decoded = QByteArray::fromBase64Encoding(encoded.utf8().toByteArray().simplified().replace(' ', ""),
                                                            QByteArray::AbortOnBase64DecodingErrors);
        if (value.size() != 1 || !encoded.isString() || !decoded)
            return {};
        return Scalar {.kind = Scalar::Kind::Bytes, .bytes = *decoded};
    }
    std::optional<Scalar> text = readText(value);
    if (text)
        text->kind = Scalar::Kind::Bytes;
    return text;
}

std::optional<Scalar> readMoment(const Member &use, const Value &value, TimestampFormat defaultFormat)
{
    const std::optional<qint64> milliseconds = millisecondsOf(value);
    if (!milliseconds)
        return {};
    const QString &name = use.timestampFormat.isEmpty() ? use.shape->timestampFormat : use.timestampFormat;
    const TimestampFormat format = timestampFormat(name, defaultFormat);
    return Scalar {.kind = Scalar::Kind::Moment,
                   .bytes = timestampText(*milliseconds, format),
                   .format = format,
                   .milliseconds = *milliseconds};
}

/// A text that is JSON is meant as that JSON; any other is a JSON string.
Scalar readJson(const Value &value)
{
    if (value.isString() && Json::read(value.utf8()))
        return Scalar {.bytes = value.utf8().toByteArray()};
    return Scalar {.bytes = Json::write(value)};
}

} // namespace

std::optional<Scalar> readScalar(const Member &use, const Value &value, TimestampFormat defaultFormat)
{
    switch (use.shape->type) {
    case ShapeType::Integer:
    case ShapeType::Long:
        return readInteger(value);
    case ShapeType::Float:
    case ShapeType::Double:
        return readReal(value);
    case ShapeType::Boolean:
        return readBoolean(value);
    case ShapeType::Blob:
        return readBytes(value);
    case ShapeType::Timestamp:
        return readMoment(use, value, defaultFormat);
    default:
        return use.jsonValue ? readJson(value) : readText(value);
    }
}

} // namespace Plugboard::Aws
