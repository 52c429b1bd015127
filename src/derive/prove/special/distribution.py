"""Functions at the rationals p/q that are related by reflection and multiplication: a linear system, solved.

The unknowns are the f(p/q), 0 < p < q.  Relations are linear with rational coefficients; what stands on
their right sides lies in a group written by its two operations (products and powers, where f is the
logarithm of gamma).  The values left without a formula are a basis, those of small denominators preferred.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sympy import Expr, Rational, S

Form = dict[int, Any]
Relation = tuple[Form, Expr]


@dataclass(frozen=True)
class Group:
    """Where the right sides lie: a sum of two elements, and a rational multiple of one."""

    zero: Expr
    plus: Callable[[Expr, Expr], Expr]
    times: Callable[[Expr, Any], Expr]


def form(*parts: Form) -> Form:
    """The sum of linear forms.

    >>> form({1: 2, 2: 1}, {1: -2})
    {2: 1}
    """
    total: Form = {}
    for part in parts:
        for p, c in part.items():
            total[p] = total.get(p, S.Zero) + c
    return {p: c for p, c in total.items() if c != 0}


def solved(relations: Iterable[Relation], q: int, group: Group) -> dict[int, Relation]:
    """For each p the form in members of the basis, and the constant beside it, that f(p/q) equals.

    >>> from sympy import Integer, pi
    >>> sums = Group(S.Zero, lambda a, b: a + b, lambda a, c: a * c)
    >>> solved([({1: Integer(1), 2: Integer(1)}, pi)], 3, sums)
    {1: ({1: 1}, 0), 2: ({1: -1}, pi)}
    """
    found: dict[int, Relation] = {}
    for left, right in relations:
        row, known = _put_in(left, group.zero, found, group)
        constant = group.plus(right, group.times(known, -1))
        if not row:
            continue
        pivot = max(row, key=lambda p: (Rational(p, q).q, p))
        lead = row.pop(pivot)
        value = ({p: -c / lead for p, c in row.items()}, group.times(constant, 1 / lead))
        found = {p: _put_in(*other, {pivot: value}, group) for p, other in found.items()}
        found[pivot] = value
    return {p: found.get(p, ({p: S.One}, group.zero)) for p in range(1, q)}


def _put_in(row: Form, constant: Expr, values: dict[int, Relation], group: Group) -> Relation:
    """The form plus constant, with the values put in."""
    kept = {p: c for p, c in row.items() if p not in values}
    for p in row.keys() - kept.keys():
        inside, known = values[p]
        kept = form(kept, {k: c * row[p] for k, c in inside.items()})
        constant = group.plus(constant, group.times(known, row[p]))
    return kept, constant
