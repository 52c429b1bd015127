"""Special functions of complex enclosures, with SymPy's arguments in SymPy's order.

Arb takes the argument as self and the order as a parameter; here every rule names its arguments.
"""

from __future__ import annotations

from collections.abc import Callable

from flint import acb, arb, fmpq, fmpq_poly, fmpz

from derive.numeric.principal import values
from derive.numeric.principal.elementary import Rule, through
from derive.numeric.principal.values import (
    ONE,
    ZERO,
    NoValue,
    Unsettled,
    Unsupported,
    Value,
    as_acb,
    is_exact,
    is_real,
    is_zero,
    require_nonzero,
    whole_number,
)

EXACT_FACTORIAL = 200
EXACT_DEGREE = 60
# Sizes beyond which series are too slow to be worth a try.
LARGEST_ARGUMENT = 1e5
LARGEST_ORDER = 1_000


def within_reach(*numbers: Value, limit: float = LARGEST_ARGUMENT) -> None:
    """Pass over numbers of moderate size only; series take too long for others."""
    for number in numbers:
        if not as_acb(number).abs_upper() < limit:
            raise Unsupported


def is_pole_of_gamma(value: Value) -> bool:
    """Whether a number is exactly 0, -1, -2, ..."""
    whole = whole_number(value)
    return whole is not None and whole <= 0


def require_no_pole_of_gamma(value: Value) -> None:
    """`NoValue` at 0, -1, -2, ..."""
    if is_pole_of_gamma(value):
        raise NoValue


def gamma(value: Value) -> Value:
    """The gamma function, with poles at 0, -1, -2, ..."""
    require_no_pole_of_gamma(value)
    whole = whole_number(value)
    if whole is not None and whole <= EXACT_FACTORIAL:
        return fmpq(fmpz.fac_ui(whole - 1))
    return as_acb(value).gamma()


def reciprocal_gamma(value: Value) -> Value:
    """1/gamma(z), which is entire."""
    return ZERO if is_pole_of_gamma(value) else as_acb(value).rgamma()


def loggamma(value: Value) -> Value:
    """The logarithm of the gamma function that is continuous off the negative axis."""
    require_no_pole_of_gamma(value)
    if isinstance(value, fmpq) and value in (1, 2):
        return ZERO
    return as_acb(value).lgamma()


def digamma(value: Value) -> Value:
    """gamma'(z)/gamma(z)."""
    require_no_pole_of_gamma(value)
    return as_acb(value).digamma()


def polygamma(order: Value, value: Value) -> Value:
    """The derivative of that order of digamma; no order but a natural number."""
    whole = whole_number(order)
    if whole is None or not 0 <= whole <= LARGEST_ORDER:
        raise Unsupported
    if whole == 0:
        return digamma(value)
    require_no_pole_of_gamma(value)
    result = as_acb(value).polygamma(whole)
    return acb(result.real) if is_real(value) else result


def factorial(value: Value) -> Value:
    """gamma(z + 1)."""
    return gamma(values.add([value, ONE]))


def beta(a: Value, b: Value) -> Value:
    """gamma(a) gamma(b)/gamma(a + b); limits at poles are not taken."""
    total = values.add([a, b])
    if is_pole_of_gamma(total) and (is_pole_of_gamma(a) or is_pole_of_gamma(b)):
        raise Unsettled
    return values.multiply([gamma(a), gamma(b), reciprocal_gamma(total)])


def binomial(n: Value, k: Value) -> Value:
    """n (n - 1) ... (n - k + 1)/k! for a whole number k >= 0, else through the gamma function."""
    whole = whole_number(k)
    if whole is not None and whole < 0:
        if is_pole_of_gamma(values.add([n, ONE])):
            raise Unsettled
        require_certainly_regular(values.add([n, ONE]))
        return ZERO
    if whole is not None and whole <= LARGEST_ORDER:
        return values.divide(falling_factorial(n, k), fmpq(fmpz.fac_ui(whole)))
    below = values.add([values.subtract(n, k), ONE])
    over = whole_number(n)
    if whole is not None and over is not None and 0 <= over < whole:
        return ZERO
    return values.multiply(
        [gamma(values.add([n, ONE])), reciprocal_gamma(values.add([k, ONE])), reciprocal_gamma(below)]
    )


