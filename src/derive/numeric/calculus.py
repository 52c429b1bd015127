"""Derivatives at a point: worked out once by SymPy, and used only where the function is smooth.

SymPy's rules give a value at kinks too (the derivative of |x| at 0 would be 0), and cancel away the
places at which the function itself has none.  So a derivative counts only at points at which the
function is defined and every `Kink` of it is avoided: there it is analytic, and the rules are right.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from flint import acb, arb
from sympy import (
    Abs,
    Derivative,
    Expr,
    Heaviside,
    Integer,
    Integral,
    Max,
    Min,
    Mul,
    Piecewise,
    Pow,
    Product,
    Subs,
    Sum,
    Symbol,
    acos,
    acosh,
    acot,
    asin,
    atan2,
    ceiling,
    conjugate,
    floor,
    im,
    log,
    preorder_traversal,
    re,
    sign,
)  # fmt: skip
from sympy.core.relational import Relational

from derive.numeric import reals
from derive.numeric.reals import Enclosure, Unsettled
from derive.terms.distributions import Finite, Mixture, Normal
from derive.terms.expectation import Defined, Expectation
from derive.terms.functions import cbrt
from derive.terms.separation import without_exponentials

if TYPE_CHECKING:
    from derive.numeric.balls import Balls


NEARBY = arb(0, 2**-20)


@dataclass(frozen=True)
class Kink:
    """A function may fail to be smooth where `locus` is 0, or, if it must be positive, at most 0."""

    locus: Expr
    positive: bool


def head(node: Any) -> str:
    """The name of the function at the head of a node; "" for a function that only bears such a name."""
    kind = type(node)
    return kind.__name__ if str(kind.__module__).startswith(("sympy.", "derive.")) else ""


@lru_cache(maxsize=8192)
def depends(node: Any, variable: Symbol) -> bool:
    """Whether a variable occurs free in a node; SymPy would collect all symbols anew each time."""
    return variable in node.free_symbols


class NotSmooth(Exception):
    """No rule tells where the function is smooth."""


def kinks(function: Any, variables: frozenset[Symbol]) -> Iterator[Kink]:
    """All that has to be avoided for a function, where it is defined, to be smooth in `variables`.

    Raises `NotSmooth` for functions without a rule.

    >>> from sympy.abc import x, y
    >>> [kink.locus for kink in kinks(x * Abs(x - y), frozenset({x}))]
    [x - y]
    """
    if not function.free_symbols & variables:
        return
    if isinstance(function, Expectation | Defined):
        yield from _kinks_of_average(function, variables)
        return
    yield from _own_kinks(function)
    parts = function.args if not isinstance(function, Piecewise) else [piece for piece, _ in function.args]
    for part in parts:
        yield from kinks(part, variables)


def _kinks_of_average(average: Any, variables: frozenset[Symbol]) -> Iterator[Kink]:
    """Those of the law and, as long as they do not move with the bound variable, of the integrand."""
    if not isinstance(average, Expectation):
        average = definition(average)
    x = average.variable
    yield from (kink for parameter in average.law.args for kink in kinks(parameter, variables))
    for kink in kinks(average.integrand, variables | {x}):
        if x in kink.locus.free_symbols:
            raise NotSmooth
        yield kink


def _own_kinks(node: Any) -> Iterator[Kink]:
    if isinstance(node, Abs | sign | Heaviside | cbrt):
        yield Kink(node.args[0], positive=False)
    elif isinstance(node, Pow):
        if not node.exp.is_Integer:
            yield Kink(node.base, positive=True)
    elif isinstance(node, Max | Min):
        for i, a in enumerate(node.args):
            yield from (Kink(a - b, positive=False) for b in node.args[:i])
    elif isinstance(node, Piecewise):
        for comparison in node.atoms(Relational):
            yield Kink(comparison.lhs - comparison.rhs, positive=False)
    elif isinstance(node, asin | acos):
        yield Kink(1 - node.args[0] ** 2, positive=True)
    elif isinstance(node, acosh):
        yield Kink(node.args[0] - 1, positive=True)
    elif isinstance(node, acot):
        yield Kink(node.args[0], positive=False)
    elif isinstance(node, floor | ceiling | atan2 | Integral | Sum | Product | Subs):
        raise NotSmooth


@lru_cache(maxsize=256)
def definition(node: Any) -> Any:
    """What a divergence means, one level down."""
    return node.definition()


@lru_cache(maxsize=1024)
def worked_out(node: Derivative) -> tuple[Any, tuple[Kink, ...]]:
    """The derivative by SymPy's rules, and the kinks to avoid.

    Raises `NotSmooth` where there is no rule.
    """
    function = definition(node.expr) if isinstance(node.expr, Defined) else node.expr
    if isinstance(function, Expectation) and isinstance(function.law, Finite | Mixture):
        function = definition(function)
    avoid = tuple(dict.fromkeys(kinks(function, frozenset(node.variables))))
    if isinstance(function, Expectation):
        return _under_the_average(function, node), avoid
    function = _with_whole_powers_applied(function)
    try:
        value = function.diff(*node.variable_count)
    except ValueError:  # SymPy has no rule
        raise NotSmooth from None
    value = value.replace(re, lambda u: u).replace(conjugate, lambda u: u).replace(im, lambda u: Integer(0))
    if value.has(node):
        raise NotSmooth
    return value, avoid


def _with_whole_powers_applied(function: Any) -> Any:
    """(2 u)**3 as 8 u**3: SymPy's rule for a power as written divides by its base, which may be 0."""
    return function.replace(
        lambda node: isinstance(node, Pow) and node.exp.is_Integer and isinstance(node.base, Mul | Pow),
        lambda node: node.base**node.exp,
    )


