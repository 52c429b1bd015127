"""`--watch`: what was saved is checked again, within a second, and nothing else is."""

import threading
from contextlib import suppress
from pathlib import Path

import pytest

from derive.cli.watch import changes, watch
from derive.collect import derivation_files


@pytest.fixture
def folder(tmp_path):
    pages = tmp_path / "derivations"
    (pages / "sheet").mkdir(parents=True)
    (pages / "alone.py").write_text("x = 1\n")
    (pages / "first.py").write_text("x = 1\n")
    (pages / "second.py").write_text("from .first import x\n")
    (pages / "sheet" / "third.py").write_text("x = 1\n")
    (pages / "_shared.py").write_text("x = 1\n")
    return pages


def checked_after(folder: Path, *edits) -> list[list[str]]:
    """The names of the pages checked again when the edits are made one after the other."""
    left = list(edits)

    def pause():
        if not left:
            raise KeyboardInterrupt
        left.pop(0)()

    first, *again = batches(changes(lambda: derivation_files([folder]), pause))
    assert first == EVERY_PAGE
    return again


def batches(found) -> list[list[str]]:
    """The names in each batch, until Ctrl-C."""
    seen = []
    with suppress(KeyboardInterrupt):
        for batch in found:
            seen.append(sorted(page.name for page in batch))
    return seen


EVERY_PAGE = ["alone.py", "first.py", "second.py", "third.py"]


def test_nothing_saved_checks_nothing(folder):
    assert checked_after(folder, lambda: None, lambda: None) == []


def test_a_page_that_no_other_imports_is_checked_alone(folder):
    assert checked_after(folder, lambda: (folder / "alone.py").write_text("y = 22\n")) == [["alone.py"]]


def test_an_imported_page_concerns_its_whole_tree(folder):
    assert checked_after(folder, lambda: (folder / "first.py").write_text("x = 22\n")) == [EVERY_PAGE]


def test_a_file_with_an_underscore_concerns_its_whole_tree(folder):
    assert checked_after(folder, lambda: (folder / "_shared.py").write_text("x = 22\n")) == [EVERY_PAGE]


def test_a_change_of_the_same_length_is_seen(folder):
    assert checked_after(folder, lambda: (folder / "alone.py").write_text("x = 2\n")) == [["alone.py"]]


def test_a_new_page_is_checked_and_a_deleted_one_is_not(folder):
    edits = (lambda: (folder / "new.py").write_text("x = 1\n"), (folder / "new.py").unlink)
    assert checked_after(folder, *edits) == [["new.py"]]


def test_deleting_an_imported_page_concerns_those_that_import_it(folder):
    assert checked_after(folder, (folder / "first.py").unlink) == [["alone.py", "second.py", "third.py"]]


def test_a_page_that_cannot_be_parsed_is_no_obstacle(folder):
    edits = (
        lambda: (folder / "alone.py").write_text("def f(:\n"),
        lambda: (folder / "alone.py").write_bytes(b"\xff\x00"),
        lambda: (folder / "first.py").write_text("x = 22\n"),
    )
    assert checked_after(folder, *edits) == [["alone.py"], ["alone.py"], EVERY_PAGE]


def test_other_trees_are_left_alone(folder, tmp_path):
    other = tmp_path / "elsewhere" / "derivations"
    other.mkdir(parents=True)
    (other / "page.py").write_text("x = 1\n")
    edits = [lambda: (folder / "_shared.py").write_text("x = 22\n")]

    def pause():
        if not edits:
            raise KeyboardInterrupt
        edits.pop()()

    found = batches(changes(lambda: derivation_files([folder, other]), pause))
    assert found == [sorted([*EVERY_PAGE, "page.py"]), EVERY_PAGE]


class Enough(Exception):
    """Ends the loop of a test."""


def test_a_saved_page_is_checked_again(folder):
    checked = []

    def save():
        (folder / "alone.py").write_text("x = 22\n")

    def check(pages):
        checked.append(sorted(page.name for page in pages))
        if len(checked) == 2:
            raise Enough
        threading.Timer(0.3, save).start()

    with pytest.raises(Enough):
        watch(lambda: derivation_files([folder]), check)
    assert checked == [EVERY_PAGE, ["alone.py"]]
