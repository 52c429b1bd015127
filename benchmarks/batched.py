"""The batched path against its peers: ratios from interleaved runs, above 1 where derive is faster.

    python benchmarks/batched.py [--points 1e6] [--rounds 3] [--only NAME] [--derivation]

Needs the `bench` extra; a peer that is not installed is printed as absent.  A peer's figure is the
best of its rounds; "with build" adds what it takes to get the function, compile time included.
"""

from __future__ import annotations

import argparse
import math
import time
from collections.abc import Callable
from random import Random
from typing import Any

import numpy as np
import sympy as sp

import derive


def closed_form_kl():
    m, n, s, t = sp.symbols("m n s t", positive=True)
    return [m, n, s, t], sp.log(t / s) + (s**2 + (m - n) ** 2) / (2 * t**2) - sp.Rational(1, 2)


def kl_integrand():
    x, m, n, s = sp.symbols("x m n s", positive=True)
    p = sp.exp(-((x - m) ** 2) / (2 * s**2)) / (s * sp.sqrt(2 * sp.pi))
    return [x, m, n, s], p * (((x - n) ** 2 - (x - m) ** 2) / (2 * s**2))


def optimal_discriminator():
    p, q = sp.symbols("p q", positive=True)
    best = p / (p + q)
    value = p * sp.log(best) + q * sp.log(1 - best)
    return [p, q], [best, value, p / best - q / (1 - best), -p / best**2 - q / (1 - best) ** 2]


def minus_log_one_minus_sigmoid():
    h = sp.Symbol("h", real=True)
    return [h], -sp.log(1 - 1 / (1 + sp.exp(-h)))


def flow_with_jacobian():
    x = sp.symbols("x1:4", real=True)
    y1 = x[0] + sp.tanh(x[1] * x[2]) / 2
    y2 = x[1] * sp.exp(sp.sin(y1) / 3) + y1**2 / 5
    y3 = x[2] * sp.exp(sp.tanh(y1 + y2)) + y1 * y2
    return list(x), sp.log(sp.Abs(sp.Matrix([y1, y2, y3]).jacobian(x).det()))


def projection_discriminator():
    h, v = sp.symbols("h1:9", real=True), sp.symbols("v1:9", real=True)
    features = [sp.tanh(a + b * h[(i + 1) % 8]) for i, (a, b) in enumerate(zip(h, v, strict=True))]
    logit = sum(a * b for a, b in zip(v, features, strict=True)) + sum(f**2 for f in features) / 8
    return [*h, *v], sp.log(1 + sp.exp(-logit)) + 1 / (1 + sp.exp(-logit))


def polynomial():
    x, y, z = sp.symbols("x y z", real=True)
    rng = Random(0)
    powers = [(i, j, k) for i in range(8) for j in range(8) for k in range(8) if i + j + k <= 9]
    terms = [sp.Rational(rng.randint(-99, 99) or 1, 7) * x**i * y**j * z**k for i, j, k in rng.sample(powers, 200)]
    return [x, y, z], sp.Add(*terms)


def normal_log_density():
    x, r, s = sp.symbols("x1:6", real=True), sp.Symbol("r", positive=True), sp.Symbol("s", positive=True)
    covariance = sp.Matrix(5, 5, lambda i, j: s**2 * r ** abs(i - j) + (1 if i == j else 0))
    centred = sp.Matrix(x) - sp.Matrix([r, s, r * s, r - s, 1])
    precision = covariance.inv(method="ADJ")
    quadratic = (centred.T * precision * centred)[0]
    return [*x, r, s], -quadratic / 2 - sp.log(covariance.det()) / 2 - sp.log(2 * sp.pi) * sp.Rational(5, 2)


CASES = {
    "closed-form KL": closed_form_kl,
    "KL integrand": kl_integrand,
    "D* chain": optimal_discriminator,
    "-log(1 - sigmoid)": minus_log_one_minus_sigmoid,
    "3-D flow, log det": flow_with_jacobian,
    "projection disc., 8-D": projection_discriminator,
    "polynomial, 200 terms": polynomial,
    "5-D normal, inverse": normal_log_density,
}

Build = Callable[[Any, Any], Callable[..., Any]]


def by_derive(variables: Any, expression: Any) -> Callable[..., Any]:
    return derive.lambdify(variables, expression)


def by_sympy(variables: Any, expression: Any) -> Callable[..., Any]:
    return sp.lambdify(variables, expression, "numpy")


def by_sympy_with_cse(variables: Any, expression: Any) -> Callable[..., Any]:
    return sp.lambdify(variables, expression, "numpy", cse=True)


