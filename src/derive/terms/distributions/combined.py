"""Laws made of others: independent components, and mixtures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sympy import Add, Expr, Mul, Tuple

from derive.errors import AuthoringError, caller_line
from derive.terms.distributions.base import Distribution, OnVectors, Requirement, variables_of
from derive.terms.distributions.discrete import summing_to_one
from derive.terms.distributions.supports import LINE, Support
from derive.tree import rewritten


class Product(OnVectors):
    """The law of a vector with independent components; `args` are the laws of the components."""

    @property
    def dimension(self) -> int:
        """The number of components."""
        return len(self.args)

    def bound_variables(self, names: Sequence[str]) -> tuple[Any, ...]:
        """A variable in the support of each component."""
        own = [variable.name for variable in super().bound_variables(names)]
        return tuple(law.bound_variables([name])[0] for law, name in zip(self.args, own, strict=True))

    def density(self, x: Any) -> Expr:
        """The product of the densities of the components."""
        return Mul(*(law.density(entry) for law, entry in zip(self.args, self.entries(x), strict=True)))

    def average(self, integrand: Any, variable: Any) -> Expr:
        """One average after the other, the last component first."""
        from derive.terms.expectation import averaged

        for law, entry in reversed(list(zip(self.args, variables_of(variable), strict=True))):
            integrand = averaged(law, integrand, (entry,))
        return integrand

    def _sympystr(self, printer: Any) -> str:
        return " x ".join(printer._print(law) for law in self.args)


class Mixture(Distribution):
    """A mixture of laws on the line; `args` are pairs of a weight and a law."""

    @property
    def parts(self) -> tuple[tuple[Expr, Distribution], ...]:
        """The weights and the laws."""
        return tuple((weight, law) for weight, law in self.args)

    @property
    def measure(self) -> str | None:  # type: ignore[override]
        """That of the parts, if they have one in common."""
        found = {law.measure for _, law in self.parts}
        return found.pop() if len(found) == 1 else None

    @property
    def support(self) -> Support:
        """The support of one part that contains those of the others, else the line."""
        supports = [law.support for _, law in self.parts]
        whole = next((s for s in supports if all(s.holds_all_of(other) for other in supports)), None)
        return whole or (Support() if self.measure == "counting" else LINE)

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """Weights that are not negative."""
        return tuple((weight, "nonnegative") for weight, _ in self.parts)

    def density(self, x: Any) -> Expr:
        """The weighted sum of the densities."""
        if len({law.measure for _, law in self.parts}) > 1:
            raise AuthoringError(f"{self} has atoms beside a density, and so no density", line=caller_line())
        return Add(*(weight * law.density(x) for weight, law in self.parts))

    def average(self, integrand: Any, variable: Any) -> Expr:
        """The weighted sum of the averages."""
        from derive.terms.expectation import averaged

        terms = []
        for weight, law in self.parts:
            own = law.bound_variables([variable.name])
            terms.append(Mul(weight, averaged(law, rewritten(integrand, {variable: own[0]}), own)))
        return Add(*(term for term in terms if term != 0))

    def _sympystr(self, printer: Any) -> str:
        return " + ".join(f"{printer._print(weight)}*{printer._print(law)}" for weight, law in self.parts)


def independent(*laws: Distribution) -> Product:
    """The law of a vector whose components are independent with the given laws."""
    return Product(*laws)


def mixture(parts: Sequence[tuple[Any, Distribution]]) -> Mixture:
    """The law that is drawn from one of several laws, each with its weight.

    Raises `AuthoringError` for a weight that is a negative number, and for weights that do not sum to 1.

    >>> from sympy import Rational
    >>> from derive.terms import normal, point_mass
    >>> half = Rational(1, 2)
    >>> mixture([(half, normal(mean=0, std=1)), (half, normal(mean=1, std=1))]).measure
    'Lebesgue'
    >>> mixture([(half, point_mass(0))])
    Traceback (most recent call last):
    derive.errors.AuthoringError: the weights of a mixture must sum to 1, not to 1/2
    """
    line = caller_line()
    for _, law in parts:
        if not isinstance(law, Distribution) or isinstance(law, OnVectors):
            raise AuthoringError(f"a mixture takes pairs of a weight and a law on the line, not {law}", line=line)
    weights = summing_to_one([weight for weight, _ in parts], "a mixture", line)
    return Mixture(*(Tuple(weight, law) for weight, (_, law) in zip(weights, parts, strict=True)))
