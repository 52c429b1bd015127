"""Workflow commands of GitHub: golden files, and the escapes by which nothing ends a command early."""

import re

import pytest

from derive.report.github import command, render
from tests.golden import expect
from tests.report import specimens as s
from tests.report.ci_specimens import BAD, GOOD, PART, REPORTS

COMMAND = re.compile(r"::(error|warning|notice) ((?:\w+=[^,:\r\n]*)(?:,\w+=[^,:\r\n]*)*)::([^\r\n]*)")


@pytest.mark.parametrize("name", ["bad", "strict", "lenient", "interrupted", "empty"])
def test_golden(name):
    expect(f"github_{name}", render(REPORTS[name]))


def test_nothing_is_said_where_nothing_calls_for_attention():
    assert render(GOOD) == ""


@pytest.mark.parametrize("name", REPORTS)
def test_every_line_is_one_command(name):
    for line in render(REPORTS[name]).splitlines():
        assert COMMAND.fullmatch(line)


def test_the_annotation_stands_at_the_line():
    assert render(s.report(s.REFUTED)).startswith(
        "::error file=derivations/cs236_problem_set_3/kl.py,line=24,col=1,"
        "title=refuted%3A kl_of_shifted_gaussians%2C main%2C step 3::"
    )


def test_escapes_are_undone_by_the_runner():
    written = command("error", PART + "100%\r\n", title=PART)
    assert written == "::error title=%3A%3Astep 2%2C%250A::::step 2,%250A100%25%0D%0A"


def test_errors_warnings_and_notices():
    kinds = [line.split()[0] for line in render(BAD).splitlines()]
    assert {"::error", "::warning", "::notice"} == set(kinds)
