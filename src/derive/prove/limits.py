"""Limits: x moves to its point as u -> oo, and the series of the expression in u is read off.

- x = a + 1/u, a - 1/u, u or -u, on each side from which x may come;
- the series of the left side has a limit: the constant, 0, or oo with the sign of the leading coefficient;
- it is compared with the right side: the same on every side is a proof; a limit that certainly differs at
  one exact choice of the parameters is a disproof.

SymPy's own limits are not asked, and no trend of numbers counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice

from flint import arb
from sympy import Expr, Integer, Mul, Ne, oo

from derive.calculation import Relation
from derive.claim import Claim
from derive.evidence import Disproof, Proof, Trust
from derive.numeric.balls import settle
from derive.numeric.points import Point, simple_points
from derive.prove.approach import check_approach, is_free_to_move, moving
from derive.prove.asymptotics import Expansion, fixed_parts
from derive.prove.closed import in_closed_form
from derive.prove.normal_form import is_zero
from derive.prove.signs import Facts, Sign, sign_of
from derive.prove.transseries import ZERO, Calculus, Series, TooShort, Unclear
from derive.tree import rewritten

METHOD = "leading terms of an asymptotic expansion"
ORDERS = (3, 6, 12)
PARAMETERS_TRIED = 12


@dataclass(frozen=True)
class Limit:
    """A limit in the extended reals: the finite `value`, or if None oo with the sign of `direction`."""

    value: Expr | None
    direction: Expr = ZERO

    def __str__(self) -> str:
        return str(oo * self.direction if self.value is None else self.value)

    def at(self, parameters: Point) -> Limit:
        """The limit for values of the parameters."""
        value = None if self.value is None else self.value.xreplace(parameters)
        return Limit(value, self.direction.xreplace(parameters))


def prove_limit(claim: Claim, facts: Facts) -> Proof | Disproof | None:
    """lhs tends to rhs: a real expression in the other variables, oo, -oo, or oo times a sign.

    Raises `AuthoringError` for an approach that the domain of the variable does not allow.

    >>> from sympy import Abs
    >>> from derive.calculation import Approach
    >>> from derive.domains import REAL
    >>> x = REAL.symbol("x")
    >>> claim = Claim(Abs(x)/x, Relation.TENDS_TO, Integer(1), {x: REAL}, approach=Approach(x, Integer(0), "+"))
    >>> prove_limit(claim, Facts.of(claim)).method
    'leading terms of an asymptotic expansion'
    >>> claim = replace(claim, approach=Approach(x, Integer(0), "+-"))
    >>> prove_limit(claim, Facts.of(claim)).reason
    'the limit from above is 1, from below -1'
    """
    approach = claim.approach
    if claim.relation is not Relation.TENDS_TO or approach is None:
        return None
    check_approach(claim)
    if not isinstance(claim.lhs, Expr) or _hypotheses_move(claim) or not is_free_to_move(claim):
        return None
    claim = replace(claim, lhs=worked_out(claim.lhs, claim))
    limits = [limit_from(claim, side) for side in approach.direction]
    claimed, known = _read(claim.rhs), parameter_facts(claim)
    if all(limit is not None and _same(limit, claimed, known) for limit in limits):
        return Proof(method=METHOD, trusts=Trust.RULE)
    return _disproof(claim, claimed, limits)


def worked_out(expression: Expr, claim: Claim) -> Expr:
    """Derivatives by our own rules, and expectations in closed form, as far as they go."""
    return in_closed_form(expression, _facts_on_the_way(claim))


def _facts_on_the_way(claim: Claim) -> Facts:
    """The domains and hypotheses, and that the variable moves without being at its point."""
    assert claim.approach is not None
    x, point = claim.approach.variable, claim.approach.point
    apart = () if point in (oo, -oo) else (Ne(x, point, evaluate=False),)
    return Facts.about(claim.domains, (*claim.hypotheses, *apart), ())


def _hypotheses_move(claim: Claim) -> bool:
    """Whether a hypothesis speaks of the variable that moves, so that a part of its way may be closed."""
    assert claim.approach is not None
    return any(claim.approach.variable in hypothesis.free_symbols for hypothesis in claim.hypotheses)


def limit_from(claim: Claim, side: str) -> Limit | None:
    """The limit of the left side as the variable comes from one side, for all parameters; None if unknown."""
    assert claim.approach is not None
    facts = parameter_facts(claim)
    sign, vanishes = cache(lambda c: sign_of(c, facts)), cache(lambda c: is_zero(c, facts))
    for order in ORDERS:
        calculus = Calculus(sign, vanishes, order)
        expansion = Expansion(calculus, claim.approach.variable, moving(claim.approach, side))
        try:
            return _limit_of(calculus, expansion.of(claim.lhs))
        except TooShort:
            continue
        except Unclear:
            return None
    return None


def _limit_of(calculus: Calculus, series: Series) -> Limit:
    if series.terms and calculus.growth(series.terms[0].monomial) > 0:
        return Limit(None, calculus.sign_of_lead(calculus.lead(series)))
    _, constant, _ = calculus.parts(series)
    return Limit(constant)


def parameter_facts(claim: Claim) -> Facts:
    """What is known of the variables that stay fixed, where the parts of the claim without x have values."""
    assert claim.approach is not None
    fixed = fixed_parts(claim.lhs, claim.approach.variable)
    limit = _read(claim.rhs)
    about = _of_parameters(claim)
    return Facts.about(
        about.domains, about.hypotheses, [*fixed, limit.direction if limit.value is None else limit.value]
    )


def _of_parameters(claim: Claim) -> Claim:
    assert claim.approach is not None
    fixed = {symbol: domain for symbol, domain in claim.domains.items() if symbol != claim.approach.variable}
    return replace(claim, domains=fixed, approach=None)


def _read(rhs: Expr) -> Limit:
    """The right side as a limit: ``oo*sign(theta)`` is infinite with the sign of theta."""
    factors = Mul.make_args(rhs)
    infinite = [factor for factor in factors if factor in (oo, -oo)]
    if not infinite:
        return Limit(rhs)
    signs = [Integer(1) if factor == oo else Integer(-1) for factor in infinite]
    return Limit(None, Mul(*signs, *(factor for factor in factors if factor not in infinite)))


def _same(limit: Limit, claimed: Limit, facts: Facts) -> bool:
    if limit.value is None or claimed.value is None:
        both_infinite = limit.value is None and claimed.value is None
        return both_infinite and sign_of(limit.direction * claimed.direction, facts) is Sign.POSITIVE
    return is_zero(limit.value - claimed.value, facts)


# ---- disproof


def _disproof(claim: Claim, claimed: Limit, limits: list[Limit | None]) -> Disproof | None:
    """A choice of the parameters at which the limit exists and is certainly another one."""
    assert claim.approach is not None
    for parameters in _choices(claim):
        special = _specialised(claim, parameters)
        if special is None:
            continue
        found = [limit_from(special, side) for side in claim.approach.direction] if parameters else limits
        wanted = claimed.at(parameters)
        if any(limit is not None and _certainly_differ(limit, wanted) for limit in found):
            reason = _in_words(found, parameters) if None in limits else _in_words(limits, {})
            return Disproof(method=METHOD, reason=reason, trusts=Trust.RULE)
    return None


def _choices(claim: Claim) -> Iterator[Point]:
    return islice(simple_points(_of_parameters(claim)), PARAMETERS_TRIED)


def _specialised(claim: Claim, parameters: Point) -> Claim | None:
    """The claim for values of the parameters at which every part of it without x has a value."""
    approach = claim.approach
    assert approach is not None
    values = {part: part.xreplace(parameters) for part in fixed_parts(claim.lhs, approach.variable)}
    if not all(isinstance(settle(part, parameters), arb) for part in values):
        return None
    return replace(
        claim,
        lhs=rewritten(claim.lhs, values),
        rhs=Integer(0),
        domains={approach.variable: claim.domains[approach.variable]},
        conditions=(),
        assuming=(),
        approach=replace(approach, point=approach.point.xreplace(parameters)),
    )


def _certainly_differ(limit: Limit, claimed: Limit) -> bool:
    """For numbers: finite limits by balls that do not overlap, infinite ones by their signs."""
    if limit.value is not None and claimed.value is not None:
        return _certain_sign(limit.value - claimed.value) != 0
    if limit.value is None and claimed.value is None:
        return _certain_sign(limit.direction) * _certain_sign(claimed.direction) == -1
    finite, infinite = (limit, claimed) if claimed.value is None else (claimed, limit)
    return isinstance(settle(finite.value, {}), arb) and _certain_sign(infinite.direction) != 0


def _certain_sign(number: Expr) -> int:
    """1 or -1 where a ball tells; 0 if it does not."""
    ball = settle(number, {})
    return int(ball > 0) - int(ball < 0) if isinstance(ball, arb) else 0


def _in_words(limits: list[Limit | None], parameters: Point) -> str:
    where = ", ".join(f"{symbol} = {value}" for symbol, value in parameters.items())
    prefix = f"at {where} " if where else ""
    shown = list(dict.fromkeys(str(limit) for limit in limits))
    if len(shown) == 1:
        return f"{prefix}the limit is {shown[0]}"
    above, below = (str(limit) if limit is not None else "not known" for limit in limits)
    return f"{prefix}the limit from above is {above}, from below {below}"
