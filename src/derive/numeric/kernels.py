"""What a node of a tape may do: ufuncs, and functions that are built from them in place.

The values are NumPy's: infinite at poles, NaN where there is no real value.  Where a `guarded` form
stands beside a kernel, it gives NaN at poles too, as the real reading asks.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np

from derive.numeric.tape import Kernel

Array = Any


def _divide(a: Array, b: Array, out: Array) -> None:
    poles = np.equal(b, 0)
    np.divide(a, b, out)
    np.copyto(out, np.nan, where=poles)


def _log(u: Array, out: Array) -> None:
    poles = np.equal(u, 0)
    np.log(u, out)
    np.copyto(out, np.nan, where=poles)


def _power(base: Array, exponent: Array, out: Array) -> None:
    poles = np.equal(base, 0) & np.less(exponent, 0)
    np.power(base, exponent, out)
    np.copyto(out, np.nan, where=poles)


def _maximum(a: Array, b: Array, out: Array = None) -> Array:
    return np.maximum(a, b, out=out)


def _minimum(a: Array, b: Array, out: Array = None) -> Array:
    return np.minimum(a, b, out=out)


def _finite(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function with NaN for what is not finite: its poles cannot be told from an overflow."""

    def finite(*arrays: Array) -> None:
        function(*arrays)
        out = arrays[-1]
        np.copyto(out, np.nan, where=np.isinf(out))

    return finite


ADD, SUBTRACT, MULTIPLY = Kernel("add", np.add), Kernel("subtract", np.subtract), Kernel("multiply", np.multiply)
DIVIDE = Kernel("divide", np.divide, guarded=_divide)
NEGATIVE, SQUARE, SQRT = Kernel("negative", np.negative), Kernel("square", np.square), Kernel("sqrt", np.sqrt)
EXP, LOG = Kernel("exp", np.exp), Kernel("log", np.log, guarded=_log)
POWER = Kernel("power", np.power, guarded=_power)
MAXIMUM, MINIMUM = Kernel("maximum", _maximum), Kernel("minimum", _minimum)
ABSOLUTE = Kernel("absolute", np.absolute)

LOGIC = {
    "==": Kernel("equal", np.equal, boolean=True), "!=": Kernel("not_equal", np.not_equal, boolean=True),
    "<": Kernel("less", np.less, boolean=True), "<=": Kernel("less_equal", np.less_equal, boolean=True),
    ">": Kernel("greater", np.greater, boolean=True), ">=": Kernel("greater_equal", np.greater_equal, boolean=True),
    "and": Kernel("logical_and", np.logical_and, boolean=True),
    "or": Kernel("logical_or", np.logical_or, boolean=True),
    "xor": Kernel("logical_xor", np.logical_xor, boolean=True),
    "not": Kernel("logical_not", np.logical_not, boolean=True),
}  # fmt: skip


def _select(*arrays: Array) -> Array:
    """The value behind the first condition that holds, NaN where none does."""
    conditions, values = arrays[::2], arrays[1::2]
    shape = np.broadcast_shapes(*(np.shape(array) for array in arrays))
    kinds = [np.result_type(value) for value in values if np.ndim(value)]
    out = np.full(shape, np.nan, dtype=np.result_type(*kinds) if kinds else np.float64)
    for condition, value in zip(reversed(conditions), reversed(values), strict=True):
        np.copyto(out, value, where=condition)
    return out


SELECT = Kernel("select", _select, writes=False)
STACK = Kernel("stack", lambda *entries: np.stack(np.broadcast_arrays(*entries), axis=-1), writes=False)

UFUNCS = {
    name: Kernel(name, function)
    for name, function in {
        "sin": np.sin, "cos": np.cos, "tan": np.tan, "asin": np.arcsin, "acos": np.arccos, "atan": np.arctan,
        "atan2": np.arctan2, "sinh": np.sinh, "cosh": np.cosh, "tanh": np.tanh, "asinh": np.arcsinh,
        "acosh": np.arccosh, "sign": np.sign, "floor": np.floor, "ceiling": np.ceil, "cbrt": np.cbrt,
        "expm1": np.expm1, "exp2": np.exp2, "hypot": np.hypot, "Abs": np.absolute, "Heaviside": np.heaviside,
        "Mod": np.mod,
    }.items()
} | {
    name: Kernel(name, function, guarded=_finite(function))
    for name, function in {
        "atanh": np.arctanh, "log1p": np.log1p, "log2": np.log2, "log10": np.log10,
    }.items()
}  # fmt: skip
"""By the name of SymPy's head, with the arguments in SymPy's order."""

INVERTED = {"sec": "cos", "csc": "sin", "cot": "tan", "sech": "cosh", "csch": "sinh", "coth": "tanh"}
"""1/f."""

OF_INVERSE = {"asec": "acos", "acsc": "asin", "asech": "acosh", "acsch": "asinh", "acoth": "atanh"}
"""f(1/u)."""

