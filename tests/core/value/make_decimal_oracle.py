#!/usr/bin/env python3
"""Writes data/decimal-oracle.tsv: operations on decimals and what they give.

Python's decimal module computes with 34 digits, half even and the exponents of decimal128; exp, ln and fractional powers
with 120 digits first, so that the result is rounded once. A line: operation, operands, result ("-" for none).
Run again after a change: python3 make_decimal_oracle.py
"""

import decimal
import pathlib
import random
from decimal import Decimal

decimal128 = decimal.Context(prec=34, rounding=decimal.ROUND_HALF_EVEN, Emin=-6143, Emax=6144, clamp=1,
                             traps=[])
precise = decimal.Context(prec=120, rounding=decimal.ROUND_HALF_EVEN, Emin=-999999, Emax=999999, traps=[])
exact = decimal.Context(prec=14000, Emin=-999999, Emax=999999, traps=[])
ROUNDINGS = ["ROUND_UP", "ROUND_DOWN", "ROUND_CEILING", "ROUND_FLOOR", "ROUND_HALF_UP", "ROUND_HALF_DOWN",
             "ROUND_HALF_EVEN"]


def text(number):
    return "-" if not number.is_finite() else str(number)


def modulo(a, b):
    if b == 0:
        return Decimal("NaN")
    rest = exact.remainder(a, b)
    if rest != 0 and (rest < 0) != (b < 0):
        rest = exact.add(rest, b)
    return decimal128.plus(rest)


def power(a, b):
    if b == 0:
        return Decimal(1)
    if a == 0:
        return Decimal("NaN") if b < 0 else Decimal(0)
    if a < 0 and b != b.to_integral_value():
        return Decimal("NaN")
    return decimal128.plus(precise.power(a, b))


def number(rng):
    digits = rng.choice([1, 2, 3, 5, 9, 15, 18, 19, 20, 33, 34])
    coefficient = rng.randrange(10 ** digits)
    if rng.random() < 0.15:
        coefficient = 10 ** digits - 1
    if rng.random() < 0.1:
        coefficient = coefficient // 10 * 10 + 5
    spread = rng.choice([0, 2, 20, 60, 300])
    return Decimal((rng.randrange(2), tuple(map(int, str(coefficient))), rng.randint(-spread, spread)))


def main():
    decimal.setcontext(decimal128)
    rng = random.Random(34)
    lines = []
    edge = [Decimal(s) for s in
            ["0", "-0", "1", "-1", "0.1", "1E+6111", "9.999999999999999999999999999999999E+6144", "1E-6176",
             "5", "10", "9223372036854775807", "9223372036854775808", "-9223372036854775808",
             "9999999999999999999999999999999999", "1E-6143", "1.10", "0.00", "1E+3"]]
    pairs = [(a, b) for a in edge for b in edge] + [(number(rng), number(rng)) for _ in range(1500)]
    for a, b in pairs:
        lines.append(("add", a, b, decimal128.add(a, b)))
        lines.append(("subtract", a, b, decimal128.subtract(a, b)))
        lines.append(("multiply", a, b, decimal128.multiply(a, b)))
        lines.append(("divide", a, b, Decimal("NaN") if b == 0 else decimal128.divide(a, b)))
        lines.append(("modulo", a, b, modulo(a, b)))
        lines.append(("compare", a, b, a.compare(b)))
    for a in edge + [number(rng) for _ in range(500)]:
        lines.append(("squareRoot", a, Decimal("NaN") if a < 0 else decimal128.sqrt(a)))
        small = Decimal(rng.randint(-1, 0)) if a == 0 else a.scaleb(-a.adjusted() + rng.randint(-8, 3))
        lines.append(("exponential", small, decimal128.plus(precise.exp(small))))
        lines.append(("naturalLogarithm", a.copy_abs(), Decimal("NaN") if a == 0 else decimal128.plus(precise.ln(a.copy_abs()))))
        near = decimal128.add(Decimal(1), Decimal((rng.randrange(2), (rng.randint(1, 9),), -rng.randint(1, 33))))
        lines.append(("naturalLogarithm", near, decimal128.plus(precise.ln(near))))
        large = Decimal(rng.randint(1, 10 ** 9))
        lines.append(("power", near, large, power(near, large)))
        for exponent in (Decimal(rng.randint(-40, 40)), Decimal(rng.randint(-300, 300)) / 8):
            base = a if exponent == exponent.to_integral_value() else a.copy_abs()
            lines.append(("power", base, exponent, power(base, exponent)))
        scale = rng.randint(-40, 40)
        for rounding in ROUNDINGS:
            if a != 0 and -a.as_tuple().exponent > scale:
                result = a.quantize(Decimal((0, (1,), -scale)), rounding=rounding, context=exact)
            else:
                result = a
            lines.append(("rounded", a, scale, rounding[6:], result))
    for base in (2, 3, 5, 7, 10, 15, 25):
        for exponent in range(-130, 131, 5):
            lines.append(("power", Decimal(base), Decimal(exponent), power(Decimal(base), Decimal(exponent))))
    target = pathlib.Path(__file__).with_name("data") / "decimal-oracle.tsv"
    with target.open("w") as out:
        for line in lines:
            out.write("\t".join(text(part) if isinstance(part, Decimal) else str(part) for part in line) + "\n")


if __name__ == "__main__":
    main()
