"""What a page takes for granted about variables that are no numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sympy import Symbol, exp, expand
from sympy.logic.boolalg import BooleanFunction

from derive.errors import AuthoringError, caller_line

if TYPE_CHECKING:
    from derive.abstract.worlds import World


class Premise(BooleanFunction):
    """A hypothesis such as "A is symmetric" or "p is 0 wherever q is"; its arguments are what it speaks of."""

    @property
    def free_symbols(self) -> set[Symbol]:
        """All variables it speaks of."""
        found: set[Symbol] = set().union(*(argument.free_symbols for argument in self.args))
        return found

    def holds_in(self, world: World) -> bool:
        """Whether it certainly holds of the concrete objects of a world."""
        raise NotImplementedError

    @classmethod
    def eval(cls, *args: Any) -> None:
        """A premise is never decided by SymPy."""

    def to_nnf(self, simplify: bool = True) -> Any:  # noqa: FBT001, FBT002  (SymPy's signature)
        """It has no parts."""
        return self

    def __bool__(self) -> bool:
        raise TypeError("a premise has no truth value of its own")


class Dominated(Premise):
    """The derivative in a variable may be taken under an expectation; `args` are the expectation and the variable.

    The derivative of the integrand is, near every value of the variable, bounded by one integrable function.  Where
    the law is normal this speaks of the standard one: the variable stands in the integrand only.
    """

    def holds_in(self, world: World) -> bool:
        """In finite worlds, and for normal laws where no exponential grows faster than that of a linear function."""
        from derive.terms.densities import AbstractDensity
        from derive.terms.distributions import Normal

        average = self.args[0]
        if not isinstance(average.law, Normal):
            return isinstance(average.law, AbstractDensity)
        (z,) = average.variables
        exponents = (node.args[0] for node in world.at(average.integrand).atoms(exp))
        return all(expand(exponent.diff(z, 2)) == 0 for exponent in exponents)

    def _sympystr(self, printer: Any) -> str:
        return f"dominated({', '.join(map(printer._print, self.args))})"


def dominated(average: Any, variable: Any) -> Dominated:
    """The premise that d/d variable goes under the expectation `average`: its derivative is dominated.

    Raises `AuthoringError` if `average` is no expectation, or `variable` no variable that it depends on.

    Source: Billingsley, Probability and Measure (1995), theorem 16.8.

    >>> from sympy import Symbol
    >>> from derive.terms import expectation, normal
    >>> mu = Symbol("mu", real=True)
    >>> dominated(expectation(normal(mean=mu, std=1), lambda z: z**2), mu)
    dominated(E_{z ~ N(mu, 1)}[z**2], mu)
    >>> dominated(mu, mu)
    Traceback (most recent call last):
    derive.errors.AuthoringError: dominated takes an expectation and a variable, but found mu
    """
    from derive.terms.expectation import Expectation

    line = caller_line()
    if not isinstance(average, Expectation) or not isinstance(variable, Symbol):
        raise AuthoringError(f"dominated takes an expectation and a variable, but found {average}", line=line)
    if variable not in average.free_symbols:
        raise AuthoringError(f"{average} does not depend on {variable}", line=line)
    return Dominated(average, variable)
