"""When one relation follows from another: six ways, each a function from an implication to yes or don't know.

An equation says that a residual vanishes, an inequality which sign it has.  So A implies B if

- the factors of A's residual that can vanish are among those of B's;
- B's residual is A's times something whose sign is known;
- A gives a variable a value, and B holds once that value is put in;
- B gives a variable a value that solves A, and A's residual is strictly monotone in it, on an interval;
- the first or the second holds once a function has been applied to both sides of A;
- B follows from the signs of things once A is among the hypotheses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from sympy import Add, Derivative, Eq, Expr, Ge, Gt, Integer, Le, Lt, Ne, Symbol, exp, log, sqrt
from sympy.core.relational import Relational

from derive.calculation import Relation
from derive.claim import Claim
from derive.numeric.solving import solved_for
from derive.prove.derivatives import work_out
from derive.prove.field import Polynomial
from derive.prove.normal_form import fraction, is_zero, resolved
from derive.prove.signs import Facts, Sign, sign_of
from derive.prove.throughout import (
    ALLOWED,
    bare_facts,
    has_value,
    is_defined,
    is_smooth,
    lies_in,
    requirements,
)
from derive.prove.tower import Tower
from derive.terms.functions import cbrt
from derive.tree import rewritten

RELATIONS: dict[Any, Relation] = {
    Eq: Relation.EQUAL, Ne: Relation.DIFFERS, Lt: Relation.BELOW, Le: Relation.AT_MOST,
    Gt: Relation.ABOVE, Ge: Relation.AT_LEAST,
}  # fmt: skip

SIGNS: dict[Any, frozenset[int]] = {
    Eq: frozenset({0}), Ne: frozenset({-1, 1}), Lt: frozenset({-1}), Le: frozenset({-1, 0}),
    Gt: frozenset({1}), Ge: frozenset({0, 1}),
}  # fmt: skip
"""The signs of lhs - rhs with which a relation holds."""

POSSIBLE: dict[Sign, frozenset[int]] = {
    Sign.POSITIVE: frozenset({1}), Sign.NONNEGATIVE: frozenset({0, 1}), Sign.ZERO: frozenset({0}),
    Sign.NONPOSITIVE: frozenset({-1, 0}), Sign.NEGATIVE: frozenset({-1}), Sign.NONZERO: frozenset({-1, 1}),
}  # fmt: skip
"""The signs that a number may have, of which so much is known."""


@dataclass(frozen=True)
class Implication:
    """At every point of the domain of `claim` at which all four sides have values: given => wanted."""

    claim: Claim
    given: Relational
    wanted: Relational

    @cached_property
    def facts(self) -> Facts:
        """What is known where all four sides have values."""
        sides = (self.given.lhs, self.given.rhs, self.wanted.lhs, self.wanted.rhs)
        return Facts.of(self.claim.relating(Add(*sides, evaluate=False), Relation.EQUAL, Integer(0)))

    @property
    def premised(self) -> Claim:
        """The wanted line as a claim of its own, the given one among its hypotheses."""
        wanted = self.claim.relating(self.wanted.lhs, RELATIONS[self.wanted.func], self.wanted.rhs)
        return replace(wanted, assuming=(*wanted.assuming, self.given))

    def between(self, given: Relational, wanted: Relational) -> Implication:
        """Another implication at the same points."""
        return replace(self, given=given, wanted=wanted)


def by_factors(implication: Implication) -> bool:
    """The factors of the given residual that can vanish are among those of the wanted one."""
    given, wanted = implication.given, implication.wanted
    if isinstance(given, Ne) and isinstance(wanted, Ne):
        given, wanted = wanted, given  # the same, the other way round
    elif not (isinstance(given, Eq) and isinstance(wanted, Eq)):
        return False
    facts = implication.facts
    needed, there = vanishing_factors(given, facts), vanishing_factors(wanted, facts)
    return bool(needed and there) and set(needed or ()) <= set(there or ())


def vanishing_factors(equation: Relational, facts: Facts) -> list[Expr] | None:
    """The irreducible factors of the residual's numerator, up to sign, but for those that are never 0."""
    residual = resolved(equation.lhs - equation.rhs, facts)

    def factors(tower: Tower) -> list[Expr]:
        return [tower.expression(part) for part in _without_roots(tower, tower.read(residual).num)]

    found = facts.in_tower(factors)
    if found is None:
        return None
    return [_up_to_sign(factor) for factor in found if not _never_vanishes(factor, facts)]


