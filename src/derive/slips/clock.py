"""The time that a search for a repair has."""

from __future__ import annotations

from time import monotonic, process_time

SHARED = 1.35
"""How much more time passes where others use the processor too."""


class Clock:
    """The time that a search has: so much on the processor, and somewhat more where others use it too."""

    def __init__(self, seconds: float) -> None:
        self.end, self.late = process_time() + seconds, monotonic() + SHARED * seconds
        self.has_run_out = False

    def part(self, seconds: float) -> Clock:
        """At most so much of the time that is left."""
        share = Clock(seconds)
        share.end, share.late = min(share.end, self.end), min(share.late, self.late)
        return share

    def is_over(self) -> bool:
        """Whether it has run out."""
        self.has_run_out = self.has_run_out or process_time() > self.end or monotonic() > self.late
        return self.has_run_out
