"""Pointwise optima: a claimed minimiser as the list of what has to be shown."""

from __future__ import annotations

from typing import Any

from sympy import Basic, Derivative, Expr, Subs, Symbol, Tuple
from sympy.core.symbol import Str

from derive.calculation import Calculation, Relation, Step
from derive.errors import AuthoringError, caller_line
from derive.exactness import exact


class Objective(Basic):
    """t -> f(t) over the domains of one or several variables; `args` are f and the variables.

    They stay free symbols: they are variables of the derivation, and their domains are declared there.
    """

    @property
    def value(self) -> Expr:
        """f(t)."""
        return self.args[0]

    @property
    def variables(self) -> tuple[Symbol, ...]:
        """The variables over which f is looked at."""
        return self.args[1:]

    @property
    def variable(self) -> Symbol:
        """The variable t, where there is one."""
        return self.args[1]

    def point(self, at: Any) -> dict[Symbol, Expr]:
        """The values of the variables at a point: an expression, or a `Tuple` where there are several variables."""
        values = at.args if isinstance(at, Tuple) else (at,)
        return dict(zip(self.variables, values, strict=True))

    def at(self, point: Any) -> Expr:
        """f(point)."""
        return self.value.subs(self.point(point), simultaneous=True)

    def _sympystr(self, printer: Any) -> str:
        names = ", ".join(map(str, self.variables))
        return f"{printer._print(self.value)} over {names}"


class DomainOf(Basic):
    """The declared domain of a variable, as a mathematical object; its one argument is the variable."""

    def _sympystr(self, printer: Any) -> str:
        return f"the domain of {self.args[0]}"


INTERVAL = Symbol("an interval")


def minimum(f: Any, *, over: Any, at: Any, by: str | None = None, name: str = "") -> Calculation:
    """`at` is the only minimiser of `f` over the domain of the variable `over`, as the second derivative shows.

    Five obligations: `at` lies in the domain, the domain is an interval, f is stationary at `at`,
    f is strictly convex on the domain, hence `at` is the unique minimiser.  For several variables, with `over`
    and `at` tuples, each line is one for each variable, and strict convexity is that of the Hessian.  Where
    that argument does not apply (an end of the domain, a kink), `minimiser` claims the same without it.

    Raises `AuthoringError` if `over` is no variable, or `at` holds it.

    >>> from sympy.abc import t
    >>> [str(step.relation) for step in minimum(t**2 - 2*t, over=t, at=1).steps]
    ['in', 'is', '=', '>', 'minimises']
    >>> minimum(t**2, over=t, at=t - 1)
    Traceback (most recent call last):
    derive.errors.AuthoringError: the claimed optimum t - 1 must not depend on t itself
    """
    return _optimum(f, over, at, by, name, Relation.MINIMISES)


def maximum(f: Any, *, over: Any, at: Any, by: str | None = None, name: str = "") -> Calculation:
    """`at` is the only maximiser of `f` over the domain of the variable `over`; see `minimum`.

    >>> from sympy.abc import t
    >>> [str(step.relation) for step in maximum(2*t - t**2, over=t, at=1).steps]
    ['in', 'is', '=', '<', 'maximises']
    """
    return _optimum(f, over, at, by, name, Relation.MAXIMISES)


def as_objective(f: Any, over: Any, line: int) -> Objective:
    """f over its variables; raises `AuthoringError` if `over` is neither a variable nor a tuple of them."""
    variables = tuple(over) if isinstance(over, tuple | list) else (over,)
    for variable in variables:
        if not isinstance(variable, Symbol):
            remedy = "; optima over functions are greatest(...) and least(...)" if callable(variable) else ""
            raise AuthoringError(f"over= takes a variable of the derivation, but found {variable}{remedy}", line=line)
    if not variables or len(set(variables)) < len(variables):
        raise AuthoringError(f"over= takes distinct variables, but found {over}", line=line)
    return Objective(exact(f, line), *variables)


def as_point(at: Any, objective: Objective, line: int) -> Expr | Tuple:
    """The claimed optimum: an expression without the variable, or a `Tuple` of such for several variables.

    Raises `AuthoringError` if it does not fit the variables, or holds one of them.
    """
    several = isinstance(at, tuple | list)
    values = [exact(value, line) for value in (at if several else (at,))]
    if len(values) != len(objective.variables):
        names = ", ".join(map(str, objective.variables))
        raise AuthoringError(f"at= takes one value for each of {names}, but found {at}", line=line)
    for value in values:
        for variable in objective.variables:
            if variable in value.free_symbols:
                raise AuthoringError(
                    f"the claimed optimum {value} must not depend on {variable} itself", line=line
                )
    return Tuple(*values) if len(values) > 1 else values[0]


def _optimum(f: Any, over: Any, at: Any, by: str | None, name: str, optimal: Relation) -> Calculation:
    line = caller_line()
    objective = as_objective(f, over, line)
    point = as_point(at, objective, line)
    is_minimum = optimal is Relation.MINIMISES
    curvature = Relation.ABOVE if is_minimum else Relation.BELOW
    convexity = "strictly convex" if is_minimum else "strictly concave"
    f, values, zero = objective.value, objective.point(point), exact(0, line)

    def obligation(lhs: Any, relation: Relation, rhs: Any, why: str) -> Step:
        return Step(relation, rhs, line, by=why, lhs=lhs)

    steps = [obligation(v, Relation.MEMBER, DomainOf(t), "the point lies in the domain") for t, v in values.items()]
    steps += [obligation(DomainOf(t), Relation.IS, INTERVAL, "the domain is an interval") for t in values]
    if len(values) == 1:
        (t,) = values
        steps.append(obligation(Subs(Derivative(f, t), t, point), Relation.EQUAL, zero, "stationary"))
        steps.append(obligation(Derivative(f, (t, 2)), curvature, zero, convexity))
    else:
        steps += [obligation(_slope_at(f, t, values), Relation.EQUAL, zero, "stationary") for t in values]
        steps.append(obligation(objective, Relation.IS, Str(convexity), "the Hessian is definite"))
    steps.append(obligation(point, optimal, objective, by or f"stationary and {convexity}: the only one"))
    return Calculation(head=None, steps=tuple(steps), line=line, name=name)


def _slope_at(f: Expr, t: Symbol, values: dict[Symbol, Expr]) -> Expr:
    """A partial derivative at a point, unevaluated."""
    return Subs(Derivative(f, t), tuple(values), tuple(values.values()))
