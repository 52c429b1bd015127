"""What the tower asks the facts: which expressions are real, whole, not 0, and what signs they have."""

from __future__ import annotations

from typing import Any

from sympy import Add, Integer, Mul, Pow, Symbol, ceiling, floor
from sympy.core.relational import Relational

from derive.prove.charts import sign_of_symbol, sign_on
from derive.prove.plane_facts import PlaneFacts
from derive.prove.sign import Sign


class Knowledge:
    """The facts of a claim as the tower wants them, each question answered once."""

    def __init__(self, facts: PlaneFacts) -> None:
        self.facts = facts
        self._nonzero: dict[Any, bool] = {}

    def is_real_symbol(self, symbol: Symbol) -> bool:
        """Whether all values of the symbol are real."""
        domain = self.facts.domains.get(symbol)
        return domain.is_real if domain is not None else bool(symbol.is_real)

    def sign_of_symbol(self, symbol: Symbol) -> Sign:
        """The signs that a real symbol can have."""
        domain = self.facts.domains.get(symbol)
        return sign_on(domain) if domain is not None else sign_of_symbol(symbol)

    def is_integer(self, expression: Any) -> bool:
        """Whether the expression is a whole number wherever it has a value."""
        if isinstance(expression, Integer):
            return True
        if isinstance(expression, Symbol):
            domain = self.facts.domains.get(expression)
            return domain.is_discrete if domain is not None else bool(expression.is_integer)
        if isinstance(expression, floor | ceiling):
            return self.facts.is_real(expression.args[0])
        if isinstance(expression, Pow):
            return bool(expression.exp.is_Integer and expression.exp >= 0) and self.is_integer(expression.base)
        return isinstance(expression, Add | Mul) and all(self.is_integer(part) for part in expression.args)

    def is_real(self, expression: Any) -> bool:
        """Whether the expression and its parts are real and defined wherever its denominators are not 0."""
        return self.facts.is_real(expression)

    def possible_signs(self, expression: Any) -> Sign:
        """The signs of a real expression; ANY where they are not known."""
        found = self.facts.sign(expression)
        return Sign.ANY if found is None else found

    def is_nonzero(self, expression: Any) -> bool:
        """Whether the expression is certainly not 0."""
        if expression not in self._nonzero:
            self._nonzero[expression] = bool(self.facts.is_nonzero(expression))
        return self._nonzero[expression]

    def signs_where(self, relations: list[Relational], quantity: Any) -> Sign:
        """The signs of a real quantity where some relations between real quantities hold as well."""
        return self.facts.real.assuming(*relations).possible_signs(quantity)
