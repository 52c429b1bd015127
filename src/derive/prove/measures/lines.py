"""Functions of averages put between lines: |A| = A for A >= 0, log A <= A - 1, A^2 <= A <= 1/A for 0 <= A <= 1.

A step may weaken a known bound by a function of one of its sides.  The function is replaced by a line on the right
side of it, as far as what is known of its argument allows, and the rest is a claim of the usual kind.

Source: Steele, The Cauchy-Schwarz Master Class (2004), chapter 6.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from sympy import Abs, Dummy, Expr, Integer, Pow, exp, log

from derive.calculation import Relation
from derive.claim import Claim
from derive.evidence import Proof, Trust
from derive.prove.measures.expansion import expanded
from derive.prove.measures.pieces import holds_integral
from derive.terms.densities import BaseIntegral
from derive.terms.expectation import Defined, Expectation
from derive.tree import rewritten

METHOD = "lines beside functions of averages"

GREATER_FIRST = (Relation.AT_LEAST, Relation.ABOVE)
LESSER_FIRST = (Relation.AT_MOST, Relation.BELOW)

Need = tuple[Relation, int]
"""What the argument of a function must be for a line to lie on one side of it."""


class Side(Enum):
    """Where a line lies."""

    BELOW = -1
    ON = 0
    ABOVE = 1


@dataclass(frozen=True)
class Line:
    """What may stand in place of a function of an average, and where that function has a value."""

    node: Expr
    value: Expr
    side: Side
    needs: tuple[Need, ...] = ()
    where: Need | None = None


ABOVE_0, AT_LEAST_0, AT_MOST_0, AT_MOST_1 = (
    (Relation.ABOVE, 0), (Relation.AT_LEAST, 0), (Relation.AT_MOST, 0), (Relation.AT_MOST, 1),
)  # fmt: skip


def prove_straightened(claim: Claim) -> Proof | None:
    """An equality or inequality once a function of an average is replaced by a line."""
    if claim.relation is not Relation.EQUAL and claim.relation not in GREATER_FIRST + LESSER_FIRST:
        return None
    for name in ("lhs", "rhs"):
        written = getattr(claim, name)
        for line in _lines(written):
            if _is_safe(claim, name, line):
                found = _with_line(claim, replace(claim, **{name: rewritten(written, {line.node: line.value})}), line)
                if found is not None:
                    return found
    return None


def _with_line(claim: Claim, straight: Claim, line: Line) -> Proof | None:
    """The proof of a claim from that of the straightened one, and from what the line needs."""
    from derive.abstract.proving import prove_abstract  # which asks this prover again

    needed = (claim.relating(line.node.args[0], relation, Integer(bound)) for relation, bound in line.needs)
    proofs = []
    for part in (*needed, straight):
        found = prove_abstract(part)
        if not isinstance(found, Proof):
            return None
        proofs.append(found)
    conditions = (*(text for proof in proofs for text in proof.conditions), *_where(claim, line))
    method = f"{METHOD}, {proofs[-1].method}"
    trusts = max((Trust.RULE, *(proof.trusts for proof in proofs)), key=lambda trust: trust.rank)
    return replace(proofs[-1], method=method, trusts=trusts, conditions=tuple(dict.fromkeys(conditions)))


def _where(claim: Claim, line: Line) -> tuple[str, ...]:
    """The condition under which the function has a value, unless it always has."""
    from derive.abstract.proving import prove_abstract

    if line.where is None or line.where in line.needs:
        return ()
    relation, bound = line.where
    inside = line.node.args[0]
    found = prove_abstract(claim.relating(inside, relation, Integer(bound)))
    return found.conditions if isinstance(found, Proof) else (f"{inside} {relation.value} {bound}",)


def _is_safe(claim: Claim, name: str, line: Line) -> bool:
    """Whether the claim follows once the line is put in."""
    if line.side is Side.ON or claim.relation is Relation.EQUAL:
        return line.side is Side.ON
    stands_for = Dummy(real=True)
    slope = rewritten(getattr(claim, name), {line.node: stands_for}).diff(stands_for)
    if stands_for in slope.free_symbols or holds_integral(expanded(slope)):
        return False
    is_greater = (name == "lhs") == (claim.relation in GREATER_FIRST)
    wanted = Side.BELOW if is_greater else Side.ABOVE
    return bool(slope.is_nonnegative if line.side is wanted else slope.is_nonpositive)


def _lines(side: Any) -> Iterator[Line]:
    for node in _functions_of_averages(side):
        yield from _beside(node)
    for node in side.atoms(Abs):
        if node.args[0].is_nonnegative:
            yield Line(node, node.args[0], Side.ON)


def _functions_of_averages(node: Any) -> Iterator[Any]:
    """The functions and powers outside of the integrals, outermost first."""
    if isinstance(node, Expectation | BaseIntegral | Defined):
        return
    if isinstance(node, Abs | log | exp | Pow) and holds_integral(expanded(node.args[0])):
        yield node
    for argument in getattr(node, "args", ()):
        yield from _functions_of_averages(argument)


def _beside(node: Any) -> Iterator[Line]:
    """Lines on, above or below a function of an average, with what they need."""
    inside = node.args[0]
    if isinstance(node, Abs):
        yield Line(node, inside, Side.ON, (AT_LEAST_0,))
        yield Line(node, -inside, Side.ON, (AT_MOST_0,))
    elif isinstance(node, log):
        yield Line(node, inside - 1, Side.ABOVE, where=ABOVE_0)
    elif isinstance(node, exp):
        yield Line(node, inside + 1, Side.BELOW)
    elif node.exp.is_Rational:
        yield from _beside_power(node, inside)


def _beside_power(node: Any, inside: Expr) -> Iterator[Line]:
    if node.exp > 1:
        yield Line(node, inside, Side.ABOVE, (AT_LEAST_0, AT_MOST_1))
    elif node.exp < 0:
        yield Line(node, inside, Side.BELOW, (AT_LEAST_0, AT_MOST_1), ABOVE_0)
    else:
        yield Line(node, inside, Side.BELOW, (AT_LEAST_0, AT_MOST_1))
        yield Line(node, inside, Side.ON, (AT_MOST_0,), AT_LEAST_0)  # of a negative number there is no root
