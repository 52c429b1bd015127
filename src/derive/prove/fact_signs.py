"""Signs of polynomials that follow from what the facts say of the signs of others."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from math import gcd
from typing import TYPE_CHECKING

from sympy import Expr

from derive.prove.allocation import OutOfReach
from derive.prove.field import Generator, Polynomial
from derive.prove.sign import Sign, sign_of_number
from derive.prove.term_signs import Factors, Term, coefficient_of, sign_by_terms

if TYPE_CHECKING:
    from derive.prove.tower import Tower

MOST_TERMS = 30
"""Of a polynomial and a fact from which a generator is eliminated."""


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
            for f, _ in above:
                self._learn_part(tower, f)

    def _learn_part(self, tower: Tower, f: Polynomial) -> None:
        """Where f >= 0, so is what is left of f without the terms that are certainly not positive."""
        stated = self.sign(f)
        if stated in (Sign.POSITIVE, Sign.NONNEGATIVE):
            opposed = Sign.NONPOSITIVE
        elif stated in (Sign.NEGATIVE, Sign.NONPOSITIVE):
            opposed = Sign.NONNEGATIVE
        else:
            return
        terms = [tower.ctx.from_dict({exponents: coefficient}) for exponents, coefficient in tower.terms(f)]
        left = [term for term in terms if not sign_by_terms(tower, term).within(opposed)]
        if 1 < len(left) < len(terms):
            content, factors = tower.factors(sum(left, tower.ctx.constant(0)))
            self._learn_product(tower, factors, stated * sign_of_number(content))

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


def sign_by_facts(tower: Tower, f: Polynomial) -> Sign:
    """n f = m g + (n f - m g) with both terms of one sign, for a number n > 0, a term m and a fact about g."""
    facts = [(g, sign) for g, sign in tower.table.of_factor if sign not in (Sign.ANY, Sign.NONZERO)]
    opposed = [] if tower.discriminants_within or not facts else _opposed(tower, f)
    for g, stated in facts:
        for number, multiple in _multiples(tower, opposed, g):
            first = stated * sign_by_terms(tower, multiple)
            total = Sign.ANY if first is Sign.ANY else first + sign_by_terms(tower, number * f - multiple * g)
            if total is not Sign.ANY:
                return total
    return Sign.ANY


def _opposed(tower: Tower, f: Polynomial) -> list[Term]:
    """A term that has to go if f is to be nonnegative, and one if it is not to be positive."""
    signs = [(term, sign_by_terms(tower, tower.ctx.from_dict(dict([term])))) for term in tower.terms(f)]
    wanted = (Sign.NONNEGATIVE, Sign.NONPOSITIVE)
    found = (next((term for term, sign in signs if not sign.within(good)), None) for good in wanted)
    return [term for term in found if term is not None]


def sign_by_elimination(tower: Tower, f: Polynomial) -> Sign:
    """f = a v + b and a fact g = c v + d: then c f = a g + (c b - a d), in which v stands in g only."""
    if tower.is_eliminating or tower.discriminants_within or len(f) > MOST_TERMS:
        return Sign.ANY
    tower.is_eliminating = True
    try:
        signs = (_sign_with_fact(tower, f, g, stated, v.index) for g, stated, v in _shared_linearly(tower, f))
        return next((sign for sign in signs if sign is not Sign.ANY), Sign.ANY)
    finally:
        tower.is_eliminating = False


def _shared_linearly(tower: Tower, f: Polynomial) -> Iterator[tuple[Polynomial, Sign, Generator]]:
    """Facts about polynomials of more than one term, and the generators in which both they and f are linear."""
    degrees = f.degrees()
    for g, stated in tower.table.of_factor:
        if 1 < len(g) <= MOST_TERMS and stated not in (Sign.ANY, Sign.NONZERO):
            others = g.degrees()
            yield from ((g, stated, v) for v in tower.generators if degrees[v.index] == others[v.index] == 1)


def _sign_with_fact(tower: Tower, f: Polynomial, g: Polynomial, stated: Sign, index: int) -> Sign:
    a, b = (coefficient_of(tower, f, index, k) for k in (1, 0))
    c, d = (coefficient_of(tower, g, index, k) for k in (1, 0))
    lead = tower.sign(c)
    first = stated * tower.sign(a) if lead in (Sign.POSITIVE, Sign.NEGATIVE) else Sign.ANY
    return Sign.ANY if first is Sign.ANY else lead * (first + tower.sign(c * b - a * d))


def _multiples(tower: Tower, opposed: list[Term], g: Polynomial) -> Iterator[tuple[int, Polynomial]]:
    """Numbers n > 0 and terms m: 1 and -1, and those for which n times an opposed term is one of m g, and gone."""
    yield from ((1, tower.ctx.constant(sign)) for sign in (1, -1))
    for (powers, a), (others, b) in product(opposed, tower.terms(g) if opposed else ()):
        quotient = tuple(p - q for p, q in zip(powers, others, strict=True))
        if min(quotient) >= 0:
            common = gcd(a, b) * (1 if b > 0 else -1)
            yield b // common, tower.ctx.from_dict({quotient: a // common})
