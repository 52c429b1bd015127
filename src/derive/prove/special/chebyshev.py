"""Chebyshev polynomials through an angle: x = cosh(t), T_n(x) = cosh(n t), U_n(x) = sinh((n + 1) t)/sinh(t).

Every complex x is cosh(t) for some t, and both identities hold for every whole n and every t with
sinh(t) != 0: with w = exp(t) they are identities of Laurent polynomials in w, by the recurrence.  So a
claim about x follows from the claim about t.  Where the claim speaks of acosh(x), acos(x) or a square
root of x^2 - 1 too, t is chosen to be that angle.  At x = 1 and x = -1 the values are known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sympy import (
    Abs,
    Dummy,
    Expr,
    GoldenRatio,
    I,
    Integer,
    Pow,
    S,
    Symbol,
    acos,
    acosh,
    chebyshevt,
    chebyshevu,
    cos,
    cosh,
    expand,
    pi,
    sin,
    sinh,
    sqrt,
)  # fmt: skip

from derive.prove.special.ladders import Outcome
from derive.prove.special.quantities import arithmetic, is_whole
from derive.prove.special.rules import OPAQUE, Kind, Need, Pass, Rewrite, Rule, Sides, occurrences, replaced

if TYPE_CHECKING:
    from derive.prove.principal import PlaneFacts

HEADS = (chebyshevt, chebyshevu)
LARGEST_DEGREE = 60
LARGEST_GOLDEN_POWER = 12


def written_out(node: Any, facts: PlaneFacts) -> Any:
    """The polynomial of a known degree, positive or negative: T_(-n) = T_n, U_(-n) = -U_(n-2)."""
    degree, x = (arithmetic(argument) for argument in node.args)
    if not degree.is_Integer or abs(degree) > LARGEST_DEGREE:
        return None
    n = int(degree)
    if isinstance(node, chebyshevt):
        return _polynomial(abs(n), x, x)
    return _polynomial(n, x, 2 * x) if n >= -1 else -_polynomial(-n - 2, x, 2 * x)


def _polynomial(n: int, x: Expr, first: Expr) -> Expr:
    if n == -1:
        return Integer(0)
    before, now = Integer(1), first
    for _ in range(n - 1):
        before, now = now, expand(2 * x * now - before)
    return now if n else before


def even_and_odd(node: Any, facts: PlaneFacts) -> Any:
    """T_n(-x) = (-1)^n T_n(x), U_n(-x) = (-1)^n U_n(x); T of |n| is T of n."""
    degree, x = (arithmetic(argument) for argument in node.args)
    if not is_whole(degree):
        return None
    if isinstance(node, chebyshevt) and degree.has(Abs):
        inside = degree.args[0] if isinstance(degree, Abs) else degree
        return chebyshevt(inside, x, evaluate=False) if inside is not degree else None
    if not x.is_number and x.could_extract_minus_sign():
        return (-1) ** degree * type(node)(degree, arithmetic(-x), evaluate=False)
    return None


def at_number(node: Any, facts: PlaneFacts) -> Any:
    """Values at 1, -1 and cosines of simple angles, and at numbers whose w is a power of the golden ratio."""
    degree, x = (arithmetic(argument) for argument in node.args)
    if not x.is_number or not is_whole(degree):
        return None
    first = isinstance(node, chebyshevt)
    if x in (1, -1):
        return x**degree * (1 if first else degree + 1)
    if x == 0:
        return _quarter_turn(cos, degree) if first else _quarter_turn(sin, arithmetic(degree + 1))
    if x in ANGLES:
        angle = ANGLES[x]
        if first:
            return cos(arithmetic(degree * angle), evaluate=False)
        return sin(arithmetic((degree + 1) * angle), evaluate=False) / sin(angle)
    golden = _golden_power(x)
    if golden is None:
        return None
    turn, power = golden
    if first:
        return (turn**degree * GoldenRatio ** (power * degree) + turn**-degree * GoldenRatio ** (-power * degree)) / 2
    up, down = turn ** (degree + 1) * GoldenRatio ** arithmetic(power * (degree + 1)), 1 / turn * GoldenRatio**-power
    inverse = turn ** (-degree - 1) * GoldenRatio ** arithmetic(-power * (degree + 1))
    return (up - inverse) / (turn * GoldenRatio**power - down)


def _quarter_turn(wave: Any, count: Expr) -> Expr:
    """cos(pi k/2) or sin(pi k/2) for whole k, by parity where it is known."""
    half = arithmetic(count / 2)
    if is_whole(half):
        return S.NegativeOne**half if wave is cos else S.Zero
    if is_whole(half + S.Half):
        return S.Zero if wave is cos else S.NegativeOne ** (half - S.Half)
    value: Expr = wave(arithmetic(pi * count / 2), evaluate=False)
    return value


ANGLES = {
    S.Half: pi / 3, -S.Half: 2 * pi / 3, sqrt(2) / 2: pi / 4, -sqrt(2) / 2: 3 * pi / 4, sqrt(3) / 2: pi / 6,
    -sqrt(3) / 2: 5 * pi / 6,
}  # fmt: skip


def _golden_power(x: Expr) -> tuple[Expr, int] | None:
    """c in {1, -1, i, -i} and j > 0 with x = (w + 1/w)/2 for w = c phi^j, phi the golden ratio."""
    phi = (1 + sqrt(5)) / 2
    for power in range(1, LARGEST_GOLDEN_POWER + 1):
        up = expand(phi**power)
        down = expand((phi - 1) ** power)
        for turn in (S.One, S.NegativeOne, I, -I):
            if expand((turn * up + down / turn) / 2 - x) == 0:
                return turn, power
    return None


def at_a_cosine(node: Any, facts: PlaneFacts) -> Any:
    """T_n(cos z) = cos(n z), U_n(cos z) = sin((n + 1) z)/sin(z); with hyperbolic functions likewise."""
    degree, x = arithmetic(node.args[0]), node.args[1]
    if not is_whole(degree) or not isinstance(x, cos | cosh):
        return None
    z = arithmetic(x.args[0])
    if isinstance(node, chebyshevt):
        return type(x)(arithmetic(degree * z), evaluate=False)
    sine, period = (sin, pi) if isinstance(x, cos) else (sinh, I * pi)
    value = sine(arithmetic((degree + 1) * z), evaluate=False) / sine(z, evaluate=False)
    return Rewrite(value, (Need(z / period, Kind.NOT_WHOLE),))


# ---- an angle in place of the variable


def by_an_angle(sides: Sides, facts: PlaneFacts) -> Outcome:
    """The variable as a hyperbolic cosine, or as a cosine."""
    nodes = [node for node in occurrences(sides, HEADS) if is_whole(node.args[0]) and not node.args[0].is_number]
    base = min((x for x in (node.args[1] for node in nodes) if isinstance(x, Symbol)), key=str, default=None)
    if base is None or any(_is_hidden(base, side) for side in sides):
        return None
    multiples = {node: _multiple(node.args[1], base) for node in nodes}
    if None in multiples.values():
        return None
    angle = Dummy("t")
    cosine, sine, inverse, radicand = _angle_of(base, sides)
    values: dict[Any, Any] = {inverse(base): angle}
    for node in occurrences(sides, Pow):
        is_root = node.exp.is_Rational and node.exp.q == 2 and arithmetic(node.base - radicand) == 0
        if is_root and not (inverse is acosh and occurrences(sides, acosh)):
            values[node] = sine(angle) ** (2 * node.exp)
    for node in nodes:
        degree, times = arithmetic(node.args[0]), multiples[node]
        if isinstance(node, chebyshevt):
            values[node] = cosine(expand(degree * times * angle))
        else:
            values[node] = sine(expand((degree + 1) * times * angle)) / sine(times * angle)
    if any(isinstance(node, chebyshevu) and multiples[node] not in (1, 2) for node in nodes):
        return None
    values[base] = cosine(angle)
    second = [multiples[node] for node in nodes if isinstance(node, chebyshevu)]
    points = {1: (1, -1), 2: (1, 0, -1)}
    needs = tuple(Need(base - point, Kind.NONZERO) for times in second for point in points[times])
    return tuple(replaced(side, values) for side in sides), needs


def _multiple(argument: Any, base: Symbol) -> Any:
    """The m with argument = cosh(m t), where base = cosh(t); None if there is none."""
    if isinstance(argument, chebyshevt):
        inner = _multiple(argument.args[1], base) if is_whole(argument.args[0]) else None
        return None if inner is None else arithmetic(argument.args[0] * inner)
    return {base: 1, arithmetic(2 * base**2 - 1): 2}.get(arithmetic(argument))


def _angle_of(base: Symbol, sides: Sides) -> tuple[Any, Any, Any, Expr]:
    """Cosine and sine, the inverse function whose value the angle is, and the radicand whose root the sine is."""
    roots = [arithmetic(node.base) for node in occurrences(sides, Pow) if node.exp.is_Rational and node.exp.q == 2]
    trigonometric = acos(base) in occurrences(sides, acos) or arithmetic(1 - base**2) in roots
    if trigonometric and not occurrences(sides, acosh):
        return cos, sin, acos, 1 - base**2
    return cosh, sinh, acosh, base**2 - 1


def _is_hidden(symbol: Symbol, expression: Any) -> bool:
    """Whether the symbol occurs in a part that is not rewritten."""
    return any(symbol in node.free_symbols for node in occurrences((expression,), OPAQUE))


def at_an_end(node: Any, facts: PlaneFacts) -> Any:
    """The angles of 1 and -1."""
    x = arithmetic(node.args[0])
    if x not in (1, -1):
        return None
    return S.Zero if x == 1 else pi if isinstance(node, acos) else I * pi


RULES: dict[type, tuple[Rule, ...]] = {
    head: (
        Rule("Chebyshev polynomials of known degree", written_out),
        Rule("parity of Chebyshev polynomials", even_and_odd),
        Rule("values of Chebyshev polynomials", at_number),
        Rule("Chebyshev polynomials of a cosine", at_a_cosine),
    )
    for head in HEADS
} | {head: (Rule("angles of 1 and -1", at_an_end),) for head in (acos, acosh)}
PASSES = (Pass("Chebyshev polynomials by an angle", by_an_angle),)
