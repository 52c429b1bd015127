"""Rules by name: ``by=rule("Jensen")`` says which rule a step uses, and the engine looks whether it can be one.

Without `rule`, ``by=`` is prose that nobody checks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from derive.errors import AuthoringError, caller_line

if TYPE_CHECKING:
    from derive.calculation import Step
    from derive.claim import Claim

NAMES = (
    "Cauchy-Schwarz", "Fubini", "Gibbs", "Jensen", "Pinsker", "change of measure", "data processing",
    "derivative under the integral", "dominated convergence", "linearity", "log-sum", "monotonicity",
    "reparametrisation", "score function", "unconscious statistician",
)  # fmt: skip


class Rule(str):
    """The name of a rule, in place of prose in ``by=``."""

    __slots__ = ()


def rule(name: str) -> Rule:
    """The rule of that name, for ``by=``: a step that cannot be one of it is refused.

    Raises `AuthoringError` for a name that is not known.

    >>> rule("Jensen")
    'Jensen'
    >>> rule("Jenson")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    derive.errors.AuthoringError: no rule is called 'Jenson': rules are Cauchy-Schwarz, Fubini, ...
    """
    if name not in NAMES:
        raise AuthoringError(f"no rule is called {name!r}: rules are {', '.join(NAMES)}", line=caller_line())
    return Rule(name)


def check_rule(step: Step, claim: Claim) -> None:
    """Look whether a step can be one of the rule that it names.

    Raises `AuthoringError` if its form does not match.
    """
    if isinstance(step.by, Rule):
        from derive.prove.measures.rules import check_form

        check_form(step.by, claim, step.line)
