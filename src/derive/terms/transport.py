"""Distances by optimal transport: on the real line, by a linear program, between normal laws."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import accumulate, combinations, pairwise, permutations
from math import lcm
from typing import Any

from sympy import (
    Abs,
    Add,
    And,
    Expr,
    ImmutableDenseMatrix,
    Integer,
    Min,
    Piecewise,
    Poly,
    Pow,
    Rational,
    expand,
    factor,
    factor_list,
    fraction,
    sqrt,
    together,
)  # fmt: skip

from derive.errors import AuthoringError, caller_line
from derive.exactness import exact
from derive.terms.distributions import Distribution, Normal, Product
from derive.terms.distributions.vectors import MultivariateNormal
from derive.terms.explicit import Explicit
from derive.terms.finite import masses
from derive.terms.normal_vectors import VectorLaw
from derive.terms.vectors.tensors import Tensor

MOST_PARTS = 4
"""Equal parts into which the mass of laws on points with variables may fall: all their matchings are compared."""


class Wasserstein(Explicit):
    """The Wasserstein distance of two laws on the real line; `args` are the laws and the order."""

    def definition(self) -> Expr:
        """A closed form: of two normal laws, by distribution functions, by quantiles, or over all matchings."""
        p, q, order = self.args
        if isinstance(p, Normal):
            gaps = (Abs(p.mean - q.mean), Abs(p.std - q.std))
            return gaps[0] if order == 1 else sqrt(gaps[0] ** 2 + gaps[1] ** 2)
        if all(x.is_Rational for law in (p, q) for x in _masses(law)):
            return _between_distribution_functions(p, q) if order == 1 else _by_quantiles(p, q, order)
        return _over_matchings(p, q, order)

    def _sympystr(self, printer: Any) -> str:
        p, q, order = self.args
        return f"W_{order}({printer._print(p)}, {printer._print(q)})"


def wasserstein(p: Any, q: Any, *, order: int = 1) -> Wasserstein:
    """The Wasserstein distance of `order` 1 or 2 between two laws on the real line.

    Laws on finitely many points: at numbers the weights may hold variables (order 1); where points hold
    variables, the weights are numbers with a common denominator of at most 4.  Normal laws: order 2, or
    order 1 where the standard deviations are equal.

    Raises `AuthoringError` for laws between which no closed form is known here.

    Source: Villani, Topics in Optimal Transportation (2003), theorem 2.18 and remark 2.19; Givens and
    Shortt, A class of Wasserstein metrics for probability distributions (1984), for normal laws.

    >>> from sympy.abc import p, x, y
    >>> from derive.terms.finite import finite
    >>> wasserstein(finite({0: 1 - p, 1: p}), finite({1: 1})).definition()
    Abs(p - 1)
    >>> wasserstein(finite({x: 1}), finite({y: 1})).definition()
    Abs(x - y)
    >>> wasserstein(finite({x: 1 - p, 1: p}), finite({y: 1}))
    Traceback (most recent call last):
    derive.errors.AuthoringError: no closed form: points and weights both hold variables
    """
    line = caller_line()
    if order not in (1, 2):
        raise AuthoringError(f"order= is 1 or 2, not {order}", line=line)
    if isinstance(p, Normal) and isinstance(q, Normal):
        if order == 1 and expand(p.std - q.std) != 0:
            raise AuthoringError("no closed form of order 1: the standard deviations differ; write order=2", line=line)
    elif masses(p) is not None and masses(q) is not None:
        _check_finite(p, q, order, line)
    else:
        raise AuthoringError(f"wasserstein takes two normal laws or two finite ones, not {p} and {q}", line=line)
    return Wasserstein(p, q, Integer(order))


def _check_finite(p: Distribution, q: Distribution, order: int, line: int) -> None:
    points = [x for law in (p, q) for x in _masses(law)]
    weights = [w for law in (p, q) for w in _masses(law).values()]
    if any(isinstance(x, ImmutableDenseMatrix) for x in points):
        raise AuthoringError("wasserstein is for points of the real line: use transport_cost", line=line)
    if all(x.is_Rational for x in points) and (order == 1 or all(w.is_Rational for w in weights)):
        return
    if not all(w.is_Rational for w in weights):
        raise AuthoringError("no closed form: points and weights both hold variables", line=line)
    if _parts(weights) > MOST_PARTS:
        raise AuthoringError(
            f"no closed form: the weights at points with variables need more than {MOST_PARTS} equal parts", line=line
        )


def _between_distribution_functions(p: Distribution, q: Distribution) -> Expr:
    """The integral of |F - G|."""
    first, second = _masses(p), _masses(q)
    terms, total = [], Integer(0)
    for low, high in pairwise(sorted({*first, *second})):
        total = expand(total + first.get(low, Integer(0)) - second.get(low, Integer(0)))
        terms.append(Abs(total) * (high - low))
    return Add(*terms)


def _by_quantiles(p: Distribution, q: Distribution, order: Expr) -> Expr:
    """The mean of |F^-1 - G^-1|^order, to the power 1/order."""
    columns = [sorted(_masses(law).items()) for law in (p, q)]
    levels = sorted({level for column in columns for level in accumulate(weight for _, weight in column)})
    terms = []
    for low, high in pairwise([Integer(0), *levels]):
        x, y = (_quantile(column, high) for column in columns)
        terms.append(Abs(x - y) ** order * (high - low))
    return Pow(Add(*terms), 1 / order)


def _quantile(column: Sequence[tuple[Expr, Expr]], level: Expr) -> Expr:
    total = Integer(0)
    for point, weight in column:
        total += weight
        if total >= level:
            return point
    return column[-1][0]


def _masses(law: Any) -> dict[Expr, Expr]:
    return masses(law) or {}


def _parts(weights: Sequence[Expr]) -> int:
    return lcm(*(int(w.q) for w in weights))


def _over_matchings(p: Distribution, q: Distribution, order: Expr) -> Expr:
    """The least mean cost over all matchings of equal parts of the mass (Birkhoff)."""
    parts = _parts([w for law in (p, q) for w in _masses(law).values()])
    left, right = ([x for x, w in _masses(law).items() for _ in range(int(w * parts))] for law in (p, q))
    matched = {Add(*(Abs(x - y) ** order for x, y in zip(left, there, strict=True))) for there in permutations(right)}
    return Pow(Rational(1, parts) * Min(*matched), 1 / order)


class TransportCost(Explicit):
    """The least cost of turning one finite law into another; `args` are the laws and the matrix of costs."""

    def definition(self) -> Expr:
        """The value of the linear program, certified by potentials."""
        from derive.numeric.transport import transported

        supply, demand = ([_fraction(w) for w in _masses(law).values()] for law in self.args[:2])
        costs = [[_fraction(entry) for entry in row] for row in self.args[2].tolist()]
        found = transported(supply, demand, costs).cost
        return Rational(found.numerator, found.denominator)

    def _sympystr(self, printer: Any) -> str:
        return f"transport({printer._print(self.args[0])}, {printer._print(self.args[1])})"


def _fraction(number: Expr) -> Fraction:
    return Fraction(int(number.p), int(number.q))


def transport_cost(p: Distribution, q: Distribution, cost: Callable[[Any, Any], Any]) -> TransportCost:
    """The least cost of transport between two laws on finitely many points of any kind, by a linear program.

    `cost` gives the rational cost of a unit of mass from a point of the first law to one of the second.

    Raises `AuthoringError` if a weight or a cost is no rational number.

    Source: Villani, Topics in Optimal Transportation (2003), section 1.1.

    >>> from derive.terms.finite import finite
    >>> half = Rational(1, 2)
    >>> transport_cost(finite({0: half, 1: half}), finite({1: half, 2: half}), lambda x, y: (x - y)**2).definition()
    1
    """
    line = caller_line()
    for law in (p, q):
        if masses(law) is None or not all(w.is_Rational for w in _masses(law).values()):
            raise AuthoringError(f"transport_cost takes finite laws with rational weights, not {law}", line=line)
    costs = ImmutableDenseMatrix([[exact(cost(x, y), line) for y in _masses(q)] for x in _masses(p)])
    odd = next((entry for entry in costs.flat() if not entry.is_Rational), None)
    if odd is not None:
        raise AuthoringError(f"transport_cost takes rational costs, not {odd}", line=line)
    return TransportCost(p, q, costs)


def frechet_distance(p: Any, q: Any) -> Expr:
    """|m - n|^2 + tr(S + T - 2 (S T)^(1/2)) of two normal laws: the square of their distance W_2.

    Each is a normal law, a product of such, a jointly normal vector, or a pair of a mean vector and a covariance
    matrix.

    Raises `AuthoringError` for laws of different sizes, for sizes that are variables, and where the eigenvalues of the
    product of the covariances take more than square roots.

    Source: Dowson and Landau, The Frechet distance between multivariate normal distributions (1982).

    >>> from sympy.abc import m, n
    >>> from derive.terms import normal
    >>> frechet_distance(normal(mean=m, std=1), normal(mean=n, std=3))
    (m - n)**2 + 4
    """
    line = caller_line()
    (m, s), (n, t) = (_moments(law, line) for law in (p, q))
    if s.shape != t.shape:
        raise AuthoringError(f"the covariances have the shapes {s.shape} and {t.shape}", line=line)
    between = Add(*((x - y) ** 2 for x, y in zip(m, n, strict=True)))
    if s.is_diagonal() and t.is_diagonal():
        gaps = ((sqrt(s[i, i]) - sqrt(t[i, i])) ** 2 for i in range(s.rows))
        return between + Add(*gaps)
    root = _trace_of_root(s * t)
    if root is None:
        raise AuthoringError(f"no closed form: the eigenvalues of {s * t} are not found by square roots", line=line)
    return _where_covariances(between + s.trace() + t.trace() - 2 * root, s, t)


def _where_covariances(value: Expr, *matrices: ImmutableDenseMatrix) -> Expr:
    """The value where matrices with variables are positive semidefinite; elsewhere there is none.

    Source: Horn and Johnson, Matrix Analysis (2013), theorem 7.2.5: no principal minor is negative.
    """
    places = [(m, list(rows)) for m in matrices for k in range(m.rows) for rows in combinations(range(m.rows), k + 1)]
    conditions = {factor(m.extract(rows, rows).det()) >= 0 for m, rows in places}
    return Piecewise((value, And(*conditions)))


def _trace_of_root(product: ImmutableDenseMatrix) -> Expr | None:
    """The trace of the root of a matrix with nonnegative eigenvalues: by the factors of its characteristic polynomial.

    Two eigenvalues with sum b and product c have roots with the sum sqrt(b + 2 sqrt(c)).
    """
    polynomial = product.charpoly()
    _, factors = factor_list(fraction(together(polynomial.as_expr()))[0], *polynomial.gens)
    total = Integer(0)
    for part, multiplicity in factors:
        lead, *rest = Poly(part, *polynomial.gens).all_coeffs()
        if len(rest) > 2:
            return None
        b, c = -rest[0] / lead, rest[1] / lead if len(rest) == 2 else Integer(0)
        total += multiplicity * sqrt(b + 2 * sqrt(c))
    return total


def _moments(law: Any, line: int) -> tuple[list[Expr], ImmutableDenseMatrix]:
    """The mean vector and the covariance matrix of a normal law."""
    if isinstance(law, Normal):
        return [law.mean], ImmutableDenseMatrix([[law.std**2]])
    if isinstance(law, Product) and all(isinstance(part, Normal) for part in law.args):
        return [part.mean for part in law.args], ImmutableDenseMatrix.diag(*(part.std**2 for part in law.args))
    if isinstance(law, MultivariateNormal):
        return list(law.mean), ImmutableDenseMatrix(law.covariance)
    if isinstance(law, VectorLaw) or (isinstance(law, tuple) and any(isinstance(part, Tensor) for part in law)):
        raise AuthoringError(f"frechet_distance takes vectors and matrices of explicit size, not {law}", line=line)
    if isinstance(law, tuple) and len(law) == 2:
        mean, covariance = list(exact(list(law[0]), line)), ImmutableDenseMatrix(law[1])
        if covariance.shape == (len(mean), len(mean)) and covariance.is_symmetric():
            if covariance.is_positive_semidefinite is False:
                raise AuthoringError(f"{covariance} is no covariance: it is not positive semidefinite", line=line)
            return mean, covariance
    raise AuthoringError(f"expected a normal law or (mean, covariance), with a symmetric matrix, not {law}", line=line)
