#include "core/value/decimal.h"

#include "core/value/decimal_p.h"

#include <cmath>
#include <utility>

namespace Plugboard {

namespace {

/// A magnitude with 384 bits (115 digits) behind the binary point and 128 before it: 80 guard
/// digits for a result of 34, and still 48 where a logarithm near 1 begins with 33 zeros.
struct FixedPoint
{
    static constexpr int limbs = 8;
    static constexpr int fractionLimbs = 6;
    static constexpr int fractionBits = fractionLimbs * 64;

    WideInteger<limbs> bits;

    FixedPoint() = default;
    explicit FixedPoint(UInt128 whole)
        : bits(whole)
    {
        bits.shiftLeft(fractionBits);
    }
    /// numerator / denominator
    FixedPoint(UInt128 numerator, UInt128 denominator)
        : FixedPoint(numerator)
    {
        bits.divideBy(denominator);
    }

    FixedPoint times(const FixedPoint &other) const
    {
        const WideInteger<2 *limbs> product = bits * other.bits;
        FixedPoint result;
        for (std::size_t i = 0; i < result.bits.limbs.size(); ++i)
            result.bits.limbs[i] = product.limbs[i + fractionLimbs];
        return result;
    }
};

struct SignedFixedPoint
{
    FixedPoint magnitude;
    bool negative = false;

