"""Claims with known truth, in the notation that users write: what the engine must prove, and what it must refute.

Each row: an id in words, lhs, relation, rhs, the declared symbols, conditions.  TRUE rows hold wherever both
sides have a value; each FALSE row fails at some admissible point at which both have one.  The facts are
those of any textbook; the false rows are the slips that people make, and the traps that make checkers lie.
"""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """One claim; `let` is written as on the command line: ``x=real, n=integer``."""

    words: str
    lhs: str
    relation: str
    rhs: str
    let: str = ""
    assume: tuple[str, ...] = ()
    values: str | None = None


X, XY, P, Z, N = "x=real", "x=real, y=real", "p=positive", "z=complex", "n=integer"

ALGEBRA_TRUE = [
    Row("the square of a sum", "(x + y)**2", "=", "x**2 + 2*x*y + y**2", XY),
    Row("a difference of cubes", "x**3 - y**3", "=", "(x - y)*(x**2 + x*y + y**2)", XY),
    Row("a fraction that narrows", "(x**2 - 1)/(x - 1)", "=", "x + 1", X),
    Row("partial fractions", "1/(x*(x + 1))", "=", "1/x - 1/(x + 1)", X),
    Row("a telescope of fractions", "1/(x - 1) - 1/(x + 1)", "=", "2/(x**2 - 1)", X),
    Row("a continued fraction", "1/(1 + 1/(1 + 1/x))", "=", "(x + 1)/(2*x + 1)", X),
    Row("a rationalised denominator", "1/(sqrt(x) + sqrt(y))", "=", "(sqrt(x) - sqrt(y))/(x - y)", "x=positive, y=positive"),
    Row("a nested root", "sqrt(3 + 2*sqrt(2))", "=", "1 + sqrt(2)"),
    Row("a nested root of Ramanujan's", "cbrt(cbrt(2) - 1)", "=", "cbrt(1/9) - cbrt(2/9) + cbrt(4/9)"),
    Row("the golden ratio", "GoldenRatio**2", "=", "GoldenRatio + 1"),
    Row("a decimal literal is an exact rational", "0.1 + 0.2", "=", "0.3"),
    Row("zero to the power zero is one", "x**0", "=", "1", X),
    Row("Sophie Germain", "x**4 + 4*y**4", "=", "(x**2 + 2*y**2 + 2*x*y)*(x**2 + 2*y**2 - 2*x*y)", XY),
    Row("the product of two sums of squares", "(a**2 + b**2)*(x**2 + y**2)", "=", "(a*x - b*y)**2 + (a*y + b*x)**2",
        "a=real, b=real, x=real, y=real"),
    Row("a square root over the reals is a modulus", "sqrt(x**2)", "=", "Abs(x)", X),
    Row("a product of roots in the real reading", "sqrt(x)*sqrt(y)", "=", "sqrt(x*y)", XY),
    Row("the modulus of a product", "Abs(x*y)", "=", "Abs(x)*Abs(y)", XY),
    Row("the maximum through the modulus", "Max(x, y)", "=", "(x + y + Abs(x - y))/2", XY),
    Row("maximum and minimum add up", "Max(x, y) + Min(x, y)", "=", "x + y", XY),
    Row("sign times modulus", "sign(x)*Abs(x)", "=", "x", X),
    Row("a root of a quotient of positives", "sqrt(p/q)", "=", "sqrt(p)/sqrt(q)", "p=positive, q=positive"),
    Row("a symbolic power of a power of a positive number", "(p**x)**y", "=", "p**(x*y)", "p=positive, x=real, y=real"),
    Row("powers of the same base", "p**x*p**y", "=", "p**(x + y)", "p=positive, x=real, y=real"),
    Row("a root of a monomial", "(c*p**n)**(1/n)", "=", "c**(1/n)*p", "c=positive, p=positive, n=nonzero"),
    Row("an even number squared", "n**2", "=", "4*k**2", "n=integer, k=integer", ("Eq(n, 2*k)",)),
]

