"""Wall time of a second `derive check` and `derive list`, with nothing changed, against `import sympy`, interleaved.

The two runs fill a cache of their own first, and must then say the same as without one.

Run: python benchmarks/warm_check.py [rounds]
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # as where it is installed: nothing is compiled twice

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 15
BASE = "python -c 'import sympy'"
DERIVE = [sys.executable, "-m", "derive"]
WANTED = {"derive check": 0.4, "derive list": 0.3}


def seconds(command: list[str], environment: dict[str, str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment, check=False)
    return time.perf_counter() - started


def said(command: list[str], environment: dict[str, str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False).stdout


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "DERIVE_CACHE_DIR": folder}
        commands = {
            BASE: [sys.executable, "-c", "import sympy"],
            "derive check": [*DERIVE, "check", "--shipped"],
            "derive list": [*DERIVE, "list", "--shipped"],
            "python -c pass": [sys.executable, "-c", "pass"],
        }
        for name in WANTED:
            anew = said([*commands[name], "--no-cache"], environment)
            first, second = (said(commands[name], environment) for _ in range(2))
            print(f"{name}: the same text without a cache, into it and from it: {anew == first == second}")
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(ROUNDS):
            for name, command in commands.items():
                times[name].append(seconds(command, environment))
        base = statistics.median(times[BASE])
        print(f"median of {ROUNDS} interleaved rounds")
        for name, values in times.items():
            median = statistics.median(values)
            wanted = f"   (wanted: below {WANTED[name]})" if name in WANTED else ""
            print(f"  {name:26} {median:7.3f} s   {median / base:5.2f} x import sympy{wanted}")


if __name__ == "__main__":
    main()
