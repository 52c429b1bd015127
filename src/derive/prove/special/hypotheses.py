"""What the hypotheses of a claim say of a quantity: that it lies in a half-plane, in a disc, in an interval."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sympy import Abs, Expr, Ge, Gt, Integer, Le, Lt, Mul, Pow, pi, re

from derive.prove.sign import Sign
from derive.prove.special.arguments import plain


def _stated(facts: Any) -> Iterator[tuple[Expr, Expr, bool]]:
    """The hypotheses as greater, smaller side, and whether they are strict."""
    for hypothesis in getattr(facts, "hypotheses", ()):
        if isinstance(hypothesis, Gt | Ge):
            yield plain(hypothesis.lhs), plain(hypothesis.rhs), isinstance(hypothesis, Gt)
        elif isinstance(hypothesis, Lt | Le):
            yield plain(hypothesis.rhs), plain(hypothesis.lhs), isinstance(hypothesis, Lt)
    for symbol, domain in getattr(facts, "domains", {}).items():
        if domain.is_interval:
            yield symbol, domain.whole.start, bool(domain.whole.left_open)
            yield domain.whole.end, symbol, bool(domain.whole.right_open)


def _implied_positive(quantity: Expr, facts: Any) -> bool:
    """Whether a real quantity is positive by the domains of its variables."""
    real = getattr(facts, "real", None)
    return real is not None and quantity.is_real is True and bool(real.imply(quantity, Sign.POSITIVE))


def has_positive_real_part(expression: Any, facts: Any) -> bool:
    """Whether re(expression) > 0, by a hypothesis or because the expression is positive.

    >>> from types import SimpleNamespace
    >>> from sympy.abc import z
    >>> facts = SimpleNamespace(hypotheses=(re(z) > 0,))
    >>> has_positive_real_part(2*z + 1, facts), has_positive_real_part(z - 1, facts)
    (True, False)
    """
    quantity = plain(expression)
    if quantity.is_number:
        return bool(quantity.as_real_imag()[0].is_positive)
    if quantity.is_positive:
        return True
    for greater, smaller, strict in _stated(facts):
        for bounded, bound in _real_parts(greater, smaller):
            for symbol in sorted(bounded.free_symbols & quantity.free_symbols, key=str)[:1]:
                factor = plain(quantity.coeff(symbol) / bounded.coeff(symbol)) if bounded.coeff(symbol) != 0 else None
                if factor is None or not factor.is_positive:
                    continue
                rest = plain(quantity - factor * bounded + factor * bound)
                if (rest.is_nonnegative and (strict or rest.is_positive)) or rest.is_positive:
                    return True
    return False


def _real_parts(greater: Expr, smaller: Expr) -> Iterator[tuple[Expr, Expr]]:
    """X and a real bound b where a hypothesis says re(X) > b."""
    if smaller.is_number:
        if isinstance(greater, re):
            yield plain(greater.args[0]), smaller
        elif greater.has(re):
            yield plain(greater.replace(re, lambda x: x)), smaller
        elif greater.is_real:
            yield greater, smaller
    elif greater.is_real and smaller.is_real:
        yield plain(greater - smaller), Integer(0)


def is_inside_unit_disc(expression: Any, facts: Any) -> bool:
    """Whether |expression| < 1."""
    quantity = plain(expression)
    if quantity.is_number:
        return bool(Abs(quantity) < 1)
    if quantity.is_real and is_inside(quantity, Integer(-1), Integer(1), facts):
        return True
    if isinstance(quantity, Pow) and quantity.exp.is_Integer and quantity.exp > 0:
        return is_inside_unit_disc(quantity.base, facts)
    if isinstance(quantity, Mul) and is_product_inside_unit_disc(quantity.args, facts):
        return True
    for greater, smaller, strict in _stated(facts):
        if isinstance(smaller, Abs) and greater.is_number and strict and greater.is_positive:
            factor = plain(quantity / plain(smaller.args[0]))
            if factor.is_number and (Abs(factor) * greater <= 1) == True:  # noqa: E712
                return True
    return False


def is_product_inside_unit_disc(factors: tuple[Expr, ...], facts: Any) -> bool:
    """Whether numbers of modulus 1 at most and others inside the disc are multiplied, one of these at least."""
    numbers = [factor for factor in factors if factor.is_number]
    others = [factor for factor in factors if not factor.is_number]
    if (Abs(Mul(*numbers)) <= 1) != True:  # noqa: E712
        return False
    return bool(others) and len(factors) > 1 and all(is_inside_unit_disc(factor, facts) for factor in others)


def is_between(expression: Any, lower: int, upper: int, facts: Any) -> bool:
    """Whether the expression is real and lies in the closed interval."""
    quantity = plain(expression)
    if quantity.is_number:
        return bool(quantity.is_real and lower <= quantity <= upper)
    if not quantity.is_real:
        return False
    above = below = False
    for greater, smaller, _ in _stated(facts):
        above = above or (greater == quantity and smaller.is_number and bool(smaller >= lower))
        below = below or (smaller == quantity and greater.is_number and bool(greater <= upper))
    return above and below





def is_inside(expression: Any, lower: Expr, upper: Expr, facts: Any) -> bool:
    """Whether the expression is real and lies in the open interval.

    >>> from types import SimpleNamespace
    >>> from sympy import Symbol
    >>> x = Symbol("x", real=True)
    >>> facts = SimpleNamespace(hypotheses=(x > -1, x < 1))
    >>> is_inside(x, -pi / 2, pi / 2, facts), is_inside(x, Integer(-1), Integer(0), facts)
    (True, False)
    """
    quantity = plain(expression)
    if not quantity.is_real:
        return False
    above, below = (quantity - lower).is_positive is True, (upper - quantity).is_positive is True
    for greater, smaller, strict in _stated(facts):
        if greater == quantity and smaller.is_number:
            excess = smaller - lower
            above = above or bool(excess.is_positive or (strict and excess.is_nonnegative))
        if smaller == quantity and greater.is_number:
            room = upper - greater
            below = below or bool(room.is_positive or (strict and room.is_nonnegative))
    above = above or _implied_positive(quantity - lower, facts)
    return above and (below or _implied_positive(upper - quantity, facts))


def is_below_one(expression: Any, facts: Any) -> bool:
    """Whether the expression is real and less than 1."""
    quantity = plain(expression)
    if quantity.is_number:
        return bool(quantity.is_real and (1 - quantity).is_positive)
    if not quantity.is_real:
        return is_inside_unit_disc(quantity, facts)
    if (1 - quantity).is_positive or _implied_positive(1 - quantity, facts):
        return True
    return any(
        smaller == quantity and greater.is_number and bool(greater < 1 or (greater == 1 and strict))
        for greater, smaller, strict in _stated(facts)
    )


def is_real_in_principal_amplitude(expression: Any, facts: Any) -> bool:
    """Whether the expression is real and lies between -pi/2 and pi/2."""
    quantity = plain(expression)
    if quantity.is_number:
        return bool(quantity.is_real and (pi / 2 - quantity).is_nonnegative and (quantity + pi / 2).is_nonnegative)
    return is_between(quantity, -1, 1, facts)
