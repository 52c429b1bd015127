"""Premises about where densities are positive, and about independence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sympy import Integer, Symbol

from derive.abstract.finite import weight
from derive.abstract.premises import Premise
from derive.errors import AuthoringError, caller_line
from derive.terms.densities import AbstractDensity

if TYPE_CHECKING:
    from derive.abstract.worlds import World

Row = Mapping[tuple[Any, ...], Any]
"""Probabilities by point."""


class OfDensities(Premise):
    """A premise about abstract densities, to which tables can be drawn."""

    def shaped(self, key: Symbol, row: Row, spaces: tuple[str, ...], world: World) -> Row:
        """A row of the density `key` such that the premise holds."""
        return row


class DominatedBy(OfDensities):
    """p is 0 wherever q is; `args` are p and q."""

    def holds_in(self, world: World) -> bool:
        """At every point."""
        p, q = self.args
        return all(weight(p, x, world) == 0 for x in world.points(p.over) if weight(q, x, world) == 0)

    def shaped(self, key: Symbol, row: Row, spaces: tuple[str, ...], world: World) -> Row:
        """p without the points at which q vanishes."""
        p, q = self.args
        if key != p.symbol:
            return row
        return _normalised({x: value if weight(q, x, world) != 0 else Integer(0) for x, value in row.items()}) or row

    def _sympystr(self, printer: Any) -> str:
        return f"{printer._print(self.args[0])} << {printer._print(self.args[1])}"


class MutuallySingular(OfDensities):
    """p or q is 0 at every point; `args` are p and q."""

    def holds_in(self, world: World) -> bool:
        """At every point."""
        p, q = self.args
        return all(weight(p, x, world) == 0 or weight(q, x, world) == 0 for x in world.points(p.over))

    def shaped(self, key: Symbol, row: Row, spaces: tuple[str, ...], world: World) -> Row:
        """Every other point for p, the rest for q."""
        keys = [law.symbol for law in self.args]
        if key not in keys:
            return row
        own = keys.index(key)
        halved = {x: value if i % 2 == own else Integer(0) for i, (x, value) in enumerate(row.items())}
        return _normalised(halved) or row

    def _sympystr(self, printer: Any) -> str:
        return f"{printer._print(self.args[0])} and {printer._print(self.args[1])} are mutually singular"


class Independent(OfDensities):
    """A joint density is the product of its marginals; `args` is the law."""

    def holds_in(self, world: World) -> bool:
        """At every point."""
        (law,) = self.args
        return all(weight(law, x, world) == _product(law, x, world) for x in world.points(law.over))

    def shaped(self, key: Symbol, row: Row, spaces: tuple[str, ...], world: World) -> Row:
        """The product of the marginals of the row."""
        if key != self.args[0].symbol:
            return row
        totals: dict[tuple[int, Any], Any] = {}
        for point, value in row.items():
            for place in enumerate(point):
                totals[place] = totals.get(place, 0) + value
        found = {}
        for point in row:
            found[point] = Integer(1)
            for place in enumerate(point):
                found[point] = found[point] * totals[place]
        return found

    def _sympystr(self, printer: Any) -> str:
        law = self.args[0]
        return f"{', '.join(law.over)} are independent under {printer._print(law)}"


def _normalised(row: dict[tuple[Any, ...], Any]) -> Row:
    total = sum(row.values())
    return {point: value / total for point, value in row.items()} if total else {}


def _product(law: AbstractDensity, point: tuple[Any, ...], world: World) -> Any:
    value = Integer(1)
    for name, coordinate in zip(law.over, point, strict=True):
        value = value * weight(law.marginal(name), (coordinate,), world)
    return value


def dominated_by(p: Any, q: Any) -> DominatedBy:
    """The premise p << q: p vanishes wherever q does.

    Raises `AuthoringError` if they are no densities of the page on the same spaces.

    >>> from derive.abstract.spaces import VANISHING_DENSITY
    >>> p, q = (VANISHING_DENSITY.argument(VANISHING_DENSITY.key(name)) for name in "pq")
    >>> dominated_by(p, q)
    p << q
    >>> dominated_by(p, 1)
    Traceback (most recent call last):
    derive.errors.AuthoringError: dominated_by takes densities of the page on the same spaces, not p and 1
    """
    return DominatedBy(*_checked("dominated_by", p, q))


def mutually_singular(p: Any, q: Any) -> MutuallySingular:
    """The premise that p or q vanishes at every point.

    Raises `AuthoringError` if they are no densities of the page on the same spaces.

    >>> from derive.abstract.spaces import VANISHING_DENSITY
    >>> p, q = (VANISHING_DENSITY.argument(VANISHING_DENSITY.key(name)) for name in "pq")
    >>> mutually_singular(p, q)
    p and q are mutually singular
    >>> mutually_singular(p, 1)
    Traceback (most recent call last):
    derive.errors.AuthoringError: mutually_singular takes densities of the page on the same spaces, not p and 1
    """
    return MutuallySingular(*_checked("mutually_singular", p, q))


def are_independent(law: Any) -> Independent:
    """The premise that the variables of a joint density are independent.

    Raises `AuthoringError` if it is no joint density of the page.

    >>> from derive.abstract.kinds import Notation
    >>> from derive.abstract.spaces import DENSITY
    >>> joint = DENSITY.fitted("p", Notation({"p": "x, z"}, {}, {}))
    >>> are_independent(joint.argument(joint.key("p")))
    x, z are independent under p
    >>> are_independent(1)
    Traceback (most recent call last):
    derive.errors.AuthoringError: are_independent takes a joint density of the page, not 1
    """
    if not isinstance(law, AbstractDensity) or len(law.over) < 2 or law.over != law.model or law.args[3]:
        raise AuthoringError(f"are_independent takes a joint density of the page, not {law}", line=caller_line())
    return Independent(law)


def _checked(word: str, p: Any, q: Any) -> tuple[AbstractDensity, AbstractDensity]:
    if not all(isinstance(law, AbstractDensity) and not law.args[3] for law in (p, q)) or p.over != q.over:
        raise AuthoringError(
            f"{word} takes densities of the page on the same spaces, not {p} and {q}", line=caller_line()
        )
    return p, q
