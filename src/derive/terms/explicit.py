"""Words that stand for a closed expression, which takes their place before a line is decided."""

from __future__ import annotations

from typing import Any

from sympy import Basic

from derive.terms.expectation import Defined, expand_definitions
from derive.tree import rewritten


class Explicit(Defined):
    """A word that stands for its definition, and for nothing else."""


def spelt_out(side: Any) -> Any:
    """The side with such words replaced, and otherwise as written."""
    words = side.atoms(Explicit) if isinstance(side, Basic) else set()
    return rewritten(side, {word: expand_definitions(word) for word in words}) if words else side
