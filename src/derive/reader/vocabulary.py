"""What text may name: SymPy's constants and functions by their own names, and nothing else.

A function is a SymPy class that is applied without being evaluated, or one of the few names that
stand for a combination (`sqrt`, `root`, `ln`).  Whatever is missing here is unknown to the reader.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import sympy
from sympy import Add, E, Integer, Mul, Pow, Rational, exp, log, sign

from derive.claim import Reading
from derive.reader.errors import UnreadableText
from derive.terms import functions

CONSTANTS: Mapping[str, Any] = {
    "pi": sympy.pi, "π": sympy.pi, "E": sympy.E, "I": sympy.I, "GoldenRatio": sympy.GoldenRatio,
    "EulerGamma": sympy.EulerGamma, "Catalan": sympy.Catalan, "TribonacciConstant": sympy.TribonacciConstant,
}  # fmt: skip

INFINITY = "oo"

RESERVED = frozenset({"I", "pi", "π", INFINITY, "zoo", "nan"})
"""Names that no variable may take: an answer could not be told from the constant."""

APPLIED = {
    1: """
        exp sin cos tan cot sec csc asin acos atan acot asec acsc sinh cosh tanh coth sech csch
        asinh acosh atanh acoth asech acsch sinc Abs sign floor ceiling frac re im arg conjugate
        gamma loggamma digamma trigamma erf erfc erfi erfinv erfcinv Ei li Li Si Ci Shi Chi
        fresnels fresnelc airyai airybi airyaiprime airybiprime elliptic_k riemann_xi
        factorial factorial2 subfactorial lucas catalan andre partition motzkin
        totient reduced_totient mobius primepi primenu primeomega
    """,
    2: """
        atan2 Mod polygamma uppergamma lowergamma beta polylog expint erf2 erf2inv
        besselj bessely besseli besselk hankel1 hankel2 jn yn hn1 hn2 elliptic_f
        chebyshevt chebyshevu legendre hermite hermite_prob laguerre
        binomial RisingFactorial FallingFactorial KroneckerDelta
    """,
    3: "lerchphi gegenbauer assoc_legendre assoc_laguerre marcumq",
    4: "jacobi betainc",
    6: "appellf1",
    (1, 2): """
        Heaviside LambertW zeta dirichlet_eta stieltjes elliptic_e fibonacci tribonacci bernoulli euler
        harmonic genocchi divisor_sigma
    """,
    (1, 3): "bell",
    (2, 3): "elliptic_pi",
    (1, 20): "Max Min",
}
"""SymPy's classes by how many arguments they take: so many, or from so many to so many."""

ALIASES = {
    "abs": "Abs", "max": "Max", "min": "Min", "rf": "RisingFactorial", "ff": "FallingFactorial",
    "arctan2": "atan2",
}  # fmt: skip

MEANT = {
    "arcsin": "asin", "arccos": "acos", "arctan": "atan", "arccot": "acot", "arcsec": "asec", "arccsc": "acsc",
    "arcsinh": "asinh", "arccosh": "acosh", "arctanh": "atanh", "arsinh": "asinh", "arcosh": "acosh",
    "artanh": "atanh", "tg": "tan", "ctg": "cot", "sh": "sinh", "ch": "cosh", "th": "tanh", "lg": "log10",
    "fact": "factorial", "C": "binomial", "comb": "binomial", "nCr": "binomial", "choose": "binomial",
    "W": "LambertW", "lambertw": "LambertW", "psi": "digamma", "Psi": "digamma", "conj": "conjugate",
    "sgn": "sign", "ceil": "ceiling", "int": "Integral", "pow": "**", "power": "**", "e": "E", "i": "I", "j": "I",
    "inf": "oo", "infinity": "oo", "infty": "oo", "phi": "GoldenRatio", "lgamma": "loggamma",
    "gammaln": "loggamma", "betaln": "log(beta(a, b))", "expit": "sigmoid", "logistic": "sigmoid",
    "ellipk": "elliptic_k", "ellipe": "elliptic_e", "jv": "besselj", "yv": "bessely", "iv": "besseli",
    "kv": "besselk", "mod": "Mod", "real": "re", "imag": "im", "Re": "re", "Im": "im", "fib": "fibonacci",
    "pochhammer": "RisingFactorial", "poch": "RisingFactorial", "sum": "Sum", "prod": "Product",
    "log1p": "log(1 + x)", "expm1": "exp(x) - 1", "norm": "Abs", "hyp2f1": "hyper((a, b), (c,), z)",
    "Float": "a decimal number", "Symbol": "the bare name",
}  # fmt: skip
"""What people call things elsewhere, for the hint beside an unknown name."""

