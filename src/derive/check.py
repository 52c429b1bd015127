"""Derivation -> report: the only loop over the lines of a page.

- Each step makes a local claim (the line before against this one), each line after the first a head
  claim (the first line against this one), and each erratum's correction a claim of its own.
- Heads follow by transitivity where every line between is defined everywhere and the relations
  compose; else they are decided by themselves.
- After a confirmed erratum the page goes on from the wrong line; heads that fail from there on are
  inherited.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sympy import Symbol

from derive.calculation import BETWEEN_EQUATIONS, Approach, Calculation, Relation, Step
from derive.claim import Claim
from derive.engine import Announce, Screen, decide, screen
from derive.errors import AuthoringError, DeriveError, InternalContradiction
from derive.evidence import Counterexample, Disproof, Evidence, Proof, Repair, Trust, Verdict, with_figures
from derive.page import Derivation
from derive.prove.equations import has_no_solution
from derive.report.model import CalculationReport, DerivationReport, Report, StepReport
from derive.rules import check_rule
from derive.terms.vectors.shapes import misfit
from derive.tree import in_canonical_order
from derive.workers import Failed, Finished, check_in_memory, versions

if TYPE_CHECKING:
    from derive.abstract.kinds import Kind
    from derive.domains import Domain
    from derive.report.model import Problem

Figures = dict[str, Any]
Judge = Callable[[str, str, Figures, Callable[[Announce], Evidence]], Evidence]


def check_derivation(derivation: Derivation, *, timeout: float) -> Report:
    """The report on one derivation of this process; raises the author's mistakes."""
    _ = derivation.page, derivation.conditions
    reports: list[DerivationReport] = []
    problems: list[Problem] = []
    for event in check_in_memory(derivation, timeout=timeout):
        if isinstance(event, Finished):
            reports.append(event.derivation)
        elif isinstance(event, Failed):
            problems.append(event.problem)
    for problem in problems:
        kind: type[DeriveError] = InternalContradiction if problem.is_contradiction else AuthoringError
        raise kind(problem.message) if problem.is_contradiction else AuthoringError(
            problem.message, path=problem.path, line=problem.line
        )
    return Report(derivations=tuple(reports), versions=versions())


def unscreened(claims: Sequence[Claim]) -> list[Screen]:
    """No look at the claims at all, where none of them will be decided."""
    return [Screen(()) for _ in claims]


def examine(
    derivation: Derivation, judge: Judge, *, path: str, screening: Callable[[Sequence[Claim]], list[Screen]] = screen
) -> DerivationReport:
    """Judge every claim of a derivation; `judge` runs each decision under its own clock."""
    canon = Canon(derivation.domains, derivation.structures, derivation.variables)
    chains = [Chain(derivation, calculation) for calculation in derivation.page.calculations]
    claims = {key: canon.claim(claim) for chain in chains for key, claim in chain.claims.items()}
    screens = dict(zip(claims, screening(list(claims.values())), strict=True))
    court = Court(claims, screens, canon, judge)
    identity = f"{path}::{derivation.name}"
    return DerivationReport(
        id=identity,
        name=derivation.name,
        path=path,
        line=derivation.line,
        source=derivation.source,
        claim=derivation.claim_in_words,
        assumed=tuple(str(assumption.fact) for assumption in derivation.page.assumptions),
        calculations=tuple(_judged(chain, court, identity) for chain in chains),
    )


class Canon:
    """Variables under names by position, so that no verdict depends on what they are called."""

    def __init__(
        self, domains: Mapping[Symbol, Domain], structures: Mapping[Any, Kind] = MappingProxyType({}),
        names: Iterable[str] = (),
    ) -> None:  # fmt: skip
        in_order = list(names) or [symbol.name for symbol in domains]
        ours = {name: f"variable_{i:02d}" for i, name in enumerate(in_order)}
        self.forward: dict[Any, Any] = {
            symbol: Symbol(ours[symbol.name], **domain.assumptions) for symbol, domain in domains.items()
        }
        self.structures: dict[Any, Kind] = {}
        for key, kind in structures.items():
            renamed = kind.renamed(self.forward)
            self.forward[key] = renamed.key(ours[str(getattr(key, "name", key))])
            self.structures[self.forward[key]] = renamed
        self.back = {canonical: name for name, canonical in ours.items()}

    def expression(self, expression: Any) -> Any:
        """The expression with its variables renamed."""
        return expression if isinstance(expression, Decimal) else in_canonical_order(expression, self.forward)

    def claim(self, claim: Claim) -> Claim:
        """The claim with its variables renamed."""
        approach = claim.approach
        if approach is not None:
            approach = Approach(
                self.expression(approach.variable), self.expression(approach.point), approach.direction
            )
        return replace(
            claim,
            lhs=self.expression(claim.lhs),
            rhs=self.expression(claim.rhs),
            domains={self.forward[symbol]: domain for symbol, domain in claim.domains.items()},
            conditions=tuple(map(self.expression, claim.conditions)),
            assuming=tuple(map(self.expression, claim.assuming)),
            approach=approach,
            structures=self.structures,
            premises=tuple(map(self.expression, claim.premises)),
        )

    @property
    def backward(self) -> dict[Symbol, Symbol]:
        """The author's symbol for each one of ours."""
        return {ours: symbol for symbol, ours in self.forward.items()}

    def text(self, text: str) -> str:
        """Text of the engine with the author's names in place."""
        return re.sub(r"\bvariable_\d\d\b", lambda found: self.back[found.group()], text)

    def evidence(self, evidence: Evidence) -> Evidence:
        """Evidence of the engine with the author's names in place."""
        names = [entry.name for entry in fields(evidence)]
        return replace(evidence, **{name: self._restored(getattr(evidence, name)) for name in names})

    def _restored(self, value: Any) -> Any:
        if isinstance(value, Trust):
            return value
        if isinstance(value, Repair):
            return replace(value, expression=self.text(value.expression), slip=self.text(value.slip))
        if isinstance(value, str):
            return self.text(value)
        return tuple(map(self._restored, value)) if isinstance(value, tuple) else value


