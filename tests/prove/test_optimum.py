"""Optima: the obligations one by one, the only minimiser on an interval, and what refutes it."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Abs, Gt, Rational, cos, exp, log, pi, sqrt, sympify

from derive.calculation import Relation
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
    open_interval,
)  # fmt: skip
from derive.evidence import Disproof, Proof
from derive.numeric.oracle import value
from derive.prove.optimum import (
    prove_interval,
    prove_membership,
    prove_optimum,
    refute_membership,
    refute_optimum,
)  # fmt: skip
from derive.prove.signs import Facts
from derive.terms import sigmoid
from derive.terms.optimum import INTERVAL, DomainOf, Objective

p, q = POSITIVE.symbol("p"), POSITIVE.symbol("q")
a, h = REAL.symbol("a"), REAL.symbol("h")
PARAMETERS = {p: POSITIVE, q: POSITIVE, a: REAL, h: REAL}
MINIMISES, MAXIMISES = Relation.MINIMISES, Relation.MAXIMISES


def variable(domain):
    return domain.symbol("t")


def claim_of(point, relation, f, domain, *where):
    """`f` is a function of the variable t of `domain`."""
    t = variable(domain)
    objective = Objective(sympify(f(t)), t)
    used = sympify(point).free_symbols | objective.value.free_symbols
    domains = {symbol: d for symbol, d in PARAMETERS.items() if symbol in used} | {t: domain}
    return Claim(sympify(point), relation, objective, domains, tuple(w(t) for w in where))


def prove(*row):
    claim = claim_of(*row)
    return prove_optimum(claim, Facts.of(claim))


def loss(t):
    return -p * log(t) - q * log(1 - t)


def split(t):
    return t**2 + 1 / t**2 + 15 * t


TRUE = {
    "a kink": (0, MINIMISES, lambda t: Abs(t), REAL),
    "the optimal discriminator": (p / (p + q), MINIMISES, loss, UNIT_INTERVAL),
    "its gain": (p / (p + q), MAXIMISES, lambda t: -loss(t), UNIT_INTERVAL),
    "a parabola": (a, MINIMISES, lambda t: (t - a) ** 2 + 3, REAL),
    "a parabola with its vertex at a closed end": (0, MINIMISES, lambda t: t**2, NONNEGATIVE),
    "sum of two exponentials": (0, MINIMISES, lambda t: exp(t) + exp(-t), REAL),
    "t - log t": (1, MINIMISES, lambda t: t - log(t), POSITIVE),
    "arithmetic and geometric mean": (sqrt(p), MINIMISES, lambda t: t + p / t, POSITIVE),
    "flat at the bottom": (0, MINIMISES, lambda t: t**4, REAL),
    "not convex, but falling and then rising": (0, MAXIMISES, lambda t: exp(-(t**2)), REAL),
}

WRONG = {
    "swapped densities": (q / (p + q), MINIMISES, loss, UNIT_INTERVAL),
    "a maximum that is a minimum": (p / (p + q), MAXIMISES, loss, UNIT_INTERVAL),
    "a minimum that is a maximum": (p / (p + q), MINIMISES, lambda t: -loss(t), UNIT_INTERVAL),
    "right for p = q only": (Rational(1, 2), MINIMISES, loss, UNIT_INTERVAL),
    "outside the domain": (p / q, MINIMISES, loss, UNIT_INTERVAL),
    "two pieces, the other goes lower": (Rational(1, 2), MINIMISES, split, NONZERO),
    "undefined in the middle": (Rational(1, 2), MINIMISES, split, REAL),
    "one of two minimisers": (1, MINIMISES, lambda t: t**4 - 2 * t**2, REAL),
    "a saddle": (0, MINIMISES, lambda t: t**3, REAL),
    "a constant": (0, MINIMISES, lambda t: a + 0 * t, REAL),
    "one of many": (0, MAXIMISES, lambda t: cos(2 * pi * t), REAL),
    "a little beside": (Rational(101, 100), MINIMISES, lambda t: (t - 1) ** 2, REAL),
    "not in the domain at all": (-1, MINIMISES, lambda t: (t + 1) ** 2, POSITIVE),
    "an open end": (0, MINIMISES, lambda t: t**2, POSITIVE),
    "whole numbers between": (Rational(1, 2), MINIMISES, lambda t: (2 * t - 1) ** 2, INTEGER),
}

OPEN = {
    "a condition on the variable": (0, MINIMISES, lambda t: t**2, REAL, lambda t: t < 1),
    "too hard": (0, MAXIMISES, lambda t: cos(t) - t**2 / 1000, REAL),
}


@pytest.mark.parametrize("row", TRUE.values(), ids=TRUE.keys())
def test_the_only_optimum_is_proved(row):
    assert isinstance(prove(*row), Proof)


@pytest.mark.parametrize("row", TRUE.values(), ids=TRUE.keys())
def test_it_is_not_refuted(row):
    assert refute_optimum(claim_of(*row)) is None


@pytest.mark.parametrize("row", WRONG.values(), ids=WRONG.keys())
def test_no_other_is_proved(row):
    assert prove(*row) is None


@pytest.mark.parametrize("row", [pytest.param(row, id=name) for name, row in WRONG.items() if row[3] is not INTEGER])
def test_no_other_stays_unrefuted(row):
    claim = claim_of(*row)
    found = refute_optimum(claim)
    witness = dict(found.witness)
    point = {symbol: sympify(witness[symbol.name], {}) for symbol in claim.domains}
    assert all(point[symbol] in domain for symbol, domain in claim.domains.items())
    best = claim.lhs.subs(point)
    if best in claim.domains[claim.rhs.variable]:
        there, here = value(claim.rhs.value, point), value(claim.rhs.at(claim.lhs), point)
        assert there <= here if claim.relation is MINIMISES else there >= here
        assert point[claim.rhs.variable] != best


@pytest.mark.parametrize("row", OPEN.values(), ids=OPEN.keys())
def test_what_is_true_but_hard_stays_open(row):
    assert prove(*row) is None
    assert refute_optimum(claim_of(*row)) is None


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("two pieces, the other goes lower", "the value at t = -1 is smaller than at the claimed minimiser"),
        ("one of two minimisers", "t = -1 is another minimiser if 1 is one"),
        ("not in the domain at all", "-1 is not above 0: it lies outside Positive"),
    ],
)
def test_the_reason_says_what_is_better(name, reason):
    assert refute_optimum(claim_of(*WRONG[name])).reason == reason


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from([-2, -1, 1, 2]),
    st.integers(-3, 3),
    st.integers(-2, 2),
    st.sampled_from([REAL, POSITIVE, NONNEGATIVE, UNIT_INTERVAL, interval(-1, 2)]),
    st.sampled_from([MINIMISES, MAXIMISES]),
)
def test_the_vertex_decides_for_parabolas_that_are_stationary_there(lead, slope, at, domain, relation):
    row = at, relation, lambda t: lead * t**2 + slope * t, domain
    is_vertex = 2 * lead * at + slope == 0 and at in domain
    if is_vertex:
        opens_upwards = lead > 0
        assert isinstance(prove(*row), Proof) == (opens_upwards == (relation is MINIMISES))
    elif prove(*row) is not None:  # at a closed end
        sign = 1 if relation is MINIMISES else -1
        grid = [Rational(k, 8) for k in range(-80, 81) if Rational(k, 8) in domain and Rational(k, 8) != at]
        assert at in domain
        assert all(sign * (lead * t**2 + slope * t) > sign * (lead * at**2 + slope * at) for t in grid)
    assert prove(*row) is None or refute_optimum(claim_of(*row)) is None


# ---- the obligations


def member(point, domain, *where):
    t = variable(domain)
    return Claim(sympify(point), Relation.MEMBER, DomainOf(t), PARAMETERS | {t: domain}, where)


INSIDE = {
    "a weight": (p / (p + q), UNIT_INTERVAL),
    "a sigmoid": (sigmoid(h), UNIT_INTERVAL),
    "anything real": (a - h, REAL),
    "a positive quotient": (p / q, POSITIVE),
    "a square": (a**2, NONNEGATIVE),
    "a negative number": (-p, NONZERO),
    "a closed end": (1, interval(0, 1)),
    "a whole number": (3, NATURAL),
    "under a hypothesis": (p / q, UNIT_INTERVAL, q > p),
}
OUTSIDE = {
    "a quotient": (p / q, UNIT_INTERVAL),
    "an end that is left out": (1, open_interval(0, 1)),
    "an end for some parameters": (a**2, POSITIVE),
    "a difference": (p - q, POSITIVE),
    "zero for some parameters": (a, NONZERO),
}


@pytest.mark.parametrize("row", INSIDE.values(), ids=INSIDE.keys())
def test_points_inside_are_proved(row):
    claim = member(*row)
    assert isinstance(prove_membership(claim, Facts.of(claim)), Proof)
    assert refute_membership(claim) is None


@pytest.mark.parametrize("row", OUTSIDE.values(), ids=OUTSIDE.keys())
def test_points_outside_are_refuted(row):
    claim = member(*row)
    assert prove_membership(claim, Facts.of(claim)) is None
    found = refute_membership(claim)
    point = {symbol: sympify(dict(found.witness)[symbol.name], {}) for symbol in claim.lhs.free_symbols}
    assert claim.lhs.subs(point) not in row[1]


@pytest.mark.parametrize("domain", [REAL, POSITIVE, NONNEGATIVE, UNIT_INTERVAL, interval(0, 7)], ids=lambda d: d.name)
def test_intervals(domain):
    claim = Claim(DomainOf(variable(domain)), Relation.IS, INTERVAL, {variable(domain): domain})
    assert isinstance(prove_interval(claim, Facts.of(claim)), Proof)


@pytest.mark.parametrize("domain", [NONZERO, INTEGER, NATURAL], ids=lambda d: d.name)
def test_domains_that_are_none(domain):
    claim = Claim(DomainOf(variable(domain)), Relation.IS, INTERVAL, {variable(domain): domain})
    evidence = prove_interval(claim, Facts.of(claim))
    assert isinstance(evidence, Disproof)
    assert evidence.reason.startswith(domain.name)


def test_other_relations_are_not_ours():
    claim = Claim(p, Relation.EQUAL, p, {p: POSITIVE})
    facts = Facts.of(claim)
    assert prove_membership(claim, facts) is None
    assert prove_interval(claim, facts) is None
    assert prove_optimum(claim, facts) is None
    assert refute_membership(claim) is None
    assert refute_optimum(claim) is None


def test_a_condition_between_parameters_is_used():
    t = variable(REAL)
    claim = Claim(-a, MINIMISES, Objective(a * t**2 + 2 * a**2 * t, t), {a: REAL, t: REAL}, (Gt(a, 0),))
    assert isinstance(prove_optimum(claim, Facts.of(claim)), Proof)
    without = replace(claim, conditions=())
    assert prove_optimum(without, Facts.of(without)) is None
    assert dict(refute_optimum(without).witness)["a"] in {"0", "-1"}
