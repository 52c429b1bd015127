"""Powers and exponentials on their principal branches.

- (c u)**p = c**p u**p for c > 0: a power with a rational exponent is one of what is certainly positive, times a root.
- exp turns rational multiples of log u back into powers of u, and u**v is exp(v log u).
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from sympy import E, exp, pi

from derive.prove.allocation import OutOfReach, Undefined
from derive.prove.principal.element import Element, Polynomial
from derive.prove.principal.factors import parted, primes
from derive.prove.principal.logarithms import imaginary_angle, log_of_positive, log_of_rest, logarithm
from derive.prove.principal.ring import Generator
from derive.prove.principal.roots import positive_power, power_of_rest, root_that_is, unity
from derive.prove.sign import Sign

if TYPE_CHECKING:
    from derive.prove.principal.tower import PrincipalTower

HALF = Fraction(1, 2)


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
    for p, e in primes(tower, content):
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
