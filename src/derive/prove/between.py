"""The sign of a curve between two ends, which may be infinite or depend on parameters."""

from __future__ import annotations

from sympy import Abs, Expr, Gt, Integer, Interval, Lt, Max, Min, Symbol

from derive.calculation import Relation
from derive.claim import Claim
from derive.domains import NONNEGATIVE, POSITIVE, REAL, Domain, domain_on
from derive.prove.cases import prove_cases
from derive.prove.convexity import is_convex
from derive.prove.extrema import prove_by_extremum
from derive.prove.facts import Facts
from derive.prove.inequalities import prove_inequality
from derive.prove.throughout import SMOOTH, bare_facts, has_value, is_defined
from derive.tree import rewritten

WAYS = (prove_inequality, prove_cases, prove_by_extremum)


def is_nonnegative_between(f: Expr, x: Symbol, a: Expr, b: Expr) -> bool:
    """Whether f has a value and is nowhere negative for a < x < b: by inequalities, or concave with such ends.

    >>> from sympy import sqrt
    >>> from sympy.abc import x
    >>> is_nonnegative_between(sqrt(x) - x**2, x, Integer(0), Integer(1))
    True
    >>> is_nonnegative_between(sqrt(x) - 2*x**2, x, Integer(0), Integer(1))
    False
    """
    claim = _claim(f, x, a, b)
    facts = bare_facts(claim)
    if not has_value(f, x, facts):
        return False
    if any(way(claim, facts) is not None for way in WAYS):
        return True
    if not (is_continuous(f, x) and is_convex(f, (x,), facts, -1)):
        return False
    known = Facts({s: d for s, d in claim.domains.items() if s != x})
    ends = (claim.relating(rewritten(f, {x: end}), Relation.AT_LEAST, Integer(0)) for end in (a, b))
    return all(_is_nonnegative_at_end(end, known) for end in ends)


def _is_nonnegative_at_end(claim: Claim, known: Facts) -> bool:
    """Whether the value at an end is there, and not negative."""
    return bool(claim.lhs.is_finite) and is_defined(claim.lhs, known) and prove_inequality(claim, known) is not None


def is_continuous(f: Expr, x: Symbol) -> bool:
    """Whether the variable passes through functions only that are continuous wherever they have a value."""
    if x not in f.free_symbols or f == x:
        return True
    return f.func in SMOOTH | {Abs, Max, Min} and all(is_continuous(part, x) for part in f.args)


def _claim(f: Expr, x: Symbol, a: Expr, b: Expr) -> Claim:
    symbols = f.free_symbols | a.free_symbols | b.free_symbols | {x}
    domains: dict[Symbol, Domain] = {
        s: POSITIVE if s.is_positive else NONNEGATIVE if s.is_nonnegative else REAL for s in symbols
    }
    bounds = [Gt(x, a, evaluate=False)] if a.is_finite is not False else []
    bounds += [Lt(x, b, evaluate=False)] if b.is_finite is not False else []
    if a.is_Rational and b.is_Rational:
        domains[x], bounds = domain_on(Interval.open(a, b), "between the ends"), []
    return Claim(f, Relation.AT_LEAST, Integer(0), domains, conditions=tuple(bounds))
