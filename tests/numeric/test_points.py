"""Sampled points: exact, repeatable, within domains and hypotheses, and nice where a person reads them."""

from itertools import islice

import pytest
from sympy import Abs, Eq, Max, Ne, Rational, Symbol, exp, log, sqrt, symbols

from derive.calculation import Relation
from derive.claim import Claim
from derive.domains import INTEGER, POSITIVE, REAL, UNIT_INTERVAL, interval
from derive.numeric.points import sample, satisfies, simple_points
from derive.numeric.solving import solved_for
from derive.terms import cbrt, logit, sigmoid

x, y, z = symbols("x y z", real=True)
p, q = symbols("p q", positive=True)
d = Symbol("d", positive=True)
n = Symbol("n", integer=True)
DOMAINS = {x: REAL, y: REAL, z: REAL, p: POSITIVE, q: POSITIVE, d: UNIT_INTERVAL, n: INTEGER}


def claim(*variables, where=()):
    return Claim(0, Relation.EQUAL, 0, {v: DOMAINS[v] for v in variables}, conditions=tuple(where))


HYPOTHESES = [
    ("an order", [x, y], [x < y]),
    ("a chain of orders", [x, y, z], [x < y, y < z]),
    ("a bound", [x, p], [Abs(x) <= p]),
    ("a disk", [x, y], [x**2 + y**2 < 1]),
    ("a condition with irrational values", [p, q], [log(p) < sqrt(q)]),
    ("an inequation", [x, y], [Ne(x, y)]),
    ("a linear equation", [x, y], [Eq(x, 2 * y)]),
    ("an equation that must give a positive number", [x, y, p], [Eq(x, y + p)]),
    ("two equations", [x, y, z], [Eq(x, y), Eq(y, z + 1)]),
    ("an equation and an order", [x, y, p], [Eq(x, 2 * y), x < p]),
    ("weights that sum to one", [d, p, q], [Eq(d + p + q, 3)]),
    ("an equation through sigmoid", [x, d], [Eq(sigmoid(x), d)]),
    ("an equation through exp", [x, p], [Eq(exp(x), p)]),
    ("an equation without a value at many points", [x, y], [Eq(x, Max(1, log(y)), evaluate=False)]),
    ("an equation with a coefficient", [p, q, x], [Eq(p * x, q)]),
    ("whole numbers", [n, x], [n < x]),
]


def named(rows):
    return [pytest.param(*row[1:], id=row[0]) for row in rows]


@pytest.mark.parametrize(("variables", "where"), named(HYPOTHESES))
class TestUnderHypotheses:
    def test_points_are_found_and_meet_them(self, variables, where):
        speaks = claim(*variables, where=where)
        points = sample(speaks, 16)
        assert len(points) >= 8
        assert all(satisfies(speaks, point) for point in points)

    def test_nice_points_meet_them(self, variables, where):
        speaks = claim(*variables, where=where)
        points = list(islice(simple_points(speaks), 5))
        assert points
        assert all(satisfies(speaks, point) for point in points)


@pytest.mark.parametrize(
    ("variables", "where"),
    named([
        ("an order that contradicts itself", [x, y], [x < y, y < x]),
        ("a square that is negative", [x], [x**2 < 0]),
        ("an equation without a solution in the domain", [p, q], [Eq(p, -q)]),
        ("an equation whose solution is extraneous", [x], [Eq(sqrt(x), -1)]),
        ("a condition without a value", [x], [log(x - Abs(x)) < 1]),
    ]),
)  # fmt: skip
def test_contradictions_have_no_point(variables, where):
    assert sample(claim(*variables, where=where), 4) == []
    assert list(simple_points(claim(*variables, where=where))) == []


class TestSamples:
    def test_they_are_exact(self):
        assert all(value.is_Rational for point in sample(claim(x, p, d), 64) for value in point.values())

    def test_they_do_not_depend_on_names(self):
        a, b = (Symbol(name, real=True) for name in ("alpha", "omega"))
        renamed = Claim(0, Relation.EQUAL, 0, {a: REAL, b: REAL})
        original = sample(claim(x, y), 20)
        assert [list(point.values()) for point in sample(renamed, 20)] == [
            list(point.values()) for point in original
        ]

    def test_a_column_depends_on_its_position_only(self):
        alone, beside = sample(claim(x), 20), sample(claim(x, p), 20)
        assert [point[x] for point in alone] == [point[x] for point in beside]

    def test_variables_of_one_domain_differ(self):
        assert any(point[x] != point[y] for point in sample(claim(x, y), 4))

    def test_fewer_are_the_first_of_more(self):
        assert sample(claim(x, y), 5) == sample(claim(x, y), 50)[:5]

    def test_no_point_comes_twice(self):
        points = [tuple(point.values()) for point in sample(claim(n), 64)]
        assert len(points) == len(set(points))

    def test_without_variables_there_is_one(self):
        assert sample(claim(), 10) == [{}]

    def test_an_interval_far_from_nice_numbers(self):
        far = Claim(0, Relation.EQUAL, 0, {x: interval(1000, 1001)})
        assert len(sample(far, 10)) == 10
        assert list(simple_points(far)) == []


class TestNicePoints:
    def test_the_nicest_comes_first(self):
        assert [point[x] for point in islice(simple_points(claim(x)), 5)] == [1, 0, 2, -1, Rational(1, 2)]
        assert next(simple_points(claim(p, d))) == {p: 1, d: Rational(1, 2)}

    def test_they_end(self):
        assert 100 < len(list(simple_points(claim(x, y, p, q, d)))) <= 1000


SOLVABLE = [
    ("linear", Eq(2 * x + 3, y), x, (y - 3) / 2),
    ("on both sides", Eq(2 * x, x + y), x, y),
    ("through exp and log", Eq(exp(x) + 1, y), x, log(y - 1)),
    ("through sigmoid", Eq(sigmoid(2 * x), d), x, logit(d) / 2),
    ("through the cube root", Eq(cbrt(x), y), x, y**3),
    ("in a denominator", Eq(1 / x, y), x, 1 / y),
]  # fmt: skip


@pytest.mark.parametrize(("equation", "variable", "solution"), named(SOLVABLE))
def test_equations_are_solved_by_undoing(equation, variable, solution):
    assert (solved_for(equation, variable) - solution).expand() == 0


@pytest.mark.parametrize(
    "equation",
    [Eq(x**2, y), Eq(Abs(x), y), Eq(x + exp(x), y), Eq(exp(x), x + y), Eq(y, 1)],
    ids=["two roots", "two signs", "twice in a sum", "on both sides", "not at all"],
)
def test_what_has_no_single_inverse_is_not_solved(equation):
    assert solved_for(equation, x) is None
