"""Every claim of the table, decided: true ones proved, false ones refuted, and no other definite verdict ever."""

from __future__ import annotations

import pytest

from derive.engine import decide, screen
from derive.evidence import Evidence, Verdict
from derive.reader.claims import claim_of

from .table import FALSE, TRUE, Row


def decided(row: Row) -> Evidence:
    domains = dict(declaration.strip().split("=") for declaration in row.let.split(",") if declaration)
    claim = claim_of(row.lhs, row.relation, row.rhs, domains=domains, conditions=row.assume, values=row.values)
    return decide(claim, screen([claim])[0])


@pytest.mark.parametrize("row", [pytest.param(row, id=row.words) for row in TRUE])
def test_what_is_true_is_proved(row):
    assert decided(row).verdict is Verdict.PROVED


@pytest.mark.parametrize("row", [pytest.param(row, id=row.words) for row in FALSE])
def test_what_is_false_is_refuted(row):
    assert decided(row).verdict is Verdict.REFUTED
