"""Derivatives of what is made of abstract smooth functions, sums and expectations.

The chain rule is exact.  A derivative goes under an expectation only if the page says that this is allowed, by
`dominated(...)`, and only through functions without kinks and jumps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sympy import (
    Add,
    Derivative,
    DiracDelta,
    Dummy,
    Expr,
    Mul,
    Pow,
    Product,
    Subs,
    Sum,
    Symbol,
    cos,
    cosh,
    exp,
    log,
    sin,
    sinh,
    tanh,
)  # fmt: skip

from derive.abstract.premises import Dominated
from derive.prove.families.averages import canonical_average, standardised
from derive.prove.families.letters import OutOfReach
from derive.terms.expectation import Expectation
from derive.terms.functions import logit, sigmoid
from derive.terms.smooth import InverseValue, SmoothValue

if TYPE_CHECKING:
    from derive.prove.families.normal_form import NormalForm

BINDING = (Sum, Product, Expectation)
SMOOTH = (Add, Mul, Pow, exp, log, sin, cos, sinh, cosh, tanh, sigmoid, logit, SmoothValue, InverseValue)


def worked_out(form: NormalForm, node: Derivative) -> Expr:
    """The derivative that a node asks for; raises `OutOfReach` where a rule or its hypothesis is missing."""
    expression: Expr = node.expr
    for variable, times in node.variable_count:
        if not isinstance(variable, Symbol) or not times.is_Integer:
            raise OutOfReach
        for _ in range(int(times)):
            expression = differentiated(form, expression, variable)
    return expression


def differentiated(form: NormalForm, expression: Any, symbol: Symbol) -> Expr:
    """d expression / d symbol: the chain rule through sums, products and expectations."""
    if not isinstance(expression, Expr) or symbol in form.claim.structures:
        raise OutOfReach
    nodes = [node for node in _outermost(expression, (*BINDING, Derivative)) if symbol in node.free_symbols]
    names = {node: Dummy(real=True) for node in nodes}
    spelled, back = expression.xreplace(names), {name: node for node, name in names.items()}
    total = _plainly(spelled, symbol)
    for node, name in names.items():
        total += _plainly(spelled, name) * _under(form, node, symbol)
    return total.xreplace(back)


def _plainly(expression: Expr, symbol: Symbol) -> Expr:
    """SymPy's derivative, where it is one in closed form."""
    found: Expr = expression.diff(symbol)
    if found.has(Derivative, Subs, DiracDelta):
        raise OutOfReach
    return found


def _under(form: NormalForm, node: Expr, symbol: Symbol) -> Expr:
    """The derivative of a sum, a product, an expectation, or of a derivative."""
    if isinstance(node, Derivative):
        return differentiated(form, worked_out(form, node), symbol)
    if isinstance(node, Sum) and not any(symbol in end.free_symbols for limit in node.limits for end in limit[1:]):
        return Sum(differentiated(form, node.function, symbol), *node.limits)
    if isinstance(node, Expectation):
        return _under_the_expectation(form, node, symbol)
    if isinstance(node, Product):
        closed = form.of(node)
        if not closed.has(Product):
            return differentiated(form, closed, symbol)
    raise OutOfReach


def _under_the_expectation(form: NormalForm, node: Expectation, symbol: Symbol) -> Expr:
    law, integrand, variables = standardised(form, node)
    if symbol in law.free_symbols or not is_smooth(integrand, symbol) or not _is_allowed(form, node, symbol):
        raise OutOfReach
    return canonical_average(law, differentiated(form, integrand, symbol), variables)


def _is_allowed(form: NormalForm, node: Expectation, symbol: Symbol) -> bool:
    """Whether the page says that this derivative may go under this expectation."""
    stated = (premise for premise in form.claim.premises if isinstance(premise, Dominated))
    averages = [premise.args[0] for premise in stated if premise.args[1] == symbol]
    return any(average == node or form.of(average) == form.of(node) for average in averages)


def is_smooth(expression: Any, symbol: Symbol) -> bool:
    """Whether an expression has no kink and no jump in a variable, by the functions that it is made of."""
    if not isinstance(expression, Expr) or symbol not in expression.free_symbols or expression == symbol:
        return True
    if isinstance(expression, Pow) and not (expression.exp.is_Integer or expression.base.is_positive):
        return False
    parts = expression.arguments if isinstance(expression, SmoothValue) else expression.args
    return isinstance(expression, SMOOTH) and all(is_smooth(part, symbol) for part in parts)


def _outermost(expression: Any, kinds: tuple[type, ...]) -> list[Expr]:
    found: dict[Expr, None] = {}

    def visit(node: Any) -> None:
        if isinstance(node, kinds):
            found.setdefault(node)
        elif not hasattr(node, "concretely"):
            for argument in getattr(node, "args", ()):
                visit(argument)

    visit(expression)
    return list(found)
