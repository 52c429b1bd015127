"""Whether two expressions agree: a zero test in the tower, by several readings, and by cases.

- The sides are read and subtracted; a residual that vanishes proves the equality.
- If it does not, sin and cos become exponentials and inverse functions logarithms, and it is tried again.
- If it still does not, the real quantities under roots and logarithms are split by their signs: in each
  case roots of products fall apart.  A case that the facts exclude needs no proof.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sympy import Expr, Ge, Integer, Le

from derive.prove.field import OutOfReach, Undefined
from derive.prove.principal.facts import PlaneFacts
from derive.prove.principal.knowledge import Knowledge
from derive.prove.principal.tower import PrincipalTower, Style
from derive.prove.sign import Sign

MOST_CASES = 48
Assumed = Mapping[Expr, Sign]

READINGS: tuple[frozenset[Style], ...] = (frozenset(), frozenset({Style.WAVES, Style.LOGARITHMS}))


@dataclass(frozen=True)
class Agreement:
    """The sides agree wherever both have values and the needs, quantities that a rule divides by, are not 0."""

    needs: tuple[Expr, ...] = ()
    rules: tuple[str, ...] = ()
    cases: int = 1


@dataclass(frozen=True)
class Attempt:
    """What one reading came to: the needs if the residual vanished, and the real radicands that it left open."""

    is_zero: bool
    needs: tuple[Expr, ...]
    open_signs: tuple[Expr, ...]


def attempt(lhs: Any, rhs: Any, facts: PlaneFacts, styles: frozenset[Style], assumed: Assumed) -> Attempt | None:
    """One reading of both sides; None where the tower does not reach."""
    tower = PrincipalTower(facts, styles, assumed)

    def compute(t: PrincipalTower) -> Attempt:
        residual = t.read(lhs) - t.read(rhs)
        if residual.is_zero:
            return Attempt(True, tuple(t.expression(base) for base in t.needs()), ())
        return Attempt(False, (), _open_signs(t))

    try:
        return tower.run(compute)
    except (OutOfReach, RecursionError):
        return None


def _open_signs(tower: PrincipalTower) -> tuple[Expr, ...]:
    """Real factors under roots and logarithms whose signs are open and would make radicands fall apart."""
    polynomials: dict[str, Any] = {}
    count: Counter[str] = Counter()
    matters: set[str] = set()
    for _, factors in {str(radicand): radicand for radicand in tower.radicands}.values():
        for factor, exponent in factors:
            key = str(factor)
            polynomials[key] = factor
            count[key] += 1
            if len(factors) > 1 or exponent != 1:
                matters.add(key)
    ordered = sorted((k for k in count if k in matters or count[k] > 1), key=lambda k: (-count[k], len(k), k))
    return tuple(tower.expression(polynomials[key]) for key in ordered)


def decide(lhs: Any, rhs: Any, facts: PlaneFacts) -> Agreement | None:
    """Whether the sides agree, and where; None if that is not found."""
    last = None
    for styles in READINGS:
        found = attempt(lhs, rhs, facts, styles, {})
        if found is not None and found.is_zero:
            return Agreement(found.needs)
        last = found if found is not None and (last is None or len(found.open_signs) > len(last.open_signs)) else last
    if last is None or not last.open_signs:
        return None
    return Cases(lhs, rhs, facts).agreement()


class Cases:
    """The split of a claim by the signs of real quantities."""

    def __init__(self, lhs: Any, rhs: Any, facts: PlaneFacts) -> None:
        self.lhs, self.rhs, self.facts = lhs, rhs, facts
        self.needs: dict[Expr, None] = {}
        self.tried = 0

    def agreement(self) -> Agreement | None:
        """Whether the sides agree in every case."""
        if not self._holds({}):
            return None
        return Agreement(tuple(self.needs), cases=self.tried)

    def _holds(self, assumed: dict[Expr, Sign]) -> bool:
        self.tried += 1
        if self.tried > MOST_CASES:
            return False
        found = None
        for styles in (frozenset({Style.SIGNS}), frozenset({Style.SIGNS, Style.WAVES, Style.LOGARITHMS})):
            try:
                found = attempt(self.lhs, self.rhs, self.facts, styles, assumed)
            except Undefined:
                return True
            if found is not None and found.is_zero:
                self.needs.update(dict.fromkeys(found.needs))
                return True
            if found is not None and found.open_signs:
                break
        if assumed and self._is_excluded(assumed):
            return True
        quantity = next((e for e in found.open_signs if e not in assumed), None) if found is not None else None
        if quantity is None:
            return False
        return all(self._holds({**assumed, quantity: sign}) for sign in (Sign.NONNEGATIVE, Sign.NONPOSITIVE))

    def _is_excluded(self, assumed: dict[Expr, Sign]) -> bool:
        """Whether the facts rule the case out."""
        known = Knowledge(self.facts)
        plain = {e: s for e, s in assumed.items() if known.is_real(e)}
        for quantity, sign in plain.items():
            others = [Ge(e, 0) if s is Sign.NONNEGATIVE else Le(e, 0) for e, s in plain.items() if e != quantity]
            relations = [r for r in others if r not in (True, False)]
            possible = known.signs_where(relations, quantity)
            if possible is Sign.IMPOSSIBLE or not possible & sign:
                return True
        return False


def are_equal(lhs: Any, rhs: Any, facts: PlaneFacts) -> bool:
    """Whether two expressions certainly agree wherever both have a complex value.

    False says nothing.

    >>> from sympy import exp, log, sqrt
    >>> from sympy.abc import z
    >>> from derive.domains import COMPLEX
    >>> facts = PlaneFacts({z: COMPLEX})
    >>> are_equal(exp(log(z)/2), sqrt(z), facts), are_equal(sqrt(z)**2, z, facts)
    (True, True)
    >>> are_equal(sqrt(z**2), z, facts)
    False
    """
    found = decide(lhs, rhs, facts)
    return found is not None and not found.needs


def vanishes(expression: Any, facts: PlaneFacts) -> bool:
    """Whether an expression is certainly 0 wherever it has a value.

    >>> from sympy import I, cos, exp, sin
    >>> from sympy.abc import z
    >>> vanishes(exp(I*z) - cos(z) - I*sin(z), PlaneFacts({}))
    True
    >>> vanishes(exp(I*z) - cos(z), PlaneFacts({}))
    False
    """
    return are_equal(expression, Integer(0), facts)
