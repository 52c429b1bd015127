"""Maps and their inverses as lists of what has to be shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sympy import Add, Expr, ImmutableDenseMatrix, Integer, Subs, Symbol

from derive.calculation import Calculation, Relation, Step
from derive.errors import AuthoringError, caller_line
from derive.exactness import exact
from derive.terms.flows.jacobians import determinant, jacobian
from derive.terms.optimum import DomainOf

Map = Callable[..., Any]


def invertible(
    f: Map, *, inverse: Map, over: Sequence[Symbol], onto: Sequence[Symbol], by: str | None = None, name: str = ""
) -> Calculation:
    """`f` maps the domain of the variables `over` one to one onto that of `onto`, and `inverse` maps it back.

    Four obligations, entry by entry: f(x) and inverse(y) lie in the domains, inverse(f(x)) = x, f(inverse(y)) = y.

    Raises `AuthoringError` if the maps have not as many components as there are variables.

    >>> from sympy.abc import x, y
    >>> [str(step.relation) for step in invertible(lambda x: 2*x, inverse=lambda y: y/2, over=[x], onto=[y]).steps]
    ['in', 'in', '=', '=']
    >>> invertible(lambda x: [x, x], inverse=lambda y: y, over=[x], onto=[y])
    Traceback (most recent call last):
    derive.errors.AuthoringError: the map has 2 components, but there are 1 variables on the other side: y
    """
    line = caller_line()
    x, y = _variables(over, line), _variables(onto, line)
    forward, backward = _image(f, x, y, line), _image(inverse, y, x, line)
    there_and_back, back_and_there = _image(inverse, forward, x, line), _image(f, backward, y, line)
    steps = [
        *_steps(forward, Relation.MEMBER, map(DomainOf, y), line, by or "the image lies in the domain"),
        *_steps(backward, Relation.MEMBER, map(DomainOf, x), line, by or "so does the image under the inverse"),
        *_steps(there_and_back, Relation.EQUAL, x, line, by or "the inverse undoes the map"),
        *_steps(back_and_there, Relation.EQUAL, y, line, by or "the map undoes the inverse"),
    ]
    return Calculation(head=None, steps=tuple(steps), line=line, name=name)


def not_invertible(
    f: Map, *, at: tuple[Any, Any], over: Sequence[Symbol], by: str | None = None, name: str = ""
) -> Calculation:
    """`f` takes two points of the domain of `over` to the same place: `at` holds both.

    Raises `AuthoringError` if `at` is no pair of points with as many entries as there are variables.

    >>> from sympy.abc import x
    >>> [str(step.relation) for step in not_invertible(lambda x: x**2, at=(-1, 1), over=[x]).steps]
    ['in', 'in', '=', '!=']
    >>> not_invertible(lambda x: x**2, at=(1,), over=[x])
    Traceback (most recent call last):
    derive.errors.AuthoringError: at= takes two points that have the same image, but found (1,)
    """
    line = caller_line()
    variables = _variables(over, line)
    if not isinstance(at, tuple) or len(at) != 2:
        raise AuthoringError(f"at= takes two points that have the same image, but found {at}", line=line)
    first, second = (_point(point, variables, line) for point in at)
    images = [_image(f, point, variables, line) for point in (first, second)]
    apart = Add(*((p - q) ** 2 for p, q in zip(first, second, strict=True)), evaluate=False)
    steps = [
        *_steps(first, Relation.MEMBER, map(DomainOf, variables), line, "the first point lies in the domain"),
        *_steps(second, Relation.MEMBER, map(DomainOf, variables), line, "the second one too"),
        *_steps(images[0], Relation.EQUAL, images[1], line, by or "both have the same image"),
        Step(Relation.DIFFERS, Integer(0), line, "they are two", lhs=apart),
    ]
    return Calculation(head=None, steps=tuple(steps), line=line, name=name)


def inverse_function_theorem(f: Map, *, inverse: Map, over: Sequence[Symbol]) -> tuple[Expr, Expr]:
    """det J of the inverse at f(x), and 1/det J of f at x, which the theorem says are equal; unevaluated.

    Source: Rudin, Principles of Mathematical Analysis (1976), theorem 9.24.

    >>> from sympy.abc import x
    >>> left, right = inverse_function_theorem(lambda x: [2*x], inverse=lambda y: [y/2], over=[x])
    >>> left.doit(), right.doit()
    (1/2, 1/2)
    """
    line = caller_line()
    x = _variables(over, line)
    y = [Symbol(f"image_{place}", real=True) for place in range(len(x))]
    forward, backward = _image(f, x, x, line), _image(inverse, y, x, line)
    return Subs(determinant(jacobian(backward, y)), tuple(y), tuple(forward)), 1 / determinant(jacobian(forward, x))


def _variables(given: Any, line: int) -> list[Symbol]:
    variables = list(given) if isinstance(given, list | tuple) else [given]
    for variable in variables:
        if not isinstance(variable, Symbol):
            raise AuthoringError(f"a map is looked at over variables of the page, but found {variable}", line=line)
    return variables


def _image(f: Map, point: Sequence[Any], others: Sequence[Any], line: int) -> list[Expr]:
    """The components of f at a point, as many as there are variables on the other side."""
    found = f(*point)
    components = list(found) if isinstance(found, list | tuple | ImmutableDenseMatrix) else [found]
    if len(components) != len(others):
        names = ", ".join(map(str, others))
        raise AuthoringError(
            f"the map has {len(components)} components, but there are {len(others)} variables "
            f"on the other side: {names}", line=line,
        )  # fmt: skip
    return [exact(component, line) for component in components]


def _point(given: Any, variables: Sequence[Symbol], line: int) -> list[Expr]:
    entries = list(given) if isinstance(given, list | tuple) else [given]
    if len(entries) != len(variables):
        raise AuthoringError(f"the point {given} needs {len(variables)} entries, one for each variable", line=line)
    return [exact(entry, line) for entry in entries]


def _steps(left: Any, relation: Relation, right: Any, line: int, why: str) -> list[Step]:
    return [Step(relation, rhs, line, why, lhs=lhs) for lhs, rhs in zip(left, right, strict=True)]
