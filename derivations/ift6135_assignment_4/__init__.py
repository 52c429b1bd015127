"""IFT 6135, assignment 4: reparametrisation, importance weighting, maximum likelihood for GANs."""

from .full_covariance import (
    covariance_through_a_matrix,
    mean_through_a_matrix,
    variances_through_a_matrix,
)
from .importance_weighting import (
    a_limit_does_not_order_the_terms,
    bound_with_any_number_of_samples_as_handed_in,
    bound_with_one_sample,
    bound_with_two_samples,
    bound_with_two_samples_as_handed_in,
    encoder_against_the_joint_density,
    joint_density_as_stated,
    mean_field_is_an_assumption,
    ratios_as_printed,
    smaller_of_two_draws,
    smaller_weight_twice,
    the_logarithm_is_concave,
    weights_have_no_order,
)
from .maximum_likelihood import (
    best_discriminator,
    derivative_of_a_density,
    expected_value_as_stated,
    gradient_of_an_expected_value,
    gradient_of_the_likelihood,
    no_discriminator_does_better,
    objective_in_the_logit,
    objective_that_moves_along,
    objectives_over_the_noise,
)
from .reparametrisation import (
    law_of_a_coordinate,
    mean_of_the_code,
    variances_of_the_code,
)

__all__ = [
    "a_limit_does_not_order_the_terms",
    "best_discriminator",
    "bound_with_any_number_of_samples_as_handed_in",
    "bound_with_one_sample",
    "bound_with_two_samples",
    "bound_with_two_samples_as_handed_in",
    "covariance_through_a_matrix",
    "derivative_of_a_density",
    "encoder_against_the_joint_density",
    "expected_value_as_stated",
    "gradient_of_an_expected_value",
    "gradient_of_the_likelihood",
    "joint_density_as_stated",
    "law_of_a_coordinate",
    "mean_field_is_an_assumption",
    "mean_of_the_code",
    "mean_through_a_matrix",
    "no_discriminator_does_better",
    "objective_in_the_logit",
    "objective_that_moves_along",
    "objectives_over_the_noise",
    "ratios_as_printed",
    "smaller_of_two_draws",
    "smaller_weight_twice",
    "the_logarithm_is_concave",
    "variances_of_the_code",
    "variances_through_a_matrix",
    "weights_have_no_order",
]
