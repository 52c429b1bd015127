"""Derivations as LaTeX: an ``align*`` block a calculation, a line a line, with the mark of its verdict.

It compiles with amsmath and amssymb; nothing that stands in a report is obeyed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from derive.report.formula import boxes as b
from derive.report.formula import formula, related
from derive.report.formula.breaking import lines as broken
from derive.report.formula.latex import latex, words
from derive.report.layout import clean, shortened
from derive.report.model import CalculationReport, DerivationReport, StepReport

MARKS = {
    "proved": r"$\checkmark$", "supported": r"$\approx$ supported", "undecided": "? undecided",
    "refuted": r"$\times$ refuted", "erratum": r"$\times$ erratum",
}  # fmt: skip
ROOM = 52
"""Characters of an expression on one line, about."""
LONGEST_REASON = 44


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its own left side (None: the line before), and what is said beside it."""

    lhs: b.Box | None
    relation: str
    rhs: b.Box
    reason: str = ""
    mark: str = ""


def document(report: DerivationReport) -> str:
    """The derivation with what it claims and all of its calculations, for the body of a document."""
    title = rf"\paragraph{{{words(report.name)}}} {words(report.source)}"
    claim = [words(part) for part in report.claim.strip().split("\n\n") if part.strip()]
    facts = ", ".join(f"${latex(formula(fact))}$" for fact in report.assumed)
    assumed = [rf"Assuming {facts}."] if facts else []
    parts = [f"% {clean(report.id)}: {report.verdict.value}", f"% needs {PACKAGES}", title, *claim, *assumed]
    for calculation in report.calculations:
        parts += [rf"\subparagraph{{{words(calculation.name)}}}"] if len(report.calculations) > 1 else []
        parts.append(judged(calculation))
    return "\n".join(parts) + "\n"


PACKAGES = r"\usepackage{amsmath, amssymb}"


def judged(calculation: CalculationReport) -> str:
    """A calculation with the verdicts of its lines."""
    lines = [line_of(step) for step in calculation.steps]
    if calculation.start is not None:
        lines = [replace(line, lhs=None) for line in lines]
    return align(calculation.start, lines)


def line_of(step: StepReport) -> Line:
    """A judged line with the mark of its verdict, and both of its sides."""
    kind = "erratum" if step.is_confirmed_erratum else step.local.verdict.value
    return Line(formula(step.lhs), step.relation, formula(step.rhs), step.by or "", MARKS[kind])


def blocks(calculations: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The calculations of a page that is not checked yet, as `derive.report.page` describes them."""
    for calculation in calculations:
        head = calculation["head"]
        yield align(None if head is None else head["notation"], map(_unchecked, calculation["steps"]))


def _unchecked(step: Mapping[str, Any]) -> Line:
    lhs = None if step["lhs"] is None else formula(step["lhs"]["notation"])
    approach = "" if step["approach"] is None else f" as {step['approach']}"
    return Line(lhs, step["relation"], formula(step["rhs"]["notation"] + approach), step["by"] or "")


def align(start: str | None, lines: Iterable[Line]) -> str:
    r"""A chain below `start`, its relations below each other, a reason and a mark beside each line.

    >>> from derive.report.formula import formula
    >>> print(align("2*x", [Line(None, "=", formula("x + x"), "twice", "$\\checkmark$")]))
    \begin{align*}
    & 2 x \\
    & = x + x && \text{\small twice} \tag*{$\checkmark$}
    \end{align*}
    """
    rows = [] if start is None else [f"& {row}" for row in _rows(formula(start))]
    for one in lines:
        rows += _line(one)
    body = " \\\\\n".join(rows)
    return f"\\begin{{align*}}\n{body}\n\\end{{align*}}"


def _line(one: Line) -> Iterator[str]:
    """The rows of a line; reason and mark stand beside the last one."""
    left = "" if one.lhs is None else latex(one.lhs) + " "
    relation = latex(related(one.relation))
    *rows, last = _rows(one.rhs)
    reason = rf" && \text{{\small {words(shortened(clean(one.reason), LONGEST_REASON))}}}" if one.reason else ""
    tag = rf" \tag*{{{one.mark}}}" if one.mark else ""
    if not rows:
        yield f"{left}& {relation} {last}{reason}{tag}"
        return
    yield f"{left}& {relation} {rows[0]}"
    yield from (rf"& \quad {row}" for row in rows[1:])
    yield rf"& \quad {last}{reason}{tag}"


def _rows(box: b.Box) -> list[str]:
    return [latex(row) for row in broken(box, ROOM)]

