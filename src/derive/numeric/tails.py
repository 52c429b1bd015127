"""Bounds on the tails of Gaussian expectations: |f(mean + std u)| <= scale (1 + |u|)^degree exp(rate |u|).

Such a bound is read off the integrand's tree, for functions that have a value everywhere.  Beyond
`far` the logarithm of bound times density falls with slope at least `decay`, so that the tail is at
most its value at `far`, divided by `decay`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Any

from flint import arb, ctx
from sympy import Add, Integer, Mul, Pow, Symbol

from derive.numeric import reals
from derive.numeric.calculus import NotSmooth, depends, head, under_an_average
from derive.numeric.reals import Enclosure

if TYPE_CHECKING:
    from derive.numeric.balls import Balls


class NoMajorant(Exception):
    """No bound can be read off."""


@dataclass(frozen=True)
class Bound:
    """|f| <= scale (1 + |u|)^degree exp(rate |u|) for all real u."""

    scale: arb
    degree: int
    rate: arb


def tail(bound: Bound) -> tuple[arb, arb]:
    """A point `far`, and a bound for E[|f|; |u| > far] that is small against the precision."""
    margin = arb(2 * ctx.prec).sqrt() + bound.degree + 4
    far = (bound.rate + margin).upper().ceil()
    height = bound.scale * (1 + far) ** bound.degree * (bound.rate * far - far**2 / 2).exp()
    decay = far - bound.rate - bound.degree / (1 + far)
    return far, 2 * height / (decay * (2 * arb.pi()).sqrt())


class Majorant:
    """The walk that reads a bound off an integrand in x = mean + std u."""

    def __init__(self, balls: Balls, variable: Symbol, mean: Enclosure, std: Enclosure) -> None:
        self.balls = balls
        self.variable = variable
        self.reach = reals.as_ball(abs(mean) + std)

    def __call__(self, node: Any) -> Bound:
        """The bound of a node; raises `NoMajorant`."""
        if not depends(node, self.variable):
            return constant(abs(reals.as_ball(self.balls(node))))
        if node == self.variable:
            return Bound(self.reach, 1, arb(0))
        rule = BOUNDS.get(head(node))
        if rule is None:
            raise NoMajorant
        return rule(self, node)


def constant(scale: arb | int) -> Bound:
    """The bound of a bounded function."""
    return Bound(arb(scale), 0, arb(0))


def plus(a: Bound, b: Bound) -> Bound:
    """The bound of a sum."""
    return Bound(a.scale + b.scale, max(a.degree, b.degree), a.rate.max(b.rate))


def times(a: Bound, b: Bound) -> Bound:
    """The bound of a product."""
    return Bound(a.scale * b.scale, a.degree + b.degree, a.rate + b.rate)


def _power(walk: Majorant, node: Any) -> Bound:
    exponent, base = node.exp, walk(node.base)
    if not exponent.is_Rational or abs(exponent) > 64:
        raise NoMajorant
    if isinstance(exponent, Integer) and exponent >= 0:
        return reduce(times, [base] * int(exponent), constant(1))
    least = _least(walk, node.base)
    if 0 < exponent < 1 and least >= 0:
        return plus(constant(1), base)
    if exponent < 0 and least > 0:
        return constant((1 / least).root(int(exponent.q)) ** int(-exponent.p))
    raise NoMajorant


def _exp(walk: Majorant, node: Any) -> Bound:
    """exp of a function that grows linearly at most, or falls with a square."""
    argument = node.args[0]
    walk(argument)  # only for what has no bound, and may have no value
    terms = [term for term in Add.make_args(argument.expand()) if not _least(walk, -term) >= 0]
    growing = reduce(plus, (walk(term) for term in terms), constant(0))
    if growing.degree > 1 or not growing.rate.is_zero():
        raise NoMajorant
    # scale (1 + |u|) bounds the exponent
    return Bound(growing.scale.exp(), 0, growing.scale if growing.degree else arb(0))


def _log(walk: Majorant, node: Any) -> Bound:
    """|log s(y)| and |log(1 - s(y))| are at most log 2 + |y| for the logistic function s; log(1 + v) <= v."""
    argument = node.args[0]
    logistic = next((part for part in (argument, 1 - argument) if head(part) == "sigmoid"), None)
    if logistic is not None:
        return plus(constant(1), walk(logistic.args[0]))
    least = _least(walk, argument)
    if least > 0:  # log v = log least + log(v/least), and v/least >= 1
        return plus(constant(abs(least.log())), _log_above_one(walk, argument, least))
    raise NoMajorant


def _log_above_one(walk: Majorant, argument: Any, least: arb) -> Bound:
    """log of scale (1 + |u|)^degree exp(rate |u|)/least, by log(1 + |u|) <= |u|."""
    inner = walk(argument)
    slope = inner.rate + inner.degree
    return Bound(abs((inner.scale / least).max(arb(1)).log()) + slope, 1, arb(0))


def _least(walk: Majorant, node: Any) -> arb:
    """A lower bound of a node over all real u; -inf where none can be read off."""
    if not depends(node, walk.variable):
        return reals.as_ball(walk.balls(node)).lower()
    if isinstance(node, Add):
        return sum((_least(walk, term) for term in node.args), arb(0))
    if isinstance(node, Mul):
        number, rest = node.as_independent(walk.variable)
        factor = reals.as_ball(walk.balls(number))
        return arb(0) if factor > 0 and _is_nonnegative(rest) else NO_LIMIT
    return arb(0) if _is_nonnegative(node) else NO_LIMIT


NO_LIMIT = arb("-inf")


def _is_nonnegative(node: Any) -> bool:
    if isinstance(node, Mul):
        return all(_is_nonnegative(factor) for factor in node.args)
    if isinstance(node, Pow):
        return (node.exp.is_Integer and node.exp % 2 == 0) or _is_nonnegative(node.base)
    return head(node) in ("exp", "sigmoid", "Abs", "cosh")


def _of_argument(walk: Majorant, node: Any) -> Bound:
    """|f(v)| <= 1 + |v|."""
    return plus(constant(1), reduce(plus, (walk(argument) for argument in node.args)))


def _at_most(limit: int) -> Callable[[Majorant, Any], Bound]:
    """A bounded function, if its argument has a bound, and so a value, everywhere."""

    def rule(walk: Majorant, node: Any) -> Bound:
        walk(node.args[0])
        return constant(limit)

    return rule


def _derivative(walk: Majorant, node: Any) -> Bound:
    """The bound of the derivative by the rules, if the function has a bound, and so a value, everywhere."""
    walk(node.expr)
    try:
        return walk(under_an_average(walk.balls, node, frozenset({walk.variable})))
    except NotSmooth:
        raise NoMajorant from None


BOUNDS: dict[str, Callable[[Majorant, Any], Bound]] = {
    "Add": lambda walk, node: reduce(plus, (walk(term) for term in node.args)),
    "Mul": lambda walk, node: reduce(times, (walk(factor) for factor in node.args)),
    "Pow": _power,
    "Derivative": _derivative,
    "exp": _exp,
    "log": _log,
    **dict.fromkeys(("Abs", "Max", "Min", "cbrt", "asinh"), _of_argument),
    **dict.fromkeys(("sin", "cos", "tanh", "sigmoid", "sech", "erf", "sign"), _at_most(1)),
    "atan": _at_most(2),
}
