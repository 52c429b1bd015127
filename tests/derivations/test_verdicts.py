"""Every step of every shipped page comes out as mathematics says, for the reason in its table."""

import pytest

from derive.evidence import Counterexample, Disproof, Trust, Verdict

from .pages import DERIVATIONS, DOCUMENTS, STEPS, calculation, checked, pages, table
from .tables.verdicts import CANCELS, ERRATUM, INHERITED, PROVED, SUPPORTED

WRONG = (ERRATUM, CANCELS)
VERDICTS = {
    ERRATUM: (Verdict.REFUTED,),
    CANCELS: (Verdict.REFUTED,),
    SUPPORTED: (Verdict.SUPPORTED, Verdict.PROVED),
}

by_derivation = pytest.mark.parametrize(
    ("document", "name"), DERIVATIONS, ids=[name for _, name in DERIVATIONS]
)
by_step = pytest.mark.parametrize(
    ("document", "name", "part", "index", "expected", "reason"),
    STEPS,
    ids=[f"{name}-{part}-{index + 1}" for _, name, part, index, _, _ in STEPS],
)


class TestTables:
    """The tables leave nothing out."""

    @pytest.mark.parametrize("document", DOCUMENTS)
    def test_every_derivation_has_a_table(self, document):
        assert set(table(document)) == set(pages(document))

    @by_derivation
    def test_every_step_has_a_row(self, document, name):
        written = {part.name: len(part.steps) for part in pages(document)[name].page.calculations}
        assert {part: len(rows) for part, rows in table(document)[name].items()} == written

    @by_derivation
    def test_every_page_states_its_claim_and_its_source(self, document, name):
        page = pages(document)[name]
        assert page.claim_in_words.endswith(".")
        assert "problem" in page.source

    def test_every_reason_says_something(self):
        assert all(reason for *_, reason in STEPS)


class TestVerdicts:
    """Steps, one by one."""

    @by_step
    def test_local_verdict(self, document, name, part, index, expected, reason):
        step = calculation(document, name, part).steps[index]
        assert step.local.verdict in VERDICTS.get(expected, (Verdict.PROVED,)), f"{step.local}\nbut: {reason}"

    @by_step
    def test_errata_are_those_of_the_table(self, document, name, part, index, expected, reason):
        step = calculation(document, name, part).steps[index]
        assert (step.erratum is not None) == (expected in WRONG)
        assert step.inherited == (expected == INHERITED), reason

    @by_step
    def test_heads(self, document, name, part, index, expected, reason):
        step = calculation(document, name, part).steps[index]
        if step.head is not None:
            wrong = expected in (ERRATUM, INHERITED)
            assert (step.head.verdict is Verdict.REFUTED) == wrong, step.head
            open_above = any(row[0] == SUPPORTED for row in table(document)[name][part][: index + 1])
            wanted = VERDICTS[SUPPORTED] if open_above or expected == CANCELS else (Verdict.PROVED,)
            assert wrong or step.head.verdict in wanted

    @by_step
    def test_corrections_are_proved(self, document, name, part, index, expected, reason):
        step = calculation(document, name, part).steps[index]
        assert (step.correction is not None) == (expected == ERRATUM)
        if step.correction is not None:
            assert step.correction.verdict is Verdict.PROVED

    @by_derivation
    def test_no_page_is_weaker_than_its_proofs(self, document, name):
        rows = [row for part in table(document)[name].values() for row in part]
        weakest = SUPPORTED if any(verdict == SUPPORTED for verdict, _ in rows) else PROVED
        assert checked(document, name).verdict in VERDICTS.get(weakest, (Verdict.PROVED,))

    @by_derivation
    def test_no_page_stands_under_a_condition(self, document, name):
        assert not checked(document, name).is_conditional

    def test_at_least_nineteen_true_steps_in_twenty_are_proved(self):
        true = [verdict for *_, verdict, _ in STEPS if verdict not in WRONG]
        assert true.count(SUPPORTED) <= len(true) / 20

    def test_at_most_one_proof_in_twenty_trusts_a_rewrite(self):
        proofs = [
            step.local
            for document, name in DERIVATIONS
            for step in checked(document, name).steps
            if step.local.verdict is Verdict.PROVED
        ]
        assert sum(proof.trusts is Trust.CAS for proof in proofs) <= len(proofs) / 20


class TestReports:
    """What a reader of the report is told beside the verdicts."""

    def test_errata_have_exact_witnesses_or_proved_negations(self):
        for document, name, part, index, expected, _ in STEPS:
            if expected in WRONG:
                found = calculation(document, name, part).steps[index].local
                assert isinstance(found, Counterexample | Disproof), found

    def test_the_line_after_the_unsolvable_equation_is_judged_from_the_correction(self):
        solving = calculation("cs236_problem_set_3", "logit_of_the_optimal_discriminator", "solving")
        assert [step.judged_from_correction for step in solving.steps] == [False, True, False, False]

    def test_hypotheses_are_shown(self):
        bounded = checked("dgm_assignment_3", "generator_gradient_vanishes")
        assert bounded.assumed == ("Abs(g) <= M",)
        assert all(step.local.assuming == ("Abs(g) <= M",) for step in bounded.steps)

    def test_a_user_requires_a_proof(self):
        from derivations.cs236_problem_set_3 import kl_of_shifted_gaussians

        report = kl_of_shifted_gaussians.check()
        assert report.ok
        assert report.exit_code == 0
        assert report.require("proved") is report


