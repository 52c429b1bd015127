"""Derivative, Subs and Determinant worked out by rules of our own.

A derivative has no value at a kink or a jump.  Each rule says where it holds: cbrt'(u) needs u != 0,
sqrt'(u) needs u > 0.  Such a kink is part of the ledger; where the derivative certainly does not exist
there, it is a condition of definedness, and else it has to be discharged before the rule counts.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sympy import (
    Abs,
    Add,
    Basic,
    Derivative,
    Determinant,
    Gt,
    Heaviside,
    Integer,
    MatrixBase,
    Max,
    Min,
    Mul,
    Piecewise,
    Pow,
    Subs,
    Symbol,
    acos,
    acosh,
    asin,
    asinh,
    atan,
    atanh,
    cos,
    cosh,
    cot,
    erf,
    erfc,
    exp,
    log,
    pi,
    sign,
    sin,
    sinh,
    sqrt,
    tan,
    tanh,
)  # fmt: skip
from sympy.core.relational import Relational

from derive.prove.ledger import Obligation, opened
from derive.terms.functions import cbrt, logit, sigmoid
from derive.tree import rewritten

HIGHEST_ORDER = 8
WORKED_OUT = (Derivative, Subs, Determinant)


class NoRule(Exception):
    """There is no rule for the derivative of this node."""


SLOPES: dict[type, Callable[[Any], Any]] = {
    exp: exp,
    log: lambda u: 1 / u,
    sigmoid: lambda u: sigmoid(u) * (1 - sigmoid(u)),
    logit: lambda u: 1 / (u * (1 - u)),
    cbrt: lambda u: 1 / (3 * cbrt(u) ** 2),
    sin: cos,
    cos: lambda u: -sin(u),
    tan: lambda u: 1 + tan(u) ** 2,
    cot: lambda u: -1 - cot(u) ** 2,
    asin: lambda u: 1 / sqrt(1 - u**2),
    acos: lambda u: -1 / sqrt(1 - u**2),
    atan: lambda u: 1 / (1 + u**2),
    sinh: cosh,
    cosh: sinh,
    tanh: lambda u: 1 - tanh(u) ** 2,
    asinh: lambda u: 1 / sqrt(1 + u**2),
    acosh: lambda u: 1 / sqrt(u**2 - 1),
    atanh: lambda u: 1 / (1 - u**2),
    erf: lambda u: 2 * exp(-(u**2)) / sqrt(pi),
    erfc: lambda u: -2 * exp(-(u**2)) / sqrt(pi),
    Abs: sign,
    sign: lambda u: Integer(0),
    Heaviside: lambda u: Integer(0),
}
"""f'(u) for each function f, where it exists."""

KINKS: dict[type, Callable[[Any], tuple[Any, str]]] = {
    cbrt: lambda u: (u, "nonzero"),
    Abs: lambda u: (u, "nonzero"),
    sign: lambda u: (u, "nonzero"),
    Heaviside: lambda u: (u, "nonzero"),
    asin: lambda u: (1 - u**2, "positive"),
    acos: lambda u: (1 - u**2, "positive"),
    acosh: lambda u: (u - 1, "positive"),
}
"""What must hold of u for f'(u) to exist, beyond f(u) having a value."""


def work_out(expression: Any) -> Any | None:
    """The expression without Derivative, Subs and Determinant; None if one of them resists.

    The value is that of the expression wherever its derivatives exist by the rules; see `kinks`.

    >>> from sympy.abc import x
    >>> work_out(Derivative(log(1 + x**2), x))
    2*x/(x**2 + 1)
    >>> from sympy import Function
    >>> work_out(Derivative(Function("f")(x), x)) is None
    True
    """
    found = by_rules(expression)
    return None if found is None else found[0]


def kinks(node: Any) -> list[Obligation]:
    """What the rules demand for this derivative, substitution or determinant to be worked out.

    >>> from sympy.abc import x
    >>> [(str(kink), kink.is_necessary) for kink in kinks(Derivative(Abs(3*x), x))]
    [('x != 0', True)]
    >>> [(str(kink), kink.is_necessary) for kink in kinks(Derivative(cbrt(x**3), x))]
    [('x**3 != 0', False)]
    """
    found = by_rules(node)
    return [] if found is None else found[1]


def by_rules(expression: Any) -> tuple[Any, list[Obligation]] | None:
    """The expression worked out, and its kinks; None if there is no rule."""
    found: list[Obligation] = []
    try:
        value = _worked_out(expression, found)
    except NoRule:
        return None
    return value, list(dict.fromkeys(found))


def outermost(expression: Any) -> list[Any]:
    """The derivatives, substitutions and determinants that are in no other."""
    if isinstance(expression, WORKED_OUT):
        return [expression]
    if not isinstance(expression, Basic | MatrixBase):
        return []
    return [node for part in expression.args for node in outermost(part)]


def _worked_out(expression: Any, found: list[Obligation]) -> Any:
    values = {node: _value(node, found) for node in dict.fromkeys(outermost(expression))}
    return rewritten(expression, values) if values else expression


def _value(node: Any, found: list[Obligation]) -> Any:
    if isinstance(node, Derivative):
        return _of_derivative(node, found)
    if isinstance(node, Subs):
        return _of_subs(node, found)
    (matrix,) = node.args
    if not isinstance(matrix, MatrixBase) or not matrix.is_square:
        raise NoRule
    return _determinant([[_worked_out(entry, found) for entry in row] for row in matrix.tolist()])


