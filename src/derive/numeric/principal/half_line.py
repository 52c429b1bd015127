"""Integrals and sums of germs over all of X >= start, term by term, and where there are none.

Powers of X give powers, Hurwitz's zeta function and Lerch's transcendent; what falls exponentially is bounded
by its value at the start over the slope of its logarithm.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flint import acb, acb_series, arb, ctx, fmpz
from sympy import I, Rational, expand, pi

from derive.numeric.principal.germs import Germ, Scale, within_radius
from derive.numeric.principal.growth import Order
from derive.numeric.principal.jets import Jet, series_length
from derive.numeric.reals import NoValue, Unsettled, Unsupported

LINEAR = (Rational(1), 0)
LERCH_BITS = 128
Moment = Callable[[acb, int], acb]
"""The integral or sum of X**-s log(X)**j."""


def integral(scale: Scale, germ: Germ) -> acb:
    """The integral over X >= start; `NoValue` where it certainly diverges."""
    moment = Powers(scale.region.start)
    total = acb(0)
    for order, jet in germ.terms.items():
        if not order.rate:
            total += _by_moments(scale, germ, order, jet, moment, convergent)
        else:
            total += _beyond(scale, order, jet, lambda slope: -1 / slope)
    return total


def series(scale: Scale, germ: Germ) -> acb:
    """The sum over X = start, start + 1, ...; `NoValue` where it certainly diverges."""
    total = acb(0)
    for order, jet in germ.terms.items():
        total += _sum_of_term(scale, germ, order, jet)
    return total


def _sum_of_term(scale: Scale, germ: Germ, order: Order, jet: Jet) -> acb:
    turn, rest = _turn(order)
    if not rest:
        if turn == 0:
            return _by_moments(scale, germ, order, jet, Zetas(scale.region.start), convergent)
        sums = RootsOfUnity if order.logs else Lerch
        return _by_moments(scale, germ, order, jet, sums(scale.region.start, turn), slowly)
    if order.rate[-1][0] == LINEAR and len(order.rate) == 1:
        value = scale.value(order.rate[0][1])
        z = value.exp()
        if value.real.is_zero() and z != 1 and order.logs == 0:
            return _by_moments(scale, germ, order, jet, Lerch.of(scale.region.start, z), slowly)
        if value.real < 0 and value.real > -1 and jet.order and order.logs == 0:
            return _by_moments(scale, germ, order, jet, Lerch.of(scale.region.start, z), always)
    return _beyond(scale, order, jet, lambda slope: 1 / (1 - slope.exp()))


def _turn(order: Order) -> tuple[Rational, Any]:
    """exp(i pi q X): q modulo 2, if that is all of the rate; on whole numbers, exp(2 pi i X) is 1."""
    if not order.rate:
        return Rational(0), ()
    if len(order.rate) == 1 and order.rate[0][0] == LINEAR:
        q = expand(order.rate[0][1] / (I * pi))
        if q.is_Rational:
            return q % 2, ()
    return Rational(0), order.rate


def _beyond(scale: Scale, order: Order, jet: Jet, factor: Callable[[arb], arb]) -> acb:
    """A bound for what falls at least as fast as a geometric series."""
    trend = scale.trend(order)
    if not trend.slope < 0:
        raise Unsettled
    size = abs(jet.value()) * trend.largest * factor(trend.slope)
    if not size.is_finite():
        raise Unsettled
    real = jet.is_real() and scale.is_real_order(order)
    return acb(arb(0, size.upper())) if real else within_radius(size)


def convergent(s: acb) -> bool:
    """Whether X**-s is certainly integrable."""
    return bool(s.real > 1)


def slowly(s: acb) -> bool:
    """Whether the sum of z**n n**-s converges for |z| <= 1 other than 1."""
    return bool(s.real > 0)


def always(s: acb) -> bool:
    """Sums of z**n n**-s converge for all |z| < 1."""
    return True


def _by_moments(
    scale: Scale, germ: Germ, order: Order, jet: Jet, moment: Moment, converges: Callable[[acb], bool]
) -> acb:
    s = -scale.value(order.power)
    if order.logs < 0:
        return _with_logarithms_below(scale, order, jet, moment, s)
    total = acb(0)
    for k in range(jet.order):
        if jet.near[k].is_zero():
            continue
        if not converges(s + k):
            _refuse(scale, germ, order, s + k, jet.near[k])
        total += jet.near[k] * moment(s + k, order.logs)
    last = s + jet.order
    if not convergent(last):
        raise Unsettled
    size = moment_of_absolute(moment, last, order.logs)
    remainder = jet.over[jet.order]
    if moment.positive and last.imag == 0:  # type: ignore[attr-defined]
        return total + remainder * size
    return total + within_radius(abs(remainder) * size)


def _with_logarithms_below(scale: Scale, order: Order, jet: Jet, moment: Moment, s: acb) -> acb:
    if not convergent(s):
        raise Unsettled
    size = abs(jet.value()) * scale.region.start.log() ** order.logs
    return within_radius(size * moment_of_absolute(moment, s, 0))


def moment_of_absolute(moment: Any, s: acb, logs: int) -> arb:
    """The integral or sum of the absolute value."""
    return arb(moment.absolute(acb(s.real), logs).real)


def _refuse(scale: Scale, germ: Germ, order: Order, s: acb, coefficient: acb) -> None:
    """A single order that is not integrable, or does not tend to 0, has no integral or sum."""
    if len(germ.terms) == 1 and not order.rate and s.imag == 0 and s.real <= 1 and coefficient != 0:
        raise NoValue
    raise Unsettled


class Powers:
    """Integrals of X**-s log(X)**j over X >= start."""

    positive = True

    def __init__(self, start: arb) -> None:
        self.start = start

    def __call__(self, s: acb, logs: int) -> acb:
        """By parts: I_j = start**(1 - s) log(start)**j/(s - 1) + j I_(j - 1)/(s - 1)."""
        log = acb(self.start.log())
        lead = ((1 - s) * log).exp()
        result = lead / (s - 1)
        for j in range(1, logs + 1):
            result = (lead * log**j + j * result) / (s - 1)
        return result

    absolute = __call__


class Zetas:
    """Sums of n**-s log(n)**j over n = start, start + 1, ...: derivatives of Hurwitz's zeta function."""

    positive = True

    def __init__(self, start: arb) -> None:
        self.start = start

    def __call__(self, s: acb, logs: int) -> acb:
        """(-1)**j times the j-th derivative in s."""
        if logs == 0:
            return s.zeta(acb(self.start))
        with series_length(logs + 1):
            value = acb_series([s, 1], logs + 1).zeta(acb(self.start))[logs]
        return value * (-1) ** logs * acb(logs + 1).gamma()

    absolute = __call__


