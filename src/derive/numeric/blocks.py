"""A tape run over many points: a block after the other, the blocks shared among threads.

A block stays in the cache while all nodes are worked out on it, and memory beside inputs and outputs
is that of a few blocks.  Every entry of a result depends on its own point only, so that the bits are
the same for any size of block and any number of threads.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import count
from threading import Thread
from typing import Any

import numpy as np

from derive.cores import cores
from derive.numeric.memory import LINE, aligned, aligned_rows
from derive.numeric.tape import Instruction, Schedule

LARGEST, SMALLEST = 32_768, 8_192
CACHE = 3 << 19
"""Bytes that a block should not take at once, if it does not get too small by that."""

STREAMED = 4
"""Inputs and outputs that are in the cache at one time, beside the buffers."""

WORTH_A_THREAD = 65_536
"""Threads meet at the interpreter's lock once a node: their blocks must be long, or they wait for each other."""

Sink = Callable[[int, int, list[Any]], None]
"""Takes the first point, the end and the outputs of a block, from any thread; arrays are reused afterwards."""


def block_size(schedule: Schedule, itemsize: int, threads: int = 1) -> int:
    """So long that the buffers fit into the cache, and threads have enough to do between meetings."""
    width = (len(schedule.buffers) + STREAMED) * itemsize
    fitting = CACHE // width // LINE * LINE
    if threads == 1:
        return min(LARGEST, max(SMALLEST, fitting))
    return min(2 * LARGEST, max(2 * SMALLEST, 4 * fitting))


Step = tuple[Callable[..., Any], Callable[..., Any], bool, tuple[int, ...], int]


def program(instructions: Sequence[Instruction], *, strict: bool) -> list[Step]:
    """What to call: plainly, and where a division by zero has been seen.

    In the strict reading, kernels that do not raise the flag of a division at their poles are guarded always.
    """
    steps = []
    for instruction in instructions:
        kernel = instruction.kernel
        guarded = kernel.guarded or kernel.function
        plain = guarded if strict and kernel.function not in FLAGGED else kernel.function
        steps.append((plain, guarded, kernel.writes, instruction.arguments, instruction.result))
    return steps


FLAGGED = (np.divide, np.log)
"""The ufuncs that raise the flag of a division by zero at their poles."""


def nested(schedule: Schedule, steps: Sequence[Step], slots: list[Any], length: int, dtype: Any) -> list[Any]:
    """The outputs of a schedule on one block, inside a kernel of another; `slots` keep the buffers."""
    for slot in schedule.buffers:
        if slots[slot] is None:
            slots[slot] = aligned((length,), dtype)
    for slot in schedule.masks:
        if slots[slot] is None:
            slots[slot] = np.empty(length, bool)
    for _, function, writes, arguments, result in steps:
        if writes:
            function(*[slots[a] for a in arguments], slots[result])
        else:
            slots[result] = function(*[slots[a] for a in arguments])
    return [slots[slot] for slot in schedule.outputs]


