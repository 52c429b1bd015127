"""Riemann's and Hurwitz's zeta functions, Bernoulli and Euler numbers: special values and functional equations."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from flint import fmpq, fmpz
from sympy import (
    Add,
    Catalan,
    EulerGamma,
    Expr,
    Integer,
    Mul,
    Rational,
    S,
    bernoulli,
    cos,
    cot,
    digamma,
    dirichlet_eta,
    euler,
    factorial,
    log,
    pi,
    primefactors,
    stieltjes,
    zeta,
)  # fmt: skip

from derive.prove.special.distribution import Group, Relation, form, solved
from derive.prove.special.factorials import gamma_of
from derive.prove.special.ladders import MOST_STEPS, Ladder, Outcome
from derive.prove.special.quantities import arithmetic, at_least, cotangent_of_pi, is_right_of_zero, is_whole, offset
from derive.prove.special.rules import Kind, Need, Pass, Rewrite, Rule, Sides, occurrences, replaced

if TYPE_CHECKING:
    from derive.prove.principal import PlaneFacts

LARGEST_INDEX = 120
LARGEST_DENOMINATOR = 24
LARGEST_ORDER = 12


def zeta_of(*arguments: Any) -> Any:
    """Riemann's or Hurwitz's zeta function, not evaluated."""
    return zeta(*(arithmetic(argument) for argument in arguments), evaluate=False)


def bernoulli_number(index: int) -> Rational:
    """B_n; that of 1 is -1/2, as in the Bernoulli polynomials."""
    value = fmpq.bernoulli(index)
    return Rational(int(value.p), int(value.q))


def bernoulli_polynomial(index: int, x: Expr) -> Expr:
    """B_n(x)."""
    binomials = (int(fmpz.bin_uiui(index, k)) for k in range(index + 1))
    return Add(*(c * bernoulli_number(k) * x ** (index - k) for k, c in enumerate(binomials)))


# ---- Riemann's zeta


def of_zeta(node: Any, facts: PlaneFacts) -> Any:
    """Special values of zeta(s) and zeta(s, a)."""
    if len(node.args) == 1:
        s = arithmetic(node.args[0])
        is_trivial_zero = is_whole(s / 2) and at_least(-s, 1, facts)
        if s.is_Rational and not s.is_Integer and -LARGEST_ORDER < s < 0:
            return across_the_strip(arithmetic(1 - s))
        return S.Zero if is_trivial_zero else at_whole_number(s)
    s, a = (arithmetic(argument) for argument in node.args)
    if s.is_Integer and -LARGEST_INDEX <= s <= 0:
        return -bernoulli_polynomial(int(1 - s), a) / (1 - s)
    if a == 1 or (a == 0 and at_least(-s, 1, facts)):
        return zeta_of(s)
    if not a.is_Rational or abs(a) > MOST_STEPS or a.q > LARGEST_DENOMINATOR or (a.is_Integer and a <= 0):
        return None
    inside = Integer(1) if a.is_Integer else a % 1
    steps = int(a - inside)
    powers = [-((inside + j) ** -s) for j in range(steps)] if steps >= 0 else [
        (inside + j) ** -s for j in range(steps, 0)]
    value = inside_the_unit_interval(s, inside)
    if value is None and not powers:
        return None
    return Add(value if value is not None else zeta_of(s, inside), *powers)


def at_whole_number(s: Expr) -> Any:
    """zeta(2n) by Bernoulli numbers and pi, zeta(-n) by Bernoulli numbers."""
    if not s.is_Integer or abs(s) > LARGEST_INDEX:
        return None
    n = int(s)
    if n <= 0:
        return -S.Half if n == 0 else -bernoulli_number(1 - n) / (1 - n)
    if n % 2:
        return None
    return (-1) ** (n // 2 + 1) * bernoulli_number(n) * (2 * pi) ** n / (2 * factorial(n))


def functional_equation(sides: Sides, facts: PlaneFacts) -> Outcome:
    """zeta(1 - s) = 2 (2 pi)^(-s) cos(pi s/2) gamma(s) zeta(s), where zeta(s) and zeta(1 - s) both occur."""
    arguments = {arithmetic(node.args[0]): node for node in occurrences(sides, zeta) if len(node.args) == 1}
    for argument, node in arguments.items():
        s = arithmetic(1 - argument)
        if s not in arguments or s.is_number or not offset(argument)[0].could_extract_minus_sign():
            continue
        value = across_the_strip(s)
        return tuple(replaced(side, {node: value}) for side in sides), (Need(s, Kind.NO_POLE),)
    return None


def across_the_strip(s: Expr) -> Expr:
    """zeta(1 - s) by zeta(s)."""
    return 2 * (2 * pi) ** -s * cos(arithmetic(pi * s / 2), evaluate=False) * gamma_of(s) * zeta_of(s)


# ---- Hurwitz's zeta


def climbed(parameters: tuple[Any, ...], a: Expr, steps: int) -> Expr:
    """zeta(s, a + k) = zeta(s, a) - a^(-s) - ... - (a + k - 1)^(-s), on principal branches, for every a."""
    (s,) = parameters
    return Add(zeta_of(s, a), *(-((a + j) ** -s) for j in range(steps)))


def reflected(parameters: tuple[Any, ...], a: Expr) -> Expr | None:
    """zeta(s, a) by zeta(s, 1 - a) for whole s: they differ by a derivative of the cotangent, if s > 1."""
    (s,) = parameters
    if is_whole(s) and s.is_nonpositive:
        return (-1) ** (1 - s) * zeta_of(s, 1 - a)
    if not s.is_Integer or not 2 <= s <= LARGEST_ORDER:
        return None
    wave = cotangent_derivative(int(s), cotangent_of_pi(a))
    return (-1) ** s * (wave - zeta_of(s, 1 - a))


def cotangent_derivative(s: int, cotangent: Expr) -> Expr:
    """zeta(s, 1 - a) + (-1)^s zeta(s, a): -pi/(s - 1)! times the derivative of order s - 1 of cot(pi a)."""
    coefficients = [Integer(0), Integer(1)]  # of powers of the cotangent; c' = -pi (1 + c^2)
    for _ in range(s - 1):
        following = [Integer(0)] * (len(coefficients) + 1)
        for k, c in enumerate(coefficients):
            if k:
                following[k - 1] -= k * c
                following[k + 1] -= k * c
        coefficients = following
    return -(pi**s) / factorial(s - 1) * Add(*(c * cotangent**k for k, c in enumerate(coefficients)))


def divided(parameters: tuple[Any, ...], a: Expr, parts: int) -> Expr:
    """zeta(s, m a) = m^(-s) (zeta(s, a) + zeta(s, a + 1/m) + ... + zeta(s, a + (m - 1)/m))."""
    (s,) = parameters
    return Integer(parts) ** -s * Add(*(zeta_of(s, a + Rational(j, parts)) for j in range(parts)))


def read_hurwitz(node: Any) -> tuple[tuple[Any, ...], Expr] | None:
    """Order and argument of zeta(s, a)."""
    return ((arithmetic(node.args[0]),), node.args[1]) if len(node.args) == 2 else None


def inside_the_unit_interval(s: Expr, a: Rational) -> Expr | None:
    """zeta(s, p/q) for 0 < p/q <= 1 by Riemann's zeta and members of a basis; None where it is in the basis."""
    if a == 1:
        return zeta_of(s)
    if a == S.Half:
        return (2**s - 1) * zeta_of(s)
    if s.is_Integer and 2 <= s <= LARGEST_ORDER:
        powers, known = _table(int(s), a.q)[a.p]
        if powers == {a.p: 1} and known == 0:
            return None
        return known + Add(*(c * zeta_of(s, Rational(p, a.q)) for p, c in powers.items()))
    return None if a not in _BY_MULTIPLICATION else _by_multiplication(s, a)


