"""What the second evaluator knows of functions: mpmath's own, under SymPy's names and conventions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mpmath import mp, mpc, mpf

Function = Callable[..., Any]
MOST_FACTORS = 100_000


class NoValue(Exception):
    """No finite value of the kind that counts, or no rule for it."""


def real(number: Any) -> Any:
    """The number as a real one.

    Raises `NoValue` if it has an imaginary part.
    """
    if isinstance(number, mpc):
        if number.imag != 0:
            raise NoValue
        return number.real
    return number


def logarithm(argument: Any, *base: Any) -> Any:
    """The principal logarithm."""
    if argument == 0 or any(b in (0, 1) for b in base):
        raise NoValue
    return mp.log(argument, *base)


def cube_root(argument: Any) -> Any:
    """The real cube root of a real number."""
    argument = real(argument)
    return mp.sign(argument) * mp.cbrt(abs(argument))


def heaviside(argument: Any, at_zero: Any) -> Any:
    """0 left of 0, 1 right of it."""
    argument = real(argument)
    return at_zero if argument == 0 else mpf(argument > 0)


def sign(argument: Any) -> Any:
    """z/|z|, and 0 at 0."""
    return mpf(0) if argument == 0 else argument / abs(argument)


def arg(argument: Any) -> Any:
    """The angle in (-pi, pi]."""
    if argument == 0:
        raise NoValue
    return mp.arg(argument)


def atan2(y: Any, x: Any) -> Any:
    """The angle of the point (x, y)."""
    if x == 0 and y == 0:
        raise NoValue
    return mp.atan2(real(y), real(x))


def arc_cotangent(argument: Any) -> Any:
    """atan(1/z), and pi/2 at 0."""
    return mp.pi / 2 if argument == 0 else mp.atan(1 / argument)


def whole(number: Any) -> int:
    """A whole number as such.

    Raises `NoValue` for any other.
    """
    number = real(number)
    if not mp.isint(number) or abs(number) > MOST_FACTORS:
        raise NoValue
    return int(number)


def binomial(n: Any, k: Any) -> Any:
    """By the gamma function, but for whole numbers that do not lie above 0 only where all agree."""
    if mp.isint(k) and real(k) >= 0:
        return mp.fprod([(n - i) / mpf(i + 1) for i in range(whole(k))])
    if mp.isint(n) and mp.isint(k):
        raise NoValue
    return mp.binomial(n, k)


def bernoulli(n: Any, *argument: Any) -> Any:
    """Bernoulli numbers with B(1) = +1/2, and polynomials."""
    order = whole(n)
    if argument:
        return mp.bernpoly(order, *argument)
    return mpf(1) / 2 if order == 1 else mp.bernoulli(order)


def harmonic(n: Any, *order: Any) -> Any:
    """1 + 1/2**m + ... + 1/n**m."""
    if not order:
        return mp.harmonic(n)
    return mp.fsum(mpf(k) ** -order[0] for k in range(1, whole(n) + 1))


def componentwise(function: Function) -> Function:
    """A function of real numbers, applied to real and imaginary part."""

    def apply(z: Any) -> Any:
        return mpc(function(z.real), function(z.imag)) if isinstance(z, mpc) else function(z)

    return apply


def elliptic_e(*arguments: Any) -> Any:
    """E(m) and E(phi, m)."""
    return mp.ellipe(*arguments)


def elliptic_pi(n: Any, *others: Any) -> Any:
    """Pi(n, m) and Pi(n, phi, m)."""
    return mp.ellippi(n, *others)


def hankel(kind: int) -> Function:
    """J + i Y for kind 1, J - i Y for kind 2."""
    return lambda order, z: mp.besselj(order, z) + (1j if kind == 1 else -1j) * mp.bessely(order, z)


def spherical(function: Function) -> Function:
    """The spherical Bessel function from the ordinary one."""
    return lambda order, z: mp.sqrt(mp.pi / (2 * z)) * function(order + mpf(1) / 2, z)


def polygamma(order: Any, z: Any) -> Any:
    """The derivative of that order of digamma."""
    return mp.polygamma(whole(order), z)


def eta(s: Any) -> Any:
    """The alternating zeta function."""
    return mp.altzeta(s)


def lambert_w(z: Any, branch: Any = 0) -> Any:
    """A branch of the inverse of w exp(w)."""
    return mp.lambertw(z, whole(branch))


def lucas(n: Any) -> Any:
    """F(n - 1) + F(n + 1)."""
    return mp.fib(whole(n) - 1) + mp.fib(whole(n) + 1)


def catalan(n: Any) -> Any:
    """The n-th Catalan number."""
    return mp.gamma(n + mpf(1) / 2) * mpf(4) ** n / (mp.sqrt(mp.pi) * mp.gamma(n + 2))


FUNCTIONS: dict[str, Function] = {
    "exp": mp.exp,
    "log": logarithm,
    "sigmoid": lambda h: 1 / (1 + mp.exp(-h)),
    "logit": lambda d: logarithm(d / (1 - d)),
    "cbrt": cube_root,
    "Abs": abs,
    "sign": sign,
    "Max": lambda *values: max(map(real, values)),
    "Min": lambda *values: min(map(real, values)),
    "Heaviside": heaviside,
    "KroneckerDelta": lambda i, j: mpf(i == j),
    "re": mp.re, "im": mp.im, "conjugate": mp.conj, "arg": arg,
    "floor": componentwise(mp.floor), "ceiling": componentwise(mp.ceil), "frac": componentwise(mp.frac),
    "sin": mp.sin, "cos": mp.cos, "tan": mp.tan, "sec": mp.sec, "csc": mp.csc, "cot": mp.cot, "sinc": mp.sinc,
    "asin": mp.asin, "acos": mp.acos, "atan": mp.atan, "atan2": atan2, "acot": arc_cotangent,
    "asec": mp.asec, "acsc": mp.acsc,
    "sinh": mp.sinh, "cosh": mp.cosh, "tanh": mp.tanh, "sech": mp.sech, "csch": mp.csch, "coth": mp.coth,
    "asinh": mp.asinh, "acosh": mp.acosh, "atanh": mp.atanh, "acoth": mp.acoth, "asech": mp.asech, "acsch": mp.acsch,
    "erf": mp.erf, "erfc": mp.erfc, "erfi": mp.erfi, "erfinv": mp.erfinv,
    "erf2": lambda a, b: mp.erf(b) - mp.erf(a),
    "Ei": mp.ei, "expint": mp.expint, "E1": mp.e1, "li": mp.li, "Li": lambda z: mp.li(z) - mp.li(2),
    "Si": mp.si, "Ci": mp.ci, "Shi": mp.shi, "Chi": mp.chi, "fresnels": mp.fresnels, "fresnelc": mp.fresnelc,
    "gamma": mp.gamma, "loggamma": mp.loggamma, "digamma": mp.digamma, "trigamma": lambda z: mp.polygamma(1, z),
    "polygamma": polygamma, "harmonic": harmonic,
    "uppergamma": lambda s, z: mp.gammainc(s, z), "lowergamma": lambda s, z: mp.gammainc(s, 0, z),
    "beta": mp.beta, "factorial": mp.factorial, "factorial2": mp.fac2, "binomial": binomial,
    "RisingFactorial": mp.rf, "FallingFactorial": mp.ff, "catalan": catalan,
    "fibonacci": lambda n: mp.fib(whole(n)), "lucas": lucas,
    "bernoulli": bernoulli, "euler": lambda n: mp.eulernum(whole(n)),
    "zeta": mp.zeta, "dirichlet_eta": eta, "polylog": mp.polylog, "lerchphi": mp.lerchphi,
    "LambertW": lambert_w,
    "besselj": mp.besselj, "bessely": mp.bessely, "besseli": mp.besseli, "besselk": mp.besselk,
    "hankel1": hankel(1), "hankel2": hankel(2), "jn": spherical(mp.besselj), "yn": spherical(mp.bessely),
    "airyai": mp.airyai, "airybi": mp.airybi,
    "airyaiprime": lambda z: mp.airyai(z, derivative=1), "airybiprime": lambda z: mp.airybi(z, derivative=1),
    "elliptic_k": mp.ellipk, "elliptic_f": mp.ellipf, "elliptic_e": elliptic_e, "elliptic_pi": elliptic_pi,
    "chebyshevt": mp.chebyt, "chebyshevu": mp.chebyu, "legendre": mp.legendre, "hermite": mp.hermite,
    "laguerre": lambda n, z: mp.laguerre(n, 0, z), "assoc_laguerre": mp.laguerre,
    "gegenbauer": mp.gegenbauer, "jacobi": mp.jacobi,
}  # fmt: skip
