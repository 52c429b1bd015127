"""Slips of functions: one missing, one too many, one in place of its neighbour."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import sympy
from sympy import Abs, Integer, Integral, Max, Min, Pow, Rational, Symbol, exp, log

from derive.slips.building import inverted, is_expression, power
from derive.slips.places import Place, Role

HALF = Rational(1, 2)
HERE = frozenset({Role.WHOLE, Role.SIDE, Role.TERM, Role.FACTOR, Role.ARGUMENT, Role.BODY, Role.ENTRY})


@dataclass(frozen=True)
class Wrapping:
    """A function of one argument that is put around a part, or taken off."""

    around: Callable[[Any], Any]
    inside: Callable[[Any], Any | None]
    examples: tuple[str, str]

    def wrapped(self, place: Place) -> Iterator[Any]:
        """u -> f(u)."""
        node = place.node
        if place.role in HERE and is_expression(node) and not _is_plain(node) and self.inside(node) is None:
            yield self.around(node)

    def bare(self, place: Place) -> Iterator[Any]:
        """f(u) -> u."""
        if is_expression(place.node):
            inside = self.inside(place.node)
            if inside is not None:
                yield inside


def _is_plain(node: Any) -> bool:
    """Numbers have slips of their own."""
    return bool(node.is_Rational)


def _argument_of(kind: Any) -> Callable[[Any], Any | None]:
    return lambda node: node.args[0] if isinstance(node, kind) else None


def _base_under(exponent: Any) -> Callable[[Any], Any | None]:
    return lambda node: node.base if isinstance(node, Pow) and node.exp == exponent else None


def _unless_reciprocal(node: Any) -> Any | None:
    return node.base if isinstance(node, Pow) and node.exp == -1 else None


WRAPPING: dict[str, Wrapping] = {
    "logarithm": Wrapping(lambda u: log(u, evaluate=False), _argument_of(log), ("x + y", "log(x + y)")),
    "exponential": Wrapping(lambda u: exp(u, evaluate=False), _argument_of(exp), ("x + y", "exp(x + y)")),
    "square": Wrapping(lambda u: power(u, Integer(2)), _base_under(Integer(2)), ("x + y", "(x + y)**2")),
    "root": Wrapping(lambda u: Pow(u, HALF, evaluate=False), _base_under(HALF), ("x + y", "sqrt(x + y)")),
    "reciprocal": Wrapping(inverted, _unless_reciprocal, ("x + y", "1/(x + y)")),
    "absolute value": Wrapping(lambda u: Abs(u, evaluate=False), _argument_of(Abs), ("x + y", "Abs(x + y)")),
}

PAIRS = (
    ("sin", "cos"), ("sinh", "cosh"), ("asin", "acos"), ("tan", "cot"), ("sec", "csc"), ("tan", "tanh"),
    ("sin", "sinh"), ("cos", "cosh"), ("atan", "atanh"), ("asin", "asinh"), ("asin", "atan"), ("tan", "sin"),
    ("Max", "Min"), ("floor", "ceiling"), ("erf", "erfc"), ("gamma", "factorial"), ("gamma", "loggamma"),
    ("besselj", "bessely"), ("besseli", "besselk"), ("chebyshevt", "chebyshevu"), ("elliptic_k", "elliptic_e"),
    ("fibonacci", "lucas"), ("RisingFactorial", "FallingFactorial"), ("Si", "Ci"), ("re", "im"), ("exp", "log"),
    ("lowergamma", "uppergamma"), ("digamma", "loggamma"), ("digamma", "trigamma"), ("zeta", "dirichlet_eta"),
    ("airyai", "airybi"), ("airyai", "airyaiprime"), ("coth", "tanh"), ("acosh", "asinh"),
)  # fmt: skip


def _neighbours() -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for first, second in PAIRS:
        found.setdefault(first, []).append(getattr(sympy, second))
        found.setdefault(second, []).append(getattr(sympy, first))
    return found


NEIGHBOURS = _neighbours()


def neighbours(place: Place) -> Iterator[Any]:
    """sin u -> cos u, Max -> Min, ..."""
    for kind in NEIGHBOURS.get(type(place.node).__name__, ()):
        try:
            yield kind(*place.node.args, evaluate=False)
        except (TypeError, ValueError):  # the neighbour takes other arguments
            continue


def one_of_several(place: Place) -> Iterator[Any]:
    """Max(a, b) -> a."""
    if isinstance(place.node, Max | Min):
        yield from place.node.args


def parameter_for_square(place: Place) -> Iterator[Any]:
    """sigma**2 -> sigma, sigma**-2 -> 1/sigma."""
    node = place.node
    if isinstance(node, Pow) and isinstance(node.base, Symbol) and node.exp in (2, -2):
        yield power(node.base, node.exp / 2)


def square_for_parameter(place: Place) -> Iterator[Any]:
    """sigma -> sigma**2, also at the end of an integral; not of an index."""
    node = place.node
    if isinstance(node, Symbol) and (place.role is not Role.BOUND or isinstance(place.parent, Integral)):
        if place.role is Role.BASE and isinstance(place.parent, Pow) and place.parent.exp == 2:
            return
        yield power(node, Integer(2))
