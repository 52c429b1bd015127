"""Importance weighted bounds on the log-likelihood, and the concavity that they rest on."""

from sympy import Derivative, log

from derive import Positive, UnitInterval, at_most, below, calc, derivation, equals

SOURCE = "IFT 6135, assignment 4, problem 2"


@derivation(source=SOURCE)
def the_logarithm_is_concave(a: Positive, b: Positive, t: UnitInterval):
    """log'' < 0, and the graph of the logarithm lies above its secants."""
    curvature = calc(Derivative(log(a), (a, 2)), equals(-1 / a**2), below(0, by="a square"))
    secant = calc(t * log(a) + (1 - t) * log(b), at_most(log(t * a + (1 - t) * b), by="Jensen"))
    return curvature, secant
