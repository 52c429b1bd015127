"""Repairs: of the errata in the shipped derivations, and of slips planted in their true steps.

Run: python benchmarks/repairs.py [--planted N] [--seed N] [--claims FILE.jsonl]

With a file of claims (one JSON object a line, as `derive check` reads them, with "truth": true) slips are planted in
its true ones as well.  Times are those of the processor.

The search never sees an author's correction.  A repair counts as found if the engine proves the step with
it; "as corrected" if it proves that the repair and the author's line are the same.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

from derive.calculation import Relation
from derive.check import Canon, Chain
from derive.claim import Claim
from derive.claims.judging import Names
from derive.collect import derivation_files, load, shipped
from derive.engine import decide, screen
from derive.evidence import Verdict
from derive.mutation import is_a_line, mutants
from derive.page import Derivation
from derive.reader.claims import claim_from
from derive.repair import repair
from derive.slips import clock
from derive.tree import rewritten

PLANTED = 120


@dataclass(frozen=True)
class Wrong:
    """A refuted claim, what was done to it, and what the line should be."""

    where: str
    words: str
    claim: Claim
    right: Any
    canon: Canon
    sides: tuple[str, ...] = ("rhs",)


def derivations() -> Iterator[Derivation]:
    """All shipped derivations."""
    for path in derivation_files([shipped()]):
        yield from load(path)


def verdict_of(claim: Claim) -> Verdict:
    """What the engine says of a claim."""
    return decide(claim, screen([claim])[0]).verdict


def errata() -> Iterator[Wrong]:
    """The errata that the sources contain."""
    for page, canon, chain in chains():
        for index, step in enumerate(chain.calculation.steps):
            if step.erratum is not None:
                claim = canon.claim(chain.claims[chain.key(index, "local")])
                right = None if step.correction is None else canon.expression(step.correction.rhs)
                yield Wrong(f"{page.name}:{step.line}", step.erratum, claim, right, canon, ("rhs", "lhs"))


@dataclass(frozen=True)
class Right:
    """A true claim in which a slip may be planted."""

    where: str
    source: str
    claim: Claim
    canon: Canon


def true_steps() -> Iterator[Right]:
    """The steps of the derivations that are no errata."""
    for page, canon, chain in chains():
        for index, step in enumerate(chain.calculation.steps):
            if step.erratum is None and step.relation in (Relation.EQUAL, Relation.AT_LEAST, Relation.AT_MOST):
                claim = canon.claim(chain.claims[chain.key(index, "local")])
                yield Right(f"{page.name}:{step.line}", page.name, claim, canon)


def true_claims(path: Path) -> Iterator[Right]:
    """The true claims of a file."""
    for line in path.read_text().splitlines():
        entry = json.loads(line)
        if entry.get("truth") is True:
            claim = claim_from(entry)
            canon = Names(claim)
            yield Right(str(entry.get("id", "")), str(entry.get("id", "")), canon.claim(claim), canon)


def planted(rights: Iterable[Right], count: int, seed: int) -> Iterator[Wrong]:
    """Single slips in true claims, one a claim in turn, until there are enough that are refuted."""
    drawn = list(rights)
    Random(seed).shuffle(drawn)
    found = 0
    for right in drawn * 4:
        for mutant in mutants(right.claim, seed=f"{seed} {found} {right.source}", most=1):
            if found < count and is_refuted(mutant.claim):
                found += 1
                yield Wrong(right.where, mutant.slip, mutant.claim, right.claim.rhs, right.canon)


def is_refuted(claim: Claim) -> bool:
    """Whether a claim is a line that a person could write, and the engine refutes it."""
    screened = screen([claim])[0]
    return is_a_line(claim, screened) and decide(claim, screened).verdict is Verdict.REFUTED


def chains() -> Iterator[tuple[Derivation, Canon, Chain]]:
    """Every calculation of every derivation, under names by position."""
    for page in derivations():
        canon = Canon(page.domains, page.structures, page.variables)
        for calculation in page.page.calculations:
            yield page, canon, Chain(page, calculation)


def measure(title: str, cases: Iterator[Wrong]) -> None:
    """Look for a repair of each, and print what was found."""
    rows, seconds = [], []
    print(f"\n{title}")
    for wrong in cases:
        started = time.process_time()
        outcome = repair(wrong.claim, wrong.sides)
        seconds.append(time.process_time() - started)
        verdict = "none" if outcome.repair is None else outcome.repair.verdict.value
        verdict = "proved" if outcome.turned is not None else verdict
        same = outcome.repair is not None and is_right(wrong, outcome.repair)
        rows.append((verdict, same))
        said = wrong.canon.text(outcome.diagnosis or "") if outcome.repair is None else shown(wrong, outcome.repair)
        mark = "=" if same else " "
        print(f"  {mark} {verdict:9} {seconds[-1]:5.2f} s  {wrong.where}  [{wrong.words}]  {said}"[:230])
    proved = sum(verdict == "proved" for verdict, _ in rows)
    same = sum(same for _, same in rows)
    print(f"{title}: {proved} of {len(rows)} repaired and proved, {same} as the author has it; ")
    print(f"  median {statistics.median(seconds):.2f} s, worst {max(seconds):.2f} s")


def is_right(wrong: Wrong, found: Any) -> bool:
    """Whether the repair is the line that the author has, or one that is proved to equal it."""
    if found.side != "rhs" or wrong.right is None:
        return False
    if found.line == wrong.right:
        return True
    return verdict_of(replace(wrong.claim, lhs=found.line, relation=Relation.EQUAL, rhs=wrong.right)) is Verdict.PROVED


def shown(wrong: Wrong, found: Any) -> str:
    """The repair in the author's names."""
    return f"{found.side}: {rewritten(found.line, wrong.canon.backward)} ({wrong.canon.text(found.slip)})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--planted", type=int, default=PLANTED)
    parser.add_argument("--claims", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    clock.SHARED = 30.0  # the clock of the processor alone: what others do on the machine changes no figure
    measure("errata of the sources", errata())
    if options.planted:
        measure("planted slips", planted(true_steps(), options.planted, options.seed))
    if options.claims is not None:
        title = f"slips planted in {options.claims.name}"
        measure(title, planted(true_claims(options.claims), options.planted or PLANTED, options.seed))


if __name__ == "__main__":
    main()