def _of_derivative(node: Any, found: list[Obligation]) -> Any:
    value = _worked_out(node.expr, found)
    for variable, order in node.variable_count:
        if not isinstance(variable, Symbol) or not order.is_Integer or order > HIGHEST_ORDER:
            raise NoRule
        for _ in range(int(order)):
            slope = Slope(variable)
            value, before = slope.of(value), value
            found += [slope.judged(kink, before) for kink in slope.kinks]
    return value


def _of_subs(node: Any, found: list[Obligation]) -> Any:
    expression, replacements = opened(node)
    inner: list[Obligation] = []
    value = _worked_out(expression, inner)
    found += [kink._replace(expression=rewritten(kink.expression, replacements)) for kink in inner]
    return rewritten(value, {old: _worked_out(new, found) for old, new in replacements.items()})


def _determinant(rows: list[list[Any]]) -> Any:
    """By expansion along the first row."""
    if not rows:
        return Integer(1)
    first, *others = rows
    minors = ([[*row[:j], *row[j + 1 :]] for row in others] for j in range(len(first)))
    terms = [
        (-1) ** j * entry * _determinant(minor)
        for j, (entry, minor) in enumerate(zip(first, minors, strict=True))
        if entry != 0
    ]
    return Add(*terms)


class Slope:
    """The derivative in one variable, with the kinks that were met on the way."""

    def __init__(self, variable: Symbol) -> None:
        self.variable = variable
        self.kinks: list[tuple[Any, Obligation]] = []

    def of(self, f: Any) -> Any:
        """The derivative of f; raises `NoRule` where there is none."""
        if f == self.variable:
            return Integer(1)
        if self.variable not in f.free_symbols:
            return Integer(0)
        match f:
            case Add():
                return Add(*(self.of(term) for term in f.args))
            case Mul():
                return self._of_product(f)
            case Pow():
                return self._of_power(f)
            case Max() | Min() if len(f.args) == 2:
                return self._of_extremum(f)
            case Piecewise():
                return self._of_piecewise(f)
        if type(f) in SLOPES:
            return self._of_function(f)
        raise NoRule

    def _of_product(self, f: Any) -> Any:
        moving = [i for i, factor in enumerate(f.args) if self.variable in factor.free_symbols]
        return Add(*(Mul(*f.args[:i], self.of(f.args[i]), *f.args[i + 1 :]) for i in moving))

    def _of_power(self, f: Any) -> Any:
        base, exponent = f.args
        if self.variable in exponent.free_symbols:
            if base.free_symbols or not base.is_positive:
                self._must(f, base, "positive")
            slope_of_base = self.of(base)
            return f * (log(base) * self.of(exponent) + exponent * slope_of_base / base)
        if not exponent.is_Integer:
            self._must(f, base, "nonzero" if exponent.is_integer else "positive")
        return exponent * base ** (exponent - 1) * self.of(base)

    def _of_function(self, f: Any) -> Any:
        u = f.args[0]
        if type(f) in KINKS:
            self._must(f, *KINKS[type(f)](u))
        return SLOPES[type(f)](u) * self.of(u)

    def _of_extremum(self, f: Any) -> Any:
        a, b = f.args
        self._must(f, a - b, "nonzero")
        larger, smaller = (a, b) if isinstance(f, Max) else (b, a)
        return Piecewise((self.of(larger), Gt(a, b)), (self.of(smaller), True))

    def _of_piecewise(self, f: Any) -> Any:
        for _, condition in f.args:
            if isinstance(condition, Relational):
                self._must(f, condition.lhs - condition.rhs, "nonzero")
            elif condition not in (True, False):
                raise NoRule
        return Piecewise(*((self.of(value), condition) for value, condition in f.args))

    def _must(self, node: Any, quantity: Any, kind: str) -> None:
        self.kinks.append((node, Obligation(quantity, kind, is_necessary=False)))

    def judged(self, kink: tuple[Any, Obligation], f: Any) -> Obligation:
        """The kink as a condition of definedness, if f certainly has no derivative where it fails."""
        node, obligation = kink
        alone = len(self.kinks) == 1 and _is_simple(node)
        if alone and self._crosses(obligation.expression) and self._is_exposed(f, node):
            return obligation._replace(is_necessary=True)
        return obligation

    def _crosses(self, u: Any) -> bool:
        """Whether u passes through 0 with a slope wherever it is 0."""
        slope = Slope(self.variable)
        try:
            value = slope.of(u)
        except NoRule:
            return False
        return not slope.kinks and bool(value.is_positive or value.is_negative)

    def _is_exposed(self, f: Any, node: Any) -> bool:
        """Whether f is node times something without zeros, plus something that has a derivative."""
        if f == node:
            return True
        if not isinstance(f, Add | Mul):
            return False
        inside = [part for part in f.args if part.has(node)]
        if len(inside) != 1 or not self._is_exposed(inside[0], node):
            return False
        others = [part for part in f.args if part is not inside[0]]
        return isinstance(f, Add) or all(bool(part.is_positive or part.is_negative) for part in others)


def _is_simple(node: Any) -> bool:
    """Whether the function has no derivative at u = 0 if u passes through 0 there with a slope."""
    return isinstance(node, cbrt | Abs | sign | Heaviside) or (isinstance(node, Pow) and bool(node.exp.is_Rational))
