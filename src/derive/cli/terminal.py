"""How a Rich renderable becomes text for the terminal at hand: its width, its colours, or none."""

from __future__ import annotations

import os
import sys
from typing import Any, TextIO

from rich.console import Console


def console(stream: TextIO) -> Console:
    """A console on `stream`: no codes at all with NO_COLOR, nor where the stream is no terminal."""
    color_system: Any = None if os.environ.get("NO_COLOR") else "auto"
    return Console(file=stream, color_system=color_system, highlight=False, markup=False, emoji=False)


def rendered(renderable: Any) -> str:
    """The text of `renderable` for standard output, with the codes that its terminal understands."""
    screen = console(sys.stdout)
    with screen.capture() as captured:
        screen.print(renderable, soft_wrap=True)
    return captured.get()


def width() -> int:
    """Columns of standard output; 80 where it is no terminal and COLUMNS does not say otherwise."""
    return console(sys.stdout).width