ALGEBRA_FALSE = [
    Row("the square of a sum without its middle term", "(x + y)**2", "=", "x**2 + y**2", XY),
    Row("a square root over the reals is no identity", "sqrt(x**2)", "=", "x", X),
    Row("a root of a sum", "sqrt(x**2 + y**2)", "=", "x + y", XY),
    Row("one over a sum", "1/(x + y)", "=", "1/x + 1/y", XY),
    Row("a fraction cancelled term by term", "(x + y)/(x + 2*y)", "=", "1/2", XY),
    Row("a power of a sum", "(x + y)**3", "=", "x**3 + y**3", XY),
    Row("an exponent added where it multiplies", "(p**x)**y", "=", "p**(x + y)", "p=positive, x=real, y=real"),
    Row("a minus squared away", "-x**2", "=", "(-x)**2", X),
    Row("a near identity of rationals", "10**20/(10**20 + 1)", "=", "1"),
    Row("a sum of square roots that agrees to 20 digits", "sqrt(1000001) + sqrt(1000025) + sqrt(1000031) + sqrt(1000084) + "
        "sqrt(1000087) + sqrt(1000134) + sqrt(1000158) + sqrt(1000182) + sqrt(1000198)", "=",
        "sqrt(1000002) + sqrt(1000018) + sqrt(1000042) + sqrt(1000066) + sqrt(1000113) + sqrt(1000116) + "
        "sqrt(1000169) + sqrt(1000175) + sqrt(1000199)"),
    Row("Ramanujan's constant is no integer", "exp(pi*sqrt(163))", "=", "262537412640768744"),
    Row("a polynomial that vanishes at small whole numbers", "x*(x - 1)*(x + 1)*(x - 2)*(x + 2)*(x - 3)*(x + 3)", "=", "0", X),
    Row("an underflow", "exp(-1000)", "=", "0"),
    Row("two tiny numbers", "1/factorial(2004)", "=", "1/factorial(2006)"),
    Row("a modulus of a sum", "Abs(x + y)", "=", "Abs(x) + Abs(y)", XY),
    Row("the cube root of a negative number is no principal root", "(-8)**(1/3)", "=", "-2", "", (), "complex"),
    Row("a condition that is needed", "Abs(x - y)", "=", "y - x", XY),
]

LOGS_TRUE = [
    Row("the logarithm of a product of positives", "log(p*q)", "=", "log(p) + log(q)", "p=positive, q=positive"),
    Row("the logarithm of a square narrows", "log(x**2)", "=", "2*log(x)", X),
    Row("the logarithm of a square", "log(x**2)", "=", "2*log(Abs(x))", X),
    Row("the exponential of a logarithm", "exp(log(x))", "=", "x", X),
    Row("the logarithm of an exponential", "log(exp(x))", "=", "x", X),
    Row("a logarithm with a modulus that SymPy's equals denies", "log(Abs(x**2 - 1))", "=", "log(x + 1) + log(Abs(x - 1))", "x=positive"),
    Row("softplus by its reflection", "log(1 + exp(x))", "=", "x + log(1 + exp(-x))", X),
    Row("the sigmoid by its reflection", "1/(1 + exp(-x))", "=", "1 - 1/(1 + exp(x))", X),
    Row("tanh of half the argument", "tanh(x/2)", "=", "2/(1 + exp(-x)) - 1", X),
    Row("a log-ratio", "log(a/b)", "=", "-log(b/a)", "a=positive, b=positive"),
    Row("a change of base", "log(8)/log(2)", "=", "3"),
    Row("a power as an exponential", "p**x", "=", "exp(x*log(p))", "p=positive, x=real"),
    Row("logsumexp is shifted", "log(exp(x) + exp(y))", "=", "x + log(1 + exp(y - x))", XY),
    Row("the derivative of softplus", "Derivative(log(1 + exp(x)), x)", "=", "1/(1 + exp(-x))", X),
    Row("the derivative of the sigmoid", "Derivative(1/(1 + exp(-x)), x)", "=", "exp(-x)/(1 + exp(-x))**2", X),
    Row("the logit of the sigmoid", "log((1/(1 + exp(-x)))/(1 - 1/(1 + exp(-x))))", "=", "x", X),
    Row("Bernoulli's divergence through logits", "q*log(q/(1/(1 + exp(-t)))) + (1 - q)*log((1 - q)/(1 - 1/(1 + exp(-t))))", "=",
        "q*log(q) + (1 - q)*log(1 - q) - q*t + log(1 + exp(t))", "q=unit_interval, t=real"),
    Row("the density of a normal law in logarithms", "log(exp(-(x - m)**2/(2*s**2))/sqrt(2*pi*s**2))", "=",
        "-(x - m)**2/(2*s**2) - log(2*pi)/2 - log(s)", "x=real, m=real, s=positive"),
]

