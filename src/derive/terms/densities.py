"""Abstract densities: laws of which nothing is known but the spaces they live on, and functions on these.

A joint density p over ("x", "z") has marginals `p.marginal("x")` and conditionals `p.given(x=x)`; all of
them speak of one and the same p, so that p(z|x) = p(x, z)/p(x) is arithmetic.  A conditional density
"z | x" that belongs to no joint one becomes a law with `q.given(x=x)`.  The base measure is never named.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from sympy import Dummy, Expr, MatrixBase, Symbol, Tuple
from sympy.core.symbol import Str

from derive.errors import AuthoringError, caller_line
from derive.exactness import exact
from derive.terms.distributions import Distribution
from derive.terms.expectation import RealTerm
from derive.tree import rewritten

if TYPE_CHECKING:
    from derive.abstract.worlds import World


def _strings(names: Sequence[str]) -> Tuple:
    return Tuple(*(Str(name) for name in names))


class AbstractDensity(Distribution):
    """A law with an abstract density; `args`: its symbol, all spaces of its model, those it is a law on,
    the names at which it is conditioned, and the points there."""

    @classmethod
    def declared(cls, symbol: Symbol, over: Sequence[str], given: Sequence[str]) -> AbstractDensity:
        """The law of a variable of a page; points of what it is conditioned at are still to be given."""
        return cls(symbol, _strings(over), _strings(over), Tuple(*(Tuple(Str(name)) for name in given)))

    @property
    def symbol(self) -> Symbol:
        """The variable of the page."""
        return self.args[0]

    @property
    def model(self) -> tuple[str, ...]:
        """The spaces of the joint density that the law comes from."""
        return tuple(name.name for name in self.args[1])

    @property
    def over(self) -> tuple[str, ...]:
        """The spaces that it is a law on."""
        return tuple(name.name for name in self.args[2])

    @property
    def conditions(self) -> dict[str, Any]:
        """The point at which it is conditioned, by name; None where none is given yet."""
        return {pair[0].name: pair[1] if len(pair) > 1 else None for pair in self.args[3]}

    @property
    def missing(self) -> tuple[str, ...]:
        """The names at which it must still be conditioned."""
        return tuple(name for name, point in self.conditions.items() if point is None)

    def marginal(self, *names: str) -> AbstractDensity:
        """The law of some of its variables.

        Raises `AuthoringError` for a name that is none of its variables.
        """
        line = caller_line()
        self._check(names, line)
        return AbstractDensity(self.symbol, self.args[1], _strings([n for n in self.over if n in names]), self.args[3])

    def given(self, *points: Any, **named: Any) -> AbstractDensity:
        """The law of the rest, conditioned at points that are given by name or in order.

        Raises `AuthoringError` for a name that the law does not have, or a point given twice.
        """
        line = caller_line()
        waiting = self.missing or self.over
        if len(points) > len(waiting):
            raise AuthoringError(f"{self} takes at most {len(waiting)} points, but {len(points)} were given", line=line)
        wanted = {**dict(zip(waiting, points, strict=False)), **named}
        known = {name: point for name, point in self.conditions.items() if point is not None}
        for name in wanted:
            if name in known:
                raise AuthoringError(f"{self} is conditioned at {name} already", line=line)
            if name not in self.conditions:
                self._check((name,), line)
        pairs = {**self.conditions, **{name: exact(point, line) for name, point in wanted.items()}}
        rest = [name for name in self.over if name not in pairs]
        if not rest:
            raise AuthoringError(f"nothing is left of {self} once all of its variables are given", line=line)
        conditions = (Tuple(Str(name)) if point is None else Tuple(Str(name), point) for name, point in pairs.items())
        return AbstractDensity(self.symbol, self.args[1], _strings(rest), Tuple(*conditions))

    def _check(self, names: Sequence[str], line: int) -> None:
        unknown = next((name for name in names if name not in self.over), None)
        if unknown is not None:
            raise AuthoringError(
                f"{self} is a density over {', '.join(self.over)}, and has no {unknown}: "
                "spaces= declares joint densities", line=line,
            )

    def __call__(self, *points: Any) -> Expr:
        """The density at a point: one argument for each of its spaces."""
        return self.density(points[0] if len(points) == 1 else points)

    def density(self, x: Any) -> Expr:
        """The density at a point, as it is written; a tuple of points where the law is a joint one."""
        line = caller_line()
        points = tuple(x) if isinstance(x, tuple | list | Tuple | MatrixBase) else (x,)
        if self.missing:
            raise AuthoringError(
                f"{self} is a conditional density: write {self.symbol}.given({self.missing[0]}=...)", line=line
            )
        if len(points) != len(self.over):
            raise AuthoringError(
                f"{self} is a density over {', '.join(self.over)}, but {len(points)} points were given", line=line
            )
        return DensityValue(self, Tuple(*(exact(point, line) for point in points)))

    def bound_variables(self, names: Sequence[str]) -> tuple[Dummy, ...]:
        """A bound variable for each of its spaces."""
        own = names if len(names) == len(self.over) else self.over
        return tuple(Dummy(name, real=True) for name in own)

    def point(self, variables: Sequence[Dummy]) -> Any:
        """What an integrand of one argument receives: a tuple of points where the law is a joint one."""
        return variables[0] if len(variables) == 1 else Tuple(*variables)

    def average_in(self, world: World, expected: Any) -> Expr:
        """The expectation in a world: a finite sum over the points that have a weight."""
        from derive.abstract.finite import average

        return average(self, expected.integrand, expected.bound_symbols, world)

    def _sympystr(self, printer: Any) -> str:
        inside = ", ".join(self.over) if self.over != self.model or self.args[3] else ""
        behind = ", ".join(
            name if point is None else printer._print(point) for name, point in self.conditions.items()
        )
        text = f"{inside} | {behind}" if behind else inside
        return f"{self.symbol.name}({text})" if text else self.symbol.name


class DensityValue(RealTerm):
    """p(x): the density of an abstract law at a point; `args` are the law and the point."""

    is_finite = True

    @property
    def law(self) -> AbstractDensity:
        """The law."""
        return self.args[0]

    @property
    def point(self) -> tuple[Any, ...]:
        """The point, one entry for each space of the law."""
        return tuple(self.args[1])

    def _eval_is_positive(self) -> bool | None:
        return self.law.symbol.is_positive

    def _eval_is_nonnegative(self) -> bool | None:
        return True

    def concretely(self, world: World) -> Expr:
        """The weight of the point in a world."""
        from derive.abstract.finite import weight

        return weight(self.law, tuple(world.at(point) for point in self.point), world)

    def _sympystr(self, printer: Any) -> str:
        point = ", ".join(printer._print(entry) for entry in self.point)
        behind = ", ".join(printer._print(at) for at in self.law.conditions.values())
        return f"{self.law.symbol.name}({point} | {behind})" if behind else f"{self.law.symbol.name}({point})"


class AbstractFunction:
    """A function on points of which nothing is known but where its values lie."""

    __signature__ = inspect.Signature([inspect.Parameter("x", inspect.Parameter.POSITIONAL_OR_KEYWORD)])
    """How its argument is called where it is averaged."""

    def __init__(self, symbol: Symbol) -> None:
        self.symbol = symbol

    def __call__(self, *points: Any) -> Expr:
        """The value at a point; at a point of a product of spaces, one argument for each of them."""
        line = caller_line()
        if len(points) == 1 and isinstance(points[0], tuple | Tuple):
            points = tuple(points[0])
        if not points:
            raise AuthoringError(f"{self.symbol} is a function: write {self.symbol}(x)", line=line)
        return FunctionValue(self.symbol, Tuple(*(exact(point, line) for point in points)))

    def __repr__(self) -> str:
        return str(self.symbol)


class FunctionValue(RealTerm):
    """f(x): the value of an abstract function at points; `args` are its symbol and the points."""

    is_finite = True

    @property
    def symbol(self) -> Symbol:
        """The variable of the page that stands for the function."""
        return self.args[0]

    @property
    def arguments(self) -> tuple[Any, ...]:
        """Where it is evaluated."""
        return tuple(self.args[1])

    def _eval_is_positive(self) -> bool | None:
        return self.symbol.is_positive

    def _eval_is_nonnegative(self) -> bool | None:
        return self.symbol.is_nonnegative

    def concretely(self, world: World) -> Expr:
        """The value in the table of a world."""
        return world.value(self.symbol).at(tuple(world.at(argument) for argument in self.arguments))

    def _sympystr(self, printer: Any) -> str:
        return f"{self.symbol.name}({', '.join(printer._print(argument) for argument in self.arguments)})"


class BaseIntegral(RealTerm):
    """The integral of f over whole spaces against the base measure; `args`: f(x, ...), variables, spaces."""

    @property
    def integrand(self) -> Expr:
        """f(x, ...)."""
        return self.args[0]

    @property
    def variables(self) -> tuple[Dummy, ...]:
        """The bound variables."""
        return tuple(self.args[1])

    @property
    def spaces(self) -> tuple[str, ...]:
        """The space that each variable runs through."""
        return tuple(name.name for name in self.args[2])

    @property
    def bound_symbols(self) -> list[Dummy]:
        """The bound variables, as SymPy asks for them."""
        return list(self.variables)

    @property
    def free_symbols(self) -> set[Symbol]:
        """Everything in f but for the bound variables."""
        return self.integrand.free_symbols - set(self.variables)

    def concretely(self, world: World) -> Expr:
        """The sum over all points, each with its mass."""
        from derive.abstract.finite import summed

        return summed(self.spaces, self.integrand, self.variables, world)

    def _sympystr(self, printer: Any) -> str:
        names = {variable: Symbol(variable.name, real=True) for variable in self.variables}
        shown = " ".join(f"d{variable.name}" for variable in self.variables)
        return f"integral({printer._print(rewritten(self.integrand, names))} {shown})"


def integral(integrand: Callable[..., Any], *, over: str = "x") -> Expr:
    """The integral of ``integrand(x)`` over a whole sample space, against the base measure of the densities.

    `over` names the space, or several: "x, z" for a function of two variables.

    Raises `AuthoringError` if the integrand is no function of as many variables as there are spaces.

    >>> integral(lambda x: 2*x)
    integral(2*x dx)
    >>> integral(lambda x: x, over="x, z")
    Traceback (most recent call last):
    derive.errors.AuthoringError: an integral over x, z takes a function of 2 variables, but found one of 1
    """
    line = caller_line()
    spaces = tuple(name.strip() for name in over.split(","))
    names = list(inspect.signature(integrand).parameters)
    if len(names) != len(spaces):
        raise AuthoringError(
            f"an integral over {over} takes a function of {len(spaces)} variables, but found one of {len(names)}",
            line=line,
        )
    variables = [Dummy(name, real=True) for name in names]
    return BaseIntegral(exact(integrand(*variables), line), Tuple(*variables), _strings(spaces))
