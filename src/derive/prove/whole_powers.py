"""Powers with a symbolic whole exponent: f**n for factors f of any sign.

f**(m + n) = f**m f**n holds for f != 0, and for f = 0 where m and n are not negative (0**0 = 1).
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from derive.prove.allocation import OutOfReach
from derive.prove.field import Polynomial, Ratio
from derive.prove.powers import exponential, log_modulus, terms_of
from derive.prove.sign import Sign

if TYPE_CHECKING:
    from derive.prove.tower import Tower


def whole_power(tower: Tower, u: Ratio, exponent: Ratio) -> Ratio:
    """u**exponent, where the exponent is a polynomial in whole numbers with whole coefficients."""
    terms = terms_of(tower, exponent)
    if not all(c.denominator == 1 and _is_whole(tower, term) for c, term in terms):
        raise OutOfReach("an exponent that may not be whole")
    sign, factors = tower.split(u)
    if sign == 0:
        raise OutOfReach("a power of 0 with a symbolic exponent")
    if sign < 0:
        factors = [*factors, (tower.ctx.constant(-1), 1)]
    result = tower.one
    for f, k in factors:
        for coefficient, term in terms:
            result = result * _power_of_factor(tower, f, k * coefficient, term)
    return result


def _is_whole(tower: Tower, term: Ratio) -> bool:
    bases: list[Any] = [g.base for g in tower.generators_in(term.num) if g.kind == "variable"]
    is_polynomial = term.den.is_one() and len(bases) == len(tower.generators_in(term.num))
    return is_polynomial and all(base.is_integer for base in bases)


def _power_of_factor(tower: Tower, f: Polynomial, times: Fraction, term: Ratio) -> Ratio:
    """f**(times * term)."""
    if term.num.is_one():
        return tower.polynomial(f) ** times.numerator
    sign = tower.sign(f)
    if sign is Sign.POSITIVE:
        return exponential(tower, log_modulus(tower, f) * term.scaled(times.numerator))
    may_vanish = Sign.ZERO in sign and (times < 0 or not tower.sign_of(term).within(Sign.NONNEGATIVE))
    if may_vanish:
        raise OutOfReach("a power of a base that may be 0")
    known = tower.known("power", (f, term))
    if known is None:
        depends = tower.depends(f) | tower.depends(term.num)
        known = tower.allocate(
            "power", (f, term), depends, lambda g: tower.expression(f) ** tower.as_expression(term), Sign.ANY
        )
        if f == tower.ctx.constant(-1):
            known.sign = Sign.NONZERO
            tower.as_root(known, 2, tower.unit_polynomial)
    return tower.element(known, times.numerator)
