"""CS 236 (winter 2023), problem set 3: GAN gradients, optimal discriminators, KL of narrow Gaussians."""

from .divergence_minimization import discriminator_loss_is_minimised, logit_of_the_optimal_discriminator
from .generative_adversarial_networks import gradient_of_the_minimax_loss, small_output_small_gradient
from .wasserstein_gan import (
    a_line_minimises,
    gradient_explodes_to_the_left,
    gradient_explodes_to_the_right,
    kl_explodes,
    kl_of_shifted_gaussians,
    no_discriminator_minimises,
)

__all__ = [
    "a_line_minimises",
    "discriminator_loss_is_minimised",
    "gradient_explodes_to_the_left",
    "gradient_explodes_to_the_right",
    "gradient_of_the_minimax_loss",
    "kl_explodes",
    "kl_of_shifted_gaussians",
    "logit_of_the_optimal_discriminator",
    "no_discriminator_minimises",
    "small_output_small_gradient",
]
