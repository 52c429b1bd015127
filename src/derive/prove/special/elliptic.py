"""Elliptic integrals: degenerate parameters, periods, and moduli at which the gamma function gives the value.

The parameter m is the square of the modulus; branches are those of Carlson's forms: an amplitude is first
moved by a multiple of pi to -pi/2 <= re(phi) <= pi/2.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sympy import (
    Add,
    Expr,
    I,
    Integer,
    Mul,
    Rational,
    asinh,
    atan,
    atanh,
    elliptic_e,
    elliptic_f,
    elliptic_k,
    elliptic_pi,
    exp,
    floor,
    gamma,
    pi,
    re,
    sin,
    sqrt,
    tan,
)  # fmt: skip

from derive.prove.special.arguments import evaluated, known_real, same_number, whole_multiple
from derive.prove.special.hypotheses import is_below_one, is_inside
from derive.prove.special.moduli import PASSES
from derive.prove.special.rules import Kind, Need, Rewrite, Rule

HALF = Rational(1, 2)
LEMNISCATIC = gamma(Rational(1, 4)) ** 2 / sqrt(pi)
LEMNISCATIC_DUAL = pi ** Rational(3, 2) / gamma(Rational(1, 4)) ** 2
EQUIANHARMONIC = gamma(Rational(1, 3)) ** 3 / (2 ** Rational(1, 3) * pi)
EQUIANHARMONIC_DUAL = 2 ** Rational(1, 3) * pi**2 / gamma(Rational(1, 3)) ** 3
SIXTH = (1 + sqrt(3) * I) / 2
CUBIC_MODULUS = 3 ** Rational(1, 4) * EQUIANHARMONIC / 4
SECOND_AT_SIXTH = (pi / 2 + CUBIC_MODULUS**2) / (sqrt(3) * CUBIC_MODULUS)

FIRST_KIND: tuple[tuple[Expr, Expr], ...] = (
    (Integer(0), pi / 2),
    (HALF, LEMNISCATIC / 4),
    (Integer(-1), sqrt(2) * LEMNISCATIC / 8),
    (Integer(2), (1 - I) * sqrt(2) * LEMNISCATIC / 8),
    (17 - 12 * sqrt(2), (2 + sqrt(2)) * LEMNISCATIC / 16),
    ((2 - sqrt(3)) / 4, CUBIC_MODULUS),
    ((2 + sqrt(3)) / 4, sqrt(3) * CUBIC_MODULUS),
    (4 * sqrt(3) - 7, sqrt(3 + 2 * sqrt(3)) * EQUIANHARMONIC / 8),
    (-7 - 4 * sqrt(3), sqrt(3) * sqrt(2 * sqrt(3) - 3) * EQUIANHARMONIC / 8),
    (SIXTH, exp(I * pi / 12) * CUBIC_MODULUS),
    ((1 - sqrt(3) * I) / 2, exp(-I * pi / 12) * CUBIC_MODULUS),
    (
        3 - 2 * sqrt(2),
        sqrt(1 + sqrt(2)) * gamma(Rational(1, 8)) * gamma(Rational(3, 8)) / (2 ** Rational(13, 4) * sqrt(pi)),
    ),
    (
        2 * sqrt(2) - 2,
        sqrt(1 + sqrt(2)) * gamma(Rational(1, 8)) * gamma(Rational(3, 8)) / (2 ** Rational(11, 4) * sqrt(pi)),
    ),
)
"""K(m) at moduli of complex multiplication, by the formula of Chowla and Selberg."""

SECOND_KIND: tuple[tuple[Expr, Expr], ...] = (
    (Integer(0), pi / 2),
    (Integer(1), Integer(1)),
    (HALF, LEMNISCATIC / 8 + LEMNISCATIC_DUAL),
    (Integer(-1), sqrt(2) * (LEMNISCATIC / 8 + LEMNISCATIC_DUAL)),
    (Integer(2), (1 + I) * sqrt(2) * LEMNISCATIC_DUAL),
    (
        (2 - sqrt(3)) / 4,
        3 ** Rational(1, 4) * ((3 + sqrt(3)) * EQUIANHARMONIC + 8 * EQUIANHARMONIC_DUAL) / 24,
    ),
    (
        (2 + sqrt(3)) / 4,
        3 ** Rational(3, 4) * ((3 - sqrt(3)) * EQUIANHARMONIC + 8 * EQUIANHARMONIC_DUAL) / 24,
    ),
    (
        4 * sqrt(3) - 7,
        sqrt(2 * sqrt(3) - 3) * ((3 + sqrt(3)) * EQUIANHARMONIC + 8 * EQUIANHARMONIC_DUAL) / 12,
    ),
    (
        -7 - 4 * sqrt(3),
        3 ** Rational(1, 4) * sqrt(2) * (3 * EQUIANHARMONIC + (12 + 4 * sqrt(3)) * EQUIANHARMONIC_DUAL) / 12,
    ),
    (SIXTH, exp(-I * pi / 12) * SECOND_AT_SIXTH),
    ((1 - sqrt(3) * I) / 2, exp(I * pi / 12) * SECOND_AT_SIXTH),
)
"""E(m) at the same moduli: Legendre's relation and the derivative of K."""


