#include "core/feel/functions/builtin.h"

#include <algorithm>

namespace Plugboard::Feel {

using namespace Qt::StringLiterals;

namespace StringFamily {

using Presence = Parameter::Presence;

/// A number as an integer, its fraction cut off; too large ones end at the ends.
static qsizetype wholeNumber(const Value &number)
{
    const Decimal limit(std::int64_t(1) << 62);
    const Decimal clamped = std::clamp(number.number(), limit.negated(), limit);
    return qsizetype(clamped.rounded(0, Decimal::Rounding::Down)->toInt64().value_or(0));
}

/// Where the code point of that index (from 0) begins in bytes; at most the end.
static qsizetype byteOffset(const Value &string, qsizetype codePoint)
{
    const QByteArrayView text = string.utf8();
    if (string.stringLength() == text.size()) // ASCII
        return std::min(codePoint, text.size());
    qsizetype offset = 0;
    for (; offset < text.size(); ++offset) {
        const bool starts = (static_cast<unsigned char>(text[offset]) & 0xC0) != 0x80;
        if (starts && codePoint-- == 0)
            break;
    }
    return offset;
}

/// DMN 1.5, table 73: positions count code points from 1, negative ones from the end. The suite
/// wants null where position or length lie outside; Camunda's engine cuts off what is not there.
static Value substring(Call &call)
{
    const qsizetype size = call[0].stringLength();
    const qsizetype position = wholeNumber(call[1]);
    const bool strict = call.dialect() == Dialect::Dmn;
    if (position < -size || (strict && (position == 0 || position > size))) {
        return call.fail(Kind::OutOfRange,
                         u"position %1 is outside of a text of %2 characters"_s.arg(position).arg(size));
    }
    const qsizetype start = std::min(size, position > 0 ? position - 1 : size + position);
    qsizetype length = size - start;
    if (call.has(2)) {
        const qsizetype wanted = wholeNumber(call[2]);
        if (wanted < 0 || (strict && wanted == 0))
            return call.fail(Kind::OutOfRange, u"the length is %1; use 1 or more"_s.arg(wanted));
        length = std::min(length, wanted);
    }
    const qsizetype from = byteOffset(call[0], start);
    const qsizetype to = byteOffset(call[0], start + length);
    return Value::utf8(call[0].utf8().sliced(from, to - from));
}

static Value length(Call &call)
{
    return Value::number(std::int64_t(call[0].stringLength()));
}

static Value upperCase(Call &call)
{
    return call.string(call[0].string().toUpper().toUtf8());
}

static Value lowerCase(Call &call)
{
    return call.string(call[0].string().toLower().toUtf8());
}

static Value before(Call &call)
{
    const QByteArrayView text = call[0].utf8();
    return Value::utf8(text.first(std::max<qsizetype>(0, text.indexOf(call[1].utf8()))));
}

static Value after(Call &call)
{
    const QByteArrayView text = call[0].utf8();
    const QByteArrayView match = call[1].utf8();
    const qsizetype found = text.indexOf(match);
    return Value::utf8(found < 0 ? QByteArrayView() : text.sliced(found + match.size()));
}

static Value contains(Call &call)
{
    return Value::boolean(call[0].utf8().contains(call[1].utf8()));
}

static Value startsWith(Call &call)
{
    return Value::boolean(call[0].utf8().startsWith(call[1].utf8()));
}

static Value endsWith(Call &call)
{
    return Value::boolean(call[0].utf8().endsWith(call[1].utf8()));
}

/// Nulls in the list are left out; a null delimiter is none.
static Value join(Call &call)
{
    const Value &list = call[0];
    QByteArray joined = call[2].utf8().toByteArray();
    bool first = true;
    for (qsizetype i = 0; i < list.size(); ++i) {
        const Value item = list.at(i);
        if (item.isNull())
            continue;
        if (!item.isString()) {
            return call.fail(
                Kind::InvalidType,
                u"item %1 is a %2; join strings only, others through string()"_s.arg(i + 1).arg(item.typeName()));
        }
        if (!first)
            joined += call[1].utf8();
        joined += item.utf8();
        first = false;
        if (!call.proceed())
            return {};
        if (joined.size() > call.limits().stringBytes)
            break; // string() refuses it
    }
    joined += call[3].utf8();
    return call.string(joined);
}

/// As Java's trim: everything up to the space.
static Value trim(Call &call)
{
    QByteArrayView text = call[0].utf8();
    const auto isSpace = [](char c) { return static_cast<unsigned char>(c) <= ' '; };
    while (!text.isEmpty() && isSpace(text.front()))
        text = text.sliced(1);
    while (!text.isEmpty() && isSpace(text.back()))
        text.chop(1);
    return Value::utf8(text);
}

static Value isBlank(Call &call)
{
    const QString text = call[0].string();
    return Value::boolean(std::all_of(text.begin(), text.end(), [](QChar c) { return c.isSpace(); }));
}

static Value uuid(Call &call)
{
    return Value::string(call.environment().random.uuid());
}

static Value toBase64(Call &call)
{
    return call.string(call[0].utf8().toByteArray().toBase64());
}

static Value fromBase64(Call &call)
{
    const auto decoded
        = QByteArray::fromBase64Encoding(call[0].utf8().toByteArray(), QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return call.fail(u"%1 is not base64"_s.arg(quoted(call[0])));
    if (!decoded.decoded.isValidUtf8())
        return call.fail(u"the decoded bytes are no UTF-8 text"_s);
    return Value::utf8(decoded.decoded);
}

static constexpr Parameter stringParameter[] = {{"string", Take::String}};
static constexpr Parameter valueParameter[] = {{"value", Take::String}};
static constexpr Parameter matchParameters[] = {{"string", Take::String}, {"match", Take::String}};
static constexpr Parameter substringParameters[] = {
    {"string", Take::String},
    {"start position", Take::Number},
    {"length", Take::Number, Presence::Optional},
};
static constexpr Parameter joinParameters[] = {
    {"list", Take::List},
    {"delimiter", Take::String | Take::Null, Presence::Optional},
};
static constexpr Parameter joinAroundParameters[] = {
    {"list", Take::List},
    {"delimiter", Take::String | Take::Null},
    {"prefix", Take::String | Take::Null},
    {"suffix", Take::String | Take::Null},
};

static const Builtin functions[] = {
    {"substring", substringParameters, substring, "string", "Part of a text; positions count from 1, or from the end."},
    {"string length", stringParameter, length, "number", "How many characters a text has."},
    {"upper case", stringParameter, upperCase, "string", "The text in upper case."},
    {"lower case", stringParameter, lowerCase, "string", "The text in lower case."},
    {"substring before", matchParameters, before, "string", "The text before the first match; empty if there is none."},
    {"substring after", matchParameters, after, "string", "The text after the first match; empty if there is none."},
    {"contains", matchParameters, contains, "boolean", "Whether the text contains the match."},
    {"starts with", matchParameters, startsWith, "boolean", "Whether the text starts with the match."},
    {"ends with", matchParameters, endsWith, "boolean", "Whether the text ends with the match."},
    {"string join", joinParameters, join, "string", "The strings of a list in a row, with a delimiter between them."},
    {"string join", joinAroundParameters, join, "string",
     "The strings of a list in a row, with a delimiter between them, a prefix and a suffix.",
     Availability::CamundaOnly},
    {"trim", stringParameter, trim, "string", "The text without white space at its ends.", Availability::CamundaOnly},
    {"is blank", stringParameter, isBlank, "boolean", "Whether the text has nothing but white space.",
     Availability::CamundaOnly},
    {"uuid", {}, uuid, "string", "A random identifier, new at every call.", Availability::CamundaOnly, Purity::Impure},
    {"to base64", valueParameter, toBase64, "string", "The text's bytes in base64.", Availability::CamundaOnly},
    {"from base64", valueParameter, fromBase64, "string", "The text whose bytes in base64 these are.",
     Availability::CamundaOnly},
};

} // namespace StringFamily

std::span<const Builtin> stringFunctions()
{
    return StringFamily::functions;
}

} // namespace Plugboard::Feel
