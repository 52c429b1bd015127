"""The ring in which expressions are compared: FLINT polynomials in generators over factored denominators.

Later generators stand before earlier ones in the lexicographic order, so that a relation
``g**degree = (polynomial in earlier generators)`` is applied by division with remainder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import comb
from typing import Any

from flint import Ordering, fmpq, fmpq_mpoly_ctx
from flint.utils.flint_exceptions import DomainError
from sympy import Add, Expr, Mul, Pow, Rational, Symbol

from derive.prove.allocation import Allocation, OutOfReach, Undefined
from derive.prove.principal.element import Element, Polynomial, as_fmpq
from derive.prove.sign import Sign

MOST_TERMS = 20_000
MOST_TERMS_TO_FACTOR = 80
MOST_TERMS_TO_DIVIDE = 4_000


@dataclass(eq=False, slots=True)
class Generator:
    """One generator: its kind, what it is made from (`key`), and what is known of its values.

    `index` is its variable in the ring.  A root or exponential stands for the unit-th part of its key;
    an algebraic generator satisfies ``g**degree = lowered``.  `sign` says more only if it `is_real`.
    """

    index: int
    order: int
    kind: str
    key: Any
    depends: frozenset[Symbol]
    express: Callable[[Generator], Expr]
    is_real: bool = False
    sign: Sign = Sign.ANY
    unit: int = 1
    degree: int = 0
    lowered: Polynomial = None
    _expression: Expr | None = None

    @property
    def expression(self) -> Expr:
        """What the generator stands for, in SymPy's terms."""
        if self._expression is None:
            self._expression = self.express(self)
        return self._expression