LOGS_FALSE = [
    Row("the logarithm of a sum", "log(p + q)", "=", "log(p) + log(q)", "p=positive, q=positive"),
    Row("a quotient of logarithms", "log(p)/log(q)", "=", "log(p) - log(q)", "p=positive, q=positive"),
    Row("a lost sign in a log-ratio", "log(p/(1 - p))", "=", "log(p) + log(1 - p)", "p=unit_interval"),
    Row("an exponential of a product", "exp(x*y)", "=", "exp(x)*exp(y)", XY),
    Row("a missing logarithm", "log(1 + exp(x))", "=", "x", X),
    Row("a variance for a standard deviation", "log(s**2)", "=", "log(s)", "s=positive"),
    Row("the derivative of the sigmoid without its second factor", "Derivative(1/(1 + exp(-x)), x)", "=", "1/(1 + exp(-x))", X),
    Row("the logarithm of a square is wider than twice the logarithm of a modulus doubled", "log(x**2)", "=", "4*log(Abs(x))", X),
    Row("tanh for the sigmoid", "tanh(x)", "=", "2/(1 + exp(-x)) - 1", X),
]

TRIGONOMETRY_TRUE = [
    Row("Pythagoras", "sin(x)**2 + cos(x)**2", "=", "1", X),
    Row("a double angle", "cos(2*x)", "=", "1 - 2*sin(x)**2", X),
    Row("a triple angle", "sin(3*x)", "=", "3*sin(x) - 4*sin(x)**3", X),
    Row("a sum of angles for the tangent", "tan(x + y)", "=", "(tan(x) + tan(y))/(1 - tan(x)*tan(y))", XY),
    Row("half an angle for the tangent", "tan(x/2)", "=", "sin(x)/(1 + cos(x))", X),
    Row("a product to a sum", "sin(x)*cos(y)", "=", "(sin(x + y) + sin(x - y))/2", XY),
    Row("the secant", "1 + tan(x)**2", "=", "sec(x)**2", X),
    Row("the hyperbolic Pythagoras", "cosh(x)**2 - sinh(x)**2", "=", "1", X),
    Row("a hyperbolic double angle", "sinh(2*x)", "=", "2*sinh(x)*cosh(x)", X),
    Row("the inverse hyperbolic sine", "asinh(x)", "=", "log(x + sqrt(x**2 + 1))", X),
    Row("the inverse hyperbolic tangent", "atanh(x)", "=", "log((1 + x)/(1 - x))/2", X),
    Row("sine and cosine of the inverse", "sin(acos(x))", "=", "sqrt(1 - x**2)", X),
    Row("complementary angles", "asin(x) + acos(x)", "=", "pi/2", X),
    Row("the arctangent of a reciprocal of a positive number", "atan(x) + atan(1/x)", "=", "pi/2", "x=positive"),
    Row("the sine of fifteen degrees", "sin(pi/12)", "=", "(sqrt(6) - sqrt(2))/4"),
    Row("the cosine of thirty-six degrees", "cos(pi/5)", "=", "(1 + sqrt(5))/4"),
    Row("a product of cosines", "cos(pi/7)*cos(2*pi/7)*cos(3*pi/7)", "=", "1/8"),
    Row("Machin's formula", "4*atan(1/5) - atan(1/239)", "=", "pi/4"),
    Row("a sum over whole turns", "sin(x + 2*pi*n)", "=", "sin(x)", "x=real, n=integer"),
    Row("a sign at half turns", "cos(pi*n)", "=", "(-1)**n", N),
    Row("the tangent of its inverse", "tan(atan(x))", "=", "x", X),
    Row("the derivative of the arctangent", "Derivative(atan(x), x)", "=", "1/(1 + x**2)", X),
    Row("the derivative of the tangent", "Derivative(tan(x), x)", "=", "1 + tan(x)**2", X),
]

