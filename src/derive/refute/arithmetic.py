"""What it takes to compare two sides at a point: on the real line, or in the complex plane."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from flint import acb, arb, ctx, fmpq
from mpmath import mp, mpc, mpf
from sympy import Symbol

from derive.claim import Claim, Reading
from derive.numeric import balls, oracle
from derive.numeric.principal import balls as plane
from derive.numeric.reals import as_ball

Point = Mapping[Symbol, Any]
READABLE_BITS = 8192


class Arithmetic(Protocol):
    """Enclosures of one kind: how to get, compare, print and check them."""

    def enclosure(self, expression: Any, point: Point, bits: int) -> Any:
        """An enclosure of the value, `UNDEFINED`, or None where that is not settled."""

    def sign(self, lhs: Any, rhs: Any, slack: fmpq) -> int | None:
        """The certain sign of lhs - rhs; where there is none but they certainly differ, 1.

        Differences within `slack` count as 0.  None where the enclosures do not tell.
        """

    def is_ordered(self, value: Any) -> bool:
        """Whether the value lies on the real line, so that it may be compared by size."""

    def text(self, value: Any, digits: int) -> str:
        """The enclosure in decimal; the text encloses it."""

    def are_disjoint(self, first: Any, second: Any, digits: int) -> bool:
        """Whether the texts to that many digits still show that the enclosures do not meet."""

    def opinion(self, expression: Any, point: Point, digits: int) -> Any:
        """What the second evaluator says of an expression."""

    def distance(self, value: Any, opinion: Any) -> tuple[mpf, mpf]:
        """How far a number lies outside an enclosure, and the size of the latter's midpoint."""


class RealLine:
    """Exact rationals and real balls."""

    def enclosure(self, expression: Any, point: Point, bits: int) -> Any:
        return balls.evaluate(expression, point, bits)

    def sign(self, lhs: Any, rhs: Any, slack: fmpq) -> int | None:
        if lhs - slack > rhs:
            return 1
        if lhs + slack < rhs:
            return -1
        return 0 if isinstance(lhs, fmpq) and isinstance(rhs, fmpq) else None

    def is_ordered(self, value: Any) -> bool:
        return True

    def text(self, value: Any, digits: int) -> str:
        return str(value) if isinstance(value, fmpq) else balls.as_text(value, digits)

    def are_disjoint(self, first: Any, second: Any, digits: int) -> bool:
        with ctx.workprec(READABLE_BITS):
            return not _read(self.text(first, digits)).overlaps(_read(self.text(second, digits)))

    def opinion(self, expression: Any, point: Point, digits: int) -> Any:
        return oracle.value(expression, point, digits)

    def distance(self, value: Any, opinion: Any) -> tuple[mpf, mpf]:
        middle, radius = _middle_and_radius(as_ball(value))
        return abs(opinion - middle) - radius, abs(middle)


class ComplexPlane:
    """Exact rationals and rectangles; a value is real if its imaginary part is exactly 0."""

    def enclosure(self, expression: Any, point: Point, bits: int) -> Any:
        return plane.evaluate(expression, point, bits)

    def sign(self, lhs: Any, rhs: Any, slack: fmpq) -> int | None:
        if self.is_ordered(lhs) and self.is_ordered(rhs):
            return LINE.sign(_real_part(lhs), _real_part(rhs), slack)
        return None if acb(lhs).overlaps(acb(rhs)) else 1

    def is_ordered(self, value: Any) -> bool:
        return isinstance(value, fmpq) or bool(value.imag == 0)

    def text(self, value: Any, digits: int) -> str:
        if self.is_ordered(value):
            return LINE.text(_real_part(value), digits)
        imaginary = balls.as_text(value.imag, digits)
        return f"{imaginary}*I" if value.real == 0 else f"{balls.as_text(value.real, digits)} + {imaginary}*I"

    def are_disjoint(self, first: Any, second: Any, digits: int) -> bool:
        pairs = [(acb(first).real, acb(second).real), (acb(first).imag, acb(second).imag)]
        return any(LINE.are_disjoint(one, other, digits) for one, other in pairs)

    def opinion(self, expression: Any, point: Point, digits: int) -> Any:
        return oracle.principal_value(expression, point, digits)

    def distance(self, value: Any, opinion: Any) -> tuple[mpf, mpf]:
        rectangle = acb(value)
        (x, radius_x), (y, radius_y) = _middle_and_radius(rectangle.real), _middle_and_radius(rectangle.imag)
        opinion = mpc(opinion)
        return max(abs(opinion.real - x) - radius_x, abs(opinion.imag - y) - radius_y), abs(mpc(x, y))


def _real_part(value: Any) -> Any:
    return value if isinstance(value, fmpq) else value.real


def _middle_and_radius(ball: arb) -> tuple[mpf, mpf]:
    return mp.make_mpf(ball.mid()._mpf_), mp.make_mpf(ball.rad()._mpf_)


def _read(text: str) -> arb:
    return arb(text) if text.startswith("[") else arb(fmpq(*(int(part) for part in text.split("/"))))


LINE, PLANE = RealLine(), ComplexPlane()


def arithmetic_of(claim: Claim) -> Arithmetic:
    """The arithmetic in which a claim is read."""
    return PLANE if claim.reading is Reading.COMPLEX else LINE
