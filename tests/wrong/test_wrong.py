"""Every wrong page is refuted, and its witness, read back from the report, refutes it once more.

Nothing of the engine takes part in the second refutation: the witness is text from the report, and
both sides are computed from their meaning by mpmath, where Arb found them.
"""

import json
import re
from functools import cache

import pytest
from mpmath import mp, mpf

from derive.evidence import Verdict
from derive.report.json import json_text

from .by_mpmath import HOLDS, same, sigmoid
from .table import rows

ROWS = {row.page.name: row for row in rows()}
CHAINS = [name for name, row in ROWS.items() if row.page.page.calculations[-1].head is not None]
COMPARISONS = ("=", "<=", "<", ">=", ">", "!=")
NUMERIC = [
    name for name, row in ROWS.items() if row.page.page.calculations[-1].steps[row.step].relation in COMPARISONS
]


def each(names):
    return pytest.mark.parametrize("name", names, ids=[name.replace("_", " ") for name in names])


each_row = each(list(ROWS))

VALUE = r"[^\s,]+(?: [-+*/] [^\s,]+)*"
"""An exact number as reports print it: ``-1/2``, ``2*pi``, ``1 + sqrt(2)``."""


@cache
def report(name):
    return ROWS[name].page.check()


def refuted_step(name):
    (derivation,) = report(name).derivations
    return derivation.calculations[-1].steps[ROWS[name].step]


def number(text):
    """The value of exact text such as ``-1/2`` or ``sqrt(2)*pi``, by mpmath."""
    assert re.fullmatch(r"[\d\s+\-*/().a-zA-Z]+", text)
    names = {name: getattr(mp, name) for name in ("sqrt", "exp", "log", "pi")}
    names |= {"mpf": mpf, "E": mp.e, "sigmoid": sigmoid}
    return eval(re.sub(r"\d+", r"mpf(\g<0>)", text), {"__builtins__": {}}, names)


def printed_witness(name):
    """The point that the printed report shows, variable by variable."""
    page = ROWS[name].page
    text = " ".join(repr(report(name)).split())
    some = "|".join(symbol.name for symbol in page.domains)
    points = re.findall(rf"(?<= at )(?:(?:{some}) = {VALUE}(?:, |))+", text) if some else []
    found = [dict(re.findall(rf"({some}) = ({VALUE})", point)) for point in points]
    return max(reversed(found), key=len, default={})


def midpoint(enclosure):
    """The middle of ``[3.14 +/- 1e-10]``, or an exact value."""
    found = re.fullmatch(r"\[(\S+) \+/- \S+\]", enclosure)
    return mpf(found.group(1)) if found else number(enclosure)


@pytest.fixture(autouse=True)
def thirty_digits():
    with mp.workdps(30):
        yield


def test_there_are_enough_of_them():
    assert len(ROWS) >= 45
    assert len({row.why for row in ROWS.values()}) >= 45


@each_row
def test_it_is_refuted(name):
    local = refuted_step(name).local
    assert local.verdict is Verdict.REFUTED, f"{local}\nbut {ROWS[name].why}"


@each(CHAINS)
def test_nothing_before_it_is(name):
    row, (derivation,) = ROWS[name], report(name).derivations
    assert [step.local.verdict for step in derivation.steps][:-1].count(Verdict.REFUTED) == 0
    assert report(name).exit_code == 1, row.why


@each_row
def test_the_printed_witness_is_that_of_the_json(name):
    data = json.loads(json_text(report(name)))
    step = data["derivations"][0]["calculations"][-1]["steps"][ROWS[name].step]
    assert step["local"]["verdict"] == "refuted"
    if step["local"]["witness"] is None:
        assert step["local"]["reason"]
    elif ROWS[name].step == -1:
        assert printed_witness(name) == step["local"]["witness"]


@each_row
def test_the_witness_refutes_it_once_more(name):
    row, step = ROWS[name], refuted_step(name)
    point = {variable: number(value) for variable, value in getattr(step.local, "witness", ())}
    left, right = row.sides(**point)
    assert not HOLDS[step.relation](left, right), (point, left, right)


@each(NUMERIC)
def test_the_printed_values_are_right(name):
    row, step = ROWS[name], refuted_step(name)
    point = {variable: number(value) for variable, value in step.local.witness}
    if step.local.reason == "the sides are equal there":
        assert same(*row.sides(**point))
        return
    shown = (midpoint(step.local.lhs), midpoint(step.local.rhs))
    assert all(same(a, b) for a, b in zip(shown, row.sides(**point), strict=True))
