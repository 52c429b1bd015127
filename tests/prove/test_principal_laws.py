"""What is proved holds: random expressions, rewritten by laws that hold on some branches only.

A proved pair is compared in ball arithmetic at random exact points; two finite balls that do not overlap refute it.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from flint import acb, fmpq
from sympy import (
    Add,
    Expr,
    I,
    Integer,
    Mul,
    Pow,
    Rational,
    acos,
    acosh,
    acot,
    acoth,
    asin,
    asinh,
    atan,
    atanh,
    cos,
    cosh,
    exp,
    log,
    pi,
    sin,
    sinh,
    tan,
    tanh,
)  # fmt: skip

from derive.domains import COMPLEX, INTEGER, REAL
from derive.numeric.principal.balls import evaluate
from derive.prove.principal.decision import decide

from .principal_tables import DOMAINS, Row, facts_of, n, p, row, s, w, x, y, z

HALF = Rational(1, 2)
LEAVES = (z, z, w, x, y, p, s, Integer(2), Integer(-1), I, HALF)
FUNCTIONS = (exp, log, sin, cos, tan, sinh, cosh, tanh, asin, acos, atan, acot, asinh, acosh, atanh, acoth)
PARTICULAR = (Integer(0), Integer(1), Integer(-1), Integer(2), I, -I)
EXPONENTS = (HALF, -HALF, Rational(1, 3), Rational(3, 2), Integer(2), Integer(-1), Integer(3), w, x, n, I)
INVERSES = {
    exp: log, log: exp, sin: asin, cos: acos, tan: atan, asin: sin, acos: cos, atan: tan, sinh: asinh, asinh: sinh,
    cosh: acosh, acosh: cosh, tanh: atanh, atanh: tanh,
}  # fmt: skip


def add(*terms: Any) -> Any:
    return Add(*terms, evaluate=False)


def times(*factors: Any) -> Any:
    return Mul(*factors, evaluate=False)


def power(base: Any, exponent: Any) -> Any:
    return Pow(base, exponent, evaluate=False)


def at(head: Any, argument: Any) -> Any:
    return head(argument, evaluate=False)


def random_expression(rng: Random, depth: int) -> Any:
    if depth == 0 or rng.random() < 0.12:
        return rng.choice(LEAVES)
    kind = rng.random()
    first = random_expression(rng, depth - 1)
    if kind < 0.3:
        return at(rng.choice(FUNCTIONS), first)
    if kind < 0.6:
        return power(first, rng.choice(EXPONENTS))
    return (add if kind < 0.78 else times)(first, random_expression(rng, depth - 1))


def distributed(e: Any) -> Any:
    """(a b)**c = a**c b**c, log(a b) = log a + log b, and the like: true on some branches."""
    match e:
        case Pow(args=(Mul(args=factors), exponent)):
            return times(*(power(f, exponent) for f in factors))
        case log(args=(Mul(args=factors),)):
            return add(*(at(log, f) for f in factors))
        case log(args=(Pow(args=(base, exponent)),)):
            return times(exponent, at(log, base))
        case Pow(args=(Pow(args=(base, inner)), outer)):
            return power(base, times(inner, outer))
        case exp(args=(Add(args=terms),)):
            return times(*(at(exp, t) for t in terms))
        case Pow(args=(base, exponent)):
            return at(exp, times(exponent, at(log, base)))
    return e


def inverted(e: Any) -> Any:
    """f(g(u)) = u for inverse functions."""
    inner = e.args[0] if len(e.args) == 1 else None
    if inner is not None and INVERSES.get(type(e)) is type(inner):
        return inner.args[0]
    return e


LAWS: dict[type, Callable[[Any], Any]] = {
    sin: lambda u: times(-I, at(sinh, times(I, u))),
    cos: lambda u: at(cosh, times(I, u)),
    tan: lambda u: times(at(sin, u), power(at(cos, u), Integer(-1))),
    atan: lambda u: at(acot, power(u, Integer(-1))),
    acot: lambda u: at(atan, power(u, Integer(-1))),
    acoth: lambda u: at(atanh, power(u, Integer(-1))),
    asin: lambda u: at(atan, times(u, power(add(1, times(-1, u, u)), -HALF))),
    acos: lambda u: add(pi / 2, times(-1, at(asin, u))),
    acosh: lambda u: at(log, add(u, power(add(times(u, u), -1), HALF))),
    asinh: lambda u: at(log, add(u, power(add(times(u, u), 1), HALF))),
    atanh: lambda u: times(HALF, at(log, times(add(1, u), power(add(1, times(-1, u)), Integer(-1))))),
    exp: lambda u: power(at(exp, times(-1, u)), Integer(-1)),
    log: lambda u: times(-1, at(log, power(u, Integer(-1)))),
}


def by_law(e: Any) -> Any:
    """A function by others: true everywhere for some, on half of the plane for others."""
    return LAWS[type(e)](e.args[0]) if type(e) in LAWS else e


def rewritten(e: Any, rng: Random) -> Any:
    """The expression with some nodes rewritten."""
    if not e.args or isinstance(e, Rational):
        return e
    arguments = [rewritten(argument, rng) for argument in e.args]
    e = e.func(*arguments, evaluate=False)
    return rng.choice((distributed, inverted, by_law))(e) if rng.random() < 0.4 else e


def pair_of(seed: int) -> Row:
    rng = Random(seed)
    expression = random_expression(rng, 3)
    if rng.random() < 0.4:
        outer = rng.choice(list(INVERSES))
        expression = at(INVERSES[outer], at(outer, expression))
    other = rewritten(expression, rng)
    return row(f"seed {seed}", lambda: (expression, other))


def is_proved(statement: Row) -> bool:
    lhs, rhs = statement[1]()
    if lhs == rhs or not isinstance(lhs, Expr) or not isinstance(rhs, Expr):
        return False
    return decide(lhs, rhs, facts_of(statement)) is not None


def random_point(symbols: list[Any], rng: Random) -> dict[Any, Any]:
    """Exact values in the domains: rational or Gaussian rational ones, and whole numbers."""
    point = {}
    for symbol in symbols:
        domain = DOMAINS[symbol]
        value = Rational(rng.randint(1, 40), rng.randint(1, 12))
        if domain is INTEGER:
            value = Integer(rng.randint(-4, 4))
        elif domain in (REAL, COMPLEX):
            value *= rng.choice((-1, 1))
        if domain is COMPLEX and rng.random() < 0.8:
            value += I * rng.choice((-1, 1)) * Rational(rng.randint(1, 40), rng.randint(1, 12))
        if rng.random() < 0.3:
            value = rng.choice([number for number in PARTICULAR if number in domain])
        point[symbol] = value
    return point


def holds(statement: Row, count: int) -> bool:
    """Whether no random point tells the sides apart."""
    lhs, rhs = statement[1]()
    symbols = sorted(lhs.free_symbols | rhs.free_symbols, key=str)
    rng = Random(statement[0])
    for _ in range(count):
        point = random_point(symbols, rng)
        left, right = (evaluate(side, point, 128) for side in (lhs, rhs))
        if not all(isinstance(ball, acb | fmpq) for ball in (left, right)):
            continue
        left, right = acb(left), acb(right)
        if left.is_finite() and right.is_finite() and not left.overlaps(right):
            return False
    return True


def proved_among(seeds: range, count: int) -> int:
    """How many of the random statements are proved; all of them must hold."""
    found = 0
    for seed in seeds:
        statement = pair_of(seed)
        if is_proved(statement):
            assert holds(statement, count), statement[1]()
            found += 1
    return found


def test_what_is_proved_holds() -> None:
    assert proved_among(range(150), 6) > 20


@pytest.mark.slow
def test_what_is_proved_holds_for_many_pairs() -> None:
    assert proved_among(range(1000, 2200), 12) > 200
