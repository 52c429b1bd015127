"""Rigorous evaluation at one exact point of the complex plane: a walk over the tree in complex balls.

Three answers, never confused: a finite ball that contains the value (or an exact rational),
`UNDEFINED` (some subexpression certainly has no finite value there), and None (no rule for the
expression, or not settled at this precision).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flint import acb, ctx, fmpq
from sympy import (
    Add,
    Derivative,
    Integer,
    Integral,
    Mul,
    Piecewise,
    Pow,
    Product,
    Rational,
    S,
    Subs,
    Sum,
    Symbol,
    sympify,
)  # fmt: skip
from sympy.core.relational import Relational
from sympy.logic.boolalg import And, BooleanFalse, BooleanTrue, Not, Or

from derive.numeric.calculus import depends, head
from derive.numeric.principal import values
from derive.numeric.principal.functions import CONSTANTS, FUNCTIONS
from derive.numeric.principal.values import NoValue, Unsettled, Unsupported, Value
from derive.numeric.reals import sign
from derive.numeric.undefined import UNDEFINED, Undefined

Point = Mapping[Symbol, Any]

BITS = (64, 256, 1024)


def evaluate(expression: Any, point: Point, bits: int) -> fmpq | acb | Undefined | None:
    """An exact rational, a finite ball around the value, `UNDEFINED`, or None where that is not settled.

    >>> from sympy import I, log, sqrt
    >>> from sympy.abc import z
    >>> evaluate(sqrt(z), {z: -4}, 64), evaluate(z**2, {z: I}, 64)
    (2.00000000000000j, -1)
    >>> evaluate(log(z), {z: 0}, 64)
    <Undefined.UNDEFINED: 'undefined'>
    >>> evaluate(log(sqrt(z + 1) - sqrt(2)), {z: 1}, 64) is None  # log 0, but no number of bits shows it
    True
    """
    with ctx.workprec(bits):
        try:
            return Plane.at(point)(expression)
        except NoValue:
            return UNDEFINED
        except (Unsettled, Unsupported, RecursionError):
            return None


def settle(expression: Any, point: Point, max_bits: int = BITS[-1]) -> fmpq | acb | Undefined | None:
    """`evaluate` at more and more bits, until it tells.

    >>> from sympy import exp, log
    >>> from sympy.abc import z
    >>> settle(log(exp(z) - 1), {z: Rational(1, 10**30)}).imag
    0
    >>> settle(1 / (exp(z) - 1), {z: Rational(1, 10**30)}, 64) is None
    True
    """
    with ctx.workprec(BITS[0]):
        for bits in (bits for bits in BITS if bits <= max_bits):
            ctx.prec = bits
            try:
                return Plane.at(point)(expression)
            except NoValue:
                return UNDEFINED
            except Unsettled:
                continue
            except (Unsupported, RecursionError):
                return None
    return None


def has_value(expression: Any, point: Point) -> bool:
    """Whether the expression certainly has a finite complex value at the point.

    >>> from sympy import log
    >>> from sympy.abc import z
    >>> has_value(log(z), {z: -1}), has_value(log(z), {z: 0})
    (True, False)
    """
    return isinstance(settle(expression, point), fmpq | acb)


class Plane:
    """The walk itself, at one point and the current precision; every node is evaluated once.

    `analytic_in` gives the walk for one variable in a disc or box: nodes that depend on it have a
    value only where they certainly continue analytically.
    """

    __slots__ = ("constants", "line", "memo", "moving", "values")

    def __init__(self, values: Mapping[Symbol, Value]) -> None:
        self.values = values
        self.memo: dict[Any, Value] = dict(values)
        self.moving: Symbol | None = None
        self.constants: Plane | None = None
        self.line: Plane | None = None

    @classmethod
    def at(cls, point: Point) -> Plane:
        """The walk at exact values of the variables."""
        constants = cls({})
        return cls({symbol: constants.value(sympify(value)) for symbol, value in point.items()})

    def within(self, bound: Mapping[Symbol, Value]) -> Plane:
        """The same point, with values for bound variables beside it."""
        plane = Plane({**self.values, **bound})
        if self.moving is None:
            return plane
        return plane.analytic_in(self.moving)

    def analytic_in(self, symbol: Symbol) -> Plane:
        """The walk in which nodes that depend on the symbol must be analytic on the whole ball of it.

        For a real variable, functions of real values count that continue from the real line: |u|,
        log(u) of a negative u, and so on.
        """
        plane = Plane(self.values)
        plane.moving = symbol
        plane.constants = Plane({key: value for key, value in self.values.items() if key is not symbol})
        return plane

    def __call__(self, node: Any) -> fmpq | acb:
        """The value of a node as a rational or ball; raises `NoValue`, `Unsettled` or `Unsupported`."""
        value = self.value(node)
        return value if isinstance(value, fmpq) else values.as_acb(value)

    def value(self, node: Any) -> Value:
        """The value of a node, exact where it is known exactly."""
        known = self.memo.get(node)
        if known is None:
            known = self.memo[node] = values.settled(self._evaluate(node))
        return known

    def _evaluate(self, node: Any) -> Value:
        if self.constants is not None and not depends(node, self.moving):
            return self.constants.value(node)
        rule = RULES.get(type(node))
        if rule is not None:
            return rule(self, node)
        name = head(node)
        if name in CONSTANTS:
            return CONSTANTS[name]()
        function = FUNCTIONS.get(name)
        if function is None or not node.args:
            raise Unsupported
        return function(*[self.value(argument) for argument in node.args])

    def holds(self, condition: Any) -> bool:
        """Whether a condition on numbers holds; raises `Unsettled` where the balls do not tell."""
        if isinstance(condition, Relational):
            return self._compare(condition)
        if isinstance(condition, BooleanTrue | BooleanFalse):
            return bool(condition)
        if isinstance(condition, Not):
            return not self.holds(condition.args[0])
        if isinstance(condition, And | Or):
            return (all if isinstance(condition, And) else any)(self.holds(part) for part in condition.args)
        raise Unsupported

    def _compare(self, condition: Relational) -> bool:
        """Equations compare complex numbers, the order real ones."""
        difference = values.subtract(self.value(condition.lhs), self.value(condition.rhs))
        if condition.rel_op in ("==", "!="):
            if not (values.is_zero(difference) or values.is_nonzero(difference)):
                raise Unsettled
            return values.is_zero(difference) == (condition.rel_op == "==")
        for side in condition.args:
            values.real_value(self.value(side))
        return ORDER[condition.rel_op](sign(values.real_value(difference)))


ORDER: dict[str, Callable[[int], bool]] = {
    "<": lambda sign: sign < 0,
    "<=": lambda sign: sign <= 0,
    ">": lambda sign: sign > 0,
    ">=": lambda sign: sign >= 0,
}  # of the sign of lhs - rhs


def _piecewise(plane: Plane, node: Any) -> Value:
    """The first piece whose condition holds; the pieces after it need no value."""
    for piece, condition in node.args:
        if plane.holds(condition):
            return plane.value(piece)
    raise NoValue


def _subs(plane: Plane, node: Any) -> Value:
    bound = {variable: plane.value(value) for variable, value in zip(node.variables, node.point, strict=True)}
    return plane.within(bound).value(node.expr)


def _derivative(plane: Plane, node: Any) -> Value:
    raise Unsupported


def _integral(plane: Plane, node: Any) -> Value:
    try:
        from derive.numeric.principal.quadrature import integral
    except ImportError:
        raise Unsupported from None
    return integral(plane, node)


def _summation(plane: Plane, node: Any) -> Value:
    try:
        from derive.numeric.principal.series import summation
    except ImportError:
        raise Unsupported from None
    return summation(plane, node)


def _product(plane: Plane, node: Any) -> Value:
    try:
        from derive.numeric.principal.series import product
    except ImportError:
        raise Unsupported from None
    return product(plane, node)


def _unbound(plane: Plane, node: Any) -> Value:
    raise Unsupported


def _rational(plane: Plane, node: Any) -> Value:
    return fmpq(int(node.p), int(node.q))


NUMBERS = (Integer, Rational, type(S.Zero), type(S.One), type(S.NegativeOne), type(S.Half))

RULES: dict[type, Callable[[Plane, Any], Value]] = {
    **dict.fromkeys(NUMBERS, _rational),
    Symbol: _unbound,
    Add: lambda plane, node: values.add([plane.value(term) for term in node.args]),
    Mul: lambda plane, node: values.multiply([plane.value(factor) for factor in node.args]),
    Pow: lambda plane, node: values.power(plane.value(node.base), plane.value(node.exp)),
    Piecewise: _piecewise,
    Subs: _subs,
    Derivative: _derivative,
    Integral: _integral,
    Sum: _summation,
    Product: _product,
}
