"""Optima without a word on how they are found: at an end, at a kink, not unique, or not attained at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sympy import Add, Derivative, Eq, Expr, Mul, Subs, Symbol, oo
from sympy.core.symbol import Str

from derive.calculation import Calculation, Relation, Step, tends_to
from derive.errors import AuthoringError, caller_line
from derive.exactness import exact, shown
from derive.terms.optimum import DomainOf, as_objective, as_point
from derive.tree import rewritten

NO_MINIMUM, NO_MAXIMUM = Str("without a minimum"), Str("without a maximum")


def minimiser(f: Any, *, over: Any, at: Any, by: str | None = None, name: str = "") -> Calculation:
    """`at` lies in the domain, and f is larger at every other point at which it has a value.

    `over` is a variable or a tuple of variables, `at` a value for each.

    Raises `AuthoringError` if `over` is no variable, or `at` holds it.

    >>> from sympy.abc import t
    >>> print(minimiser(abs(t), over=t, at=0).steps[0].rhs)
    Abs(t) over t
    >>> minimiser(t**2, over=t, at=(0, 0))
    Traceback (most recent call last):
    derive.errors.AuthoringError: at= takes one value for each of t, but found (0, 0)
    """
    return _only(f, over, at, by, name, Relation.MINIMISES)


def maximiser(f: Any, *, over: Any, at: Any, by: str | None = None, name: str = "") -> Calculation:
    """`at` lies in the domain, and f is smaller at every other point at which it has a value; see `minimiser`.

    >>> from sympy.abc import t
    >>> str(maximiser(-abs(t), over=t, at=0).steps[0].relation)
    'maximises'
    """
    return _only(f, over, at, by, name, Relation.MAXIMISES)


def _only(f: Any, over: Any, at: Any, by: str | None, name: str, relation: Relation) -> Calculation:
    line = caller_line()
    objective = as_objective(f, over, line)
    step = Step(relation, objective, line, by, lhs=as_point(at, objective, line))
    return Calculation(head=None, steps=(step,), line=line, name=name)


def attains_minimum(f: Any, *, over: Any, at: Any, by: str | None = None, name: str = "") -> Calculation:
    """`at` lies in the domain, and f is nowhere smaller; other points may do as well.

    >>> from sympy import cos
    >>> from sympy.abc import t
    >>> [str(step.relation) for step in attains_minimum(1 + cos(t)**2, over=t, at=0).steps]
    ['in', '<=']
    """
    return _attained(f, over, at, by, name, Relation.AT_MOST)


def attains_maximum(f: Any, *, over: Any, at: Any, by: str | None = None, name: str = "") -> Calculation:
    """`at` lies in the domain, and f is nowhere larger; other points may do as well."""
    return _attained(f, over, at, by, name, Relation.AT_LEAST)


def _attained(f: Any, over: Any, at: Any, by: str | None, name: str, relation: Relation) -> Calculation:
    line = caller_line()
    objective = as_objective(f, over, line)
    values = objective.point(as_point(at, objective, line))
    least = rewritten(objective.value, values)
    steps = (*_members(values, line), Step(relation, objective.value, line, by, lhs=least))
    return Calculation(head=None, steps=steps, line=line, name=name)


def _members(values: Mapping[Symbol, Expr], line: int, why: str = "the point lies in the domain") -> list[Step]:
    return [Step(Relation.MEMBER, DomainOf(t), line, why, lhs=value) for t, value in values.items()]


def unbounded_below(
    f: Any, *, along: Mapping[Any, Any], as_: tuple[Any, ...], by: str | None = None, name: str = ""
) -> Calculation:
    """f falls below every number along a path: for the variables of `along`, their values in terms of another one.

    `as_` says how that other variable moves, as in `tends_to`.  The path must lie in the domain.

    Raises `AuthoringError` if `along` is no path.

    >>> from sympy import oo
    >>> from sympy.abc import s, x, y
    >>> [str(step.relation) for step in unbounded_below(x*y, along={x: s, y: -s}, as_=(s, oo)).steps]
    ['in', 'in', '->']
    >>> unbounded_below(x*y, along={x: x + s}, as_=(s, oo))
    Traceback (most recent call last):
    derive.errors.AuthoringError: the path x = s + x must not depend on x itself
    """
    return _along(f, along, as_, -oo, by, name)


def unbounded_above(
    f: Any, *, along: Mapping[Any, Any], as_: tuple[Any, ...], by: str | None = None, name: str = ""
) -> Calculation:
    """f rises above every number along a path; see `unbounded_below`."""
    return _along(f, along, as_, oo, by, name)


def _along(f: Any, along: Any, as_: Any, limit: Any, by: str | None, name: str) -> Calculation:
    line = caller_line()
    path = _path(along, line)
    there = rewritten(exact(f, line), path)
    words = ", ".join(f"{variable} = {value}" for variable, value in path.items())
    moving = tends_to(limit, as_=as_, by=by or f"along the path {words}")
    last = Step(Relation.TENDS_TO, moving.rhs, line, moving.by, approach=moving.approach, lhs=there)
    steps = (*_members(path, line, "the path lies in the domain"), last)
    return Calculation(head=None, steps=steps, line=line, name=name)


def _path(along: Any, line: int) -> dict[Symbol, Expr]:
    if not isinstance(along, Mapping) or not along or not all(isinstance(variable, Symbol) for variable in along):
        raise AuthoringError(f"along= takes a mapping from variables to values, not {shown(along)}", line=line)
    path = {variable: exact(value, line) for variable, value in along.items()}
    for variable, value in path.items():
        held = sorted(map(str, value.free_symbols & path.keys()))
        if held:
            raise AuthoringError(f"the path {variable} = {value} must not depend on {held[0]} itself", line=line)
    return path


def no_minimum(f: Any, *, over: Any, by: str | None = None, name: str = "") -> Calculation:
    """f has no smallest value over the domain of one variable: it falls without bound, or its infimum is not attained.

    >>> from sympy import exp
    >>> from sympy.abc import t
    >>> print(no_minimum(exp(t), over=t).steps[0].rhs)
    without a minimum
    """
    return _is(f, over, NO_MINIMUM, by, name)


def no_maximum(f: Any, *, over: Any, by: str | None = None, name: str = "") -> Calculation:
    """f has no largest value over the domain of one variable; see `no_minimum`."""
    return _is(f, over, NO_MAXIMUM, by, name)


def convex(f: Any, *, over: Any, by: str | None = None, name: str = "") -> Calculation:
    """f is convex in one or several variables over their domains, whatever the other variables are.

    >>> from sympy.abc import t
    >>> print(convex(t**2, over=t).steps[0].rhs)
    convex
    >>> convex(t**2, over=2)
    Traceback (most recent call last):
    derive.errors.AuthoringError: over= takes a variable of the derivation, but found 2
    """
    return _is(f, over, Str("convex"), by, name)


def concave(f: Any, *, over: Any, by: str | None = None, name: str = "") -> Calculation:
    """f is concave in one or several variables over their domains."""
    return _is(f, over, Str("concave"), by, name)


def strictly_convex(f: Any, *, over: Any, by: str | None = None, name: str = "") -> Calculation:
    """f is strictly convex in one or several variables over their domains."""
    return _is(f, over, Str("strictly convex"), by, name)


def strictly_concave(f: Any, *, over: Any, by: str | None = None, name: str = "") -> Calculation:
    """f is strictly concave in one or several variables over their domains."""
    return _is(f, over, Str("strictly concave"), by, name)


def _is(f: Any, over: Any, what: Str, by: str | None, name: str) -> Calculation:
    line = caller_line()
    step = Step(Relation.IS, what, line, by, lhs=as_objective(f, over, line))
    return Calculation(head=None, steps=(step,), line=line, name=name)


def stationary(f: Any, *, over: Any, at: Any, by: str | None = None, name: str = "") -> Calculation:
    """All partial derivatives of f vanish at a point of the domains: one line for each variable.

    >>> from sympy.abc import x, y
    >>> [str(step.relation) for step in stationary(x*y, over=(x, y), at=(0, 0)).steps]
    ['in', 'in', '=', '=']
    """
    line = caller_line()
    objective = as_objective(f, over, line)
    values = objective.point(as_point(at, objective, line))
    there = (tuple(values), tuple(values.values()))
    zero = exact(0, line)
    steps = _members(values, line)
    for t in values:
        slope = Subs(Derivative(objective.value, t), *there)
        steps.append(Step(Relation.EQUAL, zero, line, by or f"stationary in {t}", lhs=slope))
    return Calculation(head=None, steps=tuple(steps), line=line, name=name)


def lagrangian(f: Any, constraints: Sequence[Any], multipliers: Sequence[Any]) -> Expr:
    """f plus each multiplier times its constraint: an equation ``Eq(g, c)`` counts as g - c.

    Raises `AuthoringError` if constraints and multipliers do not pair off.

    Source: Boyd and Vandenberghe, Convex Optimization (2004), section 5.1.1.

    >>> from sympy import Eq
    >>> from sympy.abc import mu, x, y
    >>> lagrangian(x + y, [Eq(x**2 + y**2, 2)], [mu])
    mu*(x**2 + y**2 - 2) + x + y
    >>> lagrangian(x, [x], [])
    Traceback (most recent call last):
    derive.errors.AuthoringError: 1 constraint and 0 multipliers: give one multiplier for each constraint
    """
    line = caller_line()
    if len(constraints) != len(multipliers):
        counted = f"{len(constraints)} constraint{'s' * (len(constraints) != 1)} and {len(multipliers)} multipliers"
        raise AuthoringError(f"{counted}: give one multiplier for each constraint", line=line)
    gaps = [c.lhs - c.rhs if isinstance(c, Eq) else exact(c, line) for c in constraints]
    return Add(exact(f, line), *(Mul(exact(m, line), gap) for m, gap in zip(multipliers, gaps, strict=True)))
