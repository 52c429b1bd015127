"""Derivatives of the functions of analysis with respect to one argument, as expressions that have a value there.

Each holds wherever the function has a derivative in that argument.  On a cut that is the derivative along the cut:
the values there are those of one side, and so are the values of the formula.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from sympy import (
    Chi,
    Ci,
    Ei,
    Expr,
    Integer,
    LambertW,
    Li,
    Mul,
    Pow,
    Rational,
    Shi,
    Si,
    airyai,
    airyaiprime,
    airybi,
    airybiprime,
    asin,
    asinh,
    atan,
    besseli,
    besselj,
    besselk,
    bessely,
    cos,
    cosh,
    elliptic_e,
    elliptic_f,
    elliptic_k,
    elliptic_pi,
    erf,
    erf2,
    erfc,
    erfi,
    exp,
    expint,
    fresnelc,
    fresnels,
    hankel1,
    hankel2,
    hyper,
    jn,
    li,
    log,
    lowergamma,
    pi,
    sin,
    sinc,
    sinh,
    sqrt,
    tan,
    tanh,
    uppergamma,
    yn,
)  # fmt: skip

from derive.prove.special.rules import Kind, Need

HALF = Rational(1, 2)


class Partial(NamedTuple):
    """The derivative of a function in one argument, and what it needs."""

    value: Expr
    needs: tuple[Need, ...] = ()


class NoPartial(Exception):
    """The derivative in this argument is not known here."""


def _at(head: Any, *arguments: Any) -> Any:
    return head(*arguments, evaluate=False)


def _nonzero(*expressions: Expr) -> tuple[Need, ...]:
    return tuple(Need(expression, Kind.NONZERO) for expression in expressions)


def _bessel(head: Any, below: int, above: int) -> Callable[..., Partial]:
    """f' = (below*f(nu - 1) + above*f(nu + 1))/2."""

    def partial(order: Expr, z: Expr) -> Partial:
        return Partial((below * _at(head, order - 1, z) + above * _at(head, order + 1, z)) / 2)

    return partial


def _spherical(head: Any) -> Callable[..., Partial]:
    def partial(n: Expr, z: Expr) -> Partial:
        return Partial(n / z * _at(head, n, z) - _at(head, n + 1, z), _nonzero(z))

    return partial


def _of_one(function: Callable[[Expr], Expr]) -> Callable[..., Partial]:
    return lambda z: Partial(function(z))


def _over_argument(function: Callable[[Expr], Expr]) -> Callable[..., Partial]:
    return lambda z: Partial(function(z) / z, _nonzero(z))


def _lambert(z: Expr, *branch: Expr) -> Partial:
    w = LambertW(z, *branch, evaluate=False)
    return Partial(1 / ((1 + w) * exp(w, evaluate=False)))


def _first_kind_complete(m: Expr) -> Partial:
    k, e = _at(elliptic_k, m), _at(elliptic_e, m)
    return Partial((e - (1 - m) * k) / (2 * m * (1 - m)), _nonzero(m))


def _second_kind_complete(m: Expr) -> Partial:
    return Partial((_at(elliptic_e, m) - _at(elliptic_k, m)) / (2 * m), _nonzero(m))


def _root(phi: Expr, m: Expr) -> Expr:
    return Pow(1 - m * _at(sin, phi) ** 2, HALF)


def _require_real(*amplitudes: Expr) -> None:
    """On the real line the roots of 1 - m*sin(phi)**2 are those of the integrals; elsewhere cuts get in the way."""
    if not all(phi.is_real for phi in amplitudes):
        raise NoPartial


def _first_kind_in_amplitude(phi: Expr, m: Expr) -> Partial:
    _require_real(phi)
    return Partial(1 / _root(phi, m))


def _second_kind_in_amplitude(phi: Expr, m: Expr) -> Partial:
    _require_real(phi)
    return Partial(_root(phi, m))


def _first_kind_in_parameter(phi: Expr, m: Expr) -> Partial:
    _require_real(phi)
    first, second = _at(elliptic_f, phi, m), _at(elliptic_e, phi, m)
    value = second / (2 * m * (1 - m)) - first / (2 * m)
    return Partial(value - _at(sin, 2 * phi) / (4 * (1 - m) * _root(phi, m)), _nonzero(m, 1 - m))


def _second_kind_in_parameter(phi: Expr, m: Expr) -> Partial:
    return Partial((_at(elliptic_e, phi, m) - _at(elliptic_f, phi, m)) / (2 * m), _nonzero(m))


def _third_kind_in_amplitude(n: Expr, phi: Expr, m: Expr) -> Partial:
    _require_real(phi)
    if not (n.is_nonpositive or (1 - n).is_positive):
        raise NoPartial
    return Partial(1 / ((1 - n * _at(sin, phi) ** 2) * _root(phi, m)))


