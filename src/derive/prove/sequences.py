"""Limits that fail along a sequence: x runs through 2 pi n + c, where sines and cosines stand still.

If f had the claimed limit as x moves to its point, it would have it along every sequence that goes there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sympy import Expr, Integer, Symbol, cos, oo, pi, sin, tan

from derive.calculation import Approach, Relation
from derive.claim import Claim
from derive.domains import POSITIVE_INTEGER
from derive.evidence import Disproof
from derive.prove.facts import Facts
from derive.prove.limits import prove_limit

OFFSETS = (pi / 2, -pi / 2, Integer(0), pi)


def refute_by_sequences(claim: Claim, facts: Facts) -> Disproof | None:
    """A sequence along which the left side has another limit than the one claimed.

    >>> from derive.domains import REAL
    >>> x = REAL.symbol("x")
    >>> claim = Claim(sin(x), Relation.TENDS_TO, Integer(0), {x: REAL}, approach=Approach(x, oo, "-"))
    >>> refute_by_sequences(claim, Facts({x: REAL})).reason
    'along x = 2*pi*n + pi/2 the limit is 1'
    """
    approach = claim.approach
    if claim.relation is not Relation.TENDS_TO or approach is None or not isinstance(claim.lhs, Expr):
        return None
    x = approach.variable
    if not claim.lhs.has(sin, cos, tan) or not claim.domains[x].is_interval or approach.point.free_symbols:
        return None
    if any(x in hypothesis.free_symbols for hypothesis in claim.hypotheses):
        return None
    n = POSITIVE_INTEGER.symbol("n")
    rest = {symbol: domain for symbol, domain in claim.domains.items() if symbol != x}
    for path in _paths(approach, n):
        along = replace(
            claim, lhs=claim.lhs.xreplace({x: path}), domains={**rest, n: POSITIVE_INTEGER},
            approach=Approach(n, oo, "-"),
        )  # fmt: skip
        found = prove_limit(along, Facts.of(along))
        if isinstance(found, Disproof):
            return replace(found, method="a sequence", reason=f"along {x} = {path} {found.reason}")
    return None


def _paths(approach: Approach, n: Symbol) -> Iterator[Expr]:
    """Sequences that go to the point from a side from which the variable may come."""
    for offset in OFFSETS:
        step = 2 * pi * n + offset
        if approach.point in (oo, -oo):
            yield step if approach.point == oo else -step
        else:
            yield approach.point + (1 if "+" in approach.direction else -1) / step
