"""Advanced Machine Learning, exercise sheet 3: reparametrisation, and the optimal discriminator."""

from .networks import (
    any_networks_around_a_noisy_code,
    any_networks_around_code_and_noise,
    any_networks_behind_noisy_data,
    linear_networks_around_a_noisy_code,
    linear_networks_behind_noisy_data,
)
from .optimal_discriminator import (
    hint,
    loss_over_the_noise,
    maximiser_at_the_ends,
    maximising_discriminator,
    no_discriminator_does_better,
    values_of_the_optimal_discriminator,
)
from .reparametrisation import (
    fixed_samples_mislead_the_encoder,
    fixed_samples_mislead_the_variance,
    negative_variance,
    noise_beside_the_code,
    noise_on_the_code,
    noise_on_the_data,
    variance_put_right,
)

__all__ = [
    "any_networks_around_a_noisy_code",
    "any_networks_around_code_and_noise",
    "any_networks_behind_noisy_data",
    "fixed_samples_mislead_the_encoder",
    "fixed_samples_mislead_the_variance",
    "hint",
    "linear_networks_around_a_noisy_code",
    "linear_networks_behind_noisy_data",
    "loss_over_the_noise",
    "maximiser_at_the_ends",
    "maximising_discriminator",
    "negative_variance",
    "no_discriminator_does_better",
    "noise_beside_the_code",
    "noise_on_the_code",
    "noise_on_the_data",
    "values_of_the_optimal_discriminator",
    "variance_put_right",
]
