"""The report as one page that needs nothing else: no network, no script, no font.

Contents by document, a filter by verdict that works without a script, every line typeset as MathML, its evidence
folded under it; in dark and in light, on a phone and on paper.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape
from importlib.resources import files
from itertools import groupby

from derive.evidence import Verdict
from derive.report.findings import posix
from derive.report.formula import formula
from derive.report.formula.mathml import mathml
from derive.report.html_lines import MARKS, badge, chain, kinds, prose
from derive.report.model import DerivationReport, Problem, Report
from derive.report.words import many, plain

Anchored = tuple[DerivationReport, str]
Document = tuple[str, list[Anchored]]

FILTERS = (*(verdict.value for verdict in Verdict), "erratum")
HEADLINES = {
    130: "interrupted",
    4: "two engines disagree",
    2: "not all could be read",
    1: "refuted",
    3: "not good enough",
    5: "nothing was checked",
    0: "checked",
}


def render(report: Report) -> str:
    """The page; it is complete by itself."""
    documents = [(path, list(group)) for path, group in groupby(_anchored(report), key=lambda entry: entry[0].path)]
    body = "\n".join(filter(None, (
        '<a class="skip" href="#derivations">to the derivations</a>',
        _header(report), _filter(report), problems(report.problems), _contents(documents),
        _documents(documents), _footer(report),
    )))  # fmt: skip
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>derive: {escape(_headline(report))}</title>\n"
        f"<style>\n{style('html_lines')}{style('html')}</style>\n</head>\n"
        f'<body class="derive page">\n{body}\n</body>\n</html>\n'
    )


def style(name: str) -> str:
    """A style sheet of this folder."""
    return files("derive.report").joinpath(f"{name}.css").read_text(encoding="utf-8")


def derivation(report: DerivationReport, *, anchor: str = "") -> str:
    """A derivation with what it claims, and all of its lines."""
    identity = f' id="{escape(anchor)}"' if anchor else ""
    parts = [f"<h3>{prose(report.name)} {badge(report.verdict.value)}</h3>"]
    place = f'<span class="place">{prose(posix(report.path))}:{report.line}</span>'
    parts.append(f'<p class="source">{prose(report.source)} {place}</p>')
    parts += [f'<p class="claim">{prose(part)}</p>' for part in report.claim.strip().split("\n\n") if part.strip()]
    if report.assumed:
        facts = ", ".join(mathml(formula(fact)) for fact in report.assumed)
        parts.append(f'<p class="assumed">assuming {facts}</p>')
    parts += [chain(report, calculation) for calculation in report.calculations]
    return f'<article class="derivation" data-has="{" ".join(kinds(report))}"{identity}>\n{"".join(parts)}\n</article>'


def _headline(report: Report) -> str:
    found = HEADLINES[report.exit_code]
    if report.exit_code == 1 and report.summary.refuted:
        found = f"{many(report.summary.refuted, 'step')} refuted"
    if not report.derivations:
        return found
    sign = " " if report.exit_code == 0 else ": "
    return f"{many(len(report.derivations), 'derivation')}{sign}{found}"


def _header(report: Report) -> str:
    verdict = {0: "proved", 3: "undecided", 5: "undecided", 130: "undecided"}.get(report.exit_code, "refuted")
    parts = [f'<h1 class="{verdict}">{prose(_headline(report))}</h1>']
    if report.interrupted:
        parts.append(f"<p>interrupted: {prose(report.interrupted)}</p>")
    if report.exit_code == 3:
        parts.append(f"<p>not good enough: a verdict is at the level “{prose(report.fail_on)}” or worse</p>")
    if report.exit_code == 5:
        parts.append("<p>There is no derivation in this report.</p>")
    return f"<header>{''.join(parts)}</header>"


def _filter(report: Report) -> str:
    """One button a verdict, with the number of its lines; style sheets do the rest."""
    if not report.derivations:
        return ""
    counts = {**{v.value: getattr(report.summary, v.value) for v in Verdict}, "erratum": report.summary.errata}
    total = sum(len(list(d.steps)) for d in report.derivations)
    buttons = [
        f'<label><input type="radio" name="show" id="show-all" checked> all lines <b>{total}</b></label>'
    ]
    for name in FILTERS:
        mark = f'<span class="{name}" aria-hidden="true">{MARKS[name]}</span>'
        words = "errata, confirmed" if name == "erratum" else name
        off = "" if counts[name] else " disabled"
        radio = f'<input type="radio" name="show" id="show-{name}"{off}>'
        buttons.append(f"<label>{radio} {mark} {words} <b>{counts[name]}</b></label>")
    return f'<fieldset class="filter"><legend>Show</legend>{"".join(buttons)}</fieldset>'


def problems(found: tuple[Problem, ...]) -> str:
    """What could not be read, each with its place."""
    if not found:
        return ""
    title = f"<h2>{many(len(found), 'error')}</h2>"
    return f'<section class="problems">{title}{"".join(map(_problem, found))}</section>'


def _problem(problem: Problem) -> str:
    where = ":".join(str(part) for part in (problem.path, problem.line) if part is not None)
    label = "internal contradiction" if problem.is_contradiction else "error"
    place = f'<span class="place">{prose(where)}</span>' if where else ""
    return f"<article>{badge('refuted', label)} {place}<pre>{escape(plain(problem.message))}</pre></article>"


def _contents(documents: Sequence[Document]) -> str:
    if not documents:
        return ""
    parts = []
    for path, group in documents:
        entries = "".join(_entry(report, anchor) for report, anchor in group)
        parts.append(f"<li>{_place(path)}<ul>{entries}</ul></li>")
    listed = f"<summary>Contents</summary><ul>{''.join(parts)}</ul>"
    return f'<nav aria-label="contents"><details open>{listed}</details></nav>'


def _entry(report: DerivationReport, anchor: str) -> str:
    mark = MARKS[report.verdict.value]
    sign = f'<span class="{report.verdict.value}" title="{report.verdict.value}">{mark}</span>'
    return f'<li data-has="{" ".join(kinds(report))}">{sign} <a href="#{escape(anchor)}">{prose(report.name)}</a></li>'


def _documents(documents: Sequence[Document]) -> str:
    parts = []
    for path, group in documents:
        shown = "\n".join(derivation(report, anchor=anchor) for report, anchor in group)
        parts.append(f'<section class="document">\n<h2>{_place(path)}</h2>\n{shown}\n</section>')
    return f'<main id="derivations">\n{"".join(parts)}\n</main>'


def _place(path: str) -> str:
    """A path that may be broken behind its folders."""
    return prose(posix(path)).replace("/", "/<wbr>")


def _footer(report: Report) -> str:
    versions = ", ".join(f"{prose(name)} {prose(version)}" for name, version in report.versions.items())
    return f"<footer>{versions}</footer>" if versions else ""


def _anchored(report: Report) -> Iterator[Anchored]:
    """Each derivation with its place in the page; those of one name are numbered."""
    seen: Counter[str] = Counter()
    for one in report.derivations:
        slug = re.sub(r"[^\w.-]+", "-", f"{posix(one.path)}-{one.name}").strip("-")
        seen[slug] += 1
        yield one, slug if seen[slug] == 1 else f"{slug}-{seen[slug]}"
