"""What a plot shows: which line through which point, gaps where there is no value, and why there is no picture."""

import math

import pytest

from derive.errors import AuthoringError
from derive.evidence import Agreement, Counterexample
from derive.report.curves import NotPlotted, curves
from derive.report.html_plots import picture, svg
from tests.report import specimens as s


def wrong(lhs, rhs, witness, relation="="):
    found = Counterexample(witness=tuple(witness.items()), lhs="0", rhs="1")
    return s.step(7, rhs, found, lhs=lhs, relation=relation)


def open_line(lhs, rhs, relation="="):
    return s.step(7, rhs, Agreement(reason="none"), lhs=lhs, relation=relation)


def test_both_sides_through_the_witness():
    shown = curves(wrong("x**2*y", "x*y", {"x": "3", "y": "1/2"}))
    middle = shown.places.index(3.0)
    assert (shown.variable, dict(shown.fixed), shown.mark, shown.named) == ("x", {"y": "1/2"}, 3.0, "witness")
    assert [curve.values[middle] for curve in shown.curves] == [4.5, 1.5]
    assert shown.title == "along x, at y = 1/2"


def test_the_variable_that_moves_can_be_chosen():
    shown = curves(wrong("x**2*y", "x*y", {"x": "3", "y": "1/2"}), along="y")
    assert (shown.variable, dict(shown.fixed)) == ("y", {"x": "3"})


def test_ten_variables_move_one_by_one():
    names = [f"x_{i}" for i in range(10)]
    shown = curves(wrong("*".join(names), "+".join(names), dict.fromkeys(names, "2")))
    assert shown.variable == "x_0"
    assert list(shown.fixed) == names[1:]


def test_gaps_where_a_side_has_no_value():
    left, right = curves(wrong("log(x)", "sqrt(x)", {"x": "1"})).curves
    assert math.isnan(left.values[0])
    assert math.isfinite(right.values[-1])


def test_witness_in_closed_form():
    assert curves(wrong("x**2", "x", {"x": "sqrt(2)"})).mark == pytest.approx(math.sqrt(2))


def test_a_line_without_a_witness_goes_through_a_point_with_values():
    shown = curves(open_line("log(1 - y)", "-y"))
    assert (shown.mark, shown.named) == (None, None)
    assert math.isfinite(shown.curves[0].values[len(shown.places) // 2])


def test_a_loss_with_its_claimed_minimum():
    shown = curves(open_line("p/(p + q)", "-p*log(t) - q*log(1 - t) over t", relation="minimises"))
    (loss,) = shown.curves
    assert (shown.variable, shown.mark, shown.named) == ("t", 0.5, "claimed minimum")
    values = [value for value in loss.values if math.isfinite(value)]
    assert min(values) == pytest.approx(loss.values[len(loss.values) // 2])


REFUSED = {
    "no free variable": (wrong("sqrt(2)", "2", {}), "line 7 has no free variable"),
    "a limit": (open_line("1/x", "oo as x -> 0", "->"), "compares no two numbers"),
    "an expectation": (wrong("E_{x ~ N(0, 1)}[x*a]", "a", {"a": "1"}), "cannot be evaluated"),
    "an integral": (wrong("Integral(x*t, (t, 0, 1))", "x", {"x": "1"}), "integrals, sums and limits are not plotted"),
    "a loss of two variables": (open_line("0", "x*y over x, y", "minimises"), "runs over several variables"),
    "prose": (wrong("the loss", "x", {"x": "1"}), "cannot be evaluated"),
    "no value anywhere": (wrong("log(-1 - x**2)", "sqrt(-1 - x**2)", {"x": "1"}), "neither side of line 7 has a value"),
    "too long": (wrong(" + ".join(f"{i}*x**{i}" for i in range(1, 1200)), "x", {"x": "1"}), ""),
}


@pytest.mark.parametrize(("step", "message"), REFUSED.values(), ids=REFUSED)
def test_no_picture_and_why(step, message):
    with pytest.raises(NotPlotted) as refused:
        curves(step)
    assert message in str(refused.value)
    assert picture(step) == ""


def test_an_unknown_variable_is_named_with_the_known_ones():
    with pytest.raises(AuthoringError, match=r"line 7 has no variable 'z': its variables are x, y"):
        curves(wrong("x*y", "x", {"x": "1", "y": "1"}), along="z")


def test_svg_draws_every_curve_and_the_witness():
    drawn = svg(curves(wrong("1/x", "x", {"x": "2"})))
    assert drawn.count('class="curve curve-0"') == 2
    assert drawn.count("<circle") == 2
    assert 'role="img"' in drawn
    assert "nan" not in drawn
    assert "inf" not in drawn


def test_constant_sides_have_a_scale():
    assert "nan" not in svg(curves(wrong("x - x + 1", "2", {"x": "2"})))
