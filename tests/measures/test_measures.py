"""Laws with atoms, transport, and densities in the plane."""

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mpmath import mp
from sympy import Matrix, Rational, cos, exp, pi, sqrt

from derive import AuthoringError, UnitInterval, calc, derivation, equals
from derive.numeric.transport import transported
from derive.terms import (
    area,
    frechet_distance,
    integral_over,
    jsd,
    kl,
    lipschitz_maximum,
    lipschitz_optimum,
    normal,
    plane_density,
    plane_weight,
    point_mass,
    region,
    total_variation,
    transport_cost,
    wasserstein,
)  # fmt: skip
from derive.terms.finite import finite
from tests.judging import timed_verdict, verdict
from tests.measures import table
from tests.measures.table import DOMAINS, PAIRS, c, h, half, k, m, n, s, t, u, x, y, z


@pytest.mark.parametrize("words", PAIRS)
def test_the_true_one_is_proved_and_its_false_neighbour_refuted(words):
    true, false, *conditions = PAIRS[words]
    assert timed_verdict(true, DOMAINS, *conditions) == "proved"
    assert timed_verdict(false, DOMAINS, *conditions) == "refuted"


NOT_PROVED = {
    "two points may be one": lambda: calc(total_variation(point_mass(x), point_mass(y)), equals(1)),
    "a matching has to be the best": lambda: calc(
        wasserstein(finite({x: half, y: half}), finite({x + 1: half, y + 1: half})), equals(2)
    ),
    "a region may be empty": lambda: calc(area(region(h, (0, c), k, (0, 1))), equals(s)),
}


@pytest.mark.parametrize("words", NOT_PROVED)
def test_what_is_false_is_never_proved(words):
    try:
        calculation = NOT_PROVED[words]()
    except AuthoringError:
        return
    assert verdict(calculation, DOMAINS) != "proved"


# ---- transport against other solvers

weights = st.lists(st.integers(1, 5), min_size=1, max_size=4)
points = st.lists(st.integers(-5, 5), min_size=4, max_size=4, unique=True)


@given(st.integers(1, 5), st.lists(st.integers(0, 9), min_size=25, max_size=25))
@settings(max_examples=60, deadline=None)
def test_a_plan_between_equal_shares_is_the_best_matching(size, costs):
    matrix = [[Fraction(costs[5 * i + j]) for j in range(size)] for i in range(size)]
    equal = [Fraction(1, size)] * size
    best = min(sum(matrix[i][j] for i, j in enumerate(order)) for order in permutations(range(size)))
    assert transported(equal, equal, matrix).cost == best / size


@given(points, points, weights, weights)
@settings(max_examples=60, deadline=None)
def test_distances_on_the_line_agree_with_the_linear_program(xs, ys, left, right):
    p, q = ({a: Rational(w, sum(mass)) for a, w in zip(at, mass, strict=False)} for at, mass in ((xs, left), (ys, right)))
    first, second = finite(p), finite(q)
    exact = wasserstein(first, second).definition()
    assert exact == transport_cost(first, second, lambda a, b: abs(a - b)).definition()
    squared = wasserstein(first, second, order=2).definition() ** 2
    assert squared == transport_cost(first, second, lambda a, b: (a - b) ** 2).definition()
    assert exact == lipschitz_maximum({a: p.get(a, 0) - q.get(a, 0) for a in {**p, **q}}).definition()


@given(points, points)
@settings(max_examples=6, deadline=None)
def test_points_with_variables_agree_with_numbers(xs, ys):
    law = finite(dict.fromkeys((x, y, z), Rational(1, 3)))
    other = finite({b: Rational(1, 3) for b in ys[:3]})
    there = wasserstein(law, other).definition().subs(dict(zip((x, y, z), xs[:3], strict=True)))
    best = min(sum(abs(a - b) for a, b in zip(xs[:3], order, strict=True)) for order in permutations(ys[:3]))
    assert there == Rational(best, 3)


@given(st.lists(st.integers(-3, 3), min_size=6, max_size=6), st.integers(1, 3), st.integers(1, 3))
@settings(max_examples=20, deadline=None)
def test_the_frechet_distance_agrees_with_roots_of_matrices(entries, a, b):
    r, q = Matrix(2, 2, entries[:4]), Matrix([[a, 0], [entries[4], b]])
    first, second = r * r.T + Matrix([[1, 0], [0, 1]]), q * q.T
    found = frechet_distance(([0, 0], first), ([entries[4], entries[5]], second))
    roots = mp.eigsy(mp.matrix(first.tolist()), eigvals_only=False)
    square_root = roots[1] * mp.diag([mp.sqrt(value) for value in roots[0]]) * roots[1].T
    inner = mp.eigsy(square_root * mp.matrix(second.tolist()) * square_root, eigvals_only=True)
    means = entries[4] ** 2 + entries[5] ** 2
    expected = means + first.trace() + second.trace() - 2 * sum(mp.sqrt(value) for value in inner)
    assert float(found) == pytest.approx(float(expected), abs=1e-9)


# ---- densities in the plane

rationals = st.fractions(min_value=0, max_value=1, max_denominator=6)


