"""Rigorous integrals in the complex reading, along the straight segment between the ends.

What does not converge is not settled, and what certainly diverges has no value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flint import acb, ctx
from sympy import Integral, Mul, Symbol, exp

from derive.numeric.calculus import depends
from derive.numeric.principal import values
from derive.numeric.principal.expansion import as_sympy
from derive.numeric.principal.path import End, Path, exact_symbols
from derive.numeric.principal.values import Value, as_acb
from derive.numeric.reals import Unsupported

if TYPE_CHECKING:
    from derive.numeric.principal.balls import Plane

MAX_BITS = 512


def integral(plane: Plane, node: Any) -> Value:
    """The value of an Integral; `NoValue` where it certainly diverges.

    >>> from sympy import Symbol, log
    >>> from derive.numeric.principal.balls import evaluate
    >>> x = Symbol("x", real=True)
    >>> round(float(evaluate(Integral(log(x), (x, 0, 1)), {}, 64).real), 10)
    -1.0
    >>> evaluate(Integral(1 / x, (x, 0, 1)), {}, 64)
    <Undefined.UNDEFINED: 'undefined'>
    """
    *inner, last = node.limits
    if len(last) != 3 or ctx.prec > MAX_BITS:
        raise Unsupported
    function = _inner(node.function, inner) if inner else node.function
    variable = last[0]
    lower, upper = (end_of(plane, bound) for bound in last[1:])
    if variable.is_integer:
        raise Unsupported
    if not depends(function, variable) and not lower.infinite and not upper.infinite:
        return values.multiply([values.subtract(plane.value(last[2]), plane.value(last[1])), plane.value(function)])
    path = Path(plane, function, variable)
    if variable.is_extended_real and not (is_on_line(lower) and is_on_line(upper)):
        if plane.moving.isdisjoint(last.free_symbols):
            raise Unsupported
        path.plane = path.analytic  # real integrals as analytic functions of their bounds
    return path.between(lower, upper)


def _inner(function: Any, limits: list[Any]) -> Any:
    """The inner integral, with factors outside that do not depend on its variables."""
    bound = tuple(limit[0] for limit in limits)
    factors = [part for factor in Mul.make_args(function) for part in _split_exponential(factor, bound)]
    outside = [factor for factor in factors if not factor.has(*bound)]
    if not outside:
        return Integral(function, *limits)
    inside = [factor for factor in factors if factor.has(*bound)]
    return Mul(*outside, Integral(Mul(*inside), *limits))


def _split_exponential(factor: Any, bound: tuple[Symbol, ...]) -> tuple[Any, ...]:
    if not isinstance(factor, exp):
        return (factor,)
    outside, inside = factor.args[0].as_independent(*bound, as_Add=True)
    return (factor,) if outside == 0 or inside == 0 else (exp(outside), exp(inside))


def end_of(plane: Plane, bound: Any) -> End:
    if bound.is_infinite:
        sign = 1 if bound.is_extended_positive else -1 if bound.is_extended_negative else 0
        if sign == 0:
            raise Unsupported
        return End(None, acb("inf"), sign)
    value = plane.value(bound)
    exact = as_sympy(value) if values.is_exact(value) else bound.xreplace(exact_symbols(plane, bound))
    return End(exact, as_acb(value))


def is_on_line(end: End) -> bool:
    """Whether an end is certainly real, or infinite."""
    return bool(end.infinite or end.ball.imag == 0)


