"""Expectations under a normal vector of explicit size: polynomials, and these times exponentials of linear forms.

E[y_i f(y)] = sum_j Sigma_ij E[d_j f(y)] for centred y, one factor after the other (Stein); and an exponential of a
linear form moves the mean.  Sources: Stein, Estimation of the mean of a multivariate normal distribution
(1981), lemma 2; Bishop, Pattern Recognition and Machine Learning (2006), section 2.3.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from sympy import (
    Add,
    Dummy,
    Expr,
    ImmutableDenseMatrix,
    Integer,
    Mul,
    Poly,
    PolynomialError,
    exp,
    expand,
    expand_log,
    log,
)


def mean_of(
    integrand: Any, points: Sequence[Dummy], mean: ImmutableDenseMatrix, covariance: ImmutableDenseMatrix
) -> Expr:
    """The expectation of an integrand over the given variables; raises `NoWorld` where it is not of this form.

    >>> x, y = Dummy("x", real=True), Dummy("y", real=True)
    >>> one = ImmutableDenseMatrix([[1, 0], [0, 1]])
    >>> mean_of(x**4 + x*y, [x, y], ImmutableDenseMatrix([0, 0]), one)
    3
    """
    opened = integrand.replace(log, lambda argument: expand_log(log(_merged(argument))))
    return Add(*(_mean_of_term(term, points, mean, covariance) for term in Add.make_args(expand(opened, log=False))))


def _merged(argument: Expr) -> Expr:
    return Mul(*(exp(expand(f.args[0])) if isinstance(f, exp) else f for f in Mul.make_args(argument)))


def _mean_of_term(term: Expr, points: Sequence[Dummy], mean: Any, covariance: Any) -> Expr:
    factors = Mul.make_args(term)
    exponents = [factor.exp for factor in factors if isinstance(factor, exp) and factor.exp.has(*points)]
    rest = Mul(*(factor for factor in factors if not (isinstance(factor, exp) and factor.exp.has(*points))))
    if not exponents:
        return _mean_of_polynomial(rest, points, mean, covariance)
    exponent = _polynomial(Add(*exponents), points)
    if exponent.total_degree() > 1:
        raise _no_world()
    slopes = ImmutableDenseMatrix([exponent.coeff_monomial(point) for point in points])
    moved = mean + covariance * slopes
    constant = exponent.coeff_monomial(1) + (slopes.T * mean)[0, 0] + (slopes.T * covariance * slopes)[0, 0] / 2
    return exp(constant) * _mean_of_polynomial(rest, points, moved, covariance)


def _mean_of_polynomial(body: Expr, points: Sequence[Dummy], mean: Any, covariance: Any) -> Expr:
    shifted = body.xreplace({point: point + mean[i, 0] for i, point in enumerate(points)})
    polynomial = _polynomial(shifted, points)

    @cache
    def moment(exponents: tuple[int, ...]) -> Expr:
        if not any(exponents):
            return Integer(1)
        first = next(i for i, exponent in enumerate(exponents) if exponent)
        left = _lowered(exponents, first)
        return Add(*(covariance[first, j] * e * moment(_lowered(left, j)) for j, e in enumerate(left) if e))

    return Add(*(factor * moment(exponents) for exponents, factor in polynomial.terms()))


def _lowered(exponents: tuple[int, ...], at: int) -> tuple[int, ...]:
    return tuple(exponent - (i == at) for i, exponent in enumerate(exponents))


def _polynomial(body: Expr, points: Sequence[Dummy]) -> Poly:
    try:
        return Poly(body, *points)
    except PolynomialError:
        raise _no_world() from None


def _no_world() -> Exception:
    from derive.abstract.worlds import NoWorld

    return NoWorld()
