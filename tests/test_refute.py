"""Refutation: a certified, confirmed and nice counterexample, or nothing at all."""

from decimal import Decimal

import pytest
from flint import arb, ctx
from sympy import (
    Abs,
    Derivative,
    Eq,
    Integer,
    Integral,
    Matrix,
    Max,
    Rational,
    Symbol,
    atan,
    cos,
    cosh,
    exp,
    expand_log,
    factorial,
    log,
    pi,
    sin,
    sinh,
    sqrt,
    symbols,
)

from derive.calculation import Relation
from derive.claim import Claim
from derive.domains import INTEGER, POSITIVE, REAL, UNIT_INTERVAL, interval
from derive.errors import InternalContradiction
from derive.numeric import balls, oracle
from derive.numeric.points import sample, satisfies
from derive.refute import fails, refute
from derive.terms import cbrt, expectation, kl, logit, normal, over, sigmoid

x, y = symbols("x y", real=True)
p, q = symbols("p q", positive=True)
d = Symbol("d", positive=True)
n = Symbol("n", integer=True)
DOMAINS = {x: REAL, y: REAL, p: POSITIVE, q: POSITIVE, d: UNIT_INTERVAL, n: INTEGER}
EQ, LE, LT, GE, GT, NE, ROUNDS = (
    Relation.EQUAL, Relation.AT_MOST, Relation.BELOW, Relation.AT_LEAST, Relation.ABOVE, Relation.DIFFERS,
    Relation.ROUNDS_TO,
)  # fmt: skip
P, STANDARD = normal(mean=x, std=p), normal(mean=0, std=1)


def claim(lhs, relation, rhs, where=()):
    used = set().union(*(getattr(part, "free_symbols", set()) for part in (lhs, rhs, *where)))
    return Claim(lhs, relation, rhs, {v: D for v, D in DOMAINS.items() if v in used}, conditions=tuple(where))


def refuted(lhs, relation, rhs, where=()):
    speaks = claim(lhs, relation, rhs, where)
    return refute(speaks, sample(speaks, 24))


FALSE = [
    ("a root of a square", sqrt(x**2), EQ, x, {"x": "-1"}),
    ("arctangents of reciprocals", atan(x) + atan(1 / x), EQ, pi / 2, {"x": "-1"}),
    ("a lost minus", Derivative(log(1 - sigmoid(x)), x), EQ, sigmoid(x), {"x": "1"}),
    ("a lost factor", (x + y) ** 2, EQ, x**2 + x * y + y**2, {"x": "1", "y": "1"}),
    ("underflow", exp(-1000 * p), EQ, Integer(0), {"p": "1"}),
    (
        "inverse factorials",
        1 / factorial(Integer(2004), evaluate=False),
        EQ,
        1 / factorial(2006, evaluate=False),
        {},
    ),
    ("a near identity", exp(pi * sqrt(163)), EQ, Integer(640320) ** 3 + 744, {}),
    ("nearer than fifty digits", sqrt(p**2 + Rational(1, 10**70)), EQ, p, {"p": "1"}),
    ("a strict inequality at equality", x**2, GT, Integer(0), {"x": "0"}),
    ("a tangent line", exp(x), GT, 1 + x, {"x": "0"}),
    ("an inequality the wrong way", log(p), GE, p - 1, {"p": "2"}),
    ("an inequation at equality", x**2, NE, x, {"x": "1"}),
    ("an inequation of roots", sqrt(p) + sqrt(q), NE, sqrt(p + q + 2 * sqrt(p * q)), {"p": "1", "q": "1"}),
    ("at most", Abs(x), LE, x, {"x": "-1"}),
    ("below", Max(x, y), LT, x, {"x": "1", "y": "1"}),
    ("the argument of logit", logit(d), EQ, log(d), {"d": "1/2"}),
    ("a real cube root", cbrt(x), EQ, Abs(x) ** Rational(1, 3), {"x": "-1"}),
    ("whole numbers", (-1) ** n, EQ, Integer(1), {"n": "1"}),
    ("digits", 100 * exp(Rational(1, 7)), ROUNDS, Decimal("115.3"), {}),
    ("swapped arguments of a divergence", kl(P, STANDARD), EQ, kl(STANDARD, P), {"x": "1", "p": "2"}),
    ("variance for deviation", expectation(P, lambda t: t**2), EQ, x**2 + p, {"x": "1", "p": "2"}),
    ("the average of a function", expectation(P, sigmoid), EQ, sigmoid(x), {"x": "1", "p": "1"}),
    ("a derivative of a divergence", Derivative(kl(P, STANDARD), p), EQ, p + 1 / p, {"x": "1", "p": "1"}),
    ("SymPy's integral over a period", Integral(Abs(sin(x) * cos(x)), (x, 0, 2 * pi)), EQ, Integer(1), {}),
]

