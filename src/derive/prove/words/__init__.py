"""Vectors and matrices of symbolic size: a normal form of words, and what is proved by it."""
