"""Advanced Machine Learning, exercise sheet 3: the optimal discriminator."""

from .optimal_discriminator import maximising_discriminator, values_of_the_optimal_discriminator

__all__ = ["maximising_discriminator", "values_of_the_optimal_discriminator"]
