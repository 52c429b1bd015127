"""Bessel, Hankel and Airy functions; Arb takes the argument as self and the order as a parameter."""

from __future__ import annotations

from flint import acb, fmpq

from derive.numeric.principal import values
from derive.numeric.principal.elementary import Rule
from derive.numeric.principal.gamma import LARGEST_ORDER, within_reach
from derive.numeric.principal.values import (
    ONE,
    ZERO,
    NoValue,
    Unsettled,
    Value,
    as_acb,
    is_zero,
    whole_number,
)  # fmt: skip


def bessel(method: str) -> Rule:
    """A Bessel function of an order and an argument."""

    def function(order: Value, z: Value) -> Value:
        within_reach(order, limit=LARGEST_ORDER)
        if is_zero(z):
            return _bessel_at_zero(method, order)
        return getattr(as_acb(z), method)(as_acb(order))

    return function


def _bessel_at_zero(method: str, order: Value) -> Value:
    whole = whole_number(order)
    if method in ("bessel_y", "bessel_k"):
        raise NoValue if whole is not None else Unsettled
    if whole is not None:
        return ONE if whole == 0 else ZERO
    if as_acb(order).real > 0:
        return ZERO
    raise NoValue if isinstance(order, fmpq) else Unsettled


def hankel(sign: int) -> Rule:
    """J + i Y or J - i Y."""
    return _combined(bessel("bessel_j"), bessel("bessel_y"), sign)


def spherical_hankel(sign: int) -> Rule:
    """j + i y or j - i y."""
    return _combined(spherical("bessel_j"), spherical("bessel_y"), sign)


def _combined(first: Rule, second: Rule, sign: int) -> Rule:
    turn = values.Gaussian(ZERO, fmpq(sign))
    return lambda order, z: values.add([first(order, z), values.multiply([turn, second(order, z)])])


def spherical(method: str) -> Rule:
    """sqrt(pi/(2 z)) times the Bessel function of half an order more, away from 0."""
    function = bessel(method)

    def rule(order: Value, z: Value) -> Value:
        if not values.is_nonzero(z):
            raise Unsettled
        factor = (acb.pi() / (2 * as_acb(z))).sqrt()
        return factor * as_acb(function(values.add([order, fmpq(1, 2)]), z))

    return rule


def airy(method: str, derivative: int) -> Rule:
    """An Airy function or its derivative."""
    return lambda z: getattr(as_acb(z), method)(derivative=derivative)
