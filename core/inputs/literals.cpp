#include "core/inputs/literals_p.h"

#include "core/form/blobtext.h"
#include "core/value/json.h"

#include <limits>

namespace Plugboard::Inputs {

using namespace Qt::StringLiterals;

namespace {

Error complaintAbout(const QString &message)
{
    return {Stage::Inputs, ErrorCode::Invalid, message, {}};
}

/// A secret that will be put in later may be a number too; until then it is text.
bool holdsPlaceholder(const QString &text)
{
    return text.contains("{{"_L1);
}

Result<Value> wholeNumber(const QString &text, qint64 least, qint64 most)
{
    const QByteArray digits = text.trimmed().toUtf8();
    const std::optional<Decimal> number = Decimal::fromText(digits);
    if (!number || !number->isInteger())
        return complaintAbout(u"must be a whole number"_s);
    if (*number < Decimal(least) || *number > Decimal(most))
        return complaintAbout(u"must be from %1 to %2"_s.arg(least).arg(most));
    return Value::number(*number);
}

Result<Value> integer(const QString &text)
{
    return wholeNumber(text, std::numeric_limits<qint32>::min(), std::numeric_limits<qint32>::max());
}

Result<Value> longInteger(const QString &text)
{
    return wholeNumber(text, std::numeric_limits<qint64>::min(), std::numeric_limits<qint64>::max());
}

Result<Value> number(const QString &text)
{
    const QByteArray digits = text.trimmed().toUtf8();
    if (digits == "NaN" || digits == "Infinity" || digits == "-Infinity")
        return Value::utf8(digits); // as the AWS protocols write them
    if (!Decimal::fromText(digits))
        return complaintAbout(u"must be a number"_s);
    return Value::numberFromText(digits);
}

Result<Value> boolean(const QString &text)
{
    const QString word = text.trimmed();
    if (word != "true"_L1 && word != "false"_L1)
        return complaintAbout(u"must be true or false"_s);
    return Value::boolean(word == "true"_L1);
}

Result<Value> plain(const QString &text)
{
    return Value::string(text);
}

/// Seconds since 1970, or a date and time in words that the protocol understands.
Result<Value> timestamp(const QString &text)
{
    const QByteArray written = text.trimmed().toUtf8();
    return Decimal::fromText(written) ? Value::numberFromText(written) : Value::utf8(written);
}

Result<Value> blob(const QString &text)
{
    const Form::BlobText written = Form::BlobText::parse(text);
    if (written.kind == Form::BlobText::Kind::Text)
        return Value::string(text);
    Result<QByteArray> bytes = Form::bytesOf(written);
    if (!bytes)
        return bytes.error();
    if (bytes->isValidUtf8())
        return Value::utf8(*bytes);
    return ContextBuilder().set("base64", Value::utf8(bytes->toBase64())).build();
}

Result<Value> json(const QString &text)
{
    Result<Value> value = Json::read(text.toUtf8());
    if (value)
        return value;
    return complaintAbout(u"is no JSON: %1 (%2)"_s.arg(value.error().message, value.error().where));
}

Result<Value> jsonList(const QString &text)
{
    Result<Value> value = json(text);
    if (value && !value->isList())
        return complaintAbout(u"must be a JSON list, such as [\"a\", \"b\"]"_s);
    return value;
}

Result<Value> jsonObject(const QString &text)
{
    Result<Value> value = json(text);
    if (value && !value->isContext())
        return complaintAbout(u"must be a JSON object, such as {\"name\": \"value\"}"_s);
    return value;
}

/// How the text of a member becomes its value, by the type in AWS's models.
struct Conversion
{
    QLatin1StringView type;
    Result<Value> (*convert)(const QString &text);
    bool isNested = false; ///< JSON: placeholders stand inside its texts
};

constexpr Conversion conversions[] = {
    {"string"_L1, plain},
    {"timestamp"_L1, timestamp},
    {"blob"_L1, blob},
    {"integer"_L1, integer},
    {"long"_L1, longInteger},
    {"float"_L1, number},
    {"double"_L1, number},
    {"boolean"_L1, boolean},
    {"list"_L1, jsonList, true},
    {"map"_L1, jsonObject, true},
    {"structure"_L1, jsonObject, true},
    {"document"_L1, json, true},
};

Result<Value> templateLiteral(const Form::Field &field, const QString &text)
{
    if (field.type == Form::FieldType::Number)
        return number(text);
    if (field.type == Form::FieldType::Boolean)
        return boolean(text);
    return plain(text);
}

} // namespace

Result<Value> awsLiteral(const QString &valueType, const QString &text)
{
    for (const Conversion &conversion : conversions) {
        if (valueType != conversion.type)
            continue;
        const bool isLater = !conversion.isNested && holdsPlaceholder(text);
        return isLater ? plain(text) : conversion.convert(text);
    }
    return plain(text);
}

Result<Value> literal(const Form::Field &field, const QString &text)
{
    if (!field.valueType.isEmpty())
        return awsLiteral(field.valueType, text);
    return holdsPlaceholder(text) ? plain(text) : templateLiteral(field, text);
}

} // namespace Plugboard::Inputs
