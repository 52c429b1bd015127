"""Relations between hypergeometric functions that occur together: contiguous ones, Euler's, Kummer's, Bessel's.

Of each group one function is kept, with the one whose parameters are all higher by 1, which is its derivative.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from typing import Any

from sympy import (
    Expr,
    Mul,
    Pow,
    Rational,
    besseli,
    besselj,
    cancel,
    default_sort_key,
    exp,
    gamma,
    hyper,
)

from derive.prove.special.arguments import plain
from derive.prove.special.contiguous import A, B, C, Contiguous, NoShift, as_expression
from derive.prove.special.rules import Found, Kind, Need, Pass, Sides, nonzero_denominators, occurrences, replaced

Parameters = tuple[Expr, Expr, Expr]


def _functions(sides: Sides, above: int, below: int) -> list[tuple[Any, tuple[Expr, ...], Expr]]:
    """Nodes with so many parameters, with these and the argument."""
    found = []
    for node in occurrences(sides, hyper):
        upper, lower, z = node.args
        if (len(upper), len(lower)) == (above, below):
            found.append((node, tuple(map(plain, (*upper, *lower))), plain(z)))
    return found


def contiguous(sides: Sides, facts: Any) -> Found | None:
    """2F1 with parameters that differ by whole numbers, also after Euler's transformation."""
    nodes = _functions(sides, 2, 1)
    values, needs = {}, list[Need]()
    for index, (base, (a, b, c), z) in enumerate(nodes):
        second = _gauss(a + 1, b + 1, c + 1, z)
        others = [(node, p) for node, p, w in nodes[index + 1 :] if plain(w - z) == 0 and node not in (base, second)]
        for node, parameters in others:
            found = _in_terms_of((a, b, c), parameters, z, (base, second)) if node not in values else None
            if found is not None:
                values[node] = found[0]
                needs += found[1]
        if values:
            return tuple(replaced(side, values) for side in sides), tuple(needs)
    return None


def _gauss(a: Expr, b: Expr, c: Expr, z: Expr) -> Expr:
    return hyper(sorted((plain(a), plain(b)), key=default_sort_key), (plain(c),), z)


def _in_terms_of(base: Parameters, parameters: Any, z: Expr, pair: tuple[Any, Any]) -> tuple[Expr, list[Need]] | None:
    for prefactor, (a, b, c) in _forms(parameters, z):
        for upper in ((a, b), (b, a)):
            shifts = [plain(there - here) for there, here in zip((*upper, c), base, strict=True)]
            if not all(shift.is_Integer for shift in shifts):
                continue
            found = _combination(base, [int(shift) for shift in shifts], z, pair)
            if found is not None:
                extra = [Need(1 - z, Kind.NONZERO)] if prefactor != 1 else []
                return prefactor * found[0], found[1] + extra
    return None


def _forms(parameters: Any, z: Expr) -> Iterator[tuple[Expr, Any]]:
    """The function itself, and by Euler's transformation."""
    a, b, c = parameters
    yield Rational(1), (a, b, c)
    yield Pow(1 - z, plain(c - a - b)), (plain(c - a), plain(c - b), c)


def _combination(base: Parameters, shifts: list[int], z: Expr, pair: tuple[Any, Any]) -> tuple[Expr, list[Need]] | None:
    a, b, c = base
    for order in permutations(range(3)):
        try:
            p, q = (as_expression(x, (a, b, c, z)) for x in Contiguous((A, B, C)).shifted(shifts, order))
        except (NoShift, ZeroDivisionError):
            continue
        q = cancel(q * z * a * b / c)
        if any(not x.is_finite for x in (p, q) if x.is_number):
            continue
        return p * pair[0] + q * pair[1], nonzero_denominators(p, q)
    return None


def kummer(sides: Sides, facts: Any) -> Found | None:
    """1F1(a; b; z) = exp(z) 1F1(b - a; b; -z)."""
    nodes = _functions(sides, 1, 1)
    for index, (_, (a, b), z) in enumerate(nodes):
        for node, (d, e), w in nodes[index + 1 :]:
            if (plain(b - e), plain(b - a - d), plain(w + z)) == (0, 0, 0):
                value = exp(-z) * hyper((a,), (b,), z)
                return tuple(replaced(side, {node: value}) for side in sides), ()
    return None


def bessel(sides: Sides, facts: Any) -> Found | None:
    """J and I by 0F1 where both occur."""
    limits = [z for _, _, z in _functions(sides, 0, 1)]
    values, needs = {}, []
    for node in occurrences(sides, (besselj, besseli)) if limits else ():
        order, z = plain(node.args[0]), plain(node.args[1])
        argument = plain((-1 if isinstance(node, besselj) else 1) * z**2 / 4)
        if argument in limits:
            values[node] = Pow(z / 2, order) / gamma(order + 1) * hyper((), (plain(order + 1),), argument)
            needs.append(Need(plain(order + 1), Kind.NO_POLE))
    return (tuple(replaced(side, values) for side in sides), tuple(needs)) if values else None


PASSES: tuple[Pass, ...] = (
    Pass("Gauss's contiguous relations", contiguous),
    Pass("Kummer's transformation", kummer),
    Pass("hypergeometric form of Bessel functions", bessel),
)

__all__ = ["PASSES", "Mul"]
