"""An archive answers from one warm worker, asks once, and survives what happens to the worker."""

import pytest

from derive.archive import Archive
from derive.evidence import Verdict
from derive.report.model import DerivationReport, Problem

PAGE = '''
from derive import Real, calc, derivation, equals

@derivation(source="test")
def first(x: Real):
    """Two chains."""
    return {"one": calc(x + x, equals(2*x)), "two": calc(x - x + 1, equals(1))}

@derivation(source="test")
def second(x: Real):
    """A body that fails."""
    raise ValueError("broken")
'''


@pytest.fixture
def page(tmp_path):
    file = tmp_path / "page.py"
    file.write_text(PAGE)
    return file


@pytest.fixture
def archive():
    archive = Archive(timeout=5)
    yield archive
    archive.close()


def test_an_outline_names_the_calculations_with_their_lines(archive, page):
    first, second = archive.outlines(page)
    assert first == {"name": "first", "line": 5, "calculations": [["one", 7], ["two", 7]], "problem": None}
    assert second["calculations"] == []
    assert second["problem"]["line"] == 12
    assert "broken" in second["problem"]["message"]


def test_a_file_that_cannot_be_read_has_an_outline_without_a_name(archive, tmp_path):
    file = tmp_path / "bad.py"
    file.write_text("\ndef f(:\n")
    (outline,) = archive.outlines(file)
    assert outline["name"] is None
    assert outline["problem"]["line"] == 2


def test_a_report_is_made_once(archive, page):
    report = archive.report(page, "first")
    assert isinstance(report, DerivationReport)
    assert report.verdict is Verdict.PROVED
    assert archive.report(page, "first") is report
    assert isinstance(archive.report(page, "second"), Problem)


def test_a_worker_that_died_between_two_questions_is_replaced(archive, page):
    archive.outlines(page)
    (worker,) = archive._pool._workers
    worker.process.kill()
    worker.process.join()
    assert isinstance(archive.report(page, "first"), DerivationReport)
