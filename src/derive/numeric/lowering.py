"""From SymPy to a tape: one rule a kind of node, each node once.

Two readings of where there is a value.  `PLAIN` is NumPy's: infinite at poles, as `sympy.lambdify`
gives.  `STRICT` is that of a derivation over the reals: log(c exp(u)) is log(c) + u, derivatives have
no value at kinks, and all that has no rule here is left to the walk of `derive.numeric.arrays`.

Nothing is expanded, and whatever else has no rule is compiled by `sympy.lambdify`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from functools import lru_cache, reduce
from typing import Any

import numpy as np
from sympy import (
    Add,
    Basic,
    Derivative,
    E,
    Expr,
    Float,
    Integer,
    Integral,
    Max,
    Min,
    Mul,
    Piecewise,
    Pow,
    Product,
    Rational,
    S,
    Subs,
    Sum,
    Symbol,
    exp,
    log,
)  # fmt: skip
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational
from sympy.logic.boolalg import ITE, And, BooleanFalse, BooleanTrue, Not, Or, Xor

from derive.numeric import kernels
from derive.numeric.calculus import NotSmooth, definition, depends, head, without_exponentials, worked_out
from derive.numeric.tape import Kernel, Tape
from derive.terms.expectation import KL, Entropy, Expectation

UNROLLED = 64
"""Terms of a sum that are written out; longer ones are added up in a loop."""

LARGEST_POWER = 128


class Reading(Enum):
    """Which values count."""

    PLAIN = "plain"
    STRICT = "strict"


class Unknown(ValueError):
    """An expression that nothing evaluates."""


class Lowering:
    """Nodes of a tape for expressions in given variables."""

    def __init__(self, tape: Tape, variables: Mapping[Any, int], reading: Reading = Reading.PLAIN) -> None:
        self.tape = tape
        self.variables = dict(variables)
        self.reading = reading
        self.memo: dict[Any, int] = dict(variables)

    def __call__(self, expression: Any) -> int:
        """The node of an expression; raises `Unknown`."""
        node = self.memo.get(expression)
        if node is None:
            node = self.memo[expression] = self._lowered(expression)
        return node

    def _lowered(self, expression: Any) -> int:
        rule = RULES.get(type(expression))
        if rule is not None:
            return rule(self, expression)
        if isinstance(expression, Expr) and not expression.args and expression.is_number:
            return self.number(expression)
        if isinstance(expression, Relational):
            return _comparison(self, expression)
        if getattr(expression, "is_Matrix", False) or _takes_matrices(expression):
            from derive.numeric.lowering_matrices import lowered

            return lowered(self, expression)
        return _function(self, expression)

    def apply(self, kernel: Kernel, *nodes: int) -> int:
        """A node of the tape."""
        return self.tape.apply(kernel, *nodes)

    def constant(self, value: float) -> int:
        """A number on the tape."""
        return self.tape.constant(float(value))

    def number(self, value: Any) -> int:
        """An exact number as the nearest float."""
        return self.constant(_nearest(value))

    def within(self, symbol: Symbol, node: int) -> Lowering:
        """The same with a bound variable; what does not depend on it is shared."""
        return _Inner(self, symbol, node)

    def opaque(self, expression: Any, make: Callable[[tuple[Any, ...]], Callable[..., Any]]) -> int:
        """A node worked out by a function of the values of the free variables."""
        free = tuple(sorted(expression.free_symbols, key=str))
        nodes = tuple(self(symbol) for symbol in free)
        return self.apply(Kernel(type(expression).__name__, make(free), writes=False), *nodes)


class _Inner(Lowering):
    """A lowering under one more bound variable."""

    def __init__(self, outer: Lowering, symbol: Symbol, node: int) -> None:
        super().__init__(outer.tape, {**outer.variables, symbol: node}, outer.reading)
        self.outer, self.symbol = outer, symbol
        self.memo = {symbol: node}

    def _lowered(self, expression: Any) -> int:
        if isinstance(expression, Basic) and not depends(expression, self.symbol):
            return self.outer(expression)
        return super()._lowered(expression)


def _nearest(value: Any) -> float:
    if isinstance(value, Rational):
        try:
            return value.p / value.q
        except OverflowError:
            return np.inf if value.p > 0 else -np.inf
    if value.is_infinite or value is S.NaN:
        return {S.Infinity: np.inf, S.NegativeInfinity: -np.inf}.get(value, np.nan)
    try:
        return float(value)
    except TypeError:
        raise Unknown(f"{value} is no real number") from None


def _variable(lower: Lowering, symbol: Any) -> int:
    raise Unknown(f"{symbol} is in an expression, but not among the variables")


def _sum(lower: Lowering, node: Any) -> int:
    """Terms with a minus are subtracted, numbers come last; many products are factored by Horner's scheme."""
    if len(node.args) >= HORNER:
        return _factored(lower, [_as_monomial(term) for term in node.args])
    number = S.Zero
    plus: list[Any] = []
    minus: list[Any] = []
    for term in node.args:
        if term.is_Number:
            number = number + term
        else:
            (minus if _is_negative(term) else plus).append(term)
    total = None
    if number and not plus:
        total = lower.number(number)
        number = S.Zero
    for term in [*plus, *minus]:
        total = _added(lower, total, term)
    if total is None:
        return lower.number(number)
    if not number:
        return total
    if number.is_extended_negative:
        return lower.apply(kernels.SUBTRACT, total, lower.number(-number))
    return lower.apply(kernels.ADD, total, lower.number(number))


