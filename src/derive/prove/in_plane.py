"""Provers of the complex reading, and the bridge to those of the real one.

A proof on principal branches holds in the real reading as well: where every subexpression is real and finite,
it has its principal value.  The other way needs every subexpression to be real at every point.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from sympy import (
    Abs,
    Add,
    Derivative,
    E,
    Heaviside,
    Integer,
    Max,
    Min,
    Mul,
    Number,
    NumberSymbol,
    Piecewise,
    Pow,
    Rational,
    Symbol,
    acos,
    acosh,
    arg,
    asin,
    asinh,
    atan,
    atanh,
    binomial,
    ceiling,
    conjugate,
    cos,
    cosh,
    cot,
    coth,
    csc,
    csch,
    erf,
    erfc,
    erfi,
    exp,
    factorial,
    floor,
    gamma,
    hyper,
    im,
    log,
    preorder_traversal,
    re,
    sec,
    sech,
    sign,
    sin,
    sinh,
    tan,
    tanh,
)  # fmt: skip
from sympy.core.numbers import ImaginaryUnit
from sympy.core.relational import Relational

from derive.calculation import Relation
from derive.claim import Claim, Reading
from derive.evidence import Proof
from derive.prove.cas import prove_by_cas
from derive.prove.constants import prove_constants
from derive.prove.facts import Facts
from derive.prove.identity import prove_identity
from derive.prove.ledger import REQUIRED, Obligation, obligations
from derive.prove.plane import prove_plane
from derive.prove.plane_facts import PlaneFacts
from derive.prove.principal import prove_principal
from derive.prove.special.prover import prove_special
from derive.prove.summation import prove_sum
from derive.terms.functions import cbrt, logit, sigmoid

PlaneProver = Callable[[Claim, Any], Proof | None]
Announce = Callable[[str], None]

REAL_WHERE_DEFINED = frozenset({
    Abs, Add, Derivative, Heaviside, Max, Min, Mul, Piecewise, Pow, acos, acosh, asin, asinh, atan, atanh, ceiling, cos,
    cosh, cot, coth, csc, csch, erf, erfc, exp, floor, gamma, log, sec, sech, sign, sin, sinh, tan, tanh,
    logit, sigmoid,
})  # fmt: skip
"""Heads whose values at real arguments are real exactly where the ledger of the real reading says so."""


def prove_by_simplify(claim: Claim, facts: PlaneFacts) -> Proof | None:
    """SymPy's `simplify`, as a last resort, and only for what has no cuts: it does not see them.

    It takes loggamma(conjugate(z)) for conjugate(loggamma(z)), which is wrong on the negative axis.
    """
    if all(_is_without_cuts(part) for side in (claim.lhs, claim.rhs) for part in preorder_traversal(side)):
        return prove_by_cas(claim, facts.real)
    return None


WITHOUT_CUTS = (
    Add, Mul, Symbol, Number, NumberSymbol, ImaginaryUnit, exp, sin, cos, tan, cot, sec, csc, sinh, cosh, tanh, coth,
    sech, csch, gamma, factorial, binomial, erf, erfc, erfi, conjugate, re, im, Abs,
)  # fmt: skip


def _is_without_cuts(part: Any) -> bool:
    if isinstance(part, Pow):
        return isinstance(part.exp, Integer) or part.base == E
    return isinstance(part, WITHOUT_CUTS)


def prove_real_throughout(claim: Claim, facts: PlaneFacts) -> Proof | None:
    """The claim in the real reading, where that speaks of all the points."""
    from derive.prove import prove_real

    if not all(domain.is_real for domain in claim.domains.values()):
        return None
    if not all(_is_real(side) for side in (claim.lhs, claim.rhs, *(s for h in claim.hypotheses for s in h.args))):
        return None
    bare = Facts.about(claim.domains, (), ())
    sides = (claim.lhs, claim.rhs, *claim.hypotheses)
    if not all(bare.imply(o.expression, REQUIRED[o.kind]) for side in sides for o in obligations(side)):
        return None
    found = prove_real(replace(claim, reading=Reading.REAL), lambda what: None)
    return found if isinstance(found, Proof) else None


PROVERS_IN_PLANE: tuple[PlaneProver, ...] = (
    prove_principal, prove_constants, prove_special, prove_plane, prove_sum, prove_real_throughout, prove_by_simplify,
)  # fmt: skip

OF_THE_PLANE = (re, im, arg, conjugate, Abs, sign)
"""Heads that call for the laws of the plane before those of special functions."""


def provers_of(claim: Claim) -> tuple[PlaneProver, ...]:
    """The provers in the order that suits a claim; the last two lean on the real reading and on SymPy."""
    if claim.relation is not Relation.EQUAL:
        return (prove_real_throughout, *PROVERS_IN_PLANE)
    if any(_has(side, OF_THE_PLANE) for side in (claim.lhs, claim.rhs)):
        return (prove_principal, prove_constants, prove_plane, *PROVERS_IN_PLANE[2:])
    return PROVERS_IN_PLANE


def prove_in_plane(claim: Claim, announce: Announce) -> Proof | None:
    """The first proof of a claim in the complex reading, with the definedness conditions that are left."""
    facts = PlaneFacts.of(claim)
    found = prove_identity(claim, facts.real)
    if found is None:
        found = _first_proof(claim, facts, provers_of(claim), announce)
    return replace(found, conditions=conditions_in_plane(claim, facts)) if found is not None else None


def _first_proof(
    claim: Claim, facts: PlaneFacts, provers: Iterable[PlaneProver], announce: Announce
) -> Proof | None:  # fmt: skip
    for prover in dict.fromkeys(provers):
        announce(f"looking for a proof: {prover.__name__.removeprefix('prove_').replace('_', ' ')}")
        found = prover(claim, facts)
        if found is not None:
            return found
    return None


def prove_on_line(claim: Claim, announce: Announce) -> Proof | None:
    """A claim in the real reading by the provers of the complex one."""
    if claim.relation is not Relation.EQUAL or not _is_plain(claim) or _has_no_place_on_line(claim):
        return None
    return _first_proof(claim, PlaneFacts.of(claim), provers_of(claim)[:-2], announce)


def _is_plain(claim: Claim) -> bool:
    return all(hasattr(side, "has") for side in (claim.lhs, claim.rhs))


def _has(side: Any, heads: tuple[type, ...]) -> bool:
    return hasattr(side, "has") and side.has(*heads)


def _has_no_place_on_line(claim: Claim) -> bool:
    """Whether a side holds what has no real value, or not its principal one."""
    return any(side.has(ImaginaryUnit, cbrt) for side in (claim.lhs, claim.rhs))


def _is_real(node: Any) -> bool:
    """Whether a tree holds nothing but what the ledger of the real reading covers."""
    if isinstance(node, Symbol | Rational | Integer | NumberSymbol):
        return True
    if isinstance(node, Derivative):
        return _is_real(node.expr)
    if isinstance(node, Piecewise):
        return all(_is_real(value) and _is_real(condition) for value, condition in node.args)
    if node in (True, False):
        return True
    known = type(node) in REAL_WHERE_DEFINED or isinstance(node, Relational)
    return known and all(_is_real(part) for part in node.args)


# ---- definedness


def conditions_in_plane(claim: Claim, facts: PlaneFacts) -> tuple[str, ...]:
    """What must not be 0 for both sides to have a value, as far as the facts leave it open.

    Roots have a value everywhere in the plane, and logarithms everywhere but at 0.
    """
    needed = dict.fromkeys(o.expression for side in (claim.lhs, claim.rhs) for o in _obligations(side))
    nonzero = [f"{expression} != 0" for expression in needed if not facts.is_nonzero(expression)]
    return (*nonzero, *dict.fromkeys(_lower_parameters(claim)))


def _lower_parameters(claim: Claim) -> Iterator[str]:
    """Lower parameters of hypergeometric functions, at whose poles their series says nothing."""
    for side in (claim.lhs, claim.rhs):
        for node in side.atoms(hyper) if hasattr(side, "atoms") else ():
            yield from (f"{b} is none of 0, -1, -2, ..." for b in node.args[1] if b.free_symbols)


def _obligations(side: Any) -> Iterator[Obligation]:
    if not hasattr(side, "free_symbols"):
        return
    for obligation in obligations(side):
        if obligation.kind != "nonnegative":
            yield obligation
