"""All functions by their SymPy names, and where each of them is analytic.

A function without an entry in `OFF_CUTS` is analytic wherever it has a finite enclosure.
"""

from __future__ import annotations

from collections.abc import Callable

from derive.numeric.principal import cuts, values
from derive.numeric.principal.elementary import ELEMENTARY
from derive.numeric.principal.elliptic import ELLIPTIC, off_cuts_of_e, off_cuts_of_pi, off_incomplete_cuts
from derive.numeric.principal.polynomials import POLYNOMIALS
from derive.numeric.principal.sequences import CONSTANTS, INFINITE, SEQUENCES
from derive.numeric.principal.special import SPECIAL
from derive.numeric.principal.values import Value, reciprocal, whole_number

__all__ = ["CONSTANTS", "FUNCTIONS", "INFINITE", "OFF_CUTS", "ON_LINE"]

FUNCTIONS: dict[str, Callable[..., Value]] = {**ELEMENTARY, **SPECIAL, **ELLIPTIC, **SEQUENCES, **POLYNOMIALS}


def _last(test: Callable[[Value], bool]) -> Callable[..., bool]:
    """The test of the last argument alone: orders and degrees matter nowhere."""
    return lambda *arguments: test(arguments[-1])


def _unless_whole_order(*arguments: Value) -> bool:
    """Functions of a whole order have no cut on the negative axis."""
    return whole_number(arguments[0]) is not None or cuts.off_negative_axis(arguments[-1])


def _polynomial_or_right_of_minus_one(*arguments: Value) -> bool:
    degree, x = arguments
    return whole_number(degree) is not None or cuts.right_half_plane(values.add([x, values.ONE]))


def _lambert(z: Value, branch: Value | None = None) -> bool:
    """Off (-oo, 0], which is more than enough."""
    return cuts.off_negative_axis(z)


def _positive_second(s: Value, a: Value | None = None) -> bool:
    return a is None or cuts.right_half_plane(a)


def _never(*arguments: Value) -> bool:
    return False


def _at_reciprocal(continuation: Callable[[Value], Value]) -> Callable[[Value], Value]:
    return lambda value: continuation(reciprocal(value))


OFF_CUTS: dict[str, Callable[..., bool]] = {
    "log": cuts.off_negative_axis,
    "asin": cuts.off_outer_rays,
    "acos": cuts.off_outer_rays,
    "atan": cuts.off_outer_imaginary_rays,
    "acot": cuts.off_imaginary_segment,
    "asec": cuts.off_inner_segment,
    "acsc": cuts.off_inner_segment,
    "asinh": cuts.off_outer_imaginary_rays,
    "acosh": cuts.beyond_one,
    "atanh": cuts.off_outer_rays,
    "acoth": cuts.off_inner_segment,
    "asech": cuts.within_unit,
    "acsch": cuts.off_imaginary_segment,
    "loggamma": cuts.off_negative_axis,
    "harmonic": lambda n, order=None: cuts.right_half_plane(values.add([n, values.ONE])),
    "zeta": _positive_second,
    "lerchphi": lambda z, s, a: cuts.below_one(z) and cuts.right_half_plane(a),
    "polylog": _last(cuts.below_one),
    "erfinv": _never,
    "erfcinv": _never,
    "Ei": cuts.off_negative_axis,
    "E1": cuts.off_negative_axis,
    "expint": lambda nu, z: cuts.off_negative_axis(z),
    "li": cuts.beyond_one,
    "Li": cuts.beyond_one,
    "Ci": cuts.off_negative_axis,
    "Chi": cuts.off_negative_axis,
    "uppergamma": _last(cuts.off_negative_axis),
    "lowergamma": _last(cuts.off_negative_axis),
    "besselj": _unless_whole_order,
    "besseli": _unless_whole_order,
    "bessely": _last(cuts.off_negative_axis),
    "besselk": _last(cuts.off_negative_axis),
    "hankel1": _last(cuts.off_negative_axis),
    "hankel2": _last(cuts.off_negative_axis),
    "jn": _last(cuts.off_negative_axis),
    "yn": _last(cuts.off_negative_axis),
    "hn1": _last(cuts.off_negative_axis),
    "hn2": _last(cuts.off_negative_axis),
    "LambertW": _lambert,
    "elliptic_k": cuts.below_one,
    "elliptic_e": off_cuts_of_e,
    "elliptic_f": off_incomplete_cuts,
    "elliptic_pi": off_cuts_of_pi,
    "chebyshevt": _polynomial_or_right_of_minus_one,
    "chebyshevu": _polynomial_or_right_of_minus_one,
    "legendre": _polynomial_or_right_of_minus_one,
    "assoc_legendre": _never,
    "Abs": _never,
    "re": _never,
    "im": _never,
    "conjugate": _never,
    "arg": _never,
    "sign": _never,
    "floor": _never,
    "ceiling": _never,
    "frac": _never,
    "Mod": _never,
    "Max": _never,
    "Min": _never,
    "Heaviside": _never,
    "atan2": _never,
    "KroneckerDelta": _never,
    "stieltjes": _never,
}

ON_LINE: dict[str, Callable[..., Value]] = {
    "log": cuts.log_on_line,
    "asin": cuts.asin_on_line,
    "acos": cuts.acos_on_line,
    "asec": _at_reciprocal(cuts.acos_on_line),
    "acsc": _at_reciprocal(cuts.asin_on_line),
    "acosh": cuts.acosh_on_line,
    "atanh": cuts.atanh_on_line,
    "acoth": _at_reciprocal(cuts.atanh_on_line),
    "asech": _at_reciprocal(cuts.acosh_on_line),
    "loggamma": cuts.loggamma_on_line,
    "Ei": cuts.ei_on_line,
    "li": cuts.li_on_line,
    "Ci": cuts.ci_on_line,
    "Chi": cuts.chi_on_line,
    "polylog": cuts.polylog_on_line,
    "uppergamma": cuts.upper_gamma_on_line,
    "lowergamma": cuts.lower_gamma_on_line,
    "LambertW": cuts.lambert_w_on_line,
}
