"""Signs of random polynomials and rational functions against an SMT solver, which shares no code with us.

A proof of an inequality that the solver refutes is a soundness bug.  Whatever one of the two leaves open says
nothing.  The solver comes with the `fuzz` extra.
"""

from __future__ import annotations

from random import Random

import pytest
from sympy import Add, Expr, Integer, Mul, Symbol

from derive.calculation import Relation
from derive.claim import Claim
from derive.domains import NEGATIVE, NONNEGATIVE, POSITIVE, REAL, UNIT_INTERVAL, Domain
from derive.prove import prove

pytestmark = pytest.mark.slow

CASES, SOLVER_MILLISECONDS = 1500, 300
DOMAINS = (REAL, POSITIVE, NONNEGATIVE, NEGATIVE, UNIT_INTERVAL)
RELATIONS = (Relation.AT_LEAST, Relation.ABOVE, Relation.AT_MOST, Relation.BELOW, Relation.DIFFERS)


def random_claim(rng: Random) -> Claim:
    """A polynomial in one or two variables against 0; squares make a fair share of them true."""
    domains = {}
    for name in ("x", "y")[: rng.randint(1, 2)]:
        domain = rng.choice(DOMAINS)
        domains[domain.symbol(name)] = domain
    symbols = list(domains)
    polynomial = Add(*(rng.randint(1, 3) * _form(symbols, rng) ** 2 for _ in range(rng.randint(0, 3))), _form(symbols, rng))
    polynomial = polynomial + _monomial(symbols, rng) * rng.randint(-1, 2)
    return Claim(polynomial.expand() if rng.random() < 0.7 else polynomial, rng.choice(RELATIONS), Integer(0), domains)


def _form(symbols: list[Symbol], rng: Random) -> Expr:
    return Add(*(rng.randint(-3, 3) * s ** rng.randint(1, 2) for s in symbols), rng.randint(-2, 2))


def _monomial(symbols: list[Symbol], rng: Random) -> Expr:
    return Mul(*(s ** rng.randint(0, 3) for s in symbols))


def is_refuted_by_solver(claim: Claim) -> bool:
    """Whether the solver finds a point of the domains at which the claim fails."""
    z3 = pytest.importorskip("z3")
    variables = {symbol: z3.Real(symbol.name) for symbol in claim.domains}
    solver = z3.Solver()
    solver.set("timeout", SOLVER_MILLISECONDS)
    for symbol, domain in claim.domains.items():
        solver.add(*_membership(z3, variables[symbol], domain))
    value = _translated(z3, claim.lhs, variables)
    solver.add(z3.Not({"=": value == 0, "<": value < 0, "<=": value <= 0, ">": value > 0, ">=": value >= 0, "!=": value != 0}[claim.relation.value]))
    return solver.check() == z3.sat


def _membership(z3, variable, domain: Domain):
    return {
        "Real": [], "Positive": [variable > 0], "Nonnegative": [variable >= 0], "Negative": [variable < 0],
        "UnitInterval": [variable > 0, variable < 1],
    }[domain.name]  # fmt: skip


def _translated(z3, expression: Expr, variables):
    if expression.is_Symbol:
        return variables[expression]
    if expression.is_Integer:
        return z3.RealVal(int(expression))
    parts = [_translated(z3, part, variables) for part in expression.args]
    if expression.is_Add:
        return z3.Sum(parts)
    if expression.is_Mul:
        return z3.Product(parts)
    return z3.Product([parts[0]] * int(expression.exp))


@pytest.mark.parametrize("seed", range(4))
def test_no_inequality_that_a_solver_refutes_is_proved(seed):
    pytest.importorskip("z3")
    rng, proved = Random(seed), 0
    for _ in range(CASES // 4):
        claim = random_claim(rng)
        if prove(claim) is None:
            continue
        proved += 1
        assert not is_refuted_by_solver(claim), f"{claim.lhs} {claim.relation} 0 over {claim.domains}"
    assert proved > CASES // 40
