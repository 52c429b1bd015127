"""Conjugates, real and imaginary parts and absolute values of functions that are real on the real axis.

f(conjugate(z)) = conjugate(f(z)) for a meromorphic f that is real where it is real-valued on the axis.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sympy import (
    Abs,
    Add,
    Integer,
    Mul,
    Pow,
    S,
    beta,
    conjugate,
    cos,
    cosh,
    cot,
    coth,
    digamma,
    exp,
    gamma,
    im,
    log,
    loggamma,
    polygamma,
    re,
    sin,
    sinc,
    sinh,
    sqrt,
    tan,
    tanh,
    trigamma,
    zeta,
)  # fmt: skip

from derive.prove.special.quantities import arithmetic, is_whole, mirrored
from derive.prove.special.rules import Kind, Need, Rewrite, Rule, occurrences

if TYPE_CHECKING:
    from derive.prove.principal import PlaneFacts

SPECIAL = (gamma, digamma, trigamma, polygamma, beta, zeta)
MIRRORED = (gamma, digamma, trigamma, beta, exp, sin, cos, tan, cot, sinh, cosh, tanh, coth)


def mirror(expression: Any) -> Any | None:
    """The complex conjugate, with no conjugate around a special function; None if that cannot be had.

    >>> from sympy import I, Symbol
    >>> y = Symbol("y", real=True)
    >>> mirror(gamma(I*y)), mirror(zeta(Symbol("s"), Symbol("a"))) is None
    (gamma(-I*y), True)
    """
    if not occurrences((expression,), SPECIAL):
        return mirrored(expression)
    if isinstance(expression, Add | Mul):
        return _rebuilt(expression, expression.args)
    if isinstance(expression, Pow) and is_whole(expression.exp):
        base = mirror(expression.base)
        return None if base is None else base**expression.exp
    if isinstance(expression, MIRRORED) or (isinstance(expression, zeta) and len(expression.args) == 1):
        return _rebuilt(expression, expression.args)
    if isinstance(expression, zeta) and expression.args[1].is_positive:
        return _rebuilt(expression, expression.args)
    if isinstance(expression, polygamma | zeta):
        order, z = expression.args
        whole = is_whole(order) and (isinstance(expression, polygamma) or order.is_positive is True)
        inside = mirror(z) if whole else None
        return None if inside is None else expression.func(order, inside, evaluate=False)
    return None


def _rebuilt(expression: Any, arguments: tuple[Any, ...]) -> Any | None:
    inside = [mirror(argument) for argument in arguments]
    if any(argument is None for argument in inside):
        return None
    if isinstance(expression, Add | Mul):
        return expression.func(*inside)
    return expression.func(*inside, evaluate=False)


def of_conjugate(node: Any, facts: PlaneFacts) -> Any:
    """conjugate(f(z)) = f(conjugate(z))."""
    return mirror(node.args[0]) if occurrences(node.args, SPECIAL) else None


def of_real_part(node: Any, facts: PlaneFacts) -> Any:
    """re(f) = (f + conjugate(f))/2; that of the logarithm of gamma is the logarithm of the absolute value."""
    if isinstance(node.args[0], loggamma):
        z = node.args[0].args[0]
        return log(sqrt(gamma(z, evaluate=False) * gamma(mirrored(z), evaluate=False), evaluate=False), evaluate=False)
    other = mirror(node.args[0]) if occurrences(node.args, SPECIAL) else None
    return None if other is None else (node.args[0] + other) / 2


def of_imaginary_part(node: Any, facts: PlaneFacts) -> Any:
    """im(f) = (f - conjugate(f))/(2 i)."""
    other = mirror(node.args[0]) if occurrences(node.args, SPECIAL) else None
    return None if other is None else (node.args[0] - other) / (2 * S.ImaginaryUnit)


def of_absolute_value(node: Any, facts: PlaneFacts) -> Any:
    """|f| is the square root of f conjugate(f)."""
    other = mirror(node.args[0]) if occurrences(node.args, SPECIAL) else None
    return None if other is None else sqrt(Mul(node.args[0], other, evaluate=False), evaluate=False)


def of_cardinal_sine(node: Any, facts: PlaneFacts) -> Any:
    """sinc(z) = sin(z)/z for z other than 0."""
    z = arithmetic(node.args[0])
    return Integer(1) if z == 0 else Rewrite(sin(z, evaluate=False) / z, (Need(z, Kind.NONZERO),))


RULES: dict[type, tuple[Rule, ...]] = {
    sinc: (Rule("cardinal sine", of_cardinal_sine),),
    conjugate: (Rule("mirror image in the real axis", of_conjugate),),
    re: (Rule("mirror image in the real axis", of_real_part),),
    im: (Rule("mirror image in the real axis", of_imaginary_part),),
    Abs: (Rule("mirror image in the real axis", of_absolute_value),),
}
