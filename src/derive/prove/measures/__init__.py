"""Provers of statements about all densities: integrals in normal form, and inequalities between them."""