def _without_roots(tower: Tower, polynomial: Polynomial) -> list[Polynomial]:
    """The irreducible factors; of a root or an absolute value, those of what is under it."""
    found: list[Polynomial] = []
    for factor, _ in tower.factors(polynomial)[1]:
        generator = tower.generator_of(factor)
        vanishes_with = generator is not None and generator.kind in ("root", "cube root", "modulus")
        found += _without_roots(tower, generator.base) if generator is not None and vanishes_with else [factor]
    return found


def _up_to_sign(factor: Expr) -> Expr:
    return -factor if factor.could_extract_minus_sign() else factor


def _never_vanishes(expression: Expr, facts: Facts) -> bool:
    return sign_of(expression, facts) in ALLOWED[Relation.DIFFERS]


def by_ratio(implication: Implication) -> bool:
    """The wanted residual is the given one times a number of known sign."""
    facts = implication.facts
    given = implication.given.lhs - implication.given.rhs
    wanted = implication.wanted.lhs - implication.wanted.rhs
    ratio = fraction(wanted / given, facts) if given != 0 else None
    if ratio is None or not is_zero(wanted * ratio[1] - given * ratio[0], facts):
        return False
    signs = [sign_of(part, facts) for part in ratio]
    if any(sign not in ALLOWED[Relation.DIFFERS] for sign in signs):
        return False
    factors = POSSIBLE[signs[0]], POSSIBLE[signs[1]]  # type: ignore[index]
    possible = {m * n * s for m in factors[0] for n in factors[1] for s in SIGNS[implication.given.func]}
    return possible <= SIGNS[implication.wanted.func]


def by_substitution(implication: Implication) -> bool:
    """The given line fixes a variable, and the wanted line holds with that value put in."""
    return any(_holds_at(implication, variable, value) for variable, value in _fixed_values(implication))


def _fixed_values(implication: Implication) -> Iterator[tuple[Symbol, Expr]]:
    """Variables with the value that the given equation certainly gives them."""
    given = implication.given
    if not isinstance(given, Eq):
        return
    for variable in implication.claim.domains:
        for side, value in ((given.lhs, given.rhs), (given.rhs, given.lhs)):
            if side == variable and variable not in value.free_symbols:
                yield variable, value
        solution = solved_for(given, variable) if variable not in given.args else None
        if solution is not None and _forces(implication, variable, solution):
            yield variable, solution


def _forces(implication: Implication, variable: Symbol, value: Expr) -> bool:
    """Whether the given equation certainly gives a variable this value, which must exist to begin with."""
    if not is_defined(value, implication.facts):
        return False
    return by_factors(implication.between(implication.given, Eq(variable, value, evaluate=False)))


def _holds_at(implication: Implication, variable: Symbol, value: Expr) -> bool:
    wanted, claim = implication.wanted, implication.claim
    residual = rewritten(wanted.lhs - wanted.rhs, {variable: value})
    there = replace(claim, conditions=_put_in(claim, variable, value), assuming=())
    facts = Facts.of(there.relating(residual, Relation.EQUAL, value))
    return _suffices(residual, wanted, facts)


def _put_in(claim: Claim, variable: Symbol, value: Expr) -> tuple[Relational, ...]:
    """The hypotheses with the value put in, and that the value lies in the domain of the variable."""
    make = {relation: func for func, relation in RELATIONS.items()}
    stated = [hypothesis.xreplace({variable: value}) for hypothesis in claim.hypotheses]
    inside = requirements(claim.domains[variable]) or []
    stated += [make[relation](value, bound) for relation, bound in inside]
    return tuple(condition for condition in stated if isinstance(condition, Relational))


def _suffices(residual: Expr, wanted: Relational, facts: Facts) -> bool:
    """Whether a relation certainly holds, its residual being what it is."""
    if isinstance(wanted, Eq):
        return is_zero(residual, facts)
    sign = sign_of(residual, facts)
    return sign is not None and POSSIBLE[sign] <= SIGNS[wanted.func]


