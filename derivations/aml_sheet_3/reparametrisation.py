"""When does the gradient of an average need its randomness moved out of the parameters?

One dimension throughout: the encoder is g(x) = a x and the decoder f(h) = b h, both linear, as their last
layers are.  The gradient of an average over samples is E[d/da of the loss at a fixed sample]; it is the gradient
of E[loss] if the law of the sample does not depend on a, and wrong if it does.
"""

from sympy import Derivative, Ne, exp, oo

from derive import Negative, Nonzero, Real, calc, derivation, differs_from, equals, tends_to
from derive.terms import expectation, normal

SHEET = "Advanced Machine Learning, exercise sheet 3"

noise = normal(mean=0, std=1)


@derivation(source=f"{SHEET}, problem 1(a)")
def noise_on_the_data(x: Real, a: Real, b: Real):
    """Model 1, z ~ N(x, 1): its law holds no parameter, so that gradients at a fixed sample will do. Answer: no."""
    z = normal(mean=x, std=1)

    def loss(z):
        return (x - b * (a * z)) ** 2

    average = calc(expectation(z, loss), equals(x**2 * (1 - a * b) ** 2 + a**2 * b**2, by="E[z] = x, E[z^2] = x^2 + 1"))
    encoder = calc(
        Derivative(expectation(z, loss), a),
        equals(expectation(z, lambda z: Derivative(loss(z), a)), by="the law of z does not depend on a"),
        equals(-2 * b * x**2 * (1 - a * b) + 2 * a * b**2, by="the gradient of the average"),
    )
    decoder = calc(
        Derivative(expectation(z, loss), b),
        equals(expectation(z, lambda z: Derivative(loss(z), b)), by="the law of z does not depend on b"),
        equals(-2 * a * x**2 * (1 - a * b) + 2 * a**2 * b, by="the gradient of the average"),
    )
    return average, encoder, decoder


@derivation(source=f"{SHEET}, problem 1(b)")
def noise_on_the_code(x: Real, a: Real, b: Real):
    """Model 2, z ~ N(h, 1) with h = a x: the sample hides a. Reparametrised as z = h + noise it does not."""
    z = normal(mean=a * x, std=1)

    def loss(z):
        return (x - b * z) ** 2

    average = calc(expectation(z, loss), equals((x - a * b * x) ** 2 + b**2, by="E[z] = a x, variance 1"))
    decoder = calc(
        Derivative(expectation(z, loss), b),
        equals(expectation(z, lambda z: Derivative(loss(z), b)), by="the law of z does not depend on b"),
        equals(-2 * a * x**2 * (1 - a * b) + 2 * b, by="the gradient of the average"),
    )
    encoder = calc(
        Derivative(expectation(z, loss), a),
        equals(-2 * b * x**2 * (1 - a * b), by="the gradient of the average"),
    )
    at_a_fixed_sample = calc(
        expectation(z, lambda z: Derivative(loss(z), a)),
        equals(0, by="the loss does not hold a once z is drawn"),
    )
    reparametrised = calc(
        expectation(z, loss),
        equals(expectation(noise, lambda u: loss(a * x + u)), by="z = h + u with u ~ N(0, 1)"),
    )
    pathwise = calc(
        Derivative(expectation(z, loss), a),
        equals(expectation(noise, lambda u: Derivative(loss(a * x + u), a)), by="the law of u does not depend on a"),
        equals(expectation(noise, lambda u: -2 * b * x * (x - b * (a * x + u))), by="chain rule"),
        equals(-2 * b * x**2 * (1 - a * b), by="E[u] = 0"),
    )
    return average, decoder, encoder, at_a_fixed_sample, reparametrised, pathwise


@derivation(source=f"{SHEET}, problem 1(b)", where=lambda a, b: Ne(a * b, 1))
def fixed_samples_mislead_the_encoder(x: Nonzero, a: Real, b: Nonzero):
    """Unless the model is perfect already, the gradient at fixed samples, 0, is wrong: the answer is yes."""
    z = normal(mean=a * x, std=1)
    return calc(
        Derivative(expectation(z, lambda z: (x - b * z) ** 2), a),
        equals(-2 * b * x**2 * (1 - a * b)),
        differs_from(0, by="b, x and 1 - a b are not 0"),
    )


@derivation(source=f"{SHEET}, problem 1(c)")
def noise_beside_the_code(x: Real, a: Real, b: Real):
    """Model 3, decoded from h + z with z ~ N(0, 1), is model 2 reparametrised. Answer: no."""

    def loss(z):
        return (x - b * (a * x + z)) ** 2

    same_model = calc(
        expectation(noise, loss),
        equals(expectation(normal(mean=a * x, std=1), lambda z: (x - b * z) ** 2), by="h + z ~ N(h, 1): model 2"),
        equals((x - a * b * x) ** 2 + b**2),
    )
    encoder = calc(
        Derivative(expectation(noise, loss), a),
        equals(expectation(noise, lambda z: Derivative(loss(z), a)), by="the law of z holds no parameter"),
        equals(-2 * b * x**2 * (1 - a * b), by="the gradient of the average"),
    )
    decoder = calc(
        Derivative(expectation(noise, loss), b),
        equals(expectation(noise, lambda z: Derivative(loss(z), b)), by="the law of z holds no parameter"),
        equals(-2 * a * x**2 * (1 - a * b) + 2 * b, by="the gradient of the average"),
    )
    return same_model, encoder, decoder


@derivation(source=f"{SHEET}, problem 2")
def negative_variance(h: Negative, z: Real):
    """A linear layer may give h < 0, and N(0, h) is no law then: its would-be density has no integral."""
    return calc(exp(-(z**2) / (2 * h)), tends_to(oo, as_=(z, oo), by="-1/(2 h) > 0: the density would grow"))


@derivation(source=f"{SHEET}, problem 2")
def variance_put_right(x: Real, a: Real, b: Real):
    """With the variance e^h the model is well defined for every h = a x; z = e^{h/2} u reparametrises it."""
    std = exp(a * x / 2)
    z = normal(mean=0, std=std)

    def loss(z):
        return (x - b * z) ** 2

    spread = calc(expectation(z, lambda z: z**2), equals(exp(a * x), by="the variance is e^h > 0"))
    average = calc(
        expectation(z, loss),
        equals(expectation(noise, lambda u: loss(std * u)), by="z = e^{h/2} u with u ~ N(0, 1)"),
        equals(x**2 + b**2 * exp(a * x), by="E[u] = 0, E[u^2] = 1"),
    )
    at_a_fixed_sample = calc(
        expectation(z, lambda z: Derivative(loss(z), a)),
        equals(0, by="the loss does not hold a once z is drawn"),
    )
    pathwise = calc(
        Derivative(expectation(z, loss), a),
        equals(expectation(noise, lambda u: Derivative(loss(std * u), a)), by="the law of u does not depend on a"),
        equals(b**2 * x * exp(a * x), by="E[u] = 0, E[u^2] = 1"),
    )
    return spread, average, at_a_fixed_sample, pathwise


@derivation(source=f"{SHEET}, problem 2")
def fixed_samples_mislead_the_variance(x: Nonzero, a: Real, b: Nonzero):
    """The gradient at fixed samples, 0, is wrong for x, b other than 0: reparametrisation is necessary."""
    z = normal(mean=0, std=exp(a * x / 2))
    return calc(
        Derivative(expectation(z, lambda z: (x - b * z) ** 2), a),
        equals(b**2 * x * exp(a * x)),
        differs_from(0, by="b and x are not 0"),
    )
