"""A divergence between two atoms and a Laplace density, as it was handed in, and the integral in it.

P has the mass 1/2 at 0 and at 1; Q has the density e^{-|x|} / 2.  The homework puts masses and densities into one
logarithm, and says of the integral that it has no closed form.
"""

from sympy import Abs, Derivative, Integral, Rational, Symbol, exp, log, oo

from derive import Real, below, calc, derivation, equals, tends_to
from derive.terms import over, plus

SOURCE = "Deep Learning, homework 5, problem 1(a)"

half, quarter = Rational(1, 2), Rational(1, 4)
three_quarters = Rational(3, 4)
x = Symbol("x", real=True)


def antiderivative(u):
    """Of log(1 / (3/4 + e^x/4)) e^{-x}, with u = e^{-x}."""
    return (3 * u + 1) * log(3 * u + 1) / 3 - u * log(u) - 2 * log(2) * u


@derivation(source=SOURCE)
def density_of_the_laplace_law():
    """e^{-|x|} / 2 is a density."""
    return calc(Integral(half * exp(-Abs(x)), (x, -oo, oo)), equals(1, by="two halves of 1/2"))


@derivation(source=SOURCE)
def terms_of_the_atoms_as_handed_in():
    """The two logarithms are said to cancel; they add up to log(4/3) / 2."""
    printed = Rational(2231, 10000)
    return calc(
        plus(half * log(over(half, three_quarters)), half * log(over(half, quarter))),
        equals(
            plus(-printed, printed),
            by="numbers put in",
            erratum="the logarithms are -0.2027 and 0.3466, and do not cancel",
            correction=equals(half * log(Rational(4, 3))),
        ),
        equals(0, by="they cancel"),
    )


@derivation(source=SOURCE)
def integrand_simplified(u: Real):
    """Numerator and denominator of the logarithm's argument are divided by e^{-|x|}."""
    density = half * exp(-Abs(u))
    return calc(
        density * log(over(exp(-Abs(u)), three_quarters * exp(-Abs(u)) + quarter)),
        equals(density * log(1 / (three_quarters + quarter * exp(Abs(u)))), by="e^{-|x|} e^{|x|} = 1"),
    )


@derivation(source=SOURCE)
def closed_form_of_the_integral(u: Real):
    """The integral said to have no closed form is -2/3 log 2: twice its half, an elementary antiderivative."""
    elementary = calc(
        Derivative(antiderivative(exp(-u)), u),
        equals(exp(-u) * log(1 / (three_quarters + quarter * exp(u))), by="an antiderivative of the right half"),
    )
    at_infinity = calc(antiderivative(exp(-u)), tends_to(0, as_=(u, oo), by="t log t -> 0"))
    at_zero = calc(-antiderivative(exp(-u)).subs(u, 0), equals(-2 * log(2) / 3, by="4/3 log 4 - 2 log 2"))
    negative = calc(half * at_zero.conclusion, below(0, by="what is left as the divergence is negative: no divergence is"))
    return elementary, at_infinity, at_zero, negative
