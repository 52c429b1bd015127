"""The field in which expressions are compared: reduced fractions of FLINT polynomials in generators.

A fraction in a `Field` is read pointwise.  At every point at which the expression it came from has a
real value, every generator has a value, the denominator is not 0, and the fraction is that value.
So cancelling is sound, and a numerator that vanishes as a polynomial proves an identity; nothing
that depends on generators being independent is ever concluded.

Some generators are algebraic over earlier ones (g**2 = 2); powers of those are lowered at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from math import comb
from typing import Any

from flint import Ordering, fmpz_mpoly_ctx
from sympy import Add, Expr, Integer, Mul, Pow, Symbol

from derive.prove.allocation import Allocation, OutOfReach, Undefined
from derive.prove.sign import Sign

Polynomial = Any
"""A FLINT fmpz_mpoly; python-flint has no types that mypy could use."""

MOST_TERMS = 3000


@dataclass(eq=False, slots=True)
class Generator:
    """One generator: what it is, what it is made from, and what is known of it.

    `base` is the polynomial of a log, a root, a modulus or a cube root, and the exponent (a `Ratio`)
    of an exp, which stands for exp(base/unit).  An algebraic one satisfies g**degree = lowered.
    `sign` None means that it is to be worked out when somebody asks.
    """

    index: int
    kind: str
    base: Any
    depends: frozenset[Symbol]
    express: Callable[[Generator], Expr]
    sign: Sign | None = None
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


class Ratio:
    """A reduced fraction of polynomials; the denominator's leading coefficient is positive."""

    __slots__ = ("den", "field", "num")

    def __init__(self, over: Field, num: Polynomial, den: Polynomial) -> None:
        self.field, self.num, self.den = over, num, den

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Ratio) and bool(self.num == other.num) and bool(self.den == other.den)

    __hash__ = None  # type: ignore[assignment]

    @property
    def is_zero(self) -> bool:
        """Whether the numerator vanishes as a polynomial."""
        return not self.num

    def __add__(self, other: Ratio) -> Ratio:
        if self.den == other.den:
            return self.field.ratio(self.num + other.num, self.den)
        return self.field.ratio(self.num * other.den + other.num * self.den, self.den * other.den)

    def __sub__(self, other: Ratio) -> Ratio:
        return self + -other

    def __neg__(self) -> Ratio:
        return Ratio(self.field, -self.num, self.den)

    def __mul__(self, other: Ratio) -> Ratio:
        return self.field.ratio(self.num * other.num, self.den * other.den)

    def __truediv__(self, other: Ratio) -> Ratio:
        if other.is_zero:
            raise Undefined("a division by 0")
        return self.field.ratio(self.num * other.den, self.den * other.num)

    def __pow__(self, exponent: int) -> Ratio:
        if exponent < 0:
            return self.field.one / self**-exponent
        if max(_terms_of_power(p, exponent) for p in (self.num, self.den)) > MOST_TERMS:
            raise OutOfReach("a power with too many terms")
        return self.field.ratio(self.num**exponent, self.den**exponent)

    def scaled(self, top: int, bottom: int = 1) -> Ratio:
        """The ratio times top/bottom."""
        return self.field.ratio(self.num * top, self.den * bottom)


