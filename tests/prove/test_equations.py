"""Lines that solve: what follows is proved, the rest refuted; nothing follows from nothing."""

from math import prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mpmath import mp
from sympy import Abs, Eq, Ge, Gt, Le, Lt, Ne, Rational, exp, log, sin, sqrt, sympify

from derive.calculation import Relation
from derive.claim import Claim
from derive.domains import NONNEGATIVE, NONZERO, POSITIVE, REAL, UNIT_INTERVAL
from derive.evidence import Proof
from derive.numeric.oracle import value
from derive.prove.consequences import SIGNS
from derive.prove.equations import has_no_solution, prove_implication, refute_implication
from derive.prove.signs import Facts
from derive.terms import cbrt, logit, sigmoid

p, q = POSITIVE.symbol("p"), POSITIVE.symbol("q")
x, y, h, c, z1, z3 = (REAL.symbol(name) for name in ("x", "y", "h", "c", "z1", "z3"))
t, q0, z = UNIT_INTERVAL.symbol("t"), NONNEGATIVE.symbol("q0"), NONZERO.symbol("z")
DOMAINS = {
    **dict.fromkeys([p, q], POSITIVE), **dict.fromkeys([x, y, h, c, z1, z3], REAL),
    t: UNIT_INTERVAL, q0: NONNEGATIVE, z: NONZERO,
}  # fmt: skip


def claim_of(given, relation, wanted, *where):
    used = given.free_symbols | wanted.free_symbols | set().union(*(w.free_symbols for w in where))
    return Claim(given, relation, wanted, {s: d for s, d in DOMAINS.items() if s in used}, where)


def prove(*row):
    claim = claim_of(*row)
    return prove_implication(claim, Facts.of(claim))


IFF, IMPLIES = Relation.IFF, Relation.IMPLIES
best = p / (p + q)

TRUE = {
    "multiply by t(1 - t)": (Eq(-p / t + q / (1 - t), 0), IFF, Eq((1 - t) * p, t * q)),
    "collect t": (Eq((1 - t) * p, t * q), IFF, Eq(t, best)),
    "solve at once": (Eq(-p / t + q / (1 - t), 0), IFF, Eq(t, best)),
    "turn both sides over": (Eq(best, sigmoid(h)), IFF, Eq((p + q) / p, 1 + exp(-h))),
    "subtract 1": (Eq((p + q) / p, 1 + exp(-h)), IFF, Eq(exp(-h), (p + q) / p - 1)),
    "q/p + 1 - 1": (Eq(exp(-h), (p + q) / p - 1), IFF, Eq(exp(-h), q / p)),
    "take logarithms": (Eq(exp(-h), q / p), IFF, Eq(h, log(p / q))),
    "all at once": (Eq(best, sigmoid(h)), IFF, Eq(h, log(p / q))),
    "sigmoid and logit": (Eq(sigmoid(h), t), IFF, Eq(h, logit(t))),
    "an exponential is never 0": (Eq(z3 * exp(-z1), -(z1**2)), IFF, Eq(z3, -(z1**2) * exp(z1))),
    "a square vanishes with its root": (Eq(3 * x**2, 0), IFF, Eq(x, 0)),
    "a number vanishes with its root": (Eq(3 * q0**2, 0), IFF, Eq(sqrt(q0), 0)),
    "a difference vanishes with its modulus": (Eq(Abs(x - 1), 0), IFF, Eq(x, 1)),
    "equal densities give one half": (Eq(q, p), IFF, Eq(best, Rational(1, 2))),
    "no fakes": (Eq(q0, 0), IFF, Eq(p / (p + q0), 1)),
    "no data": (Eq(q0, 0), IFF, Eq(q0 / (p + q0), 0)),
    "squares of positive numbers": (Eq(p**2, q**2), IFF, Eq(p, q)),
    "squares of numbers": (Eq(x, y), IMPLIES, Eq(x**2, y**2)),
    "logarithms of positive numbers": (Eq(log(p), log(q)), IFF, Eq(p, q)),
    "a square root": (Eq(sqrt(p), 3), IFF, Eq(p, 9)),
    "a cube root": (Eq(cbrt(x), y), IFF, Eq(x, y**3)),
    "a factor more": (Eq(x, 1), IMPLIES, Eq(x**2, x)),
    "not equal": (Ne(p * x, p), IFF, Ne(x, 1)),
    "halved": (Gt(2 * x, 2 * y), IFF, Gt(x, y)),
    "turned round": (Lt(-x, -1), IFF, Gt(x, 1)),
    "reciprocals": (Lt(1 / p, 1 / q), IFF, Lt(q, p)),
    "logarithm below 0": (Lt(log(p), 0), IFF, Lt(p, 1)),
    "at most follows from below": (Lt(x, y), IMPLIES, Le(x, y)),
    "at most follows from equal": (Eq(x, y), IMPLIES, Le(x, y)),
    "unequal follows from below": (Lt(x, y), IMPLIES, Ne(x, y)),
    "squares grow": (Gt(x, 1), IMPLIES, Gt(x**2, 1)),
    "squares of positive numbers grow": (Gt(p, q), IFF, Gt(p**2, q**2)),
    "a value put in": (Eq(x, 2 * y), IMPLIES, Eq(x**2 - 4 * y**2, 0)),
    "a value put into an inequality": (Eq(x, y**2), IMPLIES, Ge(x, 0)),
    "under a hypothesis": (Eq(c * x, c), IFF, Eq(x, 1), Ne(c, 0)),
}

