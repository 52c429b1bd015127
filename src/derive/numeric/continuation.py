"""Integrands continued from the real line into the plane: where they are analytic, and how they are integrated.

An integrand is read in a complex neighbourhood of the path only where it continues the real function:
logarithms and powers right of 0, |u| as u or -u on either side of the imaginary axis.  Elsewhere it
answers "not analytic", so that the path is split there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from flint import acb, arb, ctx
from sympy import Abs, Add, GreaterThan, Integer, LessThan, Mul, Pow, StrictGreaterThan, StrictLessThan, Symbol

from derive.numeric import reals
from derive.numeric.calculus import NotSmooth, depends, head, under_an_average
from derive.numeric.reals import NoValue, Unsettled, Unsupported
from derive.tree import outermost

if TYPE_CHECKING:
    from derive.numeric.balls import Balls

MAX_EVALUATIONS = 4_000
EVALUATIONS_OF_NESTED = 150
"""The same of each integral where one is the integrand of another."""
MAX_BITS = 256

NOT_ANALYTIC = acb("nan")


def along_the_path(
    function: Callable[[acb, bool], acb], lower: acb, upper: acb, evaluations: int, accuracy: arb | None = None
) -> acb:
    """The integral along the straight path between two ends.

    The function gets a ball, and whether it has to be analytic on all of it.
    """
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

    result = acb.integral(guarded, lower, upper, rel_tol=accuracy, abs_tol=accuracy, eval_limit=evaluations)
    if unsupported:
        raise unsupported[0]
    if not result.is_finite():
        raise Unsettled
    return result


class Continuation:
    """The walk at a complex ball `z` for the bound variable; raises `Unsettled` where not analytic.

    With `analytic` false only real values are asked for, and kinks are admitted.  Under an integral in another
    variable, `outer` is the walk at the ball for that one.
    """

    def __init__(
        self, balls: Balls, variable: Symbol, z: acb, analytic: bool, outer: Continuation | None = None  # noqa: FBT001
    ) -> None:
        self.balls = balls
        self.variable = variable
        self.z = z
        self.analytic = analytic
        self.outer = outer

    def __call__(self, node: Any) -> acb:
        """The value of a node on the ball."""
        if not depends(node, self.variable):
            return acb(reals.as_ball(self.balls(node))) if self.outer is None else self.outer(node)
        if node == self.variable:
            return self.z
        rule = CONTINUATIONS.get(head(node))
        if rule is None:
            raise Unsupported
        return rule(self, node)

    @property
    def bound(self) -> frozenset[Symbol]:
        """The variables of all integrals around."""
        return frozenset({self.variable}) | (self.outer.bound if self.outer is not None else frozenset())

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
    if isinstance(node.base, Pow) and node.base.exp.is_even and not node.exp.is_integer:
        return at(Abs(node.base.base) ** (node.base.exp * node.exp))  # the root of a square has a kink, and no cut
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
        return at(under_an_average(at.balls, node, at.bound))
    except NotSmooth:
        raise Unsupported from None


def _inner_integral(at: Continuation, node: Any) -> acb:
    """An integral that depends on the variable of another: over [0, 1], with ends that move put into the integrand."""
    function, (variable, *ends) = outermost(node)
    if len(ends) != 2 or any(end.is_infinite for end in ends):
        raise Unsupported
    lower, upper = (at(end) for end in ends)

    def integrand(t: acb, analytic: bool) -> acb:  # noqa: FBT001
        place = lower + (upper - lower) * t
        return Continuation(at.balls, variable, place, at.analytic or analytic, at)(function)

    accuracy = arb(2) ** -ctx.prec + at.z.rad()
    return (upper - lower) * along_the_path(integrand, acb(0), acb(1), EVALUATIONS_OF_NESTED, accuracy)


CONTINUATIONS: dict[str, Callable[[Continuation, Any], acb]] = {
    Add.__name__: _sum,
    Mul.__name__: _product,
    Pow.__name__: _pow,
    "Derivative": _derivative,
    "Integral": _inner_integral,
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
