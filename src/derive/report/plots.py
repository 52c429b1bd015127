"""`report.plot()`: a line of a report drawn with matplotlib, which is an extra."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from derive.errors import AuthoringError
from derive.evidence import Counterexample
from derive.report.curves import EXTREMA, Curves, NotPlotted, curves
from derive.report.html_plots import scale
from derive.report.layout import shortened
from derive.report.model import Report, StepReport


@dataclass(frozen=True)
class Plot:
    """A picture that notebooks display; `figure` is matplotlib's, to be changed as one likes."""

    figure: Any
    curves: Curves

    def save(self, path: str | Path) -> None:
        """Write it to a file, in the form that its ending names (.png, .svg, .pdf)."""
        self.figure.savefig(path, bbox_inches="tight")

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        drawn = io.StringIO()
        self.figure.savefig(drawn, format="svg", bbox_inches="tight")
        svg = drawn.getvalue()
        return {"text/plain": f"<plot of {self.curves.title}>", "image/svg+xml": svg[svg.index("<svg") :]}


def plot(report: Report, *, line: int | None = None, along: str | None = None) -> Plot:
    """The line that asks most for a picture: the first refuted one, else a minimum, else the first that has one.

    `line` chooses another one by its number in the file, `along` the variable that moves.

    Raises `AuthoringError` where matplotlib is missing, where there is no such line, and where a line has no
    picture, saying why.
    """
    figure_class = _figure_class()
    steps = [step for derivation in report.derivations for step in derivation.steps]
    wanted = [step for step in steps if line is None or step.line == line]
    if not wanted:
        lines = ", ".join(str(step.line) for step in steps[:20]) or "none"
        what = "nothing was checked" if line is None else f"there is no line {line} in this report"
        raise AuthoringError(f"{what} (lines: {lines})")
    reason: NotPlotted | None = None
    for step in sorted(wanted, key=_rank):
        try:
            return _drawn(figure_class, curves(step, along=along), step)
        except NotPlotted as error:
            reason = reason or error
    assert reason is not None
    raise reason


def _rank(step: StepReport) -> int:
    """How much a line asks for a picture, the most first."""
    if isinstance(step.local, Counterexample) and not step.is_confirmed_erratum:
        return 0
    return 1 if step.relation in EXTREMA else 2


def _figure_class() -> Any:
    try:
        from matplotlib.figure import Figure  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        raise AuthoringError("plots need matplotlib, as in `pip install matplotlib`") from None
    return Figure


def _drawn(figure_class: Any, shown: Curves, step: StepReport) -> Plot:
    """The sides above, their difference below; or a single curve with its mark."""
    rows = len(shown.curves)
    figure = figure_class(figsize=(6.4, 2.6 * rows + 0.6), layout="constrained")
    axes = figure.subplots(rows, 1, sharex=True, squeeze=False)[:, 0]
    for style, curve in zip(("-", "--"), shown.curves, strict=False):
        axes[0].plot(shown.places, curve.values, style, label=_literal(curve.label))
    axes[0].set_ylim(*scale(shown))
    axes[0].set_title(_literal(f"line {step.line}, {shown.title}"), fontsize="medium")
    if rows == 2:
        axes[1].plot(shown.places, _differences(shown), color="C3")
        axes[1].axhline(0, color="0.6", linewidth=0.8)
        axes[1].set_ylabel("left - right")
    axes[-1].set_xlabel(_literal(shown.variable))
    if shown.mark is not None:
        for axis in axes:
            axis.axvline(shown.mark, color="0.5", linestyle=":", label=shown.named)
    axes[0].legend(fontsize="small")
    return Plot(figure, shown)


def _differences(shown: Curves) -> list[float]:
    left, right = (curve.values for curve in shown.curves)
    return [a - b if math.isfinite(a) and math.isfinite(b) else math.nan for a, b in zip(left, right, strict=True)]


def _literal(text: str) -> str:
    """The text with nothing in it that matplotlib takes for mathematics."""
    return shortened(" ".join(text.split()), 60).replace("$", r"\$")
