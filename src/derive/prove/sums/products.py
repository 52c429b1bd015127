"""Products in closed form: rational factors by gamma functions, halved angles, roots of unity.

An infinite product has the value that the closed form has wherever the product converges; a factor 0
makes both 0.
"""

from __future__ import annotations

from typing import Any

from sympy import (
    Expr,
    I,
    Integer,
    Mul,
    Pow,
    Product,
    Rational,
    Symbol,
    cancel,
    chebyshevt,
    chebyshevu,
    cos,
    degree,
    exp,
    expand,
    fraction,
    gamma,
    oo,
    pi,
    sec,
    sin,
    sinc,
    tan,
)  # fmt: skip

from derive.prove.special.arguments import evaluated, plain
from derive.prove.special.elementary import even_root
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
    finders = (_rational, _halved_angles) if upper == oo else (_sines, _roots_of_chebyshev, *ROOTS_OF_UNITY)
    for finder in finders:
        try:
            found = finder(body, k, lower, upper)
        except NoTerm:
            continue
        if found is not None:
            return found
    return _without_constant(node, facts)


def _without_constant(node: Product, facts: Any) -> Closed | None:
    """A finite product with a constant factor."""
    k, lower, upper = node.limits[0]
    count = plain(upper - lower + 1)
    constant, rest = evaluated(node.function).as_independent(k, as_Add=False)
    if constant == 1 or not rest.has(k) or not (count.is_integer and count.is_nonnegative):
        return None
    found = product(Product(rest, (k, lower, upper)), facts)
    return None if found is None else Closed(Pow(constant, count) * found.value, found.name, found.needs)


def _rational(body: Any, k: Symbol, lower: Expr, upper: Expr) -> Closed | None:
    """Product of (k - a)(k - b).../((k - c)(k - d)...): gamma functions, if it converges."""
    rational = cancel(evaluated(body))
    if rational == 1:
        return Closed(Integer(1), "factors 1")
    if not lower.is_Integer or not rational.is_rational_function(k) or not rational.has(k):
        return None
    numerator, denominator = fraction(rational)
    if degree(numerator, k) != degree(denominator, k) or degree(numerator - denominator, k) > degree(numerator, k) - 2:
        return None
    _, found = linear_factors(rational, k)
    # the two roots of a quadratic factor may change places
    factors = [(root.replace(_is_root, lambda node: even_root(node.base)), count) for root, count in found]
    value: Expr = Integer(1)
    needs = []
    for u, v in _reflected(factors, lower):
        steps = int(plain(u + v)) - 1
        value *= sin(evaluated(pi * u)) / pi / Mul(*(1 - u + i for i in range(steps)))
        needs += [Need(plain(1 - u + i), Kind.NONZERO) for i in range(steps)]
    for root, count in factors:
        argument = plain(lower - root)
        value *= Pow(gamma(argument, evaluate=False), -count)
        if argument.is_Integer and argument <= 0:
            return None
        if not argument.is_number:
            needs.append(Need(argument, Kind.NO_POLE))
    return Closed(value, "infinite products by gamma functions", tuple(needs))


def _is_root(node: Any) -> bool:
    return isinstance(node, Pow) and node.exp == Rational(1, 2) and not node.base.is_number


def _reflected(factors: list[tuple[Expr, int]], lower: Expr) -> list[tuple[Expr, Expr]]:
    """Pairs u, v with u + v = 1, 2, ... of reciprocal gamma functions, which the reflection formula takes; removed."""
    pairs = []
    for index, (root, count) in enumerate(factors):
        for other in range(index + 1, len(factors)):
            partner, times = factors[other]
            u, v = plain(lower - root), plain(lower - partner)
            if count == times == 1 and not u.is_number and plain(u + v).is_Integer and plain(u + v) > 0:
                pairs.append((u, v))
                factors[index], factors[other] = (root, 0), (partner, 0)
                root, count = factors[index]
    factors[:] = [(root, count) for root, count in factors if count]
    return pairs


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


def _turn(angle: Expr, k: Symbol, lower: Expr, upper: Expr) -> tuple[Expr, Expr] | None:
    """n and z of an angle z + pi*k/n, where k runs through n values."""
    n = plain(upper - lower + 1)
    z = plain(evaluated(angle).expand().xreplace({k: Integer(0)}))
    if not (n.is_integer and n.is_positive) or cancel(evaluated(angle - z) * n / (pi * k)) != 1:
        return None
    return n, z


def _turned_waves(body: Any, k: Symbol, lower: Expr, upper: Expr) -> Closed | None:
    """Product of sin(z + pi*k/n), or of the cosines, over n neighbouring k: (-1)**lower*sin(n*z)/2**(n - 1)."""
    if not isinstance(body, sin | cos):
        return None
    parts = _turn(body.args[0], k, lower, upper)
    if parts is None or not lower.is_integer:
        return None
    n, z = parts
    z = z + pi / 2 if isinstance(body, cos) else z
    value = Pow(-1, lower) * sin(plain(n * z), evaluate=False) / Integer(2) ** (n - 1)
    return Closed(value, "product of sines over the roots of unity")


def _half_turned_waves(body: Any, k: Symbol, lower: Expr, upper: Expr) -> Closed | None:
    """Products over 0 < k <= n at pi*k/(2*n + 1): 2**-n for cos, sqrt(2*n + 1) for tan, their quotient for sin."""
    n = upper
    if lower != 1 or not (n.is_integer and n.is_nonnegative) or not isinstance(body, sin | cos | tan):
        return None
    if cancel(evaluated(body.args[0]) * (2 * n + 1) / (pi * k)) != 1:
        return None
    root = Pow(2 * n + 1, Rational(1, 2))
    value = root if isinstance(body, tan) else Integer(2) ** (-n) * (root if isinstance(body, sin) else 1)
    return Closed(value, "product of sines over the roots of unity")


def _cyclotomic(body: Any, k: Symbol, lower: Expr, upper: Expr) -> Closed | None:
    """Product of z - w*exp(2*pi*i*k/n) over n neighbouring k: z**n - w**n."""
    flat = evaluated(body)
    z, moving = flat.as_independent(k, as_Add=True)
    w, root = (-moving).as_independent(k, as_Add=False)
    if not isinstance(root, exp):
        return None
    n = plain(upper - lower + 1)
    turn = cancel(evaluated(root.args[0]) * n / (2 * pi * I * k))
    if turn not in (1, -1) or not (n.is_integer and n.is_positive) or not lower.is_integer:
        return None
    return Closed(Pow(z, n) - Pow(w, n), "product over the roots of unity")


def _gauss(body: Any, k: Symbol, lower: Expr, upper: Expr) -> Closed | None:
    """Product of gamma(z + k/n) over 0 <= k < n, for z > 0."""
    n = plain(upper + 1)
    if lower != 0 or not isinstance(body, gamma) or not (n.is_integer and n.is_positive):
        return None
    argument = evaluated(body.args[0])
    z = plain(argument.xreplace({k: Integer(0)}))
    if cancel((argument - z) * n / k) != 1 or not z.is_positive:
        return None
    value = (2 * pi) ** ((n - 1) / 2) * Pow(n, Rational(1, 2) - n * z) * gamma(plain(n * z), evaluate=False)
    return Closed(value, "Gauss's multiplication formula")


ROOTS_OF_UNITY = (_turned_waves, _half_turned_waves, _cyclotomic, _gauss)


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
