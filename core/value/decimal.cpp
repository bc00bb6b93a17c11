#include "core/value/decimal.h"

#include "core/value/decimal_p.h"

namespace Plugboard {

namespace {

constexpr UInt128 coefficientLimit = powersOfTen[Decimal::maxDigits];
constexpr std::uint64_t fastLimit = std::uint64_t(1) << 63;

constexpr UInt128 powerOfTen(int exponent)
{
    return powersOfTen[static_cast<std::size_t>(exponent)];
}

/// Whether a magnitude with this lowest kept digit grows by one when `rest` is cut off.
///
/// `half` is the comparison of what is cut off with one half.
bool roundsUp(Decimal::Rounding rounding, bool negative, bool odd, bool rest, int half)
{
    using Rounding = Decimal::Rounding;
    switch (rounding) {
    case Rounding::Up:
        return rest;
    case Rounding::Down:
        return false;
    case Rounding::Ceiling:
        return rest && !negative;
    case Rounding::Floor:
        return rest && negative;
    case Rounding::HalfUp:
        return half >= 0;
    case Rounding::HalfDown:
        return half > 0;
    case Rounding::HalfEven:
        return half > 0 || (half == 0 && odd);
    }
    return false;
}

/// coefficient / 10^digits, rounded; `sticky` says that a fraction below the coefficient was cut
/// off before.
UInt128 cutDigits(UInt128 coefficient, int digits, bool sticky, Decimal::Rounding rounding, bool negative)
{
    if (digits >= static_cast<int>(powersOfTen.size())) {
        const bool rest = sticky || coefficient != 0;
        return roundsUp(rounding, negative, false, rest, -1) ? 1 : 0;
    }
    const UInt128 divisor = powerOfTen(digits);
    const UInt128 quotient = coefficient / divisor;
    const UInt128 remainder = coefficient % divisor;
    const bool rest = remainder != 0 || sticky;
    int half = -1;
    if (digits > 0) {
        const UInt128 middle = divisor / 2;
        half = remainder < middle ? -1 : remainder > middle || sticky ? 1 : 0;
    }
    return quotient + (roundsUp(rounding, negative, (quotient & 1) != 0, rest, half) ? 1 : 0);
}

/// Makes an exponent beyond the largest one smaller by zeros, where there is room for them (IEEE
/// 754 "clamped").
bool foldDown(UInt128 &coefficient, int &exponent)
{
    const int excess = exponent - Decimal::maxExponent;
    if (excess <= 0)
        return true;
    if (coefficient != 0) {
        if (excess + digitsOf(coefficient) > Decimal::maxDigits)
            return false;
        coefficient *= powerOfTen(excess);
    }
    exponent = Decimal::maxExponent;
    return true;
}

} // namespace

std::optional<Decimal> Decimal::fromParts(bool negative, UInt128 coefficient, int exponent)
{
    return DecimalParts {negative, coefficient, exponent, false}.rounded();
}

std::optional<Decimal> DecimalParts::rounded() const
{
    UInt128 kept = coefficient;
    int scale = exponent;
    int cut = kept < coefficientLimit ? 0 : digitsOf(kept) - Decimal::maxDigits;
    if (scale + cut < Decimal::minExponent)
        cut = Decimal::minExponent - scale;
    if (cut > 0 || sticky) {
        kept = cutDigits(kept, cut, sticky, Decimal::Rounding::HalfEven, negative);
        scale += cut;
        if (kept == coefficientLimit) { // 999…9 rounded up
            kept /= 10;
            ++scale;
        }
    }
    if (!foldDown(kept, scale))
        return std::nullopt;
    Decimal result;
    result.m_coefficient = kept;
    result.m_exponent = static_cast<std::int16_t>(scale);
    result.m_negative = negative;
    return result;
}

std::optional<Decimal> DecimalParts::fromWide(bool negative, WideInteger<4> coefficient, int exponent, bool sticky)
{
    while (!coefficient.fits128() || coefficient.low128() >= powersOfTen.back()) {
        const int excess = coefficient.fits128() ? 1 : (coefficient.bitLength() - 126) * 1233 / 4096;
        const int step = std::clamp(excess, 1, 19);
        sticky |= coefficient.divideBy(static_cast<std::uint64_t>(powerOfTen(step))) != 0;
        exponent += step;
    }
    return DecimalParts {negative, coefficient.low128(), exponent, sticky}.rounded();
}

bool Decimal::isInteger() const
{
    if (m_exponent >= 0 || m_coefficient == 0)
        return true;
    return -m_exponent < maxDigits && m_coefficient % powerOfTen(-m_exponent) == 0;
}

int Decimal::digits() const
{
    return digitsOf(m_coefficient);
}

std::optional<std::int64_t> Decimal::toInt64() const
{
    if (!isInteger())
        return std::nullopt;
    UInt128 magnitude = m_coefficient;
    if (m_exponent < 0) {
        magnitude = magnitude == 0 ? 0 : magnitude / powerOfTen(-m_exponent);
    } else if (magnitude != 0) {
        if (digits() + m_exponent > 20)
            return std::nullopt;
        magnitude *= powerOfTen(m_exponent);
    }
    if (magnitude > (m_negative ? fastLimit : fastLimit - 1))
        return std::nullopt;
    return static_cast<std::int64_t>(m_negative ? -magnitude : magnitude);
}

Decimal Decimal::normalized() const
{
    Decimal result = *this;
    if (m_coefficient == 0) {
        result.m_exponent = 0;
        return result;
    }
    const int zeros = stripZeros(result.m_coefficient, std::max<int>(0, -m_exponent));
    result.m_exponent = static_cast<std::int16_t>(m_exponent + zeros);
    return result;
}

Decimal Decimal::negated() const
{
    Decimal result = *this;
    result.m_negative = !m_negative;
    return result;
}

Decimal Decimal::abs() const
{
    Decimal result = *this;
    result.m_negative = false;
    return result;
}

// IEEE 754-2008, 5.4.1: the exponent of a sum is the smaller one, as far as 34 digits reach.
std::optional<Decimal> Decimal::add(const Decimal &other) const
{
    const bool small = m_coefficient < fastLimit && other.m_coefficient < fastLimit;
    if (small && m_exponent == other.m_exponent) {
        const auto a = static_cast<std::int64_t>(m_coefficient);
        const auto b = static_cast<std::int64_t>(other.m_coefficient);
        std::int64_t sum = 0;
        if (!__builtin_add_overflow(m_negative ? -a : a, other.m_negative ? -b : b, &sum)) {
            Decimal result(sum);
            result.m_exponent = m_exponent;
            result.m_negative = sum < 0 || (sum == 0 && m_negative && other.m_negative);
            return result;
        }
    }
    const bool firstIsLarger = m_exponent >= other.m_exponent;
    const Decimal &larger = firstIsLarger ? *this : other;
    const Decimal &smaller = firstIsLarger ? other : *this;
    const int distance = larger.m_exponent - smaller.m_exponent;
    if (small && distance <= 18) {
        std::uint64_t scaled = 0;
        if (!__builtin_mul_overflow(static_cast<std::uint64_t>(larger.m_coefficient),
                                    static_cast<std::uint64_t>(powerOfTen(distance)), &scaled)) {
            const auto a = larger.m_negative ? -static_cast<Int128>(scaled) : static_cast<Int128>(scaled);
            const auto b = smaller.m_negative ? -static_cast<Int128>(smaller.m_coefficient)
                                              : static_cast<Int128>(smaller.m_coefficient);
            const Int128 sum = a + b;
            Decimal result;
            result.m_coefficient = static_cast<UInt128>(sum < 0 ? -sum : sum);
            result.m_exponent = smaller.m_exponent;
            result.m_negative = sum < 0 || (sum == 0 && m_negative && other.m_negative);
            return result;
        }
    }
    return DecimalParts::sum(larger, smaller);
}

std::optional<Decimal> DecimalParts::sum(const Decimal &larger, const Decimal &smaller)
{
    // 34 digits of the larger one's place and 6 to round with are enough; what lies below is only
    // told apart from zero.
    constexpr int reach = Decimal::maxDigits + 6;
    const bool bothNegative = larger.signBit() && smaller.signBit();
    if (larger.isZero())
        return fromParts(smaller.isZero() ? bothNegative : smaller.signBit(), smaller.coefficient(),
                         smaller.exponent());
    int exponent = smaller.exponent();
    if (smaller.isZero()) {
        const int room = std::min(larger.exponent() - exponent, Decimal::maxDigits - larger.digits());
        return fromParts(larger.signBit(), larger.coefficient() * powerOfTen(room), larger.exponent() - room);
    }
    WideInteger<4> low(smaller.coefficient());
    bool sticky = false;
    if (larger.exponent() - exponent > reach) {
        const int cut = larger.exponent() - reach - exponent;
        const UInt128 divisor = cut < 39 ? powerOfTen(cut) : 0;
        const UInt128 kept = divisor == 0 ? 0 : smaller.coefficient() / divisor;
        sticky = divisor == 0 ? !smaller.isZero() : smaller.coefficient() % divisor != 0;
        low = WideInteger<4>(kept);
        exponent = larger.exponent() - reach;
    }
    const int distance = larger.exponent() - exponent;
    WideInteger<4> high = withZeros(larger.coefficient(), distance);
    if (larger.signBit() == smaller.signBit()) {
        high += low;
        return fromWide(larger.signBit(), high, exponent, sticky);
    }
    if (sticky) // high - (low + fraction) = (high - low - 1) + (1 - fraction)
        low += WideInteger<4>(1);
    const bool crosses = high < low;
    if (crosses)
        std::swap(high, low);
    high -= low;
    const bool negative = crosses ? smaller.signBit() : larger.signBit();
    return fromWide(negative && !high.isZero(), high, exponent, sticky);
}

std::optional<Decimal> Decimal::subtract(const Decimal &other) const
{
    return add(other.negated());
}

std::optional<Decimal> Decimal::multiply(const Decimal &other) const
{
    const bool negative = m_negative != other.m_negative;
    const int exponent = m_exponent + other.m_exponent;
    if ((m_coefficient | other.m_coefficient) >> 64 == 0) {
        const UInt128 product = m_coefficient * other.m_coefficient;
        if (product < coefficientLimit && exponent >= minExponent && exponent <= maxExponent) {
            Decimal result;
            result.m_coefficient = product;
            result.m_exponent = static_cast<std::int16_t>(exponent);
            result.m_negative = negative;
            return result;
        }
    }
    return DecimalParts::fromWide(negative, multiply128(m_coefficient, other.m_coefficient), exponent, false);
}

// IEEE 754-2008, 5.4.1: an exact quotient has the exponent nearest to the difference of the two.
std::optional<Decimal> Decimal::divide(const Decimal &other) const
{
    if (other.isZero())
        return std::nullopt;
    const bool negative = m_negative != other.m_negative;
    const int ideal = m_exponent - other.m_exponent;
    if (isZero())
        return fromParts(negative, 0, std::clamp(ideal, minExponent, maxExponent));
    const int shift = std::max(0, maxDigits + 2 + other.digits() - digits());
    WideInteger<4> quotient = withZeros(m_coefficient, shift);
    const bool sticky = quotient.divideBy(other.m_coefficient) != 0;
    int exponent = ideal - shift;
    if (sticky)
        return DecimalParts::fromWide(negative, quotient, exponent, true);
    UInt128 exact = quotient.low128(); // 34 + 2 + 1 digits at most
    exponent += stripZeros(exact, ideal - exponent);
    return fromParts(negative, exact, exponent);
}

std::optional<Decimal> Decimal::modulo(const Decimal &other) const
{
    if (other.isZero())
        return std::nullopt;
    // The remainder of the magnitudes, exactly, whatever the exponents.
    int exponent = std::min(m_exponent, other.m_exponent);
    UInt128 rest = m_coefficient;
    if (m_exponent >= other.m_exponent) {
        rest %= other.m_coefficient;
        for (int left = m_exponent - other.m_exponent; left > 0 && rest != 0;) {
            const int step = std::min(left, 38);
            WideInteger<4> scaled = multiply128(rest, powerOfTen(step));
            rest = scaled.divideBy(other.m_coefficient);
            left -= step;
        }
    } else {
        const int distance = other.m_exponent - m_exponent;
        if (distance < maxDigits && other.digits() + distance <= maxDigits)
            rest %= other.m_coefficient * powerOfTen(distance);
    }
    if (rest == 0)
        return fromParts(false, 0, exponent);
    const std::optional<Decimal> signedRest = fromParts(m_negative, rest, exponent);
    if (!signedRest || m_negative == other.m_negative)
        return signedRest;
    return signedRest->add(other);
}

std::optional<Decimal> Decimal::rounded(int scale, Rounding rounding) const
{
    if (scale >= -m_exponent)
        return *this;
    if (isZero())
        return fromParts(m_negative, 0, std::min(-scale, maxExponent));
    const int cut = -scale - m_exponent;
    return fromParts(m_negative, cutDigits(m_coefficient, cut, false, rounding, m_negative), -scale);
}

std::strong_ordering Decimal::compare(const Decimal &other) const
{
    if (m_exponent == other.m_exponent && m_negative == other.m_negative)
        return m_negative ? other.m_coefficient <=> m_coefficient : m_coefficient <=> other.m_coefficient;
    const int sign = isZero() ? 0 : m_negative ? -1 : 1;
    const int otherSign = other.isZero() ? 0 : other.m_negative ? -1 : 1;
    if (sign != otherSign || sign == 0)
        return sign <=> otherSign;
    std::strong_ordering magnitudes = digits() + m_exponent <=> other.digits() + other.m_exponent;
    if (magnitudes == 0) {
        // The coefficients differ in length by as much as the exponents differ.
        const int distance = m_exponent - other.m_exponent;
        const UInt128 a = distance > 0 ? m_coefficient * powerOfTen(distance) : m_coefficient;
        const UInt128 b = distance < 0 ? other.m_coefficient * powerOfTen(-distance) : other.m_coefficient;
        magnitudes = a <=> b;
    }
    return m_negative ? 0 <=> magnitudes : magnitudes;
}

} // namespace Plugboard
