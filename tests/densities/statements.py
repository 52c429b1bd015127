"""A statement of a table as a claim: what it speaks of is said by the names of its arguments."""

from __future__ import annotations

import inspect
from dataclasses import replace

from sympy import sympify

from derive.abstract.kinds import Notation
from derive.abstract.spaces import DENSITY, FUNCTION, POINT, POSITIVE_FUNCTION, UNIT_FUNCTION, VANISHING_DENSITY
from derive.calculation import Calculation, Relation
from derive.claim import Claim
from derive.domains import POSITIVE, POSITIVE_INTEGER, REAL, UNIT_INTERVAL, Domain

KINDS = {
    **dict.fromkeys("pqrs", DENSITY), **dict.fromkeys("jo", DENSITY), **dict.fromkeys("kc", DENSITY), "t": DENSITY,
    **dict.fromkeys("uv", VANISHING_DENSITY), **dict.fromkeys("fg", FUNCTION), **dict.fromkeys("hw", POSITIVE_FUNCTION),
    "D": UNIT_FUNCTION, **dict.fromkeys("xyz", POINT), "a": UNIT_INTERVAL, "b": REAL, "d": POSITIVE,
    "m": DENSITY, "theta": REAL, "n": POSITIVE_INTEGER,
}  # fmt: skip
"""p q r s on x; j o on (x, z); k c on z given x; t on (x, y, z); m on x given a parameter; u v may vanish."""

SPACES = {
    **dict.fromkeys("jo", "x, z"), **dict.fromkeys("kc", "z | x"), "t": "x, y, z", "m": "x | theta",
}  # fmt: skip


def claims_of(statement):
    """The claims that a statement makes: ``lhs, relation, rhs`` and any premises behind them, or a calculation."""
    structures, domains, arguments = {}, {}, []
    for name in inspect.signature(statement).parameters:
        kind = KINDS[name]
        if isinstance(kind, Domain):
            symbol = kind.symbol(name)
            domains[symbol] = kind
            arguments.append(symbol)
        else:
            fitted = kind.fitted(name, Notation(SPACES, {}, {}))
            key = fitted.key(name)
            structures[key] = fitted
            arguments.append(fitted.argument(key))
    made = statement(*arguments)
    if isinstance(made, Calculation):
        return [Claim(s.lhs, s.relation, s.rhs, domains, structures=structures) for s in made.steps]
    lhs, relation, rhs, *premises = made
    claim = Claim(sympify(lhs), Relation(relation), sympify(rhs), domains, structures=structures)
    return [replace(claim, premises=tuple(premises))]
