"""What a claim in the complex reading gives to start from.

Signs are known of real quantities alone.  They come from the real variables, their domains, and those
hypotheses that speak of nothing else; nothing follows from a root or a logarithm having a value, since in
the plane it has one nearly everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from sympy import (
    Abs,
    Add,
    Basic,
    Derivative,
    Integral,
    Limit,
    Max,
    Min,
    Mul,
    Ne,
    Piecewise,
    Pow,
    Product,
    Subs,
    Sum,
    Symbol,
    ceiling,
    cos,
    exp,
    floor,
    sign,
    sin,
)  # fmt: skip
from sympy.core.numbers import ImaginaryUnit
from sympy.core.relational import Relational

from derive.claim import Claim
from derive.domains import Domain
from derive.prove.facts import Facts
from derive.prove.sign import Sign

BINDING = (Integral, Limit, Piecewise, Product, Subs, Sum)
REAL_THROUGHOUT = (Abs, Add, Max, Min, Mul, ceiling, cos, exp, floor, sign, sin)
"""Functions that are real and defined at all real arguments, as their SymPy classes."""


@dataclass(frozen=True, eq=False)
class PlaneFacts:
    """Domains and hypotheses, read for what they say of real quantities and of what is not 0.

    >>> from sympy.abc import z
    >>> from derive.domains import COMPLEX, POSITIVE
    >>> p = POSITIVE.symbol("p")
    >>> facts = PlaneFacts({p: POSITIVE, z: COMPLEX}, (Ne(z, 1),))
    >>> facts.sign(p + 1), facts.sign(z)
    (<Sign.POSITIVE: 4>, None)
    >>> facts.is_nonzero(z - 1), facts.is_nonzero(z)
    (True, False)
    """

    domains: Mapping[Symbol, Domain]
    hypotheses: tuple[Relational, ...] = ()
    cases: tuple[Relational, ...] = field(default=())
    denominators: tuple[Any, ...] = field(default=())

    @classmethod
    def of(cls, claim: Claim) -> PlaneFacts:
        """The facts of a claim."""
        return cls(claim.domains, claim.hypotheses, denominators=tuple(_denominators(claim)))

    def assuming(self, *cases: Relational) -> PlaneFacts:
        """The same where relations between real quantities hold as well."""
        return replace(self, cases=(*self.cases, *cases))

    @cached_property
    def real(self) -> Facts:
        """What is known of the real variables."""
        domains = {symbol: domain for symbol, domain in self.domains.items() if domain.is_real}
        stated = [h for h in (*self.hypotheses, *self.cases) if all(self.is_real(side) for side in h.args)]
        return Facts.about(domains, stated, ())

    def is_real(self, expression: Any) -> bool:
        """Whether the expression is certainly real and defined wherever its denominators are not 0."""
        if not isinstance(expression, Basic):
            return False
        if not expression.args:
            if isinstance(expression, Symbol):
                return expression in self.domains and self.domains[expression].is_real
            return bool(expression.is_extended_real) and not isinstance(expression, ImaginaryUnit)
        if isinstance(expression, Pow):
            base, exponent = expression.args
            whole = bool(exponent.is_Integer) or (bool(exponent.is_integer) and self.is_real(exponent))
            positive = bool(base.is_number and base.is_positive) and self.is_real(exponent)
            return self.is_real(base) and (whole or positive)
        return isinstance(expression, REAL_THROUGHOUT) and all(self.is_real(part) for part in expression.args)

    def sign(self, expression: Any) -> Sign | None:
        """The signs that a real quantity can have; None if it is not certainly real, or has no value."""
        if not self.is_real(expression):
            return None
        return self.sign_of_real(expression)

    def sign_of_real(self, expression: Any) -> Sign | None:
        """As `sign`, of a quantity that is known to be real and defined in the real reading too."""
        known = self._signs.get(expression)
        if known is None:
            known = self._signs[expression] = self.real.possible_signs(expression)
        return None if known is Sign.IMPOSSIBLE else known

    @cached_property
    def _signs(self) -> dict[Any, Sign]:
        return {}

    def is_nonzero(self, expression: Any) -> bool:
        """Whether the expression is certainly not 0, by its sign or by a hypothesis."""
        if expression.is_number and expression.is_zero is False:
            return True
        signs = self.sign(expression)
        if signs is not None and signs.within(Sign.NONZERO):
            return True
        gaps = [h.lhs - h.rhs for h in self.hypotheses if isinstance(h, Ne)]
        return any((expression - gap).expand() == 0 or (expression + gap).expand() == 0 for gap in gaps)


def _denominators(claim: Claim) -> Iterator[Any]:
    """What the sides divide by, outside of anything with bound variables: not 0 where both have a value."""
    pending = [side for side in (claim.lhs, claim.rhs) if isinstance(side, Basic)]
    seen: dict[Any, None] = {}
    while pending:
        node = pending.pop()
        if isinstance(node, Derivative):
            pending.append(node.expr)
        elif not isinstance(node, BINDING):
            if isinstance(node, Pow) and node.exp.is_Rational and node.exp.is_negative:
                seen[node.base] = None
            pending += node.args
    yield from seen
