"""The whole order of the provers: identities, matrices, the CAS at the end, and laws over random claims."""

import subprocess
import sys

import mpmath
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sympy import (
    Abs,
    Eq,
    Expr,
    I,
    ImmutableDenseMatrix,
    Integral,
    Rational,
    cos,
    cosh,
    exp,
    expand,
    factor,
    gamma,
    log,
    oo,
    sin,
    sqrt,
    tan,
    tanh,
    together,
)  # fmt: skip

from derive.evidence import Disproof, Trust
from derive.numeric.oracle import value
from derive.prove import BETWEEN_NUMBERS, prove
from derive.prove.cas import prove_by_cas
from derive.prove.facts import Facts
from derive.prove.identity import prove_identity
from derive.terms import cbrt, determinant, independent, jacobian, normal, pushforward_density, sigmoid

from .statements import DOMAINS, claim, d, h, p, proved_by, q, x, y, z

# ---- identities


def test_a_line_that_repeats_the_one_before_is_reported_as_such():
    assert prove(claim(x * (y + 1), "=", x * (y + 1))).method == "identity (repeats the line before)"
    assert proved_by(prove_identity, x * (y + 1), "=", x * y + x) is None
    assert prove(claim(x, "<", x)) is None
    assert prove(claim(x, "<=", x)).method == "identity (repeats the line before)"


# ---- matrices


def flow(z1, z2, z3):
    return [z1, z2 * exp(z1), cbrt(z3 * exp(-z1) + z1**2)]


def inverse(x1, x2, x3):
    return [x1, x2 * exp(-x1), (x3**3 - x1**2) * exp(x1)]


def column(entries):
    return ImmutableDenseMatrix(entries)


ROOT = cbrt(z * exp(-x) + x**2)
SLOPES = ImmutableDenseMatrix(
    [[1, 0, 0], [y * exp(x), exp(x), 0], [(2 * x - z * exp(-x)) / (3 * ROOT**2), 0, exp(-x) / (3 * ROOT**2)]]
)
NOISE = normal(mean=0, std=1)


def test_a_flow_is_undone_by_its_inverse():
    there = prove(claim(column(inverse(*flow(x, y, z))), "=", column([x, y, z])))
    back = prove(claim(column(flow(*inverse(x, y, z))), "=", column([x, y, z])))
    assert there.method.startswith("entry by entry")
    assert (there.trusts, back.trusts, there.conditions) == (Trust.EXACT, Trust.EXACT, ())


def test_the_jacobian_of_a_flow_exists_off_its_kink():
    found = prove(claim(jacobian(flow(x, y, z), [x, y, z]), "=", SLOPES))
    assert found.trusts is Trust.EXACT
    assert found.conditions == ("x**2 + z*exp(-x) != 0",)
    volume = prove(claim(determinant(jacobian(flow(x, y, z), [x, y, z])), "=", 1 / (3 * ROOT**2)))
    assert volume.conditions == ("x**2 + z*exp(-x) != 0",)


def test_the_density_of_a_pushforward():
    density = pushforward_density(inverse, independent(NOISE, NOISE, NOISE), [x, y, z])
    written_out = (
        3
        * z**2
        * (2 * sqrt(2) * sqrt(3 - 2) * sqrt(1) * (1 / (2 * sqrt(2))))
        / sqrt(8)
        * exp(-(x**2 + y**2 * exp(-2 * x) + (z**3 - x**2) ** 2 * exp(2 * x)) / 2)
    )
    from sympy import pi

    assert prove(claim(density, "=", written_out / pi ** Rational(3, 2))).trusts is Trust.EXACT
    assert prove(claim(density, "=", written_out / z**2)) is None


WRONG_MATRICES = [
    pytest.param(column([x, y]), column([x, -y]), id="a sign in one entry"),
    pytest.param(jacobian([x * y, x], [x, y]), ImmutableDenseMatrix([[y, 1], [x, 0]]), id="transposed"),
    pytest.param(jacobian(flow(x, y, z), [x, y, z]), jacobian(inverse(x, y, z), [x, y, z]), id="of f instead of its inverse"),
]  # fmt: skip


@pytest.mark.parametrize(("lhs", "rhs"), WRONG_MATRICES)
def test_matrices_that_differ_are_not_proved(lhs, rhs):
    assert prove(claim(lhs, "=", rhs)) is None


@pytest.mark.parametrize(
    ("rhs", "reason"),
    [
        (column([x, y, z]), "a 2 x 1 matrix cannot equal a 3 x 1 matrix"),
        (ImmutableDenseMatrix([[x, y]]), "a 2 x 1 matrix cannot equal a 1 x 2 matrix"),
        (x, "a 2 x 1 matrix cannot equal a number"),
    ],
)
def test_shapes_that_do_not_fit_disprove(rhs, reason):
    found = prove(claim(column([x, y]), "=", rhs))
    assert isinstance(found, Disproof)
    assert found.reason == reason


# ---- the last resort


def test_simplify_is_believed_only_when_it_says_zero():
    identity = gamma(x + 1) / gamma(x)
    assert proved_by(prove_by_cas, identity, "=", x).trusts is Trust.CAS
    assert proved_by(prove_by_cas, identity, "=", x + 1) is None
    assert proved_by(prove_by_cas, sqrt(x**2), "=", x) is None
    assert proved_by(prove_by_cas, Integral(exp(-(h**2)), (h, -oo, oo)), "=", 1) is None
    assert proved_by(prove_by_cas, x, "<=", x + 1) is None


def test_nothing_complex_is_proved():
    assert prove(claim(I * p * (p + 1), "=", I * (p**2 + p))) is None


