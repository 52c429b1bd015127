"""Gaussian noise through a matrix: z = mu + S epsilon has the covariance S S^T, of which the diagonal is printed.

The product of the k x k output S with the vector epsilon is read as that of a matrix and a vector.  E[epsilon] = 0
and E[epsilon epsilon^T] = I enter as such.
"""

from derive import Matrix, Size, Vector, calc, derivation, equals
from derive.terms import diag, diagonal, hadamard, identity, zeros

SOURCE = "IFT 6135, assignment 4, problem 1.1"


@derivation(source=SOURCE, shapes={"mu": "k", "S": "k, k"})
def mean_through_a_matrix(k: Size, mu: Vector, S: Matrix):
    """mu + S E[epsilon] = mu."""
    return calc(mu + S * zeros(k), equals(mu, by="E[epsilon] = 0"))


@derivation(source=SOURCE, shapes={"S": "k, k"})
def covariance_through_a_matrix(k: Size, S: Matrix):
    """The variances of z are the diagonal of S S^T; its covariance is S S^T itself."""
    outer = S * identity(k) * S.T
    covariance = calc(outer, equals(S * S.T, by="E[epsilon epsilon^T] = I"))
    variances = calc(
        diag(diagonal(outer)),
        equals(hadamard(S * S.T, identity(k)), by="entry by entry with I", reading="squares are taken entry by entry"),
        equals(diag(diagonal(S * S.T)), by="what is left is the diagonal"),
    )
    law = calc(
        outer,
        equals(
            diag(diagonal(S * S.T)),
            by="the covariance of z, as printed",
            erratum="the coordinates of z are correlated: the covariance is S S^T",
            correction=equals(S * S.T),
        ),
    )
    return covariance, variances, law
