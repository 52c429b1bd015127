"""What a notebook shows of an object: HTML with typeset mathematics, LaTeX, and plain text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from html import escape
from typing import TYPE_CHECKING, Any

from derive.errors import AuthoringError
from derive.report import html_lines, html_page, latex
from derive.report.formula.latex import words as as_words
from derive.report.html import derivation as derivation_html
from derive.report.html import problems as problems_html
from derive.report.html import style
from derive.report.words import claim, many, sentences

if TYPE_CHECKING:
    from derive.calculation import Calculation, Step
    from derive.evidence import Evidence
    from derive.page import Derivation
    from derive.report.model import Report
    from derive.verification import Verification

WIDTH = 80
"""Columns of plain text."""


def bundle(thing: Any) -> dict[str, str]:
    """The forms of an object by MIME type.

    >>> from derive import decide
    >>> sorted(bundle(decide("x + x", "=", "2*x", domains={"x": "real"})))
    ['text/html', 'text/latex', 'text/plain']
    """
    named = {base.__name__: base for base in type(thing).__mro__}
    form = next(form for name, form in FORMS.items() if name in named)
    plain, html, tex = form(thing)
    return {"text/plain": plain, "text/html": _framed(html), "text/latex": tex}


def _framed(content: str) -> str:
    return f'<div class="derive"><style>{style("html_lines")}</style>{content}</div>'


def _report(report: Report) -> tuple[str, str, str]:
    parts = [problems_html(report.problems), *map(derivation_html, report.derivations)]
    if not report.derivations and not report.problems:
        parts.append("<p>nothing was checked</p>")
    tex = "\n".join(latex.judged(calculation) for one in report.derivations for calculation in one.calculations)
    return repr(report), "".join(parts), tex


def _derivation(derivation: Derivation) -> tuple[str, str, str]:
    """The page, before anything of it is checked; an author's mistake is shown in its place."""
    from derive.report.page import typeset
    from derive.report.typeset import expression_width, page_text

    try:
        page = typeset(derivation, width=expression_width(WIDTH))
    except AuthoringError as error:
        return f"{derivation!r}\n{error}", f"<pre>{escape(str(error))}</pre>", as_words(str(error))
    plain = "\n".join(line.plain.rstrip() for line in page_text(page, WIDTH).renderables)  # type: ignore[union-attr]
    return plain, html_page.page(page), "\n".join(latex.blocks(page["calculations"]))


def _calculation(calculation: Calculation) -> tuple[str, str, str]:
    from derive.report.page import calculation_as_data

    data = calculation_as_data(calculation, width=WIDTH)
    start = [] if data["head"] is None else [data["head"]["notation"]]
    plain = "\n".join([*start, *map(_line_of_text, data["steps"])])
    return plain, html_page.chain(data), "\n".join(latex.blocks([data]))


def _step(step: Step) -> tuple[str, str, str]:
    from derive.report.page import step_as_data

    data = step_as_data(step, width=WIDTH)
    alone = {"name": "", "head": None, "steps": [data]}
    return _line_of_text(data), html_page.chain(alone), "\n".join(latex.blocks([alone]))


def _line_of_text(step: Mapping[str, Any]) -> str:
    left = "" if step["lhs"] is None else f"{step['lhs']['notation']} "
    reason = f"   ({step['by']})" if step["by"] else ""
    return f"  {left}{step['relation']} {step['rhs']['notation']}{reason}"


def _evidence(evidence: Evidence) -> tuple[str, str, str]:
    verdict = evidence.verdict.value
    told = list(sentences(evidence))
    rows = "".join(html_lines.evidence(evidence, "="))
    html = f'{html_lines.badge(verdict)}<div class="evidence">{rows}{html_lines.repair(evidence)}</div>'
    in_words = as_words(f"{verdict}: {'; '.join(told)}")
    return "\n  ".join([verdict, *told]), html, rf"\text{{{in_words}}}"


def _step_report(step: Any) -> tuple[str, str, str]:
    plain, html, _ = _evidence(step.local)
    line = latex.align(None, [latex.line_of(step)])
    return f"{claim(step)}\n{plain}", f"{html_lines.statement(step)} {html}", line


def _verification(verification: Verification) -> tuple[str, str, str]:
    rows = list(_cells(verification))
    tex = " \\\\\n".join(" & ".join(rf"\text{{{as_words(cell)}}}" for cell in row) for row in rows)
    columns = "l" * max(map(len, rows))
    counted = many(len(verification.steps), "step")
    title = as_words(f"{verification.derivation}: {counted}")
    array = f"\\begin{{array}}{{{columns}}}\n{tex}\n\\end{{array}}"
    return repr(verification), verification._repr_html_(), f"\\text{{{title}}}\\\\\n{array}"


def _cells(verification: Verification) -> Iterator[tuple[str, ...]]:
    for step in verification.steps:
        residual = "" if step.residual is None else f"{step.residual:.1e}"
        yield step.id, step.outcome, f"{step.counted:,}", residual, step.words


FORMS: Mapping[str, Callable[[Any], tuple[str, str, str]]] = {
    "Report": _report, "Derivation": _derivation, "Calculation": _calculation, "StepReport": _step_report,
    "Step": _step, "Evidence": _evidence, "Verification": _verification,
}  # fmt: skip
"""Plain text, HTML and LaTeX, by the name of the class, so that no class loads for another one's sake."""
