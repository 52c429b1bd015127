"""Tapes on arrays that are not NumPy's: PyTorch, CuPy, JAX, whatever follows the array API standard.

The arrays are computed where they live, whole, and what comes out is of the same kind.  Nothing is
imported but `array-api-compat`, and that only once such an array has been passed in.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from derive.numeric.tape import Kernel, Tape


def is_elsewhere(array: Any) -> bool:
    """Whether an array belongs to another library than NumPy."""
    if isinstance(array, np.ndarray | np.generic | int | float | complex | list | tuple):
        return False
    return hasattr(array, "__array_namespace__") or type(array).__module__.split(".")[0] == "torch"


def evaluate(tape: Tape, outputs: Sequence[int], variables: Sequence[Any], arrays: Sequence[Any]) -> list[Any]:
    """The values of nodes, as arrays of the kind that came in.

    Raises `TypeError` for arrays that hold no real numbers, that mix libraries, or for a function that the
    standard lacks.
    """
    try:
        from array_api_compat import array_namespace, device  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        raise ImportError("arrays of other libraries need array-api-compat: install derive[arrays]") from None
    foreign = [array for array in arrays if is_elsewhere(array)]
    xp = array_namespace(*foreign)
    where = device(foreign[0])
    dtype = xp.result_type(*(array.dtype for array in foreign))
    if not xp.isdtype(dtype, "real floating"):
        dtype = xp.float64
    for variable, array in zip(variables, arrays, strict=True):
        if is_elsewhere(array) and xp.isdtype(array.dtype, "complex floating"):
            raise TypeError(f"{variable}: expected real numbers, but got an array of dtype {array.dtype}")

    def converted(value: Any) -> Any:
        if is_elsewhere(value):
            return xp.astype(value, dtype)
        if isinstance(value, bool):
            return xp.asarray(value, device=where)
        return xp.asarray(np.asarray(value, dtype=np.float64).tolist(), dtype=dtype, device=where)

    inputs = [converted(array) for array in arrays]
    found: dict[int, Any] = dict(zip(tape.inputs, inputs, strict=True))
    for node, (kernel, arguments) in enumerate(tape.nodes):
        if node in tape.constants:
            found[node] = converted(tape.constants[node])
        elif kernel is not None:
            found[node] = _applied(xp, kernel, [found[argument] for argument in arguments])
    shape = xp.broadcast_arrays(*inputs)[0].shape
    return [xp.broadcast_to(found[node], shape) for node in outputs]


def _applied(xp: Any, kernel: Kernel, arguments: list[Any]) -> Any:
    if kernel.name == "select":
        conditions, values = arguments[::2], arguments[1::2]
        result = xp.asarray(float("nan"), dtype=values[0].dtype, device=getattr(values[0], "device", None))
        for condition, value in zip(reversed(conditions), reversed(values), strict=True):
            result = xp.where(condition, value, result)
        return result
    function = getattr(xp, NAMES.get(kernel.name, kernel.name), None)
    if function is None or (kernel.name not in NAMES and kernel.name not in SAME):
        raise TypeError(f"the array API standard has no function for {kernel.name}: pass NumPy arrays")
    return function(*arguments)


NAMES = {
    "power": "pow", "absolute": "abs", "Abs": "abs", "ceiling": "ceil", "Mod": "remainder",
}  # fmt: skip
SAME = frozenset({
    "add", "subtract", "multiply", "divide", "negative", "sqrt", "exp", "log", "maximum", "minimum", "sign", "floor",
    "equal", "not_equal", "less", "less_equal", "greater", "greater_equal", "logical_and", "logical_or", "logical_xor",
    "logical_not", "isfinite", "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "asinh",
    "acosh", "atanh", "log1p", "log2", "log10", "expm1", "hypot",
})  # fmt: skip
