"""Inequalities between sums of logarithms, by the tangent of the logarithm: 1 - 1/u <= log u <= u - 1.

The residual is written as a sum of m log(u_m), one u_m for each factor m that holds no logarithm.  Each term
is bounded by its tangent; what is left holds no logarithm, and its sign is asked for.  Where one factor is the
sum of the others, as in log(t a + (1 - t) b) beside t log(a) and (1 - t) log(b), its logarithms are shared out
among them.

Source: Cover and Thomas, Elements of Information Theory (2006), theorem 2.7.1 (the log-sum inequality).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from sympy import (
    Add,
    Dummy,
    Expr,
    Integer,
    Mul,
    PolynomialError,
    Rational,
    expand,
    factor_list,
    factor_terms,
    gcd,
    log,
    together,
)

from derive.calculation import Relation
from derive.claim import Claim
from derive.evidence import Proof, Trust
from derive.prove.facts import Facts
from derive.prove.normal_form import resolved
from derive.prove.sign import Sign

METHOD = "log u <= u - 1, term by term"
MOST_LOGARITHMS = 8
MOST_SHARES = 5

UPWARDS, DOWNWARDS = Relation.AT_LEAST, Relation.AT_MOST

Factors = dict[Expr, dict[Expr, Rational]]
"""For each factor m: the powers of positive quantities whose product u_m stands in m log(u_m)."""


class _Elsewhere(Exception):
    """A residual of another form."""


def prove_by_tangents(claim: Claim, facts: Facts) -> Proof | None:
    """lhs >= rhs or lhs <= rhs, where the tangents of all logarithms leave a residual of that sign.

    >>> from derive.domains import POSITIVE
    >>> a, b, c, d = (POSITIVE.symbol(name) for name in "abcd")
    >>> domains = dict.fromkeys((a, b, c, d), POSITIVE)
    >>> sum_of_logs = a*log(a/b) + c*log(c/d)
    >>> prove_by_tangents(Claim(sum_of_logs, UPWARDS, (a + c)*log((a + c)/(b + d)), domains), Facts(domains)).method
    'log u <= u - 1, term by term'
    >>> prove_by_tangents(Claim(sum_of_logs, UPWARDS, 0, domains), Facts(domains)) is None
    True
    """
    if claim.relation not in (UPWARDS, DOWNWARDS):
        return None
    residual = resolved(claim.lhs, facts) - resolved(claim.rhs, facts)
    residual = residual if claim.relation is UPWARDS else -residual
    logarithms = residual.atoms(log) if isinstance(residual, Expr) else set()
    if not 1 <= len(logarithms) <= MOST_LOGARITHMS or any(node.args[0].has(log) for node in logarithms):
        return None
    return Proof(method=METHOD, trusts=Trust.RULE) if _is_nonnegative(residual, facts) else None


def _is_nonnegative(residual: Expr, facts: Facts) -> bool:
    """Whether the tangents show it, with terms as they are written or multiplied out."""
    letters: dict[Expr, Expr] = {}
    try:
        spelled = residual.replace(log, lambda argument: _of_factors(argument, letters, facts))
    except _Elsewhere:
        return False
    for terms in (Add.make_args(spelled), Add.make_args(expand(spelled))):
        try:
            factors, rest = _taken_apart(terms, letters)
        except _Elsewhere:
            continue
        if any(_bounded_from_below(form, rest, facts) for form in (factors, *_shared_out(factors))):
            return True
    return False


def _bounded_from_below(factors: Factors, rest: Expr, facts: Facts) -> bool:
    """Whether the tangents of all logarithms leave something nonnegative."""
    try:
        bound = Add(rest, *(_tangent(factor, powers, facts) for factor, powers in factors.items()))
    except _Elsewhere:
        return False
    return facts.imply(together(bound), Sign.NONNEGATIVE)


def _shared_out(factors: Factors) -> Iterator[Factors]:
    """The same sum where one factor is the sum of all others, such as 1 = t + (1 - t): its logarithms go to them."""
    if not 3 <= len(factors) <= MOST_SHARES:
        return
    for whole in factors:
        others = [factor for factor in factors if factor != whole]
        for signs in product((1, -1), repeat=len(others)):
            if expand(whole - Add(*(sign * part for sign, part in zip(signs, others, strict=True)))) == 0:
                yield {
                    part: _together(factors[part], factors[whole], sign)
                    for sign, part in zip(signs, others, strict=True)
                }


def _together(powers: Mapping[Expr, Rational], more: Mapping[Expr, Rational], sign: int) -> dict[Expr, Rational]:
    """The powers of a product, with more of them multiplied in (sign 1) or divided out (-1)."""
    sums = {q: powers.get(q, Integer(0)) + sign * more.get(q, Integer(0)) for q in (*powers, *more)}
    return {quantity: power for quantity, power in sums.items() if power != 0}


def _taken_apart(terms: Iterable[Expr], letters: Mapping[Expr, Expr]) -> tuple[Factors, Expr]:
    """The sum of the terms as a sum of m log(u_m), and what holds no logarithm."""
    factors: Factors = defaultdict(dict)
    rest = []
    for term in terms:
        left = term.subs(dict.fromkeys(letters.values(), 0))
        rest.append(left)
        for quantity, letter in letters.items():
            coefficient = term.diff(letter)
            if coefficient.has(*letters.values()):
                raise _Elsewhere
            number, factor = factor_terms(coefficient).as_coeff_Mul()
            if factor.could_extract_minus_sign():
                number, factor = -number, -factor
            if number != 0:
                factors[factor][quantity] = factors[factor].get(quantity, Integer(0)) + number
    return factors, Add(*rest)


def _of_factors(argument: Expr, letters: dict[Expr, Expr], facts: Facts) -> Expr:
    """log of a product as a sum of letters, one for the log of each positive factor."""
    powers = _positive_factors(argument, facts)
    return Add(*(power * letters.setdefault(q, Dummy("log", real=True)) for q, power in powers.items()))


def _positive_factors(argument: Expr, facts: Facts) -> dict[Expr, int]:
    """The irreducible factors of a rational function, each with the sign that makes it positive."""
    powers: dict[Expr, int] = {}
    sign = Integer(1)
    for side, part in zip((1, -1), together(argument).as_numer_denom(), strict=True):
        try:
            number, found = factor_list(part)
        except PolynomialError as error:
            raise _Elsewhere from error
        for quantity, power in ((abs(number), 1), *found):
            is_negative = facts.imply(quantity, Sign.NEGATIVE)
            if not is_negative and not facts.imply(quantity, Sign.POSITIVE):
                raise _Elsewhere
            sign *= (-1) ** power if is_negative else 1
            positive = -quantity if is_negative else quantity
            powers[positive] = powers.get(positive, 0) + side * power
        sign *= number / abs(number)
    if sign != 1:
        raise _Elsewhere
    return {quantity: power for quantity, power in powers.items() if quantity != 1}


def _tangent(factor: Expr, powers: Mapping[Expr, Rational], facts: Facts) -> Expr:
    """A lower bound of m log(u): m (1 - 1/u) where m >= 0, m (u - 1) where m <= 0."""
    power = abs(gcd(list(powers.values())))  # of a single number SymPy gives the number itself
    inner = Mul(*(quantity ** (exponent / power) for quantity, exponent in powers.items()))
    if facts.imply(factor, Sign.NONNEGATIVE):
        return factor * power * (1 - 1 / inner)
    if facts.imply(factor, Sign.NONPOSITIVE):
        return factor * power * (inner - 1)
    raise _Elsewhere
