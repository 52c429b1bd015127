"""What points have shown of steps, as plain data that adds up: counts, and the worst points."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Kept:
    """A point: its number, its coordinates, and how much the sides differ there."""

    size: float
    number: int
    values: tuple[complex, ...]

    @property
    def order(self) -> tuple[float, int]:
        """The worst first; points that are as bad in the order in which they were given."""
        return -self.size, self.number


@dataclass
class Found:
    """What the blocks of one step have shown so far."""

    counted: int = 0
    residual: float = -1.0
    at: Kept | None = None
    differing: int = 0
    worst: list[Kept] = field(default_factory=list)
    explained: list[Kept] = field(default_factory=list)


@dataclass(frozen=True)
class Partial:
    """What some of the points have shown."""

    found: dict[str, Found]
    points: int
    outside: int


def keep(kept: list[Kept], entries: list[Kept], room: int) -> None:
    """Add entries to those kept, the worst `room` of them in all."""
    kept += entries
    if len(kept) > 2 * room:
        kept.sort(key=lambda entry: entry.order)
        del kept[room:]
