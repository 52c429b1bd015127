"""Families of definite integrals with parameters: Gaussians, Dirichlet's integral, incomplete gamma functions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sympy import (
    Expr,
    Integer,
    Mul,
    Pow,
    Rational,
    Symbol,
    atan,
    erf,
    erfc,
    exp,
    gamma,
    oo,
    pi,
    sign,
    sin,
    sinc,
    sqrt,
    uppergamma,
)  # fmt: skip

from derive.prove.special.arguments import evaluated, plain
from derive.prove.special.hypotheses import has_positive_real_part
from derive.prove.special.rules import Kind, Need
from derive.prove.sums.closed import Closed

Family = Callable[[dict[str, Any], Symbol, Expr, Expr, Any], Closed | None]


def parametric(integrand: Any, x: Symbol, lower: Expr, upper: Expr, facts: Any) -> Closed | None:
    """The value of an integral that belongs to a family.

    >>> from sympy import Symbol
    >>> x = Symbol("x", real=True)
    >>> parametric(exp(-2*x**2), x, -oo, oo, None).value
    sqrt(2)*sqrt(pi)/2
    """
    parts = _parts(evaluated(integrand), x)
    if parts is None:
        return None
    for family in FAMILIES:
        found = family(parts, x, lower, upper, facts)
        if found is not None:
            return found
    return None


def _parts(integrand: Any, x: Symbol) -> dict[str, Any] | None:
    """constant * x**power * exp(a polynomial) * (sin or sinc of a multiple of x)."""
    constant, power, exponent, waves = Integer(1), Integer(0), Integer(0), []
    for factor in Mul.make_args(integrand):
        if not factor.has(x):
            constant *= factor
        elif isinstance(factor, exp):
            exponent += plain(factor.args[0])
        elif isinstance(factor, sin | sinc):
            rate = plain(factor.args[0] / x)
            if rate.has(x):
                return None
            waves.append((type(factor), rate))
        elif factor.as_base_exp()[0] == x and not factor.as_base_exp()[1].has(x):
            power += factor.as_base_exp()[1]
        else:
            return None
    exponent = plain(exponent)
    if not exponent.is_polynomial(x) or len(waves) > 1:
        return None
    quadratic, slope, start = (exponent.coeff(x, i) for i in (2, 1, 0))
    if plain(exponent - quadratic * x**2 - slope * x - start) != 0:
        return None
    return {
        "constant": constant * exp(start), "power": plain(power), "quadratic": -quadratic, "slope": slope,
        "wave": waves[0] if waves else None,
    }  # fmt: skip


def _gaussian(parts: dict[str, Any], x: Symbol, lower: Expr, upper: Expr, facts: Any) -> Closed | None:
    a, b = parts["quadratic"], parts["slope"]
    if parts["wave"] or parts["power"] != 0 or a == 0 or not has_positive_real_part(a, facts) or upper != oo:
        return None
    whole = parts["constant"] * sqrt(pi) * Pow(a, -Rational(1, 2)) * exp(b**2 / (4 * a))
    if lower == -oo:
        return Closed(whole, "Gaussian integral")
    if lower == 0:
        return Closed(whole / 2 * erfc(-b / (2 * Pow(a, Rational(1, 2))), evaluate=False), "Gaussian integral")
    return None


def _gamma_integral(parts: dict[str, Any], x: Symbol, lower: Expr, upper: Expr, facts: Any) -> Closed | None:
    """x**c*exp(-a*x) from z to oo."""
    rate, s = -parts["slope"], plain(parts["power"] + 1)
    if parts["wave"] or parts["quadratic"] != 0 or upper != oo or rate == 0:
        return None
    if lower == 0 and has_positive_real_part(rate, facts) and has_positive_real_part(s, facts):
        return Closed(parts["constant"] * gamma(s) * Pow(rate, -s), "Euler's integral of the gamma function")
    if lower.is_positive and rate.is_positive:
        value = uppergamma(s, rate * lower, evaluate=False) * Pow(rate, -s)
        return Closed(parts["constant"] * value, "incomplete gamma function")
    return None


def _even_gaussian_moment(parts: dict[str, Any], x: Symbol, lower: Expr, upper: Expr, facts: Any) -> Closed | None:
    """x**c*exp(-a*x**2) from 0 to oo."""
    a, s = parts["quadratic"], plain((parts["power"] + 1) / 2)
    if parts["wave"] or parts["slope"] != 0 or a == 0 or (lower, upper) != (0, oo) or parts["power"] == 0:
        return None
    if not (has_positive_real_part(a, facts) and has_positive_real_part(s, facts)):
        return None
    return Closed(parts["constant"] * gamma(s) * Pow(a, -s) / 2, "Gaussian moments")


def _damped_sine(parts: dict[str, Any], x: Symbol, lower: Expr, upper: Expr, facts: Any) -> Closed | None:
    """sin(b*x)/x, alone, with exp(-a*x), or with exp(-a*x**2), from 0 to oo."""
    if parts["wave"] is None or (lower, upper) != (0, oo):
        return None
    head, b = parts["wave"]
    constant, power = parts["constant"], parts["power"]
    if head is sinc:
        constant, power = constant / b, power - 1
    if power != -1 or not b.is_real:
        return None
    need = () if b.is_number or head is sin else (Need(b, Kind.NONZERO),)
    a, rate = parts["quadratic"], -parts["slope"]
    if a == 0 and rate == 0:
        return Closed(constant * pi / 2 * sign(b), "Dirichlet's integral", need)
    if a == 0 and rate.is_positive:
        return Closed(constant * atan(b / rate), "Laplace transform of sin(x)/x", need)
    if rate == 0 and has_positive_real_part(a, facts):
        value = pi / 2 * erf(b / (2 * Pow(a, Rational(1, 2))), evaluate=False)
        return Closed(constant * value, "Gaussian transform of sin(x)/x", need)
    return None


FAMILIES: tuple[Family, ...] = (_gaussian, _gamma_integral, _even_gaussian_moment, _damped_sine)
