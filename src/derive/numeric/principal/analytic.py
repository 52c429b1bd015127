"""Values on a whole ball of a variable, only where the expression is certainly analytic on it.

Where the variable is real, functions of it count that continue analytically from the real line: a
logarithm of negative numbers, |u| as u or -u, and the conjugate as the conjugate at the mirror image.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from flint import acb, arb, fmpq
from sympy import Derivative, Integral, Product, S, Subs, Sum, Symbol

from derive.numeric.principal import cuts, values
from derive.numeric.principal.elementary import exponential, floor, heaviside
from derive.numeric.principal.functions import FUNCTIONS, OFF_CUTS, ON_LINE
from derive.numeric.principal.values import Unsettled, Value, as_acb, imaginary, parts, whole_number

if TYPE_CHECKING:
    from derive.numeric.principal.balls import Plane

BINDERS = (Integral, Sum, Product, Subs, Derivative)


@lru_cache(maxsize=16384)
def free_symbols(node: Any) -> frozenset[Symbol]:
    """The free symbols of a node, put together from those of its parts."""
    if isinstance(node, Symbol):
        return frozenset((node,))
    if isinstance(node, BINDERS) or not hasattr(node, "args"):
        return frozenset(node.free_symbols)
    return frozenset().union(*map(free_symbols, node.args))


def depends(node: Any, symbols: frozenset[Symbol]) -> bool:
    """Whether any of the symbols occurs free in a node."""
    return not symbols.isdisjoint(free_symbols(node))


def applied(plane: Plane, node: Any, name: str) -> Value:
    """A function of arguments that move with the variable."""
    continued = CONTINUED.get(name)
    if continued is not None:
        return continued(plane, node)
    arguments = [plane.value(argument) for argument in node.args]
    off_cuts = OFF_CUTS.get(name)
    if off_cuts is None or off_cuts(*arguments):
        return FUNCTIONS[name](*arguments)
    if name in ROTATED and _is_imaginary_on_line(plane, node.args[0]):
        return ROTATED[name](arguments[0])
    if name not in ON_LINE or not all(_is_real_on_line(plane, argument) for argument in node.args):
        raise Unsettled
    return ON_LINE[name](*arguments)


def power(plane: Plane, node: Any) -> Value:
    """A power whose base or exponent moves with the variable."""
    if node.base is S.Exp1:
        return exponential(plane.value(node.exp))
    base, exponent = plane.value(node.base), plane.value(node.exp)
    if (
        whole_number(exponent) is not None
        or not depends(node.base, plane.moving)
        or cuts.off_negative_axis(base)
    ):
        return values.power(base, exponent)
    if not _is_real_on_line(plane, node.base):
        raise Unsettled
    return (as_acb(exponent) * cuts.log_on_line(base)).exp()


def _is_real_on_line(plane: Plane, node: Any) -> bool:
    return not depends(node, plane.moving) or values.is_real(plane.line().value(node))


def _is_imaginary_on_line(plane: Plane, node: Any) -> bool:
    return bool(parts(plane.line().value(node))[0] == 0)


def _rotated(continuation: Callable[[Value], Value]) -> Callable[[Value], Value]:
    """-i f(i u) for a function whose cuts lie on the imaginary axis."""
    i = imaginary(arb(1))
    return lambda value: -i * continuation(i * as_acb(value))


def _at_reciprocal(continuation: Callable[[Value], Value]) -> Callable[[Value], Value]:
    return lambda value: continuation(values.reciprocal(value))


ROTATED: dict[str, Callable[[Value], Value]] = {
    "atan": _rotated(cuts.atanh_on_line),
    "asinh": _rotated(cuts.asin_on_line),
    "acot": _at_reciprocal(_rotated(cuts.atanh_on_line)),
    "acsch": _at_reciprocal(_rotated(cuts.asin_on_line)),
}


# Functions that are not analytic, continued from the real line


def _mirrored(plane: Plane, node: Any) -> acb:
    """The analytic function that is the conjugate on the real line."""
    return as_acb(plane.mirror().value(node)).conjugate()


def _sign_of_real(plane: Plane, node: Any) -> int:
    """The sign, all over the ball, of what is real on the line."""
    real = as_acb(plane.value(node)).real
    if real > 0:
        return 1
    if real < 0:
        return -1
    raise Unsettled


def _absolute(plane: Plane, node: Any) -> Value:
    inner = node.args[0]
    if _is_real_on_line(plane, inner):
        return fmpq(_sign_of_real(plane, inner)) * as_acb(plane.value(inner))
    square = as_acb(plane.value(inner)) * _mirrored(plane, inner)
    if not cuts.off_negative_axis(square):
        raise Unsettled
    return square.sqrt()


def _sign(plane: Plane, node: Any) -> Value:
    inner = node.args[0]
    if _is_real_on_line(plane, inner):
        return fmpq(_sign_of_real(plane, inner))
    return values.divide(plane.value(inner), _absolute(plane, node))


def _real_part(plane: Plane, node: Any) -> Value:
    inner = node.args[0]
    if _is_real_on_line(plane, inner):
        return plane.value(inner)
    return (as_acb(plane.value(inner)) + _mirrored(plane, inner)) / 2


def _imaginary_part(plane: Plane, node: Any) -> Value:
    inner = node.args[0]
    if _is_real_on_line(plane, inner):
        return values.ZERO
    return (as_acb(plane.value(inner)) - _mirrored(plane, inner)) / imaginary(arb(2))


def _conjugate(plane: Plane, node: Any) -> Value:
    inner = node.args[0]
    return plane.value(inner) if _is_real_on_line(plane, inner) else _mirrored(plane, inner)


def _argument(plane: Plane, node: Any) -> Value:
    inner = node.args[0]
    if _is_real_on_line(plane, inner):
        return values.ZERO if _sign_of_real(plane, inner) > 0 else acb.pi()
    value, mirrored = as_acb(plane.value(inner)), _mirrored(plane, inner)
    if not (cuts.off_negative_axis(value) and cuts.off_negative_axis(mirrored)):
        raise Unsettled
    return (value.log() - mirrored.log()) / imaginary(arb(2))


def _floor(plane: Plane, node: Any) -> Value:
    return floor(plane.line().value(node.args[0]))


def _ceiling(plane: Plane, node: Any) -> Value:
    return plane.line().value(node)


def _fraction(plane: Plane, node: Any) -> Value:
    return values.subtract(plane.value(node.args[0]), floor(plane.line().value(node.args[0])))


def _extreme(sign: int) -> Callable[[Plane, Any], Value]:
    """The one of some real numbers that is the largest, or the smallest, all along the line."""

    def rule(plane: Plane, node: Any) -> Value:
        line = plane.line()
        for candidate in node.args:
            value = values.real_value(line.value(candidate))
            others = [values.real_value(line.value(other)) for other in node.args if other is not candidate]
            if all(sign * (value - other) > 0 for other in others):
                return plane.value(candidate)
        raise Unsettled

    return rule


def _heaviside(plane: Plane, node: Any) -> Value:
    return heaviside(plane.line().value(node.args[0]))


def _angle(plane: Plane, node: Any) -> Value:
    """atan2 of real numbers, off the jump."""
    if not all(_is_real_on_line(plane, argument) for argument in node.args):
        raise Unsettled
    y, x = (as_acb(plane.value(argument)) for argument in node.args)
    if x.real > 0:
        return (y / x).atan()
    if not y.real != 0:
        raise Unsettled
    quarter = acb.pi() / 2
    return (quarter if y.real > 0 else -quarter) - (x / y).atan()


def _delta(plane: Plane, node: Any) -> Value:
    """0 where the difference has no zero on the ball."""
    values.require_nonzero(values.subtract(*(plane.value(argument) for argument in node.args)))
    return values.ZERO


CONTINUED: dict[str, Callable[[Plane, Any], Value]] = {
    "Abs": _absolute,
    "sign": _sign,
    "re": _real_part,
    "im": _imaginary_part,
    "conjugate": _conjugate,
    "arg": _argument,
    "floor": _floor,
    "ceiling": _ceiling,
    "frac": _fraction,
    "Max": _extreme(1),
    "Min": _extreme(-1),
    "Heaviside": _heaviside,
    "atan2": _angle,
    "KroneckerDelta": _delta,
}
