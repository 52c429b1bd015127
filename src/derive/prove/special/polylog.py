"""Polylogarithms and Lerch's transcendent: special orders and special arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sympy import Add, Catalan, Expr, I, Integer, Ne, Rational, S, cancel, im, lerchphi, log, pi, polylog, sqrt

from derive.prove.special.arguments import same_number
from derive.prove.special.hypotheses import is_below_one, is_inside_unit_disc
from derive.prove.special.quantities import arithmetic, at_least
from derive.prove.special.rules import Found, Kind, Need, Pass, Rewrite, Rule, Sides, occurrences, replaced
from derive.prove.special.zeta import zeta_of

if TYPE_CHECKING:
    from derive.prove.principal import PlaneFacts

LARGEST_ORDER = 20
PHI = (1 + sqrt(5)) / 2
LOG_PHI = log(PHI)
DILOGARITHMS: tuple[tuple[Expr, Expr], ...] = (
    (S.Half, pi**2 / 12 - log(2) ** 2 / 2),
    (Integer(2), pi**2 / 4 - I * pi * log(2)),
    (I, -(pi**2) / 48 + I * Catalan),
    (-I, -(pi**2) / 48 - I * Catalan),
    (1 / PHI, pi**2 / 10 - LOG_PHI**2),
    (1 / PHI**2, pi**2 / 15 - LOG_PHI**2),
    (-PHI, -(pi**2) / 10 - LOG_PHI**2),
    (-1 / PHI, -(pi**2) / 15 + LOG_PHI**2 / 2),
    (PHI, 11 * pi**2 / 15 + log(-1 / PHI) ** 2 / 2),
    (PHI**2, -11 * pi**2 / 15 - log(-PHI) ** 2),
)
"""Values of Li_2 that logarithms give."""


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
    if s == 2 and z.is_number:
        return _dilogarithm_of_number(z)
    if z == S.Half and s == 3:
        return Rational(7, 8) * zeta_of(Integer(3)) - pi**2 * log(2) / 12 + log(2) ** 3 / 6
    return None


def _dilogarithm_of_number(z: Expr) -> Expr | None:
    return next((value for place, value in DILOGARITHMS if same_number(z, place)), None)


def _of_whole_order(n: int, z: Expr) -> Expr:
    """Li_(-n) = (z d/dz)^n z/(1 - z), as a polynomial in z over (1 - z)^(n + 1)."""
    numerator = [Integer(0), Integer(1)]  # Eulerian: N' -> z (N' (1 - z) + k N)
    for k in range(1, n + 1):
        slopes = [j * c for j, c in enumerate(numerator)] + [Integer(0)]
        shifted = [Integer(0), *((k - j) * c for j, c in enumerate(numerator))]
        numerator = [a + b for a, b in zip(slopes, shifted, strict=True)]
    return Add(*(c * z**j for j, c in enumerate(numerator))) / (1 - z) ** (n + 1)


# ---- polylogarithms that occur together


def related(sides: Sides, facts: PlaneFacts) -> Found | None:
    """Orders 2 and 3 at z, 1 - z, 1/z and z/(z - 1); every order at z, -z and z**2."""
    nodes = [(node, *map(arithmetic, node.args)) for node in occurrences(sides, polylog)]
    for here, s, u in nodes:
        for there, order, v in nodes:
            if here is there or order != s or u == v or u.is_number:
                continue
            found = _by_duplication(nodes, there, s, u, v) or _by_relation(here, there, s, u, v, facts)
            if found is not None:
                return tuple(replaced(side, {there: found.result}) for side in sides), found.needs
    return None


def _by_duplication(nodes: list[Any], there: Any, s: Expr, u: Expr, v: Expr) -> Rewrite | None:
    """Li_s(z) + Li_s(-z) = 2**(1 - s) Li_s(z**2): as z moves off the real axis no argument meets its cut."""
    if arithmetic(u + v) != 0:
        return None
    square = next((n for n, order, w in nodes if order == s and arithmetic(w - u**2) == 0), None)
    if square is None:
        return None
    return Rewrite(2 ** (1 - s) * square - polylog(s, u, evaluate=False))


def _by_relation(here: Any, there: Any, s: Expr, u: Expr, v: Expr, facts: PlaneFacts) -> Rewrite | None:
    """Li_s(v) by Li_s(u)."""
    if s == 2 and arithmetic(u + v - 1) == 0:
        # on either cut the values of the dilogarithm and of log(u), log(1 - u) are those of one side
        value = pi**2 / 6 - log(u, evaluate=False) * log(v, evaluate=False) - here
        return Rewrite(value, (Need(u, Kind.NONZERO), Need(v, Kind.NONZERO)))
    if s == 2 and cancel(v - u / (u - 1)) == 0 and (is_below_one(u, facts) or is_inside_unit_disc(u, facts)):
        return Rewrite(-(log(arithmetic(1 - u), evaluate=False) ** 2) / 2 - here)
    if s in (2, 3) and cancel(u * v) == 1 and _is_off_positive_axis(u, facts):
        wave = log(arithmetic(-u), evaluate=False)
        value = -(pi**2) / 6 - wave**2 / 2 - here if s == 2 else here + pi**2 * wave / 6 + wave**3 / 6
        return Rewrite(value)
    return None


def _is_off_positive_axis(u: Expr, facts: PlaneFacts) -> bool:
    """Whether u is certainly not in [0, oo)."""
    if (-u).is_positive:
        return True
    return any(isinstance(h, Ne) and arithmetic(h.lhs - h.rhs) in (im(u), -im(u)) for h in facts.hypotheses)


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

PASSES: tuple[Pass, ...] = (Pass("functional equations of polylogarithms", related),)
