"""Rigorous integrals: `acb.integral` over an integrand that says itself where it is analytic.

An integrand is read in a complex neighbourhood of the path only where it continues the real function:
logarithms and powers right of 0, |u| as u or -u on either side of the imaginary axis.  Elsewhere it
answers "not analytic", so that the path is split there.  Nothing settles an integral that does not
converge within the budget.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from flint import acb, arb, ctx
from sympy import Add, GreaterThan, Integer, LessThan, Mul, Pow, StrictGreaterThan, StrictLessThan, Symbol

from derive.numeric import reals
from derive.numeric.calculus import NotSmooth, depends, head, under_an_average
from derive.numeric.reals import Enclosure, NoValue, Unsettled, Unsupported
from derive.numeric.tails import Majorant, NoMajorant, tail

if TYPE_CHECKING:
    from derive.numeric.balls import Balls

MAX_EVALUATIONS = 4_000
MAX_BITS = 256


def integral(balls: Balls, node: Any) -> Enclosure:
    """The integral of a function over an interval."""
    from derive.numeric import improper  # which needs the functions of the complex reading

    if len(node.limits) != 1 or len(node.limits[0]) != 3:
        raise Unsupported
    if any(bound.is_infinite for bound in node.limits[0][1:]):
        return improper.integral(balls, node)
    found = None
    try:
        found = _proper_integral(balls, node)
        if found.rad() <= arb(2) ** (8 - ctx.prec) * (1 + abs(found)):
            return found
        better = improper.integral(balls, node)
    except NoValue:
        raise
    except (Unsettled, Unsupported):
        return improper.integral(balls, node) if found is None else found
    better = reals.as_ball(better)
    return better if better.rad() < found.rad() else found


def _proper_integral(balls: Balls, node: Any) -> Enclosure:
    """The integral of what is analytic around a finite interval, but for few kinks."""
    variable, *bounds = node.limits[0]
    lower, upper = (reals.as_ball(balls(bound)) for bound in bounds)

    def integrand(z: acb, analytic: bool) -> acb:  # noqa: FBT001  (the protocol of acb.integral)
        return Continuation(balls, variable, z, analytic)(node.function)

    return _integrate(integrand, lower, upper)


def expectation(balls: Balls, node: Any, mean: Enclosure, std: Enclosure) -> Enclosure:
    """E[f(mean + std u)], u standard normal: quadrature on [-far, far] and a bound for the tails."""
    try:
        majorant = Majorant(balls, node.variable, mean, std)(node.integrand)
    except NoMajorant:
        raise Unsupported from None
    far, error = tail(majorant)

    def integrand(u: acb, analytic: bool) -> acb:  # noqa: FBT001
        value = Continuation(balls, node.variable, mean + std * u, analytic)(node.integrand)
        return value * (-u * u / 2).exp()

    middle = _integrate(integrand, -far, far) / (2 * arb.pi()).sqrt()
    return middle + arb(0, error.upper())


def _integrate(function: Callable[[acb, bool], acb], lower: arb, upper: arb) -> arb:
    if ctx.prec > MAX_BITS:
        raise Unsupported

    unsupported: list[Unsupported] = []

    def guarded(z: acb, analytic: bool) -> acb:  # noqa: FBT001  (no exception may cross acb.integral)
        try:
            return NOT_ANALYTIC if unsupported else function(z, analytic)
        except (NoValue, Unsettled):
            return NOT_ANALYTIC
        except Unsupported as found:
            unsupported.append(found)
            return NOT_ANALYTIC

    result = acb.integral(guarded, acb(lower), acb(upper), eval_limit=MAX_EVALUATIONS)
    if unsupported:
        raise unsupported[0]
    if not result.real.is_finite() or not result.imag.contains(0):
        raise Unsettled
    return result.real


NOT_ANALYTIC = acb("nan")


class Continuation:
    """The walk at a complex ball `z` for the bound variable; raises `Unsettled` where not analytic.

    With `analytic` false only real values are asked for, and kinks are admitted.
    """

    def __init__(self, balls: Balls, variable: Symbol, z: acb, analytic: bool) -> None:  # noqa: FBT001
        self.balls = balls
        self.variable = variable
        self.z = z
        self.analytic = analytic

    def __call__(self, node: Any) -> acb:
        """The value of a node on the ball."""
        if not depends(node, self.variable):
            return acb(reals.as_ball(self.balls(node)))
        if node == self.variable:
            return self.z
        rule = CONTINUATIONS.get(head(node))
        if rule is None:
            raise Unsupported
        return rule(self, node)

    def is_real(self, u: acb) -> bool:
        """Whether a real value is asked for, at a real argument."""
        return not self.analytic and bool(u.imag.is_zero())


def _right_of_zero(u: acb) -> acb:
    if not u.real > 0:
        raise Unsettled
    return u


def _near_the_real_line(u: acb) -> acb:
    if not abs(u.imag) < 1:
        raise Unsettled
    return u


def _within_one(u: acb) -> acb:
    if not (u.real > -1 and u.real < 1):
        raise Unsettled
    return u


def _anywhere(u: acb) -> acb:
    return u


def _method(name: str, region: Callable[[acb], acb] = _anywhere) -> Callable[[Continuation, Any], acb]:
    """The `acb` method of that name, where the argument lies in a region in which it is analytic."""
    return lambda at, node: getattr(region(at(node.args[0])), name)()


def _pow(at: Continuation, node: Any) -> acb:
    base = at(node.base)
    if isinstance(node.exp, Integer):
        whole = int(node.exp)
        return base**whole if whole >= 0 else 1 / base ** (-whole)
    return (_right_of_zero(base).log() * at(node.exp)).exp()


def _product(at: Continuation, node: Any) -> acb:
    result = at(node.args[0])
    for factor in node.args[1:]:
        result = result * at(factor)
    return result


def _sum(at: Continuation, node: Any) -> acb:
    result = at(node.args[0])
    for term in node.args[1:]:
        result = result + at(term)
    return result


def _by_side(
    left: Callable[[acb], acb], right: Callable[[acb], acb], between: Callable[[arb], arb]
) -> Callable[[Continuation, Any], acb]:
    """A function with a kink at 0: what it is on either side, and its real values around the kink."""

    def rule(at: Continuation, node: Any) -> acb:
        u = at(node.args[0])
        if u.real > 0:
            return right(u)
        if u.real < 0:
            return left(u)
        if at.is_real(u):
            return acb(between(u.real))
        raise Unsettled

    return rule


def _largest(sign: int) -> Callable[[Continuation, Any], acb]:
    """Max for sign 1, Min for sign -1."""

    def rule(at: Continuation, node: Any) -> acb:
        result = sign * at(node.args[0])
        for argument in node.args[1:]:
            result = _larger(at, result, sign * at(argument))
        return sign * result

    return rule


def _larger(at: Continuation, a: acb, b: acb) -> acb:
    difference = a - b
    if difference.real > 0:
        return a
    if difference.real < 0:
        return b
    if at.is_real(a) and at.is_real(b):
        return acb(a.real.max(b.real))
    raise Unsettled


def _piecewise(at: Continuation, node: Any) -> acb:
    return _first_piece(at, list(node.args))


def _first_piece(at: Continuation, pieces: list[Any]) -> acb:
    """The first piece whose condition holds on the whole ball; around a jump, all that come into question."""
    if not pieces:
        raise NoValue
    (piece, condition), *rest = pieces
    try:
        holds = condition == True or _holds_throughout(at, condition)  # noqa: E712
    except Unsettled:
        if not at.is_real(at.z):
            raise
        return at(piece).union(_first_piece(at, rest))
    return at(piece) if holds else _first_piece(at, rest)


def _holds_throughout(at: Continuation, condition: Any) -> bool:
    if not isinstance(condition, StrictLessThan | LessThan | StrictGreaterThan | GreaterThan):
        raise Unsupported
    difference = at(condition.gts) - at(condition.lts)
    if difference.real > 0:
        return True
    if difference.real < 0:
        return False
    raise Unsettled


def _cube_root(u: acb) -> acb:
    return (u.log() / 3).exp()


def _logit(at: Continuation, node: Any) -> acb:
    d = at(node.args[0])
    return _right_of_zero(d).log() - _right_of_zero(1 - d).log()


def _derivative(at: Continuation, node: Any) -> acb:
    """Where the function is analytic its derivative is, by the same rules as on the line."""
    at(node.expr)
    try:
        return at(under_an_average(at.balls, node, at.variable))
    except NotSmooth:
        raise Unsupported from None


CONTINUATIONS: dict[str, Callable[[Continuation, Any], acb]] = {
    Add.__name__: _sum,
    Mul.__name__: _product,
    Pow.__name__: _pow,
    "Derivative": _derivative,
    "exp": _method("exp"),
    "log": _method("log", _right_of_zero),
    "sigmoid": lambda at, node: 1 / (1 + (-at(node.args[0])).exp()),
    "logit": _logit,
    "cbrt": _by_side(lambda u: -_cube_root(-u), _cube_root, lambda u: reals.as_ball(reals.cube_root(u))),
    "Abs": _by_side(lambda u: -u, lambda u: u, abs),
    "sign": _by_side(lambda u: acb(-1), lambda u: acb(1), lambda u: arb(0, 1)),
    "Max": _largest(1),
    "Min": _largest(-1),
    "Piecewise": _piecewise,
    **{name: _method(name) for name in ("sin", "cos", "tan", "sec", "csc", "cot", "sinc")},
    **{name: _method(name) for name in ("sinh", "cosh", "tanh", "sech", "csch", "coth", "erf", "erfc")},
    "atan": _method("atan", _near_the_real_line),
    "asinh": _method("asinh", _near_the_real_line),
    "asin": _method("asin", _within_one),
    "acos": _method("acos", _within_one),
    "atanh": _method("atanh", _within_one),
    "gamma": _method("gamma", _right_of_zero),
    "loggamma": _method("lgamma", _right_of_zero),
    "digamma": _method("digamma", _right_of_zero),
}
