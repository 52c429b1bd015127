"""Products over an index in normal form, their logarithms and absolute values.

A product of positive factors is exp of the sum of their logarithms.  One of factors that are not 0 is Q(b)/Q(a - 1),
as a sum is S(b) - S(a - 1); any other one keeps its range.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sympy import Abs, Add, Dummy, Expr, Integer, Mul, Pow, Product, Sum, exp, expand, log

from derive.prove.families.letters import OutOfReach, absolute
from derive.prove.families.ranges import MOST_STEPS, Span, canonical_product, expand_indices, fresh, placed
from derive.prove.special.arguments import evaluated
from derive.tree import rewritten

if TYPE_CHECKING:
    from derive.prove.families.normal_form import NormalForm


def product(form: NormalForm, node: Product) -> Expr:
    """The product of the powers that its body consists of."""
    *inner, (index, first, last) = node.limits
    span = (expand(evaluated(first)), expand(evaluated(last)))
    variable = fresh(span[0])
    form.spans[variable] = span
    body = Product(node.function, *inner) if inner else node.function
    factors = _factors(form, form.of(rewritten(body, {index: variable})))
    return form.sane(Mul(*(_power(form, base, exponent, variable, span) for base, exponent in factors)))


def _factors(form: NormalForm, body: Expr) -> list[tuple[Expr, Any]]:
    """Factors with whole exponents; exponentials stay what they are."""
    found: list[tuple[Expr, Any]] = []
    for factor in Mul.make_args(body):
        found += [(factor, 1)] if isinstance(factor, exp) else form.letters.factors(factor)
    return found


def _power(form: NormalForm, base: Expr, exponent: Any, variable: Dummy, span: Span) -> Expr:
    """The product of one power over a range."""
    first, last = span
    if variable not in base.free_symbols:
        return Pow(base, exponent * (last - first + 1))
    if isinstance(base, exp):
        return exp(exponent * form.of(Sum(base.args[0], (variable, first, last))))
    if form.letters.spelled(base).is_positive:
        return exp(exponent * form.of(Sum(log(base), (variable, first, last))))
    return Pow(_of_any_sign(form, base, variable, span), exponent)


def _of_any_sign(form: NormalForm, base: Expr, variable: Dummy, span: Span) -> Expr:
    """The product of one factor that may be negative, under canonical names."""
    base, first, last = placed(base, variable, span)
    if form.letters.spelled(base).is_zero is False:
        above, below = (_up_to(form, base, variable, Integer(1), end) for end in (last, expand(first - 1)))
        return above / below
    if (last.as_coeff_Add()[1] - first + 1).is_nonnegative and last.as_coeff_Add()[0] >= 0:
        return _up_to(form, base, variable, first, last)
    return canonical_product(base, variable, first, last)


def _up_to(form: NormalForm, base: Expr, variable: Dummy, first: Expr, last: Expr) -> Expr:
    """The product without the whole part of its last index, and the factors between."""
    steps, rest = last.as_coeff_Add()
    if not steps.is_Integer or abs(steps) > MOST_STEPS:
        raise OutOfReach
    between = range(1, int(steps) + 1) if steps > 0 else range(int(steps) + 1, 1)
    factors = [form.of(expand_indices(base.xreplace({variable: rest + k}))) for k in between]
    beyond = Pow(Mul(*factors), 1 if steps > 0 else -1)
    if rest == 0 and first == 1:
        return form.sane(beyond)
    return form.sane(canonical_product(base, variable, first, rest) * beyond)


def magnitude(form: NormalForm, node: Abs) -> Expr:
    """|product of f| is the product of |f|."""
    inside = form.of(node.args[0])
    if isinstance(inside, Product):
        return product(form, Product(absolute(inside.function), *inside.limits))
    return form.sane(Abs(inside))


def logarithm(form: NormalForm, node: log) -> Expr:
    """log |product of f| is the sum of log |f|."""
    (argument,) = node.args
    if not isinstance(argument, Abs):
        return form.sane(log(form.of(argument)))
    inside = form.of(argument.args[0])
    if not inside.has(Product):
        return form.sane(log(form.of(Abs(inside))))
    return Add(*(_log_magnitude(form, factor) for factor in Mul.make_args(inside)))


def _log_magnitude(form: NormalForm, factor: Expr) -> Expr:
    """log |f|, where f may be a power of a product."""
    base, exponent = factor.as_base_exp()
    if not isinstance(base, Product) or not exponent.is_Integer:
        return form.sane(log(Abs(factor)))
    total: Expr = form.of(Sum(log(absolute(base.function)), *base.limits))
    return exponent * total
