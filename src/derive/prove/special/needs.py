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
    Abs,
    Add,
    Derivative,
    Expr,
    FallingFactorial,
    Gt,
    Lt,
    Mul,
    Ne,
    Pow,
    RisingFactorial,
    S,
    Shi,
    Si,
    Symbol,
    besseli,
    besselj,
    beta,
    binomial,
    cancel,
    chebyshevt,
    chebyshevu,
    conjugate,
    cos,
    cosh,
    cot,
    coth,
    csc,
    csch,
    digamma,
    dirichlet_eta,
    erf,
    erfc,
    erfi,
    exp,
    factorial,
    fraction,
    fresnelc,
    fresnels,
    gamma,
    harmonic,
    hermite,
    hyper,
    im,
    laguerre,
    legendre,
    loggamma,
    polygamma,
    polylog,
    re,
    sec,
    sech,
    sin,
    sinc,
    sinh,
    tan,
    tanh,
    trigamma,
    zeta,
)  # fmt: skip

from derive.prove.special.hypotheses import is_inside_unit_disc
from derive.prove.special.quantities import arithmetic, at_least, is_right_of_zero, is_whole, mirrored, offset
from derive.prove.special.rules import Kind, Need, occurrences

if TYPE_CHECKING:
    from derive.claim import Claim
    from derive.prove.principal import PlaneFacts

CONTINUOUS = (
    Add, Mul, exp, sin, cos, tan, cot, sec, csc, sinh, cosh, tanh, coth, sech, csch, sinc, Abs, conjugate, re, im,
    gamma, factorial, digamma, trigamma, harmonic, beta, dirichlet_eta, erf, erfc, erfi, Si, Shi, fresnels,
    fresnelc,
)  # fmt: skip
"""Functions that are continuous, in all arguments together, wherever they have a value."""

IN_THE_LAST_ARGUMENT = (
    chebyshevt, chebyshevu, legendre, hermite, laguerre, polygamma, RisingFactorial, FallingFactorial, besselj, besseli,
)  # fmt: skip
"""Functions of a whole number and a variable, in which they are continuous."""


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


def is_continuous(expression: Any, moving: frozenset[Symbol]) -> bool:
    """Whether the expression is continuous in the variables together, wherever it has a value.

    >>> from sympy import gamma, sqrt
    >>> from sympy.abc import z
    >>> is_continuous(gamma(z)/z, frozenset({z})), is_continuous(sqrt(z), frozenset({z}))
    (True, False)
    """
    if not (expression.free_symbols & moving):
        return True
    if isinstance(expression, Symbol):
        return True
    arguments = expression.args
    if isinstance(expression, Pow):
        base, exponent = arguments
        if not exponent.free_symbols & moving:
            return is_whole(exponent) and is_continuous(base, moving)
        nonzero = base.is_positive is True or (base.is_number and base.is_zero is False)
        return nonzero and not base.free_symbols & moving and is_continuous(exponent, moving)
    if isinstance(expression, CONTINUOUS):
        return all(is_continuous(argument, moving) for argument in arguments)
    if isinstance(expression, zeta) and len(arguments) == 1:
        return is_continuous(arguments[0], moving)
    if isinstance(expression, zeta):
        s, a = arguments
        if a.free_symbols & moving:
            return is_whole(s) and is_continuous(a, moving)
        return (a.is_positive is True or (a.is_Rational and not a.is_Integer)) and is_continuous(s, moving)
    if isinstance(expression, binomial):
        a, k = (arithmetic(argument) for argument in arguments)
        if not k.free_symbols & moving:
            return is_whole(k) and k.is_nonnegative is True and is_continuous(a, moving)
        return not a.free_symbols & moving and a.is_nonnegative is True and is_continuous(k, moving)
    if isinstance(expression, polylog):
        s, z = arguments
        if s.is_Integer and s <= 0:
            return is_continuous(z, moving)
        return z is S.NegativeOne and is_continuous(s, moving)
    if isinstance(expression, Derivative):
        inside = expression.expr
        return not inside.has(Abs, conjugate, re, im) and is_continuous(inside, moving | set(expression.variables))
    if isinstance(expression, hyper):
        above, below, z = arguments
        entire = len(above) <= len(below)  # in the upper parameters and the argument together
        return entire and not below.free_symbols & moving and all(is_continuous(x, moving) for x in (*above, z))
    if isinstance(expression, IN_THE_LAST_ARGUMENT):
        return _is_continuous_in_the_variable(expression, moving)
    return False


def _is_continuous_in_the_variable(expression: Any, moving: frozenset[Symbol]) -> bool:
    index, variable = expression.args[:2]
    if isinstance(expression, RisingFactorial | FallingFactorial):
        index, variable = variable, index
    if len(expression.args) != 2 or index.free_symbols & moving or not is_whole(index):
        return False
    return is_continuous(variable, moving)


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


__all__ = ["Knowledge", "hold_by_continuity", "is_continuous", "unmet"]
