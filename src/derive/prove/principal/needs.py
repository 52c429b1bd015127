"""What a proof leaves open: quantities that its rules divide by, and derivatives at cuts.

A need is met by continuity (see `jumps`), or by a proof of its own where a variable has the value that makes
the quantity 0.  What is not met so keeps the equality from being proved.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sympy import Abs, Add, Expr, Gt, Lt, Mul, Ne, Pow, Symbol, arg, conjugate, im, re

from derive.prove.allocation import OutOfReach
from derive.prove.plane_facts import PlaneFacts
from derive.prove.principal.derivation import Derivation
from derive.prove.principal.element import Polynomial
from derive.prove.principal.jumps import Jumps, derivatives_in
from derive.prove.principal.ring import Generator
from derive.prove.principal.tower import PrincipalTower, Style

ORDERS_LIKE_ONE = 1


@dataclass(frozen=True)
class Need:
    """A quantity that must not be 0 for a proof to hold, and the value of a variable that would make it 0."""

    quantity: Expr
    symbol: Symbol | None = None
    value: Expr | None = None


class Openness:
    """A claim at the points of which its rules do not speak."""

    def __init__(self, lhs: Any, rhs: Any, facts: PlaneFacts) -> None:
        self.sides, self.facts = (lhs, rhs), facts
        self.derivatives = derivatives_in(lhs, rhs)

    # ---- derivatives at cuts

    def has_derivatives_at_cuts(self) -> bool:
        """Whether a derivative may exist at a point where the rules give another value."""
        for node in self.derivatives:
            for symbol, order in node.variable_count:
                inside = self.jumps_of((node.expr,), symbol)
                if inside is None or inside > 1:
                    outside = None if order != ORDERS_LIKE_ONE else self.jumps_of(self.sides, symbol)
                    if outside is None or outside > 1:
                        return True
        return False

    def jumps_of(self, expressions: tuple[Any, ...], symbol: Symbol) -> int | None:
        """How many arguments may cross cuts as the variable moves; None where that is not known."""
        tower = PrincipalTower(self.facts, frozenset({Style.SIGNS}))

        def compute(t: PrincipalTower) -> int:
            jumps = Jumps(t, frozenset({symbol}))
            for expression in expressions:
                jumps.look_at(expression)
            return jumps.count

        try:
            return tower.run(compute)
        except OutOfReach:
            return None

    # ---- quantities that may be 0

    def moving(self) -> list[Symbol]:
        """Variables along which the sides may be continued: those of the derivatives, if there are any."""
        if self.derivatives:
            sets = [{symbol for symbol, _ in node.variable_count} for node in self.derivatives]
            candidates = set.intersection(*sets)
        else:
            candidates = {symbol for side in self.sides for symbol in side.free_symbols}
        return sorted((s for s in candidates if self._has_room(s)), key=str)

    def _has_room(self, symbol: Symbol) -> bool:
        domain = self.facts.domains.get(symbol)
        if symbol.is_integer if domain is None else domain.is_discrete:
            return False
        about = [h for h in self.facts.hypotheses if symbol in h.free_symbols]
        return all(isinstance(h, Gt | Lt | Ne) for h in about) and all(self._is_continuous(h, symbol) for h in about)

    def _is_continuous(self, hypothesis: Any, symbol: Symbol) -> bool:
        def plain(node: Any) -> bool:
            if symbol not in node.free_symbols or node == symbol:
                return True
            if isinstance(node, Pow):
                return bool(node.exp.is_Integer and node.exp > 0) and plain(node.base)
            return isinstance(node, Add | Mul | Abs | re | im | conjugate) and all(map(plain, node.args))

        return not hypothesis.has(arg) and all(plain(side) for side in hypothesis.args)

    def hold_by_continuity(self, tower: PrincipalTower, needs: list[Polynomial]) -> list[Polynomial]:
        """The needs that are not met by continuity along some variable."""
        for symbol in self.moving():
            met = [f for f in needs if varies(tower, f, symbol)]
            if met and self._is_continuous_along(symbol):
                needs = [f for f in needs if not any(f is g for g in met)]
        return needs

    def left(self, tower: PrincipalTower) -> tuple[Need, ...]:
        """The needs of what a tower has read, as far as continuity does not meet them."""
        found = tower.needs()
        return tuple(self._need(tower, f) for f in self.hold_by_continuity(tower, found)) if found else ()

    def _need(self, tower: PrincipalTower, f: Polynomial) -> Need:
        """The need, with the value of a variable that f must have to be 0, or to be 0 for all values of another."""
        for symbol in self.moving():
            for p in coefficients_in(tower, f, symbol) if self._is_continuous_along(symbol) else ():
                found = self._solved(tower, p)
                if found is not None:
                    return Need(tower.expression(f), *found)
        return Need(tower.expression(f), *(self._solved(tower, f) or ()))

    def _solved(self, tower: PrincipalTower, f: Polynomial) -> tuple[Symbol, Expr] | None:
        """A variable that is not differentiated in, and its value where f is 0."""
        fixed = {symbol for node in self.derivatives for symbol, _ in node.variable_count}
        degrees, present = f.degrees(), tower.generators_in(f)
        if any(g.depends & fixed for g in present):
            return None
        for g in present:
            if g.kind != "variable" or degrees[g.index] != 1 or any(g.key in h.depends for h in present if h is not g):
                continue
            lead = f.derivative(g.index)
            if lead.is_constant():
                rest = f - lead * tower.variables[g.index]
                return g.key, tower.expression(-rest / lead.leading_coefficient())
        return None

    def _is_continuous_along(self, symbol: Symbol) -> bool:
        jumps = self.jumps_of(self.sides, symbol)
        if jumps is None:
            return False
        return jumps <= (0 if self._has_edges(symbol) and not self.derivatives else 1)

    def _has_edges(self, symbol: Symbol) -> bool:
        """Whether some values of the variable are limits of others from one side only."""
        domain = self.facts.domains.get(symbol)
        if domain is None:
            return symbol.is_real is True or symbol.is_imaginary is True
        if not domain.is_real or not domain.points:
            return False
        return not (domain.whole.inf.is_infinite and domain.whole.sup.is_infinite)


def varies(tower: PrincipalTower, f: Polynomial, symbol: Symbol) -> bool:
    """Whether f is 0 for all values of the variable at no choice of the others, so that its zeros are single points.

    f is a polynomial in the variable, in one exponential or logarithm of something that varies, or in the
    sine and cosine of one angle that does; its powers are independent functions, and some coefficient is not 0.
    """
    return any(tower.is_nonzero(tower.polynomial(p)) for p in coefficients_in(tower, f, symbol))


def coefficients_in(tower: PrincipalTower, f: Polynomial, symbol: Symbol) -> list[Polynomial]:
    """The coefficients of f as a polynomial in what varies with the variable; none if that is not independent."""
    moving = [g for g in tower.generators_in(f) if symbol in g.depends]
    if not moving or not _are_independent(tower, moving, symbol):
        return []
    indices = {g.index for g in moving}
    coefficients: dict[tuple[int, ...], Polynomial] = {}
    for monomial, coefficient in f.terms():
        outer = tuple(e if i in indices else 0 for i, e in enumerate(monomial))
        inner = tuple(0 if i in indices else e for i, e in enumerate(monomial))
        term = tower.ctx.from_dict({inner: coefficient})
        coefficients[outer] = coefficients[outer] + term if outer in coefficients else term
    return [p for p in coefficients.values() if p]


def _are_independent(tower: PrincipalTower, moving: list[Generator], symbol: Symbol) -> bool:
    """Whether the monomials in these generators are independent functions of the variable."""
    kinds = {g.kind for g in moving}
    if kinds == {"variable"}:
        return True
    first = min(moving, key=lambda g: g.order)
    if kinds <= {"cosine", "sine"}:
        first = first if first.kind == "cosine" else tower.generators[first.order - 1]
        if any(g.order not in (first.order, first.order + 1) for g in moving):
            return False
    elif len(moving) > 1 or first.kind not in ("exp", "log"):
        return False
    key = first.key
    if any(g.kind != "variable" for g in tower.generators_in(*tower.parts(key)) if symbol in g.depends):
        return False
    slope = tower.by_rule(lambda: Derivation(tower, symbol).of(key))
    return tower.is_nonzero(slope)