# SymPy's head: SciPy's name, and the places of the arguments that it takes, in its order.
SPECIAL: dict[tuple[str, int], tuple[str, tuple[int, ...]]] = {
    ("erf", 1): ("erf", (0,)), ("erfc", 1): ("erfc", (0,)), ("erfi", 1): ("erfi", (0,)),
    ("erfinv", 1): ("erfinv", (0,)), ("erfcinv", 1): ("erfcinv", (0,)),
    ("gamma", 1): ("gamma", (0,)), ("loggamma", 1): ("loggamma", (0,)), ("digamma", 1): ("psi", (0,)),
    ("beta", 2): ("beta", (0, 1)), ("binomial", 2): ("binom", (0, 1)), ("RisingFactorial", 2): ("poch", (0, 1)),
    ("besselj", 2): ("jv", (0, 1)), ("bessely", 2): ("yv", (0, 1)), ("besseli", 2): ("iv", (0, 1)),
    ("besselk", 2): ("kv", (0, 1)), ("Ei", 1): ("expi", (0,)), ("expint", 2): ("expn", (0, 1)),
    ("elliptic_k", 1): ("ellipk", (0,)), ("elliptic_e", 1): ("ellipe", (0,)),
    ("elliptic_f", 2): ("ellipkinc", (0, 1)), ("elliptic_e", 2): ("ellipeinc", (0, 1)),
    ("chebyshevt", 2): ("eval_chebyt", (0, 1)), ("chebyshevu", 2): ("eval_chebyu", (0, 1)),
    ("legendre", 2): ("eval_legendre", (0, 1)), ("hermite", 2): ("eval_hermite", (0, 1)),
    ("laguerre", 2): ("eval_laguerre", (0, 1)), ("assoc_laguerre", 3): ("eval_genlaguerre", (0, 1, 2)),
    ("gegenbauer", 3): ("eval_gegenbauer", (0, 1, 2)), ("jacobi", 4): ("eval_jacobi", (0, 1, 2, 3)),
}  # fmt: skip


@lru_cache(maxsize=256)
def special(name: str, arity: int) -> tuple[Kernel, tuple[int, ...]] | None:
    """The kernel of a special function, from SciPy; None if there is none, or no SciPy."""
    entry = SPECIAL.get((name, arity))
    try:
        from scipy import special as functions
    except ImportError:
        return None
    if entry is None:
        return None
    scipy_name, places = entry
    if name == "loggamma":  # real where the argument is positive, as SymPy's function is
        return Kernel(name, _loggamma, guarded=_finite(_loggamma)), places
    ufunc = getattr(functions, scipy_name)
    if name == "expint":
        return None  # SciPy's takes whole orders only; SymPy's printer knows the cases
    return Kernel(name, ufunc, guarded=_finite(ufunc)), places


def _loggamma(u: Array, out: Array) -> None:
    from scipy.special import gammaln

    outside = np.less(u, 0)
    gammaln(u, out)
    np.copyto(out, np.nan, where=outside)


def determinant(matrices: Array) -> Array:
    """Determinants of a stack; NaN where an entry is not finite."""
    valid = np.isfinite(matrices).all(axis=(-2, -1))
    return np.where(valid, np.linalg.det(np.where(valid[..., None, None], matrices, 0.0)), np.nan)


def log_determinant(matrices: Array) -> Array:
    """log|det| of a stack."""
    return np.linalg.slogdet(matrices)[1]


def inverse(matrices: Array) -> Array:
    """Inverses of a stack; NaN for singular matrices, which do not keep the others from being inverted."""
    return _without_singular(np.linalg.inv, matrices)


def solve(matrices: Array, rhs: Array) -> Array:
    """Solutions of a stack of linear systems; NaN for singular ones."""
    shape = np.broadcast_shapes(matrices.shape[:-2], rhs.shape[:-2])
    matrices, rhs = (np.broadcast_to(stack, shape + stack.shape[-2:]) for stack in (matrices, rhs))
    return _without_singular(np.linalg.solve, matrices, rhs)


def _without_singular(function: Callable[..., Any], matrices: Array, *others: Array) -> Array:
    try:
        return function(matrices, *others)
    except np.linalg.LinAlgError:
        regular = np.array([_is_regular(function, matrix) for matrix in matrices.reshape(-1, *matrices.shape[-2:])])
        regular = regular.reshape(matrices.shape[:-2])[..., None, None]
        return np.where(regular, function(np.where(regular, matrices, np.eye(matrices.shape[-1])), *others), np.nan)


def _is_regular(function: Callable[..., Any], matrix: Array) -> bool:
    try:
        np.linalg.inv(matrix)
    except np.linalg.LinAlgError:
        return False
    return True


TRANSPOSE = Kernel("transpose", lambda m: np.swapaxes(m, -1, -2), writes=False)
MATMUL = Kernel("matmul", np.matmul, writes=False)
MATRIX_SUM = Kernel("matrix sum", np.add, writes=False)
SCALED = Kernel("scaled", lambda c, m: np.asarray(c)[..., None, None] * m, writes=False)
ENTRYWISE = Kernel("entrywise", np.multiply, writes=False)
TRACE = Kernel("trace", lambda m: np.trace(m, axis1=-2, axis2=-1), writes=False)
DETERMINANT = Kernel("determinant", determinant, writes=False)
LOG_DETERMINANT = Kernel("log determinant", log_determinant, writes=False)
INVERSE = Kernel("inverse", inverse, writes=False)
SOLVE = Kernel("solve", solve, writes=False)


@lru_cache(maxsize=1024)
def reshaped(rows: int, columns: int) -> Kernel:
    """From entries along the last axis to matrices."""
    return Kernel("matrix", lambda m: m.reshape(*m.shape[:-1], rows, columns), writes=False)


@lru_cache(maxsize=1024)
def entry(row: int, column: int) -> Kernel:
    """One entry of matrices."""
    return Kernel("entry", lambda m: np.ascontiguousarray(m[..., row, column]), writes=False)


@lru_cache(maxsize=256)
def matrix_power(exponent: int) -> Kernel:
    """A whole power of square matrices."""
    return Kernel("matrix power", lambda m: np.linalg.matrix_power(m, exponent), writes=False)
