"""Functions on a tape: ufuncs, SciPy's, compositions of these, and `sympy.lambdify` for whatever is left."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from sympy import Basic, Expr
from sympy.core.function import AppliedUndef

from derive.numeric import kernels
from derive.numeric.calculus import head
from derive.numeric.readings import Reading, Unknown
from derive.numeric.tape import Kernel

if TYPE_CHECKING:
    from derive.numeric.lowering import Lowering



def function_of(lower: Lowering, node: Any) -> int:
    name = head(node)
    arguments: tuple[Any, ...] = node.args if isinstance(node, Basic) else ()
    kernel = kernels.UFUNCS.get(name)
    if kernel is not None and len(arguments) == kernel.arity:
        return lower.apply(kernel, *map(lower, arguments))
    composed = COMPOSED.get(name)
    if composed is not None and len(arguments) == 1:
        return composed(lower, lower(arguments[0]))
    found = kernels.special(name, len(arguments)) if name else None
    if found is not None and all(isinstance(argument, Expr) for argument in arguments):
        special, places = found
        return lower.apply(special, *(lower(arguments[place]) for place in places))
    return _fallback(lower, node)


def _inverted(name: str) -> Callable[[Lowering, int], int]:
    kernel = kernels.UFUNCS[name]
    return lambda lower, u: lower.apply(kernels.DIVIDE, lower.constant(1.0), lower.apply(kernel, u))


def _of_inverse(name: str) -> Callable[[Lowering, int], int]:
    kernel = kernels.UFUNCS[name]
    return lambda lower, u: lower.apply(kernel, lower.apply(kernels.DIVIDE, lower.constant(1.0), u))


def _sigmoid(lower: Lowering, u: int) -> int:
    below = lower.apply(kernels.EXP, lower.apply(kernels.NEGATIVE, u))
    one = lower.constant(1.0)
    return lower.apply(kernels.DIVIDE, one, lower.apply(kernels.ADD, below, one))


def _logit(lower: Lowering, u: int) -> int:
    minus = lower.apply(kernels.UFUNCS["log1p"], lower.apply(kernels.NEGATIVE, u))
    return lower.apply(kernels.SUBTRACT, lower.apply(kernels.LOG, u), minus)


def _arc_cotangent(lower: Lowering, u: int) -> int:
    """atan(1/u), pi/2 at 0, where the division is not a pole of the function."""
    zero = lower.constant(0.0)
    at_zero = lower.apply(kernels.LOGIC["=="], u, zero)
    safe = lower.apply(kernels.SELECT, at_zero, lower.constant(np.inf), lower.tape.constant(ALWAYS), u)
    inverse = lower.apply(kernels.DIVIDE, lower.constant(1.0), safe)
    angle = lower.apply(kernels.UFUNCS["atan"], inverse)
    return lower.apply(kernels.SELECT, at_zero, lower.constant(np.pi / 2), lower.tape.constant(ALWAYS), angle)


def _factorial(lower: Lowering, u: int) -> int:
    found = kernels.special("gamma", 1)
    kernel = found[0] if found is not None else _pointwise("gamma")
    return lower.apply(kernel, lower.apply(kernels.ADD, u, lower.constant(1.0)))


def _normalised_sinc(lower: Lowering, u: int) -> int:
    return lower.apply(SINC, lower.apply(kernels.DIVIDE, u, lower.constant(np.pi)))


def _fraction(lower: Lowering, u: int) -> int:
    return lower.apply(kernels.SUBTRACT, u, lower.apply(kernels.UFUNCS["floor"], u))

ALWAYS = True

SINC = Kernel("sinc", np.sinc, writes=False)

COMPOSED: dict[str, Callable[[Lowering, int], int]] = {
    **{name: _inverted(of) for name, of in kernels.INVERTED.items()},
    **{name: _of_inverse(of) for name, of in kernels.OF_INVERSE.items()},
    "sigmoid": _sigmoid, "logit": _logit, "acot": _arc_cotangent, "factorial": _factorial,
    "sinc": _normalised_sinc, "frac": _fraction,
    "re": lambda lower, u: u, "conjugate": lambda lower, u: u,
    "im": lambda lower, u: lower.apply(kernels.MULTIPLY, u, lower.constant(0.0)),
}  # fmt: skip


@lru_cache(maxsize=256)
def _pointwise(name: str) -> Kernel:
    from derive.numeric import ufuncs

    return Kernel(name, ufuncs.FUNCTIONS[name], writes=False)


def _fallback(lower: Lowering, node: Any) -> int:
    """Whatever has no rule: the walk in the strict reading, else `sympy.lambdify`."""
    if not isinstance(node, Basic):
        raise Unknown(f"expected a SymPy expression, but got {node!r}")
    if lower.reading is Reading.STRICT:
        return walked(lower, node)
    unknown = {part.func.__name__ for part in node.atoms(AppliedUndef)}
    if unknown:
        raise Unknown(f"the function {min(unknown)} has no values: put an expression in its place")
    name = head(node)
    if not _has_scipy():
        return _without_scipy(lower, node, name)
    strangers = node.free_symbols - set(lower.variables)
    if strangers:
        raise Unknown(f"{min(map(str, strangers))} is in an expression, but not among the variables")
    return lower.opaque(node, lambda free: _lambdified(free, node))


def _without_scipy(lower: Lowering, node: Any, name: str) -> int:
    from derive.numeric import ufuncs

    if name in ufuncs.FUNCTIONS:
        return lower.apply(_pointwise(name), *map(lower, node.args))
    return walked(lower, node)


@lru_cache(maxsize=1)
def _has_scipy() -> bool:
    from importlib.util import find_spec

    return find_spec("scipy") is not None


def _lambdified(free: tuple[Any, ...], node: Any) -> Callable[..., Any]:
    """SymPy's own function, its values made real and as many as there are points."""
    from sympy import lambdify

    point_by_point = by_walk(free, node)
    try:
        function = lambdify(free, node, ["scipy", "numpy"])
    except Exception:  # printers raise what they like
        return point_by_point

    def values(*arrays: Any) -> Any:
        try:
            found = np.asarray(function(*arrays))
        except NameError:  # the printer has written the name of a function that NumPy and SciPy lack
            return point_by_point(*arrays)
        if np.iscomplexobj(found):
            found = np.where(found.imag == 0, found.real, np.nan)
        return np.broadcast_to(found, np.broadcast_shapes(found.shape, *(np.shape(array) for array in arrays)))

    return values


def walked(lower: Lowering, node: Any) -> int:
    """By the walk over arrays; NaN where it has no rule."""
    if lower.reading is Reading.PLAIN and node.atoms(AppliedUndef):
        raise Unknown(f"{node} has no values")
    return lower.opaque(node, lambda free: by_walk(free, node))


def by_walk(free: tuple[Any, ...], node: Any) -> Callable[..., Any]:
    """A function of the values of the free variables, by the walk; NaN where that has no rule."""
    from derive.numeric.arrays import Walk
    from derive.numeric.ufuncs import Unsupported

    def values(*arrays: Any) -> Any:
        shape = np.broadcast_shapes((1,), *(np.shape(array) for array in arrays))
        try:
            found = Walk(dict(zip(free, arrays, strict=True)))(node)
        except Unsupported:
            return np.full(shape, np.nan)
        return np.broadcast_to(found, shape)

    return values
