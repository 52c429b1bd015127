"""Expectations in closed form: a law is read in a chart, an integrand term by term, each averaged by a rule."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from derive.prove.field import Ratio
from derive.prove.ledger import definition_of
from derive.prove.moments.charts import BY_DEFINITION, RULES, Piece, pieces, rules, split, substituted
from derive.prove.sign import Sign
from derive.terms.distributions import Distribution
from derive.terms.expectation import Expectation
from derive.tree import rewritten

if TYPE_CHECKING:
    from derive.prove.tower import Tower

__all__ = ["Average", "closed_form", "read_expectation", "rules"]


@dataclass(frozen=True, eq=False)
class Average:
    """An expectation as the tower knows it: its law, and its integrand on each piece of the law."""

    node: Expectation
    parameters: tuple[Ratio, ...]
    pieces: tuple[Piece, ...]
    integrands: tuple[Ratio, ...]

    def has_law_of(self, other: Average) -> bool:
        """Whether both average over the same variables with the same law, read on the same pieces."""
        same = type(self.node.law) is type(other.node.law) and self._variables == other._variables
        return same and self.parameters == other.parameters

    def times(self, coefficient: Ratio) -> Average:
        """The average of the integrands times a coefficient, which does not depend on the bound variables."""
        return replace(self, integrands=tuple(coefficient * integrand for integrand in self.integrands))

    def plus(self, other: Average) -> Average:
        """The average of the sum, under the same law."""
        return replace(
            self, integrands=tuple(a + b for a, b in zip(self.integrands, other.integrands, strict=True))
        )

    @property
    def _variables(self) -> tuple[Any, ...]:
        return tuple(piece.variables for piece in self.pieces)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Average) and self.has_law_of(other) and self.integrands == other.integrands

    __hash__ = None  # type: ignore[assignment]


def read_expectation(tower: Tower, node: Expectation) -> Ratio:
    """The expectation in closed form, else a generator that is known by its law and its integrand."""
    if isinstance(node.law, BY_DEFINITION):
        return tower.read(definition_of(node))
    found = pieces(node)
    if not found:
        return tower.as_written(node)
    average = _average(tower, node, found)
    if tower.keeps_expectations:
        return _opaque(tower, average)
    value = closed_form(tower, average)
    if value is None and (parts := split(node)):
        value = closed_form(tower, _average(tower, node, parts))
    return value if value is not None else _opaque(tower, average)


def closed_form(tower: Tower, average: Average) -> Ratio | None:
    """The expectation of the integrands of an average; None where a piece has none by a rule that reaches it."""
    total = tower.zero
    for piece, integrand in zip(average.pieces, average.integrands, strict=True):
        value = _on_piece(tower, piece, integrand)
        if value is None:
            return None
        total = total + tower.read(piece.weight) * value
    if any(map(_moves, average.pieces, average.integrands)):
        tower.rules.add(RULES[type(average.node.law)])
    return total


def _moves(piece: Piece, integrand: Ratio) -> bool:
    """Whether an integrand depends on the bound variables of a piece."""
    return bool(frozenset(piece.variables) & integrand.field.depends(integrand.num, integrand.den))


def _on_piece(tower: Tower, piece: Piece, integrand: Ratio) -> Ratio | None:
    if not _moves(piece, integrand):
        return integrand
    family = piece.family(tower)
    terms = family.atoms.terms(integrand)
    if terms is None:
        return None
    total = tower.zero
    for term in terms:
        value = family.average(term)
        if value is None:
            return None
        total = total + value
    return total


def _average(tower: Tower, node: Expectation, found: tuple[Piece, ...]) -> Average:
    parameters = tuple(tower.read(parameter) for parameter in _numbers(node.law))
    integrands = tuple(tower.read(rewritten(node.integrand, substituted(node, piece))) for piece in found)
    return Average(node, parameters, found, integrands)


def _numbers(law: Distribution) -> list[Any]:
    """The parameters of a law, entry by entry."""
    return [entry for part in law.args for entry in (part if getattr(part, "is_Matrix", False) else [part])]


def _opaque(tower: Tower, average: Average) -> Ratio:
    """A generator for an expectation."""
    known = tower.known("expectation", average)
    if known is None:
        polynomials = [p for ratio in (*average.parameters, *average.integrands) for p in (ratio.num, ratio.den)]
        bound = {variable for piece in average.pieces for variable in piece.variables}
        depends = tower.depends(*polynomials) - bound
        known = tower.allocate("expectation", average, depends, lambda g: average.node, Sign.ANY)
    return tower.element(known)
