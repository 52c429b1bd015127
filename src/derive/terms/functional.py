"""Optima over functions: the best function, given by its values."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from sympy import Basic, Dummy, Expr, Lambda, Symbol

from derive.calculation import Calculation, Relation, Step
from derive.errors import AuthoringError, caller_line
from derive.exactness import exact
from derive.terms.densities import AbstractFunction, FunctionValue
from derive.terms.expectation import expand_definitions, substituted
from derive.tree import rewritten


class ValuesOf(Basic):
    """The set in which the values of a function of the page lie; its one argument is the function's symbol."""

    def _sympystr(self, printer: Any) -> str:
        return f"the values that {self.args[0].name} may have"


def greatest(functional: Any, *, over: AbstractFunction, at: Callable[..., Any], by: str | None = None) -> Calculation:
    """No function does better than `at`: its values are allowed, and the functional is at most its value there.

    Two obligations: ``at(x)`` lies where the values of `over` do, and the functional of an arbitrary
    function is at most the functional of `at`.

    Raises `AuthoringError` if `over` is no function of the page, or does not occur, or `at` is none.

    >>> from derive.abstract.spaces import DENSITY, UNIT_FUNCTION
    >>> from derive.terms import expectation
    >>> p, D = DENSITY.argument(DENSITY.key("p")), UNIT_FUNCTION.argument(UNIT_FUNCTION.key("D"))
    >>> [str(step.relation) for step in greatest(expectation(p, D), over=D, at=lambda x: p(x)/2).steps]
    ['in', '<=']
    >>> greatest(expectation(p, lambda x: p(x)), over=D, at=lambda x: 1)
    Traceback (most recent call last):
    derive.errors.AuthoringError: D does not occur in E_{x ~ p}[p(x)]: over= takes the function that varies
    """
    return _best(functional, over, at, by, Relation.AT_MOST)


def least(functional: Any, *, over: AbstractFunction, at: Callable[..., Any], by: str | None = None) -> Calculation:
    """No function has a smaller value than `at`; see `greatest`.

    >>> from derive.abstract.spaces import DENSITY, FUNCTION
    >>> from derive.terms import expectation
    >>> p, f = DENSITY.argument(DENSITY.key("p")), FUNCTION.argument(FUNCTION.key("f"))
    >>> [str(step.relation) for step in least(expectation(p, lambda x: f(x)**2), over=f, at=lambda x: 0).steps]
    ['in', '>=']
    """
    return _best(functional, over, at, by, Relation.AT_LEAST)


def _best(functional: Any, over: Any, at: Any, by: str | None, relation: Relation) -> Calculation:
    line = caller_line()
    functional = exact(functional, line)
    if not isinstance(over, AbstractFunction) or not callable(at):
        raise AuthoringError(f"over= takes a function of the page and at= a function of points, not {over}", line=line)
    if not any(node.symbol == over.symbol for node in functional.atoms(FunctionValue)):
        raise AuthoringError(
            f"{over} does not occur in {functional}: over= takes the function that varies", line=line
        )
    variables = [Dummy(name, real=True) for name in inspect.signature(at).parameters]
    best = Lambda(tuple(variables), exact(at(*variables), line))
    if over.symbol in best.free_symbols:
        raise AuthoringError(f"the claimed optimum {best.expr} must not depend on {over} itself", line=line)
    steps = (
        Step(Relation.MEMBER, ValuesOf(over.symbol), line, by="its values are allowed", lhs=best),
        Step(relation, _with_values(functional, over.symbol, best), line, by=by, lhs=functional),
    )
    return Calculation(head=None, steps=steps, line=line)


def _with_values(functional: Any, symbol: Symbol, best: Lambda) -> Expr:
    """The functional of the function `best`, in place of the one that varies."""

    def value(node: Any) -> Any:
        if not isinstance(node, FunctionValue) or node.symbol != symbol:
            return None
        arguments = (substituted(argument, value) for argument in node.arguments)
        return rewritten(best.expr, dict(zip(best.variables, arguments, strict=True)))

    return substituted(expand_definitions(functional), value)
