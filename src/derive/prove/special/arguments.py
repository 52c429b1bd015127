"""Arguments and parameters of functions: their arithmetic done, exact numbers compared, whole shifts split off."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sympy import Add, Basic, Expr, Function, Integer, Mul, Pow, Rational, expand, floor

from derive.prove.constants import are_equal

CLOSE = 1e-9


def evaluated(node: Any) -> Any:
    """The expression with the arithmetic that was left unevaluated done by SymPy's constructors.

    >>> evaluated(Add(Rational(1, 2), Rational(1, 2), evaluate=False))
    1
    >>> evaluated(Function("f")(Mul(2, 3, evaluate=False)))
    f(6)
    """
    if not isinstance(node, Basic) or not node.args:
        return node
    arguments = tuple(evaluated(argument) for argument in node.args)
    if isinstance(node, Add | Mul | Pow):
        return node.func(*arguments)
    if all(now is before for now, before in zip(arguments, node.args, strict=True)):
        return node
    return node.func(*arguments, evaluate=False) if isinstance(node, Function) else node.func(*arguments)


def plain(node: Any) -> Expr:
    """An argument multiplied out: its normal form as far as rules look at arguments."""
    return expand(evaluated(node))


@lru_cache(maxsize=4096)
def approximation(number: Expr) -> complex | None:
    """A float value of an exact number; None where there is none."""
    try:
        return complex(number.n(20))
    except (TypeError, ValueError, ArithmeticError, AttributeError):
        return None


def same_number(left: Expr, right: Expr) -> bool:
    """Whether two exact numbers are certainly equal: by their floats first, then by proof.

    >>> from sympy import sqrt
    >>> same_number(sqrt(3 - 2*sqrt(2)), sqrt(2) - 1)
    True
    >>> same_number(sqrt(3 - 2*sqrt(2)), 1 - sqrt(2))
    False
    """
    if left == right:
        return True
    if left.free_symbols or right.free_symbols:
        return False
    a, b = approximation(left), approximation(right)
    if a is None or b is None or not abs(a - b) < CLOSE * max(1.0, abs(b)):
        return False
    return are_equal(left, right)


def known_real(number: Expr) -> bool:
    """Whether SymPy's assumptions make the number real."""
    return bool(number.is_real)


def whole_multiple(expression: Expr, unit: Expr) -> Expr | None:
    """n where the expression is n*unit and n is a whole number by its form; None else.

    >>> from sympy import Symbol, pi
    >>> k = Symbol("k", integer=True)
    >>> whole_multiple(3*pi*k/2, pi/2), whole_multiple(pi/3, pi/2) is None
    (3*k, True)
    """
    count = expand(evaluated(expression) / unit)
    return count if count.is_integer else None


def split_shift(expression: Any) -> tuple[Expr, int]:
    """The expression as rest + n: n whole and the rational part of rest in [0, 1).

    >>> from sympy.abc import a
    >>> split_shift(a + Rational(5, 2))
    (a + 1/2, 2)
    """
    whole = plain(expression)
    constant, _ = whole.as_coeff_Add()
    if not isinstance(constant, Rational):
        return whole, 0
    shift = int(floor(constant))
    return whole - Integer(shift), shift
