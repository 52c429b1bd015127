"""Averages over k draws inside a logarithm, with k a variable of the page.

E log of a mean of k weights grows with k (each mean of k + 1 is the mean of its leave-one-out means, and the
logarithm is concave), is at least E log of a single weight, and at most the log of the mean weight.

Source: Murphy, Probabilistic Machine Learning: Advanced Topics (2023), section 10.5.1.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from sympy import Basic, Dummy, Expr, Integer, Mul, Sum, Symbol, log

from derive.calculation import Relation
from derive.claim import Claim
from derive.evidence import Proof, Trust
from derive.prove.measures.expansion import expanded
from derive.prove.measures.letters import OutOfScope
from derive.prove.measures.normal_form import NormalForm
from derive.terms.distributions import Distribution
from derive.terms.expectation import Expectation, averaged
from derive.terms.sampling import Drawn, Draws
from derive.tree import rewritten

METHOD = "Jensen's inequality for averages of draws"
POINT = Symbol("a_draw", real=True)


@dataclass(frozen=True)
class LogMean:
    """E over k draws of the log of the mean of a weight, which is written as a function of `POINT`."""

    law: Distribution
    count: Expr
    weight: Expr

    def single(self, inside: Callable[[Expr], Expr]) -> Expectation:
        """E over one draw of a function of the weight."""
        (variable,) = (Dummy("z", real=True),)
        return averaged(self.law, inside(rewritten(self.weight, {POINT: variable})), (variable,))


def prove_averages(claim: Claim, prove: Callable[[Claim], Proof | None]) -> Proof | None:
    """An inequality for the log of a mean of k weights; `prove` shows what is left without it."""
    if claim.relation not in (Relation.AT_MOST, Relation.AT_LEAST):
        return None
    lesser, greater = expanded(claim.lhs), expanded(claim.rhs)
    if claim.relation is Relation.AT_LEAST:
        lesser, greater = greater, lesser
    below, above = log_mean(lesser), log_mean(greater)
    if below is not None and above is not None:
        is_longer = (above.count - below.count).is_nonnegative
        same = (below.law, below.weight) == (above.law, above.weight)
        return Proof(method=METHOD, trusts=Trust.RULE) if same and is_longer else None
    if below is None and above is None:
        return None
    if above is not None:
        single = above.single(log)
        rest = claim.relating(lesser, Relation.AT_MOST, single)
    elif below is not None:
        single = below.single(lambda weight: weight)
        rest = claim.relating(log(single), Relation.AT_MOST, greater)
    found = prove(rest)
    if found is None:
        return None
    needed = _needed(claim, single, lesser)
    return replace(found, method=f"{METHOD}, {found.method}", conditions=(*found.conditions, *needed))


def _needed(claim: Claim, single: Expectation, lesser: Expr) -> tuple[str, ...]:
    """The condition that an expectation exists, unless it is the lesser side or follows by normalisation."""
    form = NormalForm(claim)
    try:
        form.value(single)
        exists = not form.conditions or form.letters.is_zero(form.letters.spelled(form.value(single - lesser)))
    except OutOfScope:
        exists = False
    return () if exists else (f"{single} is finite",)


def log_mean(expression: Basic) -> LogMean | None:
    """The expression as the expectation of the log of a mean over draws."""
    if not isinstance(expression, Expectation) or not isinstance(expression.law, Draws):
        return None
    if not isinstance(expression.integrand, log):
        return None
    law, inside = expression.law, expression.integrand.args[0]
    sums = [factor for factor in Mul.make_args(inside) if isinstance(factor, Sum)]
    if len(sums) != 1 or inside / sums[0] * law.count != 1:
        return None
    weight = summand(sums[0], expression.variable, law.count)
    return LogMean(law.law, law.count, weight) if weight is not None else None


def summand(series: Sum, variable: Dummy, count: Expr) -> Expr | None:
    """g, as a function of `POINT`, where the sum is that of g(z_i) over all draws."""
    ((index, first, last),) = series.limits if len(series.limits) == 1 else ((None, None, None),)
    if first != Integer(1) or last != count:
        return None
    found = rewritten(series.function, {Drawn(variable, index): POINT})
    return found if not found.has(index, variable) else None
