"""Elliptic integrals by the parameter m, in SymPy's order of arguments.

Incomplete integrals follow the path from 0 along the real axis and are quasi-periodic in the angle:
F(phi + pi, m) = F(phi, m) + 2 K(m).  Where the angle is a ball across an odd multiple of pi/2, they
are taken only if the integrand has no cut there.
"""

from __future__ import annotations

from collections.abc import Callable

from flint import acb, arb, fmpq

from derive.numeric.principal.cuts import below_one, off_negative_axis
from derive.numeric.principal.values import (
    ONE,
    ZERO,
    NoValue,
    Unsettled,
    Value,
    as_acb,
    is_real,
    is_zero,
)

WIDEST = 0.06


def _is_one(value: Value) -> bool:
    return isinstance(value, fmpq) and bool(value == 1)


def _narrow(*numbers: acb) -> None:
    """`Unsettled` for wide balls, on which the symmetric integrals take very long."""
    for number in numbers:
        if not (number.real.rad() < WIDEST and number.imag.rad() < WIDEST):
            raise Unsettled


def elliptic_k(m: Value) -> Value:
    """The complete integral of the first kind, with a pole at 1."""
    if _is_one(m):
        raise NoValue
    return as_acb(m).elliptic_k()


def elliptic_f(phi: Value, m: Value) -> Value:
    """The incomplete integral of the first kind."""
    return _incomplete(acb.elliptic_f, phi, m)


def elliptic_e(*arguments: Value) -> Value:
    """The integral of the second kind: E(m) or E(phi, m)."""
    if len(arguments) == 1:
        return ONE if _is_one(arguments[0]) else as_acb(arguments[0]).elliptic_e()
    return _incomplete(acb.elliptic_e_inc, *arguments)


def _incomplete(integral: Callable[[acb, acb], acb], phi: Value, m: Value) -> Value:
    """An integral from 0 to phi of what is 1 where m is 0."""
    if is_zero(phi):
        return ZERO
    if is_zero(m):
        return phi
    angle, parameter = as_acb(phi), as_acb(m)
    _narrow(angle, parameter)
    _require_one_branch(angle, parameter)
    return integral(angle, parameter)


def elliptic_pi(*arguments: Value) -> Value:
    """The integral of the third kind: Pi(n, m) or Pi(n, phi, m)."""
    n, m = arguments[0], arguments[-1]
    if len(arguments) == 2:
        if _is_one(n) or _is_one(m):
            raise NoValue if is_zero(m) or is_zero(n) else Unsettled
        if is_zero(n):
            return elliptic_k(m)
        characteristic, parameter = as_acb(n), as_acb(m)
        _narrow(characteristic, parameter)
        if not (below_one(n) or is_real(n)) or not (below_one(m) or is_real(m)):
            raise Unsettled
        return acb.elliptic_pi(characteristic, parameter)
    phi = arguments[1]
    if is_zero(phi):
        return ZERO
    if is_zero(n):
        return elliptic_f(phi, m)
    characteristic, angle, parameter = as_acb(n), as_acb(phi), as_acb(m)
    _narrow(characteristic, angle, parameter)
    _require_one_branch(angle, parameter)
    _require_one_branch(angle, characteristic)
    return acb.elliptic_pi_inc(characteristic, angle, parameter)


def _require_one_branch(phi: acb, m: acb) -> None:
    """`Unsettled` unless 1 - m sin(phi)**2 is certainly off the cut, or real like all that makes it up."""
    if is_real(phi) and is_real(m):
        return
    if not off_incomplete_cuts(phi, m):
        raise Unsettled


def off_incomplete_cuts(phi: Value, m: Value) -> bool:
    """Whether an incomplete integral is certainly analytic at an angle and a parameter."""
    angle, parameter = as_acb(phi), as_acb(m)
    if not off_negative_axis(1 - parameter * angle.sin() ** 2):
        return False
    if _between_odd_quarters(angle):
        return True
    # along phi = pi/2 + pi k + i t, 1 - m cosh(t)**2 must stay off the cut from t = 0 on
    return off_negative_axis(1 - parameter * _range_of_squares(angle.imag))


def _between_odd_quarters(angle: acb) -> bool:
    turns = angle.real / arb.pi() + arb(1) / 2
    return turns.floor().unique_fmpz() is not None


def _range_of_squares(t: arb) -> acb:
    """A ball around all cosh(s)**2 with s between 0 and t."""
    largest = arb(abs(t).upper()).cosh() ** 2
    return acb(arb(1).union(largest))


def off_complete_cuts(n: Value, m: Value) -> bool:
    """Whether Pi(n, m) is certainly analytic there."""
    return below_one(n) and below_one(m)


def off_cuts_of_pi(*arguments: Value) -> bool:
    """Whether Pi is certainly analytic at its two or three arguments."""
    if len(arguments) == 2:
        return off_complete_cuts(*arguments)
    n, phi, m = arguments
    return off_incomplete_cuts(phi, n) and off_incomplete_cuts(phi, m)


def off_cuts_of_e(*arguments: Value) -> bool:
    """Whether E is certainly analytic at its one or two arguments."""
    return below_one(arguments[0]) if len(arguments) == 1 else off_incomplete_cuts(*arguments)


ELLIPTIC: dict[str, Callable[..., Value]] = {
    "elliptic_k": elliptic_k,
    "elliptic_f": elliptic_f,
    "elliptic_e": elliptic_e,
    "elliptic_pi": elliptic_pi,
}
