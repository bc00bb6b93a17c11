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
        m_parts.exponent
            = std::clamp(m_parts.exponent, -beyondAll, beyondAll) + (negative ? -value : value);
        return m_at != start;
    }

    const char *m_at;
    const char *m_end;
    DecimalParts m_parts;
};

QByteArray coefficientText(UInt128 coefficient)
{
    std::array<char, 40> buffer;
    char *at = buffer.data() + buffer.size();
    do {
        *--at = static_cast<char>('0' + static_cast<int>(coefficient % 10));
        coefficient /= 10;
    } while (coefficient != 0);
    return QByteArray(at, buffer.data() + buffer.size() - at);
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
    const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number,
                                            std::chars_format::scientific);
    const std::optional<Decimal> exact
        = fromText(QByteArrayView(buffer.data(), end - buffer.data()));
    // 1e+02 is 100 as everybody writes it
    if (exact && exact->m_exponent > 0 && exact->digits() + exact->m_exponent <= maxDigits)
        return fromParts(exact->m_negative,
                         exact->m_coefficient * powersOfTen[std::size_t(exact->m_exponent)], 0);
    return exact;
}

QByteArray Decimal::toText() const
{
    QByteArray text = coefficientText(m_coefficient);
    if (m_exponent > 0 && !isZero()) {
        text.append(m_exponent, '0');
    } else if (m_exponent < 0) {
        const qsizetype fraction = -m_exponent;
        if (text.size() <= fraction)
            text.prepend(fraction + 1 - text.size(), '0');
        text.insert(text.size() - fraction, '.');
    }
    return isNegative() ? text.prepend('-') : text;
}

double Decimal::toDouble() const
{
    QByteArray text = coefficientText(m_coefficient) + 'e' + QByteArray::number(m_exponent);
    double number = 0;
    const auto [end, error] = std::from_chars(text.cbegin(), text.cend(), number);
    if (error == std::errc::result_out_of_range)
        number = digits() + m_exponent > 0 ? std::numeric_limits<double>::infinity() : 0;
    return m_negative ? -number : number;
}

} // namespace Plugboard