_BY_MULTIPLICATION = {Rational(p) for p in ("2/3", "3/4", "1/6", "5/6")}


def _by_multiplication(s: Expr, a: Rational) -> Expr:
    third = zeta_of(s, Rational(1, 3))
    two_thirds = (3**s - 1) * zeta_of(s) - third
    if a.q == 3:
        return two_thirds
    if a.q == 4:
        return 2**s * (2**s - 1) * zeta_of(s) - zeta_of(s, Rational(1, 4))
    return 2**s * third - two_thirds if a.p == 1 else 2**s * two_thirds - third


@cache
def _table(s: int, q: int) -> dict[int, Relation]:
    """zeta(s, p/q) for each p: reflection and multiplication formulas, solved."""
    rows: list[Relation] = []
    for p in range(1, q // 2 + 1):
        wave = cotangent_derivative(s, cot(Rational(p, q) * pi))
        rows.append((form({q - p: S.One}, {p: S.NegativeOne**s}), wave))
    for m in primefactors(q):
        step = q // m
        for p in range(1, step):
            rows.append((form(*({p + j * step: S.One} for j in range(m)), {m * p: -(Integer(m) ** s)}), S.Zero))
        whole = (Integer(m) ** s - 1) * (at_whole_number(Integer(s)) or zeta_of(Integer(s)))
        rows.append((form(*({j * step: S.One} for j in range(1, m))), whole))
    if s == 2 and q % 4 == 0:
        rows.append(({q // 4: S.One, 3 * q // 4: S.NegativeOne}, 16 * Catalan))
    return solved(rows, q, SUMS)


SUMS = Group(S.Zero, lambda a, b: a + b, lambda a, c: a * c)


# ---- numbers


def of_bernoulli(node: Any, facts: PlaneFacts) -> Any:
    """Bernoulli polynomials B_n(x) = -n zeta(1 - n, x), n > 0; numbers through zeta(n) for even n from 0 on."""
    n = arithmetic(node.args[0])
    if len(node.args) == 2:
        x = arithmetic(node.args[1])
        if n.is_Integer:
            return bernoulli_polynomial(int(n), x) if 0 <= n <= LARGEST_INDEX // 2 else None
        return -n * zeta_of(1 - n, x) if is_whole(n) and at_least(n, 1, facts) else None
    if n.is_Integer:
        # the sign of B_1 is a matter of convention
        return bernoulli_number(int(n)) if n == 0 or 2 <= n <= LARGEST_INDEX else None
    half = arithmetic(n / 2)
    if is_whole(half) and at_least(half, 0, facts):
        return (-1) ** (half + 1) * 2 * gamma_of(n + 1) * zeta_of(n) / (2 * pi) ** n
    if is_whole(half + S.Half) and at_least(n, 3, facts):
        return S.Zero
    return -n * zeta_of(1 - n) if is_whole(n) and at_least(n, 2, facts) else None


def of_euler(node: Any, facts: PlaneFacts) -> Any:
    """Euler numbers: 0 for odd n; E_(2n) = (-1)^n 2 (2n)! (2/pi)^(2n+1) beta(2n+1) by Hurwitz's zeta."""
    if len(node.args) != 1:
        return None
    n = arithmetic(node.args[0])
    if n.is_Integer:
        return Integer(int(fmpz.euler_number(int(n)))) if 0 <= n <= LARGEST_INDEX else None
    half = arithmetic(n / 2)
    if is_whole(half) and at_least(half, 0, facts):
        s = n + 1
        difference = zeta_of(s, Rational(1, 4)) - zeta_of(s, Rational(3, 4))
        return Rewrite(Mul((-1) ** half, 2, gamma_of(s), (2 / pi) ** s, 4**-s, difference), (Need(n, Kind.NONZERO),))
    return S.Zero if is_whole(half + S.Half) and at_least(n, 1, facts) else None


def of_eta(node: Any, facts: PlaneFacts) -> Any:
    """eta(s) = (1 - 2^(1 - s)) zeta(s) for s other than 1, and log(2) there."""
    if len(node.args) != 1:
        return None
    s = arithmetic(node.args[0])
    return log(2) if s == 1 else Rewrite((1 - 2 ** (1 - s)) * zeta_of(s), (Need(s - 1, Kind.NONZERO),))


def of_stieltjes(node: Any, facts: PlaneFacts) -> Any:
    """gamma_0 is Euler's constant, gamma_0(a) = -digamma(a), gamma_n(1) = gamma_n."""
    n, a = (arithmetic(argument) for argument in (*node.args, Integer(1))[:2])
    if a == 1:
        return EulerGamma if n == 0 else stieltjes(n, evaluate=False) if len(node.args) == 2 else None
    return -digamma(a, evaluate=False) if n == 0 and is_right_of_zero(a, facts) else None


HURWITZ = Ladder("Hurwitz's zeta", (zeta,), read_hurwitz, climbed, reflected, divided)

RULES: dict[type, tuple[Rule, ...]] = {
    zeta: (Rule("values of zeta", of_zeta),),
    dirichlet_eta: (Rule("eta by zeta", of_eta),),
    stieltjes: (Rule("values of Stieltjes constants", of_stieltjes),),
    bernoulli: (Rule("Bernoulli numbers by zeta", of_bernoulli),),
    euler: (Rule("Euler numbers by zeta", of_euler),),
}
PASSES = (Pass("functional equation of zeta", functional_equation), *HURWITZ.passes())