@given(rationals, rationals, rationals)
@settings(max_examples=10, deadline=None)
def test_an_event_and_the_rest_make_up_the_whole(end, slope, height):
    law = plane_density((region(h, (0, 1), k, (0, h)), Rational(3, 2)), (region(h, (0, 1), k, (h, 1)), half))
    curve = Rational(slope.numerator, slope.denominator) * h * Rational(height.numerator, height.denominator)
    below, above = law.integral(region(h, (0, 1), k, (0, curve))), law.integral(region(h, (0, 1), k, (curve, 1)))
    assert (below + above).doit() == 1
    assert 0 <= below.doit() <= 1


def test_a_curve_that_crosses_the_pieces():
    law = plane_density((region(h, (0, 1), k, (0, 1)), 1))
    assert law.integral(region(h, (0, 1), k, (h**2 / 2, h))).doit() == Rational(1, 3)
    steep = law.integral(region(h, (0, 1), k, (0, 2 * h**2))).doit()
    assert (steep - (1 - sqrt(2) / 2 + sqrt(2) / 6)).simplify() == 0


def test_the_value_at_a_point():
    law = plane_density((region(h, (0, 1), k, (0, h)), 2))
    assert (law.at(half, Rational(1, 4)), law.at(half, Rational(3, 4))) == (2, 0)


@pytest.mark.parametrize(
    ("write", "says"),
    [
        (lambda: plane_density((region(h, (0, 1), k, (0, h)), 1)), "integrates to 1/2, not to 1"),
        (lambda: plane_density((region(h, (0, s), k, (0, 1)), 1)), "integrates to s, not to 1"),
        (lambda: plane_weight((table.SQUARE, 1), (table.TRIANGLE, 1)), "overlap"),
        (lambda: plane_weight((region(h, (0, s), k, (0, 1)), 1), (region(h, (1, 2), k, (0, 1)), 1)), "is open"),
        (lambda: region(h, (1, 0), k, (0, 1)), "before it begins"),
        (lambda: region(h, (0, c), k, (0, 1)), "before it begins"),
        (lambda: region(h, (0, 1), k, (1, 0)), "below where it begins"),
        (lambda: region(h, (0, 1), k, (h**2, 1 - h**2)), "below where it begins"),
        (lambda: region(h, (0, k), k, (0, 1)), "hold neither variable"),
        (lambda: plane_weight((table.SQUARE, 0)).normalised(), "cannot be normalised"),
        (lambda: integral_over(table.SQUARE, exp(cos(k))), "no antiderivative"),
        (lambda: finite({0: half, 1: half, 2: half}), "sum to 3/2, not 1"),
        (lambda: finite({0: Rational(3, 2), 1: -half}), "negative"),
        (lambda: finite({}), "mapping"),
        (lambda: kl(finite({0: half, 1: half}), finite({0: 1})), "no weight at 1"),
        (lambda: jsd(point_mass(x), point_mass(y)), "one point is open"),
        (lambda: wasserstein(normal(mean=m, std=s), normal(mean=n, std=t)), "order=2"),
        (lambda: wasserstein(normal(mean=0, std=1), finite({0: 1})), "two normal laws"),
        (lambda: wasserstein(finite({x: u, 0: 1 - u}), finite({y: 1})), "both hold variables"),
        (lambda: wasserstein(finite({x: Rational(1, 7), 0: Rational(6, 7)}), finite({0: 1})), "equal parts"),
        (lambda: wasserstein(finite({(0, 0): 1}), finite({(1, 1): 1})), "transport_cost"),
        (lambda: wasserstein(finite({0: 1}), finite({1: 1}), order=3), "1 or 2"),
        (lambda: transport_cost(finite({0: u, 1: 1 - u}), finite({0: 1}), lambda a, b: a - b), "rational weights"),
        (lambda: transport_cost(finite({0: 1}), finite({x: 1}), lambda a, b: a - b), "rational costs"),
        (lambda: lipschitz_maximum({0: 1, 1: 1}), "sum to 2, not 0"),
        (lambda: lipschitz_optimum({0: 1, 1: -1}, at={0: 1}), "the points are"),
        (lambda: frechet_distance(([0], [[1]]), ([0, 0], [[1, 0], [0, 1]])), "shapes"),
        (lambda: frechet_distance(([0, 0], [[1, 2], [2, 1]]), ([0, 0], [[1, 0], [0, 1]])), "no covariance"),
        (lambda: frechet_distance(pi, pi), "expected a normal law"),
    ],
)
def test_an_authors_mistake_says_what_to_do(write, says):
    with pytest.raises(AuthoringError, match=says):
        write()


@derivation(source="any textbook")
def coins(u: UnitInterval, v: UnitInterval):
    """The distance of two coins is the difference of their chances."""
    one, other = finite({0: 1 - u, 1: u}), finite({0: 1 - v, 1: v})
    return calc(wasserstein(one, other), equals(total_variation(one, other)), equals(abs(u - v)))


def test_on_a_page():
    report = coins.check()
    assert report.ok
    assert "W_1" in str(next(report.derivations[0].steps).lhs)
    assert coins.verify(samples=1000).agrees