def _hypergeometric(upper: Any, lower: Any, z: Expr) -> Partial:
    factor = Mul(*upper) / Mul(*lower)
    return Partial(factor * hyper([a + 1 for a in upper], [b + 1 for b in lower], z))


PARTIALS: Mapping[type, Mapping[int, Callable[..., Partial]]] = {
    besselj: {1: _bessel(besselj, 1, -1)},
    bessely: {1: _bessel(bessely, 1, -1)},
    besseli: {1: _bessel(besseli, 1, 1)},
    besselk: {1: _bessel(besselk, -1, -1)},
    hankel1: {1: _bessel(hankel1, 1, -1)},
    hankel2: {1: _bessel(hankel2, 1, -1)},
    jn: {1: _spherical(jn)},
    yn: {1: _spherical(yn)},
    airyai: {0: _of_one(lambda z: _at(airyaiprime, z))},
    airybi: {0: _of_one(lambda z: _at(airybiprime, z))},
    airyaiprime: {0: _of_one(lambda z: z * _at(airyai, z))},
    airybiprime: {0: _of_one(lambda z: z * _at(airybi, z))},
    erf: {0: _of_one(lambda z: 2 * _at(exp, -(z**2)) / sqrt(pi))},
    erfc: {0: _of_one(lambda z: -2 * _at(exp, -(z**2)) / sqrt(pi))},
    erfi: {0: _of_one(lambda z: 2 * _at(exp, z**2) / sqrt(pi))},
    erf2: {
        0: lambda a, b: Partial(-2 * _at(exp, -(a**2)) / sqrt(pi)),
        1: lambda a, b: Partial(2 * _at(exp, -(b**2)) / sqrt(pi)),
    },
    fresnels: {0: _of_one(lambda z: _at(sin, pi * z**2 / 2))},
    fresnelc: {0: _of_one(lambda z: _at(cos, pi * z**2 / 2))},
    Ei: {0: _over_argument(lambda z: _at(exp, z))},
    li: {0: _of_one(lambda z: 1 / _at(log, z))},
    Li: {0: _of_one(lambda z: 1 / _at(log, z))},
    Si: {0: _of_one(lambda z: _at(sinc, z))},
    Ci: {0: _over_argument(lambda z: _at(cos, z))},
    Shi: {0: _over_argument(lambda z: _at(sinh, z))},
    Chi: {0: _over_argument(lambda z: _at(cosh, z))},
    expint: {1: lambda order, z: Partial(-_at(expint, order - 1, z), _nonzero(z))},
    uppergamma: {1: lambda s, z: Partial(-(z ** (s - 1)) * _at(exp, -z), _nonzero(z))},
    lowergamma: {1: lambda s, z: Partial(z ** (s - 1) * _at(exp, -z), _nonzero(z))},
    LambertW: {0: _lambert},
    elliptic_k: {0: _first_kind_complete},
    elliptic_f: {0: _first_kind_in_amplitude, 1: _first_kind_in_parameter},
    elliptic_pi: {1: _third_kind_in_amplitude},
    hyper: {2: _hypergeometric},
    tan: {0: _of_one(lambda z: 1 + _at(tan, z) ** 2)},
    tanh: {0: _of_one(lambda z: 1 - _at(tanh, z) ** 2)},
    atan: {0: _of_one(lambda z: 1 / (1 + z**2))},
    asin: {0: _of_one(lambda z: 1 / Pow(1 - z**2, HALF))},
    asinh: {0: _of_one(lambda z: 1 / Pow(1 + z**2, HALF))},
    sinc: {0: lambda z: Partial((_at(cos, z) - _at(sinc, z)) / z, _nonzero(z))},
}
"""By the function and the index of the argument."""

TRANSCENDENTAL = tuple(head for head in PARTIALS if head not in (tan, tanh, atan, asin, asinh, sinc))
"""Those that a derivative must have one of for the rule to be of use."""


def partial(node: Any, index: int) -> Partial:
    """The derivative of a function in the argument at this index.

    Raises `NoPartial` if it is not known.

    >>> from sympy.abc import nu, z
    >>> partial(besselj(nu, z), 1).value
    besselj(nu - 1, z)/2 - besselj(nu + 1, z)/2
    >>> partial(besselj(nu, z), 0)
    Traceback (most recent call last):
    derive.prove.special.partials.NoPartial: besselj(nu, z), argument 0
    """
    table = PARTIALS.get(type(node), {})
    if isinstance(node, elliptic_e):
        complete = len(node.args) == 1
        table = {0: _second_kind_complete} if complete else {0: _second_kind_in_amplitude, 1: _second_kind_in_parameter}
    if index not in table or (isinstance(node, elliptic_pi) and len(node.args) != 3):
        raise NoPartial(f"{node}, argument {index}")
    return table[index](*node.args)


__all__ = ["Integer", "NoPartial", "Partial", "partial"]
