"""Hypergeometric series that reduce to shorter ones, or to exponential, trigonometric and Fresnel integrals."""

from __future__ import annotations

from typing import Any

from sympy import (
    Ci,
    EulerGamma,
    Expr,
    Integer,
    Mul,
    Pow,
    Rational,
    Si,
    binomial,
    expint,
    fresnelc,
    fresnels,
    hyper,
    log,
    pi,
    rf,
)  # fmt: skip

from derive.prove.special.arguments import plain
from derive.prove.special.elementary import even_root
from derive.prove.special.parameters import factors_nonzero, function, is_pole, no_poles, parts_of
from derive.prove.special.rules import Rewrite, Rule

HALF = Rational(1, 2)
MOST_LIFT = 8


def lifted(node: Any, facts: Any) -> Rewrite | None:
    """An upper parameter that is a lower one plus m = 1, 2, ...: a sum of m + 1 functions without the two.

    With (b + m)_k/(b)_k = (b + k)_m/(b)_m, a polynomial in k, each k(k - 1)...(k - j + 1) shifts the series by j.
    """
    upper, lower, z = parts_of(node)
    for a in upper:
        for b in lower:
            steps = plain(a - b)
            if not (steps.is_Integer and 1 <= steps <= MOST_LIFT) or is_pole(b):
                continue
            above, below = list(upper), list(lower)
            above.remove(a)
            below.remove(b)
            if any(map(is_pole, below)):
                continue
            total: Expr = Integer(0)
            for j in range(int(steps) + 1):
                weight = Mul(*(rf(c, j) for c in above)) / Mul(*(rf(c, j) for c in (*below, b)))
                shifted = function([c + j for c in above], [c + j for c in below], z)
                total += binomial(steps, j) * weight * z**j * shifted
            return Rewrite(total, no_poles(b))
    return None


def integrals_of_waves(node: Any, facts: Any) -> Rewrite | None:
    """Series of the sine, cosine, exponential and Fresnel integrals."""
    upper, lower, z = parts_of(node)
    key = (tuple(sorted(upper)), tuple(sorted(lower))) if all(p.is_Rational for p in (*upper, *lower)) else None
    if key == ((1, 1), (2, 2)):
        w = plain(-z)
        entire = expint(1, w, evaluate=False) + EulerGamma + log(w, evaluate=False)
        return Rewrite(entire / w, factors_nonzero(z))
    if key == ((HALF,), (3 * HALF, 3 * HALF)):
        w = plain(2 * even_root(-z))
        return Rewrite(Si(w, evaluate=False) / w, factors_nonzero(z))
    if key == ((1, 1), (3 * HALF, 2, 2)):
        w = plain(2 * even_root(-z))
        entire = Ci(w, evaluate=False) - EulerGamma - log(w, evaluate=False)
        return Rewrite(-4 * entire / w**2, factors_nonzero(z))
    quarter = Rational(1, 4)
    if key in (((quarter,), (HALF, 5 * quarter)), ((3 * quarter,), (3 * HALF, 7 * quarter))):
        w = _fourth_root(-16 * z / pi**2)
        if upper[0] == quarter:
            return Rewrite(fresnelc(w, evaluate=False) / w, factors_nonzero(z))
        return Rewrite(6 * fresnels(w, evaluate=False) / (pi * w**3), factors_nonzero(z))
    return None


def _fourth_root(z: Expr) -> Expr:
    """A fourth root for functions that no choice of it changes, without a root where z shows one."""
    coefficient, rest = z.as_coeff_Mul()
    factors = [factor.as_base_exp() for factor in Mul.make_args(rest) if factor != 1]
    if all((power / 4).is_Integer for _, power in factors):
        return Mul(Pow(coefficient, Rational(1, 4)), *(base ** (power / 4) for base, power in factors))
    return Pow(z, Rational(1, 4))


RULES: dict[Any, tuple[Rule, ...]] = {
    hyper: (
        Rule("hypergeometric series with parameters that differ by a whole number", lifted),
        Rule("hypergeometric form of exponential and trigonometric integrals", integrals_of_waves),
    ),
}
