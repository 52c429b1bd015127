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
    "an_outlier_moves_the_distance": {
        "mean": [(PROVED, "(1 - w) 0 + w x")],
        "variance": [(PROVED, "(1 - w) + w x^2 - w^2 x^2 = (1 - w)(1 + w x^2)")],
        "distance": [
            (PROVED, "(w x)^2 + (s - 1)^2"),
            (PROVED, "w^2 > 0 is fixed"),
        ],
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
        "main": [(PROVED, "exchanging p and q exchanges the two halves")],
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
    "kl_written_out": {
        "main": [
            (PROVED, "definition of the divergence"),
            (PROVED, "the two densities"),
            (PROVED, "log(c e^u) = log c + u for c > 0"),
            (PROVED, "the expectation is linear"),
            (PROVED, "E of the distance is D, E[z^T z] = tr(Sigma) + mu^T mu"),
        ],
    },
    "moments_of_a_diagonal_gaussian": {
        "mahalanobis": [
            (PROVED, "E[y^T A y] = tr(A E[y y^T])"),
            (PROVED, "Sigma^-1 Sigma = I"),
        ],
        "squares": [
            (PROVED, "E[z^T z] = tr(E[z z^T])"),
            (ERRATUM, "D = 1, mu = 0, v = 2: 2 against 1"),
        ],
    },
    "kl_of_a_diagonal_gaussian_as_handed_in": {
        "main": [
            (ERRATUM, "D = 1, mu = 0, v = 1: 0 against -1/2"),
            (INHERITED, "D - D = 0"),
            (INHERITED, "the determinant of a diagonal matrix, and a squared length"),
            (ERRATUM, "at D = 2 the one line has -1/2, the other -1"),
            (CANCELS, "log v - mu^2 - 1 against mu^2 + v - 1 - log v; but that is the divergence"),
        ],
    },
    "determinant_and_length": {
        "determinant": [(PROVED, "the determinant of a diagonal matrix")],
        "length": [(PROVED, "definition of the inner product")],
    },
    "kl_is_the_sum_over_the_coordinates": {
        "main": [(PROVED, "tr, squared length, D and log det are sums over the coordinates")],
    },
    "density_behind_a_layer_as_handed_in": {
        "density": [(ERRATUM, "p = 1, J = 2: 1/2 against 2")],
        "logarithm": [
            (ERRATUM, "p = 1, J = 2: -log 2 against log 2"),
            (INHERITED, "log |1/J| = -log |J|"),
            (CANCELS, "at J = 2: log p + log 2 against log p - log 2; but the density is p/|J|"),
        ],
    },
    "determinant_of_the_inverse": {
        "matrix": [(PROVED, "A^-1 A = I")],
        "determinant": [(PROVED, "det(A^-1) det(A) = det(I) = 1")],
    },
    "coupling_layer_is_invertible": {
        "there_and_back": [(PROVED, "w e^s + t - t = w e^s, and e^s > 0")],
        "back_and_there": [(PROVED, "((v - t)/e^s) e^s + t = v")],
    },
    "jacobian_of_the_coupling_layer": {
        "first": [(PROVED, "dx/dx = I")],
        "above": [(PROVED, "x does not hold w")],
        "others": [(PROVED, "the j-th entry is w_j e^{s_j} + t_j")],
        "volume": [
            (PROVED, "determinants of the identity and of a diagonal matrix"),
            (PROVED, "the product of exponentials"),
        ],
    },
    "definition_of_the_divergence": {
        "main": [(PROVED, "definition")],
    },
    "divergence_as_handed_in": {
        "mixed": [(ERRATUM, "log 2 = 0.693... against log(4/3)/4 - log(2)/3 = -0.159...")],
        "cancelled": [
            (ERRATUM, "log(2/3)/2 + log(2)/2 = log(4/3)/2 = 0.1438..., against 0"),
            (INHERITED, "-0.2231 + 0.2231 = 0"),
        ],
    },
    "divergence_of_atoms_and_a_density": {
        "value": [(PROVED, "of two laws without a common mass each is twice their mean where it lives")],
        "in_the_masses": [(PROVED, "log 2 is a constant")],
        "in_the_scale": [(PROVED, "log 2 is a constant")],
    },
    "divergence_that_is_not_differentiable": {
        "apart": [(PROVED, "two atoms at different places share no mass")],
        "together": [(PROVED, "equal laws")],
        "jump": [(PROVED, "a jump of log 2 at 0")],
    },
    "sum_over_the_layers": {
        "main": [(PROVED, "sums are linear")],
    },
    "telescoped_likelihood": {
        "main": [(PROVED, "a_1 - (a_1 - a_{K+1}) = a_{K+1}")],
    },
    "both_ends_cannot_be_the_data": {
        "main": [(PROVED, "K = 1, c = (1)")],
    },
    "determinant_of_any_matrix": {
        "main": [(PROVED, "((0, 1), (1, 0)) has the determinant -1 and a zero diagonal")],
    },
    "a_convex_function_with_many_minimisers": {
        "convex": [(PROVED, "a sum of distances")],
        "here": [
            (PROVED, "0 is real"),
            (PROVED, "the triangle inequality: |x - 1| + |x + 1| >= 2"),
        ],
        "there": [
            (PROVED, "1 is real"),
            (PROVED, "the triangle inequality: |x - 1| + |x + 1| >= 2"),
        ],
    },
    "cost_from_the_constraint": {
        "main": [(PROVED, "-(L + beta (epsilon - KL)) + beta epsilon = -L + beta KL")],
    },
    "integrand_of_the_divergence_is_convex": {
        "main": [(PROVED, "its second derivatives are b/(2 a (a + b)), a/(2 b (a + b)) and -1/(2 (a + b)): a determinant of 0")],
    },
    "transport_is_a_linear_program": {
        "bound": [(PROVED, "a - t >= a - b if t <= b, and the other way round")],
        "reached": [(PROVED, "a + b - 2 min(a, b) = |a - b|")],
    },
    "divergence_is_convex": {
        "definition": [(PROVED, "log(p/((p + q)/2)) = log(2 p/(p + q))")],
        "convex": [
            (PROVED, "sum of a_i log(a_i/b_i) is at least that of the sums, for a = t p, (1 - t) r at every x"),
            (PROVED, "-log(p + q) is convex in p, at every x"),
        ],
    },
    "couplings": {
        "backwards": [(PROVED, "|x - y| = |y - x|")],
        "mean_cost": [(PROVED, "the integral is linear")],
        "marginal": [(PROVED, "the marginal of a mixture is the mixture of the marginals")],
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
        "conclusion": [(ERRATUM, "at mu = 1, sigma = 1: 1/2 against 0")],
    },
    "squared_mean_as_handed_in": {
        "main": [(ERRATUM, "E[z^2] = mu^2 + sigma^2 and E[z] = mu: the difference is sigma^2, and mu^2 only by chance")],
    },
    "free_energy_as_handed_in": {
        "main": [
            (PROVED, "log p(x) does not depend on z"),
            (ERRATUM, "E_q[log p(x|z)] is log p(x) only by chance"),
            (ERRATUM, "KL(q || prior) = KL(q || posterior) - log p(x) + E_q[log p(x|z)], not KL(q || posterior) + log p(x)"),
            (CANCELS, "-KL against log p(x) - KL; the last line is F(q), by Bayes' rule"),
        ],
        "taken_for_zero": [
            (ERRATUM, "E_q[log p(x|z)] is log p(x) only by chance"),
            (INHERITED, "log p(x) - log p(x)"),
        ],
        "divergence": [
            (PROVED, "definition of the divergence"),
            (ERRATUM, "p(x, z)/p(x) = p(z|x) is p(z) only if x and z are independent"),
            (INHERITED, "log p(x) does not depend on z"),
            (ERRATUM, "E_q[log q - log p(x, z)] + log p(x) is the divergence itself"),
        ],
    },
    "the_generator_steps_along_its_gradient": {
        "against": [
            (PROVED, "chain rule: -L'(theta - s L'(theta)) L'(theta), at s = 0"),
            (PROVED, "a square is not negative"),
        ],
        "along": [
            (PROVED, "chain rule: L'(theta + s L'(theta)) L'(theta), at s = 0"),
            (ERRATUM, "a square is positive unless the gradient is 0"),
        ],
    },
    "whether_the_generator_learns": {
        "saturating": [
            (PROVED, "-s (1 - s)/(1 - s) with s = sigmoid(h)"),
            (PROVED, "sigmoid(h) tends to 0"),
        ],
        "nonsaturating": [
            (PROVED, "-s (1 - s)/s"),
            (ERRATUM, "0 - 1 = -1"),
        ],
    },
    "printed_loss_has_no_best_discriminator": {
        "grows": [
            (PROVED, "(log t)' = 1/t, (-log(1 - t))' = 1/(1 - t)"),
            (PROVED, "both terms are positive"),
        ],
        "no_minimum": [(PROVED, "log t tends to -oo as t tends to 0")],
    },
    "what_the_losses_encourage": {
        "data": [
            (PROVED, "(log t)' = 1/t"),
            (PROVED, "t > 0"),
        ],
        "fakes": [
            (PROVED, "(log(1 - t))' = -1/(1 - t)"),
            (PROVED, "t < 1"),
        ],
        "undecided": [(PROVED, "2 p = p + q")],
    },
    "divergence_in_a_parameter": {
        "main": [(PROVED, "it is bounded and not constant, as no convex function on the line is")],
    },
    "earth_movers_distance_of_two_points": {
        "value": [
            (PROVED, "the mass |a - b| moves by 1"),
            (PROVED, "|a - b| = |b - a|"),
        ],
        "jointly_convex": [(PROVED, "the modulus of a linear function")],
        "only_minimiser": [(PROVED, "|a - b| > 0 for b != a")],
    },
    "earth_movers_distance_in_a_parameter": {
        "value": [(PROVED, "the whole mass moves from 0 to u^2 - 1")],
        "not_convex": [(PROVED, "0 at u = -1 and u = 1, but 1 at u = 0")],
        "here": [
            (PROVED, "1 is real"),
            (PROVED, "0 is the least modulus"),
        ],
        "there": [
            (PROVED, "-1 is real"),
            (PROVED, "0 is the least modulus"),
        ],
    },
    "cost_of_the_plain_autoencoder": {
        "main": [
            (PROVED, "log p(x|z) + log p(z) - log q(z|x) = log p(x) + log p(z|x) - log q(z|x)"),
            (PROVED, "Gibbs' inequality at every x"),
        ],
    },
    "a_strict_bound_is_not_reached": {
        "strict": [(PROVED, "the midpoint of t and 1 is larger than t")],
        "not_strict": [(PROVED, "s <= 1, with equality at 1 only")],
    },
    "the_divergence_bounds_the_information": {
        "main": [
            (PROVED, "log(j(z|x)/p(z)) = log(j(z|x)/j(z)) + log(j(z)/p(z))"),
            (PROVED, "Gibbs' inequality"),
        ],
    },
    "a_larger_weight": {
        "closer": [
            (PROVED, "the second hypothesis, S + c L <= R + c K"),
            (PROVED, "the first hypothesis, R + b K <= S + b L"),
        ],
        "worse": [(PROVED, "the first hypothesis again")],
    },
    "a_larger_weight_comes_closer": {
        "main": [(PROVED, "(c - b)(L - K) <= 0 with c - b > 0")],
    },
    "information_about_a_point": {
        "main": [(PROVED, "log 1 = 0")],
    },
    "a_high_metric_without_disentanglement": {
        "both_bits": [(PROVED, "four outcomes of mass 1/4, each log((1/4)/(1/8)) = log 2, for either coordinate")],
        "one_bit_twice": [(PROVED, "the same for the first coordinate, twice")],
    },
    "density_behind_a_layer": {
        "determinant": [(PROVED, "the Jacobian of the inverse is the inverse matrix")],
        "density": [
            (PROVED, "change of variables"),
            (PROVED, "log |1/J| = -log |J|"),
        ],
    },
    "determinant_of_the_coupling_layer": {
        "main": [
            (PROVED, "y_1, ..., y_d do not depend on the others, and y_i on no other one of those: triangular"),
            (PROVED, "the first product is 1, and e^a e^b = e^{a + b}"),
        ],
    },
    "inception_score_knows_no_real_images": {
        "as_said": [(ERRATUM, "the two differ by KL(mean label || r), which is 0 only if r is the mean label")],
        "least": [(PROVED, "an average of divergences")],
    },
    "frechet_distance_in_one_dimension": {
        "square": [
            (PROVED, "tr(A + B - 2 (A B)^{1/2}) with A = s^2, B = t^2"),
            (PROVED, "s^2 + t^2 - 2 s t = (s - t)^2 for s, t > 0"),
            (PROVED, "a sum of two squares"),
        ],
        "equal": [(PROVED, "0 + 0")],
        "symmetric": [(PROVED, "squares do not change with the sign")],
    },
    "frechet_distance_of_diagonal_gaussians": {
        "main": [
            (PROVED, "the root of a diagonal matrix is taken entry by entry"),
            (PROVED, "the terms, coordinate by coordinate"),
            (PROVED, "s^2 + t^2 - 2 s t = (s - t)^2, twice"),
        ],
    },
    "lost_spread_is_seen": {
        "as_said": [(ERRATUM, "(m - m)^2 + (s - t)^2 tends to s^2 > 0")],
        "at_best": [(PROVED, "(m - n)^2 >= 0")],
    },
    "two_images_at_distance_zero": {
        "centre": [(PROVED, "half of m - s and half of m + s")],
        "spread": [(PROVED, "half of s^2, twice")],
        "distance": [(PROVED, "equal means and variances")],
    },
}
