"""How fast exp(P(X)) X**p log(X)**j grows or falls for X >= start, with bounds that hold throughout.

P is a sum of terms c X**k and c X**k log(X), k > 0; the coefficients are exact, as SymPy expressions,
so that those of quotients of factorials and powers cancel.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flint import acb, arb
from sympy import Add, Expr, Integer, Rational, expand

from derive.numeric.reals import Unsupported

Rate = tuple[tuple[tuple[Rational, int], Expr], ...]
"""P: the coefficient of X**k log(X)**l for every (k, l); sorted, without zeros."""

ZERO = Integer(0)


@dataclass(frozen=True)
class Order:
    """exp(P(X)) X**power log(X)**logs."""

    rate: Rate = ()
    power: Expr = ZERO
    logs: int = 0

    def __mul__(self, other: Order) -> Order:
        rate = rate_of([*self.rate, *other.rate])
        return Order(rate, exact_sum(self.power, other.power), self.logs + other.logs)

    def inverse(self) -> Order:
        """One over it."""
        return Order(tuple((k, -c) for k, c in self.rate), -self.power, -self.logs)

    def raised(self, exponent: Expr) -> Order:
        """Its power; with logarithms, the exponent has to be whole."""
        if self.logs and not exponent.is_Integer:
            raise Unsupported
        rate = tuple((k, expand(c * exponent)) for k, c in self.rate) if exponent != 0 else ()
        return Order(rate, expand(self.power * exponent), self.logs * int(exponent) if self.logs else 0)


ONE = Order()


def exact_sum(*terms: Expr) -> Expr:
    """The sum, with like terms collected."""
    return expand(Add(*terms))


def rate_of(terms: list[tuple[tuple[Rational, int], Expr]]) -> Rate:
    """Terms put together; those that cancel are gone."""
    found: dict[tuple[Rational, int], Expr] = {}
    for key, coefficient in terms:
        found[key] = exact_sum(found.get(key, ZERO), coefficient)
    return tuple(sorted((item for item in found.items() if item[1] != 0), key=lambda item: item[0]))


@dataclass(frozen=True)
class Trend:
    """The logarithm of the absolute value of an order for X >= start.

    It is `height` at the start, and its derivative is at most `slope` from there on.
    """

    height: arb
    slope: arb
    vanishes: bool

    @property
    def falls(self) -> bool:
        """Whether it is largest at the start, for certain."""
        return bool(self.slope <= 0)

    @property
    def largest(self) -> arb:
        """The largest absolute value, if it falls."""
        if not self.falls:
            raise Unsupported
        return self.height.exp()


def trend(order: Order, start: arb, value: Callable[[Expr], acb]) -> Trend:
    """The trend of an order from a start of at least 3; `value` evaluates coefficients."""
    log = start.log()
    rates = {key: value(c).real for key, c in order.rate}
    power = value(order.power).real
    height = power * log + order.logs * log.log()
    for (k, j), r in rates.items():
        height += r * start ** _ball(k) * log**j
    return Trend(height, _slope(rates, power, order.logs, start), _vanishes(rates, power))


def _ball(k: Rational) -> arb:
    return arb(int(k.p)) / int(k.q)


def _vanishes(rates: Mapping[tuple[Rational, int], arb], power: arb) -> bool:
    """Whether the order tends to 0, for certain: by its fastest term that does not oscillate only."""
    for key in sorted(rates, reverse=True):
        if not rates[key].is_zero():
            return bool(rates[key] < 0)
    return bool(power < 0)


def _slope(rates: Mapping[tuple[Rational, int], arb], power: arb, logs: int, start: arb) -> arb:
    """An upper bound of the derivative of the logarithm for all X >= start."""
    lead = max((key for key, r in rates.items() if not r.is_zero()), default=None)
    degree = _ball(lead[0]) if lead is not None and lead[0] > 1 and lead[1] == 0 else arb(1)
    # the derivative over X**(degree - 1), whose terms fall unless they belong to the leading one
    bracket = _positive(power + max(logs, 0) / start.log()) / start**degree
    for key, r in rates.items():
        bracket += _slope_of_term(key, r, key == lead, degree, start)
    bracket = arb(bracket.upper())
    if bracket > 0 and degree > 1:
        return arb("inf")
    return bracket * start ** (degree - 1) if bracket < 0 else bracket


def _positive(r: arb) -> arb:
    return arb(0) if r <= 0 else arb(r.upper()).max(arb(0))


def _slope_of_term(key: tuple[Rational, int], r: arb, leads: bool, degree: arb, start: arb) -> arb:  # noqa: FBT001
    """The largest value of the derivative of r X**k log(X)**l over X**(degree - 1), for X >= start."""
    k, logs = _ball(key[0]), key[1]
    if r.is_zero():
        return arb(0)
    if logs:
        if not (logs == 1 and k == 1):
            raise Unsupported
        if leads:  # r (log X + 1), and degree is 1
            return r * (start.log() + 1) if r < 0 else arb("inf")
        if not degree >= 1.5:  # from there on, log(X) + 1 grows less than X**(degree - 1), X >= 3
            raise Unsupported
        return arb(0) if r <= 0 else _positive(r) * (start.log() + 1) / start ** (degree - 1)
    if leads and k >= 1:
        return k * r if k == degree else arb("inf")
    if r <= 0:
        return k * r if k == degree else arb(0)
    return k * _positive(r) * start ** (k - degree)
