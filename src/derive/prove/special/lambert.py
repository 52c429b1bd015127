"""Lambert's W: the inverse of x*exp(x) on the two real branches, and W(z)*exp(W(z)) = z."""

from __future__ import annotations

from typing import Any

from sympy import Expr, I, Integer, LambertW, Mul, Rational, exp, log, pi

from derive.prove.special.arguments import evaluated, same_number
from derive.prove.special.quantities import at_least
from derive.prove.special.rules import Kind, Need, Rewrite, Rule

POWERS = (Integer(1), Integer(-1), Integer(2), Integer(-2), Rational(1, 2), -Rational(1, 2))


def inverse(node: Any, facts: Any) -> Expr | None:
    """W(x*exp(x)) = x for real x >= -1, and on the branch -1 for real x <= -1."""
    argument, branch = evaluated(node.args[0]), (*node.args, Integer(0))[1]
    if argument == 0 and branch == 0:
        return Integer(0)
    if branch == 0 and same_number(argument, -pi / 2):
        return I * pi / 2
    for x in _exponents(argument):
        if (branch == 0 and _is_at_least(x, -1, facts)) or (branch == -1 and _is_at_least(-x, 1, facts)):
            return x
    return None


def _is_at_least(x: Expr, bound: int, facts: Any) -> bool:
    return bool((x - bound).is_nonnegative) if x.is_number else at_least(x, bound, facts)


def _exponents(argument: Expr) -> list[Expr]:
    """x with x*exp(x) = argument, as far as that shows in the form of the argument."""
    found = []
    for factor in Mul.make_args(argument):
        if isinstance(factor, exp) and argument == factor.args[0] * factor:
            found.append(factor.args[0])
        if isinstance(factor, log) and factor.args[0].is_positive:
            base = factor.args[0]
            found += [c * factor for c in POWERS if evaluated(argument - c * factor * base**c) == 0]
    if not found and argument == exp(1):
        found.append(Integer(1))
    return found


def exponential(node: Any, facts: Any) -> Rewrite | None:
    """exp(W(z)) = z/W(z)."""
    inner = node.args[0]
    if not isinstance(inner, LambertW):
        return None
    return Rewrite(inner.args[0] / inner, (Need(inner.args[0], Kind.NONZERO),))


RULES: dict[Any, tuple[Rule, ...]] = {
    LambertW: (Rule("inverse of x*exp(x)", inverse),),
    exp: (Rule("equation of Lambert's function", exponential),),
}
