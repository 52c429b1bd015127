"""What notebooks display: three forms of every object, with what was found, and nothing obeyed."""

from html.parser import HTMLParser

import pytest
from sympy import Symbol, exp

from derive import Real, calc, decide, derivation, equals
from derive.errors import AuthoringError
from derive.report.model import Report
from tests.report import specimens as s
from tests.report.ci_specimens import REPORTS

KINDS = {"text/plain", "text/html", "text/latex"}
x = Symbol("x", real=True)


@derivation(source="any textbook, 1 < 2")
def square_of_a_sum(a: Real, b_1: Real):
    """(a + b)^2 = a^2 + 2ab + b^2."""
    return calc((a + b_1) ** 2, equals(a**2 + 2 * a * b_1 + b_1**2, by="multiplied <b>out</b>"))


@derivation(source="nowhere")
def broken(a: Real):
    """It uses a float."""
    return calc(a, equals(0.5 * a))


class Tags(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.open, self.seen, self.words = [], set(), []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        self.seen.add(tag)
        if tag not in ("wbr", "input"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, text):
        self.words.append(text)


def shown(thing):
    """The bundle of a thing, and the tags of its HTML."""
    bundle = thing._repr_mimebundle_()
    assert set(bundle) == KINDS
    assert all(isinstance(form, str) for form in bundle.values())
    tags = Tags(bundle["text/html"])
    assert not tags.seen & {"script", "link", "img"}
    return bundle, tags


def test_derivation_shows_its_page_before_it_is_checked():
    bundle, tags = shown(square_of_a_sum)
    assert {"math", "msup"} <= tags.seen
    assert "b" not in tags.seen
    assert r"( a + b_{1} )^{2}" in bundle["text/latex"]
    assert "any textbook, 1 < 2" in "".join(tags.words)
    assert "square_of_a_sum" in bundle["text/plain"]


def test_a_page_that_cannot_be_read_shows_why():
    bundle, _ = shown(broken)
    assert "write an exact number" in bundle["text/plain"]
    assert "write an exact number" in bundle["text/html"]
    with pytest.raises(AuthoringError):
        broken.check()


def test_calculation_and_step():
    chain = calc(exp(x) ** 2, equals(exp(2 * x), by="powers"))
    bundle, tags = shown(chain)
    assert "math" in tags.seen
    assert "= exp(2*x)   (powers)" in bundle["text/plain"]
    assert "= exp(2*x)" in shown(chain.steps[0])[0]["text/plain"]


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_report(report):
    bundle, tags = shown(report)
    assert bundle["text/plain"] == repr(report)
    for one in report.derivations:
        assert one.name in "".join(tags.words)
    assert bundle["text/latex"].count(r"\tag*") == sum(len(list(d.steps)) for d in report.derivations)


def test_an_empty_report():
    _, tags = shown(Report())
    assert "nothing was checked" in tags.words


def test_a_line_of_a_report():
    bundle, tags = shown(next(s.REFUTED.steps))
    assert {"math", "mfrac"} <= tags.seen
    assert "proved" in bundle["text/plain"]


CLAIMS = {
    "proved": ("x + x", "=", "2*x", "proved by"),
    "refuted": ("sqrt(x**2)", "=", "x", "fails at"),
    "never": ("x", "<", "x", "fails"),
}


@pytest.mark.parametrize(("lhs", "relation", "rhs", "expected"), CLAIMS.values(), ids=CLAIMS)
def test_evidence(lhs, relation, rhs, expected):
    found = decide(lhs, relation, rhs, domains={"x": "real"})
    bundle, tags = shown(found)
    assert expected in "".join(tags.words)
    assert bundle["text/plain"].startswith(found.verdict.value)


def test_verification():
    bundle, tags = shown(square_of_a_sum.verify(samples=100))
    assert "table" in tags.seen
    assert r"\begin{array}" in bundle["text/latex"]
    assert "100 points" in bundle["text/plain"]
