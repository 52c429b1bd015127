"""Functions of complex enclosures on their principal branches."""

from __future__ import annotations

from collections.abc import Callable

from flint import acb, fmpq

from derive.numeric.principal import values
from derive.numeric.principal.values import ZERO, Gaussian, Value, as_acb

Function = Callable[..., Value]

CONSTANTS: dict[str, Callable[[], Value]] = {
    "Pi": acb.pi,
    "ImaginaryUnit": lambda: Gaussian(fmpq(0), fmpq(1)),
}


def logarithm(value: Value) -> Value:
    values.require_nonzero(value)
    return ZERO if isinstance(value, fmpq) and value == 1 else as_acb(value).log()


FUNCTIONS: dict[str, Function] = {
    "log": logarithm,
    "exp": lambda value: fmpq(1) if values.is_zero(value) else as_acb(value).exp(),
    "sin": lambda value: as_acb(value).sin(),
    "cos": lambda value: as_acb(value).cos(),
}
