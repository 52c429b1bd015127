"""A second evaluator: mpmath on the tree as it is written.

It shares no code with the balls: numbers are ordinary 50-digit floats, derivatives are difference
quotients, integrals and expectations numerical quadrature.  It proves nothing; it must agree
before a refutation is printed.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import combinations
from typing import Any

import mpmath
from mpmath import mp, mpf
from sympy import Abs, Heaviside, Max, Min, Piecewise, Rational, Symbol, sign, sympify
from sympy.core.relational import Relational
from sympy.logic.boolalg import BooleanFalse, BooleanTrue

from derive.numeric import mpquad
from derive.terms.functions import cbrt

GUARD_DIGITS = 15
MAX_TERMS = 20_000
MAX_MAGNITUDE = 10_000
KINKED = (Abs, sign, Heaviside, Max, Min, Piecewise, cbrt)


class _NoValue(Exception):
    """No finite real value, or no rule for it."""


def value(expression: Any, point: Mapping[Symbol, Any], digits: int = 50) -> mpf | None:
    """The value to about `digits` digits; None where it is not real and finite, or there is no rule.

    >>> from sympy import sqrt
    >>> from sympy.abc import x
    >>> value(sqrt(x), {x: 4}), value(sqrt(x), {x: -4})
    (mpf('2.0'), None)
    """
    return _value(sympify(expression), tuple(point.items()), digits)


@lru_cache(maxsize=512)
def _value(expression: Any, point: tuple[tuple[Symbol, Any], ...], digits: int) -> mpf | None:
    """The value at a point; the head of a chain is asked for at the same witness line after line."""
    with mp.workdps(digits + GUARD_DIGITS):
        try:
            constants = {symbol: _evaluate(sympify(exact), {}) for symbol, exact in point}
            return _evaluate(expression, constants)
        except FAILURES:
            return None


FAILURES = (
    _NoValue, mpquad.NotConverged, mpmath.libmp.NoConvergence, ArithmeticError, ValueError, TypeError,
)  # fmt: skip

Values = Mapping[Any, Any]


def _evaluate(node: Any, values: Values) -> mpf:
    """The value of a node; every node must have one that is real and finite."""
    if node in values:
        return values[node]
    if isinstance(node, Rational):
        return mpf(int(node.p)) / int(node.q)
    name = _head(node)
    if name in TREES:
        found = TREES[name](node, values)
    elif name in CONSTANTS:
        found = CONSTANTS[name]()
    elif name in FUNCTIONS:
        arguments = (_evaluate(argument, values) for argument in node.args)
        found = FUNCTIONS[name](*(arguments if name in QUICK_AT_ANY_SIZE else map(_tame, arguments)))
    else:
        raise _NoValue
    return _real(found)


QUICK_AT_ANY_SIZE = frozenset({"log", "Abs", "sign", "Max", "Min", "cbrt", "Heaviside", "re", "conjugate"})


def _head(node: Any) -> str:
    """The class of a node, if SymPy or derive defines it: an author's own function may bear any name."""
    return type(node).__name__ if str(type(node).__module__).split(".")[0] in ("sympy", "derive") else ""


def _tame(argument: mpf) -> mpf:
    """Refuse arguments so large that mpmath would work with as many digits as they have."""
    if argument != 0 and mp.mag(argument) > MAX_MAGNITUDE:
        raise _NoValue
    return argument


def _real(number: Any) -> mpf:
    if isinstance(number, int):
        number = mpf(number)
    if not isinstance(number, mpf) or not mp.isfinite(number):
        raise _NoValue
    return number


def _power(base: mpf, exponent: mpf) -> mpf:
    if exponent == 0:
        return mpf(1)
    if base == 0 and exponent < 0:
        raise _NoValue
    return mp.power(base, _tame(exponent))


def _pow(node: Any, values: Values) -> mpf:
    base = _evaluate(node.base, values)
    if node.exp.is_Integer and base != 0:
        return base ** int(_tame(mpf(int(node.exp))))
    return _power(base, _evaluate(node.exp, values))


def _log(argument: mpf) -> mpf:
    if argument <= 0:
        raise _NoValue
    return mp.log(argument)


def _cbrt(argument: mpf) -> mpf:
    return mp.sign(argument) * mp.cbrt(abs(argument))


def _heaviside(argument: mpf, at_zero: mpf) -> mpf:
    return at_zero if argument == 0 else mpf(argument > 0)


