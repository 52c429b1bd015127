"""What a verification found: one row a step, plain data that displays itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from derive.displayed import Displayed
from derive.evidence import Counterexample

MARKS = {"agrees": "≈", "refuted": "✗", "open": "?", "nothing": "?", "skipped": "·"}


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFigures:
    """One step at many points.

    `counted` is at how many points both sides had a value, `outside` how many did not lie in the domain.
    `residual` is the worst difference relative to the larger side, `at` where.  Of the points whose
    difference rounding does not explain, `examined` were looked at in balls and `left` were not;
    at `undefined` of the examined a side has no value, and `unsettled` stayed open.
    `cancelled` is how many digits rounding took at the examined points.  `note` says why a step is not compared,
    `stopped` why its points were not looked at any more.
    """

    id: str
    line: int
    relation: str
    counted: int = 0
    outside: int = 0
    residual: float | None = None
    at: dict[str, float | complex] = field(default_factory=dict)
    examined: int = 0
    left: int = 0
    undefined: int = 0
    unsettled: int = 0
    cancelled: int | None = None
    counterexample: Counterexample | None = None
    erratum: bool = False
    note: str | None = None
    stopped: str | None = None

    @property
    def outcome(self) -> str:
        """One of "agrees", "refuted", "open" (differing points are left), "nothing" (counted), "skipped"."""
        if self.note is not None:
            return "skipped"
        if self.counterexample is not None:
            return "refuted"
        if self.left or self.unsettled or self.stopped:
            return "open"
        return "agrees" if self.counted else "nothing"

    @property
    def is_bad(self) -> bool:
        """Refuted though it is no erratum, or an erratum that was not refuted."""
        return self.outcome != "skipped" and (self.outcome == "refuted") is not self.erratum

    @property
    def words(self) -> str:
        """What is to be said, in a few words."""
        if self.counterexample is not None:
            from derive.report.figures import shown_pair  # what prints loads what lays out

            where = ", ".join(f"{name} = {value}" for name, value in self.counterexample.witness)
            shown = shown_pair(self.counterexample.lhs, self.counterexample.rhs)
            sides = " against ".join(side.removeprefix("= ") for side in shown)
            erratum = " (an erratum, as marked)" if self.erratum else ""
            return f"REFUTED{erratum} at {where}: {sides}"
        if self.note is not None:
            return f"not compared: {self.note}"
        parts = []
        if self.left:
            why = f" ({self.stopped})" if self.stopped else ""
            parts.append(f"{_points(self.left)} where floats differ not examined{why}")
        if self.unsettled:
            parts.append(f"{_points(self.unsettled)} where floats differ not settled by balls")
        if self.cancelled is not None:
            digits = "digit" if self.cancelled == 1 else "digits"
            parts.append(f"rounding: cancels {self.cancelled} {digits}")
        if self.undefined:
            parts.append(f"{_points(self.undefined)} where a side has no value after all")
        if not self.counted:
            parts.append(self.stopped or "no point counted")
        if self.erratum:
            parts.append("marked as an erratum, not refuted")
        return "; ".join(parts)

    def as_json(self) -> dict[str, Any]:
        """The stable JSON form."""
        data = asdict(self)
        data["at"] = {name: _parts(value) for name, value in self.at.items()}
        data["counterexample"] = None if self.counterexample is None else self.counterexample.as_json()
        return {**data, "outcome": self.outcome}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification(Displayed):
    """A derivation at many points; shows itself as a table.

    `seed` and `wanted`, how many points were to be drawn, are None where the points were the user's own.
    """

    derivation: str
    points: int
    seed: int | None
    steps: tuple[StepFigures, ...]
    seconds: float = 0.0
    wanted: int | None = None

    @property
    def agrees(self) -> bool:
        """Whether every step that compares numbers agrees, errata apart; False if there is none."""
        compared = self.compared
        return bool(compared) and all(
            step.outcome == ("refuted" if step.erratum else "agrees") for step in compared
        )

    @property
    def compared(self) -> tuple[StepFigures, ...]:
        """The steps between numbers: limits, implications and the like are left out."""
        return tuple(step for step in self.steps if step.outcome != "skipped")

    @property
    def refuted(self) -> tuple[StepFigures, ...]:
        """The steps that are false, and not marked as errata."""
        return tuple(step for step in self.steps if step.outcome == "refuted" and not step.erratum)

    @property
    def exit_code(self) -> int:
        """As of `derive check`: 1 refuted or an erratum not confirmed, 3 not all agree, 5 nothing there, 0 all well."""
        if any(step.is_bad for step in self.steps):
            return 1
        if not self.compared:
            return 5
        return 0 if self.agrees else 3

    def as_json(self) -> dict[str, Any]:
        """The stable JSON form, without what differs from run to run."""
        return {
            "derivation": self.derivation, "points": self.points, "wanted": self.wanted, "seed": self.seed,
            "steps": [step.as_json() for step in self.steps],
        }  # fmt: skip

    def __repr__(self) -> str:
        return "\n".join(self.lines())

    def _repr_html_(self) -> str:
        from html import escape

        head = "".join(f"<th>{name}</th>" for name in HEADINGS)
        rows = "".join(
            "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in _cells(step)) + "</tr>" for step in self.steps
        )
        caption = f"<caption>{escape(self._title())}</caption>"
        return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"

    def lines(self) -> Iterator[str]:
        """The table as lines of text."""
        yield from (line for _, line in self.styled_lines())

    def styled_lines(self) -> Iterator[tuple[str, str]]:
        """The lines, each with the outcome of its step (empty: a heading)."""
        yield "" if self.compared else "skipped", self._title()
        if not self.compared:
            return
        rows = [HEADINGS, *(_cells(step) for step in self.steps)]
        widths = [max(len(row[place]) for row in rows) for place in range(len(HEADINGS) - 1)]
        outcomes = ["", *("bad" if step.is_bad else step.outcome for step in self.steps)]
        for outcome, row in zip(outcomes, rows, strict=True):
            cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
            yield outcome, ("  " + "  ".join([*cells, row[-1]])).rstrip()

    def _title(self) -> str:
        if not self.compared:
            return f"{self.derivation}: nothing to compare at points ({_reasons(self.steps)})"
        seed = "" if self.seed is None else f", seed {self.seed}"
        if self.wanted is not None and self.points < self.wanted and any(step.counted for step in self.steps):
            seed += f" (not {self.wanted:,}: the conditions refuse most of them)"
        elif self.wanted and not self.points:
            seed += " (none was found that meets the conditions)"
        return f"{self.derivation}: {_points(self.points)}{seed}"


HEADINGS = ("", "step", "counted", "residual", "where", "")


def _reasons(steps: Sequence[StepFigures]) -> str:
    """Why steps are not compared, the most frequent reason first."""
    counts = Counter(step.note for step in steps if step.note is not None).most_common()
    return ", ".join(f"{count:,} × {reason}" for reason, count in counts)


def _points(count: int) -> str:
    return f"{count:,} point" + ("" if count == 1 else "s")


def _parts(value: float | complex) -> float | list[float]:
    """A complex number as its two parts."""
    return [value.real, value.imag] if isinstance(value, complex) else value


def _shown(value: float | complex) -> str:
    if not isinstance(value, complex):
        return f"{value:.6g}"
    if not value.imag:
        return f"{value.real:.6g}"
    return f"{value.real:.6g}{value.imag:+.6g}*I" if value.real else f"{value.imag:.6g}*I"


def _cells(step: StepFigures) -> tuple[str, ...]:
    if step.outcome == "skipped":
        return MARKS[step.outcome], step.id, "", "", "", step.words
    residual = "" if step.residual is None else f"{step.residual:.1e}" if step.residual else "0"
    where = ", ".join(f"{name}={_shown(value)}" for name, value in step.at.items()) if step.residual else ""
    counted = f"{step.counted:,}" + (f" ({step.outside:,} outside the domain)" if step.outside else "")
    return MARKS[step.outcome], step.id, counted, residual, where, step.words


def summary(results: Sequence[Verification]) -> str:
    """All tables in a line: how many steps agree, how many do not, and how many are not compared, and why."""
    counts = counted(results)
    total = sum(value for value in counts.values() if isinstance(value, int))
    parts = [f"{value:,} {key.replace('_', ' ')}" for key, value in counts.items() if isinstance(value, int) and value]
    left_out = sum(counts["not_compared"].values())
    if left_out:
        steps = [step for result in results for step in result.steps]
        parts.append(f"{left_out:,} not compared ({_reasons(steps)})")
    total += left_out
    return f"{total:,} step{'' if total == 1 else 's'}: {', '.join(parts)}"


def counted(results: Sequence[Verification]) -> dict[str, Any]:
    """How many steps there are of each kind; those that are not compared by reason, the most frequent first."""
    steps = [step for result in results for step in result.steps]
    kinds = Counter(_kind(step) for step in steps if step.outcome != "skipped")
    reasons = Counter(step.note for step in steps if step.note is not None)
    return {**{kind: kinds[kind] for kind in KINDS}, "not_compared": dict(reasons.most_common())}


def _kind(step: StepFigures) -> str:
    if step.erratum:
        return "errata_refuted" if step.outcome == "refuted" else "errata_not_refuted"
    return {"agrees": "agree", "refuted": "refuted", "open": "not_settled", "nothing": "without_points"}[step.outcome]


KINDS = ("agree", "refuted", "not_settled", "without_points", "errata_refuted", "errata_not_refuted")
