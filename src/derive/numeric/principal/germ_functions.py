"""Germs of elementary functions and error functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flint import acb, acb_series, arb
from sympy import I, Integer, expand, pi

from derive.numeric.principal import germ_kinks
from derive.numeric.principal.exponentials import CONSTANT, exponential, logarithm
from derive.numeric.principal.germ_kinks import sign_of
from derive.numeric.principal.germ_tools import (
    HALF,
    Map,
    divide,
    of_argument,
    one,
    plus,
    require_real,
    square_root,
    stays_finite,
    times,
)
from derive.numeric.principal.germs import Germ
from derive.numeric.reals import Unsettled

if TYPE_CHECKING:
    from derive.numeric.principal.expansion import Expansion, Rule

# Circular and hyperbolic functions


def sine(walk: Expansion, germ: Germ) -> Germ:
    """sin."""
    return _circular(walk, germ, 0)


def cosine(walk: Expansion, germ: Germ) -> Germ:
    """cos(u) = sin(u + pi/2)."""
    return _circular(walk, germ, 1)


def _circular(walk: Expansion, germ: Germ, quarters: int) -> Germ:
    """sin(u + quarters pi/2)."""
    scale = walk.scale
    if not stays_finite(walk, germ):
        forward = exponential(walk, times(walk, germ, I))
        backward = exponential(walk, times(walk, germ, -I))
        if quarters:
            return times(walk, scale.add(forward, backward), HALF)
        return times(walk, scale.subtract(forward, backward), -I / 2)
    centre = Integer(0) if germ.exact is None else germ.exact.get(CONSTANT, Integer(0))
    turns = expand(2 * centre / pi)
    if turns.is_Integer and centre != 0:
        germ, quarters = plus(walk, germ, -centre), quarters + int(turns)
    function = acb_series.cos if quarters % 2 else acb_series.sin
    result = scale.compose(function, Germ(germ.terms), anything)
    return result if quarters % 4 < 2 else scale.scaled(result, -1)


def anything(values: acb) -> bool:
    """Whether a function that is analytic everywhere is analytic there."""
    return True


def hyperbolic(sign: int) -> Map:
    """sinh for sign -1, cosh for sign 1."""

    def function(walk: Expansion, germ: Germ) -> Germ:
        forward = exponential(walk, germ)
        backward = exponential(walk, walk.scale.scaled(germ, -1))
        return times(walk, walk.scale.add(forward, walk.scale.scaled(backward, sign)), HALF)

    return function


sinh, cosh = hyperbolic(-1), hyperbolic(1)


def quotient(top: Map, bottom: Map) -> Map:
    """The function top/bottom."""
    return lambda walk, germ: divide(walk, top(walk, germ), bottom(walk, germ))


def reciprocal(function: Map) -> Map:
    """The function 1/function."""
    return lambda walk, germ: walk.scale.inverse(function(walk, germ))


def sinc(walk: Expansion, germ: Germ) -> Germ:
    """sin(u)/u, and 1 at 0."""
    return one(walk) if not germ.terms else divide(walk, sine(walk, germ), germ)


# Their inverses


def arc_tangent(walk: Expansion, germ: Germ) -> Germ:
    """atan, of real values or those less than 1."""
    scale = walk.scale
    if not stays_finite(walk, germ):
        side = sign_of(walk, germ)
        return plus(walk, scale.scaled(arc_tangent(walk, scale.inverse(germ)), -1), side * pi / 2)
    return scale.compose(acb_series.atan, Germ(germ.terms), lambda u: bool(u.imag == 0 or abs(u) < 1))


def arc_cotangent(walk: Expansion, germ: Germ) -> Germ:
    """atan(1/u)."""
    if stays_finite(walk, germ) and walk.scale.is_real(germ):
        side = sign_of(walk, germ)
        if side:
            return plus(walk, walk.scale.scaled(arc_tangent(walk, germ), -1), side * pi / 2)
    return arc_tangent(walk, walk.scale.inverse(germ))


def arc_cosine(walk: Expansion, germ: Germ) -> Germ:
    """acos(u) = 2 atan(sqrt(1 - u)/sqrt(1 + u)) for -1 < u <= 1."""
    scale = walk.scale
    require_real(walk, germ)
    below, above = plus(walk, scale.scaled(germ, -1), Integer(1)), plus(walk, germ, Integer(1))
    if not below.terms:
        return Germ({}, {})
    if min(sign_of(walk, below), sign_of(walk, above)) <= 0:
        raise Unsettled
    ratio = divide(walk, square_root(walk, below), square_root(walk, above))
    return scale.scaled(arc_tangent(walk, Germ(ratio.terms)), 2)


def arc_sine(walk: Expansion, germ: Germ) -> Germ:
    """asin(u) = atan(u/sqrt(1 - u**2)) away from the ends, else pi/2 - acos(u)."""
    scale = walk.scale
    require_real(walk, germ)
    if stays_finite(walk, germ) and abs(scale.bound(germ)) < 0.9:
        rest = square_root(walk, plus(walk, scale.scaled(scale.multiply(germ, germ), -1), Integer(1)))
        return arc_tangent(walk, divide(walk, germ, rest))
    return plus(walk, scale.scaled(arc_cosine(walk, germ), -1), pi / 2)


def inverse_sinh(walk: Expansion, germ: Germ) -> Germ:
    """asinh(u) = log(u + sqrt(1 + u**2)) of real values."""
    scale = walk.scale
    require_real(walk, germ)
    if not germ.terms:
        return germ
    if sign_of(walk, germ) < 0:
        return scale.scaled(inverse_sinh(walk, scale.scaled(germ, -1)), -1)
    root = square_root(walk, plus(walk, scale.multiply(germ, germ), Integer(1)))
    return logarithm(walk, scale.add(germ, root))


def inverse_cosh(walk: Expansion, germ: Germ) -> Germ:
    """acosh(u) = log(u + sqrt(u - 1) sqrt(u + 1)) of values above 1."""
    scale = walk.scale
    less = plus(walk, germ, Integer(-1))
    if not less.terms:
        return less
    if sign_of(walk, less) <= 0:
        raise Unsettled
    root = scale.multiply(square_root(walk, less), square_root(walk, plus(walk, germ, Integer(1))))
    return logarithm(walk, scale.add(germ, root))


def inverse_tanh(walk: Expansion, germ: Germ) -> Germ:
    """atanh(u) = (log(1 + u) - log(1 - u))/2 of real values between -1 and 1."""
    scale = walk.scale
    above, below = plus(walk, germ, Integer(1)), plus(walk, scale.scaled(germ, -1), Integer(1))
    if min(sign_of(walk, above), sign_of(walk, below)) <= 0:
        raise Unsettled
    return times(walk, scale.subtract(logarithm(walk, above), logarithm(walk, below)), HALF)


def of_inverse(function: Map) -> Map:
    """The function of 1/u."""
    return lambda walk, germ: function(walk, walk.scale.inverse(germ))


# Error functions


def error_function(walk: Expansion, germ: Germ) -> Germ:
    """erf."""
    if stays_finite(walk, germ):
        return walk.scale.compose(acb_series.erf, Germ(germ.terms), anything)
    side = sign_of(walk, germ)
    tail = _far_error_function(walk, times(walk, germ, Integer(side)))
    return times(walk, plus(walk, walk.scale.scaled(tail, -1), Integer(1)), Integer(side))


def complementary_error_function(walk: Expansion, germ: Germ) -> Germ:
    """erfc."""
    if stays_finite(walk, germ):
        return walk.scale.compose(acb_series.erfc, Germ(germ.terms), anything)
    side = sign_of(walk, germ)
    tail = _far_error_function(walk, times(walk, germ, Integer(side)))
    return tail if side > 0 else plus(walk, walk.scale.scaled(tail, -1), Integer(2))


def _far_error_function(walk: Expansion, germ: Germ) -> Germ:
    """erfc(u) is between 0 and exp(-u**2)/(u sqrt(pi)) for u > 0."""
    scale = walk.scale
    bell = exponential(walk, scale.scaled(scale.multiply(germ, germ), -1))
    below_one = scale.within(acb(arb(0.5, 0.5)) / arb.pi().sqrt())
    return scale.multiply(scale.multiply(bell, scale.inverse(germ)), below_one)


tangent = quotient(sine, cosine)
tanh = quotient(sinh, cosh)

RULES: dict[str, Rule] = {
    "exp": of_argument(exponential),
    "log": of_argument(logarithm),
    "sin": of_argument(sine),
    "cos": of_argument(cosine),
    "tan": of_argument(tangent),
    "cot": of_argument(quotient(cosine, sine)),
    "sec": of_argument(reciprocal(cosine)),
    "csc": of_argument(reciprocal(sine)),
    "sinc": of_argument(sinc),
    "sinh": of_argument(sinh),
    "cosh": of_argument(cosh),
    "tanh": of_argument(tanh),
    "coth": of_argument(quotient(cosh, sinh)),
    "sech": of_argument(reciprocal(cosh)),
    "csch": of_argument(reciprocal(sinh)),
    "asin": of_argument(arc_sine),
    "acos": of_argument(arc_cosine),
    "atan": of_argument(arc_tangent),
    "acot": of_argument(arc_cotangent),
    "asec": of_argument(of_inverse(arc_cosine)),
    "acsc": of_argument(of_inverse(arc_sine)),
    "asinh": of_argument(inverse_sinh),
    "acosh": of_argument(inverse_cosh),
    "atanh": of_argument(inverse_tanh),
    "acoth": of_argument(of_inverse(inverse_tanh)),
    "asech": of_argument(of_inverse(inverse_cosh)),
    "acsch": of_argument(of_inverse(inverse_sinh)),
    "erf": of_argument(error_function),
    "erfc": of_argument(complementary_error_function),
    **germ_kinks.RULES,
}
