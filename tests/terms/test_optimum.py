"""minimum and maximum: the obligations that they put on the page."""

import pytest
from mpmath import mp, mpf
from sympy import Derivative, Rational, Subs, Symbol, exp, log, symbols

from derive.calculation import Relation
from derive.errors import AuthoringError
from derive.terms import maximum, minimum
from derive.terms.optimum import INTERVAL, DomainOf, Objective

t, s = symbols("t s", real=True)
p, q = symbols("p q", positive=True)

OBLIGATIONS = ["in", "is", "=", ">", "minimises"]


class TestObligations:
    def test_in_the_order_of_the_argument(self):
        page = minimum(t**2 - 2 * t, over=t, at=1)
        assert [step.relation.value for step in page.steps] == OBLIGATIONS
        assert page.head is None

    def test_of_a_maximum(self):
        page = maximum(2 * t - t**2, over=t, at=1)
        assert [step.relation.value for step in page.steps] == ["in", "is", "=", "<", "maximises"]

    def test_each_has_its_own_left_side(self):
        f = exp(t) - s * t
        page = minimum(f, over=t, at=log(3))
        member, unbroken, stationary, convex, optimal = page.steps
        assert (member.lhs, member.rhs) == (log(3), DomainOf(t))
        assert (unbroken.lhs, unbroken.rhs) == (DomainOf(t), INTERVAL)
        assert (stationary.lhs, stationary.rhs) == (Subs(Derivative(f, t), t, log(3)), 0)
        assert (convex.lhs, convex.rhs) == (Derivative(f, (t, 2)), 0)
        assert (optimal.lhs, optimal.rhs) == (log(3), Objective(f, t))

    def test_prose_and_name(self):
        page = minimum(t**2, over=t, at=0, by="a square", name="least")
        assert page.name == "least"
        assert page.steps[-1].by == "a square"
        assert all(step.by for step in page.steps)

    def test_they_print_as_words(self):
        assert str(DomainOf(t)) == "the domain of t"
        assert str(Objective(t**2, t)) == "t**2 over t"


class TestRefusals:
    @pytest.mark.parametrize("over", [2 * t, 3, t + s])
    def test_the_optimum_is_over_a_variable(self, over):
        with pytest.raises(AuthoringError, match="over= takes a variable"):
            minimum(t**2, over=over, at=0)

    @pytest.mark.parametrize("at", [t, t - 1, s * t])
    def test_the_optimum_does_not_depend_on_the_variable(self, at):
        with pytest.raises(AuthoringError, match="must not depend on t itself"):
            minimum(t**2, over=t, at=at)

    def test_floats(self):
        with pytest.raises(AuthoringError, match="float"):
            minimum(t**2, over=t, at=0.0)


class TestObjective:
    """Closed form, search over the domain, exact instance."""

    loss = -p * log(t) - q * log(1 - t)

    @pytest.mark.parametrize(("a", "b"), [(1, 1), (3, 2), (Rational(1, 10), 7)])
    def test_no_smaller_value_is_found_by_search(self, a, b):
        there = Objective(self.loss.subs({p: a, q: b}), t)
        best = there.at(Rational(a) / (Rational(a) + b)).evalf(30)
        for k in range(1, 200):
            assert there.at(Rational(k, 200)).evalf(30) >= best

    def test_the_closed_form_is_where_the_slope_changes_sign(self):
        slope = self.loss.subs({p: 3, q: 2}).diff(t)
        with mp.workdps(30):
            root = mp.findroot(lambda x: mpf(str(slope.subs(t, Rational(str(x))).evalf(30))), mpf("0.5"))
            assert mp.almosteq(root, mpf(3) / 5, 1e-20)

    def test_exact_instance(self):
        there = Objective(self.loss.subs({p: 1, q: 1}), t)
        assert there.at(Rational(1, 2)) == 2 * log(2)
        assert there.variable == t

    def test_the_value_at_a_point_is_a_substitution(self):
        assert Objective(t**2 + s, t).at(Symbol("c")) == Symbol("c") ** 2 + s


def test_the_relations_are_their_own():
    assert {Relation.MINIMISES, Relation.MAXIMISES, Relation.MEMBER, Relation.IS} <= set(Relation)
