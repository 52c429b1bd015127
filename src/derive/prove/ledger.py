"""The ledger of definedness: what must hold for an expression to have a value.

Every division, logarithm, root and power adds an obligation, read from the tree as it stands.  What the
domains and hypotheses imply is discharged; the rest are the conditions that a proof is printed with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from sympy import (
    Basic,
    Derivative,
    Dummy,
    Expr,
    Integer,
    Integral,
    Limit,
    Piecewise,
    Pow,
    Product,
    Subs,
    Sum,
    Symbol,
    acos,
    acosh,
    acoth,
    asin,
    atanh,
    binomial,
    cos,
    cot,
    coth,
    csc,
    csch,
    gamma,
    log,
    loggamma,
    sec,
    sin,
    tan,
)  # fmt: skip

from derive.prove.sign import Sign
from derive.terms.distributions import Binomial, Distribution, Finite
from derive.terms.expectation import Defined, Expectation
from derive.terms.functions import logit
from derive.tree import rewritten

REQUIRED = {"nonzero": Sign.NONZERO, "positive": Sign.POSITIVE, "nonnegative": Sign.NONNEGATIVE}
"""The signs that each kind of obligation allows."""

RELATION = {"nonzero": "!= 0", "positive": "> 0", "nonnegative": ">= 0"}


class Obligation(NamedTuple):
    """`expression` must be "nonzero", "positive" or "nonnegative".

    Where `is_necessary`, the side has no value otherwise.  Where not, it may have one all the same (a
    derivative at a point where its rule fails), and nothing follows from the side's having a value.
    """

    expression: Expr
    kind: str
    is_necessary: bool = True

    def __str__(self) -> str:
        return f"{self.expression} {RELATION[self.kind]}"


def obligations(expression: Any) -> list[Obligation]:
    """What must hold for the expression to have a real value, each obligation once.

    >>> from sympy.abc import x
    >>> sorted(str(obligation) for obligation in obligations(log(x)/(x - 1)))
    ['x - 1 != 0', 'x > 0']
    >>> obligations(x**2 + 1)
    []
    """
    found: dict[Obligation, None] = {}
    seen: set[Basic] = set()
    bound: dict[Symbol, Symbol] = {}
    pending = [expression]
    while pending:
        node = pending.pop()
        if isinstance(node, Basic) and node not in seen:
            seen.add(node)
            if isinstance(node, Expectation):
                bound.update(_bound_values(node))
            rule = _of_law if isinstance(node, Distribution) else OBLIGATIONS.get(type(node), _none)
            found.update(dict.fromkeys(rule(node)))
            pending += reversed(_parts(node))
    return [_renamed(obligation, bound) for obligation in found] if bound else list(found)


def _bound_values(average: Expectation) -> dict[Symbol, Any]:
    """What stands for the bound variables of an expectation: something of which the signs on the support are known."""
    from derive.prove.moments.charts import pieces, substituted, variable_of

    found = pieces(average)
    if len(found) == 1:
        return substituted(average, found[0])
    return {variable: variable_of(average, **variable.assumptions0) for variable in average.variables[:1]}


def _renamed(obligation: Obligation, names: dict[Symbol, Symbol]) -> Obligation:
    if names.keys().isdisjoint(obligation.expression.free_symbols):
        return obligation
    return obligation._replace(expression=rewritten(obligation.expression, names))


@lru_cache(maxsize=256)
def definition_of(node: Any) -> Any:
    """What a divergence means, one level down; SymPy takes its time to build it."""
    return node.definition()


def _parts(node: Basic) -> tuple[Any, ...]:
    """The subexpressions that have a value wherever the node has one."""
    match node:
        case Defined():
            return (definition_of(node),)
        case Expectation() if isinstance(node.law, Finite):
            return (node.law, definition_of(node))
        case Expectation() if isinstance(node.law, Binomial):
            positive = binomial(node.law.args[0], node.variable)
            return (node.law, rewritten(node.integrand, {positive: Integer(1)}))
        case Derivative():
            return (node.expr,)
        case Subs():
            return tuple(node.point)
        case Piecewise():
            return tuple(condition for _, condition in node.args)
        case Integral() | Sum() | Product() | Limit():
            return ()
    return tuple(node.args)


def _none(node: Any) -> Iterator[Obligation]:
    return iter(())


def _of_law(law: Any) -> Iterator[Obligation]:
    return (Obligation(quantity, kind) for quantity, kind in law.requirements)


def _of_power(node: Any) -> Iterator[Obligation]:
    base, exponent = node.args
    if not base.free_symbols and base.is_positive:
        return
    if exponent.is_Rational and exponent.q == 1:
        if exponent < 0:
            yield Obligation(base, "nonzero")
    elif exponent.is_Rational:
        yield Obligation(base, "positive" if exponent < 0 else "nonnegative")
    elif exponent.is_integer:
        yield Obligation(base, "nonzero", is_necessary=False)
    else:
        yield Obligation(base, "positive", is_necessary=False)


def _of_derivative(node: Any) -> Iterator[Obligation]:
    from derive.prove.derivatives import kinks

    yield from kinks(node)


def opened(node: Any) -> tuple[Any, dict[Symbol, Any]]:
    """The expression of a Subs in plain real variables, and what they are replaced with.

    The point may lie outside the domain that the assumptions of the author's variable describe.
    """
    plain = [Dummy(variable.name, real=True) for variable in node.variables]
    expression = rewritten(node.expr, dict(zip(node.variables, plain, strict=True)))
    return expression, dict(zip(plain, node.point, strict=True))


def _of_subs(node: Any) -> Iterator[Obligation]:
    expression, values = opened(node)
    for obligation in obligations(expression):
        yield obligation._replace(expression=rewritten(obligation.expression, values))


def _where(kind: str, *quantities: Callable[[Any], Any]) -> Callable[[Any], Iterator[Obligation]]:
    return lambda node: (Obligation(quantity(node.args[0]), kind) for quantity in quantities)


OBLIGATIONS: dict[type, Callable[[Any], Iterator[Obligation]]] = {
    Pow: _of_power,
    log: _where("positive", lambda u: u),
    logit: _where("positive", lambda d: d, lambda d: 1 - d),
    atanh: _where("positive", lambda u: 1 - u**2),
    acoth: _where("positive", lambda u: u**2 - 1),
    acosh: _where("nonnegative", lambda u: u - 1),
    asin: _where("nonnegative", lambda u: 1 - u**2),
    acos: _where("nonnegative", lambda u: 1 - u**2),
    tan: _where("nonzero", cos),
    sec: _where("nonzero", cos),
    cot: _where("nonzero", sin),
    csc: _where("nonzero", sin),
    coth: _where("nonzero", lambda u: u),
    csch: _where("nonzero", lambda u: u),
    gamma: _where("nonzero", lambda u: 1 / gamma(u)),
    loggamma: _where("positive", lambda u: u),
    Derivative: _of_derivative,
    Subs: _of_subs,
}
