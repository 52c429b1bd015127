"""Volumes of explicit regions, and of their images under maps whose determinant is constant."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sympy import Abs, Expr, Mul, Rational, Symbol, gamma, pi

from derive.errors import AuthoringError, caller_line
from derive.exactness import exact
from derive.terms.flows.jacobians import determinant, jacobian


@dataclass(frozen=True)
class Region:
    """A region of so many dimensions with its volume."""

    name: str
    dimension: int
    volume: Expr


def box(*sides: Any) -> Region:
    """The box with sides of these lengths.

    >>> box(1, 2, 3).volume
    6
    """
    lengths = _lengths("a box", sides)
    return Region(f"box{tuple(lengths)}", len(lengths), Mul(*lengths))


def disc(radius: Any) -> Region:
    """The disc of a radius in the plane; its area is pi r^2."""
    (r,) = _lengths("a disc", (radius,))
    return Region(f"disc({r})", 2, pi * r**2)


def ellipse(first: Any, second: Any) -> Region:
    """The ellipse with these half axes; its area is pi a b."""
    a, b = _lengths("an ellipse", (first, second))
    return Region(f"ellipse({a}, {b})", 2, pi * a * b)


def ball(radius: Any, dimension: int) -> Region:
    """The ball of a radius in n dimensions; its volume is pi^(n/2) r^n / Gamma(n/2 + 1).

    Source: Folland, Real Analysis (1999), corollary 2.55.

    >>> ball(1, 3).volume
    4*pi/3
    """
    (r,) = _lengths("a ball", (radius,))
    half = Rational(dimension, 2)
    return Region(f"ball({r}, {dimension})", dimension, pi**half * r**dimension / gamma(half + 1))


def _lengths(what: str, given: Sequence[Any]) -> list[Expr]:
    line = caller_line()
    lengths = [exact(length, line) for length in given]
    for length in lengths:
        if length.is_nonpositive:
            raise AuthoringError(f"{what} needs positive lengths, but found {length}", line=line)
    return lengths


def volume(region: Region) -> Expr:
    """The volume of a region, or its area in the plane.

    >>> volume(disc(2))
    4*pi
    """
    return _region(region).volume


def volume_of_image(f: Callable[..., Any], region: Region, *, over: Sequence[Symbol]) -> Expr:
    """The volume of f(region) for a map with a constant determinant: |det J_f| vol(region), unevaluated.

    `over` are variables of the page, of which f is a function: one for each dimension.

    Raises `AuthoringError` if the dimensions do not fit, or the determinant depends on the point.

    Source: Folland, Real Analysis (1999), theorem 2.44.

    >>> from sympy.abc import x, y
    >>> volume_of_image(lambda x, y: [2*x + y, 3*y], disc(1), over=[x, y]).doit()
    6*pi
    >>> volume_of_image(lambda x, y: [x**2, y], disc(1), over=[x, y])
    Traceback (most recent call last):
    derive.errors.AuthoringError: the determinant 2*x of the map depends on the point: its volume is an integral
    """
    line = caller_line()
    known = _region(region)
    variables = list(over)
    image = list(f(*variables))
    if not len(variables) == len(image) == known.dimension:
        raise AuthoringError(
            f"{known.name} has {known.dimension} dimensions, but the map takes {len(variables)} variables "
            f"to {len(image)}", line=line,
        )  # fmt: skip
    matrix = jacobian(image, variables)
    constant = matrix.doit().det(method="berkowitz").expand()
    if constant.free_symbols & set(variables):
        raise AuthoringError(
            f"the determinant {constant} of the map depends on the point: its volume is an integral", line=line
        )
    return Abs(determinant(matrix.doit())) * known.volume


def _region(region: Any) -> Region:
    if not isinstance(region, Region):
        raise AuthoringError(
            f"a volume is that of a region, such as box(1, 2) or disc(1), but found {region!r}", line=caller_line()
        )
    return region