def require_certainly_regular(value: Value) -> None:
    """`Unsettled` where a ball may hide one of 0, -1, -2, ..."""
    if not is_exact(value) and value.contains_integer() and not value.real > 0:
        raise Unsettled


def rising_factorial(x: Value, n: Value) -> Value:
    """x (x + 1) ... (x + n - 1), its reciprocal kind for n < 0, and gamma(x + n)/gamma(x) in between."""
    whole = whole_number(n)
    if whole is not None and abs(whole) <= LARGEST_ORDER:
        if whole < 0:
            return values.reciprocal(rising_factorial(values.add([x, fmpq(whole)]), fmpq(-whole)))
        if is_exact(x) and whole <= 100:
            return values.multiply([values.add([x, fmpq(i)]) for i in range(whole)])
        return as_acb(x).rising(whole)
    return values.multiply([gamma(values.add([x, n])), reciprocal_gamma(x)])


def falling_factorial(x: Value, n: Value) -> Value:
    """x (x - 1) ... (x - n + 1), or gamma(x + 1)/gamma(x - n + 1)."""
    return rising_factorial(values.add([values.subtract(x, n), ONE]), n)


def harmonic(n: Value, order: Value = ONE) -> Value:
    """The sum of 1/k**order for k up to n; digamma(n + 1) + EulerGamma between whole numbers."""
    whole = whole_number(n)
    if whole is not None and 0 <= whole <= EXACT_FACTORIAL and whole_number(order) is not None:
        return values.add([values.whole_power(fmpq(k), -int(order.p)) for k in range(1, whole + 1)])
    after = values.add([n, ONE])
    if order == ONE:
        return values.add([digamma(after), acb(arb.const_euler())])
    if not as_acb(after).real > 0:
        raise Unsettled
    return values.subtract(zeta(order), zeta(order, after))


def zeta(s: Value, a: Value = ONE) -> Value:
    """The Hurwitz zeta function, the Riemann one for a = 1."""
    if isinstance(s, fmpq) and s == 1:
        raise NoValue
    within_reach(s, a)
    if a == ONE:
        whole = whole_number(s)
        if whole is not None and whole <= 0:
            return _zeta_at_nonpositive(-whole)
        return as_acb(s).zeta()
    if whole_number(s) is not None and s <= 0 and -s <= LARGEST_ORDER:
        n = int(1 - s.p)
        exact = isinstance(a, fmpq) and n <= EXACT_DEGREE
        polynomial = fmpq_poly.bernoulli_poly(n)(a) if exact else as_acb(a).bernoulli_poly(n)
        return values.multiply([fmpq(-1, n), polynomial])
    if is_pole_of_gamma(a):
        raise Unsettled
    result = as_acb(s).zeta(as_acb(a))
    return acb(result.real) if whole_number(s) is not None and is_real(a) else result


def _zeta_at_nonpositive(n: int) -> Value:
    if n > LARGEST_ORDER:
        return acb(-n).zeta()
    return fmpq(-1, 2) if n == 0 else -fmpq.bernoulli(n + 1) / (n + 1)


def dirichlet_eta(s: Value, a: Value = ONE) -> Value:
    """The alternating zeta function."""
    if a != ONE:
        raise Unsupported
    within_reach(s)
    return as_acb(s).dirichlet_eta()


def lerch_phi(z: Value, s: Value, a: Value) -> Value:
    """The sum of z**n/(n + a)**s, and its continuation."""
    if not as_acb(a).real > 0:
        raise Unsettled
    within_reach(z, s, a)
    return as_acb(z).lerch_phi(as_acb(s), as_acb(a))


def polylog(s: Value, z: Value) -> Value:
    """The sum of z**n/n**s, and its continuation."""
    if is_zero(z):
        return ZERO
    within_reach(s, limit=LARGEST_ORDER)
    whole = whole_number(s)
    if isinstance(z, fmpq) and z == 1:
        if isinstance(s, fmpq) and s <= 1:
            raise NoValue
        if not as_acb(s).real > 1:
            raise Unsettled
        return zeta(s)
    if whole == 1:
        return -as_acb(values.subtract(ONE, z)).log()
    if whole == 0:
        return values.divide(z, values.subtract(ONE, z))
    return as_acb(z).polylog(as_acb(s))


