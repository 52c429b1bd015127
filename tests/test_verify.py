"""`derivation.verify`: agreement, rounding told from falsehood, exact witnesses, the user's own points."""

import json

import numpy as np
import pytest
from sympy import Integral, Rational, Symbol, exp, log, polylog, sqrt

from derive import (
    Integer,
    Positive,
    Real,
    UnitInterval,
    above,
    at_least,
    at_most,
    below,
    calc,
    derivation,
    differs_from,
    equals,
    iff,
)
from derive.terms import bernoulli, expectation, exponential, integral, normal, sigmoid
from derive.verification import verify


@derivation(source="a test")
def sound(a: Real, p: Positive, d: UnitInterval):
    """True steps of several kinds."""
    square = calc((a + p) ** 2, equals(a**2 + 2 * a * p + p**2), at_least(0))
    logit = calc(log(d) - log(1 - d), equals(log(d / (1 - d))), differs_from(log(d / (1 - d)) + 1))
    logistic = calc(exp(a) / (1 + exp(a)), equals(sigmoid(a)), below(1))
    vector = calc([a, p], equals([p - (p - a), p]))
    return square, logit, logistic, vector


@derivation(source="a test")
def unsound(a: Real, p: Positive):
    """False steps, one of them an erratum."""
    root = calc(sqrt(a**2), equals(a))
    slightly = calc(p, equals(p * (1 + Rational(1, 10**12))))
    order = calc(p**2, at_most(p))
    marked = calc(a + p, equals(a - p, erratum="a sign"))
    return root, slightly, order, marked


def by_id(result):
    return {step.id: step for step in result.steps}


class TestSoundSteps:
    result = sound.verify(samples=40_000, seed=3)

    def test_all_agree(self):
        assert self.result.agrees
        assert self.result.exit_code == 0
        assert [step.outcome for step in self.result.steps] == ["agrees"] * 7

    def test_rounding_is_told(self):
        step = by_id(self.result)["square::1"]
        assert step.residual > 1e-13
        assert step.cancelled >= 3
        assert "rounding: cancels" in step.words

    def test_where_the_worst_residual_is(self):
        step = by_id(self.result)["square::1"]
        a, p = step.at["a"], step.at["p"]
        lhs, rhs = (a + p) ** 2, a * a + 2 * a * p + p * p
        assert abs(lhs - rhs) / max(lhs, abs(rhs)) > step.residual / 100

    def test_it_shows_itself_as_a_table(self):
        lines = repr(self.result).splitlines()
        assert lines[0] == "sound: 40,000 points, seed 3"
        assert len(lines) == 9
        assert lines[2].startswith("  ≈  square::1    40,000   ")
        assert "<table>" in self.result._repr_html_()

    def test_it_is_the_same_again_for_any_number_of_threads(self):
        for threads in (1, 2, 3):
            assert verify(sound, samples=40_000, seed=3, threads=threads).as_json() == self.result.as_json()
        assert sound.verify(samples=40_000, seed=4).as_json() != self.result.as_json()

    def test_it_is_json(self):
        assert json.loads(json.dumps(self.result.as_json(), allow_nan=False))["steps"][0]["counted"] == 40_000


class TestFalseSteps:
    result = unsound.verify(samples=5_000)

    @pytest.mark.parametrize("key", ["root::1", "slightly::1", "order::1"])
    def test_refuted_with_an_exact_witness(self, key):
        step = by_id(self.result)[key]
        assert step.outcome == "refuted"
        assert dict(step.counterexample.witness)
        assert "REFUTED at a = " in step.words

    def test_the_witness_is_nice(self):
        assert dict(by_id(self.result)["root::1"].counterexample.witness)["a"] == "-1"

    def test_an_erratum_is_not_counted_as_a_failure(self):
        assert not by_id(self.result)["marked::1"].is_bad
        assert len(self.result.refuted) == 3
        assert self.result.exit_code == 1


def test_an_erratum_that_is_true_is_one():
    @derivation(source="a test")
    def marked(a: Real):
        """x."""
        return calc(a * (a + 1), equals(a**2 + a, erratum="nothing is wrong"))

    result = marked.verify(samples=1000)
    assert result.exit_code == 1
    assert "marked as an erratum, not refuted" in repr(result)


