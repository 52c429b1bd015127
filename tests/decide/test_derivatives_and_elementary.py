"""Tables of antiderivatives and of elementary identities: true rows proved, false rows refuted."""

from __future__ import annotations

import pytest

from derive.evidence import Verdict

from . import derivatives, elementary
from .test_table import decided


def cases(*tables):
    return [pytest.param(row, id=row.words) for table in tables for row in table]


@pytest.mark.parametrize("row", cases(derivatives.TRUE, elementary.TRUE))
def test_what_is_true_is_proved(row):
    assert decided(row).verdict is Verdict.PROVED


@pytest.mark.parametrize("row", cases(derivatives.FALSE, elementary.FALSE))
def test_what_is_false_is_refuted(row):
    assert decided(row).verdict is Verdict.REFUTED
