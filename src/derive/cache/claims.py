"""Single claims: the text of a claim that says all that its evidence may depend on.

A text is built by a walk over the trees as they stand, without any printer: what prints alike may
differ.  A tree that holds anything whose meaning is not in it (a class or a function of the author's)
has no text, and nothing is kept about it.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

from sympy import Basic, Dummy, Expr, Float, MatrixBase, Rational, Set, Symbol, Tuple
from sympy.core.function import AppliedUndef, UndefinedFunction
from sympy.core.singleton import Singleton
from sympy.core.symbol import Str
from sympy.logic.boolalg import Boolean

from derive.cache.run import Terms, claim_in
from derive.cache.store import Store
from derive.calculation import Approach
from derive.claim import Claim
from derive.domains import Domain
from derive.evidence import Evidence, from_json
from derive.terms.distributions import Distribution

KINDS = (Expr, Boolean, Set, Tuple, MatrixBase, Distribution)
"""What is made of its `args` and nothing else."""

TRUSTED = ("derive", "sympy")
"""Packages whose classes mean what their names say, in the engine's version."""

FIRST_RANDOM_INDEX = 10**6
"""Bound variables below are numbered by depth; from there on SymPy numbers them at random."""


class Nameless(Exception):
    """Something whose meaning is not in the tree."""


def text_of(claim: Claim, seen: Any = None) -> str | None:
    """A text that two claims share only if all evidence about one holds for the other; None if there is none.

    `seen` is what else the evidence may depend on, such as the points at which the claim was screened.

    >>> from sympy.abc import x, y
    >>> from derive.calculation import Relation
    >>> from derive.domains import POSITIVE, REAL
    >>> claims = [Claim(x, Relation.EQUAL, side, {x: domain}) for domain in (POSITIVE, REAL) for side in (x, y)]
    >>> len({text_of(claim) for claim in claims})
    4
    >>> class Mine(Expr):
    ...     pass
    >>> text_of(Claim(x, Relation.EQUAL, Mine(x), {x: REAL})) is None
    True
    """
    writer = _Writer()
    try:
        writer.write(claim)
        writer.write(seen)
    except (Nameless, RecursionError):
        return None
    return "\n".join(writer.lines)


class Records:
    """Claims that earlier runs have decided, as a worker looks them up; none without `terms`."""

    def __init__(self, terms: Terms | None) -> None:
        self._terms = terms
        self._store = None if terms is None else Store(Path(terms.folder))

    def key(self, claim: Claim, seen: Any = None, *, scope: str = "") -> str | None:
        """The key under which the evidence on a claim is kept; None where it is not.

        `scope` is the path of the page that states the claim, "" where no program does.
        """
        text = None if self._terms is None else text_of(claim, seen)
        return None if text is None or self._terms is None else self._terms.key(text, scope)

    def evidence(self, key: str | None) -> Evidence | None:
        """What is kept under a key."""
        found = None if key is None or self._store is None else claim_in(self._store, key)
        try:
            return None if found is None else from_json(found)
        except (KeyError, TypeError, ValueError, AttributeError):  # ours, but not of this shape
            return None


