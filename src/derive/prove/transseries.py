"""Expansions as u -> oo with an error term: sums of c u^a log(u)^b log(log u)^d exp(E), and O(a monomial).

A `Series` says of a function f: there are C and u_0 with |f(u) - (sum of the terms)| <= C m(u) for all
u >= u_0, m being the remainder; without remainder f equals the sum.  Coefficients and exponents are
expressions in parameters that stay fixed while u moves, so C and u_0 may depend on them.  Growth is
decided by the signs of exponents, which the caller's `sign` and `vanishes` know or do not know; what they
do not know ends in `Unclear`, never in a guess.  `asymptotics.py` turns expressions into series.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cmp_to_key
from typing import Any

from sympy import Abs, Expr, Integer, Mul, Rational, exp, factorial, log, sign

from derive.prove.signs import Sign
from derive.terms.functions import cbrt

ZERO, UNIT = Integer(0), Integer(1)


class Unclear(Exception):
    """A sign, a comparison or a function is not known: nothing can be said."""


class TooShort(Unclear):
    """Every term that was kept has cancelled: a longer expansion may tell."""


@dataclass(frozen=True)
class Monomial:
    """u^a log(u)^b log(log u)^d exp(tower): `powers` are (a, b, d), `tower` the terms of the exponent.

    Every term of the tower outgrows log u, so that monomials compare by the tower first, then by the powers.
    """

    powers: tuple[Expr, Expr, Expr] = (ZERO, ZERO, ZERO)
    tower: tuple[Term, ...] = ()


@dataclass(frozen=True)
class Term:
    """A coefficient, free of u, times a monomial."""

    coefficient: Expr
    monomial: Monomial


@dataclass(frozen=True)
class Series:
    """Terms of falling growth plus O(remainder); without remainder the sum is exact."""

    terms: tuple[Term, ...] = ()
    remainder: Monomial | None = None

    @property
    def size(self) -> Monomial | None:
        """A monomial m with f = O(m); None if f is 0."""
        return self.terms[0].monomial if self.terms else self.remainder


ONE = Monomial()
U = Monomial((UNIT, ZERO, ZERO))
LOG_U = Monomial((ZERO, UNIT, ZERO))
LOG_LOG_U = Monomial((ZERO, ZERO, UNIT))


@dataclass
class Calculus:
    """Arithmetic of series: `sign` and `vanishes` judge coefficients, `order` is how far to expand."""

    sign: Callable[[Expr], Sign | None]
    vanishes: Callable[[Expr], bool]
    order: int
    _growth: dict[Monomial, int] = field(default_factory=dict)

    # ---- coefficients

    def direction(self, coefficient: Expr) -> int:
        """1, 0 or -1 as the coefficient is positive, zero or negative; raises `Unclear` if unknown."""
        if coefficient.is_Rational:
            return int(coefficient.p > 0) - int(coefficient.p < 0)
        if self.vanishes(coefficient):
            return 0
        match self.sign(coefficient):
            case Sign.POSITIVE:
                return 1
            case Sign.NEGATIVE:
                return -1
        raise Unclear(f"the sign of {coefficient} is not known")

    def is_nonzero(self, coefficient: Expr) -> bool:
        """Whether the coefficient is certainly not zero."""
        if coefficient.is_Rational:
            return bool(coefficient != 0)
        return self.sign(coefficient) in (Sign.POSITIVE, Sign.NEGATIVE, Sign.NONZERO)

    # ---- monomials

    def times(self, m: Monomial, n: Monomial, exponent: Expr = UNIT) -> Monomial:
        """m n^exponent."""
        a, b, d = (p + exponent * q for p, q in zip(m.powers, n.powers, strict=True))
        if not n.tower:
            return Monomial((a, b, d), m.tower)
        raised = [Term(exponent * term.coefficient, term.monomial) for term in n.tower]
        return Monomial((a, b, d), self._collected([*m.tower, *raised]))

    def growth(self, m: Monomial) -> int:
        """1 if m tends to oo, 0 if it is 1, -1 if it tends to 0."""
        if m not in self._growth:
            exponents = [term.coefficient for term in m.tower[:1]] + list(m.powers)
            signs = (self.direction(exponent) for exponent in exponents)
            self._growth[m] = next((s for s in signs if s), 0)
        return self._growth[m]

    def compare(self, m: Monomial, n: Monomial) -> int:
        """The growth of m/n."""
        return 0 if m == n else self.growth(self.times(m, n, Integer(-1)))

    def largest(self, monomials: Iterable[Monomial | None]) -> Monomial | None:
        """The monomial that outgrows the others; None stands for 0."""
        known = [m for m in monomials if m is not None]
        return max(known, key=cmp_to_key(self.compare), default=None)

    # ---- sums and products

    def series(self, terms: Iterable[Term], remainder: Monomial | None = None) -> Series:
        """Terms collected and sorted; those that the remainder swallows, or beyond the order, go into it."""
        ordered = self._collected(terms)
        if remainder is not None:
            ordered = tuple(term for term in ordered if self.compare(term.monomial, remainder) > 0)
        kept = ordered[: 4 * self.order]
        if len(kept) < len(ordered):
            remainder = ordered[len(kept)].monomial  # outgrows all that follows, the old remainder too
        return Series(kept, remainder)

    def _collected(self, terms: Iterable[Term]) -> tuple[Term, ...]:
        found: list[Term] = []
        for term in sorted(terms, key=cmp_to_key(self._falling)):
            if found and self.compare(found[-1].monomial, term.monomial) == 0:
                term = Term(found.pop().coefficient + term.coefficient, term.monomial)
            found.append(term)
        return tuple(term for term in found if not self._is_zero(term.coefficient))

    def _falling(self, s: Term, t: Term) -> int:
        return self.compare(t.monomial, s.monomial)

    def _is_zero(self, coefficient: Expr) -> bool:
        return coefficient == 0 if coefficient.is_Rational else self.vanishes(coefficient)

    def constant(self, value: Any) -> Series:
        """A function that does not depend on u."""
        return self.series([Term(value, ONE)])

    def add(self, f: Series, g: Series) -> Series:
        """f + g."""
        return self.series(f.terms + g.terms, self.largest([f.remainder, g.remainder]))

    def multiply(self, f: Series, g: Series) -> Series:
        """f g."""
        if f.size is None or g.size is None:
            return Series()
        terms = [
            Term(s.coefficient * t.coefficient, self.times(s.monomial, t.monomial)) for s in f.terms for t in g.terms
        ]
        bounds = [
            self.times(m, n)
            for m, n in ((f.remainder, g.size), (f.size, g.remainder))
            if m is not None and n is not None
        ]
        return self.series(terms, self.largest(bounds))

    def scale(self, f: Series, coefficient: Expr, monomial: Monomial = ONE) -> Series:
        """coefficient * monomial * f."""
        return self.multiply(Series((Term(coefficient, monomial),)), f)

    # ---- leading terms

    def lead(self, f: Series) -> Term:
        """The leading term, its coefficient certainly not zero."""
        if not f.terms:
            raise Unclear("the function is 0") if f.remainder is None else TooShort("every term cancelled")
        if not self.is_nonzero(f.terms[0].coefficient):
            raise Unclear(f"{f.terms[0].coefficient} may be 0")
        return f.terms[0]

    def eventual_sign(self, f: Series) -> int:
        """The sign of f(u) for all large u."""
        return 0 if f.size is None else self.direction(self.lead(f).coefficient)

    def relative_rest(self, f: Series, lead: Term) -> Series:
        """delta with f = lead (1 + delta); it tends to 0."""
        rest = Series(f.terms[1:], f.remainder)
        return self.scale(rest, 1 / lead.coefficient, self.times(ONE, lead.monomial, Integer(-1)))

    def parts(self, f: Series) -> tuple[tuple[Term, ...], Expr, Series]:
        """The terms that tend to oo, the constant, and the rest, which tends to 0."""
        infinite = tuple(term for term in f.terms if self.growth(term.monomial) > 0)
        constant = next((t.coefficient for t in f.terms if self.growth(t.monomial) == 0), ZERO)
        if f.remainder is not None and self.growth(f.remainder) >= 0:
            raise TooShort("the error does not tend to 0")
        small = tuple(term for term in f.terms if self.growth(term.monomial) < 0)
        return infinite, constant, Series(small, f.remainder)

    # ---- functions

    def compose(self, coefficient: Callable[[int], Expr], delta: Series) -> Series:
        """The sum of coefficient(k) delta^k for a function that is smooth near 0, delta tending to 0."""
        total, power = self.constant(coefficient(0)), self.constant(UNIT)
        if delta.size is None:
            return total
        for k in range(1, self.order + 1):
            power = self.multiply(power, delta)
            if coefficient(k) != 0:
                total = self.add(total, self.scale(power, coefficient(k)))
        # Taylor: the error is at most a constant times the next power of delta
        error = self.times(ONE, delta.size, Integer(self.order + 1))
        return self.add(total, Series((), error))

    def inverse(self, f: Series) -> Series:
        """1/f, f being nonzero for large u."""
        return self._power_of_lead(f, Integer(-1), lambda c: 1 / c)

    def power(self, f: Series, exponent: Expr) -> Series:
        """f^exponent for an exponent free of u; unless it is a whole number f must be positive."""
        if exponent.is_Integer and exponent < 0:
            return self.power(self.inverse(f), -exponent)
        if exponent.is_Integer and exponent <= 2 * self.order:
            result = self.constant(UNIT)
            for _ in range(int(exponent)):
                result = self.multiply(result, f)
            return result
        if not exponent.is_Integer and self.eventual_sign(f) <= 0:
            raise Unclear("a root or power of something that is not positive")
        return self._power_of_lead(f, exponent, lambda c: c**exponent)

    def cube_root(self, f: Series) -> Series:
        """The real cube root."""
        if not f.terms and f.remainder is not None:
            return Series((), self.times(ONE, f.remainder, Rational(1, 3)))
        return f if f.size is None else self._power_of_lead(f, Rational(1, 3), cbrt)

    def _power_of_lead(self, f: Series, exponent: Expr, of_coefficient: Callable[[Expr], Expr]) -> Series:
        lead = self.lead(f)
        series = self.compose(lambda k: binomial_coefficient(exponent, k), self.relative_rest(f, lead))
        return self.scale(series, of_coefficient(lead.coefficient), self.times(ONE, lead.monomial, exponent))

    def logarithm(self, f: Series) -> Series:
        """log f for f positive for large u."""
        lead = self.lead(f)
        if self.direction(lead.coefficient) < 0:
            raise Unclear("the logarithm of something negative")
        a, b, d = lead.monomial.powers
        if d != 0:
            raise Unclear("a logarithm nested too deeply")
        terms = (Term(log(lead.coefficient), ONE), Term(a, LOG_U), Term(b, LOG_LOG_U), *lead.monomial.tower)
        rest = self.compose(lambda k: Rational((-1) ** (k + 1), k) if k else ZERO, self.relative_rest(f, lead))
        return self.add(self.series(terms), rest)

    def exponential(self, f: Series) -> Series:
        """exp f."""
        bounded = Series() if f.remainder is None else Series((), f.remainder)
        if bounded.size is not None and self.growth(bounded.size) == 0:
            infinite, constant, small = self.parts(Series(f.terms))
            return Series((), self._exponential_monomial(infinite))
        infinite, constant, small = self.parts(f)
        series = self.compose(lambda k: 1 / factorial(k), small)
        return self.scale(series, exp(constant), self._exponential_monomial(infinite))

    def _exponential_monomial(self, exponent: Iterable[Term]) -> Monomial:
        a, b, tower = ZERO, ZERO, []
        for term in exponent:
            if self.compare(term.monomial, LOG_U) > 0:
                tower.append(term)
            elif term.monomial == LOG_U:
                a = term.coefficient
            elif term.monomial == LOG_LOG_U:
                b = term.coefficient
            else:
                raise Unclear("an exponential between the powers of log u and of u")
        return Monomial((a, b, ZERO), tuple(tower))

    def absolute(self, f: Series) -> Series:
        """|f|."""
        if len(f.terms) == 1 and f.remainder is None:
            return Series((Term(Abs(f.terms[0].coefficient), f.terms[0].monomial),))
        try:
            lead = self.lead(f)
        except Unclear:
            return Series((), f.size)
        return self.scale(f, self.sign_of_lead(lead))

    def sign_of_lead(self, lead: Term) -> Expr:
        """The sign of a nonzero leading coefficient, as a number where it is known."""
        try:
            return Integer(self.direction(lead.coefficient))
        except Unclear:
            return sign(lead.coefficient)


def binomial_coefficient(exponent: Expr, k: int) -> Expr:
    """exponent (exponent - 1) ... (exponent - k + 1) / k!, for any exponent."""
    return Mul(*(exponent - i for i in range(k))) / factorial(k)
