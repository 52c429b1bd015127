"""Outside claims with known truth: derive against SymPy's `simplify` and `.equals`, claim by claim in one run.

Run: python benchmarks/corpus.py CLAIMS.jsonl... [--sample N] [--timeout SECONDS] [--peers simplify,equals]

A line of a claims file is a claim as `derive check` reads it, with its "truth" beside it.  Every engine
answers each claim in a process of its own that is killed at the deadline; the engines take turns.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import Any

Answer = dict[str, Any]


def by_derive(line: str) -> Answer:
    """The verdict, and what it rests on."""
    from derive.engine import decide, screen
    from derive.reader.claims import claim_from

    claim = claim_from(json.loads(line))
    evidence = decide(claim, screen([claim])[0])
    found = evidence.as_json()
    return {key: found[key] and str(found[key]) for key in ("verdict", "method", "trusts", "reason")}


def by_simplify(line: str) -> Answer:
    """`simplify(lhs - rhs)`: 0 counts as a proof, all else says nothing."""
    from sympy import simplify

    return {"verdict": "proved" if simplify(residual(line)) == 0 else "undecided"}


def by_equals(line: str) -> Answer:
    """`(lhs - rhs).equals(0)`, taken by its word."""
    found = residual(line).equals(0)
    return {"verdict": {True: "proved", False: "refuted"}.get(found, "undecided")}


def residual(line: str) -> Any:
    """lhs - rhs as SymPy evaluates it, derivatives worked out."""
    from derive.reader.claims import claim_from

    claim = claim_from(json.loads(line))
    return (claim.lhs - claim.rhs).doit(deep=True)


ENGINES: dict[str, Callable[[str], Answer]] = {"derive": by_derive, "simplify": by_simplify, "equals": by_equals}


def serve(engine: str, pipe: Connection) -> None:
    """Answer claims until the pipe is closed; the first answer says that all is loaded."""
    import sympy  # noqa: F401

    if engine == "derive":
        import derive.engine  # noqa: F401
    pipe.send({"verdict": "ready"})
    while True:
        try:
            line = pipe.recv()
        except EOFError:
            return
        try:
            pipe.send(ENGINES[engine](line))
        except Exception as error:
            pipe.send({"verdict": "undecided", "reason": f"{type(error).__name__}: {error}"[:200]})


class Killable:
    """An engine in a process that is replaced whenever it misses the deadline or dies."""

    def __init__(self, engine: str, timeout: float) -> None:
        self.engine, self.timeout = engine, timeout
        self.start()

    def start(self) -> None:
        """A fresh process, ready to answer."""
        context = multiprocessing.get_context("spawn")
        self.pipe, child = context.Pipe()
        self.process = context.Process(target=serve, args=(self.engine, child), daemon=True)
        self.process.start()
        child.close()
        self.pipe.recv()

    def answer(self, line: str) -> tuple[Answer, float]:
        """The answer and the seconds that it took; a miss is undecided at the deadline."""
        started = time.perf_counter()
        self.pipe.send(line)
        try:
            if self.pipe.poll(self.timeout):
                return self.pipe.recv(), time.perf_counter() - started
            reason = "time"
        except EOFError:
            reason = "crash"
        seconds = time.perf_counter() - started
        self.process.kill()
        self.start()
        return {"verdict": "undecided", "reason": reason}, seconds


@dataclass(frozen=True)
class Row:
    """One claim and what the engines said of it."""

    id: str
    truth: bool
    answers: dict[str, tuple[Answer, float]]


def measured(path: Path, engines: dict[str, Killable], sample: int | None) -> list[Row]:
    """All claims of a file, or a sample of them, put to all engines in turn."""
    lines = [line for line in path.read_text().splitlines() if line.strip()]
    if sample is not None and sample < len(lines):
        lines = Random(1).sample(lines, sample)
    rows = []
    for line in lines:
        data = json.loads(line)
        rows.append(Row(data["id"], data["truth"], {name: engine.answer(line) for name, engine in engines.items()}))
    return rows


def is_wrong(row: Row, engine: str) -> bool:
    """Whether a definite verdict contradicts the known truth."""
    return row.answers[engine][0]["verdict"] == ("refuted" if row.truth else "proved")


def print_table(name: str, rows: list[Row]) -> None:
    """Verdicts by truth, wrong ones, and times, an engine a line."""
    true, false = ([row for row in rows if row.truth is truth] for truth in (True, False))
    print(f"\n{name}: {len(true)} true claims, {len(false)} false ones")
    heads = f"{'true proved':>14} {'false refuted':>14} {'undecided':>10} {'wrong':>6} {'median':>9} {'total':>9}"
    print(f"  {'':10} {heads}")
    for engine in rows[0].answers:
        verdicts = {row.id: row.answers[engine][0]["verdict"] for row in rows}
        times = [row.answers[engine][1] for row in rows]
        proved = sum(verdicts[row.id] == "proved" for row in true)
        refuted = sum(verdicts[row.id] == "refuted" for row in false)
        undecided = sum(verdict in ("undecided", "supported") for verdict in verdicts.values())
        wrong = sum(is_wrong(row, engine) for row in rows)
        print(
            f"  {engine:10} {share(proved, len(true)):>14} {share(refuted, len(false)):>14} {undecided:>10} {wrong:>6}"
            f" {1000 * statistics.median(times):>6.1f} ms {sum(times):>7.1f} s"
        )


def share(part: int, whole: int) -> str:
    """A count and its percentage."""
    return f"{part} ({100 * part / whole:.1f} %)" if whole else "-"


def print_details(rows: list[Row]) -> None:
    """What our proofs rest on, what was not decided, and where the time went."""
    ours = {row.id: row.answers["derive"] for row in rows}
    proofs = [answer for row in rows if (answer := ours[row.id][0])["verdict"] == "proved"]
    print(f"\nproofs by trust: {dict(Counter(answer['trusts'] for answer in proofs).most_common())}")
    print("proofs by method:")
    for method, count in Counter(answer["method"] for answer in proofs).most_common():
        print(f"  {count:5}  {method}")
    print("slowest ten:")
    for row in sorted(rows, key=lambda row: -ours[row.id][1])[:10]:
        print(f"  {ours[row.id][1]:7.2f} s  {row.id}: {ours[row.id][0]['verdict']}")
    print("not decided:")
    by_reason = defaultdict(list)
    for row in rows:
        answer = ours[row.id][0]
        if answer["verdict"] not in ("proved", "refuted"):
            by_reason[row.truth, answer["verdict"], str(answer.get("reason"))[:100]].append(row.id)
    for (truth, verdict, reason), ids in sorted(by_reason.items(), key=lambda item: -len(item[1])):
        print(f"  {str(truth).lower()}, {verdict} ({reason}): {' '.join(ids)}")
    for row in rows:
        if is_wrong(row, "derive"):
            print(f"WRONG: {row.id} is {row.truth}, but {ours[row.id][0]}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("claims", nargs="+", type=Path)
    parser.add_argument("--sample", type=int, help="so many claims of each file, the same in every run")
    parser.add_argument("--timeout", type=float, default=10.0, help="seconds a claim and engine (default: 10)")
    parser.add_argument("--peers", default="simplify,equals", help="comma-separated; empty for derive alone")
    options = parser.parse_args()
    names = ["derive", *filter(None, options.peers.split(","))]
    engines = {name: Killable(name, options.timeout) for name in names}
    rows = []
    for path in options.claims:
        found = measured(path, engines, options.sample)
        print_table(path.name, found)
        rows += found
    print_details(rows)


if __name__ == "__main__":
    main()
