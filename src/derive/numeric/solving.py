"""Equations solved for one variable by undoing, one after the other, what was done to it.

Only operations with a single real inverse are undone, so that a solution is the only one; whoever
uses it still checks that it lies in the domain and meets the equation.
"""

from __future__ import annotations

from typing import Any

from sympy import Add, Eq, Expr, Mul, Pow, Symbol, exp, log

from derive.terms.functions import cbrt, logit, sigmoid

INVERSES = {
    exp: log,
    log: exp,
    sigmoid: logit,
    logit: sigmoid,
    cbrt: lambda value: value**3,
}


def solved_for(equation: Eq, variable: Symbol) -> Expr | None:
    """The value that the equation gives a variable; None unless undoing leads there.

    >>> from sympy.abc import x, y
    >>> solved_for(Eq(2*x + 1, exp(y)), x), solved_for(Eq(2*x + 1, exp(y)), y), solved_for(Eq(x**2, 2), x)
    (exp(y)/2 - 1/2, log(2*x + 1), None)
    """
    lhs, rhs = equation.lhs, equation.rhs
    linear = _linear_solution(lhs - rhs, variable)
    if linear is not None:
        return linear
    if variable in rhs.free_symbols:
        lhs, rhs = rhs, lhs
    if variable in rhs.free_symbols:
        return None
    return _undone(lhs, rhs, variable)


def _linear_solution(residual: Expr, variable: Symbol) -> Expr | None:
    """The zero of ``slope*variable + rest``, where neither holds the variable."""
    if not residual.is_polynomial(variable):
        return None
    slope = residual.diff(variable)
    if variable in slope.free_symbols or slope == 0:
        return None
    return -residual.subs(variable, 0) / slope


def _undone(lhs: Expr, rhs: Expr, variable: Symbol) -> Expr | None:
    while lhs != variable:
        holding = [part for part in lhs.args if variable in part.free_symbols]
        if len(holding) != 1:
            return None
        undone = _undo(lhs, holding[0], rhs)
        if undone is None:
            return None
        lhs, rhs = holding[0], undone
    return rhs


def _undo(node: Any, inner: Any, value: Expr) -> Expr | None:
    """The value of `inner`, an argument of `node`, where `node` has the given value."""
    rest = [part for part in node.args if part is not inner]
    if isinstance(node, Add):
        return value - Add(*rest)
    if isinstance(node, Mul):
        return value / Mul(*rest)
    if isinstance(node, Pow) and node.exp.is_Integer and node.exp == -1:
        return 1 / value
    inverse = INVERSES.get(type(node))
    return inverse(value) if inverse is not None else None
