"""The words of the courses, for use in derivations."""

from derive.terms.distributions import Normal, Product, independent, logpdf, normal
from derive.terms.expectation import KL, Entropy, Expectation, entropy, expectation, kl
from derive.terms.flows import determinant, jacobian, pushforward_density
from derive.terms.functions import cbrt, logit, sigmoid
from derive.terms.notation import over, plus, times
from derive.terms.optimum import maximum, minimum

__all__ = [
    "KL", "Entropy", "Expectation", "Normal", "Product", "cbrt", "determinant", "entropy",
    "expectation", "independent", "jacobian", "kl", "logit", "logpdf", "maximum", "minimum", "normal",
    "over", "plus", "pushforward_density", "sigmoid", "times",
]  # fmt: skip
