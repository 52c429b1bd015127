"""Real identities between arcs and logarithms: a difference that is continuous and takes only separate values.

If exp(k I d) = 1 identically, then d lies in (2 pi/k) Z; if d is moreover continuous on a connected set,
it is constant there, and a ball at one point tells which value it is.  If exp(d) = 1 and d is real, d = 0.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from flint import acb, arb, ctx
from sympy import (
    Abs,
    Add,
    Expr,
    Ge,
    Gt,
    I,
    Integer,
    Le,
    Lt,
    Mul,
    NumberSymbol,
    Poly,
    PolynomialError,
    Pow,
    Rational,
    Symbol,
    acos,
    acosh,
    asin,
    asinh,
    atan,
    atanh,
    cos,
    cosh,
    exp,
    log,
    sin,
    sinh,
    tanh,
)  # fmt: skip

from derive.claim import Claim
from derive.numeric.principal.balls import evaluate
from derive.numeric.undefined import Undefined
from derive.prove.plane.setting import Setting
from derive.prove.sign import Sign

MULTIPLES = (2, 4)
MOST_TRIES = 60
EVERYWHERE = (exp, sin, cos, sinh, cosh, tanh, atan, asinh, Abs)
NEEDED: dict[type, Callable[[Any], tuple[tuple[Any, Sign], ...]]] = {
    log: lambda u: ((u, Sign.POSITIVE),),
    asin: lambda u: ((1 - u, Sign.NONNEGATIVE), (1 + u, Sign.NONNEGATIVE)),
    acos: lambda u: ((1 - u, Sign.NONNEGATIVE), (1 + u, Sign.NONNEGATIVE)),
    atanh: lambda u: ((1 - u, Sign.POSITIVE), (1 + u, Sign.POSITIVE)),
    acosh: lambda u: ((u - 1, Sign.NONNEGATIVE),),
}
"""Where functions of a real number are real and continuous, if not everywhere."""


def agree_by_continuity(claim: Claim, setting: Setting, hold: Callable[[Expr, Expr], bool]) -> bool:
    """Whether real sides agree, where `hold` decides whether an equation holds everywhere.

    >>> from sympy import pi
    >>> from derive.calculation import Relation
    >>> from derive.domains import REAL
    >>> x = REAL.symbol("x")
    >>> by_exponentials = lambda lhs, rhs: lhs.has(I)  # the exponentials of the arcs agree, not those of the values
    >>> claim = Claim(2*atan(exp(x)) - pi/2, Relation.EQUAL, atan(sinh(x)), {x: REAL})
    >>> agree_by_continuity(claim, Setting.of(claim), by_exponentials)
    True
    >>> claim = Claim(2*atan(exp(x)), Relation.EQUAL, atan(sinh(x)), {x: REAL})
    >>> agree_by_continuity(claim, Setting.of(claim), by_exponentials)
    False
    """
    sides = (claim.lhs, claim.rhs)
    if not any(side.has(*NEEDED, atan, asinh) for side in sides):
        return False
    if not all(is_continuous(side, setting) for side in sides):
        return False
    gap = Add(claim.lhs, Mul(-1, claim.rhs, evaluate=False), evaluate=False)
    if hold(exp(gap, evaluate=False), Integer(1)):
        return True
    if not _is_connected(claim):
        return False
    value = _value_somewhere(gap, claim)
    if value is None:
        return False
    return any(
        _is_below(value, multiple) and hold(exp(Mul(multiple, I, gap, evaluate=False), evaluate=False), Integer(1))
        for multiple in MULTIPLES
    )


def is_continuous(node: Any, setting: Setting) -> bool:
    """Whether an expression is certainly real and continuous at all points of the setting."""
    match node:
        case Rational() | NumberSymbol():
            return True
        case Symbol():
            return node in setting.facts.domains
        case Add() | Mul():
            return all(is_continuous(part, setting) for part in node.args)
        case Pow(base=base, exp=Rational()):
            return is_continuous(base, setting) and _has_power(base, node.exp, setting)
    if type(node) in EVERYWHERE:
        return is_continuous(node.args[0], setting)
    if type(node) in NEEDED and len(node.args) == 1 and is_continuous(node.args[0], setting):
        u = node.args[0]
        return all(_is(quantity, sign, setting) for quantity, sign in NEEDED[type(node)](u)) or (
            isinstance(node, asin | acos | atanh) and _is(1 - u**2, Sign.POSITIVE, setting)
        )
    return False


def _has_power(base: Any, exponent: Rational, setting: Setting) -> bool:
    if exponent.is_Integer:
        return bool(exponent >= 0) or _is(base, Sign.NONZERO, setting)
    return _is(base, Sign.NONNEGATIVE if exponent > 0 else Sign.POSITIVE, setting)


def _is(quantity: Any, wanted: Sign, setting: Setting) -> bool:
    return setting.facts.imply(quantity, wanted)


def _is_connected(claim: Claim) -> bool:
    """Whether the points form a convex set: intervals, and linear inequalities between their variables."""
    if not all(domain.is_real and domain.is_interval for domain in claim.domains.values()):
        return False
    return all(_is_half_space(hypothesis, claim) for hypothesis in claim.hypotheses)


def _is_half_space(hypothesis: Any, claim: Claim) -> bool:
    if not isinstance(hypothesis, Gt | Ge | Lt | Le):
        return False
    if isinstance(hypothesis.lhs, Abs) and hypothesis.lhs.args[0].is_Symbol and isinstance(hypothesis, Lt | Le):
        return bool(hypothesis.rhs.is_Rational)
    try:
        return bool(Poly(hypothesis.lhs - hypothesis.rhs, *claim.domains).total_degree() <= 1)
    except PolynomialError:
        return False


def _value_somewhere(gap: Expr, claim: Claim) -> acb | None:
    """A ball around the difference at some admissible point."""
    rng = Random(0)
    for _ in range(MOST_TRIES):
        point = {symbol: domain.sample(rng) for symbol, domain in claim.domains.items()}
        if not all(hypothesis.subs(point) == True for hypothesis in claim.hypotheses):  # noqa: E712
            continue
        value = evaluate(gap, point, 128)
        if value is not None and not isinstance(value, Undefined):
            return acb(value)
    return None


def _is_below(value: acb, multiple: int) -> bool:
    """Whether a value in (2 pi/multiple) Z is certainly 0."""
    with ctx.workprec(64):
        return bool(value.abs_upper() < arb.pi() / multiple)
