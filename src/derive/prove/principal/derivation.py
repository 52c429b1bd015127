"""Derivatives inside the tower: the derivative of each generator is an element of the tower.

A rule divides by what may be 0 (sqrt(u) has the slope 1/(2 sqrt(u))): such points are noted as needs.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from sympy import Symbol, elliptic_e, elliptic_pi

from derive.prove.allocation import OutOfReach
from derive.prove.principal import inverses
from derive.prove.principal.element import Element, Polynomial
from derive.prove.principal.ring import Generator
from derive.prove.principal.slopes import of_complete_second, of_hypergeometric, slopes, varies_otherwise

if TYPE_CHECKING:
    from derive.prove.principal.tower import PrincipalTower

HIGHEST_ORDER = 8


class Derivation:
    """d/dsymbol on the elements of a tower."""

    def __init__(self, tower: PrincipalTower, symbol: Symbol) -> None:
        self.tower, self.symbol = tower, symbol
        self._slopes: dict[int, Element] = {}

    def of(self, element: Element) -> Element:
        """The derivative of an element."""
        tower = self.tower
        terms = [Element(tower, term.num, _joined(term.den, element.den)) for term in self._terms(element.num)]
        for place, exponent in element.den.items():
            for term in self._terms(tower.bases[place]):
                num = tower.multiply(term.num, element.num) * -exponent
                terms.append(Element(tower, tower.lower(num), _joined(term.den, element.den, {place: 1})))
        return tower.total(terms)

    def _terms(self, polynomial: Polynomial) -> list[Element]:
        """The derivative of a polynomial as a sum over its generators."""
        found = []
        for g in self.tower.generators_in(polynomial):
            slope = self.of_generator(g)
            if slope.num:
                partial = self.tower.polynomial(polynomial.derivative(g.index))
                found.append(partial * slope)
        return found

    def of_generator(self, generator: Generator) -> Element:
        """The derivative of a generator."""
        if self.symbol not in generator.depends:
            return self.tower.zero
        if generator.order not in self._slopes:
            self._slopes[generator.order] = self._of_generator(generator)
        return self._slopes[generator.order]

    def _of_generator(self, g: Generator) -> Element:
        tower, value = self.tower, self.tower.generated(g)
        match g.kind:
            case "variable":
                return tower.one
            case "root" | "positive root":
                return self._of_root(g)
            case "modulus":
                return value * self._logarithmic(g.key)
            case "exp":
                return value * self.of(g.key).scaled(Fraction(1, g.unit))
            case "log":
                return self.of(g.key) / g.key
            case "positive log":
                f = tower.polynomial(g.key)
                return self.of(f) / f
            case "cosine":
                sine = tower.generated(tower.generators[g.order + 1])
                return -(sine * self.of(g.key).scaled(Fraction(1, g.unit)))
            case "sine":
                cosine = tower.generators[g.order - 1]
                return tower.generated(cosine) * self.of(g.key).scaled(Fraction(1, cosine.unit))
            case "inverse":
                return self.of(g.key[1]) * inverses.slope(tower, g)
            case "special":
                return self._of_special(g)
            case "hypergeometric":
                return self._of_hypergeometric(g)
        raise OutOfReach(f"the derivative of {g.expression}")

    def _of_root(self, g: Generator) -> Element:
        """r' = u' r/(q u) where r**q = u."""
        radicand = Element(self.tower, g.lowered, {})
        return self.tower.generated(g) * self._logarithmic(radicand).scaled(Fraction(1, g.degree))

    def _logarithmic(self, u: Element) -> Element:
        """u'/u, factor by factor."""
        tower = self.tower
        terms = []
        for factor, exponent in tower.split(u)[1]:
            f = tower.polynomial(factor)
            slope = self.of(f)
            if slope.num:
                terms.append((slope * tower.by_rule(f.inverse)).scaled(exponent))
        return tower.total(terms)

    def _of_special(self, g: Generator) -> Element:
        head, *arguments = g.key
        self.tower.rules.add(f"derivative of {head.__name__}")
        if head in (elliptic_e, elliptic_pi) and len(arguments) == (1 if head is elliptic_e else 2):
            return self._of_complete(g)
        moving = [self.symbol in self.tower.depends(argument) for argument in arguments]
        if varies_otherwise(g, moving):
            raise OutOfReach(f"the derivative of {g.expression}")
        return self.tower.total(
            self.of(argument) * slope
            for argument, slope in slopes(self.tower, g)
            if self.symbol in self.tower.depends(argument)
        )

    def _of_complete(self, g: Generator) -> Element:
        head, *arguments = g.key
        if head is not elliptic_e:
            raise OutOfReach(f"the derivative of {g.expression}")
        return self.of(arguments[0]) * of_complete_second(self.tower, arguments)

    def _of_hypergeometric(self, g: Generator) -> Element:
        _, above, below, z = g.key
        if any(self.symbol in self.tower.depends(parameter) for parameter in (*above, *below)):
            raise OutOfReach("the derivative in a parameter")
        self.tower.rules.add("derivative of hyper")
        return self.of(z) * of_hypergeometric(self.tower, g)


def _joined(*parts: dict[int, int]) -> dict[int, int]:
    total: dict[int, int] = {}
    for part in parts:
        for place, exponent in part.items():
            total[place] = total.get(place, 0) + exponent
    return total


def read_derivative(tower: PrincipalTower, node: Any) -> Element:
    """A derivative in one variable or several, of any small order."""
    value = tower.read(node.expr)
    for symbol, order in node.variable_count:
        if not isinstance(symbol, Symbol) or not order.is_Integer or order > HIGHEST_ORDER:
            raise OutOfReach("a derivative of another kind")
        if tower.facts.is_integer(symbol):
            raise OutOfReach("a derivative in a whole number")
        derivation = tower.derivations.setdefault(symbol, Derivation(tower, symbol))
        for _ in range(int(order)):
            value = derivation.of(value)
    return value
