"""Arguments of special functions: as sums, as whole numbers, and from below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sympy import (
    Add,
    Expr,
    Ge,
    Gt,
    Integer,
    Le,
    Lt,
    Mul,
    Pow,
    Rational,
    S,
    conjugate,
    cos,
    cot,
    expand,
    pi,
    re,
    sin,
    tan,
)  # fmt: skip

from derive.prove.sign import Sign

if TYPE_CHECKING:
    from derive.prove.principal import PlaneFacts


def arithmetic(expression: Any) -> Any:
    """The expression with its sums, products and powers evaluated and expanded; functions stay as written.

    >>> from sympy.abc import x
    >>> arithmetic(Add(x, Mul(-1, Add(x, 1, evaluate=False), evaluate=False), evaluate=False))
    -1
    """
    return expand(_evaluated(expression), deep=False) if isinstance(expression, Expr) else expression


def _evaluated(expression: Any) -> Any:
    if isinstance(expression, Add | Mul | Pow):
        arguments = tuple(_evaluated(argument) for argument in expression.args)
        if isinstance(expression, Pow) and not (arguments[1].is_Integer and abs(arguments[1]) < 20):
            return expression
        return expand(expression.func(*arguments), deep=False)
    return expression


def offset(argument: Any) -> tuple[Expr, Rational]:
    """The argument as a sum of what varies and a rational number.

    >>> from sympy.abc import z
    >>> offset(1 - z + Rational(1, 2))
    (-z, 3/2)
    """
    constant, rest = arithmetic(argument).as_coeff_Add()
    return rest, constant


def is_whole(expression: Any) -> bool:
    """Whether the expression is a whole number at every point at which it has a value."""
    return arithmetic(expression).is_integer is True


def at_least(expression: Any, bound: int | Rational, facts: PlaneFacts) -> bool:
    """Whether the expression is certainly real and not below `bound`: by the domains and linear hypotheses.

    >>> from sympy import Symbol
    >>> from derive.prove.principal import PlaneFacts
    >>> n = Symbol("n", integer=True, positive=True)
    >>> at_least(2*n - 1, 1, PlaneFacts({})), at_least(n - 1, 1, PlaneFacts({}))
    (True, False)
    """
    difference = arithmetic(expression - bound)
    candidates = [difference]
    for known in _known_nonnegative(facts):
        candidates += [arithmetic(difference - times * known) for times in (1, 2, Rational(1, 2))]
    lowest = (_lowest(candidate) for candidate in candidates)
    return any(value is not None and value >= 0 for value in lowest)


def is_right_of_zero(expression: Any, facts: PlaneFacts) -> bool:
    """Whether the real part is certainly positive: by signs of real quantities, or a strict hypothesis.

    >>> from sympy.abc import z
    >>> from derive.domains import COMPLEX
    >>> from derive.prove.principal import PlaneFacts
    >>> facts = PlaneFacts({z: COMPLEX}, (re(z) > 0,))
    >>> is_right_of_zero(z + 1, facts), is_right_of_zero(z - 1, facts)
    (True, False)
    """
    symbols = expression.free_symbols
    if expression.is_polynomial(*symbols) and all(s in facts.domains and facts.domains[s].is_real for s in symbols):
        return facts.real.imply(expression, Sign.POSITIVE)
    part = _real_part(expression)
    strict = [known for known, is_strict in _hypotheses(facts) if is_strict]
    lowest = (_lowest(arithmetic(part - times * known)) for known in strict for times in (1, 2, Rational(1, 2)))
    return any(value is not None and value >= 0 for value in lowest)


def _real_part(expression: Any) -> Expr:
    terms = (term.as_coeff_Mul() for term in Add.make_args(arithmetic(expression)))
    return Add(*(c * (rest if rest.is_real else re(rest, evaluate=False)) for c, rest in terms))


def _known_nonnegative(facts: PlaneFacts) -> list[Expr]:
    """Expressions that the hypotheses say are real and not negative."""
    return [known - 1 if is_strict and known.is_integer else known for known, is_strict in _hypotheses(facts)]


def _hypotheses(facts: PlaneFacts) -> list[tuple[Expr, bool]]:
    """Expressions that the hypotheses say are real and not negative, and whether they cannot vanish."""
    found = []
    for hypothesis in facts.hypotheses:
        if isinstance(hypothesis, Gt | Ge | Lt | Le):
            difference = arithmetic(hypothesis.gts - hypothesis.lts)
            if difference.is_extended_real:
                found.append((difference, isinstance(hypothesis, Gt | Lt)))
    return found


def _lowest(expression: Expr) -> Rational | None:
    """A lower bound of a real linear form, by the signs of its symbols; None if there is none."""
    total: Any = S.Zero
    for term in Add.make_args(expression):
        coefficient, rest = term.as_coeff_Mul()
        if rest is S.One:
            total += coefficient
            continue
        least = _least(rest if coefficient > 0 else -rest)
        if least is None:
            return None
        total += abs(coefficient) * least
    return total if isinstance(total, Rational) else None


def _least(quantity: Expr) -> Rational | None:
    if quantity.is_integer and quantity.is_positive:
        return Integer(1)
    if quantity.is_nonnegative:
        return Integer(0)
    return None


def mirrored(expression: Any) -> Any:
    """The complex conjugate, moved as far inwards as arithmetic allows.

    >>> from sympy import I, Symbol
    >>> y = Symbol("y", real=True)
    >>> mirrored(1 + I*y), mirrored(Symbol("z"))
    (-I*y + 1, conjugate(z))
    """
    if expression.is_real:
        return expression
    if expression is S.ImaginaryUnit:
        return -expression
    if isinstance(expression, conjugate):
        return expression.args[0]
    if isinstance(expression, Add | Mul):
        return expression.func(*(mirrored(argument) for argument in expression.args))
    if isinstance(expression, Pow) and is_whole(expression.exp):
        return mirrored(expression.base) ** expression.exp
    if isinstance(expression, Pow) and expression.base.is_positive:
        return expression.base ** mirrored(expression.exp)
    return conjugate(expression, evaluate=False)


def sine_of_pi(argument: Any) -> Any:
    """sin(pi z), with whole and half numbers taken out of z.

    >>> from sympy.abc import z
    >>> sine_of_pi(z + 1), sine_of_pi(Rational(1, 2) - z)
    (-sin(pi*z), cos(pi*z))
    """
    rest, constant = offset(argument)
    if rest.is_zero or not constant.is_Rational or (2 * constant).is_Integer is not True:
        return sin(arithmetic(pi * argument), evaluate=False)
    turned = rest.could_extract_minus_sign()
    angle = arithmetic(pi * (-rest if turned else rest))
    whole = constant if constant.is_Integer else constant - S.Half
    if constant.is_Integer:
        return (-1) ** (whole + (1 if turned else 0)) * sin(angle, evaluate=False)
    return (-1) ** whole * cos(angle, evaluate=False)


def cotangent_of_pi(argument: Any) -> Any:
    """cot(pi z), with whole and half numbers taken out of z.

    >>> from sympy.abc import z
    >>> cotangent_of_pi(z + 1), cotangent_of_pi(Rational(1, 2) - z)
    (cot(pi*z), tan(pi*z))
    """
    rest, constant = offset(argument)
    if rest.is_zero or not constant.is_Rational or (2 * constant).is_Integer is not True:
        return cot(arithmetic(pi * argument), evaluate=False)
    turned = rest.could_extract_minus_sign()
    angle = arithmetic(pi * (-rest if turned else rest))
    sign = -1 if turned else 1
    return sign * cot(angle, evaluate=False) if constant.is_Integer else -sign * tan(angle, evaluate=False)
