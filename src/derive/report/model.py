"""The report of a check as plain data: what every face reads, and what crosses processes.

A report holds text and numbers only, so that it can be built, written and read without SymPy.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from derive.displayed import Displayed
from derive.errors import NotEstablished
from derive.evidence import Evidence, Trust, Verdict, as_trusted, from_json, weakest

if TYPE_CHECKING:
    from derive.report.plots import Plot

SCHEMA = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class StepReport(Displayed):
    """One line of a page with what is known about it.

    `local` judges it against the line before, `head` against the head of the chain (None where no
    relation composes).  `inherited` says that the head fails only because of an earlier erratum.
    `judged_from_correction` says that the line before was an equation without any solution, so that
    the local claim starts from its correction.
    """

    id: str
    line: int
    lhs: str
    relation: str
    rhs: str
    by: str | None
    reading: str | None
    erratum: str | None
    inherited: bool
    judged_from_correction: bool
    local: Evidence
    head: Evidence | None
    correction: Evidence | None
    correction_rhs: str | None
    seconds: float

    @property
    def is_confirmed_erratum(self) -> bool:
        """Marked as wrong, and refuted by the engine."""
        return self.erratum is not None and self.local.verdict is Verdict.REFUTED

    @property
    def is_unconfirmed_erratum(self) -> bool:
        """Marked as wrong, but not refuted."""
        return self.erratum is not None and self.local.verdict is not Verdict.REFUTED

    @property
    def verdicts(self) -> list[Verdict]:
        """What this line contributes to the verdict of its derivation."""
        own = [] if self.is_confirmed_erratum else [self.local.verdict]
        if self.is_unconfirmed_erratum:
            own = [Verdict.REFUTED if self.local.verdict is Verdict.PROVED else Verdict.UNDECIDED]
        return own + ([self.correction.verdict] if self.correction is not None else [])


@dataclass(frozen=True, slots=True, kw_only=True)
class CalculationReport:
    """One chain: its head expression, its steps, and the head claim of the whole chain."""

    name: str
    line: int
    start: str | None
    head: Evidence | None
    steps: tuple[StepReport, ...]

    @property
    def verdicts(self) -> list[Verdict]:
        """What this chain contributes to the verdict of its derivation.

        The head counts unless it is false, or open, only because of a confirmed erratum above it.
        """
        verdicts = [verdict for step in self.steps for verdict in step.verdicts]
        excused = any(step.is_confirmed_erratum for step in self.steps)
        if self.head is not None and not excused:
            verdicts.append(self.head.verdict)
        return verdicts


@dataclass(frozen=True, slots=True, kw_only=True)
class DerivationReport:
    """One derivation: where it stands, what it claims, and its calculations."""

    id: str
    name: str
    path: str
    line: int
    source: str
    claim: str
    assumed: tuple[str, ...]
    calculations: tuple[CalculationReport, ...]

    @property
    def steps(self) -> Iterator[StepReport]:
        """All steps, in the order of the page."""
        return (step for calculation in self.calculations for step in calculation.steps)

    @property
    def verdict(self) -> Verdict:
        """That of the weakest step; a page of confirmed errata alone stands proved."""
        verdicts = [verdict for calculation in self.calculations for verdict in calculation.verdicts]
        if not verdicts and any(step.is_confirmed_erratum for step in self.steps):
            return Verdict.PROVED
        return weakest(verdicts)

    @property
    def is_conditional(self) -> bool:
        """Whether some proof holds only where a side is defined, narrower than the domains."""
        return any(getattr(step.local, "conditions", ()) for step in self.steps if step.erratum is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """An author's mistake, or a contradiction between two engines, with where it is."""

    path: str | None
    line: int | None
    message: str
    is_contradiction: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Counts of local verdicts of steps that are no errata, and of confirmed errata."""

    proved: int
    refuted: int
    supported: int
    undecided: int
    errata: int


FAIL_ON = ("conditional", "supported", "undecided", "refuted")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(Displayed):
    """Everything that one check found.

    `fail_on` names the mildest level that makes `exit_code` 3 (or 1 for refuted).
    """

    derivations: tuple[DerivationReport, ...] = ()
    problems: tuple[Problem, ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)
    fail_on: str = "undecided"
    interrupted: str | None = None

    @property
    def summary(self) -> Summary:
        """The counts."""
        steps = [step for derivation in self.derivations for step in derivation.steps]
        counts = {
            verdict.value: sum(s.erratum is None and s.local.verdict is verdict for s in steps)
            for verdict in Verdict
        }
        return Summary(**counts, errata=sum(step.is_confirmed_erratum for step in steps))

    @property
    def exit_code(self) -> int:
        """130 interrupted, 4 contradiction, 2 authoring error, 1 refuted, 3 as `fail_on` asks, 5 empty, 0."""
        if self.interrupted:
            return 130
        if any(problem.is_contradiction for problem in self.problems):
            return 4
        if self.problems:
            return 2
        if self._is_refuted:
            return 1
        if self._fails:
            return 3
        return 0 if self.derivations else 5

    @property
    def ok(self) -> bool:
        """Whether nothing asks for attention: the exit code is 0."""
        return self.exit_code == 0

    @property
    def _is_refuted(self) -> bool:
        return any(
            derivation.verdict is Verdict.REFUTED or any(s.is_unconfirmed_erratum for s in derivation.steps)
            for derivation in self.derivations
        )

    @property
    def _fails(self) -> bool:
        if self.fail_on == "conditional" and any(d.is_conditional for d in self.derivations):
            return True
        level = Verdict.SUPPORTED if self.fail_on == "conditional" else Verdict(self.fail_on)
        return any(derivation.verdict.rank >= level.rank for derivation in self.derivations)

    def require(self, level: str) -> Report:
        """This report, if every derivation is at least as good as `level` ("proved" or "supported").

        Raises `NotEstablished` that names the weakest derivation otherwise.
        """
        wanted = Verdict(level)
        for problem in self.problems:
            raise NotEstablished(f"{problem.path}:{problem.line}: {problem.message}")
        if not self.derivations:
            raise NotEstablished("nothing was checked")
        for derivation in self.derivations:
            if derivation.verdict.rank > wanted.rank or any(s.is_unconfirmed_erratum for s in derivation.steps):
                raise NotEstablished(
                    f"{derivation.path}:{derivation.line}: {derivation.name} is "
                    f"{derivation.verdict.value}, not {wanted.value}"
                )
        return self

    def plot(self, *, line: int | None = None, along: str | None = None) -> Plot:
        """Draw both sides of a refuted line along a line through its witness, or a loss with its claimed minimum.

        `line` chooses a line by its number in the file, `along` the variable that moves.  Raises
        `AuthoringError` where there is no picture, and where matplotlib is missing.
        """
        from derive.report.plots import plot

        return plot(self, line=line, along=along)

    def __repr__(self) -> str:
        from derive.report.text import plain_text

        return plain_text(self)

    def __rich__(self) -> Any:
        from derive.report.text import renderable

        return renderable(self)


def trusting(report: DerivationReport, *, at_least: Trust) -> DerivationReport:
    """The report with proofs that trust more than allowed shown as SUPPORTED."""

    def graded(evidence: Evidence | None) -> Evidence | None:
        return None if evidence is None else as_trusted(evidence, at_least=at_least)

    def step_graded(step: StepReport) -> StepReport:
        return replace(
            step, local=as_trusted(step.local, at_least=at_least),
            head=graded(step.head), correction=graded(step.correction),
        )  # fmt: skip

    calculations = tuple(
        replace(c, head=graded(c.head), steps=tuple(step_graded(s) for s in c.steps))
        for c in report.calculations
    )
    return replace(report, calculations=calculations)


def derivation_from_data(data: Mapping[str, Any]) -> DerivationReport:
    """The report that `derivation_as_data` took apart."""
    calculations = tuple(
        CalculationReport(**{**c, "head": _evidence(c["head"]), "steps": tuple(_step(s) for s in c["steps"])})
        for c in data["calculations"]
    )
    return DerivationReport(**{**data, "assumed": tuple(data["assumed"]), "calculations": calculations})


def derivation_as_data(report: DerivationReport) -> dict[str, Any]:
    """The report as dictionaries, lists, text and numbers, for another process or a file."""
    data = asdict(replace(report, calculations=()))
    data["calculations"] = [
        {**asdict(replace(c, head=None, steps=())), "head": _data(c.head), "steps": [_step_data(s) for s in c.steps]}
        for c in report.calculations
    ]
    return data


def _step(data: Mapping[str, Any]) -> StepReport:
    evidence = {name: _evidence(data[name]) for name in ("local", "head", "correction")}
    return StepReport(**{**data, **evidence})


def _step_data(step: StepReport) -> dict[str, Any]:
    names = [name for name in step.__dataclass_fields__ if name not in ("local", "head", "correction")]
    plain = {name: getattr(step, name) for name in names}
    return {**plain, "local": _data(step.local), "head": _data(step.head), "correction": _data(step.correction)}


def _evidence(data: Mapping[str, Any] | None) -> Evidence | None:
    return None if data is None else from_json(data)


def _data(evidence: Evidence | None) -> dict[str, Any] | None:
    return None if evidence is None else evidence.as_json()