def by_uniqueness(implication: Implication) -> bool:
    """The wanted line gives a variable a value: the only one that can solve the given equation."""
    given, wanted = implication.given, implication.wanted
    if not isinstance(given, Eq) or not isinstance(wanted, Eq):
        return False
    forms = ((wanted.lhs, wanted.rhs), (wanted.rhs, wanted.lhs))
    return any(
        isinstance(variable, Symbol) and variable not in value.free_symbols
        and _is_only_solution(given.lhs - given.rhs, variable, value, implication)
        for variable, value in forms
    )  # fmt: skip


def _is_only_solution(residual: Expr, variable: Symbol, value: Expr, implication: Implication) -> bool:
    claim = implication.claim
    if any(variable in hypothesis.free_symbols for hypothesis in claim.hypotheses):
        return False
    here = Facts.of(claim.relating(value, Relation.EQUAL, Integer(0)))
    if not claim.domains[variable].is_interval or not lies_in(value, claim.domains[variable], here):
        return False
    solves = is_zero(rewritten(residual, {variable: value}), implication.facts)
    return solves and is_monotone(residual, variable, claim)


def is_monotone(function: Expr, variable: Symbol, claim: Claim) -> bool:
    """Whether a function is strictly monotone in a variable throughout its domain, which is an interval."""
    bare = bare_facts(claim)
    if not is_smooth(function, variable) or not has_value(function, variable, bare):
        return False
    slope = work_out(Derivative(function, variable))
    if slope is None or not has_value(slope, variable, bare):
        return False
    return sign_of(slope, bare) in (Sign.POSITIVE, Sign.NEGATIVE)


@dataclass(frozen=True)
class Applied:
    """A function for both sides of a line: where it is defined, and whether it keeps the order.

    `argument` says which sides an equation may have, `ordered` which ones an inequality may have.
    """

    function: Callable[[Expr], Expr]
    argument: frozenset[Sign] | None = None
    ordered: frozenset[Sign] | None = None
    reverses: bool = False


FUNCTIONS = (
    Applied(log, ALLOWED[Relation.ABOVE], ALLOWED[Relation.ABOVE]),
    Applied(exp),
    Applied(lambda side: 1 / side, ALLOWED[Relation.DIFFERS], ALLOWED[Relation.ABOVE], reverses=True),
    Applied(lambda side: side**2, None, ALLOWED[Relation.AT_LEAST]),
    Applied(sqrt, ALLOWED[Relation.AT_LEAST], ALLOWED[Relation.AT_LEAST]),
    Applied(lambda side: side**3),
    Applied(cbrt),
)


def by_function(implication: Implication) -> bool:
    """The wanted line follows from the given one after the same function on both sides."""
    images = (_image(implication, applied) for applied in FUNCTIONS)
    applicable = (implication.between(image, implication.wanted) for image in images if image is not None)
    return any(by_factors(image) or by_ratio(image) for image in applicable)


def _image(implication: Implication, applied: Applied) -> Relational | None:
    """The given line with the function on both sides, where they certainly are arguments of it."""
    given, facts = implication.given, implication.facts
    is_equation = isinstance(given, Eq | Ne)
    if isinstance(given, Ne):
        return None  # what is unequal may have equal squares
    allowed = applied.argument if is_equation else applied.ordered
    if allowed is not None and any(sign_of(side, facts) not in allowed for side in given.args):
        return None
    func = given.reversed.func if applied.reverses else given.func
    return func(applied.function(given.lhs), applied.function(given.rhs), evaluate=False)


def by_hypothesis(implication: Implication) -> bool:
    """The wanted line follows from signs, the given one taken as a hypothesis."""
    wanted = implication.wanted
    return _suffices(wanted.lhs - wanted.rhs, wanted, Facts.of(implication.premised))


WAYS: tuple[tuple[str, Callable[[Implication], bool]], ...] = (
    ("the residuals vanish together", by_factors),
    ("the residuals differ by a factor of known sign", by_ratio),
    ("the value is put in", by_substitution),
    ("the only solution of a strictly monotone equation", by_uniqueness),
    ("a function is applied to both sides", by_function),
    ("signs under the hypothesis", by_hypothesis),
)
