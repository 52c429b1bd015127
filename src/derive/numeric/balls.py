"""Rigorous evaluation at one exact point: a walk over the tree in Arb balls and exact rationals.

Three answers, never confused: a finite ball that contains the value, `UNDEFINED` (certainly no finite
real value there), and None (no rule for the expression, or not settled at this precision).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flint import arb, arb_mat, ctx, fmpq, fmpq_mat
from sympy import (
    Add,
    Derivative,
    Integer,
    Integral,
    MatrixBase,
    Mul,
    Piecewise,
    Pow,
    Product,
    Rational,
    S,
    Subs,
    Sum,
    Symbol,
    hyper,
    sympify,
)  # fmt: skip
from sympy.core.relational import Relational
from sympy.matrices.expressions.determinant import Determinant
from sympy.matrices.expressions.trace import Trace

from derive.numeric import calculus, functions, improper, laws, quadrature, reals
from derive.numeric.conditions import RELATIONS, combined
from derive.numeric.principal.hypergeometric import hypergeometric
from derive.numeric.reals import Enclosure, NoValue, Unsettled, Unsupported
from derive.numeric.undefined import UNDEFINED as UNDEFINED
from derive.numeric.undefined import Undefined as Undefined
from derive.terms.expectation import Defined, Expectation
from derive.tree import outermost

Point = Mapping[Symbol, Any]

BITS = (64, 256, 1024, 4096)
MAX_TERMS = 20_000


def evaluate(expression: Any, point: Point, bits: int) -> Enclosure | Undefined | None:
    """As `enclose`, but an exact rational where exact arithmetic finds one."""
    with ctx.workprec(bits):
        try:
            return Balls.at(point)(sympify(expression))
        except NoValue:
            return UNDEFINED
        except (Unsettled, Unsupported):
            return None


def enclose(expression: Any, point: Point, bits: int) -> arb | Undefined | None:
    """A finite ball around the value at an exact point, `UNDEFINED`, or None where that is not settled.

    >>> from sympy import log, sqrt
    >>> from sympy.abc import x
    >>> enclose(sqrt(x), {x: 4}, 64)
    2.00000000000000
    >>> enclose(log(x), {x: 0}, 64)
    <Undefined.UNDEFINED: 'undefined'>
    >>> enclose(log(sqrt(x + 1) - sqrt(2)), {x: 1}, 64) is None  # log 0, but no number of bits shows it
    True
    """
    value = evaluate(expression, point, bits)
    if not isinstance(value, fmpq):
        return value
    with ctx.workprec(bits):
        return arb(value)


def exactly(expression: Any, point: Point) -> Rational | None:
    """The value as a rational, where exact arithmetic finds one.

    >>> from sympy import sqrt
    >>> from sympy.abc import x
    >>> exactly(sqrt(x) / 3, {x: 4}), exactly(sqrt(x), {x: 2})
    (2/3, None)
    """
    value = evaluate(expression, point, BITS[0])
    return Rational(int(value.p), int(value.q)) if isinstance(value, fmpq) else None


def settle(expression: Any, point: Point, max_bits: int = BITS[-1]) -> arb | Undefined | None:
    """`enclose` at more and more bits, until it tells.

    >>> from sympy import exp
    >>> from sympy.abc import x
    >>> settle(1 / (exp(x) - 1), {x: 10**-30}, 64) is None
    True
    """
    for bits in (bits for bits in BITS if bits <= max_bits):
        value = enclose(expression, point, bits)
        if value is not None:
            return value
    return None


def has_value(expression: Any, point: Point) -> bool:
    """Whether the expression certainly has a finite real value at the point."""
    return isinstance(settle(expression, point), arb)


def as_text(ball: arb, digits: int = 20) -> str:
    """The ball in decimal, ``[midpoint +/- radius]``; the text encloses the ball.

    >>> as_text(arb(1) / 3, 5), as_text(arb(2))
    ('[0.33333 +/- 3.34e-6]', '[2.0000000000000000000 +/- 0]')
    """
    text = ball.str(digits).strip("[]").strip()
    if text.startswith("+/-"):
        return f"[0 {text}]"
    return f"[{text}]" if "+/-" in text else f"[{text} +/- 0]"


class Balls:
    """The walk itself, at one point and the current precision; every node is evaluated once."""

    def __init__(self, values: Mapping[Symbol, Enclosure]) -> None:
        self.values = values
        self.memo: dict[Any, Enclosure] = dict(values)

    @classmethod
    def at(cls, point: Point) -> Balls:
        """The walk at exact values of the variables."""
        constants = cls({})
        return cls({
            symbol: _rational(constants, value) if isinstance(value, Rational) else constants(sympify(value))
            for symbol, value in point.items()
        })

    def within(self, bound: Mapping[Symbol, Enclosure]) -> Balls:
        """The same point, with values for bound variables beside it."""
        return Balls({**self.values, **bound})

    def __call__(self, node: Any) -> Enclosure:
        """The value of a node; raises `NoValue`, `Unsettled` or `Unsupported`."""
        known = self.memo.get(node)
        if known is None:
            known = self.memo[node] = reals.settled(self._evaluate(node))
        return known

    def _evaluate(self, node: Any) -> Enclosure:
        rule = RULES.get(type(node))
        if rule is not None:
            return rule(self, node)
        if isinstance(node, Defined):
            return self(calculus.definition(node))
        name = calculus.head(node)
        if name in CONSTANTS:
            return CONSTANTS[name]()
        if name in NOT_REAL:
            raise NoValue
        function = functions.FUNCTIONS.get(name)
        if function is None or not node.args:
            raise Unsupported
        arguments = [self(argument) for argument in node.args]
        try:
            return function(*arguments)
        except TypeError:  # another number of arguments than the rule knows
            raise Unsupported from None

    def holds(self, condition: Any) -> bool:
        """Whether a condition on numbers holds; raises `Unsettled` where the balls do not tell."""
        if isinstance(condition, Relational):
            return RELATIONS[condition.rel_op](reals.sign(self(condition.lhs) - self(condition.rhs)))
        return combined(condition, self.holds)


CONSTANTS: dict[str, Callable[[], arb]] = {
    "Pi": arb.pi,
    "Exp1": arb.const_e,
    "EulerGamma": arb.const_euler,
    "Catalan": arb.const_catalan,
    "GoldenRatio": lambda: (1 + arb(5).sqrt()) / 2,
}
NOT_REAL = frozenset({"ImaginaryUnit", "Infinity", "NegativeInfinity", "ComplexInfinity", "NaN"})


def _piecewise(balls: Balls, node: Any) -> Enclosure:
    """The first piece whose condition holds; the pieces after it need no value."""
    for piece, condition in node.args:
        if balls.holds(condition):
            return balls(piece)
    raise NoValue


def _subs(balls: Balls, node: Any) -> Enclosure:
    bound = {variable: balls(value) for variable, value in zip(node.variables, node.point, strict=True)}
    return balls.within(bound)(node.expr)


def _series(combine: Callable[..., Enclosure]) -> Callable[[Balls, Any], Enclosure]:
    """A finite sum or product; the empty one, with upper = lower - 1, is the neutral element."""

    def rule(balls: Balls, node: Any) -> Enclosure:
        body, (index, *bounds) = outermost(node)
        if len(bounds) != 2:
            raise Unsupported
        if any(bound.is_infinite for bound in bounds):
            return improper.infinite_series(balls, node)
        lower, upper = (_whole_bound(balls, bound) for bound in bounds)
        if upper < lower - 1:
            raise NoValue
        if upper - lower > MAX_TERMS:
            raise Unsupported
        terms = range(lower, upper + 1)
        return combine(*(balls.within({index: fmpq(term)})(body) for term in terms))

    return rule


def _whole_bound(balls: Balls, bound: Any) -> int:
    if bound.is_infinite:
        raise Unsupported
    whole = reals.whole_number(balls(bound))
    if whole is None:
        raise Unsupported
    return whole


def _determinant(balls: Balls, node: Any) -> Enclosure:
    matrix = node.args[0]
    if not isinstance(matrix, MatrixBase) or matrix.rows != matrix.cols:
        raise Unsupported
    rows = [[balls(entry) for entry in row] for row in matrix.tolist()]
    if not rows:
        return fmpq(1)
    exact = all(reals.is_exact(entry) for row in rows for entry in row)
    return fmpq_mat(rows).det() if exact else arb_mat(rows).det()


def _trace(balls: Balls, node: Any) -> Enclosure:
    matrix = node.args[0]
    if not isinstance(matrix, MatrixBase) or matrix.rows != matrix.cols:
        raise Unsupported
    return reals.add(*(balls(matrix[i, i]) for i in range(matrix.rows)))


def _hypergeometric(balls: Balls, node: Any) -> Enclosure:
    """pFq of real parameters, where it is real."""
    upper, lower = ([balls(parameter) for parameter in group] for group in node.args[:2])

    def series(*values: Enclosure) -> Enclosure:
        return hypergeometric(list(values[: len(upper)]), list(values[len(upper) : -1]), values[-1])

    return functions.real_in_the_plane(series)(*upper, *lower, balls(node.args[2]))


def _unbound(balls: Balls, node: Any) -> Enclosure:
    raise Unsupported


def _rational(balls: Balls, node: Any) -> Enclosure:
    return fmpq(int(node.p), int(node.q))


NUMBERS = (Integer, Rational, type(S.Zero), type(S.One), type(S.NegativeOne), type(S.Half))

RULES: dict[type, Callable[[Balls, Any], Enclosure]] = {
    **dict.fromkeys(NUMBERS, _rational),
    Symbol: _unbound,
    Add: lambda balls, node: reals.add(*(balls(term) for term in node.args)),
    Mul: lambda balls, node: reals.multiply(*(balls(factor) for factor in node.args)),
    Pow: lambda balls, node: reals.power(balls(node.base), balls(node.exp)),
    Piecewise: _piecewise,
    Subs: _subs,
    Sum: _series(reals.add),
    Product: _series(reals.multiply),
    hyper: _hypergeometric,
    Determinant: _determinant,
    Trace: _trace,
    Derivative: calculus.derivative,
    Integral: quadrature.integral,
    Expectation: laws.expectation,
}
