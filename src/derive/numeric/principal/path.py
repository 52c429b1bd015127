"""The path of an integral in the complex reading: straight pieces, by `acb.integral` or by the germ at a singular end.

It is split at candidates for poles, ends of domains and kinks; where the integrand is not analytic around an end of
a piece, or the piece is infinite, the integral over the last bit is that of the germ there, term by term.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from flint import acb, arb, ctx, fmpq
from sympy import Expr, Integer, Symbol

from derive.numeric.calculus import depends, head
from derive.numeric.principal import values
from derive.numeric.principal.effort import BUDGET, size
from derive.numeric.principal.expansion import as_sympy
from derive.numeric.principal.germ_rules import RULES, expansion
from derive.numeric.principal.germs import Germ
from derive.numeric.principal.growth import Order
from derive.numeric.principal.half_line import integral as over_half_line
from derive.numeric.principal.jets import Region, radius, series_length
from derive.numeric.principal.special_points import candidates
from derive.numeric.principal.values import Value, as_acb
from derive.numeric.reals import NoValue, Unsettled, Unsupported

if TYPE_CHECKING:
    from derive.numeric.principal.balls import Plane

MAX_EVALUATIONS = 20_000
# Where 1/t starts at an end, as powers of 2: tried in turn.
FINITE_STARTS = (2, 4, 7, 12, 30, 70, 140)
INFINITE_STARTS = (2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 17, 20)
# Every piece gets that many.
LEAST_EVALUATIONS = 100
# A part is good enough if its radius is that many times the least at this precision.
SMALL = 64
# The aim, in bits, where the full precision is out of reach.
COARSE_BITS = 40
NOT_ANALYTIC = acb("nan")


@dataclass(frozen=True)
class End:
    """A bound of an integral: an exact number and a ball around it, or infinity with a sign."""

    exact: Expr | None
    ball: acb
    infinite: int = 0


def exact_symbols(plane: Plane, node: Any) -> dict[Symbol, Expr]:
    """The variables of an expression that stand for exact numbers, with these."""
    found = {symbol: plane.value(symbol) for symbol in node.free_symbols}
    return {symbol: as_sympy(value) for symbol, value in found.items() if values.is_exact(value)}


class Path:
    """An integrand and the straight pieces over which it is integrated."""

    rules = RULES

    def __init__(self, plane: Plane, function: Any, variable: Symbol) -> None:
        self.plane = plane
        self.function = function
        self.variable = variable
        self.analytic = plane.analytic_in(variable)
        self.evaluations = min(MAX_EVALUATIONS, BUDGET // size(function))

    def between(self, lower: End, upper: End) -> Value:
        """The integral from one end to the other."""
        if lower.infinite and (upper.infinite <= 0):
            return values.multiply([fmpq(-1), self.between(upper, lower)])
        if lower.infinite:
            if upper.infinite == lower.infinite:
                raise Unsupported
            middle = End(Integer(0), acb(0))
            return values.subtract(self.between(middle, upper), self.between(middle, lower))
        if lower.exact == upper.exact:
            return self._without_length(lower)
        if upper.infinite:
            return self._to_infinity(lower, upper.infinite)
        return self._through(lower, upper)

    def _without_length(self, end: End) -> Value:
        try:
            self._at(end.ball)
        except NoValue:
            raise Unsupported from None
        return values.ZERO

    def _through(self, lower: End, upper: End) -> Value:
        ends = [lower, *self._splits(lower, upper), upper]
        return values.add([self._piece(a, b) for a, b in pairwise(ends)])

    # Where the integrand is analytic

    def _at(self, z: acb) -> acb:
        return as_acb(self.plane.within({self.variable: z}).value(self.function))

    def _is_regular(self, end: End, length: acb) -> bool:
        """Whether the integrand is analytic in a neighbourhood of an end."""
        part = arb(0, arb(1) / 32)
        return self._around(end.ball + length * acb(part, part)).is_finite()

    def _around(self, z: acb) -> acb:
        try:
            return as_acb(self.analytic.within({self.variable: z}).value(self.function))
        except (NoValue, Unsettled):
            return NOT_ANALYTIC

    def _splits(self, lower: End, upper: End) -> list[End]:
        """Candidates between real ends around which the integrand is not certainly analytic."""
        a, b = lower.ball, upper.ball
        if not (a.imag == 0 and (upper.infinite or b.imag == 0)):
            return []
        found: list[tuple[float, End]] = []
        for point in candidates(self.function, self.variable):
            try:
                exact = point.xreplace(exact_symbols(self.plane, point))
                ball = as_acb(self.plane.value(exact))
            except (NoValue, Unsettled, Unsupported):
                continue
            inside = a.real < ball.real < b.real if not upper.infinite else (ball.real - a.real) * upper.infinite > 0
            backwards = not upper.infinite and b.real < ball.real < a.real
            if ball.imag == 0 and (inside or backwards):
                found.append((abs(float((ball - a).real.mid())), End(exact, ball)))
        found.sort(key=lambda item: item[0])
        return [end for k, (at, end) in enumerate(found) if (k == 0 or at > found[k - 1][0]) and self._splits_at(end)]

    def _splits_at(self, end: End) -> bool:
        return not self._is_regular(end, acb(arb(1) / 64))

    # Pieces

    def _piece(self, a: End, b: End) -> Value:
        """Between two ends with nothing singular in between."""
        length = b.ball - a.ball
        total = acb(0)
        ends = []
        for end, other, sign in ((a, b, 1), (b, a, -1)):
            if self._is_regular(end, length):
                ends.append(end.ball)
                continue
            if end.exact is None or other.exact is None or not length != 0:
                raise Unsettled
            part, cut = self._at_singular_end(end.exact, other.exact - end.exact)
            total += sign * part
            ends.append(cut)
        return total + self.inside(*ends)

    def _at_singular_end(self, end: Expr, length: Expr) -> tuple[acb, acb]:
        """The integral over x = end + length t**q, 0 < t < 1/start, and the x at which that stops."""
        best: tuple[acb, acb] | None = None
        for power in FINITE_STARTS:
            for q in (1, 2):
                if q == 2 and power > 8:
                    continue
                start = arb(2) ** power
                monomials = {(Integer(0), 0): end, (Integer(-q), 0): length}
                part = self._part(start, {key: c for key, c in monomials.items() if c != 0}, q * length, -q - 1)
                if part is None or (best is not None and radius(best[0]) <= 4 * radius(part)):
                    continue
                cut = as_acb(self.plane.value(end + length * Integer(2) ** (-power * q)))
                best = part, cut
            if best is not None and radius(best[0]) < SMALL * arb(2) ** -ctx.prec:
                break
        if best is None:
            raise Unsettled
        return best

    def _to_infinity(self, lower: End, side: int) -> Value:
        if lower.ball.imag != 0 or not lower.ball.imag.is_zero():
            return self._along_a_ray(lower, side)
        upper = End(None, acb("inf"), side)
        ends = [lower, *self._splits(lower, upper)]
        last = ends[-1]
        total = values.add([self._piece(a, b) for a, b in pairwise(ends)])
        try:
            tail, far = self._tail(last, {(Integer(1), 0): Integer(side)}, side)
        except Unsettled:  # roots of x are powers of the root of X
            tail, far = self._tail(last, {(Integer(2), 0): Integer(side)}, side, 2)
        return values.add([total, tail, self._piece(last, far)])

    def _along_a_ray(self, lower: End, side: int) -> Value:
        """From an end that is not real: along z + t, of a function for which all paths are alike."""
        if not is_entire(self.function, self.variable):
            raise Unsupported
        assert lower.exact is not None
        exact = {(Integer(1), 0): Integer(side), (Integer(0), 0): lower.exact}
        tail, far = self._tail(End(Integer(0), acb(0)), exact, side)
        assert far.exact is not None
        return values.add([tail, self._piece(lower, End(lower.exact + far.exact, lower.ball + far.ball))])

    def _tail(self, last: End, exact: Any, side: int, q: int = 1) -> tuple[acb, End]:
        """The integral over side X**q for X >= start, and the x where that begins."""
        best: tuple[acb, int] | None = None
        for power in INFINITE_STARTS:
            start = arb(2) ** power
            if not start**q > side * last.ball.real:
                continue
            part = self._part(start, exact, Integer(side * q), q - 1)
            if part is not None and (best is None or radius(part) < radius(best[0]) / 4):
                best = part, power
            if best is not None and radius(best[0]) < SMALL * arb(2) ** -ctx.prec:
                break
        if best is None:
            raise Unsettled
        tail, power = best
        far = side * 2 ** (power * q)
        return tail, End(Integer(far), acb(far))

    def _part(self, start: arb, monomials: Any, factor: Expr, power: int) -> acb | None:
        """The integral over X >= start of the germ times factor X**power; None where it is not settled."""
        order = min(56, ctx.prec // max(len(bin(int(start.unique_fmpz()))) - 3, 1) + 8)
        try:
            with series_length(order + 12):
                walk = expansion(self.plane, self.variable, monomials, Region(start, order), self.rules)
                function = walk(self.function)
                germ = walk.scale.times(function, Order((), Integer(power)))
                result = over_half_line(walk.scale, Germ(germ.terms))
                if not values.is_real(result) and walk.is_real(self.function, function):
                    result = acb(result.real)
                result = result * walk.value_of(factor)
        except (Unsettled, Unsupported):
            return None
        return result if result.is_finite() else None

    def inside(self, lower: acb, upper: acb) -> acb:
        """The integral over a segment by `acb.integral`."""
        result = self._by_subdivision(lower, upper, ctx.prec)
        if result.is_finite() and radius(result) > abs(result) / 2**20 + arb(2) ** (-ctx.prec // 2):
            # what converges slowly is worth few bits
            coarse = self._by_subdivision(lower, upper, COARSE_BITS)
            result = coarse if radius(coarse) < radius(result) else result
        if not result.is_finite():
            raise Unsettled
        return self._real_if_certain(result, lower, upper)

    def _by_subdivision(self, lower: acb, upper: acb, bits: int) -> acb:
        """The enclosure found with what is left of the work allowed; it need not be finite."""
        unsupported: list[Unsupported] = []
        allowed = max(self.evaluations, LEAST_EVALUATIONS)

        def guarded(z: acb, analytic: bool) -> acb:  # noqa: FBT001  (no exception may cross acb.integral)
            self.evaluations -= 1
            if unsupported:
                return NOT_ANALYTIC
            try:
                return self._around(z) if analytic else self._at(z)
            except (NoValue, Unsettled, ZeroDivisionError):
                return NOT_ANALYTIC
            except Unsupported as found:
                unsupported.append(found)
                return NOT_ANALYTIC

        goal = arb(2) ** -bits
        result = acb.integral(guarded, lower, upper, abs_tol=goal, rel_tol=goal, eval_limit=allowed)
        if unsupported:
            raise unsupported[0]
        return result

    def _real_if_certain(self, result: acb, lower: acb, upper: acb) -> acb:
        """Without imaginary part, if the integrand is certainly real on a real path."""
        if result.imag == 0 or not (lower.imag == 0 and upper.imag == 0):
            return result
        pieces = [(lower.real, upper.real)]
        for _ in range(64):
            if not pieces:
                return acb(result.real)
            a, b = pieces.pop()
            try:
                value = self._at(acb(a.union(b)))
            except (NoValue, Unsettled):
                middle = (a.mid() + b.mid()) / 2
                pieces += [(a, middle), (middle, b)]
                continue
            if not values.is_real(value):
                return result
        return result


ENTIRE = frozenset({"Add", "Mul", "exp", "sin", "cos", "sinh", "cosh", "erf", "erfc", "sinc", "erfi"})


def is_entire(node: Any, variable: Symbol) -> bool:
    """Whether a function of the variable is certainly analytic in the whole plane."""
    if not depends(node, variable) or node == variable:
        return True
    if node.is_Pow:
        whole = node.exp.is_Integer and node.exp >= 0
        return (whole and is_entire(node.base, variable)) or (
            not depends(node.base, variable) and node.base != 0 and is_entire(node.exp, variable)
        )
    return head(node) in ENTIRE and all(is_entire(argument, variable) for argument in node.args)
