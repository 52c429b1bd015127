"""Identities and inequalities of elementary and discrete functions in the complex reading, and false neighbours."""

from __future__ import annotations

from .table import Row


def row(words: str, lhs: str, relation: str, rhs: str, let: str = "z=complex", *assume: str) -> Row:
    """A claim in the complex reading."""
    return Row(words, lhs, relation, rhs, let, assume, "complex")


Z, ZW, X, XY, N = "z=complex", "z=complex, w=complex", "x=real", "x=real, y=real", "n=integer"
ZP, ZN = "z=complex, p=positive", "z=complex, n=integer"

TRUE = [
    row("an odd number of half turns", "exp(I*pi*(2*n + 1))", "=", "-1", N),
    row("the modulus of an exponential", "Abs(exp(z))", "=", "exp(re(z))"),
    row("the argument of a unit number", "arg(exp(I*x))", "=", "x", X, "-pi < x", "x <= pi"),
    row("a positive factor leaves a logarithm", "log(p*z)", "=", "log(p) + log(z)", ZP, "Ne(z, 0)"),
    row("a logarithm by modulus and argument", "log(z)", "=", "log(Abs(z)) + I*arg(z)", Z, "Ne(z, 0)"),
    row("a logarithm of an exponential in the strip", "log(exp(z))", "=", "z", Z, "-pi < im(z)", "im(z) <= pi"),
    row("a logarithm of a root", "log(sqrt(z))", "=", "log(z)/2", Z, "Ne(z, 0)"),
    row("a logarithm of a negative number", "log(-x)", "=", "log(x) + I*pi", X, "x > 0"),
    row("conjugate factors under two roots", "sqrt(1 + I*x)*sqrt(1 - I*x)", "=", "sqrt(1 + x**2)", X),
    row("two factors whose sum is positive", "sqrt(1 - z)*sqrt(1 + z)", "=", "sqrt(1 - z**2)"),
    row("a root of a square in the right half plane", "sqrt(z**2)", "=", "z", Z, "re(z) > 0"),
    row("a reciprocal under a root off the real line", "sqrt(1/z)", "=", "1/sqrt(z)", Z, "im(z) > 0"),
    row("the imaginary unit to itself", "I**I", "=", "exp(-pi/2)", ""),
    row("the golden ratio and Lucas numbers", "GoldenRatio**n + (1 - GoldenRatio)**n", "=", "lucas(n)", N, "n >= 0"),
    row("Pythagoras with a manifold angle", "sin(96*x)**2 + cos(96*x)**2", "=", "1", X),
    row("a sine of a sum with manifold angles", "sin(40*x + 33*y)", "=", "sin(40*x)*cos(33*y) + cos(40*x)*sin(33*y)", XY),
    row("half turns of a cosine", "cos(z + pi*n)", "=", "(-1)**n*cos(z)", ZN),
    row("the sine in parts", "sin(x + I*y)", "=", "sin(x)*cosh(y) + I*cos(x)*sinh(y)", XY),
    row("the imaginary part of a tangent", "im(tan(x + I*y))", "=", "sinh(2*y)/(cos(2*x) + cosh(2*y))", XY),
    row("three tangents of sevenths", "tan(pi/7)*tan(2*pi/7)*tan(3*pi/7)", "=", "sqrt(7)", ""),
    row("the cosine of an arcsine", "cos(asin(z))", "=", "sqrt(1 - z**2)"),
    row("an arcsine of an imaginary number", "asinh(I*z)", "=", "I*asin(z)"),
    row("three arctangents", "atan(1) + atan(2) + atan(3)", "=", "pi", ""),
    row("arctangents add below one", "atan(x) + atan(y)", "=", "atan((x + y)/(1 - x*y))", XY, "x*y < 1"),
    row("arctangents add beyond one", "atan(x) + atan(y)", "=", "atan((x + y)/(1 - x*y)) + pi", XY, "x*y > 1", "x > 0"),
    row("the Gudermann function", "atan(sinh(x))", "=", "asin(tanh(x))", X),
    row("the angle of a negated abscissa", "atan2(y, -x)", "=", "pi - atan2(y, x)", XY, "y > 0"),
    row("the angle of a reflected point", "atan2(-y, x)", "=", "-atan2(y, x)", XY, "y > 0"),
    row("the law of the parallelogram", "Abs(z + w)**2 + Abs(z - w)**2", "=", "2*Abs(z)**2 + 2*Abs(w)**2", ZW),
    row("the direction of a product", "sign(z*w)", "=", "sign(z)*sign(w)", ZW),
    row("an argument of an opposite number", "arg(-z)", "=", "arg(z) - pi", Z, "im(z) > 0"),
    row("a part is no longer than the modulus", "Abs(re(z))", "<=", "Abs(z)"),
    row("a modulus is no longer than the sum of the parts", "Abs(z)", "<=", "Abs(re(z)) + Abs(im(z))"),
    row("the triangle inequality", "Abs(z + w)", "<=", "Abs(z) + Abs(w)", ZW),
    row("the triangle inequality from below", "Abs(z - w)", ">=", "Abs(z) - Abs(w)", ZW),
    row("the triangle inequality with a number", "Abs(1 - z)", ">=", "1 - Abs(z)"),
    row("the triangle inequality through a third point", "Abs(z - s)", "<=", "Abs(z - w) + Abs(w - s)", ZW + ", s=complex"),
    row("a modulus of an exponential is positive", "Abs(exp(z))", ">", "0"),
    row("a principal argument is at most pi", "arg(z)", "<=", "pi", Z, "Ne(z, 0)"),
    row("a principal root lies in the right half plane", "re(sqrt(z))", ">=", "0"),
    row("the duplication formula", "gamma(z)*gamma(z + 1/2)", "=", "2**(1 - 2*z)*sqrt(pi)*gamma(2*z)"),
    row("the modulus of gamma on the imaginary axis", "Abs(gamma(I*x))**2", "=", "pi/(x*sinh(pi*x))", X, "x > 0"),
    row("Pascal's rule", "binomial(n + 1, k + 1)", "=", "binomial(n, k) + binomial(n, k + 1)", "n=integer, k=integer", "k >= 0", "n >= k"),
    row("a rising factorial of twice the order", "RisingFactorial(z, 2*n)", "=",
        "4**n*RisingFactorial(z/2, n)*RisingFactorial((z + 1)/2, n)", ZN, "n >= 0"),
    row("the reflection of digamma", "digamma(1 - z) - digamma(z)", "=", "pi*cot(pi*z)"),
    row("zeta at negative whole numbers", "zeta(-n)", "=", "-bernoulli(n + 1)/(n + 1)", N, "n >= 1"),
    row("Hurwitz's zeta at one half", "zeta(s, 1/2)", "=", "(2**s - 1)*zeta(s)", "s=complex"),
    row("Cassini", "fibonacci(n)**2 - fibonacci(n - 1)*fibonacci(n + 1)", "=", "-(-1)**n", N),
    row("a triple index of Fibonacci numbers", "fibonacci(3*n)", "=", "5*fibonacci(n)**3 + 3*(-1)**n*fibonacci(n)", N),
    row("Chebyshev's polynomials of both kinds", "chebyshevt(n, z)**2 - (z**2 - 1)*chebyshevu(n - 1, z)**2", "=", "1", ZN, "n >= 1"),
    row("Bonnet's recurrence", "(n + 1)*legendre(n + 1, z)", "=", "(2*n + 1)*z*legendre(n, z) - n*legendre(n - 1, z)", ZN, "n >= 1"),
    row("the derivative of Hermite polynomials", "Derivative(hermite(n, z), z)", "=", "2*n*hermite(n - 1, z)", ZN, "n >= 1"),
]

