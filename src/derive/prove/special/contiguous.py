"""Gauss's contiguous relations: 2F1 with shifted parameters from the function and z times its derivative.

With D = z d/dz the hypergeometric equation gives D(D F), and every shift of a parameter by one is a
first-order operator; a function that is p*F + q*D(F) therefore stays so under shifts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sympy import QQ, Expr
from sympy.polys.fields import FracElement, field

_FIELD, A, B, C, Z = field("a,b,c,z", QQ)
MOST_SHIFTS = 12

Pair = tuple[FracElement, FracElement]


class NoShift(Exception):
    """A step that divides by 0 for these parameters."""


class Contiguous:
    """2F1(a + i, b + j; c + k; z) as p*F + q*D(F), the parameters being numbers or the variables of the field.

    >>> Contiguous((A, B, C)).shifted((1, 0, 0))
    (1, 1/a)
    """

    def __init__(self, parameters: Sequence[Any]) -> None:
        self.base = tuple(_FIELD(p) for p in parameters)
        self.current = list(self.base)
        self.pair: Pair = (_FIELD(1), _FIELD(0))

    def shifted(self, shifts: Sequence[int], order: Sequence[int] = (0, 1, 2)) -> Pair:
        """The pair (p, q) after all shifts, those of the parameters one after another in the given order.

        Raises `NoShift` if the way there divides by 0.
        """
        if sum(map(abs, shifts)) > MOST_SHIFTS:
            raise NoShift
        for index in order:
            for _ in range(abs(shifts[index])):
                self._step(index, 1 if shifts[index] > 0 else -1)
        return self.pair

    def _step(self, index: int, direction: int) -> None:
        a, b, c = self.current
        if index == 1:
            a, b = b, a
        if index < 2:
            new = self._sum(1, 1 / self._divisor(a)) if direction > 0 else self._lowered(a, b, c)
        elif direction < 0:
            new = self._sum(1, 1 / self._divisor(c - 1))
        else:
            factor = c / self._divisor((c - a) * (c - b))
            new = self._sum(factor * (c - a - b), factor * (1 - Z) / Z)
        self.pair = new
        self.current[index] += direction

    def _lowered(self, a: FracElement, b: FracElement, c: FracElement) -> Pair:
        divisor = self._divisor(c - a)
        return self._sum((c - a - b * Z) / divisor, (1 - Z) / divisor)

    def _divisor(self, value: FracElement) -> FracElement:
        if value == 0:
            raise NoShift
        return value

    def _sum(self, here: Any, slope: Any) -> Pair:
        """here * F + slope * D(F) for the current function."""
        p, q = self.pair
        a, b, c = self.base
        of_value = Z * p.diff(Z) + q * Z * a * b / (1 - Z)
        of_slope = Z * q.diff(Z) + p + q * (Z * (a + b) - (c - 1)) / (1 - Z)
        return here * p + slope * of_value, here * q + slope * of_slope


def as_expression(element: FracElement, values: Sequence[Expr]) -> Expr:
    """An element of the field for parameters a, b, c and argument z."""
    symbols = _FIELD.symbols
    replacements = dict(zip(symbols, values, strict=True))
    numerator, denominator = element.numer.as_expr(*symbols), element.denom.as_expr(*symbols)
    return numerator.xreplace(replacements) / denominator.xreplace(replacements)
