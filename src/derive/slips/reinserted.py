"""Something that was dropped, put back in a place that no value can be carried down to: inside an average, say.

What is put back stands elsewhere on the page: in the other side, or beside the place.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from derive.slips.building import changed, inverted, is_expression, negated, product, shown, size_of, total
from derive.slips.missing import Missing
from derive.slips.places import Kinds, Place, Role, places
from derive.terms.distributions import Distribution
from derive.terms.vectors.shapes import misfit, same, shape_of
from derive.terms.vectors.special import Hadamard
from derive.terms.vectors.tensors import Tensor, added, multiplied

LARGEST = 40
OUTER = frozenset({Role.WHOLE, Role.SIDE, Role.TERM, Role.FACTOR, Role.ARGUMENT, Role.BODY, Role.BASE, Role.EXPONENT})


def reinserted(line: Any, other: Any, scope: tuple[Any, ...], kinds: Kinds) -> Iterator[Missing]:
    """Lines with one part put back as a factor or a term, the smaller ones first.

    >>> from sympy import Derivative
    >>> from sympy.abc import x, y
    >>> 'Derivative(x**2*y, x)' in [str(found.line) for found in reinserted(Derivative(x**2, x), x*y, (x, y), {})]
    True
    """
    parts = list(_parts(line, other, scope, kinds))
    found = [one for place in places(line, scope, kinds) for part in parts for one in _with(place, part)]
    for size, words, path, new in sorted(found, key=lambda one: one[0]):
        yield Missing(f"{words} is missing", changed(line, path, new), size, path)


def _parts(line: Any, other: Any, scope: tuple[Any, ...], kinds: Kinds) -> Iterator[Any]:
    """Factors, terms and whole parts of both sides, each once."""
    nodes = [place.node for side in (other, line) for place in places(side, scope, kinds)][1:]
    for node in dict.fromkeys(nodes):
        is_law = isinstance(node, Distribution) or getattr(node, "is_number", False)
        if not is_law and size_of(node) <= LARGEST and (is_expression(node) or isinstance(node, Tensor)):
            yield node


def _with(place: Place, part: Any) -> Iterator[tuple[float, str, Any, Any]]:
    """What may stand at a place with a part put back there, and how far that changes the line."""
    node = place.node
    if place.role not in OUTER or part == node or not _means_something(part, place):
        return
    if isinstance(node, Tensor) or isinstance(part, Tensor):
        made = _of_tensors(node, part)
    elif is_expression(node):
        made = _of_numbers(node, part, place)
    else:
        return
    yield from ((size + _cost(part, place), words, place.path, new) for size, words, new in made)


def _cost(part: Any, place: Place) -> float:
    return 0.02 * size_of(part) + 0.05 * place.depth


def _means_something(part: Any, place: Place) -> bool:
    known = {*place.scope, *place.kinds}
    return bool(getattr(part, "free_symbols", set()) <= known)


def _of_numbers(node: Any, part: Any, place: Place) -> Iterator[tuple[float, str, Any]]:
    if place.role is not Role.FACTOR:
        yield 1.6, f"the factor {shown(part)}", product([node, part])
        yield 1.8, f"the factor 1/({shown(part)})", product([node, inverted(part)])
    if place.role is not Role.TERM:
        yield 1.6, f"the term {shown(part)}", total([node, part])
        yield 1.7, f"the term -({shown(part)})", total([node, negated(part)])


def _of_tensors(node: Any, part: Any) -> Iterator[tuple[float, str, Any]]:
    """Terms of the same shape, and factors that leave the shape what it is."""
    if not isinstance(node, Tensor) or not isinstance(part, Tensor):
        return
    if same(shape_of(node), shape_of(part)):
        yield 1.6, f"the term {shown(part)}", added(node, part)
        yield 1.7, f"the term -({shown(part)})", added(node, negated(part))
        yield 1.9, f"the factor {shown(part)}", Hadamard(node, part)
    for made in (multiplied(part, node), multiplied(node, part)):
        if same(shape_of(made), shape_of(node)) and misfit(made) is None:
            yield 1.7, f"the factor {shown(part)}", made
