"""Limits: true ones are proved, false neighbours are not, and most of these are disproved in words."""

import mpmath
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import (
    Abs,
    Derivative,
    Function,
    Max,
    Min,
    Ne,
    Piecewise,
    Rational,
    atan,
    cos,
    erf,
    exp,
    lambdify,
    log,
    oo,
    pi,
    sign,
    sin,
    sqrt,
    sympify,
    tan,
    tanh,
)  # fmt: skip

from derive.calculation import Relation, tends_to
from derive.claim import Claim
from derive.domains import (
    INTEGER,
    NATURAL,
    NONNEGATIVE,
    NONZERO,
    POSITIVE,
    REAL,
    UNIT_INTERVAL,
    interval,
)  # fmt: skip
from derive.errors import AuthoringError
from derive.evidence import Disproof, Proof, Trust
from derive.numeric.oracle import value
from derive.prove.limits import limit_from, prove_limit
from derive.prove.signs import Facts
from derive.terms import cbrt, kl, normal, sigmoid

theta, theta_0, h, x, g = (REAL.symbol(name) for name in ("theta", "theta_0", "h", "x", "g"))
epsilon, p, q = (POSITIVE.symbol(name) for name in ("epsilon", "p", "q"))
M, y = NONNEGATIVE.symbol("M"), NONNEGATIVE.symbol("y")
d, n, k, z = UNIT_INTERVAL.symbol("d"), NATURAL.symbol("n"), INTEGER.symbol("k"), NONZERO.symbol("z")
DOMAINS = {
    theta: REAL, theta_0: REAL, h: REAL, x: REAL, g: REAL, epsilon: POSITIVE, p: POSITIVE, q: POSITIVE,
    M: NONNEGATIVE, y: NONNEGATIVE, d: UNIT_INTERVAL, n: NATURAL, k: INTEGER, z: NONZERO,
}  # fmt: skip
s = sigmoid(h)
from_theta, from_data = normal(mean=theta, std=epsilon), normal(mean=theta_0, std=epsilon)


def claim_of(lhs, rhs, as_, *where, domains=DOMAINS):
    step = tends_to(rhs, as_=as_)
    spoken = [sympify(lhs), step.rhs, as_[0], *where]
    used = set().union(*(side.free_symbols for side in spoken))
    declared = {symbol: domain for symbol, domain in domains.items() if symbol in used}
    return Claim(spoken[0], Relation.TENDS_TO, step.rhs, declared, where, (), step.approach)


def decide(*args, **kwargs):
    claim = claim_of(*args, **kwargs)
    return prove_limit(claim, Facts.of(claim))


down, minus_oo, plus_oo = (epsilon, 0, "+"), (h, -oo), (x, oo)

