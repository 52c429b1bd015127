"""Relations between products of functions: Wronskians, and Legendre's relation between elliptic integrals.

The sides are multiplied out as polynomials in the functions, and the product on the left of a relation is
replaced by the right.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from sympy import (
    Add,
    Dummy,
    Expr,
    Integer,
    Mul,
    Pow,
    Rational,
    airyai,
    airyaiprime,
    airybi,
    airybiprime,
    besseli,
    besselj,
    besselk,
    bessely,
    elliptic_e,
    elliptic_k,
    expand,
    pi,
)  # fmt: skip

from derive.prove.special.arguments import evaluated, plain
from derive.prove.special.rules import Found, Pass, Sides, occurrences, replaced

FUNCTIONS = (
    airyai, airyaiprime, airybi, airybiprime, besseli, besselj, besselk, bessely, elliptic_e, elliptic_k,
)  # fmt: skip
MOST_TERMS = 200


class Relation(NamedTuple):
    """first*second = value."""

    first: Expr
    second: Expr
    value: Expr


def _at(head: Any, *arguments: Any) -> Any:
    return head(*arguments, evaluate=False)


def _of_bessel(nodes: list[Any]) -> Iterator[Relation]:
    nodes = [node for node in nodes if isinstance(node, besselj | bessely | besseli | besselk)]
    for one, other, sign in ((besselj, bessely, 1), (besseli, besselk, -1)):
        for node in (node for node in nodes if isinstance(node, one)):
            order, z = plain(node.args[0]), node.args[1]
            above, second, second_above = (_at(one, order + 1, z), _at(other, order, z), _at(other, order + 1, z))
            known = {(type(n), plain(n.args[0]), plain(n.args[1])): n for n in nodes}
            keys = [(type(n), plain(n.args[0]), plain(n.args[1])) for n in (above, second, second_above)]
            if keys[0] not in known and keys[1] not in known:
                continue
            if keys[2] not in known:
                continue
            above, second, second_above = (
                known.get(key, new) for key, new in zip(keys, (above, second, second_above), strict=True)
            )
            value = above * second - 2 / (pi * z) if sign == 1 else 1 / z - above * second
            yield Relation(node, second_above, value)


def _of_airy(nodes: list[Any]) -> Iterator[Relation]:
    for node in (node for node in nodes if isinstance(node, airybiprime)):
        z = node.args[0]
        yield Relation(_at(airyai, z), node, 1 / pi + _at(airyaiprime, z) * _at(airybi, z))


def _of_elliptic(nodes: list[Any]) -> Iterator[Relation]:
    """Legendre: E(m)*K(1 - m) + E(1 - m)*K(m) - K(m)*K(1 - m) = pi/2, by continuation wherever all have values."""
    seconds = [node for node in nodes if isinstance(node, elliptic_e) and len(node.args) == 1]
    for index, node in enumerate(seconds):
        for other in seconds[index + 1 :]:
            if plain(node.args[0] + other.args[0] - 1) == 0:
                first, complement = (_at(elliptic_k, n.args[0]) for n in (node, other))
                yield Relation(other, first, pi / 2 - node * complement + first * complement)
        if plain(2 * node.args[0] - 1) == 0:
            first = _at(elliptic_k, node.args[0])
            yield Relation(node, first, pi / 4 + first**2 / 2)


def reduced(sides: Sides, facts: Any) -> Found | None:
    """Sides in which the left of a relation no longer occurs as a product."""
    nodes = occurrences(sides, FUNCTIONS)
    relations = [r for family in (_of_bessel, _of_airy, _of_elliptic) for r in family(nodes)]
    for relation in relations:
        names = {node: Dummy(f"f{i}") for i, node in enumerate(occurrences((*sides, *relation), FUNCTIONS))}
        flat = [replaced(side, names) for side in (*sides, *relation)]
        *here, first, second, value = flat
        new = [_without(side, first, second, value) for side in here]
        if any(now is not None for now in new):
            back = {name: node for node, name in names.items()}
            found = (side if now is None else now.xreplace(back) for side, now in zip(sides, new, strict=True))
            return tuple(found), ()
    return None


def _without(side: Any, first: Any, second: Any, value: Any) -> Any:
    """The side multiplied out, with first*second replaced; None where that does not occur."""
    if not side.has(first) or not side.has(second):
        return None
    terms = Add.make_args(expand(evaluated(side)))
    if len(terms) > MOST_TERMS:
        return None
    changed, total = False, list[Expr]()
    for term in terms:
        powers = {factor: _degree(term, factor) for factor in (first, second)}
        if min(powers.values()) >= 1:
            changed = True
            total.append(expand(term / (first * second) * value))
        else:
            total.append(term)
    return Add(*total) if changed else None


def _degree(term: Expr, factor: Expr) -> Rational:
    for part in Mul.make_args(term):
        base, exponent = part.as_base_exp()
        if base == factor:
            return exponent if exponent.is_Integer else Integer(0)
    return Integer(0)


PASSES: tuple[Pass, ...] = (Pass("Wronskians and Legendre's relation", reduced),)

__all__ = ["PASSES", "Pow"]
