"""Numerical quadrature and roots for the second evaluator: mpmath on functions of one number."""

from __future__ import annotations

from collections.abc import Callable

from mpmath import mp, mpf

MAX_HALVINGS = 5
GRID = 64
NEVER_NEGLIGIBLE, ALWAYS_NEGLIGIBLE = 8, 200


class NotConverged(Exception):
    """No value of the accuracy that is needed."""


def trapezoid(function: Callable[[mpf], mpf]) -> mpf:
    """The trapezoid rule on the whole line, with steps halved until it settles; no value if it does not."""
    step = mpf(2) / 5
    total = step * (function(mpf(0)) + _outwards(function, step, step) + _outwards(function, -step, -step))
    for _ in range(MAX_HALVINGS):
        middles = _outwards(function, step / 2, step) + _outwards(function, -step / 2, -step)
        before, total, step = total, (total + step * middles) / 2, step / 2
        # the number of right digits at least doubles with every halving
        if abs(total - before) <= mpf(10) ** (-mp.dps // 2) * max(1, abs(total)):
            return total
    raise NotConverged


def _outwards(function: Callable[[mpf], mpf], first: mpf, step: mpf) -> mpf:
    """The sum of the values at first, first + step, ... until they no longer count."""
    total, at, largest, small = mpf(0), first, mpf(0), 0
    while small < 4 or abs(at) < NEVER_NEGLIGIBLE:
        term = function(at)
        largest = max(largest, abs(term))
        small = small + 1 if abs(term) <= mpf(10) ** -mp.dps * largest else 0
        total, at = total + term, at + step
        if abs(at) > ALWAYS_NEGLIGIBLE:
            raise NotConverged
    return total


def tanh_sinh(function: Callable[[mpf], mpf], path: list[mpf]) -> mpf:
    """Tanh-sinh quadrature, refused where its own error estimate is poor."""
    total, error = mp.quad(function, path, error=True)
    if not error <= mpf(10) ** (-mp.dps // 3) * max(1, abs(total)):
        raise NotConverged
    return total


def sign_changes(function: Callable[[mpf], mpf], lower: mpf, upper: mpf) -> list[mpf]:
    """Sign changes on a fine grid, each found by bisection to full precision."""
    grid = [lower + (upper - lower) * k / GRID for k in range(GRID + 1)]
    signs = [mp.sign(function(at)) for at in grid]
    exact = [at for at, sign_here in zip(grid[1:-1], signs[1:-1], strict=True) if sign_here == 0]
    pairs = zip(grid, grid[1:], signs, signs[1:], strict=False)
    return exact + [_bisected(function, a, b) for a, b, left, right in pairs if left * right < 0]


def _bisected(function: Callable[[mpf], mpf], a: mpf, b: mpf) -> mpf:
    return mp.findroot(function, (a, b), solver="anderson", tol=mpf(10) ** (-2 * mp.dps + 10), verify=False)
