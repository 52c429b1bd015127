"""Infinite sums with a theorem of their own: each row states its hypotheses, and tests evaluate each row."""

from __future__ import annotations

from functools import cache
from typing import Any

from sympy import (
    Abs,
    Catalan,
    Dummy,
    E,
    Expr,
    Integer,
    Mul,
    Pow,
    Rational,
    Symbol,
    bernoulli,
    binomial,
    cancel,
    exp,
    factorial,
    fibonacci,
    gamma,
    legendre,
    log,
    oo,
    pi,
    sinc,
    sqrt,
    zeta,
)  # fmt: skip

from derive.prove.special.arguments import evaluated, plain
from derive.prove.special.hypotheses import is_between, is_inside_unit_disc
from derive.prove.sums.closed import Closed
from derive.prove.sums.terms import NoTerm, Term, read

INDEX = Symbol("k", integer=True)
_K = INDEX

SERIES: tuple[tuple[str, Expr, int, Expr], ...] = (
    (
        "series of Chudnovsky",
        (-1) ** _K * factorial(6 * _K) * (13591409 + 545140134 * _K)
        / (factorial(3 * _K) * factorial(_K) ** 3 * Integer(640320) ** (3 * _K)),
        0,
        sqrt(Integer(640320) ** 3) / (12 * pi),
    ),
    (
        "series of Ramanujan",
        factorial(4 * _K) * (1103 + 26390 * _K) / (factorial(_K) ** 4 * Integer(396) ** (4 * _K)),
        0,
        9801 / (2 * sqrt(2) * pi),
    ),
    ("series of Ramanujan", binomial(2 * _K, _K) ** 3 * (42 * _K + 5) / Integer(2) ** (12 * _K), 0, 16 / pi),
    ("series of Ramanujan", binomial(2 * _K, _K) ** 3 * (6 * _K + 1) / Integer(2) ** (8 * _K), 0, 4 / pi),
    ("series of Ramanujan", (-1) ** _K * binomial(2 * _K, _K) ** 3 * (4 * _K + 1) / Integer(2) ** (6 * _K), 0, 2 / pi),
    (
        "series of Ramanujan",
        (-1) ** _K * binomial(2 * _K, _K) ** 3 * (6 * _K + 1) / Integer(2) ** (9 * _K), 0, 2 * sqrt(2) / pi,
    ),
    (
        "series of Guillera",
        (-1) ** _K * binomial(2 * _K, _K) ** 5 * (20 * _K**2 + 8 * _K + 1) / Integer(2) ** (12 * _K), 0, 8 / pi**2,
    ),
    (
        "series of Guillera",
        (-1) ** _K * binomial(2 * _K, _K) ** 5 * (820 * _K**2 + 180 * _K + 13) / Integer(2) ** (20 * _K), 0,
        128 / pi**2,
    ),
    ("series of Apery", (-1) ** _K / (_K**3 * binomial(2 * _K, _K)), 1, -Rational(2, 5) * zeta(3)),
    ("central binomial series", 1 / (_K**2 * binomial(2 * _K, _K)), 1, pi**2 / 18),
    ("central binomial series", 1 / (_K**4 * binomial(2 * _K, _K)), 1, 17 * pi**4 / 3240),
    (
        "series of Ramanujan for Catalan's constant",
        1 / ((2 * _K + 1) ** 2 * binomial(2 * _K, _K)), 0, (8 * Catalan - pi * log(2 + sqrt(3))) / 3,
    ),
    (
        "series of Amdeberhan and Zeilberger",
        (-1) ** _K * factorial(_K) ** 10 * (205 * _K**2 + 250 * _K + 77) / factorial(2 * _K + 1) ** 5, 0, 64 * zeta(3),
    ),
    (
        "series of Lupas",
        (-1) ** _K * Integer(2) ** (8 * _K) * (40 * _K**2 - 24 * _K + 3) * factorial(2 * _K) ** 3 * factorial(_K) ** 2
        / (_K**3 * (2 * _K - 1) * factorial(4 * _K) ** 2),
        1,
        -64 * Catalan,
    ),
)  # fmt: skip
"""Name, summand, first index, value."""


def named_sum(body: Any, k: Symbol, lower: Expr, upper: Expr, facts: Any) -> Closed | None:
    """The value of a sum that a theorem gives."""
    if upper != oo:
        return None
    if lower == -oo:
        return _sinc_powers(body, k)
    start = plain(lower)
    return (
        _legendre(body, k, start, facts)
        or _lattice(body, k, start)
        or _eisenstein(body, k, start)
        or _reciprocal_fibonacci(body, k, start)
        or _listed(body, k, start)
    )


def _listed(body: Any, k: Symbol, lower: Expr) -> Closed | None:
    """A multiple of a row, told by the first summand and the quotient of neighbours."""
    try:
        term = read(body, (k,))
        ratio = cancel(term.ratio(k))
    except NoTerm:
        return None
    for (name, row, start, value), known in zip(SERIES, _ratios(), strict=True):
        if lower == start and cancel(ratio - known.xreplace({INDEX: k})) == 0:
            first, unit = (evaluated(t.xreplace({v: lower})).doit() for t, v in ((body, k), (row, INDEX)))
            return Closed(first / unit * value, name)
    return None


@cache
def _ratios() -> tuple[Expr, ...]:
    return tuple(cancel(read(row, (INDEX,)).ratio(INDEX)) for _, row, _, _ in SERIES)


