"""Repairs: of the errata in the shipped derivations, and of slips planted in their true steps.

Run: python benchmarks/repairs.py [--planted N] [--seed N]

The search never sees an author's correction.  A repair counts as found if the engine proves the step with
it; "as corrected" if it proves that the repair and the author's line are the same.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from derive.calculation import Relation
from derive.check import Canon, Chain
from derive.claim import Claim
from derive.collect import derivation_files, load, shipped
from derive.engine import decide, screen
from derive.evidence import Verdict
from derive.mutation import mutants
from derive.page import Derivation
from derive.repair import repair
from derive.tree import rewritten


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


def planted(count: int, seed: int) -> Iterator[Wrong]:
    """Single slips in true steps, one a step in turn, until there are enough that are refuted."""
    steps = []
    for page, canon, chain in chains():
        for index, step in enumerate(chain.calculation.steps):
            if step.erratum is None and step.relation in (Relation.EQUAL, Relation.AT_LEAST, Relation.AT_MOST):
                steps.append((page, canon, canon.claim(chain.claims[chain.key(index, "local")]), step))
    Random(seed).shuffle(steps)
    found = 0
    for page, canon, claim, step in steps * 4:
        for mutant in mutants(claim, seed=f"{seed} {found} {page.name}", most=1):
            if found < count and verdict_of(mutant.claim) is Verdict.REFUTED:
                found += 1
                yield Wrong(f"{page.name}:{step.line}", mutant.slip, mutant.claim, claim.rhs, canon)


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
        started = time.perf_counter()
        outcome = repair(wrong.claim, wrong.sides)
        seconds.append(time.perf_counter() - started)
        verdict = "none" if outcome.repair is None else outcome.repair.verdict.value
        same = outcome.repair is not None and is_right(wrong, outcome.repair)
        rows.append((verdict, same))
        said = outcome.diagnosis if outcome.repair is None else shown(wrong, outcome.repair)
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
    return f"{found.side}: {rewritten(found.line, wrong.canon.backward)} ({found.slip})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--planted", type=int, default=120)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    measure("errata of the sources", errata())
    if options.planted:
        measure("planted slips", planted(options.planted, options.seed))


if __name__ == "__main__":
    main()
