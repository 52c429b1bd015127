"""Vectors and matrices of symbolic size: the nodes of a line, and the words that write them."""