class _Writer:
    """Writes each node once, as one line that refers to the lines of its parts."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.numbers: dict[str, int] = {}
        self.known: dict[int, tuple[int, Any]] = {}

    def write(self, value: Any) -> int:
        """The number of the line on which `value` stands."""
        known = self.known.get(id(value))
        if known is not None:
            return known[0]
        if isinstance(value, Basic):
            self._write_parts(value)
        return self._note(value)

    def _write_parts(self, node: Basic) -> None:
        """Write what is below a node from the bottom, so that no depth of a tree is too deep."""
        waiting = [(part, False) for part in node.args]
        while waiting:
            part, parts_are_written = waiting.pop()
            if id(part) in self.known or not isinstance(part, Basic):
                continue
            if parts_are_written:
                self._note(part)
            else:
                waiting.append((part, True))
                waiting.extend((below, False) for below in part.args)

    def _note(self, value: Any) -> int:
        """Write a value whose parts are written, or are no trees."""
        line = self._line(value)
        number = self.numbers.setdefault(line, len(self.lines) + 1)
        if number > len(self.lines):
            self.lines.append(line)
        self.known[id(value)] = number, value  # held, so that nothing else takes its id
        return number

    def _line(self, value: Any) -> str:
        if isinstance(value, Basic):
            return self._node(value)
        if isinstance(value, Domain):
            return self._domain(value)
        if isinstance(value, Enum):
            return f"{type(value).__name__}.{value.name}"
        if value is None or isinstance(value, bool | str | Decimal) or type(value) is float:
            return f"{type(value).__name__} {value!r}"
        if type(value) is int:
            return f"int {value:x}"
        if isinstance(value, tuple | list):
            return f"{type(value).__name__}({self._all(value)})"
        if isinstance(value, Mapping):
            return f"mapping({self._all(item for pair in value.items() for item in pair)})"
        if isinstance(value, MatrixBase):
            return f"matrix {value.shape}({self._all(value.flat())})"
        if isinstance(value, Claim | Approach) or type(value).__name__ == "Screen":
            fields = (getattr(value, name) for name in value.__dataclass_fields__)
            return f"{type(value).__name__}({self._all(fields)})"
        raise Nameless(type(value))

    def _node(self, node: Basic) -> str:
        kind = type(node)
        if isinstance(node, AppliedUndef):
            return self._undefined(node)
        name = f"{kind.__module__}.{kind.__qualname__}"
        if not isinstance(kind, Singleton) and not _is_trusted(kind):
            raise Nameless(name)
        if isinstance(node, Symbol):
            return f"{name} {_symbol(node)}"
        if isinstance(node, Rational):
            return f"{name} {node.p:x}/{node.q:x}"
        if isinstance(node, Float):
            return f"{name} {node._mpf_!r} {node._prec}"
        if isinstance(node, Str):
            return f"{name} {node.name!r}"
        if isinstance(kind, Singleton) and not node.args:
            return name
        if not isinstance(node, KINDS) or not (node.args or isinstance(node, Tuple)):
            raise Nameless(name)
        return f"{name}({self._all(node.args)})"

    def _undefined(self, node: Any) -> str:
        """f(x) of a function about which nothing is known but its name and its assumptions."""
        head = node.func
        if type(head) is not UndefinedFunction:
            raise Nameless(head)
        assumptions = sorted(head._kwargs.items(), key=lambda item: str(item[0]))
        return f"undefined {head.name!r} {assumptions!r}({self._all(node.args)})"

    def _domain(self, domain: Domain) -> str:
        """A set with the maps that belong to it: those of the domains that come with derive."""
        if any(getattr(chart, "__module__", None) != Domain.__module__ for chart in domain.charts):
            raise Nameless(domain.name)
        assumptions = sorted(domain.assumptions.items())
        maps: list[Any] = [chart.__code__ for chart in domain.charts]
        codes = [f"{code.co_firstlineno} {code.co_code.hex()}" for code in maps]
        held = [cell.cell_contents for chart in domain.charts for cell in getattr(chart, "__closure__", None) or ()]
        return f"domain {domain.name!r} {assumptions!r} {codes!r}({self._all((domain.whole, *domain.points, *held))})"

    def _all(self, values: Any) -> str:
        return " ".join(str(self.write(value)) for value in values)


def _is_trusted(kind: type) -> bool:
    """Whether the class is the one that its module has under its name."""
    module = kind.__module__
    home = sys.modules.get(module)
    return module.partition(".")[0] in TRUSTED and getattr(home, kind.__qualname__, None) is kind


def _symbol(symbol: Symbol) -> str:
    assumptions = sorted(item for item in symbol.assumptions0.items() if item[1] is not None)
    if type(symbol) is Symbol:
        return f"{symbol.name!r} {assumptions!r}"
    if type(symbol) is Dummy and symbol.dummy_index < FIRST_RANDOM_INDEX:
        return f"{symbol.name!r} {symbol.dummy_index} {assumptions!r}"
    raise Nameless(symbol)