def _listed(table: tuple[tuple[Expr, Expr], ...], parameter: Expr) -> Expr | None:
    return next((value for modulus, value in table if same_number(parameter, modulus)), None)


def first_kind(node: Any, facts: Any) -> Expr | None:
    """K(m) at special moduli."""
    return _listed(FIRST_KIND, evaluated(node.args[0]))


def first_kind_incomplete(node: Any, facts: Any) -> Expr | None:
    """F(phi, m)."""
    phi, m = map(evaluated, node.args)
    if m == 0:
        return phi
    return (
        _by_symmetry(phi, lambda psi: elliptic_f(psi, m, evaluate=False), elliptic_k(m, evaluate=False))
        or _first_kind_of_number(phi, m)
        or _gudermann(phi, m)
    )


def _gudermann(phi: Expr, m: Expr) -> Expr | None:
    """F(phi, 1) for real phi, which is infinite unless -pi/2 < phi < pi/2."""
    return atanh(sin(phi)) if m == 1 and phi.is_real and not phi.is_number else None


def _first_kind_of_number(phi: Expr, m: Expr) -> Expr | None:
    if m == 1 and _is_acute(phi):
        return asinh(tan(phi))
    if _ends_at_branch_point(phi, m):
        return elliptic_k(1 / m, evaluate=False) / sqrt(m)
    return _by_turns(phi, lambda psi: elliptic_f(psi, m, evaluate=False), elliptic_k(m, evaluate=False))


def second_kind(node: Any, facts: Any) -> Expr | None:
    """E(m) and E(phi, m)."""
    if len(node.args) == 1:
        return _listed(SECOND_KIND, evaluated(node.args[0]))
    phi, m = map(evaluated, node.args)
    if m == 0:
        return phi
    return (
        _by_symmetry(phi, lambda psi: elliptic_e(psi, m, evaluate=False), elliptic_e(m, evaluate=False))
        or _second_kind_degenerate(phi, m)
        or _second_kind_at_branch_point(phi, m)
        or _by_turns(phi, lambda psi: elliptic_e(psi, m, evaluate=False), elliptic_e(m, evaluate=False))
    )


def _second_kind_degenerate(phi: Expr, m: Expr) -> Expr | None:
    if m != 1:
        return None
    if _is_acute(phi):
        return sin(phi)
    turns = floor(re(phi) / pi + HALF)
    return (-1) ** turns * sin(phi) + 2 * turns


def _second_kind_at_branch_point(phi: Expr, m: Expr) -> Rewrite | None:
    """Where sin(phi) = 1/sqrt(m) the amplitude becomes a right angle for the reciprocal parameter."""
    if not (_ends_at_branch_point(phi, m) or (phi.func.__name__ == "asin" and _is_reciprocal_root(phi.args[0], m))):
        return None
    value = sqrt(m) * (elliptic_e(1 / m, evaluate=False) - (1 - 1 / m) * elliptic_k(1 / m, evaluate=False))
    return Rewrite(value, (Need(m, Kind.NONZERO),))


def _is_reciprocal_root(sine: Expr, m: Expr) -> bool:
    """Whether an expression is written as the reciprocal of the principal root of m."""
    if sine == m**-HALF:
        return True
    base, exponent = sine.as_base_exp()
    return bool(exponent == -1 and base == m**HALF)


