"""What `derive verify` costs beside the pure evaluation of the same sides at the same points.

    python benchmarks/verify.py [--samples 1e6] [--only NAME] [--rounds 1] [--slowest 15]

Both are timed one after the other in the same process, derivation by derivation, with the same points and
as many threads; the tape is built before either, and what is drawn, compared, bounded and looked at in balls
counts for `verify`.  Nothing of the evaluation is kept: that is the least that it can cost.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from derive.claim import Reading
from derive.collect import derivation_files, load, shipped
from derive.numeric.blocks import Run
from derive.numeric.compiled import columns_of
from derive.page import Derivation
from derive.verification.running import BUDGET, Survey
from derive.verification.watch import Watch

Cost = tuple[float, float]
"""Seconds by the clock, and of processor time in all threads."""


def measured(derivation: Derivation, samples: int, rounds: int) -> tuple[Cost, Cost]:
    """What the verification of a derivation takes, and the evaluation of its sides."""
    survey = Survey(derivation)
    if not survey.compared or derivation.reading is Reading.COMPLEX:
        return NOTHING, NOTHING
    chunks = list(survey.chunks(survey.compare(1), None, samples, 0))
    verify = min(cost(lambda: survey.verified(None, samples, 0, BUDGET, None, Watch())) for _ in range(rounds))
    return verify, min(cost(lambda: evaluate(survey, chunks)) for _ in range(rounds))


def evaluate(survey: Survey, chunks: list[Any]) -> None:
    """All sides at all points; nothing is done with the values."""
    batch = survey.batch
    tape, nodes = batch.compiled.tape, list(dict.fromkeys(batch.compiled.nodes))
    for chunk in chunks:
        columns, _ = columns_of(batch.symbols, chunk.arrays)
        uniform = frozenset(place for place, column in enumerate(columns) if column.is_uniform)
        Run(tape.schedule(nodes, uniform), columns, chunk.count, lambda *_: None, strict="raise").work()


NOTHING: Cost = (0.0, 0.0)


def cost(work: Callable[[], Any]) -> Cost:
    started, busy = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - started, time.process_time() - busy


def derivations(only: str | None) -> Iterator[Derivation]:
    for file in derivation_files([shipped()]):
        yield from (found for found in load(file) if only is None or only in found.name)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--samples", type=float, default=1e6)
    parser.add_argument("--only", metavar="NAME")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--slowest", type=int, default=15, help="how many derivations are printed")
    options = parser.parse_args()
    rows = []
    for found in derivations(options.only):
        rows.append((*measured(found, int(options.samples), options.rounds), found.name))
        print(f"{len(rows):4} {found.name}", file=sys.stderr, flush=True)
    compared = sorted((row for row in rows if row[0] != NOTHING), reverse=True)
    print(f"{'':40}{'by the clock':^30}{'processor time':^30}")
    print(f"{'derivation':40}" + f"{'verify':>10}{'evaluation':>12}{'ratio':>8}" * 2)
    for whole, pure, name in compared[: options.slowest]:
        print(line(name, whole, pure))
    whole, pure = (tuple(sum(row[place][i] for row in compared) for i in (0, 1)) for place in (0, 1))
    print(line(f"all {len(compared)} that are compared", whole, pure))


def line(name: str, whole: Cost, pure: Cost) -> str:
    pairs = zip(whole, pure, strict=True)
    return f"{name:40}" + "".join(f"{a:9.3f}s{b:11.3f}s{a / max(b, 1e-9):8.1f}" for a, b in pairs)


if __name__ == "__main__":
    main()
