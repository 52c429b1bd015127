"""Real expressions that are built so that they cannot be on the other side of 0, and their squares."""

from __future__ import annotations

from math import prod
from typing import Any

from sympy import Abs, Add, Integer, Mul, Pow, Rational, im, re

from derive.prove.constants.generators import Quotient
from derive.prove.constants.polynomials import ONE
from derive.prove.plane.quantities import Open
from derive.prove.plane.reading import PlaneReader
from derive.prove.sign import Sign


def direction_of(reader: PlaneReader, node: Any) -> int | None:
    """1 or -1, if an expression is real and, by the way it is built, not on the other side of 0."""
    match node:
        case Abs() | re(args=[Pow(exp=Rational(p=1, q=2))]):
            return 1
        case im(args=[Pow(exp=Rational(p=1, q=2), base=base)]):
            return _direction_of_value(reader, reader.imaginary_part(reader.read(base)))
        case Pow(base=base, exp=Rational(p=1 | -1)):
            inner = direction_of(reader, base)
            return inner if node.exp == -1 or inner == 1 else None
        case Pow(base=base, exp=Integer()) if node.exp > 0 and node.exp % 2 == 0:
            return 1 if reader.generators.is_real(reader.read(base)) else None
    asked: Open | None = None
    try:
        found = _direction_of_value(reader, reader.read(node))
    except Open as question:
        found, asked = None, question
    if found is None and isinstance(node, Mul | Add):
        found = _direction_of_parts(reader, node)
    if found is None and asked is not None:
        raise asked
    return found


def _direction_of_parts(reader: PlaneReader, node: Any) -> int | None:
    found = [direction_of(reader, part) for part in node.args]
    directions = [direction for direction in found if direction is not None]
    if len(directions) < len(found):
        return None
    if isinstance(node, Mul):
        return prod(directions)
    return directions[0] if len(set(directions)) == 1 else None


def _direction_of_value(reader: PlaneReader, value: Quotient) -> int | None:
    if value.den != ONE or not reader.generators.is_real(value):
        return None
    number = value.num.constant
    if number is not None:
        return 1 if number.rational is not None and number.rational >= 0 else -1 if number.rational else None
    found, quantity = reader.generators.signs(value.num)
    if found.within(Sign.NONNEGATIVE):
        return 1
    if found.within(Sign.NONPOSITIVE):
        return -1
    if quantity is None:
        return None
    raise Open(quantity)


def square(reader: PlaneReader, node: Any) -> Quotient:
    """The square of an expression that is not negative, without a root where there is none in the end."""
    match node:
        case Abs():
            inside = reader.read(node.args[0])
            return reader.times(inside, reader.generators.conjugate(inside))
        case Pow(base=base, exp=Rational(p=1, q=2)):
            return reader.read(base)
        case Mul():
            return reader.times(*(square(reader, factor) for factor in node.args))
    value = reader.read(node)
    return reader.times(value, value)
