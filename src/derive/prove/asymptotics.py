"""An expression in x, and a series for x as u -> oo: the series of the expression.

The tree is walked as it stands, SymPy rewrites nothing.  What has no series of its own but is bounded
(sin(1/x), or a sigmoid whose argument is not settled) becomes O(1), so that the squeeze is a product.
A series exists only where every subexpression has a real value for all large u: that the function is
defined near the point is part of the result.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, reduce
from typing import Any

from sympy import (
    Abs,
    Add,
    Dummy,
    Expr,
    Integer,
    Max,
    Min,
    Mul,
    Piecewise,
    Pow,
    Rational,
    S,
    Symbol,
    atan,
    cos,
    cosh,
    erf,
    exp,
    factorial,
    log,
    pi,
    sign,
    sin,
    sinh,
    tan,
    tanh,
)  # fmt: skip
from sympy.core.relational import Equality, Relational, StrictGreaterThan, StrictLessThan, Unequality

from derive.prove.transseries import ONE, Calculus, Series, Unclear
from derive.terms.functions import cbrt, logit, sigmoid

Rule = Callable[["Expansion", Expr], Series]
NO_NUMBERS = (S.Infinity, S.NegativeInfinity, S.ComplexInfinity, S.NaN)


class Expansion:
    """The series of expressions in `variable`, which is itself the series `moving`."""

    def __init__(self, calculus: Calculus, variable: Symbol, moving: Series) -> None:
        self.calculus = calculus
        self.variable = variable
        self._known: dict[Any, Series] = {variable: moving}

    def of(self, expression: Expr) -> Series:
        """The series of `expression`; raises `Unclear` where there is none."""
        if expression not in self._known:
            self._known[expression] = self._expand(expression)
        return self._known[expression]

    def _expand(self, expression: Expr) -> Series:
        if self.variable not in expression.free_symbols:
            return self._constant(expression)
        rule = RULES.get(expression.func)
        if rule is None:
            raise Unclear(f"no rule for {expression.func.__name__}")
        return rule(self, expression)

    def _constant(self, value: Expr) -> Series:
        if value.is_extended_real is False or value.has(*NO_NUMBERS):
            raise Unclear(f"{value} is no real number")
        return self.calculus.constant(value)

    def sign_of_difference(self, left: Expr, right: Expr) -> int:
        """The sign of left - right for all large u."""
        negative = self.calculus.scale(self.of(right), Integer(-1))
        return self.calculus.eventual_sign(self.calculus.add(self.of(left), negative))

    def holds(self, condition: Any) -> bool:
        """Whether a comparison is true, or is false, for all large u."""
        if condition in (S.true, S.false):
            return bool(condition)
        if not isinstance(condition, Relational):
            raise Unclear(f"no rule for the condition {condition}")
        difference = self.sign_of_difference(condition.lhs, condition.rhs)
        if isinstance(condition, Equality | Unequality):
            return (difference == 0) == isinstance(condition, Equality)
        if isinstance(condition, StrictLessThan | StrictGreaterThan) and difference == 0:
            return False
        return difference == 0 or (difference < 0) == (condition.func.rel_op in ("<", "<="))


def _sum(expansion: Expansion, expression: Expr) -> Series:
    return reduce(expansion.calculus.add, (expansion.of(term) for term in expression.args))


def _product(expansion: Expansion, expression: Expr) -> Series:
    return reduce(expansion.calculus.multiply, [expansion.of(factor) for factor in expression.args])


def _power(expansion: Expansion, expression: Expr) -> Series:
    base, exponent = expression.base, expression.exp
    calculus = expansion.calculus
    if expansion.variable not in exponent.free_symbols:
        return calculus.power(expansion.of(base), exponent)
    logarithm = calculus.logarithm(expansion.of(base))
    return calculus.exponential(calculus.multiply(expansion.of(exponent), logarithm))


def _absolute(expansion: Expansion, expression: Expr) -> Series:
    return expansion.calculus.absolute(expansion.of(expression.args[0]))


def _sign(expansion: Expansion, expression: Expr) -> Series:
    calculus, inner = expansion.calculus, expansion.of(expression.args[0])
    return inner if inner.size is None else calculus.constant(calculus.sign_of_lead(calculus.lead(inner)))


def _extremum(expansion: Expansion, expression: Expr) -> Series:
    """Max and Min: the argument that wins for all large u, else no more than the larger size."""
    wanted = 1 if isinstance(expression, Max) else -1

    def better(left: Expr, right: Expr) -> Expr:
        return left if expansion.sign_of_difference(left, right) * wanted >= 0 else right

    try:
        return expansion.of(reduce(better, expression.args))
    except Unclear:
        return Series((), expansion.calculus.largest(expansion.of(entry).size for entry in expression.args))


def _piecewise(expansion: Expansion, expression: Expr) -> Series:
    for value, condition in expression.args:
        if expansion.holds(condition):
            return expansion.of(value)
    raise Unclear("no piece is defined here")


def _by_definition(definition: Callable[[Expr], Expr]) -> Rule:
    return lambda expansion, expression: expansion.of(definition(expression.args[0]))


def _smooth(function: Any) -> Rule:
    """Taylor's expansion about the limit of the argument, for functions smooth on the whole line."""

    def rule(expansion: Expansion, expression: Expr) -> Series:
        calculus = expansion.calculus
        infinite, centre, delta = calculus.parts(expansion.of(expression.args[0]))
        if infinite:
            raise Unclear(f"{expression} has no expansion at infinity")
        return calculus.compose(lambda k: _slope(function, k).subs(T, centre) / factorial(k), delta)

    return rule