def by_numexpr(variables: Any, expression: Any) -> Callable[..., Any]:
    import numexpr  # noqa: F401

    parts = expression if isinstance(expression, list) else [expression]
    functions = [sp.lambdify(variables, part, "numexpr") for part in parts]
    return lambda *arrays: [function(*arrays) for function in functions]


def by_numba(variables: Any, expression: Any) -> Callable[..., Any]:
    import numba

    parts = expression if isinstance(expression, list) else [expression]
    scalar = numba.njit(sp.lambdify(variables, tuple(parts), "math", cse=True))
    names = [f"a{i}" for i in range(len(variables))]
    items = ", ".join(f"{name}[i]" for name in names)
    source = (
        f"def batched({', '.join(names)}):\n    n = a0.size\n    out = np.empty(({len(parts)}, n))\n"
        f"    for i in prange(n):\n        values = scalar({items})\n"
        + "".join(f"        out[{k}, i] = values[{k}]\n" for k in range(len(parts)))
        + "    return out\n"
    )
    scope = {"np": np, "prange": numba.prange, "scalar": scalar}
    exec(source, scope)
    function = numba.njit(parallel=True, error_model="numpy")(scope["batched"])
    function(*([np.full(2, 0.5)] * len(variables)))  # compile
    return function


def by_jax(variables: Any, expression: Any) -> Callable[..., Any]:
    import jax

    jax.config.update("jax_enable_x64", True)  # noqa: FBT003
    function = jax.jit(sp.lambdify(variables, expression, "jax"))
    return lambda *arrays: jax.block_until_ready(function(*arrays))


def by_symengine(variables: Any, expression: Any) -> Callable[..., Any]:
    import symengine

    parts = expression if isinstance(expression, list) else [expression]
    function = symengine.Lambdify(variables, parts, backend="llvm", cse=True)
    return lambda *arrays: function(np.stack(arrays, axis=-1))


PEERS: dict[str, Build] = {
    "lambdify": by_sympy,
    "lambdify cse": by_sympy_with_cse,
    "numexpr": by_numexpr,
    "numba": by_numba,
    "jax.jit": by_jax,
    "symengine": by_symengine,
}


def timed(function: Callable[..., Any], *arguments: Any) -> tuple[float, Any]:
    started = time.perf_counter()
    result = function(*arguments)
    return time.perf_counter() - started, result


def measured(case: Any, points: int, rounds: int, peers: dict[str, Build]) -> dict[str, tuple[float, float]]:
    """Seconds to build and to evaluate, for derive and every peer that can."""
    variables, expression = case
    rng = np.random.default_rng(0)
    arrays = [rng.uniform(0.1, 0.9, points) for _ in variables]
    built: dict[str, tuple[float, Callable[..., Any]]] = {}
    for name, build in {"derive": by_derive, **peers}.items():
        try:
            seconds, function = timed(build, variables, expression)
            if name in ("jax.jit",):
                first, _ = timed(function, *arrays)
                again, _ = timed(function, *arrays)
                seconds += max(0.0, first - again)
            else:
                function(*[array[:100] for array in arrays])
            built[name] = seconds, function
        except Exception as error:  # a peer that is absent, or refuses the expression
            print(f"    {name}: {type(error).__name__}: {str(error).splitlines()[0][:80] if str(error) else ''}")
    best = dict.fromkeys(built, math.inf)
    for _ in range(rounds):
        for name, (_, function) in built.items():
            if best[name] == math.inf or best[name] < 5:
                best[name] = min(best[name], timed(function, *arrays)[0])
    return {name: (seconds, best[name]) for name, (seconds, _) in built.items()}


def compare(points: int, rounds: int, only: str | None, peers: dict[str, Build]) -> None:
    ratios: dict[str, list[float]] = {name: [] for name in peers}
    with_build: dict[str, list[float]] = {name: [] for name in peers}
    print(f"\n{points:,} points: how many times faster derive.lambdify is (evaluation; in brackets with build)")
    print(f"{'':24}{'derive':>18}" + "".join(f"{name:>20}" for name in peers))
    for name, make in CASES.items():
        if only and only not in name:
            continue
        times = measured(make(), points, rounds, peers)
        build, run = times["derive"]
        row = f"{name:24}{build * 1e3:7.1f}+{run * 1e3:7.1f} ms"
        for peer in peers:
            if peer not in times:
                row += f"{'absent':>20}"
                continue
            ratios[peer].append(times[peer][1] / run)
            with_build[peer].append(sum(times[peer]) / (build + run))
            row += f"{ratios[peer][-1]:>11.2f} ({with_build[peer][-1]:6.2f})"
        print(row, flush=True)
    means = "".join(f"{_mean(ratios[p]):>11.2f} ({_mean(with_build[p]):6.2f})" for p in peers)
    print(f"{'geometric mean':42}{means}")
    print(f"{'worst':42}" + "".join(f"{min(ratios[p], default=math.nan):>20.2f}" for p in peers))