def _logarithm(argument: Any) -> Any:
    rest, exponent = without_exponentials(argument)
    return log(rest) + exponent


def _under_the_average(average: Expectation, node: Derivative) -> Expectation:
    """The average of the derivative, under a law that stands still, or after mean + std u under a normal one.

    It may be taken inside where E[|d f|] has one bound for all parameters nearby; whoever evaluates it
    has to see to that.
    """
    law, x = average.law, average.variable
    if isinstance(x, Symbol) and law.measure == "Lebesgue" and not law.free_symbols & set(node.variables):
        return Expectation(law, average.integrand.diff(*node.variable_count), x)
    if not isinstance(law, Normal):
        raise NotSmooth
    integrand = average.integrand.subs(x, law.mean + law.std * x).replace(log, _logarithm)
    return Expectation(Normal(Integer(0), Integer(1)), integrand.diff(*node.variable_count), x)


@lru_cache(maxsize=1024)
def _may_end(function: Any) -> bool:
    """Whether a function holds special functions that may be real on one side of a point only."""
    from derive.numeric.functions import REAL_ON_THE_LINE

    return any(head(node) not in REAL_ON_THE_LINE for node in preorder_traversal(function) if node.is_Function)


def _without_rules(balls: Balls, node: Derivative) -> Enclosure:
    """The derivative of a function that is real nearby, as that of an analytic function of the plane."""
    from derive.numeric.principal.balls import Plane
    from derive.numeric.principal.derivatives import derivative as in_the_plane
    from derive.numeric.principal.values import real_value

    balls.within({v: reals.as_ball(balls(v)) + NEARBY for v in node.variables})(node.expr)
    numbers = {symbol: acb(value) if isinstance(value, arb) else value for symbol, value in balls.values.items()}
    return real_value(in_the_plane(Plane(numbers), node))


def _avoid(balls: Balls, avoid: tuple[Kink, ...]) -> None:
    """Raises `Unsettled` unless all kinks are certainly avoided."""
    for kink in avoid:
        side = reals.sign(balls(kink.locus))
        if side == 0 or (kink.positive and side < 0):
            raise Unsettled


def under_an_average(balls: Balls, node: Derivative, bound: frozenset[Symbol]) -> Any:
    """The derivative by SymPy's rules, for an integrand whose `node.expr` has a value wherever `bound` variables are.

    Raises `NotSmooth` where a kink may move with one of them, `Unsettled` where one is not avoided.
    """
    value, avoid = worked_out(node)
    if isinstance(value, Expectation) or _may_end(node.expr):
        raise NotSmooth
    if any(not bound.isdisjoint(kink.locus.free_symbols) for kink in avoid):
        raise NotSmooth
    _avoid(balls, avoid)
    return value


def derivative(balls: Balls, node: Derivative) -> Enclosure:
    """The derivative at a point at which the function is smooth; elsewhere nothing is settled."""
    balls(node.expr)
    try:
        value, avoid = worked_out(node)
    except NotSmooth:
        return _without_rules(balls, node)
    if isinstance(node.expr, Expr) and _may_end(node.expr):
        balls.within({v: reals.as_ball(balls(v)) + NEARBY for v in node.variables})(node.expr)
    _avoid(balls, avoid)
    if isinstance(value, Expectation):
        balls.within({v: reals.as_ball(balls(v)) + NEARBY for v in node.variables})(value)
    return balls(value)
