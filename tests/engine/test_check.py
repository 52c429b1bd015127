"""Lines against the line before and against the head: what counts, what is inherited, what cancels."""

from dataclasses import replace

from sympy import Abs, Eq, Pow, Rational, exp, log, oo

from derive import (
    Positive,
    Real,
    UnitInterval,
    above,
    assumed,
    at_most,
    below,
    calc,
    derivation,
    equals,
    iff,
    tends_to,
)
from derive.evidence import Verdict
from derive.terms import sigmoid


def checked(derived):
    report = derived.check()
    return report, report.derivations[0].calculations[0]


def test_proved_steps_do_not_make_a_proved_head():
    @derivation(source="law")
    def through_the_logarithm(x: Real):
        """sqrt(x^2) = exp(log x) = x: both steps hold where both sides are defined."""
        root = Pow(Pow(x, 2, evaluate=False), Rational(1, 2), evaluate=False)
        return calc(root, equals(exp(log(x), evaluate=False)), equals(x))

    report, chain = checked(through_the_logarithm)
    assert [step.local.verdict for step in chain.steps] == [Verdict.PROVED, Verdict.PROVED]
    assert chain.head.verdict is Verdict.REFUTED
    assert report.exit_code == 1


def test_a_head_follows_by_transitivity_where_every_line_is_defined():
    @derivation(source="law")
    def three_lines(x: Real, y: Real):
        """(x + y)^2 - 2xy = x^2 + y^2."""
        return calc((x + y)**2 - 2*x*y, equals(x**2 + 2*x*y + y**2 - 2*x*y), equals(x**2 + y**2))

    _, chain = checked(three_lines)
    assert chain.head.method == "transitivity"


def test_inequalities_compose_in_one_direction_only():
    @derivation(source="law")
    def up_and_down(x: Real):
        """x < x + 1 > x: no relation of the head to the last line."""
        return calc(x, below(x + 1), above(x - 1))

    _, chain = checked(up_and_down)
    assert chain.steps[1].head is None


def test_a_weak_and_a_strict_inequality_compose_to_a_strict_one():
    @derivation(source="law")
    def weak_then_strict(x: Real):
        """-x^2 <= 0 < 1."""
        return calc(-x**2, at_most(0), below(1))

    _, chain = checked(weak_then_strict)
    assert chain.head.verdict is Verdict.PROVED


def test_a_confirmed_erratum_leaves_the_derivation_proved_and_the_rest_inherits():
    @derivation(source="law")
    def lost_sign(h: Real):
        """The minus of the chain rule is lost."""
        return calc(
            -sigmoid(h),
            equals(sigmoid(h), erratum="the minus is lost", correction=equals(-sigmoid(h) + 0)),
            equals(1/(1 + exp(-h)), by="definition"),
        )

    report, chain = checked(lost_sign)
    assert chain.steps[0].is_confirmed_erratum
    assert chain.steps[0].correction.verdict is Verdict.PROVED
    assert chain.steps[1].local.verdict is Verdict.PROVED
    assert chain.steps[1].inherited
    assert report.exit_code == 0
    assert report.summary.errata == 1
    assert report.summary.proved == 1


def test_two_errors_that_cancel_leave_the_conclusion_true():
    @derivation(source="law")
    def twice_wrong(x: Real):
        """Two lost signs."""
        return calc(
            x + 1,
            equals(-(x + 1), erratum="a sign is lost"),
            equals(x + 1, erratum="a sign is lost again"),
        )

    report, chain = checked(twice_wrong)
    assert [step.is_confirmed_erratum for step in chain.steps] == [True, True]
    assert chain.head.verdict is Verdict.PROVED
    assert report.exit_code == 0


def test_an_erratum_that_is_true_fails_the_check():
    @derivation(source="law")
    def no_error(x: Real):
        """A right line marked as wrong."""
        return calc(x + x, equals(2*x + 0, erratum="looks wrong"))

    report, chain = checked(no_error)
    assert chain.steps[0].is_unconfirmed_erratum
    assert report.exit_code == 1


