"""The conditions that a proof is printed with: where a side has no value although the domains allow it.

An obligation of either side counts unless the domains and the hypotheses imply it, whatever the other
side says.  It is broken down to the quantities on which it turns: z*exp(-x) > 0 becomes z > 0.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sympy import Abs, Add, Dummy, Expr, Integer, Mul, Pow, Symbol

from derive.calculation import BETWEEN_EQUATIONS, BETWEEN_NUMBERS
from derive.claim import Claim
from derive.prove.facts import Facts
from derive.prove.ledger import REQUIRED, obligations
from derive.prove.normal_form import resolved
from derive.prove.sign import Sign
from derive.terms.functions import cbrt

RELATIONS = {
    Sign.POSITIVE: ">", Sign.NONNEGATIVE: ">=", Sign.NONZERO: "!=", Sign.NEGATIVE: "<", Sign.NONPOSITIVE: "<=",
    Sign.ZERO: "=",
}  # fmt: skip


def conditions(claim: Claim) -> tuple[str, ...]:
    """What must hold, beyond domains and hypotheses, for both sides to have values.

    >>> from sympy import log
    >>> from derive.calculation import Relation
    >>> from derive.domains import REAL
    >>> x = REAL.symbol("x")
    >>> conditions(Claim(log(x**2), Relation.EQUAL, 2*log(x), {x: REAL}))
    ('x > 0',)
    >>> conditions(Claim(log(x**2), Relation.EQUAL, 2*log(Abs(x)), {x: REAL}))
    ('x != 0',)
    """
    if claim.relation not in BETWEEN_NUMBERS | BETWEEN_EQUATIONS:
        return ()
    facts = Facts.about(claim.domains, claim.hypotheses, ())
    found: dict[Expr, Sign] = {}
    for obligation in dict.fromkeys(o for side in (claim.lhs, claim.rhs) for o in obligations(side)):
        quantity = resolved(obligation.expression, facts)
        for part, sign in _broken_down(quantity, REQUIRED[obligation.kind], facts):
            part, sign = _up_to_sign(part, sign)
            found[part] = found.get(part, Sign.ANY) & sign
    return tuple(_text(quantity, sign) for quantity, sign in _without_implied(found, facts).items())


def _broken_down(quantity: Any, sign: Sign, facts: Facts) -> Iterator[tuple[Any, Sign]]:
    """The quantities with the signs they need for this one to have its own, as far as that is not implied."""
    if facts.imply(quantity, sign):
        return
    parts = list(_parts(quantity, sign, facts))
    if parts == [(quantity, sign)]:
        yield quantity, sign
        return
    for part, needed in parts:
        yield from _broken_down(part, needed, facts)


def _parts(quantity: Any, sign: Sign, facts: Facts) -> Iterator[tuple[Any, Sign]]:
    """One step of breaking down: equivalent conditions on the parts of a quantity."""
    is_strict = Sign.ZERO not in sign
    match quantity:
        case cbrt():
            yield quantity.args[0], sign
        case Abs() if is_strict:
            yield quantity.args[0], Sign.NONZERO
        case Pow() if quantity.exp.is_Integer and quantity.exp % 2 == 0 and is_strict:
            yield quantity.base, Sign.NONZERO
        case Pow() if quantity.exp.is_Integer and quantity.exp % 2:
            yield quantity.base, sign & (Sign.NONZERO if quantity.exp < 0 else Sign.ANY)
        case Pow() if quantity.exp.is_Rational and not quantity.exp.is_Integer and is_strict:
            yield quantity.base, Sign.POSITIVE
        case Mul() if sign is Sign.NONZERO:
            yield from ((factor, Sign.NONZERO) for factor in quantity.args)
        case Mul():
            yield _without_known_factors(quantity, sign, facts)
        case _:
            yield quantity, sign


def _without_known_factors(product: Any, sign: Sign, facts: Facts) -> tuple[Any, Sign]:
    """A product without the factors whose sign is known."""
    kept = []
    for factor in product.args:
        known = facts.possible_signs(factor)
        if known in (Sign.POSITIVE, Sign.NEGATIVE):
            sign = sign * known
        else:
            kept.append(factor)
    return (product if len(kept) == len(product.args) else Mul(*kept)), sign


def _up_to_sign(quantity: Any, sign: Sign) -> tuple[Any, Sign]:
    return (-quantity, sign.opposite) if quantity.could_extract_minus_sign() else (quantity, sign)


def _without_implied(found: dict[Expr, Sign], facts: Facts) -> dict[Expr, Sign]:
    """The conditions without those that follow from the others."""
    kept = dict(found)
    for quantity, sign in found.items() if len(found) > 1 else ():
        others = tuple((q, s) for q, s in kept.items() if q != quantity)
        if replace(facts, stated=facts.stated + others).imply(quantity, sign):
            del kept[quantity]
    return kept


def _text(quantity: Any, sign: Sign) -> str:
    bound = sorted((s for s in quantity.free_symbols if isinstance(s, Dummy)), key=str)
    named = quantity.xreplace({dummy: Symbol(dummy.name) for dummy in bound})
    remark = f" for almost all {', '.join(dummy.name for dummy in bound)}" if bound else ""
    rest, terms = named.as_coeff_Add() if isinstance(named, Add) else (Integer(0), named)
    left, right = (terms, -rest) if isinstance(terms, Symbol) else (named, Integer(0))
    return f"{left} {RELATIONS[sign]} {right}{remark}"
