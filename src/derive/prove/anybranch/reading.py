"""One handler for each kind of SymPy node: how it is read into the field of principal branches."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from sympy import (
    Add, Basic, Derivative, Expr, I, Integral, Limit, Mul, Number, NumberSymbol, Piecewise, Pow, Product, Rational,
    Subs, Sum, acos, acosh, acot, acoth, asin, asinh, atan, atanh, conjugate, cos, cosh, cot, coth, csc, csch, erf,
    erfc, exp, fresnelc, fresnels, log, pi, polylog, sec, sech, sin, sinh, sqrt, tan, tanh,
)  # fmt: skip
from sympy.core.containers import Tuple
from sympy.core.function import AppliedUndef, Function
from sympy.core.numbers import Exp1, GoldenRatio, ImaginaryUnit

from derive.prove.anybranch.derivations import read_derivative
from derive.prove.anybranch.tower import PlaneTower
from derive.prove.field import OutOfReach, Ratio, Undefined
from derive.prove.sign import Sign
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


def _defined(definition: Callable[..., Expr]) -> Handler:
    """A function that others define, everywhere where it has a value."""
    return lambda tower, node: tower.read(definition(*node.args))


def _of_reciprocal(definition: Callable[[Expr], Expr]) -> Handler:
    """A function that others define away from 0, where it has a value all the same."""

    def read(tower: PlaneTower, node: Any) -> Ratio:
        u = tower.read(node.args[0])
        is_real = tower.is_real(u.num, u.den)
        signs = tower.facts.sign_of_real(tower.as_expression(u)) if is_real and not u.is_zero else None
        if signs is not None and signs.within(Sign.NONZERO):
            return tower.read(definition(node.args[0]))
        return _function(tower, node)

    return read


# Functions of which only that is used that equal arguments have equal values, and that some are odd.

ODD = (erf, fresnelc, fresnels)


def _function(tower: PlaneTower, node: Any) -> Ratio:
    arguments = [_argument(tower, argument) for argument in node.args]
    turned = isinstance(node, ODD) and arguments[0].num and arguments[0].num.leading_coefficient() < 0
    if turned:
        arguments = [-arguments[0]]
    polynomials = [p for u in _flat(arguments) for p in (u.num, u.den)]
    found = tower.atom(
        "function", (node.func, arguments), tower.depends(*polynomials),
        lambda g: node.func(*(_expression(tower, u) for u in arguments), evaluate=False),
    )  # fmt: skip
    return -found if turned else found


def _argument(tower: PlaneTower, argument: Any) -> Any:
    """An element, or a list of them where the argument is a list of parameters, in which order says nothing."""
    if not isinstance(argument, Tuple):
        return tower.read(argument)
    return [tower.read(part) for part in sorted(argument, key=str)]


def _flat(arguments: list[Any]) -> list[Ratio]:
    return [u for argument in arguments for u in (argument if isinstance(argument, list) else [argument])]


def _expression(tower: PlaneTower, argument: Any) -> Any:
    if isinstance(argument, list):
        return Tuple(*(tower.as_expression(u) for u in argument))
    return tower.as_expression(argument)


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
    sigmoid: _hyperbolic(lambda t, e, f: e / (e + t.one)),
    logit: _defined(lambda d: log(d / (1 - d))),
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