LARGEST_ARGUMENT = 10_000
"""Of a function whose value grows, or whose work grows, with a whole number."""

GROWING: Mapping[str, tuple[int, ...]] = {
    **dict.fromkeys((
        "factorial", "factorial2", "subfactorial", "gamma", "fibonacci", "lucas", "tribonacci", "bernoulli", "euler",
        "bell", "catalan", "harmonic", "genocchi", "andre", "partition", "motzkin", "polygamma", "chebyshevt",
        "chebyshevu", "legendre", "hermite", "hermite_prob", "laguerre", "gegenbauer", "jacobi", "assoc_legendre",
        "assoc_laguerre", "totient", "reduced_totient", "mobius", "primepi", "primenu", "primeomega",
        "divisor_sigma", "stieltjes",
    ), (0,)),
    **dict.fromkeys(("binomial", "RisingFactorial", "FallingFactorial"), (0, 1)),
}  # fmt: skip
"""Which arguments are capped there."""


@dataclass(frozen=True)
class Known:
    """A function that text may call: how it is built from its arguments, and how many it takes."""

    name: str
    build: Callable[..., Any]
    fewest: int
    most: int

    @property
    def wanted(self) -> str:
        """How many arguments there should be, in words."""
        if self.most == 1:
            return "1 argument"
        return f"{self.fewest} arguments" if self.fewest == self.most else f"{self.fewest} to {self.most} arguments"


def functions_for(reading: Reading) -> Mapping[str, Known]:
    """The functions that text may call under a reading.

    >>> functions_for(Reading.REAL)["sqrt"].build(sympy.Integer(4))
    sqrt(4)
    >>> "eval" in functions_for(Reading.REAL)
    False
    """
    return REAL_FUNCTIONS if reading is Reading.REAL else COMPLEX_FUNCTIONS


def negative(value: Any) -> Any:
    """``-value`` as written: a sign goes into a number, and before a product.

    >>> from sympy.abc import x
    >>> negative(sympy.Integer(3)), negative(x), negative(Mul(2, x, evaluate=False))
    (-3, -x, -2*x)
    """
    if value.is_Rational:
        return -value
    if isinstance(value, Mul):
        first, *rest = value.args
        signed = (-first, *rest) if first.is_Rational else (Integer(-1), first, *rest)
        return Mul(*signed, evaluate=False)
    return Mul(Integer(-1), value, evaluate=False)


def inverse(value: Any) -> Any:
    """``1/value`` as written; of a number other than 0 it is a number."""
    return 1 / value if value.is_Rational and value != 0 else Pow(value, Integer(-1), evaluate=False)


def power(base: Any, exponent: Any) -> Any:
    """``base**exponent`` as written; a power of E is `exp`, as everywhere in SymPy."""
    return exp(exponent, evaluate=False) if base is E else Pow(base, exponent, evaluate=False)


def _applied(head: Any) -> Callable[..., Any]:
    return lambda *arguments: head(*arguments, evaluate=False)


def _logarithm(argument: Any, base: Any = None) -> Any:
    numerator = log(argument, evaluate=False)
    if base is None:
        return numerator
    return Mul(numerator, Pow(log(base, evaluate=False), Integer(-1), evaluate=False), evaluate=False)


def _root(argument: Any, degree: Any) -> Any:
    return Pow(argument, inverse(degree), evaluate=False)


def _whole(degree: Any) -> int:
    if not (degree.is_Integer and degree > 0):
        raise UnreadableText("the degree of real_root must be a positive whole number that is written out")
    return int(degree)


