"""`@derivation`: the signature is the "for all", the body is the page, and nothing runs at import."""

import inspect
from pathlib import Path
from typing import Annotated

import pytest
from sympy import Eq, Expr, Ne, Rational, Symbol, exp, log

from derive import (
    AuthoringError,
    Complex,
    Integer,
    Natural,
    Negative,
    Nonnegative,
    Nonzero,
    Positive,
    PositiveInteger,
    Real,
    UnitInterval,
    assumed,
    calc,
    derivation,
    equals,
    interval,
)
from derive.calculation import Relation
from derive.domains import BY_NAME
from derive.page import local_left_sides
from derive.terms import minimum

Angle = Annotated[Expr, interval(0, 7)]


def page(body, **options):
    return derivation(source="a test", **options)(body)


def square(a: Real, b: Real):
    """(a + b)^2 = a^2 + 2 a b + b^2."""
    return calc((a + b) ** 2, equals(a**2 + 2 * a * b + b**2))


class TestTheFunction:
    """A derivation is still its function."""

    def test_it_keeps_name_docstring_place_and_source(self):
        found = page(square)
        assert (found.name, found.__name__) == ("square", "square")
        assert found.claim_in_words == "(a + b)^2 = a^2 + 2 a b + b^2."
        assert found.source == "a test"
        assert Path(found.path) == Path(__file__)
        assert found.line == square.__code__.co_firstlineno
        assert repr(found) == "<derivation square (a test)>"

    def test_its_line_is_that_of_the_def_below_the_decorator(self):
        @derivation(source="a test")
        def decorated(a: Real):
            return calc(a, equals(a))

        lines = Path(__file__).read_text(encoding="utf-8").splitlines()
        assert lines[decorated.line - 1].strip() == "def decorated(a: Real):"

    def test_nothing_runs_before_it_is_asked_for(self):
        def explosive(a: Real):
            raise RuntimeError("the body ran")

        found = page(explosive)
        with pytest.raises(RuntimeError, match="the body ran"):
            _ = found.page

    def test_the_body_runs_once_for_the_page(self):
        runs = []

        def counted(a: Real):
            runs.append(a)
            return calc(a, equals(a))

        found = page(counted)
        _ = found.page, found.page, found.conclusion
        assert len(runs) == 1

    def test_it_is_called_with_exact_numbers(self):
        there = page(square)(Rational(1, 2), b=3)
        assert there.head == Rational(49, 4)
        assert there.conclusion == Rational(49, 4)

    def test_the_conclusion_serves_other_derivations(self):
        first = page(square)

        def next_page(a: Real, b: Real):
            return calc(first.conclusion, equals((a + b) ** 2))

        assert page(next_page).page.calculations[0].head == first.conclusion

    @pytest.mark.parametrize("source", [3, None, ["a book"]])
    def test_the_source_is_text(self, source):
        with pytest.raises(AuthoringError, match="source= takes a text"):
            derivation(source=source)


