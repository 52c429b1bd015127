"""The pieces into which a domain is cut to decide signs, and the sign that each domain has as a whole.

Each piece gives a variable a sign, or an expression in a fresh positive variable that it equals there.
The pieces cover the domain (they may cover more, which is sound for claims about all of it).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sympy import Dummy, Expr, Integer, Interval, Symbol

from derive.domains import NATURAL, NONZERO, POSITIVE_INTEGER, Domain
from derive.prove.sign import Sign


@dataclass(frozen=True)
class Piece:
    """A part of a domain: the sign of the variable there, or what it equals in positive variables."""

    sign: Sign = Sign.ANY
    value: Expr | None = None
    fresh: Symbol | None = None


@lru_cache(maxsize=256)
def pieces(symbol: Symbol, domain: Domain) -> tuple[Piece, ...]:
    """Pieces that cover the domain of a variable; a single one where no case distinction is needed.

    The fresh variables belong to this variable alone.
    """
    if domain.is_discrete:
        return _whole_numbers(domain)
    at_points = [Piece(Sign.ZERO if point == 0 else Sign.ANY, point) for point in domain.points]
    return tuple([_on_chart(chart) for chart in domain.charts] + at_points)


def _on_chart(chart: Any) -> Piece:
    u = Dummy("u", positive=True)
    value = chart(u)
    if value == u:
        return Piece(Sign.POSITIVE)
    if value == -u:
        return Piece(Sign.NEGATIVE)
    return Piece(Sign.ANY, value, u)


def _whole_numbers(domain: Domain) -> tuple[Piece, ...]:
    """0, and what is at least 1 or at most -1: between those lies no whole number."""
    above, below = (Dummy("n", nonnegative=True) for _ in range(2))
    found = [
        (0 in domain, Piece(Sign.ZERO, Integer(0))),
        (domain.whole.sup > 0, Piece(Sign.ANY, 1 + above, above)),
        (domain.whole.inf < 0, Piece(Sign.ANY, -1 - below, below)),
    ]
    return tuple(piece for is_there, piece in found if is_there)


WHOLE_NUMBERS = {NATURAL.whole: Sign.NONNEGATIVE, POSITIVE_INTEGER.whole: Sign.POSITIVE}


@lru_cache(maxsize=256)
def sign_on(domain: Domain) -> Sign:
    """The signs of the elements of a domain."""
    if domain.whole == NONZERO.whole:
        return Sign.NONZERO
    if domain.whole in WHOLE_NUMBERS:
        return WHOLE_NUMBERS[domain.whole]
    if not isinstance(domain.whole, Interval):
        return Sign.ANY
    start, end = domain.whole.start, domain.whole.end
    zero = Sign.ZERO if 0 in domain else Sign.IMPOSSIBLE
    negative = Sign.NEGATIVE if not start.is_nonnegative else Sign.IMPOSSIBLE
    positive = Sign.POSITIVE if not end.is_nonpositive else Sign.IMPOSSIBLE
    return negative | zero | positive


def sign_of_symbol(symbol: Symbol) -> Sign:
    """The signs that SymPy's own assumptions leave to a symbol without a domain."""
    assumed = (
        (symbol.is_positive, Sign.POSITIVE), (symbol.is_negative, Sign.NEGATIVE), (symbol.is_zero, Sign.ZERO),
        (symbol.is_nonnegative, Sign.NONNEGATIVE), (symbol.is_nonpositive, Sign.NONPOSITIVE),
        (symbol.is_nonzero, Sign.NONZERO),
    )  # fmt: skip
    return next((sign for holds, sign in assumed if holds), Sign.ANY)


def bounds(domain: Domain, element: Expr) -> list[tuple[Expr, Sign]]:
    """What it means for the signs of expressions that an element lies in the domain."""
    if domain.whole == NONZERO.whole:
        return [(element, Sign.NONZERO)]
    if domain.whole in WHOLE_NUMBERS:
        return [(element, WHOLE_NUMBERS[domain.whole])]
    if not isinstance(domain.whole, Interval):
        return []
    whole, found = domain.whole, []
    if whole.start.is_finite:
        found.append((element - whole.start, Sign.POSITIVE if whole.left_open else Sign.NONNEGATIVE))
    if whole.end.is_finite:
        found.append((whole.end - element, Sign.POSITIVE if whole.right_open else Sign.NONNEGATIVE))
    return found
