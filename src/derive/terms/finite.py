"""Laws on finitely many points, and distances between them that are finite sums."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sympy import Abs, Add, Basic, Expr, Integer, Rational, Tuple, expand, log

from derive.errors import AuthoringError, caller_line
from derive.exactness import exact, shown
from derive.terms.distributions import Distribution
from derive.terms.expectation import Defined
from derive.terms.functions import xlogy


class Finite(Distribution):
    """A law on finitely many points; `args` are pairs of a point and its weight."""

    @property
    def weights(self) -> dict[Expr, Expr]:
        """The weight of each point."""
        return {pair.args[0]: pair.args[1] for pair in self.args}

    def density(self, x: Any) -> Expr:
        """The weight of a point."""
        return self.weights.get(x, Integer(0))

    def _sympystr(self, printer: Any) -> str:
        return "{" + ", ".join(f"{printer._print(x)}: {printer._print(w)}" for x, w in self.weights.items()) + "}"


def finite(weights: Mapping[Any, Any]) -> Finite:
    """The law that gives each point its weight; points and weights may hold variables.

    Raises `AuthoringError` for a negative weight, and for weights whose sum is not 1.

    >>> from sympy.abc import p
    >>> print(finite({0: 1 - p, 1: p}))
    {0: 1 - p, 1: p}
    >>> finite({0: Rational(1, 2), 1: Rational(1, 3)})
    Traceback (most recent call last):
    derive.errors.AuthoringError: the weights of a finite law sum to 5/6, not 1
    """
    line = caller_line()
    if not isinstance(weights, Mapping) or not weights:
        raise AuthoringError(f"finite takes a mapping from points to weights, not {shown(weights)}", line=line)
    pairs = [(exact(x, line), exact(w, line)) for x, w in weights.items()]
    negative = next((w for _, w in pairs if w.is_negative), None)
    if negative is not None:
        raise AuthoringError(f"a weight of a finite law is negative: {negative}", line=line)
    total = expand(Add(*(w for _, w in pairs)))
    if total != 1:
        raise AuthoringError(f"the weights of a finite law sum to {total}, not 1", line=line)
    return Finite(*(Tuple(x, w) for x, w in pairs))


class TotalVariation(Defined):
    """Half the sum of the distances between the weights; `args` are the two laws."""

    def definition(self) -> Expr:
        """The sum over all points of either law."""
        return Rational(1, 2) * Add(*(Abs(p - q) for p, q in _pairs(*self.args)))

    def _sympystr(self, printer: Any) -> str:
        return f"TV({printer._print(self.args[0])}, {printer._print(self.args[1])})"


class JensenShannon(Defined):
    """The mean of the divergences from the two laws to their mixture, in nats; `args` are the two laws."""

    def definition(self) -> Expr:
        """The sum over all points of either law, with 0 log 0 = 0."""
        return Rational(1, 2) * Add(*(_towards_mixture(p, q) + _towards_mixture(q, p) for p, q in _pairs(*self.args)))

    def _sympystr(self, printer: Any) -> str:
        return f"JSD({printer._print(self.args[0])}, {printer._print(self.args[1])})"


class FiniteDivergence(Defined):
    """The Kullback-Leibler divergence of laws on finitely many points, in nats; `args` are the two laws."""

    def definition(self) -> Expr:
        """The sum over the points of the first law, with 0 log 0 = 0."""
        return Add(*(xlogy(p, p) - xlogy(p, q) for p, q in _pairs(*self.args) if p != 0))

    def _sympystr(self, printer: Any) -> str:
        return f"KL({printer._print(self.args[0])} || {printer._print(self.args[1])})"


def total_variation(p: Finite, q: Finite) -> TotalVariation:
    """The total variation distance of two laws on finitely many points, between 0 and 1.

    Source: Levin, Peres and Wilmer, Markov Chains and Mixing Times (2017), proposition 4.2.

    >>> total_variation(finite({0: 1}), finite({0: Rational(1, 2), 1: Rational(1, 2)})).definition()
    1/2
    """
    return TotalVariation(*_laws(p, q))


def jensen_shannon(p: Finite, q: Finite) -> JensenShannon:
    """The Jensen-Shannon divergence of two laws on finitely many points, in nats: log 2 if they share none.

    Source: Lin, Divergence measures based on the Shannon entropy (1991), equation 4.1.

    >>> jensen_shannon(finite({0: 1}), finite({1: 1})).definition()
    log(2)
    """
    return JensenShannon(*_laws(p, q))


def relative_entropy(p: Finite, q: Finite) -> FiniteDivergence:
    """The Kullback-Leibler divergence of two laws on finitely many points, in nats.

    Raises `AuthoringError` if the first law has a point that the second lacks: the divergence is infinite.

    Source: Cover and Thomas, Elements of Information Theory (2006), equation 2.26.

    >>> half = Rational(1, 2)
    >>> relative_entropy(finite({0: 1}), finite({0: half, 1: half})).definition()
    log(2)
    >>> relative_entropy(finite({0: half, 1: half}), finite({0: 1}))
    Traceback (most recent call last):
    derive.errors.AuthoringError: the divergence is infinite: the second law has no weight at 1
    """
    laws = _laws(p, q)
    lacking = next((x for x, w in p.weights.items() if w != 0 and q.density(x) == 0), None)
    if lacking is not None:
        raise AuthoringError(
            f"the divergence is infinite: the second law has no weight at {lacking}", line=caller_line()
        )
    return FiniteDivergence(*laws)


def _laws(*laws: Any) -> tuple[Basic, ...]:
    for law in laws:
        if not isinstance(law, Finite):
            raise AuthoringError(f"expected a law such as finite({{0: 1}}), but found {law}", line=caller_line())
    return laws


def _pairs(p: Finite, q: Finite) -> list[tuple[Expr, Expr]]:
    """The weights of both laws at every point of either."""
    return [(p.density(x), q.density(x)) for x in {**p.weights, **q.weights}]


def _towards_mixture(p: Expr, q: Expr) -> Expr:
    """p log(p/m) for m = (p + q)/2, and 0 where p is 0."""
    if p == 0:
        return Integer(0)
    if q == 0:
        return p * log(2)
    return xlogy(p, p) - xlogy(p, (p + q) / 2)
