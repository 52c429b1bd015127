"""Claims and evidence in plain sentences, for the faces of a report that cannot typeset them."""

from __future__ import annotations

from collections.abc import Iterator

from derive.evidence import Agreement, Counterexample, Disproof, Evidence, Proof, Undecided
from derive.report.figures import shown_pair
from derive.report.layout import clean, shortened
from derive.report.model import StepReport
from derive.report.slips import advice

LONGEST = 240
"""Characters of an expression that are shown."""


def plain(text: str) -> str:
    """The text with its lines, and without anything that a terminal, or XML, would choke on.

    >>> plain("a\\r\\nb\\x1b[31m")
    'a\\nb\ufffd[31m'
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(_plain_character(c) for c in lines)


def _plain_character(c: str) -> str:
    if c.isprintable() or c == "\n":
        return c
    return " " if c.isspace() else "\N{REPLACEMENT CHARACTER}"


def expression(text: str) -> str:
    """The expression on one line, its middle left out if it is very long."""
    return shortened(clean(text), LONGEST)


def claim(step: StepReport) -> str:
    """What a step says."""
    return f"{expression(step.lhs)} {step.relation} {expression(step.rhs)}"


def point(evidence: Evidence) -> str:
    """The witness, as in "x = 1/2, y = -3"; empty if there is none."""
    found = getattr(evidence, "witness", None) or ()
    return ", ".join(f"{clean(name)} = {expression(value)}" for name, value in found)


def witness(evidence: Counterexample | Proof) -> str:
    """The point at which a claim fails, or shows that there is one, with both sides there."""
    left, right = shown_pair(evidence.lhs or "", evidence.rhs or "")
    sides = f"the left side {left}, the right side {right}"
    return f"at {point(evidence)}: {sides}" if evidence.witness else sides


def sentences(evidence: Evidence) -> Iterator[str]:
    """What speaks for or against a claim."""
    match evidence:
        case Counterexample(reason=reason):
            yield witness(evidence)
            if reason:
                yield clean(reason)
            yield from _advice(evidence)
        case Disproof(method=method, reason=reason):
            yield f"disproved by {clean(method)}: {clean(reason)}"
            yield from _advice(evidence)
        case Agreement(reason=reason):
            yield f"{_agreement(evidence)}, which is no proof: {clean(reason)}"
        case Undecided(reason=reason):
            yield clean(reason)
        case Proof(method=method):
            where = f", where {conditions(evidence)}" if evidence.conditions else ""
            yield f"proved by {clean(method)}{where}"
            if evidence.witness is not None:
                yield witness(evidence)
            if evidence.reason:
                yield clean(evidence.reason)


def _advice(evidence: Evidence) -> Iterator[str]:
    found = advice(evidence)
    if found:
        yield clean(found)


def conditions(proof: Proof) -> str:
    """Where a proof holds, as in "x != 0 and y > 0"."""
    return " and ".join(map(expression, proof.conditions))


def _agreement(evidence: Evidence) -> str:
    digits = "" if evidence.digits is None else f" to {evidence.digits} digits"
    return f"the sides agree{digits} at {many(evidence.points, 'point')}"


def many(number: int, thing: str) -> str:
    """A number of things, as in "1 step" and "2 steps"."""
    if number == 1:
        return f"1 {thing}"
    return f"{number} errata" if thing == "erratum" else f"{number} {thing}s"
