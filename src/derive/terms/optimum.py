"""Pointwise optima: a claimed minimiser as the list of what has to be shown."""

from __future__ import annotations

from typing import Any

from sympy import Basic, Derivative, Expr, Subs, Symbol

from derive.calculation import Calculation, Relation, Step
from derive.errors import AuthoringError, caller_line
from derive.exactness import exact


class Objective(Basic):
    """t -> f(t) over the domain of the variable t; `args` are f and t.

    t stays a free symbol: it is a variable of the derivation, and its domain is declared there.
    """

    @property
    def value(self) -> Expr:
        """f(t)."""
        return self.args[0]

    @property
    def variable(self) -> Symbol:
        """The variable t."""
        return self.args[1]

    def at(self, point: Any) -> Expr:
        """f(point)."""
        return self.value.subs(self.variable, point)

    def _sympystr(self, printer: Any) -> str:
        return f"{printer._print(self.value)} over {self.variable}"


class DomainOf(Basic):
    """The declared domain of a variable, as a mathematical object; its one argument is the variable."""

    def _sympystr(self, printer: Any) -> str:
        return f"the domain of {self.args[0]}"


INTERVAL = Symbol("an interval")


def minimum(f: Any, *, over: Any, at: Any, by: str | None = None, name: str = "") -> Calculation:
    """`at` is the only minimiser of `f` over the domain of the variable `over`.

    Five obligations: `at` lies in the domain, the domain is an interval, f is stationary at `at`,
    f is strictly convex on the domain, hence `at` is the unique minimiser.

    Raises `AuthoringError` if `over` is no variable, or `at` holds it.

    >>> from sympy.abc import t
    >>> [str(step.relation) for step in minimum(t**2 - 2*t, over=t, at=1).steps]
    ['in', 'is', '=', '>', 'minimises']
    >>> minimum(t**2, over=t, at=t - 1)
    Traceback (most recent call last):
    derive.errors.AuthoringError: the claimed optimum t - 1 must not depend on t itself
    """
    return _optimum(f, over, at, by, name, Relation.ABOVE, Relation.MINIMISES)


def maximum(f: Any, *, over: Any, at: Any, by: str | None = None, name: str = "") -> Calculation:
    """`at` is the only maximiser of `f` over the domain of the variable `over`; see `minimum`.

    >>> from sympy.abc import t
    >>> [str(step.relation) for step in maximum(2*t - t**2, over=t, at=1).steps]
    ['in', 'is', '=', '<', 'maximises']
    """
    return _optimum(f, over, at, by, name, Relation.BELOW, Relation.MAXIMISES)


def _optimum(
    f: Any, over: Any, at: Any, by: str | None, name: str, curvature: Relation, optimal: Relation
) -> Calculation:
    line = caller_line()
    f, at = exact(f, line), exact(at, line)
    if not isinstance(over, Symbol):
        raise AuthoringError(f"over= takes a variable of the derivation, but found {over}", line=line)
    if over in at.free_symbols:
        raise AuthoringError(f"the claimed optimum {at} must not depend on {over} itself", line=line)
    convexity = "strictly convex" if optimal is Relation.MINIMISES else "strictly concave"

    def obligation(lhs: Any, relation: Relation, rhs: Any, why: str) -> Step:
        return Step(relation, rhs, line, by=why, lhs=lhs)

    steps = (
        obligation(at, Relation.MEMBER, DomainOf(over), "the point lies in the domain"),
        obligation(DomainOf(over), Relation.IS, INTERVAL, "the domain is an interval"),
        obligation(Subs(Derivative(f, over), over, at), Relation.EQUAL, exact(0, line), "stationary"),
        obligation(Derivative(f, (over, 2)), curvature, exact(0, line), convexity),
        obligation(at, optimal, Objective(f, over), by or f"stationary and {convexity}: the only one"),
    )
    return Calculation(head=None, steps=steps, line=line, name=name)
