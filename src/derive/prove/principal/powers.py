"""Powers, exponentials and logarithms on their principal branches.

- ``c*u`` with c > 0: log(c u) = log c + log u and (c u)**p = c**p u**p, so factors that are certainly
  positive leave; so does the phase of -1 and of I where nothing else is left.
- Else log u is one generator for each u, and so is u**(1/q), with (u**(1/q))**q = u.
- exp turns rational multiples of log u back into powers of u, and u**v is exp(v log u).
"""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, Any, NamedTuple

from flint import fmpq, fmpz
from sympy import E, Expr, I, Mul, Pow, Rational, exp, log, pi

from derive.prove.field import OutOfReach, Undefined
from derive.prove.principal.ring import Element, Generator, Polynomial
from derive.prove.sign import Sign

if TYPE_CHECKING:
    from derive.prove.principal.tower import PrincipalTower

HALF = Fraction(1, 2)
MOST_BITS_TO_FACTOR = 96
MOST_FACTORS_TOGETHER = 4


class Parted(NamedTuple):
    """u = exp(I pi phase) * product of positive**exponent * rest; the phase is 0 if there is a rest.

    `positive` are primes and real polynomials that are certainly not negative.
    """

    phase: Fraction
    positive: list[tuple[Polynomial, int]]
    rest: Element | None


def parted(tower: PrincipalTower, u: Element) -> Parted:
    """An element that is not 0 taken apart into what is certainly positive, and the rest."""
    content, factors = _with_real_products(tower, *tower.split(u))
    positive = _primes(tower, content)
    phase, rest = (Fraction(0) if content > 0 else Fraction(1)), []
    for factor, exponent in factors:
        generator = tower.generator_of(factor)
        if generator is not None and generator.kind == "imaginary unit":
            phase += Fraction(exponent, 2)
            continue
        sign = tower.sign(factor)
        if sign.within(Sign.NONNEGATIVE):
            positive.append((factor, exponent))
        elif sign.within(Sign.NONPOSITIVE):
            positive.append((-factor, exponent))
            phase += exponent
        else:
            rest.append((factor, exponent))
    if not rest:
        return Parted(_principal(phase), positive, None)
    tower.radicands.append((phase % 2, [(f, e) for f, e in rest if tower.is_real(tower.polynomial(f))]))
    total = _turned(tower, phase)
    for factor, exponent in rest:
        total = total * tower.polynomial(factor) ** exponent
    return Parted(Fraction(0), positive, total)


def _with_real_products(
    tower: PrincipalTower, content: fmpq, factors: list[tuple[Polynomial, int]]
) -> tuple[fmpq, list[tuple[Polynomial, int]]]:
    """The factors, with those that are not real multiplied together where their product is."""
    for side in (1, -1):
        beside = [(f, e) for f, e in factors if e * side > 0 and len(f) > 1 and not tower.is_real(tower.polynomial(f))]
        if len(beside) < 2 or sum(abs(e) for _, e in beside) > MOST_FACTORS_TOGETHER:
            continue
        product = tower.unit_polynomial
        for f, e in beside:
            product = tower.lower(tower.multiply(product, tower.power(f, abs(e))))
        if product and tower.is_real(tower.polynomial(product)):
            inner, parts = tower.factors(product)
            content = content * inner**side
            factors = [pair for pair in factors if pair not in beside] + [(f, e * side) for f, e in parts]
    return content, factors


def _principal(phase: Fraction) -> Fraction:
    """The phase in (-1, 1]."""
    phase = phase % 2
    return phase - 2 if phase > 1 else phase


def _turned(tower: PrincipalTower, phase: Fraction) -> Element:
    """exp(I pi phase) for a multiple of 1/2."""
    quarter = int(2 * phase) % 4
    value = tower.one if quarter % 2 == 0 else tower.imaginary_unit
    return -value if quarter >= 2 else value


