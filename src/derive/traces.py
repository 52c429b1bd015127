"""What a process leaves behind that was killed or crashed: the line at which it stood, and its last words."""

from __future__ import annotations

import signal
from pathlib import Path

NO_MEMORY = ("unable to allocate memory", "cannot allocate memory", "cannot reallocate memory", "bad_alloc")
"""What FLINT, GMP and the runtime of C++ say before they end the process."""


def line_in_trace(trace: Path, path: str) -> int | None:
    """The line of `path` at which a hanging worker stood, as its watchdog wrote it."""
    wanted = f'File "{Path(path).resolve()}", line '
    for text in trace.read_text(errors="replace").splitlines():
        if wanted in text:
            return int(text.split(wanted)[1].split()[0])
    return None


def ran_out_of_memory(trace: Path) -> bool:
    """Whether a library said so on standard error before it ended the process: FLINT cannot do else."""
    said = trace.with_suffix(".said")
    try:
        words = said.read_text(errors="replace")[-10_000:].lower()
    except OSError:
        return False
    return any(sign in words for sign in NO_MEMORY)


def signal_name(number: int) -> str:
    """SIGSEGV for 11."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
