"""Curves as a small SVG picture within the page: no script, and the colours of the page, in the dark too."""

from __future__ import annotations

import math
from collections.abc import Iterator
from html import escape

from derive.report.curves import Curves, NotPlotted, curves
from derive.report.layout import shortened
from derive.report.model import StepReport

WIDTH, HEIGHT = 520, 230
LEFT, RIGHT, TOP, BOTTOM = 58, 12, 14, 40
LONGEST_LABEL = 34
TRIMMED = 0.04
"""The share of the values at either end that a pole may have, and that do not set the scale."""


def picture(step: StepReport) -> str:
    """Both sides of a line along a line through its witness; empty where there is nothing to see."""
    try:
        return svg(curves(step))
    except NotPlotted:
        return ""


def svg(shown: Curves) -> str:
    """The curves with their axes, the mark, and a legend."""
    frame = _Frame(shown)
    parts = [*frame.axes(), *frame.lines(), *frame.marks(), *frame.legend()]
    label = escape(f"{' and '.join(curve.label for curve in shown.curves)} {shown.title}"[:300], quote=True)
    return f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" role="img" aria-label="{label}">{"".join(parts)}</svg>'


class _Frame:
    """Where values come to stand in the picture."""

    def __init__(self, shown: Curves) -> None:
        self.shown = shown
        self.low, self.high = scale(shown)
        self.first, self.last = shown.places[0], shown.places[-1]

    def across(self, place: float) -> float:
        """The column of a value of the variable."""
        return LEFT + (place - self.first) / (self.last - self.first) * (WIDTH - LEFT - RIGHT)

    def down(self, value: float) -> float:
        """The row of a value of a side."""
        return HEIGHT - BOTTOM - (value - self.low) / (self.high - self.low) * (HEIGHT - TOP - BOTTOM)

    def axes(self) -> Iterator[str]:
        """A frame, and the values at its ends and in its middle."""
        width, height = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
        yield f'<rect x="{LEFT}" y="{TOP}" width="{width}" height="{height}" class="frame"/>'
        for value in (self.low, (self.low + self.high) / 2, self.high):
            yield f'<text x="{LEFT - 6}" y="{self.down(value) + 4:.1f}" text-anchor="end">{value:.3g}</text>'
        for place, anchor in ((self.first, "start"), ((self.first + self.last) / 2, "middle"), (self.last, "end")):
            column = self.across(place)
            text = f"{escape(self.shown.variable)} = {place:.3g}" if anchor == "middle" else f"{place:.3g}"
            yield f'<text x="{column:.1f}" y="{HEIGHT - BOTTOM + 15}" text-anchor="{anchor}">{text}</text>'

    def lines(self) -> Iterator[str]:
        """A path a curve, with gaps where it has no value or leaves the frame."""
        for number, curve in enumerate(self.shown.curves):
            path, is_on = [], False
            for place, value in zip(self.shown.places, curve.values, strict=True):
                is_shown = math.isfinite(value) and self.low <= value <= self.high
                if is_shown:
                    path.append(f"{'L' if is_on else 'M'}{self.across(place):.1f} {self.down(value):.1f}")
                is_on = is_shown
            yield f'<path d="{"".join(path)}" class="curve curve-{number}"/>'

    def marks(self) -> Iterator[str]:
        """The witness, or the claimed minimum, as a vertical line with a dot on each curve."""
        mark = self.shown.mark
        if mark is None:
            return
        column = self.across(mark)
        yield f'<path d="M{column:.1f} {TOP}V{HEIGHT - BOTTOM}" class="mark"/>'
        middle = len(self.shown.places) // 2
        for number, curve in enumerate(self.shown.curves):
            value = curve.values[middle]
            if math.isfinite(value) and self.low <= value <= self.high:
                yield f'<circle cx="{column:.1f}" cy="{self.down(value):.1f}" r="3.5" class="dot dot-{number}"/>'

    def legend(self) -> Iterator[str]:
        """What the curves are, below the picture."""
        row = HEIGHT - 7
        for number, curve in enumerate(self.shown.curves):
            column = LEFT + number * (WIDTH - LEFT - RIGHT) // 2
            yield f'<path d="M{column} {row - 4}h22" class="curve curve-{number}"/>'
            label = escape(shortened(" ".join(curve.label.split()), LONGEST_LABEL), quote=False)
            yield f'<text x="{column + 28}" y="{row}">{label}</text>'


def scale(shown: Curves) -> tuple[float, float]:
    """The lowest and the highest value in the picture, poles left aside and the mark within."""
    values = sorted(value for curve in shown.curves for value in curve.values if math.isfinite(value))
    cut = int(TRIMMED * len(values))
    kept = values[cut : len(values) - cut] or values
    if shown.mark is not None:
        middle = len(shown.places) // 2
        kept += [curve.values[middle] for curve in shown.curves if math.isfinite(curve.values[middle])]
    low, high = min(kept), max(kept)
    room = (high - low) * 0.08 or max(1.0, abs(high)) * 0.5
    return low - room, high + room
