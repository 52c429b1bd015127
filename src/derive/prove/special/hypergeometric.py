"""Hypergeometric functions: parameters in order, terminating series, elementary cases, and the order of all rules.

Values on the cut [1, oo) are those of z - i0, which is what principal roots and logarithms of 1 - z give.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sympy import (
    Expr,
    I,
    Integer,
    Mul,
    Pow,
    Rational,
    cancel,
    cos,
    cosh,
    erf,
    exp,
    factorial,
    hyper,
    pi,
    rf,
    sin,
    sinh,
    sqrt,
)  # fmt: skip
from sympy.functions.special.polynomials import chebyshevt, chebyshevu, jacobi, laguerre, legendre

from derive.prove.special.arguments import plain
from derive.prove.special.elementary import closed_form, even_root
from derive.prove.special.parameters import away_from_ends, factors_nonzero, function, is_pole, parts_of
from derive.prove.special.related import PASSES
from derive.prove.special.rules import Kind, Need, Rewrite, Rule
from derive.prove.special.summation_theorems import sum_at_half, sum_at_minus_one, sum_at_one

HALF = Rational(1, 2)
MOST_TERMS = 40


def in_order(node: Any, facts: Any) -> Any:
    """Sorted parameters without pairs that cancel; 1 for an argument or an upper parameter 0."""
    upper, lower, z = parts_of(node)
    kept_lower, kept_upper = list(lower), list[Expr]()
    needs = []
    for parameter in upper:
        if parameter in kept_lower and not is_pole(parameter):
            kept_lower.remove(parameter)
            if not parameter.is_number:
                needs.append(Need(parameter, Kind.NO_POLE))
        else:
            kept_upper.append(parameter)
    if z == 0 or (0 in kept_upper and not any(map(is_pole, kept_lower))):
        return Integer(1)
    ordered = function(kept_upper, kept_lower, z)
    return None if ordered == node else Rewrite(ordered, tuple(needs))


def terminating(node: Any, facts: Any) -> Expr | None:
    """A polynomial where an upper parameter is 0, -1, -2, ..."""
    upper, lower, z = parts_of(node)
    degrees = [int(-a) for a in upper if is_pole(a)]
    if not degrees or min(degrees) > MOST_TERMS:
        return None
    degree = min(degrees)
    if any(is_pole(b) and -b < degree for b in lower):
        return None
    total: Expr = Integer(0)
    for k in range(degree + 1):
        quotient = Mul(*(rf(a, k) for a in upper)) / Mul(*(rf(b, k) for b in lower))
        total += quotient * z**k / factorial(k)
    return total


def without_parameters(node: Any, facts: Any) -> Any:
    """The exponential and the binomial series."""
    upper, lower, z = parts_of(node)
    if lower:
        return None
    if not upper:
        return exp(z)
    return Pow(1 - z, -upper[0]) if len(upper) == 1 else None


def elementary(node: Any, facts: Any) -> Rewrite | None:
    """2F1 with half-integer parameters, from six functions by contiguous relations."""
    upper, lower, z = parts_of(node)
    if (len(upper), len(lower)) != (2, 1) or z == 1:
        return None
    parameters = (*upper, *lower)
    if not all(isinstance(p, Rational) and p.q <= 2 and not is_pole(p) for p in parameters):
        return None
    value = closed_form(parameters, z)
    if value is None:
        return None
    # where the series diverges at 1 the function has no value there
    diverges = parameters[2] - parameters[0] - parameters[1] <= 0
    return Rewrite(value, factors_nonzero(z) if diverges and not z.is_number else away_from_ends(z))


def powers(node: Any, facts: Any) -> Rewrite | None:
    """2F1 with a free parameter in powers of 1 +- sqrt(z) or of sqrt(1 - z) +- i sqrt(z)."""
    upper, lower, z = parts_of(node)
    if (len(upper), len(lower)) != (2, 1) or z == 1:
        return None
    for a, b in (upper, upper[::-1]):
        value = _in_powers(a, b, lower[0], z)
        if value is not None:
            return Rewrite(value, away_from_ends(z))
    return None


def _in_powers(a: Expr, b: Expr, c: Expr, z: Expr) -> Expr | None:
    r, s = even_root(z), Pow(1 - z, HALF)
    whole = any(p.is_integer for p in (a, b))
    if plain(b - a) == HALF and not whole:
        if c == HALF:
            return (Pow(1 + r, -2 * a) + Pow(1 - r, -2 * a)) / 2
        if c == 3 * HALF and plain(a - HALF) != 0:
            return (Pow(1 + r, 1 - 2 * a) - Pow(1 - r, 1 - 2 * a)) / (2 * r * (1 - 2 * a))
    if plain(a + b) == 0 and c == HALF:
        return (Pow(s + I * r, 2 * a) + Pow(s - I * r, 2 * a)) / 2
    if plain(a + b - 1) == 0 and c == HALF:
        return (Pow(s + I * r, 2 * a - 1) + Pow(s - I * r, 2 * a - 1)) / (2 * s)
    if plain(a + b - 1) == 0 and c == 3 * HALF and plain(2 * a - 1) != 0:
        return (Pow(s + I * r, 2 * a - 1) - Pow(s - I * r, 2 * a - 1)) / (2 * I * r * (2 * a - 1))
    return None


def confluent_limit(node: Any, facts: Any) -> Rewrite | None:
    """0F1 with a half-integer parameter in trigonometric or hyperbolic functions."""
    upper, lower, z = parts_of(node)
    if upper or len(lower) != 1 or not (isinstance(lower[0], Rational) and lower[0].q == 2):
        return None
    b = lower[0]
    if abs(b) > MOST_TERMS:
        return None
    root = even_root(z)
    factor = root / I
    if root.has(I) and not factor.has(I):
        below, here = cos(2 * factor), sin(2 * factor) / (2 * factor)
    else:
        below, here = cosh(2 * root), sinh(2 * root) / (2 * root)
    now = 3 * HALF
    while now < b:
        below, here, now = here, now * (now - 1) / z * (below - here), now + 1
    while now > b:
        below, here, now = below + z / ((now - 1) * (now - 2)) * here, below, now - 1
    return Rewrite(here, factors_nonzero(z))


def confluent(node: Any, facts: Any) -> Rewrite | None:
    """1F1 by the exponential and the error function."""
    upper, lower, z = parts_of(node)
    if (len(upper), len(lower)) != (1, 1):
        return None
    a, b = upper[0], lower[0]
    if a == 1 and b.is_Integer and 2 <= b <= MOST_TERMS:
        start = sum((z**k / factorial(k) for k in range(int(b) - 1)), Integer(0))
        return Rewrite(factorial(b - 1) * z ** (1 - b) * (exp(z) - start), factors_nonzero(z))
    if (a, b) == (HALF, 3 * HALF):
        root = even_root(-z)
        return Rewrite(sqrt(pi) * erf(root, evaluate=False) / (2 * root), factors_nonzero(z))
    return None


def polynomials(node: Any, facts: Any) -> Any:
    """2F1 and 1F1 whose upper parameter is minus a nonnegative integer variable, as classical polynomials."""
    upper, lower, z = parts_of(node)
    if len(lower) != 1:
        return None
    for index, parameter in enumerate(upper):
        n = -parameter
        if n.is_number or not (n.is_integer and n.is_nonnegative):
            continue
        rest = upper[:index] + upper[index + 1 :]
        found = _confluent_polynomial(n, lower[0], z) if not rest else _gauss_polynomial(n, rest, lower[0], z)
        if found is not None:
            return found
    return None


def _confluent_polynomial(n: Expr, c: Expr, z: Expr) -> Any:
    return laguerre(n, z) if c == 1 else None


def _gauss_polynomial(n: Expr, rest: Sequence[Expr], c: Expr, z: Expr) -> Any:
    if len(rest) != 1:
        return None
    shift = plain(rest[0] - n)
    if (shift, c) == (0, HALF):
        return chebyshevt(n, 1 - 2 * z)
    if (shift, c) == (2, 3 * HALF):
        return chebyshevu(n, 1 - 2 * z) / (n + 1)
    if (shift, c) == (1, 1):
        return legendre(n, 1 - 2 * z)
    if rest[0] == -n and c == 1:
        return Rewrite((1 - z) ** n * legendre(n, cancel((1 + z) / (1 - z))), (Need(1 - z, Kind.NONZERO),))
    if c.is_Integer and c > 1 and shift.is_Integer and shift > c - 1:
        alpha, beta = c - 1, shift - c
        return factorial(n) / rf(alpha + 1, n) * jacobi(n, alpha, beta, 1 - 2 * z)
    return None


def lucas_polynomials(node: Any, facts: Any) -> Rewrite | None:
    """2F1(-n/2, (1 - n)/2; -n or 1 - n; z), cut off where it terminates: Chebyshev polynomials of 1/sqrt(z)."""
    upper, lower, z = parts_of(node)
    if (len(upper), len(lower)) != (2, 1):
        return None
    for a, b in (upper, upper[::-1]):
        n = plain(-2 * a)
        if n.is_number or not n.is_integer or plain(b - a - HALF) != 0:
            continue
        root = sqrt(z)
        if plain(lower[0] + n) == 0 and n.is_nonnegative:
            return Rewrite((root / 2) ** n * chebyshevu(n, 1 / root), away_from_ends(z))
        if plain(lower[0] + n - 1) == 0 and n.is_positive:
            return Rewrite(2 * (root / 2) ** n * chebyshevt(n, 1 / root), away_from_ends(z))
    return None


def logarithmic(node: Any, facts: Any) -> Rewrite | None:
    """The dilogarithm and its like: p+1Fp(1, ..., 1; 2, ..., 2; z) is a polylogarithm."""
    from sympy import polylog

    upper, lower, z = parts_of(node)
    order = len(lower)
    if order < 2 or set(upper) != {Integer(1)} or set(lower) != {Integer(2)} or len(upper) != order + 1:
        return None
    return Rewrite(polylog(order, z) / z, factors_nonzero(z))


RULES: dict[Any, tuple[Rule, ...]] = {
    hyper: (
        Rule("symmetry of hypergeometric parameters", in_order),
        Rule("exponential and binomial series", without_parameters),
        Rule("terminating hypergeometric series", terminating),
        Rule("Gauss's theorem", sum_at_one),
        Rule("Gauss's contiguous relations", elementary),
        Rule("Kummer's theorem", sum_at_minus_one),
        Rule("theorems of Gauss and Bailey at 1/2", sum_at_half),
        Rule("hypergeometric functions in powers", powers),
        Rule("confluent hypergeometric limit functions", confluent_limit),
        Rule("confluent hypergeometric functions", confluent),
        Rule("hypergeometric polynomials", polynomials),
        Rule("hypergeometric form of Chebyshev polynomials", lucas_polynomials),
        Rule("hypergeometric form of polylogarithms", logarithmic),
    ),
}

__all__ = ["PASSES", "RULES"]