class TestOwnPoints:
    def test_by_name_by_position_and_in_chunks(self):
        a, p, d = np.linspace(-1, 1, 50), np.linspace(1, 2, 50), np.linspace(0.1, 0.9, 50)
        named = sound.verify({"a": a, "p": p, "d": d})
        assert named.points == 50
        assert named.seed is None
        assert sound.verify([a, p, d]).as_json() == named.as_json()
        assert sound.verify(np.stack([a, p, d], axis=-1)).as_json() == named.as_json()
        halves = ({"a": a[part], "p": p[part], "d": d[part]} for part in (slice(25), slice(25, None)))
        assert sound.verify(halves).as_json() == named.as_json()

    def test_grids_and_scalars(self):
        result = sound.verify({"a": np.ones((30, 1)), "p": np.linspace(1, 2, 40), "d": 0.5})
        assert [step.counted for step in result.steps] == [1200] * 7

    def test_points_outside_the_domain_are_counted_as_such(self):
        a = np.array([1.0, np.nan, np.inf, 1.0, 1.0])
        p = np.array([1.0, 1.0, 1.0, -1.0, 0.0])
        step = sound.verify({"a": a, "p": p, "d": 0.5}).steps[0]
        assert (step.counted, step.outside) == (1, 4)

    def test_memory_mapped(self, tmp_path):
        np.save(tmp_path / "a.npy", np.linspace(-3, 3, 100_000))
        a = np.load(tmp_path / "a.npy", mmap_mode="r")
        assert sound.verify({"a": a, "p": 1.0, "d": 0.5}).steps[0].counted == 100_000

    @pytest.mark.parametrize("count", [0, 1])
    def test_few(self, count):
        result = sound.verify({"a": np.ones(count), "p": 1.0, "d": 0.5})
        assert result.steps[0].counted == count
        assert result.exit_code == (0 if count else 3)

    @pytest.mark.parametrize(
        ("points", "error", "message"),
        [
            ({"a": 1.0}, TypeError, "one array for each of a, p, d"),
            ({"a": 1.0, "p": 1.0, "d": 0.5, "e": 1.0}, TypeError, "one array for each of a, p, d"),
            ({"a": [1j], "p": 1.0, "d": 0.5}, TypeError, "a: expected real numbers"),
            ({"a": [1.0, 2.0], "p": [1.0, 2.0, 3.0], "d": 0.5}, ValueError, "do not broadcast"),
            (3, TypeError, "points are arrays"),
        ],
    )
    def test_mistakes(self, points, error, message):
        with pytest.raises(error, match=message):
            sound.verify(points)


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"samples": -1}, ValueError), ({"samples": 1.5}, ValueError), ({"samples": "many"}, TypeError),
        ({"samples": float("nan")}, ValueError), ({"seed": -1}, ValueError), ({"points": [1], "samples": 3}, TypeError),
    ],
)  # fmt: skip
def test_wrong_numbers(options, error):
    with pytest.raises(error):
        sound.verify(**options)


def test_conditions_between_variables_hold_at_the_points():
    @derivation(source="a test", where=lambda x, y: x < y)
    def ordered(x: Real, y: Real):
        """x."""
        return calc(x, below(y))

    step = ordered.verify(samples=10_000).steps[0]
    assert (step.outcome, step.counted) == ("agrees", 10_000)


def test_a_difference_that_overflows():
    @derivation(source="a test")
    def huge(a: Positive):
        """x."""
        return calc(10**300 * a, equals(-(10**300) * a))

    step = huge.verify({"a": np.array([1.5e8])}).steps[0]
    assert step.residual == 2.0
    assert step.outcome == "refuted"


def test_whole_numbers():
    @derivation(source="a test")
    def parity(n: Integer):
        """x."""
        return calc((-1) ** (2 * n), equals(1))

    assert parity.verify(samples=1_000).agrees


def test_what_is_left_is_not_said_to_agree():
    @derivation(source="a test")
    def hopeless(a: Real):
        """Floats have no value to speak of: everything cancels."""
        tiny = Rational(1, 10**40)
        return calc((1 + tiny * a**2) - 1 + 0 * a, equals(log(exp(tiny * a**2))))

    result = hopeless.verify(samples=2_000)
    step = result.steps[0]
    assert step.outcome in ("agrees", "open")
    assert step.counterexample is None


