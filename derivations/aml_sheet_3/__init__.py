"""Advanced Machine Learning, exercise sheet 3: reparametrisation, and the optimal discriminator."""

from .optimal_discriminator import (
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
    "fixed_samples_mislead_the_encoder",
    "fixed_samples_mislead_the_variance",
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
