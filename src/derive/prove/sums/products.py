"""Products in closed form: rational factors by gamma functions, halved angles, roots of unity.

An infinite product has the value that the closed form has wherever the product converges; a factor 0
makes both 0.
"""

from __future__ import annotations

from typing import Any

from sympy import (
    Expr,
    Integer,
    Mul,
    Pow,
    Product,
    Symbol,
    cancel,
    chebyshevt,
    chebyshevu,
    cos,
    degree,
    expand,
    fraction,
    gamma,
    oo,
    pi,
    sec,
    sin,
    sinc,
)  # fmt: skip

from derive.prove.special.arguments import evaluated, plain
from derive.prove.special.rules import Kind, Need
from derive.prove.sums.closed import Closed, single_range
from derive.prove.sums.terms import NoTerm, linear_factors

MOST_FACTORS = 200


def product(node: Product, facts: Any) -> Closed | None:
    """A closed form of a product over one variable.

    >>> from sympy.abc import k
    >>> product(Product(1 - 1/k**2, (k, 2, oo)), None).name
    'infinite products by gamma functions'
    >>> product(Product(1 + 1/k, (k, 2, oo)), None) is None
    True
    """
    parts = single_range(node)
    if parts is None:
        return None
    body, k, lower, upper = parts
    lower, upper = plain(lower), plain(upper)
    if lower.is_Integer and upper.is_Integer and -1 <= upper - lower <= MOST_FACTORS:
        factors = [body.xreplace({k: Integer(i)}) for i in range(int(lower), int(upper) + 1)]
        return Closed(Mul(*(evaluated(factor) for factor in factors)), "a finite product factor by factor")
    finders = (_rational, _halved_angles) if upper == oo else (_sines, _roots_of_chebyshev)
    for finder in finders:
        try:
            found = finder(body, k, lower, upper)
        except NoTerm:
            continue
        if found is not None:
            return found
    return None


def _rational(body: Any, k: Symbol, lower: Expr, upper: Expr) -> Closed | None:
    """Product of (k - a)(k - b).../((k - c)(k - d)...): gamma functions, if it converges."""
    rational = cancel(evaluated(body))
    if not lower.is_Integer or not rational.is_rational_function(k) or not rational.has(k):
        return None
    numerator, denominator = fraction(rational)
    if degree(numerator, k) != degree(denominator, k) or degree(numerator - denominator, k) > degree(numerator, k) - 2:
        return None
    _, factors = linear_factors(rational, k)
    value: Expr = Integer(1)
    needs = []
    for root, count in factors:
        argument = plain(lower - root)
        value *= Pow(gamma(argument, evaluate=False), -count)
        if argument.is_Integer and argument <= 0:
            return None
        if not argument.is_number:
            needs.append(Need(argument, Kind.NO_POLE))
    return Closed(value, "infinite products by gamma functions", tuple(needs))


def _halved_angles(body: Any, k: Symbol, lower: Expr, upper: Expr) -> Closed | None:
    """Viete's product of cos(z/2**k), and of its reciprocal."""
    base, power = evaluated(body).as_base_exp()
    if isinstance(base, sec):
        base, power = cos(*base.args, evaluate=False), -power
    if not isinstance(base, cos) or power not in (1, -1) or not lower.is_Integer:
        return None
    z = plain(base.args[0] * 2**k)
    if z.has(k):
        return None
    start = z / Integer(2) ** (lower - 1)
    return Closed(sinc(start, evaluate=False) ** power, "Viete's product")


def _sines(body: Any, k: Symbol, lower: Expr, upper: Expr) -> Closed | None:
    """Product of sin(pi*k/n) for 0 < k < n, which is n/2**(n - 1)."""
    n = plain(upper + 1)
    if lower != 1 or not isinstance(body, sin) or not (n.is_integer and n.is_positive):
        return None
    if cancel(evaluated(body.args[0]) * n / (pi * k)) != 1:
        return None
    return Closed(n / Integer(2) ** (n - 1), "product of sines over the roots of unity")


def _roots_of_chebyshev(body: Any, k: Symbol, lower: Expr, upper: Expr) -> Closed | None:
    """Products of x - cos(...) over the zeros of a Chebyshev polynomial."""
    n = upper
    if lower != 1 or not n.is_integer or not n.is_nonnegative:
        return None
    x, angle = _difference_from_cosine(body, k)
    if angle is None or x is None:
        return None
    if cancel(expand(angle * (2 * n) / pi - (2 * k - 1))) == 0 and n.is_positive:
        return Closed(chebyshevt(n, x, evaluate=False) / Integer(2) ** (n - 1), "zeros of Chebyshev polynomials")
    if cancel(expand(angle * (n + 1) / pi - k)) == 0:
        return Closed(chebyshevu(n, x, evaluate=False) / Integer(2) ** n, "zeros of Chebyshev polynomials")
    return None


def _difference_from_cosine(body: Any, k: Symbol) -> tuple[Expr | None, Expr | None]:
    """x and the angle a of x - cos(a)."""
    flat = evaluated(body)
    fixed, moving = flat.as_independent(k, as_Add=True)
    sign, cosine = moving.as_coeff_Mul()
    if sign != -1 or not isinstance(cosine, cos):
        return None, None
    return fixed, evaluated(cosine.args[0])


__all__ = ["Mul", "product"]