HORNER = 12
"""Terms from which on a sum is factored: x*y + x*z is x*(y + z), which is the same up to rounding."""

Monomial = tuple[Any, dict[Any, int]]


def _as_monomial(term: Any) -> Monomial:
    """The coefficient, and whole positive powers by base; whatever is none of these is a base of its own."""
    coefficient, factors = term.as_coeff_mul() if isinstance(term, Mul) else (S.One, (term,))
    if term.is_Number:
        return term, {}
    powers: dict[Any, int] = {}
    for factor in factors:
        base, exponent = (factor.base, factor.exp) if isinstance(factor, Pow) else (factor, S.One)
        if not (exponent.is_Integer and exponent.is_positive):
            base, exponent = factor, S.One
        powers[base] = powers.get(base, 0) + int(exponent)
    return coefficient, powers


def _factored(lower: Lowering, terms: list[Monomial]) -> int:
    """Horner's scheme: the base that most terms share comes out of them, and so on."""
    counts: dict[Any, int] = {}
    for _, powers in terms:
        for base in powers:
            counts[base] = counts.get(base, 0) + 1
    base = max(counts, key=lambda base: counts[base], default=None)
    if base is None or counts[base] < 2:
        return _plain_sum(lower, terms)
    least = min(powers[base] for _, powers in terms if base in powers)
    inside = [(c, _divided(powers, base, least)) for c, powers in terms if base in powers]
    rest = [(c, powers) for c, powers in terms if base not in powers]
    product = lower.apply(kernels.MULTIPLY, _factored(lower, inside), _powered(lower, lower(base), Integer(least)))
    return product if not rest else _joined(lower, product, rest)


def _joined(lower: Lowering, product: int, rest: list[Monomial]) -> int:
    if len(rest) == 1 and not rest[0][1] and rest[0][0].is_extended_negative:
        return lower.apply(kernels.SUBTRACT, product, lower.number(-rest[0][0]))
    return lower.apply(kernels.ADD, product, _factored(lower, rest))


def _divided(powers: dict[Any, int], base: Any, exponent: int) -> dict[Any, int]:
    left = {**powers, base: powers[base] - exponent}
    return left if left[base] else {other: power for other, power in left.items() if other != base}


def _plain_sum(lower: Lowering, terms: list[Monomial]) -> int:
    """Terms that share no base."""
    total: int | None = None
    for coefficient, powers in sorted(terms, key=lambda term: bool(term[0].is_extended_negative)):
        is_negative = bool(coefficient.is_extended_negative)
        factors = [_powered(lower, lower(base), Integer(power)) for base, power in powers.items()]
        node = reduce(lambda a, b: lower.apply(kernels.MULTIPLY, a, b), factors) if factors else None
        if is_negative and total is not None:
            coefficient = -coefficient
        if coefficient != 1 or node is None:
            number = lower.number(coefficient)
            node = number if node is None else lower.apply(kernels.MULTIPLY, node, number)
        kernel = kernels.SUBTRACT if is_negative else kernels.ADD
        total = node if total is None else lower.apply(kernel, total, node)
    assert total is not None
    return total


