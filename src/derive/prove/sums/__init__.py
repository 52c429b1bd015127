"""Closed forms of sums and products, each with a certificate that is checked."""
