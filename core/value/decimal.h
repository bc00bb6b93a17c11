#pragma once

#include "core/base/int128.h"

#include <QByteArray>
#include <QByteArrayView>

#include <compare>
#include <cstdint>
#include <optional>

namespace Plugboard {

/// A decimal number as IEEE 754-2008 decimal128 has them: 34 digits, exponent -6176 … 6111, half even.
///
/// Value = (-1)^sign · coefficient · 10^exponent. The exponent is kept, so 1.10 stays 1.10; comparison is by value. There
/// is no NaN and no infinity: an operation that has no finite result returns nullopt. Numbers whose coefficient fits 63 bits
/// take the fast way.
class Decimal final
{
public:
    enum class Rounding { Up, Down, Ceiling, Floor, HalfUp, HalfDown, HalfEven };

    static constexpr int maxDigits = 34;
    static constexpr int minExponent = -6176;
    static constexpr int maxExponent = 6111;

    constexpr Decimal() = default;
    constexpr Decimal(std::int64_t integer)
        : m_coefficient(integer < 0 ? -static_cast<UInt128>(integer) : static_cast<UInt128>(integer))
        , m_negative(integer < 0)
    {
    }
    /// Rounds half even to 34 digits; nullopt if the result is out of range.
    static std::optional<Decimal> fromParts(bool negative, UInt128 coefficient, int exponent);
    /// The same where every argument is in range, as of a value kept small.
    static constexpr Decimal fromSmall(bool negative, std::uint64_t coefficient, std::int8_t exponent)
    {
        Decimal result;
        result.m_coefficient = coefficient;
        result.m_exponent = exponent;
        result.m_negative = negative;
        return result;
    }
    /// FEEL and JSON number text, also "1e3", ".5", "-0"; nullopt if it is no number. Rounds beyond 34 digits.
    static std::optional<Decimal> fromText(QByteArrayView text);
    /// The shortest decimal that reads back as the same double; nullopt for NaN and infinities.
    static std::optional<Decimal> fromDouble(double number);

    bool isZero() const { return m_coefficient == 0; }
    bool isNegative() const { return m_negative && m_coefficient != 0; }
    bool isInteger() const;
    UInt128 coefficient() const { return m_coefficient; }
    int exponent() const { return m_exponent; }
    bool signBit() const { return m_negative; }
    int digits() const;

    /// Plain, never with an exponent, as FEEL prints: "0.000001", "1.10", "-0" as "0".
    QByteArray toText() const;
    double toDouble() const;
    /// nullopt unless it is an integer that fits.
    std::optional<std::int64_t> toInt64() const;
    /// Without trailing zeros after the decimal point.
    Decimal normalized() const;

    Decimal negated() const;
    Decimal abs() const;
    std::optional<Decimal> add(const Decimal &other) const;
    std::optional<Decimal> subtract(const Decimal &other) const;
    std::optional<Decimal> multiply(const Decimal &other) const;
    std::optional<Decimal> divide(const Decimal &other) const;
    /// Sign of the divisor, as FEEL's modulo.
    std::optional<Decimal> modulo(const Decimal &other) const;
    std::optional<Decimal> power(const Decimal &exponent) const;
    std::optional<Decimal> squareRoot() const;
    std::optional<Decimal> exponential() const;
    std::optional<Decimal> naturalLogarithm() const;
    /// `scale` digits after the decimal point (negative: before it).
    std::optional<Decimal> rounded(int scale, Rounding rounding) const;

    std::strong_ordering compare(const Decimal &other) const;
    friend bool operator==(const Decimal &a, const Decimal &b) { return a.compare(b) == 0; }
    friend std::strong_ordering operator<=>(const Decimal &a, const Decimal &b) { return a.compare(b); }

private:
    friend struct DecimalParts;

    UInt128 m_coefficient = 0;
    std::int16_t m_exponent = 0;
    bool m_negative = false;
};

} // namespace Plugboard
