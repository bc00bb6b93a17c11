#pragma once

#include "core/base/int128.h"

#include <array>
#include <bit>
#include <cstdint>

namespace Plugboard {

/// 10^0 … 10^38, all that fit 128 bits.
inline constexpr std::array<UInt128, 39> powersOfTen = [] {
    std::array<UInt128, 39> powers {};
    powers[0] = 1;
    for (std::size_t i = 1; i < powers.size(); ++i)
        powers[i] = powers[i - 1] * 10;
    return powers;
}();

inline constexpr int bitLengthOf(UInt128 value)
{
    const auto high = static_cast<std::uint64_t>(value >> 64);
    return high != 0 ? 64 + std::bit_width(high) : std::bit_width(static_cast<std::uint64_t>(value));
}

/// Decimal digits; of 0: 1.
inline constexpr int digitsOf(UInt128 value)
{
    if (value == 0)
        return 1;
    const int guess = bitLengthOf(value) * 1233 >> 12; // log10(2) = 0.30103
    return guess + (value >= powersOfTen[static_cast<std::size_t>(guess)] ? 1 : 0);
}

/// Divides by ten while that leaves no rest, at most `most` times; returns how often.
inline int stripZeros(UInt128 &value, int most)
{
    int stripped = 0;
    for (int step : {16, 8, 4, 2, 1}) {
        const UInt128 divisor = powersOfTen[static_cast<std::size_t>(step)];
        while (stripped + step <= most && value % divisor == 0) {
            value /= divisor;
            stripped += step;
        }
    }
    return stripped;
}

/// An unsigned integer of fixed size, just what decimal arithmetic needs beyond 128 bits.
///
/// Limbs from the lowest. Overflow is cut off: the caller knows its sizes.
template <int Limbs>
struct WideInteger
{
    std::array<std::uint64_t, Limbs> limbs {};

    WideInteger() = default;
    explicit WideInteger(UInt128 value)
    {
        limbs[0] = static_cast<std::uint64_t>(value);
        limbs[1] = static_cast<std::uint64_t>(value >> 64);
    }

    bool isZero() const
    {
        for (const std::uint64_t limb : limbs) {
            if (limb != 0)
                return false;
        }
        return true;
    }
    bool fits128() const
    {
        for (std::size_t i = 2; i < limbs.size(); ++i) {
            if (limbs[i] != 0)
                return false;
        }
        return true;
    }
    UInt128 low128() const { return static_cast<UInt128>(limbs[1]) << 64 | limbs[0]; }

    int bitLength() const
    {
        for (int i = Limbs - 1; i >= 0; --i) {
            if (limbs[std::size_t(i)] != 0)
                return i * 64 + std::bit_width(limbs[std::size_t(i)]);
        }
        return 0;
    }

    WideInteger &operator+=(const WideInteger &other)
    {
        UInt128 carry = 0;
        for (std::size_t i = 0; i < limbs.size(); ++i) {
            carry += static_cast<UInt128>(limbs[i]) + other.limbs[i];
            limbs[i] = static_cast<std::uint64_t>(carry);
            carry >>= 64;
        }
        return *this;
    }

    WideInteger &operator-=(const WideInteger &other)
    {
        std::uint64_t borrow = 0;
        for (std::size_t i = 0; i < limbs.size(); ++i) {
            const UInt128 difference = static_cast<UInt128>(limbs[i]) - other.limbs[i] - borrow;
            limbs[i] = static_cast<std::uint64_t>(difference);
            borrow = static_cast<std::uint64_t>(difference >> 64) != 0 ? 1 : 0;
        }
        return *this;
    }

    WideInteger &operator*=(std::uint64_t factor)
    {
        UInt128 carry = 0;
        for (std::uint64_t &limb : limbs) {
            carry += static_cast<UInt128>(limb) * factor;
            limb = static_cast<std::uint64_t>(carry);
            carry >>= 64;
        }
        return *this;
    }

