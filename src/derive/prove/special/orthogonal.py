"""Orthogonal polynomials of symbolic degree: values at 0, 1 and -1, parity, families within families."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sympy import (
    Rational,
    S,
    assoc_laguerre,
    chebyshevt,
    chebyshevu,
    gegenbauer,
    hermite,
    hyper,
    jacobi,
    laguerre,
    legendre,
    pi,
    sqrt,
)  # fmt: skip

from derive.prove.special.factorials import gamma_of, no_poles
from derive.prove.special.quantities import arithmetic, at_least, is_whole
from derive.prove.special.rules import Kind, Need, Rewrite, Rule

if TYPE_CHECKING:
    from derive.prove.principal import PlaneFacts


def of_legendre(node: Any, facts: PlaneFacts) -> Any:
    """P_n(1) = 1, P_n(-1) = (-1)^n, P_(2m)(0) = (-1)^m gamma(m + 1/2)/(sqrt(pi) m!), P_n(-x) = (-1)^n P_n(x)."""
    n, x = (arithmetic(argument) for argument in node.args)
    if not is_whole(n):
        return None
    if not at_least(n, 0, facts):
        is_turned = at_least(-n - 1, 0, facts) or n.could_extract_minus_sign()
        return legendre(arithmetic(-n - 1), x, evaluate=False) if is_turned else None
    if x in (1, -1):
        return x**n
    half = arithmetic(n / 2)
    if x == 0 and is_whole(half):
        return (-1) ** half * gamma_of(half + S.Half) / (sqrt(pi) * gamma_of(half + 1))
    if x == 0 and is_whole(half + S.Half):
        return S.Zero
    return (-1) ** n * legendre(n, arithmetic(-x), evaluate=False) if x.could_extract_minus_sign() else None


def of_hermite(node: Any, facts: PlaneFacts) -> Any:
    """H_(2m)(0) = (-1)^m (2m)!/m!, H_(2m+1)(0) = 0, H_n(-x) = (-1)^n H_n(x)."""
    n, x = (arithmetic(argument) for argument in node.args)
    if not is_whole(n) or not at_least(n, 0, facts):
        return None
    half = arithmetic(n / 2)
    if x == 0 and is_whole(half):
        return (-1) ** half * gamma_of(n + 1) / gamma_of(half + 1)
    if x == 0 and is_whole(half + S.Half):
        return S.Zero
    return (-1) ** n * hermite(n, arithmetic(-x), evaluate=False) if x.could_extract_minus_sign() else None


def of_laguerre(node: Any, facts: PlaneFacts) -> Any:
    """L_n(0) = 1."""
    n, x = (arithmetic(argument) for argument in node.args)
    return S.One if x == 0 and is_whole(n) and at_least(n, 0, facts) else None


def of_associated_laguerre(node: Any, facts: PlaneFacts) -> Any:
    """L_n^0 = L_n, L_n^a(0) = gamma(n + a + 1)/(n! gamma(a + 1))."""
    n, a, x = (arithmetic(argument) for argument in node.args)
    if not is_whole(n) or not at_least(n, 0, facts):
        return None
    if a == 0:
        return laguerre(n, x, evaluate=False)
    if x == 0:
        value = gamma_of(n + a + 1) / (gamma_of(n + 1) * gamma_of(a + 1))
        return Rewrite(value, no_poles(n + a + 1, a + 1))
    return None


def of_gegenbauer(node: Any, facts: PlaneFacts) -> Any:
    """C_n^(1/2) = P_n, C_n^1 = U_n, C_n^a(1) = gamma(n + 2a)/(n! gamma(2a)), C_n^a(-x) = (-1)^n C_n^a(x)."""
    n, a, x = (arithmetic(argument) for argument in node.args)
    if not is_whole(n) or not at_least(n, 0, facts):
        return None
    if a == S.Half:
        return legendre(n, x, evaluate=False)
    if a == 1:
        return chebyshevu(n, x, evaluate=False)
    if x == 1:
        return Rewrite(gamma_of(n + 2 * a) / (gamma_of(n + 1) * gamma_of(2 * a)), no_poles(n + 2 * a, 2 * a))
    return (-1) ** n * gegenbauer(n, a, arithmetic(-x), evaluate=False) if x.could_extract_minus_sign() else None


def of_jacobi(node: Any, facts: PlaneFacts) -> Any:
    """P_n^(0,0) = P_n, P_n^(a,b)(1) = gamma(n + a + 1)/(n! gamma(a + 1)), P_n^(a,b)(-x) = (-1)^n P_n^(b,a)(x)."""
    n, a, b, x = (arithmetic(argument) for argument in node.args)
    if not is_whole(n) or not at_least(n, 0, facts):
        return None
    if a == 0 and b == 0:
        return legendre(n, x, evaluate=False)
    if x == 1:
        return Rewrite(gamma_of(n + a + 1) / (gamma_of(n + 1) * gamma_of(a + 1)), no_poles(n + a + 1, a + 1))
    return (-1) ** n * jacobi(n, b, a, arithmetic(-x), evaluate=False) if x.could_extract_minus_sign() else None


def of_hypergeometric(node: Any, facts: PlaneFacts) -> Any:
    """2F1(-n, n; 1/2; z) = T_n(1 - 2z) and 2F1(-n, n + 2; 3/2; z) = U_n(1 - 2z)/(n + 1) for whole n, as polynomials."""
    upper, lower = ([arithmetic(argument) for argument in arguments] for arguments in node.args[:2])
    if len(upper) != 2 or len(lower) != 1 or not all(is_whole(a) and not a.is_number for a in upper):
        return None
    x = arithmetic(1 - 2 * node.args[2])
    total = arithmetic(upper[0] + upper[1])
    if lower[0] == S.Half and total == 0:
        return chebyshevt(min(upper, key=lambda a: a.could_extract_minus_sign()), x, evaluate=False)
    if lower[0] == Rational(3, 2) and total == 2:
        n = arithmetic(-max(upper, key=lambda a: a.could_extract_minus_sign()))
        return Rewrite(chebyshevu(n, x, evaluate=False) / (n + 1), (Need(n + 1, Kind.NONZERO),))
    return None


NAME = "values of orthogonal polynomials"
RULES: dict[type, tuple[Rule, ...]] = {
    legendre: (Rule(NAME, of_legendre),),
    hermite: (Rule(NAME, of_hermite),),
    laguerre: (Rule(NAME, of_laguerre),),
    assoc_laguerre: (Rule(NAME, of_associated_laguerre),),
    gegenbauer: (Rule(NAME, of_gegenbauer),),
    jacobi: (Rule(NAME, of_jacobi),),
    hyper: (Rule("Chebyshev polynomials as hypergeometric functions", of_hypergeometric),),
}