TRUE = {
    "the KL of shifted Gaussians explodes": (
        (theta - theta_0) ** 2 / (2 * epsilon**2),
        oo,
        down,
        Ne(theta, theta_0),
    ),
    "the same, by its definition": (kl(from_theta, from_data), oo, down, Ne(theta, theta_0)),
    "its slope to the right": (Derivative(kl(from_theta, from_data), theta), oo, down, theta > theta_0),
    "its slope above": ((theta - theta_0) / epsilon**2, oo, down, theta > theta_0),
    "its slope below": ((theta - theta_0) / epsilon**2, -oo, down, theta < theta_0),
    "its slope with the sign": (
        (theta - theta_0) / epsilon**2,
        oo * sign(theta - theta_0),
        down,
        Ne(theta, theta_0),
    ),
    "sigmoid": (s, 0, minus_oo),
    "slope of the sigmoid": (s * (1 - s), 0, minus_oo),
    "minus the sigmoid": (-s, 0, minus_oo),
    "a bound times the sigmoid": (M * s, 0, minus_oo),
    "a bounded gradient times the sigmoid": (Abs(s * g), 0, minus_oo),
    "log(1 - sigmoid)": (log(1 - s), 0, minus_oo),
    "slope of log(1 - sigmoid), worked out": (Derivative(log(1 - s), h), 0, minus_oo),
    "the non-saturating slope stays": (-(1 - s), -1, minus_oo),
    "the non-saturating loss explodes": (-log(s), oo, minus_oo),
    "sigmoid to the right": (s, 1, (h, oo)),
    "log(1 - sigmoid) to the right": (log(1 - s), -oo, (h, oo)),
    "d log d": (d * log(d), 0, (d, 0, "+")),
    "entropy of a coin at 1": (d * log(d) + (1 - d) * log(1 - d), 0, (d, 1, "-")),
    "|x|/x from above": (Abs(x) / x, 1, (x, 0, "+")),
    "|x|/x from below": (Abs(x) / x, -1, (x, 0, "-")),
    "squeeze": (x * sin(1 / x), 0, (x, 0)),
    "squeeze at infinity": (sin(x**2) / x, 0, plus_oo),
    "squeeze of a sigmoid that is not settled": (epsilon * sigmoid(M / epsilon), 0, down),
    "sin x / x": (sin(x) / x, 1, (x, 0)),
    "second order of cos": ((1 - cos(x)) / x**2, Rational(1, 2), (x, 0)),
    "third order of sin": ((sin(x) - x) / x**3, Rational(-1, 6), (x, 0)),
    "seven orders cancel": ((tan(sin(x)) - sin(tan(x))) / x**7, Rational(1, 30), (x, 0)),
    "Euler's number": ((1 + p / x) ** x, exp(p), plus_oo),
    "slope of the cube root at 0": (1 / cbrt(x) ** 2, oo, (x, 0)),
    "the cube root from below": (1 / cbrt(x), -oo, (x, 0, "-")),
    "a difference of infinities": (sqrt(x**2 + x) - x, Rational(1, 2), plus_oo),
    "exponential beats power": (x**10 * exp(-x), 0, plus_oo),
    "power beats logarithm": (log(x) ** 3 / x ** Rational(1, 10), 0, plus_oo),
    "a tower of exponentials": (exp(-exp(x)) * exp(x**2), 0, plus_oo),
    "cancelling exponentials": (exp(x + exp(-x)) - exp(x), 1, plus_oo),
    "softplus is x in the end": (log(exp(x) + exp(p)) - x, 0, plus_oo),
    "temperature to 0 is the maximum": (epsilon * log(exp(x / epsilon) + exp(p / epsilon)), p, down, x < p),
    "Box-Cox to the logarithm": ((x**p - 1) / p, log(x), (p, 0, "+"), x > 0),
    "x^x": (x**x, 1, (x, 0, "+")),
    "arctangent": (atan(x), pi / 2, plus_oo),
    "arctangent, next order": (x * (atan(x) - pi / 2), -1, plus_oo),
    "error function": (erf(x / epsilon), 1, down, x > 0),
    "hyperbolic tangent": (tanh(x), -1, (x, -oo)),
    "the limit is a parameter": (x + theta, theta, (x, 0)),
    "at a symbolic point": ((x**3 - p**3) / (x - p), 3 * p**2, (x, p)),
    "a removable gap": ((x**2 - 1) / (x - 1), 2, (x, 1)),
    "a kink seen from one side": (Max(x, 0) / x, 0, (x, 0, "-")),
    "minimum": (Min(x, 3), 3, plus_oo),
    "pieces": (Piecewise((x**2, x < 1), (2 - x, True)), 1, (x, 1)),
    "a sequence": ((1 + 1 / (n + 1)) ** n, exp(1), (n, oo)),
    "whole numbers downwards": (exp(k), 0, (k, -oo)),
    "a nonzero variable comes to 0": (z**2, 0, (z, 0)),
    "iterated logarithm": (log(log(x)) / log(x), 0, plus_oo),
}