def _piecewise(node: Any, values: Values) -> mpf:
    for piece, condition in node.args:
        if _holds(condition, values):
            return _evaluate(piece, values)
    raise _NoValue


COMPARE: dict[str, Callable[[mpf, mpf], bool]] = {
    "==": operator.eq, "!=": operator.ne,
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


def _holds(condition: Any, values: Values) -> bool:
    if isinstance(condition, Relational):
        lhs, rhs = (_evaluate(side, values) for side in condition.args)
        return COMPARE[condition.rel_op](lhs, rhs)
    if isinstance(condition, BooleanTrue | BooleanFalse):
        return bool(condition)
    parts = [_holds(part, values) for part in condition.args]
    return {"And": all(parts), "Or": any(parts), "Not": not all(parts)}[type(condition).__name__]


def _subs(node: Any, values: Values) -> mpf:
    bound = {variable: _evaluate(at, values) for variable, at in zip(node.variables, node.point, strict=True)}
    return _evaluate(node.expr, {**values, **bound})


def _terms(node: Any, values: Values) -> list[mpf]:
    if len(node.limits) != 1:
        raise _NoValue
    index, *bounds = node.limits[0]
    lower, upper = (_evaluate(bound, values) for bound in bounds)
    if not mp.isint(lower) or not mp.isint(upper) or upper < lower - 1 or upper - lower > MAX_TERMS:
        raise _NoValue
    return [_evaluate(node.function, {**values, index: mpf(k)}) for k in range(int(lower), int(upper) + 1)]


def _derivative(node: Any, values: Values) -> mpf:
    """Difference quotients; where there may be a kink, those of both sides must agree."""
    variables, orders = zip(*((variable, int(order)) for variable, order in node.variable_count), strict=True)
    here = tuple(values[variable] for variable in variables)

    def function(*at: mpf) -> mpf:
        return _evaluate(node.expr, {**values, **dict(zip(variables, at, strict=True))})

    if len(variables) > 1:
        return mp.diff(function, here, orders)
    if node.expr.has(*KINKED):
        left, right = (mp.diff(function, here[0], orders[0], direction=side) for side in (-1, 1))
        if abs(left - right) > mpf(10) ** (-mp.dps // 4) * (1 + abs(left)):
            raise _NoValue
    return mp.diff(function, here[0], orders[0])


def _with_constants(node: Any, variable: Any, values: Values) -> Values:
    """The values with those of all parts of an integrand beside them that do not move with its variable."""
    if variable not in node.free_symbols:
        return values if isinstance(node, Rational) else {**values, node: _evaluate(node, values)}
    if _head(node) in FUNCTIONS or _head(node) in ("Add", "Mul", "Pow"):
        for part in node.args:
            values = _with_constants(part, variable, values)
    return values


def _crossings(integrand: Any, variable: Any, values: Values, lower: mpf, upper: mpf) -> list[mpf]:
    """Where an integrand has kinks between two ends: roots of what stands in Abs, sign, Max, Min."""
    found: set[mpf] = set()
    for locus in _loci(integrand):
        if variable in locus.free_symbols:
            found.update(mpquad.sign_changes(_as_function(locus, variable, values), lower, upper))
    return sorted(found)


def _as_function(node: Any, variable: Any, values: Values) -> Callable[[mpf], mpf]:
    return lambda at: _evaluate(node, {**values, variable: at})


def _loci(integrand: Any) -> list[Any]:
    loci = [node.args[0] for node in integrand.atoms(Abs, sign, Heaviside, cbrt)]
    loci += [a - b for node in integrand.atoms(Max, Min) for a, b in combinations(node.args, 2)]
    return loci + [relation.lhs - relation.rhs for relation in integrand.atoms(Relational)]


def _integral(node: Any, values: Values) -> mpf:
    variable, *bounds = node.limits[0]
    if len(node.limits) != 1 or len(bounds) != 2:
        raise _NoValue
    path = [_bound(bound, values) for bound in bounds]
    values = _with_constants(node.function, variable, values)
    if all(mp.isfinite(end) for end in path):
        path[1:1] = _crossings(node.function, variable, values, *path)
    return mpquad.tanh_sinh(_as_function(node.function, variable, values), path)


def _bound(bound: Any, values: Values) -> mpf:
    if bound.is_infinite:
        return mp.inf if bound.is_extended_positive else -mp.inf
    return _evaluate(bound, values)


def _expectation(node: Any, values: Values) -> mpf:
    """The integral of f(mean + std u) exp(-u^2/2)/sqrt(2 pi), far beyond where the digits end."""
    if _head(node.law) != "Normal":
        raise _NoValue
    mean, std = _evaluate(node.law.args[0], values), _evaluate(node.law.args[1], values)
    if std <= 0:
        raise _NoValue
    values = _with_constants(node.integrand, node.variable, values)

    def integrand(u: mpf) -> mpf:
        return _evaluate(node.integrand, {**values, node.variable: mean + std * u}) * mp.exp(-u * u / 2)

    if not node.integrand.has(*KINKED):
        return mpquad.trapezoid(integrand) / mp.sqrt(2 * mp.pi)
    far = 8 + mp.sqrt(2 * mp.log(10) * mp.dps)
    kinks = _crossings(node.integrand, node.variable, values, mean - far * std, mean + far * std)
    path = [-far, *((kink - mean) / std for kink in kinks), far]
    return mpquad.tanh_sinh(integrand, path) / mp.sqrt(2 * mp.pi)


@lru_cache(maxsize=256)
def _definition(node: Any) -> Any:
    return node.definition()


def _determinant(node: Any, values: Values) -> mpf:
    matrix = node.args[0]
    return mp.det(mp.matrix([[_evaluate(entry, values) for entry in row] for row in matrix.tolist()]))


TREES: dict[str, Callable[[Any, Values], Any]] = {
    "Add": lambda node, values: mp.fsum(_evaluate(term, values) for term in node.args),
    "Mul": lambda node, values: mp.fprod([_evaluate(factor, values) for factor in node.args]),
    "Pow": _pow,
    "Piecewise": _piecewise,
    "Subs": _subs,
    "Sum": lambda node, values: mp.fsum(_terms(node, values)),
    "Product": lambda node, values: mp.fprod(_terms(node, values)),
    "Derivative": _derivative,
    "Integral": _integral,
    "Expectation": _expectation,
    "KL": lambda node, values: _evaluate(_definition(node), values),
    "Entropy": lambda node, values: _evaluate(_definition(node), values),
    "Determinant": _determinant,
    "Trace": lambda node, values: mp.fsum(_evaluate(entry, values) for entry in node.args[0].diagonal()),
}

CONSTANTS: dict[str, Callable[[], mpf]] = {
    "Pi": lambda: +mp.pi,
    "Exp1": lambda: +mp.e,
    "EulerGamma": lambda: +mp.euler,
    "Catalan": lambda: +mp.catalan,
    "GoldenRatio": lambda: +mp.phi,
}

FUNCTIONS: dict[str, Callable[..., Any]] = {
    "exp": mp.exp,
    "log": _log,
    "sigmoid": lambda h: 1 / (1 + mp.exp(-h)),
    "logit": lambda d: _log(d / (1 - d)),
    "cbrt": _cbrt,
    "Abs": abs,
    "sign": mp.sign,
    "Max": max,
    "Min": min,
    "Heaviside": _heaviside,
    "floor": mp.floor,
    "ceiling": mp.ceil,
    "sin": mp.sin, "cos": mp.cos, "tan": mp.tan, "sec": mp.sec, "csc": mp.csc, "cot": mp.cot, "sinc": mp.sinc,
    "asin": mp.asin, "acos": mp.acos, "atan": mp.atan, "atan2": mp.atan2,
    "acot": lambda u: mp.pi / 2 if u == 0 else mp.atan(1 / u),
    "sinh": mp.sinh, "cosh": mp.cosh, "tanh": mp.tanh, "sech": mp.sech, "csch": mp.csch, "coth": mp.coth,
    "asinh": mp.asinh, "acosh": mp.acosh, "atanh": mp.atanh, "acoth": mp.acoth,
    "erf": mp.erf, "erfc": mp.erfc, "erfi": mp.erfi, "erfinv": mp.erfinv,
    "gamma": mp.gamma, "loggamma": mp.loggamma, "digamma": mp.digamma, "zeta": mp.zeta,
    "polygamma": lambda order, u: mp.polygamma(int(order), u),
    "factorial": mp.factorial, "binomial": mp.binomial, "LambertW": mp.lambertw,
    "re": lambda u: u, "conjugate": lambda u: u, "im": lambda u: mpf(0),
}  # fmt: skip
