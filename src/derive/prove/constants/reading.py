"""A constant expression as a quotient of polynomials in generators, by the definitions of its functions.

Every function is brought to exponentials, logarithms and powers on their principal branches.  A value
that is read exists: every division, logarithm and power on the way was seen to have a value.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from flint import acb, ctx
from sympy import Add, Function, Integral, Mul, Number, NumberSymbol, Pow, Product, Rational, S, Sum

from derive.prove.constants import definitions, roots
from derive.prove.constants.algebraic import IMAGINARY_UNIT, Undecided, rational
from derive.prove.constants.arithmetic import HALF
from derive.prove.constants.generators import Quotient
from derive.prove.constants.operations import Operations
from derive.prove.constants.polynomials import ONE, constant, whole


class Reader(Operations):
    """Reads constants into one list of generators, so that they can be compared."""

    def __init__(self) -> None:
        super().__init__()
        self._read: dict[Any, Quotient] = {}

    def read(self, node: Any) -> Quotient:
        """The value of an expression; raises `NoValue` where it has none, `Undecided` where it is not settled."""
        if node not in self._read:
            self._read[node] = self._value(node)
        return self._read[node]

    def _value(self, node: Any) -> Quotient:
        if isinstance(node, Rational):
            return Quotient(whole(Fraction(int(node.p), int(node.q))))
        if isinstance(node, Number) or node in (S.ComplexInfinity, S.Infinity, S.NegativeInfinity):
            raise Undecided
        if node is S.ImaginaryUnit or isinstance(node, NumberSymbol):
            return self._symbol(node)
        if isinstance(node, Add):
            return self.plus([self.read(term) for term in node.args])
        if isinstance(node, Mul):
            return self.times(*map(self.read, node.args))
        if isinstance(node, Pow):
            return self._power_of_node(node)
        if isinstance(node, Function) and self._may_be_named(node):
            return self._function(node)
        if isinstance(node, Integral | Sum | Product) and not node.free_symbols:
            return self._named(node, ())
        raise Undecided

    def _symbol(self, node: Any) -> Quotient:
        if node is S.ImaginaryUnit:
            return Quotient(constant(IMAGINARY_UNIT))
        if node is S.Exp1:
            return self.exponential(Quotient(ONE))
        if node is S.GoldenRatio:
            return Quotient(constant((rational(1) + roots.root(rational(5), 2)).times(HALF)))
        return self._named(node, ())

    def _power_of_node(self, node: Any) -> Quotient:
        base, exponent = node.args
        if base is S.Exp1:
            return self.exponential(self.read(exponent))
        return self.power(self.read(base), self.read(exponent))

    def _may_be_named(self, node: Any) -> bool:
        return not node.free_symbols

    def _function(self, node: Any) -> Quotient:
        name = type(node).__name__
        if name in definitions.BY_DEFINITION and len(node.args) == definitions.ARGUMENTS.get(name, 1):
            return definitions.BY_DEFINITION[name](self, *map(self.read, node.args))
        return self._named(node, tuple(self.read(argument) for argument in node.args))

    def agree(self, lhs: Any, rhs: Any) -> bool:
        """Whether two expressions certainly have the same value."""
        a, b = self.read(lhs), self.read(rhs)
        with ctx.workprec(128):
            apart: acb = self.generators.ball(a, 128) - self.generators.ball(b, 128)
        if apart.is_finite() and not apart.contains(0):
            return False
        return self.times(self.minus(a, b)).num.vanishes()
