"""A divergence between two atoms and a Laplace density, as it was handed in, and the integral in it.

P has the mass 1/2 at 0 and at 1; Q has the density e^{-|x|} / 2.  The homework puts masses and densities into one
logarithm, and says of the integral that it has no closed form.
"""

from sympy import Abs, Derivative, Eq, Integral, Piecewise, Rational, Symbol, exp, log, oo

from derive import Density, Nonzero, Positive, Real, UnitInterval, below, calc, derivation, equals, tends_to
from derive.terms import expectation, jsd, laplace, mixture, not_differentiable, over, plus, point_mass

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
    negative = calc(
        half * at_zero.conclusion, below(0, by="what is left as the divergence is negative: no divergence is")
    )
    return elementary, at_infinity, at_zero, negative


@derivation(source=SOURCE)
def definition_of_the_divergence(p: Density, q: Density):
    """JSD is half the sum of the divergences of p and q from their mean."""

    def mean(x):
        return (p(x) + q(x)) / 2

    return calc(
        jsd(p, q),
        equals(
            half * expectation(p, lambda x: log(p(x) / mean(x))) + half * expectation(q, lambda x: log(q(x) / mean(x))),
            by="KL(p || m) is E_p[log(p / m)]",
        ),
    )


@derivation(source=SOURCE)
def divergence_as_handed_in(integral: Real):
    """The divergence of the two laws is log 2, as they share no point; line by line it becomes a negative number."""
    P = mixture([(half, point_mass(0)), (half, point_mass(1))])
    Q = laplace(mean=0, scale=1)
    atoms = plus(half * log(over(half, three_quarters)), half * log(over(half, quarter)))
    printed = Rational(2231, 10000)
    value = -2 * log(2) / 3
    mixed = calc(
        jsd(P, Q),
        equals(
            half * atoms + half * value,
            by="the two divergences from the mean",
            reading="the integral by its closed form, which is shown below",
            erratum="masses of P and values of the density of Q cannot be averaged point by point: P and Q share no mass",
            correction=equals(log(2)),
        ),
    )
    cancelled = calc(
        half * atoms + half * integral,
        equals(
            half * plus(-printed, printed) + half * integral,
            by="numbers put in",
            reading="the integral as a letter; its integrand is simplified below",
            erratum="the logarithms are -0.2027 and 0.3466, and do not cancel",
            correction=equals(half * half * log(Rational(4, 3)) + half * integral),
        ),
        equals(half * integral, by="-0.2231 + 0.2231 = 0"),
    )
    return mixed, cancelled


@derivation(source=SOURCE)
def divergence_of_atoms_and_a_density(w: UnitInterval, s: Positive):
    """Whatever the masses w and 1 - w and the scale s: the divergence is log 2, and smooth in both."""
    P = mixture([(w, point_mass(0)), (1 - w, point_mass(1))])
    Q = laplace(mean=0, scale=s)
    value = calc(jsd(P, Q), equals(log(2), by="no mass in common"))
    in_the_masses = calc(Derivative(jsd(P, Q), w), equals(0, by="a constant"))
    in_the_scale = calc(Derivative(jsd(P, Q), s), equals(0, by="a constant"))
    return value, in_the_masses, in_the_scale


@derivation(source=SOURCE)
def divergence_that_is_not_differentiable(t: Nonzero, u: Real):
    """An answer: point masses at 0 and t have the divergence log 2 for t != 0, and 0 for t = 0."""
    apart = calc(jsd(point_mass(0), point_mass(t)), equals(log(2), by="no mass in common"))
    together = calc(jsd(point_mass(0), point_mass(0)), equals(0, by="equal laws"))
    jump = not_differentiable(Piecewise((0, Eq(u, 0)), (log(2), True)), at={u: 0}, name="jump")
    return apart, together, jump
