"""Deep Generative Models (fall 2024), assignment 3: a flow by hand, and the optimum of a GAN."""

from .optimality_of_gan import loss_of_the_optimal_discriminator, optimal_discriminator
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

__all__ = [
    "density_of_x",
    "flow_is_a_bijection",
    "generator_gradient_vanishes",
    "jacobian_of_the_flow",
    "jacobian_of_the_inverse",
    "jacobians_are_inverse_to_each_other",
    "loss_of_the_optimal_discriminator",
    "nonsaturating_gradient",
    "optimal_discriminator",
    "perfect_discriminator",
    "saturating_gradient",
    "unbounded_gradient_survives",
    "where_the_flow_has_no_jacobian",
]
