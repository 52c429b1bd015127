"""Germs of sequences and of orthogonal polynomials with an index that grows: closed forms and bounds.

Closed forms such as Binet's hold at whole numbers only, so that they serve sums, not integrals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flint import acb, arb
from sympy import Expr, I, Integer, Rational, binomial, log, pi, sqrt, zeta

from derive.numeric.calculus import depends
from derive.numeric.principal import stirling
from derive.numeric.principal.exponentials import CONSTANT, constant_power, exponential
from derive.numeric.principal.germ_functions import RULES as FUNCTIONS
from derive.numeric.principal.germ_kinks import enclosed
from derive.numeric.principal.germ_tools import divide, plus, times
from derive.numeric.principal.germs import Germ, within_radius
from derive.numeric.principal.values import as_acb, is_real
from derive.numeric.reals import Unsettled, Unsupported

if TYPE_CHECKING:
    from derive.numeric.principal.expansion import Expansion, Rule


def whole_index(walk: Expansion, node: Any) -> tuple[Germ, int, int]:
    """The germ of an index a n + b with whole numbers a > 0 and b, n whole."""
    germ = walk(node)
    form = stirling.linear(germ)
    if form is None or not walk.variable.is_integer or not all(number.is_Integer for number in form):
        raise Unsupported
    return germ, int(form[0]), int(form[1])


def exp_of_multiple(walk: Expansion, germ: Germ, factor: Expr) -> Germ:
    """exp(factor germ)."""
    return exponential(walk, times(walk, germ, factor))


def _fibonacci_like(sign: int, walk: Expansion, node: Any) -> Germ:
    """phi**u + sign (-1)**u phi**-u for whole u, phi the golden ratio."""
    germ, _, _ = whole_index(walk, node)
    rate = walk.standing_for("log of the golden ratio", acb(((1 + arb(5).sqrt()) / 2).log()))
    grows = exp_of_multiple(walk, germ, rate)
    falls = exp_of_multiple(walk, germ, I * pi - rate)
    return walk.scale.add(grows, walk.scale.scaled(falls, sign))


def fibonacci(walk: Expansion, node: Any) -> Germ:
    """Binet's formula."""
    if len(node.args) != 1:
        raise Unsupported
    return times(walk, _fibonacci_like(-1, walk, node.args[0]), 1 / sqrt(5))


def lucas(walk: Expansion, node: Any) -> Germ:
    """phi**u + (-phi)**-u."""
    return _fibonacci_like(1, walk, node.args[0])


# Orthogonal polynomials


def _parameter(walk: Expansion, node: Any) -> acb:
    if depends(node, walk.variable):
        raise Unsupported
    return as_acb(walk.plane.value(node))


def _argument_of_joukowski(x: acb) -> tuple[acb, bool]:
    """log(w) for w + 1/w = 2 x, and whether |w| is certainly 1."""
    if x.imag == 0 and abs(x.real) <= 1:
        return acb(arb(0), x.real.acos()), True
    return (x + (x * x - 1).sqrt()).log(), False


def chebyshev_t(walk: Expansion, node: Any) -> Germ:
    """(w**n + w**-n)/2."""
    index, _, _ = whole_index(walk, node.args[0])
    rate = walk.standing_for(node.args[1], _argument_of_joukowski(_parameter(walk, node.args[1]))[0])
    both = walk.scale.add(exp_of_multiple(walk, index, rate), exp_of_multiple(walk, index, -rate))
    return times(walk, both, Rational(1, 2))


def chebyshev_u(walk: Expansion, node: Any) -> Germ:
    """(w**(n + 1) - w**-(n + 1))/(w - 1/w)."""
    index, _, _ = whole_index(walk, node.args[0])
    log_w = _argument_of_joukowski(_parameter(walk, node.args[1]))[0]
    bottom = log_w.exp() - (-log_w).exp()
    if not bottom != 0:
        raise Unsettled
    rate = walk.standing_for(node.args[1], log_w)
    up = plus(walk, index, Integer(1))
    both = walk.scale.subtract(exp_of_multiple(walk, up, rate), exp_of_multiple(walk, up, -rate))
    return walk.scale.multiply(both, walk.scale.number(1 / bottom))


def legendre(walk: Expansion, node: Any) -> Germ:
    """|P_n(x)| <= |w|**n with w the larger one of x +- sqrt(x**2 - 1), by Laplace's integral."""
    index, _, _ = whole_index(walk, node.args[0])
    x = _parameter(walk, node.args[1])
    disc = walk.scale.within(acb(arb(0, 1)) if x.imag == 0 else within_radius(arb(1)))
    if x.imag == 0 and abs(x.real) <= 1:
        return disc
    root = (x * x - 1).sqrt()
    size = abs(x + root).max(abs(x - root))
    rate = walk.standing_for(node.args[1], acb(arb(size.upper()).log()))
    return walk.scale.multiply(exp_of_multiple(walk, index, rate), disc)


def laguerre(walk: Expansion, node: Any) -> Germ:
    """|L_n(x)| <= exp(x/2) for x >= 0."""
    if len(node.args) != 2:
        raise Unsupported
    whole_index(walk, node.args[0])
    x = _parameter(walk, node.args[1])
    if not (is_real(x) and x.real >= 0):
        raise Unsupported
    return walk.scale.within(acb(arb(0, (x.real / 2).exp().upper())))


