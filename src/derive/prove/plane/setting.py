"""What is known where a claim about complex numbers holds: complex symbols by their parts, and real facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from sympy import (
    Abs,
    Add,
    Expr,
    Ge,
    Gt,
    I,
    Le,
    Lt,
    Mul,
    Ne,
    NumberSymbol,
    Pow,
    Rational,
    Symbol,
    conjugate,
    expand,
    im,
    re,
)
from sympy.core.relational import Relational

from derive.claim import Claim
from derive.domains import REAL, Domain, open_interval
from derive.prove.facts import Facts
from derive.prove.sign import Sign
from derive.tree import rewritten

Parts = Mapping[Symbol, tuple[Symbol, Symbol]]


@dataclass(frozen=True, eq=False)
class Setting:
    """Real facts about real symbols and about the parts of complex ones.

    >>> from derive.calculation import Relation
    >>> from derive.domains import COMPLEX
    >>> z = COMPLEX.symbol("z")
    >>> here = Setting.of(Claim(z, Relation.EQUAL, z, {z: COMPLEX}, conditions=(re(z) > 0,)))
    >>> x, y = here.parts[z]
    >>> here.facts.possible_signs(x), here.facts.possible_signs(y)
    (<Sign.POSITIVE: 4>, <Sign.ANY: 7>)
    """

    facts: Facts
    parts: Parts
    whole: frozenset[Symbol]

    @classmethod
    def of(cls, claim: Claim) -> Setting:
        """What domains and hypotheses say."""
        parts = {s: _parts_of(s) for s, domain in claim.domains.items() if not domain.is_real}
        domains: dict[Symbol, Domain] = {s: domain for s, domain in claim.domains.items() if domain.is_real}
        domains |= {part: REAL for pair in parts.values() for part in pair}
        stated = [real for hypothesis in claim.hypotheses for real in _in_real_parts(hypothesis, parts)]
        intervals = _intervals(domains, stated)
        domains |= intervals
        stated = [hypothesis for hypothesis in stated if not _is_told_by(intervals, hypothesis)]
        whole = frozenset(s for s, domain in claim.domains.items() if domain.is_real and domain.is_discrete)
        return cls(Facts.about(domains, stated, ()), parts, whole)

    def assuming(self, *hypotheses: Relational) -> Setting:
        """The same with more hypotheses about real quantities."""
        return replace(self, facts=self.facts.assuming(*hypotheses))

    @cached_property
    def values(self) -> dict[Symbol, Expr]:
        """What symbols stand for, by equations among the hypotheses."""
        solved = dict(self.facts.solved)
        for symbol, (x, y) in self.parts.items():
            if x in solved or y in solved:
                solved[symbol] = solved.get(x, x) + I * solved.get(y, y)
        return solved

    def possible_signs(self, quantity: Expr) -> Sign:
        """The signs that a real quantity can have."""
        return self.facts.possible_signs(quantity)


def _intervals(domains: Mapping[Symbol, Domain], stated: Iterable[Relational]) -> dict[Symbol, Domain]:
    """Real variables that hypotheses keep strictly between two rational numbers, with the interval as their domain."""
    lower: dict[Symbol, Rational] = {}
    upper: dict[Symbol, Rational] = {}
    for hypothesis in stated:
        bound = _bound(hypothesis)
        if bound is not None and isinstance(hypothesis, Gt | Lt):
            symbol, value, is_upper = bound
            best, choose = (upper, min) if is_upper else (lower, max)
            best[symbol] = choose(best.get(symbol, value), value)
    return {
        s: open_interval(lower[s], upper[s])
        for s in lower.keys() & upper.keys()
        if s in domains and domains[s].whole == REAL.whole and lower[s] < upper[s]
    }


def _bound(hypothesis: Relational) -> tuple[Symbol, Rational, bool] | None:
    """A variable, a rational bound, and whether it is an upper one."""
    if not isinstance(hypothesis, Gt | Ge | Lt | Le):
        return None
    small, large = (hypothesis.lhs, hypothesis.rhs)
    if isinstance(hypothesis, Gt | Ge):
        small, large = large, small
    if isinstance(small, Symbol) and large.is_Rational:
        return small, large, True
    if isinstance(large, Symbol) and small.is_Rational:
        return large, small, False
    if isinstance(-small, Symbol) and large.is_Rational:
        return -small, -large, False
    return None


def _is_told_by(intervals: Mapping[Symbol, Domain], hypothesis: Relational) -> bool:
    """Whether an interval says all that the hypothesis does."""
    bound = _bound(hypothesis)
    if bound is not None and bound[0] in intervals and isinstance(hypothesis, Gt | Lt):
        return True
    base = hypothesis.lhs.base if isinstance(hypothesis, Lt) and isinstance(hypothesis.lhs, Pow) else None
    if base not in intervals or hypothesis.lhs.exp != 2 or not hypothesis.rhs.is_Rational:
        return False
    whole = intervals[base].whole
    return bool(whole.start**2 <= hypothesis.rhs and whole.end**2 <= hypothesis.rhs)


def _parts_of(symbol: Symbol) -> tuple[Symbol, Symbol]:
    return REAL.symbol(f"re({symbol})"), REAL.symbol(f"im({symbol})")


def _in_real_parts(hypothesis: Any, parts: Parts) -> Iterable[Relational]:
    """Relations between real quantities that follow from the hypothesis; none where it is not understood."""
    if isinstance(hypothesis, Ne):
        difference = real_parts(hypothesis.lhs - hypothesis.rhs, parts)
        if difference is None:
            return
        x, y = difference
        yield Ne(x, 0, evaluate=False) if y == 0 else Gt(expand(x**2 + y**2), 0, evaluate=False)
        if y == 0 or x == 0:
            yield Ne(x if y == 0 else y, 0, evaluate=False)
    elif isinstance(hypothesis, Lt | Le | Gt | Ge):
        yield from _order(hypothesis, parts)


def _order(hypothesis: Relational, parts: Parts) -> Iterable[Relational]:
    small, large = (hypothesis.lhs, hypothesis.rhs)
    if isinstance(hypothesis, Gt | Ge):
        small, large = large, small
    relation = Lt if isinstance(hypothesis, Lt | Gt) else Le
    if isinstance(small, Abs) and large.is_number and large.is_nonnegative:
        inside = real_parts(small.args[0], parts)
        if inside is not None:
            x, y = inside
            yield relation(expand(x**2 + y**2), large**2, evaluate=False)
            for part in (x, -x, y, -y):
                if part != 0:
                    yield relation(part, large, evaluate=False)
        return
    both = [real_parts(side, parts) for side in (small, large)]
    if all(found is not None and found[1] == 0 for found in both):
        yield relation(both[0][0], both[1][0], evaluate=False)  # type: ignore[index]


def real_parts(expression: Any, parts: Parts) -> tuple[Expr, Expr] | None:
    """Real and imaginary part of a polynomial in symbols, conjugates, and real and imaginary parts."""
    values: dict[Any, Any] = {symbol: x + I * y for symbol, (x, y) in parts.items()}
    inner = rewritten(expression, values)
    polynomial = _polynomial(inner)
    if polynomial is None:
        return None
    expanded = expand(polynomial)
    imaginary = expanded.coeff(I, 1)
    real = expanded.coeff(I, 0)
    return (real, imaginary) if expand(real + I * imaginary - expanded) == 0 else None


def _polynomial(node: Any) -> Any:
    """The expression with re, im and conjugate worked out; None where it is no polynomial."""
    if node is I or node.is_Rational or (isinstance(node, Symbol) and node.is_real):
        return node
    if isinstance(node, Add | Mul):
        inner = [_polynomial(a) for a in node.args]
        return None if None in inner else node.func(*inner)
    if isinstance(node, Pow) and node.exp.is_Integer and node.exp >= 0:
        base = _polynomial(node.base)
        return None if base is None else base**node.exp
    if isinstance(node, re | im | conjugate):
        value = _polynomial(node.args[0])
        if value is None:
            return None
        value = expand(value)
        real, imaginary = value.coeff(I, 0), value.coeff(I, 1)
        return {re: real, im: imaginary, conjugate: real - I * imaginary}[type(node)]
    is_root = isinstance(node, Pow) and node.base.is_Rational and node.base > 0 and node.exp.is_Rational
    return node if isinstance(node, NumberSymbol) or is_root else None
