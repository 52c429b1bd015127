"""What the difference of two sides looks like, where no slip explains it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from sympy import Symbol

from derive.claim import Claim, Reading
from derive.slips.ground import Ground
from derive.slips.recognition import constant, steady
from derive.slips.values import OnLine, Values

ALONG = 7
SMALL = 1e-9


def described(claim: Claim, ground: Ground) -> str | None:
    """The difference in words; None if it looks like nothing in particular.

    >>> from sympy import sin
    >>> from sympy.abc import x
    >>> from derive.calculation import Relation
    >>> from derive.domains import REAL
    >>> from derive.slips.ground import ground
    >>> claim = Claim(sin(x) + 5, Relation.EQUAL, sin(x), {x: REAL})
    >>> described(claim, ground(claim))
    'the left side is 5 more than the right at every point tried'
    """
    lhs, rhs = ground.sides["lhs"], ground.sides["rhs"]
    if lhs.ndim != 1 or rhs.ndim != 1 or lhs.shape != rhs.shape:
        return None
    if ground.is_of_numbers:
        value = constant(complex(lhs[0]))
        return None if value is None else f"the left side is {value}"
    with np.errstate(all="ignore"):
        apart = lhs - rhs
        difference, ratio = steady(apart), steady(lhs / rhs)
    if np.isfinite(apart).sum() > 1:
        if difference is not None:
            return f"the left side is {_number(difference)} more than the right at every point tried"
        if ratio is not None and abs(ratio - 1) > SMALL:
            return f"the left side is {_number(ratio)} times the right at every point tried"
    if claim.reading is Reading.COMPLEX or claim.hypotheses or claim.is_abstract or not claim.domains:
        return None
    return " and ".join(_of_variables(claim)) or None


def _number(value: complex) -> str:
    exact = constant(value)
    if exact is not None:
        return str(exact)
    return f"about {value.real:.6g}" if abs(value.imag) < SMALL * abs(value) else f"about {value:.6g}"


def _of_variables(claim: Claim) -> Iterator[str]:
    """On which variables the difference depends, and where it vanishes."""
    present = [symbol for symbol in claim.domains if symbol in claim.lhs.free_symbols | claim.rhs.free_symbols]
    moved = [symbol for symbol in present if _changes(claim, symbol)]
    if moved and len(moved) < len(present):
        yield f"the difference of the sides depends on {' and '.join(map(str, moved))} only"
    zeros = [str(place) for place in _zeros(claim, present)]
    if zeros:
        yield f"the sides agree where {' or '.join(zeros)}"


def _differences(claim: Claim, arrays: dict[Symbol, Any], count: int) -> Values:
    value = OnLine(arrays, count)
    lhs, rhs = value(claim.lhs), value(claim.rhs)
    with np.errstate(all="ignore"):
        return _difference(lhs, rhs)


def _difference(lhs: Values, rhs: Values) -> Values:
    size = np.maximum(np.maximum(np.abs(lhs), np.abs(rhs)), 1e-300)
    difference = lhs - rhs
    return np.where(np.abs(difference) <= SMALL * size, 0.0, difference)


def _elements(claim: Claim, symbol: Symbol, start: int = 0) -> list[float]:
    """Simple values of a variable, but for 0 and 1, where much vanishes by accident."""
    found = [float(value) for value in claim.domains[symbol].simple_elements()]
    found = [value for value in found if value not in (0, 1)] or found
    return [found[(start + i) % len(found)] for i in range(ALONG)]


def _changes(claim: Claim, symbol: Symbol) -> bool:
    """Whether the difference changes when one variable does."""
    arrays = {s: np.full(ALONG, _elements(claim, s, 2 * i + 1)[0]) for i, s in enumerate(claim.domains)}
    arrays[symbol] = np.array(_elements(claim, symbol))
    values = _differences(claim, arrays, ALONG)
    values = values[np.isfinite(values)]
    return len(values) < 2 or not bool(np.allclose(values, values[0], rtol=1e-7, atol=1e-12))


def _zeros(claim: Claim, present: list[Symbol]) -> Iterator[str]:
    arrays = {s: np.array(_elements(claim, s, 2 * i)) for i, s in enumerate(claim.domains)}
    for symbol in present:
        for at in (0, 1):
            if at in claim.domains[symbol] and _vanishes(claim, arrays | {symbol: np.full(ALONG, float(at))}):
                yield f"{symbol} = {at}"
    for i, symbol in enumerate(present):
        for other in present[i + 1 :]:
            if claim.domains[symbol] == claim.domains[other] and _vanishes(claim, arrays | {other: arrays[symbol]}):
                yield f"{symbol} = {other}"


def _vanishes(claim: Claim, arrays: dict[Symbol, Any]) -> bool:
    values = _differences(claim, arrays, ALONG)
    finite = values[np.isfinite(values)]
    return len(finite) >= 1 and not finite.any()