class TestVariables:
    """What the signature says of the variables."""

    @pytest.mark.parametrize("name", sorted(BY_NAME))
    def test_each_domain_gives_its_symbol(self, name):
        known = {
            "Real": Real, "Positive": Positive, "Nonnegative": Nonnegative, "Negative": Negative,
            "Nonzero": Nonzero, "UnitInterval": UnitInterval, "Integer": Integer, "Natural": Natural,
            "PositiveInteger": PositiveInteger, "Complex": Complex,
        }  # fmt: skip

        def body(a):
            return calc(a, equals(a))

        body.__annotations__["a"] = known[name]
        assert page(body).domains == {Symbol("a", **BY_NAME[name].assumptions): BY_NAME[name]}

    def test_variables_keep_the_order_of_the_signature(self):
        def body(z: Real, a: Positive, m: UnitInterval):
            return calc(z, equals(z))

        assert [symbol.name for symbol in page(body).domains] == ["z", "a", "m"]

    def test_an_interval_is_a_domain(self):
        def body(a: Angle):
            return calc(a, equals(a))

        assert [domain.name for domain in page(body).domains.values()] == ["interval(0, 7)"]

    def test_a_page_may_do_without_variables(self):
        def body():
            return calc(exp(0), equals(1))

        assert page(body).domains == {}

    def test_annotations_may_be_text(self):
        def body(a: "Real"):
            return calc(a, equals(a))

        assert [domain.name for domain in page(body).domains.values()] == ["Real"]

    @pytest.mark.parametrize("annotation", [inspect.Parameter.empty, int, Expr, 3])
    def test_a_variable_without_a_domain_is_refused(self, annotation):
        def body(a):
            return calc(a, equals(a))

        if annotation is not inspect.Parameter.empty:
            body.__annotations__["a"] = annotation
        with pytest.raises(AuthoringError, match=r"the variable a needs a domain: .*`x: Real`.*Positive"):
            _ = page(body).domains

    def test_an_unknown_domain_names_the_known_ones(self):
        def body(a: "Rael"):  # noqa: F821
            return calc(a, equals(a))

        with pytest.raises(AuthoringError, match=r"unknown domain 'Rael': .*Real.*Positive") as caught:
            _ = page(body).domains
        assert (caught.value.path, caught.value.line) == (__file__, body.__code__.co_firstlineno)

    def test_a_stranger_is_refused_with_its_line(self):
        stranger = Symbol("stranger")

        def body(a: Real):
            return calc(
                a,
                equals(a),
                equals(a + stranger),
            )

        with pytest.raises(AuthoringError, match="stranger is no variable of body") as caught:
            _ = page(body).page
        assert caught.value.line == body.__code__.co_firstlineno + 4

    def test_a_symbol_of_the_same_name_is_a_stranger(self):
        def body(a: Positive):
            return calc(Symbol("a"), equals(1))

        with pytest.raises(AuthoringError, match="a is no variable of body"):
            _ = page(body).page


class TestConditions:
    """where=: conditions between variables, by name."""

    def test_one_condition(self):
        found = page(square, where=lambda a, b: a < b)
        a, b = found.domains
        assert found.conditions == (a < b,)

    def test_several_conditions_and_any_order_of_names(self):
        found = page(square, where=lambda b, a: (a < b, Ne(a, 0)))
        a, b = found.domains
        assert found.conditions == (a < b, Ne(a, 0))

    def test_no_condition(self):
        assert page(square).conditions == ()

    def test_a_name_that_is_no_variable(self):
        with pytest.raises(AuthoringError, match="'c', which is no variable of square"):
            _ = page(square, where=lambda c: c > 0).conditions

    def test_something_that_is_no_condition(self):
        with pytest.raises(AuthoringError, match="where= must give conditions such as x < y, but gave a"):
            _ = page(square, where=lambda a: a).conditions

    def test_a_condition_that_the_domains_decide(self):
        def body(a: Positive):
            return calc(a, equals(a))

        with pytest.raises(AuthoringError, match="where= must give conditions"):
            _ = page(body, where=lambda a: a > 0).conditions

    def test_conditions_and_assumptions_are_told_apart_in_a_claim(self):
        def body(a: Real, b: Real):
            return assumed(Eq(a, 2 * b)), calc(a, equals(2 * b))

        found = page(body, where=lambda b: Ne(b, 0))
        a, b = found.domains
        claim = found.claim(a, Relation.EQUAL, 2 * b)
        assert claim.conditions == (Ne(b, 0),)
        assert claim.assuming == (Eq(a, 2 * b),)
        assert claim.hypotheses == (Ne(b, 0), Eq(a, 2 * b))


