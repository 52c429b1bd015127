"""Derivations as tests: the files, derivations and calculations that pytest collects, and their outcomes.

- Author's code, imports included, runs only in a worker with a deadline: never in pytest's process.
- Each derivation is checked when the first of its calculations has its turn, and once.
- A refuted step fails; what is undecided has an outcome of its own, and fails only when that is asked.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from derive.archive import Archive, Outline
from derive.collect import derivation_files
from derive.configuration import LONGEST, Configuration, load
from derive.errors import AuthoringError
from derive.evidence import Trust
from derive.report.model import FAIL_ON, DerivationReport, Problem, Report, trusting

TIMEOUT = 10.0
UNFAILING = {"undecided": ("U", {"yellow": True}), "supported": ("S", {"yellow": True})}
"""Verdicts that are neither passed nor failed, with their letters."""


class Derivations:
    """The derivations of one run of pytest: which files they are in, and what is known about them."""

    NAME = "derive-derivations"

    def __init__(self, config: pytest.Config) -> None:
        asked = [config.invocation_params.dir / path for path in config.getoption("derive")]
        self.roots = [Path(os.path.abspath(root)) for root in (*asked, *config.getini("derive_paths"))]
        try:
            found = derivation_files(self.roots)
            self.settled = load(config.rootpath)
        except AuthoringError as error:
            raise pytest.UsageError(f"derive: {error}") from None
        self.files = {file.resolve() for file in found if file.name != "conftest.py"}
        self.timeout = _seconds(config.getoption("derive_timeout")) or self.settled.timeout or TIMEOUT
        self.fail_on = _level(self.settled, strict=config.getoption("derive_strict"))
        self.outlines: dict[str, list[Outline]] = getattr(config, "workerinput", {}).get(self.NAME, {})
        self._archive: Archive | None = None
        self._add_arguments(config, asked)

    def _add_arguments(self, config: pytest.Config, asked: list[Path]) -> None:
        """Let pytest visit what `--derive` names, and what the ini names unless paths are given."""
        chosen = config.args_source is pytest.Config.ArgsSource.ARGS
        places = [Path(os.path.abspath(root)) for root in asked] if chosen else self.roots
        visited = _places(config)
        for place in places:
            if not any(place.is_relative_to(other) for other in visited):
                config.args.append(str(place))
                visited.append(place)

    @property
    def archive(self) -> Archive:
        """Where reports come from; its worker starts when it is first asked."""
        if self._archive is None:
            self._archive = Archive(timeout=self.timeout)
        return self._archive

    def outlines_of(self, file: Path) -> list[Outline]:
        """The derivations of a file with their calculations."""
        known = self.outlines.get(str(file))
        return self.archive.outlines(file) if known is None else known

    def report(self, file: Path, name: str, calculation: str) -> Report:
        """The report on one calculation, graded by what this run lets pass."""
        found = self.archive.report(file, name)
        if not isinstance(found, DerivationReport):
            return _of_problem(found)
        trusted = trusting(found, at_least=Trust(self.settled.trust or "cas"))
        return Report(derivations=(_narrowed(trusted, calculation),), fail_on=self.fail_on)

    def pytest_report_header(self) -> str:
        """What is checked, and how long a step may take."""
        places = ", ".join(os.path.relpath(root) for root in self.roots)
        return f"derive: {places} ({self.timeout:g} s a step)"

    @pytest.hookimpl(tryfirst=True)
    def pytest_collect_directory(self, path: Path, parent: pytest.Collector) -> pytest.Collector | None:
        """Collect a package of derivations as a plain folder: its __init__.py must not be imported here."""
        ours = any(path.is_relative_to(root) for root in self.roots)
        return pytest.Dir.from_parent(parent, path=path) if ours else None

    def pytest_collect_file(self, file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
        """Collect a file that `derive check` would read."""
        if file_path.resolve() not in self.files:
            return None
        return DerivationFile.from_parent(parent, path=file_path, derivations=self)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, Any, Any]:
        """Mark the report on a calculation with its verdict; what is undecided has not passed."""
        report = yield
        if call.when == "call" and isinstance(item, CalculationItem) and item.verdict:
            report.derive = {"verdict": item.verdict, "notes": item.notes}
            if report.passed and item.verdict == "undecided":
                report.outcome = "skipped"
                report.longrepr = (str(item.path), item.line, f"Undecided: {item.name}")
        return report

    def pytest_report_teststatus(self, report: Any) -> tuple[str, str, Any] | None:
        """Undecided and supported are outcomes of their own, unless they failed."""
        verdict = getattr(report, "derive", {"verdict": None})["verdict"]
        if report.failed or verdict not in UNFAILING:
            return None
        letter, colour = UNFAILING[verdict]
        return verdict, letter, (verdict.upper(), colour)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """List the confirmed errata, and every step that is neither proved nor refuted."""
        reports = [report for kind in terminalreporter.stats.values() for report in kind]
        notes = [note for report in reports for note in getattr(report, "derive", {"notes": []})["notes"]]
        if notes:
            terminalreporter.write_sep("=", "derivations")
        for path, line, text in sorted(map(tuple, notes)):
            terminalreporter.write_line(f"{path}:{line}  {text}")

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        """Read the outlines once for all processes of pytest-xdist, so that all collect the same."""
        if not self.outlines:
            places = [place.resolve() for place in _places(node.config)]
            files = sorted(file for file in self.files if any(file.is_relative_to(place) for place in places))
            self.outlines = {str(file): self.archive.outlines(file) for file in files}
            self.pytest_unconfigure()
        node.workerinput[self.NAME] = self.outlines

    def pytest_unconfigure(self) -> None:
        """End the worker."""
        if self._archive is not None:
            self._archive.close()
            self._archive = None


class DerivationFile(pytest.File):
    """A file of derivations."""

    def __init__(self, *, derivations: Derivations, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.derivations = derivations

    def collect(self) -> Iterator[pytest.Item | pytest.Collector]:
        """Its derivations; or, if it cannot be read, one test that says why."""
        for outline in self.derivations.outlines_of(self.path.resolve()):
            if outline["name"] is None:
                yield ProblemItem.from_parent(self, name="import", problem=outline["problem"])
            else:
                yield DerivationNode.from_parent(self, name=outline["name"], outline=outline)


class DerivationNode(pytest.Collector):
    """A derivation."""

    def __init__(self, *, outline: Outline, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.outline = outline

    def collect(self) -> Iterator[pytest.Item]:
        """Its calculations; or, if its body fails, one test that says why."""
        if self.outline["problem"] is not None:
            yield ProblemItem.from_parent(self, name="body", problem=self.outline["problem"])
        for name, line in self.outline["calculations"]:
            yield CalculationItem.from_parent(self, name=name, line=line)


class CheckedItem(pytest.Item):
    """A test about a line of a derivation file; `line` counts from 1."""

    line: int

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.add_marker("derive")

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The text of the command line, without anything of ours below it."""
        if isinstance(excinfo.value, DerivationError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """File, line from 0, and the name in the report."""
        names = [node.name for node in self.listchain() if isinstance(node, DerivationNode | CheckedItem)]
        return self.path, self.line - 1, ".".join(names)


class CalculationItem(CheckedItem):
    """A calculation: it passes unless a step is refuted or an erratum is not."""

    verdict: str | None = None

    def __init__(self, *, line: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.line = line
        self.notes: list[tuple[str, int, str]] = []

    def runtest(self) -> None:
        """Raise `DerivationError` if the calculation must not pass."""
        file, derivation = self.getparent(DerivationFile), self.getparent(DerivationNode)
        assert file is not None
        assert derivation is not None
        report = file.derivations.report(file.path.resolve(), derivation.name, self.name)
        for found in report.derivations:
            self.verdict = found.verdict.value
            self.notes = _notes(found)
            self.user_properties.extend(_properties(found))
        if not report.ok:
            raise DerivationError(_text(report))


class ProblemItem(CheckedItem):
    """A file or a body that cannot be read as mathematics: it always fails."""

    def __init__(self, *, problem: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.problem = problem
        self.line = problem["line"] or 1

    def runtest(self) -> None:
        """Raise `DerivationError` with the message for the author."""
        raise DerivationError(repr(_of_problem(Problem(**self.problem))))


class DerivationError(Exception):
    """A calculation does not stand; the text is the one of the command line."""


def _places(config: pytest.Config) -> list[Path]:
    """The files and folders that this run of pytest visits."""
    folder = config.invocation_params.dir
    return [Path(os.path.abspath(folder / argument.split("::")[0])) for argument in config.args]


def _seconds(given: float | None) -> float | None:
    if given is not None and not 0 < given <= LONGEST:  # false for nan too
        raise pytest.UsageError(f"--derive-timeout takes a number of seconds, {LONGEST} at most, not {given}")
    return given


def _level(settled: Configuration, *, strict: bool) -> str:
    """The mildest verdict that fails."""
    if not strict:
        return "refuted"
    return min(settled.fail_on or "undecided", "undecided", key=FAIL_ON.index)


def _text(report: Report) -> str:
    """The text of the command line, without the heading that names the file: the test's name does so too."""
    heading, _, rest = repr(report).partition("\n")
    named = any(derivation.path.startswith(heading) for derivation in report.derivations)
    return rest if named else f"{heading}\n{rest}"


def _of_problem(problem: Problem) -> Report:
    return Report(problems=(problem,))


def _narrowed(derivation: DerivationReport, calculation: str) -> DerivationReport:
    """The report on a derivation as far as it is about one calculation."""
    kept = tuple(found for found in derivation.calculations if found.name == calculation)
    return replace(derivation, calculations=kept)


def _notes(derivation: DerivationReport) -> list[tuple[str, int, str]]:
    """What is worth telling about steps that did not fail: path, line and text."""
    notes = []
    for step in derivation.steps:
        if step.is_confirmed_erratum:
            notes.append((derivation.path, step.line, f"erratum confirmed: {step.erratum}"))
        elif step.local.verdict.value in UNFAILING:
            reason = getattr(step.local, "reason", "")
            notes.append((derivation.path, step.line, f"{step.local.verdict.value.upper()}: {reason}"))
    return notes


def _properties(derivation: DerivationReport) -> list[tuple[str, object]]:
    """Verdict, methods, and the fewest points that stand beside a step, for JUnit."""
    found = [step.local for step in derivation.steps]
    methods = dict.fromkeys(evidence.method for evidence in found if hasattr(evidence, "method"))
    points = min((evidence.points for evidence in found), default=0)
    return [("verdict", derivation.verdict.value), ("method", ", ".join(methods)), ("points", points)]
