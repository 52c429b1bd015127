"""A second evaluator: mpmath on the tree as it is written.

It shares no code with the balls: numbers are ordinary 50-digit floats, derivatives are difference
quotients, integrals and expectations numerical quadrature.  It proves nothing; it must agree
before a refutation is printed.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Any

import mpmath
from mpmath import mp, mpc, mpf
from sympy import Abs, Heaviside, Integral, Max, Min, Piecewise, Pow, Rational, Symbol, log, sign, sympify
from sympy.core.relational import Relational
from sympy.logic.boolalg import BooleanFalse, BooleanTrue

from derive.numeric import mpquad
from derive.numeric.oracle_averages import expectation
from derive.numeric.oracle_functions import FUNCTIONS, NoValue, real
from derive.terms.distributions import Finite, Normal
from derive.terms.expectation import Defined, Expectation
from derive.terms.functions import cbrt

GUARD_DIGITS = 15
MAX_TERMS = 20_000
MAX_MAGNITUDE = 10_000
DIGITS_OF_NESTED = 25
KINKED = (Abs, sign, Heaviside, Max, Min, Piecewise, cbrt)


def value(expression: Any, point: Mapping[Symbol, Any], digits: int = 50) -> mpf | None:
    """The real value to about `digits` digits; None where it is not real and finite, or there is no rule.

    >>> from sympy import sqrt
    >>> from sympy.abc import x
    >>> value(sqrt(x), {x: 4}), value(sqrt(x), {x: -4})
    (mpf('2.0'), None)
    """
    return _value(REAL, sympify(expression), tuple(point.items()), digits)


def principal_value(expression: Any, point: Mapping[Symbol, Any], digits: int = 50) -> mpf | mpc | None:
    """The value on principal branches; None where it is not finite, or there is no rule.

    >>> from sympy import sqrt
    >>> from sympy.abc import x
    >>> principal_value(sqrt(x), {x: -4}), principal_value(1/x, {x: 0})
    (mpc(real='0.0', imag='2.0'), None)
    """
    return _value(PRINCIPAL, sympify(expression), tuple(point.items()), digits)


@lru_cache(maxsize=512)
def _value(walk: Walk, expression: Any, point: tuple[tuple[Symbol, Any], ...], digits: int) -> Any:
    """The value at a point; the head of a chain is asked for at the same witness line after line."""
    with mp.workdps(digits + GUARD_DIGITS):
        try:
            return walk(expression, {symbol: PRINCIPAL(sympify(exact), {}) for symbol, exact in point})
        except FAILURES:
            return None


FAILURES = (
    NoValue, mpquad.NotConverged, mpmath.libmp.NoConvergence, ArithmeticError, ValueError, TypeError,
    NotImplementedError,
)  # fmt: skip

Values = Mapping[Any, Any]
Tree = Callable[["Walk", Any, Values], Any]


@dataclass(frozen=True)
class Walk:
    """A walk over the tree; `admitted` lets a number pass if it counts as a value, or raises `NoValue`."""

    admitted: Callable[[Any], Any]

    def __call__(self, node: Any, values: Values) -> Any:
        """The value of a node; every node below must have one."""
        if node in values:
            return values[node]
        if isinstance(node, Rational):
            return mpf(int(node.p)) / int(node.q)
        name = _head(node)
        if name in TREES:
            found = TREES[name](self, node, values)
        elif isinstance(node, Defined):
            found = self(_definition(node), values)
        elif name in CONSTANTS:
            found = CONSTANTS[name]()
        elif name in FUNCTIONS:
            arguments = (self(argument, values) for argument in node.args)
            found = FUNCTIONS[name](*(arguments if name in QUICK_AT_ANY_SIZE else map(_tame, arguments)))
        else:
            raise NoValue
        return self.admitted(found)


QUICK_AT_ANY_SIZE = frozenset({"log", "Abs", "sign", "Max", "Min", "cbrt", "Heaviside", "re", "im", "conjugate", "arg"})


def _head(node: Any) -> str:
    """The class of a node, if SymPy or derive defines it: an author's own function may bear any name."""
    return type(node).__name__ if str(type(node).__module__).split(".")[0] in ("sympy", "derive") else ""


def _tame(argument: Any) -> Any:
    """Refuse arguments so large that mpmath would work with as many digits as they have."""
    if argument != 0 and mp.mag(argument) > MAX_MAGNITUDE:
        raise NoValue
    return argument


def _finite(number: Any) -> Any:
    """Any finite number; real ones are kept as such, so that they stay on the real axis."""
    if isinstance(number, int):
        number = mpf(number)
    if not isinstance(number, mpf | mpc) or not mp.isfinite(number):
        raise NoValue
    return number.real if isinstance(number, mpc) and number.imag == 0 else number


def _real_and_finite(number: Any) -> mpf:
    number = _finite(number)
    if not isinstance(number, mpf):
        raise NoValue
    return number


REAL, PRINCIPAL = Walk(_real_and_finite), Walk(_finite)


