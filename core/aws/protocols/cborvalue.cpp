#include "core/aws/protocols/cborreader.h"

#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>
#include <optional>
#include <utility>

namespace Plugboard::Aws {

using namespace Qt::StringLiterals;

namespace {

constexpr int maxItems = 10'000'000; ///< 160 MB of values; a service's page has some thousands
constexpr qsizetype maxBigNumberBytes = 128; ///< 309 digits

// RFC 8949, section 3.4.
constexpr std::uint64_t positiveBigTag = 2;
constexpr std::uint64_t negativeBigTag = 3;
constexpr std::uint64_t decimalFractionTag = 4;

/// RFC 8949, appendix D.
double halfFloat(std::uint64_t bits)
{
    const int exponent = int(bits >> 10) & 0x1F;
    const int fraction = int(bits) & 0x3FF;
    const double size = exponent == 0 ? std::ldexp(fraction, -24)
        : exponent != 31              ? std::ldexp(fraction + 1024, exponent - 25)
        : fraction == 0               ? INFINITY
                                      : NAN;
    return (bits & 0x8000) != 0 ? -size : size;
}

/// The shortest digits that give the same number again; JSON's names for what is no number (Smithy, "AWS JSON 1.1 protocol").
template <typename Number>
Value floatValue(Number number)
{
    if (std::isnan(number))
        return Value::utf8("NaN");
    if (std::isinf(number))
        return Value::utf8(number < 0 ? "-Infinity" : "Infinity");
    char digits[64];
    const std::to_chars_result end = std::to_chars(std::begin(digits), std::end(digits), number);
    return Value::numberFromText(QByteArrayView(digits, end.ptr - digits));
}

Value floatOf(const CborToken &token)
{
    if (token.floatBytes == 2)
        return floatValue(halfFloat(token.argument));
    if (token.floatBytes == 4) {
        const auto bits = std::uint32_t(token.argument);
        float number = 0;
        std::memcpy(&number, &bits, sizeof(number));
        return floatValue(number);
    }
    double number = 0;
    std::memcpy(&number, &token.argument, sizeof(number));
    return floatValue(number);
}

/// Decimal digits of a big-endian integer, plus one if it counts down from -1.
QByteArray bigDigits(QByteArrayView bytes, bool plusOne)
{
    std::vector<int> digits {0}; // The last one first
    const auto multiplyAdd = [&digits](int factor, int carry) {
        for (int &digit : digits) {
            const int sum = digit * factor + carry;
            digit = sum % 10;
            carry = sum / 10;
        }
        for (; carry > 0; carry /= 10)
            digits.push_back(carry % 10);
    };
    for (const char byte : bytes)
        multiplyAdd(256, uchar(byte));
    if (plusOne)
        multiplyAdd(1, 1);
    QByteArray text;
    for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit)
        text += char('0' + *digit);
    return text;
}

Value negativeOf(std::uint64_t argument)
{
    if (argument <= std::uint64_t(std::numeric_limits<std::int64_t>::max()))
        return Value::number(-1 - std::int64_t(argument));
    char bytes[sizeof(argument)];
    for (std::size_t i = 0; i < sizeof(bytes); ++i)
        bytes[i] = char(argument >> (8 * (sizeof(bytes) - 1 - i)));
    return Value::numberFromText('-' + bigDigits(QByteArrayView(bytes, sizeof(bytes)), true));
}

/// What a tag makes of its item; the item if it makes nothing of it.
Value taggedValue(std::uint64_t tag, const Value &item)
{
    if ((tag == positiveBigTag || tag == negativeBigTag) && item.isString()) {
        const QByteArray bytes = QByteArray::fromBase64(item.utf8().toByteArray());
        if (bytes.size() > maxBigNumberBytes)
            return item;
        const QByteArray digits = bigDigits(bytes, tag == negativeBigTag);
        return Value::numberFromText(tag == negativeBigTag ? '-' + digits : digits);
    }
    if (tag == decimalFractionTag && item.size() == 2 && item.at(0).isNumber() && item.at(1).isNumber()) {
        const QByteArray text = item.at(1).numberText() + 'e' + item.at(0).numberText();
        const std::optional<Decimal> decimal = Decimal::fromText(text);
        const bool plain = decimal && qAbs(decimal->exponent()) <= Decimal::maxDigits
            && item.at(1).numberText().size() <= Decimal::maxDigits;
        const Value number = plain ? Value::number(*decimal) : Value::numberFromText(text);
        return number.isNull() ? item : number;
    }
    return item;
}

/// Builds a value from tokens, bottom up.
class CborBuilder final
{
public:
    /// False for the last one.
    bool take(const CborToken &token);
    Value root() const { return m_root; }

private:
    struct Frame
    {
        bool map = false;
        QByteArray key;
        bool keyKnown = false;
        Value::Items items;
        Value::Entries entries;
        std::vector<std::uint64_t> tags; ///< Of the container itself
    };

    void add(Value value);
    void place(Value value);

    std::vector<Frame> m_frames;
    std::vector<std::uint64_t> m_tags; ///< Waiting for their item, the outermost first
    Value m_root;
};

bool CborBuilder::take(const CborToken &token)
{
    using Kind = CborToken::Kind;
    switch (token.kind) {
    case Kind::Finished:
        return false;
    case Kind::Tag:
        m_tags.push_back(token.argument);
        break;
    case Kind::List:
    case Kind::Map:
        m_frames.push_back({token.kind == Kind::Map, {}, false, {}, {}, std::exchange(m_tags, {})});
        break;
    case Kind::End: {
        Frame frame = std::move(m_frames.back());
        m_frames.pop_back();
        m_tags = std::move(frame.tags);
        add(frame.map ? Value::context(std::move(frame.entries)) : Value::list(std::move(frame.items)));
        break;
    }
    case Kind::Text:
        if (!m_frames.empty() && m_frames.back().map && !m_frames.back().keyKnown) {
            m_frames.back().key = token.bytes;
            m_frames.back().keyKnown = true;
            break;
        }
        add(Value::utf8(token.bytes));
        break;
    case Kind::Bytes:
        add(Value::utf8(token.bytes.toBase64()));
        break;
    case Kind::Unsigned:
        add(Value::numberFromText(QByteArray::number(qulonglong(token.argument))));
        break;
    case Kind::Negative:
        add(negativeOf(token.argument));
        break;
    case Kind::Float:
        add(floatOf(token));
        break;
    case Kind::False:
    case Kind::True:
        add(Value::boolean(token.kind == Kind::True));
        break;
    case Kind::Null:
    case Kind::Undefined:
        add(Value());
        break;
    }
    return true;
}

void CborBuilder::add(Value value)
{
    for (; !m_tags.empty(); m_tags.pop_back())
        value = taggedValue(m_tags.back(), value);
    place(std::move(value));
}

void CborBuilder::place(Value value)
{
    if (m_frames.empty()) {
        m_root = std::move(value);
        return;
    }
    Frame &frame = m_frames.back();
    if (frame.map)
        frame.entries.emplace_back(std::move(frame.key), std::move(value));
    else
        frame.items.push_back(std::move(value));
    frame.keyKnown = false;
}

} // namespace

Result<Value> readCbor(QByteArrayView text)
{
    CborReader reader(text);
    CborBuilder builder;
    for (int count = 0; count < maxItems; ++count) {
        const Result<CborToken> token = reader.next();
        if (!token)
            return token.error();
        if (!builder.take(*token))
            return builder.root();
    }
    return Error {Stage::Response, ErrorCode::Limit, u"the answer has more than %1 items"_s.arg(maxItems), {}};
}

} // namespace Plugboard::Aws
