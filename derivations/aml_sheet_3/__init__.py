"""Advanced Machine Learning, exercise sheet 3: reparametrisation, and the optimal discriminator."""

from .optimal_discriminator import maximising_discriminator, values_of_the_optimal_discriminator
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
    "maximising_discriminator",
    "negative_variance",
    "noise_beside_the_code",
    "noise_on_the_code",
    "noise_on_the_data",
    "values_of_the_optimal_discriminator",
    "variance_put_right",
]
