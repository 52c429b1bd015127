"""One handler for each kind of SymPy node: how it is read into the tower.

A node without a handler is a generator of its own: known only by the values of its arguments, or, where
these are bound variables, by the way it is written.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from sympy import (
    Abs,
    Add,
    Basic,
    Derivative,
    Float,
    Heaviside,
    Integral,
    Limit,
    Max,
    Min,
    Mul,
    Number,
    NumberSymbol,
    Piecewise,
    Pow,
    Product,
    Rational,
    Subs,
    Sum,
    acosh,
    acoth,
    asin,
    asinh,
    atan,
    atanh,
    ceiling,
    cos,
    cosh,
    cot,
    coth,
    csc,
    csch,
    digamma,
    erf,
    erfc,
    exp,
    factorial,
    floor,
    frac,
    gamma,
    log,
    loggamma,
    polygamma,
    sec,
    sech,
    sign,
    sin,
    sinh,
    sqrt,
    tan,
    tanh,
    trigamma,
)  # fmt: skip
from sympy.core.function import AppliedUndef, Function
from sympy.core.numbers import Exp1, ImaginaryUnit

from derive.prove.allocation import OutOfReach, Undefined
from derive.prove.branches import extremum, piecewise, sign_of_quantity, step
from derive.prove.field import Ratio
from derive.prove.ledger import definition_of
from derive.prove.moments import read_expectation
from derive.prove.moments.events import read_probability
from derive.prove.moments.special import read_gamma, read_polygamma
from derive.prove.powers import absolute, cube_root, exponential, logarithm, root
from derive.prove.sign import Sign
from derive.prove.trigonometry import cosine, sine
from derive.prove.whole_powers import whole_power
from derive.terms.expectation import Defined, Expectation
from derive.terms.functions import cbrt, logit, sigmoid
from derive.terms.probability import Probability

if TYPE_CHECKING:
    from derive.prove.tower import Tower

Handler = Callable[["Tower", Any], Ratio]

LARGEST_EXPONENT = 1000


def handler_of(expression: Basic) -> Handler:
    """The handler of a node, by its class or by the nearest class above it."""
    for kind in type(expression).__mro__:
        if kind in HANDLERS:
            return HANDLERS[kind]
    raise OutOfReach(f"{type(expression).__name__} is no number")


# ---- arithmetic


def _rational(tower: Tower, number: Any) -> Ratio:
    return tower.constant(int(number.p), int(number.q))


def _no_real_number(tower: Tower, number: Any) -> Ratio:
    raise OutOfReach(f"{number} is no real number")


def _sum(tower: Tower, node: Any) -> Ratio:
    total = tower.zero
    for term in node.args:
        total = total + tower.read(term)
    return total


def _product(tower: Tower, node: Any) -> Ratio:
    total = tower.one
    for factor in node.args:
        total = total * tower.read(factor)
    return total


def _power(tower: Tower, node: Any) -> Ratio:
    base, exponent = node.args
    u = tower.read(base)
    if exponent.is_Rational and exponent.q == 1:
        return _whole_power(u, int(exponent.p))
    if exponent.is_Rational:
        return root(tower, u, Fraction(int(exponent.p), int(exponent.q)))
    if tower.sign_of(u) is not Sign.POSITIVE:
        if exponent.is_integer:
            return whole_power(tower, u, tower.read(exponent))
        raise OutOfReach("a power of a base that may be 0 or negative")
    return exponential(tower, logarithm(tower, u) * tower.read(exponent))


def _whole_power(u: Ratio, exponent: int) -> Ratio:
    if abs(exponent) > LARGEST_EXPONENT:
        raise OutOfReach("a large exponent")
    if exponent < 0 and u.is_zero:
        raise Undefined("a division by 0")
    return u**exponent


# ---- functions of one argument


def _of_argument(compute: Callable[[Tower, Ratio], Ratio]) -> Handler:
    return lambda tower, node: compute(tower, tower.read(node.args[0]))


def _cube_root(tower: Tower, u: Ratio) -> Ratio:
    return tower.zero if u.is_zero else cube_root(tower, u)


def _absolute(tower: Tower, u: Ratio) -> Ratio:
    return absolute(tower, u)


def _hyperbolic(combine: Callable[[Ratio, Ratio], Ratio]) -> Handler:
    """A function that is rational in exp(u) and exp(-u)."""

    def read(tower: Tower, node: Any) -> Ratio:
        e = exponential(tower, tower.read(node.args[0]))
        return combine(e, tower.one / e)

    return read


def _defined(definition: Callable[[Any], Any]) -> Handler:
    """A function that others define."""
    return lambda tower, node: tower.read(definition(node.args[0]))


def _floor(tower: Tower, u: Ratio) -> Ratio:
    """u - w/(1 + w), where w >= 0 stands for r/(1 - r) with the fractional part r of u."""
    known = tower.known("fraction", u)
    if known is None:
        whole = floor(tower.as_expression(u))
        fraction = tower.as_expression(u) - whole
        known = tower.allocate(
            "fraction", u, tower.depends(u.num, u.den), lambda g: fraction / (1 - fraction), Sign.NONNEGATIVE
        )  # fmt: skip
    w = tower.element(known)
    return u - w / (tower.one + w)


# ---- generators known by their arguments, or by how they are written

ODD = (erf, atan, asin)
"""Odd functions with the sign of their argument."""


def _function(tower: Tower, node: Any) -> Ratio:
    """A function of which only that is used that equal arguments have equal values."""
    arguments = [tower.read(argument) for argument in node.args]
    turned = isinstance(node, ODD) and arguments[0].num and arguments[0].num.leading_coefficient() < 0
    if turned:
        arguments = [-arguments[0]]
    key = (node.func, arguments)
    known = tower.known("function", key)
    if known is None:
        polynomials = [p for argument in arguments for p in (argument.num, argument.den)]
        value_sign = _sign_of_value(tower, node, arguments)
        known = tower.allocate(
            "function", key, tower.depends(*polynomials),
            lambda g: node.func(*(tower.as_expression(argument) for argument in arguments)), value_sign,
        )  # fmt: skip
    return -tower.element(known) if turned else tower.element(known)


def _sign_of_value(tower: Tower, node: Any, arguments: list[Ratio]) -> Sign:
    if isinstance(node, ODD):
        return tower.sign_of(arguments[0])
    is_positive = isinstance(node, factorial) and tower.sign_of(arguments[0]).within(Sign.NONNEGATIVE)
    return Sign.POSITIVE if is_positive else Sign.ANY


def _as_written(tower: Tower, node: Any) -> Ratio:
    return tower.as_written(node)


def _constant(tower: Tower, node: Any) -> Ratio:
    known = tower.known("constant", node)
    if known is None:
        known = tower.allocate("constant", node, frozenset(), lambda g: node, Sign.POSITIVE)
    return tower.element(known)


HANDLERS: dict[type, Handler] = {
    Rational: _rational,
    Number: _no_real_number,
    Float: _no_real_number,
    ImaginaryUnit: _no_real_number,
    Exp1: lambda tower, node: exponential(tower, tower.one),
    NumberSymbol: _constant,
    Add: _sum,
    Mul: _product,
    Pow: _power,
    exp: _of_argument(exponential),
    log: _of_argument(logarithm),
    Abs: _of_argument(_absolute),
    cbrt: _of_argument(_cube_root),
    sin: _of_argument(sine),
    cos: _of_argument(cosine),
    tan: lambda tower, node: sine(tower, u := tower.read(node.args[0])) / cosine(tower, u),
    cot: lambda tower, node: cosine(tower, u := tower.read(node.args[0])) / sine(tower, u),
    sec: lambda tower, node: tower.one / cosine(tower, tower.read(node.args[0])),
    csc: lambda tower, node: tower.one / sine(tower, tower.read(node.args[0])),
    sigmoid: _hyperbolic(lambda e, f: e / (e + e**0)),
    sinh: _hyperbolic(lambda e, f: (e - f).scaled(1, 2)),
    cosh: _hyperbolic(lambda e, f: (e + f).scaled(1, 2)),
    tanh: _hyperbolic(lambda e, f: (e - f) / (e + f)),
    coth: _hyperbolic(lambda e, f: (e + f) / (e - f)),
    sech: _hyperbolic(lambda e, f: (e**0).scaled(2) / (e + f)),
    csch: _hyperbolic(lambda e, f: (e**0).scaled(2) / (e - f)),
    logit: _defined(lambda d: log(d) - log(1 - d)),
    atanh: _defined(lambda u: (log(1 + u) - log(1 - u)) / 2),
    acoth: _defined(lambda u: log((u + 1) / (u - 1)) / 2),
    asinh: _defined(lambda u: log(u + sqrt(u**2 + 1))),
    acosh: _defined(lambda u: log(u + sqrt(u**2 - 1))),
    erfc: _defined(lambda u: 1 - erf(u)),
    floor: _of_argument(_floor),
    ceiling: _of_argument(lambda tower, u: -_floor(tower, -u)),
    frac: _of_argument(lambda tower, u: u - _floor(tower, u)),
    sign: sign_of_quantity,
    Heaviside: step,
    Max: extremum(1),
    Min: extremum(-1),
    Piecewise: piecewise,
    Expectation: read_expectation,
    Probability: read_probability,
    Defined: lambda tower, node: tower.read(definition_of(node)),
    gamma: read_gamma,
    **dict.fromkeys((polygamma, digamma, trigamma), read_polygamma),
    loggamma: _defined(lambda u: log(gamma(u))),
    Function: _function,
    AppliedUndef: _function,
    Derivative: _as_written,
    Subs: _as_written,
    Integral: _as_written,
    Sum: _as_written,
    Product: _as_written,
    Limit: _as_written,
}
