"""Derivatives under the integral: the rule, and its hypothesis as a premise of the page.

Source: Billingsley, Probability and Measure (1995), theorem 16.8.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sympy import Derivative, Expr, Symbol

from derive.abstract.premises import Dominated
from derive.prove.measures.expansion import derivative, expanded
from derive.prove.measures.letters import OutOfScope
from derive.prove.measures.pieces import Piece, aligned, pieces
from derive.tree import rewritten

if TYPE_CHECKING:
    from derive.prove.measures.normal_form import NormalForm

Key = tuple[tuple[str, ...], Expr, Symbol]
"""Spaces, integrand in aligned bound variables, and the variable of the derivative."""


class Exchanges:
    """The integrals that may be differentiated under the integral sign, by the premises of a claim."""

    def __init__(self, form: NormalForm) -> None:
        self.form = form
        stated = [premise for premise in form.letters.claim.premises if isinstance(premise, Dominated)]
        self.allowed = {key for premise in stated for key in self._keys(*premise.args)}
        self.used = False

    def pieces(self, node: Any) -> list[Piece]:
        """The derivative of some integrals; raises `OutOfScope` where no premise allows it."""
        found = pieces(node.expr, self.form)
        for variable, count in node.variable_count:
            for _ in range(int(count)):
                found = [self._differentiated(piece, variable) for piece in found]
        return found

    def vanishes(self, node: Any, symbol: Symbol, space: str) -> bool:
        """Whether the integral of a derivative of a density over its one variable is that of a constant, 0."""
        variables = [v for v, count in node.variable_count for _ in range(int(count))]
        inner = node.expr
        for variable in variables:
            if self._key(Piece(((symbol, space),), inner), variable) not in self.allowed:
                return False
            inner = Derivative(inner, variable)
        self.used = True
        return True

    def _differentiated(self, piece: Piece, variable: Symbol) -> Piece:
        if piece.variables:
            if self._key(piece, variable) not in self.allowed:
                raise OutOfScope(f"no premise takes the derivative in {variable} under the integral")
            self.used = True
        return Piece(piece.variables, derivative(piece.integrand, variable))

    def _keys(self, average: Any, variable: Symbol) -> Iterator[Key]:
        try:
            found = pieces(expanded(average), self.form)
            if len(found) == 1:
                yield self._key(found[0], variable)
        except OutOfScope:
            return

    def _key(self, piece: Piece, variable: Symbol) -> Key:
        variables = aligned(piece.variables)
        renaming = {old: new for (old, _), (new, _) in zip(piece.variables, variables, strict=True)}
        integrand = self.form.canonical(rewritten(piece.integrand, renaming))
        return tuple(space for _, space in variables), integrand, variable
