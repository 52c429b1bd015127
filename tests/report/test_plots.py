"""`report.plot()`: which line is drawn, and a message where nothing can be."""

import builtins

import pytest

from derive.errors import AuthoringError
from tests.report import specimens as s
from tests.report.test_curves import open_line, wrong

TWO = s.report(
    s.page(s.chain("x", s.step(5, "x + 0")), name="right"),
    s.page(s.chain("x**2", wrong("x**2", "x", {"x": "3"})), name="wrong"),
)


def test_without_matplotlib_there_is_a_message(monkeypatch):
    real = builtins.__import__

    def without(name, *rest):
        if name.startswith("matplotlib"):
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(AuthoringError, match="plots need matplotlib, as in `pip install matplotlib`"):
        TWO.plot()


@pytest.fixture
def matplotlib():
    return pytest.importorskip("matplotlib")


def test_the_refuted_line_comes_first(matplotlib, tmp_path):
    plot = TWO.plot()
    assert plot.curves.mark == 3.0
    assert len(plot.figure.axes) == 2
    bundle = plot._repr_mimebundle_()
    assert bundle["image/svg+xml"].startswith("<svg")
    plot.save(tmp_path / "plot.png")
    assert (tmp_path / "plot.png").stat().st_size > 1000


def test_a_line_can_be_chosen(matplotlib):
    assert TWO.plot(line=5).curves.mark is None
    with pytest.raises(AuthoringError, match=r"there is no line 99 in this report \(lines: 5, 7\)"):
        TWO.plot(line=99)


def test_a_minimum_comes_before_equations(matplotlib):
    minimum = open_line("1/2", "t**2 - t over t", relation="minimises")
    report = s.report(s.page(s.chain("x", s.step(5, "x + 0"))), s.page(s.chain(None, minimum), name="minimum"))
    assert report.plot().curves.named == "claimed minimum"
    assert len(report.plot().figure.axes) == 1


def test_nothing_to_draw(matplotlib):
    with pytest.raises(AuthoringError, match="nothing was checked"):
        s.report().plot()
    with pytest.raises(AuthoringError, match="no free variable"):
        s.report(s.page(s.chain("sqrt(2)", wrong("sqrt(2)", "2", {})))).plot()


def test_dollars_are_no_mathematics(matplotlib):
    plot = s.report(s.page(s.chain("x", wrong("x", "2*x", {"x": "1"})))).plot()
    plot._repr_mimebundle_()