def hermite(walk: Expansion, node: Any) -> Germ:
    """|H_n(x)| <= 1.09 sqrt(2**n n!) exp(x**2/2) for real x."""
    index, _, _ = whole_index(walk, node.args[0])
    x = _parameter(walk, node.args[1])
    if not is_real(x):
        raise Unsupported
    square = walk.scale.multiply(
        exp_of_multiple(walk, index, log(Integer(2))), stirling.gamma_of(walk, stirling.shifted(walk, index, 1))
    )
    size = (x.real**2 / 2).exp() * arb("1.09")
    root = constant_power(walk, square, Rational(1, 2))
    return walk.scale.multiply(root, walk.scale.within(acb(arb(0, size.upper()))))


def bessel_j(walk: Expansion, node: Any) -> Germ:
    """|J_n(z)| <= |z/2|**n exp(|Im z|)/n! for n >= 0."""
    if depends(node.args[1], walk.variable):
        return enclosed(walk, node)
    index, _, _ = whole_index(walk, node.args[0])
    z = _parameter(walk, node.args[1])
    if not z != 0:
        raise Unsupported
    rate = walk.standing_for(node.args[1], acb(arb((abs(z) / 2).upper()).log()))
    size = within_radius(abs(z.imag).exp())
    top = walk.scale.multiply(exp_of_multiple(walk, index, rate), walk.scale.within(size))
    return divide(walk, top, stirling.gamma_of(walk, stirling.shifted(walk, index, 1)))


# Numbers of combinatorics and number theory


def zeta_rule(walk: Expansion, node: Any) -> Germ:
    """zeta(s) is between 1 + 2**-s and 1 + 2**-s (1 + 2/(s - 1)) for s > 1."""
    form = stirling.linear(walk(node.args[0]))
    if form is None or len(node.args) != 1:
        return enclosed(walk, node)
    least = walk.value_of(form[0]).real * walk.scale.region.start + walk.value_of(form[1]).real
    if not least > 1:
        raise Unsettled
    half = 1 / (least - 1)
    small = exp_of_multiple(walk, walk(node.args[0]), -log(Integer(2)))
    spread = arb((1 + half).mid(), half.upper()) + arb(0, half.rad())
    return plus(walk, walk.scale.multiply(small, walk.scale.within(acb(spread))), Integer(1))


def bernoulli(walk: Expansion, node: Any) -> Germ:
    """B_u = -(-1)**(u/2) 2 u! zeta(u)/(2 pi)**u for even u; 0 for odd u > 1."""
    if len(node.args) != 1:
        raise Unsupported
    index, a, b = whole_index(walk, node.args[0])
    if a % 2:
        raise Unsupported
    if b % 2:
        return Germ({}, {})
    size = exp_of_multiple(walk, index, I * pi / 2 - log(Integer(2)) - log(pi))
    gamma = stirling.gamma_of(walk, stirling.shifted(walk, index, 1))
    return walk.scale.scaled(
        walk.scale.multiply(walk.scale.multiply(size, gamma), zeta_rule(walk, zeta(node.args[0], evaluate=False))), -2
    )


def double_factorial(walk: Expansion, node: Any) -> Germ:
    """2**(u/2) gamma(u/2 + 1), for odd u times sqrt(2/pi)."""
    index, a, b = whole_index(walk, node.args[0])
    if a % 2:
        raise Unsupported
    power = exp_of_multiple(walk, index, log(Integer(2)) / 2)
    half = times(walk, index, Rational(1, 2))
    result = walk.scale.multiply(power, stirling.gamma_of(walk, stirling.shifted(walk, half, 1)))
    return times(walk, result, sqrt(2 / pi)) if b % 2 else result


def catalan(walk: Expansion, node: Any) -> Germ:
    """binomial(2 n, n)/(n + 1)."""
    n = node.args[0]
    return walk(binomial(2 * n, n, evaluate=False) / (n + 1))


def binomial_rule(walk: Expansion, node: Any) -> Germ:
    """Of a number over an index that grows: (-1)**k gamma(k - a)/(gamma(-a) k!)."""
    n, k = node.args
    if depends(n, walk.variable):
        return stirling.binomial_rule(walk, node)
    index, _, _ = whole_index(walk, k)
    lower = walk.exact(-n)
    top = stirling.gamma_of(walk, walk.scale.add(index, walk.scale.of_monomials({CONSTANT: lower})))
    sign = exp_of_multiple(walk, index, I * pi)
    bottom = stirling.gamma_of(walk, stirling.shifted(walk, index, 1))
    factor = walk.scale.number(walk.value_of(lower).rgamma())
    return walk.scale.multiply(walk.scale.multiply(divide(walk, top, bottom), sign), factor)


RULES: dict[str, Rule] = {
    **FUNCTIONS,
    **stirling.RULES,
    "binomial": binomial_rule,
    "fibonacci": fibonacci,
    "lucas": lucas,
    "chebyshevt": chebyshev_t,
    "chebyshevu": chebyshev_u,
    "legendre": legendre,
    "laguerre": laguerre,
    "hermite": hermite,
    "besselj": bessel_j,
    "zeta": zeta_rule,
    "bernoulli": bernoulli,
    "factorial2": double_factorial,
    "catalan": catalan,
}