    /// Divides in place, returns the remainder.
    std::uint64_t divideBy(std::uint64_t divisor)
    {
        UInt128 remainder = 0;
        for (std::size_t i = limbs.size(); i-- > 0;) {
            remainder = remainder << 64 | limbs[i];
            limbs[i] = static_cast<std::uint64_t>(remainder / divisor);
            remainder %= divisor;
        }
        return static_cast<std::uint64_t>(remainder);
    }

    /// Divides in place, returns the remainder. Knuth, The Art of Computer Programming 4.3.1,
    /// algorithm D, for two limbs.
    UInt128 divideBy(UInt128 divisor);

    void shiftLeft(int bits)
    {
        const int whole = bits / 64;
        const int part = bits % 64;
        for (int i = Limbs - 1; i >= 0; --i) {
            const std::uint64_t upper = i >= whole ? limbs[std::size_t(i - whole)] : 0;
            const std::uint64_t lower = i > whole ? limbs[std::size_t(i - whole - 1)] : 0;
            limbs[std::size_t(i)] = part == 0 ? upper : upper << part | lower >> (64 - part);
        }
    }

    friend auto operator<=>(const WideInteger &a, const WideInteger &b)
    {
        for (std::size_t i = a.limbs.size(); i-- > 0;) {
            if (a.limbs[i] != b.limbs[i])
                return a.limbs[i] <=> b.limbs[i];
        }
        return std::strong_ordering::equal;
    }
    friend bool operator==(const WideInteger &a, const WideInteger &b) = default;
};

template <int Limbs>
UInt128 WideInteger<Limbs>::divideBy(UInt128 divisor)
{
    if (divisor >> 64 == 0)
        return divideBy(static_cast<std::uint64_t>(divisor));
    const int shift = 128 - bitLengthOf(divisor);
    divisor <<= shift;
    const auto top = static_cast<std::uint64_t>(divisor >> 64);
    const auto bottom = static_cast<std::uint64_t>(divisor);

    // D1: the shifted dividend has one limb more than this has.
    WideInteger<Limbs + 1> dividend;
    for (std::size_t i = 0; i < limbs.size(); ++i)
        dividend.limbs[i] = limbs[i];
    dividend.shiftLeft(shift);

    UInt128 remainder = static_cast<UInt128>(dividend.limbs[Limbs]) << 64 | dividend.limbs[Limbs - 1];
    limbs[Limbs - 1] = 0; // the top limb is below 2^shift, so the first quotient limb is 0
    for (std::size_t i = limbs.size() - 1; i-- > 0;) {
        const std::uint64_t next = dividend.limbs[i];
        const auto high = static_cast<std::uint64_t>(remainder >> 64);
        // D3: estimate from the top two limbs, correct at most twice.
        UInt128 estimate = high >= top ? static_cast<UInt128>(~std::uint64_t(0)) : remainder / top;
        UInt128 rest = remainder - estimate * top;
        while (rest >> 64 == 0 && estimate * bottom > (rest << 64 | next)) {
            --estimate;
            rest += top;
        }
        // D4: remainder · 2^64 + next - estimate · divisor, which is below the divisor; modulo
        // 2^128 is enough.
        remainder = (remainder << 64 | next) - estimate * divisor;
        limbs[i] = static_cast<std::uint64_t>(estimate);
    }
    return remainder >> shift;
}

template <int A, int B>
WideInteger<A + B> operator*(const WideInteger<A> &a, const WideInteger<B> &b)
{
    WideInteger<A + B> product;
    for (std::size_t i = 0; i < a.limbs.size(); ++i) {
        UInt128 carry = 0;
        for (std::size_t j = 0; j < b.limbs.size(); ++j) {
            carry += static_cast<UInt128>(a.limbs[i]) * b.limbs[j] + product.limbs[i + j];
            product.limbs[i + j] = static_cast<std::uint64_t>(carry);
            carry >>= 64;
        }
        product.limbs[i + b.limbs.size()] = static_cast<std::uint64_t>(carry);
    }
    return product;
}

inline WideInteger<4> multiply128(UInt128 a, UInt128 b)
{
    return WideInteger<2>(a) * WideInteger<2>(b);
}

} // namespace Plugboard
