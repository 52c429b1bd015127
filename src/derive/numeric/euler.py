"""Averages under gamma and beta laws in balls, by Euler's integrals, where the integrand is made for them.

A gamma law takes sums of x^i exp(c x) log(x)^k, a beta law sums of x^i (1 - x)^j log(x)^k log(1 - x)^l, with one
logarithm at most; the integral of x^(p-1) exp(-q x) is gamma(p)/q^p, that of x^(p-1) (1 - x)^(q-1) is
gamma(p) gamma(q)/gamma(p + q), and a logarithm differentiates them.  All else is left to quadrature.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from flint import arb, fmpq
from sympy import Add, Integer, Mul, Pow, exp, log

from derive.numeric import functions, reals
from derive.numeric.reals import Enclosure
from derive.terms.distributions import Beta, Exponential, Gamma, Uniform
from derive.terms.expectation import Expectation
from derive.terms.separation import logarithms_apart, multiplied_out

if TYPE_CHECKING:
    from derive.numeric.balls import Balls

MOST_TERMS, MOST_STEPS = 40, 64


@dataclass(frozen=True)
class Monomial:
    """coefficient x^i (1 - x)^j exp(rate x) times log x, log(1 - x), or neither."""

    coefficient: Any
    i: Any = Integer(0)  # noqa: RUF009
    j: Any = Integer(0)  # noqa: RUF009
    rate: Any = Integer(0)  # noqa: RUF009
    log_x: int = 0
    log_rest: int = 0


def expectation(balls: Balls, node: Expectation) -> Enclosure | None:
    """The average by Euler's integrals; None for another law or integrand."""
    law = node.law
    if isinstance(law, Uniform):
        low, high = law.args
        node = _moved(node, low, high)
        law = node.law
    rule = {Exponential: _gamma, Gamma: _gamma, Beta: _beta}.get(type(law))
    monomials = taken_apart(node.integrand, node.variable) if rule is not None else None
    if rule is None or monomials is None or (isinstance(law, Beta) and any(part.rate != 0 for part in monomials)):
        return None
    if not isinstance(law, Beta) and any(part.j != 0 or part.log_rest for part in monomials):
        return None
    parameters = [balls(parameter) for parameter in law.args]
    return reals.add(*(balls(part.coefficient) * rule(balls, part, *parameters) for part in monomials))


@lru_cache(maxsize=256)
def _moved(node: Expectation, low: Any, high: Any) -> Expectation:
    x = node.variable
    return Expectation(Beta(Integer(1), Integer(1)), node.integrand.subs(x, low + (high - low) * x), x)


@lru_cache(maxsize=512)
def taken_apart(integrand: Any, x: Any) -> tuple[Monomial, ...] | None:
    """The integrand as a sum of such terms; None if it is none."""
    terms = Add.make_args(multiplied_out(logarithms_apart(integrand)))
    found = [_monomial(term, x) for term in terms[: MOST_TERMS + 1]]
    return None if len(terms) > MOST_TERMS or None in found else tuple(found)  # type: ignore[arg-type]


def _monomial(term: Any, x: Any) -> Monomial | None:
    coefficient, rest = term.as_independent(x, as_Add=False)
    i, j, rate, log_x, log_rest = Integer(0), Integer(0), Integer(0), 0, 0
    for factor in Mul.make_args(rest):
        base, power = (factor.base, factor.exp) if isinstance(factor, Pow) else (factor, Integer(1))
        if power.has(x):
            return None
        if base == x:
            i += power
        elif base == 1 - x:
            j += power
        elif isinstance(base, exp) and (slope := base.args[0].diff(x)) and not slope.has(x) and power == 1:
            rate, coefficient = rate + slope, coefficient * exp((base.args[0] - slope * x).expand())
        elif isinstance(base, log) and power == 1 and base.args[0] == x:
            log_x += 1
        elif isinstance(base, log) and power == 1 and base.args[0] == 1 - x:
            log_rest += 1
        elif rest != 1:
            return None
    return Monomial(coefficient, i, j, rate, log_x, log_rest) if log_x + log_rest <= 1 else None


def _gamma(balls: Balls, part: Monomial, *parameters: Enclosure) -> Enclosure:
    shape, rate = (fmpq(1), *parameters)[-2:]
    power, left = balls(part.i), rate - balls(part.rate)
    for quantity in (left, shape + power):
        _require_convergence(quantity)
    value = _gamma_ratio(shape, power) * reals.power(rate / left, shape) * reals.power(left, -power)
    if part.log_x:
        value = value * (_digamma(shape + power) - functions.logarithm(left))
    return value


def _beta(balls: Balls, part: Monomial, a: Enclosure, b: Enclosure) -> Enclosure:
    i, j = balls(part.i), balls(part.j)
    for quantity in (a + i, b + j):
        _require_convergence(quantity)
    value = _gamma_ratio(a, i) * _gamma_ratio(b, j) / _gamma_ratio(a + b, i + j)
    if part.log_x:
        value = value * (_digamma(a + i) - _digamma(a + b + i + j))
    if part.log_rest:
        value = value * (_digamma(b + j) - _digamma(a + b + i + j))
    return value


def _require_convergence(quantity: Enclosure) -> None:
    """Terms that diverge one by one may converge together: that settles nothing."""
    if not quantity > 0:
        raise reals.Unsettled


def _gamma_ratio(z: Enclosure, steps: Enclosure) -> Enclosure:
    """gamma(z + steps)/gamma(z), exact for whole steps."""
    whole = reals.whole_number(steps)
    if whole is None or not 0 <= whole <= MOST_STEPS:
        return reals.as_ball(z + steps).gamma() / reals.as_ball(z).gamma()
    value: Enclosure = fmpq(1)
    for k in range(whole):
        value = value * (z + k)
    return value


def _digamma(z: Enclosure) -> arb:
    return reals.as_ball(z).digamma()