class Lerch:
    """Sums of z**n n**-s over n = start, start + 1, ..., for |z| <= 1 other than 1."""

    positive = False

    def __init__(self, start: arb, turn: Rational) -> None:
        self.start = int(start.unique_fmpz())
        self.z = (acb(int(turn.p)) / int(turn.q)).exp_pi_i()

    @classmethod
    def of(cls, start: arb, z: acb) -> Lerch:
        """For any z."""
        sums = cls(start, Rational(1))
        sums.z = z
        return sums

    def __call__(self, s: acb, logs: int) -> acb:
        """z**start times Lerch's transcendent."""
        if logs:
            raise Unsupported
        with ctx.workprec(min(ctx.prec, LERCH_BITS)):  # it takes long at more
            return self.z**self.start * self.z.lerch_phi(s, acb(self.start))

    def absolute(self, s: acb, logs: int) -> acb:
        """A bound: that of z = 1."""
        return Zetas(arb(self.start))(s, logs)


class RootsOfUnity(Lerch):
    """The same with logarithms, for z = exp(i pi q) other than 1: derivatives of Hurwitz zeta functions."""

    def __init__(self, start: arb, turn: Rational) -> None:
        super().__init__(start, turn)
        self.period = 2 * int(turn.q)
        if self.period > 24:
            raise Unsupported

    def __call__(self, s: acb, logs: int) -> acb:
        """One residue after the other; the poles at s = 1 cancel, since the roots add up to 0."""
        total = acb(0)
        with series_length(logs + 1):
            scale = (acb_series([s, 1], logs + 1) * acb(self.period).log()).exp()
            for r in range(self.period):
                part = _regular_zeta(s, acb(self.start + r) / self.period, logs + 1)
                total += self.z ** (self.start + r) * (part / scale)[logs]
        return total * (-1) ** logs * acb(logs + 1).gamma()


def _regular_zeta(s: acb, a: acb, length: int) -> acb_series:
    """The power series of Hurwitz's zeta function at s, at 1 without its pole."""
    if s == 1:
        gammas = [acb.stieltjes(fmpz(k), a) * (-1) ** k / acb(k + 1).gamma() for k in range(length)]
        return acb_series(gammas, length)
    return acb_series([s, 1], length).zeta(a)
