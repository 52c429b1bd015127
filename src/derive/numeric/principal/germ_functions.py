"""Germs of elementary functions, of pieces and kinks, and of whatever stays finite."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import TYPE_CHECKING, Any

from flint import acb, acb_series, arb
from sympy import Dummy, Expr, Function, I, Integer, Pow, expand, pi
from sympy.core.relational import Relational
from sympy.logic.boolalg import And, BooleanFalse, BooleanTrue, Not, Or

from derive.numeric.calculus import depends
from derive.numeric.principal.exponentials import (
    CONSTANT,
    constant_power,
    exponential,
    logarithm,
)
from derive.numeric.principal.expansion import monomials_of
from derive.numeric.principal.germs import Germ, Scale, nonzero
from derive.numeric.principal.growth import ONE, Order
from derive.numeric.principal.jets import Jet, bounded
from derive.numeric.principal.values import as_acb
from derive.numeric.reals import NoValue, Unsettled, Unsupported

if TYPE_CHECKING:
    from derive.numeric.principal.expansion import Expansion, Rule

Map = Callable[["Expansion", Germ], Germ]
HALF = Integer(1) / 2


def of_argument(function: Map) -> Rule:
    """The rule of a function of one argument."""
    return lambda walk, node: function(walk, walk(node.args[0]))


def one(walk: Expansion) -> Germ:
    """The constant 1."""
    return walk.scale.of_monomials({CONSTANT: Integer(1)})


def plus(walk: Expansion, germ: Germ, number: Expr) -> Germ:
    """The germ plus an exact number."""
    return walk.scale.add(germ, walk.scale.of_monomials(monomials_of(number)))


def times(walk: Expansion, germ: Germ, number: Expr) -> Germ:
    """The germ times an exact number."""
    return walk.scale.multiply(germ, walk.scale.of_monomials(monomials_of(number)))


def stays_finite(walk: Expansion, germ: Germ) -> bool:
    """Whether no term grows."""
    try:
        walk.scale.split(germ)
    except Unsupported:
        return False
    return True


def divide(walk: Expansion, a: Germ, b: Germ) -> Germ:
    """a/b."""
    return walk.scale.multiply(a, walk.scale.inverse(b))


def square_root(walk: Expansion, germ: Germ) -> Germ:
    """The principal square root."""
    return constant_power(walk, germ, HALF)


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


def require_real(walk: Expansion, *germs: Germ) -> None:
    """Pass over what is certainly real."""
    if not all(walk.scale.is_real(germ) for germ in germs):
        raise Unsettled


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


# Signs, kinks and pieces


def sign_of(walk: Expansion, germ: Germ) -> int:
    """The sign that a real germ has for all X; `Unsettled` where it changes or does not tell."""
    if not germ.terms:
        return 0
    scale = walk.scale
    require_real(walk, germ)
    lead, rest = scale.factored(germ)
    if not scale.is_real_order(lead):
        raise Unsettled
    values = scale.bound(Germ(rest.terms)).real
    if values > 0:
        return 1
    if values < 0:
        return -1
    raise Unsettled


def absolute(walk: Expansion, germ: Germ) -> Germ:
    """|u|."""
    scale = walk.scale
    if scale.is_real(germ):
        return scale.scaled(germ, sign_of(walk, germ))
    if len(germ.terms) == 1:
        ((order, jet),) = germ.terms.items()
        if scale.is_real_order(order):
            return Germ({order: bounded(scale.region, acb(abs(jet.value())))})
    return scale.within(acb(abs(scale.bound(germ))))


def signum(walk: Expansion, germ: Germ) -> Germ:
    """The sign of what is real."""
    return walk.scale.of_monomials(monomials_of(Integer(sign_of(walk, germ))))


def conjugate(walk: Expansion, germ: Germ) -> Germ:
    """The complex conjugate, for orders that are real."""
    scale = walk.scale
    if scale.is_real(germ):
        return germ
    if not all(scale.is_real_order(order) for order in germ.terms):
        raise Unsupported
    return Germ({order: _conjugated(jet) for order, jet in germ.terms.items()})


def _conjugated(jet: Jet) -> Jet:
    near = acb_series([jet.near[k].conjugate() for k in range(jet.order)], jet.order)
    over = acb_series([jet.over[k].conjugate() for k in range(jet.order + 1)], jet.order + 1)
    return Jet(jet.region, near, over)


def real_part(walk: Expansion, germ: Germ) -> Germ:
    """Re u."""
    if walk.scale.is_real(germ):
        return germ
    return times(walk, walk.scale.add(germ, conjugate(walk, germ)), HALF)


def imaginary_part(walk: Expansion, germ: Germ) -> Germ:
    """Im u."""
    if walk.scale.is_real(germ):
        return Germ({}, {})
    return times(walk, walk.scale.subtract(germ, conjugate(walk, germ)), -I / 2)


def floor(walk: Expansion, germ: Germ) -> Germ:
    """The largest whole number below, where it is the same for all X."""
    scale = walk.scale
    require_real(walk, germ)
    near = scale.bound(germ).real.mid()
    whole = Integer(int((near + arb(0.5)).floor().unique_fmpz()))
    rest = plus(walk, germ, -whole)
    if not abs(scale.bound(rest)) < 1:
        raise Unsettled
    return scale.of_monomials(monomials_of(whole if sign_of(walk, rest) >= 0 else whole - 1))


def ceiling(walk: Expansion, germ: Germ) -> Germ:
    """-floor(-u)."""
    return walk.scale.scaled(floor(walk, walk.scale.scaled(germ, -1)), -1)


def largest(sign: int) -> Rule:
    """Max for sign 1, Min for sign -1."""

    def rule(walk: Expansion, node: Any) -> Germ:
        def better(a: Germ, b: Germ) -> Germ:
            return a if sign * sign_of(walk, walk.scale.subtract(a, b)) >= 0 else b

        return reduce(better, (walk(argument) for argument in node.args))

    return rule


def heaviside(walk: Expansion, node: Any) -> Germ:
    """0 left of 0, 1 right of it."""
    side = sign_of(walk, walk(node.args[0]))
    if side == 0:
        raise Unsettled
    return walk.scale.of_monomials(monomials_of(Integer((side + 1) // 2)))


def piecewise(walk: Expansion, node: Any) -> Germ:
    """The piece whose condition is the first to hold for all X."""
    for piece, condition in node.args:
        if holds(walk, condition):
            return walk(piece)
    raise NoValue


def holds(walk: Expansion, condition: Any) -> bool:
    """Whether a condition holds for all X, or for none; `Unsettled` else."""
    if isinstance(condition, Relational):
        side = sign_of(walk, walk.scale.subtract(walk(condition.lhs), walk(condition.rhs)))
        return RELATIONS[condition.rel_op](side)
    if isinstance(condition, BooleanTrue | BooleanFalse):
        return bool(condition)
    if isinstance(condition, Not):
        return not holds(walk, condition.args[0])
    if isinstance(condition, And | Or):
        return (all if isinstance(condition, And) else any)(holds(walk, part) for part in condition.args)
    raise Unsupported


RELATIONS: dict[str, Callable[[int], bool]] = {
    "==": lambda side: side == 0,
    "!=": lambda side: side != 0,
    "<": lambda side: side < 0,
    "<=": lambda side: side <= 0,
    ">": lambda side: side > 0,
    ">=": lambda side: side >= 0,
}


def enclosed(walk: Expansion, node: Any) -> Germ:
    """Any function of what stays finite, by its values on a ball."""
    if not isinstance(node, Pow | Function):
        raise Unsupported
    scale = walk.scale
    values: dict[Dummy, acb] = {}
    arguments = []
    for argument in node.args:
        if depends(argument, walk.variable):
            symbol = Dummy()
            germ = walk(argument)
            bound = scale.bound(germ)
            values[symbol] = acb(bound.real) if walk.is_real(argument, germ) else bound
            argument = symbol  # noqa: PLW2901
        arguments.append(argument)
    return scale.within(as_acb(walk.plane.within(values).value(node.func(*arguments))))


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
    "Abs": of_argument(absolute),
    "sign": of_argument(signum),
    "conjugate": of_argument(conjugate),
    "re": of_argument(real_part),
    "im": of_argument(imaginary_part),
    "floor": of_argument(floor),
    "ceiling": of_argument(ceiling),
    "Max": largest(1),
    "Min": largest(-1),
    "Heaviside": heaviside,
    "Piecewise": piecewise,
}
