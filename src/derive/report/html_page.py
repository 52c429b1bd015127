"""A page as HTML before anything of it is checked: what is assumed, and every line with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from derive.report.findings import posix
from derive.report.formula import formula, related
from derive.report.formula.mathml import display, mathml
from derive.report.html_lines import entry, prose


def page(data: Mapping[str, Any]) -> str:
    """The page that `derive.report.page.typeset` describes."""
    place = f'<span class="place">{prose(posix(data["path"]))}:{data["line"]}</span>'
    parts = [f"<h3>{prose(data['name'])}</h3>", f'<p class="source">{prose(data["source"])} {place}</p>']
    parts += [f'<p class="claim">{prose(part)}</p>' for part in data["claim"].strip().split("\n\n") if part.strip()]
    variables = ", ".join(f"{mathml(formula(v['name']))}: {prose(v['domain'])}" for v in data["variables"])
    parts += [f"<p>for all {variables}</p>"] if variables else []
    for label, facts in (("where", data["conditions"]), ("assuming", data["assumed"])):
        parts += [f"<p>{label} {', '.join(mathml(formula(f['notation'])) for f in facts)}</p>"] if facts else []
    parts += [chain(calculation, is_named=len(data["calculations"]) > 1) for calculation in data["calculations"]]
    return f'<article class="derivation">{"".join(parts)}</article>'


def chain(data: Mapping[str, Any], *, is_named: bool = False) -> str:
    """A calculation: its first line, and every line below it."""
    name = f"<h4>{prose(data['name'])}</h4>" if is_named else ""
    start = "" if data["head"] is None else f'<div class="start">{_side(data["head"])}</div>'
    lines = "".join(f'<li class="line">{_line(step)}</li>' for step in data["steps"])
    return f'<div class="chain">{name}{start}<ol class="lines">{lines}</ol></div>'


def _line(step: Mapping[str, Any]) -> str:
    left = "" if step["lhs"] is None else _side(step["lhs"])
    reason = f'<span class="reason">{prose(step["by"])}</span>' if step["by"] else ""
    wrong = ""
    if step["erratum"] is not None:
        found = entry("erratum", prose(step["erratum"])) + _right(step)
        wrong = f'<div class="evidence">{found}</div>'
    return f'<div class="unchecked">{left}{_related(step)}{reason}</div>{wrong}'


def _right(step: Mapping[str, Any]) -> str:
    return "" if step["correction"] is None else entry("correctly", _related(step["correction"]))


def _related(step: Mapping[str, Any]) -> str:
    approach = "" if step["approach"] is None else f" as {step['approach']}"
    relation = f'<span class="relation">{mathml(related(step["relation"]))}</span>'
    return relation + f'<span class="side">{display(formula(step["rhs"]["notation"] + approach))}</span>'


def _side(form: Mapping[str, Any]) -> str:
    return f'<span class="side">{display(formula(form["notation"]))}</span>'
