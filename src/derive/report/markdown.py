"""The report as Markdown for a job summary or a comment: what needs attention first, what is proved folded.

GitHub refuses comments of more than 65,536 characters, so that long tables end in "… and 12 more".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from derive.evidence import Counterexample, Proof, Verdict
from derive.report.findings import Finding, findings, posix
from derive.report.layout import clean, shortened
from derive.report.model import DerivationReport, Report, StepReport
from derive.report.words import claim, conditions, expression, many, point, sentences

ROOM = 60_000
CELL = 400
"""Characters of prose in a cell."""

LEVELS = ("error", "warning", "note")
MARKS = {"error": "❌", "warning": "⚠️", "note": "🔎"}
SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#|~$&!])")


def render(report: Report) -> str:
    """A headline with the counts, and the tables below it."""
    parts = [f"## {_headline(report)}", _counts(report)]
    if report.interrupted:
        parts.append(f"Interrupted: {text(report.interrupted)}.")
    for section in (_attention, _errata, _proved):
        room = ROOM - sum(map(len, parts))
        parts += section(report, room)
    return "\n\n".join(filter(None, parts)) + "\n"


def code(source: str) -> str:
    """The text as a code span that stays in its cell.

    >>> print(code("|x| `y`"))
    `` \\|x\\| `y` ``
    """
    line = clean(source).replace("\\|", "\\ |").replace("|", r"\|")  # readers differ on a backslash before \|
    if not line:
        return ""
    fence = "`" * (1 + max(map(len, re.findall("`+", line)), default=0))
    pad = " " if "`" in line else ""
    return f"{fence}{pad}{line}{pad}{fence}"


def text(prose: str) -> str:
    """The text with nothing in it that Markdown reads, and nobody mentioned by it.

    >>> text("a_b <b> @nobody")
    'a\\\\_b \\\\<b\\\\> @<!-- -->nobody'
    """
    escaped = SPECIAL.sub(r"\\\1", shortened(clean(prose), CELL))
    return escaped.replace("@", "@<!-- -->").replace(r"\#", r"\#<!-- -->")


def _headline(report: Report) -> str:
    summary = report.summary
    found = {
        130: "⏹️ derive: interrupted",
        4: "❌ derive: two engines disagree",
        2: f"❌ derive: {many(len(report.problems), 'error')} in what was to be checked",
        1: f"❌ derive: {many(summary.refuted, 'step')} refuted" if summary.refuted else "❌ derive: refuted",
        3: f"⚠️ derive: not good enough ({report.fail_on} or worse)",
        5: "⚠️ derive: nothing to check",
        0: f"✅ derive: {many(len(report.derivations), 'derivation')} checked",
    }
    return found[report.exit_code]


def _counts(report: Report) -> str:
    summary = report.summary
    counts = ", ".join(f"**{getattr(summary, verdict.value)}** {verdict.value}" for verdict in Verdict)
    errata = f"; {many(summary.errata, 'erratum')} confirmed" if summary.errata else ""
    return f"{counts}, in {many(len(report.derivations), 'derivation')}{errata}."


def _attention(report: Report, room: int) -> list[str]:
    loudest_first = sorted(findings(report), key=lambda finding: LEVELS.index(finding.level))
    rows = [_finding(finding) for finding in loudest_first]
    return _section("### Needs attention", ("where", "verdict", "step", "why"), rows, room)


def _finding(finding: Finding) -> tuple[str, ...]:
    why = "<br>".join(map(text, finding.reasons))
    step = "<br>".join(filter(None, (code(finding.claim), text(finding.part))))
    return code(finding.where), f"{MARKS[finding.level]} {text(finding.rule.label)}", step, why


def _errata(report: Report, room: int) -> list[str]:
    rows = [
        _erratum(derivation, step)
        for derivation in report.derivations
        for step in derivation.steps
        if step.is_confirmed_erratum
    ]
    columns = ("where", "as printed", "what is wrong", "shown by", "correction")
    return _section("### Errata of the sources, confirmed", columns, rows, room)


def _erratum(derivation: DerivationReport, step: StepReport) -> tuple[str, ...]:
    where = f"{posix(derivation.path)}:{step.line}"
    shown = point(step.local) if isinstance(step.local, Counterexample) else ""
    how = code(shown) if shown else "<br>".join(map(text, sentences(step.local)))
    source = "<br>".join(filter(None, (code(where), text(derivation.source))))
    return source, code(claim(step)), text(step.erratum or ""), how, _correction(step)


def _correction(step: StepReport) -> str:
    if step.correction is None or step.correction_rhs is None:
        return ""
    return f"{code(expression(step.correction_rhs))} ({step.correction.verdict.value})"


def _proved(report: Report, room: int) -> list[str]:
    proved = [derivation for derivation in report.derivations if derivation.verdict is Verdict.PROVED]
    summary = f"<details>\n<summary>{many(len(proved), 'derivation')} proved</summary>"
    columns = ("derivation", "where", "steps", "trusts", "under conditions")
    table = _table(columns, [_proof(derivation) for derivation in proved], room - len(summary) - 20)
    return [summary, table, "</details>"] if proved else []


def _proof(derivation: DerivationReport) -> tuple[str, ...]:
    judged = [step.local for step in derivation.steps if step.erratum is None]
    proofs = [evidence for evidence in judged if isinstance(evidence, Proof)]
    weakest = max((proof.trusts for proof in proofs), key=lambda trust: trust.rank, default=None)
    under = "<br>".join(dict.fromkeys(code(conditions(proof)) for proof in proofs if proof.conditions))
    assumed = [f"assuming {code(expression(fact))}" for fact in derivation.assumed]
    where = code(f"{posix(derivation.path)}:{derivation.line}")
    trusts = "" if weakest is None else weakest.value
    conditional = "<br>".join(filter(None, (under, *assumed)))
    return code(derivation.name), where, str(len(list(derivation.steps))), trusts, conditional


def _section(title: str, columns: Sequence[str], rows: Sequence[tuple[str, ...]], room: int) -> list[str]:
    return [title, _table(columns, rows, room - len(title))] if rows else []


def _table(columns: Sequence[str], rows: Sequence[tuple[str, ...]], room: int) -> str:
    """As many rows as there is room for, and how many more there are."""
    lines = [_row(columns), _row("---" for _ in columns)]
    left = room - sum(map(len, lines)) - 40
    for number, row in enumerate(map(_row, rows)):
        left -= len(row) + 1
        if left < 0:
            return "\n".join([*lines, "", f"… and {len(rows) - number} more"])
        lines.append(row)
    return "\n".join(lines)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
