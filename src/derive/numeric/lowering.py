"""From SymPy to a tape: one rule a kind of node, each node once.

Two readings of where there is a value.  `PLAIN` is NumPy's: infinite at poles, as `sympy.lambdify`
gives.  `STRICT` is that of a derivation over the reals: log(c exp(u)) is log(c) + u, derivatives have
no value at kinks, and all that has no rule here is left to the walk of `derive.numeric.arrays`.

Nothing is expanded, and whatever else has no rule is compiled by `sympy.lambdify`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce
from typing import Any

import numpy as np
from sympy import (
    Add,
    Basic,
    Derivative,
    Expr,
    Float,
    Integer,
    Integral,
    Max,
    Min,
    Mul,
    Piecewise,
    Pow,
    Product,
    Rational,
    S,
    Subs,
    Sum,
    Symbol,
    exp,
    log,
)  # fmt: skip
from sympy.core.relational import Relational
from sympy.logic.boolalg import ITE, And, BooleanFalse, BooleanTrue, Not, Or, Xor

from derive.numeric import kernels
from derive.numeric.calculus import NotSmooth, definition, depends, head, worked_out
from derive.numeric.lowering_functions import function_of, walked
from derive.numeric.lowering_sums import power_of, product_of, total_of
from derive.numeric.readings import Reading, Unknown
from derive.numeric.tape import Kernel, Tape
from derive.terms.expectation import Defined, Expectation
from derive.terms.separation import without_exponentials
from derive.tree import outermost

UNROLLED = 64
"""Terms of a sum that are written out; longer ones are added up in a loop."""


class Lowering:
    """Nodes of a tape for expressions in given variables."""

    def __init__(self, tape: Tape, variables: Mapping[Any, int], reading: Reading = Reading.PLAIN) -> None:
        self.tape = tape
        self.variables = dict(variables)
        self.reading = reading
        self.memo: dict[Any, int] = dict(variables)

    def __call__(self, expression: Any) -> int:
        """The node of an expression; raises `Unknown`."""
        node = self.memo.get(expression)
        if node is None:
            node = self.memo[expression] = self._lowered(expression)
        return node

    def _lowered(self, expression: Any) -> int:
        rule = RULES.get(type(expression))
        if rule is not None:
            return rule(self, expression)
        if isinstance(expression, Defined):
            return self(definition(expression))
        if isinstance(expression, Expr) and not expression.args and expression.is_number:
            return self.number(expression)
        if isinstance(expression, Relational):
            return _comparison(self, expression)
        if getattr(expression, "is_Matrix", False) or _takes_matrices(expression):
            from derive.numeric.lowering_matrices import lowered

            return lowered(self, expression)
        return function_of(self, expression)

    def apply(self, kernel: Kernel, *nodes: int) -> int:
        """A node of the tape."""
        return self.tape.apply(kernel, *nodes)

    def constant(self, value: float) -> int:
        """A number on the tape."""
        return self.tape.constant(float(value))

    def number(self, value: Any) -> int:
        """An exact number as the nearest float."""
        return self.constant(_nearest(value))

    def within(self, symbol: Symbol, node: int) -> Lowering:
        """The same with a bound variable; what does not depend on it is shared."""
        return _Inner(self, symbol, node)

    def opaque(self, expression: Any, make: Callable[[tuple[Any, ...]], Callable[..., Any]]) -> int:
        """A node worked out by a function of the values of the free variables."""
        free = tuple(sorted(expression.free_symbols, key=str))
        nodes = tuple(self(symbol) for symbol in free)
        return self.apply(Kernel(type(expression).__name__, make(free), writes=False), *nodes)


class _Inner(Lowering):
    """A lowering under one more bound variable."""

    def __init__(self, outer: Lowering, symbol: Symbol, node: int) -> None:
        super().__init__(outer.tape, {**outer.variables, symbol: node}, outer.reading)
        self.outer, self.symbol = outer, symbol
        self.memo = {symbol: node}

    def _lowered(self, expression: Any) -> int:
        if isinstance(expression, Basic) and not depends(expression, self.symbol):
            return self.outer(expression)
        return super()._lowered(expression)


def _nearest(value: Any) -> float:
    if isinstance(value, Rational):
        try:
            return value.p / value.q
        except OverflowError:
            return np.inf if value.p > 0 else -np.inf
    if value.is_infinite or value is S.NaN:
        return {S.Infinity: np.inf, S.NegativeInfinity: -np.inf}.get(value, np.nan)
    try:
        return float(value)
    except TypeError:
        raise Unknown(f"{value} is no real number") from None


def _variable(lower: Lowering, symbol: Any) -> int:
    raise Unknown(f"{symbol} is in an expression, but not among the variables")


def _exponential(lower: Lowering, node: Any) -> int:
    return lower.apply(kernels.EXP, lower(node.args[0]))


def _logarithm(lower: Lowering, node: Any) -> int:
    if len(node.args) == 2:
        quotient = (lower.apply(kernels.LOG, lower(argument)) for argument in node.args)
        return lower.apply(kernels.DIVIDE, *quotient)
    argument = node.args[0]
    if lower.reading is Reading.STRICT:
        rest, exponent = without_exponentials(argument)
        if exponent != 0:
            return lower.apply(kernels.ADD, lower.apply(kernels.LOG, lower(rest)), lower(exponent))
    elif _is_absolute_determinant(argument):
        from derive.numeric.lowering_matrices import matrix

        return lower.apply(kernels.LOG_DETERMINANT, matrix(lower, argument.args[0].args[0]))
    return lower.apply(kernels.LOG, lower(argument))


def _is_absolute_determinant(argument: Any) -> bool:
    return head(argument) == "Abs" and head(argument.args[0]) == "Determinant"


def _comparison(lower: Lowering, node: Any) -> int:
    return lower.apply(kernels.LOGIC[node.rel_op], lower(node.lhs), lower(node.rhs))


def _truth(lower: Lowering, node: Any) -> int:
    return lower.tape.constant(bool(node))


def _junction(word: str) -> Callable[[Lowering, Any], int]:
    def rule(lower: Lowering, node: Any) -> int:
        return reduce(lambda a, b: lower.apply(kernels.LOGIC[word], a, b), (lower(part) for part in node.args))

    return rule


def _negation(lower: Lowering, node: Any) -> int:
    return lower.apply(kernels.LOGIC["not"], lower(node.args[0]))


def _if_then_else(lower: Lowering, node: Any) -> int:
    condition, then, otherwise = node.args
    held = And(condition, then, evaluate=False)
    return lower(Or(held, And(Not(condition), otherwise, evaluate=False), evaluate=False))


def _piecewise(lower: Lowering, node: Any) -> int:
    nodes = []
    for piece, condition in node.args:
        nodes += [lower(condition), lower(piece)]
    return lower.apply(kernels.SELECT, *nodes)


def _extremum(kernel: Kernel) -> Callable[[Lowering, Any], int]:
    def rule(lower: Lowering, node: Any) -> int:
        return reduce(lambda a, b: lower.apply(kernel, a, b), (lower(part) for part in node.args))

    return rule


def _derivative(lower: Lowering, node: Any) -> int:
    if lower.reading is Reading.PLAIN:
        value = node.doit()
        if value.has(Derivative):
            raise Unknown(f"{node} cannot be worked out")
        return lower(value)
    try:
        value, kinks = worked_out(node)
    except NotSmooth:
        return _undefined(lower)
    conditions = [lower.apply(FINITE, lower(node.expr))]
    for kink in kinks:
        relation = kernels.LOGIC[">" if kink.positive else "!="]
        conditions.append(lower.apply(relation, lower(kink.locus), lower.constant(0.0)))
    smooth = reduce(lambda a, b: lower.apply(kernels.LOGIC["and"], a, b), conditions)
    return lower.apply(kernels.SELECT, smooth, lower(value))

FINITE = Kernel("isfinite", np.isfinite, boolean=True)


def _undefined(lower: Lowering) -> int:
    return lower.constant(np.nan)


def _substitution(lower: Lowering, node: Any) -> int:
    if lower.reading is Reading.PLAIN:
        return lower(node.doit())
    inner = lower
    for variable, at in zip(node.variables, node.point, strict=True):
        inner = inner.within(variable, lower(at))
    return inner(node.expr)


def _series(kernel: Kernel, neutral: float) -> Callable[[Lowering, Any], int]:
    """A finite sum or product with bounds that are numbers."""

    def rule(lower: Lowering, node: Any) -> int:
        body, (index, first, last) = outermost(node)
        if not (first.is_Integer and last.is_Integer):
            return walked(lower, node)
        count = int(last) - int(first) + 1
        if count < 0:
            return _undefined(lower) if lower.reading is Reading.STRICT else lower.constant(neutral)
        if count > UNROLLED:
            if body is not node.function:
                return walked(lower, node)
            from derive.numeric.loops import repeated

            return repeated(lower, kernel, node)
        total = lower.constant(neutral)
        for k in range(count):
            term = lower.within(index, lower.constant(int(first) + k))(body)
            total = term if k == 0 else lower.apply(kernel, total, term)
        return total

    return rule


def _integral(lower: Lowering, node: Any) -> int:
    from derive.numeric.loops import integral

    return integral(lower, node)


def _expectation(lower: Lowering, node: Any) -> int:
    from derive.numeric.loops import expectation

    return expectation(lower, node)


def _takes_matrices(node: Any) -> bool:
    return any(getattr(argument, "is_Matrix", False) for argument in getattr(node, "args", ()))

RULES: dict[type, Callable[[Lowering, Any], int]] = {
    **dict.fromkeys(
        (Integer, Rational, Float, type(S.Zero), type(S.One), type(S.NegativeOne), type(S.Half)),
        lambda lower, node: lower.number(node),
    ),
    Symbol: _variable,
    Add: total_of,
    Mul: product_of,
    Pow: power_of,
    exp: _exponential,
    log: _logarithm,
    Piecewise: _piecewise,
    Max: _extremum(kernels.MAXIMUM),
    Min: _extremum(kernels.MINIMUM),
    And: _junction("and"),
    Or: _junction("or"),
    Xor: _junction("xor"),
    Not: _negation,
    ITE: _if_then_else,
    BooleanTrue: _truth,
    BooleanFalse: _truth,
    Derivative: _derivative,
    Subs: _substitution,
    Sum: _series(kernels.ADD, 0.0),
    Product: _series(kernels.MULTIPLY, 1.0),
    Integral: _integral,
    Expectation: _expectation,
}
