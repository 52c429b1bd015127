"""The words of the courses, for use in derivations."""

from derive.terms.distributions import (
    Normal,
    Product,
    affine,
    bernoulli,
    beta,
    binomial,
    categorical,
    conditional,
    density,
    dirichlet,
    exponential,
    gamma,
    geometric,
    independent,
    laplace,
    lognormal,
    logpdf,
    marginal,
    mixture,
    multivariate_normal,
    normal,
    point_mass,
    poisson,
    student_t,
    uniform,
)  # fmt: skip
from derive.terms.divergences import (
    KL,
    Entropy,
    chi_square,
    cross_entropy,
    entropy,
    f_divergence,
    hellinger_squared,
    jsd,
    kl,
    total_variation,
)  # fmt: skip
from derive.terms.expectation import Expectation, covariance, expectation, mean, variance
from derive.terms.extrema import (
    attains_maximum,
    attains_minimum,
    concave,
    convex,
    lagrangian,
    maximiser,
    minimiser,
    no_maximum,
    no_minimum,
    stationary,
    strictly_concave,
    strictly_convex,
    unbounded_above,
    unbounded_below,
)  # fmt: skip
from derive.terms.finite import finite
from derive.terms.flows import (
    ball,
    box,
    determinant,
    disc,
    ellipse,
    inverse_function_theorem,
    invertible,
    jacobian,
    jacobian_determinant,
    log_abs_det,
    not_invertible,
    pushforward_density,
    volume,
    volume_of_image,
)  # fmt: skip
from derive.terms.functions import cbrt, logit, sigmoid, xlogy
from derive.terms.lipschitz import lipschitz_maximum, lipschitz_optimum
from derive.terms.normal_vectors import vector_law
from derive.terms.notation import over, plus, times
from derive.terms.optimum import maximum, minimum
from derive.terms.plane import area, integral_over, plane_density, plane_weight, region
from derive.terms.probability import probability
from derive.terms.smoothness import differentiable, not_differentiable
from derive.terms.transport import frechet_distance, transport_cost, wasserstein
from derive.terms.vanishing import vanishes
from derive.terms.vectors.words import (
    det,
    diag,
    diagonal,
    dot,
    elementwise,
    entry,
    gradient,
    hadamard,
    hessian,
    identity,
    inverse,
    jacobian_of,
    log_det,
    norm,
    norm_squared,
    one_hot,
    ones,
    product_over,
    quadratic_form,
    sum_over,
    trace,
    vector,
    zeros,
)  # fmt: skip

__all__ = [
    "Entropy", "Expectation", "KL", "Normal", "Product", "affine", "area", "attains_maximum", "attains_minimum",
    "ball", "bernoulli", "beta", "binomial", "box", "categorical", "cbrt", "chi_square", "concave", "conditional",
    "convex", "covariance", "cross_entropy", "density", "det", "determinant", "diag", "diagonal", "differentiable",
    "dirichlet", "disc", "dot", "elementwise", "ellipse", "entropy", "entry", "expectation", "exponential",
    "f_divergence", "finite", "frechet_distance", "gamma", "geometric", "gradient", "hadamard",
    "hellinger_squared", "hessian", "identity", "independent", "integral_over", "inverse",
    "inverse_function_theorem", "invertible", "jacobian", "jacobian_determinant", "jacobian_of", "jsd", "kl",
    "lagrangian", "laplace", "lipschitz_maximum", "lipschitz_optimum", "log_abs_det", "log_det", "logit",
    "lognormal", "logpdf", "marginal", "maximiser", "maximum", "mean", "minimiser", "minimum", "mixture",
    "multivariate_normal", "no_maximum", "no_minimum", "norm", "norm_squared", "normal", "not_differentiable",
    "not_invertible", "one_hot", "ones", "over", "plane_density", "plane_weight", "plus", "point_mass", "poisson",
    "probability", "product_over", "pushforward_density", "quadratic_form", "region", "sigmoid", "stationary",
    "strictly_concave", "strictly_convex", "student_t", "sum_over", "times", "total_variation", "trace",
    "transport_cost", "unbounded_above", "unbounded_below", "uniform", "vanishes", "variance", "vector", "volume",
    "volume_of_image", "wasserstein", "xlogy", "zeros",
]  # fmt: skip