def _terms_of_power(polynomial: Polynomial, exponent: int) -> int:
    """At most how many terms the power has, or words for its coefficients where these are long."""
    if not polynomial:
        return 1
    longest = max(abs(int(c)).bit_length() for c in polynomial.coeffs())
    return max(comb(exponent + len(polynomial) - 1, exponent), longest * exponent // 64)


@cache
def _ring(size: int) -> tuple[fmpz_mpoly_ctx, tuple[Polynomial, ...], Polynomial]:
    """The polynomials in so many generators: where they live, the generators, and 1."""
    ring = fmpz_mpoly_ctx.get([f"g{i}" for i in range(size)], Ordering.lex)
    return ring, ring.gens(), ring.constant(1)


class Field(Allocation[Generator]):
    """Polynomials over the whole numbers in generators that are allocated as they are needed."""

    first_size = 16
    most_generators = 64

    def clear(self) -> None:
        """Forget all generators, but neither how many there should be nor how fine."""
        super().clear()
        self.ctx, self.variables, self.unit_polynomial = _ring(self.size)
        self.one = Ratio(self, self.unit_polynomial, self.unit_polynomial)
        self.zero = Ratio(self, self.ctx.constant(0), self.unit_polynomial)

    # ---- elements

    def constant(self, top: int, bottom: int = 1) -> Ratio:
        """The rational number top/bottom."""
        return self.ratio(self.ctx.constant(top), self.ctx.constant(bottom))

    def polynomial(self, num: Polynomial) -> Ratio:
        """A polynomial as an element of the field."""
        return Ratio(self, num, self.unit_polynomial)

    def ratio(self, num: Polynomial, den: Polynomial) -> Ratio:
        """num/den, with powers of algebraic generators lowered, in lowest terms."""
        if self.algebraic:
            num, den = self.lower(num), self.lower(den)
        if not den:
            raise Undefined("a division by 0")
        if not den.is_one():
            common = num.gcd(den)
            if not common.is_one():
                num, den = num / common, den / common
            if den.leading_coefficient() < 0:
                num, den = -num, -den
        if len(num) > MOST_TERMS or len(den) > MOST_TERMS:
            raise OutOfReach("an expression with too many terms")
        return Ratio(self, num, den)

    def lower(self, polynomial: Polynomial) -> Polynomial:
        """The polynomial with g**degree replaced by its value, for each algebraic generator."""
        for generator in reversed(self.algebraic):
            if polynomial.degrees()[generator.index] >= generator.degree:
                polynomial = self._lowered_in(polynomial, generator)
        return polynomial

    def _lowered_in(self, polynomial: Polynomial, generator: Generator) -> Polynomial:
        i, buckets = generator.index, {}  # type: ignore[var-annotated]
        for exponents, coefficient in polynomial.to_dict().items():
            times, rest = divmod(int(exponents[i]), generator.degree)
            monomial = (*exponents[:i], rest, *exponents[i + 1 :])
            buckets.setdefault(times, {})[monomial] = coefficient
        total = self.ctx.constant(0)
        for times, terms in buckets.items():
            total += self.ctx.from_dict(terms) * generator.lowered**times
        return self._lowered_in(total, generator) if total.degrees()[i] >= generator.degree else total

    # ---- generators

    def allocate(
        self, kind: str, base: Any, depends: frozenset[Symbol], express: Callable[[Generator], Expr],
        sign: Sign | None = None, unit: int = 1,
    ) -> Generator:  # fmt: skip
        """A new generator, whose unit is at least as fine as the given one and any that was needed before."""
        unit = self.unit_of_next(kind, unit)
        return self.admit(Generator(len(self.generators), kind, base, depends, express, sign, unit))

    def known(self, kind: str, base: Any) -> Generator | None:
        """The generator of that kind and base, if it has been allocated."""
        return next((g for g in self.by_kind.get(kind, ()) if g.base == base), None)

    def element(self, generator: Generator, exponent: int = 1) -> Ratio:
        """A power of a generator."""
        power = self.variables[generator.index] ** abs(exponent)
        if exponent < 0:
            return self.ratio(self.unit_polynomial, power)
        return self.ratio(power, self.unit_polynomial)

    # ---- looking into elements

    def generator_of(self, polynomial: Polynomial) -> Generator | None:
        """The generator that a polynomial is, if it is nothing else."""
        if len(polynomial) != 1 or polynomial.total_degree() != 1 or polynomial.leading_coefficient() != 1:
            return None
        return self.generators[polynomial.monoms()[0].index(1)]

    def generators_in(self, *polynomials: Polynomial) -> list[Generator]:
        """The generators that occur, the earliest first."""
        degrees = [p.degrees() for p in polynomials]
        return [g for g in self.generators if any(d[g.index] > 0 for d in degrees)]

    def depends(self, *polynomials: Polynomial) -> frozenset[Symbol]:
        """The variables on which the value of the polynomials depends."""
        return frozenset().union(*(g.depends for g in self.generators_in(*polynomials)))

    def terms(self, polynomial: Polynomial) -> list[tuple[tuple[int, ...], int]]:
        """The exponents and the coefficient of each term, highest first."""
        coefficients = [int(c) for c in polynomial.coeffs()]
        exponents = [tuple(int(e) for e in monomial) for monomial in polynomial.monoms()]
        return list(zip(exponents, coefficients, strict=True))

    def expression(self, polynomial: Polynomial) -> Expr:
        """The polynomial in SymPy's terms."""
        return Add(*(self._term(exponents, c) for exponents, c in self.terms(polynomial)))

    def _term(self, exponents: tuple[int, ...], coefficient: int) -> Expr:
        present = [(g.expression, e) for g, e in zip(self.generators, exponents, strict=False) if e]
        return Mul(Integer(coefficient), *(Pow(base, e) for base, e in present))
