"""What a page takes for granted about variables that are no numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sympy import S, Symbol
from sympy.logic.boolalg import BooleanFunction

if TYPE_CHECKING:
    from derive.abstract.worlds import World


class Premise(BooleanFunction):
    """A hypothesis such as "A is symmetric" or "p is 0 wherever q is"; its arguments are what it speaks of."""

    @property
    def free_symbols(self) -> set[Symbol]:
        """All variables it speaks of."""
        found: set[Symbol] = set().union(*(argument.free_symbols for argument in self.args))
        return found

    def holds_in(self, world: World) -> bool:
        """Whether it certainly holds of the concrete objects of a world."""
        raise NotImplementedError

    @classmethod
    def eval(cls, *args: Any) -> None:
        """A premise is never decided by SymPy."""

    def to_nnf(self, simplify: bool = True) -> Any:  # noqa: FBT001, FBT002  (SymPy's signature)
        """It has no parts."""
        return self

    def __bool__(self) -> bool:
        raise TypeError("a premise has no truth value of its own")

    @property
    def is_trivial(self) -> bool:
        """Whether it says nothing at all."""
        return self is S.true
