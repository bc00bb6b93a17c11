#include "core/value/decimal.h"

#include "core/value/decimal_p.h"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace Plugboard {

namespace {

/// Reads number text from left to right; of more digits than fit it keeps the first 37 and that
/// others followed.
class DecimalTextReader final
{
public:
    explicit DecimalTextReader(QByteArrayView text)
        : m_at(text.begin())
        , m_end(text.end())
    {
    }

    std::optional<Decimal> read()
    {
        if (m_at != m_end && *m_at == '-') {
            m_parts.negative = true;
            ++m_at;
        }
        const bool integer = digits(false);
        if (m_at != m_end && *m_at == '.') {
            ++m_at;
            if (!digits(true))
                return std::nullopt;
        } else if (!integer) {
            return std::nullopt;
        }
        if (!exponent() || m_at != m_end)
            return std::nullopt;
        return m_parts.rounded();
    }

private:
    static bool isDigit(char c) { return c >= '0' && c <= '9'; }

    bool digits(bool fraction)
    {
        const char *start = m_at;
        for (; m_at != m_end && isDigit(*m_at); ++m_at) {
            const auto digit = static_cast<unsigned>(*m_at - '0');
            if (m_parts.coefficient < powersOfTen[37]) {
                m_parts.coefficient = m_parts.coefficient * 10 + digit;
                m_parts.exponent -= fraction ? 1 : 0;
            } else {
                m_parts.sticky |= digit != 0;
                m_parts.exponent += fraction ? 0 : 1;
            }
        }
        return m_at != start;
    }

    bool exponent()
    {
        if (m_at == m_end || (*m_at != 'e' && *m_at != 'E'))
            return true;
        ++m_at;
        bool negative = false;
        if (m_at != m_end && (*m_at == '+' || *m_at == '-'))
            negative = *m_at++ == '-';
        const char *start = m_at;
        int value = 0;
        constexpr int beyondAll = 100'000'000;
        for (; m_at != m_end && isDigit(*m_at); ++m_at)
            value = std::min(beyondAll, value * 10 + (*m_at - '0'));
        m_parts.exponent = std::clamp(m_parts.exponent, -beyondAll, beyondAll) + (negative ? -value : value);
        return m_at != start;
    }

    const char *m_at;
    const char *m_end;
    DecimalParts m_parts;
};

/// The digits of a coefficient at the end of a buffer; returns where they begin.
char *writeDigits(UInt128 coefficient, char *end)
{
    while (coefficient >> 64 != 0) {
        *--end = static_cast<char>('0' + static_cast<int>(coefficient % 10));
        coefficient /= 10;
    }
    auto rest = static_cast<std::uint64_t>(coefficient); // divides ten times as fast
    do {
        *--end = static_cast<char>('0' + static_cast<int>(rest % 10));
        rest /= 10;
    } while (rest != 0);
    return end;
}

} // namespace

std::optional<Decimal> Decimal::fromText(QByteArrayView text)
{
    return DecimalTextReader(text).read();
}

std::optional<Decimal> Decimal::fromDouble(double number)
{
    if (!std::isfinite(number))
        return std::nullopt;
    std::array<char, 32> buffer;
    const auto [end, error]
        = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, std::chars_format::scientific);
    const std::optional<Decimal> exact = fromText(QByteArrayView(buffer.data(), end - buffer.data()));
    // 1e+02 is 100 as everybody writes it
    if (exact && exact->m_exponent > 0 && exact->digits() + exact->m_exponent <= maxDigits)
        return fromParts(exact->m_negative, exact->m_coefficient * powersOfTen[std::size_t(exact->m_exponent)], 0);
    return exact;
}

QByteArray Decimal::toText() const
{
    std::array<char, 40> buffer;
    char *end = buffer.data() + buffer.size();
    const char *first = writeDigits(m_coefficient, end);
    const qsizetype count = end - first;
    const qsizetype fraction = std::max<qsizetype>(0, -m_exponent);
    const qsizetype whole = std::max<qsizetype>(0, count - fraction);
    QByteArray text;
    text.reserve(count + std::abs(m_exponent) + 3);
    if (isNegative())
        text.append('-');
    if (whole == 0)
        text.append('0');
    text.append(first, whole);
    if (m_exponent > 0 && !isZero())
        text.append(m_exponent, '0');
    if (fraction > 0) {
        text.append('.');
        text.append(std::max<qsizetype>(0, fraction - count), '0');
        text.append(first + whole, count - whole);
    }
    return text;
}

double Decimal::toDouble() const
{
    std::array<char, 48> buffer;
    char *end = buffer.data() + 40;
    const char *first = writeDigits(m_coefficient, end);
    *end = 'e';
    end = std::to_chars(end + 1, buffer.data() + buffer.size(), m_exponent).ptr;
    double number = 0;
    const std::errc error = std::from_chars(first, end, number).ec;
    if (error == std::errc::result_out_of_range)
        number = digits() + m_exponent > 0 ? std::numeric_limits<double>::infinity() : 0;
    return m_negative ? -number : number;
}

} // namespace Plugboard