TRIGONOMETRY_FALSE = [
    Row("a linear sine", "sin(2*x)", "=", "2*sin(x)", X),
    Row("a sine of a sum", "sin(x + y)", "=", "sin(x) + sin(y)", XY),
    Row("a sign in the double angle", "cos(2*x)", "=", "1 - 2*cos(x)**2", X),
    Row("the inverse sine undoes the sine nowhere but near zero", "asin(sin(x))", "=", "x", X),
    Row("the arctangent of a reciprocal on both sides of zero", "atan(x) + atan(1/x)", "=", "pi/2", "x=nonzero"),
    Row("degrees for radians", "sin(30)", "=", "1/2"),
    Row("a sum of arctangents beyond the quarter turn", "atan(x) + atan(y)", "=", "atan((x + y)/(1 - x*y))", XY),
    Row("the hyperbolic Pythagoras with a plus", "cosh(x)**2 + sinh(x)**2", "=", "1", X),
    Row("the derivative of the cosine without its sign", "Derivative(cos(x), x)", "=", "sin(x)", X),
    Row("an inner derivative that is lost", "Derivative(sin(x**2), x)", "=", "cos(x**2)", X),
    Row("a root of a squared cosine", "sqrt(1 - sin(x)**2)", "=", "cos(x)", X),
]

PLANE_TRUE = [
    Row("the square of a principal root", "sqrt(z)**2", "=", "z", Z),
    Row("the exponential of a principal logarithm", "exp(log(z))", "=", "z", Z),
    Row("Euler's formula", "exp(I*z)", "=", "cos(z) + I*sin(z)", Z),
    Row("Euler's identity", "exp(I*pi) + 1", "=", "0", "", (), "complex"),
    Row("the logarithm of minus one", "log(-1)", "=", "I*pi", "", (), "complex"),
    Row("i to the power i", "I**I", "=", "exp(-pi/2)", "", (), "complex"),
    Row("the cube root of minus one", "(-1)**(1/3)", "=", "1/2 + sqrt(3)*I/2", "", (), "complex"),
    Row("the sine of an imaginary number", "sin(I*z)", "=", "I*sinh(z)", Z),
    Row("a number and its conjugate", "z*conjugate(z)", "=", "Abs(z)**2", Z),
    Row("real and imaginary part", "re(z) + I*im(z)", "=", "z", Z),
    Row("the modulus of an exponential", "Abs(exp(z))", "=", "exp(re(z))", Z),
    Row("the logarithm in polar form", "log(z)", "=", "log(Abs(z)) + I*arg(z)", Z),
    Row("a root of a difference of squares in factors", "sqrt(1 - z**2)", "=", "sqrt(1 - z)*sqrt(1 + z)", Z),
    Row("complementary angles in the plane", "asin(z) + acos(z)", "=", "pi/2", Z),
    Row("the arctangent in logarithms", "atan(z)", "=", "I/2*(log(1 - I*z) - log(1 + I*z))", Z),
    Row("a positive factor leaves a root", "sqrt(p*z)", "=", "sqrt(p)*sqrt(z)", "p=positive, z=complex"),
    Row("a positive factor leaves a logarithm", "log(p*z)", "=", "log(p) + log(z)", "p=positive, z=complex"),
    Row("de Moivre", "(cos(z) + I*sin(z))**n", "=", "cos(n*z) + I*sin(n*z)", "z=complex, n=integer"),
    Row("whole turns of the exponential", "exp(z + 2*pi*I*n)", "=", "exp(z)", "z=complex, n=integer"),
    Row("the conjugate of an exponential", "conjugate(exp(z))", "=", "exp(conjugate(z))", Z),
    Row("a whole power of a product", "(a*b)**n", "=", "a**n*b**n", "a=complex, b=complex, n=integer"),
    Row("the tangent of its inverse in the plane", "tan(atan(z))", "=", "z", Z),
    Row("the derivative of a principal root", "Derivative(sqrt(z), z)", "=", "1/(2*sqrt(z))", Z),
    Row("two roots that multiply where the real parts are positive", "sqrt(a)*sqrt(b)", "=", "sqrt(a*b)", "a=complex, b=complex",
        ("re(a) > 0", "re(b) > 0")),
]

