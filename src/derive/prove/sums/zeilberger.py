"""Zeilberger's algorithm: a recurrence in n for the sum over k of a hypergeometric term, with its certificate.

For polynomials a_0, ..., a_J in n it finds a rational R with

    sum_j a_j(n)*F(n + j, k) = G(n, k + 1) - G(n, k),  G = R*F,

and the identity of rational functions that this is after division by F is checked once more at the end.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sympy import QQ, Expr, Integer, Mul, Poly, Symbol, cancel, factor_list, fraction, gcd_list, lcm
from sympy.polys.matrices import DomainMatrix

from derive.prove.sums.terms import NoTerm, Term

MOST_ORDER = 3
MOST_DEGREE = 12


@dataclass(frozen=True)
class Recurrence:
    """The coefficients a_0, ..., a_J and the certificate R."""

    coefficients: tuple[Expr, ...]
    certificate: Expr


def recurrence(term: Term, n: Symbol, k: Symbol) -> Recurrence | None:
    """The recurrence of least order, up to `MOST_ORDER`.

    >>> from sympy import binomial
    >>> from sympy.abc import n, k
    >>> from derive.prove.sums.terms import read
    >>> recurrence(read(binomial(n, k), (n, k)), n, k).coefficients
    (-2, 1)
    """
    shifted_k = cancel(term.ratio(k))
    for order in range(MOST_ORDER + 1):
        shifts = [cancel(term.ratio(n, j)) if j else Integer(1) for j in range(order + 1)]
        found = _of_order(shifts, shifted_k, k)
        if found is not None and _is_right(found, shifts, shifted_k, k):
            return found
    return None


def _is_right(found: Recurrence, shifts: list[Expr], shifted_k: Expr, k: Symbol) -> bool:
    total = sum((a * s for a, s in zip(found.coefficients, shifts, strict=True)), Integer(0))
    r = found.certificate
    return bool(cancel(total - r.xreplace({k: k + 1}) * shifted_k + r) == 0)


def _of_order(shifts: list[Expr], shifted_k: Expr, k: Symbol) -> Recurrence | None:
    """Gosper's algorithm with unknown coefficients a_j in the numerator."""
    common = Integer(1)
    for shift in shifts:
        common = lcm(common, fraction(shift)[1])
    numerators = [cancel(shift * common) for shift in shifts]
    p, q, r = _gosper_form(cancel(shifted_k * common / common.xreplace({k: k + 1})), k)
    degree = _degree_bound(p, q, r, numerators, k)
    if degree is None or degree > MOST_DEGREE:
        return None
    q_up = q
    columns = [_poly(q_up * (k + 1) ** i - r * k**i, k) for i in range(degree + 1)]
    columns += [_poly(-p * numerator, k) for numerator in numerators]
    solution = _kernel_vector(columns, k, len(numerators))
    if solution is None:
        return None
    x = sum((c * k**i for i, c in enumerate(solution[: degree + 1])), Integer(0))
    coefficients = solution[degree + 1 :]
    content = gcd_list(coefficients)
    return Recurrence(tuple(cancel(a / content) for a in coefficients), cancel(r * x / (p * common * content)))


def _poly(expression: Expr, k: Symbol) -> Poly:
    return Poly(expression, k)


def _gosper_form(ratio: Expr, k: Symbol) -> tuple[Expr, Expr, Expr]:
    """p, q, r with ratio = p(k + 1)/p(k) * q(k)/r(k + 1), and no q(k), r(k + h) with a common factor for h >= 1.

    Here the equation for x becomes q(k)*x(k + 1) - r(k)*x(k) = p(k)*(numerator).
    """
    numerator, denominator = fraction(ratio)
    unit_q, q_factors = factor_list(numerator, k)
    unit_r, r_factors = factor_list(denominator, k)
    q_list = [f for f, c in q_factors for _ in range(c)]
    r_list = [f for f, c in r_factors for _ in range(c)]
    p: Expr = Integer(1)
    pending = True
    while pending:
        pending = False
        for f in list(q_list):
            partner = next(((g, h) for g in r_list for h in (_shift_between(g, f, k),) if h is not None), None)
            if partner is None:
                continue
            g, h = partner
            q_list.remove(f)
            r_list.remove(g)
            p *= Mul(*(f.xreplace({k: k - i}) for i in range(1, h + 1)))
            unit_q = unit_q * cancel(f / g.xreplace({k: k + h}))
            pending = True
            break
    q, r_next = unit_q * Mul(*q_list), unit_r * Mul(*r_list)
    return p.expand() if p != 1 else p, q, r_next.xreplace({k: k - 1})


def _shift_between(g: Expr, f: Expr, k: Symbol) -> int | None:
    """h >= 0 with g(k + h) = const*f(k), for factors linear in k."""
    pg, pf = Poly(g, k), Poly(f, k)
    if pg.degree() != 1 or pf.degree() != 1:
        return None
    (a, b), (c, d) = pg.all_coeffs(), pf.all_coeffs()
    h = cancel(d / c - b / a)
    return int(h) if h.is_Integer and h >= 0 else None


def _degree_bound(p: Expr, q: Expr, r: Expr, numerators: list[Expr], k: Symbol) -> int | None:
    """A bound for the degree in k of x in q(k)*x(k + 1) - r(k)*x(k) = p(k)*numerator."""
    right = max(Poly(p * numerator, k).degree() for numerator in numerators)
    total, difference = Poly(q + r, k), Poly(cancel(q - r), k)
    if difference.is_zero:
        return max(int(right - total.degree() + 1), 0)
    if total.is_zero or total.degree() <= difference.degree():
        bound = right - difference.degree()
    else:
        lead = total.LC()
        below = difference.coeff_monomial(k ** (total.degree() - 1))
        candidate = cancel(-2 * below / lead)
        bound = right - total.degree() + 1
        if candidate.is_Integer and candidate >= 0:
            bound = max(bound, int(candidate))
    return int(bound) if bound >= 0 else 0


def _kernel_vector(columns: list[Poly], k: Symbol, unknowns: int) -> list[Expr] | None:
    """A combination of the columns that vanishes and involves the last `unknowns` of them."""
    height = max(column.degree() for column in columns) + 1
    rows = [[cancel(column.coeff_monomial(k**i)) for column in columns] for i in range(int(height))]
    symbols = sorted(set().union(*(entry.free_symbols for row in rows for entry in row)), key=str)
    field = QQ.frac_field(*symbols) if symbols else QQ
    try:
        entries = [[field.from_sympy(entry) for entry in row] for row in rows]
        matrix = DomainMatrix(entries, (len(rows), len(columns)), field)
    except (ValueError, TypeError) as error:
        raise NoTerm from error
    for vector in matrix.nullspace().to_Matrix().tolist():
        if any(entry != 0 for entry in vector[-unknowns:]):
            return _without_denominators(vector)
    return None


def _without_denominators(vector: list[Any]) -> list[Expr]:
    common = Integer(1)
    for entry in vector:
        common = lcm(common, fraction(cancel(entry))[1])
    return [cancel(entry * common) for entry in vector]
