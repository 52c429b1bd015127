"""IFT 6135, assignment 4: reparametrisation, importance weighting, maximum likelihood for GANs.

Its claims follow: they speak of vectors and of abstract densities, which the language does not have yet.
"""