TRUE = [
    ("logarithms of absolute values", log(Abs(x**2 - 1)), EQ, log(Abs(x + 1)) + log(Abs(x - 1))),
    ("a narrowing", log(x**2), EQ, 2 * log(x)),
    ("a cancelled factor", over(x**2 - 1, x - 1), EQ, x + 1),
    ("one over zero against itself", 1 / x - 1 / x + x, EQ, x),
    ("Pythagoras", sin(x) ** 2 + cos(x) ** 2, EQ, Integer(1)),
    ("cancellation that floats lose", (x + 10**20) ** 2 - 10**40 - 2 * 10**20 * x, EQ, x**2),
    ("a real cube root", cbrt(x) ** 3, EQ, x),
    ("a tangent line", exp(x), GE, 1 + x),
    ("a square", x**2, GE, Integer(0)),
    ("no real number against anything", sqrt(-1 - x**2), EQ, x),
    ("a derivative at a kink does not count", Derivative(Abs(x), x) ** 2, EQ, Integer(1)),
    ("logit undoes sigmoid", logit(sigmoid(x)), EQ, x),
    ("a closed form of a divergence", kl(P, STANDARD), EQ, (p**2 + x**2 - 1) / 2 - log(p)),
    ("digits", 100 * exp(Rational(1, 7)), ROUNDS, Decimal("115.4")),
    ("digits at the end of their range", Rational(1, 8), ROUNDS, Decimal("0.12")),
    ("the absolute value as a root", Integral(sqrt(x**2), (x, -1, 2)), EQ, Rational(5, 2)),
    ("a difference from what is always larger", exp(x), NE, x),
    ("logarithms of products", expand_log(log(p * q)), EQ, log(p * q)),
]


def named(rows):
    return [pytest.param(*row[1:], id=row[0]) for row in rows]


@pytest.mark.parametrize(("lhs", "relation", "rhs", "witness"), named(FALSE))
def test_false_claims_are_refuted_at_a_nice_point(lhs, relation, rhs, witness):
    found = refuted(lhs, relation, rhs)
    assert found is not None
    assert witness is None or dict(found.witness) == witness


@pytest.mark.parametrize(("lhs", "relation", "rhs"), named(TRUE))
def test_true_claims_are_never_refuted(lhs, relation, rhs):
    assert refuted(lhs, relation, rhs) is None


class TestStrictRelations:
    """What fails at equality only needs an exact equality."""

    def test_at_a_point_that_is_found_among_the_candidates(self):
        speaks = claim((p - sqrt(2)) ** 2, GT, 0 * p)
        assert refute(speaks, [{p: sqrt(2)}]).witness == (("p", "sqrt(2)"),)

    def test_by_the_zero_test_of_the_caller(self):
        speaks = claim(cos(p) ** 2 + sin(p) ** 2 + exp(p), NE, 1 + exp(p))
        seen = []
        assert refute(speaks, [{p: 1}], lambda difference: seen.append(difference) or False) is None
        assert seen
        assert refute(speaks, [{p: 1}], lambda difference: True).witness == (("p", "1"),)

    def test_overlapping_balls_are_no_equality(self):
        true_elsewhere = Claim(
            log(6 * p), NE, log(2 * p) + log(3), {p: interval(Rational(5, 2), Rational(29, 10))}
        )
        assert refute(true_elsewhere, sample(true_elsewhere, 8)) is None


