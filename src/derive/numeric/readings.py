"""Where an expression counts as having a value, and what is raised where nothing evaluates it."""

from __future__ import annotations

from enum import Enum


class Reading(Enum):
    """Which values count."""

    PLAIN = "plain"
    STRICT = "strict"


class Unknown(ValueError):
    """An expression that nothing evaluates."""
