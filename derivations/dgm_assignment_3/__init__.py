"""Deep Generative Models (fall 2024), assignment 3: flows by hand and in volume, and the optimum of a GAN."""

from .optimality_of_gan import (
    loss_is_least_at_the_optimal_discriminator,
    loss_of_the_optimal_discriminator,
    optimal_discriminator,
)
from .perfect_discriminator import (
    generator_gradient_vanishes,
    nonsaturating_gradient,
    perfect_discriminator,
    saturating_gradient,
    unbounded_gradient_survives,
)
from .probability_review import (
    density_of_x,
    flow_is_a_bijection,
    jacobian_of_the_flow,
    jacobian_of_the_inverse,
    jacobians_are_inverse_to_each_other,
    where_the_flow_has_no_jacobian,
)
from .volume_preserving_flows import (
    area_of_the_bright_region,
    best_epsilon,
    bright_region_in_latent_space,
    divergence_with_a_bright_region,
    divergence_without_a_bright_region,
    mass_of_the_target,
    mass_of_the_target_as_printed,
    no_bright_region,
    no_flow_comes_close,
    pinsker_for_two_events,
    pinsker_solved_for_the_divergence,
    printed_target_goes_below_zero,
    printed_target_has_one_constant,
    volumes_under_a_constant_determinant,
)

__all__ = [
    "area_of_the_bright_region",
    "best_epsilon",
    "bright_region_in_latent_space",
    "density_of_x",
    "divergence_with_a_bright_region",
    "divergence_without_a_bright_region",
    "flow_is_a_bijection",
    "generator_gradient_vanishes",
    "jacobian_of_the_flow",
    "jacobian_of_the_inverse",
    "jacobians_are_inverse_to_each_other",
    "loss_is_least_at_the_optimal_discriminator",
    "loss_of_the_optimal_discriminator",
    "mass_of_the_target",
    "mass_of_the_target_as_printed",
    "no_bright_region",
    "no_flow_comes_close",
    "nonsaturating_gradient",
    "optimal_discriminator",
    "perfect_discriminator",
    "pinsker_for_two_events",
    "pinsker_solved_for_the_divergence",
    "printed_target_goes_below_zero",
    "printed_target_has_one_constant",
    "saturating_gradient",
    "unbounded_gradient_survives",
    "volumes_under_a_constant_determinant",
    "where_the_flow_has_no_jacobian",
]