PLANE_FALSE = [
    Row("a principal root of a square", "sqrt(z**2)", "=", "z", Z),
    Row("a product of principal roots", "sqrt(a)*sqrt(b)", "=", "sqrt(a*b)", "a=complex, b=complex"),
    Row("a logarithm of a product in the plane", "log(a*b)", "=", "log(a) + log(b)", "a=complex, b=complex"),
    Row("the principal logarithm of an exponential", "log(exp(z))", "=", "z", Z),
    Row("a power of a power in the plane", "(z**a)**b", "=", "z**(a*b)", "z=complex, a=real, b=real"),
    Row("a product of roots under complex values", "sqrt(x)*sqrt(y)", "=", "sqrt(x*y)", XY, (), "complex"),
    Row("the logarithm of a square under complex values", "log(x**2)", "=", "2*log(x)", X, (), "complex"),
    Row("the modulus is not the number", "Abs(z)", "=", "z", Z),
    Row("a conjugate forgotten", "z**2", "=", "Abs(z)**2", Z),
    Row("the inverse sine undoes the sine in the plane", "asin(sin(z))", "=", "z", Z),
    Row("the arctangent of a reciprocal in the plane", "atan(z) + atan(1/z)", "=", "pi/2", Z),
    Row("the real part of a product", "re(a*b)", "=", "re(a)*re(b)", "a=complex, b=complex"),
    Row("a root of a reciprocal on the cut", "sqrt(1/z)", "=", "1/sqrt(z)", Z),
    Row("the sine is bounded on the line only", "Abs(sin(z))", "<=", "1", Z),
]

SPECIAL_TRUE = [
    Row("the recurrence of the gamma function", "gamma(x + 1)", "=", "x*gamma(x)", "x=positive"),
    Row("the gamma function of a half", "gamma(1/2)", "=", "sqrt(pi)"),
    Row("the reflection of the gamma function", "gamma(z)*gamma(1 - z)", "=", "pi/sin(pi*z)", Z),
    Row("Legendre's duplication", "gamma(z)*gamma(z + 1/2)", "=", "2**(1 - 2*z)*sqrt(pi)*gamma(2*z)", Z),
    Row("a factorial as a gamma function", "factorial(n)", "=", "gamma(n + 1)", "n=natural"),
    Row("Pascal's rule", "binomial(n + 1, k + 1)", "=", "binomial(n, k) + binomial(n, k + 1)", "n=natural, k=natural"),
    Row("the beta function through gamma functions", "beta(a, b)", "=", "gamma(a)*gamma(b)/gamma(a + b)", "a=positive, b=positive"),
    Row("digamma by recurrence", "digamma(z + 1)", "=", "digamma(z) + 1/z", Z),
    Row("digamma at a half", "digamma(1/2)", "=", "-EulerGamma - 2*log(2)"),
    Row("trigamma at one", "polygamma(1, 1)", "=", "pi**2/6"),
    Row("the zeta function at two", "zeta(2)", "=", "pi**2/6"),
    Row("the zeta function at minus one", "zeta(-1)", "=", "-1/12"),
    Row("the error function and its complement", "erf(z) + erfc(z)", "=", "1", Z),
    Row("the error function is odd", "erf(-z)", "=", "-erf(z)", Z),
    Row("the derivative of the error function", "Derivative(erf(x), x)", "=", "2/sqrt(pi)*exp(-x**2)", X),
    Row("Bessel functions by recurrence", "besselj(n - 1, z) + besselj(n + 1, z)", "=", "2*n/z*besselj(n, z)", "n=integer, z=complex"),
    Row("a Bessel function of order a half", "besselj(1/2, x)", "=", "sqrt(2/(pi*x))*sin(x)", "x=positive"),
    Row("Chebyshev's polynomials of an angle", "chebyshevt(n, cos(x))", "=", "cos(n*x)", "n=natural, x=real"),
    Row("Legendre's third polynomial", "legendre(3, x)", "=", "(5*x**3 - 3*x)/2", X),
    Row("Hermite's third polynomial", "hermite(3, x)", "=", "8*x**3 - 12*x", X),
    Row("Cassini's identity", "fibonacci(n + 1)*fibonacci(n - 1) - fibonacci(n)**2", "=", "(-1)**n", N),
    Row("Lambert's function", "LambertW(z)*exp(LambertW(z))", "=", "z", Z),
    Row("a complete elliptic integral at zero", "elliptic_k(0)", "=", "pi/2"),
    Row("a hypergeometric series that is a logarithm", "z*hyper((1, 1), (2,), -z)", "=", "log(1 + z)", Z, ("Abs(z) < 1",)),
    Row("the dilogarithm at one", "polylog(2, 1)", "=", "pi**2/6"),
    Row("the derivative of the logarithm of the gamma function", "Derivative(loggamma(x), x)", "=", "digamma(x)", "x=positive"),
]

