"""How a verification tells what it is at, and takes up again what was interrupted; by default it does neither."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from derive.verification.found import Partial


POINTS = "points"
"""In place of the id of a step: the comparison of all steps in floats."""


class Watch:
    """Is told of every piece of work before it starts; knows what was found out, and given up, before."""

    seconds: float | None = None
    """The time for which one step may be looked at in balls; what is left then is counted."""

    def points_done(self, count: int) -> None:
        """So many more points have been compared; called from any thread."""

    def compared(self, partial: Partial) -> None:
        """All points have been compared."""

    def looking_closer(self, key: str) -> None:
        """The points at which a step differs are now looked at in balls."""

    @property
    def before(self) -> Partial | None:
        """What the points have shown in an earlier attempt."""
        return None

    def given_up(self, key: str) -> str | None:
        """Why the step of that id is not to be looked at in balls again, or none is to be compared (`POINTS`)."""
        return None
