"""Straight-line programs on arrays: every node once, buffers reused, no SymPy once they are built.

- `Tape.apply` adds a node, or finds the one that is there already; what is constant is worked out at once;
- `Tape.schedule` keeps what the outputs need and gives every node a slot, the same one to many in turn;
- `derive.numeric.blocks` runs the schedule, a block of points after the other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np


@dataclass(frozen=True, eq=False, slots=True)
class Kernel:
    """What one node does to arrays.

    `writes` says that the function takes the array for its result as last argument (all ufuncs do);
    others return a new array.  `boolean` results have buffers of their own.  `guarded` is what to call
    instead of `function` where an entry with a pole must become NaN, not infinite.  `error` estimates the
    error of the values from them, the arguments and their errors, where no general rule does; `least_error`
    takes the values and the arguments only, less time, and gives no more.
    """

    name: str
    function: Callable[..., Any]
    writes: bool = True
    boolean: bool = False
    guarded: Callable[..., Any] | None = None
    error: Callable[..., Any] | None = None
    least_error: Callable[..., Any] | None = None

    @property
    def arity(self) -> int:
        """The number of arguments of a ufunc."""
        return int(getattr(self.function, "nin"))  # noqa: B009  (only ufuncs have it)


class Instruction(NamedTuple):
    """Call a kernel on slots, and put the result into a slot."""

    kernel: Kernel
    arguments: tuple[int, ...]
    result: int


@dataclass(frozen=True, slots=True)
class Schedule:
    """An order of work on numbered slots.

    `inputs`, `constants` and `outputs` say which slots hold what; `buffers` and `masks` are the slots
    that need memory of the size of a block.  `once` is worked out before the first block: it depends
    on nothing that differs from point to point.
    """

    inputs: tuple[int, ...]
    constants: tuple[tuple[int, Any], ...]
    once: tuple[Instruction, ...]
    each: tuple[Instruction, ...]
    buffers: tuple[int, ...]
    masks: tuple[int, ...]
    outputs: tuple[int, ...]
    direct: tuple[bool, ...]
    size: int


class Tape:
    """Nodes in the order in which they were asked for; equal nodes are one node.

    >>> from derive.numeric.kernels import ADD
    >>> tape = Tape()
    >>> x = tape.input()
    >>> tape.apply(ADD, x, tape.constant(2.0)) == tape.apply(ADD, x, tape.constant(2.0))
    True
    """

    def __init__(self) -> None:
        self.nodes: list[tuple[Kernel | None, tuple[int, ...]]] = []
        self.inputs: list[int] = []
        self.constants: dict[int, Any] = {}
        self.origins: dict[int, tuple[Kernel, tuple[int, ...]]] = {}
        self._known: dict[Any, int] = {}

    def input(self) -> int:
        """A node whose values are given from outside."""
        self.inputs.append(self._new(None, ()))
        return self.inputs[-1]

    def constant(self, value: Any) -> int:
        """A node with one value everywhere: a number, or an array of a kind that a kernel takes."""
        key = (type(value), value.hex()) if isinstance(value, float) else (type(value), id(value))
        if key not in self._known:
            self._known[key] = self._new(None, ())
            self.constants[self._known[key]] = value
        return self._known[key]

    def value(self, node: int) -> Any:
        """The value of a constant node, None of any other."""
        return self.constants.get(node)

    def apply(self, kernel: Kernel, *arguments: int) -> int:
        """The node that applies a kernel to nodes."""
        key = (kernel, arguments)
        node = self._known.get(key)
        if node is None:
            if kernel.writes and all(argument in self.constants for argument in arguments):
                node = self._folded(kernel, arguments)
            else:
                node = self._new(kernel, arguments)
            self._known[key] = node
        return node

    def schedule(self, outputs: Sequence[int], uniform: frozenset[int] = frozenset()) -> Schedule:
        """Slots for all that `outputs` need; the inputs at the places `uniform` have one value for all points."""
        return _Scheduler(self, outputs, uniform).schedule()

    def _new(self, kernel: Kernel | None, arguments: tuple[int, ...]) -> int:
        self.nodes.append((kernel, arguments))
        return len(self.nodes) - 1

    def _folded(self, kernel: Kernel, arguments: tuple[int, ...]) -> int:
        with np.errstate(all="ignore"):
            value = kernel.function(*(self.constants[argument] for argument in arguments))
        node = self._new(None, ())
        self.constants[node] = bool(value) if kernel.boolean else float(value)
        self.origins[node] = (kernel, arguments)
        return node


class _Scheduler:
    """The slots of one schedule.

    A slot is free again after the last use of what it holds, so that a kernel may write over an
    argument of its own: ufuncs, and the kernels that write, allow for that.
    """

    def __init__(self, tape: Tape, outputs: Sequence[int], uniform: frozenset[int]) -> None:
        self.tape = tape
        self.outputs = outputs
        self.live = self._live()
        self.settled = self._settled(uniform)
        self.slots: dict[int, int] = {}
        self.buffers: list[int] = []
        self.masks: list[int] = []
        self.free: dict[bool, list[int]] = {False: [], True: []}
        self.size = 0

    def schedule(self) -> Schedule:
        nodes, constants = self.tape.nodes, self.tape.constants
        inputs = tuple(self._slot(node) for node in self.tape.inputs)
        fixed = tuple((self._slot(node), constants[node]) for node in sorted(self.live) if node in constants)
        once = tuple(
            Instruction(kernel, tuple(self.slots[a] for a in arguments), self._slot(node))
            for node, (kernel, arguments) in enumerate(nodes)
            if kernel is not None and node in self.live and node in self.settled
        )
        first = {node: place for place, node in reversed([*enumerate(self.outputs)])}
        direct = [self._is_direct(node) and first[node] == place for place, node in enumerate(self.outputs)]
        for node, is_direct in zip(self.outputs, direct, strict=True):
            if is_direct:
                self._slot(node)
        each = self._work()
        return Schedule(
            inputs, fixed, once, tuple(each), tuple(self.buffers), tuple(self.masks),
            tuple(self.slots[node] for node in self.outputs), tuple(direct), self.size,
        )  # fmt: skip

    def _live(self) -> set[int]:
        live = set(self.outputs)
        for node in range(len(self.tape.nodes) - 1, -1, -1):
            if node in live:
                live.update(self.tape.nodes[node][1])
        return live

    def _settled(self, uniform: frozenset[int]) -> set[int]:
        """The nodes that have one value for all points."""
        found = set(self.tape.constants) | {self.tape.inputs[place] for place in uniform}
        for node, (kernel, arguments) in enumerate(self.tape.nodes):
            if kernel is not None and all(argument in found for argument in arguments):
                found.add(node)
        return found

    def _is_direct(self, node: int) -> bool:
        """Whether an output may be computed where it is to go."""
        kernel = self.tape.nodes[node][0]
        return kernel is not None and kernel.writes and node not in self.settled

    def _work(self) -> list[Instruction]:
        nodes = self.tape.nodes
        order = [n for n in sorted(self.live) if nodes[n][0] is not None and n not in self.settled]
        last_use = {argument: node for node in order for argument in nodes[node][1]}
        kept = {*self.outputs, *self.settled, *self.tape.inputs}
        work: list[Instruction] = []
        for node in order:
            kernel, arguments = nodes[node]
            assert kernel is not None
            slots = tuple([self.slots[argument] for argument in arguments])
            self._release({argument for argument in arguments if last_use[argument] == node} - kept)
            if node not in self.slots:
                self.slots[node] = self._buffer(kernel) if kernel.writes else self._fresh()
            work.append(Instruction(kernel, slots, self.slots[node]))
        return work

    def _release(self, nodes: set[int]) -> None:
        for node in nodes:
            kernel = self.tape.nodes[node][0]
            if kernel is not None and kernel.writes:
                self.free[kernel.boolean].append(self.slots[node])

    def _buffer(self, kernel: Kernel) -> int:
        free = self.free[kernel.boolean]
        if free:
            return free.pop()
        slot = self._fresh()
        (self.masks if kernel.boolean else self.buffers).append(slot)
        return slot

    def _slot(self, node: int) -> int:
        if node not in self.slots:
            self.slots[node] = self._fresh()
        return self.slots[node]

    def _fresh(self) -> int:
        self.size += 1
        return self.size - 1
