"""Claims in the plane: complex variables, their parts and arguments, roots and logarithms on principal branches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sympy import Abs, Eq, Expr, Gt, Lt, im, re, sympify
from sympy.core.relational import Relational

from derive.claim import Claim
from derive.evidence import Proof, Trust
from derive.prove.constants.algebraic import NoValue, Undecided
from derive.prove.facts import Facts
from derive.prove.identity import FROM_EQUALITY
from derive.prove.plane.continuity import agree_by_continuity
from derive.prove.plane.directions import direction_of, square
from derive.prove.plane.inequalities import prove_order
from derive.prove.plane.quantities import Open
from derive.prove.plane.reading import PlaneReader
from derive.prove.plane.setting import Setting
from derive.prove.sign import Sign

DEEPEST = 8
MOST_CASES = 160

CASES: dict[Sign, Callable[[Any], Relational]] = {
    Sign.POSITIVE: lambda u: Gt(u, 0, evaluate=False),
    Sign.NEGATIVE: lambda u: Lt(u, 0, evaluate=False),
    Sign.ZERO: lambda u: Eq(u, 0, evaluate=False),
}


class _Cases:
    """Goes through the signs of what the branches turn on."""

    def __init__(self, lhs: Any, rhs: Any) -> None:
        self.lhs, self.rhs = lhs, rhs
        self.left = MOST_CASES
        self.seen = 0
        self.split = False

    def hold(self, setting: Setting, depth: int = DEEPEST) -> bool:
        """Whether the sides agree wherever both have a value."""
        self.left -= 1
        if self.left < 0:
            return False
        try:
            agree = self._agree(setting)
        except NoValue:
            return True
        except Open as question:
            return depth > 0 and self._each(setting, question.quantity, depth)
        self.seen += agree
        return agree

    def _agree(self, setting: Setting) -> bool:
        """Whether the sides, or where that is enough their squares, are the same."""
        asked: Open | None = None
        try:
            if self._agree_in_squares(setting):
                return True
        except Open as question:
            asked = question
        except (Undecided, NoValue, RecursionError):
            pass
        try:
            agree = self._agree_as_they_are(setting)
        except (Undecided, RecursionError):
            agree = False
        if not agree and asked is not None:
            raise asked
        return agree

    def _agree_as_they_are(self, setting: Setting) -> bool:
        reader = PlaneReader(setting)
        difference = reader.minus(reader.read(self.lhs), reader.read(self.rhs)).num
        return reader.generators.normalised(difference).num.vanishes()

    def _agree_in_squares(self, setting: Setting) -> bool:
        """Whether both sides are real, on the same side of 0 by the way they are built, with the same square."""
        if not any(side.has(Abs, re, im) for side in (self.lhs, self.rhs)):
            return False
        reader = PlaneReader(setting)
        direction = direction_of(reader, self.lhs)
        if direction is None or direction_of(reader, self.rhs) != direction:
            return False
        difference = reader.minus(square(reader, self.lhs), square(reader, self.rhs)).num
        return reader.generators.normalised(difference).num.vanishes()

    def _each(self, setting: Setting, quantity: Any, depth: int) -> bool:
        self.split = True
        possible = setting.possible_signs(quantity)
        for case, stated in CASES.items():
            if case not in possible:
                continue
            there = setting.assuming(stated(quantity))
            if there.possible_signs(quantity) is Sign.IMPOSSIBLE:
                continue
            if not self.hold(there, depth - 1):
                return False
        return True


def prove_plane(claim: Claim, facts: Facts) -> Proof | None:
    """An equation between complex values, or an order between parts of them.

    An equation is looked at in the cases of the signs on which its branches turn.

    >>> from sympy import log, sqrt
    >>> from derive.calculation import Relation
    >>> from derive.domains import COMPLEX
    >>> z = COMPLEX.symbol("z")
    >>> prove_plane(Claim(sqrt(1 - z**2), Relation.EQUAL, sqrt(1 - z)*sqrt(1 + z), {z: COMPLEX}), Facts({})).method
    'principal branches, case by case'
    >>> prove_plane(Claim(sqrt(z**2 - 1), Relation.EQUAL, sqrt(z - 1)*sqrt(z + 1), {z: COMPLEX}), Facts({})) is None
    True
    """
    sides = (sympify(claim.lhs, strict=True), sympify(claim.rhs, strict=True))
    if not all(isinstance(side, Expr) for side in sides):
        return None
    if not all(symbol in claim.domains for side in sides for symbol in side.free_symbols):
        return None
    ordered = prove_order(replace(claim, lhs=sides[0], rhs=sides[1]))
    if ordered is not None or claim.relation not in FROM_EQUALITY:
        return ordered
    cases = _Cases(*sides)
    if not cases.hold(Setting.of(claim)) or not cases.seen:
        return _prove_by_continuity(replace(claim, lhs=sides[0], rhs=sides[1]))
    return Proof(method="principal branches" + (", case by case" if cases.split else ""), trusts=Trust.EXACT)


def _prove_by_continuity(claim: Claim) -> Proof | None:
    """A real identity between arcs or logarithms, with the hypotheses about the variables that occur."""
    symbols = claim.lhs.free_symbols | claim.rhs.free_symbols
    if not all(claim.domains[symbol].is_real for symbol in symbols):
        return None
    narrowed = replace(
        claim,
        domains={symbol: domain for symbol, domain in claim.domains.items() if symbol in symbols},
        conditions=tuple(h for h in claim.conditions if h.free_symbols <= symbols),
        assuming=tuple(h for h in claim.assuming if h.free_symbols <= symbols),
    )
    setting = Setting.of(narrowed)

    def hold(lhs: Expr, rhs: Expr) -> bool:
        cases = _Cases(lhs, rhs)
        return cases.hold(setting) and cases.seen > 0

    if not agree_by_continuity(narrowed, setting, hold):
        return None
    return Proof(method="principal branches, continuity", trusts=Trust.EXACT)
