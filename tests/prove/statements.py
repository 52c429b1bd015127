"""Claims for the tables: variables of each domain, and a claim about those that occur."""

from sympy import sympify

from derive.calculation import Relation
from derive.claim import Claim
from derive.domains import (
    INTEGER,
    NATURAL,
    NEGATIVE,
    NONNEGATIVE,
    NONZERO,
    POSITIVE,
    REAL,
    UNIT_INTERVAL,
    interval,
)  # fmt: skip
from derive.prove.facts import Facts

x, y, z, h, g = (REAL.symbol(name) for name in "xyzhg")
theta, theta_0, mu = (REAL.symbol(name) for name in ("theta", "theta_0", "mu"))
p, q, M, sigma, epsilon = (POSITIVE.symbol(name) for name in ("p", "q", "M", "sigma", "epsilon"))
d, e = UNIT_INTERVAL.symbol("d"), UNIT_INTERVAL.symbol("e")
a = NONNEGATIVE.symbol("a")
b = NEGATIVE.symbol("b")
v = NONZERO.symbol("v")
n, m = NATURAL.symbol("n"), INTEGER.symbol("m")
ANGLE = interval(-1, 2)
c = ANGLE.symbol("c")

DOMAINS = (
    dict.fromkeys((x, y, z, h, g, theta, theta_0, mu), REAL)
    | dict.fromkeys((p, q, M, sigma, epsilon), POSITIVE)
    | dict.fromkeys((d, e), UNIT_INTERVAL)
    | {a: NONNEGATIVE, b: NEGATIVE, v: NONZERO, n: NATURAL, m: INTEGER, c: ANGLE}
)

RELATIONS = {relation.value: relation for relation in Relation}


def claim(lhs, relation, rhs, *hypotheses):
    """A claim about the variables that occur in it."""
    lhs, rhs = sympify(lhs), sympify(rhs)
    used = set().union(*(part.free_symbols for part in (lhs, rhs, *hypotheses)))
    domains = {symbol: domain for symbol, domain in DOMAINS.items() if symbol in used}
    return Claim(lhs, RELATIONS[relation], rhs, domains, tuple(hypotheses))


def facts_of(*sides_and_hypotheses, sides=()):
    """The facts about some hypotheses, and of sides that have values."""
    used = set().union(*(part.free_symbols for part in (*sides_and_hypotheses, *sides)))
    domains = {symbol: domain for symbol, domain in DOMAINS.items() if symbol in used}
    hypotheses = [part for part in sides_and_hypotheses if part.is_Relational]
    return Facts.about(domains, hypotheses, sides)


def proved_by(prover, *row):
    """The proof that one prover finds, or None."""
    statement = claim(*row)
    return prover(statement, Facts.of(statement))
