"""Where functions are analytic: off their branch cuts, and how they continue along the real line.

A function of a real variable may run along a cut, as log(x) does for x < 0.  Near the line it then
continues from the side on which the cut belongs to the function: log(x) as log(-x) + i pi.
"""

from __future__ import annotations

from flint import acb, arb

from derive.numeric.principal.values import (
    Unsettled,
    Value,
    as_acb,
    imaginary,
    parts,
    whole_number,
)


def off_negative_axis(value: Value) -> bool:
    """Whether a number is certainly not in (-oo, 0]."""
    real, imag = parts(value)
    return bool(real > 0 or imag != 0)


def off_outer_rays(value: Value) -> bool:
    """Whether a number is certainly not in (-oo, -1] or [1, oo)."""
    real, imag = parts(value)
    return bool(imag != 0 or abs(real) < 1)


def off_inner_segment(value: Value) -> bool:
    """Whether a number is certainly not in [-1, 1]."""
    real, imag = parts(value)
    return bool(imag != 0 or abs(real) > 1)


def off_outer_imaginary_rays(value: Value) -> bool:
    """Whether a number is certainly not in i (-oo, -1] or i [1, oo)."""
    real, imag = parts(value)
    return bool(real != 0 or abs(imag) < 1)


def off_imaginary_segment(value: Value) -> bool:
    """Whether a number is certainly not in i [-1, 1]."""
    real, imag = parts(value)
    return bool(real != 0 or abs(imag) > 1)


def below_one(value: Value) -> bool:
    """Whether a number is certainly not in [1, oo)."""
    real, imag = parts(value)
    return bool(imag != 0 or real < 1)


def beyond_one(value: Value) -> bool:
    """Whether a number is certainly not in (-oo, 1]."""
    real, imag = parts(value)
    return bool(imag != 0 or real > 1)


def within_unit(value: Value) -> bool:
    """Whether a number is certainly not in (-oo, 0] or [1, oo)."""
    real, imag = parts(value)
    return bool(imag != 0 or (real > 0 and real < 1))


def right_half_plane(value: Value) -> bool:
    """Whether a number certainly has a positive real part."""
    return bool(parts(value)[0] > 0)


# Continuations along the real line; each takes a ball around real numbers.


def half_pi_i() -> acb:
    """i pi/2."""
    return imaginary(arb.pi() / 2)


def log_on_line(value: Value) -> acb:
    """log(-u) + i pi, left of 0."""
    ball = as_acb(value)
    if not ball.real < 0:
        raise Unsettled
    return (-ball).log() + imaginary(arb.pi())


def asin_on_line(value: Value) -> acb:
    """pi/2 - i acosh(u) right of 1, and the odd function left of -1."""
    ball = as_acb(value)
    if ball.real > 1:
        return acb.pi() / 2 - imaginary(arb(1)) * ball.acosh()
    if ball.real < -1:
        return -asin_on_line(-ball)
    raise Unsettled


def acos_on_line(value: Value) -> acb:
    """pi/2 - asin(u)."""
    return acb.pi() / 2 - asin_on_line(value)


def acosh_on_line(value: Value) -> acb:
    """acosh(-u) + i pi left of -1, i acos(u) between -1 and 1."""
    ball = as_acb(value)
    if ball.real < -1:
        return (-ball).acosh() + imaginary(arb.pi())
    if abs(ball.real) < 1:
        return imaginary(arb(1)) * ball.acos()
    raise Unsettled


def atanh_on_line(value: Value) -> acb:
    """atanh(1/u) - i pi/2 right of 1, atanh(1/u) + i pi/2 left of -1."""
    ball = as_acb(value)
    if ball.real > 1:
        return (1 / ball).atanh() - half_pi_i()
    if ball.real < -1:
        return (1 / ball).atanh() + half_pi_i()
    raise Unsettled


def loggamma_on_line(value: Value) -> acb:
    """log(±gamma(u)) + n pi i for n < u < n + 1 < 1."""
    ball = as_acb(value)
    whole = ball.real.floor().unique_fmpz()
    if whole is None or whole >= 0:
        raise Unsettled
    gamma = ball.gamma()
    return (gamma if whole % 2 == 0 else -gamma).log() + imaginary(arb.pi() * whole)


def ei_on_line(value: Value) -> acb:
    """-E1(-u) left of 0, where Ei is real."""
    ball = as_acb(value)
    if not ball.real < 0:
        raise Unsettled
    return -(-ball).expint(acb(1))


def li_on_line(value: Value) -> acb:
    """Ei(log(u)) between 0 and 1."""
    ball = as_acb(value)
    if not ball.real > 0:
        raise Unsettled
    return ei_on_line(ball.log())


def ci_on_line(value: Value) -> acb:
    """Ci(-u) + i pi left of 0."""
    ball = as_acb(value)
    if not ball.real < 0:
        raise Unsettled
    return (-ball).ci() + imaginary(arb.pi())


def chi_on_line(value: Value) -> acb:
    """Chi(-u) + i pi left of 0."""
    ball = as_acb(value)
    if not ball.real < 0:
        raise Unsettled
    return (-ball).chi() + imaginary(arb.pi())


def polylog_on_line(order: Value, value: Value) -> acb:
    """By the inversion formula right of 1, for whole orders (DLMF 25.12.4 and its like)."""
    ball, n = as_acb(value), whole_number(order)
    if n is None or not 1 <= n <= 20 or not ball.real > 1:
        raise Unsettled
    turn = imaginary(2 * arb.pi())
    bernoulli = (1 + ball.log() / turn).bernoulli_poly(n)
    return (-1) ** (n - 1) * (1 / ball).polylog(acb(n)) - turn**n / acb(n + 1).gamma() * bernoulli


def upper_gamma_on_line(order: Value, value: Value) -> acb:
    """gamma(s) - lowergamma(s, u)."""
    s = as_acb(order)
    return s.gamma() - lower_gamma_on_line(order, value)


def lower_gamma_on_line(order: Value, value: Value) -> acb:
    """gamma(s) u**s gamma*(s, u), where the last factor is entire."""
    s, ball = as_acb(order), as_acb(value)
    return s.gamma() * (s * log_on_line(ball)).exp() * ball.gamma_lower(s, regularized=2)


def lambert_w_on_line(value: Value, *branch: Value) -> acb:
    """The branch that is continued from above, left of -1/e (left of 0 for the other branches)."""
    ball = as_acb(value)
    k = whole_number(branch[0]) if branch else 0
    if k not in (0, 1) or not ball.real < (-(-acb(1)).exp() if k == 0 else acb(0)).real:
        raise Unsettled
    return ball.lambertw(branch=k, left=True)