def _legendre(body: Any, k: Symbol, lower: Expr, facts: Any) -> Closed | None:
    """Sum of P(k, x)*w**k = (1 - 2*x*w + w**2)**(-1/2) for -1 <= x <= 1 and |w| < 1."""
    parts = [f for f in Mul.make_args(body) if isinstance(f, legendre)]
    if len(parts) != 1 or lower != 0 or plain(parts[0].args[0]) != k:
        return None
    x = parts[0].args[1]
    try:
        term = read(Mul(*(f for f in Mul.make_args(body) if f is not parts[0])), (k,))
    except NoTerm:
        return None
    if x.has(k) or term.gammas or term.rational.has(k):
        return None
    w = term.ratio(k)
    if not (is_between(x, -1, 1, facts) and is_inside_unit_disc(w, facts)):
        return None
    start = Term(term.rational, term.powers).moved({k: Integer(0)}).as_expression()
    return Closed(start * Pow(1 - 2 * x * w + w**2, -Rational(1, 2)), "generating function of Legendre polynomials")


ETA_AT_I = gamma(Rational(1, 4)) / (2 * pi ** Rational(3, 4))
ETA: dict[Expr, Expr] = {
    Integer(1): ETA_AT_I,
    Integer(2): ETA_AT_I / 2 ** Rational(3, 8),
    Integer(3): ETA_AT_I / (3 ** Rational(3, 8) * (2 + sqrt(3)) ** Rational(1, 12)),
    Integer(4): ETA_AT_I / (2 ** Rational(13, 16) * (1 + sqrt(2)) ** Rational(1, 4)),
}
"""Dedekind's eta function at i*y."""


def _eta(y: Expr) -> Expr | None:
    if y in ETA:
        return ETA[y]
    return sqrt(1 / y) * ETA[1 / y] if 1 / y in ETA else None


def _with_exponential(body: Any, k: Symbol) -> tuple[Expr, Expr, Symbol] | None:
    """The body with one variable e in place of exp(rate*k), and the rate."""
    found = [node for node in body.atoms(exp, Pow) if node.has(k) and node.as_base_exp()[0] == E]
    flat = evaluated(body)
    found = [node for node in flat.atoms(exp) if node.has(k)]
    rates = {plain(node.args[0] / k) for node in found}
    if len(rates) != 1 or any(rate.has(k) for rate in rates):
        return None
    e = Dummy("e")
    return flat.xreplace(dict.fromkeys(found, e)), rates.pop(), e


def _lattice(body: Any, k: Symbol, lower: Expr) -> Closed | None:
    """Sum of 1/(k*(exp(2*pi*y*k) - 1)) = -log(eta(i*y)) - pi*y/12."""
    parts = _with_exponential(body, k)
    if parts is None or lower != 1:
        return None
    rational, rate, e = parts
    y = plain(rate / (2 * pi))
    coefficient = cancel(rational * k * (e - 1))
    value = _eta(y) if y.is_Rational else None
    if value is None or coefficient.has(k, e):
        return None
    return Closed(coefficient * (-log(value) - pi * y / 12), "values of Dedekind's eta function")


def _eisenstein(body: Any, k: Symbol, lower: Expr) -> Closed | None:
    """Sum of k**(4*m + 1)/(exp(2*pi*k) - 1), from the weight 4*m + 2 at i."""
    parts = _with_exponential(body, k)
    if parts is None or lower != 1 or parts[1] != 2 * pi:
        return None
    rational, _, e = parts
    for power in (1, 5, 9, 13, 17, 21):
        coefficient = cancel(rational * (e - 1) / k**power)
        if not coefficient.has(k, e):
            value = bernoulli(power + 1) / (2 * (power + 1)) - (1 / (8 * pi) if power == 1 else 0)
            return Closed(coefficient * value, "values of Eisenstein series")
    return None


SINC_POWERS = {
    1: Integer(1), 2: Integer(1), 3: Rational(3, 4), 4: Rational(2, 3), 5: Rational(115, 192), 6: Rational(11, 20),
}  # fmt: skip


def _sinc_powers(body: Any, k: Symbol) -> Closed | None:
    """Sum of sinc(k)**m over all whole k: the integral, by Poisson's formula, as m < 2*pi."""
    coefficient, node = body.as_independent(sinc, as_Add=False)
    base, power = node.as_base_exp()
    if coefficient.has(k) or not isinstance(base, sinc) or plain(base.args[0]) not in (k, -k):
        return None
    value = SINC_POWERS.get(int(power)) if power.is_Integer else None
    return None if value is None else Closed(coefficient * pi * value, "Poisson's summation formula")


def _reciprocal_fibonacci(body: Any, k: Symbol, lower: Expr) -> Closed | None:
    """Sum of 1/F(2**k), which telescopes to 3 - F(2**n - 1)/F(2**n)."""
    coefficient, node = body.as_independent(fibonacci, as_Add=False)
    base, power = node.as_base_exp()
    if coefficient.has(k) or power != -1 or not isinstance(base, fibonacci) or lower not in (0, 1):
        return None
    if plain(base.args[0]) != 2**k:
        return None
    return Closed(coefficient * ((7 - sqrt(5)) / 2 - lower), "Millin's series")


__all__ = ["ETA", "SERIES", "Abs", "named_sum"]
