#!/usr/bin/env python3
"""Prints FEEL expressions on numbers and what they give, "expression <tab> result", by Python's decimal module.

34 digits, half even, the exponents of decimal128; what Python would round twice (exp, ln, powers, remainders) is computed
with far more digits and rounded once. The seed is fixed: every run prints the same.
"""

import decimal
import random
from decimal import Decimal

decimal128 = decimal.Context(prec=34, rounding=decimal.ROUND_HALF_EVEN, Emin=-6143, Emax=6144, clamp=1, traps=[])
precise = decimal.Context(prec=100, rounding=decimal.ROUND_HALF_EVEN, Emin=-999999, Emax=999999, traps=[])
exact = decimal.Context(prec=14000, Emin=-999999, Emax=999999, traps=[])
MODES = {"UP": "round up", "DOWN": "round down", "CEILING": "ceiling", "FLOOR": "floor", "HALF_UP": "round half up",
         "HALF_DOWN": "round half down", "HALF_EVEN": "decimal"}
chance = random.Random(1815)


def number(spread=None):
    digits = chance.choice([1, 2, 3, 5, 9, 15, 17, 18, 19, 20, 33, 34])
    coefficient = chance.randrange(10 ** digits)
    if chance.random() < 0.15:
        coefficient = 10 ** digits - 1
    if chance.random() < 0.1:
        coefficient = coefficient // 10 * 10 + 5
    spread = chance.choice([0, 2, 20, 60, 300]) if spread is None else spread
    return Decimal((chance.randrange(2), tuple(map(int, str(coefficient))), chance.randint(-spread, spread)))


def literal(value):
    """As FEEL writes it: plain, or with an exponent where that is shorter."""
    sign, digits, exponent = value.as_tuple()
    text = "".join(map(str, digits))
    if -40 <= exponent <= 0:
        return format(value, "f")
    return f"{'-' if sign else ''}{text}e{exponent}"


def plain(value):
    return "null" if not value.is_finite() else str(value)


def give(expression, value):
    print(expression, plain(decimal128.plus(value)), sep="\t")


def modulo(a, b):
    if b == 0:
        return Decimal("NaN")
    rest = exact.remainder(a, b)
    return exact.add(rest, b) if rest != 0 and (rest < 0) != (b < 0) else rest


def power(a, b):
    if b == 0:
        return Decimal(1)
    if a == 0:
        return Decimal("NaN") if b < 0 else Decimal(0)
    return precise.power(a, b)


def rounded(value, scale, mode):
    if -value.as_tuple().exponent <= scale:
        return value
    return value.quantize(Decimal((0, (1,), -scale)), rounding="ROUND_" + mode, context=exact)


def arithmetic(count, spread=None):
    for _ in range(count):
        a, b = number(spread), number(spread)
        give(f"{literal(a)} + {literal(b)}", decimal128.add(a, b))
        give(f"{literal(a)} - {literal(b)}", decimal128.subtract(a, b))
        give(f"{literal(a)} * {literal(b)}", decimal128.multiply(a, b))
        give(f"{literal(a)} / {literal(b)}", decimal128.divide(a, b) if b else Decimal("NaN"))
        sign = chance.choice(["<", "<=", ">", ">=", "=", "!="])
        holds = {"<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b, "=": a == b, "!=": a != b}[sign]
        print(f"{literal(a)} {sign} {literal(b)}", str(holds).lower(), sep="\t")


def functions(count):
    for _ in range(count):
        a, b = number(20), number(20)
        give(f"modulo({literal(a)}, {literal(b)})", modulo(a, b))
        give(f"sqrt({literal(a.copy_abs())})", decimal128.sqrt(a.copy_abs()))
        scale = chance.randint(-25, 45)
        mode = chance.choice(list(MODES))
        give(f"{MODES[mode]}({literal(a)}, {scale})", rounded(a, scale, mode))
        give(f'decimal({literal(b)}, {scale}, "{mode}")', rounded(b, scale, mode))
        give(f"abs({literal(a)})", a.copy_abs())
        give(f"number(string({literal(a)}))", a)


def transcendental(count):
    for _ in range(count):
        small = Decimal(chance.randrange(-10 ** 9, 10 ** 9)).scaleb(-chance.choice([6, 8, 12, 30]))
        give(f"exp({literal(small)})", precise.exp(small))
        positive = number(30).copy_abs()
        if positive:
            give(f"log({literal(positive)})", precise.ln(positive))
        base, exponent = number(2), Decimal(chance.randint(-60, 60))
        give(f"{literal(base)} ** {literal(exponent)}", power(base, exponent))
        give(f"{literal(base.copy_abs())} ** {literal(small)}", power(base.copy_abs(), small))


arithmetic(2000)
arithmetic(500, 6100)
functions(1000)
transcendental(300)
