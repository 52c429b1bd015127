"""`derive.lambdify`: SymPy expressions as functions of NumPy arrays, fast at many points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from sympy import I, MatrixBase, Symbol, sympify
from sympy.core.relational import Relational

from derive.numeric.blocks import Column, Run
from derive.numeric.elsewhere import is_elsewhere
from derive.numeric.lowering import Lowering
from derive.numeric.memory import aligned
from derive.numeric.tape import Tape

DTYPES = ("float64", "float32")


def lambdify(variables: Any, expressions: Any, *, dtype: str = "float64") -> Lambdified:
    """Functions of NumPy arrays for SymPy expressions, as `sympy.lambdify` gives, but fast at many points.

    `variables` is a symbol, a name, a `MatrixSymbol`, or a list of these; `expressions` an expression,
    a matrix, or lists of these to any depth.  The function takes one array, or number, a variable, by
    position or by name.  The arrays broadcast; every expression gives an array of their common shape,
    also where it is constant, in the same lists.  A matrix gives one array with the axes of the matrix
    before those of the points; a `MatrixSymbol` takes, and a matrix expression in one gives, arrays
    with the axes of the matrix behind, as `numpy.linalg` has them.

    Arrays of PyTorch, CuPy, JAX and others that follow the array API standard are computed where they
    live, in their own precision, and come out as the same kind (with `array-api-compat`).

    Values are computed in float64, or in float32 on request; they are infinite or NaN where NumPy's are.
    A subexpression that occurs twice is computed once, and what has no rule of our own is computed by
    `sympy.lambdify`.  Points are worked through in blocks, on all cores: memory beyond inputs and
    outputs does not grow with their number.

    Raises `ValueError` for an expression that nothing evaluates, or in other variables.  The function
    raises `TypeError` for a wrong number of arrays, unknown names, and arrays that hold no real numbers,
    `ValueError` for shapes that do not broadcast.

    >>> import numpy as np
    >>> from sympy import Matrix, log, symbols
    >>> x, y = symbols("x y")
    >>> lambdify([x, y], x**2 + y)(np.array([1.0, 2.0]), 0.5).tolist()
    [1.5, 4.5]
    >>> [values.tolist() for values in lambdify(x, [log(x), 2])(np.array([0.0, 1.0]))]
    [[-inf, 0.0], [2.0, 2.0]]
    >>> lambdify(x, x + y)
    Traceback (most recent call last):
    derive.numeric.readings.Unknown: y is in an expression, but not among the variables
    """
    return Lambdified(variables, expressions, dtype)


class Lambdified:
    """Expressions compiled to a tape; call it with one array a variable."""

    def __init__(self, variables: Any, expressions: Any, dtype: str = "float64") -> None:
        self.dtype = np.dtype(dtype)
        if self.dtype.name not in DTYPES:
            raise ValueError(f"dtype is float64 or float32, not {dtype!r}")
        self.variables = _variables(variables)
        self.expressions = expressions
        tape = Tape()
        lower = Lowering(tape, {variable: tape.input() for variable in self.variables})
        self._structure, outputs = _Outputs(lower).of(expressions)
        self._tape, self._outputs = tape, outputs
        self._schedules: dict[frozenset[int], Any] = {}

    def __repr__(self) -> str:
        names = ", ".join(map(str, self.variables))
        return f"<function of {names or 'nothing'}: {self.expressions}>"

    def __call__(self, *positional: Any, **named: Any) -> Any:
        """The values of all expressions at the points."""
        arrays = bound(self.variables, positional, named)
        if any(map(is_elsewhere, arrays)):
            return self._elsewhere(arrays)
        return self.evaluate(arrays)

    def evaluate(self, arrays: Sequence[Any], *, block: int | None = None, threads: int | None = None) -> Any:
        """The values, in blocks of a given size and in that many threads; the bits do not depend on either."""
        columns, shape = columns_of(self.variables, arrays)
        points = int(np.prod(shape, dtype=np.int64))
        uniform = frozenset(place for place, column in enumerate(columns) if column.is_uniform)
        if uniform not in self._schedules:
            self._schedules[uniform] = self._tape.schedule([output.node for output in self._outputs], uniform)
        results = self._structure.allocate(shape, self.dtype)
        flat = list(self._structure.flat(results, points))
        if points:
            Run(self._schedules[uniform], columns, points, results=flat, dtype=self.dtype).work(block, threads)
        return self._structure.shown(results)

    def _elsewhere(self, arrays: Sequence[Any]) -> Any:
        """The values as arrays of the library that the points come from."""
        from derive.numeric.elsewhere import evaluate

        if any(output.matrix or output.complex for output in self._outputs):
            raise TypeError("matrix expressions and complex values need NumPy arrays")
        values = evaluate(self._tape, [output.node for output in self._outputs], self.variables, arrays)
        return self._structure.joined(iter(values))


def bound(variables: Sequence[Any], positional: Sequence[Any], named: dict[str, Any]) -> list[Any]:
    """One array for each variable; raises `TypeError` where one is missing, unknown or given twice."""
    names = [variable.name for variable in variables]
    given = {**dict(zip(names, positional, strict=False)), **named}
    if len(given) < len(positional) + len(named) or given.keys() != set(names):
        raise TypeError(f"expected one array for each of {', '.join(names) or 'no variables'}")
    return [given[name] for name in names]


def columns_of(variables: Sequence[Any], arrays: Sequence[Any]) -> tuple[list[Column], tuple[int, ...]]:
    """The arrays as columns of points, and the shape of the points.

    Raises `TypeError` for arrays that hold no real numbers, `ValueError` for shapes that do not broadcast.
    """
    checked = [real_array(variable, array) for variable, array in zip(variables, arrays, strict=True)]
    axes = [len(getattr(variable, "shape", ())) for variable in variables]
    for variable, array, count in zip(variables, checked, axes, strict=True):
        if count:
            _check_matrix(variable, array)
    shapes = [array.shape[: array.ndim - count] for array, count in zip(checked, axes, strict=True)]
    try:
        shape = np.broadcast_shapes(*shapes)
    except ValueError:
        stated = ", ".join(f"{variable}: {shape}" for variable, shape in zip(variables, shapes, strict=True))
        raise ValueError(f"the shapes of the arrays do not broadcast: {stated}") from None
    columns = [Column(array, shape, count) for array, count in zip(checked, axes, strict=True)]
    return columns, shape


def real_array(variable: Any, array: Any) -> Any:
    """The values as an array of real numbers, not copied if they are one."""
    try:
        found = np.asarray(array)
    except ValueError:
        raise TypeError(f"{variable}: expected an array of numbers, but got rows of different lengths") from None
    if found.dtype.kind not in "biuf":
        raise TypeError(f"{variable}: expected real numbers, but got an array of dtype {found.dtype}")
    return found


def _check_matrix(variable: Any, array: Any) -> None:
    rows, columns = array.shape[-2:] if array.ndim >= 2 else (None, None)
    wanted = tuple(int(size) if size.is_Integer else None for size in variable.shape)
    if array.ndim < 2 or any(w not in (None, n) for w, n in zip(wanted, (rows, columns), strict=True)):
        raise ValueError(f"{variable}: expected matrices of shape {variable.shape}, but got an array {array.shape}")


def _variables(variables: Any) -> tuple[Any, ...]:
    entries = variables if isinstance(variables, list | tuple | set | frozenset | MatrixBase) else [variables]
    if isinstance(entries, set | frozenset):
        raise ValueError("the variables have an order: give them in a list")
    found = [Symbol(entry) if isinstance(entry, str) else entry for entry in _separate(entries)]
    for entry in found:
        if not (getattr(entry, "is_Symbol", False) or type(entry).__name__ == "MatrixSymbol"):
            raise ValueError(f"expected symbols, but found {entry!r} among the variables")
    names = [str(entry) for entry in found]
    doubled = next((name for name in names if names.count(name) > 1), None)
    if doubled:
        raise ValueError(f"{doubled} stands twice among the variables")
    return tuple(found)


def _separate(entries: Any) -> Iterator[Any]:
    for entry in entries:
        if isinstance(entry, str):
            yield from (name for name in entry.replace(",", " ").split())
        else:
            yield entry


class _Output:
    """One array to fill."""

    def __init__(self, node: int, *, boolean: bool = False, complex_: bool = False, matrix: Any = None) -> None:
        self.node = node
        self.boolean = boolean
        self.complex = complex_
        self.matrix = matrix


class _Outputs:
    """The nodes that expressions ask for, and how their values are put together again."""

    def __init__(self, lower: Lowering) -> None:
        self.lower = lower
        self.found: list[_Output] = []

    def of(self, expressions: Any) -> tuple[Any, list[_Output]]:
        return self._structure(expressions), self.found

    def _structure(self, expression: Any) -> Any:
        if isinstance(expression, list | tuple):
            return _Sequence(type(expression), [self._structure(part) for part in expression])
        if isinstance(expression, np.ndarray):
            expression = sympify(expression.tolist()) if not expression.ndim else _as_matrix(expression)
        expression = sympify(expression)
        if isinstance(expression, MatrixBase):
            return _Matrix(expression.shape, [self._leaf(entry) for entry in expression.flat()])
        return self._leaf(expression)

    def _leaf(self, expression: Any) -> Any:
        lower = self.lower
        if getattr(expression, "is_Matrix", False):
            output = _Output(lower(expression), matrix=tuple(int(size) for size in expression.shape))
        elif getattr(expression, "has", None) is not None and expression.has(I):
            output = _Output(lower.opaque(expression, lambda free: _complex(free, expression)), complex_=True)
        else:
            node = lower(expression)
            truth = isinstance(expression, Relational) or bool(getattr(expression, "is_Boolean", False))
            output = _Output(node, boolean=truth)
        self.found.append(output)
        return _Leaf(output)


def _as_matrix(array: Any) -> Any:
    from sympy import Matrix

    if array.ndim > 2:
        raise ValueError(f"expected a list or a matrix of expressions, but got an array of shape {array.shape}")
    return Matrix(array)


def _complex(free: tuple[Any, ...], expression: Any) -> Any:
    """An expression that names the imaginary unit is SymPy's alone."""
    from sympy import lambdify as by_sympy

    function = by_sympy(free, expression)
    return lambda *arrays: np.asarray(function(*arrays), dtype=complex) + np.zeros(1)


