"""How late a deadline is kept, and how soon a lost worker is replaced: for a hang, a crash and a hang inside FLINT.

Printed are, as medians: by how much the kill comes after the deadline, how long it is from there until the
next worker says its first word, and until it is back at the step behind the one that was lost.

Run: python benchmarks/deadlines.py [rounds]
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections import deque
from pathlib import Path

from derive.pool import Pool
from derive.processes import warm_up
from derive.tasks import Task

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 7
TIMEOUT = 1.0
WANTED = 0.1

PAGE = """
from derive import Real, calc, derivation, equals
import derive.check as check, sympy as sp
import itertools, os

ENGINE = check.decide

def act():
    {act}

def decide(claim, screened, announce):
    if claim.rhs.has(sp.Integer(41)):
        act()
    return ENGINE(claim, screened, announce)

@derivation(source="benchmark")
def trapped(x: Real):
    '''The first step is a trap.'''
    check.decide = decide
    return calc((x + 1)**2, equals(sp.Add((x + 1)**2, 41, -41, evaluate=False)), equals((1 + x)**2))
"""

TRAPS = {
    "a hang in Python": "sum(itertools.repeat(0))",
    "a hang inside FLINT": f"import flint; flint.fmpz({(10**49 + 9) * (10**51 + 121)}).factor()",
    "a crash": "os._exit(7)",
}


class Watched(Pool):
    """A pool that notes when a worker is lost, and what is heard after that."""

    lost: float = 0.0
    late: float = 0.0
    first: float = 0.0
    back: float = 0.0

    def _lose(self, worker, why, tasks):
        if not self.lost:
            self.lost = time.monotonic()
            self.late = self.lost - worker.deadline
        yield from super()._lose(worker, why, tasks)

    def _receive(self, worker, tasks):
        was_lost = bool(self.lost)
        yield from super()._receive(worker, tasks)
        if was_lost and not self.first:
            self.first = time.monotonic()
        if was_lost and not self.back and "::2::" in str(worker.piece.get("key")):
            self.back = time.monotonic()


def measured(file: Path) -> tuple[float, float, float]:
    pool = Watched(timeout=TIMEOUT, jobs=1)
    for _ in pool.run(deque([Task("check", str(file), "trapped")])):
        pass
    return pool.late, pool.first - pool.lost, pool.back - pool.lost


def main() -> None:
    warm_up()
    with tempfile.TemporaryDirectory() as folder:
        for name, act in TRAPS.items():
            file = Path(folder) / f"page_{len(name)}.py"
            file.write_text(PAGE.format(act=act))
            rows = [measured(file) for _ in range(ROUNDS)]
            late, first, back = (1000 * statistics.median(column) for column in zip(*rows, strict=True))
            lateness = "" if "crash" in name else f"killed {late:5.1f} ms after the deadline, "
            replaced = f"replaced after {first:5.1f} ms (wanted: {1000 * WANTED:.0f})"
            print(f"{name:20} {lateness}{replaced}, back at work after {back:5.1f} ms")


if __name__ == "__main__":
    main()
