"""The flow, the optimum of the GAN loss, and the gradient that vanishes."""

from .verdicts import ERRATUM, PROVED

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
    "mass_of_the_target_as_printed": {
        "foot": [
            (PROVED, "0.9 - k 0.9 k"),
            (PROVED, "k < 1"),
        ],
        "total": [(PROVED, "with u up to 0.9 k: 0.9 + 4 (0.81 k + 0.729 k^2 - 0.405 k^3 - 0.486 k^4)")],
        "too_little": [(PROVED, "0.99978... at k = 0.03")],
        "too_much": [(PROVED, "1.0031... at k = 0.031")],
    },
    "printed_target_goes_below_zero": {
        "main": [
            (PROVED, "0.9 - k 0.9 k"),
            (PROVED, "1 - k^2 < 0 for k > 1"),
        ],
    },
    "printed_target_has_one_constant": {
        "grows": [(PROVED, "3.24 + 5.832 k - 4.86 k^2 - 7.776 k^3 is above 3.2 for k < 0.031")],
        "stays": [(PROVED, "a mass above 1 at both ends, its derivative changing sign once, from + to -")],
    },
    "volumes_under_a_constant_determinant": {
        "disc": [(PROVED, "the area of a disc")],
        "image": [(PROVED, "a constant factor comes out of the integral")],
    },
    "bright_region_in_latent_space": {
        "main": [
            (PROVED, "multiplied by 2 pi J > 0"),
            (PROVED, "the logarithm is increasing, and 0.9 - e > 0"),
            (PROVED, "multiplied by -2, which turns the inequality round"),
        ],
    },
    "no_bright_region": {
        "main": [
            (PROVED, "exp(-t) <= 1 for t >= 0"),
            (PROVED, "1 < 2 pi J (0.9 - e), divided by 2 pi J"),
        ],
    },
    "area_of_the_bright_region": {
        "disc": [(PROVED, "R^2 = -2 log s > 0 for s < 1")],
        "region": [
            (PROVED, "2 pi cancels"),
            (PROVED, "t e^{-t} <= 1/e with t = -log s"),
        ],
        "peak": [
            (PROVED, "0 < 1/e < 1"),
            (PROVED, "(0, 1) is an interval"),
            (PROVED, "-log s - 1 = 0 at s = 1/e"),
            (PROVED, "-1/s < 0"),
            (PROVED, "a strictly concave function on an interval is largest at its only stationary point"),
        ],
    },
    "pinsker_solved_for_the_divergence": {
        "main": [
            (PROVED, "squaring is increasing on [0, oo)"),
            (PROVED, "multiplied by 2"),
        ],
    },
    "pinsker": {
        "main": [(PROVED, "Pinsker's inequality; the supremum over events is half the integral of |p - q|")],
    },
    "pinsker_for_two_events": {
        "main": [(PROVED, "in b the difference has slope (b - a) (1/(b (1 - b)) - 4), and 0 at b = a; b (1 - b) <= 1/4")],
    },
    "divergence_without_a_bright_region": {
        "event": [
            (PROVED, "the hypothesis q <= 0.9 - e"),
            (PROVED, "e > 0"),
        ],
        "divergence": [
            (PROVED, "the hypothesis, Pinsker"),
            (PROVED, "0.9 - q >= e > 0, squared"),
            (PROVED, "e > 0"),
        ],
    },
    "divergence_with_a_bright_region": {
        "event": [
            (PROVED, "the hypothesis q <= (0.9 - e) w"),
            (PROVED, "the hypothesis on w, times e > 0"),
            (PROVED, "0.9 - e > 1/E"),
        ],
        "divergence": [
            (PROVED, "the hypothesis, Pinsker"),
            (PROVED, "0.9 w - q >= e w > 0, squared"),
            (PROVED, "w >= 1 - 1/(E (0.9 - e)) > 0, squared"),
            (PROVED, "a square of a positive number"),
        ],
    },
    "best_epsilon": {
        "slopes": [(PROVED, "the derivative of e/(0.9 - e) is 0.9/(0.9 - e)^2")],
        "best": [
            (PROVED, "0.3245... lies between 0 and 0.9 - 1/E = 0.5321..."),
            (PROVED, "declared as an interval"),
            (PROVED, "(0.9 - e)^2 = 0.9/E there"),
            (PROVED, "-2 * 0.9/(E (0.9 - e)^3) < 0"),
            (PROVED, "a strictly concave function on an interval is largest at its only stationary point"),
        ],
        "at_best": [
            (PROVED, "0.9 - e = sqrt(0.9/E)"),
            (PROVED, "(a - sqrt(a c)) (1 - sqrt(c/a)) = (sqrt(a) - sqrt(c))^2 with a = 0.9, c = 1/E"),
        ],
        "digits": [(PROVED, "0.324594493375..., by roots and the exponential to twenty digits")],
        "bound": [(PROVED, "0.0274100336..., by roots and the exponential to twenty digits")],
    },
    "no_flow_comes_close": {
        "either": [(PROVED, "2 * 0.3245^2 = 0.21 against 0.0274")],
        "away": [(PROVED, "0.0274 > 0.027")],
    },
    "loss_is_least_at_the_optimal_discriminator": {
        "as_integral": [(PROVED, "expectations are integrals against the densities, and integrals are linear")],
        "least": [(PROVED, "the excess is E of (p + q) KL(D* || D) over two outcomes, at every x")],
    },
    "gradient_of_the_expected_loss": {
        "main": [
            (PROVED, "the hypothesis of domination"),
            (PROVED, "(log(1 - s(h)))' = -s(h) h'"),
        ],
    },
    "expected_gradient_vanishes": {
        "squeeze": [
            (PROVED, "|E[X]| <= E[|X|]"),
            (PROVED, "|u| <= 1, and the sigmoid is positive"),
        ],
        "limit": [(PROVED, "M is fixed")],
    },
    "mass_of_the_target": {
        "plateau": [(PROVED, "0.9 times the area 1")],
        "across": [(PROVED, "a constant over an interval of length 2 r")],
        "foot": [(PROVED, "0.9 - k 0.9/k = 0")],
        "ramp": [
            (PROVED, "the target does not change where x and y are exchanged"),
            (PROVED, "with u = x - 1/2 up to 0.9/k: the integral of (0.9 - k u)(2 u + 1) is 0.405/k + 0.243/k^2"),
        ],
        "total": [(PROVED, "0.9 + 4 (0.405/k + 0.243/k^2)")],
        "one": [(PROVED, "k = 8.1 + 0.9 sqrt(93) solves 0.1 k^2 = 1.62 k + 0.972, as (k - 8.1)^2 = 75.33")],
        "only": [
            (PROVED, "power rule"),
            (PROVED, "both terms are negative for k > 0"),
        ],
        "digits": [(PROVED, "8.1 + 0.9 * 9.643650760992955...")],
    },
    "where_a_power_is_no_real_root": {
        "main": [
            (PROVED, "0 is a real number"),
            (PROVED, "-1 is a real number"),
            (PROVED, "-1 e^0 + 0 = -1 < 0"),
        ],
    },
    "a_bent_map_preserves_volume": {
        "inverse": [
            (PROVED, "u is real"),
            (PROVED, "J v + u^2 is real"),
            (PROVED, "u is real"),
            (PROVED, "(v - u^2)/J is real, J > 0"),
            (PROVED, "u comes back"),
            (PROVED, "(J v + u^2 - u^2)/J = v"),
            (PROVED, "u comes back"),
            (PROVED, "J (v - u^2)/J + u^2 = v"),
        ],
        "image": [(PROVED, "the Jacobian [[1, 0], [2 u, J]] has the determinant J")],
        "preserved": [(PROVED, "the determinant is 1")],
    },
    "pinsker_as_printed": {
        "main": [(ERRATUM, "for p = q the right side is 0, and the left side need not be")],
    },
    "pinsker_for_an_event": {
        "main": [
            (PROVED, "p(B) - q(B) is largest where B is the event p > q"),
            (PROVED, "Pinsker's inequality"),
        ],
    },
    "loss_over_the_noise": {
        "main": [(PROVED, "the law of G(z) is that under which expectations are those of functions of G(z)")],
    },
}
