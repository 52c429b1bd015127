"""Sums, products and integrals in closed form, and claims about them.

- What has a closed form by a theorem or a certificate is replaced by it: `worked_out`.
- A sum or product up to a variable n is compared with the rest of the claim: by Zeilberger's recurrence, or by
  induction on n.

A closed form holds wherever the sum has a value; nothing is said of points at which it diverges.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sympy import (
    Basic,
    Dummy,
    Expr,
    Ge,
    Gt,
    Integer,
    Integral,
    Le,
    Lt,
    Mul,
    Pow,
    Product,
    Sum,
    Symbol,
    diff,
    exp,
    factorial,
    gamma,
    oo,
)  # fmt: skip
from sympy.core.function import AppliedUndef

from derive.claim import Claim
from derive.evidence import Proof, Trust
from derive.prove.identity import FROM_EQUALITY
from derive.prove.integrals.fundamental import by_differentiation
from derive.prove.special.arguments import evaluated, plain
from derive.prove.special.rules import Need, rebuilt
from derive.prove.sums.closed import Closed
from derive.prove.sums.definite import definite_sum, geometric_sum
from derive.prove.sums.equality import MULTIPLIED_OUT, At, equal
from derive.prove.sums.finite import finite_sum
from derive.prove.sums.induction import inductive
from derive.prove.sums.infinite import infinite_sum
from derive.prove.sums.products import product
from derive.tree import rewritten

BINDING = (Sum, Product, Integral)
MOST_DEPTH = 3


@dataclass(frozen=True)
class WorkedOut:
    """An expression with sums, products and integrals replaced, the theorems used, and what they need of a point."""

    expression: Any
    names: frozenset[str] = frozenset()
    needs: tuple[Need, ...] = ()
    trusts: Trust = Trust.RULE


def worked_out(expression: Any, facts: Any) -> WorkedOut:
    """The expression with all sums, products and integrals in closed form for which one is known.

    >>> from sympy import factorial
    >>> from sympy.abc import k, z
    >>> worked_out(Sum(z**k/factorial(k), (k, 0, oo)) + 1, None).expression
    hyper((), (), z) + 1
    >>> worked_out(Sum(1/k, (k, 1, oo)), None).names
    frozenset()
    """
    names, needs = set[str](), list[Need]()

    def walk(node: Any) -> Any:
        if isinstance(node, BINDING):
            found = _closed_form(node, facts)
            if found is None:
                return node
            names.add(found.name)
            needs.extend(found.needs)
            return walk(found.value)
        if not isinstance(node, Basic) or not node.args or not node.has(*BINDING):
            return node
        arguments = tuple(walk(argument) for argument in node.args)
        unchanged = all(now is before for now, before in zip(arguments, node.args, strict=True))
        return node if unchanged else rebuilt(node, arguments)

    result = walk(expression)
    return WorkedOut(result, frozenset(names), tuple(dict.fromkeys(needs)))


def _closed_form(node: Any, facts: Any) -> Closed | None:
    from derive.prove.integration import definite_integral

    if isinstance(node, Sum):
        return infinite_sum(node, facts) or finite_sum(node, facts)
    if isinstance(node, Product):
        return product(node, facts)
    return definite_integral(node, facts)


def prove_sum(claim: Claim, facts: Any) -> Proof | None:
    """lhs = rhs, and what follows from it, for sides with sums, products or integrals.

    >>> from sympy import binomial
    >>> from derive.calculation import Relation
    >>> from derive.domains import NATURAL
    >>> from derive.prove.principal import PlaneFacts
    >>> n, k = NATURAL.symbol("n"), Symbol("k", integer=True)
    >>> claim = Claim(Sum(binomial(n, k), (k, 0, n)), Relation.EQUAL, 2**n, {n: NATURAL})
    >>> prove_sum(claim, PlaneFacts.of(claim)).method
    "Zeilberger's recurrence"
    >>> claim = Claim(Sum(binomial(n, k), (k, 0, n)), Relation.EQUAL, 3**n, {n: NATURAL})
    >>> prove_sum(claim, PlaneFacts.of(claim)) is None
    True
    """
    if claim.relation not in FROM_EQUALITY or not any(_has_binding(side) for side in (claim.lhs, claim.rhs)):
        return None
    names = _names_of_proof(claim, facts, MOST_DEPTH)
    if names is None:
        return None
    trusts = Trust.CAS if MULTIPLIED_OUT in names else Trust.RULE
    return Proof(method=", ".join(sorted(names)) or "closed forms", trusts=trusts)


def _has_binding(side: Any) -> bool:
    return isinstance(side, Expr) and bool(side.has(*BINDING)) and not side.has(AppliedUndef)


def _names_at_point(depth: int) -> At:
    """How a claim is proved at a single point of one of its variables."""

    def prove(claim: Claim) -> frozenset[str] | None:
        from derive.prove.principal import PlaneFacts

        return _names_of_proof(claim, PlaneFacts.of(claim), depth) if depth > 0 else None

    return prove


def _names_of_proof(claim: Claim, facts: Any, depth: int) -> frozenset[str] | None:
    given = (claim.lhs, claim.rhs)
    own = _own_integrals(given, claim, facts)
    sides = [worked_out(rewritten(side, {node: c.value for node, c in own.items()}), facts) for side in given]
    names = frozenset(closed.name for closed in own.values())
    names = names.union(*(side.names for side in sides))
    needs = tuple(need for side in sides for need in side.needs)
    lhs, rhs = _shared_nodes_as_symbols(side.expression for side in sides)
    left = _nodes((lhs, rhs))
    if not left:
        shown = equal(lhs, rhs, claim, facts, needs, _names_at_point(depth - 1))
        return None if shown is None else names | shown
    if len(left) > 1 or needs:
        return None
    shown = _up_to_a_variable(left[0], lhs, rhs, claim, facts)
    return None if shown is None else names | shown


def _own_integrals(sides: tuple[Any, Any], claim: Claim, facts: Any) -> dict[Any, Closed]:
    """Integrals that represent a function of the claim."""
    from derive.prove.integration import represented

    nodes = [node for node in _nodes(sides) if isinstance(node, Integral)]
    found = {node: represented(node, sides, claim, facts) for node in nodes}
    return {node: closed for node, closed in found.items() if closed is not None}


def _nodes(sides: Iterable[Any]) -> list[Any]:
    """The outermost sums, products and integrals, each once."""
    found: dict[Any, None] = {}

    def visit(node: Any) -> None:
        if isinstance(node, BINDING):
            found[node] = None
        elif isinstance(node, Basic):
            for argument in node.args:
                visit(argument)

    for side in sides:
        visit(side)
    return list(found)


def _shared_nodes_as_symbols(sides: Iterable[Any]) -> tuple[Any, Any]:
    """Nodes that both sides have are the same number, whatever it is."""
    lhs, rhs = sides
    shared = {_in_standard_name(node): node for node in _nodes((lhs,))}
    common = {}
    for node in _nodes((rhs,)):
        twin = shared.get(_in_standard_name(node))
        if twin is not None:
            value = Dummy("S")
            common[node] = common[twin] = value
    return (lhs.xreplace(common), rhs.xreplace(common)) if common else (lhs, rhs)


def _in_standard_name(node: Any) -> Any:
    standard = Symbol("_bound_", integer=isinstance(node, Sum | Product) or None)
    return evaluated(node.xreplace({node.limits[0][0]: standard})) if len(node.limits) == 1 else node


# ---- upper ends that vary


def _up_to_a_variable(node: Any, lhs: Any, rhs: Any, claim: Claim, facts: Any) -> frozenset[str] | None:
    value = _value_by_the_claim(node, lhs, rhs, facts)
    if value is None:
        return None
    if isinstance(node, Integral):
        return by_differentiation(node, value, claim, facts)
    if len(node.limits) != 1 or plain(node.limits[0][2]) == oo:
        return None
    for n in sorted(node.limits[0][2].free_symbols, key=str):
        first = least(n, claim)
        if first is None:
            continue
        shown = inductive(node, value, n, first, claim, facts)
        if shown is None and isinstance(node, Sum):
            shown = definite_sum(node, value, n, first, claim, facts)
        if shown is None and isinstance(node, Sum):
            closed = geometric_sum(node, n, first)
            shown = None if closed is None else equal(closed, value, claim, facts)
            shown = None if shown is None else shown | {"Zeilberger's recurrence"}
        if shown is not None:
            return shown
    return None


def _value_by_the_claim(node: Any, lhs: Any, rhs: Any, facts: Any) -> Expr | None:
    """What the claim says that the node is, if the claim is linear in it."""
    unknown = Dummy("S")
    difference = lhs.xreplace({node: unknown}) - rhs.xreplace({node: unknown})
    slope = diff(difference, unknown)
    if slope.has(unknown) or not _is_nonzero(evaluated(slope), facts):
        return None
    return -difference.xreplace({unknown: Integer(0)}) / slope


def _is_nonzero(quantity: Expr, facts: Any) -> bool:
    """Whether the quantity does not vanish where it has a value."""
    if isinstance(quantity, Mul):
        return all(_is_nonzero(factor, facts) for factor in quantity.args)
    if isinstance(quantity, exp | gamma | factorial) or quantity.is_zero is False:
        return True
    if isinstance(quantity, Pow) and (quantity.exp.is_negative or _is_nonzero(quantity.base, facts)):
        return True
    return bool(facts.is_nonzero(quantity))


def least(n: Symbol, claim: Claim) -> int | None:
    """The least value of a whole variable by its domain and the hypotheses; None if there is none.

    >>> from derive.calculation import Relation
    >>> from derive.domains import NATURAL
    >>> n = NATURAL.symbol("n")
    >>> least(n, Claim(n, Relation.EQUAL, n, {n: NATURAL}, conditions=(n >= 3,)))
    3
    """
    if not n.is_integer:
        return None
    bounds = [1] if n.is_positive else [0] if n.is_nonnegative else []
    for hypothesis in claim.hypotheses:
        if isinstance(hypothesis, Gt | Ge | Lt | Le):
            greater, smaller = plain(hypothesis.gts), plain(hypothesis.lts)
            if greater == n and smaller.is_Integer:
                bounds.append(int(smaller) + int(isinstance(hypothesis, Gt | Lt)))
    return max(bounds, default=None)
