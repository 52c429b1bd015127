"""Elementary and special functions of enclosures: where each has a real value, and a ball around it."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce

from flint import acb, arb, fmpq, fmpz

from derive.numeric.principal.elementary import ELEMENTARY
from derive.numeric.principal.elliptic import ELLIPTIC
from derive.numeric.principal.polynomials import POLYNOMIALS
from derive.numeric.principal.sequences import SEQUENCES
from derive.numeric.principal.special import SPECIAL
from derive.numeric.reals import (
    Enclosure,
    NoValue,
    Unsettled,
    Unsupported,
    as_ball,
    cube_root,
    floor,
    is_exact,
    multiply,
    reciprocal,
    require_nonnegative,
    require_nonzero,
    require_positive,
    sign,
    whole_number,
)

EXACT_FACTORIAL = 1_000


def logarithm(value: Enclosure) -> Enclosure:
    """The natural logarithm of a positive number."""
    require_positive(value)
    return fmpq(0) if is_exact(value) and value == 1 else as_ball(value).log()


def sigmoid(value: Enclosure) -> Enclosure:
    """1/(1 + exp(-value))."""
    return fmpq(1, 2) if is_exact(value) and value == 0 else 1 / (1 + as_ball(-value).exp())


def logit(value: Enclosure) -> Enclosure:
    """log(value/(1 - value)) for a value between 0 and 1."""
    require_positive(value)
    require_positive(1 - value)
    return logarithm(value / (1 - value))


def absolute(value: Enclosure) -> Enclosure:
    """|value|."""
    return abs(value)


def signum(value: Enclosure) -> Enclosure:
    """The sign as a number."""
    return fmpq(sign(value))


def maximum(*values: Enclosure) -> Enclosure:
    """The largest of some values."""
    return reduce(_larger, values)


def _larger(a: Enclosure, b: Enclosure) -> Enclosure:
    return max(a, b) if is_exact(a) and is_exact(b) else as_ball(a).max(as_ball(b))


def minimum(*values: Enclosure) -> Enclosure:
    """The smallest of some values."""
    return -maximum(*(-value for value in values))


def heaviside(value: Enclosure, at_zero: Enclosure) -> Enclosure:
    """0 left of 0, 1 right of it."""
    return (fmpq(0), at_zero, fmpq(1))[sign(value) + 1]


def dirac_delta(value: Enclosure, *_: Enclosure) -> Enclosure:
    """0 away from 0, where alone it has a value."""
    require_nonzero(value)
    return fmpq(0)


def ceiling(value: Enclosure) -> Enclosure:
    """The smallest whole number that is not below the value."""
    return -floor(-value)


# Functions with poles or ends


def _within_one(value: Enclosure) -> None:
    require_nonnegative(1 - abs(value))


def _strictly_within_one(value: Enclosure) -> None:
    require_positive(1 - abs(value))


def _outside_one(value: Enclosure) -> None:
    require_positive(abs(value) - 1)


def _at_least_one(value: Enclosure) -> None:
    require_nonnegative(value - 1)


def _not_a_pole_of_gamma(value: Enclosure) -> None:
    whole = whole_number(value)
    if whole is not None and whole <= 0:
        raise NoValue


def _not_one(value: Enclosure) -> None:
    require_nonzero(value - 1)


def gamma(value: Enclosure) -> Enclosure:
    """The gamma function, with poles at 0, -1, -2, ..."""
    _not_a_pole_of_gamma(value)
    whole = whole_number(value)
    if whole is not None and whole <= EXACT_FACTORIAL:
        return fmpq(fmpz.fac_ui(whole - 1))
    return as_ball(value).gamma()


def factorial(value: Enclosure) -> Enclosure:
    """gamma(value + 1)."""
    return gamma(value + 1)


def binomial(n: Enclosure, k: Enclosure) -> Enclosure:
    """n (n - 1) ... (n - k + 1)/k! for a whole number k >= 0, else through the gamma function."""
    whole = whole_number(k)
    if whole is None or not 0 <= whole <= EXACT_FACTORIAL:
        return REAL_IN_THE_PLANE["binomial"](n, k)
    return multiply(*((n - i) / fmpq(i + 1) for i in range(whole)))


def polygamma(order: Enclosure, value: Enclosure) -> Enclosure:
    """The derivative of that order of digamma."""
    whole = whole_number(order)
    if whole is None or not 0 <= whole <= 100:
        raise Unsupported
    _not_a_pole_of_gamma(value)
    return acb(as_ball(value)).polygamma(whole).real


def arc_cotangent(value: Enclosure) -> Enclosure:
    """atan(1/value), and pi/2 at 0."""
    return arb.pi() / 2 if sign(value) == 0 else as_ball(1 / value).atan()


def atan2(y: Enclosure, x: Enclosure) -> Enclosure:
    """The angle of the point (x, y)."""
    if is_exact(x) and is_exact(y) and x == y == 0:
        raise NoValue
    return arb.atan2(as_ball(y), as_ball(x))


def lambert_w(value: Enclosure, *branch: Enclosure) -> Enclosure:
    """The principal branch of the inverse of w exp(w), or another one where that is real."""
    if branch:
        return REAL_IN_THE_PLANE["LambertW"](value, *branch)
    require_nonnegative(value + (-arb(1)).exp())
    return as_ball(value).lambertw()


Function = Callable[..., Enclosure]


def _through(method: str, *checks: Callable[[Enclosure], None], **exact: int) -> Function:
    """The `arb` method of that name after some checks; ``at_0=1`` gives an exact value at 0."""
    known = {int(key.removeprefix("at_")): fmpq(value) for key, value in exact.items()}

    def function(value: Enclosure, *others: Enclosure) -> Enclosure:
        if others:
            raise Unsupported
        for check in checks:
            check(value)
        whole = whole_number(value)
        return known[whole] if whole in known else getattr(as_ball(value), method)()

    return function


def _reciprocal_of(method: str, check: Callable[[Enclosure], None] | None = None) -> Function:
    """The `arb` method at 1/value."""

    def function(value: Enclosure) -> Enclosure:
        if check is not None:
            check(value)
        return getattr(as_ball(reciprocal(value)), method)()

    return function


def real_in_the_plane(function: Function) -> Function:
    """A function of complex numbers where it is real at real numbers."""

    def restricted(*values: Enclosure) -> Enclosure:
        result = function(*(acb(value) if isinstance(value, arb) else value for value in values))
        if isinstance(result, fmpq):
            return result
        if not isinstance(result, acb) or result.imag != 0:
            raise NoValue
        if not result.imag == 0:
            raise Unsettled
        return result.real

    return restricted


IN_THE_PLANE = {**SPECIAL, **ELLIPTIC, **SEQUENCES, **POLYNOMIALS}
REAL_IN_THE_PLANE = {name: real_in_the_plane(rule) for name, rule in IN_THE_PLANE.items()}
INVERSES = ("asec", "acsc", "asech", "acsch")


def zeta(s: Enclosure, *a: Enclosure) -> Enclosure:
    """The Riemann zeta function, or Hurwitz's."""
    if a:
        return REAL_IN_THE_PLANE["zeta"](s, *a)
    _not_one(s)
    return as_ball(s).zeta()


