"""IFT 6135, assignment 4: reparametrisation, importance weighting, maximum likelihood for GANs."""

from .full_covariance import covariance_through_a_matrix, mean_through_a_matrix, variances_through_a_matrix
from .importance_weighting import (
    a_limit_does_not_order_the_terms,
    bound_with_any_number_of_samples_as_handed_in,
    bound_with_one_sample,
    bound_with_two_samples,
    bound_with_two_samples_as_handed_in,
    joint_density_as_stated,
    mean_field_is_an_assumption,
    ratios_as_printed,
    smaller_weight_twice,
    the_logarithm_is_concave,
    weights_have_no_order,
)
from .maximum_likelihood import (
    best_discriminator,
    derivative_of_a_density,
    gradient_of_an_expected_value,
    no_discriminator_does_better,
    objective_in_the_densities,
    objective_in_the_logit,
)
from .reparametrisation import law_of_a_coordinate, mean_of_a_coordinate, variance_of_a_coordinate

__all__ = [
    "a_limit_does_not_order_the_terms",
    "best_discriminator",
    "bound_with_any_number_of_samples_as_handed_in",
    "bound_with_one_sample",
    "bound_with_two_samples",
    "bound_with_two_samples_as_handed_in",
    "covariance_through_a_matrix",
    "derivative_of_a_density",
    "gradient_of_an_expected_value",
    "joint_density_as_stated",
    "law_of_a_coordinate",
    "mean_field_is_an_assumption",
    "mean_of_a_coordinate",
    "mean_through_a_matrix",
    "no_discriminator_does_better",
    "objective_in_the_densities",
    "objective_in_the_logit",
    "ratios_as_printed",
    "smaller_weight_twice",
    "the_logarithm_is_concave",
    "variance_of_a_coordinate",
    "variances_through_a_matrix",
    "weights_have_no_order",
]
