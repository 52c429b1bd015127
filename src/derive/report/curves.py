"""Both sides of a line along one variable, in floats: what a plot shows, and never what a verdict rests on."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from derive.errors import AuthoringError
from derive.evidence import Counterexample
from derive.report.formula.reading import NotTypeset, tree, variables
from derive.report.formula.side import OBJECTIVE
from derive.report.model import StepReport
from derive.report.steps import BETWEEN_NUMBERS

POINTS = 121
NARROW = 0.7
"""A part that is smaller than this share of the line is looked at more closely."""
MOST_OPERATIONS = 2_000
STARTS = ("1", "1/2", "2", "1/3", "-1", "1/4")
"""Values of all variables at which a line through a point with values on both sides is looked for."""

EXTREMA = ("minimises", "maximises")


class NotPlotted(AuthoringError):
    """There is no picture of this line; the message says why."""


@dataclass(frozen=True, slots=True)
class Curve:
    """One side along the line; NaN where it has no value."""

    label: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Curves:
    """Curves over the values of `variable`, while the others keep those in `fixed`.

    `mark` is the witness, or the claimed minimum; `named` says which, None where there is neither.
    """

    variable: str
    places: tuple[float, ...]
    curves: tuple[Curve, ...]
    fixed: Mapping[str, str]
    mark: float | None
    named: str | None

    @property
    def title(self) -> str:
        """Along which line."""
        others = ", ".join(f"{name} = {value}" for name, value in self.fixed.items())
        return f"along {self.variable}" + (f", at {others}" if others else "")


def curves(step: StepReport, *, along: str | None = None) -> Curves:
    """What there is to see of a line: both sides through the witness, or a loss with its claimed minimum.

    `along` names the variable that moves; without it, it is the first one that the sides depend on.

    Raises `NotPlotted` where a side cannot be evaluated, or depends on no variable.
    """
    if step.relation in EXTREMA:
        return _loss(step, along)
    if step.relation not in BETWEEN_NUMBERS:
        raise NotPlotted(f"line {step.line} compares no two numbers (its relation is {step.relation!r})")
    names = _names(step.lhs, step.rhs)
    point = dict(step.local.witness) if isinstance(step.local, Counterexample) else {}
    names += [name for name in point if name not in names]
    moving = _moving(step, names, along)
    sides = [_Side(text, names) for text in (step.lhs, step.rhs)]
    is_witness = set(names) <= set(point)
    fixed = point if is_witness else _start(sides, names)
    middle = _number(fixed[moving])
    places, found = _followed(sides, moving, middle, fixed)
    if not any(math.isfinite(value) for curve in found for value in curve.values):
        raise NotPlotted(f"neither side of line {step.line} has a value in floats along {moving}")
    others = {name: fixed[name] for name in names if name != moving}
    return Curves(moving, places, found, others, middle if is_witness else None, "witness" if is_witness else None)


def _loss(step: StepReport, along: str | None) -> Curves:
    """The loss over its variable, with the point at which it is claimed to be least, or largest."""
    objective = OBJECTIVE.fullmatch(step.rhs)
    if objective is None:
        raise NotPlotted(f"line {step.line} names no variable of its objective")
    moving, *more = objective["variables"].split(", ")
    if more:
        raise NotPlotted(f"the objective of line {step.line} runs over several variables at once")
    if along not in (None, moving):
        raise NotPlotted(f"the objective of line {step.line} runs over {moving}, not over {along}")
    others = [name for name in _names(objective["value"], step.lhs) if name != moving]
    loss, best = _Side(objective["value"], [*others, moving]), _Side(step.lhs, others)
    fixed = next((s for s in (dict.fromkeys(others, v) for v in STARTS) if math.isfinite(best.at(s))), {})
    mark = best.at(fixed) if len(fixed) == len(others) else math.nan
    if not math.isfinite(mark):
        raise NotPlotted(f"the claimed point of line {step.line} has no value in floats")
    places, found = _followed([loss], moving, mark, fixed)
    named = "claimed minimum" if step.relation == "minimises" else "claimed maximum"
    return Curves(moving, places, found, fixed, mark, named)


def _names(*texts: str) -> list[str]:
    found: list[str] = []
    for text in texts:
        try:
            found += [name for name in variables(tree(text)) if name not in found]
        except NotTypeset:
            raise NotPlotted(f"{text[:60]!r} cannot be evaluated here") from None
    return found


def _moving(step: StepReport, names: list[str], along: str | None) -> str:
    if along is None and not names:
        raise NotPlotted(f"line {step.line} has no free variable: there is nothing along which to draw its sides")
    if along is not None and along not in names:
        known = f"its variables are {', '.join(names)}" if names else "it has none"
        raise NotPlotted(f"line {step.line} has no variable {along!r}: {known}")
    return names[0] if along is None else along


def _start(sides: list[_Side], names: list[str]) -> dict[str, str]:
    for value in STARTS:
        start = dict.fromkeys(names, value)
        if all(math.isfinite(side.at(start)) for side in sides):
            return start
    return dict.fromkeys(names, STARTS[0])


def _followed(
    sides: list[_Side], moving: str, middle: float, fixed: Mapping[str, str]
) -> tuple[tuple[float, ...], tuple[Curve, ...]]:
    """The sides along a line around `middle`, no longer than where there is something to see."""
    reach = 2 * max(1.0, abs(middle))
    places = _places(middle - reach, middle, middle + reach)
    found = tuple(Curve(side.text, side.along(moving, places, fixed)) for side in sides)
    low, high = _extent(places, found)
    if high - low < NARROW * 2 * reach:
        places = _places(low, middle, high)
        found = tuple(Curve(side.text, side.along(moving, places, fixed)) for side in sides)
    return places, found


def _places(low: float, middle: float, high: float) -> tuple[float, ...]:
    """Values from `low` to `high`, with `middle` halfway among them."""
    half = POINTS // 2
    below = (low + (middle - low) * number / half for number in range(half))
    above = (middle + (high - middle) * number / half for number in range(half + 1))
    return (*below, *above)


def _extent(places: tuple[float, ...], found: tuple[Curve, ...]) -> tuple[float, float]:
    """The ends of the unbroken part around the middle where a side has a value."""
    half = POINTS // 2
    has_value = [any(math.isfinite(curve.values[i]) for curve in found) for i in range(POINTS)]
    first = next((i + 1 for i in range(half, -1, -1) if not has_value[i]), 0)
    last = next((i - 1 for i in range(half, POINTS) if not has_value[i]), POINTS - 1)
    return places[max(first - 1, 0)], places[min(last + 1, POINTS - 1)]


def _number(text: str) -> float:
    value = _Side(text, []).at({})
    if not math.isfinite(value):
        raise NotPlotted(f"{text} is no number in floats")
    return value


class _Side:
    """A side as a function of floats."""

    def __init__(self, text: str, names: list[str]) -> None:
        from sympy import Derivative, Integral, Limit, Product, Subs, Sum, Symbol

        from derive.numeric.compiled import lambdify
        from derive.reader.expressions import read

        self.text, self.names = text, names
        symbols = {name: Symbol(name, real=True) for name in names}
        try:
            expression = read(text, symbols)
            if expression.has(Derivative, Integral, Limit, Product, Subs, Sum):
                expression = _without_derivatives(expression, (Integral, Limit, Product, Sum))
            if expression.count_ops() > MOST_OPERATIONS:
                raise NotPlotted(f"{text[:60]}... is too long for a plot")
            self.function = lambdify(list(symbols.values()), expression)
        except NotPlotted:
            raise
        except (AuthoringError, ValueError, TypeError, ArithmeticError) as error:
            raise NotPlotted(f"{text[:60]!r} cannot be evaluated in floats: {str(error).splitlines()[0]}") from None

    def at(self, point: Mapping[str, str]) -> float:
        """The value at one point; NaN where there is none."""
        return self._values([_fraction(point[name]) for name in self.names])[0]

    def along(self, moving: str, places: tuple[float, ...], fixed: Mapping[str, str]) -> tuple[float, ...]:
        """The values along a line."""
        import numpy as np

        found = self._values([np.array(places) if n == moving else _fraction(fixed[n]) for n in self.names])
        return found if len(found) == len(places) else found * len(places)

    def _values(self, columns: list[Any]) -> tuple[float, ...]:
        import numpy as np

        with np.errstate(all="ignore"):
            values = np.atleast_1d(np.asarray(self.function(*columns), dtype=float))
        return tuple(float(value) if math.isfinite(value) else math.nan for value in values.ravel())


def _without_derivatives(expression: Any, refused: tuple[type, ...]) -> Any:
    """The expression with its derivatives worked out; what is no closed form then is not plotted."""
    if expression.has(*refused):
        raise NotPlotted("integrals, sums and limits are not plotted")
    return expression.doit()


def _fraction(text: str) -> float:
    try:
        top, _, bottom = text.partition("/")
        return float(top) / float(bottom or 1)
    except (ValueError, ZeroDivisionError):
        return _number(text)
