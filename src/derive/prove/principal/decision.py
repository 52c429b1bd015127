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

from sympy import Expr, Ge, Integer, Le, nan, oo, zoo

from derive.domains import Domain
from derive.prove.allocation import OutOfReach, Undefined
from derive.prove.plane_facts import PlaneFacts
from derive.prove.principal.element import Element
from derive.prove.principal.knowledge import Knowledge
from derive.prove.principal.needs import Need, Openness
from derive.prove.principal.ring import Generator
from derive.prove.principal.tower import PrincipalTower, Style
from derive.prove.sign import Sign
from derive.tree import rewritten

MOST_CASES = 48
MOST_NESTED = 2
MOST_COEFFICIENTS = 40
Assumed = Mapping[Expr, Sign]

READINGS: tuple[frozenset[Style], ...] = (frozenset(), frozenset({Style.WAVES, Style.LOGARITHMS}))


@dataclass(frozen=True)
class Agreement:
    """The sides agree wherever both have values: in how many cases, and by which named rules."""

    cases: int = 1
    rules: tuple[str, ...] = ()


@dataclass(frozen=True)
class Attempt:
    """What one reading came to: the needs if the residual vanished, and the real radicands that it left open."""

    is_zero: bool
    needs: tuple[Need, ...] = ()
    open_signs: tuple[Expr, ...] = ()
    rules: frozenset[str] = frozenset()


def attempt(lhs: Any, rhs: Any, facts: PlaneFacts, styles: frozenset[Style], assumed: Assumed) -> Attempt | None:
    """One reading of both sides; None where the tower does not reach.

    Raises `Undefined` where a side has a value nowhere.
    """
    tower = PrincipalTower(facts, styles, assumed)

    def compute(t: PrincipalTower) -> Attempt:
        residual = t.read(lhs) - t.read(rhs)
        if residual.is_zero or is_zero_by_constants(t, residual):
            return Attempt(is_zero=True, needs=Openness(lhs, rhs, facts).left(t), rules=frozenset(t.rules))
        return Attempt(is_zero=False, open_signs=_open_signs(t))

    try:
        return tower.run(compute)
    except Undefined:
        raise
    except (OutOfReach, RecursionError):
        return None


def is_algebraic_number(tower: PrincipalTower, generator: Generator) -> bool:
    """Whether a generator is a root of numbers that are roots of numbers, and so on."""
    if generator.depends or generator.kind not in ("root", "positive root", "unity", "imaginary unit"):
        return False
    return all(is_algebraic_number(tower, g) for g in tower.generators_in(generator.lowered))


def is_zero_by_constants(tower: PrincipalTower, residual: Element) -> bool:
    """Whether the coefficients of a residual are numbers that are exactly 0.

    Roots of numbers are generators of which only their own equations are used; relations between them, such
    as sqrt(5 + sqrt 5) sqrt(5 - sqrt 5) = 2 sqrt 5, are left to the zero test for constants.
    """
    from derive.prove.constants import are_equal as numbers_are_equal

    numbers = {g.index for g in tower.generators_in(residual.num) if is_algebraic_number(tower, g)}
    if not any(tower.at_index[i].kind != "imaginary unit" for i in numbers):
        return False
    coefficients: dict[tuple[int, ...], dict[tuple[int, ...], Any]] = {}
    for exponents, coefficient in residual.num.terms():
        outer = tuple(0 if i in numbers else e for i, e in enumerate(exponents))
        inner = tuple(e if i in numbers else 0 for i, e in enumerate(exponents))
        coefficients.setdefault(outer, {})[inner] = coefficient
    if len(coefficients) > MOST_COEFFICIENTS:
        return False
    values = (tower.expression(tower.ctx.from_dict(terms)) for terms in coefficients.values())
    return all(numbers_are_equal(value, Integer(0)) for value in values)


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


@dataclass(frozen=True)
class Vanishing:
    """The residual vanished: in how many cases, what that needs, and the rules that were used."""

    cases: int
    needs: tuple[Need, ...]
    rules: frozenset[str]


def decide(lhs: Any, rhs: Any, facts: PlaneFacts, depth: int = MOST_NESTED) -> Agreement | None:
    """Whether the sides agree wherever both have a value; None if that is not found."""
    try:
        found = _zero_test(lhs, rhs, facts)
    except Undefined:
        return None
    if found is None or Openness(lhs, rhs, facts).has_derivatives_at_cuts():
        return None
    if all(_holds_where_zero(need, lhs, rhs, facts, depth) for need in found.needs):
        return Agreement(found.cases, tuple(sorted(found.rules)))
    return None


def _zero_test(lhs: Any, rhs: Any, facts: PlaneFacts) -> Vanishing | None:
    """The readings one after the other, and then by cases.

    Raises `Undefined` where a side has a value nowhere.
    """
    is_open = False
    for styles in READINGS:
        found = attempt(lhs, rhs, facts, styles, {})
        if found is not None and found.is_zero:
            return Vanishing(1, found.needs, found.rules)
        is_open |= found is not None and bool(found.open_signs)
    return Cases(lhs, rhs, facts).all_together() if is_open else None


def _holds_where_zero(need: Need, lhs: Any, rhs: Any, facts: PlaneFacts, depth: int) -> bool:
    """Whether the sides agree where the quantity is 0: by putting in the value of a variable."""
    if need.symbol is None or need.value is None or depth == 0:
        return False
    domain = facts.domains.get(need.symbol)
    if domain is None or (need.value.is_number and domain.is_real and _lies_outside(need.value, domain)):
        return domain is not None
    domains = {symbol: d for symbol, d in facts.domains.items() if symbol != need.symbol}
    kept = tuple(h for h in facts.hypotheses if need.symbol not in h.free_symbols)
    left, right = (rewritten(side, {need.symbol: need.value}) for side in (lhs, rhs))
    if any(not isinstance(side, Expr) or side.has(nan, zoo, oo) for side in (left, right)):
        return False
    try:
        _zero_test(left, right, PlaneFacts(domains, kept))
    except Undefined:
        return True
    return decide(left, right, PlaneFacts(domains, kept), depth - 1) is not None


def _lies_outside(value: Expr, domain: Domain) -> bool:
    return bool(value.is_Rational) and value not in domain


class Cases:
    """The split of a claim by the signs of real quantities."""

    def __init__(self, lhs: Any, rhs: Any, facts: PlaneFacts) -> None:
        self.lhs, self.rhs, self.facts = lhs, rhs, facts
        self.needs: dict[Need, None] = {}
        self.rules: set[str] = set()
        self.tried = 0

    def all_together(self) -> Vanishing | None:
        """The cases in which the sides agree, if these are all there are."""
        return Vanishing(self.tried, tuple(self.needs), frozenset(self.rules)) if self._holds({}) else None

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
                self.rules |= found.rules
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
    return decide(lhs, rhs, facts) is not None


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
