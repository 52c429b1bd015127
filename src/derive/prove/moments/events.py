"""Probabilities of intervals by distribution functions, where the ends certainly lie in the support.

Sources: Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions (1994, 1995); Johnson, Kemp and
Kotz, Univariate Discrete Distributions (2005).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sympy import Add, Expr, Integer, Rational, atan, erf, exp, factorial, log, oo, pi, sqrt

from derive.prove.field import Ratio
from derive.prove.ledger import definition_of
from derive.prove.sign import Sign
from derive.terms import distributions as laws
from derive.terms.probability import Probability

if TYPE_CHECKING:
    from derive.prove.tower import Tower

HALF = Rational(1, 2)
MOST_TERMS = 40
IsNonnegative = Callable[[Any], bool]


def read_probability(tower: Tower, node: Probability) -> Ratio:
    """The probability by the distribution function, else by its definition."""
    value = _by_distribution_function(tower, node)
    if value is None:
        return tower.read(definition_of(node))
    tower.rules.add("distribution function")
    return tower.read(value)


def _by_distribution_function(tower: Tower, node: Probability) -> Expr | None:
    """F(b) - F(a), where a <= b, and both lie in the support or are infinite; 1 less that of the rest."""
    if node.opposite is not None:
        rest = _by_distribution_function(tower, node.opposite)
        return None if rest is None else 1 - rest
    if node.ends is None:
        return None

    def is_nonnegative(u: Any) -> bool:
        return tower.sign_of(tower.read(u)).within(Sign.NONNEGATIVE)

    (a, b), step = node.ends, Integer(1 if node.law.measure == "counting" else 0)
    if not (a == -oo or b == oo or is_nonnegative(b - a)):
        return None
    below, up_to = (_value(node.law, end, is_nonnegative) for end in ((a - step if a != -oo else a), b))
    return None if below is None or up_to is None else up_to - below


def _value(law: Any, x: Expr, is_nonnegative: IsNonnegative) -> Expr | None:
    """The probability of values up to x."""
    if x in (oo, -oo):
        return Integer(1 if x == oo else 0)
    rule = FUNCTIONS.get(type(law))
    return rule(x, is_nonnegative, *law.args) if rule is not None else None


def _normal(x: Expr, is_nonnegative: IsNonnegative, mean: Expr, std: Expr) -> Expr:
    return (1 + erf((x - mean) / (std * sqrt(2)))) / 2


def _lognormal(x: Expr, is_nonnegative: IsNonnegative, mean: Expr, std: Expr) -> Expr | None:
    return _normal(log(x), is_nonnegative, mean, std) if is_nonnegative(x) and x != 0 else None


def _uniform(x: Expr, is_nonnegative: IsNonnegative, low: Expr, high: Expr) -> Expr | None:
    return (x - low) / (high - low) if is_nonnegative(x - low) and is_nonnegative(high - x) else None


def _exponential(x: Expr, is_nonnegative: IsNonnegative, rate: Expr) -> Expr | None:
    return 1 - exp(-rate * x) if is_nonnegative(x) else None


def _gamma(x: Expr, is_nonnegative: IsNonnegative, shape: Expr, rate: Expr) -> Expr | None:
    """For a whole shape, of which one is reached only by the terms of a Poisson law."""
    if not (shape.is_Integer and shape <= MOST_TERMS and is_nonnegative(x)):
        return None
    return 1 - exp(-rate * x) * Add(*((rate * x) ** j / factorial(j) for j in range(int(shape))))


def _laplace(x: Expr, is_nonnegative: IsNonnegative, mean: Expr, scale: Expr) -> Expr | None:
    if is_nonnegative(x - mean):
        return 1 - exp(-(x - mean) / scale) / 2
    return exp((x - mean) / scale) / 2 if is_nonnegative(mean - x) else None


def _student(x: Expr, is_nonnegative: IsNonnegative, degrees: Expr, centre: Expr, scale: Expr) -> Expr | None:
    u = (x - centre) / scale
    if degrees == 1:
        return HALF + atan(u) / pi
    return HALF + u / (2 * sqrt(2 + u**2)) if degrees == 2 else None


def _beta(x: Expr, is_nonnegative: IsNonnegative, a: Expr, b: Expr) -> Expr | None:
    if not (is_nonnegative(x) and is_nonnegative(1 - x)) or x in (0, 1):
        return None
    return x**a if b == 1 else 1 - (1 - x) ** b if a == 1 else None


def _geometric(x: Expr, is_nonnegative: IsNonnegative, p: Expr) -> Expr | None:
    return 1 - (1 - p) ** x if x.is_integer and is_nonnegative(x) else None


def _term_by_term(make: Callable[..., Any]) -> Callable[..., Expr | None]:
    def value(x: Expr, is_nonnegative: IsNonnegative, *parameters: Expr) -> Expr | None:
        if not x.is_Integer or not -1 <= x <= MOST_TERMS:
            return None
        law = make(*parameters)
        return Add(*(law.formula(Integer(k)) for k in range(int(x) + 1)))

    return value


FUNCTIONS: dict[type, Callable[..., Expr | None]] = {
    laws.Normal: _normal,
    laws.LogNormal: _lognormal,
    laws.Uniform: _uniform,
    laws.Exponential: _exponential,
    laws.Gamma: _gamma,
    laws.Laplace: _laplace,
    laws.StudentT: _student,
    laws.Beta: _beta,
    laws.Geometric: _geometric,
    laws.Poisson: _term_by_term(laws.Poisson),
}