class TestHypotheses:
    def test_witnesses_meet_them(self):
        speaks = claim(x + y, EQ, 2 * x, where=[x < y, x**2 + y**2 < 1])
        found = refute(speaks, sample(speaks, 8))
        values = {symbol: Rational(dict(found.witness)[symbol.name]) for symbol in (x, y)}
        assert satisfies(speaks, values)

    def test_what_fails_only_outside_them_is_not_refuted(self):
        assert refuted(Abs(x - y), EQ, y - x, where=[x < y]) is None
        assert refuted(x / y, EQ, Integer(2), where=[Eq(x, 2 * y)]) is None

    def test_an_interval_without_simple_numbers(self):
        far = Claim(x, EQ, 2 * x, {x: interval(1000, 1001)})
        assert refute(far, sample(far, 4)) is not None


class TestMatrices:
    def test_the_entry_is_named(self):
        found = refuted(Matrix([[x, y], [0, x * y]]), EQ, Matrix([[x, y], [0, x + y]]))
        assert found.reason == "the entries in row 2, column 2 differ"
        assert (found.lhs, found.rhs) == ("1", "2")

    def test_equal_matrices(self):
        assert refuted(Matrix([(x + y) ** 2]), EQ, Matrix([x**2 + 2 * x * y + y**2])) is None

    def test_shapes_are_decided_elsewhere(self):
        assert refuted(Matrix([x, y]), EQ, Matrix([[x, y]])) is None


class TestText:
    def test_exact_values_are_shown_as_such(self):
        found = refuted(sqrt(x**2), EQ, x)
        assert (found.lhs, found.rhs, found.method) == ("1", "-1", "exact arithmetic")

    def test_enclosures_in_the_text_do_not_overlap(self):
        for lhs, rhs in (
            (exp(pi * sqrt(163)), 640320**3 + 744 + exp(-(p**2))),
            (exp(-1000 * p), exp(-1001 * p)),
        ):
            found = refuted(lhs, EQ, rhs)
            with ctx.workprec(3000):
                assert not arb(found.lhs).overlaps(arb(found.rhs))

    def test_equal_sides_are_said_to_be_equal(self):
        assert refuted(x**2, GT, Integer(0)).reason == "the sides are equal there"

    def test_the_digits_that_were_claimed(self):
        assert refuted(exp(Integer(1)), ROUNDS, Decimal("2.71")).rhs == "2.71"


class TestSecondEvaluator:
    def test_a_contradiction_is_loud(self, monkeypatch):
        monkeypatch.setattr(oracle, "value", lambda side, point, digits=50: oracle.mpf(7))
        with pytest.raises(InternalContradiction, match=r"two evaluators disagree(.|\n)*x"):
            refuted(exp(x), EQ, exp(2 * x))

    def test_without_its_value_nothing_is_refuted(self, monkeypatch):
        monkeypatch.setattr(oracle, "value", lambda side, point, digits=50: None)
        assert refuted(x, EQ, 2 * x) is None

    def test_a_wrong_ball_never_refutes(self, monkeypatch):
        """The balls double a side: the second evaluator sees it."""
        honest = balls.evaluate

        def doubled(expression, point, bits):
            value = honest(expression, point, bits)
            return 2 * value if expression == exp(x) else value

        monkeypatch.setattr(balls, "evaluate", doubled)
        with pytest.raises(InternalContradiction):
            refuted(exp(x), EQ, sinh(x) + cosh(x))


class TestFailures:
    def test_a_point_at_which_a_side_has_no_value_does_not_count(self):
        assert fails(claim(log(x), EQ, x), {x: -1}) is None

    def test_a_point_at_which_the_claim_holds(self):
        assert fails(claim(x**2, EQ, x), {x: 1}) is None

    def test_a_failure_knows_the_sign(self):
        assert fails(claim(x**2, EQ, x), {x: 2}).sign == 1
        assert fails(claim(x**2, EQ, x), {x: Rational(1, 2)}).sign == -1

    def test_relations_that_are_decided_elsewhere(self):
        assert refute(claim(x, Relation.TENDS_TO, y), [{x: 1, y: 2}]) is None