class _Leaf:
    """One expression: one array of the shape of the points."""

    def __init__(self, output: _Output) -> None:
        self.output = output

    def allocate(self, shape: tuple[int, ...], dtype: Any) -> Any:
        output = self.output
        kind = bool if output.boolean else np.result_type(dtype, np.complex64) if output.complex else dtype
        return aligned(shape + (output.matrix or ()), kind)

    def flat(self, array: Any, points: int) -> Iterator[Any]:
        yield array.reshape(points, *(self.output.matrix or ()))

    def shown(self, array: Any) -> Any:
        return array[()]

    def joined(self, values: Iterator[Any]) -> Any:
        return next(values)


class _Matrix:
    """A matrix: one array, the axes of the matrix first."""

    def __init__(self, shape: tuple[int, int], entries: list[_Leaf]) -> None:
        self.shape = shape
        self.entries = entries

    def allocate(self, shape: tuple[int, ...], dtype: Any) -> Any:
        kind = np.result_type(dtype, np.complex64) if any(entry.output.complex for entry in self.entries) else dtype
        return aligned(self.shape + shape, kind)

    def flat(self, array: Any, points: int) -> Iterator[Any]:
        yield from array.reshape(len(self.entries), points)

    def shown(self, array: Any) -> Any:
        return array

    def joined(self, values: Iterator[Any]) -> Any:
        """Rows of arrays: the standard has no matrices of arrays."""
        return [[next(values) for _ in range(self.shape[1])] for _ in range(self.shape[0])]


class _Sequence:
    """A list or tuple of what the parts give."""

    def __init__(self, kind: type, parts: list[Any]) -> None:
        self.kind = tuple if issubclass(kind, tuple) else list
        self.parts = parts

    def allocate(self, shape: tuple[int, ...], dtype: Any) -> Any:
        return [part.allocate(shape, dtype) for part in self.parts]

    def flat(self, arrays: Any, points: int) -> Iterator[Any]:
        for part, array in zip(self.parts, arrays, strict=True):
            yield from part.flat(array, points)

    def shown(self, arrays: Any) -> Any:
        return self.kind(part.shown(array) for part, array in zip(self.parts, arrays, strict=True))

    def joined(self, values: Iterator[Any]) -> Any:
        return self.kind(part.joined(values) for part in self.parts)