SPECIAL_FALSE = [
    Row("a shift forgotten in the gamma function", "gamma(x + 1)", "=", "gamma(x)", "x=positive"),
    Row("a factorial for a gamma function", "gamma(n)", "=", "factorial(n)", "n=positive_integer"),
    Row("the reflection without its sine", "gamma(z)*gamma(1 - z)", "=", "pi", Z),
    Row("digamma at a half with a sign", "digamma(1/2)", "=", "-EulerGamma + 2*log(2)"),
    Row("a zeta value off by a factor", "zeta(4)", "=", "pi**4/80"),
    Row("an error function without its constant", "Derivative(erf(x), x)", "=", "exp(-x**2)", X),
    Row("a Fibonacci identity with the wrong sign", "fibonacci(n + 1)*fibonacci(n - 1) - fibonacci(n)**2", "=", "-(-1)**n", N),
    Row("Pascal's rule with a wrong row", "binomial(n + 1, k + 1)", "=", "binomial(n, k) + binomial(n + 1, k)", "n=natural, k=natural"),
    Row("a Bessel recurrence without its two", "besselj(n - 1, z) + besselj(n + 1, z)", "=", "n/z*besselj(n, z)", "n=integer, z=complex"),
    Row("a Chebyshev polynomial of the second kind for the first", "chebyshevu(n, cos(x))", "=", "cos(n*x)", "n=natural, x=real"),
    Row("elliptic integrals mixed up", "elliptic_k(1/2)", "=", "elliptic_e(1/2)"),
    Row("a principal branch of Lambert's function beyond its range", "LambertW(x*exp(x))", "=", "x", X),
]