def _primes(tower: PrincipalTower, content: fmpq) -> list[tuple[Polynomial, int]]:
    found = []
    for number, sign in ((content.p, 1), (content.q, -1)):
        number = abs(int(number))
        if number.bit_length() > MOST_BITS_TO_FACTOR:
            raise OutOfReach("a whole number too large to factor")
        if number > 1:
            found += [(tower.ctx.constant(fmpq(int(p))), sign * int(e)) for p, e in fmpz(number).factor()]
    return found


# ---- powers


def power(tower: PrincipalTower, u: Element, exponent: Fraction) -> Element:
    """u**exponent for a rational exponent."""
    if exponent.denominator == 1:
        return u**exponent.numerator
    if u.is_zero:
        if exponent < 0:
            raise Undefined("a negative power of 0")
        return tower.zero
    inner = root_that_is(tower, u)
    if inner is not None:
        return power_of_rest(tower, inner[0], inner[1] * exponent)
    parts = parted(tower, u)
    result = unity(tower, parts.phase * exponent)
    for f, e in parts.positive:
        result = result * positive_power(tower, f, e * exponent)
    if parts.rest is not None:
        result = result * power_of_rest(tower, parts.rest, exponent)
    return result


def root_that_is(tower: PrincipalTower, u: Element) -> tuple[Element, Fraction] | None:
    """w and an exponent between 0 and 1, if the element is such a power of an element w under a root."""
    if len(u.num) != 1:
        return None
    degrees = u.num.degrees()
    for generator in tower.by_kind.get("root", ()):
        k = int(degrees[generator.index])
        if 0 < k < generator.unit and tower.agree(u, root_value(tower, generator) ** k):
            return generator.key, Fraction(k, generator.unit)
    return None


def positive_power(tower: PrincipalTower, f: Polynomial, exponent: Fraction) -> Element:
    """f**exponent for a prime or a real polynomial that is not negative (not 0 if the exponent is negative)."""
    if exponent.denominator == 1:
        return tower.polynomial(f) ** exponent.numerator
    generator = tower.generator_of(f)
    if generator is not None and generator.kind == "positive root":
        return positive_power(tower, generator.key, exponent / generator.unit)
    if generator is not None and generator.kind == "exp":
        return exponential(tower, generator.key.scaled(exponent / generator.unit))
    base = tower.known("positive root", f)
    if base is None:
        base = tower.allocate(
            "positive root", f, tower.depends(tower.polynomial(f)),
            lambda g: Pow(tower.expression(f), Rational(1, g.unit)),
            is_real=True, sign=_sign_of_root(tower, f), unit=exponent.denominator,
        )  # fmt: skip
        tower.as_root(base, base.unit, f)
    return _steps(tower, base, exponent)


def _sign_of_root(tower: PrincipalTower, f: Polynomial) -> Sign:
    return Sign.POSITIVE if tower.is_nonzero_factor(f) else Sign.NONNEGATIVE


def _steps(tower: PrincipalTower, base: Generator, exponent: Fraction) -> Element:
    steps = exponent * base.unit
    if steps.denominator > 1:
        tower.refine(base, lcm(base.unit, exponent.denominator))
    return root_value(tower, base) ** steps.numerator


def power_of_rest(tower: PrincipalTower, w: Element, exponent: Fraction) -> Element:
    """w**exponent where nothing can be split off w."""
    if exponent.denominator == 1:
        return w**exponent.numerator
    base = tower.known("root", w)
    if base is None:
        base = tower.allocate(
            "root", w, tower.depends(w), lambda g: _expression_of_root(tower, g), unit=exponent.denominator
        )
        tower.as_root(base, base.unit, _cleared(tower, w, base.unit))
    return _steps(tower, base, exponent)


def _expression_of_root(tower: PrincipalTower, generator: Generator) -> Expr:
    """What the generator of a root stands for: the root times the denominator of `root_value`."""
    below = root_value(tower, generator).den
    factors = [Pow(tower.expression(tower.bases[place]), exponent) for place, exponent in below.items()]
    return Mul(*factors, Pow(tower.as_expression(generator.key), Rational(1, generator.unit)))