class TestCalculations:
    """What a body returns, and under which names."""

    @staticmethod
    def names(body):
        return [calculation.name for calculation in page(body).page.calculations]

    def test_one_calculation_is_the_main_one(self):
        assert self.names(square) == ["main"]

    def test_several_are_named_by_their_variables(self):
        def body(a: Real):
            slope = calc(a, equals(a))
            bound = calc(a, equals(2 * a))
            return slope, bound

        assert self.names(body) == ["slope", "bound"]

    def test_names_of_their_own_win(self):
        def body(a: Real):
            slope = calc(a, equals(a), name="the slope")
            return slope, minimum(a**2, over=a, at=0, name="minimum")

        assert self.names(body) == ["the slope", "minimum"]

    def test_a_mapping_names_them(self):
        def body(a: Real):
            return {"first": calc(a, equals(a)), "second": calc(a, equals(a))}

        assert self.names(body) == ["first", "second"]

    def test_the_nameless_are_numbered(self):
        def body(a: Real):
            return [calc(a, equals(a)), calc(a, equals(2 * a))]

        assert self.names(body) == ["part_1", "part_2"]

    def test_assumptions_stand_beside_them(self):
        def body(a: Real, b: Real):
            small = assumed(a < b, by="hypothesis")
            step = calc(a, equals(a))
            return small, step

        found = page(body).page
        assert [calculation.name for calculation in found.calculations] == ["step"]
        assert [assumption.by for assumption in found.assumptions] == ["hypothesis"]

    def test_two_of_one_name_are_refused(self):
        def body(a: Real):
            return calc(a, equals(a), name="twin"), calc(a, equals(a), name="twin")

        with pytest.raises(AuthoringError, match="two calculations are named 'twin'"):
            _ = page(body).page

    @pytest.mark.parametrize("returned", [None, 3, "a page", [1, 2]])
    def test_anything_else_is_refused(self, returned):
        def body(a: Real):
            return returned

        with pytest.raises(AuthoringError, match="a derivation returns calculations"):
            _ = page(body).page

    @pytest.mark.parametrize("returned", [(), {}])
    def test_an_empty_page_is_refused(self, returned):
        def body(a: Real):
            return returned

        with pytest.raises(AuthoringError, match="no calculation: end it with `return calc"):
            _ = page(body).page

    def test_an_assumption_alone_is_no_page(self):
        def body(a: Real, b: Real):
            return assumed(a < b)

        with pytest.raises(AuthoringError, match="returns no calculation"):
            _ = page(body).page


class TestLines:
    """Every word knows the line on which the author called it."""

    def test_lines_of_a_multi_line_call(self):
        def body(p: Positive):
            return calc(
                log(p**2),
                equals(
                    2 * log(p),
                    by="p is positive",
                ),
                equals(log(p) + log(p)),
                equals(
                    3 * log(p), erratum="three", correction=equals(2 * log(p))
                ),
            )  # fmt: skip

        first = body.__code__.co_firstlineno
        (calculation,) = page(body).page.calculations
        assert calculation.line == first + 1
        assert [step.line - first for step in calculation.steps] == [3, 7, 8]
        assert calculation.steps[2].correction.line == first + 9

    def test_lines_of_an_optimum_and_of_an_assumption(self):
        def body(a: Real, b: Real):
            fact = assumed(a < b)
            best = minimum(a**2, over=a, at=0)
            return fact, best

        first = body.__code__.co_firstlineno
        found = page(body).page
        assert found.assumptions[0].line == first + 1
        assert {step.line for step in found.calculations[0].steps} == {first + 2}

    def test_the_line_of_a_mistake(self):
        def body(a: Real):
            return calc(
                a,
                equals(a),
                equals(0.5),
            )

        with pytest.raises(AuthoringError) as caught:
            _ = page(body).page
        assert caught.value.line == body.__code__.co_firstlineno + 4


def test_left_sides_are_the_lines_before_unless_a_step_has_its_own():
    def body(a: Real):
        chain = calc(a, equals(2 * a), equals(3 * a))
        best = minimum(a**2, over=a, at=0)
        return chain, best

    found = page(body)
    (a,) = found.domains
    chain, best = found.page.calculations
    assert local_left_sides(chain) == [a, 2 * a]
    assert local_left_sides(best) == [step.lhs for step in best.steps]


def test_calculations_keep_their_names_beside_functions_inside_the_page():
    from derive import Real, calc, derivation, equals

    @derivation(source="a lecture")
    def page(x: Real):
        """A page with a function of its own."""

        def square(t):
            return t**2

        first = calc(square(x), equals(x * x))
        second = calc(square(-x), equals(square(x)))
        return first, second

    assert [calculation.name for calculation in page.page.calculations] == ["first", "second"]
