"""The flow, the optimum of the GAN loss, and the gradient that vanishes."""

from .verdicts import PROVED

TABLE = {
    "flow_is_a_bijection": {
        "there_and_back": [
            (PROVED, "cbrt(u)^3 = u for every real u; e^{z1} e^{-z1} = 1"),
            (PROVED, "(z3 e^{-z1}) e^{z1} = z3"),
        ],
        "back_and_there": [
            (PROVED, "(x3^3 - x1^2) e^{x1} e^{-x1} + x1^2 = x3^3 - x1^2 + x1^2"),
            (PROVED, "cubing is injective on R, so that cbrt(x3^3) = x3 also for x3 < 0"),
        ],
    },
    "jacobian_of_the_flow": {
        "matrix": [(PROVED, "cbrt'(u) = 1/(3 cbrt(u)^2) where u != 0; chain and product rule")],
        "volume": [
            (PROVED, "the second and third component do not depend on each other's variable"),
            (PROVED, "e^{z1} e^{-z1} = 1"),
        ],
    },
    "where_the_flow_has_no_jacobian": {
        "surface": [
            (PROVED, "subtracting z1^2 is reversible"),
            (PROVED, "multiplying by e^{z1} != 0 is reversible"),
        ],
        "quotient": [
            (PROVED, "(t - z1^2 e^{z1}) e^{-z1} + z1^2 = t e^{-z1}"),
            (PROVED, "with u = t e^{-z1}: cbrt(u)/t = e^{-z1} cbrt(u)/u, and u = cbrt(u)^3"),
            (PROVED, "e^{-z1} > 0, and cbrt(t e^{-z1})^2 is positive and tends to 0 with t"),
        ],
    },
    "jacobian_of_the_inverse": {
        "matrix": [(PROVED, "product rule; no root is left, so that every entry exists everywhere")],
        "volume": [
            (PROVED, "the first row is (1, 0, 0), and the lower right block is triangular"),
            (PROVED, "e^{-x1} e^{x1} = 1"),
        ],
        "vanishing": [(PROVED, "a square is 0 only at 0")],
    },
    "jacobians_are_inverse_to_each_other": {
        "main": [
            (PROVED, "z3 e^{-z1} + z1^2 = x3^3 at z = f^-1(x)"),
            (PROVED, "3 cbrt(x3^3)^2 = 3 x3^2, which is not 0 here"),
        ],
    },
    "density_of_x": {
        "everywhere": [
            (PROVED, "change of variables with det J_{f^-1} = 3 x3^2"),
            (PROVED, "|3 x3^2| = 3 x3^2, and exponents add"),
        ],
        "preimage": [(PROVED, "f^-1(0, 1, 1/3) = (0, 1 e^0, (1/27 - 0) e^0)")],
        "at_the_point": [
            (PROVED, "|z|^2 = 0 + 1 + 1/729 and 3 x3^2 = 1/3"),
            (PROVED, "(1 + 1/729)/2 = 365/729"),
            (PROVED, "0.012828144159473..., by the exponential and pi to twenty digits"),
        ],
    },
    "optimal_discriminator": {
        "slope": [
            (PROVED, "(log t)' = 1/t, (log(1 - t))' = -1/(1 - t)"),
            (PROVED, "-p (1 - t) + q t = (p + q) t - p"),
        ],
        "stationary": [
            (PROVED, "a fraction vanishes where its numerator does, and t (1 - t) > 0"),
            (PROVED, "division by p + q > 0 is reversible"),
        ],
        "convex": [
            (PROVED, "(-p/t)' = p/t^2, (q/(1 - t))' = q/(1 - t)^2"),
            (PROVED, "a sum of two positive numbers"),
        ],
        "minimum": [
            (PROVED, "0 < p < p + q"),
            (PROVED, "(0, 1) is an interval"),
            (PROVED, "-p (p + q)/p + q (p + q)/q = 0"),
            (PROVED, "p/t^2 + q/(1 - t)^2 > 0"),
            (PROVED, "a strictly convex function on an interval is least at its only stationary point"),
        ],
    },
    "loss_of_the_optimal_discriminator": {
        "main": [
            (PROVED, "substitution"),
            (PROVED, "1 - p/(p + q) = q/(p + q)"),
            (PROVED, "(p/2)/((p + q)/2) = p/(p + q)"),
            (PROVED, "log((p/2)/m) = log(p/m) - log 2, with weights p and q"),
        ],
    },
    "perfect_discriminator": {
        "main": [
            (PROVED, "definition"),
            (PROVED, "e^{-h} tends to oo as h tends to -oo"),
        ],
    },
    "saturating_gradient": {
        "main": [
            (PROVED, "the inner slope of 1 - sigmoid is -sigmoid'"),
            (PROVED, "sigmoid' = sigmoid (1 - sigmoid)"),
            (PROVED, "1 - sigmoid(h) > 0 for every real h"),
            (PROVED, "sigmoid(h) tends to 0"),
        ],
    },
    "generator_gradient_vanishes": {
        "squeeze": [
            (PROVED, "|-s g| = s |g| for s > 0"),
            (PROVED, "the hypothesis |g| <= M, times s > 0"),
            (PROVED, "M is fixed, sigmoid(h) tends to 0"),
        ],
    },
    "unbounded_gradient_survives": {
        "main": [
            (PROVED, "sigmoid(h) = 1/(1 + e^{-h})"),
            (PROVED, "multiply both parts by e^h"),
            (PROVED, "e^h tends to 0 as h tends to -oo"),
        ],
    },
    "nonsaturating_gradient": {
        "main": [
            (PROVED, "(-log s)' = -s'/s with s' = s (1 - s)"),
            (PROVED, "s > 0 cancels: -(1 - s)"),
            (PROVED, "sigmoid(h) tends to 0, less 1"),
        ],
    },
}
