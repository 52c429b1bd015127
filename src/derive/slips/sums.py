"""The sums of a line in which a term counts with its coefficient, and what terms may be missing there.

A line is linear in the terms of its sum, and in those of a sum below a factor, an average or an integral:
what a term contributes to the whole is seen by counting it twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, permutations
from typing import Any

from sympy import Add, Integer, Integral, Mul, Pow, Sum, Symbol

from derive.slips.building import changed, is_expression, product, size_of, total
from derive.slips.laws import one_density_for_another
from derive.slips.places import SIZE, Kinds, Place, places
from derive.slips.recognition import monomials
from derive.slips.values import Evaluator, Values
from derive.terms.densities import AbstractDensity, BaseIntegral
from derive.terms.divergences import KL
from derive.terms.expectation import Defined, Expectation
from derive.terms.vectors.tensors import Entry, Tensor

LINEAR = (Add, Mul, Sum, Integral, Expectation, BaseIntegral)
MOST_SUMS, MOST_BRICKS = 5, 26
MOST_VARIABLES = 4
LARGEST_BRICK = 24

Path = tuple[int, ...]


@dataclass(frozen=True)
class Column:
    """A term that stands in a sum, or one that may be missing there (`index` None), and what it adds to the whole."""

    path: Path
    index: int | None
    term: Any
    place: Path
    values: Values
    cost: float


def standing(line: Any, value: Evaluator, scope: tuple[Symbol, ...], kinds: Kinds) -> Iterator[Column]:
    """The terms of all sums of a line."""
    own = value(line)
    for place in islice(_sums(line, scope, kinds), MOST_SUMS):
        for index, term in enumerate(terms_of(place.node)):
            path = (*place.path, index) if isinstance(place.node, Add) else place.path
            twice = value(put(line, place.path, {index: Integer(2)}, []))
            yield Column(place.path, index, term, path, twice - own, 0.1 * len(place.path))


def absent(line: Any, other: Any, value: Evaluator, scope: tuple[Symbol, ...], kinds: Kinds) -> Iterator[Column]:
    """The terms that may be missing in the sums of a line."""
    own = value(line)
    sums = list(islice(_sums(line, scope, kinds), MOST_SUMS))
    written = [*_written(line, scope, kinds), *_written(other, scope, kinds)]
    for place in sums:
        bricks = [brick for brick in _bricks(place, written, other) if brick not in terms_of(place.node)]
        for rank, brick in enumerate(islice(bricks, MOST_BRICKS)):
            more = value(put(line, place.path, {}, [brick]))
            cost = 0.1 * len(place.path) + 0.03 * rank + 0.02 * size_of(brick)
            yield Column(place.path, None, brick, place.path, more - own, cost)


def terms_of(node: Any) -> tuple[Any, ...]:
    """The terms of a sum; what is no sum is its only term."""
    return node.args if isinstance(node, Add) else (node,)


def put(line: Any, path: Path, factors: dict[int, Any], more: list[Any]) -> Any:
    """The line where some terms of one of its sums have factors more, and other terms are added."""
    terms = [product([factors.get(i, Integer(1)), term]) for i, term in enumerate(terms_of(at(line, path)))]
    return changed(line, path, total([*terms, *more]))


def at(line: Any, path: Path) -> Any:
    """The part of a line with this path."""
    return at(line.args[path[0]], path[1:]) if path else line


def _sums(line: Any, scope: tuple[Symbol, ...], kinds: Kinds) -> Iterator[Place]:
    """The places in which terms may be added, from the outside to the inside."""
    paths: dict[Path, bool] = {(): True}
    for place in places(line, scope, kinds):
        is_linear = paths.get(place.path)
        if is_linear is None or not is_expression(place.node):
            continue
        if is_linear:
            yield place
        paths |= _below(place)


def _below(place: Place) -> dict[Path, bool]:
    """The parts in which the whole is linear, and whether they are sums of their own."""
    node = place.node
    if isinstance(node, Sum | Integral | BaseIntegral):
        return {(*place.path, 0): True}
    if isinstance(node, Expectation):
        return {(*place.path, 1): True}
    if isinstance(node, Add | Mul):
        parts = ((i, part) for i, part in enumerate(node.args) if isinstance(part, LINEAR))
        return {(*place.path, i): isinstance(part, Add) for i, part in parts}
    return {}


def _written(line: Any, scope: tuple[Symbol, ...], kinds: Kinds) -> Iterator[Any]:
    """The terms of all sums of a line, and averages and integrals of single terms."""
    for place in _sums(line, scope, kinds):
        for term in terms_of(place.node):
            rest = _without_number(term)
            yield rest
            if isinstance(rest, Expectation) and isinstance(rest.integrand, Add):
                parts = map(_without_number, rest.integrand.args)
                yield from (Expectation(rest.law, part, rest.variable) for part in parts)


def _without_number(term: Any) -> Any:
    """The term without the rational number in front of it."""
    number, rest = term.as_coeff_Mul() if is_expression(term) else (Integer(1), term)
    return rest if number.is_Rational and rest != 1 else term


def _bricks(place: Place, written: list[Any], other: Any) -> Iterator[Any]:
    """What may be missing in a sum: 1, terms that stand elsewhere, their likes, variables, sums of entries."""
    numbers = [symbol for symbol in place.scope if place.kinds.get(symbol) in (None, SIZE)][:MOST_VARIABLES]
    plain = monomials(numbers)[: 1 + 4 * len(numbers) if len(numbers) > 2 else None]
    near = [term for term in written if term != other and size_of(term) <= LARGEST_BRICK]
    found = [Integer(1), *near, *_of_densities(place, near), *_divergences(place, written), *_of_vectors(place), *plain]
    known = set(place.scope) | set(place.kinds)
    for brick in dict.fromkeys(found):
        if is_expression(brick) and brick.free_symbols <= known and (not brick.is_Rational or brick == 1):
            yield brick


def _of_densities(place: Place, terms: list[Any]) -> Iterator[Any]:
    """Terms with one density for another: log p(x) as well as log q(x)."""
    for term in terms:
        for part in places(term, place.scope, place.kinds):
            yield from (changed(term, part.path, density) for density in one_density_for_another(part))


def _divergences(place: Place, terms: list[Any]) -> Iterator[Any]:
    """Divergences between the laws that stand in those of the line."""
    if place.path:
        return
    words = {node for term in terms if isinstance(term, Defined) for node in term.args}
    laws = sorted((law for law in words if isinstance(law, AbstractDensity)), key=str)
    yield from (KL(first, second) for first, second in permutations(laws[:3], 2) if first.over == second.over)


def _of_vectors(place: Place) -> Iterator[Any]:
    """The sums of the entries of the vectors in scope, and of their squares."""
    index = Symbol("i", integer=True, positive=True)
    for key, kind in place.kinds.items():
        if hasattr(kind, "size") and not place.path:
            vector = kind.argument(key)
            entry = Entry(vector, index, Integer(1)) if isinstance(vector, Tensor) else vector[index]
            yield from (Sum(body, (index, 1, kind.size)) for body in (entry, Pow(entry, 2)))
