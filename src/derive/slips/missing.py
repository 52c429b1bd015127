"""What is missing at a place, found backwards: the value that a part would need for its line to be right.

The value that the whole needs is that of the other side.  Going down through sums, products, powers,
exponentials and logarithms, each part's needed value follows from that of the node above it.  A needed
value that is a simple multiple of the part, or a simple term more, names the slip exactly.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from sympy import Add, Derivative, Function, Integer, Mul, Pow, Symbol, cos, cosh, exp, log, sin, sinh

from derive.slips.building import changed, evaluated, is_expression, power, product, shown, size_of, total
from derive.slips.functions import neighbours
from derive.slips.operators import inner_factors
from derive.slips.places import Place, Role, places
from derive.slips.recognition import complexity, constant, monomials, steady
from derive.slips.values import Evaluator, Values

MOST_PLACES = 60
MOST_VARIABLES = 5
MOST_PARTS = 24
MOST_CALLS = 4
LARGEST_PART = 14
LARGEST_FACTOR, LARGEST_TERM = 9, 7
INNER = 1.3
SIGNED = {Role.WHOLE: "the whole", Role.EXPONENT: "an exponent"}


@dataclass(frozen=True)
class Missing:
    """A line with a factor or a term put in that was missing."""

    words: str
    line: Any
    size: float
    path: tuple[int, ...]


def missing(line: Any, other: Any, wanted: Values, value: Evaluator, scope: tuple[Symbol, ...]) -> Iterator[Missing]:
    """Lines that would have the `wanted` values with one simple factor, or one simple term, more.

    `other` is the other side: its parts are among what may be missing, but not all of it.
    """
    needed: dict[tuple[int, ...], Values] = {(): wanted}
    bricks = _bricks(line, other, value, scope)
    if bricks is None:
        return
    for count, place in enumerate(places(line, scope)):
        target = needed.get(place.path)
        if target is None or count > MOST_PLACES or not is_expression(place.node):
            continue
        own = value(place.node)
        with np.errstate(all="ignore"):
            needed |= {(*place.path, i): below for i, below in _through(place.node, target, own, value)}
            if place.role is not Role.FACTOR:
                yield from _factor(line, place, target / own, bricks)
            if place.role is not Role.TERM:
                yield from _term(line, place, target - own, bricks, other)


@dataclass(frozen=True)
class Bricks:
    """What factors and terms are made of, with their values in rows."""

    parts: list[Any]
    values: Any
    plain: int
    is_of_numbers: bool
    inner: frozenset[Any] = frozenset()


def _bricks(line: Any, other: Any, value: Evaluator, scope: tuple[Symbol, ...]) -> Bricks | None:
    plain = monomials(scope[:MOST_VARIABLES])
    own = [place.node for place in places(line, scope)]
    others = [place.node for place in places(other, scope)][1:]
    known = set(scope)
    parts = [
        part for part in dict.fromkeys([*others, *own[1:]])
        if is_expression(part) and part.args and part.free_symbols <= known and part not in plain
        and not part.is_Rational and size_of(part) <= LARGEST_PART
    ][:MOST_PARTS]  # fmt: skip
    inner = frozenset(factor for node in _derivatives(other) for factor in inner_factors(node.expr, node.variables))
    near = [*inner, *_differences(scope), *_waves(line, other, scope), *_neighbours([*own, *others])]
    parts += [part for part in dict.fromkeys(near) if part not in parts]
    found = [*plain, *parts, *(_power(part, exponent) for exponent in (-1, 2, -2) for part in parts)]
    values = [value(part) for part in found]
    return Bricks(found, np.array(values), len(plain), not line.free_symbols, inner) if values else None


def _derivatives(side: Any) -> list[Any]:
    return sorted(side.atoms(Derivative), key=str) if hasattr(side, "atoms") else []


def _differences(scope: tuple[Symbol, ...]) -> Iterator[Any]:
    """x - y, the sum as well: what distributions and distances are made of."""
    for first, second in combinations(scope[:3], 2):
        yield from (Add(first, second), Add(first, Mul(-1, second)))


def _waves(line: Any, other: Any, scope: tuple[Symbol, ...]) -> Iterator[Any]:
    """Sines and cosines of the variables, and their products, where one of the sides has such."""
    for pair in ((sin, cos), (sinh, cosh)):
        if not any(getattr(side, "has", lambda *kinds: False)(*pair) for side in (line, other)):
            continue
        waves = [kind(symbol) for symbol in scope[:2] for kind in pair]
        yield from waves
        yield from (Mul(*both) for both in combinations(waves, 2))


def _neighbours(nodes: list[Any]) -> Iterator[Any]:
    """The functions next to those that occur, of the same arguments."""
    calls = [node for node in dict.fromkeys(nodes) if isinstance(node, Function) and node.args][:MOST_CALLS]
    for call in calls:
        yield from neighbours(Place(call, Role.WHOLE, (), ()))


def _power(part: Any, exponent: int) -> Any:
    base, own = part.as_base_exp() if isinstance(part, Pow) else (part, Integer(1))
    if own.is_Integer:
        return Pow(base, own * exponent, evaluate=False)
    return Pow(part, exponent, evaluate=False)


def _through(node: Any, target: Values, own: Values, value: Evaluator) -> Iterator[tuple[int, Values]]:
    """What the parts of a node need, one at a time, for the node to have its needed values."""
    if isinstance(node, Add):
        for i, term in enumerate(node.args):
            yield i, target - (own - value(term))
    elif isinstance(node, Mul):
        for i in range(len(node.args)):
            rest = product([other for k, other in enumerate(node.args) if k != i])
            yield i, target / value(rest)
    elif isinstance(node, Pow):
        base, exponent = value(node.base), value(node.exp)
        if node.exp.is_number:
            root = np.power(np.where(target == 0, np.nan, target), 1 / exponent)
            yield 0, np.where(base.real < 0, -root, root) if node.exp.is_even else root
        yield 1, np.log(target) / np.log(base)
    elif isinstance(node, exp):
        yield 0, np.log(target)
    elif isinstance(node, log):
        yield 0, np.exp(target)


def _recognised(values: Values, bricks: Bricks) -> Iterator[tuple[Any, int]]:
    """Exact expressions ``constant * brick`` with these values, the simplest first, with the brick's number."""
    if not np.isfinite(values).any():
        return
    for index, row in enumerate(values / bricks.values):
        same = steady(row)
        if same is None or np.isfinite(row).sum() < max(1, np.isfinite(values).sum() // 2):
            continue
        number = constant(same)
        if number is not None and complexity(number) <= _most_complex(bricks, index):
            yield number, index
            if index == 0:
                return


def _most_complex(bricks: Bricks, index: int) -> float:
    """How far from 1 a number in front of a brick may be: between two numbers there is always some quotient."""
    if index and not bricks.parts[index].free_symbols:
        return 0.3
    return 1.5 if bricks.is_of_numbers else 9.0


def recognised(values: Values, value: Evaluator, scope: tuple[Symbol, ...]) -> Iterator[tuple[Any, float]]:
    """Simple expressions with these values, the simplest first, and how far they are from 1."""
    finite = values[np.isfinite(values)]
    if len(finite) and not finite.any():
        yield Integer(0), 1.0
        return
    plain = monomials(scope[:MOST_VARIABLES])
    bricks = Bricks(plain, np.array([value(part) for part in plain]), len(plain), is_of_numbers=False)
    for number, index in _recognised(values, bricks):
        yield product([number, plain[index]]), 1.0 + complexity(number) + _cost(index, bricks)


def _factor(line: Any, place: Place, ratio: Values, bricks: Bricks) -> Iterator[Missing]:
    for number, index in _recognised(ratio, bricks):
        factor = product([number, bricks.parts[index]])
        if factor == 1:
            continue
        part, base = _times(factor, place.node)
        if part == place.node or size_of(factor) > max(LARGEST_FACTOR, size_of(line) // 2):
            continue
        size = 1.5 + complexity(number) + _cost(index, bricks) + 0.05 * place.depth
        if place.role in (Role.WHOLE, Role.TERM) and evaluated(factor) in bricks.inner:
            yield Missing("the inner factor of a derivative is missing", changed(line, place.path, part), INNER, ())
            continue
        what = f"the factor {factor} is missing" if base is None else f"the power of {base} is wrong"
        if factor == -1:
            what = f"the sign of {SIGNED.get(place.role, 'a term')} is wrong"
        elif place.role is Role.EXPONENT:
            what = f"the exponent {place.node} stands in place of {shown(part)}"
        yield Missing(what, changed(line, place.path, part), size, place.path)


def _times(factor: Any, node: Any) -> tuple[Any, Any]:
    """The product with the powers of what is in both put together, and what that is, if it is one thing."""
    powers = [part for part in Mul.make_args(factor) if _has_powers(part)]
    own = list(Mul.make_args(node))
    bases = {part.as_base_exp()[0] for part in powers} & {part.as_base_exp()[0] for part in own}
    if not bases:
        return product([factor, node]), None
    gathered = []
    for base in sorted(bases, key=str):
        exponents = [part.as_base_exp()[1] for part in (*powers, *own) if part.as_base_exp()[0] == base]
        exponent = sum(exponents[1:], exponents[0])
        gathered += [power(base, exponent)] if exponent != 0 else []
    parts = (*Mul.make_args(factor), *own)
    rest = [part for part in parts if not _has_powers(part) or part.as_base_exp()[0] not in bases]
    return product([*rest, *gathered]), next(iter(bases)) if len(bases) == 1 == len(Mul.make_args(factor)) else None


def _has_powers(part: Any) -> bool:
    """Whether powers of it are put together: of a variable or of pi, not of a number such as 2."""
    return bool(not part.is_number or part.as_base_exp()[0].is_NumberSymbol)


def _term(line: Any, place: Place, difference: Values, bricks: Bricks, other: Any) -> Iterator[Missing]:
    """A term more; but neither all of the other side nor as much as the line itself."""
    if isinstance(place.node, Symbol | Function | Pow) and place.role in (Role.BASE,):
        return
    for number, index in _recognised(difference, bricks):
        term = product([number, bricks.parts[index]])
        if bricks.parts[index] == other or size_of(term) > max(LARGEST_TERM, size_of(line) // 2) or place.node == 0:
            continue
        size = 1.9 + complexity(number) + _cost(index, bricks) + 0.05 * place.depth
        part = total([place.node, term])
        if isinstance(place.node, Integer | type(Integer(1) / 2)) and term.is_Rational:
            part = place.node + term
        yield Missing(f"the term {term} is missing", changed(line, place.path, part), size, place.path)


def _cost(index: int, bricks: Bricks) -> float:
    """The more a brick is made of, the less likely it was forgotten."""
    if index == 0:
        return 0.0
    if index < bricks.plain:
        return 0.4 if isinstance(bricks.parts[index], Symbol) else 0.8
    return 0.5 + 0.05 * size_of(bricks.parts[index])