def _cleared(tower: PrincipalTower, w: Element, degree: int) -> Polynomial:
    """w times the degree-th power of the denominator that `root_value` has."""
    num = w.num
    for place, exponent in w.den.items():
        spare = -(-exponent // degree) * degree - exponent
        num = tower.multiply(num, tower.bases[place] ** spare)
    return tower.lower(num)


def root_value(tower: PrincipalTower, generator: Generator) -> Element:
    """The root that a generator stands for: the generator itself over a denominator, if w has one."""
    if generator.kind == "positive root":
        return tower.generated(generator)
    den = {place: -(-exponent // generator.unit) for place, exponent in generator.key.den.items()}
    return Element(tower, tower.variables[generator.index], den)


def unity(tower: PrincipalTower, phase: Fraction) -> Element:
    """exp(I pi phase)."""
    phase = phase % 2
    if phase >= 1:
        return -unity(tower, phase - 1)
    if phase.denominator == 1:
        return tower.one
    if phase.denominator == 2:
        return tower.imaginary_unit
    if 12 % phase.denominator == 0:
        c, s = _cosine_of(tower, phase), _cosine_of(tower, Fraction(1, 2) - phase)
        return c + s * tower.imaginary_unit
    return _root_of_unity(tower, phase)


def _cosine_of(tower: PrincipalTower, phase: Fraction) -> Element:
    """cos(pi phase) for a multiple of 1/12 between -1/2 and 1."""
    phase = abs(phase)
    if phase > Fraction(1, 2):
        return -_cosine_of(tower, 1 - phase)
    two, three = tower.ctx.constant(2), tower.ctx.constant(3)
    half = Fraction(1, 2)
    match int(12 * phase):
        case 0:
            return tower.one
        case 2:
            return positive_power(tower, three, half).scaled(half)
        case 3:
            return positive_power(tower, two, half).scaled(half)
        case 4:
            return tower.constant(half)
        case 6:
            return tower.zero
    r2, r3 = positive_power(tower, two, half), positive_power(tower, three, half)
    other = r2 if int(12 * phase) == 1 else -r2
    return (r2 * r3 + other).scaled(Fraction(1, 4))


def _root_of_unity(tower: PrincipalTower, phase: Fraction) -> Element:
    order = phase.denominator
    known = tower.known("unity", order)
    if known is None:
        from flint import fmpz_poly

        known = tower.allocate("unity", order, frozenset(), lambda g: exp(I * pi / order))
        coefficients = [int(c) for c in fmpz_poly.cyclotomic(2 * order).coeffs()]
        degree = len(coefficients) - 1
        v = tower.variables[known.index]
        tower.as_root(known, degree, sum((-c * v**k for k, c in enumerate(coefficients[:-1])), tower.ctx.constant(0)))
    return tower.generated(known, phase.numerator)


# ---- logarithms


def logarithm(tower: PrincipalTower, u: Element) -> Element:
    """log(u) for u that is not 0."""
    if u.is_zero:
        raise Undefined("the logarithm of 0")
    inner = root_that_is(tower, u)
    if inner is not None:
        return log_of_rest(tower, inner[0]).scaled(inner[1])
    parts = parted(tower, u)
    total = imaginary_angle(tower, parts.phase)
    for f, e in parts.positive:
        total = total + log_of_positive(tower, f).scaled(e)
    return total if parts.rest is None else total + log_of_rest(tower, parts.rest)


def imaginary_angle(tower: PrincipalTower, phase: Fraction) -> Element:
    """I pi phase."""
    return (tower.imaginary_unit * tower.read(pi)).scaled(phase) if phase else tower.zero


def log_of_positive(tower: PrincipalTower, f: Polynomial) -> Element:
    """log(f) for a prime or a positive polynomial."""
    generator = tower.generator_of(f)
    if generator is not None and generator.kind == "positive root":
        return log_of_positive(tower, generator.key).scaled(Fraction(1, generator.unit))
    if generator is not None and generator.kind == "exp":
        return generator.key.scaled(Fraction(1, generator.unit))
    known = tower.known("positive log", f)
    if known is None:
        sign = Sign.POSITIVE if f.is_constant() else Sign.ANY
        known = tower.allocate(
            "positive log", f, tower.depends(tower.polynomial(f)), lambda g: log(tower.expression(f)),
            is_real=True, sign=sign,
        )  # fmt: skip
    return tower.generated(known)


def log_of_rest(tower: PrincipalTower, w: Element) -> Element:
    """log(w) where nothing can be split off w."""
    known = tower.known("log", w)
    if known is None:
        known = tower.allocate("log", w, tower.depends(w), lambda g: log(tower.as_expression(w)))
    return tower.generated(known)


# ---- exponentials


def exponential(tower: PrincipalTower, u: Element) -> Element:
    """exp(u): the product over the terms of u, each a power of one generator."""
    result = tower.one
    for coefficient, term in terms_of(tower, u):
        result = result * _exponential_of_term(tower, coefficient, term)
    if len(result.num) > 1:
        tower.note_nonzero(result)
    return result


def terms_of(tower: PrincipalTower, u: Element) -> list[tuple[Fraction, Element]]:
    """u as a sum of rational multiples of monomials, over its denominator where that is no monomial."""
    pieces = [(u.num, u.den)]
    if any(tower.generator_of(tower.bases[place]) is None for place in u.den):
        below = tower.unit_polynomial
        for place, exponent in u.den.items():
            below = below * tower.bases[place] ** exponent
        whole, rest = divmod(u.num, below)
        pieces = [(whole, {}), (rest, u.den)]
    found = []
    for num, den in pieces:
        for monomial, coefficient in num.terms():
            single = tower.ctx.from_dict({monomial: 1})
            found.append((_fraction(coefficient), tower.element(single, den)))
    return found


def _fraction(value: Any) -> Fraction:
    return Fraction(int(value.p), int(value.q))


def _exponential_of_term(tower: PrincipalTower, coefficient: Fraction, term: Element) -> Element:
    if not term.den:
        special = _of_known_logarithm(tower, coefficient, term)
        if special is not None:
            return special
    if len(term.num) == 1 and term.num.leading_coefficient() != 1:
        raise OutOfReach("a term that is no monomial")
    return generic_exponential(tower, coefficient, term)


def generic_exponential(tower: PrincipalTower, coefficient: Fraction, term: Element) -> Element:
    """exp(coefficient*term) as a power of a generator."""
    base = tower.known("exp", term)
    if base is None:
        real = tower.is_real(term)
        base = tower.allocate(
            "exp", term, tower.depends(term), lambda g: exp(tower.as_expression(term) / g.unit),
            is_real=real, sign=Sign.POSITIVE if real else Sign.ANY, unit=coefficient.denominator,
        )  # fmt: skip
        if _is_whole_turn(tower, term):
            tower.as_root(base, 2 * base.unit, tower.unit_polynomial)
    steps = coefficient * base.unit
    if steps.denominator > 1:
        tower.refine(base, base.unit * steps.denominator)
    return tower.generated(base, steps.numerator)


def kinds_in(tower: PrincipalTower, term: Element) -> dict[str, list[Generator]]:
    """The generators of a monomial by kind; whole numbers are told from other variables."""
    found: dict[str, list[Generator]] = {}
    degrees = term.num.degrees()
    for g in tower.generators_in(term.num):
        kind = "whole" if g.kind == "variable" and tower.facts.is_integer(g.key) else g.kind
        kind = "pi" if kind == "constant" and g.key is pi else kind
        found.setdefault(kind, []).extend([g] * int(degrees[g.index]))
    return found


def _is_whole_turn(tower: PrincipalTower, term: Element) -> bool:
    """Whether a term is I pi times whole numbers."""
    if term.den:
        return False
    kinds = kinds_in(tower, term)
    return set(kinds) == {"imaginary unit", "pi", "whole"} and len(kinds["pi"]) == 1


def _of_known_logarithm(tower: PrincipalTower, coefficient: Fraction, term: Element) -> Element | None:
    """exp(c I pi), exp(c log u), exp(n log u) for whole n, and of multiples of inverse functions."""
    from derive.prove.principal.inverses import as_logarithms

    kinds = kinds_in(tower, term)
    counts = {kind: len(found) for kind, found in kinds.items()}
    if counts == {"imaginary unit": 1, "pi": 1}:
        return unity(tower, coefficient)
    if counts == {"log": 1}:
        return power_of_rest(tower, kinds["log"][0].key, coefficient)
    if counts == {"positive log": 1}:
        return positive_power(tower, kinds["positive log"][0].key, coefficient)
    if counts.keys() == {"log", "whole"} and counts["log"] == 1 and coefficient.denominator == 1:
        times = tower.one
        for whole in kinds["whole"]:
            times = times * tower.generated(whole)
        return whole_power(tower, kinds["log"][0].key, times.scaled(coefficient))
    if counts.get("inverse") == 1 and counts.keys() <= {"inverse", "imaginary unit"}:
        logs = as_logarithms(tower, kinds["inverse"][0], with_unit="imaginary unit" in counts)
        return None if logs is None else exponential(tower, logs.scaled(coefficient))
    return None


def general_power(tower: PrincipalTower, u: Element, v: Element) -> Element:
    """u**v = exp(v log u), where u is not 0."""
    tower.require_nonzero(u)
    return exponential(tower, v * logarithm(tower, u))


def whole_power(tower: PrincipalTower, u: Element, n: Element) -> Element:
    """u**n for a whole number n and u not 0: over all factors, whatever their branches."""
    tower.require_nonzero(u)
    content, factors = tower.split(u)
    result = tower.one if content > 0 else _negative_one_to(tower, n)
    for p, e in _primes(tower, content):
        result = result * exponential(tower, log_of_positive(tower, p).scaled(e) * n)
    for f, e in factors:
        result = result * _whole_power_of_factor(tower, f, n.scaled(e))
    return result


def _negative_one_to(tower: PrincipalTower, n: Element) -> Element:
    return exponential(tower, imaginary_angle(tower, Fraction(1)) * n)


def _whole_power_of_factor(tower: PrincipalTower, f: Polynomial, n: Element) -> Element:
    generator = tower.generator_of(f)
    if generator is not None and generator.kind == "exp":
        return exponential(tower, generator.key.scaled(Fraction(1, generator.unit)) * n)
    if generator is not None and generator.kind == "imaginary unit":
        return exponential(tower, imaginary_angle(tower, Fraction(1, 2)) * n)
    if generator is not None and generator.kind == "positive root":
        return exponential(tower, log_of_positive(tower, f) * n)
    if tower.sign(f).within(Sign.NONNEGATIVE):
        return exponential(tower, log_of_positive(tower, f) * n)
    result = tower.one
    for coefficient, term in terms_of(tower, log_of_rest(tower, tower.polynomial(f)) * n):
        result = result * generic_exponential(tower, coefficient, term)
    return result


def read_power(tower: PrincipalTower, node: Any) -> Element:
    """A power as it is written."""
    base, exponent = node.args
    if base is E:
        return exponential(tower, tower.read(exponent))
    if exponent.is_Integer and abs(exponent) > 1000:
        raise OutOfReach("a large exponent")
    v = tower.read(exponent)
    u = tower.read(base)
    if v.rational is not None:
        return power(tower, u, _fraction(v.rational))
    if u.is_zero:
        raise OutOfReach("a power of 0")
    if tower.facts.is_integer(exponent):
        return whole_power(tower, u, v)
    return general_power(tower, u, v)
