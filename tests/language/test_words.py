"""Every word of the language: what it makes, and what it refuses."""

from decimal import Decimal

import pytest
from sympy import Eq, ImmutableDenseMatrix, Integer, Matrix, Rational, Symbol, oo, sqrt

from derive import (
    above,
    assumed,
    at_least,
    at_most,
    below,
    calc,
    differs_from,
    equals,
    iff,
    implies,
    rounds_to,
    tends_to,
)
from derive.calculation import Relation
from derive.errors import AuthoringError

x = Symbol("x", real=True)
y = Symbol("y", real=True)

WORDS = [
    (equals, x, Relation.EQUAL),
    (at_most, x, Relation.AT_MOST),
    (below, x, Relation.BELOW),
    (at_least, x, Relation.AT_LEAST),
    (above, x, Relation.ABOVE),
    (differs_from, x, Relation.DIFFERS),
    (implies, Eq(x, 1), Relation.IMPLIES),
    (iff, Eq(x, 1), Relation.IFF),
    (rounds_to, "0.5", Relation.ROUNDS_TO),
    (lambda rhs, **more: tends_to(rhs, as_=(y, 0), **more), x, Relation.TENDS_TO),
]
NAMES = [relation.name.lower() for _, _, relation in WORDS]


@pytest.mark.parametrize(("word", "rhs", "relation"), WORDS, ids=NAMES)
def test_a_word_makes_a_step_with_its_relation(word, rhs, relation):
    step = word(rhs)
    assert step.relation is relation
    assert step.lhs is None
    assert (step.by, step.erratum, step.correction, step.reading) == (None, None, None, None)


@pytest.mark.parametrize(("word", "rhs", "relation"), WORDS, ids=NAMES)
def test_a_word_keeps_what_is_said_beside_it(word, rhs, relation):
    right = word(rhs)
    step = word(rhs, by="a reason", reading="a reading", erratum="a slip", correction=right)
    assert (step.by, step.reading, step.erratum) == ("a reason", "a reading", "a slip")
    assert step.correction is right
    assert step.relation is relation


@pytest.mark.parametrize(("word", "rhs", "relation"), WORDS, ids=NAMES)
def test_a_correction_needs_an_erratum_beside_it(word, rhs, relation):
    with pytest.raises(AuthoringError, match="correction= needs erratum= beside it"):
        word(rhs, correction=word(rhs))


def test_a_correction_is_a_step():
    with pytest.raises(AuthoringError, match=r"correction= takes a step, .*, but found x"):
        equals(y, erratum="a slip", correction=x)


class TestSides:
    """What may stand on a side: exact expressions, vectors and matrices."""

    def test_whole_numbers_become_expressions(self):
        assert equals(3).rhs == Integer(3)
        assert isinstance(equals(3).rhs, Integer)

    def test_a_list_is_a_column_vector(self):
        assert equals([x, 2, y]).rhs == ImmutableDenseMatrix([[x], [2], [y]])

    def test_a_matrix_becomes_immutable(self):
        assert isinstance(equals(Matrix([[x, 0], [0, 1]])).rhs, ImmutableDenseMatrix)

    def test_unevaluated_expressions_stay_as_written(self):
        from derive.terms import plus, times

        line = plus(2 * x, -x)
        assert equals(line).rhs.args == (2 * x, -x)
        assert equals(times(3, plus(x, 1))).rhs == times(3, plus(x, 1))

    @pytest.mark.parametrize(
        "value",
        ["x", True, None, object(), {x: 1}, b"x", oo > 1],
        ids=["text", "a truth value", "nothing", "an object", "a mapping", "bytes", "a decided relation"],
    )
    def test_anything_else_is_refused(self, value):
        with pytest.raises(AuthoringError):
            equals(value)

    @pytest.mark.parametrize(
        "value", [0.5, x + 0.5, sqrt(2) * 0.1, [x, 0.5], Matrix([[0.5]]), Eq(x, 0.5), 1j],
        ids=["bare", "in a sum", "in a product", "in a vector", "in a matrix", "in an equation", "complex"],
    )  # fmt: skip
    def test_a_float_is_refused_wherever_it_hides(self, value):
        with pytest.raises(AuthoringError, match=r"float .*: write an exact number, such as Rational"):
            equals(value)

    def test_a_float_that_was_a_float_once_is_an_exact_number(self):
        assert equals(Rational("0.5")).rhs == Rational(1, 2)

    def test_a_decided_equation_says_how_to_write_it(self):
        with pytest.raises(AuthoringError, match=r"evaluated this equation to True.*evaluate=False"):
            calc(Eq(x, x), iff(Eq(x, x, evaluate=False)))

    def test_a_huge_number_is_refused_before_anything_prints_it(self):
        with pytest.raises(AuthoringError, match="whole number of more than 14000 bits"):
            equals(Integer(2) ** 30_000)