def _is_negative(term: Any) -> bool:
    return isinstance(term, Mul) and bool(term.args[0].is_Number and term.args[0].is_negative)


def _added(lower: Lowering, total: int | None, term: Any) -> int:
    if not _is_negative(term):
        node = lower(term)
        return node if total is None else lower.apply(kernels.ADD, total, node)
    node = _scaled_product(lower, -term.args[0], term.args[1:])
    return lower.apply(kernels.NEGATIVE, node) if total is None else lower.apply(kernels.SUBTRACT, total, node)


def _product(lower: Lowering, node: Any) -> int:
    first = node.args[0]
    if first.is_Number:
        if first.is_negative and first is not S.NegativeInfinity:
            return lower.apply(kernels.NEGATIVE, _scaled_product(lower, -first, node.args[1:]))
        return _scaled_product(lower, first, node.args[1:])
    return _scaled_product(lower, S.One, node.args)


def _scaled_product(lower: Lowering, coefficient: Any, factors: tuple[Any, ...]) -> int:
    """Numerator over denominator, with one division; the coefficient comes last."""
    above: list[int] = []
    below: list[int] = []
    for factor in factors:
        if isinstance(factor, Pow) and factor.exp.is_Rational and factor.exp.is_negative:
            below.append(_powered(lower, lower(factor.base), -factor.exp))
        else:
            above.append(lower(factor))

    def multiply(a: int, b: int) -> int:
        return lower.apply(kernels.MULTIPLY, a, b)

    numerator = reduce(multiply, above) if above else None
    if coefficient is not S.One or numerator is None:
        number = lower.number(coefficient)
        numerator = number if numerator is None else multiply(numerator, number)
    return lower.apply(kernels.DIVIDE, numerator, reduce(multiply, below)) if below else numerator


def _power(lower: Lowering, node: Any) -> int:
    base, exponent = node.base, node.exp
    if base is E or base is S.Exp1:
        return lower.apply(kernels.EXP, lower(exponent))
    if isinstance(exponent, Float) and float(2 * exponent).is_integer() and abs(exponent) < LARGEST_POWER:
        exponent = Rational(int(2 * exponent), 2)
    if isinstance(exponent, Rational):
        if exponent.is_negative:
            return lower.apply(kernels.DIVIDE, lower.constant(1.0), _powered(lower, lower(base), -exponent))
        return _powered(lower, lower(base), exponent)
    if base == 2:
        return lower.apply(kernels.UFUNCS["exp2"], lower(exponent))
    return lower.apply(kernels.POWER, lower(base), lower(exponent))


