"""Whether what an identity needs of a point is met: by facts, by what occurs in the claim, or by continuity.

*Continuity*: let every need that is open be a condition on a linear form that is not constant in some
variables, the others being fixed; let both sides be continuous in these variables wherever they have a
value, and the hypotheses leave them room.  Then each point is a limit of points at which all needs are
met.  The sides agree there, and so they agree at the point.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from sympy import (
    Expr,
    Gt,
    Lt,
    Mul,
    Ne,
    Pow,
    Symbol,
    beta,
    cancel,
    conjugate,
    digamma,
    factorial,
    fraction,
    gamma,
    harmonic,
    hyper,
    loggamma,
    polygamma,
    trigamma,
)  # fmt: skip

from derive.prove.special.continuity import is_continuous
from derive.prove.special.hypotheses import is_inside_unit_disc
from derive.prove.special.quantities import arithmetic, at_least, is_right_of_zero, is_whole, mirrored, offset
from derive.prove.special.rules import Kind, Need, occurrences

if TYPE_CHECKING:
    from derive.claim import Claim
    from derive.prove.principal import PlaneFacts


class Knowledge:
    """What is known of the points of a claim: where its gamma functions are defined, and what its facts say."""

    def __init__(self, claim: Claim, facts: PlaneFacts) -> None:
        self.claim, self.facts = claim, facts
        self.no_poles = [arithmetic(argument) for argument in _arguments_without_poles((claim.lhs, claim.rhs))]
        self.nonzero = [arithmetic(h.lhs - h.rhs) for h in claim.hypotheses if isinstance(h, Ne)]
        self.nonzero += [arithmetic(base) for base in _denominators((claim.lhs, claim.rhs))]

    def meets(self, need: Need) -> bool:
        """Whether the need is met at every admissible point at which both sides have a value."""
        quantity = substance(need)
        if self.is_off_the_real_line(quantity):
            return True
        if need.kind is Kind.NONZERO:
            return self.is_nonzero(quantity)
        if need.kind is Kind.NO_POLE:
            return self.is_no_pole(quantity)
        return _is_not_whole(quantity) or (self.is_no_pole(quantity) and self.is_no_pole(arithmetic(1 - quantity)))

    def is_off_the_real_line(self, quantity: Expr) -> bool:
        """Whether the imaginary part is certainly not 0."""
        if not quantity.is_number and not all(symbol.is_real for symbol in quantity.free_symbols):
            return False
        imaginary = arithmetic(quantity.as_real_imag()[1])
        return imaginary.is_zero is not True and imaginary.is_real is True and self.is_nonzero(imaginary)

    def is_no_pole(self, quantity: Expr) -> bool:
        """Whether gamma certainly has a value there."""
        if _is_not_whole(quantity) or at_least(quantity, 1, self.facts) or is_right_of_zero(quantity, self.facts):
            return True
        differences = (arithmetic(quantity - known) for known in self.no_poles)
        return any(is_whole(step) and at_least(step, 0, self.facts) for step in differences)

    def is_nonzero(self, quantity: Expr) -> bool:
        """Whether the quantity certainly does not vanish."""
        if quantity.is_number:
            return quantity.is_zero is False
        if (quantity.is_zero is False and quantity.is_real) or self.facts.is_nonzero(quantity):
            return True
        if at_least(quantity, 1, self.facts) or at_least(-quantity, 1, self.facts):
            return True
        if any(_divides(quantity, known) for known in self.nonzero):
            return True
        constant, rest = quantity.as_coeff_Add()
        if constant != 0 and rest != 0 and is_inside_unit_disc(rest / constant, self.facts):
            return True
        return self.is_no_pole(quantity) or self.is_no_pole(arithmetic(-quantity))


def unmet(needs: Iterable[Need], knowledge: Knowledge) -> list[Need]:
    """The needs that nothing known meets, those on products factor by factor."""
    open_needs = [need for need in needs if not knowledge.meets(need)]
    split = dict.fromkeys(part for need in open_needs for part in _by_factors(need))
    return [need for need in split if need in open_needs or not knowledge.meets(need)]


def _by_factors(need: Need) -> list[Need]:
    """A product does not vanish if no factor does."""
    quantity = substance(need)
    if need.kind is not Kind.NONZERO or not isinstance(quantity, Mul):
        return [need]
    bases = (factor.base if isinstance(factor, Pow) else factor for factor in quantity.args)
    return [Need(base, Kind.NONZERO) for base in bases if not (base.is_number and base.is_zero is False)]


def hold_by_continuity(needs: list[Need], claim: Claim) -> bool:
    """Whether the claim follows at the points without these needs from the points with them."""
    if not needs:
        return True
    candidates = {symbol for need in needs for symbol in need.expression.free_symbols if _has_room(symbol, claim)}
    moving = {s for s in candidates if _moves_continuously(frozenset({s}), claim)}
    if len(moving) > 1 and not _moves_continuously(frozenset(moving), claim):
        moving = {min(moving, key=str)}
    return all(_varies(substance(need), moving) for need in needs)


def _moves_continuously(moving: frozenset[Symbol], claim: Claim) -> bool:
    """Whether both sides, and those of the hypotheses, are continuous in the variables together."""
    expressions = [claim.lhs, claim.rhs, *(side for h in claim.hypotheses for side in h.args)]
    return all(is_continuous(expression, moving) for expression in expressions)


def substance(need: Need) -> Expr:
    """What must not vanish or be a pole; of a quotient that must not vanish the numerator.

    >>> from sympy.abc import z
    >>> substance(Need(1 - z/(z - 1), Kind.NONZERO))
    -1
    """
    quantity: Expr = arithmetic(need.expression)
    if quantity.has(conjugate):
        quantity = min(quantity, arithmetic(mirrored(quantity)), key=lambda e: e.count(conjugate))
    is_quotient = any(node.exp == -1 for node in occurrences((quantity,), Pow))
    if need.kind is Kind.NONZERO and is_quotient:
        return arithmetic(fraction(cancel(quantity))[0])
    return quantity


def _has_room(symbol: Symbol, claim: Claim) -> bool:
    """Whether each admissible value of the variable is a limit of others: it is not whole, and hypotheses are open."""
    domain = claim.domains.get(symbol)
    if domain is None or domain.is_discrete:
        return False
    return all(isinstance(h, Gt | Lt | Ne) for h in claim.hypotheses if symbol in h.free_symbols)


def _varies(expression: Expr, moving: set[Symbol]) -> bool:
    """Whether the expression is linear in a moving variable, with a number other than 0 as its slope."""
    expression = arithmetic(expression)
    slopes = {symbol: arithmetic(expression.coeff(symbol)) for symbol in moving}
    if any(arithmetic(expression - symbol * slope).has_free(symbol) for symbol, slope in slopes.items()):
        return False
    return any(slope.is_number and slope.is_zero is False for slope in slopes.values())


def _is_not_whole(quantity: Expr) -> bool:
    rest, constant = offset(quantity)
    return constant.is_Rational and not constant.is_Integer and (rest.is_zero is True or is_whole(rest))


def _arguments_without_poles(sides: tuple[Any, ...]) -> list[Expr]:
    found = []
    for node in occurrences(sides, (gamma, loggamma, digamma, trigamma, polygamma, factorial, harmonic, beta)):
        if isinstance(node, beta):
            found += list(node.args)
        elif isinstance(node, factorial | harmonic):
            found += [node.args[0] + 1] if len(node.args) == 1 else []
        else:
            found.append(node.args[-1])
    # a lower parameter of a hypergeometric function is no pole either, unless the series may end before it
    lower = (parameter for node in occurrences(sides, hyper) for parameter in node.args[1])
    return found + [parameter for parameter in lower if not parameter.is_integer]


def _denominators(sides: tuple[Any, ...]) -> list[Expr]:
    """Bases of negative powers, factor by factor; that of a root does not vanish either."""
    bases = [node.base for node in occurrences(sides, Pow) if node.exp.is_negative]
    factors = [factor for base in bases for factor in Mul.make_args(base)]
    return [factor.base if isinstance(factor, Pow) and factor.exp.is_positive else factor for factor in factors]


def _divides(quantity: Expr, known: Expr) -> bool:
    """Whether the known expression is a polynomial multiple of the quantity, which then vanishes nowhere else."""
    if known == 0 or quantity == 0 or not quantity.free_symbols <= known.free_symbols:
        return False
    quotient = cancel(known / quantity)
    return bool(quotient.is_polynomial(*known.free_symbols))


__all__ = ["Knowledge", "hold_by_continuity", "unmet"]
