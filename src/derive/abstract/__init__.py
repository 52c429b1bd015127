"""Variables that are no numbers: densities, functions, points of a space, vectors, matrices.

A page that speaks of all densities, or of vectors of any size, is decided by three mechanisms: *kinds*
say what a variable may be, *worlds* make every such variable concrete and thereby refute, and provers
of their own reason about all of them.
"""
