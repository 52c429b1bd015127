"""Error functions, exponential and trigonometric integrals, incomplete gamma functions, sin(z)/z.

Canonical are erf, Si, Ei, expint(1, z) and uppergamma with the rational part of its first argument in (0, 1].
"""

from __future__ import annotations

from typing import Any

from sympy import (
    Chi,
    Ci,
    Ei,
    Expr,
    I,
    Integer,
    Li,
    Mul,
    Pow,
    Rational,
    Shi,
    Si,
    erf,
    erf2,
    erfc,
    erfi,
    exp,
    expint,
    fresnelc,
    fresnels,
    gamma,
    li,
    log,
    lowergamma,
    pi,
    sin,
    sinc,
    sqrt,
    uppergamma,
)  # fmt: skip

from derive.prove.special.arguments import plain
from derive.prove.special.rules import Kind, Need, Pass, Rewrite, Rule, occurrences, replaced

MOST_STEPS = 24


def complementary(node: Any, facts: Any) -> Expr:
    """erfc(z) = 1 - erf(z)."""
    return 1 - erf(node.args[0], evaluate=False)


def imaginary(node: Any, facts: Any) -> Expr:
    """erfi(z) = -i erf(iz)."""
    return Mul(-I, erf(plain(I * node.args[0]), evaluate=False), evaluate=False)


def between(node: Any, facts: Any) -> Expr:
    """erf2(a, b) = erf(b) - erf(a)."""
    return erf(node.args[1], evaluate=False) - erf(node.args[0], evaluate=False)


def odd(node: Any, facts: Any) -> Expr | None:
    """Odd functions of an argument with a minus sign."""
    z = plain(node.args[0])
    if z == 0:
        return Integer(0)
    return Mul(-1, node.func(-z, evaluate=False), evaluate=False) if z.could_extract_minus_sign() else None


def turned_fresnel(node: Any, facts: Any) -> Expr | None:
    """S(iz) = -i S(z) and C(iz) = i C(z)."""
    z = plain(node.args[0])
    if not z.has(I):
        return None
    for sign in (1, -1):
        w = plain(z / (sign * I))
        if not w.has(I):
            factor = sign * (-I if isinstance(node, fresnels) else I)
            return Mul(factor, node.func(w, evaluate=False), evaluate=False)
    return None


def exponential_of_number(node: Any, facts: Any) -> Expr | None:
    """Ei(-x) = -E_1(x) for x > 0."""
    z = plain(node.args[0])
    return -expint(1, plain(-z), evaluate=False) if (-z).is_positive else None


def cosine_integral(node: Any, facts: Any) -> Expr | None:
    """Ci(-x) = Ci(x) + i pi for x > 0, and Ci(ix) by the hyperbolic one."""
    z = plain(node.args[0])
    if (-z).is_positive:
        return node.func(plain(-z), evaluate=False) + I * pi
    for sign in (1, -1):
        x = plain(z / (sign * I))
        if x.is_positive:
            return Chi(x, evaluate=False) + sign * I * pi / 2
    return None


def hyperbolic_cosine_integral(node: Any, facts: Any) -> Expr | None:
    """Chi(x) = (Ei(x) - E_1(x))/2 for x > 0."""
    z = plain(node.args[0])
    if (-z).is_positive:
        return node.func(plain(-z), evaluate=False) + I * pi
    if z.is_positive:
        return (Ei(z, evaluate=False) - expint(1, z, evaluate=False)) / 2
    return None


def hyperbolic_sine_integral(node: Any, facts: Any) -> Expr:
    """Shi(x) = (Ei(x) + E_1(x))/2 for x > 0, and Shi(z) = -i Si(iz)."""
    z = plain(node.args[0])
    if z.is_positive:
        return (Ei(z, evaluate=False) + expint(1, z, evaluate=False)) / 2
    return Mul(-I, Si(plain(I * node.args[0]), evaluate=False), evaluate=False)


def logarithmic_integral(node: Any, facts: Any) -> Expr:
    """li(z) = Ei(log z), and Li(z) = li(z) - li(2)."""
    value = Ei(log(node.args[0], evaluate=False), evaluate=False)
    return value if isinstance(node, li) else value - Ei(log(2), evaluate=False)


def exponential_integral(node: Any, facts: Any) -> Any:
    """expint(n, z) for whole n by its recurrence from n = 1."""
    order, z = plain(node.args[0]), node.args[1]
    if order == 1:
        return _exponential_integral_on_axes(plain(z))
    if not order.is_number:
        return _exponential_integral_of_order(order, z)
    if not order.is_Integer or abs(order) > MOST_STEPS:
        return None
    if order <= 0:
        value, now = exp(-z) / z, Integer(0)
        while now > order:
            now -= 1
            value = (exp(-z) - now * value) / z
        return value
    value, now = expint(1, z, evaluate=False), Integer(1)
    while now < order:
        value, now = (exp(-z) - z * value) / now, now + 1
    return Rewrite(value, (Need(z, Kind.NONZERO),))