def erf2(a: Value, b: Value) -> Value:
    """erf(b) - erf(a)."""
    return values.subtract(erf(b), erf(a))


erf = through("erf", at_0=0)


def inverse_of(method: str, lower: int, upper: int) -> Rule:
    """A real inverse function on an open interval."""

    def function(value: Value) -> Value:
        real = arb(values.real_value(value))
        if real > lower and real < upper:
            return acb(getattr(real, method)())
        if isinstance(value, fmpq) and value in (lower, upper):
            raise NoValue
        raise Unsupported

    return function


def logarithmic_singularity(method: str) -> Rule:
    """The `acb` method of a function without a value at 0."""

    def function(value: Value) -> Value:
        require_nonzero(value)
        return getattr(as_acb(value), method)()

    return function


def logarithmic_integral(value: Value) -> Value:
    """li(z), with a pole at 1."""
    if is_zero(value):
        return ZERO
    if isinstance(value, fmpq) and value == 1:
        raise NoValue
    return as_acb(value).li()


def offset_logarithmic_integral(value: Value) -> Value:
    """li(z) - li(2)."""
    return values.subtract(logarithmic_integral(value), logarithmic_integral(fmpq(2)))


def exponential_integral(nu: Value, z: Value) -> Value:
    """E_nu(z)."""
    if is_zero(z):
        _beyond_one(nu)
        return values.reciprocal(values.subtract(nu, ONE))
    return as_acb(z).expint(as_acb(nu))


def _beyond_one(nu: Value) -> None:
    real = as_acb(nu).real
    if real <= 1 and is_exact(nu):
        raise NoValue
    if not real > 1:
        raise Unsettled


def upper_gamma(s: Value, z: Value) -> Value:
    """The upper incomplete gamma function."""
    if is_zero(z):
        if is_pole_of_gamma(s):
            raise NoValue
        if not as_acb(s).real > 0:
            raise Unsettled
        return gamma(s)
    return as_acb(z).gamma_upper(as_acb(s))


def lower_gamma(s: Value, z: Value) -> Value:
    """The lower incomplete gamma function."""
    require_no_pole_of_gamma(s)
    if is_zero(z):
        if not as_acb(s).real > 0:
            raise Unsettled
        return ZERO
    return as_acb(z).gamma_lower(as_acb(s))


def bessel(method: str) -> Rule:
    """A Bessel function of an order and an argument."""

    def function(order: Value, z: Value) -> Value:
        within_reach(order, limit=LARGEST_ORDER)
        if is_zero(z):
            return _bessel_at_zero(method, order)
        return getattr(as_acb(z), method)(as_acb(order))

    return function


def _bessel_at_zero(method: str, order: Value) -> Value:
    whole = whole_number(order)
    if method in ("bessel_y", "bessel_k"):
        raise NoValue if whole is not None else Unsettled
    if whole is not None:
        return ONE if whole == 0 else ZERO
    if as_acb(order).real > 0:
        return ZERO
    raise NoValue if isinstance(order, fmpq) else Unsettled


def hankel(sign: int) -> Rule:
    """J + i Y or J - i Y."""
    first, second = bessel("bessel_j"), bessel("bessel_y")
    turn = values.Gaussian(ZERO, fmpq(sign))
    return lambda order, z: values.add([first(order, z), values.multiply([turn, second(order, z)])])


def spherical(method: str) -> Rule:
    """sqrt(pi/(2 z)) times the Bessel function of half an order more, away from 0."""
    function = bessel(method)

    def rule(order: Value, z: Value) -> Value:
        if not values.is_nonzero(z):
            raise Unsettled
        factor = (acb.pi() / (2 * as_acb(z))).sqrt()
        return factor * as_acb(function(values.add([order, fmpq(1, 2)]), z))

    return rule


def airy(method: str, derivative: int) -> Rule:
    """An Airy function or its derivative."""
    return lambda z: getattr(as_acb(z), method)(derivative=derivative)


