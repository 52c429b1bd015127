"""The report as JUnit XML: a suite for each derivation, a case for each of its calculations.

A case fails for what is refuted, and is skipped for what is undecided (or as weak as --fail-on says):
nothing is known to be wrong, and nothing to be right.  What could not be read is an error in a
suite named after its file.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from derive.report.findings import Finding, findings, posix
from derive.report.model import CalculationReport, DerivationReport, Report
from derive.report.rules import UNDECIDED
from derive.report.words import claim, plain


def render(report: Report) -> str:
    """The XML document."""
    found = findings(report)
    root = Element("testsuites", name="derive")
    for derivation in report.derivations:
        root.append(_suite(derivation, [f for f in found if f.derivation == derivation.id]))
    homeless = (finding for finding in found if finding.derivation is None)
    for path, problems in groupby(homeless, key=lambda finding: finding.path):
        root.append(_unreadable(path, list(problems)))
    if report.interrupted:
        root.append(_interrupted(report.interrupted))
    _count(root, root.iter("testcase"))
    indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(root, encoding="unicode")}\n'


def _suite(derivation: DerivationReport, found: list[Finding]) -> Element:
    suite = Element("testsuite", name=plain(derivation.id), file=plain(posix(derivation.path)))
    _properties(SubElement(suite, "properties"), derivation)
    for calculation in derivation.calculations:
        own = [finding for finding in found if finding.calculation == calculation.name]
        suite.append(_case(derivation, calculation, own))
    for finding in found:
        if finding.calculation is None:
            place = _place(finding.path, finding.line, derivation.name, derivation.name)
            _outcome(SubElement(suite, "testcase", place), [finding])
    _count(suite, suite.iter("testcase"))
    return suite


def _properties(properties: Element, derivation: DerivationReport) -> None:
    values = [
        ("verdict", derivation.verdict.value),
        ("source", derivation.source),
        ("claim", derivation.claim),
    ]
    values += [("assumed", fact) for fact in derivation.assumed]
    confirmed = (step for step in derivation.steps if step.is_confirmed_erratum)
    values += [("erratum", f"line {step.line}: {step.erratum}") for step in confirmed]
    for name, value in values:
        SubElement(properties, "property", name=name, value=plain(value))


def _case(derivation: DerivationReport, calculation: CalculationReport, found: list[Finding]) -> Element:
    line = found[0].line if found else calculation.line
    case = Element("testcase", _place(derivation.path, line, derivation.name, calculation.name))
    case.set("time", f"{sum(step.seconds for step in calculation.steps):.3f}")
    _outcome(case, found)
    lines = [f"{step.local.verdict.value}  line {step.line}: {claim(step)}" for step in calculation.steps]
    SubElement(case, "system-out").text = "\n".join(lines)
    return case


def _place(path: str | None, line: int | None, group: str, name: str) -> dict[str, str]:
    """The attributes that say where a case stands, as test runners write them."""
    file = "" if path is None else plain(posix(path))
    dotted = file.removesuffix(".py").strip("/").replace("/", ".")
    group = ".".join(filter(None, (dotted, plain(group))))
    place = {"classname": group, "name": plain(name), "time": "0.000"}
    if file:
        place["file"] = file
    if line is not None:
        place["line"] = str(line)
    return place


def _outcome(case: Element, found: list[Finding]) -> None:
    """Nothing for what passed; else what is worst, with all findings in its text."""
    errors = [finding for finding in found if finding.level == "error"]
    weak = [finding for finding in found if finding.level == "warning" or finding.rule is UNDECIDED]
    for kind, worst in (("failure", errors), ("skipped", weak)):
        if worst:
            _tell(case, kind, worst[0], [*worst, *(finding for finding in found if finding not in worst)])
            return


def _tell(case: Element, kind: str, worst: Finding, found: Iterable[Finding]) -> None:
    message = " ".join(f"{worst.title}: {worst.message}".split("\n"))
    result = SubElement(case, kind, type=worst.rule.id, message=message)
    result.text = "\n\n".join(f"{f.where}: {f.title}\n{f.message}" for f in found)


def _unreadable(path: str | None, problems: list[Finding]) -> Element:
    suite = Element("testsuite", name=plain(path or "derive"))
    for problem in problems:
        name = problem.rule.label if problem.line is None else f"{problem.rule.label} at line {problem.line}"
        case = SubElement(suite, "testcase", _place(path, problem.line, "" if path else "derive", name))
        _tell(case, "error", problem, [problem])
    _count(suite, suite.iter("testcase"))
    return suite


def _interrupted(how: str) -> Element:
    suite = Element("testsuite", name="derive")
    case = SubElement(suite, "testcase", _place(None, None, "derive", "interrupted"))
    SubElement(case, "error", type="interrupted", message=plain(how))
    _count(suite, suite.iter("testcase"))
    return suite


def _count(element: Element, cases: Iterable[Element]) -> None:
    """Write how many cases there are, how they ended and how long they took."""
    tested = list(cases)
    element.set("tests", str(len(tested)))
    for attribute, kind in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        if element.tag == "testsuite" or kind != "skipped":
            element.set(attribute, str(sum(case.find(kind) is not None for case in tested)))
    element.set("time", f"{sum(float(case.get('time', '0')) for case in tested):.3f}")
