"""Signs of polynomials in generators, read off their coefficients.

Where all terms of a polynomial have one sign, so has the polynomial.  Where they have not, there is
the discriminant of a quadratic, what the facts say of it or of a polynomial near it, and the bounds
of exp, log, sin and cos.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sympy import Dummy, Expr, Poly

from derive.prove.bounds import sign_by_bounds, sign_by_product
from derive.prove.field import Generator, OutOfReach, Polynomial
from derive.prove.sign import Sign, sign_of_number

if TYPE_CHECKING:
    from derive.prove.tower import Tower

Factors = list[tuple[Polynomial, int]]
MOST_NESTED = 2
MOST_TERMS_OF_QUADRATIC = 30
HIGHEST_DEGREE = 60
DECIDED = (Sign.POSITIVE, Sign.NEGATIVE, Sign.ZERO)


class SignTable:
    """Signs that the facts give to irreducible polynomials, and to products of them."""

    def __init__(self) -> None:
        self.of_factor: list[tuple[Polynomial, Sign]] = []
        self.of_product: list[tuple[list[Polynomial], Sign]] = []
        self.is_contradictory = False

    def learn(self, tower: Tower, expression: Expr, sign: Sign) -> None:
        """Take in that an expression has one of the given signs, wherever it matters."""
        try:
            ratio = tower.read(expression)
            before = tower.sign_of(ratio)
        except OutOfReach:
            return
        self.is_contradictory |= not before & sign
        top, above = tower.factors(ratio.num)
        bottom, below = tower.factors(ratio.den)
        for f, _ in below if Sign.ZERO in sign else above + below:
            self.restrict(tower, f, Sign.NONZERO)
        if sign is not Sign.NONZERO:
            self._learn_product(tower, above + below, sign * sign_of_number(top * bottom))

    def _learn_product(self, tower: Tower, factors: Factors, sign: Sign) -> None:
        """Take in the sign of a product of factors; those below the line are known not to be 0."""
        unknown = []
        for f, multiplicity in factors:
            known = tower.sign_of_factor(f) & self.sign(f)
            power = known if multiplicity % 2 else known**2
            if power in (Sign.POSITIVE, Sign.NEGATIVE):
                sign = sign * power
            elif multiplicity % 2:
                unknown.append(f)
            elif Sign.ZERO in sign:
                return  # 0 >= f**2 g says nothing of g where f is 0
        if len(unknown) == 1:
            self.restrict(tower, unknown[0], sign)
        elif unknown:
            self.of_product.append((unknown, sign))

    def restrict(self, tower: Tower, f: Polynomial, sign: Sign) -> None:
        """Take in that an irreducible polynomial has one of the given signs."""
        combined = self.sign(f) & sign
        self.of_factor = [(g, s) for g, s in self.of_factor if g != f] + [(f, combined)]
        self.is_contradictory |= combined is Sign.IMPOSSIBLE
        generator = tower.generator_of(f)
        match generator:
            case Generator(kind="variable"):
                generator.sign = (generator.sign or Sign.ANY) & combined
                self.is_contradictory |= generator.sign is Sign.IMPOSSIBLE
            case Generator(kind="cube root"):
                self.restrict(tower, generator.base, combined)
            case Generator(kind="root" | "modulus") if combined.within(Sign.NONZERO):
                self.restrict(tower, generator.base, Sign.NONZERO)

    def sign(self, f: Polynomial) -> Sign:
        """What the facts say of an irreducible polynomial."""
        return next((sign for g, sign in self.of_factor if g == f), Sign.ANY)

    def sign_of_product(self, factors: list[Polynomial]) -> Sign:
        """What the facts say of a product of irreducible polynomials."""
        for known, sign in self.of_product:
            if len(known) == len(factors) and all(any(f == g for g in known) for f in factors):
                return sign
        return Sign.ANY


def sign_of_ratio(tower: Tower, above: Factors, below: Factors = ()) -> Sign:  # type: ignore[assignment]
    """The sign of a quotient of products; the factors below are not 0."""
    sign, unknown, is_nonzero = Sign.POSITIVE, [], True
    for f, multiplicity in [*above, *((g, -m) for g, m in below)]:
        known = tower.sign_of_factor(f) & (Sign.NONZERO if multiplicity < 0 else Sign.ANY)
        if multiplicity % 2 and known in (Sign.ANY, Sign.NONZERO):
            unknown.append(f)
            is_nonzero &= known is Sign.NONZERO
        else:
            sign = sign * known ** abs(multiplicity)
    if not unknown:
        return sign
    stated = tower.table.sign_of_product(unknown) if len(unknown) > 1 else Sign.ANY
    return sign * (stated & (Sign.NONZERO if is_nonzero else Sign.ANY))


def sign_of_irreducible(tower: Tower, f: Polynomial) -> Sign:
    """The signs that an irreducible polynomial can have, by the cheapest way that decides it."""
    sign = sign_by_terms(tower, f)
    ways = (
        sign_by_table,
        sign_by_roots,
        sign_by_discriminant,
        sign_by_counting_roots,
        sign_by_facts,
        sign_of_constants,
        sign_by_product,
        sign_by_bounds,
    )
    for way in ways:
        if sign in DECIDED or sign is Sign.IMPOSSIBLE:
            break
        if way is sign_by_table or not (sign.within(Sign.NONNEGATIVE) or sign.within(Sign.NONPOSITIVE)):
            sign &= way(tower, f)
    return sign


def sign_by_table(tower: Tower, f: Polynomial) -> Sign:
    """What the facts say of f, or of the generators in it."""
    return tower.table.sign(f) & sign_by_terms(tower, f)


def sign_by_terms(tower: Tower, f: Polynomial) -> Sign:
    """The sum of the signs of the terms."""
    total = Sign.ZERO
    for exponents, coefficient in tower.terms(f):
        sign = sign_of_number(coefficient)
        for index, exponent in enumerate(exponents):
            if exponent:
                sign = sign * sign_of_generator(tower, tower.generators[index]) ** exponent
        total = total + sign
        if total is Sign.ANY:
            break
    return total


def sign_of_generator(tower: Tower, generator: Generator) -> Sign:
    """The signs of a generator, worked out on first use."""
    if generator.sign is None:
        generator.sign = Sign.ANY  # while it is worked out
        generator.sign = _worked_out(tower, generator)
    return generator.sign


def _worked_out(tower: Tower, generator: Generator) -> Sign:
    if generator.kind == "log":
        return _sign_of_log(tower, generator.base)
    inner = tower.sign(generator.base)
    if generator.kind == "cube root":
        return inner
    return Sign.NONNEGATIVE if Sign.ZERO in inner else Sign.POSITIVE  # a root or a modulus


def _sign_of_log(tower: Tower, f: Polynomial) -> Sign:
    """log|f| has the sign of |f| - 1."""
    if f.is_constant():
        return Sign.POSITIVE  # of a prime
    inner = tower.sign(f)
    if inner.within(Sign.NONNEGATIVE):
        return tower.sign(f - 1)
    return tower.sign(-f - 1) if inner.within(Sign.NONPOSITIVE) else Sign.ANY


def sign_by_roots(tower: Tower, f: Polynomial) -> Sign:
    """The sign after variables have been written as powers of their roots: p - 2 r + 1 = (r - 1)**2."""
    values = list(tower.variables)
    for root in tower.by_kind.get("root", ()):
        variable = tower.generator_of(root.base)
        if variable is not None and root.lowered == root.base and f.degrees()[root.index]:
            values[variable.index] = tower.variables[root.index] ** root.unit
    powers = f.compose(*values)
    return Sign.ANY if powers == f else tower.sign(powers)


def sign_by_discriminant(tower: Tower, f: Polynomial) -> Sign:
    """A quadratic in some generator whose discriminant is negative has the sign of its first coefficient."""
    if tower.discriminants_within >= MOST_NESTED or len(f) > MOST_TERMS_OF_QUADRATIC:
        return Sign.ANY
    tower.discriminants_within += 1
    try:
        signs = (_sign_of_quadratic(tower, f, g.index) for g in tower.generators_in(f) if f.degrees()[g.index] == 2)
        return next((sign for sign in signs if sign is not Sign.ANY), Sign.ANY)
    finally:
        tower.discriminants_within -= 1


def _sign_of_quadratic(tower: Tower, f: Polynomial, index: int) -> Sign:
    a, b, c = (_coefficient(tower, f, index, k) for k in (2, 1, 0))
    first = tower.sign(a)
    if first not in DECIDED:
        return Sign.ANY
    discriminant = tower.sign(b**2 - 4 * a * c)
    if not discriminant.within(Sign.NONPOSITIVE):
        return Sign.ANY
    return first if discriminant is Sign.NEGATIVE else first | Sign.ZERO


def sign_by_counting_roots(tower: Tower, f: Polynomial) -> Sign:
    """A polynomial in one generator that has no real root where the generator lies keeps its sign there."""
    present = tower.generators_in(f)
    if len(present) != 1 or not 3 <= f.total_degree() <= HIGHEST_DEGREE:
        return Sign.ANY
    allowed = sign_of_generator(tower, present[0])
    coefficients = [0] * (int(f.total_degree()) + 1)
    for exponents, coefficient in tower.terms(f):
        coefficients[sum(exponents)] = coefficient
    lower = 0 if allowed.within(Sign.NONNEGATIVE) else None
    upper = 0 if allowed.within(Sign.NONPOSITIVE) else None
    if Poly(coefficients[::-1], Dummy("g")).count_roots(lower, upper):
        return Sign.ANY
    at = 1 if lower == 0 else -1
    return sign_of_number(sum(c * at**k for k, c in enumerate(coefficients)))


def _coefficient(tower: Tower, f: Polynomial, index: int, power: int) -> Polynomial:
    found = {(*e[:index], 0, *e[index + 1 :]): c for e, c in f.to_dict().items() if e[index] == power}
    return tower.ctx.from_dict(found) if found else tower.ctx.constant(0)


def sign_by_facts(tower: Tower, f: Polynomial) -> Sign:
    """f = g + (f - g) with both terms of one sign, where the facts speak of g."""
    for g, sign in tower.table.of_factor:
        for stated, candidate in ((sign, g), (sign.opposite, -g)):
            if stated.within(Sign.NONNEGATIVE) or stated.within(Sign.NONPOSITIVE):
                total = stated + sign_by_terms(tower, f - candidate)
                if total is not Sign.ANY:
                    return total
    return Sign.ANY


def sign_of_constants(tower: Tower, f: Polynomial) -> Sign:
    """A polynomial in numbers such as pi and log 2 has the sign of its enclosure."""
    from derive.prove.tower import constant_sign

    if tower.depends(f) or any(g.kind in ("function", "rest") for g in tower.generators_in(f)):
        return Sign.ANY
    return constant_sign(tower.expression(f))


CHEAP_WAYS = (sign_by_roots, sign_by_discriminant, sign_by_counting_roots)
WAYS = (*CHEAP_WAYS, sign_by_facts, sign_of_constants, sign_by_product, sign_by_bounds)
"""Ways to a sign where the terms do not agree, the cheapest first."""
