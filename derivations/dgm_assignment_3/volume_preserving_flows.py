"""A flow with constant Jacobian determinant cannot come near a plateau with steep slopes.

The target p is 0.9 on the unit square B and falls off linearly around it; q is the density of a flow from
N(0, I) with |det J| = J everywhere.  Where q is at least 0.9 - e is the set A: a disc in latent space, whose
image cannot fill B unless J suits it.  On what A leaves of B the two laws differ, and Pinsker does the rest.
"""

from sympy import Derivative, Eq, Integral, Piecewise, Rational, Subs, Symbol, exp, log, oo, pi, sqrt

from derive import (
    Nonnegative, Positive, Real, UnitInterval, above, assumed, at_least, at_most, below, calc, derivation, equals,
    iff, implies, rounds_to, tends_to,
)  # fmt: skip
from derive.terms import independent, maximum, minimum, normal, over, plus, pushforward_density, times

SOURCE = "Deep Generative Models (fall 2024), assignment 3, problem 2"

top = Rational(9, 10)
half = Rational(1, 2)
x = Symbol("x", real=True)
y = Symbol("y", real=True)
