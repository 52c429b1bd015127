"""The zeta functions, harmonic numbers and polylogarithms."""

from __future__ import annotations

from flint import acb, arb, fmpq, fmpq_poly

from derive.numeric.principal import values
from derive.numeric.principal.gamma import (
    EXACT_DEGREE,
    EXACT_FACTORIAL,
    LARGEST_ORDER,
    digamma,
    is_pole_of_gamma,
    within_reach,
)  # fmt: skip
from derive.numeric.principal.values import (
    ONE,
    ZERO,
    NoValue,
    Unsettled,
    Unsupported,
    Value,
    as_acb,
    is_real,
    is_zero,
    whole_number,
)  # fmt: skip


def harmonic(n: Value, order: Value = ONE) -> Value:
    """The sum of 1/k**order for k up to n; digamma(n + 1) + EulerGamma between whole numbers."""
    whole = whole_number(n)
    if whole is not None and 0 <= whole <= EXACT_FACTORIAL and whole_number(order) is not None:
        return values.add([values.whole_power(fmpq(k), -int(order.p)) for k in range(1, whole + 1)])
    after = values.add([n, ONE])
    if order == ONE:
        return values.add([digamma(after), acb(arb.const_euler())])
    if not as_acb(after).real > 0:
        raise Unsettled
    return values.subtract(zeta(order), zeta(order, after))


def zeta(s: Value, a: Value = ONE) -> Value:
    """The Hurwitz zeta function, the Riemann one for a = 1."""
    if isinstance(s, fmpq) and s == 1:
        raise NoValue
    within_reach(s, a)
    if a == ONE:
        whole = whole_number(s)
        if whole is not None and whole <= 0:
            return _zeta_at_nonpositive(-whole)
        return as_acb(s).zeta()
    if whole_number(s) is not None and s <= 0 and -s <= LARGEST_ORDER:
        n = int(1 - s.p)
        exact = isinstance(a, fmpq) and n <= EXACT_DEGREE
        polynomial = fmpq_poly.bernoulli_poly(n)(a) if exact else as_acb(a).bernoulli_poly(n)
        return values.multiply([fmpq(-1, n), polynomial])
    if is_pole_of_gamma(a):
        raise Unsettled
    result = as_acb(s).zeta(as_acb(a))
    return acb(result.real) if whole_number(s) is not None and is_real(a) else result


def _zeta_at_nonpositive(n: int) -> Value:
    if n > LARGEST_ORDER:
        return acb(-n).zeta()
    return fmpq(-1, 2) if n == 0 else -fmpq.bernoulli(n + 1) / (n + 1)


def dirichlet_eta(s: Value, a: Value = ONE) -> Value:
    """The alternating zeta function."""
    if a != ONE:
        raise Unsupported
    within_reach(s)
    return as_acb(s).dirichlet_eta()


def lerch_phi(z: Value, s: Value, a: Value) -> Value:
    """The sum of z**n/(n + a)**s, and its continuation."""
    if not as_acb(a).real > 0:
        raise Unsettled
    within_reach(z, s, a)
    return as_acb(z).lerch_phi(as_acb(s), as_acb(a))


def polylog(s: Value, z: Value) -> Value:
    """The sum of z**n/n**s, and its continuation."""
    if is_zero(z):
        return ZERO
    within_reach(s, limit=LARGEST_ORDER)
    whole = whole_number(s)
    if isinstance(z, fmpq) and z == 1:
        if isinstance(s, fmpq) and s <= 1:
            raise NoValue
        if not as_acb(s).real > 1:
            raise Unsettled
        return zeta(s)
    if whole == 1:
        return -as_acb(values.subtract(ONE, z)).log()
    if whole == 0:
        return values.divide(z, values.subtract(ONE, z))
    return as_acb(z).polylog(as_acb(s))
