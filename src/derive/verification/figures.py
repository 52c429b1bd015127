"""What a verification found: one row a step, plain data that displays itself."""

from __future__ import annotations

from collections.abc import Iterator
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
    `cancelled` is how many digits rounding took at the examined points.
    """

    id: str
    line: int
    relation: str
    counted: int = 0
    outside: int = 0
    residual: float | None = None
    at: dict[str, float] = field(default_factory=dict)
    examined: int = 0
    left: int = 0
    undefined: int = 0
    unsettled: int = 0
    cancelled: int | None = None
    counterexample: Counterexample | None = None
    erratum: bool = False
    note: str | None = None

    @property
    def outcome(self) -> str:
        """One of "agrees", "refuted", "open" (differing points are left), "nothing" (counted), "skipped"."""
        if self.note is not None:
            return "skipped"
        if self.counterexample is not None:
            return "refuted"
        if self.left or self.unsettled:
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
            where = ", ".join(f"{name} = {value}" for name, value in self.counterexample.witness)
            sides = f"{self.counterexample.lhs} against {self.counterexample.rhs}"
            erratum = " (an erratum, as marked)" if self.erratum else ""
            return f"REFUTED{erratum} at {where}: {sides}"
        parts = [self.note] if self.note else []
        if self.left:
            parts.append(f"{self.left:,} differing points not examined")
        if self.unsettled:
            parts.append(f"{self.unsettled:,} not settled")
        if self.cancelled is not None:
            parts.append(f"rounding: cancels {self.cancelled} digits")
        if self.undefined:
            parts.append(f"{self.undefined:,} without a value")
        if not self.counted and not self.note:
            parts.append("no point counted")
        if self.erratum and self.note is None:
            parts.append("marked as an erratum, not refuted")
        return "; ".join(parts)

    def as_json(self) -> dict[str, Any]:
        """The stable JSON form."""
        data = asdict(self)
        data["counterexample"] = None if self.counterexample is None else self.counterexample.as_json()
        return {**data, "outcome": self.outcome}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification(Displayed):
    """A derivation at many points; shows itself as a table.

    `seed` is None where the points were the user's own.
    """

    derivation: str
    points: int
    seed: int | None
    steps: tuple[StepFigures, ...]
    seconds: float = 0.0

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
            "derivation": self.derivation, "points": self.points, "seed": self.seed,
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
        yield self._title()
        rows = [HEADINGS, *(_cells(step) for step in self.steps)]
        widths = [max(len(row[place]) for row in rows) for place in range(len(HEADINGS) - 1)]
        for row in rows:
            cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
            yield ("  " + "  ".join([*cells, row[-1]])).rstrip()

    def _title(self) -> str:
        return f"{self.derivation}: {self.points:,} points" + ("" if self.seed is None else f", seed {self.seed}")


HEADINGS = ("", "step", "counted", "residual", "where", "")


def _cells(step: StepFigures) -> tuple[str, ...]:
    residual = "" if step.residual is None else f"{step.residual:.1e}"
    where = ", ".join(f"{name}={value:.6g}" for name, value in step.at.items())
    counted = f"{step.counted:,}" + (f" ({step.outside:,} outside)" if step.outside else "")
    return MARKS[step.outcome], step.id, counted, residual, where, step.words