FALSE = {
    "two-sided |x|/x": (Abs(x) / x, 1, (x, 0)),
    "two-sided cube root": (1 / cbrt(x), oo, (x, 0)),
    "two-sided 1/x": (1 / x, oo, (x, 0)),
    "sigmoid to the wrong side": (s, 1, minus_oo),
    "the other sign of infinity": (log(1 - s), oo, (h, oo)),
    "finite where it is infinite": (1 / x, 0, (x, 0, "+")),
    "infinite where it is finite": (sin(x) / x, oo, (x, 0)),
    "no condition on theta": ((theta - theta_0) ** 2 / (2 * epsilon**2), oo, down),
    "no sign of theta": ((theta - theta_0) / epsilon**2, oo, down, Ne(theta, theta_0)),
    "the wrong sign": ((theta - theta_0) / epsilon**2, -oo, down, theta > theta_0),
    "a bound that may be 0": (M / epsilon, oo, down),
    "wrong order of cos": ((1 - cos(x)) / x**2, 1, (x, 0)),
    "wrong difference of infinities": (sqrt(x**2 + x) - x, 0, plus_oo),
    "wrong parameter": (x + theta, 0, (x, 0)),
    "the non-saturating slope does not vanish": (-(1 - s), 0, minus_oo),
    "temperature to 0 is not the minimum": (
        epsilon * log(exp(x / epsilon) + exp(p / epsilon)),
        x,
        down,
        x < p,
    ),
    "the other limit of (p - x)/(p + x)": ((p - x) / (p + x), 1, (x, oo)),
    "the slope of what is bounded": (Derivative(sin(exp(2 * x) * theta) * exp(-x), theta), 0, plus_oo),
    "a jump": (Piecewise((0, x < 1), (1, True)), 0, (x, 1)),
}

UNKNOWN = {
    "an oscillation": (sin(1 / x), 0, (x, 0)),
    "an oscillation at infinity": (sin(x), 0, plus_oo),
    "an oscillation that grows": (x * sin(x), oo, plus_oo),
    "undefined on one side": (sqrt(x), 0, (x, 0)),
    "an unknown function": (Function("f")(x) * x, 0, (x, 0)),
    "undefined near the point": (log(-x) / x, 0, plus_oo),
    "a hypothesis about what moves": (1 / x, 0, plus_oo, x < theta),
    "an oscillation faster and faster": (sin(exp(2 * x) * theta), 0, plus_oo, Ne(theta, 0)),
}


@pytest.mark.parametrize("row", TRUE.values(), ids=TRUE.keys())
def test_true_limits_are_proved(row):
    evidence = decide(*row)
    assert isinstance(evidence, Proof)
    assert evidence.trusts is Trust.RULE


@pytest.mark.parametrize("row", FALSE.values(), ids=FALSE.keys())
def test_other_limits_are_disproved(row):
    assert isinstance(decide(*row), Disproof)


@pytest.mark.parametrize("row", UNKNOWN.values(), ids=UNKNOWN.keys())
def test_what_has_no_expansion_stays_open(row):
    assert decide(*row) is None


@pytest.mark.parametrize("rhs", [1, -oo, oo, theta])
@pytest.mark.parametrize("row", TRUE.values(), ids=TRUE.keys())
def test_no_other_value_is_proved(row, rhs):
    lhs, right, as_, *where = row
    if sympify(rhs) != right:
        assert not isinstance(decide(lhs, rhs, as_, *where), Proof)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (FALSE["two-sided |x|/x"], "the limit from above is 1, from below -1"),
        (FALSE["two-sided cube root"], "the limit from above is oo, from below -oo"),
        (FALSE["sigmoid to the wrong side"], "the limit is 0"),
        (FALSE["a bound that may be 0"], "at M = 0 the limit is 0"),
        (FALSE["no sign of theta"], "the limit is oo*sign(theta - theta_0)"),
    ],
)
def test_the_reason_names_the_limit(row, reason):
    assert decide(*row).reason == reason