CALCULUS_TRUE = [
    Row("a product rule", "Derivative(x*exp(x), x)", "=", "(1 + x)*exp(x)", X),
    Row("a quotient rule", "Derivative(log(x)/x, x)", "=", "(1 - log(x))/x**2", "x=positive"),
    Row("a second derivative", "Derivative(exp(-x**2/2), (x, 2))", "=", "(x**2 - 1)*exp(-x**2/2)", X),
    Row("a mixed derivative", "Derivative(x**2*y**3, x, y)", "=", "6*x*y**2", XY),
    Row("a symbolic exponent", "Derivative(x**m, x)", "=", "m*x**(m - 1)", "x=positive, m=real"),
    Row("the power of a variable to itself", "Derivative(x**x, x)", "=", "x**x*(1 + log(x))", "x=positive"),
    Row("the integral of a polynomial", "Integral(3*t**2, (t, 0, x))", "=", "x**3", X),
    Row("an integral over a kink", "Integral(Abs(t), (t, -1, 2))", "=", "5/2"),
    Row("an integral over a period", "Integral(sin(t)**2, (t, 0, 2*pi))", "=", "pi"),
    Row("the Gaussian integral", "Integral(exp(-t**2), (t, -oo, oo))", "=", "sqrt(pi)"),
    Row("an exponential integral", "Integral(exp(-a*t), (t, 0, oo))", "=", "1/a", "a=positive"),
    Row("the gamma integral", "Integral(t**2*exp(-t), (t, 0, oo))", "=", "2"),
    Row("an arctangent as an integral", "Integral(1/(1 + t**2), (t, 0, 1))", "=", "pi/4"),
    Row("the logarithm as an integral", "Integral(1/t, (t, 1, x))", "=", "log(x)", "x=positive"),
    Row("the sum of the first whole numbers", "Sum(k, (k, 1, n))", "=", "n*(n + 1)/2", "n=natural"),
    Row("the sum of squares", "Sum(k**2, (k, 1, n))", "=", "n*(n + 1)*(2*n + 1)/6", "n=natural"),
    Row("the sum of cubes", "Sum(k**3, (k, 1, n))", "=", "Sum(k, (k, 1, n))**2", "n=natural"),
    Row("a finite geometric sum", "Sum(x**k, (k, 0, n))", "=", "(1 - x**(n + 1))/(1 - x)", "x=real, n=natural"),
    Row("a geometric series", "Sum(x**k, (k, 0, oo))", "=", "1/(1 - x)", X, ("Abs(x) < 1",)),
    Row("a telescoping series", "Sum(1/(k*(k + 1)), (k, 1, oo))", "=", "1"),
    Row("a telescoping sum", "Sum(1/(k*(k + 1)), (k, 1, n))", "=", "n/(n + 1)", "n=natural"),
    Row("the series of Basel", "Sum(1/k**2, (k, 1, oo))", "=", "pi**2/6"),
    Row("the series of the exponential", "Sum(x**k/factorial(k), (k, 0, oo))", "=", "exp(x)", X),
    Row("the binomial theorem at one", "Sum(binomial(n, k), (k, 0, n))", "=", "2**n", "n=natural"),
    Row("Vandermonde on the diagonal", "Sum(binomial(n, k)**2, (k, 0, n))", "=", "binomial(2*n, n)", "n=natural"),
    Row("an empty sum", "Sum(k, (k, 1, 0))", "=", "0"),
    Row("an empty product", "Product(k, (k, 1, 0))", "=", "1"),
    Row("a factorial as a product", "Product(k, (k, 1, n))", "=", "factorial(n)", "n=natural"),
    Row("an arithmetic-geometric sum", "Sum(k*2**k, (k, 0, n))", "=", "(n - 1)*2**(n + 1) + 2", "n=natural"),
]

CALCULUS_FALSE = [
    Row("a product rule with one term", "Derivative(x*exp(x), x)", "=", "exp(x)", X),
    Row("a quotient rule with its sign turned", "Derivative(log(x)/x, x)", "=", "(1 + log(x))/x**2", "x=positive"),
    Row("the derivative of a modulus squared away", "Derivative(Abs(x), x)", "=", "1", X),
    Row("an integral over a kink as if there were none", "Integral(Abs(t), (t, -1, 2))", "=", "3/2"),
    Row("the integral of a modulus of a product over a period", "Integral(Abs(sin(t)*cos(t)), (t, 0, 2*pi))", "=", "1"),
    Row("the Gaussian integral without its root", "Integral(exp(-t**2), (t, -oo, oo))", "=", "pi"),
    Row("an index off by one", "Sum(k, (k, 1, n))", "=", "n*(n - 1)/2", "n=natural"),
    Row("a geometric sum one term short", "Sum(x**k, (k, 0, n))", "=", "(1 - x**n)/(1 - x)", "x=real, n=natural"),
    Row("the binomial theorem off by one", "Sum(binomial(n, k), (k, 1, n))", "=", "2**n", "n=natural"),
    Row("the Basel series with the wrong denominator", "Sum(1/k**2, (k, 1, oo))", "=", "pi**2/8"),
    Row("a symbolic exponent that stays", "Derivative(x**m, x)", "=", "m*x**m", "x=positive, m=real"),
    Row("a lower bound forgotten", "Integral(2*t, (t, 1, x))", "=", "x**2", X),
]

