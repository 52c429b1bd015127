"""A claim -> evidence, under names by position, so that no verdict depends on what variables are called."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sympy import Basic, Integral, Limit, Product, Subs, Sum, Symbol

from derive.check import Canon
from derive.claim import Claim
from derive.engine import decide, screen
from derive.errors import DeriveError
from derive.evidence import Evidence, Undecided, Verdict
from derive.repair import with_repair

Announce = Callable[[str], None]
Figures = Callable[[Mapping[str, Any]], None]

BINDING = (Integral, Sum, Product, Subs, Limit)
PLACED = re.compile(r"\b(?:variable|bound)_\d\d\b")


class Memory:
    """What is known of claims from earlier runs: nothing, unless somebody knows more."""

    def recall(self, claim: Claim, seen: Any = None) -> Evidence | None:
        """The evidence on a claim, under the names by position; `seen` is what else it depends on."""
        return None

    def keep(self, evidence: Evidence) -> None:
        """Evidence on the claim that was asked for last."""


NOTHING_KNOWN = Memory()


def judged(
    claim: Claim,
    announce: Announce = lambda what: None,
    figures: Figures = lambda found: None,
    memory: Memory = NOTHING_KNOWN,
    refuted: Callable[[Evidence], None] | None = None,
) -> Evidence:
    """The evidence for a claim; `announce` is told what is being tried, `figures` what the points have shown.

    Where `refuted` is given, it is told of evidence against the claim before a repair is sought.

    >>> from derive.reader.claims import claim_of
    >>> judged(claim_of("(x + y)**2", "=", "x**2 + 2*x*y + y**2", domains={"x": "real", "y": "real"})).verdict.value
    'proved'
    >>> judged(claim_of("(x + y)**2", "=", "x**2 + y**2", domains={"x": "real", "y": "real"})).verdict.value
    'refuted'
    """
    canon = Names(claim)
    renamed = canon.claim(claim)
    found = memory.recall(renamed)
    if found is None:
        found = _decided(renamed, announce, figures)
        memory.keep(found)
    if refuted is None or found.verdict is not Verdict.REFUTED:
        return canon.evidence(found)
    refuted(canon.evidence(found))
    announce("looking for a repair")
    names = tuple(f"{ours.name}={symbol.name}" for ours, symbol in canon.backward.items())
    repaired = memory.recall(renamed, ("repair", names))
    if repaired is None:
        repaired = with_repair(found, renamed, ("rhs", "lhs"), canon.backward)
        memory.keep(repaired)
    return canon.evidence(repaired)


def _decided(claim: Claim, announce: Announce, figures: Figures) -> Evidence:
    announce("comparing the sides at points")
    try:
        screened = screen([claim])[0]
        figures(screened.figures)
        return decide(claim, screened, announce)
    except (DeriveError, MemoryError):
        raise
    except Exception as error:  # SymPy and mpmath raise what they like
        return Undecided(reason=f"the engine stumbled over this claim ({type(error).__name__}: {error})"[:300])


class Names(Canon):
    """The names of a claim's variables, and of those that its sums and integrals bind."""

    def __init__(self, claim: Claim) -> None:
        super().__init__(claim.domains)
        bound = dict.fromkeys(
            symbol for part in (claim.lhs, claim.rhs, *claim.hypotheses) for symbol in _bound(part)
        )
        for number, symbol in enumerate(symbol for symbol in bound if symbol not in self.forward):
            name = f"bound_{number:02d}"
            self.forward[symbol] = Symbol(name, **symbol._assumptions_orig)
            self.back[name] = symbol.name

    def text(self, text: str) -> str:
        """Text of the engine with the author's names in place."""
        return PLACED.sub(lambda found: self.back.get(found.group(), found.group()), text)


def _bound(expression: Any) -> Iterator[Symbol]:
    """The variables that an expression binds, in the order in which they stand there."""
    if not isinstance(expression, Basic):
        return
    if isinstance(expression, BINDING):
        yield from (symbol for symbol in _variables(expression) if isinstance(symbol, Symbol))
    for part in expression.args:
        yield from _bound(part)


def _variables(node: Any) -> tuple[Any, ...]:
    if isinstance(node, Limit):
        return (node.args[1],)
    return tuple(node.variables)
