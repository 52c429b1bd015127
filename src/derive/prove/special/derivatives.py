"""Derivatives of special functions, worked out of expressions that are meromorphic up to cuts.

Sums, products, powers and logarithms of the variable and of functions that are meromorphic in one
argument: wherever such an expression has a derivative, the rules of calculus give it.  On a cut the
principal branch goes on smoothly to one side and along the cut, so that the rules hold there too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sympy import (
    Add,
    Derivative,
    Expr,
    Integer,
    Mul,
    Pow,
    Symbol,
    bernoulli,
    beta,
    chebyshevt,
    chebyshevu,
    cos,
    cosh,
    digamma,
    elliptic_e,
    exp,
    factorial,
    gamma,
    harmonic,
    hermite,
    laguerre,
    legendre,
    log,
    loggamma,
    polygamma,
    polylog,
    sin,
    sinh,
    trigamma,
    zeta,
)  # fmt: skip

from derive.prove.special.partials import PARTIALS, TRANSCENDENTAL, NoPartial, partial
from derive.prove.special.polygamma import digamma_of
from derive.prove.special.quantities import is_whole
from derive.prove.special.rules import Kind, Need, Rewrite, Rule

if TYPE_CHECKING:
    from derive.prove.principal import PlaneFacts

LARGEST_ORDER = 4
Partial = Callable[..., Expr]


class NotMeromorphic(Exception):
    """The expression has a part whose derivative is not known here."""


def _at(head: Any, *arguments: Any) -> Expr:
    made: Expr = head(*arguments, evaluate=False)
    return made


def _of_polygamma(m: Expr, z: Expr) -> Expr:
    return _at(polygamma, m + 1, z)


def _of_zeta(s: Expr, a: Expr) -> Expr:
    return -s * _at(zeta, s + 1, a)


def _of_legendre(n: Expr, x: Expr) -> Expr:
    return n * (x * _at(legendre, n, x) - _at(legendre, n - 1, x)) / (x**2 - 1)


def _of_second_kind(n: Expr, x: Expr) -> Expr:
    return ((n + 1) * _at(chebyshevt, n + 1, x) - x * _at(chebyshevu, n, x)) / (x**2 - 1)


def _of_laguerre(n: Expr, x: Expr) -> Expr:
    return n * (_at(laguerre, n, x) - _at(laguerre, n - 1, x)) / x


LAST_ARGUMENT: dict[type, Partial] = {
    gamma: lambda z: _at(gamma, z) * digamma_of(z),
    loggamma: digamma_of,
    factorial: lambda z: _at(factorial, z) * digamma_of(z + 1),
    digamma: lambda z: _at(polygamma, Integer(1), z),
    trigamma: lambda z: _at(polygamma, Integer(2), z),
    polygamma: _of_polygamma,
    harmonic: lambda z: _at(polygamma, Integer(1), z + 1),
    zeta: _of_zeta,
    beta: lambda a, b: _at(beta, a, b) * (digamma_of(b) - digamma_of(a + b)),
    chebyshevt: lambda n, x: n * _at(chebyshevu, n - 1, x),
    chebyshevu: _of_second_kind,
    legendre: _of_legendre,
    hermite: lambda n, x: 2 * n * _at(hermite, n - 1, x),
    laguerre: _of_laguerre,
    polylog: lambda s, z: _at(polylog, s - 1, z) / z,
    bernoulli: lambda n, x: n * _at(bernoulli, n - 1, x),
    log: lambda z: 1 / z,
    sin: lambda z: _at(cos, z),
    cos: lambda z: -_at(sin, z),
    sinh: lambda z: _at(cosh, z),
    cosh: lambda z: _at(sinh, z),
    exp: lambda z: _at(exp, z),
}
"""The derivative with respect to the last argument, by the arguments."""

WHOLE_ORDER = (bernoulli, polygamma, chebyshevt, chebyshevu, legendre, hermite, laguerre)
ARGUMENTS = {zeta: 2, beta: 2, harmonic: 1, bernoulli: 2, log: 1}
"""How many arguments the entry is for, where the number varies."""

SINGULAR: dict[type, tuple[int, ...]] = {legendre: (1, -1), chebyshevu: (1, -1), laguerre: (0,), polylog: (0,)}
"""Arguments at which the formula divides by 0."""


def of_derivative(node: Any, facts: PlaneFacts) -> Any:
    """The derivative, worked out."""
    if not node.expr.has(*SPECIAL):
        return None
    needs: list[Need] = []
    try:
        return Rewrite(_worked_out(node, needs), tuple(needs))
    except NotMeromorphic:
        return None


ELEMENTARY = (log, sin, cos, sinh, cosh, exp)
SPECIAL = (*(head for head in LAST_ARGUMENT if head not in ELEMENTARY), *TRANSCENDENTAL, elliptic_e)


def _worked_out(node: Any, needs: list[Need]) -> Any:
    expression, *variables = node.args
    for symbol, order in variables:
        if not isinstance(symbol, Symbol) or not order.is_Integer or not 1 <= order <= LARGEST_ORDER:
            raise NotMeromorphic
        for _ in range(int(order)):
            expression = differentiated(expression, symbol, needs)
    return expression


def differentiated(expression: Any, symbol: Symbol, needs: list[Need]) -> Any:
    """The derivative; raises `NotMeromorphic` where it is not known, and adds to the needs.

    >>> from sympy.abc import z
    >>> differentiated(gamma(2*z), z, [])
    2*digamma(2*z)*gamma(2*z)
    """
    if symbol not in expression.free_symbols:
        return Integer(0)
    if expression == symbol:
        return Integer(1)
    if isinstance(expression, Add):
        return Add(*(differentiated(term, symbol, needs) for term in expression.args))
    if isinstance(expression, Mul):
        factors = expression.args
        return Add(*(
            Mul(*factors[:i], differentiated(factor, symbol, needs), *factors[i + 1 :])
            for i, factor in enumerate(factors)
        ))  # fmt: skip
    if isinstance(expression, Derivative):
        return differentiated(_worked_out(expression, needs), symbol, needs)
    if isinstance(expression, Pow):
        base, exponent = expression.args
        return _of_power(base, exponent, symbol, needs)
    return _of_function(expression, symbol, needs)


def _of_power(base: Any, exponent: Any, symbol: Symbol, needs: list[Need]) -> Any:
    if symbol not in exponent.free_symbols:
        if not exponent.is_Rational or 0 < exponent < 1:
            needs.append(Need(base, Kind.NONZERO))
        return exponent * base ** (exponent - 1) * differentiated(base, symbol, needs)
    if symbol in base.free_symbols or not base.is_positive:
        raise NotMeromorphic
    return base**exponent * log(base, evaluate=False) * differentiated(exponent, symbol, needs)


def _of_function(expression: Any, symbol: Symbol, needs: list[Need]) -> Any:
    head, arguments = type(expression), expression.args
    if head in PARTIALS or isinstance(expression, elliptic_e):
        return _of_partials(expression, symbol, needs)
    if head not in LAST_ARGUMENT or len(arguments) != ARGUMENTS.get(head, len(arguments)):
        raise NotMeromorphic
    if isinstance(expression, beta) and symbol not in arguments[1].free_symbols:
        arguments = arguments[::-1]
    *parameters, z = arguments
    if any(symbol in parameter.free_symbols for parameter in parameters):
        raise NotMeromorphic
    if head in WHOLE_ORDER and not is_whole(parameters[0]):
        raise NotMeromorphic
    needs.extend(Need(z - point, Kind.NONZERO) for point in SINGULAR.get(head, ()))
    if head is bernoulli:
        needs.append(Need(parameters[0], Kind.NONZERO))
    return LAST_ARGUMENT[head](*parameters, z) * differentiated(z, symbol, needs)


def _of_partials(expression: Any, symbol: Symbol, needs: list[Need]) -> Any:
    """The sum over the arguments that move."""
    total: Any = Integer(0)
    for index, argument in enumerate(expression.args):
        if symbol not in argument.free_symbols:
            continue
        try:
            slope = partial(expression, index)
        except NoPartial as error:
            raise NotMeromorphic from error
        needs.extend(slope.needs)
        total += slope.value * differentiated(argument, symbol, needs)
    return total


RULES: dict[type, tuple[Rule, ...]] = {
    Derivative: (Rule("derivatives of special functions", of_derivative),),
}