class TestLimits:
    """tends_to: the variable, the point, and from where."""

    @pytest.mark.parametrize(
        ("as_", "point", "direction", "text"),
        [
            ((x, 0), 0, "+-", "x -> 0"),
            ((x, 0, "+"), 0, "+", "x -> 0+"),
            ((x, 0, "-"), 0, "-", "x -> 0-"),
            ((x, y), y, "+-", "x -> y"),
            ((x, oo), oo, "-", "x -> oo"),
            ((x, -oo), -oo, "+", "x -> -oo"),
            ((x, -oo, "-"), -oo, "+", "x -> -oo"),
        ],
    )
    def test_an_approach(self, as_, point, direction, text):
        approach = tends_to(1, as_=as_).approach
        assert (approach.variable, approach.point, approach.direction) == (x, point, direction)
        assert str(approach) == text

    @pytest.mark.parametrize("value", [oo, -oo, x, 0])
    def test_the_value_may_be_infinite(self, value):
        assert tends_to(value, as_=(y, 0)).rhs == value

    @pytest.mark.parametrize("as_", [x, (x,), (x, 0, "right"), (x, 0, "+", 1), (2 * x, 0), "x -> 0", None])
    def test_other_forms_are_refused(self, as_):
        with pytest.raises(AuthoringError, match=r"as_ must be \(variable, point\)"):
            tends_to(0, as_=as_)

    def test_a_float_as_the_point_is_refused(self):
        with pytest.raises(AuthoringError, match="float"):
            tends_to(0, as_=(x, 0.5))


class TestRounding:
    """rounds_to: the digits are text, and every one of them counts."""

    @pytest.mark.parametrize("digits", ["0.0128", "12", "-3.50", "1.5e-7", "1E3", "0.10"])
    def test_the_digits_are_kept_as_they_are(self, digits):
        step = rounds_to(digits)
        assert step.rhs == Decimal(digits)
        assert step.rhs.as_tuple() == Decimal(digits).as_tuple()

    @pytest.mark.parametrize("digits", [0.0128, 1, "one half", "", "nan", "inf", "1e6000", "0." + "1" * 1000])
    def test_anything_else_is_refused(self, digits):
        with pytest.raises(AuthoringError, match="rounds_to takes the digits as text"):
            rounds_to(digits)

    def test_nothing_follows_a_rounded_line(self):
        with pytest.raises(AuthoringError, match="nothing can follow a rounded line"):
            calc(x, rounds_to("0.5"), equals(x))


class TestChains:
    """calc: a head and at least one step, of one kind."""

    def test_the_conclusion_is_the_last_line(self):
        assert calc(x, equals(y), at_most(3)).conclusion == 3

    def test_a_chain_of_equations(self):
        page = calc(Eq(x, 1), implies(Eq(x**2, 1)), iff(Eq(x**4, 1)))
        assert [step.relation for step in page.steps] == [Relation.IMPLIES, Relation.IFF]

    def test_an_empty_chain_is_refused(self):
        with pytest.raises(AuthoringError, match="at least one step"):
            calc(x)

    def test_a_step_is_made_by_a_word(self):
        with pytest.raises(AuthoringError, match=r"takes steps after its head, .*, but found y"):
            calc(x, y)

    def test_an_expression_does_not_follow_an_equation(self):
        with pytest.raises(AuthoringError, match=r"continue with implies\(\.\.\.\) or iff"):
            calc(Eq(x, 1), equals(1))

    def test_an_equation_does_not_follow_an_expression(self):
        with pytest.raises(AuthoringError, match="the line before is an expression"):
            calc(x, implies(Eq(x, 1)))

    @pytest.mark.parametrize("word", [equals, at_most, below])
    def test_an_equation_is_no_right_side_of_a_comparison(self, word):
        with pytest.raises(AuthoringError, match="needs an expression on its right side, not an equation"):
            calc(x, word(Eq(x, 1)))

    @pytest.mark.parametrize("word", [implies, iff])
    def test_an_expression_is_no_right_side_of_an_implication(self, word):
        with pytest.raises(AuthoringError, match="needs an equation or inequality"):
            calc(Eq(x, 1), word(x))

    def test_inequalities_take_part_in_implications(self):
        assert calc(x > 1, implies(x**2 > 1)).conclusion == (x**2 > 1)


class TestAssumptions:
    """assumed: a fact, never a step."""

    def test_a_fact_with_its_reason(self):
        fact = assumed(Eq(x, 2 * y), by="a lemma")
        assert (fact.fact, fact.by) == (Eq(x, 2 * y), "a lemma")

    def test_an_inequality(self):
        assert assumed(x < y).fact == (x < y)

    @pytest.mark.parametrize("value", [x, 1, True, "x < y"])
    def test_anything_else_is_refused(self, value):
        with pytest.raises(AuthoringError, match="assumed takes an equation or inequality"):
            assumed(value)

    def test_a_float_is_refused(self):
        with pytest.raises(AuthoringError, match="float"):
            assumed(x < 0.5)
