"""Formats by name: each is there, ends in a line end, and loads no more than it needs."""

import subprocess
import sys

import pytest

from derive.errors import AuthoringError
from derive.report.formats import FORMATS, GRADED, known, render
from tests.report import specimens as s
from tests.report.ci_specimens import REPORTS


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", REPORTS)
def test_every_format_takes_every_report(form, name):
    text = render(form, REPORTS[name])
    text.encode()
    assert text.endswith("\n") or not text


@pytest.mark.parametrize("form", sorted(set(FORMATS) - {"github"}))
def test_a_refuted_line_is_seen_in_every_format(form):
    place = "kl.py:24" if form in ("text", "markdown") else "24"
    assert place in render(form, s.report(s.REFUTED))


@pytest.mark.parametrize("form", sorted(GRADED))
def test_points_reach_the_grading_systems(form):
    assert '_points": 7.0' in render(form, s.report(s.TRUE), points={s.TRUE.name: 7}).replace(
        "max_score", "max_points"
    )


@pytest.mark.parametrize(
    ("name", "nearest"),
    [("sarfi", "sarif"), ("JUnit", "junit"), ("github-actions", "github"), ("md", None), ("", None)],
)
def test_an_unknown_format_names_the_nearest(name, nearest):
    with pytest.raises(AuthoringError, match="unknown format") as caught:
        known(name)
    hint = (
        f"unknown format {name!r}; did you mean {nearest}? (known: text, json"
        if nearest
        else "(known: text, json"
    )
    assert hint in str(caught.value)


def test_no_format_loads_sympy():
    code = (
        "import sys; from derive.report.formats import FORMATS, render;"
        "from derive.report.model import Report;"
        "print([render(form, Report()) for form in FORMATS] and 'sympy' in sys.modules)"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        == "False\n"
    )