def hypergeometric(upper: list[Value], lower: list[Value], z: Value) -> Value:
    """pFq(upper; lower; z), as a series or, for p = q + 1, its continuation off [1, oo)."""
    within_reach(z, *upper, *lower)
    terms = [-int(a.p) for a in upper if is_pole_of_gamma(a)]
    poles = [-int(b.p) for b in lower if is_pole_of_gamma(b)]
    if poles:
        if not terms or min(terms) > min(poles):
            raise NoValue
        if min(terms) == min(poles):
            raise Unsettled
    if terms and min(terms) <= LARGEST_ORDER:
        return _terminating(upper, lower, z, min(terms))
    if is_zero(z):
        return ONE
    if len(upper) > len(lower) + 1:
        raise Unsupported
    if z == ONE and len(upper) == 2 and len(lower) == 1:
        return _gauss_at_one(upper[0], upper[1], lower[0])
    if z == ONE and len(upper) == 1 and not lower:
        raise NoValue
    return as_acb(z).hypgeom([as_acb(a) for a in upper], [as_acb(b) for b in lower])


def _terminating(upper: list[Value], lower: list[Value], z: Value, degree: int) -> Value:
    """The polynomial in z, term by term."""
    term: Value = ONE
    terms = [term]
    for n in range(degree):
        ratio = [values.add([a, fmpq(n)]) for a in upper]
        ratio += [values.reciprocal(values.add([b, fmpq(n)])) for b in lower]
        term = values.multiply([term, *ratio, z, fmpq(1, n + 1)])
        terms.append(term)
    return values.add(terms)


def _gauss_at_one(a: Value, b: Value, c: Value) -> Value:
    """Gauss's theorem; the series diverges unless Re(c - a - b) > 0."""
    excess = values.subtract(c, values.add([a, b]))
    real = as_acb(excess).real
    if not real > 0:
        raise NoValue if real < 0 or is_exact(excess) else Unsettled
    below = reciprocal_gamma(values.subtract(c, a)), reciprocal_gamma(values.subtract(c, b))
    return values.multiply([gamma(c), gamma(excess), *below])


def lambert_w(z: Value, branch: Value = ZERO) -> Value:
    """The inverse of w exp(w) on a branch."""
    k = whole_number(branch)
    if k is None or abs(k) > 10**6:
        raise Unsupported
    if is_zero(z):
        if k == 0:
            return ZERO
        raise NoValue
    return as_acb(z).lambertw(branch=k)


SPECIAL: dict[str, Callable[..., Value]] = {
    "gamma": gamma,
    "loggamma": loggamma,
    "digamma": digamma,
    "trigamma": lambda z: polygamma(ONE, z),
    "polygamma": polygamma,
    "factorial": factorial,
    "beta": beta,
    "binomial": binomial,
    "RisingFactorial": rising_factorial,
    "FallingFactorial": falling_factorial,
    "harmonic": harmonic,
    "zeta": zeta,
    "dirichlet_eta": dirichlet_eta,
    "lerchphi": lerch_phi,
    "polylog": polylog,
    "erf": erf,
    "erfc": through("erfc", at_0=1),
    "erfi": through("erfi", at_0=0),
    "erf2": erf2,
    "erfinv": inverse_of("erfinv", -1, 1),
    "erfcinv": inverse_of("erfcinv", 0, 2),
    "Ei": logarithmic_singularity("ei"),
    "E1": lambda z: exponential_integral(ONE, z),
    "expint": exponential_integral,
    "li": logarithmic_integral,
    "Li": offset_logarithmic_integral,
    "Si": through("si", at_0=0),
    "Ci": logarithmic_singularity("ci"),
    "Shi": through("shi", at_0=0),
    "Chi": logarithmic_singularity("chi"),
    "fresnels": through("fresnel_s", at_0=0),
    "fresnelc": through("fresnel_c", at_0=0),
    "uppergamma": upper_gamma,
    "lowergamma": lower_gamma,
    "besselj": bessel("bessel_j"),
    "bessely": bessel("bessel_y"),
    "besseli": bessel("bessel_i"),
    "besselk": bessel("bessel_k"),
    "hankel1": hankel(1),
    "hankel2": hankel(-1),
    "jn": spherical("bessel_j"),
    "yn": spherical("bessel_y"),
    "airyai": airy("airy_ai", 0),
    "airybi": airy("airy_bi", 0),
    "airyaiprime": airy("airy_ai", 1),
    "airybiprime": airy("airy_bi", 1),
    "LambertW": lambert_w,
}
