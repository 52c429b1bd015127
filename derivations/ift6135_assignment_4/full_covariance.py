"""Gaussian noise through a matrix: z = mu + S epsilon has the covariance S S^T, of which the diagonal is printed.

The product of the k x k output S with the vector epsilon is read as that of a matrix and a vector.  Squares, and the
products with E[epsilon^2] = I, can be read entry by entry, for the variances of the coordinates, or as products of
matrices, for the covariance: both are encoded.
"""

from derive import Matrix, Size, Vector, calc, derivation, equals
from derive.terms import diag, diagonal, expectation, hadamard, identity, multivariate_normal, zeros

SOURCE = "IFT 6135, assignment 4, problem 1.1"
SHAPES = {"mu": "k", "S": "k, k"}


def square(x):
    """The square, entry by entry."""
    return hadamard(x, x)


@derivation(source=SOURCE, shapes=SHAPES)
def mean_through_a_matrix(k: Size, mu: Vector, S: Matrix):
    """E[mu + S epsilon] = mu."""
    epsilon = multivariate_normal(mean=zeros(k), covariance=identity(k))
    return calc(
        expectation(epsilon, lambda e: mu + S * e),
        equals(expectation(epsilon, lambda e: mu) + expectation(epsilon, lambda e: S * e), by="linearity"),
        equals(mu + S * expectation(epsilon, lambda e: e), by="constants come out"),
        equals(mu + S * zeros(k), by="E[epsilon] = 0"),
        equals(mu, by="which is mu"),
    )


@derivation(source=SOURCE, shapes=SHAPES)
def variances_through_a_matrix(k: Size, mu: Vector, S: Matrix):
    """Entry by entry: the variances of the coordinates are the diagonal of S S^T."""
    epsilon = multivariate_normal(mean=zeros(k), covariance=identity(k))

    def mean(f):
        return expectation(epsilon, f)

    def z(e):
        return mu + S * e

    entry_by_entry = "squares and products are taken entry by entry; of a matrix its diagonal is meant"
    chain = calc(
        mean(lambda e: square(z(e) - mu)),
        equals(mean(lambda e: square(z(e))) - square(mean(z)), by="mean square less squared mean"),
        equals(mean(lambda e: square(z(e))) - square(mu), by="E[z] = mu"),
        equals(
            mean(lambda e: square(S * e)) + 2 * hadamard(mu, mean(lambda e: S * e)),
            by="the square expanded",
            reading=entry_by_entry,
        ),
        equals(mean(lambda e: square(S * e)), by="E[epsilon] = 0"),
        equals(
            diagonal(hadamard(S * S.T, mean(lambda e: e * e.T))),
            by="different entries of epsilon are uncorrelated",
            reading=entry_by_entry,
        ),
        equals(diagonal(hadamard(S * S.T, identity(k))), by="E[epsilon epsilon^T] = I", reading=entry_by_entry),
        equals(diagonal(S * S.T), by="the diagonal of I is 1", reading=entry_by_entry),
    )
    as_matrix = calc(
        hadamard(S * S.T, identity(k)),
        equals(diag(diagonal(S * S.T)), by="entry by entry with I: the diagonal", reading=entry_by_entry),
    )
    return chain, as_matrix


@derivation(source=SOURCE, shapes=SHAPES)
def covariance_through_a_matrix(k: Size, mu: Vector, S: Matrix):
    """As matrices: the covariance of z is S S^T, and not its diagonal."""
    epsilon = multivariate_normal(mean=zeros(k), covariance=identity(k))
    return calc(
        expectation(epsilon, lambda e: (S * e) * (S * e).T),
        equals(S * expectation(epsilon, lambda e: e * e.T) * S.T, by="constants come out"),
        equals(S * identity(k) * S.T, by="E[epsilon epsilon^T] = I", reading="products are those of matrices"),
        equals(
            diag(diagonal(S * S.T)),
            by="the covariance of z, as printed",
            reading="products are those of matrices",
            erratum="the coordinates of z are correlated: the covariance is S S^T",
            correction=equals(S * S.T),
        ),
    )
