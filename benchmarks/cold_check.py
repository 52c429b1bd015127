"""Wall time of a cold `derive check` over the shipped derivations against `import sympy`, interleaved.

Run: python benchmarks/cold_check.py [rounds]
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections import Counter

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # as where it is installed: nothing is compiled twice

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 5
CHECK = [sys.executable, "-m", "derive", "check", "--shipped", "--no-cache"]
PEERS = {
    "python -c 'import sympy'": [sys.executable, "-c", "import sympy"],
    "derive check --shipped": CHECK,
    "derive --help": [sys.executable, "-m", "derive", "--help"],
}


def seconds(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - started


def main() -> None:
    times: dict[str, list[float]] = {name: [] for name in PEERS}
    for _ in range(ROUNDS):
        for name, command in PEERS.items():
            times[name].append(seconds(command))
    base = statistics.median(times["python -c 'import sympy'"])
    print(f"median of {ROUNDS} interleaved rounds")
    for name, values in times.items():
        median = statistics.median(values)
        print(f"  {name:28} {median:7.3f} s   {median / base:5.2f} x import sympy")
    answer = subprocess.run([*CHECK, "--format", "json"], capture_output=True, text=True, check=False)
    steps = [
        step
        for derivation in json.loads(answer.stdout)["derivations"]
        for calculation in derivation["calculations"]
        for step in calculation["steps"]
    ]
    local = [step["local"] for step in steps]
    print(f"steps: {len(steps)}, by verdict: {dict(Counter(e['verdict'] for e in local))}")
    print(f"proofs by trust: {dict(Counter(e['trusts'] for e in local if e['verdict'] == 'proved'))}")
    print(f"proofs by method: {dict(Counter(e['method'] for e in local if e['verdict'] == 'proved'))}")
    slowest = max(steps, key=lambda step: step["seconds"])
    print(f"slowest step: {slowest['seconds']:.3f} s, {slowest['id']}")


if __name__ == "__main__":
    main()
