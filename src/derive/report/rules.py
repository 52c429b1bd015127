"""What a report can complain about: one rule a kind, with an id that stays and a text that helps.

`docs/rules/` has a page for each rule, which holds its text word for word.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from derive.evidence import Verdict
from derive.report.model import FAIL_ON

Level = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A kind of finding: `label` says it in a word, `summary` in a sentence, `help` says what to do."""

    name: str
    label: str
    summary: str
    help: str
    is_error: bool

    @property
    def id(self) -> str:
        """The id under which other tools know the rule."""
        return f"derive/{self.name}"


REFUTED = Rule(
    name="refuted",
    label="refuted",
    summary="A line does not follow: there is an exact point at which it is false.",
    help=(
        "The finding shows values of the variables, all in their declared domains, at which the two sides "
        "differ, or says which negation was proved. Put the values in by hand and compare the two sides; two "
        "independent evaluators agreed on them.\n\n"
        "If the line is wrong, correct it. If the source itself is wrong there, mark the step with "
        "erratum= and give the right line with correction=. If the line is right and the point should not "
        "count, the domains say too little: declare a smaller domain in the signature, or a condition "
        "between variables with where=."
    ),
    is_error=True,
)
ERRATUM_NOT_REFUTED = Rule(
    name="erratum-not-refuted",
    label="erratum not refuted",
    summary="A step is marked as an erratum, but derive could not refute it.",
    help=(
        "A step with erratum= says that the source is wrong there, and derive has to refute it by itself, "
        "against the line before. Here it did not: the line is proved, or nothing is known about it.\n\n"
        "If the finding says that the line is proved, it is no erratum as written: the error is in another "
        "line, or the encoding lost it (SymPy may have simplified it away). If it is undecided, write the "
        "step so that it can be evaluated, for instance with the integrand in place of an integral."
    ),
    is_error=True,
)
UNDECIDED = Rule(
    name="undecided",
    label="undecided",
    summary="Nothing is known about a line, for the reason that is given.",
    help=(
        "The line was neither proved nor refuted, and the numeric check said nothing either: time ran out, "
        "a function is not supported, or the domains leave no point at which both sides have a value.\n\n"
        "Split the line into smaller steps, give the step more time with --timeout, or state what is needed "
        "as assumed(...). --fail-on refuted lets undecided steps pass."
    ),
    is_error=False,
)
SUPPORTED = Rule(
    name="supported",
    label="supported",
    summary="The two sides agree at every point that was tried, but no proof was found.",
    help=(
        "Agreement at many points is no proof. It is also what a proof becomes that rests on more than "
        "--trust allows.\n\n"
        "Split the line into smaller steps, each of which does one thing. --fail-on undecided, the default, "
        "lets supported steps pass; --fail-on supported does not."
    ),
    is_error=False,
)
CONDITIONAL = Rule(
    name="conditional",
    label="proved under conditions",
    summary="A line is proved where both sides have a value, and that is not everywhere in the domain.",
    help=(
        "The conditions are about definedness and nothing else: proved where x != 0 means that a side has "
        "no value at x = 0. Only --fail-on conditional reports them as findings.\n\n"
        "Declare a domain in which the condition holds (Nonzero, Positive), or state it with where=."
    ),
    is_error=False,
)
AUTHORING_ERROR = Rule(
    name="authoring-error",
    label="error",
    summary="A file cannot be read as derivations.",
    help=(
        "Something was found that is no mathematics: a syntax error, a body that raises, a float, an unknown "
        "domain, a missing file. The message says what was found and what to do about it. The other "
        "derivations were checked all the same."
    ),
    is_error=True,
)
CONTRADICTION = Rule(
    name="contradiction",
    label="internal contradiction",
    summary="Two engines of derive disagree about a line: a defect of derive, not of the derivation.",
    help=(
        "Every refutation is confirmed by a second evaluator, and no proof stands against the numbers. Here "
        "the two disagreed, so no verdict was given. Please report it with the derivation and the versions "
        "that derive --version and the JSON report print."
    ),
    is_error=True,
)

RULES = (REFUTED, ERRATUM_NOT_REFUTED, UNDECIDED, SUPPORTED, CONDITIONAL, AUTHORING_ERROR, CONTRADICTION)
RULE_OF = {Verdict.REFUTED: REFUTED, Verdict.UNDECIDED: UNDECIDED, Verdict.SUPPORTED: SUPPORTED}
"""The rule behind each verdict that calls for attention."""


def level(rule: Rule, *, fail_on: str) -> Level:
    """How loud a finding is: "error" fails every check, "warning" fails this one, "note" none.

    >>> level(UNDECIDED, fail_on="undecided"), level(SUPPORTED, fail_on="undecided")
    ('warning', 'note')
    """
    if rule.is_error:
        return "error"
    return "warning" if FAIL_ON.index(rule.name) >= FAIL_ON.index(fail_on) else "note"
