"""Germs of the gamma function and its kin, by Stirling's series with Binet's remainder.

For Re z > 0, log gamma(z) = (z - 1/2) log(z) - z + log(2 pi)/2 + S(1/z), and S(t) is twice the
integral of atan(t u)/(exp(2 pi u) - 1) over u > 0.  The k-th derivative of atan over k! is at most 1/k
on the real line, so that for all t >= 0 that of S is at most 2 (k - 1)! zeta(k + 1)/(2 pi)**(k + 1).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flint import acb, acb_series, arb, fmpq
from sympy import Expr, Integer, Rational, expand, log, pi

from derive.numeric.calculus import depends
from derive.numeric.principal.exponentials import CONSTANT, LOG_X, exp_of, exponential, log_of_rest
from derive.numeric.principal.germs import Germ, Monomials, Scale, within_radius
from derive.numeric.principal.growth import ONE
from derive.numeric.principal.jets import Jet, bounded, given
from derive.numeric.reals import Unsettled, Unsupported

if TYPE_CHECKING:
    from derive.numeric.principal.expansion import Expansion

LINEAR = (Integer(1), 0)


def linear(germ: Germ) -> tuple[Expr, Expr] | None:
    """a > 0 and b of a germ that is exactly a X + b."""
    if germ.exact is None or not germ.exact.keys() <= {LINEAR, CONSTANT}:
        return None
    a, b = germ.exact.get(LINEAR, Integer(0)), germ.exact.get(CONSTANT, Integer(0))
    return (a, b) if a.is_Rational and a > 0 else None


def remainder(walk: Expansion, a: Expr, b: Expr) -> Germ:
    """S(1/(a X + b))."""
    scale = walk.scale
    if not b.is_Rational:
        return _rough_remainder(walk, a, b)
    if not walk.value_of(b).real > -walk.value_of(a).real * scale.region.start:
        raise Unsettled
    z = scale.of_monomials({LINEAR: a, CONSTANT: b} if b != 0 else {LINEAR: a})
    (order, jet), = scale.inverse(z).terms.items()
    return Germ({ONE: _compose_binet(jet.raised(-int(order.power)))})


def _rough_remainder(walk: Expansion, a: Expr, b: Expr) -> Germ:
    """|S(1/z)| <= 1/(6 |z|) for Re z > 0, or 1/(6 Re z)."""
    least = walk.value_of(a).real * walk.scale.region.start + walk.value_of(b).real
    if not least > 1:
        raise Unsettled
    return Germ({ONE: bounded(walk.scale.region, within_radius(1 / (6 * least)))})


def _compose_binet(t: Jet) -> Jet:
    """S of a jet that is real and positive, and 0 at 0."""
    order = t.order
    near = acb_series([_coefficient(k) for k in range(order)], order)
    over = acb_series([_real_within(_largest_coefficient(k, t)) for k in range(order + 1)], order + 1)
    inner = acb_series([0, *(t.over[k] for k in range(1, order + 1))], order + 1)
    composed = Jet(t.region, near(t.near) if order else near, over(inner) if order else over)
    return composed.sharpened()


def _coefficient(k: int) -> acb:
    """B_(k + 1)/(k (k + 1)) for odd k."""
    return acb(fmpq.bernoulli(k + 1) / (k * (k + 1))) if k % 2 else acb(0)


def _real_within(size: arb) -> acb:
    return acb(arb(0, size.upper()))


def _largest_coefficient(k: int, t: Jet) -> arb:
    if k == 0:  # since atan(y) <= y
        return abs(t.value()) / 12
    return 2 * arb(k).gamma() * arb(k + 1).zeta() / (2 * arb.pi()) ** (k + 1)


def log_gamma(walk: Expansion, a: Expr, b: Expr) -> tuple[Monomials, Germ]:
    """What grows of log gamma(a X + b), exactly, with constants; and what tends to 0."""
    scale = walk.scale
    log_a = walk.logarithm_of(a, a)
    half = expand(b - Rational(1, 2))
    # (a X + b - 1/2) (log X + log a) - a X, and (a X + b - 1/2) log(1 + b/(a X)) - b + log(2 pi)/2
    grown = {
        (Integer(1), 1): a,
        LINEAR: expand(a * log_a - a),
        LOG_X: half,
        CONSTANT: expand(half * log_a - b + (log(2) + log(pi)) / 2),
    }
    small = remainder(walk, a, b)
    if b != 0:
        ratio = scale.of_monomials({CONSTANT: Integer(1), (Integer(-1), 0): b / a})
        factor = scale.of_monomials({LINEAR: a, CONSTANT: half} if half != 0 else {LINEAR: a})
        logarithm = log_of_rest(walk, Germ(ratio.terms))
        small = scale.add(small, scale.multiply(factor, logarithm))
    return {key: c for key, c in grown.items() if c != 0}, small


def gamma_of(walk: Expansion, germ: Germ) -> Germ:
    """gamma(germ): of what grows linearly, or of what tends to a constant that is no pole."""
    scale = walk.scale
    form = linear(germ)
    if form is None:
        return _gamma_of_finite(scale, germ)
    grown, small = log_gamma(walk, *form)
    lead = exponential(walk, Germ({}, {key: c for key, c in grown.items() if key != CONSTANT}))
    tail = exponential(walk, Germ(small.terms))
    constant = scale.number(exp_of(walk, grown.get(CONSTANT, Integer(0))))
    return scale.multiply(scale.multiply(lead, tail), constant)


def _gamma_of_finite(scale: Scale, germ: Germ) -> Germ:
    return scale.compose(acb_series.gamma, Germ(germ.terms), lambda u: bool(u.real > 0 or u.imag != 0))


def log_gamma_of(walk: Expansion, germ: Germ) -> Germ:
    """loggamma(germ), of what is real and positive only."""
    scale = walk.scale
    form = linear(germ)
    if form is None:
        return scale.compose(acb_series.lgamma, Germ(germ.terms), lambda u: bool(u.real > 0))
    grown, small = log_gamma(walk, *form)
    return scale.add(Germ(scale.of_monomials(grown).terms), small)


def digamma_of(walk: Expansion, germ: Germ) -> Germ:
    """digamma(germ)."""
    return polygamma_of(walk, 0, germ)


def polygamma_of(walk: Expansion, order: int, germ: Germ) -> Germ:
    """The derivative of that order of digamma, at a real a X + b, or at what is positive."""
    scale = walk.scale
    form = linear(germ)
    if form is None:
        return _polygamma_of_finite(scale, order, germ)
    a, b = form
    if not b.is_Rational or order > 8:
        raise Unsupported
    t = scale.inverse(germ)
    (lead, jet), = t.terms.items()
    small = jet.raised(-int(lead.power))
    rest = _derived_binet(order + 1, small)
    parts = [Germ({ONE: rest}), scale.multiply(_factor(-1, order + 1, 2, scale), scale.whole_power(t, order + 1))]
    if order == 0:
        log_z = scale.add(
            scale.of_monomials({LOG_X: Integer(1), CONSTANT: walk.logarithm_of(a, a)}),
            log_of_rest(walk, scale.of_monomials({CONSTANT: Integer(1), (Integer(-1), 0): b / a})),
        )
        parts.append(log_z)
    else:
        # the derivative of that order of log(z)
        parts.append(scale.multiply(_factor(1, order, 1, scale), scale.whole_power(t, order)))
    return scale.add(*(Germ(part.terms) for part in parts))


def _factor(sign: int, n: int, divisor: int, scale: Scale) -> Germ:
    """sign (-1)**(n - 1) (n - 1)!/divisor: derivatives of log(z), and of -1/(2 z)."""
    factorial = 1
    for k in range(2, n):
        factorial *= k
    number = Rational(sign * (-1) ** (n - 1) * factorial, divisor)
    return scale.of_monomials({CONSTANT: number})


def _derived_binet(times: int, t: Jet) -> Jet:
    """The derivative with respect to z = 1/t of S(t), that many times: d/dz = -t**2 d/dt."""
    order = t.order
    length = order + times + 1
    near = [_coefficient(k) for k in range(length - 1)]
    over = [_real_within(_largest_coefficient(k, t)) for k in range(length)]
    interval = t.value()
    for _ in range(times):
        near, over = _minus_t_squared_derivative(near, over, interval)
    jet = given(t.region, near, over)
    inner = acb_series([0, *(t.over[k] for k in range(1, order + 1))], order + 1)
    return Jet(t.region, jet.near(t.near) if order else jet.near, jet.over(inner) if order else jet.over).sharpened()


def _minus_t_squared_derivative(
    near: list[acb], over: list[acb], interval: acb
) -> tuple[list[acb], list[acb]]:
    first = [acb(0), acb(0), *(-(k + 1) * near[k + 1] for k in range(len(near) - 1))][: len(near) - 1]
    derived = [(k + 1) * over[k + 1] for k in range(len(over) - 1)]
    square = [-interval * interval, -2 * interval, acb(-1)]
    second = [
        sum((square[i] * derived[k - i] for i in range(min(k, 2) + 1)), acb(0)) for k in range(len(derived))
    ]
    return first, second


def gamma_rule(walk: Expansion, node: Any) -> Germ:
    """gamma(u)."""
    return gamma_of(walk, walk(node.args[0]))


def shifted(walk: Expansion, germ: Germ, by: int) -> Germ:
    """germ + by."""
    return walk.scale.add(germ, walk.scale.of_monomials({CONSTANT: Integer(by)}))


def factorial_rule(walk: Expansion, node: Any) -> Germ:
    """gamma(u + 1)."""
    return gamma_of(walk, shifted(walk, walk(node.args[0]), 1))


def binomial_rule(walk: Expansion, node: Any) -> Germ:
    """gamma(n + 1)/(gamma(k + 1) gamma(n - k + 1))."""
    scale = walk.scale
    n, k = (walk(argument) for argument in node.args)
    bottom = scale.multiply(
        gamma_of(walk, shifted(walk, k, 1)), gamma_of(walk, shifted(walk, scale.subtract(n, k), 1))
    )
    return scale.multiply(gamma_of(walk, shifted(walk, n, 1)), scale.inverse(bottom))


def rising_factorial_rule(walk: Expansion, node: Any) -> Germ:
    """gamma(x + n)/gamma(x); an x without the variable may be any number that is no pole."""
    scale = walk.scale
    x, n = (walk(argument) for argument in node.args)
    return scale.multiply(gamma_of(walk, scale.add(x, n)), reciprocal_gamma(walk, node.args[0], x))


def falling_factorial_rule(walk: Expansion, node: Any) -> Germ:
    """gamma(x + 1)/gamma(x - n + 1), where the latter grows."""
    scale = walk.scale
    x, n = (walk(argument) for argument in node.args)
    bottom = gamma_of(walk, shifted(walk, scale.subtract(x, n), 1))
    return scale.multiply(gamma_of(walk, shifted(walk, x, 1)), scale.inverse(bottom))


def reciprocal_gamma(walk: Expansion, node: Any, germ: Germ) -> Germ:
    """1/gamma(germ)."""
    if depends(node, walk.variable):
        return walk.scale.inverse(gamma_of(walk, germ))
    return walk.scale.number(walk.value_of(walk.exact(node)).rgamma())


def beta_rule(walk: Expansion, node: Any) -> Germ:
    """gamma(a) gamma(b)/gamma(a + b)."""
    scale = walk.scale
    a, b = (walk(argument) for argument in node.args)
    top = scale.multiply(gamma_of(walk, a), gamma_of(walk, b))
    return scale.multiply(top, scale.inverse(gamma_of(walk, scale.add(a, b))))


def harmonic_rule(walk: Expansion, node: Any) -> Germ:
    """digamma(n + 1) + EulerGamma."""
    if len(node.args) != 1:
        raise Unsupported
    euler = acb(arb.const_euler())
    return walk.scale.add(digamma_of(walk, shifted(walk, walk(node.args[0]), 1)), walk.scale.number(euler))


def polygamma_rule(walk: Expansion, node: Any) -> Germ:
    """polygamma(m, u) for a natural number m."""
    order = node.args[0]
    if not (order.is_Integer and 0 <= order <= 8):
        raise Unsupported
    return polygamma_of(walk, int(order), walk(node.args[1]))


def _polygamma_of_finite(scale: Scale, order: int, germ: Germ) -> Germ:
    values = scale.bound(Germ(germ.terms))
    if not values.real > 0:
        raise Unsettled
    return scale.within(values.polygamma(order) if order else values.digamma())




RULES = {
    "gamma": gamma_rule,
    "factorial": factorial_rule,
    "loggamma": lambda walk, node: log_gamma_of(walk, walk(node.args[0])),
    "digamma": lambda walk, node: digamma_of(walk, walk(node.args[0])),
    "polygamma": polygamma_rule,
    "binomial": binomial_rule,
    "RisingFactorial": rising_factorial_rule,
    "FallingFactorial": falling_factorial_rule,
    "beta": beta_rule,
    "harmonic": harmonic_rule,
}
