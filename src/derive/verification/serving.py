"""A verification inside of a worker: it announces its work, so that a hang costs one step and not the table."""

from __future__ import annotations

import pickle
import time
from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING, Any

from derive.verification.figures import Verification
from derive.verification.found import Partial
from derive.verification.running import BUDGET, Survey
from derive.verification.watch import POINTS, Watch

if TYPE_CHECKING:
    from derive.page import Derivation
    from derive.tasks import Task

Say = Callable[[str, Any], None]

EVERY = 0.1
"""Seconds between two messages about points."""

WELL_BEFORE = 0.8
"""The part of the time for a step after which no further point is looked at."""


def verified(derivation: Derivation, task: Task, timeout: float, say: Say) -> Verification:
    """The table of a derivation; what an earlier attempt found out is not worked out again."""
    watch = _Announcing(derivation, task, timeout, say)
    return Survey(derivation).verified(None, task.most, task.seed, BUDGET, task.threads, watch)


class _Announcing(Watch):
    """Tells the parent, whose clock runs per piece of work."""

    def __init__(self, derivation: Derivation, task: Task, timeout: float, say: Say) -> None:
        self.seconds = WELL_BEFORE * timeout
        self._derivation, self._task, self._say = derivation, task, say
        self._lock = Lock()
        self._done, self._last = 0, time.monotonic()
        self._begin()

    def _begin(self) -> None:
        what = f"comparing the sides of {self._derivation.name} in floats"
        self._say("begin", {"key": POINTS, "what": what, "line": self._derivation.line, "figures": {}})

    def points_done(self, count: int) -> None:
        with self._lock:
            self._done += count
            if time.monotonic() > self._last + EVERY:
                self._tell()

    def _tell(self) -> None:
        self._say(POINTS, self._done)
        self._begin()
        self._done, self._last = 0, time.monotonic()

    def compared(self, partial: Partial) -> None:
        self._tell()
        self._say("known", {"key": POINTS, "evidence": pickle.dumps(partial), "step": ""})

    def looking_closer(self, key: str) -> None:
        what = f"looking closer at {key} in balls"
        self._say("begin", {"key": key, "what": what, "line": self._derivation.line, "figures": {}})

    @property
    def before(self) -> Partial | None:
        kept = self._task.known.get(POINTS)
        # the bytes come from an earlier worker of the same page, whose code runs in this one too
        return pickle.loads(kept) if isinstance(kept, bytes) else None

    def given_up(self, key: str) -> str | None:
        known = self._task.known.get(key)
        return str(known["reason"]) if isinstance(known, dict) else None
