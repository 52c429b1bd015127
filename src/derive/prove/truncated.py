"""Expectations of functions with kinks: a law on the line, cut where the integrand turns.

Between two kinks the integrand is smooth.  Under a normal law polynomials and exponentials have truncated moments;
under other laws the integral against the density is left to the rules for integrals.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from sympy import (
    Abs,
    Add,
    Expr,
    Function,
    Integer,
    Integral,
    Interval,
    Max,
    Min,
    Mul,
    Poly,
    Symbol,
    cos,
    erf,
    exp,
    expand,
    oo,
    pi,
    sin,
    sqrt,
)  # fmt: skip

from derive.calculation import Relation
from derive.claim import Claim
from derive.domains import domain_on
from derive.evidence import Disproof, Proof, Trust
from derive.numeric.points import simple_points
from derive.prove.facts import Facts
from derive.prove.identity import FROM_EQUALITY
from derive.prove.normal_form import is_zero, prove_normal_form
from derive.prove.segments import Segment, segments
from derive.prove.throughout import SMOOTH
from derive.refute import refute
from derive.terms.distributions import Normal
from derive.terms.distributions.supports import Range, Support
from derive.terms.expectation import Defined, Expectation, expand_definitions
from derive.tree import rewritten

POINTS_TRIED = 4
TAME = (SMOOTH | {Abs, Max, Min}) - {sin, cos}
"""Functions that do not oscillate for ever: an integral of what they make up converges absolutely, or not at all."""
HIGHEST = 6
"""The highest power whose truncated moment is written out."""


def prove_truncated(claim: Claim, facts: Facts) -> Proof | Disproof | None:
    """lhs = rhs, where expectations of functions with kinks are those of their smooth pieces.

    >>> from derive.calculation import Relation
    >>> from derive.domains import POSITIVE
    >>> from derive.terms import expectation, exponential
    >>> from sympy import Min
    >>> r, c = POSITIVE.symbol("r"), POSITIVE.symbol("c")
    >>> clipped = expectation(exponential(rate=r), lambda x: Min(x, c))
    >>> claim = Claim(clipped, Relation.EQUAL, (1 - exp(-r*c))/r, {r: POSITIVE, c: POSITIVE})
    >>> prove_truncated(claim, Facts.of(claim)).method.split(": ")[0]
    'between the kinks'
    """
    if claim.relation not in FROM_EQUALITY:
        return None
    sides = [_spelt_out(side, facts) for side in (claim.lhs, claim.rhs)]
    if sides == [claim.lhs, claim.rhs]:
        return None
    in_pieces = claim.relating(sides[0], claim.relation, sides[1])
    found = prove_normal_form(in_pieces, facts)
    found = _by_integrals(in_pieces) if found is None else found
    return _disproof(in_pieces) if found is None else replace(found, method=f"between the kinks: {found.method}")


def _disproof(claim: Claim) -> Disproof | None:
    """A point at which the sides certainly differ."""
    if any(side.has(Expectation, Defined) for side in (claim.lhs, claim.rhs)):
        return None
    found = refute(claim, list(islice(simple_points(claim), POINTS_TRIED)), lambda number: is_zero(number, Facts({})))
    if found is None:
        return None
    at = ", ".join(f"{name} = {value}" for name, value in found.witness)
    reason = f"at {at}: {found.lhs} against {found.rhs}" if at else f"{found.lhs} against {found.rhs}"
    return Disproof(method="between the kinks", reason=reason, trusts=Trust.RULE)


def _by_integrals(claim: Claim) -> Proof | None:
    from derive.prove.in_plane import prove_on_line  # many modules, which most pages never need

    found = prove_on_line(claim, lambda _: None) if claim.relation is Relation.EQUAL else None
    return found if isinstance(found, Proof) else None


def _spelt_out(side: Expr, facts: Facts) -> Expr:
    """A side with such expectations replaced by what they are on each piece."""
    words = {word: expand_definitions(word) for word in side.atoms(Defined)}
    side = rewritten(side, {word: meaning for word, meaning in words.items() if _in_pieces_all(meaning, facts)})
    values = {node: _in_pieces(node, facts) for node in side.atoms(Expectation)}
    return rewritten(side, {node: value for node, value in values.items() if value is not None})


def _in_pieces_all(meaning: Expr, facts: Facts) -> bool:
    nodes = meaning.atoms(Expectation)
    return bool(nodes) and all(_in_pieces(node, facts) is not None for node in nodes)


def _in_pieces(node: Expectation, facts: Facts) -> Expr | None:
    law, x = node.law, node.variable
    whole = _whole(law.support) if law.measure == "Lebesgue" and isinstance(x, Symbol) else None
    if whole is None:
        return None
    there = Facts.about({**facts.domains, x: domain_on(whole, str(whole))}, facts.hypotheses, ())
    parts = segments(node.integrand, x, there)
    if parts is None:
        return None
    values = [_on_segment(law, part, x) for part in parts]
    return None if None in values else Add(*(value for value in values if value is not None))


def _whole(support: Support) -> Interval | None:
    """The support as an interval between numbers."""
    if type(support) is Support:
        return Interval(-oo, oo)
    if not isinstance(support, Range) or not all(end.is_number for end in (support.lower, support.upper)):
        return None
    return Interval.open(support.lower, support.upper)


def _on_segment(law: Expr, part: Segment, x: Symbol) -> Expr | None:
    if not isinstance(law, Normal):
        body = part.value * law.support.settled(law.density(x), x)
        is_tame = all(node.func in TAME for node in body.atoms(Function) if x in node.free_symbols)
        return Integral(body, (x, part.low, part.high)) if is_tame else None
    mean, std = law.args
    ends = [end if end in (oo, -oo) else (end - mean) / std for end in (part.low, part.high)]
    body = expand(part.value.xreplace({x: mean + std * x}))
    values = [_truncated(term, x, *ends) for term in Add.make_args(body)]
    return None if None in values else Add(*(value for value in values if value is not None))


def _truncated(term: Expr, z: Symbol, low: Expr, high: Expr) -> Expr | None:
    """The integral of c z^k exp(a z) against the standard normal density: a shift by a leaves a polynomial."""
    factor, moving = term.as_independent(z, as_Add=False)
    power, rate = moving, Integer(0)
    for part in Mul.make_args(moving):
        if isinstance(part, exp):
            power, exponent = power / part, Poly(part.args[0], z) if part.args[0].is_polynomial(z) else None
            if exponent is None or exponent.degree() > 1:
                return None
            slope, offset = exponent.coeff_monomial(z), exponent.coeff_monomial(1)
            factor, rate = factor * exp(offset), rate + slope
    if not power.is_polynomial(z):
        return None
    ends = [end if end in (oo, -oo) else end - rate for end in (low, high)]
    shifted = Poly(power.xreplace({z: z + rate}), z)
    if shifted.degree() > HIGHEST:
        return None
    moments = (coefficient * _moment(k, *ends) for (k,), coefficient in shifted.terms())
    return factor * exp(rate**2 / 2) * Add(*moments)


def _moment(k: int, low: Expr, high: Expr) -> Expr:
    """The integral of z^k against the standard normal density, by parts down to k = 0 or 1.

    Source: Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 1 (1994), section 13.10.1.
    """
    if k == 0:
        return (_erf(high) - _erf(low)) / 2
    rest = (k - 1) * _moment(k - 2, low, high) if k > 1 else Integer(0)
    return rest + _boundary(k - 1, low) - _boundary(k - 1, high)


def _erf(end: Expr) -> Expr:
    return erf(end / sqrt(2))


def _boundary(k: int, end: Expr) -> Expr:
    return Integer(0) if end in (oo, -oo) else end**k * exp(-(end**2) / 2) / sqrt(2 * pi)