def _ends_at_branch_point(phi: Expr, m: Expr) -> bool:
    """For numbers: whether sin(phi) = 1/sqrt(m) with 0 < phi < pi/2."""
    if not (m.is_number and phi.is_number and m.is_positive) or m == 1 or m < 1 or not _is_acute(phi):
        return False
    return bool(phi.is_positive) and same_number(sin(phi) ** 2 * m, Integer(1))


def third_kind(node: Any, facts: Any) -> Expr | None:
    """Pi(n, m) and Pi(n, phi, m)."""
    if len(node.args) == 2:
        return _third_kind_complete(*map(evaluated, node.args))
    n, phi, m = map(evaluated, node.args)
    if n == 0:
        return elliptic_f(phi, m, evaluate=False)
    by_symmetry = _by_symmetry(
        phi, lambda psi: elliptic_pi(n, psi, m, evaluate=False), elliptic_pi(n, m, evaluate=False)
    )
    return by_symmetry or _third_kind_degenerate(n, phi, m, facts)


def _third_kind_degenerate(n: Expr, phi: Expr, m: Expr, facts: Any) -> Expr | None:
    """Pi(n, phi, 0) for real n < 1 and -pi/2 < phi < pi/2."""
    if m != 0 or not is_below_one(n, facts) or not is_inside(phi, -pi / 2, pi / 2, facts):
        return None
    return atan(sqrt(1 - n) * tan(phi)) / sqrt(1 - n)


def _third_kind_complete(n: Expr, m: Expr) -> Expr | None:
    if n == 0:
        return elliptic_k(m, evaluate=False)
    if m == 0 and n != 1:
        return pi / (2 * sqrt(1 - n))
    if n == m and n != 1:
        return elliptic_e(m, evaluate=False) / (1 - m)
    return None


# ---- amplitudes


def _by_symmetry(phi: Expr, function: Callable[[Expr], Expr], complete: Expr) -> Expr | None:
    """An incomplete integral, odd and quasi-periodic in its amplitude, by that of a smaller one."""
    return _by_half_turns(phi, complete) or _by_whole_turns(phi, function, complete) or _odd(phi, function)


def _by_half_turns(phi: Expr, complete: Expr) -> Expr | None:
    """At whole multiples of pi/2 the complete integral counts the quarter periods."""
    count = whole_multiple(phi, pi / 2)
    return None if count is None else Mul(count, complete, evaluate=False)


def _by_whole_turns(phi: Expr, function: Callable[[Expr], Expr], complete: Expr) -> Expr | None:
    """An amplitude with a multiple of pi among its terms, which is at most pi/2 afterwards."""
    if phi.is_number:
        return None
    rest, turns = phi, Integer(0)
    for term in Add.make_args(phi):
        count = term / pi
        if count.is_Rational or count.is_integer:
            whole = floor(count + HALF)
            rest, turns = rest - whole * pi, turns + whole
    return None if turns == 0 else function(rest) + 2 * turns * complete


def _odd(phi: Expr, function: Callable[[Expr], Expr]) -> Expr | None:
    """An amplitude with a minus sign; one without it is left as it is."""
    if phi != 0 and phi.could_extract_minus_sign():
        return Mul(-1, function(-phi), evaluate=False)
    return None


def _by_turns(phi: Expr, function: Callable[[Expr], Expr], complete: Expr) -> Expr | None:
    """A real number above pi/2 is moved by a multiple of pi."""
    if not (phi.is_number and known_real(phi)):
        return None
    turns = floor(phi / pi + HALF)
    if not turns.is_Integer or turns == 0:
        return None
    return function(phi - turns * pi) + 2 * turns * complete


def _is_acute(phi: Expr) -> bool:
    """Whether a number lies between -pi/2 and pi/2, both excluded."""
    return bool(phi.is_number and known_real(phi) and (pi / 2 - phi).is_positive and (phi + pi / 2).is_positive)


RULES: dict[Any, tuple[Rule, ...]] = {
    elliptic_k: (Rule("singular values of elliptic integrals", first_kind),),
    elliptic_f: (Rule("degenerate elliptic integrals of the first kind", first_kind_incomplete),),
    elliptic_e: (Rule("values of elliptic integrals of the second kind", second_kind),),
    elliptic_pi: (Rule("degenerate elliptic integrals of the third kind", third_kind),),
}

__all__ = ["PASSES", "RULES"]
