"""The answer of an evaluation that there is certainly no finite value."""

from __future__ import annotations

from enum import Enum
from typing import Final


class Undefined(Enum):
    """The type of `UNDEFINED`."""

    UNDEFINED = "undefined"


UNDEFINED: Final = Undefined.UNDEFINED
