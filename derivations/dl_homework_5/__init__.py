"""Deep Learning, homework 5: vanishing gradients in a GAN, and the KL term of a VAE."""

from .generative_adversarial_networks import (
    generator_learns_nothing,
    slope_at_a_rejected_fake,
    slope_of_the_sigmoid,
)
from .variational_free_energy import (
    kl_to_the_standard_normal,
    kl_to_the_standard_normal_as_handed_in,
    moments_of_a_gaussian,
)

__all__ = [
    "generator_learns_nothing",
    "kl_to_the_standard_normal",
    "kl_to_the_standard_normal_as_handed_in",
    "moments_of_a_gaussian",
    "slope_at_a_rejected_fake",
    "slope_of_the_sigmoid",
]