def test_importing_the_provers_loads_nothing_heavy():
    code = (
        "import sys, derive.prove\n"
        "heavy = ('scipy', 'matplotlib', 'hypothesis', 'rich', 'sympy.stats')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"


# ---- laws

QUICK = settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))

numbers = st.fractions(min_value=-3, max_value=3, max_denominator=4).map(Rational)
leaves = st.one_of(st.sampled_from([x, y, p, q, d]), numbers)
polynomials = st.recursive(
    leaves, lambda inner: st.tuples(inner, inner, st.booleans()).map(lambda t: t[0] + t[1] if t[2] else t[0] * t[1]), max_leaves=6
)  # fmt: skip
WRAPPERS = [
    exp,
    log,
    sqrt,
    cbrt,
    sigmoid,
    Abs,
    tanh,
    cosh,
    sin,
    cos,
    tan,
    lambda u: 1 / u,
    lambda u: u**2,
    lambda u: p**u,
]
wrapped = st.recursive(
    polynomials,
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(WRAPPERS), inner).map(lambda t: t[0](t[1])),
        st.tuples(inner, inner).map(lambda t: t[0] + t[1]),
        st.tuples(inner, inner).map(lambda t: t[0] * t[1]),
    ),
    max_leaves=4,
)
points = st.fixed_dictionaries(
    {
        x: numbers, y: numbers,
        p: st.fractions(min_value=Rational(1, 9), max_value=5, max_denominator=9).map(Rational),
        q: st.fractions(min_value=Rational(1, 9), max_value=5, max_denominator=9).map(Rational),
        d: st.fractions(min_value=Rational(1, 9), max_value=Rational(8, 9), max_denominator=9).map(Rational),
    }
)  # fmt: skip
REWRITES = [
    expand,
    together,
    factor,
    lambda u: u.rewrite(exp),
    lambda u: u.expand(log=True, force=True),
    lambda u: log(exp(u)),
]
WRONG = [
    lambda u: u.subs(x, -x), lambda u: u.replace(Abs, lambda t: t), lambda u: u.subs(p, q), lambda u: -u, lambda u: u + 1, lambda u: 2 * u,
    lambda u: u.expand(log=True, power_base=True, force=True), lambda u: sqrt(u**2), lambda u: cbrt(u) ** 3,
]  # fmt: skip


def agree(lhs, rhs, point, relation="="):
    left, right = value(lhs, point, 50), value(rhs, point, 50)
    if left is None or right is None:
        return True
    slack = mpmath.mpf(10) ** -14 * (1 + abs(left) + abs(right))  # roots of rounding errors are far from 0
    return {"=": abs(left - right) < slack, "<=": left < right + slack, ">=": left > right - slack}[relation]


def proof_of(statement):
    """What the provers but the CAS say: that one is trusted only beside numbers."""
    facts = Facts.of(statement)
    found = (prover(statement, facts) for prover in BETWEEN_NUMBERS if prover is not prove_by_cas)
    return next((proof for proof in found if proof is not None), None)


def usable(*expressions):
    return all(
        isinstance(u, Expr) and u.is_extended_real is not False and u.is_finite is not False for u in expressions
    )


@QUICK
@given(wrapped, st.sampled_from(REWRITES + WRONG), st.lists(points, min_size=4, max_size=4))
def test_what_is_proved_agrees_at_random_points(expression, change, samples):
    assume(usable(expression))
    other = change(expression)
    assume(usable(other) and not other.has(I))
    if proof_of(claim(expression, "=", other)) is not None:
        assert all(agree(expression, other, point) for point in samples)


@QUICK
@given(wrapped, wrapped, st.lists(points, min_size=4, max_size=4))
@pytest.mark.slow
def test_proved_inequalities_hold_at_random_points(lhs, rhs, samples):
    assume(usable(lhs, rhs))
    for relation in ("<=", ">="):
        if proof_of(claim(lhs, relation, rhs)) is not None:
            assert all(agree(lhs, rhs, point, relation) for point in samples)


@QUICK
@given(wrapped, st.sampled_from(["x = y", "p = q", "x = p"]), st.lists(points, min_size=3, max_size=3))
def test_equations_among_the_hypotheses_are_put_in(expression, equation, samples):
    assume(usable(expression))
    old, new = {"x = y": (x, y), "p = q": (p, q), "x = p": (x, p)}[equation]
    other = expression.subs(old, new)
    assume(usable(other))
    if proof_of(claim(expression, "=", other, Eq(old, new))) is not None:
        assert all(agree(expression, other, {**point, old: point[new]}) for point in samples)


@QUICK
@given(polynomials, st.integers(1, 3))
def test_polynomials_multiplied_out_are_proved(polynomial, power):
    statement = claim(polynomial**power, "=", expand(polynomial**power))
    assert prove(statement).trusts is Trust.EXACT


@QUICK
@given(polynomials, polynomials)
def test_rewrites_by_exp_and_log_are_proved(u, w):
    assert prove(claim(exp(u + w), "=", exp(u, evaluate=False) * exp(w))) is not None
    assert prove(claim(log(exp(u) * p**2), "=", u + 2 * log(p))) is not None
    assert prove(claim(sigmoid(u) * (1 - sigmoid(u)), "=", sigmoid(u) * sigmoid(-u))) is not None
    assert prove(claim(sqrt(u**2 * p), "=", Abs(u) * sqrt(p))) is not None


@QUICK
@given(polynomials, polynomials, numbers)
def test_mutated_polynomials_are_never_proved(u, w, number):
    assume(number != 0)
    difference = expand(number * w)
    assume(difference != 0)
    assert proof_of(claim(u + difference, "=", u)) is None


def test_the_domains_of_the_tables_are_those_of_their_variables():
    assert all(symbol == domain.symbol(symbol.name) for symbol, domain in DOMAINS.items())