@pytest.mark.parametrize(
    ("as_", "domains", "advice"),
    [
        ((epsilon, 0), DOMAINS, r'only from above; write as_=\(epsilon, 0, "\+"\)'),
        ((epsilon, 0, "-"), DOMAINS, r'only from above; write as_=\(epsilon, 0, "\+"\)'),
        ((d, 1), DOMAINS, r'only from below; write as_=\(d, 1, "-"\)'),
        ((d, 2), DOMAINS, "does not come near 2"),
        ((d, oo), DOMAINS, "does not come near oo"),
        ((epsilon, -oo), DOMAINS, "does not come near -oo"),
        ((n, 3), DOMAINS, "does not come near 3"),
        ((n, -oo), DOMAINS, "does not come near -oo"),
        ((x, 0), {theta: REAL}, "declare it in the signature"),
        ((x, x + 1), DOMAINS, "may depend on x"),
    ],
)
def test_an_approach_that_the_domain_forbids_is_the_authors_mistake(as_, domains, advice):
    with pytest.raises(AuthoringError, match=advice):
        decide(as_[0], 0, as_, domains=domains)


def test_the_limit_must_not_depend_on_what_moves():
    with pytest.raises(AuthoringError, match="may depend on x"):
        decide(x**2, x, (x, 0))


def test_closed_ends_are_reached_from_inside():
    t = REAL.symbol("t")
    assert isinstance(decide(t**2, 4, (t, 2, "-"), domains={t: interval(0, 2)}), Proof)


def test_another_relation_is_not_ours():
    claim = Claim(x, Relation.EQUAL, x, {x: REAL})
    assert prove_limit(claim, Facts.of(claim)) is None


def test_sympy_is_not_asked():
    """limit(tanh((sigmoid(x) + 1/pi)*tanh(pi*x)), x, oo) is 1 + 1/pi in SymPy 1.14: more than tanh can be."""
    f, right = tanh((sigmoid(x) + 1 / pi) * tanh(pi * x)), tanh(1 + 1 / pi)
    assert isinstance(decide(f, right, plus_oo), Proof)
    assert isinstance(decide(f, 1 + 1 / pi, plus_oo), Disproof)


coefficients = st.lists(st.integers(-3, 3), min_size=1, max_size=4).filter(any)
points = st.sampled_from([(x, 0, "+"), (x, 0, "-"), (x, oo), (x, -oo), (x, 1, "+"), (x, -2, "-")])


def rational_function(top, bottom):
    return sum(c * x**i for i, c in enumerate(top)) / sum(c * x**i for i, c in enumerate(bottom))


def directly(f, as_):
    """The value very near to the point, in 60 digits."""
    step = mpmath.mpf(10) ** -25
    point, side = sympify(as_[1]), as_[2] if len(as_) == 3 else "+"
    with mpmath.workdps(120):
        offset = step if side == "+" else -step
        at = {oo: 1 / step, -oo: -1 / step}.get(point, offset + int(point) if point.is_finite else 0)
        return lambdify(x, f, "mpmath")(at)


@settings(max_examples=40, deadline=None)
@given(coefficients, coefficients, points, st.sampled_from([0, 1, exp(-(x**2)), sin(x) / 10**30]))
def test_limits_of_rational_functions_agree_with_values_nearby(top, bottom, as_, addition):
    f = rational_function(top, bottom) + addition
    claim = claim_of(f, 0, as_, domains={x: REAL})
    (limit,) = (limit_from(claim, side) for side in claim.approach.direction)
    near = directly(f, as_)
    if limit is None:
        assert f.has(sin) or f == 0
    elif limit.value is None:
        assert near > 10**9 if limit.direction > 0 else near < -(10**9)
    else:
        assert abs(near - value(limit.value, {})) < 1e-9
