"""Fibonacci and Lucas numbers of whole index, positive or negative, by Binet's formula over the golden ratio."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flint import fmpz_mat
from sympy import GoldenRatio, Integer, Pow, expand, fibonacci, lucas, sqrt

from derive.prove.special.quantities import arithmetic, is_whole
from derive.prove.special.rules import Rule

if TYPE_CHECKING:
    from sympy import Expr

    from derive.prove.principal import PlaneFacts

LARGEST_INDEX = 2_000
LARGEST_POWER = 6


def of_fibonacci(node: Any, facts: PlaneFacts) -> Any:
    """F_n = (phi^n - (-1/phi)^n)/sqrt(5), and sqrt(5) = 2 phi - 1."""
    if len(node.args) != 1:
        return None
    n = arithmetic(node.args[0])
    if n.is_Integer:
        return _numbers(int(n))[0] if abs(n) <= LARGEST_INDEX else None
    return (_power(n) - _conjugate_power(n)) / (2 * GoldenRatio - 1) if is_whole(n) else None


def of_lucas(node: Any, facts: PlaneFacts) -> Any:
    """L_n = phi^n + (-1/phi)^n."""
    n = arithmetic(node.args[0])
    if n.is_Integer:
        return _numbers(int(n))[1] if abs(n) <= LARGEST_INDEX else None
    return _power(n) + _conjugate_power(n) if is_whole(n) else None


def _power(n: Expr) -> Expr:
    return GoldenRatio**n


def _conjugate_power(n: Expr) -> Expr:
    return (-1) ** n * GoldenRatio**-n


def of_golden_power(node: Any, facts: PlaneFacts) -> Any:
    """((1 + sqrt(5))/2)^n and powers of other units of that field, as powers of the golden ratio, for whole n."""
    base, exponent = node.args
    if not base.is_number or base.is_Rational or base is GoldenRatio or not is_whole(exponent) or exponent.is_number:
        return None
    base = expand(arithmetic(base).subs(GoldenRatio, (1 + sqrt(5)) / 2))
    for power in range(-LARGEST_POWER, LARGEST_POWER + 1):
        unit = (1 + sqrt(5)) / 2 if power > 0 else (sqrt(5) - 1) / 2
        for sign in (1, -1):
            if expand(sign * unit ** abs(power) - base) == 0:
                return sign**exponent * GoldenRatio ** arithmetic(power * exponent)
    return None


def _numbers(n: int) -> tuple[Integer, Integer]:
    """F_n and L_n, by a power of the matrix of the recurrence."""
    size = abs(n)
    power = fmpz_mat([[1, 1], [1, 0]]) ** size
    following, here, before = int(power[0, 0]), int(power[0, 1]), int(power[1, 1])
    sign = -1 if n < 0 and size % 2 else 1
    return Integer(-sign * here if n < 0 else here), Integer(sign * (following + before))


RULES: dict[type, tuple[Rule, ...]] = {
    fibonacci: (Rule("Binet's formula", of_fibonacci),),
    lucas: (Rule("Binet's formula", of_lucas),),
    Pow: (Rule("powers of the golden ratio", of_golden_power),),
}
