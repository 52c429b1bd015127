"""Reparametrised noise, the concavity of the logarithm, and the objective that is maximum likelihood."""

from .verdicts import CANCELS, ERRATUM, PROVED

TABLE = {
    "law_of_a_coordinate": {
        "main": [(PROVED, "change of variables with e = (z - mu)/sigma, slope 1/sigma > 0")],
    },
    "the_logarithm_is_concave": {
        "curvature": [
            (PROVED, "(1/a)' = -1/a^2"),
            (PROVED, "a^2 > 0"),
        ],
        "secant": [(PROVED, "Jensen for two points")],
    },
    "best_discriminator": {
        "maximum": [
            (PROVED, "0 < p < p + q"),
            (PROVED, "(0, 1) is an interval"),
            (PROVED, "p (p + q)/p - q (p + q)/q = 0"),
            (PROVED, "-p/t^2 - q/(1 - t)^2 < 0"),
            (PROVED, "a strictly concave function on an interval is largest at its only stationary point"),
        ],
    },
    "objective_in_the_logit": {
        "main": [
            (PROVED, "1 + e^{-a} = (p + q)/p"),
            (PROVED, "p/q = e^a"),
        ],
    },
    "joint_density_as_stated": {
        "main": [(ERRATUM, "p(x|z) p(x) is p(x, z) only where p(x) = p(z)")],
    },
    "bound_with_one_sample": {
        "main": [
            (PROVED, "Jensen: E_q[p(x, z)/q(z|x)] = p(x)"),
            (PROVED, "log p(x, z) = log p(z|x) + log p(x)"),
            (PROVED, "the line before last again"),
        ],
    },
    "mean_field_is_an_assumption": {
        "main": [(PROVED, "q = (3/10, 2/5, 1/10, 1/5): 1/5 against 9/50 at the last point")],
    },
    "mean_through_a_matrix": {
        "main": [
            (PROVED, "the expectation is linear"),
            (PROVED, "a constant matrix comes out"),
            (PROVED, "the mean of N(0, I)"),
            (PROVED, "S 0 = 0"),
        ],
    },
    "variances_through_a_matrix": {
        "chain": [
            (PROVED, "E[(z - E[z])^2] = E[z^2] - E[z]^2 in every entry"),
            (PROVED, "E[z] = mu"),
            (PROVED, "(mu + S e)^2 - mu^2 = (S e)^2 + 2 mu (S e), entry by entry"),
            (PROVED, "E[S epsilon] = S 0"),
            (PROVED, "E[(S e)_i^2] is the sum of S_ij^2 over j, which is (S S^T)_ii, and E[e_i^2] = 1"),
            (PROVED, "E[epsilon epsilon^T] = I"),
            (PROVED, "(S S^T)_ii times 1"),
        ],
        "as_matrix": [(PROVED, "a product with I, entry by entry, keeps the diagonal only")],
    },
    "covariance_through_a_matrix": {
        "main": [
            (PROVED, "constant matrices come out"),
            (PROVED, "the covariance of N(0, I)"),
            (ERRATUM, "S = ((1, 0), (1, 0)): the entry 1 off the diagonal of S S^T"),
        ],
    },
    "bound_with_two_samples_as_handed_in": {
        "main": [
            (PROVED, "Jensen"),
            (ERRATUM, "E[(w_1 + w_2)/2] = p(x), of which half is kept"),
            (CANCELS, "log(p(x)/2) against log p(x); but Jensen's bound is log p(x)"),
            (PROVED, "(p(x) + p(x))/2 = p(x)"),
        ],
    },
    "bound_with_any_number_of_samples_as_handed_in": {
        "as_printed": [
            (PROVED, "Jensen"),
            (ERRATUM, "k = 2: log p(x) against log(p(x)/2)"),
            (CANCELS, "k = 2: log(p(x)/2) against log p(x); but Jensen's bound is log p(x)"),
        ],
        "last": [(PROVED, "k p(x)/k = p(x)")],
    },
    "a_limit_does_not_order_the_terms": {
        "limit": [(PROVED, "K^2 e^{-K} tends to 0")],
        "backwards": [(PROVED, "-4/e^2 = -0.541... and -1/e = -0.367...")],
    },
    "ratios_as_printed": {
        "main": [
            (PROVED, "p(x, z) = p(z|x) p(x)"),
            (PROVED, "p(x, z) = p(z|x) p(x)"),
        ],
    },
    "smaller_weight_twice": {
        "main": [
            (PROVED, "the hypothesis, and the logarithm increases"),
            (PROVED, "(v + v)/2 = v"),
        ],
    },
    "weights_have_no_order": {
        "main": [(PROVED, "v = 2, w = 1: log(3/2) < log 2")],
    },
    "no_discriminator_does_better": {
        "main": [(PROVED, "the gain falls short by E of (p + q) KL(D* || D) over two outcomes, at every x")],
    },
    "mean_of_the_code": {
        "centred": [(PROVED, "the mean of N(0, I)")],
        "chain": [
            (PROVED, "the expectation is linear"),
            (PROVED, "entry by entry, E[sigma_i e_i] = sigma_i E[e_i]"),
            (PROVED, "E[epsilon] = 0"),
            (PROVED, "sigma times 0, entry by entry, is 0"),
        ],
    },
    "variances_of_the_code": {
        "main": [
            (PROVED, "E[(z - E[z])^2] = E[z^2] - E[z]^2 in every entry"),
            (PROVED, "E[z] = mu"),
            (PROVED, "(mu + sigma e)^2 - mu^2 = (sigma e)^2 + 2 mu sigma e"),
            (PROVED, "E[epsilon] = 0"),
            (PROVED, "(sigma e)^2 = sigma^2 e^2"),
            (PROVED, "E[epsilon_i^2] = 1"),
            (PROVED, "times 1 in every entry"),
        ],
    },
    "derivative_of_a_density": {
        "main": [(PROVED, "(log m)' = m'/m, and m > 0")],
    },
    "gradient_of_an_expected_value": {
        "main": [
            (PROVED, "the hypothesis of domination"),
            (PROVED, "m' = m (log m)'"),
            (PROVED, "an expectation is an integral against the density"),
        ],
    },
    "expected_value_as_stated": {
        "main": [(ERRATUM, "for f = 1 the left side is 1, and the right side 0")],
    },
    "gradient_of_the_likelihood": {
        "main": [
            (PROVED, "m cancels under the integral"),
            (PROVED, "the hypothesis of domination"),
        ],
    },
    "objective_that_moves_along": {
        "main": [(PROVED, "q cancels, and p integrates to 1")],
    },
    "objectives_over_the_noise": {
        "first": [(PROVED, "the law of G(z) is that under which expectations are those of functions of G(z)")],
        "second": [(PROVED, "the law of G(z) is that under which expectations are those of functions of G(z)")],
    },
    "encoder_against_the_joint_density": {
        "main": [(PROVED, "log p(x, z) = log p(z|x) + log p(x)")],
    },
    "smaller_of_two_draws": {
        "twice": [
            (PROVED, "w_1 + w_2 >= 2 min(w_1, w_2)"),
            (PROVED, "half of twice a number"),
        ],
        "last": [(ERRATUM, "min(w_1, w_2) <= w_1, and less with positive probability unless the weights are constant")],
    },
    "bound_with_two_samples": {
        "tighter": [
            (PROVED, "log of a mean is at least the mean of the logs, and both draws have one law"),
            (PROVED, "half of twice a number"),
        ],
        "by_concavity": [
            (PROVED, "log((a + b)/2) >= (log a + log b)/2"),
            (PROVED, "each half is E_q[log w]/2"),
        ],
        "still_a_bound": [(PROVED, "Jensen: the mean weight is p(x)")],
    },
}
