"""Antiderivatives and their integrands in the complex reading: all parameters real, of either sign.

The true rows are those of any table of integrals; each false row has one slip.
"""

from __future__ import annotations

from .table import Row


def row(words: str, antiderivative: str, integrand: str, let: str = "x=real") -> Row:
    """An antiderivative, differentiated in x, and what it is claimed to give."""
    return Row(words, f"Derivative({antiderivative}, x)", "=", integrand, let, (), "complex")


A, AB = "x=real, a=real", "x=real, a=real, b=real"
ABC, ABCD = AB + ", c=real", AB + ", c=real, d=real"
ABM, ABN = AB + ", m=real", AB + ", n=real"
CN = "x=real, c=real, n=real"

TRUE = [
    row("a linear reciprocal", "log(a + b*x)/b", "1/(a + b*x)", AB),
    row("a linear power with a symbolic exponent", "(a + b*x)**(m + 1)/(b*(m + 1))", "(a + b*x)**m", ABM),
    row("two linear factors", "(log(a + b*x) - log(c + d*x))/(b*c - a*d)", "1/((a + b*x)*(c + d*x))", ABCD),
    row("a root of a linear factor over x", "-2*atanh(sqrt(a + b*x)/sqrt(a))/sqrt(a)", "1/(x*sqrt(a + b*x))", AB),
    row("two roots of linear factors", "2*atanh(sqrt(d)*sqrt(a + b*x)/(sqrt(b)*sqrt(c + d*x)))/(sqrt(b)*sqrt(d))",
        "1/(sqrt(a + b*x)*sqrt(c + d*x))", ABCD),
    row("an arctangent with roots of parameters of open sign", "atan(x*sqrt(b)/sqrt(a))/(sqrt(a)*sqrt(b))", "1/(a + b*x**2)", AB),
    row("a quadratic trinomial", "-2*atanh((b + 2*c*x)/sqrt(b**2 - 4*a*c))/sqrt(b**2 - 4*a*c)", "1/(a + b*x + c*x**2)", ABC),
    row("a root of a trinomial", "atanh((b + 2*c*x)/(2*sqrt(c)*sqrt(a + b*x + c*x**2)))/sqrt(c)", "1/sqrt(a + b*x + c*x**2)", ABC),
    row("a root of a binomial over x", "-atanh(sqrt(a + b*x**2)/sqrt(a))/sqrt(a)", "1/(x*sqrt(a + b*x**2))", AB),
    row("a binomial with a symbolic exponent", "log(x)/a - log(a + b*x**n)/(a*n)", "1/(x*(a + b*x**n))", ABN),
    row("a fourth root", "atan(b**(1/4)*x/(a + b*x**4)**(1/4))/(2*b**(1/4)) + atanh(b**(1/4)*x/(a + b*x**4)**(1/4))/(2*b**(1/4))",
        "(a + b*x**4)**(-1/4)", AB),
    row("a biquadratic trinomial", "-atanh((b + 2*c*x**2)/sqrt(b**2 - 4*a*c))/sqrt(b**2 - 4*a*c)", "x/(a + b*x**2 + c*x**4)", ABC),
    row("a nested root", "4*sqrt(1 + sqrt(x))*(sqrt(x) - 2)/3", "1/sqrt(1 + sqrt(x))"),
    row("sixth roots", "2*sqrt(x) - 3*x**(1/3) + 6*x**(1/6) - 6*log(1 + x**(1/6))", "1/(sqrt(x) + x**(1/3))"),
    row("a root of a sine", "2*elliptic_e((a + b*x - pi/2)/2, 2)/b", "sqrt(sin(a + b*x))", AB),
    row("an exponential times x", "E**(a + b*x)*(x/b - 1/b**2)", "x*E**(a + b*x)", AB),
    row("a Gauss function", "sqrt(pi)*erfi(sqrt(b)*x)/(2*sqrt(b))", "E**(b*x**2)", "x=real, b=real"),
    row("an exponential over x", "E**a*Ei(b*x)", "E**(a + b*x)/x", AB),
    row("a dilogarithm of an exponential", "x**2/2 - x*log(1 + E**x) - polylog(2, -E**x)", "x/(1 + E**x)"),
    row("a logarithm of a power", "x*log(c*x**n) - n*x", "log(c*x**n)", CN),
    row("a power times a logarithm", "x**(m + 1)*log(x)/(m + 1) - x**(m + 1)/(m + 1)**2", "x**m*log(x)", "x=real, m=real"),
    row("a logarithm of a logarithm", "x*log(log(x)) - li(x)", "log(log(x))"),
    row("a logarithm of a linear factor over x", "log(c*(a + b*x))*log(-b*x/a) + polylog(2, 1 + b*x/a)", "log(c*(a + b*x))/x", ABC),
    row("a secant", "atanh(sin(a + b*x))/b", "sec(a + b*x)", AB),
    row("a secant cubed", "sec(a + b*x)*tan(a + b*x)/(2*b) + atanh(sin(a + b*x))/(2*b)", "sec(a + b*x)**3", AB),
    row("a reciprocal of one plus a tangent", "a*x/(a**2 + b**2) + b*log(a*cos(x) + b*sin(x))/(a**2 + b**2)", "1/(a + b*tan(x))", AB),
    row("a cosine in the denominator", "2*atan(sqrt(a - b)*tan(x/2)/sqrt(a + b))/(sqrt(a - b)*sqrt(a + b))", "1/(a + b*cos(x))", AB),
    row("Fresnel's sine", "sqrt(pi/2)*fresnels(sqrt(2/pi)*x)", "sin(x**2)"),
    row("a sine over a square", "-sin(a + b*x)/x + b*cos(a)*Ci(b*x) - b*sin(a)*Si(b*x)", "sin(a + b*x)/x**2", AB),
    row("an arcsine", "x*asin(a*x) + sqrt(1 - a**2*x**2)/a", "asin(a*x)", A),
    row("a squared arcsine", "x*asin(a*x)**2 - 2*x + 2*sqrt(1 - a**2*x**2)*asin(a*x)/a", "asin(a*x)**2", A),
    row("an arctangent over x", "I*polylog(2, -I*a*x)/2 - I*polylog(2, I*a*x)/2", "atan(a*x)/x", A),
    row("an inverse secant", "x*asec(a*x) - atanh(sqrt(1 - 1/(a**2*x**2)))/a", "asec(a*x)", A),
    row("an inverse cosecant", "x*acsc(a*x) + atanh(sqrt(1 - 1/(a**2*x**2)))/a", "acsc(a*x)", A),
    row("an inverse hyperbolic cosine", "x*acosh(a*x) - sqrt(a*x - 1)*sqrt(a*x + 1)/a", "acosh(a*x)", A),
    row("an inverse hyperbolic cosecant", "x*acsch(a*x) + atanh(sqrt(1 + 1/(a**2*x**2)))/a", "acsch(a*x)", A),
    row("an inverse hyperbolic tangent", "x*atanh(a*x) + log(1 - a**2*x**2)/(2*a)", "atanh(a*x)", A),
    row("a hyperbolic cosine integral", "Chi(asinh(a*x))/a", "1/asinh(a*x)", A),
    row("an error function", "x*erf(b*x) + E**(-b**2*x**2)/(b*sqrt(pi))", "erf(b*x)", "x=real, b=real"),
    row("a sine integral", "x*Si(b*x) + cos(b*x)/b", "Si(b*x)", "x=real, b=real"),
    row("a logarithmic integral", "x*li(x) - Ei(2*log(x))", "li(x)"),
    row("an incomplete gamma function", "x*uppergamma(0, a*x) - E**(-a*x)/a", "uppergamma(0, a*x)", A),
    row("a derivative of a gamma function", "gamma(a + b*x)/b", "gamma(a + b*x)*digamma(a + b*x)", AB),
    row("a power of a square", "x*(c*x**2)**(3/2)/4", "(c*x**2)**(3/2)", "x=real, c=real"),
    row("a root of a quotient", "asin(sqrt(x)) - sqrt(x)*sqrt(1 - x)", "sqrt(x)/sqrt(1 - x)"),
]

