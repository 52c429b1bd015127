"""The log-likelihood of a flow, layer by layer, and the layer that scales one half of a vector by the other.

In part one, at one point: p is the density p_{i-1}(z_{i-1}), J the determinant of df_i/dz_{i-1}, so that the density
p_i(z_i) is p / |J|.  In part two x stands for the first d coordinates, w for the others.
"""

from sympy import Abs, Eq, exp, log

from derive import (
    Invertible,
    LowerTriangular,
    Matrix,
    Nonzero,
    Positive,
    Size,
    Vector,
    VectorFunction,
    calc,
    derivation,
    equals,
    not_always,
)  # fmt: skip
from derive.terms import (
    det,
    diag,
    elementwise,
    hadamard,
    identity,
    inverse,
    jacobian_of,
    over,
    product_over,
    sum_over,
    times,
    zeros,
)  # fmt: skip

LAYERS = "Deep Learning, homework 5, problem 4, part one"
COUPLING = "Deep Learning, homework 5, problem 4, part two"


@derivation(source=LAYERS)
def density_behind_a_layer_as_handed_in(p: Positive, J: Nonzero):
    """log p_i(z_i) = log p_{i-1}(z_{i-1}) - log |det df_i/dz_{i-1}| is true, and reached by two wrong lines."""
    one_layer = "f_{i-1}, as printed, is the map from z_{i-1} to z_i, f_i from there on"
    density = calc(
        p / Abs(J),
        equals(
            p * Abs(J),
            by="change of variables",
            reading=one_layer,
            erratum="the determinant of the inverse is needed",
            correction=equals(times(p, over(1, Abs(J)))),
        ),
    )
    logarithm = calc(
        log(p / Abs(J)),
        equals(
            log(p) + log(Abs(J)),
            by="logarithm of both sides",
            reading=one_layer,
            erratum="the determinant of the inverse is needed, as before",
            correction=equals(log(p) - log(Abs(J))),
        ),
        equals(log(p) - log(Abs(over(1, J))), by="det dz_{i-1}/dz_i = 1 / J"),
        equals(
            log(p) - log(Abs(J)),
            by="z_0 = x",
            erratum="the determinant of f_i stands where that of its inverse stood, which makes up for the first error",
        ),
    )
    return density, logarithm


@derivation(source=LAYERS, shapes={"A": "n"})
def determinant_of_the_inverse(n: Size, A: Invertible):
    """The Jacobian of the inverse map is the inverse of the Jacobian, and so is its determinant."""
    matrix = calc(inverse(A) * A, equals(identity(n), by="chain rule for f^-1(f(z)) = z"))
    determinant = calc(det(inverse(A)), equals(1 / det(A)))
    return matrix, determinant


@derivation(source=COUPLING, shapes={"w": "m", "x": "d", "s": "m", "t": "m"})
def coupling_layer_is_invertible(d: Size, m: Size, x: Vector, w: Vector, s: VectorFunction, t: VectorFunction):
    """(x, w) -> (x, w * e^{s(x)} + t(x)) is undone by (x, v) -> (x, (v - t(x)) / e^{s(x)})."""
    scale = elementwise(exp, s(x))
    shrink = elementwise(lambda u: 1 / exp(u), s(x))
    there_and_back = calc(hadamard(hadamard(w, scale) + t(x) - t(x), shrink), equals(w, by="e^s / e^s = 1"))
    back_and_there = calc(hadamard(hadamard(w - t(x), shrink), scale) + t(x), equals(w, by="e^s / e^s = 1"))
    return there_and_back, back_and_there


@derivation(source=COUPLING, shapes={"L": "n"})
def determinant_of_a_triangular_matrix(n: Size, L: LowerTriangular):
    """det J is the product of the diagonal, J being triangular."""
    return calc(det(L), equals(product_over(lambda i: L[i, i], 1, n)))


@derivation(source=COUPLING, shapes={"w": "m", "x": "d", "s": "m", "t": "m"})
def jacobian_of_the_coupling_layer(d: Size, m: Size, x: Vector, w: Vector, s: VectorFunction, t: VectorFunction):
    """The blocks of J: the identity, 0, and a diagonal with e^{s_j(x)}; det J = exp(sum_j s_j(x))."""
    image = hadamard(w, elementwise(exp, s(x))) + t(x)
    first = calc(jacobian_of(x, x), equals(identity(d), by="the first d coordinates stay"))
    above = calc(jacobian_of(x, w), equals(zeros(d, m), by="they do not depend on the others: J is triangular"))
    others = calc(
        jacobian_of(image, w),
        equals(diag(elementwise(exp, s(x))), by="slope e^{s_j}", reading="e^s at the place of the coordinate"),
    )
    volume = calc(
        times(det(jacobian_of(x, x)), det(jacobian_of(image, w))),
        equals(times(1, product_over(lambda j: exp(s(x)[j]), 1, m)), by="the product of the diagonal"),
        equals(exp(sum_over(lambda j: s(x)[j], 1, m)), by="exponents add"),
    )
    return first, above, others, volume


@derivation(source=LAYERS, shapes={"b": "K", "c": "K"})
def sum_over_the_layers(K: Size, b: Vector, c: Vector):
    """Both sides summed: b_i stands for log p_{i-1}(z_{i-1}), c_i for log |det df_i/dz_{i-1}|."""
    return calc(
        sum_over(lambda i: b[i] - c[i], 1, K),
        equals(sum_over(lambda i: b[i], 1, K) - sum_over(lambda i: c[i], 1, K), by="sums are linear"),
    )


@derivation(source=LAYERS, shapes={"a": "N"}, where=lambda N, K: Eq(N, K + 1))
def telescoped_likelihood(K: Size, N: Size, a: Vector):
    """With a_1, ..., a_{K+1} for log p_0(z_0), ..., log p_K(z_K), and a_i - a_{i+1} for the i-th log-determinant."""
    return calc(a[K + 1], equals(a[1] - sum_over(lambda i: a[i] - a[i + 1], 1, K), by="the sum telescopes"))


@derivation(source=LAYERS, shapes={"c": "K"})
def both_ends_cannot_be_the_data(K: Size, c: Vector):
    """If z_0 and z_K were both x, the log-determinants would have to add up to 0, which they need not."""
    return not_always(sum_over(lambda i: c[i], 1, K), equals(0))


@derivation(source=COUPLING, shapes={"A": "n"})
def determinant_of_any_matrix(n: Size, A: Matrix):
    """The determinant is not the product of the diagonal in general: the Jacobian has to be triangular."""
    return not_always(det(A), equals(product_over(lambda i: A[i, i], 1, n)))
