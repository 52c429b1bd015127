"""The maximiser, and its value in three cases."""

from .verdicts import PROVED

TABLE = {
    "maximising_discriminator": {
        "slope": [(PROVED, "(log y)' = 1/y, (log(1 - y))' = -1/(1 - y)")],
        "stationary": [
            (PROVED, "multiplying by y (1 - y) > 0 is reversible"),
            (PROVED, "p = (p + q) y, and p + q > 0"),
        ],
        "concave": [
            (PROVED, "(p/y)' = -p/y^2, (-q/(1 - y))' = -q/(1 - y)^2"),
            (PROVED, "a sum of two negative numbers"),
        ],
        "maximum": [
            (PROVED, "0 < p < p + q"),
            (PROVED, "(0, 1) is an interval"),
            (PROVED, "p (p + q)/p - q (p + q)/q = 0"),
            (PROVED, "-p/y^2 - q/(1 - y)^2 < 0"),
            (PROVED, "a strictly concave function on an interval is largest at its only stationary point"),
        ],
    },
    "values_of_the_optimal_discriminator": {
        "matched": [(PROVED, "p/(p + q) = 1/2 says 2 p = p + q, as p + q > 0")],
        "missed": [(PROVED, "p/(p + q) = 1 says p = p + q, as p + q > 0")],
        "invented": [(PROVED, "p/(p + q) = 0 says p = 0, as p + q > 0")],
    },
    "noise_on_the_data": {
        "average": [(PROVED, "(x - a b z)^2 has the mean x^2 - 2 a b x^2 + a^2 b^2 (x^2 + 1)")],
        "encoder": [
            (PROVED, "a polynomial in a and z: differentiation goes under the expectation"),
            (PROVED, "the derivative of x^2 (1 - a b)^2 + a^2 b^2 in a"),
        ],
        "decoder": [
            (PROVED, "a polynomial in b and z: differentiation goes under the expectation"),
            (PROVED, "the derivative of x^2 (1 - a b)^2 + a^2 b^2 in b"),
        ],
    },
    "noise_on_the_code": {
        "average": [(PROVED, "bias squared plus b^2 times the variance 1")],
        "decoder": [
            (PROVED, "the law does not hold b"),
            (PROVED, "the derivative of x^2 (1 - a b)^2 + b^2 in b"),
        ],
        "encoder": [(PROVED, "the derivative of x^2 (1 - a b)^2 + b^2 in a")],
        "at_a_fixed_sample": [(PROVED, "the derivative in a of what does not hold a")],
        "reparametrised": [(PROVED, "a x + u is N(a x, 1) if u is N(0, 1)")],
        "pathwise": [
            (PROVED, "the law of u does not hold a"),
            (PROVED, "inner slope -b x, times 2 (x - b (a x + u))"),
            (PROVED, "E[u] = 0 leaves -2 b x (x - a b x)"),
        ],
    },
    "fixed_samples_mislead_the_encoder": {
        "main": [
            (PROVED, "the derivative of x^2 (1 - a b)^2 + b^2 in a"),
            (PROVED, "a product of numbers that are not 0"),
        ],
    },
    "noise_beside_the_code": {
        "same_model": [
            (PROVED, "a x + z is N(a x, 1) if z is N(0, 1)"),
            (PROVED, "bias squared plus b^2 times the variance 1"),
        ],
        "encoder": [
            (PROVED, "the law of z holds no parameter"),
            (PROVED, "the derivative of x^2 (1 - a b)^2 + b^2 in a"),
        ],
        "decoder": [
            (PROVED, "the law of z holds no parameter"),
            (PROVED, "the derivative of x^2 (1 - a b)^2 + b^2 in b"),
        ],
    },
    "negative_variance": {
        "main": [(PROVED, "the exponent is z^2 times -1/(2 h) > 0")],
    },
    "variance_put_right": {
        "spread": [(PROVED, "the variance of N(0, e^{a x})")],
        "average": [
            (PROVED, "e^{a x / 2} u is N(0, e^{a x}) if u is N(0, 1)"),
            (PROVED, "x^2 - 2 b x e^{a x/2} 0 + b^2 e^{a x}"),
        ],
        "at_a_fixed_sample": [(PROVED, "the derivative in a of what does not hold a")],
        "pathwise": [
            (PROVED, "the law of u does not hold a"),
            (PROVED, "the derivative of b^2 e^{a x} in a"),
        ],
    },
    "fixed_samples_mislead_the_variance": {
        "main": [
            (PROVED, "the derivative of b^2 e^{a x} in a"),
            (PROVED, "a product of numbers that are not 0"),
        ],
    },
    "maximiser_at_the_ends": {
        "no_data": [(PROVED, "log(1 - y) decreases from 0")],
        "no_fakes": [(PROVED, "log y increases to 0")],
    },
    "no_discriminator_does_better": {
        "main": [(PROVED, "the loss falls short by E of (p + q) KL(D* || D) over two outcomes, at every x")],
    },
    "any_networks_behind_noisy_data": {
        "encoder": [(PROVED, "the hypothesis of domination, N(x, 1) being free of the weight")],
        "decoder": [(PROVED, "the hypothesis of domination, N(x, 1) being free of the weight")],
    },
    "any_networks_around_a_noisy_code": {
        "decoder": [(PROVED, "the hypothesis of domination, N(h, 1) being free of the decoder's weight")],
        "naive": [(PROVED, "(x - f(psi, z))^2 at a fixed z is constant in lam")],
        "wrong": [(PROVED, "for linear networks it is -2 b x^2 (1 - a b)")],
        "reparametrised": [(PROVED, "h + u ~ N(h, 1) for u ~ N(0, 1)")],
        "pathwise": [(PROVED, "the hypothesis of domination, after z = h + u")],
    },
    "any_networks_around_code_and_noise": {
        "encoder": [(PROVED, "the hypothesis of domination, N(0, 1) being fixed")],
        "decoder": [(PROVED, "the hypothesis of domination, N(0, 1) being fixed")],
    },
    "linear_networks_behind_noisy_data": {
        "encoder": [(PROVED, "a polynomial in A whose coefficients are averaged")],
        "decoder": [(PROVED, "a polynomial in B whose coefficients are averaged")],
    },
    "linear_networks_around_a_noisy_code": {
        "average": [(PROVED, "E|v - B e|^2 = |v|^2 + tr(B^T B) for e ~ N(0, I)")],
        "same": [(PROVED, "A x + e ~ N(A x, I)")],
        "encoder": [(PROVED, "the gradient of |x - B A x|^2 in A")],
        "pathwise": [(PROVED, "-2 B^T (x - B (A x + e)) x^T, with E[e] = 0")],
        "wrong": [(PROVED, "it is 0 only if B^T (x - B A x) x^T is")],
        "decoder": [(PROVED, "a polynomial in B whose coefficients are averaged")],
    },
    "hint": {
        "main": [(PROVED, "strictly concave for a, b > 0; decreasing in y if a = 0, increasing if b = 0")],
    },
    "loss_over_the_noise": {
        "main": [(PROVED, "the law of f(z) is that under which expectations are those of functions of f(z)")],
    },
}
