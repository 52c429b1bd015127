"""Deep Learning, homework 5: divergences, vanishing gradients, the KL term of a VAE, and metrics."""

from .generative_adversarial_networks import (
    best_discriminator,
    divergence_is_never_negative,
    divergence_is_symmetric,
    generator_learns_nothing,
    loss_at_the_best_discriminator,
    loss_at_the_best_discriminator_as_handed_in,
    loss_is_least_at_the_best_discriminator,
    slope_at_a_rejected_fake,
    slope_of_the_sigmoid,
)
from .generative_metrics import (
    an_outlier_moves_the_distance,
    cats_only,
    frechet_distance_in_one_dimension,
    frechet_distance_of_diagonal_gaussians,
    inception_score_knows_no_real_images,
    inception_score_of_certain_labels,
    inception_score_of_two_images,
    lost_diversity_is_seen,
    nearest_gaussian,
)
from .jensen_shannon_divergence import (
    closed_form_of_the_integral,
    density_of_the_laplace_law,
    integrand_simplified,
    terms_of_the_atoms_as_handed_in,
)
from .variational_free_energy import (
    conditional_density,
    free_energy,
    free_energy_as_handed_in,
    kl_to_the_standard_normal,
    kl_to_the_standard_normal_as_handed_in,
    moments_of_a_gaussian,
)

__all__ = [
    "an_outlier_moves_the_distance",
    "best_discriminator",
    "cats_only",
    "closed_form_of_the_integral",
    "conditional_density",
    "density_of_the_laplace_law",
    "divergence_is_never_negative",
    "divergence_is_symmetric",
    "frechet_distance_in_one_dimension",
    "frechet_distance_of_diagonal_gaussians",
    "free_energy",
    "free_energy_as_handed_in",
    "generator_learns_nothing",
    "inception_score_knows_no_real_images",
    "inception_score_of_certain_labels",
    "inception_score_of_two_images",
    "integrand_simplified",
    "kl_to_the_standard_normal",
    "kl_to_the_standard_normal_as_handed_in",
    "loss_at_the_best_discriminator",
    "loss_at_the_best_discriminator_as_handed_in",
    "loss_is_least_at_the_best_discriminator",
    "lost_diversity_is_seen",
    "moments_of_a_gaussian",
    "nearest_gaussian",
    "slope_at_a_rejected_fake",
    "slope_of_the_sigmoid",
    "terms_of_the_atoms_as_handed_in",
]
