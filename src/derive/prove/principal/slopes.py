"""Derivatives of special functions, each in the arguments in which it has a known one.

Each rule holds wherever the function is differentiable, along its cuts too (with the value that it has
there); `tests` compare every one of them with numerical differentiation.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sympy import (
    Chi,
    Ci,
    Ei,
    LambertW,
    Shi,
    Si,
    asin,
    atan,
    chebyshevt,
    chebyshevu,
    digamma,
    elliptic_e,
    elliptic_f,
    elliptic_k,
    elliptic_pi,
    erf,
    erfi,
    expint,
    fresnelc,
    fresnels,
    gamma,
    legendre,
    li,
    loggamma,
    lowergamma,
    pi,
    polygamma,
    polylog,
    uppergamma,
    zeta,
)  # fmt: skip

from derive.prove.allocation import OutOfReach
from derive.prove.principal.angles import pair
from derive.prove.principal.element import Element
from derive.prove.principal.logarithms import logarithm
from derive.prove.principal.powers import HALF, exponential, power
from derive.prove.principal.ring import Generator
from derive.prove.principal.specials import Arguments, hypergeometric, power_by_rule, special, whole_number
from derive.prove.sign import Sign

if TYPE_CHECKING:
    from derive.prove.principal.tower import PrincipalTower

Slope = Callable[["PrincipalTower", Arguments], Element]


def slopes(tower: PrincipalTower, generator: Generator) -> list[tuple[Element, Element]]:
    """The arguments that the function may vary with, and its derivatives in them."""
    head, *arguments = generator.key
    return [(arguments[place], slope(tower, arguments)) for place, slope in SLOPES.get(head, {}).items()]


def varies_otherwise(generator: Generator, moving: list[bool]) -> bool:
    """Whether an argument moves in which no derivative is known."""
    head, *_ = generator.key
    return any(moves and place not in SLOPES.get(head, {}) for place, moves in enumerate(moving))


def _quotient_by(tower: PrincipalTower, u: Element) -> Element:
    """1/u in a rule: u = 0 is a point of which the rule does not speak."""
    return tower.by_rule(u.inverse)


def _error_slope(sign: int) -> Slope:
    def slope(tower: PrincipalTower, arguments: Arguments) -> Element:
        (u,) = arguments
        root = power(tower, tower.read(pi), HALF)
        return (exponential(tower, (u * u).scaled(sign)) / root).scaled(2)

    return slope


def _fresnel_slope(place: int) -> Slope:
    return lambda tower, a: pair(tower, (tower.read(pi) * a[0] * a[0]).scaled(HALF))[place]


def _of_sine_integral(tower: PrincipalTower, arguments: Arguments) -> Element:
    return pair(tower, arguments[0])[1] * _quotient_by(tower, arguments[0])


def _of_cosine_integral(tower: PrincipalTower, arguments: Arguments) -> Element:
    return pair(tower, arguments[0])[0] / arguments[0]


def _of_hyperbolic_sine_integral(tower: PrincipalTower, arguments: Arguments) -> Element:
    (u,) = arguments
    return (exponential(tower, u) - exponential(tower, -u)).scaled(HALF) * _quotient_by(tower, u)


def _of_hyperbolic_cosine_integral(tower: PrincipalTower, arguments: Arguments) -> Element:
    (u,) = arguments
    return (exponential(tower, u) + exponential(tower, -u)).scaled(HALF) / u


def _of_logarithmic_integral(tower: PrincipalTower, arguments: Arguments) -> Element:
    tower.require_nonzero(arguments[0])
    return logarithm(tower, arguments[0]).inverse()


def _of_polylog(tower: PrincipalTower, arguments: Arguments) -> Element:
    s, z = arguments
    return special(tower, polylog, [s - tower.one, z]) * _quotient_by(tower, z)


def _of_upper_gamma(tower: PrincipalTower, arguments: Arguments) -> Element:
    s, z = arguments
    return -(power_by_rule(tower, z, s - tower.one) * exponential(tower, -z))


def _of_exponential_integral(tower: PrincipalTower, arguments: Arguments) -> Element:
    n, z = arguments
    if whole_number(n) == 1:
        return -(exponential(tower, -z) / z)
    return -special(tower, expint, [n - tower.one, z])


def _of_elliptic(combine: Callable[[PrincipalTower, Arguments, Element, Element], Element]) -> Slope:
    """From sin(phi)**2 = (1 - cos(2 phi))/2 and sqrt(1 - m sin(phi)**2)."""

    def slope(tower: PrincipalTower, arguments: Arguments) -> Element:
        *_, phi, m = arguments
        if not _is_on_principal_strip(tower, phi):
            raise OutOfReach("an elliptic integral that may run along the edge of its strip")
        square = (tower.one - pair(tower, phi.scaled(2))[0]).scaled(HALF)
        return combine(tower, arguments, square, power(tower, tower.one - m * square, HALF))

    return slope


def _is_on_principal_strip(tower: PrincipalTower, phi: Element) -> bool:
    """Whether the amplitude is real, imaginary, or an inverse function.

    Then it meets the lines Re phi = +-pi/2, where the function is continued from one side, at single points, or
    as asin does off the real line.  asin of a real number beyond 1 runs along such a line: no evaluator tells there.
    """
    if tower.is_real(phi) or tower.is_real(phi * tower.imaginary_unit):
        return True
    inverses = [g for g in tower.generators_in(*tower.parts(phi)) if g.key is not pi]
    linear = not phi.den and all(phi.num.degrees()[g.index] == 1 for g in inverses)
    if not linear or len(inverses) != 1 or inverses[0].kind != "inverse" or inverses[0].key[0] not in (asin, atan):
        return False
    head, u = inverses[0].key
    return head is atan or not tower.is_real(u) or tower.sign_of(tower.one - u * u).within(Sign.NONNEGATIVE)


def _of_third_kind(tower: PrincipalTower, arguments: Arguments, square: Element, root: Element) -> Element:
    n = arguments[0]
    return _quotient_by(tower, (tower.one - n * square) * root)


def _of_complete_first(tower: PrincipalTower, arguments: Arguments) -> Element:
    (m,) = arguments
    first, second = special(tower, elliptic_k, [m]), special(tower, elliptic_e, [m])
    return (second - (tower.one - m) * first) * _quotient_by(tower, (m * (tower.one - m)).scaled(2))


def of_complete_second(tower: PrincipalTower, arguments: Arguments) -> Element:
    (m,) = arguments
    first, second = special(tower, elliptic_k, [m]), special(tower, elliptic_e, [m])
    return (second - first) * _quotient_by(tower, m.scaled(2))


def _of_lambert(tower: PrincipalTower, arguments: Arguments) -> Element:
    w = special(tower, LambertW, arguments)
    return w * _quotient_by(tower, arguments[0] * (tower.one + w))


def _of_legendre(tower: PrincipalTower, arguments: Arguments) -> Element:
    n, x = arguments
    before = special(tower, legendre, [n - tower.one, x])
    lowered = x * special(tower, legendre, [n, x]) - before
    return n * lowered * _quotient_by(tower, x * x - tower.one)


def _of_gamma(tower: PrincipalTower, arguments: Arguments) -> Element:
    return special(tower, gamma, arguments) * special(tower, digamma, arguments)


def of_hypergeometric(tower: PrincipalTower, generator: Generator) -> Element:
    """d/dz of a hypergeometric function.

    z F' = b ((1 - z)**-a - F) for 2F1(a, b; b + 1; z); else the contiguous function.
    """
    _, above, below, z = generator.key
    first = _of_incomplete_beta(tower, generator)
    if first is not None:
        return first
    factor = tower.one
    for a in above:
        factor = factor * a
    for b in below:
        factor = factor / b
    shifted = hypergeometric(tower, [a + tower.one for a in above], [b + tower.one for b in below], z)
    return factor * shifted


def _of_incomplete_beta(tower: PrincipalTower, generator: Generator) -> Element | None:
    _, above, below, z = generator.key
    if len(above) != 2 or len(below) != 1:
        return None
    for a, b in (above, above[::-1]):
        if tower.agree(b + tower.one, below[0]):
            function = tower.generated(generator)
            return b * (power_by_rule(tower, tower.one - z, -a) - function) * _quotient_by(tower, z)
    return None


SLOPES: dict[Any, dict[int, Slope]] = {
    erf: {0: _error_slope(-1)},
    erfi: {0: _error_slope(1)},
    fresnels: {0: _fresnel_slope(1)},
    fresnelc: {0: _fresnel_slope(0)},
    Si: {0: _of_sine_integral},
    Ci: {0: _of_cosine_integral},
    Shi: {0: _of_hyperbolic_sine_integral},
    Chi: {0: _of_hyperbolic_cosine_integral},
    Ei: {0: lambda tower, a: exponential(tower, a[0]) / a[0]},
    li: {0: _of_logarithmic_integral},
    expint: {1: _of_exponential_integral},
    polylog: {1: _of_polylog},
    uppergamma: {1: _of_upper_gamma},
    lowergamma: {1: lambda tower, a: -_of_upper_gamma(tower, a)},
    elliptic_f: {0: _of_elliptic(lambda tower, a, square, root: _quotient_by(tower, root))},
    elliptic_pi: {1: _of_elliptic(_of_third_kind)},
    elliptic_k: {0: _of_complete_first},
    elliptic_e: {0: _of_elliptic(lambda tower, a, square, root: root)},
    LambertW: {0: _of_lambert},
    gamma: {0: _of_gamma},
    zeta: {1: lambda tower, a: -(a[0] * special(tower, zeta, [a[0] + tower.one, a[1]]))},
    chebyshevt: {1: lambda tower, a: a[0] * special(tower, chebyshevu, [a[0] - tower.one, a[1]])},
    legendre: {1: _of_legendre},
    loggamma: {0: lambda tower, a: special(tower, digamma, a)},
    digamma: {0: lambda tower, a: special(tower, polygamma, [tower.one, a[0]])},
    polygamma: {1: lambda tower, a: special(tower, polygamma, [a[0] + tower.one, a[1]])},
}

HEADS = tuple(head for head in SLOPES if head is not expint)