class Run:
    """One evaluation of a schedule: where the points come from, and where the values go."""

    def __init__(
        self,
        schedule: Schedule,
        columns: Sequence[Column],
        points: int,
        sink: Sink | None = None,
        results: Sequence[Any] | None = None,
        *,
        dtype: Any = np.float64,
        strict: str = "ignore",
    ) -> None:
        self.schedule = schedule
        self.columns = columns
        self.points = points
        self.sink = sink
        self.results = results
        self.dtype = np.dtype(dtype)
        self.poles = strict
        self.settled: list[Any] = [None] * schedule.size
        self.numbers = count()

    def work(self, block: int | None = None, threads: int | None = None) -> None:
        """Evaluate all blocks; whatever a thread raises is raised here."""
        threads = threads or min(cores(), max(1, self.points // WORTH_A_THREAD))
        share = -(-self.points // (threads * LINE)) * LINE
        self.block = block or min(block_size(self.schedule, self.dtype.itemsize, threads), max(SMALLEST, share))
        self._prepare()
        threads = min(threads, -(-self.points // self.block))
        errors: list[BaseException] = []
        helpers = [Thread(target=self._share, args=(errors,)) for _ in range(threads - 1)]
        for helper in helpers:
            helper.start()
        self._share(errors)
        for helper in helpers:
            helper.join()
        if errors:
            raise errors[0]

    def _prepare(self) -> None:
        """All that is the same in every block."""
        slots = self.settled
        for slot, value in self.schedule.constants:
            slots[slot] = np.asarray(value, dtype=self.dtype) if isinstance(value, float) else value
        for slot, column in zip(self.schedule.inputs, self.columns, strict=True):
            if column.is_uniform:
                slots[slot] = column.uniform(self.dtype)
        with np.errstate(all="ignore"):
            for instruction in self.schedule.once:
                arguments = [slots[argument] for argument in instruction.arguments]
                slots[instruction.result] = self._once(instruction, arguments)

    def _once(self, instruction: Instruction, arguments: list[Any]) -> Any:
        """A value for all points, as an array of one entry."""
        kernel = instruction.kernel
        if not kernel.writes:
            return kernel.function(*map(np.atleast_1d, arguments))
        out = np.empty(
            np.broadcast_shapes((1,), *(np.shape(a) for a in arguments)), bool if kernel.boolean else self.dtype
        )
        function = kernel.guarded if self.poles == "raise" and kernel.guarded is not None else kernel.function
        function(*arguments, out)
        return out

    def _share(self, errors: list[BaseException]) -> None:
        """Take blocks as long as there are any."""
        try:
            worker = _Worker(self)
            with np.errstate(all="ignore"):
                for number in self.numbers:
                    start = number * self.block
                    if start >= self.points or errors:
                        return
                    worker.take(start, min(start + self.block, self.points))
        except BaseException as error:  # passed on to the thread that asked
            errors.append(error)


class _Worker:
    """The buffers of one thread."""

    def __init__(self, run: Run) -> None:
        self.run = run
        schedule = run.schedule
        self.slots = list(run.settled)
        block = min(run.block, run.points)
        memory = aligned_rows(len(schedule.buffers), block, run.dtype)
        masks = aligned_rows(len(schedule.masks), block, bool)
        self.scratch = [*zip(schedule.buffers, memory, strict=True), *zip(schedule.masks, masks, strict=True)]
        self.own = self._own_outputs(block) if run.results is None else {}
        self.length = -1
        self.program = program(schedule.each, strict=run.poles == "raise")
        self.plain = [(f, (*arguments, result)) for f, _, writes, arguments, result in self.program if writes]
        self.is_plain = len(self.plain) == len(self.program)

    def _own_outputs(self, block: int) -> dict[int, Any]:
        """Buffers for outputs that nobody has given memory to."""
        schedule, found = self.run.schedule, {}
        boolean = {i.result: i.kernel.boolean for i in schedule.each}
        for slot, is_direct in zip(schedule.outputs, schedule.direct, strict=True):
            if is_direct:
                found[slot] = aligned((block,), bool if boolean[slot] else self.run.dtype)
        return found

    def take(self, start: int, stop: int) -> None:
        """Work out one block."""
        run, slots, schedule = self.run, self.slots, self.run.schedule
        length = stop - start
        if length != self.length:
            for slot, array in self.scratch:
                slots[slot] = array[:length]
            for slot, array in self.own.items():
                slots[slot] = array[:length]
            self.length = length
        for slot, column in zip(schedule.inputs, run.columns, strict=True):
            if not column.is_uniform:
                slots[slot] = column.block(start, stop, run.dtype)
        if run.results is not None:
            for slot, is_direct, result in zip(schedule.outputs, schedule.direct, run.results, strict=True):
                if is_direct:
                    slots[slot] = result[start:stop]
        self._evaluate()
        values = self._filled(start, stop) if run.results is not None else self._spread(length)
        if run.sink is not None:
            run.sink(start, stop, values)

    def _filled(self, start: int, stop: int) -> list[Any]:
        """The results of this block; those that are not computed where they stay are copied there."""
        assert self.run.results is not None
        blocks = [result[start:stop] for result in self.run.results]
        for slot, is_direct, block in zip(self.run.schedule.outputs, self.run.schedule.direct, blocks, strict=True):
            if not is_direct:
                np.copyto(block, self.slots[slot], casting="unsafe")
        return blocks

    def _spread(self, length: int) -> list[Any]:
        """The outputs, at every point of the block also where they have one value."""
        values = [self.slots[slot] for slot in self.run.schedule.outputs]
        return [np.broadcast_to(value, (length, *np.shape(value)[1:])) for value in values]

    def _evaluate(self) -> None:
        if self.run.poles == "raise":
            try:
                with np.errstate(divide="raise"):
                    self._plainly()
            except FloatingPointError:
                self._guarded()
        else:
            self._plainly()

    def _plainly(self) -> None:
        slots = self.slots
        if self.is_plain:
            for function, places in self.plain:
                function(*[slots[place] for place in places])
            return
        for function, _, writes, arguments, result in self.program:
            if writes:
                function(*[slots[a] for a in arguments], slots[result])
            else:
                slots[result] = function(*[slots[a] for a in arguments])

    def _guarded(self) -> None:
        """The block again, with NaN at poles."""
        slots = self.slots
        for _, function, writes, arguments, result in self.program:
            if writes:
                function(*[slots[a] for a in arguments], slots[result])
            else:
                slots[result] = function(*[slots[a] for a in arguments])


class Column:
    """The values of one variable at all points: an array that broadcasts to their shape, read in blocks.

    Nothing of the size of all points is copied, whatever the strides and the type of the array.
    """

    def __init__(self, array: Any, shape: tuple[int, ...], axes: int = 0) -> None:
        self.entry = array.shape[array.ndim - axes :]
        self.is_uniform = bool(array.size == math.prod(self.entry))
        self.array = array
        self.shape = shape
        if not self.is_uniform:
            self.array = self._flat(array)

    def _flat(self, array: Any) -> Any:
        if array.shape == self.shape + self.entry and len(self.shape) == 1:
            return array
        whole = np.broadcast_to(array, self.shape + self.entry)
        if len(self.shape) == 1:
            return whole
        if whole.flags.c_contiguous:
            return whole.reshape(-1, *self.entry)
        return whole

    def uniform(self, dtype: Any) -> Any:
        """The one value."""
        return np.asarray(self.array, dtype=dtype).reshape(1, *self.entry)

    def block(self, start: int, stop: int, dtype: Any) -> Any:
        """The values from one point up to another, contiguous."""
        array = self.array
        if array.ndim == 1 + len(self.entry):
            return np.ascontiguousarray(array[start:stop], dtype=dtype)
        if not self.entry:
            return np.ascontiguousarray(array.flat[start:stop], dtype=dtype)
        places = np.unravel_index(np.arange(start, stop), self.shape)
        return np.ascontiguousarray(array[places], dtype=dtype)
