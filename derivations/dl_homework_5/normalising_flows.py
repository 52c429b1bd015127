"""The log-likelihood of a flow, layer by layer, and the layer that scales one half of a vector by the other.

In part one f is a path z_0, z_1 = f_1(z_0), ..., z_K through K invertible layers, f.density(i) stands for p_i(z_i) and
f.determinant(i) for the determinant of df_i/dz_{i-1}.  In part two x stands for the first d coordinates, w for the
others, and for all of them where the whole Jacobian is meant.
"""

from sympy import Abs, Piecewise, Product, Sum, exp, log, symbols

from derive import (
    Family,
    Flow,
    Invertible,
    Matrix,
    PositiveInteger,
    Size,
    SmoothFamily,
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
    jacobian_determinant,
    jacobian_of,
    product_over,
    sum_over,
    times,
    zeros,
)  # fmt: skip

LAYERS = "Deep Learning, homework 5, problem 4, part one"
COUPLING = "Deep Learning, homework 5, problem 4, part two"

i = symbols("i", integer=True, positive=True)


@derivation(source=LAYERS, shapes={"f": "K"}, where=lambda i, K: i <= K)
def density_behind_a_layer_as_handed_in(f: Flow, i: PositiveInteger, K: Size):
    """log p_i(z_i) = log p_{i-1}(z_{i-1}) - log |det df_i/dz_{i-1}| is true, and reached by two wrong lines."""
    one_layer = "f_{i-1}, as printed, is the map from z_{i-1} to z_i, f_i from there on"
    before, determinant = f.density(i - 1), Abs(f.determinant(i))
    density = calc(
        f.density(i),
        equals(
            before * determinant,
            by="change of variables",
            reading=one_layer,
            erratum="the determinant of the inverse is needed",
            correction=equals(before / determinant),
        ),
    )
    logarithm = calc(
        log(f.density(i)),
        equals(
            log(before) + log(determinant),
            by="logarithm of both sides",
            reading=one_layer,
            erratum="the determinant of the inverse is needed, as before",
            correction=equals(log(before) - log(determinant)),
        ),
        equals(log(before) - log(Abs(f.inverse_determinant(i))), by="det dz_{i-1}/dz_i = 1 / det df_i/dz_{i-1}"),
        equals(
            log(before) - log(determinant),
            by="z_0 = x",
            erratum="the determinant of f_i stands where that of its inverse stood, which makes up for the first error",
        ),
    )
    return density, logarithm


@derivation(source=LAYERS, shapes={"f": "K"}, where=lambda i, K: i <= K)
def density_behind_a_layer(f: Flow, i: PositiveInteger, K: Size):
    """The conclusion, and the determinant of the inverse at z_i."""
    determinant = calc(f.inverse_determinant(i), equals(1 / f.determinant(i), by="inverse function theorem"))
    density = calc(
        log(f.density(i)),
        equals(log(f.density(i - 1)) + log(Abs(f.inverse_determinant(i))), by="change of variables"),
        equals(log(f.density(i - 1)) - log(Abs(f.determinant(i))), by="the determinant of the inverse"),
    )
    return determinant, density


@derivation(source=LAYERS, shapes={"A": "n"})
def determinant_of_the_inverse(n: Size, A: Invertible):
    """The Jacobian of the inverse map is the inverse of the Jacobian, and so is its determinant."""
    matrix = calc(inverse(A) * A, equals(identity(n), by="chain rule", reading="one over a matrix is its inverse"))
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


def log_determinants(f, K):
    """The sum over the layers of log |det df_i/dz_{i-1}|."""
    return Sum(log(Abs(f.determinant(i))), (i, 1, K))


@derivation(source=LAYERS, shapes={"f": "K"})
def sum_over_the_layers(f: Flow, K: Size):
    """Both sides of the line for one layer, summed."""
    return calc(
        Sum(log(f.density(i)), (i, 1, K)),
        equals(Sum(log(f.density(i - 1)), (i, 1, K)) - log_determinants(f, K), by="layer by layer"),
    )


@derivation(source=LAYERS, shapes={"f": "K"})
def telescoped_likelihood(f: Flow, K: Size):
    """log p_K(z_K), which is log p(x), is log p_0(z_0) less the log-determinants."""
    return calc(log(f.density(K)), equals(log(f.density(0)) - log_determinants(f, K), by="the sum telescopes"))


@derivation(source=LAYERS, shapes={"f": "K"})
def both_ends_cannot_be_the_data(f: Flow, K: Size):
    """If both ends were x, with one density p(x), the log-determinants would have to add up to 0; they need not."""
    return not_always(log_determinants(f, K), equals(0))


@derivation(source=COUPLING, shapes={"x": "D", "s": "D", "t": "D"}, where=lambda d, D: d <= D)
def determinant_of_the_coupling_layer(x: Family, s: SmoothFamily, t: SmoothFamily, d: Size, D: Size):
    """The whole Jacobian at once: x_i for i <= d, else x_i e^{s_i(x_1, ..., x_d)} + t_i(x_1, ..., x_d)."""
    first = x.upto(d)
    layer = jacobian_determinant(
        lambda i: Piecewise((x[i], i <= d), (x[i] * exp(s[i](first)) + t[i](first), True)), over=x
    )
    return calc(
        layer,
        equals(
            times(Product(1, (i, 1, d)), Product(exp(s[i](first)), (i, d + 1, D))),
            by="triangular: the product of the diagonal",
            reading="s at the place of the coordinate, where s without an index is printed",
        ),
        equals(exp(Sum(s[i](first), (i, d + 1, D))), by="exponents add"),
    )


@derivation(source=COUPLING, shapes={"A": "n"})
def determinant_of_any_matrix(n: Size, A: Matrix):
    """The determinant is not the product of the diagonal in general: the Jacobian has to be triangular."""
    return not_always(det(A), equals(product_over(lambda i: A[i, i], 1, n)))