def test_a_wrong_correction_fails_the_check():
    @derivation(source="law")
    def wrongly_corrected(x: Real):
        """Neither line is right."""
        return calc(x, equals(x + 1, erratum="one too many", correction=equals(x + 2)))

    report, chain = checked(wrongly_corrected)
    assert chain.steps[0].correction.verdict is Verdict.REFUTED
    assert report.exit_code == 1


def test_after_an_equation_that_nothing_solves_the_correction_is_the_line_before():
    @derivation(source="law")
    def logit_of_d(p: Positive, q: Positive, h: Real):
        """The reciprocal is equated with sigma(h)."""
        return calc(
            Eq(p/(p + q), sigmoid(h)),
            iff(Eq((p + q)/p, sigmoid(h)), erratum="1/D* for D*", correction=iff(Eq((p + q)/p, 1 + exp(-h)))),
            iff(Eq(exp(-h), (p + q)/p - 1)),
        )

    _, chain = checked(logit_of_d)
    assert chain.steps[0].is_confirmed_erratum
    assert chain.steps[1].judged_from_correction
    assert chain.steps[1].local.verdict is Verdict.PROVED
    assert chain.head.verdict is Verdict.PROVED


def test_an_assumed_fact_is_shown_and_used():
    @derivation(source="law")
    def bounded(h: Real, g: Real, m: Positive):
        """|sigma(h) g| <= M sigma(h) if |g| <= M."""
        return assumed(Abs(g) <= m, by="hypothesis"), calc(
            Abs(sigmoid(h)*g), at_most(m*sigmoid(h)), tends_to(0, as_=(h, -oo))
        )

    report, chain = checked(bounded)
    assert report.derivations[0].assumed == ("Abs(g) <= m",)
    assert chain.steps[0].local.assuming == ("Abs(g) <= m",)
    assert [step.local.verdict for step in chain.steps] == [Verdict.PROVED, Verdict.PROVED]
    assert chain.steps[1].head is None


def test_without_the_assumption_the_bound_is_refuted():
    @derivation(source="law")
    def unbounded(h: Real, g: Real, m: Positive):
        """|sigma(h) g| <= M sigma(h) needs |g| <= M."""
        return calc(Abs(sigmoid(h)*g), at_most(m*sigmoid(h)))

    _, chain = checked(unbounded)
    assert chain.steps[0].local.verdict is Verdict.REFUTED


def test_a_line_that_repeats_the_one_before_is_reported():
    @derivation(source="law")
    def repeated(x: UnitInterval):
        """x = x."""
        return calc(x, equals(x))

    _, chain = checked(repeated)
    assert "repeats the line before" in chain.steps[0].local.method


def test_verdicts_do_not_depend_on_the_names_of_variables():
    @derivation(source="law")
    def one(a: Positive, b: Real):
        """log(a exp b)."""
        return calc(log(a*exp(b)), equals(log(a) + b), equals(log(a) + b**2))

    @derivation(source="law")
    def two(zeta: Positive, alpha: Real):
        """log(zeta exp alpha)."""
        return calc(log(zeta*exp(alpha)), equals(log(zeta) + alpha), equals(log(zeta) + alpha**2))

    def bare(evidence):
        return replace(evidence, repair=None) if getattr(evidence, "repair", None) else evidence

    def renamed(evidence, names):
        text = str(bare(evidence))
        for old, new in names.items():
            text = text.replace(f"'{old}'", f"'{new}'")
        return text

    first, second = checked(one)[1], checked(two)[1]
    for left, right in zip(first.steps, second.steps, strict=True):
        assert renamed(left.local, {"a": "zeta", "b": "alpha"}) == str(bare(right.local))
    repairs = [steps.steps[1].local.repair for steps in (first, second)]
    assert repairs[0].slip == repairs[1].slip
    assert [repair.expression for repair in repairs] == ["b + log(a)", "alpha + log(zeta)"]


def test_calling_a_derivation_with_numbers_gives_its_page_there():
    @derivation(source="law")
    def square(x: Real):
        """(x + 1)^2."""
        return calc((x + 1)**2, equals(x**2 + 2*x + 1))

    page = square(Rational(1, 2))
    assert page.head == page.conclusion == Rational(9, 4)
