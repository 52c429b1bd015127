"""The words of the courses, for use in derivations."""

from derive.terms.distributions import Normal, Product, independent, logpdf, normal
from derive.terms.expectation import KL, Entropy, Expectation, entropy, expectation, kl
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
from derive.terms.flows import determinant, jacobian, pushforward_density
from derive.terms.functions import cbrt, logit, sigmoid, xlogy
from derive.terms.notation import over, plus, times
from derive.terms.optimum import maximum, minimum
from derive.terms.smoothness import differentiable, not_differentiable
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
    "Entropy", "Expectation", "KL", "Normal", "Product", "attains_maximum", "attains_minimum", "cbrt",
    "concave", "convex", "det", "determinant", "diag", "diagonal", "differentiable", "dot", "elementwise",
    "entropy", "entry", "expectation", "gradient", "hadamard", "hessian", "identity", "independent", "inverse",
    "jacobian", "jacobian_of", "kl", "lagrangian", "log_det", "logit", "logpdf", "maximiser", "maximum",
    "minimiser", "minimum", "no_maximum", "no_minimum", "norm", "norm_squared", "normal", "not_differentiable",
    "one_hot", "ones", "over", "plus", "product_over", "pushforward_density", "quadratic_form", "sigmoid",
    "stationary", "strictly_concave", "strictly_convex", "sum_over", "times", "trace", "unbounded_above",
    "unbounded_below", "vector", "xlogy", "zeros",
]  # fmt: skip
