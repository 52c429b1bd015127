"""A wrong page: what is wrong with it, and both sides of its last line once more, in mpmath alone.

`@wrong(why, sides=...)` makes a derivation of a function, as `@derivation` does.  `sides` takes the
witness of the report and gives the two sides of the refuted line there, computed from their meaning
and not from the page.  For implications these are two truth values; for a limit, defaults put the
variable close to its point; for an optimum, the value at the witness and at the claimed optimum.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from derive.page import Derivation

CLAIMS = ("flow", "discriminator", "logit", "standard_kl", "shifted_kl", "sigmoid")


@dataclass(frozen=True)
class Wrong:
    """A page whose step number `step` of its last calculation is false."""

    page: Derivation
    why: str
    sides: Callable[..., tuple[Any, Any]]
    step: int


def wrong(why: str, *, sides: Callable[..., Any], where: Any = None, step: int = -1) -> Callable[..., Wrong]:
    """Mark a function as a wrong page, saying why it is wrong."""
    return lambda body: Wrong(Derivation(body, f"wrong: {why}", where, None), why, sides, step)


def rows() -> list[Wrong]:
    """All wrong pages, claim by claim, in the order of their files."""
    modules = [import_module(f"tests.wrong.{name}") for name in CLAIMS]
    return [value for module in modules for value in vars(module).values() if isinstance(value, Wrong)]
