"""What a step must look like to be one of a named rule.

Whether it holds is not decided here: the hypotheses (convexity, normalisation, domination) are what the
provers check.  Sources: Casella and Berger, Statistical Inference (2002); Cover and Thomas, Elements of
Information Theory (2006).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sympy import Abs, Add, Derivative, Expr, Function, Limit, Max, Mul, Pow, log

from derive.calculation import Relation
from derive.claim import Claim
from derive.errors import AuthoringError
from derive.prove.measures.expansion import expanded
from derive.prove.measures.pieces import holds_integral
from derive.terms.densities import BaseIntegral, DensityValue
from derive.terms.divergences import KL
from derive.terms.expectation import Expectation, Variance
from derive.terms.sampling import Pushforward

INEQUALITIES = frozenset({Relation.AT_MOST, Relation.AT_LEAST, Relation.BELOW, Relation.ABOVE})
EQUALITY = frozenset({Relation.EQUAL})
LIMIT = frozenset({Relation.TENDS_TO})


@dataclass(frozen=True)
class Form:
    """The relations between the sides of such a step, what they must hold, in words and as a test."""

    relations: frozenset[Relation]
    words: str
    matches: Callable[[Claim], bool]


def check_form(name: str, claim: Claim, line: int) -> None:
    """Raise `AuthoringError` if a claim cannot be a step by the rule."""
    form = FORMS[name]
    if claim.relation not in form.relations or not form.matches(claim):
        shown = f"{claim.lhs} {claim.relation.value} {claim.rhs}"
        raise AuthoringError(
            f"{name} does not fit the step {shown}: it takes {form.words}. Name another rule, or say it in prose",
            line=line,
        )


def _sides(claim: Claim) -> tuple[Any, Any]:
    return claim.lhs, claim.rhs


def _integrals(side: Any) -> list[Any]:
    """The outermost integrals of a side."""
    found: list[Any] = []

    def visit(node: Any) -> None:
        if isinstance(node, Expectation | BaseIntegral):
            found.append(node)
        else:
            for argument in getattr(node, "args", ()):
                visit(argument)

    visit(expanded(side))
    return found


def _both(claim: Claim) -> bool:
    return all(holds_integral(expanded(side)) for side in _sides(claim))


def _any(claim: Claim) -> bool:
    return any(holds_integral(expanded(side)) for side in _sides(claim))


def _nonlinear(side: Any) -> Iterator[Any]:
    """Functions and powers of integrals."""
    for node in _subterms(expanded(side)):
        if isinstance(node, Function | Pow | Abs | Max) and any(holds_integral(argument) for argument in node.args):
            yield node


def _subterms(node: Any) -> Iterator[Any]:
    """The parts of a side outside of its integrals."""
    yield node
    if not isinstance(node, Expectation | BaseIntegral):
        for argument in getattr(node, "args", ()):
            yield from _subterms(argument)


def _is_jensen(claim: Claim) -> bool:
    variances = any(side.has(Variance) for side in _sides(claim))
    nested = any(node.has(log) and node.integrand.has(Add) for side in _sides(claim) for node in _integrals(side))
    nonlinear = any(next(_nonlinear(side), None) is not None for side in _sides(claim))
    return _any(claim) and (variances or nested or nonlinear)


def _is_fubini(claim: Claim) -> bool:
    nodes = [node for side in _sides(claim) for node in _integrals(side)]
    return any(holds_integral(node.integrand) or len(node.bound_symbols) > 1 for node in nodes)


def _is_cauchy_schwarz(claim: Claim) -> bool:
    parts = [node for side in _sides(claim) for node in _subterms(expanded(side))]
    squares = any(isinstance(node, Pow) and holds_integral(node.base) for node in parts)
    products = any(isinstance(n, Mul) and sum(map(holds_integral, n.args)) > 1 for n in parts)
    return squares or products or any(side.has(Variance) for side in _sides(claim))


def _is_divergence(claim: Claim) -> bool:
    return any(node.integrand.has(log) for side in _sides(claim) for node in _integrals(side))


def _is_distance(claim: Claim) -> bool:
    return any(node.integrand.has(Abs, Max) for side in _sides(claim) for node in _integrals(side))


def _is_processing(claim: Claim) -> bool:
    laws = [{node.law.over for node in _averages(side)} for side in _sides(claim)]
    return (all(laws) and laws[0] != laws[1]) or all(side.has(KL) for side in _sides(claim))


def _averages(side: Any) -> list[Any]:
    return [node for node in _integrals(side) if hasattr(getattr(node, "law", None), "over")]


def _changes_measure(claim: Claim) -> bool:
    ratio = any(
        isinstance(node, Pow) and node.exp.is_negative and node.base.has(DensityValue)
        for side in _sides(claim) for average in _integrals(side) for node in average.integrand.atoms(Pow)
    )  # fmt: skip
    return _any(claim) and ratio


def _differentiates(claim: Claim) -> bool:
    return any(side.has(Derivative) for side in _sides(claim)) and _any(claim)


def _converges(claim: Claim) -> bool:
    limits = claim.relation in LIMIT or any(side.has(Limit) for side in _sides(claim))
    return _any(claim) and (limits or _differentiates(claim))


def _has_score(claim: Claim) -> bool:
    nodes: list[Expr] = [node for side in _sides(claim) for node in side.atoms(Derivative)]
    return _any(claim) and any(node.has(DensityValue) for node in nodes)


def _is_pushed(claim: Claim) -> bool:
    return any(side.has(Pushforward) for side in _sides(claim))


FORMS = {
    "linearity": Form(EQUALITY, "an equality with expectations on both sides", _both),
    "Fubini": Form(EQUALITY, "an equality with an integral over several variables", _is_fubini),
    "monotonicity": Form(INEQUALITIES, "an inequality with an expectation", _any),
    "Jensen": Form(INEQUALITIES, "an inequality between a function of an expectation and one inside", _is_jensen),
    "Gibbs": Form(INEQUALITIES, "an inequality with the expectation of a logarithm", _is_divergence),
    "log-sum": Form(INEQUALITIES, "an inequality with the expectation of a logarithm", _is_divergence),
    "Pinsker": Form(
        INEQUALITIES, "an inequality between a total variation distance and a divergence",
        lambda claim: _is_divergence(claim) and _is_distance(claim)),
    "Cauchy-Schwarz": Form(INEQUALITIES, "an inequality with the square or product of integrals", _is_cauchy_schwarz),
    "data processing": Form(INEQUALITIES, "an inequality between divergences of laws", _is_processing),
    "change of measure": Form(
        EQUALITY, "an equality with a quotient by a density inside an integral", _changes_measure,
    ),
    "derivative under the integral": Form(
        EQUALITY, "an equality with a derivative and an integral", _differentiates,
    ),
    "dominated convergence": Form(
        EQUALITY | LIMIT, "a limit, or a derivative, of an integral", _converges,
    ),
    "reparametrisation": Form(
        EQUALITY, "an equality with the derivative of an integral, or with a law that is pushed through a map",
        lambda claim: _is_pushed(claim) or _differentiates(claim)),
    "score function": Form(EQUALITY, "an equality with the derivative of a density inside an integral", _has_score),
    "unconscious statistician": Form(EQUALITY, "an equality with a law that is pushed through a map", _is_pushed),
}  # fmt: skip