def _powered(lower: Lowering, base: int, exponent: Any) -> int:
    """A power with a positive rational exponent."""
    if exponent.q == 1 and exponent.p <= LARGEST_POWER:
        return _whole_power(lower, base, int(exponent.p)) if exponent.p else lower.constant(1.0)
    if exponent.q == 2 and exponent.p <= 15:
        root = lower.apply(kernels.SQRT, base)
        if exponent.p == 1:
            return root
        return lower.apply(kernels.MULTIPLY, _whole_power(lower, base, int(exponent.p) // 2), root)
    return lower.apply(kernels.POWER, base, lower.number(exponent))


def _whole_power(lower: Lowering, base: int, exponent: int) -> int:
    """By squaring; the lower powers are shared."""
    if exponent == 1:
        return base
    half = _whole_power(lower, base, exponent // 2)
    square = lower.apply(kernels.MULTIPLY, half, half)
    return lower.apply(kernels.MULTIPLY, square, base) if exponent & 1 else square


def _exponential(lower: Lowering, node: Any) -> int:
    return lower.apply(kernels.EXP, lower(node.args[0]))


def _logarithm(lower: Lowering, node: Any) -> int:
    if len(node.args) == 2:
        quotient = (lower.apply(kernels.LOG, lower(argument)) for argument in node.args)
        return lower.apply(kernels.DIVIDE, *quotient)
    argument = node.args[0]
    if lower.reading is Reading.STRICT:
        rest, exponent = without_exponentials(argument)
        if exponent != 0:
            return lower.apply(kernels.ADD, lower.apply(kernels.LOG, lower(rest)), lower(exponent))
    elif _is_absolute_determinant(argument):
        from derive.numeric.lowering_matrices import matrix

        return lower.apply(kernels.LOG_DETERMINANT, matrix(lower, argument.args[0].args[0]))
    return lower.apply(kernels.LOG, lower(argument))


def _is_absolute_determinant(argument: Any) -> bool:
    return head(argument) == "Abs" and head(argument.args[0]) == "Determinant"


def _comparison(lower: Lowering, node: Any) -> int:
    return lower.apply(kernels.LOGIC[node.rel_op], lower(node.lhs), lower(node.rhs))


def _truth(lower: Lowering, node: Any) -> int:
    return lower.tape.constant(bool(node))


def _junction(word: str) -> Callable[[Lowering, Any], int]:
    def rule(lower: Lowering, node: Any) -> int:
        return reduce(lambda a, b: lower.apply(kernels.LOGIC[word], a, b), (lower(part) for part in node.args))

    return rule


def _negation(lower: Lowering, node: Any) -> int:
    return lower.apply(kernels.LOGIC["not"], lower(node.args[0]))


def _if_then_else(lower: Lowering, node: Any) -> int:
    condition, then, otherwise = node.args
    held = And(condition, then, evaluate=False)
    return lower(Or(held, And(Not(condition), otherwise, evaluate=False), evaluate=False))


def _piecewise(lower: Lowering, node: Any) -> int:
    nodes = []
    for piece, condition in node.args:
        nodes += [lower(condition), lower(piece)]
    return lower.apply(kernels.SELECT, *nodes)


def _extremum(kernel: Kernel) -> Callable[[Lowering, Any], int]:
    def rule(lower: Lowering, node: Any) -> int:
        return reduce(lambda a, b: lower.apply(kernel, a, b), (lower(part) for part in node.args))

    return rule


def _derivative(lower: Lowering, node: Any) -> int:
    if lower.reading is Reading.PLAIN:
        value = node.doit()
        if value.has(Derivative):
            raise Unknown(f"{node} cannot be worked out")
        return lower(value)
    try:
        value, kinks = worked_out(node)
    except NotSmooth:
        return _undefined(lower)
    conditions = [lower.apply(FINITE, lower(node.expr))]
    for kink in kinks:
        relation = kernels.LOGIC[">" if kink.positive else "!="]
        conditions.append(lower.apply(relation, lower(kink.locus), lower.constant(0.0)))
    smooth = reduce(lambda a, b: lower.apply(kernels.LOGIC["and"], a, b), conditions)
    return lower.apply(kernels.SELECT, smooth, lower(value))


FINITE = Kernel("isfinite", np.isfinite, boolean=True)


def _undefined(lower: Lowering) -> int:
    return lower.constant(np.nan)


def _substitution(lower: Lowering, node: Any) -> int:
    if lower.reading is Reading.PLAIN:
        return lower(node.doit())
    inner = lower
    for variable, at in zip(node.variables, node.point, strict=True):
        inner = inner.within(variable, lower(at))
    return inner(node.expr)


def _series(kernel: Kernel, neutral: float) -> Callable[[Lowering, Any], int]:
    """A finite sum or product with bounds that are numbers."""

    def rule(lower: Lowering, node: Any) -> int:
        if len(node.limits) != 1:
            index, first, last = node.limits[0]
            return lower(node.func(node.func(node.function, node.limits[0]), *node.limits[1:]))
        index, first, last = node.limits[0]
        if not (first.is_Integer and last.is_Integer):
            return _walked(lower, node)
        count = int(last) - int(first) + 1
        if count < 0:
            return _undefined(lower) if lower.reading is Reading.STRICT else lower.constant(neutral)
        if count > UNROLLED:
            from derive.numeric.loops import repeated

            return repeated(lower, kernel, neutral, node)
        total = lower.constant(neutral)
        for k in range(count):
            term = lower.within(index, lower.constant(int(first) + k))(node.function)
            total = term if k == 0 else lower.apply(kernel, total, term)
        return total

    return rule


def _integral(lower: Lowering, node: Any) -> int:
    from derive.numeric.loops import integral

    return integral(lower, node)


def _expectation(lower: Lowering, node: Any) -> int:
    from derive.numeric.loops import expectation

    return expectation(lower, node)


def _function(lower: Lowering, node: Any) -> int:
    name = head(node)
    arguments: tuple[Any, ...] = node.args if isinstance(node, Basic) else ()
    kernel = kernels.UFUNCS.get(name)
    if kernel is not None and len(arguments) == kernel.arity:
        return lower.apply(kernel, *map(lower, arguments))
    composed = COMPOSED.get(name)
    if composed is not None and len(arguments) == 1:
        return composed(lower, lower(arguments[0]))
    found = kernels.special(name, len(arguments)) if name else None
    if found is not None and all(isinstance(argument, Expr) for argument in arguments):
        special, places = found
        return lower.apply(special, *(lower(arguments[place]) for place in places))
    return _fallback(lower, node)


def _inverted(name: str) -> Callable[[Lowering, int], int]:
    kernel = kernels.UFUNCS[name]
    return lambda lower, u: lower.apply(kernels.DIVIDE, lower.constant(1.0), lower.apply(kernel, u))


def _of_inverse(name: str) -> Callable[[Lowering, int], int]:
    kernel = kernels.UFUNCS[name]
    return lambda lower, u: lower.apply(kernel, lower.apply(kernels.DIVIDE, lower.constant(1.0), u))


def _sigmoid(lower: Lowering, u: int) -> int:
    below = lower.apply(kernels.EXP, lower.apply(kernels.NEGATIVE, u))
    one = lower.constant(1.0)
    return lower.apply(kernels.DIVIDE, one, lower.apply(kernels.ADD, below, one))


def _logit(lower: Lowering, u: int) -> int:
    minus = lower.apply(kernels.UFUNCS["log1p"], lower.apply(kernels.NEGATIVE, u))
    return lower.apply(kernels.SUBTRACT, lower.apply(kernels.LOG, u), minus)


def _arc_cotangent(lower: Lowering, u: int) -> int:
    """atan(1/u), pi/2 at 0, where the division is not a pole of the function."""
    zero = lower.constant(0.0)
    at_zero = lower.apply(kernels.LOGIC["=="], u, zero)
    safe = lower.apply(kernels.SELECT, at_zero, lower.constant(np.inf), lower.tape.constant(ALWAYS), u)
    inverse = lower.apply(kernels.DIVIDE, lower.constant(1.0), safe)
    angle = lower.apply(kernels.UFUNCS["atan"], inverse)
    return lower.apply(kernels.SELECT, at_zero, lower.constant(np.pi / 2), lower.tape.constant(ALWAYS), angle)


def _factorial(lower: Lowering, u: int) -> int:
    found = kernels.special("gamma", 1)
    kernel = found[0] if found is not None else _pointwise("gamma")
    return lower.apply(kernel, lower.apply(kernels.ADD, u, lower.constant(1.0)))


def _normalised_sinc(lower: Lowering, u: int) -> int:
    return lower.apply(SINC, lower.apply(kernels.DIVIDE, u, lower.constant(np.pi)))


def _fraction(lower: Lowering, u: int) -> int:
    return lower.apply(kernels.SUBTRACT, u, lower.apply(kernels.UFUNCS["floor"], u))


ALWAYS = True
SINC = Kernel("sinc", np.sinc, writes=False)

COMPOSED: dict[str, Callable[[Lowering, int], int]] = {
    **{name: _inverted(of) for name, of in kernels.INVERTED.items()},
    **{name: _of_inverse(of) for name, of in kernels.OF_INVERSE.items()},
    "sigmoid": _sigmoid, "logit": _logit, "acot": _arc_cotangent, "factorial": _factorial,
    "sinc": _normalised_sinc, "frac": _fraction,
    "re": lambda lower, u: u, "conjugate": lambda lower, u: u,
    "im": lambda lower, u: lower.apply(kernels.MULTIPLY, u, lower.constant(0.0)),
}  # fmt: skip


@lru_cache(maxsize=256)
def _pointwise(name: str) -> Kernel:
    from derive.numeric import ufuncs

    return Kernel(name, ufuncs.FUNCTIONS[name], writes=False)


def _fallback(lower: Lowering, node: Any) -> int:
    """Whatever has no rule: the walk in the strict reading, else `sympy.lambdify`."""
    if not isinstance(node, Basic):
        raise Unknown(f"expected a SymPy expression, but got {node!r}")
    if lower.reading is Reading.STRICT:
        return _walked(lower, node)
    unknown = {part.func.__name__ for part in node.atoms(AppliedUndef)}
    if unknown:
        raise Unknown(f"the function {min(unknown)} has no values: put an expression in its place")
    name = head(node)
    if not _has_scipy():
        return _without_scipy(lower, node, name)
    strangers = node.free_symbols - set(lower.variables)
    if strangers:
        raise Unknown(f"{min(map(str, strangers))} is in an expression, but not among the variables")
    return lower.opaque(node, lambda free: _lambdified(free, node))


def _without_scipy(lower: Lowering, node: Any, name: str) -> int:
    from derive.numeric import ufuncs

    if name in ufuncs.FUNCTIONS:
        return lower.apply(_pointwise(name), *map(lower, node.args))
    return _walked(lower, node)


@lru_cache(maxsize=1)
def _has_scipy() -> bool:
    from importlib.util import find_spec

    return find_spec("scipy") is not None


def _lambdified(free: tuple[Any, ...], node: Any) -> Callable[..., Any]:
    """SymPy's own function, its values made real and as many as there are points."""
    from sympy import lambdify

    point_by_point = _by_walk(free, node)
    try:
        function = lambdify(free, node, ["scipy", "numpy"])
    except Exception:  # printers raise what they like
        return point_by_point

    def values(*arrays: Any) -> Any:
        try:
            found = np.asarray(function(*arrays))
        except NameError:  # the printer has written the name of a function that NumPy and SciPy lack
            return point_by_point(*arrays)
        if np.iscomplexobj(found):
            found = np.where(found.imag == 0, found.real, np.nan)
        return np.broadcast_to(found, np.broadcast_shapes(found.shape, *(np.shape(array) for array in arrays)))

    return values


def _walked(lower: Lowering, node: Any) -> int:
    """By the walk over arrays; NaN where it has no rule."""
    if lower.reading is Reading.PLAIN and node.atoms(AppliedUndef):
        raise Unknown(f"{node} has no values")
    return lower.opaque(node, lambda free: _by_walk(free, node))


def _by_walk(free: tuple[Any, ...], node: Any) -> Callable[..., Any]:
    from derive.numeric.arrays import Walk
    from derive.numeric.ufuncs import Unsupported

    def values(*arrays: Any) -> Any:
        shape = np.broadcast_shapes((1,), *(np.shape(array) for array in arrays))
        try:
            found = Walk(dict(zip(free, arrays, strict=True)))(node)
        except Unsupported:
            return np.full(shape, np.nan)
        return np.broadcast_to(found, shape)

    return values


def _takes_matrices(node: Any) -> bool:
    return any(getattr(argument, "is_Matrix", False) for argument in getattr(node, "args", ()))


RULES: dict[type, Callable[[Lowering, Any], int]] = {
    **dict.fromkeys(
        (Integer, Rational, Float, type(S.Zero), type(S.One), type(S.NegativeOne), type(S.Half)),
        lambda lower, node: lower.number(node),
    ),
    Symbol: _variable,
    Add: _sum,
    Mul: _product,
    Pow: _power,
    exp: _exponential,
    log: _logarithm,
    Piecewise: _piecewise,
    Max: _extremum(kernels.MAXIMUM),
    Min: _extremum(kernels.MINIMUM),
    And: _junction("and"),
    Or: _junction("or"),
    Xor: _junction("xor"),
    Not: _negation,
    ITE: _if_then_else,
    BooleanTrue: _truth,
    BooleanFalse: _truth,
    Derivative: _derivative,
    Subs: _substitution,
    Sum: _series(kernels.ADD, 0.0),
    Product: _series(kernels.MULTIPLY, 1.0),
    Integral: _integral,
    Expectation: _expectation,
    KL: lambda lower, node: lower(definition(node)),
    Entropy: lambda lower, node: lower(definition(node)),
}