class Ring(Allocation[Generator]):
    """Polynomials over the rationals in generators that are allocated as they are needed."""

    first_size = 24
    most_generators = 96

    def clear(self) -> None:
        """Forget all generators, but neither how many there should be nor how fine."""
        super().clear()
        self.ctx = fmpq_mpoly_ctx.get([f"g{i}" for i in range(self.size)], Ordering.lex)
        self.variables = self.ctx.gens()
        self.unit_polynomial = self.ctx.constant(1)
        self.at_index: dict[int, Generator] = {}
        self.bases: list[Polynomial] = []
        self.needed: set[int] = set()
        self.is_by_rule = False
        self._factored: dict[Any, tuple[fmpq, list[tuple[Polynomial, int]]]] = {}
        self.one = Element(self, self.unit_polynomial, {})
        self.zero = Element(self, self.ctx.constant(0), {})

    # ---- elements

    def constant(self, value: Any) -> Element:
        """A rational number."""
        return Element(self, self.ctx.constant(as_fmpq(value)), {})

    def polynomial(self, num: Polynomial) -> Element:
        """A polynomial as an element."""
        return Element(self, self.lower(num), {})

    def element(self, num: Polynomial, den: Mapping[int, int]) -> Element:
        """num over a product of bases, modulo the relations, with common factors cancelled."""
        num = self.lower(num)
        if len(num) > MOST_TERMS:
            raise OutOfReach("an expression with too many terms")
        if not num:
            return self.zero
        kept = {}
        for place, exponent in den.items():
            base = self.bases[place]
            while exponent and len(num) <= MOST_TERMS_TO_DIVIDE:
                quotient = _quotient(num, base)
                if quotient is None:
                    break
                num, exponent = quotient, exponent - 1
            if exponent:
                kept[place] = exponent
        return Element(self, num, kept)

    def total(self, terms: Iterable[Element]) -> Element:
        """The sum over the least common denominator."""
        terms = [term for term in terms if term.num]
        if not terms:
            return self.zero
        den: dict[int, int] = {}
        for term in terms:
            for base, exponent in term.den.items():
                den[base] = max(den.get(base, 0), exponent)
        num = self.ctx.constant(0)
        for term in terms:
            num += self.over(term, den)
        return self.element(num, den)

    def over(self, term: Element, den: Mapping[int, int]) -> Polynomial:
        """The numerator of the term over a multiple of its denominator."""
        num = term.num
        for base, exponent in den.items():
            missing = exponent - term.den.get(base, 0)
            if missing:
                self.allow_power(self.bases[base], missing)
                num = self.multiply(num, self.bases[base] ** missing)
        return num

    def agree(self, first: Element, second: Element) -> bool:
        """Whether two elements are equal."""
        if first.den == second.den:
            return bool(first.num == second.num)
        return (first - second).is_zero

    def multiply(self, first: Polynomial, second: Polynomial) -> Polynomial:
        """The product; raises `OutOfReach` where it would be too large."""
        if len(first) * len(second) > 40 * MOST_TERMS:
            raise OutOfReach("an expression with too many terms")
        return first * second

    def power(self, num: Polynomial, exponent: int) -> Polynomial:
        """A power, lowered on the way where generators are algebraic."""
        if not self.algebraic or exponent == 1 or len(num) == 1:
            return self._power_of_term(num, exponent) if len(num) == 1 else num**exponent
        result, square = self.unit_polynomial, num
        while exponent:
            if exponent % 2:
                result = self.lower(self.multiply(result, square))
            exponent //= 2
            if exponent:
                square = self.lower(self.multiply(square, square))
        return result

    def _power_of_term(self, num: Polynomial, exponent: int) -> Polynomial:
        """A power of one term: whole multiples of the degree of an algebraic generator leave at once."""
        (monomial, coefficient), *_ = num.terms()
        result = self.ctx.constant(coefficient**exponent)
        for index, e in enumerate(monomial):
            if not e:
                continue
            generator = self.at_index[index]
            times, rest = divmod(int(e) * exponent, generator.degree) if generator.degree else (0, int(e) * exponent)
            if times:
                self.allow_power(generator.lowered, times)
                result = self.multiply(result, self.power(generator.lowered, times))
            result = result * self.variables[index] ** rest
        return result

    def allow_power(self, num: Polynomial, exponent: int) -> None:
        """Raise `OutOfReach` where a power would be too large."""
        if not num:
            return
        longest = max(abs(int(c.p)).bit_length() + int(c.q).bit_length() for c in num.coeffs())
        if len(num) > 1 and comb(exponent + min(len(num), 60) - 1, exponent) > 400 * MOST_TERMS:
            raise OutOfReach("a power with too many terms")
        if longest * exponent > 100_000:
            raise OutOfReach("a power with long coefficients")

    def lower(self, polynomial: Polynomial) -> Polynomial:
        """The polynomial with g**degree replaced by its value, for each algebraic generator."""
        if not self.algebraic or not polynomial:
            return polynomial
        degrees = polynomial.degrees()
        for generator in reversed(self.algebraic):
            if degrees[generator.index] >= generator.degree:
                relation = self.variables[generator.index] ** generator.degree - generator.lowered
                polynomial = divmod(polynomial, relation)[1]
                if not polynomial:
                    return polynomial
                if len(polynomial) > MOST_TERMS:
                    raise OutOfReach("an expression with too many terms")
                degrees = polynomial.degrees()
        return polynomial

    def inverse(self, element: Element) -> Element:
        """1/element.  Its factors join the bases: they are not 0 at admissible points, or are needed not to be."""
        if element.is_zero:
            raise Undefined("a division by 0")
        content, factors = self.factors(element.num)
        num = self.ctx.constant(1 / content)
        den: dict[int, int] = {}
        for factor, exponent in factors:
            constant, place = self.base(factor)
            num, den[place] = num * (1 / constant) ** exponent, den.get(place, 0) + exponent
        for place, exponent in element.den.items():
            num = self.multiply(num, self.bases[place] ** exponent)
        return self._without_roots(self.element(num, den))

    def _without_roots(self, element: Element) -> Element:
        """The same with no algebraic generator alone below the line: 1/r is r**(q-1)/u where r**q = u."""
        for place, exponent in list(element.den.items()):
            generator = self.generator_of(self.bases[place])
            if generator is None or not generator.degree or not generator.lowered:
                continue
            den = {k: v for k, v in element.den.items() if k != place}
            times = -(-exponent // generator.degree)
            rest = times * generator.degree - exponent
            num = self.multiply(element.num, self.variables[generator.index] ** rest)
            return self.element(num, den) * self.inverse(Element(self, generator.lowered, {})) ** times
        return element

    def base(self, factor: Polynomial) -> tuple[fmpq, int]:
        """A factor of a denominator as a constant times one of the bases, which may be new."""
        constant = factor.leading_coefficient()
        normal = factor / constant
        place = next((i for i, known in enumerate(self.bases) if known == normal), len(self.bases))
        if place == len(self.bases):
            self.bases.append(normal)
            if self.is_by_rule:
                self.needed.add(place)
        elif not self.is_by_rule:
            self.needed.discard(place)
        return constant, place

    # ---- factors

    def factors(self, polynomial: Polynomial) -> tuple[fmpq, list[tuple[Polynomial, int]]]:
        """A rational number and factors with multiplicities: irreducible where the polynomial is not too large."""
        if polynomial.is_constant():
            return (polynomial.leading_coefficient() if polynomial else fmpq(0)), []
        key = str(polynomial) if len(polynomial) < 40 else None
        if key is not None and key in self._factored:
            return self._factored[key]
        found = self._factor(polynomial)
        if key is not None:
            self._factored[key] = found
        return found

    def _factor(self, polynomial: Polynomial) -> tuple[fmpq, list[tuple[Polynomial, int]]]:
        if len(polynomial) == 1:
            (monomial, coefficient), *_ = polynomial.terms()
            return coefficient, [(self.variables[i], int(e)) for i, e in enumerate(monomial) if e]
        if len(polynomial) > MOST_TERMS_TO_FACTOR:
            content = polynomial.leading_coefficient()
            return content, [(polynomial / content, 1)]
        content, factors = polynomial.factor()
        found = []
        for factor, multiplicity in factors:
            lead = factor.leading_coefficient()
            if lead != 1:
                content, factor = content * lead ** int(multiplicity), factor / lead
            found.append((factor, int(multiplicity)))
        return content, found

    def split(self, element: Element) -> tuple[fmpq, list[tuple[Polynomial, int]]]:
        """A rational number and factors with exponents of both signs."""
        content, factors = self.factors(element.num)
        return content, factors + [(self.bases[place], -exponent) for place, exponent in element.den.items()]

    # ---- generators

    def allocate(
        self, kind: str, key: Any, depends: frozenset[Symbol], express: Callable[[Generator], Expr], *,
        is_real: bool = False, sign: Sign = Sign.ANY, unit: int = 1,
    ) -> Generator:  # fmt: skip
        """A new generator, whose unit is at least as fine as the given one and any that was needed before."""
        unit = self.unit_of_next(kind, unit)
        order = len(self.generators)
        generator = Generator(self.size - 1 - order, order, kind, key, depends, express, is_real, sign, unit)
        self.at_index[generator.index] = generator
        return self.admit(generator)

    def generated(self, generator: Generator, exponent: int = 1) -> Element:
        """A power of a generator."""
        power = Element(self, self.variables[generator.index], {})
        return power if exponent == 1 else power**exponent

    # ---- looking into polynomials

    def generator_of(self, polynomial: Polynomial) -> Generator | None:
        """The generator that a polynomial is, if it is nothing else."""
        if len(polynomial) != 1 or polynomial.total_degree() != 1 or polynomial.leading_coefficient() != 1:
            return None
        return self.at_index[next(i for i, e in enumerate(polynomial.degrees()) if e)]

    def generators_in(self, *polynomials: Polynomial) -> list[Generator]:
        """The generators that occur, the earliest first."""
        present = {i for p in polynomials if p for i, e in enumerate(p.degrees()) if e}
        return [g for g in self.generators if g.index in present]

    def parts(self, element: Element) -> list[Polynomial]:
        """The polynomials that an element consists of."""
        return [element.num, *(self.bases[place] for place in element.den)]

    def depends(self, *elements: Element) -> frozenset[Symbol]:
        """The variables on which the elements depend."""
        found = [g.depends for e in elements for g in self.generators_in(*self.parts(e))]
        return frozenset().union(*found)

    def expression(self, polynomial: Polynomial) -> Expr:
        """The polynomial in SymPy's terms."""
        terms = []
        for monomial, coefficient in polynomial.terms():
            present = [Pow(self.at_index[i].expression, int(e)) for i, e in enumerate(monomial) if e]
            terms.append(Mul(Rational(int(coefficient.p), int(coefficient.q)), *present))
        return Add(*terms)

    def as_expression(self, element: Element) -> Expr:
        """The element in SymPy's terms."""
        below = [Pow(self.expression(self.bases[place]), -exponent) for place, exponent in element.den.items()]
        return Mul(self.expression(element.num), *below)


def _quotient(num: Polynomial, base: Polynomial) -> Polynomial | None:
    """num/base if that is a polynomial."""
    above, below = num.degrees(), base.degrees()
    if any(b > a for a, b in zip(above, below, strict=True)):
        return None
    try:
        return num / base
    except DomainError:
        return None
