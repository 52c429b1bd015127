"""Optima, shapes, slopes and limits: what is true is proved, its false neighbour is refuted."""

import pytest
from sympy import Abs, Eq, Max, Rational, Tuple, cos, exp, oo, sqrt

from derive import AuthoringError, Real, derivation, equals, not_always
from derive.domains import INTEGER
from derive.mutation import mutants
from derive.terms import (
    attains_minimum,
    convex,
    differentiable,
    lagrangian,
    minimiser,
    minimum,
    no_minimum,
    not_differentiable,
    stationary,
    strictly_convex,
    unbounded_below,
)  # fmt: skip
from tests.judging import claims, judged, timed_verdict, verdict
from tests.optima import table, vanishing

TABLES = {"optima": table, "limits": vanishing}
ROWS = [(module, words) for module in TABLES.values() for words in module.PAIRS]
IDS = [words for module in TABLES.values() for words in module.PAIRS]

x, y, c, s = table.x, table.y, table.c, table.s
p = table.p
t, n, i = table.t, table.n, INTEGER.symbol("i")
ALL = {**table.DOMAINS, i: INTEGER}


@pytest.mark.parametrize(("module", "words"), ROWS, ids=IDS)
def test_the_true_one_is_proved_and_its_false_neighbour_refuted(module, words):
    true, false, *conditions = module.PAIRS[words]
    assert timed_verdict(true, module.DOMAINS, *conditions) == "proved"
    assert timed_verdict(false, module.DOMAINS, *conditions) == "refuted"


NOT_PROVED = {
    "convex on both halves is not convex": minimiser(n**2 + 1 / n**2 + 15 * n, over=n, at=Rational(1, 2)),
    "nor may a domain of two pieces be called convex": convex(1 / n**2, over=n),
    "convex among whole numbers has no meaning": convex(i**2, over=i),
    "a plateau has no only minimiser": minimiser(Max(0, Abs(x) - 1), over=x, at=0),
    "a valley has no only minimiser": minimiser((x + y) ** 2, over=(x, y), at=(0, 0)),
    "convex in each variable is not convex": convex(x**2 * y**2, over=(x, y)),
    "semidefinite is not strict": strictly_convex((x + y) ** 2, over=(x, y)),
    "an absolute value is not strictly convex": strictly_convex(Abs(x), over=x),
    "an inflection is no minimum": minimiser(x**3, over=x, at=0),
    "a local minimum is not one": minimiser(x**3 - 3 * x, over=x, at=1),
    "a limit is no minimum": minimiser(exp(x), over=x, at=0),
    "a jump is no kink but no derivative either": differentiable(Max(0, x) / x, at={x: 0}),
    "the stationary point of a saddle": minimum(x**2 - y**2, over=(x, y), at=(0, 0)),
    "a minimum outside the domain": minimiser((p + 1) ** 2, over=p, at=-1),
    "an infimum that is attained": no_minimum(cos(x), over=x),
}


@pytest.mark.parametrize("words", NOT_PROVED)
def test_what_is_false_is_never_proved(words):
    assert verdict(NOT_PROVED[words], ALL) != "proved"


NOT_REFUTED = {
    "a flat minimum": minimiser(x**6, over=x, at=0),
    "a minimum at a kink in two variables": minimiser(Abs(x) + Abs(y), over=(x, y), at=(0, 0)),
    "a hard one": attains_minimum(-cos(x) + x**2 / 1000, over=x, at=0),
    "among whole numbers": minimiser(i**2, over=i, at=0),
    "a convex function with a kink in a square": convex(Max(x, 0) ** 2, over=x),
    "no minimum of an oscillation that shrinks": no_minimum(exp(x) * (2 + cos(x)), over=x),
    "a norm is convex": convex(sqrt(x**2 + y**2), over=(x, y)),
    "smooth though written with a modulus": differentiable(Abs(x) ** 3, at={x: 0}),
}


@pytest.mark.parametrize("words", NOT_REFUTED)
def test_what_is_true_is_never_refuted(words):
    assert verdict(NOT_REFUTED[words], ALL) != "refuted"


class TestWitnesses:
    def test_of_a_better_point_in_the_plane(self):
        (found,) = judged(minimiser(x**2 + 3 * x * y + y**2, over=(x, y), at=(0, 0)), ALL)
        assert found.reason.startswith("the value at x = ")
        assert "y = " in found.reason

    def test_of_two_points_that_break_convexity(self):
        (found,) = judged(convex(x**3, over=x), ALL)
        assert dict(found.witness).keys() == {"x", "x'"}

    def test_a_path_is_shown(self):
        page = unbounded_below(x**2 - y**2, along={x: 0, y: s}, as_=(s, oo))
        assert page.steps[-1].by == "along the path x = 0, y = s"

    def test_of_slopes_that_differ(self):
        (found,) = judged(not_differentiable(Abs(x), at={x: 0}), ALL)
        assert found.reason == "the slope from the right is 1, from the left -1"

    def test_of_a_minimum_that_is_attained(self):
        (found,) = judged(no_minimum(p + 1 / p, over=p), ALL)
        assert found.reason == "it is smallest at p = 1"


@pytest.mark.parametrize(
    ("write", "says"),
    [
        (lambda: minimiser(x**2, over=(x, x), at=(0, 0)), "distinct variables"),
        (lambda: minimiser(x**2 + y, over=(x, y), at=0), "one value for each of x, y"),
        (lambda: minimiser(x**2 + y, over=(x, y), at=(y, 0)), "must not depend on y itself"),
        (lambda: minimum(x**2, over=2 * x, at=0), "takes a variable"),
        (lambda: unbounded_below(x, along=s, as_=(s, oo)), "mapping from variables"),
        (lambda: unbounded_below(x, along={x: x}, as_=(x, oo)), "must not depend on x"),
        (lambda: differentiable(x, at={x: 0, y: 0}), "one variable and its value"),
        (lambda: lagrangian(x, [Eq(x, 1)], []), "1 constraint and 0 multipliers"),
        (lambda: stationary(x, over=x, at=(1, 2)), "one value for each of x"),
        (lambda: convex(x * 0.5, over=x), "float"),
    ],
)
def test_an_authors_mistake_says_what_to_do(write, says):
    with pytest.raises(AuthoringError, match=says):
        write()


def test_a_slip_is_planted_in_one_of_several_values():
    (claim,) = claims(minimiser(x**2 + y**2 - 2 * x, over=(x, y), at=(1, 0)), ALL)
    assert all(isinstance(mutant.claim.lhs, Tuple) for mutant in mutants(claim, seed="a", most=5))


@derivation(source="any textbook")
def least_squares(a: Real, b: Real, u: Real, v: Real):
    """The mean of two points, as the minimiser of the squared distances in each coordinate."""
    return minimum((u - a) ** 2 + (v - b) ** 2, over=(u, v), at=(a, b)), not_always(u**2, equals(v**2))


def test_on_a_page():
    assert least_squares.check().ok