def _power(base: Any, exponent: Any) -> Any:
    if exponent == 0:
        return mpf(1)
    if base == 0:
        if mp.re(exponent) <= 0:
            raise NoValue
        return mpf(0)
    return mp.power(base, _tame(exponent))


def _pow(walk: Walk, node: Any, values: Values) -> Any:
    base = walk(node.base, values)
    if node.exp.is_Integer and base != 0:
        return base ** int(_tame(mpf(int(node.exp))))
    return _power(base, walk(node.exp, values))


def _piecewise(walk: Walk, node: Any, values: Values) -> Any:
    for piece, condition in node.args:
        if _holds(walk, condition, values):
            return walk(piece, values)
    raise NoValue


COMPARE: dict[str, Callable[[mpf, mpf], bool]] = {
    "==": operator.eq, "!=": operator.ne,
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


def _holds(walk: Walk, condition: Any, values: Values) -> bool:
    if isinstance(condition, Relational):
        lhs, rhs = (walk(side, values) for side in condition.args)
        if condition.rel_op not in ("==", "!="):
            lhs, rhs = real(lhs), real(rhs)
        return COMPARE[condition.rel_op](lhs, rhs)
    if isinstance(condition, BooleanTrue | BooleanFalse):
        return bool(condition)
    parts = [_holds(walk, part, values) for part in condition.args]
    return {"And": all(parts), "Or": any(parts), "Not": not all(parts)}[type(condition).__name__]


def _subs(walk: Walk, node: Any, values: Values) -> Any:
    bound = {variable: walk(at, values) for variable, at in zip(node.variables, node.point, strict=True)}
    return walk(node.expr, {**_free_of(node.variables, values), **bound})


def _inner(node: Any) -> Any:
    """What stands below the last limits of a sum, product or integral: one over the other variables, if there are."""
    return node.function if len(node.limits) == 1 else type(node)(node.function, *node.limits[:-1])


def _series(add_up: Callable[[Any], Any], extrapolated: Callable[[Any, Any], Any]) -> Tree:
    """A Sum or Product term by term, and an infinite one by extrapolation."""

    def total(walk: Walk, node: Any, values: Values) -> Any:
        index, *bounds = node.limits[-1]
        if len(bounds) != 2:
            raise NoValue
        lower, upper = (_bound(walk, bound, values) for bound in bounds)
        term = _as_function(walk, _inner(node), index, values)
        if mp.isinf(lower) or mp.isinf(upper):
            return extrapolated(term, [lower, upper])
        if not mp.isint(lower) or not mp.isint(upper) or upper < lower - 1 or upper - lower > MAX_TERMS:
            raise NoValue
        return add_up([term(mpf(k)) for k in range(int(lower), int(upper) + 1)])

    return total


def _derivative(walk: Walk, node: Any, values: Values) -> Any:
    """Difference quotients; where there may be a kink, those of both sides must agree."""
    variables, orders = zip(*((variable, int(order)) for variable, order in node.variable_count), strict=True)
    here, others = tuple(values[variable] for variable in variables), _free_of(variables, values)

    def function(*at: mpf) -> mpf:
        return walk(node.expr, {**others, **dict(zip(variables, at, strict=True))})

    average = node.expr
    if isinstance(average, Expectation) and not average.has(*KINKED) and not average.law.free_symbols & set(variables):
        inside = average.integrand.diff(*node.variable_count)
        return walk(Expectation(average.law, inside, average.variable), values)
    if not all(isinstance(average.law, Normal | Finite) for average in node.expr.atoms(Expectation)):
        raise NoValue  # averages with few digits leave nothing of a difference quotient
    if len(variables) > 1:
        return mp.diff(function, here, orders)
    if node.expr.has(*KINKED):
        left, right = (mp.diff(function, here[0], orders[0], direction=side) for side in (-1, 1))
        if abs(left - right) > mpf(10) ** (-mp.dps // 4) * (1 + abs(left)):
            raise NoValue
        return (left + right) / 2
    return mp.diff(function, here[0], orders[0])


def _with_constants(walk: Walk, node: Any, variable: Any, values: Values) -> Values:
    """The values with those of all parts of an integrand beside them that do not move with its variable."""
    if variable not in node.free_symbols:
        return values if isinstance(node, Rational) else {**values, node: walk(node, values)}
    if _head(node) in FUNCTIONS or _head(node) in ("Add", "Mul", "Pow"):
        for part in node.args:
            values = _with_constants(walk, part, variable, values)
    return values


def _crossings(walk: Walk, integrand: Any, variable: Any, values: Values, lower: mpf, upper: mpf) -> list[mpf]:
    """Where an integrand has kinks between two ends: zeros of what stands in Abs, sign, Max, Min, roots of squares."""
    found: set[mpf] = set()
    for locus in _loci(integrand):
        if variable in locus.free_symbols <= integrand.free_symbols:
            found.update(mpquad.sign_changes(_as_function(walk, locus, variable, values), lower, upper))
    return sorted(found)


def _as_function(walk: Walk, node: Any, variable: Any, values: Values) -> Callable[[mpf], mpf]:
    others = _free_of((variable,), values)
    return lambda at: walk(node, {**others, variable: at})


def _free_of(variables: Iterable[Any], values: Values) -> Values:
    """The values without those of parts that move with variables to which others are given now."""
    moving = set(variables)
    return {node: value for node, value in values.items() if moving.isdisjoint(node.free_symbols)}


def _loci(integrand: Any) -> list[Any]:
    loci = [node.args[0] for node in integrand.atoms(Abs, sign, Heaviside, cbrt)]
    loci += [a - b for node in integrand.atoms(Max, Min) for a, b in combinations(node.args, 2)]
    loci += _under_even_powers(integrand)
    return loci + [relation.lhs - relation.rhs for relation in integrand.atoms(Relational)]


def _under_even_powers(integrand: Any) -> list[Any]:
    """The u of sqrt(u**2) and log(u**2), which are not smooth where u is 0."""
    inner = [node.base for node in integrand.atoms(Pow) if not node.exp.is_integer]
    inner += [node.args[0] for node in integrand.atoms(log)]
    return [part.base for part in inner if isinstance(part, Pow) and part.exp.is_even]


def _integral(walk: Walk, node: Any, values: Values) -> Any:
    """The outermost integral; those inside are integrands, with fewer digits for the sake of time."""
    variable, *bounds = node.limits[-1]
    if len(bounds) != 2:
        raise NoValue
    integrand = _inner(node)
    path = [_bound(walk, bound, values) for bound in bounds]
    with mp.workdps(min(mp.dps, DIGITS_OF_NESTED) if integrand.has(Integral) else mp.dps):
        values = _with_constants(walk, integrand, variable, values)
        if all(isinstance(end, mpf) and mp.isfinite(end) for end in path):
            path[1:1] = _crossings(walk, integrand, variable, values, *path)
        return mpquad.tanh_sinh(_as_function(walk, integrand, variable, values), path)


def _bound(walk: Walk, bound: Any, values: Values) -> Any:
    if bound.is_infinite:
        return mp.inf if bound.is_extended_positive else -mp.inf
    return walk(bound, values)


def _expectation(walk: Walk, node: Any, values: Values) -> mpf:
    """The integral of f(mean + std u) exp(-u^2/2)/sqrt(2 pi), far beyond where the digits end."""
    if _head(node.law) != "Normal":
        return expectation(walk, node, values)
    mean, std = walk(node.law.args[0], values), walk(node.law.args[1], values)
    if std <= 0:
        raise NoValue
    values = _with_constants(walk, node.integrand, node.variable, values)

    def integrand(u: mpf) -> mpf:
        return walk(node.integrand, {**values, node.variable: mean + std * u}) * mp.exp(-u * u / 2)

    if not node.integrand.has(*KINKED) and not _under_even_powers(node.integrand):
        return mpquad.trapezoid(integrand) / mp.sqrt(2 * mp.pi)
    far = 8 + mp.sqrt(2 * mp.log(10) * mp.dps)
    kinks = _crossings(walk, node.integrand, node.variable, values, mean - far * std, mean + far * std)
    path = [-far, *((kink - mean) / std for kink in kinks), far]
    return mpquad.tanh_sinh(integrand, path) / mp.sqrt(2 * mp.pi)


@lru_cache(maxsize=256)
def _definition(node: Any) -> Any:
    return node.definition()


def _determinant(walk: Walk, node: Any, values: Values) -> mpf:
    matrix = node.args[0]
    return mp.det(mp.matrix([[walk(entry, values) for entry in row] for row in matrix.tolist()]))


def _hypergeometric(walk: Walk, node: Any, values: Values) -> Any:
    upper, lower = ([walk(parameter, values) for parameter in group] for group in node.args[:2])
    if any(mp.isint(b) and mp.re(b) <= 0 for b in lower):
        raise NoValue
    return mp.hyper(upper, lower, _tame(walk(node.args[2], values)))


TREES: dict[str, Tree] = {
    "Add": lambda walk, node, values: mp.fsum(walk(term, values) for term in node.args),
    "Mul": lambda walk, node, values: mp.fprod([walk(factor, values) for factor in node.args]),
    "Pow": _pow,
    "Piecewise": _piecewise,
    "Subs": _subs,
    "Sum": _series(mp.fsum, mp.nsum),
    "Product": _series(mp.fprod, mp.nprod),
    "hyper": _hypergeometric,
    "Derivative": _derivative,
    "Integral": _integral,
    "Expectation": _expectation,
    "Determinant": _determinant,
    "Trace": lambda walk, node, values: mp.fsum(walk(entry, values) for entry in node.args[0].diagonal()),
}

CONSTANTS: dict[str, Callable[[], Any]] = {
    "ImaginaryUnit": lambda: mpc(0, 1),
    "Pi": lambda: +mp.pi,
    "Exp1": lambda: +mp.e,
    "EulerGamma": lambda: +mp.euler,
    "Catalan": lambda: +mp.catalan,
    "GoldenRatio": lambda: +mp.phi,
}

