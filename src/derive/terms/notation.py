"""Lines as they stand on the page: sums, products and fractions that SymPy leaves alone.

SymPy evaluates what it is given: ``2*x - x`` is ``x`` before anybody has read it.  Where the line is
the point, these words write it down as it is; they mean nothing but the arithmetic they show.
"""

from __future__ import annotations

from typing import Any

from sympy import Add, Basic, Expr, Function, Mul, Pow

from derive.errors import caller_line
from derive.exactness import exact


def plus(*terms: Any) -> Expr:
    """The sum of `terms`, not collected.

    >>> from sympy.abc import x
    >>> plus(2*x, -x).args
    (2*x, -x)
    """
    return Add(*_exact(terms), evaluate=False)


def times(*factors: Any) -> Expr:
    """The product of `factors`, neither combined nor multiplied out.

    >>> from sympy import exp
    >>> from sympy.abc import x
    >>> times(exp(x), exp(-x)).args
    (exp(x), exp(-x))
    """
    return Mul(*_exact(factors), evaluate=False)


def over(numerator: Any, denominator: Any) -> Expr:
    """`numerator` over `denominator`, not reduced.

    >>> from sympy.abc import x
    >>> over(x**2, x)
    x**2/x
    """
    top, bottom = _exact((numerator, denominator))
    reciprocal = Pow(bottom, -1, evaluate=False)
    return reciprocal if top == 1 else Mul(top, reciprocal, evaluate=False)


def renamed(expression: Any, old: Basic, new: Basic) -> Any:
    """`expression` with `new` for every `old`, and otherwise as written: nothing is evaluated anew.

    >>> from sympy.abc import x, y
    >>> renamed(over(x**2, x), x, y)
    y**2/y
    """
    if expression == old:
        return new
    arguments = tuple(renamed(argument, old, new) for argument in expression.args)
    if all(now is before for now, before in zip(arguments, expression.args, strict=True)):
        return expression
    if isinstance(expression, Add | Mul | Pow | Function):
        return expression.func(*arguments, evaluate=False)
    return expression.func(*arguments)


def _exact(values: tuple[Any, ...]) -> list[Any]:
    line = caller_line()
    return [exact(value, line) for value in values]