class TestHypotheses:
    """A line that needs its hypothesis fails without it."""

    @staticmethod
    def refuted(page):
        (report,) = page.check().derivations
        return [step.local.verdict is Verdict.REFUTED for step in report.steps]

    def test_the_bound_on_the_inner_gradient(self):
        from derive import Positive, Real, at_most, calc, derivation
        from derive.terms import sigmoid

        @derivation(source="without the hypothesis")
        def page(h: Real, g: Real, M: Positive):
            return calc(sigmoid(h) * abs(g), at_most(M * sigmoid(h)))

        assert self.refuted(page) == [True]

    def test_the_sign_of_the_shift(self):
        from sympy import oo

        from derive import Positive, Real, calc, derivation, tends_to

        @derivation(source="without the hypothesis")
        def page(theta: Real, theta_0: Real, epsilon: Positive):
            return calc((theta - theta_0) / epsilon**2, tends_to(oo, as_=(epsilon, 0, "+")))

        assert self.refuted(page) == [True]

    def test_a_density_that_is_positive_somewhere(self):
        from sympy import Eq

        from derive import Nonnegative, calc, derivation, iff

        @derivation(source="without the hypothesis")
        def page(p: Nonnegative, q: Nonnegative):
            return calc(Eq(p, p + q), iff(Eq(q, 0)), iff(Eq(p / (p + q), 1)))

        (report,) = page.check().derivations
        assert report.verdict is not Verdict.PROVED or report.is_conditional

    def test_the_definition_of_the_output(self):
        from derive import Real, UnitInterval, calc, derivation, equals
        from derive.terms import sigmoid

        @derivation(source="without the hypothesis")
        def page(h: Real, g: Real, D: UnitInterval):
            return calc(-sigmoid(h) * g, equals(-D * g))

        assert self.refuted(page) == [True]

    def test_the_model_is_dim_on_the_event(self):
        from sympy import Rational

        from derive import Positive, UnitInterval, at_least, calc, derivation

        @derivation(source="without the hypothesis")
        def page(w: Positive, q: Positive, e: UnitInterval):
            return calc(Rational(9, 10) * w - q, at_least(e * w))

        assert self.refuted(page) == [True]

    def test_the_level_that_leaves_something_of_the_square(self):
        from sympy import Rational, exp

        from derive import UnitInterval, above, calc, derivation

        @derivation(source="without the hypothesis")
        def page(e: UnitInterval):
            return calc(e * (1 - exp(-1) / (Rational(9, 10) - e)), above(0))

        assert self.refuted(page) == [True]

    def test_the_slope_of_the_critic(self):
        from sympy import Abs

        from derive import Real, at_least, calc, derivation

        @derivation(source="without the hypothesis")
        def page(theta: Real, theta_0: Real, u: Real, v: Real):
            return calc(u - v, at_least(-Abs(theta - theta_0)))

        assert self.refuted(page) == [True]

    def test_equal_class_frequencies(self):
        from sympy import log

        from derive import Positive, calc, derivation, equals

        @derivation(source="without the hypothesis")
        def page(r: Positive, s: Positive):
            return calc(log(r / s), equals(0))

        assert self.refuted(page) == [True]

    def test_the_order_of_the_weights(self):
        from derive import Nonnegative, Positive, at_most, calc, derivation

        @derivation(source="without the hypothesis", where=lambda b, c, K, L: c * (L - K) <= b * (L - K))
        def page(b: Positive, c: Positive, K: Nonnegative, L: Nonnegative):
            return calc(L, at_most(K))

        assert self.refuted(page) == [True]

    def test_a_weight_that_is_not_0_in_the_hint(self):
        from derivations.aml_sheet_3.optimal_discriminator import Share
        from derive import Nonnegative, derivation
        from derive.terms import maximiser, xlogy

        @derivation(source="without the hypothesis")
        def page(a: Nonnegative, b: Nonnegative, y: Share):
            return maximiser(xlogy(a, y) + xlogy(b, 1 - y), over=y, at=a / (a + b))

        (report,) = page.check().derivations
        assert report.verdict is not Verdict.PROVED or report.is_conditional

    def test_two_masses_at_two_points(self):
        from sympy import Abs, oo

        from derive import Positive, Real, calc, derivation, tends_to

        @derivation(source="without the hypothesis")
        def page(theta: Real, theta_0: Real, epsilon: Positive):
            return calc(Abs(theta - theta_0) / epsilon**2, tends_to(oo, as_=(epsilon, 0, "+")))

        assert self.refuted(page) == [True]

    def test_a_variance_is_positive(self):
        from derive.errors import AuthoringError
        from derive.terms import normal

        with pytest.raises(AuthoringError):
            normal(mean=0, variance=-1)

    def test_domination(self):
        from sympy import Derivative, log

        from derive import Real, SmoothFunction, calc, derivation, equals
        from derive.terms import expectation, normal, sigmoid

        @derivation(source="without the hypothesis", shapes={"h": "2"})
        def page(theta: Real, h: SmoothFunction):
            noise = normal(mean=0, std=1)
            return calc(
                Derivative(expectation(noise, lambda z: log(1 - sigmoid(h(theta, z)))), theta),
                equals(expectation(noise, lambda z: Derivative(log(1 - sigmoid(h(theta, z))), theta))),
            )

        (report,) = page.check().derivations
        assert report.verdict is not Verdict.PROVED


def test_the_verdict_words_are_the_only_ones():
    assert {verdict for *_, verdict, _ in STEPS} <= {PROVED, ERRATUM, INHERITED, CANCELS, SUPPORTED}
