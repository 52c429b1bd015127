"""Claims of analysis: true rows proved, false rows refuted."""

from __future__ import annotations

import pytest

from derive.evidence import Verdict

from .analytic import FALSE, TRUE
from .test_table import decided

LONG = ("a Gaussian that vanishes at the origin too", "Kummer's equation", "two quadratic factors")
"""True rows that take seconds each."""


def timed(row):
    return pytest.param(row, id=row.words, marks=[pytest.mark.slow] if row.words in LONG else [])


@pytest.mark.parametrize("row", [timed(row) for row in TRUE])
def test_what_is_true_is_proved(row):
    assert decided(row).verdict is Verdict.PROVED


@pytest.mark.parametrize("row", [pytest.param(row, id=row.words) for row in FALSE])
def test_what_is_false_is_refuted(row):
    assert decided(row).verdict is Verdict.REFUTED