T = Dummy("t", real=True)


@cache
def _slope(function: Any, order: int) -> Expr:
    """The derivative of an elementary function of T."""
    return function(T) if order == 0 else _slope(function, order - 1).diff(T)


def _bounded(rule: Rule) -> Rule:
    """A bounded function is O(1) wherever its argument has a value."""

    def squeezed(expansion: Expansion, expression: Expr) -> Series:
        expansion.of(expression.args[0])
        try:
            return rule(expansion, expression)
        except Unclear:
            return Series((), ONE)

    return squeezed


def _arctangent(expansion: Expansion, expression: Expr) -> Series:
    calculus, inner = expansion.calculus, expansion.of(expression.args[0])
    infinite, _, _ = calculus.parts(inner)
    if not infinite:
        return _smooth(atan)(expansion, expression)
    # atan(s) = +-pi/2 - atan(1/s), and atan(delta) = delta - delta^3/3 + ...
    small = calculus.compose(lambda k: Rational((-1) ** (k // 2), k) if k % 2 else Integer(0), calculus.inverse(inner))
    quarter_turn = calculus.constant(calculus.eventual_sign(inner) * pi / 2)
    return calculus.add(quarter_turn, calculus.scale(small, Integer(-1)))


def _error_function(expansion: Expansion, expression: Expr) -> Series:
    calculus, inner = expansion.calculus, expansion.of(expression.args[0])
    infinite, _, _ = calculus.parts(inner)
    if not infinite:
        return _smooth(erf)(expansion, expression)
    # |erf(s) -+ 1| <= exp(-s^2) for s of the sign in question
    square = calculus.multiply(inner, inner)
    error = calculus.exponential(calculus.scale(square, Integer(-1))).size
    return calculus.add(calculus.constant(Integer(calculus.eventual_sign(inner))), Series((), error))


RULES: dict[Any, Rule] = {
    Add: _sum,
    Mul: _product,
    Pow: _power,
    exp: lambda expansion, e: expansion.calculus.exponential(expansion.of(e.args[0])),
    log: lambda expansion, e: expansion.calculus.logarithm(expansion.of(e.args[0])),
    cbrt: lambda expansion, e: expansion.calculus.cube_root(expansion.of(e.args[0])),
    Abs: _absolute,
    sign: _sign,
    Max: _extremum,
    Min: _extremum,
    Piecewise: _piecewise,
    sin: _bounded(_smooth(sin)),
    cos: _bounded(_smooth(cos)),
    tan: _by_definition(lambda s: sin(s) / cos(s)),
    atan: _bounded(_arctangent),
    erf: _bounded(_error_function),
    sinh: _by_definition(lambda s: (exp(s) - exp(-s)) / 2),
    cosh: _by_definition(lambda s: (exp(s) + exp(-s)) / 2),
    tanh: _bounded(_by_definition(lambda s: 1 - 2 / (1 + exp(2 * s)))),
    sigmoid: _bounded(_by_definition(lambda s: 1 / (1 + exp(-s)))),
    logit: _by_definition(lambda d: log(d / (1 - d))),
}


def fixed_parts(expression: Expr, variable: Symbol) -> list[Expr]:
    """The largest parts that stay fixed while the variable moves, as the walk meets them."""
    if variable not in expression.free_symbols:
        return [expression]
    if expression.func not in RULES or isinstance(expression, Piecewise):
        return []
    return list(dict.fromkeys(part for entry in expression.args for part in fixed_parts(entry, variable)))
