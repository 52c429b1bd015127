"""Domains: samples lie in them, and charts with points beside them make up the whole."""

from random import Random

import pytest
from sympy import Rational, Symbol, oo, pi, solve, sqrt

from derive.domains import (
    BY_NAME,
    INTEGER,
    NATURAL,
    NEGATIVE,
    NONNEGATIVE,
    NONZERO,
    POSITIVE,
    REAL,
    UNIT_INTERVAL,
    interval,
    open_interval,
)
from derive.errors import AuthoringError

CONTINUOUS = [
    REAL, POSITIVE, NONNEGATIVE, NEGATIVE, NONZERO, UNIT_INTERVAL,
    interval(0, 1), interval(-3, Rational(7, 2)), interval(2, oo), interval(-oo, -1),
    open_interval(-1, 1), open_interval(0, oo), open_interval(-oo, 5), open_interval(-oo, oo),
]  # fmt: skip
DISCRETE = [INTEGER, NATURAL]
NAMED = {"ids": lambda domain: domain.name}

U = Symbol("u", positive=True)


@pytest.mark.parametrize("domain", CONTINUOUS + DISCRETE, **NAMED)
class TestEveryDomain:
    def test_samples_lie_in_it(self, domain):
        rng = Random(1)
        assert all(domain.sample(rng) in domain for _ in range(200))

    def test_samples_are_exact_and_repeatable(self, domain):
        first, second = ([domain.sample(Random(seed)) for seed in range(20)] for _ in range(2))
        assert first == second
        assert all(value.is_Rational for value in first)

    def test_simple_elements_lie_in_it(self, domain):
        elements = list(domain.simple_elements())
        assert elements
        assert all(domain.whole.contains(element) == True for element in elements)  # noqa: E712

    def test_membership_of_rationals_is_that_of_the_set(self, domain):
        values = [Rational(n, 2) for n in range(-8, 9)]
        assert [value in domain for value in values] == [domain.whole.contains(v) == True for v in values]  # noqa: E712

    def test_the_symbol_is_real(self, domain):
        assert domain.symbol("t").is_real


@pytest.mark.parametrize("domain", CONTINUOUS, **NAMED)
class TestCharts:
    def test_images_lie_in_the_domain(self, domain):
        for chart in domain.charts:
            assert all(
                chart(u) in domain for u in (Rational(1, 1000), Rational(2, 3), Rational(1), Rational(999))
            )

    def test_points_lie_in_the_domain_and_no_chart_reaches_them(self, domain):
        for point in domain.points:
            assert point in domain
            assert not any(solve(chart(U) - point, U) for chart in domain.charts)

    def test_images_and_points_make_up_the_whole(self, domain):
        rng = Random(7)
        for value in [*list(domain.simple_elements())[:12], *(domain.sample(rng) for _ in range(8))]:
            reached = any(solve(chart(U) - value, U) for chart in domain.charts)
            assert reached != (value in domain.points)

    def test_images_run_through_the_whole(self, domain):
        """Near 0 and oo every chart nears an end of the domain or a point between two charts."""
        seams = {domain.whole.inf, domain.whole.sup, 0}
        for chart in domain.charts:
            ends = {chart(U).limit(U, 0), chart(U).limit(U, oo)}
            assert ends <= seams

    def test_both_signs_and_all_magnitudes_turn_up(self, domain):
        values = [domain.sample(Random(seed)) for seed in range(200)]
        if domain.whole.inf < 0 < domain.whole.sup:
            assert {value > 0 for value in values} >= {True, False}
        if domain.whole.sup == oo:
            assert max(values) > 10


@pytest.mark.parametrize("domain", DISCRETE, **NAMED)
def test_whole_numbers_have_neither_charts_nor_points(domain):
    assert domain.charts == ()
    assert domain.points == ()
    assert domain.is_discrete
    assert not domain.is_interval


def test_intervals_are_known_as_such():
    assert [domain.name for domain in CONTINUOUS if not domain.is_interval] == ["Nonzero"]


@pytest.mark.parametrize(
    ("value", "domain", "inside"),
    [
        pytest.param(sqrt(2) - 1, UNIT_INTERVAL, True, id="an irrational inside"),
        pytest.param(sqrt(2), UNIT_INTERVAL, False, id="an irrational outside"),
        pytest.param(pi, interval(3, 4), True, id="a multiple of pi"),
        pytest.param(0, UNIT_INTERVAL, False, id="an open end"),
        pytest.param(0, interval(0, 1), True, id="a closed end"),
        pytest.param(0, NONZERO, False, id="the hole"),
        pytest.param(Rational(1, 2), INTEGER, False, id="a fraction among whole numbers"),
        pytest.param(0, NATURAL, True, id="natural numbers start at 0"),
        pytest.param(-1, NATURAL, False, id="no negative natural number"),
        pytest.param(oo, REAL, False, id="infinity is no real number"),
    ],
)
def test_membership(value, domain, inside):
    assert (value in domain) is inside


def test_names_lead_to_domains():
    assert all(domain.name == name for name, domain in BY_NAME.items())


@pytest.mark.parametrize("make", [interval, open_interval])
def test_ends_are_exact(make):
    with pytest.raises(AuthoringError, match=r"0\.5 is a float"):
        make(0.5, 1)
    with pytest.raises(AuthoringError, match="no more than a point"):
        make(2, 1)