FALSE = [
    row("a lost inner derivative", "log(a + b*x)", "1/(a + b*x)", AB),
    row("an exponent off by one", "(a + b*x)**(m + 1)/(b*m)", "(a + b*x)**m", ABM),
    row("a hyperbolic for a circular arctangent", "atanh(x*sqrt(b)/sqrt(a))/(sqrt(a)*sqrt(b))", "1/(a + b*x**2)", AB),
    row("a discriminant with a plus", "-2*atanh((b + 2*c*x)/sqrt(b**2 + 4*a*c))/sqrt(b**2 + 4*a*c)", "1/(a + b*x + c*x**2)", ABC),
    row("a sign in integration by parts", "E**(a + b*x)*(x/b + 1/b**2)", "x*E**(a + b*x)", AB),
    row("a modulus of an elliptic integral without its square", "elliptic_f(asin(x), k)", "1/(sqrt(1 - x**2)*sqrt(1 - k**2*x**2))", "x=real, k=real"),
    row("an error function for its imaginary companion", "sqrt(pi)*erf(sqrt(b)*x)/(2*sqrt(b))", "E**(b*x**2)", "x=real, b=real"),
    row("a dilogarithm with the wrong sign", "x**2/2 - x*log(1 + E**x) + polylog(2, -E**x)", "x/(1 + E**x)"),
    row("a cosecant for a secant", "atanh(sin(a + b*x))/b", "csc(a + b*x)", AB),
    row("a root on one half of the line", "sqrt(x**2)", "1"),
    row("an inverse hyperbolic secant by a formula that fails left of minus one", "asech(x)", "-1/(x*sqrt(1 - x**2))"),
    row("a modulus off the real line", "Abs(x + I)", "sign(x + I)"),
    row("merged roots of linear factors", "acosh(x)", "1/sqrt(x**2 - 1)"),
    row("a logarithm of a product without its second half", "x*log(c*x**n) - x", "log(c*x**n)", CN),
    row("a hyperbolic cosine integral of the wrong inverse", "Chi(acosh(a*x))/a", "1/asinh(a*x)", A),
    row("a power of a square without its sign", "x**4*c**(3/2)/4", "(c*x**2)**(3/2)", "x=real, c=real"),
]
