"""Random expressions over declared variables, their mutations, and their values by mpmath."""

import mpmath
from hypothesis import strategies as st
from sympy import Abs, Integer, Rational, Symbol, exp, log, sqrt

from derive.calculation import Relation
from derive.claim import Claim
from derive.domains import POSITIVE, REAL, UNIT_INTERVAL
from derive.engine import decide, screen
from derive.terms import cbrt, sigmoid

X = Symbol("x", real=True)
P = Symbol("p", positive=True)
D = Symbol("d", positive=True)
DOMAINS = {X: REAL, P: POSITIVE, D: UNIT_INTERVAL}

numbers = st.fractions(min_value=-3, max_value=3, max_denominator=5).map(Rational)
leaves = st.one_of(st.sampled_from([X, P, D]), numbers)


def grown(inner):
    pairs = st.tuples(inner, inner)
    return st.one_of(
        pairs.map(lambda pair: pair[0] + pair[1]),
        pairs.map(lambda pair: pair[0] - pair[1]),
        pairs.map(lambda pair: pair[0] * pair[1]),
        inner.map(lambda u: u**2),
        inner.map(lambda u: 1 / (1 + u**2)),
        inner.map(sigmoid),
        inner.map(lambda u: log(1 + u**2)),
        inner.map(lambda u: exp(u) if u.count_ops() < 6 else u),
        inner.map(lambda u: sqrt(1 + u**2)),
        inner.map(cbrt),
        inner.map(Abs),
        st.just(log(P)), st.just(log(1 - D)), st.just(sqrt(P)), st.just(log(D)),
    )  # fmt: skip


expressions = st.recursive(leaves, grown, max_leaves=6)

MUTATIONS = {
    "lost sign": lambda e: -e,
    "constant factor": lambda e: 2 * e,
    "constant offset": lambda e: e + Rational(1, 7),
    "square": lambda e: e**2,
    "extra term": lambda e: e + X * P,
    "p for d": lambda e: e.xreplace({P: D}),
    "sigma for sigma squared": lambda e: e.xreplace({P: P**2}),
    "first term dropped": lambda e: e.func(*e.args[1:]) if e.is_Add else Integer(0),
}

REWRITES = {
    "expanded": lambda e: e.expand(),
    "together": lambda e: e.together(),
    "plus and minus": lambda e: (e + P) - P,
    "times one": lambda e: e * (D + 1) / (D + 1),
    "sigmoid by definition": lambda e: e.replace(sigmoid, lambda h: 1 / (1 + exp(-h))),
    "square of the root": lambda e: e.xreplace({P: sqrt(P) ** 2}),
}

points = st.tuples(
    st.fractions(-2, 2, max_denominator=97),
    st.fractions(min_value="1/50", max_value=4, max_denominator=97),
    st.fractions(min_value="1/50", max_value="49/50", max_denominator=97),
).map(lambda values: dict(zip((X, P, D), map(Rational, values), strict=True)))


def verdict(lhs, rhs, relation=Relation.EQUAL):
    claim = Claim(lhs, relation, rhs, DOMAINS)
    return decide(claim, screen([claim])[0])


MPMATH = {
    "sigmoid": lambda h: 1 / (1 + mpmath.exp(-h)),
    "cbrt": lambda u: mpmath.sign(u) * mpmath.root(abs(u), 3),
    "log": lambda u: mpmath.log(u) if u > 0 else mpmath.nan,
    "exp": mpmath.exp,
    "Abs": abs,
}


def value(expression, point):
    """The value by mpmath at 70 digits (nan where there is none), by a walk of its own."""
    if expression in point:
        return value(point[expression], {})
    if expression.is_Rational:
        return mpmath.mpf(int(expression.p)) / int(expression.q)
    arguments = [value(argument, point) for argument in expression.args]
    if expression.is_Add:
        return mpmath.fsum(arguments)
    if expression.is_Mul:
        return mpmath.fprod(arguments)
    if expression.is_Pow:
        base, exponent = arguments
        if base < 0 and not expression.exp.is_Integer:
            return mpmath.nan
        return mpmath.nan if base == 0 and exponent < 0 else base**exponent
    if expression.is_number and not expression.args:
        return mpmath.mpf(expression.evalf(75))
    return MPMATH[type(expression).__name__](*arguments)


def differ(lhs, rhs, point):
    """Whether the two certainly differ at the point: True, False, or None where a side has no value."""
    with mpmath.workdps(70):
        left, right = value(lhs, point), value(rhs, point)
        if not (mpmath.isfinite(left) and mpmath.isfinite(right)):
            return None
        return abs(left - right) > mpmath.mpf(10) ** -45 * (1 + abs(left) + abs(right))
