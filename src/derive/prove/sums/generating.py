"""Generating functions of sequences of special functions, and series that name harmonic numbers or zeta values.

A row is a theorem on sum s(k)*w**k*r(k) from a first index on; w is what is left of the summand when s(k) and the
row's own factor r(k) are divided out.  Where the sum converges it is the closed form: inside the circle of
convergence by the theorem, on it by Abel's theorem.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from sympy import (
    EulerGamma,
    Expr,
    Integer,
    LambertW,
    Mul,
    Pow,
    Rational,
    Symbol,
    bernoulli,
    besselj,
    chebyshevt,
    cos,
    digamma,
    euler,
    exp,
    expint,
    factorial,
    gegenbauer,
    harmonic,
    hermite,
    laguerre,
    legendre,
    log,
    loggamma,
    oo,
    pi,
    polylog,
    sin,
    sqrt,
    zeta,
)  # fmt: skip

from derive.prove.special.arguments import evaluated, plain
from derive.prove.special.elementary import even_root
from derive.prove.special.hypotheses import is_between, is_inside_unit_disc
from derive.prove.special.rules import Kind, Need
from derive.prove.sums.closed import Closed
from derive.prove.sums.fourier import fourier_series
from derive.prove.sums.geometric import geometric, split_off
from derive.prove.sums.orders import expansion_of_jacobi, sum_over_all_orders

K = Symbol("k", integer=True)
Value = Callable[..., Expr | None]


class Row(NamedTuple):
    """The sum of head(step*k + shift, *parameters)*w**k*weight over k >= first."""

    head: Any
    index: Expr
    weight: Expr
    first: int
    value: Value
    divides_by: bool = False
    """Whether the closed form divides by w."""


def _gegenbauer(w: Expr, facts: Any, a: Expr, x: Expr) -> Expr | None:
    known = is_between(x, -1, 1, facts) and is_inside_unit_disc(w, facts)
    return Pow(1 - 2 * x * w + w**2, -a) if known else None


def _chebyshev(w: Expr, facts: Any, x: Expr) -> Expr | None:
    known = is_between(x, -1, 1, facts) and is_inside_unit_disc(w, facts)
    return -log(1 - 2 * x * w + w**2) / 2 if known else None


def _zeta_even(w: Expr, facts: Any) -> Expr | None:
    root = even_root(w)
    return (1 - pi * root * cos(pi * root) / sin(pi * root)) / 2


ROWS: tuple[Row, ...] = (
    Row(bernoulli, K, 1 / factorial(K), 0, lambda w, facts: w / (1 - exp(-w)), divides_by=True),
    Row(bernoulli, K, 1 / factorial(K), 0, lambda w, facts, x: w * exp(x * w) / (exp(w) - 1), divides_by=True),
    Row(euler, K, 1 / factorial(K), 0, lambda w, facts: 2 * exp(w) / (exp(2 * w) + 1)),
    Row(euler, K, 1 / factorial(K), 0, lambda w, facts, x: 2 * exp(x * w) / (exp(w) + 1)),
    Row(hermite, K, 1 / factorial(K), 0, lambda w, facts, x: exp(2 * x * w - w**2)),
    Row(laguerre, K, Integer(1), 0, lambda w, facts, x: exp(-w * x / (1 - w)) / (1 - w)),
    Row(laguerre, K, 1 / factorial(K), 0, lambda w, facts, x: exp(w) * besselj(0, 2 * sqrt(x * w), evaluate=False)),
    Row(gegenbauer, K, Integer(1), 0, _gegenbauer),
    Row(
        legendre, K, 1 / factorial(K), 0,
        lambda w, facts, x: exp(x * w) * besselj(0, w * Pow(1 - x**2, Rational(1, 2)), evaluate=False),
    ),
    Row(chebyshevt, K, 1 / K, 1, _chebyshev),
    Row(harmonic, K, Integer(1), 1, lambda w, facts: -log(1 - w) / (1 - w)),
    Row(harmonic, K, Integer(1), 0, lambda w, facts: -log(1 - w) / (1 - w)),
    Row(harmonic, K, 1 / K, 1, lambda w, facts: polylog(2, w, evaluate=False) + log(1 - w) ** 2 / 2),
    Row(harmonic, K, 1 / (K + 1), 0, lambda w, facts: log(1 - w) ** 2 / (2 * w), divides_by=True),
    Row(harmonic, K, 1 / (K + 1), 1, lambda w, facts: log(1 - w) ** 2 / (2 * w), divides_by=True),
    Row(
        harmonic, K, 1 / factorial(K), 0,
        lambda w, facts: exp(w) * (EulerGamma + log(w) + expint(1, w, evaluate=False)), divides_by=True,
    ),
    Row(zeta, 2 * K, Integer(1), 1, _zeta_even, divides_by=True),
    Row(zeta, 2 * K, 1 / K, 1, lambda w, facts: log(pi * even_root(w) / sin(pi * even_root(w))), divides_by=True),
    Row(zeta, K, Integer(1), 2, lambda w, facts: -w * (digamma(1 - w, evaluate=False) + EulerGamma)),
    Row(zeta, K, 1 / K, 2, lambda w, facts: loggamma(1 - w, evaluate=False) - EulerGamma * w),
)  # fmt: skip


def generated(body: Any, k: Symbol, lower: Expr, upper: Expr, facts: Any) -> Closed | None:
    """The value of a sum with a special sequence among its factors.

    >>> from sympy.abc import k, t, x
    >>> generated(hermite(k, x)*t**k/factorial(k), k, Integer(0), oo, None).value
    exp(-t**2 + 2*t*x)
    """
    if upper == oo and lower == -oo:
        return sum_over_all_orders(body, k)
    if upper != oo or not lower.is_Integer:
        return None
    return (
        _by_rows(evaluated(body), k, lower, facts)
        or _tree(body, k, lower)
        or fourier_series(body, k, lower, facts)
        or expansion_of_jacobi(body, k, lower)
        or _euler_sums(body, k, lower)
    )


def _by_rows(body: Any, k: Symbol, lower: Expr, facts: Any) -> Closed | None:
    heads = tuple({row.head for row in ROWS})
    own, rest = split_off(body, heads, k)
    if len(own) != 1:
        return None
    (node,) = own
    for row in ROWS:
        if not isinstance(node, row.head) or row.first != lower:
            continue
        if plain(node.args[0] - row.index.xreplace({K: k})) != 0:
            continue
        parameters = node.args[1:]
        if any(p.has(k) for p in parameters) or row.value.__code__.co_argcount != 2 + len(parameters):
            continue
        split = geometric(evaluated(rest / row.weight.xreplace({K: k})), k)
        if split is None:
            continue
        constant, w = split
        value = row.value(w, facts, *parameters)
        if value is not None:
            bases = [base for base, _ in (factor.as_base_exp() for factor in Mul.make_args(w)) if not base.is_number]
            needs = tuple(Need(base, Kind.NONZERO) for base in bases) if row.divides_by else ()
            return Closed(evaluated(constant * value), "generating functions of special sequences", needs)
    return None


def _tree(body: Any, k: Symbol, lower: Expr) -> Closed | None:
    """Sum of (-k)**(k - 1)/k!*w**k = W(w), the series of Lambert's function."""
    if lower != 1:
        return None
    factors = Mul.make_args(evaluated(body))
    own = [f for f in factors if isinstance(f, Pow) and f.base.has(k) and f.exp.has(k)]
    if len(own) != 1 or plain(own[0].exp - k + 1) != 0 or plain(own[0].base**2 - k**2) != 0:
        return None
    split = geometric(evaluated(Mul(*(f for f in factors if f is not own[0])) * factorial(k)), k)
    if split is None:
        return None
    constant, w = split
    sign = Integer(1) if plain(own[0].base + k) == 0 else Integer(-1)
    return Closed(sign * constant * LambertW(sign * w, evaluate=False), "series of Lambert's function")


