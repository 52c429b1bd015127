"""Rigorous evaluation at one exact point of the complex plane: a walk over the tree in complex balls.

Three answers, never confused: a finite ball that contains the value (or an exact rational),
`UNDEFINED` (some subexpression certainly has no finite value there), and None (no rule for the
expression, or not settled at this precision).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flint import acb, ctx, fmpq
from sympy import Symbol, sympify

from derive.numeric.calculus import head
from derive.numeric.principal import analytic, conditions, values
from derive.numeric.principal.analytic import depends
from derive.numeric.principal.functions import CONSTANTS, FUNCTIONS, INFINITE
from derive.numeric.principal.nodes import RULES
from derive.numeric.principal.values import NoValue, Unsettled, Unsupported, Value
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

    >>> from sympy import Rational, exp, log
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

    __slots__ = ("bound", "exact", "memo", "moving", "outer", "reflection", "straight", "values")

    def __init__(self, values: Mapping[Symbol, Value], outer: Plane | None = None) -> None:
        self.values = values
        self.memo: dict[Any, Value] = dict(values)
        self.outer = outer
        # symbols whose values differ from those outside
        self.bound: frozenset[Symbol] = frozenset()
        # symbols on whose whole ball the nodes must be analytic
        self.moving: frozenset[Symbol] = outer.moving if outer else frozenset()
        # what the values were worked out from, to work them out again at more bits
        self.exact: Point = {}
        self.straight: Plane | None = None
        self.reflection: Plane | None = None

    @classmethod
    def at(cls, point: Point) -> Plane:
        """The walk at exact values of the variables."""
        constants = cls({})
        plane = cls({symbol: constants.value(sympify(value)) for symbol, value in point.items()})
        plane.exact = point
        return plane

    def within(self, bound: Mapping[Symbol, Value]) -> Plane:
        """The same point, with values for bound variables beside it."""
        plane = Plane({**self.values, **bound}, self)
        plane.bound = frozenset(bound)
        return plane

    def analytic_in(self, symbol: Symbol) -> Plane:
        """The walk in which nodes that depend on the symbol must be analytic on the whole ball of it.

        For a real variable, functions of real values count that continue from the real line: |u|,
        log(u) of a negative u, and so on.
        """
        plane = Plane(self.values, self)
        plane.bound = frozenset((symbol,))
        plane.moving = self.moving | {symbol}
        return plane

    def substituting(self, point: Point) -> Plane:
        """The same point, with values of expressions put in for variables."""
        plane = self.within({symbol: self.value(value) for symbol, value in point.items()})
        plane.exact = point
        return plane

    def sharpened(self) -> Plane:
        """The same point at the current precision."""
        if self.outer is None:
            return Plane.at(self.exact) if self.exact else Plane(self.values)
        outer = self.outer.sharpened()
        if self.moving != self.outer.moving:
            for symbol in self.moving - self.outer.moving:
                outer = outer.analytic_in(symbol)
            return outer
        if self.exact:
            return outer.substituting(self.exact)
        return outer.within({symbol: self.values[symbol] for symbol in self.bound})

    def line(self) -> Plane:
        """The real numbers at the balls of the moving variables; for real variables only."""
        if self.straight is None:
            self.straight = self._fixed().within(self._moved(lambda ball: acb(ball.real)))
        return self.straight

    def mirror(self) -> Plane:
        """The walk at the conjugates of the moving variables; for real variables only."""
        if self.reflection is None:
            plane = self._fixed()
            for symbol in self.moving:
                plane = plane.analytic_in(symbol)
            self.reflection = plane.within(self._moved(lambda ball: ball.conjugate()))
        return self.reflection

    def _fixed(self) -> Plane:
        """The nearest walk outside in which nothing moves."""
        plane = self
        while plane.moving and plane.outer is not None:
            plane = plane.outer
        return plane

    def _moved(self, change: Callable[[acb], acb]) -> dict[Symbol, Value]:
        balls = {symbol: values.as_acb(self.values[symbol]) for symbol in self.moving}
        if not all(symbol.is_extended_real and ball.imag.contains(0) for symbol, ball in balls.items()):
            raise Unsettled
        fixed = self._fixed().values
        new = {symbol: value for symbol, value in self.values.items() if fixed.get(symbol) is not value}
        return {**new, **{symbol: change(ball) for symbol, ball in balls.items()}}

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
        if self.outer is not None and not depends(node, self.bound):
            return self.outer.value(node)
        rule = RULES.get(type(node))
        if rule is not None:
            return rule(self, node)
        name = head(node)
        if name in CONSTANTS:
            return CONSTANTS[name]()
        if name in INFINITE:
            raise NoValue
        function = FUNCTIONS.get(name)
        if function is None or not node.args:
            raise Unsupported
        arguments = [self.value(argument) for argument in node.args]
        try:
            if self.moving and depends(node, self.moving):
                return analytic.applied(self, node, name)
            return function(*arguments)
        except TypeError:  # another number of arguments than the rule knows
            raise Unsupported from None

    def holds(self, condition: Any) -> bool:
        """Whether a condition on numbers holds; raises `Unsettled` where the balls do not tell."""
        return conditions.holds(self, condition)
