"""Functions that are related at arguments z + k, 1 - z and m*z: gamma, its logarithm, digamma, Hurwitz's zeta.

Among the arguments that occur in a claim, those that differ by whole numbers form a *rung*.  Each
function of a rung is expressed by the lowest one, which occurs itself and so has a value wherever the
claim has one: climbing needs no condition.  Rungs that mirror each other are joined by the reflection
formula, those of which one is a multiple of the other by the multiplication formula.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sympy import Expr, Rational, default_sort_key, ratsimp

from derive.prove.special.quantities import arithmetic, offset
from derive.prove.special.rules import Kind, Need, Pass, Sides, occurrences, replaced

if TYPE_CHECKING:
    from derive.prove.principal import PlaneFacts

MOST_STEPS = 40
MOST_PARTS = 6
"""The largest factor m of the multiplication formula that is used."""

Outcome = tuple[Sides, tuple[Need, ...]] | None


@dataclass(frozen=True)
class Ladder:
    """A family of functions f(z), with parameters such as the s of zeta(s, z).

    `read` takes a node apart into parameters and z; `climbed(parameters, z, k)` is f(z + k) by f(z);
    `reflected(parameters, z)` is f(z) by f(1 - z); `divided(parameters, z, m)` is f(m*z) by f(z + j/m).
    """

    name: str
    heads: tuple[type, ...]
    read: Callable[[Any], tuple[tuple[Any, ...], Expr] | None]
    climbed: Callable[[tuple[Any, ...], Expr, int], Expr] | None
    reflected: Callable[[tuple[Any, ...], Expr], Expr | None] | None = None
    divided: Callable[[tuple[Any, ...], Expr, int], Expr | None] | None = None

    def passes(self) -> tuple[Pass, ...]:
        """The passes that join what occurs on this ladder."""
        found = []
        if self.divided is not None:
            found.append(Pass(f"multiplication formula of {self.name}", self.divide))
        if self.reflected is not None:
            found.append(Pass(f"reflection formula of {self.name}", self.reflect))
        if self.climbed is not None:
            found.append(Pass(f"recurrence of {self.name}", self.climb))
        return tuple(found)

    def rungs(self, sides: Sides) -> dict[Any, dict[Rational, list[Any]]]:
        """The nodes that occur, by what varies in their arguments and then by the rational rest."""
        found: dict[Any, dict[Rational, list[Any]]] = {}
        for node in occurrences(sides, self.heads):
            taken = self.read(node)
            if taken is None:
                continue
            rest, constant = offset(taken[1])
            if not rest.is_zero and constant.is_Rational:
                found.setdefault((taken[0], rest), {}).setdefault(constant, []).append(node)
        return found

    def climb(self, sides: Sides, facts: PlaneFacts) -> Outcome:
        """f(z + k) by f(z), where f(z) is the lowest that occurs."""
        assert self.climbed is not None
        values = {}
        for (parameters, rest), by_constant in self.rungs(sides).items():
            lowest: dict[Rational, Rational] = {}
            for constant in sorted(by_constant):
                base = lowest.setdefault(constant % 1, constant)
                steps = int(constant - base)
                if steps <= MOST_STEPS and (steps or len(by_constant[constant]) > 1):
                    value = self.climbed(parameters, arithmetic(rest + base), steps)
                    values.update({node: value for node in by_constant[constant] if node != value})
        return self._with(sides, values)

    def reflect(self, sides: Sides, facts: PlaneFacts) -> Outcome:
        """f(z) by f(1 - z), where both kinds of arguments occur."""
        assert self.reflected is not None
        rungs, values, needs = self.rungs(sides), {}, []
        for (parameters, rest), by_constant in rungs.items():
            mirror = rungs.get((parameters, -rest))
            if mirror is None or not _is_turned(rest):
                continue
            for constant, nodes in by_constant.items():
                partners = [q for q in mirror if (q + constant) % 1 == 0]
                argument = arithmetic(rest + constant)
                value = self.reflected(parameters, argument) if partners else None
                if value is None:
                    continue
                values.update(dict.fromkeys(nodes, value))
                if min(partners) > 1 - constant:
                    needs.append(Need(argument, Kind.NOT_WHOLE))
        return self._with(sides, values, tuple(needs))

    def divide(self, sides: Sides, facts: PlaneFacts) -> Outcome:
        """f(m*z) by f(z + j/m), where functions of z occur too."""
        assert self.divided is not None
        rungs, values = self.rungs(sides), {}
        for (parameters, rest), by_constant in rungs.items():
            for other_parameters, other in rungs:
                if other_parameters != parameters or other == rest:
                    continue
                times = ratsimp(rest / other) if rest.free_symbols == other.free_symbols else None
                if times is None or not times.is_Integer or not 2 <= abs(times) <= MOST_PARTS:
                    continue
                parts = abs(int(times))
                for constant, nodes in by_constant.items():
                    value = self.divided(parameters, arithmetic((rest + constant) / parts), parts)
                    if value is not None:
                        values.update(dict.fromkeys(nodes, value))
                break
        return self._with(sides, values)

    def _with(self, sides: Sides, values: dict[Any, Any], needs: tuple[Need, ...] = ()) -> Outcome:
        return (tuple(replaced(side, values) for side in sides), needs) if values else None


def _is_turned(rest: Expr) -> bool:
    """Whether, of what varies and its negative, this is the one to be replaced."""
    turned = rest.could_extract_minus_sign()
    if turned != (-rest).could_extract_minus_sign():
        return bool(turned)
    return bool(default_sort_key(rest) > default_sort_key(-rest))
