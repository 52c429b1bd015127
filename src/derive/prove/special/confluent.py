"""Contiguous relations of 1F1 and 0F1, and Pfaff's transformation of 2F1.

With D = z d/dz each shift of a parameter by one is a first-order operator, as for Gauss's function:
a function that is p*F + q*D(F) stays so, by the differential equation D(D F) = (z + 1 - b)*D(F) + a*z*F of 1F1 and
D(D F) = (1 - b)*D(F) + z*F of 0F1.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations
from typing import Any

from sympy import QQ, Expr, Integer, Mul, Pow, cancel, default_sort_key, hyper
from sympy.polys.fields import FracElement, field

from derive.prove.special.arguments import plain
from derive.prove.special.hypotheses import is_below_one, is_inside_unit_disc
from derive.prove.special.quantities import is_right_of_zero
from derive.prove.special.rules import (
    Found,
    Kind,
    Need,
    Pass,
    Rewrite,
    Rule,
    Sides,
    nonzero_denominators,
    occurrences,
    replaced,
)

_FIELD, A, B, Z = field("a,b,z", QQ)
MOST_SHIFTS = 8

Pair = tuple[FracElement, FracElement]


class NoShift(Exception):
    """A step that divides by 0 for these parameters."""


class Shifted:
    """1F1(a + i; b + j; z) or 0F1(b + j; z) as p*F + q*D(F)."""

    def __init__(self, above: int) -> None:
        self.above = above
        self.a, self.b = A, B
        self.pair: Pair = (_FIELD(1), _FIELD(0))

    def to(self, steps: Sequence[tuple[str, int]]) -> Pair:
        """The pair after the steps: a parameter and the whole number by which it grows.

        >>> Shifted(1).to([("a", 1)])
        (1, 1/a)
        """
        for name, count in steps:
            for _ in range(abs(count)):
                self._step(name, 1 if count > 0 else -1)
        return self.pair

    def _step(self, name: str, direction: int) -> None:
        a, b = self.a, self.b
        if name == "a" and direction > 0:
            self.pair, self.a = self._combined(_FIELD(1), 1 / a), a + 1
        elif name == "a":
            self.pair, self.a = self._combined((b - a - Z) / (b - a), 1 / (b - a)), a - 1
        elif direction < 0:
            self.pair, self.b = self._combined(_FIELD(1), 1 / (b - 1)), b - 1
        elif self.above == 1:
            factor = b / (b - a)
            self.pair, self.b = self._combined(factor, -factor / Z), b + 1
        else:
            self.pair, self.b = self._combined(_FIELD(0), b / Z), b + 1

    def _combined(self, here: FracElement, slope: FracElement) -> Pair:
        """here * f + slope * D(f) for the current function f = p*F + q*D(F)."""
        p, q = self.pair
        of_value, of_slope = (A * Z, Z + 1 - B) if self.above == 1 else (Z, 1 - B)
        value = Z * p.diff(Z) + q * of_value
        derivative = p + Z * q.diff(Z) + q * of_slope
        return here * p + slope * value, here * q + slope * derivative


def contiguous(sides: Sides, facts: Any) -> Found | None:
    """1F1 or 0F1 whose parameters differ by whole numbers, in one of them and its derivative."""
    for above in (1, 0):
        nodes = [n for n in occurrences(sides, hyper) if (len(n.args[0]), len(n.args[1])) == (above, 1)]
        keys = [(tuple(map(plain, (*n.args[0], *n.args[1]))), plain(n.args[2])) for n in nodes]
        for base, (parameters, z) in zip(nodes, keys, strict=True):
            raised = hyper([p + 1 for p in parameters[:-1]], [parameters[-1] + 1], z)
            values, needs = dict[Any, Expr](), list[Need]()
            for node, (others, w) in zip(nodes, keys, strict=True):
                if node in (base, raised) or plain(w - z) != 0:
                    continue
                shifts = [plain(there - here) for there, here in zip(others, parameters, strict=True)]
                if not all(s.is_Integer and abs(s) <= MOST_SHIFTS for s in shifts):
                    continue
                found = _combination(parameters, [int(s) for s in shifts], z, (base, raised))
                if found is not None:
                    values[node] = found[0]
                    needs += found[1]
            if values:
                return tuple(replaced(side, values) for side in sides), tuple(needs)
    return None


def _combination(
    parameters: Sequence[Expr], shifts: Sequence[int], z: Expr, pair: tuple[Any, Any]
) -> tuple[Expr, list[Need]] | None:
    above = len(parameters) - 1
    steps = [(name, shift) for name, shift in zip("ab"[1 - above :], shifts, strict=True) if shift]
    a, b = (parameters[0] if above else Integer(1)), parameters[-1]
    for order in permutations(steps):
        try:
            p, q = (_as_expression(x, (a, b, z)) for x in Shifted(above).to(order))
        except ZeroDivisionError:
            continue
        q = cancel(q * z * (a if above else 1) / b)
        if all(x.is_finite is not False for x in (p, q)):
            return p * pair[0] + q * pair[1], nonzero_denominators(p, q)
    return None


def _as_expression(element: FracElement, values: Sequence[Expr]) -> Expr:
    replacements = dict(zip(_FIELD.symbols, values, strict=True))
    denominator = element.denom.as_expr(*_FIELD.symbols).xreplace(replacements)
    if denominator == 0 or plain(denominator) == 0:
        raise ZeroDivisionError
    return cancel(element.numer.as_expr(*_FIELD.symbols).xreplace(replacements) / denominator)


def pfaff(sides: Sides, facts: Any) -> Found | None:
    """2F1(a, b; c; w) = (1 - z)**a * 2F1(a, c - b; c; z) for w = z/(z - 1), z not in [1, oo)."""
    nodes = [n for n in occurrences(sides, hyper) if (len(n.args[0]), len(n.args[1])) == (2, 1)]
    for node in nodes:
        w = plain(node.args[2]) if node.args[2].is_polynomial() else cancel(plain(node.args[2]))
        for other in nodes:
            z = plain(other.args[2])
            if other is node or w.is_number or cancel(w - z / (z - 1)) != 0 or not _is_off_cut(z, facts):
                continue
            a, b = sorted(map(plain, node.args[0]), key=lambda p: p not in map(plain, other.args[0]))
            c = plain(node.args[1][0])
            value = Pow(1 - z, a) * hyper(sorted((a, plain(c - b)), key=default_sort_key), (c,), z)
            return tuple(replaced(side, {node: value}) for side in sides), ()
    return None


def _is_off_cut(z: Expr, facts: Any) -> bool:
    return is_inside_unit_disc(z, facts) or is_below_one(z, facts) or is_right_of_zero(plain(1 - z), facts)


def cancelling_powers(node: Any, facts: Any) -> Rewrite | None:
    """b**x * b**y where x + y is a whole number and x is none, for the prefactors of transformations."""
    factors = list(_factors(node, 1))
    for index, (base, exponent) in enumerate(factors):
        if exponent.is_number or base.is_number:
            continue
        for other, (same, power) in enumerate(factors):
            total = plain(exponent + power)
            if other > index and same == base and total.is_Integer and not power.is_number:
                rest = [Pow(b, e) for i, (b, e) in enumerate(factors) if i not in (index, other)]
                return Rewrite(Mul(*rest, Pow(base, total)), (Need(base, Kind.NONZERO),))
    return None


def _factors(node: Any, power: int) -> Iterator[tuple[Any, Any]]:
    """Bases and exponents of a product, through nested products and reciprocals."""
    if isinstance(node, Mul):
        for factor in node.args:
            yield from _factors(factor, power)
    elif isinstance(node, Pow) and node.exp == -1 and isinstance(node.base, Mul | Pow):
        yield from _factors(node.base, -power)
    elif isinstance(node, Pow):
        yield plain(node.base), power * plain(node.exp)
    else:
        yield node, Integer(power)


RULES: dict[Any, tuple[Rule, ...]] = {Mul: (Rule("powers of one base", cancelling_powers),)}

PASSES: tuple[Pass, ...] = (
    Pass("Pfaff's transformation", pfaff),
    Pass("contiguous relations of confluent functions", contiguous),
)

__all__ = ["PASSES", "RULES"]
