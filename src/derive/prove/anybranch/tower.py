"""The field in which expressions are compared in the complex reading: generators on principal branches.

A `Ratio` is read pointwise, as in the real field: at every point at which the expression it came from has a
value, each generator has one, the denominator is not 0, and the fraction is that value.  A root w**(1/q) is
a generator of which only g**q = w is used, a logarithm one of which nothing is used but its derivative: so
what vanishes, vanishes on every branch.  Products are taken out of roots and logarithms only as far as their
factors are known to be positive, or are whole powers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import lcm
from typing import Any, TypeVar

from sympy import Basic, Dummy, Expr, I, Integer, Poly, Rational, Symbol, cyclotomic_poly, exp, log, pi

from derive.prove.constants import are_equal
from derive.prove.factors import FactoredField
from derive.prove.field import MOST_RESTARTS, Generator, OutOfReach, Polynomial, Ratio, Restart, Undefined
from derive.prove.plane_facts import PlaneFacts
from derive.prove.powers import terms_of
from derive.prove.sign import Sign

T = TypeVar("T")
Factors = list[tuple[Polynomial, int]]
LARGEST_EXPONENT = 400
FINEST_UNITY = 120


class PlaneTower(FactoredField):
    """The generators that some expressions need, with what the facts say of their being real and positive."""

    def __init__(self, facts: PlaneFacts) -> None:
        self.facts = facts
        super().__init__()

    def clear(self) -> None:
        """Forget everything that was read."""
        super().clear()
        self._read: dict[Basic, Ratio] = {}
        self.bound: dict[Basic, Ratio] = {}
        self.real: set[int] = set()  # indices of generators that are real at every point
        self.derivatives: dict[tuple[int, Symbol], Ratio] = {}
        self.open_signs: list[Polynomial] = []
        self._nonzero: list[Polynomial] | None = None

    def run(self, compute: Callable[[PlaneTower], T]) -> T:
        """`compute(self)`, begun again whenever the generators have to be finer or more."""
        for _ in range(MOST_RESTARTS):
            try:
                return compute(self)
            except Restart:
                continue
        raise OutOfReach("fractional powers that never get fine enough")

    # ---- reading

    def read(self, expression: Basic) -> Ratio:
        """The element that the expression is.

        Raises `OutOfReach` where there is none.
        """
        if expression in self.bound:
            return self.bound[expression]
        found = self._read.get(expression)
        if found is None:
            found = self._read_anew(expression)
            if not expression.free_symbols & self.bound.keys():
                self._read[expression] = found
        return found

    def _read_anew(self, expression: Basic) -> Ratio:
        from derive.prove.anybranch.reading import handler_of

        if isinstance(expression, Symbol):
            is_real = expression in self.facts.domains and self.facts.domains[expression].is_real
            return self.atom("variable", expression, frozenset({expression}), lambda g: expression, is_real=is_real)
        return handler_of(expression)(self, expression)

    def with_bound(self, values: Mapping[Basic, Ratio], expression: Basic) -> Ratio:
        """The expression with symbols of its own standing for elements."""
        before = self.bound
        self.bound = {**before, **values}
        try:
            return self.read(expression)
        finally:
            self.bound = before

    def atom(
        self, kind: str, base: Any, depends: frozenset[Symbol], express: Callable[[Generator], Expr], *,
        is_real: bool = False,
    ) -> Ratio:  # fmt: skip
        """The generator of a kind and base, allocated on first use."""
        known = self.known(kind, base)
        if known is None:
            known = self.allocate(kind, base, depends, express)
            if is_real:
                self.real.add(known.index)
        return self.element(known)

    def as_expression(self, ratio: Ratio) -> Expr:
        """The element in SymPy's terms."""
        return self.expression(ratio.num) / self.expression(ratio.den)

    def as_rational(self, ratio: Ratio) -> Fraction | None:
        """The rational number that an element is, if it is one."""
        if not ratio.num.is_constant() or not ratio.den.is_constant():
            return None
        top = int(ratio.num.leading_coefficient()) if ratio.num else 0
        return Fraction(top, int(ratio.den.leading_coefficient()))

    # ---- roots of unity

    @property
    def i(self) -> Ratio:
        """The imaginary unit."""
        return self.unity(Fraction(1, 4))

    def unity(self, turns: Fraction) -> Ratio:
        """exp(2 pi i turns), a power of one generator exp(2 pi i/(4 unit))."""
        turns %= 1
        if turns in (0, Fraction(1, 2)):
            return -self.one if turns else self.one
        known = self.known("unity", None)
        if known is None:
            unit = lcm(turns.denominator, 4) // 4
            known = self.allocate("unity", None, frozenset(), lambda g: exp(pi * I / (2 * g.unit)), unit=unit)
            self._make_cyclotomic(known)
        steps = turns * 4 * known.unit
        if steps.denominator > 1:
            if known.unit * steps.denominator > FINEST_UNITY:
                raise OutOfReach("a root of unity of high order")
            self.refine(known, known.unit * steps.denominator)
        return self.element(known, steps.numerator)

    def _make_cyclotomic(self, generator: Generator) -> None:
        x = Dummy("x")
        _, *others = (int(c) for c in Poly(cyclotomic_poly(4 * generator.unit, x), x).all_coeffs())
        degree, zeta = len(others), self.variables[generator.index]
        lowered = self.ctx.constant(0)
        for k, coefficient in enumerate(others, 1):
            lowered = lowered - coefficient * zeta ** (degree - k)
        self.as_root(generator, degree, lowered)

    # ---- what is real and positive

    def is_real(self, *polynomials: Polynomial) -> bool:
        """Whether polynomials are certainly real wherever their generators have values."""
        return all(g.index in self.real for g in self.generators_in(*polynomials))

    def sign_of_factor(self, f: Polynomial) -> Sign | None:
        """The signs of an irreducible polynomial; None if it is not certainly real."""
        if f.is_constant():
            return Sign.POSITIVE if f.leading_coefficient() > 0 else Sign.NEGATIVE
        if not self.is_real(f):
            return None
        generator = self.generator_of(f)
        if generator is not None and generator.kind in ("exp", "constant", "root"):
            return Sign.NONNEGATIVE if generator.kind == "root" else Sign.POSITIVE
        return self.facts.sign_of_real(self.expression(f))

    def polar(self, u: Ratio) -> tuple[int, Factors, Ratio]:
        """u as a sign, nonnegative factors with exponents, and the rest, whose argument is not known."""
        sign, factors = self.split(u)
        if sign == 0:
            raise Undefined("0 has no argument")
        known: Factors = []
        rest = self.one
        for f, k in factors:
            signs = self.sign_of_factor(f)
            if signs is not None and signs.within(Sign.NONNEGATIVE):
                known.append((f, k))
            elif signs is not None and signs.within(Sign.NONPOSITIVE):
                known.append((-f, k))
                sign *= -1 if k % 2 else 1
            else:
                if signs is not None:
                    self.note_open_sign(f)
                rest = rest * self.polynomial(f) ** k
        return sign, known, rest

    def is_nonzero(self, u: Ratio) -> bool:
        """Whether an element is certainly not 0 where the claim has values: by signs, or as a denominator of its."""
        _, factors = self.factors(u.num)
        return bool(u.num) and all(self._is_nonzero_factor(f) for f, _ in factors)

    def _is_nonzero_factor(self, f: Polynomial) -> bool:
        generator = self.generator_of(f)
        if generator is not None and generator.kind in ("exp", "constant", "unity"):
            return True
        if generator is not None and generator.kind == "root" and self.is_nonzero(generator.base):
            return True
        signs = self.sign_of_factor(f)
        if signs is not None and signs.within(Sign.NONZERO):
            return True
        return any(f == known for known in self._denominators)

    @property
    def _denominators(self) -> list[Polynomial]:
        """Irreducible factors of what the sides divide by, read without looking for what is nonzero in turn."""
        if self._nonzero is None:
            self._nonzero = []
            for expression in self.facts.denominators:
                try:
                    u = self.read(expression)
                except OutOfReach:
                    continue
                radicands = [g.base.num for g in self.generators_in(u.num) if g.kind == "root"]
                self._nonzero += [f for part in (u.num, *radicands) for f, _ in self.factors(part)[1]]
        return self._nonzero

    def note_open_sign(self, f: Polynomial) -> None:
        """Remember that the sign of a real polynomial would have helped."""
        if not any(f == known for known in self.open_signs):
            self.open_signs.append(f)

    # ---- log

    def logarithm(self, u: Ratio) -> Ratio:
        """The principal logarithm: log(c w) = log c + log w for c > 0."""
        sign, positive, rest = self.polar(u)
        total = self.zero
        for f, k in positive:
            total = total + self._log_of_positive(f).scaled(k)
        if rest.num.is_one() and rest.den.is_one():
            return total + self.i * self.constant_pi if sign < 0 else total
        return total + self.log_generator(rest.scaled(sign))

    @property
    def constant_pi(self) -> Ratio:
        """The number pi."""
        return self.read(pi)

    def _log_of_positive(self, f: Polynomial) -> Ratio:
        generator = self.generator_of(f)
        if generator is not None and generator.kind == "exp":
            return generator.base.scaled(1, generator.unit)
        if generator is not None and generator.kind == "root":
            return self.logarithm(generator.base).scaled(1, generator.unit)
        return self.log_generator(self.polynomial(f), is_real=True)

    def log_generator(self, w: Ratio, *, is_real: bool = False) -> Ratio:
        """log(w) as a generator of its own."""
        depends = self.depends(w.num, w.den)
        return self.atom("log", w, depends, lambda g: log(self.as_expression(w)), is_real=is_real)

    # ---- exp

    def exponential(self, u: Ratio) -> Ratio:
        """exp(u): the product over the terms of u, each a power of one generator."""
        result = self.one
        for coefficient, term in terms_of(self, u):  # type: ignore[arg-type]
            result = result * self._exponential_of_term(coefficient, term)
        return result

    def _exponential_of_term(self, coefficient: Fraction, term: Ratio) -> Ratio:
        generator = self.generator_of(term.num) if term.den.is_one() else None
        if generator is not None and generator.kind == "log":
            return self.rational_power(generator.base, coefficient)
        whole = self._half_turns(term)
        if whole is not None and not whole:
            return self.unity(coefficient / 2)
        known = self.known("exp", term)
        if known is None:
            known = self.allocate(
                "exp", term, self.depends(term.num, term.den), lambda g: exp(self.as_expression(term) / g.unit),
                unit=coefficient.denominator,
            )  # fmt: skip
            if self.is_real(term.num, term.den):
                self.real.add(known.index)
            if whole:
                self.as_root(known, 2 * known.unit, self.unit_polynomial)
        steps = coefficient * known.unit
        if steps.denominator > 1:
            self.refine(known, known.unit * steps.denominator)
        return self.element(known, steps.numerator)

    def _half_turns(self, term: Ratio) -> list[Symbol] | None:
        """The whole numbers of which a term is i pi times the product; None if it is no such product."""
        if not term.den.is_one():
            return None
        exponents = term.num.monoms()[0]
        whole, found = [], set()
        for g in self.generators_in(term.num):
            power = int(exponents[g.index])
            if g.kind == "variable" and g.base.is_integer:
                whole.append(g.base)
            elif (g.kind == "unity" and power == g.unit) or (g.kind == "constant" and g.base == pi and power == 1):
                found.add(g.kind)
            else:
                return None
        return whole if found == {"unity", "constant"} else None

    # ---- powers

    def power(self, base: Ratio, exponent: Ratio) -> Ratio:
        """base**exponent = exp(exponent log(base))."""
        if exponent.is_zero:
            return self.one
        rational = self.as_rational(exponent)
        if base.is_zero:
            if rational is None:
                raise OutOfReach("a power of 0 with a symbolic exponent")
            if rational < 0:
                raise Undefined("a negative power of 0")
            return self.zero
        if rational is not None:
            return self.rational_power(base, rational)
        whole, rest = self._whole_part(exponent)
        result = self.whole_power(base, whole) if not whole.is_zero else self.one
        return result * self.exponential(rest * self.logarithm(base)) if not rest.is_zero else result

    def _whole_part(self, exponent: Ratio) -> tuple[Ratio, Ratio]:
        """An exponent as a sum of terms that are whole numbers, and the rest."""
        whole, rest = self.zero, self.zero
        for coefficient, term in terms_of(self, exponent):  # type: ignore[arg-type]
            scaled = term.scaled(coefficient.numerator, coefficient.denominator)
            if coefficient.denominator == 1 and self._is_whole(term):
                whole = whole + scaled
            else:
                rest = rest + scaled
        return whole, rest

    def _is_whole(self, term: Ratio) -> bool:
        present = self.generators_in(term.num)
        return term.den.is_one() and all(g.kind == "variable" and g.base.is_integer for g in present)

    def whole_power(self, base: Ratio, exponent: Ratio) -> Ratio:
        """A power with a whole exponent, which is that of each factor."""
        rational = self.as_rational(exponent)
        if rational is not None:
            return self.rational_power(base, rational)
        sign, factors = self.split(base)
        result = self.exponential(self.i * self.constant_pi * exponent) if sign < 0 else self.one
        for f, k in factors:
            result = result * self.exponential(self._any_log(f) * exponent.scaled(k))
        return result

    def _any_log(self, f: Polynomial) -> Ratio:
        """A number whose exponential is f: whole multiples of it do not depend on the branch."""
        generator = self.generator_of(f)
        match generator:
            case Generator(kind="exp"):
                return generator.base.scaled(1, generator.unit)
            case Generator(kind="unity"):
                return (self.i * self.constant_pi).scaled(1, 2 * generator.unit)
            case Generator(kind="root") if generator.base.den.is_one():
                return self.logarithm(generator.base).scaled(1, generator.unit)
        return self.logarithm(self.polynomial(f))

    def rational_power(self, u: Ratio, power: Fraction) -> Ratio:
        """u**power on the principal branch."""
        if power.denominator == 1:
            if abs(power) > LARGEST_EXPONENT:
                raise OutOfReach("a large exponent")
            return u**power.numerator
        if u.is_zero:
            return self.power(u, self.constant(power.numerator, power.denominator))
        sign, positive, rest = self.polar(u)
        result = self.one
        for f, k in positive:
            result = result * self._power_of_positive(f, k * power)
        if rest.num.is_one() and rest.den.is_one():
            return result * self.unity(power / 2) if sign < 0 else result
        return result * self._power_of_generator(rest.scaled(sign), power)

    def _power_of_positive(self, f: Polynomial, power: Fraction) -> Ratio:
        generator = self.generator_of(f)
        if power.denominator == 1:
            return self.polynomial(f) ** power.numerator
        if generator is not None and generator.kind == "exp":
            return self.exponential(generator.base * self.constant(power.numerator, power.denominator * generator.unit))
        if generator is not None and generator.kind == "root":
            return self.rational_power(generator.base, power / generator.unit)
        return self._power_of_generator(self.polynomial(f), power, is_real=True)

    def _power_of_generator(self, w: Ratio, power: Fraction, *, is_real: bool = False) -> Ratio:
        """w**power by g = d w**(1/unit), where w = n/d: then g**unit = n d**(unit - 1)."""
        den = self.polynomial(w.den)
        known = self.known("root", w)
        if known is None:
            known = self.allocate(
                "root", w, self.depends(w.num, w.den),
                lambda g: self.expression(w.den) * self.as_expression(w) ** Rational(1, g.unit), unit=power.denominator,
            )  # fmt: skip
            self.as_root(known, known.unit, self.lower(w.num * w.den ** (known.unit - 1)))
            if is_real:
                self.real.add(known.index)
        steps = power * known.unit
        if steps.denominator > 1:
            self.refine(known, lcm(known.unit, power.denominator))
        whole, rest = divmod(steps.numerator, known.unit)
        return w**whole * (self.element(known) / den) ** rest


def is_zero(tower: PlaneTower, u: Ratio) -> bool:
    """Whether an element is 0: as a polynomial, or because its coefficients are numbers that are exactly 0.

    Roots of numbers are generators of which only their own equations are used; relations between them, such
    as sqrt(5 + sqrt 5) sqrt(5 - sqrt 5) = 2 sqrt 5, are left to the zero test for constants.
    """
    if u.is_zero:
        return True
    constants = ("root", "unity", "constant", "log")
    numbers = [g for g in tower.generators_in(u.num) if not g.depends and g.kind in constants]
    if not any(g.kind == "root" for g in numbers):
        return False
    coefficients: dict[tuple[int, ...], dict[tuple[int, ...], int]] = {}
    indices = {g.index for g in numbers}
    for exponents, coefficient in tower.terms(u.num):
        outer = tuple(0 if i in indices else e for i, e in enumerate(exponents))
        inner = tuple(e if i in indices else 0 for i, e in enumerate(exponents))
        coefficients.setdefault(outer, {})[inner] = coefficient
    return all(are_equal(tower.expression(tower.ctx.from_dict(terms)), Integer(0)) for terms in coefficients.values())
