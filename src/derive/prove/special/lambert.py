"""Lambert's W: the inverse of x*exp(x) on the two real branches, and W(z)*exp(W(z)) = z."""

from __future__ import annotations

from typing import Any

from sympy import Add, Expr, Ge, Gt, I, Integer, LambertW, Le, Lt, Mul, Pow, Rational, exp, log, pi

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
    for x in _exponents(argument, facts):
        if (branch == 0 and _is_at_least(x, -1, facts)) or (branch == -1 and _is_at_least(-x, 1, facts)):
            return x
    return None


def _is_at_least(x: Expr, bound: int, facts: Any) -> bool:
    if x.is_number:
        return bool((x - bound).is_nonnegative)
    return at_least(x, bound, facts) or _is_logarithm_at_least(x, bound, facts)


def _is_logarithm_at_least(x: Expr, bound: int, facts: Any) -> bool:
    """Whether x is the logarithm of a real variable that a hypothesis bounds well enough."""
    if not isinstance(x, log):
        return False
    base = x.args[0]
    for hypothesis in getattr(facts, "hypotheses", ()):
        if isinstance(hypothesis, Ge | Gt | Le | Lt) and evaluated(hypothesis.gts) == base:
            smaller = evaluated(hypothesis.lts)
            if smaller.is_number and (smaller - exp(bound)).is_nonnegative:
                return True
    return False


def _is_positive(base: Expr, facts: Any) -> bool:
    return bool(base.is_positive) or _is_logarithm_at_least(log(base, evaluate=False), -50, facts)


def _exponents(argument: Expr, facts: Any) -> list[Expr]:
    """x with x*exp(x) = argument, as far as that shows in the form of the argument."""
    found = []
    for factor in Mul.make_args(argument):
        if isinstance(factor, exp) and argument == factor.args[0] * factor:
            found.append(factor.args[0])
        if isinstance(factor, log) and _is_positive(factor.args[0], facts):
            base = factor.args[0]
            found += [c * factor for c in POWERS if evaluated(argument - c * factor * base**c) == 0]
    if not found and argument == exp(1):
        found.append(Integer(1))
    return found


def exponential(node: Any, facts: Any) -> Rewrite | None:
    """exp(W(z)) = z/W(z)."""
    terms = Add.make_args(evaluated(node.args[0]))
    for term in terms:
        factors = Mul.make_args(term)
        inner = next((f for f in factors if isinstance(f, LambertW)), None)
        count = None if inner is None else Mul(*(f for f in factors if f is not inner))
        if inner is None or count is None or not count.is_integer:
            continue
        rest = Add(*(t for t in terms if t is not term))
        value = Pow(inner.args[0] / inner, count)
        return Rewrite(value if rest == 0 else value * exp(rest), (Need(inner.args[0], Kind.NONZERO),))
    return None


def logarithm(node: Any, facts: Any) -> Expr | None:
    """log(W(x)) = log(x) - W(x) for x > 0."""
    inner = node.args[0]
    if not isinstance(inner, LambertW) or len(inner.args) > 1 or not inner.args[0].is_positive:
        return None
    return log(inner.args[0], evaluate=False) - inner


RULES: dict[Any, tuple[Rule, ...]] = {
    LambertW: (Rule("inverse of x*exp(x)", inverse),),
    exp: (Rule("equation of Lambert's function", exponential),),
    log: (Rule("equation of Lambert's function", logarithm),),
}
