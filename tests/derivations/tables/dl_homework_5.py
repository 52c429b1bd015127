"""The slope of the sigmoid, and the KL divergence whose closed form was missed."""

from .verdicts import ERRATUM, INHERITED, PROVED

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
}