    SignedFixedPoint plus(const SignedFixedPoint &other) const
    {
        SignedFixedPoint result = *this;
        if (negative == other.negative) {
            result.magnitude.bits += other.magnitude.bits;
        } else if (magnitude.bits >= other.magnitude.bits) {
            result.magnitude.bits -= other.magnitude.bits;
        } else {
            result = other;
            result.magnitude.bits -= magnitude.bits;
        }
        return result;
    }
};

/// 2 · artanh(z) = 2 · (z + z³/3 + z⁵/5 + …)
FixedPoint twiceArtanh(const FixedPoint &z)
{
    const FixedPoint square = z.times(z);
    FixedPoint power = z;
    FixedPoint sum = z;
    for (std::uint64_t n = 3; !power.bits.isZero(); n += 2) {
        power = power.times(square);
        FixedPoint term = power;
        term.bits.divideBy(n);
        sum.bits += term.bits;
    }
    sum.bits += sum.bits;
    return sum;
}

const FixedPoint &naturalLogarithmOfTen()
{
    static const FixedPoint value = [] { // ln 10 = 3 ln 2 + ln 1.25
        FixedPoint sum = twiceArtanh(FixedPoint(1, 3));
        sum.bits *= 3;
        sum.bits += twiceArtanh(FixedPoint(1, 9)).bits;
        return sum;
    }();
    return value;
}

/// coefficient · 10^exponent; the caller knows that it is below 2^128. What is too small becomes 0.
FixedPoint fixedPoint(UInt128 coefficient, int exponent)
{
    if (exponent >= 0)
        return FixedPoint(coefficient * powersOfTen[static_cast<std::size_t>(exponent)]);
    FixedPoint result(coefficient);
    for (int left = -exponent; left > 0 && !result.bits.isZero(); left -= 19) {
        const auto step = static_cast<std::size_t>(std::min(left, 19));
        result.bits.divideBy(static_cast<std::uint64_t>(powersOfTen[step]));
    }
    return result;
}

/// The 34 digits of value · 10^exponent, of a value that has no end.
std::optional<Decimal> roundedFixedPoint(bool negative, const FixedPoint &value, int exponent)
{
    constexpr int wanted = 190; // bits, 57 digits, before the point
    int digitsMoved = 0;
    WideInteger<16> scaled;
    for (std::size_t i = 0; i < value.bits.limbs.size(); ++i)
        scaled.limbs[i] = value.bits.limbs[i];
    while (!scaled.isZero() && scaled.bitLength() < FixedPoint::fractionBits + wanted) {
        scaled *= 10;
        ++digitsMoved;
    }
    WideInteger<4> whole;
    for (std::size_t i = 0; i < whole.limbs.size(); ++i)
        whole.limbs[i] = scaled.limbs[i + FixedPoint::fractionLimbs];
    return DecimalParts::fromWide(negative, whole, exponent - digitsMoved, true);
}

/// Without the zeros that follow where a result is exact.
std::optional<Decimal> withoutTrailingZeros(const std::optional<Decimal> &number)
{
    if (!number || number->isZero())
        return number;
    UInt128 coefficient = number->coefficient();
    int exponent = number->exponent();
    exponent += stripZeros(coefficient, std::max(0, -exponent));
    return Decimal::fromParts(number->signBit(), coefficient, exponent);
}

/// e^x, of |x| below 20,000: x = k · ln 10 + r with 0 ≤ r < ln 10, and e^x = 10^k · e^r.
std::optional<Decimal> exponentialOf(SignedFixedPoint x)
{
    const FixedPoint &lnTen = naturalLogarithmOfTen();
    const std::uint64_t whole = x.magnitude.bits.limbs[FixedPoint::fractionLimbs];
    auto k = static_cast<std::uint64_t>(static_cast<double>(whole) / 2.302585);
    FixedPoint multiple = lnTen;
    multiple.bits *= k;
    SignedFixedPoint rest = x.plus({multiple, !x.negative});
    const SignedFixedPoint step {lnTen, false};
    int exponent = x.negative ? -static_cast<int>(k) : static_cast<int>(k);
    while (rest.negative && !rest.magnitude.bits.isZero()) {
        rest = rest.plus(step);
        --exponent;
    }
    while (rest.magnitude.bits >= lnTen.bits) {
        rest.magnitude.bits -= lnTen.bits;
        ++exponent;
    }
    FixedPoint sum(1);
    FixedPoint term = sum;
    for (std::uint64_t n = 1; !term.bits.isZero(); ++n) {
        term = term.times(rest.magnitude);
        term.bits.divideBy(n);
        sum.bits += term.bits;
    }
    return roundedFixedPoint(false, sum, exponent);
}

/// ln x of x > 0: x = m · 10^e with m between 10^-½ and 10^½, ln m = 2 artanh((m - 1) / (m + 1)).
SignedFixedPoint logarithmOf(const Decimal &x)
{
    int places = x.digits() - 1;
    int exponent = x.exponent() + places;
    if (x.coefficient() / 3 >= powersOfTen[static_cast<std::size_t>(places)]) {
        ++places;
        ++exponent;
    }
    const UInt128 one = powersOfTen[static_cast<std::size_t>(places)];
    const bool below = x.coefficient() < one;
    const UInt128 difference = below ? one - x.coefficient() : x.coefficient() - one;
    const SignedFixedPoint mantissa {twiceArtanh(FixedPoint(difference, x.coefficient() + one)), below};
    FixedPoint power = naturalLogarithmOfTen();
    power.bits *= static_cast<std::uint64_t>(std::abs(exponent));
    return mantissa.plus({power, exponent < 0});
}

/// base^exponent while it fits 128 bits.
std::optional<UInt128> smallPower(UInt128 base, std::int64_t exponent)
{
    UInt128 power = 1;
    for (;;) {
        if ((exponent & 1) != 0 && __builtin_mul_overflow(power, base, &power))
            return std::nullopt;
        exponent >>= 1;
        if (exponent == 0)
            return power;
        if (__builtin_mul_overflow(base, base, &base))
            return std::nullopt;
    }
}

/// x^exponent where the digits of it or of its reciprocal fit 128 bits: exact, then rounded once.
std::optional<Decimal> exactPower(const Decimal &x, std::int64_t exponent, bool negative)
{
    constexpr std::int64_t largest = 100'000; // all results beyond are out of range, or have no end
    if (exponent > largest || exponent < -largest)
        return std::nullopt;
    UInt128 coefficient = x.coefficient();
    const int scale = x.exponent() + stripZeros(coefficient, Decimal::maxDigits);
    const std::int64_t magnitude = std::abs(exponent);
    const std::optional<UInt128> power = smallPower(coefficient, magnitude);
    if (!power)
        return std::nullopt;
    const int powerScale = scale * static_cast<int>(magnitude);
    if (exponent >= 0)
        return withoutTrailingZeros(Decimal::fromParts(negative, *power, powerScale));
    constexpr int digits = 75; // at least 37 of them are left in 10^75 / 2^128
    WideInteger<4> quotient = withZeros(1, digits);
    const bool sticky = quotient.divideBy(*power) != 0;
    return withoutTrailingZeros(DecimalParts::fromWide(negative, quotient, -powerScale - digits, sticky));
}

} // namespace

std::optional<Decimal> Decimal::squareRoot() const
{
    if (isNegative())
        return std::nullopt;
    const int ideal = m_exponent >= 0 ? m_exponent / 2 : (m_exponent - 1) / 2;
    if (isZero())
        return fromParts(m_negative, 0, ideal);
    // The root of 70 or 71 digits has 35 or 36.
    int shift = 70 - digits();
    if ((m_exponent - shift) % 2 != 0)
        ++shift;
    const WideInteger<4> square = withZeros(m_coefficient, shift);
    // Newton's way from above, in whole numbers.
    UInt128 root = UInt128(1) << (square.bitLength() + 1) / 2;
    for (;;) {
        WideInteger<4> quotient = square;
        quotient.divideBy(root);
        const UInt128 next = (root + quotient.low128()) / 2;
        if (next >= root)
            break;
        root = next;
    }
    const bool exact = multiply128(root, root) == square;
    int exponent = (m_exponent - shift) / 2;
    if (!exact)
        return DecimalParts {false, root, exponent, true}.rounded();
    exponent += stripZeros(root, std::max(0, ideal - exponent));
    return fromParts(false, root, exponent);
}

std::optional<Decimal> Decimal::exponential() const
{
    if (isZero())
        return Decimal(1);
    const int magnitude = digits() + m_exponent; // below 10^magnitude
    if (magnitude > 5)
        return m_negative ? fromParts(false, 0, minExponent) : std::nullopt;
    return exponentialOf({fixedPoint(m_coefficient, m_exponent), m_negative});
}

std::optional<Decimal> Decimal::naturalLogarithm() const
{
    if (isZero() || m_negative)
        return std::nullopt;
    const SignedFixedPoint logarithm = logarithmOf(*this);
    if (logarithm.magnitude.bits.isZero())
        return Decimal(0);
    return roundedFixedPoint(logarithm.negative, logarithm.magnitude, 0);
}

std::optional<Decimal> Decimal::power(const Decimal &exponent) const
{
    if (exponent.isZero())
        return Decimal(1);
    const bool integer = exponent.isInteger();
    const bool odd = integer && !exponent.modulo(Decimal(2)).value_or(Decimal(0)).isZero();
    if (isZero())
        return exponent.isNegative() ? std::nullopt : fromParts(m_negative && odd, 0, 0);
    if (isNegative() && !integer)
        return std::nullopt;
    const bool negative = isNegative() && odd;
    if (abs() == Decimal(1))
        return Decimal(negative ? -1 : 1);
    if (const std::optional<std::int64_t> whole = exponent.toInt64()) {
        if (const std::optional<Decimal> exact = exactPower(*this, *whole, negative))
            return exact;
    }
    // e^(exponent · ln x). Logarithms are between 10^-34 and 14,300 in size, results between
    // 10^-6176 and 10^6145.
    const SignedFixedPoint logarithm = logarithmOf(abs());
    const std::optional<Decimal> size = roundedFixedPoint(false, logarithm.magnitude, 0);
    const std::optional<Decimal> product = size ? size->multiply(exponent.abs()) : std::nullopt;
    const bool shrinks = logarithm.negative != exponent.isNegative();
    if (!product || *product > Decimal(20'000))
        return shrinks ? fromParts(negative, 0, minExponent) : std::nullopt;
    // |exponent| may be large where the logarithm is small: multiply first, then move the decimal
    // point.
    SignedFixedPoint scaled {logarithm.magnitude, shrinks};
    WideInteger<16> wide = logarithm.magnitude.bits * WideInteger<8>(exponent.m_coefficient);
    for (int left = exponent.m_exponent; left > 0; --left)
        wide *= std::uint64_t(10);
    for (int left = -exponent.m_exponent; left > 0 && !wide.isZero(); --left)
        wide.divideBy(std::uint64_t(10));
    for (std::size_t i = 0; i < scaled.magnitude.bits.limbs.size(); ++i)
        scaled.magnitude.bits.limbs[i] = wide.limbs[i];
    std::optional<Decimal> result = exponentialOf(scaled);
    if (result && negative)
        result = result->negated();
    return withoutTrailingZeros(result);
}

} // namespace Plugboard
