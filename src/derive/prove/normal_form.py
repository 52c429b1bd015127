"""Equality by the normal form: both sides in one tower of generators, and a zero test for polynomials."""

from __future__ import annotations

from typing import Any

from sympy import Derivative, Expr, Integer, Subs, default_sort_key

from derive.claim import Claim
from derive.evidence import Proof, Trust
from derive.prove.derivatives import by_rules, outermost
from derive.prove.facts import Facts
from derive.prove.field import Ratio
from derive.prove.identity import FROM_EQUALITY
from derive.prove.ledger import REQUIRED, Obligation
from derive.prove.moments.charts import rules as rules_of
from derive.prove.sign import Sign
from derive.prove.throughout import lies_in
from derive.prove.tower import Tower
from derive.terms.expectation import Defined, Expectation
from derive.tree import rewritten


def is_zero(expression: Any, facts: Facts) -> bool:
    """Whether the expression certainly vanishes wherever it has a value.

    False says nothing.

    >>> from sympy import log, sqrt
    >>> from derive.domains import REAL
    >>> x = REAL.symbol("x")
    >>> is_zero(log(x**2) - 2*log(x), Facts({x: REAL}))
    True
    >>> is_zero(sqrt(x**2) - x, Facts({x: REAL}))
    False
    """
    return are_equal(expression, Integer(0), facts)


def are_equal(lhs: Any, rhs: Any, facts: Facts) -> bool:
    """Whether two expressions certainly agree wherever both have a value."""
    lhs, rhs = resolved(lhs, facts), resolved(rhs, facts)
    return bool(facts.in_tower(lambda tower: _vanishes(tower, tower.read(lhs) - tower.read(rhs), facts)))


def fraction(expression: Expr, facts: Facts) -> tuple[Expr, Expr] | None:
    """Numerator and denominator in lowest terms, as polynomials in exponentials, logarithms, roots.

    None where the tower does not reach.

    >>> from sympy.abc import x
    >>> fraction((x**2 - 1)/(x**2 + x), Facts({}))
    (x - 1, x)
    """
    expression = resolved(expression, facts)

    def taken_apart(tower: Tower) -> tuple[Expr, Expr]:
        ratio = tower.read(expression)
        return tower.expression(ratio.num), tower.expression(ratio.den)

    return facts.in_tower(taken_apart)


def prove_normal_form(claim: Claim, facts: Facts) -> Proof | None:
    """lhs = rhs, and what follows from it, where the residual vanishes in the normal form."""
    if claim.relation not in FROM_EQUALITY or not are_equal(claim.lhs, claim.rhs, facts):
        return None
    rules = sorted(facts.tower.rules | rules_of(claim.lhs, claim.rhs))
    return Proof(method=", ".join(["normal form", *rules]), trusts=Trust.RULE if rules else Trust.EXACT)


def _vanishes(tower: Tower, ratio: Ratio, facts: Facts) -> bool:
    """Whether an element is 0, by itself or by an equation among the hypotheses that could not be solved."""
    return ratio.is_zero or any(_is_multiple(tower, ratio, tower.read(known)) for known in facts.vanishing)


def _is_multiple(tower: Tower, ratio: Ratio, known: Ratio) -> bool:
    """Whether the element vanishes wherever the known one, which is 0, allows."""
    product = tower.unit_polynomial
    for factor, _ in tower.factors(known.num)[1]:
        if Sign.ZERO in tower.sign(factor):
            product = product * factor
    return not product.is_constant() and not divmod(ratio.num, product)[1]


def resolved(expression: Any, facts: Facts) -> Any:
    """The expression with derivatives, substitutions and determinants worked out where their rules hold."""
    values = {}
    for node in dict.fromkeys(outermost(expression)):
        found = by_rules(_closed(node, facts) if isinstance(node, Derivative | Subs) else node)
        if found is not None and all(_holds(kink, facts) for kink in found[1]):
            values[node] = found[0]
    return rewritten(expression, values) if values else expression


def _holds(kink: Obligation, facts: Facts) -> bool:
    return facts.imply(kink.expression, REQUIRED[kink.kind])


def _is_inside(node: Subs, facts: Facts) -> bool:
    """Whether the point that is put in lies in the domains of the variables."""
    pairs = zip(node.variables, node.point, strict=True)
    return all(t in facts.domains and lies_in(value, facts.domains[t], facts) for t, value in pairs)


def _closed(node: Any, facts: Facts) -> Any:
    """A derivative, there or at a point, with expectations in closed form: as functions, so from the domains alone."""
    averages = sorted(node.expr.atoms(Expectation, Defined), key=default_sort_key)
    if not averages or (isinstance(node, Subs) and not _is_inside(node, facts)):
        return node
    bare = Facts(facts.domains)

    def closed(tower: Tower) -> dict[Any, Expr]:
        ratios = {average: tower.read(average) for average in averages}
        is_closed = not any(g.kind == "expectation" for g in tower.generators)
        return {average: tower.as_expression(ratio) for average, ratio in ratios.items() if is_closed}

    values = bare.in_tower(closed)
    return rewritten(node, values) if values else node