@dataclass(frozen=True)
class Question:
    """A claim that waits to be decided; all that its evidence depends on is in here.

    If it is refuted, a repair is sought in `sides`, the likelier one first, and shown under the author's `names`.
    """

    claim: Claim
    screened: Screen
    sides: tuple[str, ...] = ()
    names: Mapping[Symbol, Symbol] = field(default_factory=dict)

    def __call__(self, announce: Announce) -> Evidence:
        """Decide the claim."""
        return decide(self.claim, self.screened, announce)

    def repaired(self, evidence: Evidence) -> Evidence:
        """Evidence against the claim, with the smallest change that makes it true beside it."""
        from derive.repair import with_repair

        return with_repair(evidence, self.claim, self.sides, self.names)

    @property
    def repair_terms(self) -> tuple[object, ...]:
        """What a repair depends on beside the claim."""
        names = tuple(f"{ours.name}={symbol.name}" for ours, symbol in self.names.items())
        return ("repair", self.sides, names)


@dataclass(frozen=True)
class Court:
    """Claims by key, with what is needed to judge each one when its turn comes."""

    claims: dict[str, Claim]
    screens: dict[str, Screen]
    canon: Canon
    judge: Judge

    def evidence(self, key: str, line: int, step: str = "", sides: tuple[str, ...] = ()) -> Evidence:
        """The evidence for a claim, in the author's names; `step` is named where this ends a step.

        If the claim is refuted, one of the `sides` may be at fault.
        """
        claim, screened = self.claims[key], self.screens[key]
        try:
            question = Question(claim, screened, sides, self.canon.backward if sides else {})
            found = self.judge(key, step, screened.figures, question)
        except AuthoringError as error:
            raise AuthoringError(self.canon.text(error.message), path=error.path, line=error.line or line) from error
        except InternalContradiction as error:
            raise InternalContradiction(f"line {line}: {self.canon.text(str(error))}") from error
        return self.canon.evidence(found)


class Chain:
    """A calculation with the claims that it makes, by key."""

    def __init__(self, derivation: Derivation, calculation: Calculation) -> None:
        self.derivation = derivation
        self.calculation = calculation
        self.lefts, self.from_correction = self._left_sides()
        self.claims = dict(self._claims())

    def key(self, index: int, kind: str) -> str:
        """The key of a claim about the step at `index`."""
        return f"{self.calculation.name}::{index + 1}::{kind}"

    def _left_sides(self) -> tuple[list[Any], list[bool]]:
        """The left side of each step, and whether it is the correction of a line from which anything follows."""
        lefts: list[Any] = []
        corrected: list[bool] = []
        before, from_correction = self.calculation.head, False
        for step in self.calculation.steps:
            lefts.append(before if step.lhs is None else step.lhs)
            corrected.append(from_correction)
            from_correction = self._is_vacuous(step)
            before = step.correction.rhs if from_correction and step.correction else step.rhs
        return lefts, corrected

    def _is_vacuous(self, step: Step) -> bool:
        """Whether an erratum is an equation without any solution, or its shapes do not fit: anything follows."""
        if step.erratum is None or step.correction is None:
            return False
        if step.relation not in BETWEEN_EQUATIONS:
            return bool(self.derivation.structures) and misfit(step.rhs) is not None
        return has_no_solution(step.rhs, self.derivation.claim(step.rhs, Relation.IFF, step.rhs))

    def _claims(self) -> Iterator[tuple[str, Claim]]:
        for index, (step, left) in enumerate(zip(self.calculation.steps, self.lefts, strict=True)):
            claim = self.derivation.claim(left, step.relation, step.rhs, step)
            check_rule(step, claim)
            yield self.key(index, "local"), claim
            if step.correction is not None:
                right = step.correction
                yield self.key(index, "correction"), self.derivation.claim(left, right.relation, right.rhs, right)
            relation = self.head_relation(index)
            if index > 0 and relation is not None:
                limit = next((s for s in self.calculation.steps[: index + 1] if s.approach is not None), step)
                yield self.key(index, "head"), self.derivation.claim(self.calculation.head, relation, step.rhs, limit)

    def sides(self, index: int) -> tuple[str, ...]:
        """The sides of a step that may be at fault: the left one is the author's own line only at the head.

        None where the author's correction says what the line should have been.
        """
        if self.calculation.steps[index].correction is not None:
            return ()
        is_head = index == 0 or self.calculation.steps[index].lhs is not None
        return ("rhs", "lhs") if is_head else ("rhs",)

    def head_relation(self, index: int) -> Relation | None:
        """The relation of the head to the line at `index`; None where the relations do not compose."""
        if self.calculation.head is None:
            return None
        relation: Relation | None = self.calculation.steps[0].relation
        for step in self.calculation.steps[1 : index + 1]:
            relation = COMPOSED.get((relation, step.relation)) if relation is not None else None
        return relation


