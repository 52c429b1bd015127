"""What stands on a page of mathematics: signs, names, fractions, roots, scripts, matrices."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """Something that is typeset."""


@dataclass(frozen=True, slots=True)
class Row(Box):
    """Boxes beside each other."""

    parts: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Number(Box):
    """Digits."""

    text: str


@dataclass(frozen=True, slots=True)
class Name(Box):
    """A variable, a constant or a function; `is_upright` for those that are no variables."""

    text: str
    is_upright: bool = False


@dataclass(frozen=True, slots=True)
class Sign(Box):
    """An operator or a relation, with its space on both sides."""

    text: str


@dataclass(frozen=True, slots=True)
class Prefix(Box):
    """A sign that belongs to what follows, without space: the minus of a negative number."""

    text: str


@dataclass(frozen=True, slots=True)
class Large(Box):
    """The sign of an integral, a sum or a product, with what stands below and above it."""

    text: str
    below: Box | None = None
    above: Box | None = None


@dataclass(frozen=True, slots=True)
class Under(Box):
    """A word such as "lim" with something below it."""

    base: Box
    below: Box


@dataclass(frozen=True, slots=True)
class Joined(Box):
    """Nothing to be seen between factors, or between a function and its argument."""

    is_product: bool = True


@dataclass(frozen=True, slots=True)
class Space(Box):
    """A thin space, or one as wide as between words."""

    is_wide: bool = False


@dataclass(frozen=True, slots=True)
class Words(Box):
    """Prose within mathematics."""

    text: str


@dataclass(frozen=True, slots=True)
class Code(Box):
    """Text that could not be read, as it stands."""

    text: str


@dataclass(frozen=True, slots=True)
class Fraction(Box):
    """One box over another."""

    top: Box
    bottom: Box


@dataclass(frozen=True, slots=True)
class Root(Box):
    """A root; `index` None for the square root."""

    body: Box
    index: Box | None = None


@dataclass(frozen=True, slots=True)
class Script(Box):
    """A base with an index, an exponent, or both."""

    base: Box
    below: Box | None = None
    above: Box | None = None


@dataclass(frozen=True, slots=True)
class Accent(Box):
    """A mark above a name: ``^``, ``~``, ``.`` or ``-`` (a bar, as wide as the body)."""

    body: Box
    mark: str


@dataclass(frozen=True, slots=True)
class Fenced(Box):
    """A box between brackets that grow with it; an empty one is not shown."""

    left: str
    body: Box
    right: str


@dataclass(frozen=True, slots=True)
class Table(Box):
    """Rows of boxes in columns, between brackets; of `cases` if they are aligned to the left."""

    rows: tuple[tuple[Box, ...], ...]
    left: str
    right: str


def row(*parts: Box) -> Box:
    """The boxes beside each other; a single one stays what it is."""
    flat: list[Box] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, Row) else (part,))
    return flat[0] if len(flat) == 1 else Row(tuple(flat))


def separated(parts: list[Box], sign: str = ",") -> Box:
    """The boxes with a sign between each two."""
    joined: list[Box] = []
    for number, part in enumerate(parts):
        joined += [Sign(sign), part] if number else [part]
    return row(*joined)


def is_tall(box: Box) -> bool:
    """Whether brackets have to grow around a box."""
    match box:
        case Row(parts):
            return any(map(is_tall, parts))
        case Script(base, _, None | Number() | Name()) | Under(base, _):
            return is_tall(base)
        case Fenced(_, body, _):
            return is_tall(body)
        case Fraction() | Root() | Script() | Large() | Table() | Accent(_, "-"):
            return True
        case _:
            return False
