"""What a variable may be that is no number: how a page gets hold of it, and how an example of it is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sympy import Basic, Symbol

from derive.errors import AuthoringError

if TYPE_CHECKING:
    from derive.abstract.worlds import World


@dataclass(frozen=True)
class Notation:
    """What the decorator of a page says about its variables: ``spaces=`` and ``shapes=``, by name.

    `numbers` are the variables of the page that are numbers, by name: shapes speak of sizes among them.
    """

    spaces: Mapping[str, str]
    shapes: Mapping[str, str]
    numbers: Mapping[str, Symbol]

    def size(self, text: str) -> Any:
        """A whole number as it stands in a shape: digits, or a variable of the page.

        Raises `AuthoringError` for anything else.
        """
        from sympy import Integer

        text = text.strip()
        if text.isdigit():
            return Integer(text)
        if text in self.numbers:
            return self.numbers[text]
        raise AuthoringError(f"the shape {text!r} is no size: declare it in the signature, as in `{text}: Size`")


@dataclass(frozen=True)
class Kind:
    """A class of mathematical objects that a variable ranges over, such as all densities on one space."""

    name: str

    def fitted(self, name: str, notation: Notation) -> Kind:
        """The kind of the variable of that name, with what the decorator says of its shape or spaces.

        Raises `AuthoringError` if that makes no sense.
        """
        return self

    def key(self, name: str) -> Basic:
        """The key under which claims know a variable of this name."""
        return Symbol(name)

    def argument(self, key: Any) -> Any:
        """What the body of a page receives for the variable."""
        return key

    def renamed(self, forward: Mapping[Any, Any]) -> Kind:
        """The same kind where `forward` renames the variables that its shape speaks of."""
        return self

    def drawn(self, key: Any, world: World) -> Any:
        """A concrete object in place of the variable."""
        raise NotImplementedError

    def shown(self, key: Any, world: World) -> str:
        """The concrete object as a person would write it."""
        return str(world.values[key])
