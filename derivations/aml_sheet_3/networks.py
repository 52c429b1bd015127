"""Models 1, 2 and 3 with any smooth networks, and with any linear ones in any dimension.

First one coordinate of everything: the encoder is g(lam, .) with the weight lam, the decoder f(psi, .) with the weight
psi.  Then vectors: the encoder is a matrix A, the decoder a matrix B, as the last layers of the sheet's networks are.
"""

from sympy import Derivative

from derive import Matrix, Real, Size, SmoothFunction, Vector, calc, derivation, dominated, equals, not_always
from derive.terms import expectation, gradient, identity, multivariate_normal, norm_squared, normal, trace, zeros

SHEET = "Advanced Machine Learning, exercise sheet 3"
NETWORKS = {"g": "2", "f": "2"}
LINEAR = {"x": "D", "A": "L, D", "B": "D, L"}

noise = normal(mean=0, std=1)


def noisy_data(x, lam, psi, g, f):
    """The average loss of model 1."""
    return expectation(normal(mean=x, std=1), lambda z: (x - f(psi, g(lam, z))) ** 2)


def noisy_code(x, lam, psi, g, f):
    """The average loss of model 2."""
    return expectation(normal(mean=g(lam, x), std=1), lambda z: (x - f(psi, z)) ** 2)


def code_and_noise(x, lam, psi, g, f):
    """The average loss of model 3."""
    return expectation(noise, lambda z: (x - f(psi, g(lam, x) + z)) ** 2)


def in_both(loss):
    """The premise that derivatives in both weights may be taken under the expectation."""
    return lambda x, lam, psi, g, f: tuple(dominated(loss(x, lam, psi, g, f), weight) for weight in (lam, psi))


@derivation(source=f"{SHEET}, problem 1(a)", shapes=NETWORKS, where=in_both(noisy_data))
def any_networks_behind_noisy_data(x: Real, lam: Real, psi: Real, g: SmoothFunction, f: SmoothFunction):
    """Model 1: both gradients of the average are averages of gradients at a fixed sample. Answer: no."""
    z = normal(mean=x, std=1)

    def at_a_sample(weight):
        return expectation(z, lambda z: Derivative((x - f(psi, g(lam, z))) ** 2, weight))

    encoder = calc(
        Derivative(noisy_data(x, lam, psi, g, f), lam), equals(at_a_sample(lam), by="z does not depend on it")
    )
    decoder = calc(
        Derivative(noisy_data(x, lam, psi, g, f), psi), equals(at_a_sample(psi), by="z does not depend on it")
    )
    return encoder, decoder


@derivation(source=f"{SHEET}, problem 1(b)", shapes=NETWORKS, where=in_both(noisy_code))
def any_networks_around_a_noisy_code(x: Real, lam: Real, psi: Real, g: SmoothFunction, f: SmoothFunction):
    """Model 2: at a fixed sample the encoder has the gradient 0, and the average has not. Answer: yes, z = h + u."""
    z = normal(mean=g(lam, x), std=1)
    average = noisy_code(x, lam, psi, g, f)
    decoder = calc(
        Derivative(average, psi),
        equals(expectation(z, lambda z: Derivative((x - f(psi, z)) ** 2, psi)), by="z does not depend on it"),
    )
    naive = calc(
        expectation(z, lambda z: Derivative((x - f(psi, z)) ** 2, lam)),
        equals(0, by="the loss does not hold the weight once z is drawn"),
    )
    wrong = not_always(Derivative(average, lam), equals(0), name="wrong")
    reparametrised = calc(average, equals(code_and_noise(x, lam, psi, g, f), by="z = h + u with u ~ N(0, 1)"))
    pathwise = calc(
        Derivative(average, lam),
        equals(expectation(noise, lambda u: Derivative((x - f(psi, g(lam, x) + u)) ** 2, lam)), by="u is free of it"),
    )
    return decoder, naive, wrong, reparametrised, pathwise


@derivation(source=f"{SHEET}, problem 1(c)", shapes=NETWORKS, where=in_both(code_and_noise))
def any_networks_around_code_and_noise(x: Real, lam: Real, psi: Real, g: SmoothFunction, f: SmoothFunction):
    """Model 3: the noise is free of both weights. Answer: no."""

    def at_a_sample(weight):
        return expectation(noise, lambda z: Derivative((x - f(psi, g(lam, x) + z)) ** 2, weight))

    encoder = calc(Derivative(code_and_noise(x, lam, psi, g, f), lam), equals(at_a_sample(lam), by="N(0, 1) is fixed"))
    decoder = calc(Derivative(code_and_noise(x, lam, psi, g, f), psi), equals(at_a_sample(psi), by="N(0, 1) is fixed"))
    return encoder, decoder


@derivation(source=f"{SHEET}, problem 1(a)", shapes=LINEAR)
def linear_networks_behind_noisy_data(D: Size, L: Size, x: Vector, A: Matrix, B: Matrix):
    """Model 1 with vectors: z ~ N(x, I), h = A z, decoded to B h."""
    z = multivariate_normal(mean=x, covariance=identity(D))

    def loss(z):
        return norm_squared(x - B * (A * z))

    encoder = calc(
        gradient(expectation(z, loss), A),
        equals(expectation(z, lambda z: gradient(loss(z), A)), by="the law of z does not depend on A"),
    )
    decoder = calc(
        gradient(expectation(z, loss), B),
        equals(expectation(z, lambda z: gradient(loss(z), B)), by="the law of z does not depend on B"),
    )
    return encoder, decoder


@derivation(source=f"{SHEET}, problem 1(b) and (c)", shapes=LINEAR)
def linear_networks_around_a_noisy_code(D: Size, L: Size, x: Vector, A: Matrix, B: Matrix):
    """Models 2 and 3 with vectors: z ~ N(A x, I), or A x + e with e ~ N(0, I), decoded to B z."""
    z = multivariate_normal(mean=A * x, covariance=identity(L))
    e = multivariate_normal(mean=zeros(L), covariance=identity(L))
    slope = -2 * B.T * (x - B * A * x) * x.T

    def loss(z):
        return norm_squared(x - B * z)

    average = calc(
        expectation(z, loss), equals(norm_squared(x - B * A * x) + trace(B.T * B), by="mean A x, covariance I")
    )
    same = calc(expectation(z, loss), equals(expectation(e, lambda e: loss(A * x + e)), by="z = A x + e: model 3"))
    encoder = calc(gradient(expectation(z, loss), A), equals(slope, by="the gradient of the average"))
    pathwise = calc(expectation(e, lambda e: gradient(loss(A * x + e), A)), equals(slope, by="E[e] = 0"))
    wrong = not_always(gradient(expectation(z, loss), A), equals(0 * A), name="wrong")
    decoder = calc(
        gradient(expectation(z, loss), B),
        equals(expectation(z, lambda z: gradient(loss(z), B)), by="the law of z does not depend on B"),
    )
    return average, same, encoder, pathwise, wrong, decoder
