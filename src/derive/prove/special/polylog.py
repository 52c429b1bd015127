"""Polylogarithms and Lerch's transcendent: special orders and special arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sympy import Add, Expr, Integer, Rational, S, lerchphi, log, pi, polylog

from derive.prove.special.quantities import arithmetic, at_least
from derive.prove.special.rules import Kind, Need, Rewrite, Rule
from derive.prove.special.zeta import zeta_of

if TYPE_CHECKING:
    from derive.prove.principal import PlaneFacts

LARGEST_ORDER = 20


def of_polylog(node: Any, facts: PlaneFacts) -> Any:
    """Li_s at 0, 1 and -1, of orders 1, 0, -1, ...; Li_2(1/2) and Li_3(1/2)."""
    s, z = (arithmetic(argument) for argument in node.args)
    if s == 1:
        return -log(arithmetic(1 - z), evaluate=False)
    if s.is_Integer and -LARGEST_ORDER <= s <= 0:
        return Rewrite(_of_whole_order(int(-s), z), (Need(1 - z, Kind.NONZERO),))
    if z == 0:
        return S.Zero
    if z == 1:
        return zeta_of(s) if (s.is_Rational and s > 1) or at_least(s, Rational(1001, 1000), facts) else None
    if z == -1:
        return Rewrite((2 ** (1 - s) - 1) * zeta_of(s), (Need(s - 1, Kind.NONZERO),))
    if z == S.Half and s == 2:
        return pi**2 / 12 - log(2) ** 2 / 2
    if z == S.Half and s == 3:
        return Rational(7, 8) * zeta_of(Integer(3)) - pi**2 * log(2) / 12 + log(2) ** 3 / 6
    return None


def _of_whole_order(n: int, z: Expr) -> Expr:
    """Li_(-n) = (z d/dz)^n z/(1 - z), as a polynomial in z over (1 - z)^(n + 1)."""
    numerator = [Integer(0), Integer(1)]  # Eulerian: N' -> z (N' (1 - z) + k N)
    for k in range(1, n + 1):
        slopes = [j * c for j, c in enumerate(numerator)] + [Integer(0)]
        shifted = [Integer(0), *((k - j) * c for j, c in enumerate(numerator))]
        numerator = [a + b for a, b in zip(slopes, shifted, strict=True)]
    return Add(*(c * z**j for j, c in enumerate(numerator))) / (1 - z) ** (n + 1)


def of_lerch(node: Any, facts: PlaneFacts) -> Any:
    """Lerch's transcendent at z = 1, z = -1 and a = 1."""
    z, s, a = (arithmetic(argument) for argument in node.args)
    if not at_least(a, Rational(1, 1000), facts):
        return None
    if z == 1:
        return zeta_of(s, a) if at_least(s, Rational(1001, 1000), facts) else None
    if z == -1:
        value = 2**-s * (zeta_of(s, a / 2) - zeta_of(s, (a + 1) / 2))
        return Rewrite(value, (Need(s - 1, Kind.NONZERO),))
    if a == 1:
        return Rewrite(polylog(s, z, evaluate=False) / z, (Need(z, Kind.NONZERO),))
    return None


RULES: dict[type, tuple[Rule, ...]] = {
    polylog: (Rule("values of polylogarithms", of_polylog),),
    lerchphi: (Rule("values of Lerch's transcendent", of_lerch),),
}