def _mean(ratios: list[float]) -> float:
    return math.exp(sum(map(math.log, ratios)) / len(ratios)) if ratios else math.nan


def whole_derivation(points: int, rounds: int) -> None:
    """All steps of a derivation, build included, against two `sympy.lambdify` a step; both hand over all values."""
    from derive.collect import derivation_files, load, shipped
    from derive.numeric.batch import Batch

    ours = theirs = build = calls = 0.0
    steps = 0
    for derivation in (found for file in derivation_files([shipped()]) for found in load(file)):
        sides = {key: pair for key, pair in Batch.of(derivation).sides.items() if _is_plain(pair)}
        if not sides:
            continue
        symbols = list(derivation.domains)
        rng = np.random.default_rng(0)
        arrays = [rng.uniform(0.1, 0.9, points) for _ in symbols]
        batch = Batch(symbols, sides)
        work: list[Callable[[], Any]] = [
            lambda: Batch(symbols, sides)(*arrays),  # noqa: B023
            lambda: _by_two_lambdify(symbols, sides, arrays),  # noqa: B023
            lambda: Batch(symbols, sides).compiled,  # noqa: B023
            _numpy_alone(batch.compiled, min(points, 8_192)),
        ]
        best = [min(times) for times in zip(*([timed(part)[0] for part in work] for _ in range(rounds)), strict=True)]
        steps += len(sides)
        ours, theirs, build = ours + best[0], theirs + best[1], build + best[2]
        calls += best[3] * points / min(points, 8_192)
    print(f"shipped derivations, {steps} steps, {points:,} points, build included: {ours * 1e3:.1f} ms, "
          f"two sympy.lambdify a step {theirs * 1e3:.1f} ms: {theirs / ours:.1f} times")  # fmt: skip
    print(f"    tapes built in {build * 1e3:.1f} ms; their NumPy calls alone, in the cache: {calls * 1e3:.1f} ms")


def _numpy_alone(compiled: Any, length: int) -> Callable[[], None]:
    """The calls of a tape on one block that stays in the cache: what no way of driving NumPy can beat."""
    from derive.numeric.memory import aligned_rows

    schedule = compiled.tape.schedule(list(dict.fromkeys(compiled.nodes)))
    slots = list(aligned_rows(schedule.size, length, np.float64))
    for slot in slots:
        slot.fill(0.5)
    for slot, value in schedule.constants:
        slots[slot] = np.asarray(value)
    calls = [(i.kernel.function, *(slots[a] for a in i.arguments), slots[i.result]) for i in schedule.each
             if i.kernel.writes and not i.kernel.boolean]  # fmt: skip

    def run() -> None:
        for function, *arrays in calls:
            function(*arrays)

    return run


def _is_plain(pair: tuple[Any, Any]) -> bool:
    """Whether SymPy's printer can do both sides: no expectations, no integrals."""
    for side in pair:
        try:
            sp.lambdify(sorted(side.free_symbols, key=str), side, "numpy")(*[0.5] * len(side.free_symbols))
        except Exception:
            return False
    return True


def _by_two_lambdify(symbols: Any, sides: Any, arrays: Any) -> dict[str, list[Any]]:
    with np.errstate(all="ignore"):
        return {key: [sp.lambdify(symbols, side, "numpy")(*arrays) for side in pair] for key, pair in sides.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--points", type=float, default=1e6)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", metavar="NAME")
    parser.add_argument("--peers", metavar="NAMES", help="comma-separated; default all")
    parser.add_argument("--derivation", action="store_true", help="whole derivations at 64 and 1e5 points instead")
    options = parser.parse_args()
    if options.derivation:
        for points in (64, 100_000):
            whole_derivation(points, options.rounds)
        return
    wanted = options.peers.split(",") if options.peers else list(PEERS)
    peers = {name: build for name, build in PEERS.items() if name in wanted}
    with np.errstate(all="ignore"):
        compare(int(options.points), options.rounds, options.only, peers)


if __name__ == "__main__":
    main()
