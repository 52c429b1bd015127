"""Functions of X on [start, oo) as finite sums of orders times smooth functions of t = 1/X.

A germ is a sum of terms exp(P(X)) X**p log(X)**j h(1/X), each h a `Jet`.  What such a sum is on the
whole half-line, not only in the limit, is enclosed: integrals and sums over it follow term by term.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import reduce

from flint import acb, acb_series, arb
from sympy import Expr, Integer, expand

from derive.numeric.principal.growth import ONE, Order, Trend, exact_sum, trend
from derive.numeric.principal.jets import Jet, Region, Series, bounded, constant
from derive.numeric.reals import Unsettled, Unsupported

Terms = Mapping[Order, Jet]
Monomials = Mapping[tuple[Expr, int], Expr]
"""Exact coefficients of X**p log(X)**l."""

MAX_TERMS = 40
MAX_MONOMIALS = 24
# How many powers of what tends to 0 are taken along.
LENGTH = 10


@dataclass(frozen=True)
class Germ:
    """The sum of the terms; `exact` are its monomials, if it is a finite sum of known ones."""

    terms: Terms
    exact: Monomials | None = None


class Scale:
    """Arithmetic of germs on one region; `value` evaluates the exact coefficients of orders."""

    def __init__(self, region: Region, value: Callable[[Expr], acb]) -> None:
        self.region = region
        self.value = value
        self._trends: dict[Order, Trend] = {}

    def trend(self, order: Order) -> Trend:
        """How an order behaves from the start on."""
        found = self._trends.get(order)
        if found is None:
            found = self._trends[order] = trend(order, self.region.start, self.value)
        return found

    # Construction

    def of_monomials(self, exact: Monomials) -> Germ:
        """The germ that is a finite sum of known monomials."""
        terms = {
            Order((), power, logs): constant(self.region, self.value(coefficient))
            for (power, logs), coefficient in exact.items()
            if coefficient != 0
        }
        return Germ(self._merged(terms.items()), exact)

    def number(self, value: acb, exact: Expr | None = None) -> Germ:
        """A constant."""
        if exact is not None:
            return self.of_monomials({(Integer(0), 0): exact} if exact != 0 else {})
        return Germ({ONE: constant(self.region, value)})

    def within(self, values: acb) -> Germ:
        """A function of which an enclosure of its values is known."""
        return Germ({ONE: bounded(self.region, values)})

    def _merged(self, items: Iterable[tuple[Order, Jet]]) -> Terms:
        """Terms put together whose orders differ by a whole power of X."""
        found: dict[Order, Jet] = {}
        for order, jet in items:
            if jet.is_zero():
                continue
            other = next((o for o in found if _differ_by_a_whole_power(o, order)), None)
            if other is None:
                found[order] = jet
                continue
            steps = int(expand(other.power - order.power))
            higher, lower = (found.pop(other), jet) if steps >= 0 else (jet, found.pop(other))
            total = higher + lower.raised(abs(steps))
            if not total.is_zero():
                found[other if steps >= 0 else order] = total
        if len(found) > MAX_TERMS:
            raise Unsupported
        return {order: jet for item in found.items() for order, jet in [_stripped(*item)]}

    # Arithmetic

    def add(self, *germs: Germ) -> Germ:
        """The sum."""
        exact = _sum_of_monomials([germ.exact for germ in germs])
        if exact is not None:
            return self.of_monomials(exact)
        return Germ(self._merged(item for germ in germs for item in germ.terms.items()))

    def multiply(self, a: Germ, b: Germ) -> Germ:
        """The product."""
        exact = _product_of_monomials(a.exact, b.exact)
        if exact is not None:
            return self.of_monomials(exact)
        if len(a.terms) * len(b.terms) > 4 * MAX_TERMS:
            raise Unsupported
        return Germ(self._merged((o * q, j * k) for o, j in a.terms.items() for q, k in b.terms.items()))

    def times(self, germ: Germ, order: Order) -> Germ:
        """The germ times an order."""
        exact = None
        if germ.exact is not None and not order.rate:
            exact = {(exact_sum(p, order.power), j + order.logs): c for (p, j), c in germ.exact.items()}
        return Germ({o * order: jet for o, jet in germ.terms.items()}, exact)

    def scaled(self, germ: Germ, factor: int) -> Germ:
        """The germ times a whole number."""
        return self.multiply(self.number(acb(factor), Integer(factor)), germ)

    def subtract(self, a: Germ, b: Germ) -> Germ:
        """a - b."""
        return self.add(a, self.scaled(b, -1))

    def whole_power(self, germ: Germ, exponent: int) -> Germ:
        """germ**exponent for a natural number."""
        if exponent == 0:
            return self.number(acb(1), Integer(1))
        if len(germ.terms) == 1 and germ.exact is None:
            ((order, jet),) = germ.terms.items()
            return Germ({order.raised(Integer(exponent)): jet.through(lambda s: s**exponent)})
        if exponent > 64:
            raise Unsupported
        return reduce(self.multiply, [germ] * exponent)

    def inverse(self, germ: Germ) -> Germ:
        """1/germ."""
        lead, rest = self.factored(germ)
        return self.times(self.compose(lambda s: 1 / s, rest, nonzero), lead.inverse())

    # Composition

    def factored(self, germ: Germ) -> tuple[Order, Germ]:
        """The germ as its dominant order times what tends to a constant other than 0."""
        if not germ.terms:
            raise Unsettled
        if len(germ.terms) == 1:
            ((order, jet),) = germ.terms.items()
            return order, Germ({ONE: jet})
        lead = self.dominant(germ)
        return lead, self.times(Germ(germ.terms), lead.inverse())

    def dominant(self, germ: Germ) -> Order:
        """The order against which all others fall."""
        for weak in (False, True):
            for lead in germ.terms:
                ratios = [self.trend(order * lead.inverse()) for order in germ.terms if order is not lead]
                if all(ratio.falls and (weak or ratio.vanishes) for ratio in ratios):
                    return lead
        raise Unsettled

    def split(self, germ: Germ) -> tuple[Jet, Terms]:
        """A germ that stays finite as a smooth part and terms that do not grow."""
        smooth: list[Jet] = []
        small: dict[Order, Jet] = {}
        for order, jet in germ.terms.items():
            if not order.rate and order.logs == 0 and order.power.is_Integer:
                if order.power > 0:
                    raise Unsupported
                smooth.append(jet.raised(-int(order.power)))
            else:
                self.trend(order).largest  # noqa: B018  (raises for what may grow)
                small[order] = jet
        zero = constant(self.region, acb(0))
        return reduce(lambda a, b: a + b, smooth, zero), small

    def bound(self, germ: Germ) -> acb:
        """An enclosure of all values of a germ that stays finite."""
        smooth, small = self.split(germ)
        return smooth.value() + self.deviation(small)

    def deviation(self, small: Terms) -> acb:
        """A ball around 0 that holds a sum of terms that do not grow."""
        size = sum((abs(jet.value()) * self.trend(o).largest for o, jet in small.items()), arb(0))
        return acb(arb(0, size.upper())) if self.is_real(Germ(small)) else within_radius(size)

    def is_real(self, germ: Germ) -> bool:
        """Whether all values are certainly real."""
        return all(jet.is_real() and self.is_real_order(order) for order, jet in germ.terms.items())

    def is_real_order(self, order: Order) -> bool:
        """Whether an order has positive real values only."""
        return bool(self.value(order.power).imag == 0) and all(self.value(c).imag == 0 for _, c in order.rate)

    def compose(self, function: Series, germ: Germ, allowed: Callable[[acb], bool]) -> Germ:
        """An analytic function of a germ that stays finite, on values for which it is allowed.

        Taylor's formula in the terms that are not smooth: F(b + e) = F(b) + F'(b) e + ...
        """
        smooth, small = self.split(germ)
        hull = smooth.value() + self.deviation(small)
        if not hull.is_finite() or not allowed(hull):
            raise Unsettled
        result = Germ(self._merged([(ONE, smooth.through(function))]))
        if not small:
            return result
        length = LENGTH if smooth.is_constant() else 1
        near = function(acb_series([smooth.over[0], 1], length)) if length > 1 else acb_series([], 0)
        far = function(acb_series([hull, 1], length + 1))
        power = Germ(small)
        for k in range(1, length):
            if len(power.terms) * len(small) > MAX_TERMS // 2:
                length = k
                break
            result = self.add(result, self.multiply(power, self.number(near[k])))
            power = self.multiply(power, Germ(small))
        return self.add(result, self.multiply(power, self.within(far[length])))


def _differ_by_a_whole_power(a: Order, b: Order) -> bool:
    return a.rate == b.rate and a.logs == b.logs and (a.power - b.power).is_Integer is True


def _stripped(order: Order, jet: Jet) -> tuple[Order, Jet]:
    """The same without leading coefficients that are exactly 0."""
    zeros = jet.leading_zeros()
    return Order(order.rate, order.power - zeros, order.logs), jet.lowered(zeros)


def _sum_of_monomials(parts: list[Monomials | None]) -> Monomials | None:
    total: dict[tuple[Expr, int], Expr] = {}
    for part in parts:
        if part is None:
            return None
        for key, coefficient in part.items():
            total[key] = exact_sum(total.get(key, Integer(0)), coefficient)
    return {key: c for key, c in total.items() if c != 0} if len(total) <= MAX_MONOMIALS else None


def _product_of_monomials(a: Monomials | None, b: Monomials | None) -> Monomials | None:
    if a is None or b is None or len(a) * len(b) > 4 * MAX_MONOMIALS:
        return None
    total: dict[tuple[Expr, int], Expr] = {}
    for (p, i), c in a.items():
        for (q, j), d in b.items():
            key = (exact_sum(p, q), i + j)
            total[key] = exact_sum(total.get(key, Integer(0)), expand(c * d))
    return {key: c for key, c in total.items() if c != 0} if len(total) <= MAX_MONOMIALS else None


def within_radius(size: arb) -> acb:
    """A ball around 0 in the complex plane that holds all numbers of that size."""
    part = arb(0, size.upper())
    return acb(part, part)


def nonzero(values: acb) -> bool:
    """Whether 0 is certainly not among the values."""
    return bool(values != 0)


def off_the_cut(values: acb) -> bool:
    """Whether no value is certainly 0 or on the negative real axis."""
    return bool(values.real > 0 or values.imag != 0)
