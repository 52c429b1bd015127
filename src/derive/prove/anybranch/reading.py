"""One handler for each kind of SymPy node: how it is read into the field of principal branches."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from sympy import (
    Abs,
    Add,
    Basic,
    Derivative,
    Dummy,
    Expr,
    I,
    Integral,
    Limit,
    Mul,
    Number,
    NumberSymbol,
    Piecewise,
    Pow,
    Product,
    Rational,
    Subs,
    Sum,
    acos,
    acosh,
    acot,
    acoth,
    acsc,
    acsch,
    asec,
    asech,
    asin,
    asinh,
    atan,
    atanh,
    conjugate,
    cos,
    cosh,
    cot,
    coth,
    csc,
    csch,
    erf,
    erfc,
    exp,
    fresnelc,
    fresnels,
    hyper,
    log,
    pi,
    polylog,
    sec,
    sech,
    sign,
    sin,
    sinh,
    sqrt,
    tan,
    tanh,
    uppergamma,
)  # fmt: skip
from sympy.core.containers import Tuple
from sympy.core.function import AppliedUndef, Function
from sympy.core.numbers import Exp1, GoldenRatio, ImaginaryUnit

from derive.prove.anybranch.derivations import hypergeometric_generator, read_derivative
from derive.prove.anybranch.tower import PlaneTower
from derive.prove.field import OutOfReach, Ratio, Undefined
from derive.terms.functions import logit, sigmoid

Handler = Callable[[PlaneTower, Any], Ratio]


def handler_of(expression: Basic) -> Handler:
    """The handler of a node, by its class or by the nearest class above it."""
    for kind in type(expression).__mro__:
        if kind in HANDLERS:
            return HANDLERS[kind]
    raise OutOfReach(f"{type(expression).__name__} is no number")


def _rational(tower: PlaneTower, number: Any) -> Ratio:
    return tower.constant(int(number.p), int(number.q))


def _no_number(tower: PlaneTower, number: Any) -> Ratio:
    raise OutOfReach(f"{number} is no finite exact number")


def _constant(tower: PlaneTower, node: Any) -> Ratio:
    return tower.atom("constant", node, frozenset(), lambda g: node, is_real=True)


def _golden_ratio(tower: PlaneTower, node: Any) -> Ratio:
    return (tower.one + tower.rational_power(tower.constant(5), Fraction(1, 2))).scaled(1, 2)


def _sum(tower: PlaneTower, node: Any) -> Ratio:
    total = tower.zero
    for term in node.args:
        total = total + tower.read(term)
    return total


def _product(tower: PlaneTower, node: Any) -> Ratio:
    result = tower.one
    for factor in node.args:
        result = result * tower.read(factor)
    return result


def _power(tower: PlaneTower, node: Any) -> Ratio:
    base, exponent = node.args
    if isinstance(base, Exp1):
        return tower.exponential(tower.read(exponent))
    u = tower.read(base)
    if u.is_zero and exponent.is_Rational and exponent < 0:
        raise Undefined("a division by 0")
    return tower.power(u, tower.read(exponent))


def _circular(combine: Callable[[PlaneTower, Ratio, Ratio], Ratio]) -> Handler:
    """A function that is rational in exp(i u) and exp(-i u)."""

    def read(tower: PlaneTower, node: Any) -> Ratio:
        e = tower.exponential(tower.i * tower.read(node.args[0]))
        return combine(tower, e, tower.one / e)

    return read


def _hyperbolic(combine: Callable[[PlaneTower, Ratio, Ratio], Ratio]) -> Handler:
    """A function that is rational in exp(u) and exp(-u)."""

    def read(tower: PlaneTower, node: Any) -> Ratio:
        e = tower.exponential(tower.read(node.args[0]))
        return combine(tower, e, tower.one / e)

    return read


ARGUMENT = Dummy("argument")


def _defined(definition: Callable[[Expr], Expr]) -> Handler:
    """A function that others define, everywhere where it has a value."""
    expression = definition(ARGUMENT)
    return lambda tower, node: tower.with_bound({ARGUMENT: tower.read(node.args[0])}, expression)


def _of_reciprocal(definition: Callable[[Expr], Expr]) -> Handler:
    """A function that others define away from 0, where it has a value all the same."""
    expression = definition(ARGUMENT)

    def read(tower: PlaneTower, node: Any) -> Ratio:
        u = tower.read(node.args[0])
        if tower.is_nonzero(u):
            return tower.with_bound({ARGUMENT: u}, expression)
        return _function(tower, node)

    return read


def _absolute(tower: PlaneTower, node: Any) -> Ratio:
    """|u| of a real quantity: one generator a factor whose sign is open, whose square is that of the factor."""
    u = tower.read(node.args[0])
    if u.is_zero:
        return u
    if not tower.is_real(u.num, u.den):
        return _function(tower, node)
    _, known, rest = tower.polar(u)
    result = tower.one
    for f, k in known:
        result = result * tower.polynomial(f) ** k
    if rest.num.is_constant() and rest.den.is_constant():
        return result
    return result * _modulus(tower, rest)


def _modulus(tower: PlaneTower, u: Ratio) -> Ratio:
    known = tower.known("modulus", u)
    if known is None:
        known = tower.allocate(
            "modulus", u, tower.depends(u.num, u.den), lambda g: tower.expression(u.den) * Abs(tower.as_expression(u))
        )
        tower.as_root(known, 2, tower.lower(u.num**2))
        tower.real.add(known.index)
    return tower.element(known) / tower.polynomial(u.den)


def _sign(tower: PlaneTower, node: Any) -> Ratio:
    """The sign of a real quantity that is not 0."""
    u = tower.read(node.args[0])
    if u.is_zero or not tower.is_real(u.num, u.den):
        return _function(tower, node)
    sign, _, rest = tower.polar(u)
    if not tower.is_nonzero(u):
        return _function(tower, node)
    return tower.constant(sign) if rest.num.is_one() and rest.den.is_one() else _function(tower, node)


def _upper_gamma(tower: PlaneTower, node: Any) -> Ratio:
    """Gamma(1, z) = exp(-z)."""
    if tower.as_rational(tower.read(node.args[0])) == 1:
        return tower.exponential(-tower.read(node.args[1]))
    return _function(tower, node)


def _hypergeometric(tower: PlaneTower, node: Any) -> Ratio:
    """Parameters above and below that agree cancel; what is left may be a power or an exponential."""
    above, below = ([tower.read(part) for part in group] for group in node.args[:2])
    for parameter in list(above):
        match = next((b for b in below if b == parameter), None)
        if match is not None and not _may_be_pole(tower, match):
            above.remove(parameter)
            below.remove(match)
    z = tower.read(node.args[2])
    if z.is_zero:
        return tower.one
    if not below and not above:
        return tower.exponential(z)
    if not below and len(above) == 1:
        return tower.power(tower.one - z, -above[0])
    return hypergeometric_generator(tower, above, below, z)


def _may_be_pole(tower: PlaneTower, parameter: Ratio) -> bool:
    value = tower.as_rational(parameter)
    return value is not None and value.denominator == 1 and value <= 0


# Functions of which only that is used that equal arguments have equal values, and that some are odd.

ODD = (erf, fresnelc, fresnels)


def _function(tower: PlaneTower, node: Any) -> Ratio:
    if any(isinstance(argument, Tuple) for argument in node.args):
        raise OutOfReach(f"{node.func.__name__} with lists of parameters")
    arguments = [tower.read(argument) for argument in node.args]
    turned = isinstance(node, ODD) and arguments[0].num and arguments[0].num.leading_coefficient() < 0
    if turned:
        arguments = [-arguments[0]]
    polynomials = [p for u in arguments for p in (u.num, u.den)]
    found = tower.atom(
        "function", (node.func, arguments), tower.depends(*polynomials),
        lambda g: node.func(*(tower.as_expression(u) for u in arguments), evaluate=False),
    )  # fmt: skip
    return -found if turned else found


def _polylog(tower: PlaneTower, node: Any) -> Ratio:
    order = tower.as_rational(tower.read(node.args[0]))
    if order == 1:
        return -tower.logarithm(tower.one - tower.read(node.args[1]))
    return _function(tower, node)


def _as_written(tower: PlaneTower, node: Any) -> Ratio:
    if node.free_symbols & tower.bound.keys():
        raise OutOfReach("a bound variable inside a node that is read as it is written")
    return tower.atom("as written", node, frozenset(node.free_symbols), lambda g: node)


HANDLERS: dict[type, Handler] = {
    Rational: _rational,
    Number: _no_number,
    ImaginaryUnit: lambda tower, node: tower.i,
    Exp1: lambda tower, node: tower.exponential(tower.one),
    GoldenRatio: _golden_ratio,
    NumberSymbol: _constant,
    Add: _sum,
    Mul: _product,
    Pow: _power,
    exp: lambda tower, node: tower.exponential(tower.read(node.args[0])),
    log: lambda tower, node: tower.logarithm(tower.read(node.args[0])),
    sin: _circular(lambda t, e, f: (e - f) / t.i.scaled(2)),
    cos: _circular(lambda t, e, f: (e + f).scaled(1, 2)),
    tan: _circular(lambda t, e, f: (e - f) / (t.i * (e + f))),
    cot: _circular(lambda t, e, f: t.i * (e + f) / (e - f)),
    sec: _circular(lambda t, e, f: t.constant(2) / (e + f)),
    csc: _circular(lambda t, e, f: t.i.scaled(2) / (e - f)),
    sinh: _hyperbolic(lambda t, e, f: (e - f).scaled(1, 2)),
    cosh: _hyperbolic(lambda t, e, f: (e + f).scaled(1, 2)),
    tanh: _hyperbolic(lambda t, e, f: (e - f) / (e + f)),
    coth: _hyperbolic(lambda t, e, f: (e + f) / (e - f)),
    sech: _hyperbolic(lambda t, e, f: t.constant(2) / (e + f)),
    csch: _hyperbolic(lambda t, e, f: t.constant(2) / (e - f)),
    atan: _defined(lambda u: I / 2 * (log(1 - I * u) - log(1 + I * u))),
    atanh: _defined(lambda u: (log(1 + u) - log(1 - u)) / 2),
    asin: _defined(lambda u: -I * log(I * u + sqrt(1 - u**2))),
    acos: _defined(lambda u: pi / 2 + I * log(I * u + sqrt(1 - u**2))),
    asinh: _defined(lambda u: log(u + sqrt(u**2 + 1))),
    acosh: _defined(lambda u: log(u + sqrt(u - 1) * sqrt(u + 1))),
    acot: _of_reciprocal(lambda u: I / 2 * (log(1 - I / u) - log(1 + I / u))),
    acoth: _of_reciprocal(lambda u: (log(1 + 1 / u) - log(1 - 1 / u)) / 2),
    asec: _defined(lambda u: acos(1 / u)),  # neither these four nor 1/u have a value at 0
    acsc: _defined(lambda u: asin(1 / u)),
    asech: _defined(lambda u: acosh(1 / u)),
    acsch: _defined(lambda u: asinh(1 / u)),
    sigmoid: _hyperbolic(lambda t, e, f: e / (e + t.one)),
    logit: _defined(lambda d: log(d / (1 - d))),
    Abs: _absolute,
    sign: _sign,
    uppergamma: _upper_gamma,
    hyper: _hypergeometric,
    erfc: _defined(lambda u: 1 - erf(u)),
    polylog: _polylog,
    conjugate: _as_written,
    Function: _function,
    AppliedUndef: _function,
    Derivative: read_derivative,
    Subs: _as_written,
    Integral: _as_written,
    Sum: _as_written,
    Product: _as_written,
    Limit: _as_written,
    Piecewise: _as_written,
}
