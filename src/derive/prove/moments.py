"""Expectations under a normal law in closed form: moments by recurrence, exponentials by tilting.

With x ~ N(m, s^2), E[x^(k+1)] = m E[x^k] + k s^2 E[x^(k-1)], and
E[exp(a x + b) f(x)] = exp(a m + a^2 s^2/2 + b) E[f(x + a s^2)].

Source: Bishop, Pattern Recognition and Machine Learning (2006), section 1.2.4 and exercise 1.8;
Cover and Thomas, Elements of Information Theory (2006), section 8.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sympy import Symbol

from derive.prove.field import Polynomial, Ratio
from derive.prove.ledger import bound_variable
from derive.prove.powers import exponential
from derive.prove.sign import Sign
from derive.terms.distributions import Distribution, Normal
from derive.terms.expectation import Expectation

if TYPE_CHECKING:
    from derive.prove.tower import Tower

HIGHEST_MOMENT = 40


def read_expectation(tower: Tower, node: Any) -> Ratio:
    """The expectation in closed form, else a generator that is known by its law and its integrand."""
    x = bound_variable(node)
    tower.bound[node.variable] = x
    integrand = tower.read(node.integrand)
    found = None if tower.keeps_expectations else closed_form(tower, node.law, x, integrand)
    return found if found is not None else opaque(tower, node, x, integrand)


def closed_form(tower: Tower, law: Distribution, x: Symbol, integrand: Ratio) -> Ratio | None:
    """E of an element over x ~ law; None if it is no polynomial in x times exponentials of linear forms."""
    if x not in tower.depends(integrand.num, integrand.den):
        return integrand
    normal, below = _Normal.of(tower, law, x), _take_apart(tower, integrand.den, x)
    if normal is None or below is None:
        return None
    total = tower.zero
    for exponents, coefficient in tower.terms(integrand.num):
        monomial = _take_apart(tower, tower.ctx.from_dict({exponents: coefficient}), x)
        average = None if monomial is None else normal.average(monomial / below)
        if average is None:
            return None
        total = total + average
    tower.rules.add("Gaussian moments")
    return total


@dataclass(frozen=True, eq=False)
class Average:
    """What an expectation that stays a generator is known by: its law and its integrand, in the tower."""

    law: Distribution
    parameters: tuple[Ratio, ...]
    variable: Symbol
    integrand: Ratio

    def has_law_of(self, other: Average) -> bool:
        """Whether both average over the same variable with the same law."""
        same = type(self.law) is type(other.law) and self.variable == other.variable
        return same and self.parameters == other.parameters

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Average) and self.has_law_of(other) and self.integrand == other.integrand

    __hash__ = None  # type: ignore[assignment]


def opaque(tower: Tower, node: Expectation, x: Symbol, integrand: Ratio) -> Ratio:
    """A generator for an expectation."""
    parameters = tuple(tower.read(parameter) for parameter in node.law.args)
    average = Average(node.law, parameters, x, integrand)
    known = tower.known("expectation", average)
    if known is None:
        polynomials = [p for ratio in (*parameters, integrand) for p in (ratio.num, ratio.den)]
        depends = tower.depends(*polynomials) - {x}
        known = tower.allocate("expectation", average, depends, lambda g: node, Sign.ANY)
    return tower.element(known)


@dataclass(frozen=True)
class Term:
    """coefficient * x**power * exp(exponent), where the coefficient does not depend on x."""

    coefficient: Ratio
    power: int
    exponent: Ratio

    def __truediv__(self, other: Term) -> Term:
        return Term(self.coefficient / other.coefficient, self.power - other.power, self.exponent - other.exponent)


def _take_apart(tower: Tower, product: Polynomial, x: Symbol) -> Term | None:
    """A polynomial as such a term; None if it is none."""
    content, factors = tower.factors(product)
    coefficient, power, exponent = tower.constant(content), 0, tower.zero
    for factor, multiplicity in factors:
        generator = tower.generator_of(factor)
        if x not in tower.depends(factor):
            coefficient = coefficient * tower.polynomial(factor**multiplicity)
        elif generator is not None and generator.base == x:
            power += multiplicity
        elif generator is not None and generator.kind == "exp":
            exponent = exponent + generator.base.scaled(multiplicity, generator.unit)
        else:
            return None
    return Term(coefficient, power, exponent)


@dataclass(frozen=True)
class _Normal:
    """The law N(mean, variance) of x."""

    tower: Tower
    x: Symbol
    mean: Ratio
    variance: Ratio

    @classmethod
    def of(cls, tower: Tower, law: Distribution, x: Symbol) -> _Normal | None:
        """The law as the tower reads it."""
        if not isinstance(law, Normal):
            return None
        mean, std = tower.read(law.mean), tower.read(law.std)
        return cls(tower, x, mean, std * std)

    def average(self, term: Term) -> Ratio | None:
        """The expectation of a term whose exponent is linear in x."""
        linear = self._linear(term.exponent)
        if linear is None or not 0 <= term.power <= HIGHEST_MOMENT:
            return None
        slope, constant = linear
        shift = slope * self.variance
        factor = exponential(self.tower, slope * self.mean + (slope * shift).scaled(1, 2) + constant)
        return term.coefficient * factor * self._moment(self.mean + shift, term.power)

    def _linear(self, exponent: Ratio) -> tuple[Ratio, Ratio] | None:
        """a and b if the exponent is a x + b."""
        if self.x in self.tower.depends(exponent.den):
            return None
        parts = [self.tower.zero, self.tower.zero]
        for exponents, coefficient in self.tower.terms(exponent.num):
            monomial = self.tower.ctx.from_dict({exponents: coefficient})
            term = _take_apart(self.tower, monomial, self.x)
            if term is None or term.power > 1 or not term.exponent.is_zero:
                return None
            parts[term.power] = parts[term.power] + term.coefficient / self.tower.polynomial(exponent.den)
        return parts[1], parts[0]

    def _moment(self, mean: Ratio, power: int) -> Ratio:
        """E[x**power] under N(mean, variance)."""
        before, moment = self.tower.zero, self.tower.one
        for k in range(power):
            before, moment = moment, mean * moment + self.variance * before.scaled(k)
        return moment
