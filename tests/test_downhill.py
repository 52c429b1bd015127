"""What random points miss: narrow strips, small parts of a domain, points of equality."""

import pytest
from sympy import Abs, Eq, Ne, Rational, cos, exp, log, pi, sqrt, symbols

from derive.calculation import Relation
from derive.claim import Claim
from derive.domains import NATURAL, NONNEGATIVE, NONZERO, POSITIVE, REAL, UNIT_INTERVAL, interval
from derive.engine import NOTHING, decide
from derive.evidence import Verdict
from derive.numeric.points import sample, satisfies
from derive.prove.normal_form import is_zero
from derive.refute.downhill import refute_harder
from derive.screening import screen

x, y, z = symbols("x y z", real=True)
p, q = symbols("p q", positive=True)
r, s = symbols("r s", nonnegative=True)
d, e = symbols("d e", positive=True)
u = symbols("u", real=True, nonzero=True)
n = symbols("n", integer=True, nonnegative=True)
BELOW_1 = interval(0, Rational(9, 10))
DOMAINS = {
    **dict.fromkeys((x, y, z), REAL), **dict.fromkeys((p, q), POSITIVE), **dict.fromkeys((r, s), NONNEGATIVE),
    d: UNIT_INTERVAL, e: BELOW_1, u: NONZERO, n: NATURAL,
}  # fmt: skip
RELATIONS = {relation.value: relation for relation in Relation}


def claim(lhs, relation, rhs, *where):
    used = set().union(*(getattr(part, "free_symbols", set()) for part in (lhs, rhs, *where)))
    domains = {variable: domain for variable, domain in DOMAINS.items() if variable in used}
    return Claim(lhs, RELATIONS[relation], lhs * 0 + rhs, domains, conditions=where)


def refuted(speaks):
    return refute_harder(speaks, sample(speaks, 64), lambda number: is_zero(number, NOTHING))


FALSE = {
    "a square above its root, only above 1": (Abs(x - y), "<=", (x - z) ** 2, Abs(x - y) <= Abs(x - z), Ne(x, z)),
    "a parabola below 0 in a strip": (z - p, "<", x**2 - x + z - p + y, y > 0),
    "a corner between a hypothesis and an end": (1 / p, "<=", 1 / e, 2 * pi * p * (Rational(9, 10) - e) > 1),
    "a root in place of its square": (p * (s - r), "<=", sqrt(x) - y, q < p, q * r + x <= q * s + y, p * s + y <= p * r + x),
    "a valley away from all simple points": ((x - 3) ** 2 + (y - x) ** 2, ">=", Rational(1, 10**5)),
    "a whole number far out": ((n - 37) ** 2, ">", 0),
    "a hypothesis that is an equation": (x**2 + y**2, ">", Rational(1, 2), Eq(x + y, 1)),
    "equal at a solution in one variable": (-2 * u**2 * p, "!=", -1),
    "equal where an exponential is 1": (u * p**2 * exp(u * x), "!=", -1),
    "equal on a line": (x + 2 * y, "!=", 3),
}  # fmt: skip

TRUE = {
    "a square is nowhere negative": ((x - y) ** 2, ">=", 0),
    "exp above its tangent": (exp(x), ">=", 1 + x),
    "geometric and arithmetic mean": (sqrt(p * q), "<=", (p + q) / 2),
    "a valley that ends above 0": (x**2 + 2 * x * y + 2 * y**2 + 1, ">", 0),
    "a logarithm of a sum": (log(1 + p), "<", p),
    "no root of a sum of squares": (x**2 + y**2 + 1, "!=", 0),
    "a cosine and a parabola": (cos(x), ">=", 1 - x**2 / 2),
    "a hypothesis reached": (x, "<=", y, x <= y),
}


@pytest.mark.parametrize("case", FALSE, ids=list(FALSE))
def test_false_claims_are_refuted_at_a_point_of_the_domain(case):
    speaks = claim(*FALSE[case])
    found = refuted(speaks)
    assert found is not None
    witness = {variable: found_value(found, variable) for variable in speaks.domains}
    assert satisfies(speaks, witness)


def found_value(found, variable):
    from sympy import sympify

    return sympify(dict(found.witness)[variable.name])


@pytest.mark.parametrize("case", TRUE, ids=list(TRUE))
def test_true_claims_are_not_refuted(case):
    assert refuted(claim(*TRUE[case])) is None


def test_the_engine_looks_harder_before_it_gives_up():
    lhs, relation, rhs, *where = FALSE["a parabola below 0 in a strip"]
    speaks = claim(lhs, relation, rhs, *where)
    assert decide(speaks, screen([speaks])[0]).verdict is Verdict.REFUTED
