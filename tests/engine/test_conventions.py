"""The table of docs/conventions.md, a test a row."""

import pytest
from sympy import Abs, Derivative, Eq, Integer, Mul, Pow, Rational, Symbol, log, oo, sqrt

from derive import (
    Natural,
    Nonnegative,
    Nonzero,
    Positive,
    Real,
    UnitInterval,
    below,
    calc,
    derivation,
    differs_from,
    equals,
    iff,
    rounds_to,
    tends_to,
)  # fmt: skip
from derive.errors import AuthoringError
from derive.terms import cbrt, entropy, normal


def first(derived):
    return next(derived.check().derivations[0].steps).local


def test_the_real_reading_speaks_of_points_where_every_subexpression_is_real():
    @derivation(source="convention")
    def product_of_roots(x: Real, y: Real):
        """sqrt x sqrt y = sqrt(xy), for x, y >= 0."""
        return calc(sqrt(x) * sqrt(y), equals(sqrt(x * y)))

    evidence = first(product_of_roots)
    assert evidence.verdict == "proved"
    assert set(evidence.conditions) >= {"x >= 0", "y >= 0"}


def test_the_root_of_a_square_is_the_absolute_value():
    @derivation(source="convention")
    def root_of_square(x: Real):
        """sqrt(x^2) = x fails for x < 0."""
        return calc(Pow(Pow(x, 2, evaluate=False), Rational(1, 2), evaluate=False), equals(x))

    evidence = first(root_of_square)
    assert evidence.verdict == "refuted"
    assert dict(evidence.witness)["x"].startswith("-")


def test_the_cube_root_of_a_negative_number_is_real_by_cbrt():
    @derivation(source="convention")
    def cube_root(x: Real):
        """cbrt(x^3) = x for every real x."""
        return calc(cbrt(x**3), equals(x))

    evidence = first(cube_root)
    assert evidence.verdict == "proved"
    assert evidence.conditions == ()


def test_a_rational_power_of_a_negative_number_has_no_value():
    @derivation(source="convention")
    def third_power(x: Real):
        """(x^(1/3))^3 = x where x >= 0."""
        return calc(Pow(Pow(x, Rational(1, 3)), 3, evaluate=False), equals(x + 0 * x))

    assert "x >= 0" in first(third_power).conditions


def test_the_logarithm_of_a_square_narrows():
    @derivation(source="convention")
    def log_of_square(x: Real):
        """log x^2 = 2 log x where both are defined, x > 0."""
        return calc(log(x**2), equals(2 * log(x)))

    evidence = first(log_of_square)
    assert evidence.verdict == "proved"
    assert "x > 0" in evidence.conditions


def test_cancelling_narrows_where_the_line_is_kept_unevaluated():
    @derivation(source="convention")
    def cancelled(x: Real):
        """x^2/x = x where x != 0."""
        return calc(Mul(x**2, Pow(x, -1, evaluate=False), evaluate=False), equals(x))

    evidence = first(cancelled)
    assert evidence.verdict == "proved"
    assert evidence.conditions == ("x != 0",)


def test_entropies_are_in_nats():
    @derivation(source="convention")
    def entropy_of_normal(sigma: Positive):
        """H = log(2 pi e sigma^2)/2."""
        from sympy import E, pi

        return calc(entropy(normal(mean=0, std=sigma)), equals(log(2 * pi * E * sigma**2) / 2))

    assert first(entropy_of_normal).verdict == "proved"


def test_a_derivative_has_no_value_at_a_kink():
    @derivation(source="convention")
    def slope_of_abs(x: Real):
        """|x|' = |x|/x where x != 0."""
        return calc(Derivative(Abs(x), x), equals(Abs(x) / x))

    evidence = first(slope_of_abs)
    assert evidence.verdict == "proved"
    assert "x != 0" in evidence.conditions


def test_limits_are_two_sided_unless_a_direction_is_given():
    @derivation(source="convention")
    def sign_at_zero(x: Nonzero):
        """|x|/x has no limit at 0, only one from each side."""
        both = calc(Abs(x) / x, tends_to(1, as_=(x, 0)))
        above = calc(Abs(x) / x, tends_to(1, as_=(x, 0, "+")))
        below_ = calc(Abs(x) / x, tends_to(-1, as_=(x, 0, "-")))
        return both, above, below_

    both, above, below_ = sign_at_zero.check().derivations[0].calculations
    assert both.steps[0].local.verdict == "refuted"
    assert above.steps[0].local.verdict == "proved"
    assert below_.steps[0].local.verdict == "proved"


def test_a_limit_that_the_domain_does_not_allow_is_an_authoring_error():
    @derivation(source="convention")
    def two_sided_at_the_end(epsilon: Positive):
        """epsilon reaches 0 only from above."""
        return calc(1 / epsilon, tends_to(oo, as_=(epsilon, 0)))

    with pytest.raises(AuthoringError, match='as_=\\(epsilon, 0, "\\+"\\)'):
        two_sided_at_the_end.check()


def test_zero_to_the_zero_is_one():
    @derivation(source="convention")
    def empty_product(x: Real):
        """0^0 = 1."""
        return calc(Pow(Integer(0), Integer(0), evaluate=False), equals(1), differs_from(0))

    assert first(empty_product).verdict == "proved"


def test_natural_numbers_start_at_zero():
    @derivation(source="convention")
    def naturals_are_positive(n: Natural):
        """n > 0 fails at 0."""
        return calc(0 * n, below(n))

    evidence = first(naturals_are_positive)
    assert evidence.verdict == "refuted"
    assert dict(evidence.witness) == {"n": "0"}


def test_the_unit_interval_is_open_and_nonnegative_holds_zero():
    @derivation(source="convention")
    def ends(d: UnitInterval, a: Nonnegative):
        """d < 1 strictly, a > 0 not for all a."""
        inside = calc(d, below(1))
        end = calc(-a, below(0))
        return inside, end

    inside, end = ends.check().derivations[0].calculations
    assert inside.steps[0].local.verdict == "proved"
    assert end.steps[0].local.verdict == "refuted"
    assert dict(end.steps[0].local.witness)["a"] == "0"


def test_rounding_is_to_the_places_shown():
    @derivation(source="convention")
    def thirds():
        """1/3 to four places."""
        right = calc(Rational(1, 3), rounds_to("0.3333"))
        wrong = calc(Rational(1, 3), rounds_to("0.333333334"))
        return right, wrong

    right, wrong = thirds.check().derivations[0].calculations
    assert right.steps[0].local.verdict == "proved"
    assert wrong.steps[0].local.verdict == "refuted"


def test_an_equation_multiplied_by_something_that_vanishes_gains_solutions():
    @derivation(source="convention")
    def gained(x: Real):
        """x = 1 and x^2 = x do not have the same solutions."""
        return calc(Eq(x, 1), iff(Eq(x**2, x)))

    evidence = first(gained)
    assert evidence.verdict == "refuted"
    assert dict(evidence.witness) == {"x": "0"}


def test_a_float_is_an_authoring_error():
    with pytest.raises(AuthoringError, match="write an exact number"):
        equals(0.5 * Symbol("x"))
