#pragma once

#include "core/value/decimal.h"
#include "core/value/wideinteger_p.h"

#include <algorithm>

namespace Plugboard {

/// A result before it is rounded: (-1)^negative · (coefficient + a fraction if sticky) ·
/// 10^exponent.
struct DecimalParts
{
    bool negative = false;
    UInt128 coefficient = 0;
    int exponent = 0;
    /// Something between 0 and 1 was cut off below the coefficient, which then has at least 35
    /// digits.
    bool sticky = false;

    /// Half even to 34 digits, the one place where results are rounded; nullopt beyond the largest
    /// number.
    std::optional<Decimal> rounded() const;

    static std::optional<Decimal> fromParts(bool negative, UInt128 coefficient, int exponent)
    {
        return Decimal::fromParts(negative, coefficient, exponent);
    }
    static std::optional<Decimal> fromWide(bool negative, WideInteger<4> coefficient, int exponent, bool sticky);
    static std::optional<Decimal> sum(const Decimal &larger, const Decimal &smaller);
};

/// coefficient · 10^zeros; the caller knows that it is below 2^256.
inline WideInteger<4> withZeros(UInt128 coefficient, int zeros)
{
    WideInteger<4> result = multiply128(coefficient, powersOfTen[static_cast<std::size_t>(std::min(zeros, 38))]);
    for (int left = zeros - 38; left > 0; --left)
        result *= std::uint64_t(10);
    return result;
}

} // namespace Plugboard
