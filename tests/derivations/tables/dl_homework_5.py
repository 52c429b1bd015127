"""The slope of the sigmoid, and the KL divergence whose closed form was missed."""

from .verdicts import CANCELS, ERRATUM, INHERITED, PROVED

TABLE = {
    "slope_of_the_sigmoid": {
        "definition": [(PROVED, "definition")],
        "slope": [(PROVED, "e^{-x}/(1 + e^{-x})^2 is sigmoid (1 - sigmoid)")],
        "by_hand": [
            (PROVED, "the slope of 1 + e^{-x} is -e^{-x}"),
            (PROVED, "1 - 1/(1 + e^{-x}) = e^{-x}/(1 + e^{-x})"),
        ],
    },
    "slope_at_a_rejected_fake": {
        "rejected": [(PROVED, "e^{-h} tends to oo as h tends to -oo")],
        "slope": [
            (PROVED, "the slope of the sigmoid, at h"),
            (PROVED, "0 times 1"),
        ],
    },
    "generator_learns_nothing": {
        "squeeze": [
            (PROVED, "s (1 - s) > 0"),
            (PROVED, "the hypothesis |g| <= M, times s (1 - s) > 0"),
            (PROVED, "M is fixed, s (1 - s) tends to 0"),
        ],
    },
    "moments_of_a_gaussian": {
        "centred": [(PROVED, "the variance of N(mu, sigma^2)")],
        "raw": [
            (PROVED, "(z - mu)^2 + 2 mu z - mu^2 = z^2"),
            (PROVED, "sigma^2 + 2 mu mu - mu^2"),
            (PROVED, "collected"),
        ],
    },
    "kl_to_the_standard_normal_as_handed_in": {
        "main": [
            (PROVED, "definition of the divergence"),
            (PROVED, "sqrt(2 pi sigma^2) = sqrt(2 pi) sigma for sigma > 0"),
            (PROVED, "log(c e^u) = log c + u for c > 0"),
            (PROVED, "the expectation is linear, and of a constant the constant"),
            (ERRATUM, "at mu = 0, sigma = 2: 3/2 - log 2 = 0.80... against log 2 = 0.69..."),
            (INHERITED, "(sigma^2 + mu^2 - mu^2)/sigma^2 = 1"),
            (INHERITED, "1 - 1 = 0; but (log sigma^2)/2 is negative for sigma < 1, and no divergence is"),
        ],
    },
    "kl_to_the_standard_normal": {
        "main": [
            (PROVED, "log c - log c_0 = -log sigma"),
            (PROVED, "the expectation is linear"),
            (PROVED, "E[(z - mu)^2] = sigma^2, E[z^2] = mu^2 + sigma^2"),
            (PROVED, "log sigma^2 = 2 log sigma for sigma > 0"),
        ],
    },
    "density_of_the_laplace_law": {
        "main": [(PROVED, "twice the integral of e^{-x}/2 over x > 0")],
    },
    "terms_of_the_atoms_as_handed_in": {
        "main": [
            (ERRATUM, "log(2/3)/2 + log(2)/2 = log(4/3)/2 = 0.1438..., against 0"),
            (INHERITED, "-0.2231 + 0.2231 = 0"),
        ],
    },
    "integrand_simplified": {
        "main": [(PROVED, "e^{-|x|}/(3/4 e^{-|x|} + 1/4) = 1/(3/4 + e^{|x|}/4)")],
    },
    "closed_form_of_the_integral": {
        "elementary": [(PROVED, "d/du of the antiderivative is log(3 u + 1) - log u - 2 log 2, and du = -e^{-x} dx")],
        "at_infinity": [(PROVED, "u -> 0: (1/3) log 1 - 0 - 0")],
        "at_zero": [(PROVED, "u = 1: -(4/3) 2 log 2 + 2 log 2 = -(2/3) log 2")],
        "negative": [(PROVED, "log 2 > 0")],
    },
    "inception_score_of_two_images": {
        "least": [(PROVED, "a mean of divergences is not negative, and exp(0) = 1")],
        "same": [(PROVED, "every logarithm is log 1")],
    },
    "inception_score_of_certain_labels": {
        "opposite": [
            (PROVED, "the mean of (a, 1 - a) and (1 - a, a) is (1/2, 1/2)"),
            (PROVED, "a log a -> 0 and (1 - a) log(1 - a) -> 0 as a -> 1"),
        ],
        "one": [(PROVED, "0 < a < 1")],
        "other": [(PROVED, "0 < 1 - a < 1")],
    },
    "inception_score_knows_no_real_images": {
        "as_said": [(ERRATUM, "at a = 1/2 the two fakes are alike: 0 against KL((1/2, 1/2) || (r, 1 - r)) > 0 for r = 1/3")],
        "excess": [
            (PROVED, "the compensation identity: the mean divergence from r exceeds that from the mean by KL(mean || r)"),
            (PROVED, "no divergence is negative"),
        ],
    },
    "frechet_distance_in_one_dimension": {
        "square": [
            (PROVED, "s^2 + t^2 - 2 s t for s, t > 0"),
            (PROVED, "a sum of squares"),
        ],
        "equal": [(PROVED, "s^2 + s^2 - 2 s^2 = 0")],
        "symmetric": [(PROVED, "both terms are symmetric")],
    },
    "nearest_gaussian": {
        "means": [
            (PROVED, "n is a real number"),
            (PROVED, "the real line"),
            (PROVED, "2 (m - n) = 0 at m = n"),
            (PROVED, "2 > 0"),
            (PROVED, "a strictly convex function on an interval is least at its only stationary point"),
        ],
        "deviations": [
            (PROVED, "t > 0"),
            (PROVED, "the positive half line"),
            (PROVED, "2 (s - t) = 0 at s = t"),
            (PROVED, "2 > 0"),
            (PROVED, "a strictly convex function on an interval is least at its only stationary point"),
        ],
    },
    "frechet_distance_of_diagonal_gaussians": {
        "main": [
            (PROVED, "traces and squared lengths are sums over coordinates"),
            (PROVED, "sqrt(s^2 t^2) = s t for s, t > 0"),
        ],
    },
    "an_outlier_moves_the_distance": {
        "mean": [(PROVED, "(1 - w) 0 + w x")],
        "variance": [(PROVED, "(1 - w) + w x^2 - w^2 x^2 = (1 - w)(1 + w x^2)")],
        "distance": [
            (PROVED, "(w x)^2 + (s - 1)^2"),
            (PROVED, "w^2 > 0 is fixed"),
        ],
    },
    "lost_diversity_is_seen": {
        "as_said": [(ERRATUM, "(s - t)^2 tends to s^2 > 0")],
        "at_best": [(PROVED, "(m - n)^2 >= 0")],
    },
    "cats_only": {
        "all_cats": [(PROVED, "equal Gaussians")],
        "not_only_cats": [
            (PROVED, "(m - n)^2 plus a square"),
            (PROVED, "w < 1 and c > 0"),
        ],
    },
    "best_discriminator": {
        "minimum": [
            (PROVED, "0 < p < p + q"),
            (PROVED, "(0, 1) is an interval"),
            (PROVED, "-p (p + q)/p + q (p + q)/q = 0"),
            (PROVED, "p/t^2 + q/(1 - t)^2 > 0"),
            (PROVED, "a strictly convex function on an interval is least at its only stationary point"),
        ],
    },
    "loss_is_least_at_the_best_discriminator": {
        "main": [(PROVED, "the excess is E of (p + q) KL(D* || D) over two outcomes, at every x")],
    },
    "loss_at_the_best_discriminator_as_handed_in": {
        "main": [
            (ERRATUM, "the first expectation is negative: its sign matters; at p = q, 2 log 2 against 0"),
            (INHERITED, "D* = p/(p + q)"),
            (ERRATUM, "log(1 - D*) = log q - log(p + q), of which -log(p + q) is subtracted, not log(p + q)"),
            (ERRATUM, "-E_q[log(p + q)] = E_q[log(1/(p + q))]; E_q[log p] is not 0"),
            (ERRATUM, "at p = q: 2 log(1/2) against 0"),
        ],
    },
    "loss_at_the_best_discriminator": {
        "value": [
            (PROVED, "1 - p/(p + q) = q/(p + q)"),
            (PROVED, "p/(p + q) = (p/m)/2 with m = (p + q)/2"),
            (PROVED, "JSD >= 0"),
        ],
        "equal_laws": [(PROVED, "twice -log(1/2)")],
    },
    "divergence_is_never_negative": {
        "least": [(PROVED, "Gibbs, for each half")],
        "equal": [(PROVED, "the mean of p and p is p")],
    },
    "divergence_is_symmetric": {
        "main": [(ERRATUM, "exchanging p and q exchanges the two halves")],
    },
    "free_energy_as_handed_in": {
        "shifted": [(PROVED, "log p(x) - log p(x) = 0, and log p(x) comes out of the expectation")],
        "taken_for_zero": [(ERRATUM, "E_q[log p(x|z)] is log p(x) only if x and z are independent, or by accident")],
        "simplified": [(ERRATUM, "the expectation that is dropped is not 0")],
        "divergence": [
            (PROVED, "definition of the divergence"),
            (ERRATUM, "log p(z) and log p(x, z) - log p(x) = log p(z|x) differ"),
            (INHERITED, "a constant comes out of the expectation"),
            (ERRATUM, "the line before is KL(q || p(z|x)) already; log p(x) is not 0"),
        ],
        "put_back": [
            (ERRATUM, "log p(x) - (KL + log p(x)) = -KL, and F = log p(x) - KL"),
            (CANCELS, "-KL against log p(x) - KL; but F = log p(x) - KL"),
        ],
    },
    "free_energy": {
        "main": [
            (PROVED, "definition of the divergence, and linearity"),
            (PROVED, "the product rule"),
            (PROVED, "the product rule"),
            (PROVED, "definition of the divergence, and log p(x) does not depend on z"),
        ],
    },
    "conditional_density": {
        "main": [(PROVED, "definition of the conditional density")],
    },
}
