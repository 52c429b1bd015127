"""Lipschitz functions on finitely many points of the line, and the largest sums that they reach."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations, pairwise
from typing import Any

from sympy import Abs, Add, Expr, Integer, Mul, Tuple, default_sort_key, expand

from derive.calculation import Calculation, Relation, Step
from derive.errors import AuthoringError, caller_line
from derive.exactness import exact, shown
from derive.terms.explicit import Explicit
from derive.terms.finite import finite
from derive.terms.transport import wasserstein


class LipschitzMaximum(Explicit):
    """The largest sum of w D(x) over functions D with |D(x) - D(y)| <= |x - y|; its argument maps points to w."""

    def definition(self) -> Expr:
        """The cost of moving the negative weights to the positive ones (Kantorovich and Rubinstein).

        At numbers: the sum of |cumulative weight| times the gap behind it, since D has slope 1 or -1 on each gap.
        """
        weights = {pair.args[0]: pair.args[1] for pair in self.args}
        if not all(x.is_Rational for x in weights):
            return _between_points(weights)
        points = sorted(weights)
        total, terms = Integer(0), []
        for low, high in pairwise(points):
            total = expand(total + weights[low])
            terms.append(Abs(total) * (high - low))
        return Add(*terms)

    def _sympystr(self, printer: Any) -> str:
        terms = " + ".join(f"({printer._print(pair.args[1])})*D({printer._print(pair.args[0])})" for pair in self.args)
        return f"max over 1-Lipschitz D of {terms}"


def _between_points(weights: Mapping[Expr, Expr]) -> Expr:
    """The same at points with variables: of two points, or by all matchings of equal parts of the mass."""
    if len(weights) == 2:
        (x, w), (y, _) = weights.items()
        return Abs(w) * Abs(x - y)
    mass = Add(*(w for w in weights.values() if w > 0))
    sides = (finite({x: sign * w / mass for x, w in weights.items() if sign * w > 0}) for sign in (1, -1))
    return mass * wasserstein(*sides).definition() if mass else Integer(0)


def lipschitz_maximum(weights: Mapping[Any, Any]) -> LipschitzMaximum:
    """The largest value of the sum of weights[x] D(x) over 1-Lipschitz functions D on points of the real line.

    At points that hold variables, the weights are numbers, or there are two points.

    Raises `AuthoringError` if the weights do not sum to 0 (a constant could be added to D without end).

    Source: Villani, Topics in Optimal Transportation (2003), theorem 1.14.

    >>> lipschitz_maximum({0: 1, 3: -1}).definition()
    3
    >>> lipschitz_maximum({0: 1, 3: 1})
    Traceback (most recent call last):
    derive.errors.AuthoringError: the weights sum to 2, not 0: the sum has no largest value
    """
    line = caller_line()
    pairs = [(exact(x, line), exact(w, line)) for x, w in weights.items()]
    numbers = [all(part.is_Rational for part in column) for column in zip(*pairs, strict=True)]
    if len(pairs) > 2 and not any(numbers):
        raise AuthoringError("no closed form: points and weights both hold variables", line=line)
    total = expand(Add(*(w for _, w in pairs)))
    if total != 0:
        raise AuthoringError(f"the weights sum to {total}, not 0: the sum has no largest value", line=line)
    return LipschitzMaximum(*(Tuple(x, w) for x, w in sorted(pairs, key=lambda pair: default_sort_key(pair[0]))))


def lipschitz_optimum(
    weights: Mapping[Any, Any], *, at: Mapping[Any, Any], by: str | None = None, name: str = ""
) -> Calculation:
    """The function with the values `at` is 1-Lipschitz, and the sum of weights[x] D(x) is largest for it.

    Raises `AuthoringError` if `at` does not give a value at each point.

    >>> [str(step.relation) for step in lipschitz_optimum({0: 1, 3: -1}, at={0: 3, 3: 0}).steps]
    ['<=', '=']
    """
    line = caller_line()
    largest = lipschitz_maximum(weights)
    values = {exact(x, line): exact(value, line) for x, value in at.items()}
    points = [pair.args[0] for pair in largest.args]
    if set(values) != set(points):
        raise AuthoringError(f"at= gives the values at {shown(list(values))}, but the points are {points}", line=line)
    steps = [
        Step(Relation.AT_MOST, abs(x - y), line, f"slope between {x} and {y}", lhs=Abs(values[x] - values[y]))
        for x, y in combinations(points, 2)
    ]
    reached = Add(*(Mul(pair.args[1], values[pair.args[0]]) for pair in largest.args))
    steps.append(Step(Relation.EQUAL, largest, line, by or "no larger value is possible", lhs=reached))
    return Calculation(head=None, steps=tuple(steps), line=line, name=name)
