"""Lines as they stand on the page: sums, products and fractions that SymPy leaves alone.

SymPy evaluates what it is given: ``2*x - x`` is ``x`` before anybody has read it.  Where the line is
the point, these words write it down as it is; they mean nothing but the arithmetic they show.
"""

from __future__ import annotations

from typing import Any

from sympy import Add, Basic, Expr, Function, Mul, Pow

from derive.calculation import exact
from derive.errors import caller_line


def total(*terms: Any) -> Expr:
    """The sum of `terms`, in this order and not collected.

    >>> from sympy.abc import x
    >>> total(2*x, -x)
    2*x - x
    >>> total(0.5, x)
    Traceback (most recent call last):
    derive.errors.AuthoringError: a step holds the float 0.5: write an exact number, such as Rational(1, 2)
    """
    return Add(*_exact(terms), evaluate=False)


def product(*factors: Any) -> Expr:
    """The product of `factors`, in this order, neither combined nor multiplied out.

    >>> from sympy import exp
    >>> from sympy.abc import x
    >>> product(exp(x), exp(-x))
    exp(x)*exp(-x)
    """
    return Mul(*_exact(factors), evaluate=False)


def fraction(numerator: Any, denominator: Any) -> Expr:
    """`numerator` over `denominator`, not reduced.

    >>> from sympy.abc import x
    >>> fraction(2*x, x)
    2*x/x
    """
    top, bottom = _exact((numerator, denominator))
    return Mul(top, Pow(bottom, -1, evaluate=False), evaluate=False)


def renamed(expression: Any, old: Basic, new: Basic) -> Any:
    """`expression` with `new` for every `old`, and otherwise as written: nothing is evaluated anew."""
    if expression == old:
        return new
    arguments = tuple(renamed(argument, old, new) for argument in expression.args)
    if all(new is old for new, old in zip(arguments, expression.args, strict=True)):
        return expression
    if isinstance(expression, Add | Mul | Pow | Function):
        return expression.func(*arguments, evaluate=False)
    return expression.func(*arguments)


def _exact(values: tuple[Any, ...]) -> list[Any]:
    line = caller_line()
    return [exact(value, line) for value in values]
