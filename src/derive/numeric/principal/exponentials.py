"""Germs of powers, exponentials and logarithms: the functions that make and unmake orders of growth."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Any

from flint import acb, acb_series, arb
from sympy import Expr, I, Integer, S, expand, pi

from derive.numeric.calculus import depends
from derive.numeric.principal.expansion import monomials_of
from derive.numeric.principal.germs import Germ, Monomials, Scale, off_the_cut
from derive.numeric.principal.growth import ONE, Order, rate_of
from derive.numeric.principal.jets import Jet, bounded
from derive.numeric.principal.values import is_real
from derive.numeric.reals import NoValue, Unsettled, Unsupported

if TYPE_CHECKING:
    from derive.numeric.principal.expansion import Expansion

LOG_X = (Integer(0), 1)
CONSTANT = (Integer(0), 0)


def add_rule(walk: Expansion, node: Any) -> Germ:
    """The sum of the terms."""
    return walk.scale.add(*(walk(term) for term in node.args))


def multiply_rule(walk: Expansion, node: Any) -> Germ:
    """The product of the factors."""
    return reduce(walk.scale.multiply, (walk(factor) for factor in node.args))


def power_rule(walk: Expansion, node: Any) -> Germ:
    """base**exponent on the principal branch."""
    scale = walk.scale
    if node.base is S.Exp1:
        return exponential(walk, walk(node.exp))
    if not depends(node.exp, walk.variable):
        return constant_power(walk, walk(node.base), walk.exact(node.exp))
    if not depends(node.base, walk.variable):
        base = walk.exact(node.base)
        if base == 0:
            return _power_of_exact_zero(walk, walk(node.exp))
        factor = walk.logarithm_of(base, node.base)
        return exponential(walk, scale.multiply(walk(node.exp), scale.of_monomials(monomials_of(factor))))
    return exponential(walk, scale.multiply(walk(node.exp), logarithm(walk, walk(node.base))))


def constant_power(walk: Expansion, base: Germ, exponent: Expr) -> Germ:
    """A germ to a power that is free of the variable."""
    scale = walk.scale
    if exponent.is_Integer:
        whole = int(exponent)
        return scale.whole_power(base if whole >= 0 else scale.inverse(base), abs(whole))
    if not base.terms:
        return _power_of_zero(walk, base, exponent)
    lead, rest = scale.factored(base)
    require_positive_order(walk, lead)
    result = power_of_rest(walk, rest, walk.value_of(exponent))
    germ = scale.times(Germ(result.terms), lead.raised(exponent))
    return Germ(germ.terms, _exact_power(base.exact, exponent))


def _power_of_zero(walk: Expansion, base: Germ, exponent: Expr) -> Germ:
    if walk.value_of(exponent).real > 0:
        return base
    raise Unsupported


def _power_of_exact_zero(walk: Expansion, exponent: Germ) -> Germ:
    """0 to a real power that is positive for all X."""
    lead, rest = walk.scale.factored(exponent)
    values = walk.scale.bound(Germ(rest.terms))
    if not (walk.scale.is_real(exponent) and walk.scale.is_real_order(lead) and values.real > 0):
        raise Unsettled
    return Germ({}, {})


def _exact_power(base: Monomials | None, exponent: Expr) -> Monomials | None:
    """Of one monomial with coefficient 1."""
    if base is None or len(base) != 1:
        return None
    (((power, logs), coefficient),) = base.items()
    return {(expand(power * exponent), 0): coefficient} if logs == 0 and coefficient == 1 else None


def require_positive_order(walk: Expansion, lead: Order) -> None:
    """Only of positive numbers may logarithms and powers be taken factor by factor."""
    if not walk.scale.is_real_order(lead):
        raise Unsupported


def is_negative(walk: Expansion, germ: Germ) -> bool:
    """Whether a germ that stays finite certainly has negative real values only, on the cut of log."""
    if walk.plane.moving:
        return False
    scale = walk.scale
    return scale.is_real(germ) and bool(scale.bound(germ).real < 0)


def power_of_rest(walk: Expansion, rest: Germ, exponent: acb) -> Germ:
    """What tends to a constant other than 0, to a power."""
    scale = walk.scale
    if is_negative(walk, rest):
        turned = scale.compose(lambda s: s**exponent, scale.scaled(rest, -1), off_the_cut)
        return scale.multiply(turned, scale.number(exponent.exp_pi_i()))
    return scale.compose(lambda s: s**exponent, rest, off_the_cut)


def logarithm(walk: Expansion, germ: Germ) -> Germ:
    """The principal logarithm."""
    scale = walk.scale
    if not germ.terms:
        raise NoValue
    exact = _exact_logarithm(walk, germ.exact)
    if exact is not None:
        return scale.of_monomials(exact)
    lead, rest = scale.factored(germ)
    require_positive_order(walk, lead)
    parts = [log_of_rest(walk, rest)]
    if lead.rate or lead.power != 0:
        monomials = dict(lead.rate)
        if lead.power != 0:
            monomials[LOG_X] = lead.power
        parts.append(scale.of_monomials(monomials))
    if lead.logs:
        parts.append(scale.scaled(_iterated_logarithm(scale), lead.logs))
    return scale.add(*parts)


def _iterated_logarithm(scale: Scale) -> Germ:
    """log(log(X)) is between 0 and log(X), since X >= 3."""
    return Germ({Order((), Integer(0), 1): bounded(scale.region, acb(arb(0.5, 0.5)))})


def _exact_logarithm(walk: Expansion, exact: Monomials | None) -> Monomials | None:
    """Of one monomial with a rational coefficient."""
    if exact is None or len(exact) != 1:
        return None
    (((power, logs), coefficient),) = exact.items()
    if logs or not (power.is_Rational and coefficient.is_Rational):
        return None
    found = {LOG_X: power, CONSTANT: walk.logarithm_of(coefficient, coefficient)}
    return {key: c for key, c in found.items() if c != 0}


def log_of_rest(walk: Expansion, rest: Germ) -> Germ:
    """The logarithm of what tends to a constant other than 0."""
    scale = walk.scale
    if is_negative(walk, rest):
        turned = scale.compose(acb_series.log, scale.scaled(rest, -1), off_the_cut)
        return scale.add(turned, scale.of_monomials(monomials_of(I * pi)))
    return scale.compose(acb_series.log, rest, off_the_cut)


def exponential(walk: Expansion, germ: Germ) -> Germ:
    """exp: what grows makes the order, the rest is a smooth function."""
    if germ.exact is not None and all(c == 0 or k[0].is_Rational for k, c in germ.exact.items()):
        return _exponential_of_monomials(walk, germ.exact)
    scale = walk.scale
    order = ONE
    finite: list[Germ] = []
    for term, jet in germ.terms.items():
        if term.rate and _grows(walk, term):
            rest = Germ({other: part for other, part in germ.terms.items() if other is not term})
            return scale.multiply(exponential(walk, rest), _double_exponential(walk, term, jet))
    for term, jet in germ.terms.items():
        order, rest = _without_growth(walk, order, term, jet)
        finite.append(rest)
    smooth = scale.add(*finite) if finite else Germ({})
    return scale.times(scale.compose(acb_series.exp, Germ(smooth.terms), _anything), order)


def _anything(values: acb) -> bool:
    return True


def _exponential_of_monomials(walk: Expansion, exact: Monomials) -> Germ:
    scale = walk.scale
    order = ONE
    for (power, logs), coefficient in exact.items():
        if power > 0 or (power == 0 and logs > 0):
            order = order * _exp_of_monomial(power, logs, coefficient)
    small = scale.of_monomials({key: c for key, c in exact.items() if key[0] < 0})
    factor = scale.number(exp_of(walk, exact.get(CONSTANT, Integer(0))))
    smooth = scale.compose(acb_series.exp, small, _anything)
    return scale.times(scale.multiply(smooth, factor), order)


def exp_of(walk: Expansion, number: Expr) -> acb:
    """exp of an exact number; exactly where it is a multiple of pi i/2."""
    turns = expand(number / (I * pi))
    if turns.is_Rational:
        return (acb(int(turns.p)) / int(turns.q)).exp_pi_i()
    return walk.value_of(number).exp()


def _exp_of_monomial(power: Expr, logs: int, coefficient: Expr) -> Order:
    """exp(c X**k log(X)**l)."""
    if logs not in (0, 1):
        raise Unsupported
    if power == 0 and logs == 1:
        return Order((), coefficient)
    return Order(rate_of([((power, logs), coefficient)]))


def _double_exponential(walk: Expansion, term: Order, jet: Jet) -> Germ:
    """exp(-h exp(c X) ...) is between 0 and exp(-m X), as exp(c X)/X increases from the start on."""
    scale = walk.scale
    keys = [key for key, _ in term.rate]
    start, values = scale.region.start, jet.value()
    if keys != [(Integer(1), 0)] or term.logs < 0 or not scale.is_real_order(term) or not is_real(values):
        raise Unsupported
    rate, power = (scale.value(c).real for c in (term.rate[0][1], term.power))
    if not (rate * start > 1 and power >= 0 and values.real < 0):
        raise Unsupported
    slope = (-values.real) * (rate * start).exp() / start  # the powers and logarithms are at least 1
    order = Order(rate_of([((Integer(1), 0), walk.anonymous(acb(-slope.lower())))]))
    return Germ({order: bounded(scale.region, acb(arb(0.5, 0.5)))})


def _without_growth(walk: Expansion, order: Order, term: Order, jet: Jet) -> tuple[Order, Germ]:
    """The order with what grows of one term of the exponent, and what is left of the term."""
    while not jet.is_zero() and _grows(walk, term):
        if term.rate or not term.power.is_Rational or jet.order == 0:
            raise Unsupported
        if not jet.near[0].is_zero():
            order = order * _exp_of_monomial(term.power, term.logs, walk.anonymous(jet.near[0]))
        jet = jet.lowered(1)  # (h(t) - h(0))/t
        term = Order((), term.power - 1, term.logs)
    return order, Germ({} if jet.is_zero() else {term: jet})


def _grows(walk: Expansion, term: Order) -> bool:
    """Whether a term is not certainly bounded; a constant is."""
    if term.rate:
        return not walk.scale.trend(term).falls
    if term.power == 0:
        return term.logs > 0
    return not walk.value_of(term.power).real < 0
