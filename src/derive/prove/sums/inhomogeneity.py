"""The ends of a sum over k: what a recurrence of the summand leaves of them.

All forms in n and k are linear, hence positive in the whole range if they are at its corners.  Each term is written
with reciprocals of gamma functions, which are entire, so the certificate holds at the ends too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sympy import Expr, Integer, Mul, Poly, Rational, Symbol, cancel, expand, factor_list, floor, fraction

from derive.prove.sums.terms import Term
from derive.prove.sums.zeilberger import Recurrence


class OutOfRange(Exception):
    """A form that is not certainly positive where it must be."""


@dataclass(frozen=True)
class Range:
    """k from `lower` to `top` (linear in n, the sum goes to its whole part), for all n >= first."""

    n: Symbol
    k: Symbol
    lower: int
    top: Expr
    first: int

    def is_positive(self, form: Expr) -> bool:
        """Whether a form, linear in n and k, is positive in the whole range."""
        return all(self._positive_in_n(form.xreplace({self.k: end})) for end in (Integer(self.lower), self.top))

    def _positive_in_n(self, form: Expr) -> bool:
        form = expand(form)
        slope = form.coeff(self.n)
        start = expand(form.xreplace({self.n: Integer(self.first)}))
        return bool(slope.is_Rational and start.is_Rational and slope >= 0 and start > 0)


def inhomogeneity(term: Term, found: Recurrence, span: Range, upper: Expr) -> Expr:
    """sum_j a_j S(n + j), with S(n) the sum; 0 where the ends are natural.

    Raises `OutOfRange` where a gamma function of a numerator or a denominator is not known to be harmless.
    """
    n, k, order = span.n, span.k, len(found.coefficients) - 1
    _require_nonzero_lead(found.coefficients[-1], span)
    support = _support(term, span)
    certificate = _absorbed(term, found.certificate, span)
    if support is not None:
        top = support[1].xreplace({n: n + order})
        wide = Range(n, k, span.lower, top + 1, span.first)
    else:
        if isinstance(upper, floor) or not span.top.coeff(n).is_Integer:
            raise OutOfRange
        top = span.top
        wide = Range(n, k, span.lower, span.top.xreplace({n: n + order}) + 1, span.first)
    for j in range(order + 1):
        _require_finite(term.moved({n: n + j}), Range(n, k, span.lower, wide.top - 1, span.first))
    _require_finite(certificate, wide)
    total = -_value_at(certificate, span, Integer(span.lower))
    if support is not None:
        if not _vanishes_beyond(certificate, support[0], order, span):
            raise OutOfRange
        return total
    total += _value_at(certificate, span, expand(top + 1))
    step = int(span.top.coeff(n))
    for j, a in enumerate(found.coefficients):
        moved = term.moved({n: n + j})
        total += a * sum((_value_at(moved, span, expand(top + i)) for i in range(1, j * step + 1)), Integer(0))
    return total


def _require_nonzero_lead(lead: Expr, span: Range) -> None:
    """The leading coefficient must vanish for no whole n of the range; other variables are generic."""
    for factor, _ in factor_list(lead)[1]:
        if span.n not in factor.free_symbols:
            continue
        form = Poly(factor, span.n)
        if form.degree() != 1 or factor.free_symbols != {span.n}:
            raise OutOfRange
        root = -form.nth(0) / form.nth(1)
        if root.is_Integer and root >= span.first:
            raise OutOfRange


def _support(term: Term, span: Range) -> tuple[Expr, Expr] | None:
    """The form l with a factor 1/gamma(l) that vanishes for k above a bound not above the upper end."""
    best: tuple[Expr, Expr] | None = None
    for form, count in term.gammas.items():
        slope = form.coeff(span.k)
        if count >= 0 or not slope.is_Integer or slope >= 0 or form.free_symbols - {span.n, span.k}:
            continue
        bound = expand((form - slope * span.k - 1) / -slope)
        below = expand(span.top - bound)
        fits = Range(span.n, span.k, 0, Integer(0), span.first).is_positive(below + Rational(1, 1000))
        if fits and (best is None or Range(span.n, span.k, 0, Integer(0), span.first).is_positive(best[1] - bound)):
            best = (form, bound)
    return best


def _vanishes_beyond(certificate: Term, form: Expr, order: int, span: Range) -> bool:
    """Whether G vanishes at the first whole k above the support of F(n + order, k)."""
    alpha = form.coeff(span.n)
    for candidate, count in certificate.gammas.items():
        excess = expand(candidate - form)
        if count < 0 and excess.is_Integer and excess <= alpha * order:
            return True
    return False


def _absorbed(term: Term, certificate: Expr, span: Range) -> Term:
    """certificate * term, with linear factors taken into the reciprocal gamma functions."""
    gammas = dict(term.gammas)
    numerator, denominator = fraction(certificate)
    unit, above = factor_list(numerator)
    lower_unit, below = factor_list(denominator)
    bottom = _all_taken_in(below, gammas, span, Integer(0))
    top = _all_taken_in(above, gammas, span, Integer(1))
    counts = {form: count for form, count in gammas.items() if count}
    return Term(term.rational * top / bottom * unit / lower_unit, term.powers, counts)


def _all_taken_in(factors: Any, gammas: dict[Expr, int], span: Range, above: Expr) -> Expr:
    """The product of what is left of the factors, which are offered again as long as one is taken in."""
    left = [factor for factor, count in factors for _ in range(count)]
    product: Expr = Integer(1)
    progress = True
    while progress:
        progress, waiting = False, left
        left = []
        for factor in waiting:
            constant = _taken_in(factor, gammas, span, above)
            if constant is None:
                left.append(factor)
            else:
                product, progress = product * constant, True
    return product * Mul(*left)


def _taken_in(factor: Expr, gammas: dict[Expr, int], span: Range, above: Expr) -> Expr | None:
    """1/(l*gamma(l)) = 1/gamma(l + 1), or l/gamma(l + 1) = 1/gamma(l); returns the number that is left."""
    if not factor.has(span.k):
        return None
    for sign in (1, -1):
        form = expand(sign * factor + above)
        for scale in (Integer(1), Rational(1, 2), Integer(2)):
            scaled = expand(scale * (form - above) + above)
            if gammas.get(scaled, 0) < 0:
                gammas[scaled] += 1
                new = expand(scaled + (1 if above == 0 else -1))
                gammas[new] = gammas.get(new, 0) - 1
                return sign / scale
    return None


def _require_finite(term: Term, span: Range) -> None:
    """No pole of a numerator and no vanishing denominator in the range."""
    for form, count in term.gammas.items():
        if count > 0 and not form.free_symbols - {span.n, span.k} and not span.is_positive(form):
            raise OutOfRange
    for factor, _ in factor_list(fraction(cancel(term.rational))[1])[1]:
        if not factor.free_symbols & {span.n, span.k}:
            continue
        if factor.free_symbols - {span.n, span.k} or Poly(factor, span.n, span.k).total_degree() > 1:
            raise OutOfRange
        if not (span.is_positive(factor) or span.is_positive(-factor)):
            raise OutOfRange


def _value_at(term: Term, span: Range, place: Expr) -> Expr:
    """The term at k = place, where a reciprocal gamma function may make it 0 for all n of the range."""
    at = term.moved({span.k: place})
    for form, count in at.gammas.items():
        if count < 0 and form.is_Integer and form <= 0:
            return Integer(0)
    rational = cancel(at.rational)
    return Integer(0) if rational == 0 else Mul(Term(rational, at.powers, at.gammas).as_expression())