def _composition_table() -> dict[tuple[Relation | None, Relation], Relation]:
    """Which relations compose: = with all, <= with < (giving <), -> and ~ only behind =, ..."""
    equal = Relation.EQUAL
    plain = [r for r in Relation if r not in BETWEEN_EQUATIONS]
    table: dict[tuple[Relation | None, Relation], Relation] = {(equal, r): r for r in plain}
    table |= {(r, equal): r for r in plain if r is not Relation.ROUNDS_TO}
    for weak, strict in ((Relation.AT_MOST, Relation.BELOW), (Relation.AT_LEAST, Relation.ABOVE)):
        table |= {(weak, weak): weak, (weak, strict): strict, (strict, weak): strict, (strict, strict): strict}
    implies, iff = Relation.IMPLIES, Relation.IFF
    table |= {(iff, iff): iff, (iff, implies): implies, (implies, iff): implies, (implies, implies): implies}
    return table


COMPOSED = _composition_table()


def _judged(chain: Chain, court: Court, identity: str) -> CalculationReport:
    """The report on one chain, line by line."""
    calculation = chain.calculation
    steps: list[StepReport] = []
    for index in range(len(calculation.steps)):
        steps.append(_judged_step(chain, court, identity, index, steps))
    return CalculationReport(
        name=calculation.name,
        line=calculation.line,
        start=None if calculation.head is None else str(calculation.head),
        head=steps[-1].head,
        steps=tuple(steps),
    )


def _judged_step(
    chain: Chain, court: Court, identity: str, index: int, before: list[StepReport]
) -> StepReport:
    started = time.perf_counter()
    step = chain.calculation.steps[index]
    identifier = f"{identity}::{chain.calculation.name}::{index + 1}"
    local = court.evidence(chain.key(index, "local"), step.line, identifier, chain.sides(index))
    correction = None
    if step.correction is not None:
        correction = court.evidence(chain.key(index, "correction"), step.correction.line)
    head = _head(chain, court, index, [*before], local)
    inherits = any(earlier.is_confirmed_erratum for earlier in before)
    return StepReport(
        id=identifier,
        line=step.line,
        lhs=str(chain.lefts[index]),
        relation=step.relation.value,
        rhs=_right_side(step),
        by=step.by,
        reading=step.reading,
        erratum=step.erratum,
        inherited=inherits and head is not None and head.verdict is Verdict.REFUTED and step.erratum is None,
        judged_from_correction=chain.from_correction[index],
        local=local,
        head=head,
        correction=correction,
        correction_rhs=None if step.correction is None else _right_side(step.correction),
        seconds=time.perf_counter() - started,
    )


def _right_side(step: Step) -> str:
    return str(step.rhs) if step.approach is None else f"{step.rhs} as {step.approach}"


def _head(
    chain: Chain, court: Court, index: int, before: list[StepReport], local: Evidence
) -> Evidence | None:
    """What is known of the first line against this one."""
    if chain.head_relation(index) is None:
        return None
    if index == 0:
        return local
    links = [*(step.local for step in before), local]
    if all(isinstance(link, Proof) and not link.conditions for link in links):
        proof = _by_transitivity([link for link in links if isinstance(link, Proof)])
        return with_figures(proof, **court.screens[chain.key(index, "head")].figures)
    line = chain.calculation.steps[index].line
    return court.evidence(chain.key(index, "head"), line, sides=_sides_about_the_head(chain, index, before, local))


def _sides_about_the_head(
    chain: Chain, index: int, before: list[StepReport], local: Evidence
) -> tuple[str, ...]:
    """Where the line before is wrong itself and no plain slip joins this one to it, it is sought against the head."""
    is_wrong = bool(before) and before[-1].local.verdict is Verdict.REFUTED
    is_apart = isinstance(local, Counterexample | Disproof) and (local.repair is None or not local.repair.is_plain)
    return ("rhs",) if is_wrong and is_apart and chain.sides(index) else ()


def _by_transitivity(links: list[Proof]) -> Proof:
    """A head that follows from proved steps between lines that are defined everywhere."""
    trusts = max((link.trusts for link in links), key=lambda trust: trust.rank)
    return replace(links[-1], method="transitivity", trusts=trusts)
