"""The parameters of hypergeometric functions, and what identities between these functions need of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sympy import Expr, Mul, default_sort_key, hyper

from derive.prove.special.arguments import plain
from derive.prove.special.rules import Kind, Need

Parts = tuple[tuple[Expr, ...], tuple[Expr, ...], Expr]


def parts_of(node: Any) -> Parts:
    """Upper and lower parameters and the argument, multiplied out."""
    return tuple(map(plain, node.args[0])), tuple(map(plain, node.args[1])), plain(node.args[2])


def is_pole(parameter: Expr) -> bool:
    """Whether a parameter is 0, -1, -2, ... by its form."""
    return bool(parameter.is_Integer and parameter <= 0)


def function(upper: Iterable[Expr], lower: Iterable[Expr], z: Expr) -> Expr:
    """A function with its parameters in order."""
    return hyper(sorted(upper, key=default_sort_key), sorted(lower, key=default_sort_key), z)


def no_poles(*expressions: Expr) -> tuple[Need, ...]:
    """That parameters are none of 0, -1, -2, ..."""
    return tuple(Need(expression, Kind.NO_POLE) for expression in expressions if not expression.is_number)


def away_from_ends(z: Expr) -> tuple[Need, ...]:
    """That an argument is neither 0 nor 1."""
    return () if z.is_number else (*factors_nonzero(z), Need(1 - z, Kind.NONZERO))


def factors_nonzero(z: Expr) -> tuple[Need, ...]:
    """That a product does not vanish, factor by factor."""
    bases = [factor.as_base_exp()[0] for factor in Mul.make_args(z)]
    return tuple(Need(base, Kind.NONZERO) for base in bases if not base.is_number)