ORDER_TRUE = [
    Row("a square is not negative", "x**2", ">=", "0", X),
    Row("two numbers and their product", "x**2 + y**2", ">=", "2*x*y", XY),
    Row("the logarithm lies below its tangent", "log(x)", "<=", "x - 1", "x=positive"),
    Row("the exponential lies above its tangent", "exp(x)", ">=", "1 + x", X),
    Row("arithmetic and geometric mean", "sqrt(p*q)", "<=", "(p + q)/2", "p=positive, q=positive"),
    Row("a modulus of a sum is at most the sum", "Abs(x + y)", "<=", "Abs(x) + Abs(y)", XY),
    Row("the sigmoid lies below one", "1/(1 + exp(-x))", "<", "1", X),
    Row("the variance of a coin", "q*(1 - q)", "<=", "1/4", "q=unit_interval"),
    Row("Bernoulli's divergence is not negative", "q*log(q/r) + (1 - q)*log((1 - q)/(1 - r))", ">=", "0",
        "q=unit_interval, r=unit_interval"),
    Row("the entropy of a coin", "-q*log(q) - (1 - q)*log(1 - q)", "<=", "log(2)", "q=unit_interval"),
    Row("an ordered pair", "exp(x)", "<", "exp(y)", XY, ("x < y",)),
    Row("Bernoulli's inequality for the square", "(1 + x)**2", ">=", "1 + 2*x", X),
    Row("the hyperbolic cosine is at least one", "cosh(x)", ">=", "1", X),
    Row("a sine is at most one", "sin(x)", "<=", "1", X),
    Row("the sine lies below its argument", "sin(x)", "<", "x", "x=positive"),
    Row("the cosine lies above its parabola", "cos(x)", ">=", "1 - x**2/2", X),
    Row("whole numbers and their squares", "n**2", ">=", "n", N),
    Row("a quadratic without real roots", "x**2 + x + 1", ">", "0", X),
    Row("a quartic that is a sum of squares", "x**4 - 2*x**2 + 2", ">", "0", X),
    Row("Cauchy and Schwarz in the plane", "(a*x + b*y)**2", "<=", "(a**2 + b**2)*(x**2 + y**2)", "a=real, b=real, x=real, y=real"),
    Row("two numbers compared by balls", "E**pi", ">", "pi**E"),
    Row("a rational bound of pi", "pi", "<", "22/7"),
    Row("a nonzero number", "exp(x)", "!=", "0", X),
    Row("Young's inequality for squares", "p*q", "<=", "p**2/2 + q**2/2", "p=positive, q=positive"),
    Row("a floor lies below", "floor(x)", "<=", "x", X),
    Row("arithmetic and harmonic mean", "2/(1/p + 1/q)", "<=", "(p + q)/2", "p=positive, q=positive"),
    Row("softplus lies above the hinge", "log(1 + exp(x))", ">", "Max(0, x)", X),
    Row("the hyperbolic tangent is bounded", "Abs(tanh(x))", "<", "1", X),
]

ORDER_FALSE = [
    Row("a square is not always positive", "x**2", ">", "0", X),
    Row("a cube is not always positive", "x**3", ">=", "0", X),
    Row("the logarithm above its tangent", "log(x)", ">=", "x - 1", "x=positive"),
    Row("a strict bound that is attained", "q*(1 - q)", "<", "1/4", "q=unit_interval"),
    Row("a convex function below its chord's foot", "exp(x)", "<=", "1 + x", X),
    Row("the means exchanged", "sqrt(p*q)", ">=", "(p + q)/2", "p=positive, q=positive"),
    Row("the wrong bound of pi", "pi", ">", "22/7"),
    Row("a narrow miss between whole numbers", "n**2", ">", "n", N),
    Row("an order that needs its condition", "exp(x)", "<", "exp(y)", XY),
    Row("two sides that are never different", "(x + 1)**2", "!=", "x**2 + 2*x + 1", X),
    Row("a polynomial that is positive but at one point", "(2*x - 3)**2", ">", "0", X),
    Row("Motzkin's polynomial vanishes somewhere", "x**4*y**2 + x**2*y**4 + 1 - 3*x**2*y**2", ">", "0", XY),
    Row("a product of unequal signs", "x*y", ">=", "0", XY),
]

TRUE = [
    *ALGEBRA_TRUE, *LOGS_TRUE, *TRIGONOMETRY_TRUE, *PLANE_TRUE, *SPECIAL_TRUE, *CALCULUS_TRUE, *ORDER_TRUE,
]  # fmt: skip
FALSE = [
    *ALGEBRA_FALSE, *LOGS_FALSE, *TRIGONOMETRY_FALSE, *PLANE_FALSE, *SPECIAL_FALSE, *CALCULUS_FALSE, *ORDER_FALSE,
]  # fmt: skip