# ---- single sums


def _euler_sums(body: Any, k: Symbol, lower: Expr) -> Closed | None:
    """Sums of H_k/k**m, of zeta(k) - 1, and of 1/k - log(1 + 1/k)."""
    flat = evaluated(body)
    for first, summand, value in SINGLE:
        if lower == first:
            quotient = evaluated(flat / summand.xreplace({K: k}))
            if not quotient.has(k):
                return Closed(quotient * value, "series of Euler")
    return None


SINGLE: tuple[tuple[int, Expr, Expr], ...] = (
    (1, harmonic(K) / K**2, 2 * zeta(3)),
    (1, harmonic(K) / K**3, pi**4 / 72),
    (1, harmonic(K) / K**4, 3 * zeta(5) - pi**2 * zeta(3) / 6),
    (1, harmonic(K) ** 2 / K**2, 17 * pi**4 / 360),
    (1, (-1) ** (K + 1) * harmonic(K) / K, pi**2 / 12 - log(2) ** 2 / 2),
    (2, zeta(K) - 1, Integer(1)),
    (2, (zeta(K) - 1) / K, 1 - EulerGamma),
    (2, (-1) ** K * (zeta(K) - 1), Rational(1, 2)),
    (1, zeta(2 * K) - 1, Rational(3, 4)),
    (1, (zeta(2 * K) - 1) / K, log(2)),
    (1, zeta(2 * K + 1) - 1, Rational(1, 4)),
    (1, 1 / K - log(1 + 1 / K), EulerGamma),
    (1, 1 / K + log(1 - 1 / (K + 1)), EulerGamma),
)

__all__ = ["generated"]
