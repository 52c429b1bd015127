"""CS 236 (winter 2023), problem set 3: GAN gradients, optimal discriminators, KL of narrow Gaussians."""

from .divergence_minimization import (
    discriminator_loss_as_one_integral,
    discriminator_loss_is_minimised,
    generator_loss_at_any_discriminator,
    generator_loss_is_a_divergence,
    likelihood_objective,
    logit_of_the_optimal_discriminator,
    objectives_differ,
)
from .generative_adversarial_networks import (
    gradient_of_the_minimax_loss,
    gradient_under_the_expectation,
    small_output_small_gradient,
)
from .projection_discriminator import (
    gaussian_classes,
    logit_of_a_pair,
    projection,
)
from .wasserstein_gan import (
    a_line_minimises,
    best_among_all_critics,
    beyond_the_points_any_slope_will_do,
    gradient_explodes,
    gradient_explodes_to_the_left,
    gradient_explodes_to_the_right,
    kl_explodes,
    kl_of_shifted_gaussians,
    no_discriminator_minimises,
)

__all__ = [
    "a_line_minimises",
    "best_among_all_critics",
    "beyond_the_points_any_slope_will_do",
    "discriminator_loss_as_one_integral",
    "discriminator_loss_is_minimised",
    "gaussian_classes",
    "generator_loss_at_any_discriminator",
    "generator_loss_is_a_divergence",
    "gradient_explodes",
    "gradient_explodes_to_the_left",
    "gradient_explodes_to_the_right",
    "gradient_of_the_minimax_loss",
    "gradient_under_the_expectation",
    "kl_explodes",
    "kl_of_shifted_gaussians",
    "likelihood_objective",
    "logit_of_a_pair",
    "logit_of_the_optimal_discriminator",
    "no_discriminator_minimises",
    "objectives_differ",
    "projection",
    "small_output_small_gradient",
]
