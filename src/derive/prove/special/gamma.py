"""The gamma function and its logarithm: recurrence, reflection, multiplication, special values."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sympy import (
    Abs,
    Add,
    Expr,
    Integer,
    Mul,
    Pow,
    Rational,
    S,
    exp,
    factorial,
    gamma,
    log,
    loggamma,
    pi,
    primefactors,
    sin,
)

from derive.prove.special.distribution import Group, Relation, form, solved
from derive.prove.special.factorials import gamma_of
from derive.prove.special.ladders import Ladder
from derive.prove.special.quantities import arithmetic, is_right_of_zero, sine_of_pi
from derive.prove.special.rules import Rule

if TYPE_CHECKING:
    from derive.prove.principal import PlaneFacts

LARGEST_FACTORIAL = 300
LARGEST_DENOMINATOR = 24


def rational_power(base: Any, exponent: Any) -> Any:
    """A power of a positive number."""
    return Pow(base, exponent)


def climbed(parameters: tuple[Any, ...], z: Expr, steps: int) -> Expr:
    """gamma(z + k) = z(z + 1)...(z + k - 1) gamma(z)."""
    return Mul(*(z + j for j in range(steps)), gamma_of(z))


def reflected(parameters: tuple[Any, ...], z: Expr) -> Expr:
    """gamma(z) = pi/(sin(pi z) gamma(1 - z)), where z is not a whole number."""
    return pi / (sine_of_pi(z) * gamma_of(1 - z))


def divided(parameters: tuple[Any, ...], z: Expr, parts: int) -> Expr:
    """gamma(m z) = (2 pi)^((1 - m)/2) m^(m z - 1/2) gamma(z) gamma(z + 1/m)...gamma(z + (m - 1)/m)."""
    scale = rational_power(2 * pi, Rational(1 - parts, 2)) * Integer(parts) ** arithmetic(parts * z - S.Half)
    return scale * Mul(*(gamma_of(z + Rational(j, parts)) for j in range(parts)))


def at_rational(node: Any, facts: PlaneFacts) -> Any:
    """gamma at a rational number, by those of a basis of its denominator."""
    argument = arithmetic(node.args[0])
    if not argument.is_Rational or abs(argument) > LARGEST_FACTORIAL or argument.q > LARGEST_DENOMINATOR:
        return None
    if argument.is_Integer:
        return factorial(argument - 1) if argument > 0 else None
    inside = argument % 1
    steps = int(argument - inside)
    factors = [inside + j for j in range(steps)] if steps >= 0 else [1 / (inside + j) for j in range(steps, 0)]
    return Mul(*factors) * inside_the_unit_interval(inside.p, inside.q)


@cache
def inside_the_unit_interval(p: int, q: int) -> Expr:
    """gamma(p/q) for 0 < p < q, by gamma at the members of a basis; a known constant has an empty one."""
    powers, known = _table(q)[p]
    return known * Mul(*(rational_power(gamma_of(Rational(b, q)), power) for b, power in powers.items()))


@cache
def _table(q: int) -> dict[int, Relation]:
    """For each p the powers of the basis, and the constant: reflection and multiplication formulas, solved.

    They are linear in the logarithms; all numbers are positive, so rational powers obey the laws.
    """
    rows: list[Relation] = []
    for p in range(1, q // 2 + 1):
        rows.append((form({p: S.One}, {q - p: S.One}), pi / sin(Rational(p, q) * pi)))
    for m in primefactors(q):
        scale, step = rational_power(2 * pi, Rational(m - 1, 2)), q // m
        for p in range(1, step):
            row = form(*({p + j * step: S.One} for j in range(m)), {m * p: -S.One})
            rows.append((row, scale * rational_power(m, S.Half - Rational(m * p, q))))
        rows.append((form(*({j * step: S.One} for j in range(1, m))), scale * rational_power(m, -S.Half)))
    return solved(rows, q, PRODUCTS)


PRODUCTS = Group(S.One, lambda a, b: a * b, rational_power)


# ---- the logarithm


def log_climbed(parameters: tuple[Any, ...], z: Expr, steps: int) -> Expr:
    """loggamma(z + k) = loggamma(z) + log(z) + ... + log(z + k - 1), on the whole cut plane and on the cut."""
    terms = (log(z + j, evaluate=False) for j in range(steps))
    return Add(loggamma(z, evaluate=False), *terms)


def log_at_rational(node: Any, facts: PlaneFacts) -> Any:
    """loggamma(x) = log(gamma(x)) for x > 0."""
    argument = arithmetic(node.args[0])
    if argument.is_Rational and argument > 0:
        return log(gamma_of(argument), evaluate=False)
    return None


def log_of_gamma(node: Any, facts: PlaneFacts) -> Any:
    """log(gamma(x)) = loggamma(x) for x > 0."""
    inside = node.args[0]
    if len(node.args) != 1 or not isinstance(inside, gamma) or inside.args[0].is_number:
        return None
    x = inside.args[0]
    return loggamma(x, evaluate=False) if x.is_real and is_right_of_zero(x, facts) else None


def absolute_value(node: Any, facts: PlaneFacts) -> Any:
    """|gamma(x)| = gamma(x) for x > 0."""
    inside = node.args[0]
    if not isinstance(inside, gamma) or not inside.args[0].is_real:
        return None
    return inside if is_right_of_zero(inside.args[0], facts) else None


def exponential_of_log(node: Any, facts: PlaneFacts) -> Any:
    """exp(loggamma(z) + c) = gamma(z) exp(c)."""
    argument = arithmetic(node.args[0] if isinstance(node, exp) else node.exp)
    if isinstance(node, Pow) and node.base is not S.Exp1:
        return None
    powers, rest = [], []
    for term in Add.make_args(argument):
        times, factor = term.as_coeff_Mul()
        if isinstance(factor, loggamma) and times.is_Integer:
            powers.append(gamma_of(factor.args[0]) ** times)
        else:
            rest.append(term)
    return Mul(*powers, exp(Add(*rest), evaluate=False)) if powers else None


GAMMA = Ladder("the gamma function", (gamma,), lambda node: ((), node.args[0]), climbed, reflected, divided)
LOGGAMMA = Ladder("the logarithm of gamma", (loggamma,), lambda node: ((), node.args[0]), log_climbed)

RULES: dict[type, tuple[Rule, ...]] = {
    gamma: (Rule("gamma at rational numbers", at_rational),),
    loggamma: (Rule("logarithm of gamma at rational numbers", log_at_rational),),
    log: (Rule("logarithm of gamma of positive numbers", log_of_gamma),),
    Abs: (Rule("sign of gamma", absolute_value),),
    exp: (Rule("exponential of the logarithm of gamma", exponential_of_log),),
    Pow: (Rule("exponential of the logarithm of gamma", exponential_of_log),),
}
PASSES = (*GAMMA.passes(), *LOGGAMMA.passes())