def _real_root(argument: Any, degree: Any) -> Any:
    """The real root in the real reading: of odd degree for every real number."""
    number = _whole(degree)
    if number % 2 == 0:
        return _root(argument, degree)
    return functions.cbrt(argument, evaluate=False) if number == 3 else _odd_root(argument, number)


def _real_root_of_real(argument: Any, degree: Any) -> Any:
    """The same in the complex reading, where the argument must be real for it to mean that."""
    if argument.is_extended_real is not True:
        raise UnreadableText("real_root takes a real argument: use root(x, n), or x**(1/n), for the principal root")
    number = _whole(degree)
    return _root(argument, degree) if number % 2 == 0 else _odd_root(argument, number)


def _odd_root(argument: Any, degree: int) -> Any:
    size = Pow(sympy.Abs(argument, evaluate=False), Rational(1, degree), evaluate=False)
    return Mul(sign(argument, evaluate=False), size, evaluate=False)


def _logistic(argument: Any) -> Any:
    return Pow(Add(Integer(1), exp(negative(argument), evaluate=False), evaluate=False), Integer(-1), evaluate=False)


def _log_odds(argument: Any) -> Any:
    rest = Add(Integer(1), negative(argument), evaluate=False)
    return log(Mul(argument, Pow(rest, Integer(-1), evaluate=False), evaluate=False), evaluate=False)


def _softplus(argument: Any) -> Any:
    return log(Add(Integer(1), exp(argument, evaluate=False), evaluate=False), evaluate=False)


def quotient(top: Any, bottom: Any) -> Any:
    """``top/bottom`` as written; of two numbers it is a number."""
    if top.is_Rational and bottom.is_Rational and bottom != 0:
        return top / bottom
    return Mul(top, inverse(bottom), evaluate=False)


def _fraction(top: Any, bottom: Any = None) -> Any:
    return top if bottom is None else quotient(top, bottom)


def _common() -> dict[str, Known]:
    known = {}
    for count, names in APPLIED.items():
        fewest, most = count if isinstance(count, tuple) else (count, count)
        for name in names.split():
            known[name] = Known(name, _applied(getattr(sympy, name)), fewest, most)
    combined: list[tuple[str, Callable[..., Any], int, int]] = [
        ("sqrt", lambda x: Pow(x, Rational(1, 2), evaluate=False), 1, 1),
        ("cbrt", lambda x: Pow(x, Rational(1, 3), evaluate=False), 1, 1),
        ("root", _root, 2, 2),
        ("log", _logarithm, 1, 2),
        ("ln", _logarithm, 1, 2),
        ("log2", lambda x: _logarithm(x, Integer(2)), 1, 1),
        ("log10", lambda x: _logarithm(x, Integer(10)), 1, 1),
        ("E1", lambda x: sympy.expint(Integer(1), x, evaluate=False), 1, 1),
        ("softplus", _softplus, 1, 1),
        ("Add", lambda *terms: Add(*terms, evaluate=False), 1, 1000),
        ("Mul", lambda *factors: Mul(*factors, evaluate=False), 1, 1000),
        ("Pow", power, 2, 2),
        ("Rational", _fraction, 1, 2),
        ("Integer", lambda x: x, 1, 1),
        ("S", lambda x: x, 1, 1),
    ]
    known |= {name: Known(name, build, fewest, most) for name, build, fewest, most in combined}
    return known | {alias: known[name] for alias, name in ALIASES.items()}


COMMON = _common()

REAL_FUNCTIONS: Mapping[str, Known] = COMMON | {
    "sigmoid": Known("sigmoid", _applied(functions.sigmoid), 1, 1),
    "logit": Known("logit", _applied(functions.logit), 1, 1),
    "real_root": Known("real_root", _real_root, 2, 2),
}

COMPLEX_FUNCTIONS: Mapping[str, Known] = COMMON | {
    "sigmoid": Known("sigmoid", _logistic, 1, 1),
    "logit": Known("logit", _log_odds, 1, 1),
    "real_root": Known("real_root", _real_root_of_real, 2, 2),
}
