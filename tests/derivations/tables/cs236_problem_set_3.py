"""The lost minus, the optimal discriminator and its logit, the divergence of narrow Gaussians."""

from .verdicts import CANCELS, ERRATUM, INHERITED, PROVED

TABLE = {
    "gradient_of_the_minimax_loss": {
        "as_printed": [
            (ERRATUM, "(log(1 - s))' = -s'/(1 - s); at h = 0, g = 1 the slope is -1/2, the line 1/2"),
            (INHERITED, "s' = s (1 - s)"),
            (INHERITED, "1 - s > 0 cancels"),
            (INHERITED, "D is sigmoid(h)"),
        ],
        "put_right": [
            (PROVED, "chain rule, with its minus"),
            (PROVED, "s' = s (1 - s)"),
            (PROVED, "1 - s > 0 cancels"),
            (PROVED, "D is sigmoid(h)"),
        ],
    },
    "small_output_small_gradient": {
        "output": [(PROVED, "e^{-h} tends to oo as h tends to -oo")],
        "gradient": [
            (PROVED, "|-s g| = s |g| for s > 0"),
            (PROVED, "the hypothesis |g| <= M, times s > 0"),
            (PROVED, "M is fixed, sigmoid(h) tends to 0"),
        ],
    },
    "discriminator_loss_is_minimised": {
        "slope": [(PROVED, "(log t)' = 1/t, (log(1 - t))' = -1/(1 - t)")],
        "solving": [
            (PROVED, "the slope of f, on both sides of an equation with 0"),
            (PROVED, "multiplying by t (1 - t) > 0 is reversible"),
            (PROVED, "p = (p + q) t, and p + q > 0"),
        ],
        "minimum": [
            (PROVED, "0 < p < p + q"),
            (PROVED, "(0, 1) is an interval"),
            (PROVED, "-p (p + q)/p + q (p + q)/q = 0"),
            (PROVED, "p/t^2 + q/(1 - t)^2 > 0"),
            (PROVED, "a strictly convex function on an interval is least at its only stationary point"),
        ],
    },
    "logit_of_the_optimal_discriminator": {
        "definition": [(PROVED, "definition")],
        "solving": [
            (ERRATUM, "p = q, h = 0 solves 1/2 = sigmoid(h) and not 2 = sigmoid(h)"),
            (PROVED, "from the correction: subtracting 1 is reversible"),
            (PROVED, "(q + p)/p - 1 = q/p"),
            (PROVED, "the logarithm is injective, and -log(q/p) = log(p/q)"),
        ],
        "directly": [
            (PROVED, "definition"),
            (PROVED, "1 - p/(q + p) = q/(q + p)"),
            (PROVED, "q + p > 0 cancels"),
        ],
    },
    "kl_of_shifted_gaussians": {
        "main": [
            (PROVED, "definition of the divergence"),
            (PROVED, "both densities are positive"),
            (PROVED, "equal standard deviations: the factors 1/(sqrt(2 pi) epsilon) cancel"),
            (PROVED, "log exp u = u for real u"),
            (PROVED, "-(x - theta)^2 + (x - theta_0)^2 has no x^2"),
            (PROVED, "the expectation is linear, and E[x] = theta"),
            (PROVED, "2 theta^2 - theta^2 = theta^2"),
            (PROVED, "a binomial square"),
        ],
    },
    "kl_explodes": {
        "main": [
            (PROVED, "5.1"),
            (PROVED, "(theta - theta_0)^2 > 0 is fixed, 2 epsilon^2 tends to 0 from above"),
        ],
    },
    "gradient_explodes_to_the_right": {
        "main": [
            (PROVED, "power rule"),
            (PROVED, "theta - theta_0 > 0 is fixed, epsilon^2 tends to 0 from above"),
        ],
    },
    "a_line_minimises": {
        "bound": [
            (PROVED, "t >= -|t|"),
            (PROVED, "the hypothesis |D(theta) - D(theta_0)| <= |theta - theta_0|"),
        ],
        "slope": [(PROVED, "|sign t| = 1 for t != 0")],
        "at_the_data": [(PROVED, "x - theta_0 = 0")],
        "at_the_model": [(PROVED, "sign(t) t = |t|")],
        "reached": [(PROVED, "c - |theta - theta_0| - c")],
    },
    "discriminator_loss_as_one_integral": {
        "one_integral": [
            (PROVED, "definition of the expectation"),
            (PROVED, "the integral is linear"),
        ],
        "least": [(PROVED, "the excess is E of (p + q) KL(D* || D) over two outcomes, at every x")],
    },
    "generator_loss_is_a_divergence": {
        "main": [
            (PROVED, "0 < D* < 1"),
            (PROVED, "1 - D* = q/(q + p)"),
            (PROVED, "definition of the divergence"),
        ],
    },
    "generator_loss_at_any_discriminator": {
        "main": [(PROVED, "0 < D < 1")],
    },
    "likelihood_objective": {
        "main": [
            (ERRATUM, "at p = q: 0 against E_p[1] = 1"),
            (CANCELS, "at p = q: 1 against 0; but the first line is KL(p || q)"),
        ],
    },
    "objectives_differ": {
        "main": [(PROVED, "p = (4/5, 1/5), q = (2/5, 3/5): 0.3819... against 0.3347...")],
    },
    "logit_of_a_pair": {
        "main": [
            (PROVED, "p(x, y) = p(x|y) p(y), for both"),
            (PROVED, "all four are positive"),
        ],
    },
    "gaussian_classes": {
        "main": [(PROVED, "log e^u = u, and log 1 = 0")],
    },
    "projection": {
        "as_printed": [
            (PROVED, "|a - b|^2 = a^T a - 2 b^T a + b^T b"),
            (PROVED, "-phi^T phi/2 + phi^T phi/2 = 0"),
            (PROVED, "the inner product is linear"),
            (ERRATUM, "n = 1, phi = 0, mu = 1, nu = 0: -1/2 against 1/2"),
            (INHERITED, "y^T M^T phi = (M y)^T phi, and the entry of M^T M at y is |M y|^2"),
        ],
        "put_right": [(PROVED, "the same with the squares the right way round")],
    },
    "gradient_under_the_expectation": {
        "main": [
            (PROVED, "the hypothesis of domination"),
            (PROVED, "(log(1 - s(h)))' = -s(h) h'"),
        ],
    },
    "gradient_explodes_to_the_left": {
        "main": [
            (PROVED, "the derivative of u^2/2 is u"),
            (ERRATUM, "theta - theta_0 < 0 over a square that tends to 0"),
        ],
    },
    "gradient_explodes": {
        "main": [
            (PROVED, "the derivative of u^2/2 is u, and epsilon^2 > 0"),
            (PROVED, "|theta - theta_0| > 0 stays"),
        ],
    },
    "no_discriminator_minimises": {
        "downwards": [(PROVED, "v is fixed")],
        "upwards": [(PROVED, "u is fixed")],
        "beaten": [(PROVED, "u - v - 1 < u - v")],
        "no_minimum": [(PROVED, "a linear function on the whole plane")],
    },
    "best_among_all_critics": {
        "best": [
            (PROVED, "the values differ by |theta - theta_0|, which is the distance of the points"),
            (PROVED, "no difference of values is larger than the distance of the points"),
        ],
        "gain": [(PROVED, "the whole mass moves by |theta - theta_0|")],
    },
    "beyond_the_points_any_slope_will_do": {
        "main": [(PROVED, "x - theta_0 > theta - theta_0")],
    },
}
