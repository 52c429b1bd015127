"""What every law has: a density, a support, bound variables, and what an average under it means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from sympy import Add, Basic, Dummy, Expr, ImmutableDenseMatrix, Mul, Tuple, log

from derive.errors import AuthoringError, caller_line
from derive.exactness import exact
from derive.terms.distributions.supports import Points, Range, Support, Vectors

Requirement = tuple[Expr, str]
"""A quantity that must be "positive", "nonnegative" or "nonzero"."""


class Distribution(Basic):
    """The law of a random number or of a random vector.

    A law of its own defines `density`; if it is none on the line, `bound_variables` and `integral` too.
    """

    measure: ClassVar[str | None] = None
    """"Lebesgue" or "counting", what the density is a density against; None where it is not said."""
    label: ClassVar[str] = ""
    """How it is printed, in front of its parameters."""

    @property
    def support(self) -> Support:
        """Where it lives."""
        return Support()

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """What its parameters must fulfil."""
        return ()

    def density(self, x: Any) -> Expr:
        """The density at `x` with respect to the base measure, with the case that x lies outside the support."""
        raise NotImplementedError

    def bound_variables(self, names: Sequence[str]) -> tuple[Dummy, ...]:
        """Fresh variables for a point that is drawn from the law: one on the line."""
        return (Dummy(names[0] if names else "x", **self.support.assumptions),)

    def point(self, variables: Sequence[Dummy]) -> Any:
        """What an integrand of one argument receives."""
        return variables[0] if len(variables) == 1 else tuple(variables)

    def integral(self, integrand: Any, variable: Any) -> Expr:
        """The integral of an integrand over the support, against the base measure."""
        support = self.support
        if isinstance(support, Points):
            return Add(*(integrand.subs(variable, point) for point in support.points))
        if not isinstance(support, Range):
            law = type(self).__name__
            raise AuthoringError(f"{self} has no support to integrate over: give the class {law} a property `support`")
        return support.integral(integrand, variable)

    def average(self, integrand: Any, variable: Any) -> Expr:
        """What the expectation of an integrand means: its integral against the density."""
        density = self.support.settled(self.density(variable), variable)
        return self.integral(Mul(integrand, density), variable)

    def _sympystr(self, printer: Any) -> str:
        return f"{self.label or type(self).__name__}({', '.join(printer._print(part) for part in self.args)})"


class OnLine(Distribution):
    """A law on the line, given by a formula that holds on its support."""

    def formula(self, x: Any) -> Expr:
        """The density at a point of the support."""
        raise NotImplementedError

    def density(self, x: Any) -> Expr:
        """The density at `x`; 0 outside the support, where x may lie there."""
        return self.support.guarded(self.formula(x), x)


class OnVectors(Distribution):
    """A law of vectors of explicit size."""

    @property
    def dimension(self) -> int:
        """The number of entries."""
        raise NotImplementedError

    @property
    def support(self) -> Support:
        """All vectors of that size."""
        return Vectors(self.dimension)

    def bound_variables(self, names: Sequence[str]) -> tuple[Dummy, ...]:
        """One variable for each entry, under one name with a number or each under its own."""
        own = names if len(names) == self.dimension else [f"{(names or 'x')[0]}_{i}" for i in range(self.dimension)]
        return tuple(Dummy(name, real=True) for name in own)

    def point(self, variables: Sequence[Dummy]) -> Any:
        """The vector, as a column."""
        return ImmutableDenseMatrix(list(variables))

    def entries(self, x: Any) -> list[Expr]:
        """The entries of a point; raises `AuthoringError` for a point of another size."""
        entries = list(x)
        if len(entries) != self.dimension:
            raise AuthoringError(
                f"a density over {self.dimension} components was asked for at a point with {len(entries)}",
                line=caller_line(),
            )
        return entries


def variables_of(variable: Any) -> tuple[Dummy, ...]:
    """The bound variables of an expectation, one or several."""
    return tuple(variable) if isinstance(variable, Tuple) else (variable,)


def density(law: Distribution, x: Any) -> Expr:
    """The density (or, for a discrete law, the probability) of `law` at `x`.

    Outside the support it is 0; the case is written out unless x certainly lies inside.

    >>> from derive.terms import exponential
    >>> from sympy import Symbol
    >>> density(exponential(rate=2), Symbol("x", positive=True))
    2*exp(-2*x)
    >>> density(exponential(rate=2), Symbol("x", real=True))
    Piecewise((2*exp(-2*x), x >= 0), (0, True))
    """
    return law.density(exact(x, caller_line()))


def logpdf(law: Distribution, x: Any) -> Expr:
    """The logarithm of the density of `law` at `x`, as it is defined.

    >>> from derive.terms import normal
    >>> from sympy.abc import x
    >>> logpdf(normal(mean=0, std=1), x)
    log(sqrt(2)*exp(-x**2/2)/(2*sqrt(pi)))
    """
    return log(law.density(x if isinstance(x, Basic) else exact(x, caller_line())))


def positive(value: Any, what: str, line: int) -> Expr:
    """An exact parameter that must be positive; raises `AuthoringError` for one that certainly is not."""
    return _checked(exact(value, line), "positive", what, line)


def nonnegative(value: Any, what: str, line: int) -> Expr:
    """An exact parameter that must not be negative."""
    return _checked(exact(value, line), "nonnegative", what, line)


def _checked(value: Any, sign: str, what: str, line: int) -> Expr:
    wanted = getattr(value, f"is_{sign}", False)
    if wanted is False or (value.is_number and not wanted):
        raise AuthoringError(f"{what} must be {sign}, not {value}", line=line)
    return value
