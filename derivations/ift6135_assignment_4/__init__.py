"""IFT 6135, assignment 4: reparametrisation, importance weighting, maximum likelihood for GANs."""

from .importance_weighting import (
    bound_with_one_sample,
    bound_with_two_samples,
    joint_density_as_stated,
    mean_field_is_an_assumption,
    the_logarithm_is_concave,
)
from .maximum_likelihood import best_discriminator, objective_in_the_densities, objective_in_the_logit
from .reparametrisation import law_of_a_coordinate, mean_of_a_coordinate, variance_of_a_coordinate

__all__ = [
    "best_discriminator",
    "bound_with_one_sample",
    "bound_with_two_samples",
    "joint_density_as_stated",
    "law_of_a_coordinate",
    "mean_field_is_an_assumption",
    "mean_of_a_coordinate",
    "objective_in_the_densities",
    "objective_in_the_logit",
    "the_logarithm_is_concave",
    "variance_of_a_coordinate",
]