FALSE = {
    "1/D* for D*": (Eq(best, sigmoid(h)), IMPLIES, Eq((p + q) / p, sigmoid(h))),
    "the same as an equivalence": (Eq(best, sigmoid(h)), IFF, Eq((p + q) / p, sigmoid(h))),
    "p and q swapped": (Eq((1 - t) * p, t * q), IFF, Eq(t, q / (p + q))),
    "the sum is missing": (Eq((1 - t) * p, t * q), IMPLIES, Eq(t, p / q)),
    "the 1 is not subtracted": (Eq((p + q) / p, 1 + exp(-h)), IFF, Eq(exp(-h), (p + q) / p)),
    "the sign of the logarithm": (Eq(exp(-h), q / p), IMPLIES, Eq(h, log(q / p))),
    "squaring loses the sign": (Eq(h, log(p / q)), IFF, Eq(h**2, log(p / q) ** 2)),
    "one of two roots": (Eq(x**2, 1), IMPLIES, Eq(x, 1)),
    "a root divided away": (Eq(x**2, x), IMPLIES, Eq(x, 1)),
    "multiplied by what may vanish": (Eq(x, 1), IFF, Eq(x * y, y)),
    "divided by what may vanish": (Eq(c * x, c), IFF, Eq(x, 1)),
    "a condition that is not enough": (Eq(x * y, 0), IMPLIES, Eq(x, 0)),
    "the wrong case": (Eq(q0, 0), IMPLIES, Eq(p / (p + q0), 0, evaluate=False)),
    "strict from weak": (Ge(h, 0), IMPLIES, Gt(h, 0)),
    "an inequality not turned round": (Lt(-h, -1), IMPLIES, Lt(h, 1)),
    "reciprocals of both signs": (Lt(1 / z, 1), IMPLIES, Gt(z, 1)),
    "squares of numbers of both signs": (Gt(x, y), IMPLIES, Gt(x**2, y**2)),
    "multiplied by what may be negative": (Gt(x, 1), IFF, Gt(x * z, z)),
    "moduli": (Eq(Abs(x), Abs(y)), IMPLIES, Eq(x, y)),
    "unequal numbers have unequal squares": (Ne(x, y), IMPLIES, Ne(x**2, y**2)),
    "a root that vanishes elsewhere": (Eq(x**2 * (x - 1), 0), IMPLIES, Eq(sqrt(x), 0)),
    "the power 0": (Eq(x * (x - 1) * (x - 2), 0), IMPLIES, Eq(x * (x - 1), 0)),
}

