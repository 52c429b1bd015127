"""Optimal transport between finitely many points, exactly: a plan, and potentials that certify it.

Mass is sent along cheapest augmenting paths (Bellman and Ford), in fractions throughout.  Whatever the search
does, the result is believed only because plan and potentials are checked against each other afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

Costs = Sequence[Sequence[Fraction]]


@dataclass(frozen=True)
class Transport:
    """The least cost, a plan that has it, and potentials u, v with u_i + v_j <= cost_ij that sum up to it."""

    cost: Fraction
    plan: tuple[tuple[Fraction, ...], ...]
    sources: tuple[Fraction, ...]
    targets: tuple[Fraction, ...]


def transported(supply: Sequence[Fraction], demand: Sequence[Fraction], costs: Costs) -> Transport:
    """The cheapest way to turn one distribution of mass into another of the same total.

    Raises `ArithmeticError` if the certificate does not hold, which would be a defect.

    Source: Ahuja, Magnanti and Orlin, Network Flows (1993), section 9.7.

    >>> half, one = Fraction(1, 2), Fraction(1)
    >>> found = transported([half, half], [one], [[Fraction(0)], [Fraction(3)]])
    >>> found.cost, found.sources, found.targets
    (Fraction(3, 2), (Fraction(0, 1), Fraction(3, 1)), (Fraction(0, 1),))
    """
    plan = [[Fraction(0)] * len(demand) for _ in supply]
    left, wanted = list(supply), list(demand)
    while any(left):
        _send(plan, left, wanted, costs)
    lengths = _distances(plan, [Fraction(0)] * len(supply), costs)[0]
    targets = [lengths[len(supply) + j] for j in range(len(demand))]
    sources = [-lengths[i] for i in range(len(supply))]
    shift = targets[0]
    found = Transport(
        sum((plan[i][j] * costs[i][j] for i in range(len(supply)) for j in range(len(demand))), Fraction(0)),
        tuple(tuple(row) for row in plan),
        tuple(u + shift for u in sources),
        tuple(v - shift for v in targets),
    )
    _check(found, supply, demand, costs)
    return found


def _send(plan: list[list[Fraction]], left: list[Fraction], wanted: list[Fraction], costs: Costs) -> None:
    """Send as much as one cheapest path from a point with mass left to one that wants some can carry."""
    starts = [Fraction(0) if mass else None for mass in left]
    lengths, before = _distances(plan, starts, costs)
    n = len(left)
    reachable = [j for j, mass in enumerate(wanted) if mass]
    end = n + min(reachable, key=lambda j: lengths[n + j])
    path = [end]
    while before[path[-1]] is not None:
        path.append(before[path[-1]] or 0)
    path.reverse()
    returned = [plan[b][a - n] for a, b in pairwise(path) if a >= n]
    amount = min([left[path[0]], wanted[end - n], *returned])
    for a, b in pairwise(path):
        if a < n:
            plan[a][b - n] += amount
        else:
            plan[b][a - n] -= amount
    left[path[0]] -= amount
    wanted[end - n] -= amount


def _distances(
    plan: list[list[Fraction]], starts: Sequence[Fraction | None], costs: Costs
) -> tuple[list[Fraction], list[int | None]]:
    """The lengths of the shortest paths in the residual network: sources first, then targets."""
    n, m = len(plan), len(plan[0])
    lengths: list[Fraction | None] = [*starts, *[None] * m]
    before: list[int | None] = [None] * (n + m)
    edges = [(i, n + j, costs[i][j]) for i in range(n) for j in range(m)]
    edges += [(n + j, i, -costs[i][j]) for i in range(n) for j in range(m) if plan[i][j]]
    for _ in range(n + m):
        changed = False
        for a, b, cost in edges:
            length, known = lengths[a], lengths[b]
            if length is not None and (known is None or length + cost < known):
                lengths[b], before[b], changed = length + cost, a, True
        if not changed:
            break
    return [Fraction(0) if length is None else length for length in lengths], before


def _check(found: Transport, supply: Sequence[Fraction], demand: Sequence[Fraction], costs: Costs) -> None:
    """Plan and potentials are feasible, and have the same value: then both are optimal (weak duality)."""
    rows, columns = range(len(supply)), range(len(demand))
    is_plan = all(sum(found.plan[i]) == supply[i] for i in rows) and all(
        sum(found.plan[i][j] for i in rows) == demand[j] for j in columns
    )
    is_plan = is_plan and all(mass >= 0 for row in found.plan for mass in row)
    is_dual = all(found.sources[i] + found.targets[j] <= costs[i][j] for i in rows for j in columns)
    dual = sum((found.sources[i] * supply[i] for i in rows), Fraction(0))
    dual += sum((found.targets[j] * demand[j] for j in columns), Fraction(0))
    if not (is_plan and is_dual and dual == found.cost):
        raise ArithmeticError("the plan found for a transport problem is not certified as optimal")