def _exponential_integral_on_axes(z: Expr) -> Expr | None:
    """E_1(ix), E_1(-ix) and E_1(-x) for x > 0."""
    if (-z).is_positive:
        return -Ei(plain(-z), evaluate=False) - I * pi
    for sign in (1, -1):
        x = plain(z / (sign * I))
        if x.is_positive:
            return -Ci(x, evaluate=False) + sign * I * (Si(x, evaluate=False) - pi / 2)
    return None


def _exponential_integral_of_order(order: Expr, z: Expr) -> Rewrite:
    """E_n(z) = z**(n - 1) uppergamma(1 - n, z), whose recurrence is used."""
    value = Pow(z, plain(order - 1)) * uppergamma(plain(1 - order), z, evaluate=False)
    return Rewrite(value, (Need(z, Kind.NONZERO),))


def upper_incomplete(node: Any, facts: Any) -> Any:
    """uppergamma(s, z) by its recurrence, and at s = 1, 1/2, 0."""
    s, z = plain(node.args[0]), node.args[1]
    constant, rest = s.as_coeff_Add()
    if plain(z) == 0:
        return gamma(s, evaluate=False)
    if s == 1:
        return exp(-z)
    if s == 0:
        return expint(1, z, evaluate=False)
    if s == Rational(1, 2):
        return sqrt(pi) * (1 - erf(Pow(z, Rational(1, 2)), evaluate=False))
    if not isinstance(constant, Rational) or abs(constant) > MOST_STEPS:
        return None
    need = (Need(z, Kind.NONZERO),)
    if constant < 0 and rest != 0:
        above = uppergamma(plain(s + 1), z, evaluate=False)
        return Rewrite((above - Pow(z, s) * exp(-z)) / s, (*need, Need(s, Kind.NONZERO)))
    if constant > 1 or (constant == 1 and rest != 0):
        below = plain(s - 1)
        return Rewrite(below * uppergamma(below, z, evaluate=False) + Pow(z, below) * exp(-z), need)
    if constant <= 0 and s.is_number and not s.is_Integer:
        return Rewrite((uppergamma(s + 1, z, evaluate=False) - Pow(z, s) * exp(-z)) / s, need)
    return None


def lower_incomplete(node: Any, facts: Any) -> Any:
    """lowergamma(s, z) = gamma(s) - uppergamma(s, z)."""
    s, z = node.args
    if plain(z) == 0:
        return Integer(0)
    return Rewrite(gamma(s, evaluate=False) - uppergamma(s, z, evaluate=False), (Need(z, Kind.NONZERO),))


def cardinal_sine(node: Any, facts: Any) -> Any:
    """sinc(z) = sin(z)/z, and 1 at 0."""
    z = plain(node.args[0])
    if z == 0:
        return Integer(1)
    needs = tuple(Need(factor, Kind.NONZERO) for factor in Mul.make_args(z) if not factor.is_number)
    return Rewrite(Mul(sin(z, evaluate=False), Pow(z, -1), evaluate=False), needs)


ODD = Rule("parity", odd)
TURNED = Rule("rotation of Fresnel integrals", turned_fresnel)

RULES: dict[Any, tuple[Rule, ...]] = {
    erfc: (Rule("complementary error function", complementary),),
    erfi: (Rule("imaginary error function", imaginary),),
    erf2: (Rule("definition of the error function of two arguments", between),),
    erf: (ODD,),
    Si: (ODD,),
    fresnels: (TURNED, ODD),
    fresnelc: (TURNED, ODD),
    Ei: (Rule("exponential integral on the negative axis", exponential_of_number),),
    Ci: (Rule("cosine integral on the negative axis", cosine_integral),),
    Chi: (Rule("hyperbolic cosine integral", hyperbolic_cosine_integral),),
    Shi: (Rule("hyperbolic sine integral", hyperbolic_sine_integral),),
    li: (Rule("definition of the logarithmic integral", logarithmic_integral),),
    Li: (Rule("definition of the logarithmic integral", logarithmic_integral),),
    expint: (Rule("recurrence of exponential integrals", exponential_integral),),
    uppergamma: (Rule("recurrence of incomplete gamma functions", upper_incomplete),),
    lowergamma: (Rule("complementary incomplete gamma function", lower_incomplete),),
    sinc: (Rule("definition of sinc", cardinal_sine),),
}


def fresnel_by_error(sides: tuple[Any, ...], facts: Any) -> tuple[tuple[Any, ...], tuple[Need, ...]] | None:
    """Fresnel integrals by the error function, where that occurs too; all are entire."""
    nodes = occurrences(sides, (fresnels, fresnelc))
    if not nodes or not occurrences(sides, (erf,)):
        return None
    values = {}
    for node in nodes:
        z = plain(node.args[0])
        up, down = (erf(plain(sqrt(pi) * (1 + s * I) / 2 * z), evaluate=False) for s in (1, -1))
        values[node] = (1 + I) / 4 * (up - I * down) if isinstance(node, fresnels) else (1 - I) / 4 * (up + I * down)
    return tuple(replaced(side, values) for side in sides), ()


PASSES: tuple[Pass, ...] = (Pass("Fresnel integrals by the error function", fresnel_by_error),)
