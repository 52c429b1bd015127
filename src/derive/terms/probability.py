"""The probability of an event: an interval by the integral of the density, any other by its indicator."""

from __future__ import annotations

from collections.abc import Callable
from inspect import signature
from typing import Any

from sympy import Abs, And, Dummy, Expr, Integer, Max, Min, Piecewise, Symbol, ceiling, floor, oo
from sympy.core.relational import Ge, Gt, Le, Lt
from sympy.logic.boolalg import Boolean, BooleanFalse, BooleanTrue, Not

from derive.errors import AuthoringError, caller_line
from derive.terms.distributions import Distribution, Finite, OnVectors
from derive.terms.distributions.supports import Range, WholeNumbers
from derive.terms.expectation import Defined, averaged, depth_of, laws
from derive.tree import rewritten


class Probability(Defined):
    """P(condition) for x ~ law; `args` are the law, the condition, and the bound variable x."""

    @property
    def law(self) -> Distribution:
        """The law of x."""
        return self.args[0]

    @property
    def condition(self) -> Any:
        """The event, a condition on x."""
        return self.args[1]

    @property
    def variable(self) -> Dummy:
        """The bound variable x."""
        return self.args[2]

    @property
    def depth(self) -> int:
        """How many bound variables are nested, this one included."""
        return int(self.variable.dummy_index)

    @property
    def bound_symbols(self) -> list[Dummy]:
        """The bound variable, as SymPy asks for it."""
        return [self.variable]

    @property
    def free_symbols(self) -> set[Symbol]:
        """Everything but x."""
        return self.law.free_symbols | (self.condition.free_symbols - {self.variable})

    @property
    def ends(self) -> tuple[Expr, Expr] | None:
        """The ends of the event, if it is an interval of numbers, or of whole ones; None if it is not."""
        if isinstance(self.law, Finite | OnVectors) or not isinstance(self.law.support, Range):
            return None
        return _ends(self.condition, self.variable, isinstance(self.law.support, WholeNumbers))

    @property
    def opposite(self) -> Probability | None:
        """The probability of the complement, if that is an interval and the event is none."""
        if self.ends is not None:
            return None
        rest = Probability(self.law, Not(self.condition), self.variable)
        return None if rest.ends is None else rest

    def definition(self) -> Expr:
        """The integral of the density over the event (or 1 less that over the rest), or E of its indicator."""
        if self.opposite is not None:
            return 1 - self.opposite.definition()
        ends, x, support = self.ends, self.variable, self.law.support
        if ends is None or not isinstance(support, Range):
            return averaged(self.law, Piecewise((Integer(1), self.condition), (Integer(0), True)), (x,))
        density = support.settled(self.law.density(x), x)
        step = 1 if isinstance(support, WholeNumbers) else 0
        if step and ends[1] == oo:
            return 1 - type(support)(support.lower, Max(support.lower, ends[0]) - 1).integral(density, x)
        lower = Max(support.lower, ends[0])
        upper = Max(lower - step, Min(support.upper, ends[1]))
        return type(support)(lower, upper).integral(density, x)

    def _sympystr(self, printer: Any) -> str:
        x = Symbol(self.variable.name, **self.variable.assumptions0)
        condition = printer._print(rewritten(self.condition, {self.variable: x}))
        return f"P_{{{x} ~ {printer._print(self.law)}}}[{condition}]"


def probability(law: Distribution, event: Callable[[Any], Any]) -> Expr:
    """The probability of ``event(x)``, a condition on x ~ law.

    Raises `AuthoringError` if the event is no condition.

    >>> from derive.terms import exponential
    >>> probability(exponential(rate=2), lambda x: x > 1)
    P_{x ~ Exponential(2)}[x > 1]
    >>> probability(exponential(rate=2), lambda x: x)
    Traceback (most recent call last):
    derive.errors.AuthoringError: probability takes a law and a condition: probability(p, lambda x: x > 1)
    """
    (law,) = laws(law)
    (name, *_) = signature(event).parameters
    placeholders = law.bound_variables([name])
    condition = event(law.point(placeholders)) if not isinstance(law, OnVectors) else None
    if isinstance(condition, bool | BooleanTrue | BooleanFalse):
        return Integer(1 if condition else 0)
    if not isinstance(condition, Boolean) or isinstance(condition, Expr):
        raise AuthoringError(
            "probability takes a law and a condition: probability(p, lambda x: x > 1)", line=caller_line()
        )
    x = Dummy(name, dummy_index=1 + depth_of(condition), **placeholders[0].assumptions0)
    return Probability(law, rewritten(condition, {placeholders[0]: x}), x)


def _ends(condition: Any, x: Symbol, whole: bool) -> tuple[Expr, Expr] | None:  # noqa: FBT001
    lower, upper = -oo, oo
    for part in condition.args if isinstance(condition, And) else (condition,):
        found = _ends_of_one(part, x, whole)
        if found is None:
            return None
        lower, upper = Max(lower, found[0]), Min(upper, found[1])
    return lower, upper


def _ends_of_one(relation: Any, x: Symbol, whole: bool) -> tuple[Expr, Expr] | None:  # noqa: FBT001
    if not isinstance(relation, Lt | Le | Gt | Ge):
        return None
    small, large, is_strict = relation.lts, relation.gts, isinstance(relation, Lt | Gt)
    if isinstance(small, Abs) and not large.has(x) and not whole:
        centre = x - small.args[0]
        return (centre - large, centre + large) if not centre.has(x) else None
    if small == x and not large.has(x):
        return -oo, _last(large, is_strict) if whole else large
    if large == x and not small.has(x):
        return (_first(small, is_strict) if whole else small), oo
    return None


def _first(end: Any, is_strict: bool) -> Any:  # noqa: FBT001
    return floor(end) + 1 if is_strict else ceiling(end)


def _last(end: Any, is_strict: bool) -> Any:  # noqa: FBT001
    return ceiling(end) - 1 if is_strict else floor(end)


