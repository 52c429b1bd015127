"""Factorials, binomial coefficients, rising and falling factorials and beta, as gamma functions.

Conventions: a binomial coefficient whose lower argument is a whole number from 0 on is a polynomial of
the upper one; `RisingFactorial(a, k)` is the product a*(a + 1)*...*(a + k - 1) for whole k from 0 on.
Quotients of gamma functions have fewer values than these, hence the needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sympy import (
    FallingFactorial,
    Integer,
    Mul,
    Rational,
    RisingFactorial,
    S,
    beta,
    binomial,
    catalan,
    factorial,
    factorial2,
    gamma,
    pi,
    sqrt,
)  # fmt: skip

from derive.prove.special.quantities import arithmetic, at_least, is_whole
from derive.prove.special.rules import Kind, Need, Rewrite, Rule

if TYPE_CHECKING:
    from derive.prove.principal import PlaneFacts

MOST_FACTORS = 24


def gamma_of(argument: Any) -> Any:
    """The gamma function, not evaluated."""
    return gamma(arithmetic(argument), evaluate=False)


def no_poles(*arguments: Any) -> tuple[Need, ...]:
    """The gamma function has values there."""
    return tuple(Need(arithmetic(argument), Kind.NO_POLE) for argument in arguments)


def of_factorial(node: Any, facts: PlaneFacts) -> Any:
    """n! = gamma(n + 1)."""
    return gamma_of(node.args[0] + 1)


def of_double_factorial(node: Any, facts: PlaneFacts) -> Any:
    """(2m)!! = 2^m m! and (2m - 1)!! = 2^m gamma(m + 1/2)/sqrt(pi), where the parity is known."""
    argument = arithmetic(node.args[0])
    half = arithmetic(argument / 2)
    if is_whole(half):
        return 2**half * gamma_of(half + 1)
    half = arithmetic((argument + 1) / 2)
    return 2**half * gamma_of(half + Rational(1, 2)) / sqrt(pi) if is_whole(half) else None


def of_rising_factorial(node: Any, facts: PlaneFacts) -> Any:
    """(a)_k = gamma(a + k)/gamma(a)."""
    a, k = (arithmetic(argument) for argument in node.args)
    if k.is_Integer and abs(k) <= MOST_FACTORS:
        return _ladder(a, int(k))
    if not is_whole(k):
        return None
    if is_whole(a) and at_least(-a, 0, facts) and at_least(k, 0, facts):
        return (-1) ** k * FallingFactorial(-a, k, evaluate=False)
    return Rewrite(gamma_of(a + k) / gamma_of(a), no_poles(a, a + k))


def of_falling_factorial(node: Any, facts: PlaneFacts) -> Any:
    """a(a - 1)...(a - k + 1) = gamma(a + 1)/gamma(a - k + 1)."""
    a, k = (arithmetic(argument) for argument in node.args)
    if k.is_Integer and 0 <= k <= MOST_FACTORS:
        return _ladder(a - k + 1, int(k))
    if not is_whole(k) or not at_least(k, 0, facts):
        return None
    return Rewrite(gamma_of(a + 1) / gamma_of(a - k + 1), no_poles(a + 1, a - k + 1))


def _ladder(start: Any, steps: int) -> Any:
    if steps < 0:
        return 1 / Mul(*(start + j for j in range(steps, 0)))
    return Mul(*(start + j for j in range(steps)))


def of_binomial(node: Any, facts: PlaneFacts) -> Any:
    """binomial(a, k) = gamma(a + 1)/(gamma(k + 1) gamma(a - k + 1)), where the coefficient is continuous in a or k."""
    a, k = (arithmetic(argument) for argument in node.args)
    if k.is_Integer and k <= MOST_FACTORS:
        return _ladder(a - k + 1, int(k)) / factorial(k) if k >= 0 else Rewrite(Integer(0), no_poles(a + 1))
    from_above = at_least(a, 0, facts)
    difference = arithmetic(a - k)
    if from_above and is_whole(a) and difference.is_Integer and 0 <= difference <= MOST_FACTORS:
        return _ladder(a - difference + 1, int(difference)) / factorial(difference)
    polynomial = is_whole(k) and at_least(k, 0, facts)
    if polynomial and is_whole(a) and at_least(-a, 1, facts):
        return (-1) ** k * binomial(arithmetic(k - a - 1), k, evaluate=False)
    if not polynomial and not from_above and not (a.is_Rational and not a.is_Integer):
        return None
    needs = no_poles(a + 1, k + 1, a - k + 1)
    return Rewrite(gamma_of(a + 1) / (gamma_of(k + 1) * gamma_of(a - k + 1)), needs)


def of_beta(node: Any, facts: PlaneFacts) -> Any:
    """beta(a, b) = gamma(a) gamma(b)/gamma(a + b); it has a value where gamma(a) and gamma(b) have one."""
    a, b = (arithmetic(argument) for argument in (node.args if len(node.args) == 2 else node.args * 2))
    return Rewrite(gamma_of(a) * gamma_of(b) / gamma_of(a + b), no_poles(a + b))


def of_catalan_number(node: Any, facts: PlaneFacts) -> Any:
    """C_n = 4^n gamma(n + 1/2)/(sqrt(pi) gamma(n + 2)) for n from 0 on."""
    n = arithmetic(node.args[0])
    if not at_least(n, 0, facts):
        return None
    return 4**n * gamma_of(n + S.Half) / (sqrt(pi) * gamma_of(n + 2))


RULES: dict[type, tuple[Rule, ...]] = {
    factorial: (Rule("factorials as gamma functions", of_factorial),),
    factorial2: (Rule("double factorials as gamma functions", of_double_factorial),),
    RisingFactorial: (Rule("rising factorials as gamma functions", of_rising_factorial),),
    FallingFactorial: (Rule("falling factorials as gamma functions", of_falling_factorial),),
    binomial: (Rule("binomial coefficients as gamma functions", of_binomial),),
    beta: (Rule("beta as gamma functions", of_beta),),
    catalan: (Rule("Catalan numbers as gamma functions", of_catalan_number),),
}
