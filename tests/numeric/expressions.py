"""Random expressions over a real, a positive and a unit-interval variable, and random exact points."""

from hypothesis import strategies as st
from sympy import Abs, Max, Min, Rational, Symbol, atan, exp, log, sin, sqrt, tanh
from sympy.core.facts import InconsistentAssumptions

from derive.domains import POSITIVE, REAL, UNIT_INTERVAL
from derive.terms import cbrt, logit, over, sigmoid

X = Symbol("x", real=True)
P = Symbol("p", positive=True)
D = Symbol("d", positive=True)
DOMAINS = {X: REAL, P: POSITIVE, D: UNIT_INTERVAL}

numbers = st.fractions(min_value=-3, max_value=3, max_denominator=7).map(Rational)
positive = st.fractions(min_value=Rational(1, 9), max_value=5, max_denominator=9).map(Rational)
points = st.fixed_dictionaries({X: numbers, P: positive, D: positive.map(lambda u: u / (1 + u))})

UNARY = (sqrt, cbrt, log, sigmoid, Abs, sin, atan, tanh, lambda u: exp(-u), lambda u: u**2, lambda u: 1 / u)
BINARY = (
    lambda a, b: a + b, lambda a, b: a - b, lambda a, b: a * b,
    lambda a, b: over(a, b) if b != 0 else a, Max, Min,
)  # fmt: skip


def _is_real(expression):
    try:
        return expression.is_extended_real is not False and expression.is_finite is not False
    except InconsistentAssumptions:  # SymPy's own, on expressions such as whole numbers neither even nor odd
        return False


def _grown(inner):
    inner = inner.filter(_is_real)
    return st.one_of(
        st.tuples(st.sampled_from(BINARY), inner, inner).map(lambda parts: parts[0](*parts[1:])),
        st.tuples(st.sampled_from(UNARY), inner).map(lambda parts: parts[0](parts[1])),
        st.just(logit(D)),
    )


expressions = st.recursive(st.one_of(st.sampled_from([X, P, D]), numbers), _grown, max_leaves=7).filter(
    _is_real
)
