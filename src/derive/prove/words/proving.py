"""Claims about vectors and matrices of symbolic size, reduced to claims about numbers.

Vectors and matrices are equal if their words have equal numbers in front; numbers that are made of
them become polynomials in named numbers, of which the provers of ordinary claims know the signs.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sympy import Eq, Expr, Integer, Ne, Piecewise, StrictGreaterThan, StrictLessThan, Symbol, ceiling, floor, sign
from sympy import preorder_traversal as nodes_of
from sympy.core.relational import Relational

from derive.calculation import BETWEEN_NUMBERS, Relation
from derive.claim import Claim
from derive.domains import NONNEGATIVE, NONZERO, POSITIVE, REAL, Domain
from derive.evidence import Disproof, Proof
from derive.prove.identity import FROM_EQUALITY
from derive.prove.words.atoms import Unreadable
from derive.prove.words.forms import Form, plus
from derive.prove.words.inverses import vanishes
from derive.prove.words.order import Lengths, without_root
from derive.prove.words.reading import Reader
from derive.terms.expectation import expand_definitions
from derive.terms.vectors.definite import INVERTIBLE
from derive.terms.vectors.numbers import LogDeterminant
from derive.terms.vectors.shapes import misfit, same, shape_of, shown
from derive.terms.vectors.tensors import Inverted, Shape, Tensor, TensorSymbol

METHOD = "normal form of words"
OPEN = (Ne, StrictLessThan, StrictGreaterThan)
"""Conditions that hold in a whole neighbourhood of every point where they hold."""
ORDERS = frozenset({Relation.AT_MOST, Relation.BELOW, Relation.AT_LEAST, Relation.ABOVE})


def prove_words(claim: Claim) -> Proof | Disproof | None:
    """By the normal form of words, of sides whose shapes fit."""
    if claim.relation not in BETWEEN_NUMBERS or not _speaks_of_tensors(claim):
        return None
    try:
        return _proved(claim)
    except Unreadable:
        return None


def disprove_by_shapes(claim: Claim) -> Disproof | None:
    """Sides whose shapes differ, or do not fit inside."""
    if claim.relation not in BETWEEN_NUMBERS or not _speaks_of_tensors(claim):
        return None
    return wrong_shapes(claim)


def wrong_shapes(claim: Claim) -> Disproof | None:
    """What is wrong with the shapes of a claim: inside a side, or between its sides."""
    for side in (claim.lhs, claim.rhs):
        problem = misfit(side)
        if problem is not None:
            return Disproof(method="shapes", reason=f"the shapes do not fit: {problem}")
    left, right = shape_of(claim.lhs), shape_of(claim.rhs)
    if same(left, right) or 0 in (claim.lhs, claim.rhs) or _ties_sizes(claim, left, right):
        return None
    return Disproof(method="shapes", reason=f"the shapes differ: {shown(left)} against {shown(right)}")


def _ties_sizes(claim: Claim, *shapes: Shape | None) -> bool:
    """Whether a hypothesis speaks of the sizes, and may make different ones equal."""
    sizes = set().union(*(size.free_symbols for shape in shapes if shape is not None for size in shape))
    return any(not sizes.isdisjoint(condition.free_symbols) and not condition.atoms(Tensor)
               for condition in _hypotheses(claim))  # fmt: skip


def _speaks_of_tensors(claim: Claim) -> bool:
    return any(isinstance(node, Tensor) for side in (claim.lhs, claim.rhs) for node in nodes_of(side))


def _proved(claim: Claim) -> Proof | Disproof | None:
    reader = Reader()
    lhs, rhs = (expand_definitions(side) for side in (claim.lhs, claim.rhs))
    if isinstance(lhs, Tensor) or isinstance(rhs, Tensor):
        return _equal_forms(claim, reader, lhs, rhs)
    left, right = reader.number(lhs), reader.number(rhs)
    if reader.alphabet.is_dense and not _extends(claim):
        return None
    found = about_numbers(claim, reader, left, right)
    if not isinstance(found, Proof) and claim.relation in ORDERS:
        found = _by_lengths(claim, reader, left, right)
    return _named(found, claim)


def _extends(claim: Claim) -> bool:
    """Whether a claim that holds on a dense set holds wherever its sides are defined: they are continuous there.

    Not under a condition such as det(A) = 0, which may leave nothing of the dense set.
    """
    if claim.relation not in (Relation.EQUAL, Relation.AT_MOST, Relation.AT_LEAST):
        return False
    if any(condition.atoms(Tensor) and not isinstance(condition, OPEN) for condition in _hypotheses(claim)):
        return False
    return not any(side.has(sign, floor, ceiling, Piecewise) for side in (claim.lhs, claim.rhs))


def _hypotheses(claim: Claim) -> tuple[Any, ...]:
    return (*claim.conditions, *claim.assuming)


def _by_lengths(claim: Claim, reader: Reader, left: Expr, right: Expr) -> Proof | Disproof | None:
    """The same with lengths and cosines in place of inner products."""
    lengths = Lengths(reader.alphabet)
    left, relation, right = without_root(claim.relation, lengths.replace(left), lengths.replace(right))
    plain = replace(claim, relation=relation, conditions=(), assuming=(), domains={**claim.domains, **lengths.domains})
    return about_numbers(plain, reader, left, right)


def _equal_forms(claim: Claim, reader: Reader, lhs: Any, rhs: Any) -> Proof | None:
    if claim.relation not in FROM_EQUALITY:
        return None
    left, right = (None if side == 0 else reader.form(side) for side in (lhs, rhs))
    known = left if left is not None else right
    assert known is not None
    if reader.alphabet.is_dense and not _extends(claim):
        return None
    difference = plus(left or _zero(known), (right or _zero(known)).scaled(Integer(-1)))

    def is_zero(number: Expr) -> bool:
        return _are_equal(claim, reader, number, Integer(0))

    if not vanishes(reader.alphabet, difference, is_zero):
        return None
    return Proof(method=METHOD, conditions=_invertibility(claim))


def _zero(form: Form) -> Form:
    return Form({}, form.rows, form.columns)


def _are_equal(claim: Claim, reader: Reader, left: Expr, right: Expr) -> bool:
    if (left - right).expand() == 0:
        return True
    return isinstance(about_numbers(replace(claim, relation=Relation.EQUAL), reader, left, right), Proof)


def about_numbers(claim: Claim, reader: Reader, left: Expr, right: Expr) -> Proof | Disproof | None:
    """The claim that two numbers in terms of named numbers are related as a claim says."""
    from derive.prove import prove

    assuming = tuple(_read(condition, reader) for condition in claim.assuming)
    conditions = tuple(_read(condition, reader) for condition in claim.conditions)
    left, right = (_with_equations(side, (*conditions, *assuming)) for side in (left, right))
    if claim.relation in FROM_EQUALITY and (left == right or (left - right).expand() == 0):
        return Proof(method=METHOD)
    domains = dict(claim.domains)
    spoken = (left, right, *conditions, *assuming)
    for symbol in sorted(set().union(*(part.free_symbols for part in spoken)), key=str):
        domains.setdefault(symbol, domain_of(symbol))
    return prove(replace(
        claim, lhs=left, rhs=right, domains=domains, conditions=conditions, assuming=assuming,
        structures={}, premises=(),
    ))  # fmt: skip


def domain_of(symbol: Symbol) -> Domain:
    """What a named number may be, by what is known of its sign."""
    if symbol.is_positive:
        return POSITIVE
    if symbol.is_nonnegative:
        return NONNEGATIVE
    return NONZERO if symbol.is_nonzero else REAL


def _read(condition: Relational, reader: Reader) -> Any:
    return condition.func(reader.number(condition.lhs), reader.number(condition.rhs), evaluate=False)


def _with_equations(side: Expr, conditions: tuple[Relational, ...]) -> Expr:
    """A side where equations such as x.T*y = 0 give the value of a named number."""
    for condition in conditions:
        if isinstance(condition, Eq) and isinstance(condition.lhs, Symbol):
            side = side.subs(condition.lhs, condition.rhs)
    return side


def _named(found: Proof | Disproof | None, claim: Claim) -> Proof | Disproof | None:
    """Evidence about numbers as evidence about the vectors that they are made of."""
    if not isinstance(found, Proof):
        return None  # the named numbers do not range over all of their domains
    is_plain = found.method in ("normal form", METHOD) or "identity" in found.method
    method = METHOD if is_plain else f"{METHOD}, {found.method}"
    conditions = tuple(dict.fromkeys((*_invertibility(claim), *found.conditions)))
    return replace(found, method=method, conditions=conditions)


def _invertibility(claim: Claim) -> tuple[str, ...]:
    """What must have an inverse so that the sides have a value."""
    found: dict[str, None] = {}
    for side in (claim.lhs, claim.rhs):
        for node in nodes_of(side):
            if isinstance(node, Inverted | LogDeterminant) and not _is_invertible(node.args[0]):
                found[f"det({node.args[0]}) != 0"] = None
    return tuple(found)


def _is_invertible(tensor: Any) -> bool:
    from derive.terms.vectors.definite import is_positive_definite

    return (isinstance(tensor, TensorSymbol) and tensor.known in INVERTIBLE) or is_positive_definite(tensor)
