"""All steps on one tape, compared block by block: nothing of the size of all points is ever stored.

A point is *explained* if the sides differ by no more than running error bounds allow; the others are
kept, worst first, as far as there is room for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import numpy as np

from derive.calculation import Relation
from derive.domains import Domain
from derive.numeric.batch import Batch, entries_of
from derive.numeric.blocks import Column, Run
from derive.numeric.bounds import with_errors
from derive.numeric.compiled import columns_of
from derive.verification.samples import Chunk, contains

BELOW_NOTICE = 4 * 2.0**-53
"""Relative differences up to two units in the last place: no bound of a rounded value is smaller."""

AT_ONCE = 4096
"""Points whose error bounds are worked out at once: every node of the tape keeps its values meanwhile."""

EXPLAINED = 4
"""Worst explained points that are looked at all the same, to say how many digits cancel."""


@dataclass
class Found:
    """What the blocks of one step have shown so far."""

    counted: int = 0
    residual: float = -1.0
    at: Kept | None = None
    differing: int = 0
    worst: list[Kept] = field(default_factory=list)
    explained: list[Kept] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Kept:
    """A point: its number, its coordinates, and how much the sides differ there."""

    size: float
    number: int
    values: tuple[float, ...]

    @property
    def order(self) -> tuple[float, int]:
        """The worst first; points that are as bad in the order in which they were given."""
        return -self.size, self.number


def keep(kept: list[Kept], entries: list[Kept], room: int) -> None:
    """Add entries to those kept, the worst `room` of them in all."""
    kept += entries
    if len(kept) > 2 * room:
        kept.sort(key=lambda entry: entry.order)
        del kept[room:]


@dataclass(frozen=True)
class Plan:
    """What is compared: both sides of steps by key, their relations, the domains, and room for points."""

    batch: Batch
    relations: dict[str, Relation]
    domains: Sequence[Domain]
    room: int


@dataclass(frozen=True)
class Partial:
    """What some of the points have shown."""

    found: dict[str, Found]
    points: int
    outside: int


class Comparison:
    """What a plan comes to; `take` chunks of points one by one."""

    def __init__(self, plan: Plan, first: int = 0) -> None:
        self.plan = plan
        self.batch, self.relations, self.domains, self.room = plan.batch, plan.relations, plan.domains, plan.room
        self.found = {key: Found() for key in plan.relations}
        self.points = self.outside = 0
        self._first = self._before = first
        self._lock = Lock()
        self._places = self._layout()
        self._schedules: dict[Any, Any] = {}

    def _layout(self) -> dict[str, tuple[slice, slice]]:
        """Where the entries of both sides of a step lie among the outputs of the tape."""
        places, start = {}, 0
        for key, (lhs, rhs) in self.batch.sides.items():
            left, right = len(entries_of(lhs)), len(entries_of(rhs))
            if key in self.relations:
                places[key] = (slice(start, start + left), slice(start + left, start + left + right))
            start += left + right
        return places

    def take(self, chunk: Chunk, threads: int | None = None) -> None:
        """Compare at the points of a chunk."""
        columns, _ = columns_of(self.batch.symbols, chunk.arrays)
        compiled = self.batch.compiled
        uniform = frozenset(place for place, column in enumerate(columns) if column.is_uniform)
        if uniform not in self._schedules:
            self._schedules[uniform] = compiled.tape.schedule(compiled.nodes, uniform)

        def sink(start: int, stop: int, values: list[Any]) -> None:
            self._block(columns, start, stop, values)

        self._before = self._first + self.points
        self.points += chunk.count
        if chunk.count:
            Run(self._schedules[uniform], columns, chunk.count, sink, strict="raise").work(threads=threads)

    @property
    def partial(self) -> Partial:
        """What has been found so far, as plain data."""
        return Partial(self.found, self.points, self.outside)

    def merge(self, part: Partial) -> None:
        """Add what other points have shown."""
        self.points += part.points
        self.outside += part.outside
        for key, other in part.found.items():
            found = self.found[key]
            found.counted += other.counted
            found.differing += other.differing
            if other.at is not None and (found.at is None or other.at.order < found.at.order):
                found.residual, found.at = other.residual, other.at
            keep(found.worst, other.worst, self.room)
            keep(found.explained, other.explained, EXPLAINED)

    def _block(self, columns: list[Column], start: int, stop: int, values: list[Any]) -> None:
        length = stop - start
        inputs = [
            np.broadcast_to(column.uniform(float) if column.is_uniform else column.block(start, stop, float), length)
            for column in columns
        ]
        inside = np.ones(length, bool)
        for domain, array in zip(self.domains, inputs, strict=True):
            inside &= contains(domain, array)
        with self._lock:
            self.outside += length - int(inside.sum())
        residuals, counts = {}, {}
        for key, (left, right) in self._places.items():
            pairs = list(zip(values[left], values[right], strict=True))
            residuals[key], counts[key] = self._residual(key, pairs, inside)
        beyond = self._beyond({key: residual > BELOW_NOTICE for key, residual in residuals.items()}, inputs)
        for key, residual in residuals.items():
            self._note(key, residual, counts[key], beyond.get(key), inputs, self._before + start)

    def _residual(self, key: str, pairs: list[Any], inside: Any) -> tuple[Any, int]:
        """The residual at every point, -1 where a side has no value; and at how many points both have one."""
        counts = inside.copy()
        for lhs, rhs in pairs:
            counts &= np.isfinite(lhs) & np.isfinite(rhs)
        residual = np.zeros(len(inside))
        for lhs, rhs in pairs:
            np.maximum(residual, _residual(self.relations[key], lhs, rhs), out=residual)
        np.copyto(residual, -1.0, where=~counts)
        return residual, int(counts.sum())

    def _note(self, key: str, residual: Any, counted: int, beyond: Any, inputs: list[Any], first: int) -> None:
        """Add what a block has shown of a step to what is known of it."""
        worst = int(residual.argmax()) if counted else None
        open_: list[Kept] = []
        explained: list[Kept] = []
        if beyond is not None:
            suspects = np.flatnonzero(residual > BELOW_NOTICE)
            open_ = _worst(residual, np.flatnonzero(beyond), inputs, first, self.room)
            explained = _worst(residual, suspects[~beyond[suspects]], inputs, first, EXPLAINED)
        with self._lock:
            found = self.found[key]
            found.counted += counted
            found.differing += 0 if beyond is None else int(beyond.sum())
            if worst is not None:
                here = _kept(residual, worst, inputs, first)
                if found.at is None or here.order < found.at.order:
                    found.residual, found.at = here.size, here
            keep(found.worst, open_, self.room)
            keep(found.explained, explained, EXPLAINED)

    def _beyond(self, suspects: dict[str, Any], inputs: list[Any]) -> dict[str, Any]:
        """By step, where rounding does not explain what floats say; hasty bounds first: they are the smaller ones.

        Lines of a page share sides, so that the hasty bounds of all steps are worked out together.
        """
        found = {key: mask.copy() for key, mask in suspects.items() if mask.any()}
        if found:
            self._narrow(found, inputs, hastily=True)
        for key, mask in found.items():
            if mask.any():
                self._narrow({key: mask}, inputs, hastily=False)
        return found

    def _narrow(self, found: dict[str, Any], inputs: list[Any], *, hastily: bool) -> None:
        """Take out of every mask what bounds explain, at a few thousand points at once."""
        places = np.flatnonzero(np.logical_or.reduce(list(found.values())))
        for part in np.split(places, range(AT_ONCE, len(places), AT_ONCE)):
            exceeding = self._exceeding(list(found), [array[part] for array in inputs], hastily=hastily)
            for key, exceeds in exceeding.items():
                found[key][part] &= exceeds

    def _exceeding(self, keys: list[str], at: list[Any], *, hastily: bool) -> dict[str, Any]:
        compiled = self.batch.compiled
        nodes = {node for key in keys for side in self._places[key] for node in compiled.nodes[side]}
        order = sorted(nodes)
        known = dict(zip(order, with_errors(compiled.tape, order, at, hastily=hastily), strict=True))
        found = {}
        for key in keys:
            left, right = (compiled.nodes[side] for side in self._places[key])
            exceeds = np.zeros(len(at[0]) if at else 1, bool)
            for (lhs, e), (rhs, f) in ((known[a], known[b]) for a, b in zip(left, right, strict=True)):
                exceeds |= _is_beyond(self.relations[key], lhs, rhs, e + f)
            found[key] = exceeds
        return found


def _worst(residual: Any, places: Any, inputs: list[Any], first: int, room: int) -> list[Kept]:
    """The worst of some points of a block."""
    order = np.argsort(-residual[places], kind="stable")[:room]
    return [_kept(residual, int(places[i]), inputs, first) for i in order]


def _kept(residual: Any, place: int, inputs: list[Any], first: int) -> Kept:
    return Kept(float(residual[place]), first + place, tuple(float(array[place]) for array in inputs))


def _residual(relation: Relation, lhs: Any, rhs: Any) -> Any:
    """By how much floats contradict the relation, relative to the larger side."""
    difference = lhs - rhs
    if relation is Relation.EQUAL:
        np.absolute(difference, out=difference)
    elif relation in (Relation.AT_LEAST, Relation.ABOVE):
        np.negative(difference, out=difference)
    if relation in STRICT:
        touching = np.equal(lhs, rhs)
        difference = touching.astype(float) if relation is Relation.DIFFERS else np.where(touching, 1.0, difference)
        if relation is Relation.DIFFERS:
            return difference
    np.maximum(difference, 0.0, out=difference)
    size = np.maximum(np.abs(lhs), np.abs(rhs))
    if relation in STRICT:
        size = np.where(np.equal(lhs, rhs), 1.0, size)
    ratio = np.divide(difference, size, out=np.zeros_like(difference), where=difference > 0)
    return np.minimum(ratio, 2.0, out=ratio)  # a difference that overflows is no more than that either


STRICT = frozenset({Relation.BELOW, Relation.ABOVE, Relation.DIFFERS})


def _is_beyond(relation: Relation, lhs: Any, rhs: Any, error: Any) -> Any:
    """Where rounding does not explain that floats contradict the relation."""
    difference = lhs - rhs
    if relation is Relation.EQUAL:
        return np.logical_not(np.abs(difference) <= error)
    if relation is Relation.DIFFERS:
        return np.equal(difference, 0.0)
    if relation in (Relation.AT_LEAST, Relation.ABOVE):
        difference = -difference
    beyond = np.logical_not(difference <= error)
    return beyond | np.equal(difference, 0.0) if relation in STRICT else beyond