OPEN = {
    "nothing solves the first": (Eq(x**2 + 1, 0, evaluate=False), IMPLIES, Eq(x, 5)),
    "nothing solves either": (Eq((p + q) / p, sigmoid(h)), IFF, Eq(exp(h), -p, evaluate=False)),
    "a vacuous line": (Eq((p + q) / p, sigmoid(h)), IMPLIES, Eq(exp(-h), (p + q) / p - 1)),
    "another relation": (Eq(x, 1), Relation.EQUAL, Eq(x, 1)),
}


@pytest.mark.parametrize("row", TRUE.values(), ids=TRUE.keys())
def test_what_follows_is_proved(row):
    assert isinstance(prove(*row), Proof)


@pytest.mark.parametrize("row", TRUE.values(), ids=TRUE.keys())
def test_what_follows_is_never_refuted(row):
    assert refute_implication(claim_of(*row)) is None


@pytest.mark.parametrize("row", FALSE.values(), ids=FALSE.keys())
def test_what_does_not_follow_is_not_proved(row):
    assert prove(*row) is None


@pytest.mark.parametrize("row", FALSE.values(), ids=FALSE.keys())
def test_what_does_not_follow_is_refuted(row):
    given, relation, wanted, *_ = row
    found = refute_implication(claim_of(*row))
    witness = dict(found.witness)
    point = {symbol: sympify(witness[symbol.name], {}) for symbol in DOMAINS if symbol.name in witness}
    assert all(point[symbol] in DOMAINS[symbol] for symbol in point)
    truths = [holds(side, point) for side in (given, wanted)]
    assert truths == [True, False] or (relation is IFF and truths == [False, True])


def holds(line, point):
    """The relation by the second evaluator, which counts what is equal to 40 digits as equal."""
    difference = value(line.lhs, point) - value(line.rhs, point)
    sign = 0 if abs(difference) < mp.mpf(10) ** -40 else int(mp.sign(difference))
    return sign in SIGNS[line.func]


@pytest.mark.parametrize("row", OPEN.values(), ids=OPEN.keys())
def test_nothing_follows_from_nothing(row):
    assert prove(*row) is None
    assert refute_implication(claim_of(*row)) is None


def test_the_witness_is_nice():
    found = refute_implication(claim_of(*FALSE["1/D* for D*"]))
    assert found.witness == (("p", "1"), ("q", "1"), ("h", "0"))
    assert (found.lhs, found.rhs) == ("2", "1/2")


roots = st.lists(st.integers(-2, 2), min_size=1, max_size=3)


def with_roots(numbers):
    return Eq(prod(x - number for number in numbers), 0)


@settings(max_examples=25, deadline=None)
@given(roots, roots)
def test_between_polynomials_the_roots_decide(some, others):
    row = with_roots(some), IMPLIES, with_roots(others)
    follows = set(some) <= set(others)
    assert isinstance(prove(*row), Proof) == follows
    assert (refute_implication(claim_of(*row)) is None) == follows


@pytest.mark.parametrize(
    ("equation", "expected"),
    [
        pytest.param(Eq((p + q) / p, sigmoid(h)), True, id="above 1 and below 1"),
        pytest.param(Eq(x**2 + 1, 0, evaluate=False), True, id="a sum of squares and 1"),
        pytest.param(Eq(exp(h), -p, evaluate=False), True, id="of different signs"),
        pytest.param(Lt(x**2, 0, evaluate=False), True, id="a negative square"),
        pytest.param(Le(x**2, 0, evaluate=False), False, id="a square that may be 0"),
        pytest.param(Eq(best, sigmoid(h)), False, id="it has solutions"),
        pytest.param(Eq(sin(x), 2 * t), False, id="solutions that are hard to find"),
        pytest.param(Eq(t, 1), True, id="an end that is not in the domain"),
    ],
)
def test_equations_without_solution(equation, expected):
    claim = Claim(x, Relation.EQUAL, x, DOMAINS)
    assert has_no_solution(equation, claim) is expected
