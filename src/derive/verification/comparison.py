"""All steps on one tape, compared block by block: nothing of the size of all points is ever stored.

A point is *explained* if the sides differ by no more than running error bounds allow; the others are
kept, worst first, as far as there is room for them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from derive.calculation import Relation
from derive.claim import Claim
from derive.numeric.batch import Batch, entries_of
from derive.numeric.blocks import Column, Run
from derive.numeric.bounds import Bounds
from derive.numeric.compiled import columns_of
from derive.verification.conditions import Conditions
from derive.verification.found import Found, Kept, Partial, keep
from derive.verification.residuals import STRICT, is_beyond, residual
from derive.verification.samples import Chunk

if TYPE_CHECKING:
    from derive.verification.plane import PlaneConditions

BELOW_NOTICE = 4 * 2.0**-53
"""Relative differences up to two units in the last place: no bound of a rounded value is smaller."""

AT_ONCE = 4096
"""Points whose error bounds are worked out at once: every node of the tape keeps its values meanwhile."""

EXPLAINED = 4
"""Worst explained points that are looked at all the same, to say how many digits cancel."""

Tick = Callable[[int], None]


@dataclass(frozen=True)
class Plan:
    """What is compared: both sides of steps by key, their relations, where they speak, and room for points."""

    batch: Batch
    relations: dict[str, Relation]
    spoken_of: Claim
    room: int


@dataclass(frozen=True)
class Block:
    """Some points in a row: their coordinates, where they lie in the domain, and the values of nodes there."""

    first: int
    inputs: list[Any]
    inside: Any
    values: dict[int, Any]

    @property
    def length(self) -> int:
        return len(self.inside)


class Comparison:
    """What a plan comes to; `take` chunks of points one by one."""

    def __init__(self, plan: Plan, first: int = 0) -> None:
        self.plan = plan
        self.batch, self.relations, self.room = plan.batch, plan.relations, plan.room
        self.conditions = self._conditions()
        self.found = {key: Found() for key in plan.relations}
        self.points = self.outside = 0
        self._first = self._before = first
        self._lock = Lock()
        self._pairs = self._layout()
        self._outputs = self._wanted()
        self._schedules: dict[Any, Any] = {}
        self._bounds: dict[frozenset[str], Bounds] = {}

    def _conditions(self) -> Conditions | PlaneConditions:
        return Conditions(self.plan.spoken_of)

    def _layout(self) -> dict[str, list[tuple[int, int]]]:
        """The nodes of both sides of every step, entry by entry."""
        nodes = iter(self.batch.compiled.nodes)
        found = {}
        for key, sides in self.batch.sides.items():
            left, right = ([next(nodes) for _ in entries_of(side)] for side in sides)
            if key in self.relations:
                found[key] = list(zip(left, right, strict=True))
        return found

    def _wanted(self) -> list[int]:
        """The nodes whose values are kept for a block: the sides, and what bounds should not work out again."""
        tape = self.batch.compiled.tape
        sides = {node for pairs in self._pairs.values() for pair in pairs for node in pair}
        needed = Bounds(tape, sorted(sides)).order
        dear = {node for node in needed if not getattr(tape.nodes[node][0], "writes", True)}
        return sorted(sides | dear)

    def take(self, chunk: Chunk, threads: int | None = None, tick: Tick = lambda count: None) -> None:
        """Compare at the points of a chunk; `tick` is called with the number of points done, from any thread."""
        columns, _ = columns_of(self.batch.symbols, chunk.arrays)
        uniform = frozenset(place for place, column in enumerate(columns) if column.is_uniform)
        if uniform not in self._schedules:
            self._schedules[uniform] = self.batch.compiled.tape.schedule(self._outputs, uniform)

        def sink(start: int, stop: int, values: list[Any]) -> None:
            self._note_block(self._block(columns, start, stop, values))
            tick(stop - start)

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
            keep(found.explained, other.explained, self._explained_room(key))

    def _block(self, columns: list[Column], start: int, stop: int, values: list[Any]) -> Block:
        length = stop - start
        inputs = [
            np.broadcast_to(column.uniform(float) if column.is_uniform else column.block(start, stop, float), length)
            for column in columns
        ]
        inside = np.broadcast_to(self.conditions.inside(inputs), length)
        return Block(self._before + start, inputs, inside, dict(zip(self._outputs, values, strict=True)))

    def _note_block(self, block: Block) -> None:
        """Add what a block shows to what is known."""
        valued = Valued(block)
        found = {key: self._residual(key, block, valued) for key in self._pairs}
        suspects = {
            key: residuals > BELOW_NOTICE
            for key, (residuals, _) in found.items()
            if residuals is not None
        }
        beyond = self._beyond(suspects, block)
        with self._lock:
            self.outside += block.length - int(np.count_nonzero(block.inside))
        for key, (residuals, counted) in found.items():
            self._note(key, residuals, counted, beyond.get(key), block)

    def _residual(self, key: str, block: Block, valued: Valued) -> tuple[Any, Any]:
        """The residual at every point (None: 0 wherever it counts) and which points count (None: all)."""
        pairs = self._pairs[key]
        counts = valued.everywhere({node for pair in pairs for node in pair})
        worst = None
        for left, right in pairs:
            if left == right:
                continue
            found = residual(self.relations[key], block.values[left], block.values[right])
            if found is not None:
                worst = found if worst is None else np.maximum(worst, found, out=worst)
        if worst is not None and counts is not None:
            np.copyto(worst, -1.0, where=~counts)
        return worst, counts

    def _note(self, key: str, residuals: Any, counts: Any, beyond: Any, block: Block) -> None:
        """Add what a block has shown of a step to what is known of it."""
        counted = block.length if counts is None else int(np.count_nonzero(counts))
        here = None
        open_: list[Kept] = []
        explained: list[Kept] = []
        if residuals is not None and counted:
            here = _kept(residuals, int(residuals.argmax()), block)
        elif counted:
            place = 0 if counts is None else int(counts.argmax())
            here = Kept(0.0, block.first + place, _coordinates(block, place))
        if beyond is not None:
            suspects = np.flatnonzero(residuals > BELOW_NOTICE)
            open_ = _worst(residuals, np.flatnonzero(beyond), block, self.room)
            explained = _worst(residuals, suspects[~beyond[suspects]], block, self._explained_room(key))
        with self._lock:
            found = self.found[key]
            found.counted += counted
            found.differing += 0 if beyond is None else int(np.count_nonzero(beyond))
            if here is not None and (found.at is None or here.order < found.at.order):
                found.residual, found.at = here.size, here
            keep(found.worst, open_, self.room)
            keep(found.explained, explained, self._explained_room(key))

    def _explained_room(self, key: str) -> int:
        """Where sides must not touch, all points at which they do in floats are worth a look."""
        return self.room if self.relations[key] in STRICT else EXPLAINED

    def _beyond(self, suspects: dict[str, Any], block: Block) -> dict[str, Any]:
        """By step, where rounding does not explain what floats say; hasty bounds first: they are the smaller ones.

        Lines of a page share sides, so that the hasty bounds of all steps are worked out together.
        """
        found = {key: mask.copy() for key, mask in suspects.items() if mask.any()}
        if found and self._narrow(found, block, hastily=True):
            for key, mask in found.items():
                if mask.any():
                    self._narrow({key: mask}, block, hastily=False)
        return found

    def _narrow(self, found: dict[str, Any], block: Block, *, hastily: bool) -> bool:
        """Take out of every mask what bounds explain; whether these were hasty ones."""
        keys = frozenset(found)
        if keys not in self._bounds:
            nodes = {node for key in keys for pair in self._pairs[key] for node in pair}
            self._bounds[keys] = Bounds(self.batch.compiled.tape, sorted(nodes))
        bounds = self._bounds[keys]
        places = np.flatnonzero(np.logical_or.reduce(list(found.values())))
        for part in np.split(places, range(AT_ONCE, len(places), AT_ONCE)):
            known = {node: block.values[node][part] for node in self._outputs}
            inputs = [array[part] for array in block.inputs]
            assert isinstance(self.conditions, Conditions)
            errors = self.conditions.errors(inputs)
            values = dict(zip(bounds.outputs, bounds.at(inputs, errors, known, hastily=hastily), strict=True))
            for key, mask in found.items():
                mask[part] &= self._exceeds(key, values, len(part))
        return bounds.has_hasty

    def _exceeds(self, key: str, values: dict[int, tuple[Any, Any]], length: int) -> Any:
        found = np.zeros(length, bool)
        for left, right in self._pairs[key]:
            (lhs, e), (rhs, f) = values[left], values[right]
            found |= is_beyond(self.relations[key], lhs, rhs, e + f)
        return found


class Valued:
    """Where the nodes of a block have finite values: found once a node, whatever the steps that it occurs in."""

    def __init__(self, block: Block) -> None:
        self.block = block
        self.inside = None if block.inside.all() else block.inside
        self.finite: dict[int, Any] = {}

    def everywhere(self, nodes: set[int]) -> Any:
        """Which points lie in the domain and give all nodes a value; None if all do."""
        masks = [mask for mask in (self.inside, *map(self._of, nodes)) if mask is not None]
        return np.logical_and.reduce(masks) if masks else None

    def _of(self, node: int) -> Any:
        if node not in self.finite:
            value = self.block.values[node]
            is_finite = None
            if not np.isfinite(np.add.reduce(value)):
                is_finite = np.isfinite(value)
            self.finite[node] = is_finite
        return self.finite[node]


def _worst(residuals: Any, places: Any, block: Block, room: int) -> list[Kept]:
    """The worst of some points of a block."""
    if len(places) > 2 * room:
        least = np.partition(residuals[places], len(places) - room)[len(places) - room]
        places = places[residuals[places] >= least]
    order = np.argsort(-residuals[places], kind="stable")[:room]
    return [_kept(residuals, int(places[i]), block) for i in order]


def _kept(residuals: Any, place: int, block: Block) -> Kept:
    return Kept(float(residuals[place]), block.first + place, _coordinates(block, place))


def _coordinates(block: Block, place: int) -> tuple[complex, ...]:
    return tuple(array[place].item() for array in block.inputs)
