"""What the installed but unused plugin costs a run of pytest: printed, never a gate.

Runs of one trivial test with the plugin and without it (`-p no:derive`) take turns; the medians are
compared, in processor time, which other work on the machine disturbs less.  pytest also reads the
list of files of every distribution that has a plugin; that is timed by itself, since it cannot be
switched off.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from importlib import metadata
from pathlib import Path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15, help="pairs of runs (default: 15)")
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "test_sum.py").write_text("def test_sum(): assert 1 + 1 == 2\n")
        run(folder, "-p", "no:derive"), run(folder)  # files are read and compiled once
        pairs = [(run(folder), run(folder, "-p", "no:derive")) for _ in range(rounds)]
    used, unused = (statistics.median(times) for times in zip(*pairs, strict=True))
    print(f"pytest with the plugin      {1000 * used:7.1f} ms  (median of {rounds})")
    print(f"pytest without the plugin   {1000 * unused:7.1f} ms")
    print(f"difference of the medians   {1000 * (used - unused):7.1f} ms  (aim: below 10)")
    print(f"importing derive_pytest     {1000 * importing():7.1f} ms  (behind pytest itself)")
    print(f"listing its files           {1000 * listing():7.1f} ms")


def run(folder: str, *words: str) -> float:
    """Seconds of processor time that one run of pytest takes."""
    start = spent()
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:hypothesispytest"]
    subprocess.run([*command, *words], cwd=folder, check=True, capture_output=True)
    return spent() - start


def spent() -> float:
    """Processor time of all processes that this one has waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def importing() -> float:
    """Seconds that the import of the plugin takes where pytest is loaded already."""
    clock = "time.perf_counter()"
    code = f"import pytest, time; t = {clock}; import derive_pytest; print({clock} - t)"
    found = [subprocess.run([sys.executable, "-c", code], check=True, capture_output=True) for _ in range(5)]
    return min(float(done.stdout) for done in found)


def listing() -> float:
    """Seconds that pytest takes to read which files came with derive."""
    start = time.perf_counter()
    list(metadata.distribution("derive").files or ())
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