FALSE = [
    row("a logarithm of an exponential outside the strip", "log(exp(z))", "=", "z"),
    row("two roots whose factors may both be negative", "sqrt(z - 1)*sqrt(z + 1)", "=", "sqrt(z**2 - 1)"),
    row("a reciprocal under a root on the cut", "sqrt(1/z)", "=", "1/sqrt(z)"),
    row("an argument that is not reduced", "arg(z**2)", "=", "2*arg(z)"),
    row("a square of a modulus", "Abs(z)**2", "=", "z**2"),
    row("a shift by a half turn", "sin(z + pi*n)", "=", "sin(z)", ZN),
    row("a real part of a product", "re(z*w)", "=", "re(z)*re(w)", ZW),
    row("arctangents add everywhere", "atan(x) + atan(y)", "=", "atan((x + y)/(1 - x*y))", XY),
    row("an inverse cotangent is no odd function at zero", "acot(-x)", "=", "-acot(x)", X),
    row("the triangle inequality turned round", "Abs(z + w)", ">=", "Abs(z) + Abs(w)", ZW),
    row("a strict triangle inequality", "Abs(z)", "<", "Abs(z) + Abs(w)", ZW),
    row("an imaginary part for a modulus", "Abs(im(z))", ">=", "Abs(z)"),
    row("a principal argument below pi", "arg(z)", "<", "pi", Z, "Ne(z, 0)"),
    row("parts under a modulus without their root of two", "re(z) + im(z)", "<=", "Abs(z)"),
    row("moduli like legs of a right triangle", "Abs(z + w)**2", "<=", "Abs(z)**2 + Abs(w)**2", ZW),
    row("the reflection of gamma with a cosine", "gamma(z)*gamma(1 - z)", "=", "pi/cos(pi*z)"),
    row("Cassini with the other sign", "fibonacci(n)**2 - fibonacci(n - 1)*fibonacci(n + 1)", "=", "(-1)**n", N),
    row("Bonnet's recurrence with a slip", "(n + 1)*legendre(n + 1, z)", "=", "(2*n - 1)*z*legendre(n, z) - n*legendre(n - 1, z)", ZN, "n >= 1"),
]