OWN: dict[str, Function] = {
    "exp": _through("exp", at_0=1),
    "log": logarithm,
    "sigmoid": sigmoid,
    "logit": logit,
    "cbrt": cube_root,
    "Abs": absolute,
    "sign": signum,
    "Max": maximum,
    "Min": minimum,
    "Heaviside": heaviside,
    "DiracDelta": dirac_delta,
    "floor": floor,
    "ceiling": ceiling,
    "sin": _through("sin", at_0=0),
    "cos": _through("cos", at_0=1),
    "tan": _through("tan", at_0=0),
    "sec": _through("sec", at_0=1),
    "cot": _through("cot", require_nonzero),
    "csc": _through("csc", require_nonzero),
    "sinc": _through("sinc", at_0=1),
    "asin": _through("asin", _within_one, at_0=0),
    "acos": _through("acos", _within_one, at_1=0),
    "atan": _through("atan", at_0=0),
    "acot": arc_cotangent,
    "atan2": atan2,
    "sinh": _through("sinh", at_0=0),
    "cosh": _through("cosh", at_0=1),
    "tanh": _through("tanh", at_0=0),
    "sech": _through("sech", at_0=1),
    "coth": _through("coth", require_nonzero),
    "csch": _through("csch", require_nonzero),
    "asinh": _through("asinh", at_0=0),
    "acosh": _through("acosh", _at_least_one, at_1=0),
    "atanh": _through("atanh", _strictly_within_one, at_0=0),
    "acoth": _reciprocal_of("atanh", _outside_one),
    "erf": _through("erf", at_0=0),
    "erfc": _through("erfc", at_0=1),
    "erfi": _through("erfi", at_0=0),
    "erfinv": _through("erfinv", _strictly_within_one, at_0=0),
    "gamma": gamma,
    "loggamma": _through("lgamma", require_positive, at_1=0, at_2=0),
    "digamma": _through("digamma", _not_a_pole_of_gamma),
    "polygamma": polygamma,
    "zeta": zeta,
    "factorial": factorial,
    "binomial": binomial,
    "LambertW": lambert_w,
    "re": lambda value: value,
    "conjugate": lambda value: value,
    "im": lambda value: fmpq(0),
}

FUNCTIONS: dict[str, Function] = {
    **REAL_IN_THE_PLANE,
    **{name: real_in_the_plane(ELEMENTARY[name]) for name in INVERSES},
    **OWN,
}
# Functions whose ends and kinks are known; the others are looked at on both sides of a point.
REAL_ON_THE_LINE = frozenset(OWN) - {"LambertW", "binomial", "zeta"}
