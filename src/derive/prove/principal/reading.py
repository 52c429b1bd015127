"""One handler for each kind of node: how it is read into the tower of the complex reading.

A node without a handler is a generator of its own, known only by the values of its arguments, or, where
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
    GoldenRatio,
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
    arg,
    atan,
    atan2,
    conjugate,
    cos,
    cosh,
    cot,
    coth,
    csc,
    csch,
    erfc,
    exp,
    hyper,
    im,
    log,
    pi,
    re,
    sec,
    sech,
    sign,
    sin,
    sinc,
    sinh,
    sqrt,
    tan,
    tanh,
)  # fmt: skip
from sympy import erf as error_function
from sympy.core.function import AppliedUndef, Function
from sympy.core.numbers import Exp1, ImaginaryUnit

from derive.prove.allocation import OutOfReach
from derive.prove.principal import inverses, specials
from derive.prove.principal.angles import pair
from derive.prove.principal.derivation import read_derivative
from derive.prove.principal.element import Element
from derive.prove.principal.logarithms import logarithm
from derive.prove.principal.powers import exponential, read_power
from derive.prove.principal.slopes import HEADS
from derive.prove.sign import Sign

if TYPE_CHECKING:
    from derive.prove.principal.tower import PrincipalTower

Handler = Callable[["PrincipalTower", Any], Element]
HALF = Fraction(1, 2)


def handler_of(expression: Basic) -> Handler:
    """The handler of a node, by its class or by the nearest class above it."""
    for kind in type(expression).__mro__:
        if kind in HANDLERS:
            return HANDLERS[kind]
    raise OutOfReach(f"{type(expression).__name__} is no number")


def _no_number(tower: PrincipalTower, node: Any) -> Element:
    raise OutOfReach(f"{node} is no exact number")


def _product(tower: PrincipalTower, node: Any) -> Element:
    total = tower.one
    for factor in node.args:
        total = total * tower.read(factor)
    return total


def _exponential(tower: PrincipalTower, node: Any) -> Element:
    return exponential(tower, tower.read(node.args[0]))


def _logarithm(tower: PrincipalTower, node: Any) -> Element:
    u = tower.read(node.args[0])
    tower.note_nonzero(u)
    return logarithm(tower, u)


def _cosine(tower: PrincipalTower, node: Any) -> Element:
    return pair(tower, tower.read(node.args[0]))[0]


def _sine(tower: PrincipalTower, node: Any) -> Element:
    return pair(tower, tower.read(node.args[0]))[1]


def _hyperbolic(combine: Callable[[Element, Element], Element]) -> Handler:
    """A function that is rational in exp(u) and exp(-u)."""

    def read(tower: PrincipalTower, node: Any) -> Element:
        u = tower.read(node.args[0])
        return combine(exponential(tower, u), exponential(tower, -u))

    return read


def _sinc(tower: PrincipalTower, node: Any) -> Element:
    u = tower.read(node.args[0])
    if u.is_zero:
        return tower.one
    return pair(tower, u)[1] * (u.inverse() if tower.is_nonzero(u) else tower.by_rule(u.inverse))


# ---- real parts, moduli: simple for what is real


def _unchanged_if_real(tower: PrincipalTower, node: Any) -> Element:
    u = tower.read(node.args[0])
    return u if tower.is_real(u) else _function(tower, node)


def _imaginary_part(tower: PrincipalTower, node: Any) -> Element:
    u = tower.read(node.args[0])
    return tower.zero if tower.is_real(u) else _function(tower, node)


def _modulus(tower: PrincipalTower, node: Any) -> Element:
    """|u|, where u is real; else a generator."""
    u = tower.read(node.args[0])
    if not tower.is_real(u):
        return _function(tower, node)
    return modulus(tower, u)


def modulus(tower: PrincipalTower, u: Element) -> Element:
    """|u| for a real element."""
    if u.is_zero:
        return u
    content, factors = tower.split(u)
    result = tower.constant(abs(content))
    for f, e in factors:
        result = result * _modulus_of_factor(tower, f) ** e
    return result


def _modulus_of_factor(tower: PrincipalTower, f: Any) -> Element:
    signs = tower.sign(f)
    if signs.within(Sign.NONNEGATIVE):
        return tower.polynomial(f)
    if signs.within(Sign.NONPOSITIVE):
        return tower.polynomial(-f)
    u = tower.polynomial(f)
    tower.radicands.append((0, [(f, 2)]))
    known = tower.known("modulus", u)
    if known is None:
        known = tower.allocate(
            "modulus", u, tower.depends(u), lambda g: Abs(tower.expression(f)), is_real=True, sign=Sign.NONNEGATIVE
        )  # fmt: skip
        tower.as_root(known, 2, tower.lower(f**2))
    return tower.generated(known)


def _sign(tower: PrincipalTower, node: Any) -> Element:
    u = tower.read(node.args[0])
    signs = tower.sign_of(u)
    values = {Sign.POSITIVE: tower.one, Sign.NEGATIVE: -tower.one, Sign.ZERO: tower.zero}
    if signs in values:
        return values[signs]
    if tower.is_real(u) and tower.is_nonzero(u):
        return u / modulus(tower, u)
    return _function(tower, node)


def _extremum(turn: int) -> Handler:
    """Max (1) or Min (-1) of real quantities: (a + b + |a - b|)/2."""

    def read(tower: PrincipalTower, node: Any) -> Element:
        first, *others = [tower.read(part) for part in node.args]
        if not tower.is_real(first, *others):
            return _function(tower, node)
        for other in others:
            first = (first + other + modulus(tower, first - other).scaled(turn)).scaled(HALF)
        return first

    return read


def _polar_angle(tower: PrincipalTower, node: Any) -> Element:
    """atan2(y, x) = atan(y/x) for x > 0, and the other way round for y of one sign."""
    y, x = (tower.read(part) for part in node.args)
    if not tower.is_real(x, y):
        return _function(tower, node)
    signs = tower.sign_of(x), tower.sign_of(y)
    quarter = tower.read(pi).scaled(HALF)
    if signs[0] is Sign.POSITIVE:
        return inverses.inverse(tower, atan, y / x)
    if signs[1] is Sign.POSITIVE:
        return quarter - inverses.inverse(tower, atan, x / y)
    if signs[1] is Sign.NEGATIVE:
        return -quarter - inverses.inverse(tower, atan, x / y)
    return _function(tower, node)


def _argument(tower: PrincipalTower, node: Any) -> Element:
    signs = tower.sign_of(tower.read(node.args[0]))
    if signs is Sign.POSITIVE:
        return tower.zero
    return tower.read(pi) if signs is Sign.NEGATIVE else _function(tower, node)


# ---- generators known by their arguments, or by how they are written


def _function(tower: PrincipalTower, node: Any) -> Element:
    """A function of which only that is used that equal arguments have equal values."""
    arguments = tuple(tower.read(argument) for argument in node.args)
    key = (node.func, *arguments)
    known = tower.known("function", key)
    if known is None:
        known = tower.allocate(
            "function", key, tower.depends(*arguments),
            lambda g: node.func(*(tower.as_expression(argument) for argument in arguments), evaluate=False),
            is_real=isinstance(node, Abs | re | im | arg),
            sign=Sign.NONNEGATIVE if isinstance(node, Abs) else Sign.ANY,
        )  # fmt: skip
    return tower.generated(known)


def _as_written(tower: PrincipalTower, node: Any) -> Element:
    known = tower.known("as written", node)
    if known is None:
        known = tower.allocate("as written", node, frozenset(node.free_symbols), lambda g: node)
    return tower.generated(known)


def _constant(tower: PrincipalTower, node: Any) -> Element:
    known = tower.known("constant", node)
    if known is None:
        known = tower.allocate("constant", node, frozenset(), lambda g: node, is_real=True, sign=Sign.POSITIVE)
    return tower.generated(known)


def _special(tower: PrincipalTower, node: Any) -> Element:
    return specials.special(tower, node.func, [tower.read(argument) for argument in node.args])


HANDLERS: dict[type, Handler] = {
    Rational: lambda tower, number: tower.constant(number),
    Number: _no_number,
    Float: _no_number,
    ImaginaryUnit: lambda tower, node: tower.imaginary_unit,
    Exp1: lambda tower, node: exponential(tower, tower.one),
    type(GoldenRatio): lambda tower, node: tower.read((1 + sqrt(5)) / 2),
    NumberSymbol: _constant,
    Add: lambda tower, node: tower.total(tower.read(term) for term in node.args),
    Mul: _product,
    Pow: read_power,
    exp: _exponential,
    log: _logarithm,
    sin: _sine,
    cos: _cosine,
    tan: lambda tower, node: _sine(tower, node) / _cosine(tower, node),
    cot: lambda tower, node: _cosine(tower, node) / _sine(tower, node),
    sec: lambda tower, node: _cosine(tower, node).inverse(),
    csc: lambda tower, node: _sine(tower, node).inverse(),
    sinc: _sinc,
    sinh: _hyperbolic(lambda e, f: (e - f).scaled(HALF)),
    cosh: _hyperbolic(lambda e, f: (e + f).scaled(HALF)),
    tanh: _hyperbolic(lambda e, f: (e - f) / (e + f)),
    coth: _hyperbolic(lambda e, f: (e + f) / (e - f)),
    sech: _hyperbolic(lambda e, f: (e + f).inverse().scaled(2)),
    csch: _hyperbolic(lambda e, f: (e - f).inverse().scaled(2)),
    **inverses.handlers(),
    **dict.fromkeys(HEADS, _special),
    **dict.fromkeys(specials.EXPONENTIAL_INTEGRALS, specials.read_exponential_integral),
    hyper: specials.read_hypergeometric,
    erfc: lambda tower, node: tower.one - specials.special(tower, error_function, [tower.read(node.args[0])]),
    Abs: _modulus,
    re: _unchanged_if_real,
    im: _imaginary_part,
    conjugate: _unchanged_if_real,
    sign: _sign,
    Max: _extremum(1),
    Min: _extremum(-1),
    atan2: _polar_angle,
    arg: _argument,
    Function: _function,
    AppliedUndef: _function,
    Derivative: read_derivative,
    Piecewise: _as_written,
    Subs: _as_written,
    Integral: _as_written,
    Sum: _as_written,
    Product: _as_written,
    Limit: _as_written,
}
