"""Orthogonal polynomials and their three-term recurrences: explicit polynomials, and degrees brought to the lowest two.

With a known degree the polynomial is written out.  Of the degrees n + j that occur with the same n, all
are expressed by the lowest two, upwards, which divides by k + 1 alone (Jacobi: by two factors more).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sympy import Expr, Integer, assoc_laguerre, gegenbauer, hermite, jacobi, laguerre, legendre

from derive.prove.special.ladders import MOST_STEPS, Outcome
from derive.prove.special.quantities import arithmetic, is_whole, offset
from derive.prove.special.rules import Kind, Need, Pass, Rewrite, Rule, Sides, occurrences, replaced

if TYPE_CHECKING:
    from derive.prove.principal import PlaneFacts

LARGEST_DEGREE = 40

Step = Callable[..., tuple[Expr, Expr, Expr]]


@dataclass(frozen=True)
class Family:
    """Polynomials p_k with lead*p_(k+1) = middle*p_k + last*p_(k-1), where p_0 = 1 and p_(-1) counts as 0.

    `step(k, *parameters, x)` gives the three coefficients.  Where the argument `regular(*parameters)` is a
    pole of gamma, the function is a limit that depends on how it is taken, and nothing is said of it.
    """

    name: str
    head: type
    step: Step
    regular: Callable[..., Expr] = lambda *parameters: Integer(1)

    def at(self, degree: Any, *rest: Any) -> Expr:
        """The polynomial, not evaluated."""
        made: Expr = self.head(degree, *rest, evaluate=False)
        return made

    def written_out(self, node: Any, facts: PlaneFacts) -> Any:
        """The polynomial of a known degree."""
        degree, *rest = (arithmetic(argument) for argument in node.args)
        if not degree.is_Integer or not 0 <= degree <= LARGEST_DEGREE:
            return None
        before, now = Integer(0), Integer(1)
        for k in range(int(degree)):
            lead, middle, last = self.step(Integer(k), *rest)
            before, now = now, arithmetic((middle * now + last * before) / lead)
        return Rewrite(now, self._needs(rest))

    def _needs(self, rest: Sequence[Expr]) -> tuple[Need, ...]:
        regular = self.regular(*rest[:-1])
        return () if regular == 1 else (Need(regular, Kind.NO_POLE),)

    def lower(self, sides: Sides, facts: PlaneFacts) -> Outcome:
        """All degrees by the lowest two of their kind."""
        rungs: dict[Any, dict[int, Any]] = {}
        for node in occurrences(sides, self.head):
            degree, *rest = (arithmetic(argument) for argument in node.args)
            varying, constant = offset(degree)
            if constant.is_Integer and is_whole(varying) and not varying.is_zero:
                rungs.setdefault((varying, *rest), {})[int(constant)] = node
        values: dict[Any, Any] = {}
        needs: list[Need] = []
        for (varying, *rest), by_constant in rungs.items():
            lowest = min(by_constant)
            needs += self._needs(rest)
            if not 2 <= max(by_constant) - lowest <= MOST_STEPS:
                continue
            before, now = self.at(varying + lowest, *rest), self.at(varying + lowest + 1, *rest)
            for constant in range(lowest + 2, max(by_constant) + 1):
                lead, middle, last = self.step(arithmetic(varying + constant - 1), *rest)
                before, now = now, (middle * now + last * before) / lead
                needs.append(Need(lead, Kind.NONZERO))
                if constant in by_constant:
                    values[by_constant[constant]] = now
        return (tuple(replaced(side, values) for side in sides), tuple(needs)) if values else None


def _jacobi_step(k: Expr, a: Expr, b: Expr, x: Expr) -> tuple[Expr, Expr, Expr]:
    if k.is_zero:
        return Integer(2), (a + b + 2) * x + a - b, Integer(0)
    c = 2 * k + a + b
    middle = (c + 1) * ((c + 2) * c * x + a**2 - b**2)
    return 2 * (k + 1) * (k + a + b + 1) * c, middle, -2 * (k + a) * (k + b) * (c + 2)


FAMILIES = (
    Family("Legendre polynomials", legendre, lambda k, x: (k + 1, (2 * k + 1) * x, -k)),
    Family("Hermite polynomials", hermite, lambda k, x: (Integer(1), 2 * x, -2 * k)),
    Family("Laguerre polynomials", laguerre, lambda k, x: (k + 1, 2 * k + 1 - x, -k)),
    Family("Laguerre polynomials", assoc_laguerre, lambda k, a, x: (k + 1, 2 * k + 1 + a - x, -k - a),
           lambda a: a + 1),
    Family("Gegenbauer polynomials", gegenbauer, lambda k, a, x: (k + 1, 2 * x * (k + a), -k - 2 * a + 1),
           lambda a: 2 * a),
    Family("Jacobi polynomials", jacobi, _jacobi_step, lambda a, b: a + 1),
)  # fmt: skip

RULES: dict[type, tuple[Rule, ...]] = {
    family.head: (Rule(f"{family.name} of known degree", family.written_out),) for family in FAMILIES
}
PASSES = tuple(Pass(f"recurrence of {family.name}", family.lower) for family in FAMILIES)
