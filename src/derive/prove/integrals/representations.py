"""Integral representations of functions: for a function that occurs in a claim, the integrals that equal it.

Each row is a theorem: for a node f(arguments) it gives integrands in t over a range with the value in terms of
f, under hypotheses that must be known.  The sources are the usual ones (Euler, Bessel, Binet, Gauss, Hermite).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sympy import (
    Chi,
    Ci,
    EulerGamma,
    Expr,
    I,
    Integer,
    Pow,
    Rational,
    Shi,
    Si,
    Symbol,
    besseli,
    besselj,
    besselk,
    beta,
    cos,
    cosh,
    digamma,
    elliptic_e,
    elliptic_f,
    elliptic_k,
    elliptic_pi,
    erf,
    erfc,
    erfi,
    exp,
    expint,
    factorial,
    fresnelc,
    fresnels,
    gamma,
    hyper,
    legendre,
    log,
    lowergamma,
    oo,
    pi,
    polygamma,
    polylog,
    sin,
    sinc,
    sinh,
    sqrt,
    uppergamma,
    zeta,
)  # fmt: skip

from derive.prove.special.arguments import plain
from derive.prove.special.hypotheses import has_positive_real_part, is_below_one, is_real_in_principal_amplitude

T = Symbol("_t_", real=True)
POSITIVE_T = Symbol("_t_", positive=True)


@dataclass(frozen=True)
class Representation:
    """Integral of `integrand` in T from `lower` to `upper` = `value`."""

    integrand: Expr
    lower: Expr
    upper: Expr
    value: Expr
    name: str


def _bessel_j(node: Any, facts: Any) -> Iterator[Representation]:
    order, z = node.args
    t = T
    if plain(order).is_integer:
        yield Representation(cos(order * t - z * sin(t)), Integer(0), pi, pi * node, "Bessel's integral")
        yield Representation(exp(I * (order * t - z * sin(t))), -pi, pi, 2 * pi * node, "Bessel's integral")
        hansen = exp(I * z * cos(t)) * cos(order * t)
        yield Representation(hansen, Integer(0), pi, pi * I**order * node, "Hansen's integral")
    if plain(order) == 0:
        yield Representation(cos(z * cos(t)), Integer(0), pi, pi * node, "Bessel's integral")
        yield Representation(cos(z * sin(t)), Integer(0), pi, pi * node, "Bessel's integral")
        for wave in (sin, cos):
            yield Representation(cos(z * wave(t)), Integer(0), pi / 2, pi / 2 * node, "Bessel's integral")
            for inner in (cos(z * wave(t)), exp(I * z * wave(t)), exp(-I * z * wave(t))):
                yield Representation(inner, Integer(0), 2 * pi, 2 * pi * node, "Bessel's integral")
    if has_positive_real_part(order + Rational(1, 2), facts):
        value = sqrt(pi) * gamma(order + Rational(1, 2)) * node / Pow(z / 2, order)
        for inner in (cos(z * cos(t)), exp(I * z * cos(t))):
            yield Representation(inner * sin(t) ** (2 * order), Integer(0), pi, value, "Poisson's integral")


def _bessel_i(node: Any, facts: Any) -> Iterator[Representation]:
    order, z = node.args
    if plain(order).is_integer:
        integrand = exp(z * cos(T)) * cos(order * T)
        yield Representation(integrand, Integer(0), pi, pi * node, "integral of the Bessel function I")
    if plain(order) == 0:
        for wave in (sin, cos):
            name = "integral of the Bessel function I"
            yield Representation(exp(z * wave(T)), Integer(0), 2 * pi, 2 * pi * node, name)
            yield Representation(cosh(z * wave(T)), Integer(0), pi, pi * node, name)


def _bessel_k(node: Any, facts: Any) -> Iterator[Representation]:
    order, z = node.args
    if has_positive_real_part(z, facts):
        integrand = exp(-z * cosh(T)) * cosh(order * T)
        yield Representation(integrand, Integer(0), oo, node, "integral of the Bessel function K")


def _digamma(node: Any, facts: Any) -> Iterator[Representation]:
    z, t = node.args[-1], POSITIVE_T
    if not has_positive_real_part(z, facts):
        return
    yield Representation(exp(-t) / t - exp(-z * t) / (1 - exp(-t)), Integer(0), oo, node, "Gauss's integral of digamma")
    yield Representation((exp(-t) - (1 + t) ** (-z)) / t, Integer(0), oo, node, "Dirichlet's integral of digamma")
    binet = (log(z) - 1 / (2 * z) - node) / 2
    integrand = t / ((t**2 + z**2) * (exp(2 * pi * t) - 1))
    yield Representation(integrand, Integer(0), oo, binet, "Binet's integral of digamma")
    yield Representation(
        (1 / (1 - exp(-t)) - 1 / t) * exp(-z * t), Integer(0), oo, log(z) - node, "Binet's integral of digamma"
    )
    yield Representation(
        (1 - t ** (z - 1)) / (1 - t), Integer(0), Integer(1), node + EulerGamma, "integral of digamma over (0, 1)"
    )


def _polygamma(node: Any, facts: Any) -> Iterator[Representation]:
    m, z = node.args
    t = POSITIVE_T
    if plain(m) == 0:
        yield from _digamma(node, facts)
    if plain(m).is_integer and plain(m).is_positive and has_positive_real_part(z, facts):
        value = (-1) ** (m + 1) * node
        yield Representation(t**m * exp(-z * t) / (1 - exp(-t)), Integer(0), oo, value, "integral of polygamma")
        integrand = t ** (z - 1) * log(t) ** m / (1 - t)
        yield Representation(integrand, Integer(0), Integer(1), -node, "integral of polygamma")


def _zeta(node: Any, facts: Any) -> Iterator[Representation]:
    s, a = (*node.args, Integer(1))[:2]
    t = POSITIVE_T
    if has_positive_real_part(s - 1, facts) and has_positive_real_part(a, facts):
        integrand = t ** (s - 1) * exp(-a * t) / (1 - exp(-t))
        yield Representation(integrand, Integer(0), oo, gamma(s) * node, "Mellin transform of the zeta function")
    if a == 1 and has_positive_real_part(s, facts):
        integrand = t ** (s - 1) / (exp(t) + 1)
        value = (1 - 2 ** (1 - s)) * gamma(s) * node
        yield Representation(integrand, Integer(0), oo, value, "Mellin transform of the eta function")
    if has_positive_real_part(a - Rational(1, 2), facts):
        integrand = (a - Rational(1, 2) + I * T) ** (1 - s) / cosh(pi * T) ** 2
        yield Representation(integrand, -oo, oo, 2 * (s - 1) * node / pi, "integral of the zeta function over a line")


def _gamma(node: Any, facts: Any) -> Iterator[Representation]:
    z, t = node.args[0], POSITIVE_T
    if has_positive_real_part(z, facts):
        yield Representation(t ** (z - 1) * exp(-t), Integer(0), oo, node, "Euler's integral of the gamma function")
        yield Representation(
            log(1 / t) ** (z - 1), Integer(0), Integer(1), node, "Euler's integral of the gamma function"
        )


def _factorial(node: Any, facts: Any) -> Iterator[Representation]:
    z, t = node.args[0], POSITIVE_T
    if has_positive_real_part(z + 1, facts):
        yield Representation(t**z * exp(-t), Integer(0), oo, node, "Euler's integral of the gamma function")


def _upper(node: Any, facts: Any) -> Iterator[Representation]:
    s, z = node.args
    if plain(z).is_positive:
        yield Representation(POSITIVE_T ** (s - 1) * exp(-POSITIVE_T), z, oo, node, "incomplete gamma function")


def _lower(node: Any, facts: Any) -> Iterator[Representation]:
    s, z = node.args
    if plain(z).is_positive and has_positive_real_part(s, facts):
        yield Representation(POSITIVE_T ** (s - 1) * exp(-POSITIVE_T), Integer(0), z, node, "incomplete gamma function")


def _beta(node: Any, facts: Any) -> Iterator[Representation]:
    a, b = node.args
    t = POSITIVE_T
    if has_positive_real_part(a, facts) and has_positive_real_part(b, facts):
        name = "Euler's integral of the beta function"
        yield Representation(t ** (a - 1) * (1 - t) ** (b - 1), Integer(0), Integer(1), node, name)
        yield Representation(t ** (a - 1) / (1 + t) ** (a + b), Integer(0), oo, node, name)
        yield Representation(sin(t) ** (2 * a - 1) * cos(t) ** (2 * b - 1), Integer(0), pi / 2, node / 2, name)


def _erfc(node: Any, facts: Any) -> Iterator[Representation]:
    value = sqrt(pi) / 2 * node
    yield Representation(exp(-(T**2)), node.args[0], oo, value, "definition of the error function")


def _primitive(integrand: Expr, scale: Expr, name: str) -> Callable[[Any, Any], Iterator[Representation]]:
    """A function that is the integral of an entire function from 0."""

    def rows(node: Any, facts: Any) -> Iterator[Representation]:
        yield Representation(integrand, Integer(0), node.args[0], scale * node, name)

    return rows


def _cosine_integral(node: Any, facts: Any) -> Iterator[Representation]:
    z = node.args[0]
    wave = cos if isinstance(node, Ci) else cosh
    if plain(z).is_positive:
        value = node - EulerGamma - log(z)
        yield Representation((wave(T) - 1) / T, Integer(0), z, value, "definition of the cosine integral")
        if wave is cos:
            yield Representation(cos(T) / T, z, oo, -node, "definition of the cosine integral")


def _first_kind(node: Any, facts: Any) -> Iterator[Representation]:
    (m,) = node.args
    if is_below_one(m, facts):
        name = "Legendre's integral of the first kind"
        for wave in (sin, cos):
            yield Representation(1 / sqrt(1 - m * wave(T) ** 2), Integer(0), pi / 2, node, name)
        yield Representation(1 / (sqrt(1 - T**2) * sqrt(1 - m * T**2)), Integer(0), Integer(1), node, name)


def _incomplete_first_kind(node: Any, facts: Any) -> Iterator[Representation]:
    phi, m = node.args
    if is_below_one(m, facts) and plain(phi).is_real:
        name = "Legendre's integral of the first kind"
        yield Representation(1 / sqrt(1 - m * sin(T) ** 2), Integer(0), phi, node, name)


def _second_kind(node: Any, facts: Any) -> Iterator[Representation]:
    m, name = node.args[-1], "Legendre's integral of the second kind"
    if not is_below_one(m, facts):
        return
    integrand = sqrt(1 - m * sin(T) ** 2)
    if len(node.args) == 1:
        yield Representation(integrand, Integer(0), pi / 2, node, name)
        yield Representation(sqrt(1 - m * cos(T) ** 2), Integer(0), pi / 2, node, name)
        yield Representation(sqrt(1 - m * T**2) / sqrt(1 - T**2), Integer(0), Integer(1), node, name)
    elif plain(node.args[0]).is_real:
        yield Representation(integrand, Integer(0), node.args[0], node, name)


def _third_kind(node: Any, facts: Any) -> Iterator[Representation]:
    n, m = node.args[0], node.args[-1]
    if not (is_below_one(m, facts) and is_below_one(n, facts)):
        return
    integrand, name = 1 / ((1 - n * sin(T) ** 2) * sqrt(1 - m * sin(T) ** 2)), "Legendre's integral of the third kind"
    if len(node.args) == 2:
        yield Representation(integrand, Integer(0), pi / 2, node, name)
    elif is_real_in_principal_amplitude(node.args[1], facts):
        yield Representation(integrand, Integer(0), node.args[1], node, name)


def _hyper(node: Any, facts: Any) -> Iterator[Representation]:
    upper, lower, z = node.args
    t = POSITIVE_T
    if len(lower) != 1 or len(upper) not in (1, 2):
        return
    (c,) = lower
    for index, b in enumerate(upper):
        if not (has_positive_real_part(b, facts) and has_positive_real_part(c - b, facts)):
            continue
        value = gamma(b) * gamma(c - b) / gamma(c) * node
        weight = t ** (b - 1) * (1 - t) ** (c - b - 1)
        if len(upper) == 1:
            yield Representation(exp(z * t) * weight, Integer(0), Integer(1), value, "Euler's integral of 1F1")
        elif is_below_one(z, facts):
            a = upper[1 - index]
            yield Representation(weight * (1 - z * t) ** (-a), Integer(0), Integer(1), value, "Euler's integral of 2F1")


def _legendre(node: Any, facts: Any) -> Iterator[Representation]:
    n, z = node.args
    if plain(n).is_integer and plain(n).is_nonnegative:
        for sign in (1, -1):
            integrand = (z + sign * sqrt(z**2 - 1) * cos(T)) ** n
            yield Representation(integrand, Integer(0), pi, pi * node, "Laplace's integral of Legendre polynomials")


def _polylog(node: Any, facts: Any) -> Iterator[Representation]:
    s, z = node.args
    if not is_below_one(z, facts) or not plain(z).is_real:
        return
    if plain(s) == 2:
        name = "definition of the dilogarithm"
        yield Representation(log(1 - T) / T, Integer(0), z, -node, name)
        yield Representation(log(1 - z * T) / T, Integer(0), Integer(1), -node, name)
    if has_positive_real_part(s, facts):
        t = POSITIVE_T
        integrand = t ** (s - 1) / (exp(t) / z - 1)
        yield Representation(integrand, Integer(0), oo, gamma(s) * node, "Bose's integral")


def _expint(node: Any, facts: Any) -> Iterator[Representation]:
    n, z = node.args
    if has_positive_real_part(z, facts):
        name, t = "definition of the exponential integral", POSITIVE_T
        yield Representation(exp(-z * t) / t**n, Integer(1), oo, node, name)
        if plain(n) == 1 and plain(z).is_positive:
            yield Representation(exp(-t) / t, z, oo, node, name)
            yield Representation(exp(-t) / (t + z), Integer(0), oo, exp(z) * node, name)
            yield Representation(exp(-z * t) / (t + 1), Integer(0), oo, exp(z) * node, name)


REPRESENTATIONS: dict[Any, Callable[[Any, Any], Iterator[Representation]]] = {
    besselj: _bessel_j,
    besseli: _bessel_i,
    besselk: _bessel_k,
    digamma: _digamma,
    polygamma: _polygamma,
    zeta: _zeta,
    gamma: _gamma,
    factorial: _factorial,
    uppergamma: _upper,
    lowergamma: _lower,
    beta: _beta,
    erfc: _erfc,
    erf: _primitive(exp(-(T**2)), sqrt(pi) / 2, "definition of the error function"),
    erfi: _primitive(exp(T**2), sqrt(pi) / 2, "definition of the error function"),
    Si: _primitive(sinc(T), Integer(1), "definition of the sine integral"),
    Shi: _primitive(sinh(T) / T, Integer(1), "definition of the sine integral"),
    fresnels: _primitive(sin(pi * T**2 / 2), Integer(1), "definition of the Fresnel integrals"),
    fresnelc: _primitive(cos(pi * T**2 / 2), Integer(1), "definition of the Fresnel integrals"),
    Ci: _cosine_integral,
    Chi: _cosine_integral,
    polylog: _polylog,
    expint: _expint,
    elliptic_k: _first_kind,
    elliptic_f: _incomplete_first_kind,
    elliptic_e: _second_kind,
    elliptic_pi: _third_kind,
    hyper: _hyper,
    legendre: _legendre,
}
