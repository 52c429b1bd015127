"""An engine that says what it is told to, so that these tests are about the command line alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from derive import workers
from derive.cli.main import main
from derive.report.model import DerivationReport, Problem
from tests.report import specimens as s


class Stage:
    """Plays events instead of checking; `interrupt_after` so many derivations, Ctrl-C is pressed."""

    def __init__(self) -> None:
        self.derivations: list[DerivationReport] = [s.TRUE]
        self.problems: list[Problem] = []
        self.pages: list[dict] = []
        self.interrupt_after: int | None = None
        self.error: Exception | None = None
        self.asked: dict = {}

    def check_files(self, files, *, keep=None, timeout, jobs, **others) -> Iterator[workers.Event]:
        self.asked = {"files": files, "timeout": timeout, "jobs": jobs}
        if self.error:
            raise self.error
        kept = [d for d in self.derivations if keep is None or keep(d.id)]
        yield workers.Found(len(kept))
        for number, derivation in enumerate(kept):
            if number == self.interrupt_after:
                raise KeyboardInterrupt
            yield workers.StepDone(derivation.id, f"{derivation.id}::main::1")
            yield workers.Finished(derivation)
        for problem in self.problems:
            yield workers.Failed(problem)

    def list_of(self, files, timeout, cache=None):
        self.asked = {"files": files, "timeout": timeout}
        keys = ("id", "name", "path", "line", "source", "claim")
        return [{key: getattr(d, key) for key in keys} for d in self.derivations], self.problems

    def page_of(self, name, files, timeout, width=80):
        return [page for page in self.pages if page["name"] == name]


@pytest.fixture
def stage(monkeypatch, tmp_path) -> Stage:
    """A stage in an empty folder that has derivations/one.py in it."""
    stage = Stage()
    for name in ("check_files", "list_of", "page_of"):
        monkeypatch.setattr(workers, name, getattr(stage, name))
    monkeypatch.setattr(workers, "warm_up", lambda: None)
    (tmp_path / "derivations").mkdir()
    (tmp_path / "derivations" / "one.py").write_text("")
    monkeypatch.chdir(tmp_path)
    for name in ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "DERIVE_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    return stage


@pytest.fixture
def run(capsys):
    """Run a command line; its exit code, standard output and standard error."""

    def run(*words: str | Path):
        code = main([str(word) for word in words])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run
