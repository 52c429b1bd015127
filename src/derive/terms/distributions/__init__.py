"""Distributions with symbolic parameters: their parameters, their support, their density."""

from derive.terms.distributions.base import Distribution, OnVectors, density, logpdf, variables_of
from derive.terms.distributions.combined import Mixture, Product, independent, mixture
from derive.terms.distributions.continuous import (
    Beta,
    Exponential,
    Gamma,
    Laplace,
    Normal,
    Uniform,
    beta,
    exponential,
    gamma,
    laplace,
    normal,
    uniform,
)
from derive.terms.distributions.discrete import (
    Bernoulli,
    Binomial,
    Categorical,
    Finite,
    Geometric,
    PointMass,
    Poisson,
    bernoulli,
    binomial,
    categorical,
    geometric,
    point_mass,
    poisson,
)
from derive.terms.distributions.related import LogNormal, StudentT, lognormal, student_t
from derive.terms.distributions.vectors import (
    Dirichlet,
    MultivariateNormal,
    affine,
    conditional,
    dirichlet,
    marginal,
    multivariate_normal,
)

__all__ = [
    "Bernoulli", "Beta", "Binomial", "Categorical", "Dirichlet", "Distribution", "Exponential", "Finite", "Gamma",
    "Geometric", "Laplace", "LogNormal", "Mixture", "MultivariateNormal", "Normal", "OnVectors", "PointMass",
    "Poisson", "Product", "StudentT", "Uniform", "affine", "bernoulli", "beta", "binomial", "categorical",
    "conditional", "density", "dirichlet", "exponential", "gamma", "geometric", "independent", "laplace",
    "lognormal", "logpdf", "marginal", "mixture", "multivariate_normal", "normal", "point_mass", "poisson",
    "student_t", "uniform", "variables_of",
]  # fmt: skip
