"""Special functions of complex enclosures, with SymPy's arguments in SymPy's order."""

from __future__ import annotations

from collections.abc import Callable

from flint import acb, arb, fmpq

from derive.numeric.principal import values
from derive.numeric.principal.bessel import airy, bessel, hankel, spherical, spherical_hankel
from derive.numeric.principal.elementary import Rule, away_from_zero, through
from derive.numeric.principal.gamma import (
    beta,
    binomial,
    digamma,
    factorial,
    falling_factorial,
    gamma,
    loggamma,
    lower_gamma,
    polygamma,
    rising_factorial,
    upper_gamma,
)  # fmt: skip
from derive.numeric.principal.values import (
    ONE,
    ZERO,
    NoValue,
    Unsettled,
    Unsupported,
    Value,
    as_acb,
    is_exact,
    is_zero,
    whole_number,
)  # fmt: skip
from derive.numeric.principal.zeta import dirichlet_eta, harmonic, lerch_phi, polylog, zeta


def erf2(a: Value, b: Value) -> Value:
    """erf(b) - erf(a)."""
    return values.subtract(erf(b), erf(a))


erf = through("erf", at_0=0)


def inverse_of(method: str, lower: int, upper: int) -> Rule:
    """A real inverse function on an open interval."""

    def function(value: Value) -> Value:
        real = arb(values.real_value(value))
        if real > lower and real < upper:
            return acb(getattr(real, method)())
        if isinstance(value, fmpq) and value in (lower, upper):
            raise NoValue
        raise Unsupported

    return function


def logarithmic_integral(value: Value) -> Value:
    """li(z), with a pole at 1."""
    if is_zero(value):
        return ZERO
    if isinstance(value, fmpq) and value == 1:
        raise NoValue
    return as_acb(value).li()


def offset_logarithmic_integral(value: Value) -> Value:
    """li(z) - li(2)."""
    return values.subtract(logarithmic_integral(value), logarithmic_integral(fmpq(2)))


def exponential_integral(nu: Value, z: Value) -> Value:
    """E_nu(z)."""
    if is_zero(z):
        _beyond_one(nu)
        return values.reciprocal(values.subtract(nu, ONE))
    return as_acb(z).expint(as_acb(nu))


def _beyond_one(nu: Value) -> None:
    real = as_acb(nu).real
    if real <= 1 and is_exact(nu):
        raise NoValue
    if not real > 1:
        raise Unsettled


def lambert_w(z: Value, branch: Value = ZERO) -> Value:
    """The inverse of w exp(w) on a branch."""
    k = whole_number(branch)
    if k is None or abs(k) > 10**6:
        raise Unsupported
    if is_zero(z):
        if k == 0:
            return ZERO
        raise NoValue
    return as_acb(z).lambertw(branch=k)


SPECIAL: dict[str, Callable[..., Value]] = {
    "gamma": gamma,
    "loggamma": loggamma,
    "digamma": digamma,
    "trigamma": lambda z: polygamma(ONE, z),
    "polygamma": polygamma,
    "factorial": factorial,
    "beta": beta,
    "binomial": binomial,
    "RisingFactorial": rising_factorial,
    "FallingFactorial": falling_factorial,
    "harmonic": harmonic,
    "zeta": zeta,
    "dirichlet_eta": dirichlet_eta,
    "lerchphi": lerch_phi,
    "polylog": polylog,
    "erf": erf,
    "erfc": through("erfc", at_0=1),
    "erfi": through("erfi", at_0=0),
    "erf2": erf2,
    "erfinv": inverse_of("erfinv", -1, 1),
    "erfcinv": inverse_of("erfcinv", 0, 2),
    "Ei": away_from_zero("ei"),
    "E1": lambda z: exponential_integral(ONE, z),
    "expint": exponential_integral,
    "li": logarithmic_integral,
    "Li": offset_logarithmic_integral,
    "Si": through("si", at_0=0),
    "Ci": away_from_zero("ci"),
    "Shi": through("shi", at_0=0),
    "Chi": away_from_zero("chi"),
    "fresnels": through("fresnel_s", at_0=0),
    "fresnelc": through("fresnel_c", at_0=0),
    "uppergamma": upper_gamma,
    "lowergamma": lower_gamma,
    "besselj": bessel("bessel_j"),
    "bessely": bessel("bessel_y"),
    "besseli": bessel("bessel_i"),
    "besselk": bessel("bessel_k"),
    "hankel1": hankel(1),
    "hankel2": hankel(-1),
    "jn": spherical("bessel_j"),
    "yn": spherical("bessel_y"),
    "hn1": spherical_hankel(1),
    "hn2": spherical_hankel(-1),
    "airyai": airy("airy_ai", 0),
    "airybi": airy("airy_bi", 0),
    "airyaiprime": airy("airy_ai", 1),
    "airybiprime": airy("airy_bi", 1),
    "LambertW": lambert_w,
}