def test_steps_that_are_not_between_numbers_are_left_out():
    from sympy import Eq

    @derivation(source="a test")
    def solving(a: Real):
        """x."""
        return calc(Eq(a + 1, 2), iff(Eq(a, 1)))

    result = solving.verify(samples=100)
    assert [step.outcome for step in result.steps] == ["skipped"]
    assert result.exit_code == 5


def test_expectations():
    @derivation(source="a test")
    def second_moment(m: Real, s: Positive):
        """x."""
        return calc(expectation(normal(mean=m, std=s), lambda t: t**2), equals(m**2 + s**2))

    assert second_moment.verify(samples=2_000).agrees


class TestIntegrals:
    """What costs most: bounds must be tight enough to show a falsehood, and wide enough for rounding."""

    def test_a_mean_that_cancels_is_rounding(self):
        @derivation(source="a test")
        def third_moment(m: Real, s: Positive):
            """x."""
            return calc(expectation(normal(mean=m, std=s), lambda t: (t - m) ** 3), equals(0))

        step = third_moment.verify(samples=3_000).steps[0]
        assert (step.outcome, step.counted) == ("agrees", 3_000)

    @pytest.mark.parametrize("size", [3, 6, 9])
    def test_what_is_slightly_wrong_is_refuted(self, size):
        @derivation(source="a test")
        def second_moment(m: Real, s: Positive):
            """x."""
            wrong = (m**2 + s**2) * (1 + Rational(1, 10**size))
            return calc(expectation(normal(mean=m, std=s), lambda t: t**2), equals(wrong))

        assert second_moment.verify(samples=2_000).steps[0].outcome == "refuted"

    def test_computed_parameters_and_ends(self):
        t = Symbol("t", real=True)

        @derivation(source="a test")
        def computed(a: Positive, b: Positive):
            """x."""
            mean = calc(expectation(normal(mean=a * b, std=sqrt(a)), lambda x: x), equals(a * b))
            area = calc(Integral(t, (t, a / 3, a * 7)), equals((49 - Rational(1, 9)) * a**2 / 2))
            return mean, area

        assert computed.verify(samples=3_000).agrees

    def test_other_laws(self):
        @derivation(source="a test")
        def laws(a: Positive, q: UnitInterval):
            """x."""
            rate = calc(expectation(exponential(rate=a), lambda x: x), equals(1 / a))
            coin = calc(expectation(bernoulli(probability=q), lambda x: x**2), equals(q))
            return rate, coin

        assert laws.verify(samples=2_000).agrees


def test_a_bound_that_says_nothing_explains_nothing():
    @derivation(source="a test")
    def slowly(x: Positive):
        """No rule bounds the error of this function in floats."""
        return calc(polylog(2, -x), equals(polylog(2, -x) * (1 + Rational(1, 10**13))))

    step = slowly.verify(samples=40).steps[0]
    assert step.outcome in ("refuted", "open")


def test_densities_are_named_as_the_reason():
    from derive import Density

    @derivation(source="a test", spaces={"p": "x"})
    def mass(p: Density, a: Real):
        """x."""
        return calc(integral(p), equals(1)), calc(a**2 + 1, above(0))

    result = mass.verify(samples=100)
    assert [step.words for step in result.steps] == ["not compared: densities", ""]
    assert result.exit_code == 0


class TestStrictRelations:
    def test_sides_that_touch_by_rounding_alone_are_no_open_points(self):
        @derivation(source="a test")
        def saturated(a: Real):
            """x."""
            return calc(sigmoid(a), below(1)), calc(exp(-(a**2)), above(0), differs_from(-exp(-a)))

        result = saturated.verify({"a": np.linspace(-300, 300, 20_001)})
        assert [step.outcome for step in result.steps] == ["agrees"] * 3

    @pytest.mark.parametrize("count", [1, 900])
    def test_one_point_at_which_they_touch_is_found_among_many(self, count):
        @derivation(source="a test")
        def square(a: Real):
            """x."""
            return calc(a**2, above(0))

        points = np.concatenate([np.full(count, 1e-200), [0.0]])
        assert square.verify({"a": points}).steps[0].outcome == "refuted"
