"""Expressions with variables as quotients of polynomials in generators, on principal branches."""

from __future__ import annotations

from typing import Any

from sympy import Add, Pow, Rational, Symbol, log

from derive.prove.constants.algebraic import rational
from derive.prove.constants.arithmetic import HALF
from derive.prove.constants.generators import Named, Quotient
from derive.prove.constants.polynomials import ONE, ZERO, Polynomial, power_of
from derive.prove.plane.operations import PlaneOperations
from derive.prove.sign import Sign

UNDONE_BY = {
    "asin": "sin", "acos": "cos", "atan": "tan", "asinh": "sinh", "acosh": "cosh", "atanh": "tanh",
}  # fmt: skip
"""Functions and those that they undo on a strip."""

AREAS = frozenset({"asinh", "acosh", "atanh"})


class PlaneReader(PlaneOperations):
    """Reads expressions in real and complex variables, as far as what is known settles the branches."""

    def _value(self, node: Any) -> Quotient:
        if isinstance(node, Symbol):
            value = self.setting.values.get(node)
            return self.read(value) if value is not None else Quotient(power_of(self.generators.place(Named(node))))
        return super()._value(node)

    def _function(self, node: Any) -> Quotient:
        inner = node.args[0] if node.args else node
        if UNDONE_BY.get(type(node).__name__) == type(inner).__name__:
            value = self._undone(type(node).__name__, self.read(inner.args[0]))
            if value is not None:
                return value
        if isinstance(node, log) and len(node.args) == 1:
            self._note_area_sine(inner)
        return super()._function(node)

    def _undone(self, name: str, value: Quotient) -> Quotient | None:
        """f(g(value)) = value on the strip on which f undoes g."""
        if value.den != ONE:
            return None
        real, imaginary = self.generators.parts(value.num)
        part = imaginary if name in AREAS else real
        pi = self.pi().num
        if name == "acosh":
            return self._undone_area_cosine(value, real, imaginary)
        low, high = (ZERO, pi) if name == "acos" else (pi.times(rational(-HALF)), pi.times(rational(HALF)))
        closed = imaginary.vanishes() and name in ("asin", "acos")
        wanted = Sign.NONNEGATIVE if closed else Sign.POSITIVE
        inside = all(self.generators.signs(gap)[0].within(wanted) for gap in (part - low, high - part))
        return value if inside else None

    def _undone_area_cosine(self, value: Quotient, real: Polynomial, imaginary: Polynomial) -> Quotient | None:
        """acosh(cosh(u)) = |u| for real u."""
        return self.absolute(Quotient(real)) if imaginary.vanishes() else None

    def _note_area_sine(self, node: Any) -> None:
        """log(w + s) with s = sqrt(1 + w^2) is asinh(w)."""
        if not isinstance(node, Add) or len(node.args) != 2:
            return
        for rest, root in (node.args, node.args[::-1]):
            if isinstance(root, Pow) and root.exp == Rational(1, 2):
                value, square = self.read(rest), self.read(root.base)
                difference = self.minus(square, self.times(value, value))
                if self.minus(difference, Quotient(ONE)).num.vanishes():
                    self.area_sine(value)

    def _may_be_named(self, node: Any) -> bool:
        return all(symbol in self.setting.parts or symbol in self.setting.facts.domains for symbol in node.free_symbols)
