"""Polynomials with rational coefficients, taken apart into irreducible factors."""

from __future__ import annotations

from fractions import Fraction

from flint import fmpq, fmpq_mpoly_ctx

from derive.prove.constants.algebraic import rational
from derive.prove.constants.polynomials import Polynomial, summed


def factored(polynomial: Polynomial) -> tuple[Fraction, list[tuple[Polynomial, int]]] | None:
    """A rational number and irreducible factors with their exponents; None where that is not attempted.

    >>> from derive.prove.constants.polynomials import power_of, whole
    >>> square = power_of(0, 2) - power_of(0).times(rational(2)) + whole(1)
    >>> [exponent for _, exponent in factored(square)[1]]
    [2]
    """
    places = sorted(polynomial.generators)
    terms: dict[tuple[int, ...], fmpq] = {}
    for powers, coefficient in polynomial.terms:
        value = coefficient.rational
        if value is None or any(e.denominator != 1 or e < 0 for _, e in powers):
            return None
        exponents = dict(powers)
        terms[tuple(int(exponents.get(place, 0)) for place in places)] = fmpq(value.numerator, value.denominator)
    if not places:
        return None
    context = fmpq_mpoly_ctx.get([f"x{place}" for place in places], "lex")
    content, factors = context.from_dict(terms).factor()
    return (
        Fraction(int(content.p), int(content.q)),
        [(_back(factor.to_dict(), places), int(exponent)) for factor, exponent in factors],
    )


def _back(terms: dict[tuple[int, ...], fmpq], places: list[int]) -> Polynomial:
    return summed(
        (
            tuple((place, Fraction(int(e))) for place, e in zip(places, exponents, strict=True) if e),
            rational(Fraction(int(value.p), int(value.q))),
        )
        for exponents, value in terms.items()
    )
