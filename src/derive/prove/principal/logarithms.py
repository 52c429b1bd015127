"""Logarithms on their principal branch.

log(c u) = log c + log u for c > 0, so factors that are certainly positive leave, and so does the phase of -1 and of I
where nothing else is left.  Else log u is one generator for each u.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from sympy import log, pi

from derive.prove.allocation import Undefined
from derive.prove.principal.element import Element, Polynomial
from derive.prove.principal.factors import parted
from derive.prove.principal.roots import root_that_is
from derive.prove.sign import Sign

if TYPE_CHECKING:
    from derive.prove.principal.tower import PrincipalTower


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
