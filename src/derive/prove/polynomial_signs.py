"""Signs of polynomials in generators, read off their coefficients.

Where all terms of a polynomial have one sign, so has the polynomial.  Where they have not, there is
the discriminant of a quadratic, what the facts say of it or of a polynomial near it, and the bounds
of exp, log, sin and cos.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sympy import Dummy, Poly

from derive.prove.bounds import sign_by_bounds, sign_by_product
from derive.prove.fact_signs import sign_by_elimination, sign_by_facts
from derive.prove.field import Generator, Polynomial
from derive.prove.sign import DECIDED, Sign, sign_of_number
from derive.prove.term_signs import (
    Factors,
    coefficient_of,
    sign_by_coefficients,
    sign_by_terms,
    sign_of_constants,
    sign_of_generator,
)  # fmt: skip

if TYPE_CHECKING:
    from derive.prove.tower import Tower

MOST_NESTED = 2
MOST_TERMS_OF_QUADRATIC = 30
MOST_TERMS_TO_SQUARE = 8
HIGHEST_DEGREE = 60


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
        sign_by_coefficients,
        sign_by_product,
        sign_by_squares,
        sign_by_bounds,
        sign_by_elimination,
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
    a, b, c = (coefficient_of(tower, f, index, k) for k in (2, 1, 0))
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


def sign_by_squares(tower: Tower, f: Polynomial) -> Sign:
    """f = a + b r with a square root r: where a >= 0 >= b r, the sign of a**2 - (b r)**2, in which there is no r."""
    if len(f) > MOST_TERMS_TO_SQUARE or tower.discriminants_within:
        return Sign.ANY
    signs = (_sign_with_root(tower, f, root) for root in tower.by_kind.get("root", ()) if root.degree == 2)
    return next((sign for sign in signs if sign is not Sign.ANY), Sign.ANY)


def _roots_in(tower: Tower, f: Polynomial) -> int:
    return sum(generator.kind == "root" for generator in tower.generators_in(f))


def _sign_with_root(tower: Tower, f: Polynomial, root: Generator) -> Sign:
    if f.degrees()[root.index] != 1:
        return Sign.ANY
    a, b = (coefficient_of(tower, f, root.index, power) for power in (0, 1))
    first, second = tower.sign(a), tower.sign(b) * sign_of_generator(tower, root)
    squares = tower.lower(a**2 - b**2 * root.lowered)
    if _roots_in(tower, squares) >= _roots_in(tower, f):  # one root brings another back
        return Sign.ANY
    if first.within(Sign.NONNEGATIVE) and second.within(Sign.NONPOSITIVE):
        return tower.sign(squares)
    if first.within(Sign.NONPOSITIVE) and second.within(Sign.NONNEGATIVE):
        return tower.sign(squares).opposite
    return first + second


