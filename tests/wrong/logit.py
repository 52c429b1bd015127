"""Wrong variants of claim 3: the logit of D*, and equations solved with losses and gains."""

from mpmath import mp
from sympy import Eq, exp, log

from derive import Positive, Real, UnitInterval, calc, equals, iff, implies
from derive.terms import logit, sigmoid

from . import by_mpmath as once_more
from .by_mpmath import same
from .table import wrong


@wrong("the ratio is upside down", sides=lambda p, q: (mp.log((p / (p + q)) / (q / (p + q))), mp.log(q / p)))
def logit_upside_down(p: Positive, q: Positive):
    return calc(logit(p / (p + q)), equals(log(q / p)))


@wrong("the logarithm is missing", sides=lambda p, q: (mp.log(p / q), p / q))
def logit_without_the_log(p: Positive, q: Positive):
    return calc(logit(p / (p + q)), equals(p / q))


@wrong(
    "1/D* is equated with the sigmoid, as the solution prints it",
    sides=lambda p, q, h: (same(p / (p + q), once_more.sigmoid(h)), same((p + q) / p, once_more.sigmoid(h))),
)
def reciprocal_equated_with_the_sigmoid(p: Positive, q: Positive, h: Real):
    return calc(Eq(p / (p + q), sigmoid(h)), iff(Eq((p + q) / p, sigmoid(h))))


@wrong(
    "1 has not been subtracted",
    sides=lambda p, q, h: (same((p + q) / p, 1 + mp.exp(-h)), same(mp.exp(-h), (p + q) / p)),
)
def one_not_subtracted(p: Positive, q: Positive, h: Real):
    return calc(Eq((p + q) / p, 1 + exp(-h)), iff(Eq(exp(-h), (p + q) / p)))


@wrong(
    "the minus of the exponent is lost",
    sides=lambda p, q, h: (same(mp.exp(-h), q / p), same(h, mp.log(q / p))),
)
def exponent_without_its_minus(p: Positive, q: Positive, h: Real):
    return calc(Eq(exp(-h), q / p), implies(Eq(h, log(q / p))))


@wrong(
    "an equation squared: -log(p/q) solves it too",
    sides=lambda p, q, h: (same(h, mp.log(p / q)), same(h**2, mp.log(p / q) ** 2)),
)
def equation_squared(p: Positive, q: Positive, h: Real):
    return calc(Eq(h, log(p / q)), iff(Eq(h**2, log(p / q) ** 2)))


@wrong("divided by h: the solution 0 is lost", sides=lambda h: (same(h**2, h), same(h, 1)))
def solution_divided_away(h: Real):
    return calc(Eq(h**2, h), implies(Eq(h, 1)))


@wrong("multiplied by h: 0 has become a solution", sides=lambda h: (same(h, 1), same(h**2, h)))
def solution_multiplied_in(h: Real):
    return calc(Eq(h, 1), iff(Eq(h**2, h)))


@wrong("-1 is a root as well", sides=lambda h: (same(h**2, 1), same(h, 1)))
def root_taken_on_one_side(h: Real):
    return calc(Eq(h**2, 1), implies(Eq(h, 1)))


@wrong("only without 0 does h > 0 follow", sides=lambda h: (h >= 0, h > 0))
def weak_inequality_made_strict(h: Real):
    return calc(h >= 0, implies(h > 0))


@wrong("a factor -1 turns the inequality round", sides=lambda h: (-h < -1, h < 1))
def inequality_not_turned_round(h: Real):
    return calc(-h < -1, implies(h < 1))


@wrong("sigmoid(-h) is 1 - sigmoid(h)", sides=lambda h: (once_more.sigmoid(-h), -once_more.sigmoid(h)))
def sigmoid_taken_for_odd(h: Real):
    return calc(sigmoid(-h), equals(-sigmoid(h)))


@wrong("it is 1 - d that stands below", sides=lambda d: (mp.log(d / (1 - d)), mp.log(d / (1 + d))))
def logit_with_a_plus(d: UnitInterval):
    return calc(logit(d), equals(log(d / (1 + d))))


@wrong(
    "log(p/q) is a difference of logarithms, no quotient",
    sides=lambda p, q: (mp.log(p / q), mp.log(p) / mp.log(q)),
)
def log_of_a_quotient_as_a_quotient(p: Positive, q: Positive):
    return calc(log(p / q), equals(log(p) / log(q)))


@wrong(
    "the log-odds are not the log-probability",
    sides=lambda p, q: (mp.log(p / q), mp.log(p / (p + q))),
)
def log_odds_for_log_probability(p: Positive, q: Positive):
    return calc(logit(p / (p + q)), equals(log(p / (p + q))))


@wrong(
    "sigmoid undoes the log-ratio, not the ratio",
    sides=lambda p, q: (once_more.sigmoid(p / q), p / (p + q)),
)
def sigmoid_of_the_ratio(p: Positive, q: Positive):
    return calc(sigmoid(p / q), equals(p / (p + q)))


