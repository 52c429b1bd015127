"""Claims of analysis with known truth: special functions, definite integrals, series and products.

TRUE rows must be proved, FALSE rows refuted.  The false ones are the same facts with one slip.
"""

from __future__ import annotations

from .table import Row

NZ, XP, MU, NUZ, NZX = "n=integer, z=complex", "x=positive", "m=unit_interval", "nu=complex, z=complex", "n=natural, x=real"
BESSEL_TRUE = [
    Row("neighbours of a Bessel function", "besselj(nu - 1, z) + besselj(nu + 1, z)", "=", "2*nu/z*besselj(nu, z)", NUZ),
    Row("the derivative of a Bessel function", "Derivative(bessely(nu, z), z)", "=",
        "nu/z*bessely(nu, z) - bessely(nu + 1, z)", NUZ),
    Row("Bessel's equation", "z**2*Derivative(besselj(nu, z), (z, 2)) + z*Derivative(besselj(nu, z), z) + "
        "(z**2 - nu**2)*besselj(nu, z)", "=", "0", NUZ),
    Row("a power times a Bessel function, differentiated", "Derivative(z**n*besselj(n, z), z)", "=",
        "z**n*besselj(n - 1, z)", "n=natural, z=complex", (), "complex"),
    Row("the Wronskian of J and Y", "besselj(nu + 1, z)*bessely(nu, z) - besselj(nu, z)*bessely(nu + 1, z)", "=",
        "2/(pi*z)", NUZ),
    Row("the Wronskian of I and K", "besseli(nu, z)*besselk(nu + 1, z) + besseli(nu + 1, z)*besselk(nu, z)", "=", "1/z",
        NUZ),
    Row("the Wronskian of the Hankel functions",
        "hankel1(nu + 1, z)*hankel2(nu, z) - hankel1(nu, z)*hankel2(nu + 1, z)", "=", "-4*I/(pi*z)", NUZ),
    Row("Y by J of both orders", "bessely(nu, z)", "=", "(besselj(nu, z)*cos(pi*nu) - besselj(-nu, z))/sin(pi*nu)", NUZ),
    Row("a Hankel function of the negative order", "hankel1(-nu, z)", "=", "exp(pi*I*nu)*hankel1(nu, z)", NUZ),
    Row("K on the positive axis by a Hankel function", "besselk(nu, x)", "=",
        "pi/2*I*exp(pi*I*nu/2)*hankel1(nu, I*x)", "nu=complex, x=positive"),
    Row("I of integer order by J", "besseli(n, z)", "=", "I**(-n)*besselj(n, I*z)", NZ),
    Row("a spherical Bessel function", "jn(2, z)", "=", "(3/z**3 - 1/z)*sin(z) - 3/z**2*cos(z)", "z=complex",
        ("re(z) > 0",)),
    Row("the Wronskian of the Airy functions", "airyai(z)*airybiprime(z) - airyaiprime(z)*airybi(z)", "=", "1/pi",
        "z=complex"),
    Row("three Airy functions add up to nothing", "airyai(z) + exp(-2*pi*I/3)*airyai(z*exp(-2*pi*I/3)) + "
        "exp(2*pi*I/3)*airyai(z*exp(2*pi*I/3))", "=", "0", "z=complex"),
    Row("an Airy function by K of order one third", "airyai(x)", "=", "sqrt(x/3)/pi*besselk(1/3, 2/3*x**(3/2))", XP, (),
        "complex"),
    Row("Bessel's integral over a quarter", "besselj(0, z)", "=", "2/pi*Integral(cos(z*sin(t)), (t, 0, pi/2))",
        "z=complex"),
    Row("Jacobi's expansion", "cos(z*sin(t))", "=", "besselj(0, z) + 2*Sum(besselj(2*k, z)*cos(2*k*t), (k, 1, oo))",
        "z=complex, t=real"),
]

BESSEL_FALSE = [
    Row("neighbours of I with the sign of J", "besseli(nu - 1, z) + besseli(nu + 1, z)", "=", "2*nu/z*besseli(nu, z)",
        NUZ),
    Row("the Wronskian of J and Y upside down", "besselj(nu + 1, z)*bessely(nu, z) - besselj(nu, z)*bessely(nu + 1, z)",
        "=", "-2/(pi*z)", NUZ),
    Row("the derivative of K with the sign of I", "Derivative(besseli(nu, z), z)", "=",
        "nu/z*besseli(nu, z) - besseli(nu + 1, z)", NUZ),
    Row("J of the negative order as at integers", "besselj(-nu, z)", "=", "cos(pi*nu)*besselj(nu, z)", NUZ),
    Row("a Hankel function of the negative order, turned the other way", "hankel1(-nu, z)", "=",
        "exp(-pi*I*nu)*hankel1(nu, z)", NUZ),
    Row("the rotation of I beyond the positive axis", "besseli(nu, z)", "=", "exp(-pi*I*nu/2)*besselj(nu, I*z)", NUZ),
    Row("the Wronskian of the Airy functions, doubled", "airyai(z)*airybiprime(z) - airyaiprime(z)*airybi(z)", "=",
        "2/pi", "z=complex"),
]

ELLIPTIC_TRUE = [
    Row("Legendre's relation", "elliptic_e(m)*elliptic_k(1 - m) + elliptic_e(1 - m)*elliptic_k(m) - "
        "elliptic_k(m)*elliptic_k(1 - m)", "=", "pi/2", "m=complex"),
    Row("Legendre's relation at one half", "elliptic_k(1/2)*(2*elliptic_e(1/2) - elliptic_k(1/2))", "=", "pi/2"),
    Row("the derivative of K", "Derivative(elliptic_k(m), m)", "=",
        "(elliptic_e(m) - (1 - m)*elliptic_k(m))/(2*m*(1 - m))", "m=complex"),
    Row("the equation of K", "m*(1 - m)*Derivative(elliptic_k(m), (m, 2)) + (1 - 2*m)*Derivative(elliptic_k(m), m)",
        "=", "elliptic_k(m)/4", MU, (), "complex"),
    Row("an imaginary modulus", "elliptic_k(-m)", "=", "elliptic_k(m/(1 + m))/sqrt(1 + m)", "m=positive", (), "complex"),
    Row("a reciprocal modulus", "elliptic_k(1/m)", "=", "sqrt(m)*(elliptic_k(m) - I*elliptic_k(1 - m))", MU, (),
        "complex"),
    Row("Landen's transformation of K", "elliptic_k(4*x/(1 + x)**2)", "=", "(1 + x)*elliptic_k(x**2)",
        "x=unit_interval", (), "complex"),
    Row("Landen's transformation of E", "elliptic_e(4*x/(1 + x)**2)", "=",
        "(2*elliptic_e(x**2) - (1 - x**2)*elliptic_k(x**2))/(1 + x)", "x=unit_interval", (), "complex"),
    Row("a whole turn of the amplitude", "elliptic_e(phi + 2*pi, m)", "=", "elliptic_e(phi, m) + 4*elliptic_e(m)",
        "phi=real, m=unit_interval", (), "complex"),
    Row("the Gudermannian as an elliptic integral", "elliptic_f(phi, 1)", "=", "atanh(sin(phi))", "phi=real",
        ("phi > -pi/2", "phi < pi/2"), "complex"),
    Row("the perimeter of an ellipse", "Integral(sqrt(a**2*sin(t)**2 + b**2*cos(t)**2), (t, 0, pi/2))", "=",
        "a*elliptic_e(1 - b**2/a**2)", "a=positive, b=positive", (), "complex"),
]

ELLIPTIC_FALSE = [
    Row("Legendre's relation without its product", "elliptic_e(m)*elliptic_k(1 - m) + elliptic_e(1 - m)*elliptic_k(m)",
        "=", "pi/2", MU, (), "complex"),
    Row("an imaginary modulus without its root", "elliptic_k(-m)", "=", "elliptic_k(m/(1 + m))", "m=positive", (),
        "complex"),
    Row("a modulus beyond the cut", "elliptic_k(m)", "=", "elliptic_k(m/(m - 1))/sqrt(1 - m)", "m=positive",
        ("m > 1",), "complex"),
    Row("the derivative of E with a lost factor", "Derivative(elliptic_e(m), m)", "=",
        "(elliptic_e(m) - elliptic_k(m))/m", MU, (), "complex"),
    Row("half a turn counted once", "elliptic_f(phi + pi, m)", "=", "elliptic_f(phi, m) + elliptic_k(m)",
        "phi=real, m=unit_interval", (), "complex"),
]

HYPERGEOMETRIC_TRUE = [
    Row("Euler's transformation", "hyper((a, b), (c,), z)", "=",
        "(1 - z)**(c - a - b)*hyper((c - a, c - b), (c,), z)", "a=complex, b=complex, c=complex, z=complex",
        ("Abs(z) < 1",)),
    Row("Pfaff's transformation", "hyper((a, b), (c,), z)", "=", "(1 - z)**(-a)*hyper((a, c - b), (c,), z/(z - 1))",
        "a=complex, b=complex, c=complex, z=complex", ("Abs(z) < 1",)),
    Row("Kummer's equation", "z*Derivative(hyper((a,), (b,), z), (z, 2)) + (b - z)*Derivative(hyper((a,), (b,), z), z)",
        "=", "a*hyper((a,), (b,), z)", "a=complex, b=complex, z=complex"),
    Row("three neighbouring limit functions", "hyper((), (b,), z)", "=",
        "hyper((), (b + 1,), z) + z/(b*(b + 1))*hyper((), (b + 2,), z)", "b=complex, z=complex"),
    Row("a sum of cubes over factorials", "Sum(n**3/factorial(n), (n, 0, oo))", "=", "5*E"),
    Row("the series of the sine integral", "Si(z)", "=",
        "Sum((-1)**n*z**(2*n + 1)/((2*n + 1)*factorial(2*n + 1)), (n, 0, oo))", "z=complex"),
    Row("the series of the exponential integral", "expint(1, z)", "=",
        "-EulerGamma - log(z) - Sum((-z)**n/(n*factorial(n)), (n, 1, oo))", "z=complex", ("Ne(z, 0)",)),
    Row("duplication of polylogarithms", "polylog(s, z) + polylog(s, -z)", "=", "2**(1 - s)*polylog(s, z**2)",
        "s=complex, z=complex", ("Abs(z) < 1",)),
    Row("reflection of the dilogarithm", "polylog(2, z) + polylog(2, 1 - z)", "=", "pi**2/6 - log(z)*log(1 - z)",
        "z=complex", ("Ne(z, 0)", "Ne(z, 1)")),
    Row("inversion of the dilogarithm", "polylog(2, z) + polylog(2, 1/z)", "=", "-pi**2/6 - log(-z)**2/2", "z=complex",
        ("Ne(im(z), 0)",)),
    Row("the dilogarithm at the golden ratio", "polylog(2, 1/GoldenRatio)", "=", "pi**2/10 - log(GoldenRatio)**2"),
    Row("Fresnel integrals by the error function", "fresnelc(z) + I*fresnels(z)", "=",
        "(1 + I)/2*erf(sqrt(pi)/2*(1 - I)*z)", "z=complex"),
    Row("the exponential integral on the imaginary axis", "expint(1, I*x)", "=", "-Ci(x) + I*(Si(x) - pi/2)", XP, (),
        "complex"),
    Row("a power of Lambert's exponential", "exp(n*LambertW(z))", "=", "(z/LambertW(z))**n", NZ, ("Ne(z, 0)",)),
    Row("the derivative of Lambert's function", "Derivative(LambertW(z), z)", "=", "1/(z + exp(LambertW(z)))",
        "z=complex"),
]

HYPERGEOMETRIC_FALSE = [
    Row("Pfaff's transformation with both parameters moved", "hyper((a, b), (c,), z)", "=",
        "(1 - z)**(-a)*hyper((c - a, c - b), (c,), z/(z - 1))", "a=complex, b=complex, c=complex, z=complex",
        ("Abs(z) < 1/2",)),
    Row("inversion of the dilogarithm on the wrong side", "polylog(2, x) + polylog(2, 1/x)", "=",
        "-pi**2/6 - log(x)**2/2", XP, (), "complex"),
    Row("Landen's transformation without its square", "polylog(2, x) + polylog(2, x/(x - 1))", "=", "-log(1 - x)/2",
        "x=unit_interval", (), "complex"),
    Row("the logarithm of Lambert's function, sign lost", "log(LambertW(x))", "=", "log(x) + LambertW(x)", XP, (),
        "complex"),
    Row("the exponential integral on the other imaginary axis", "expint(1, -I*x)", "=", "-Ci(x) + I*(Si(x) - pi/2)", XP,
        (), "complex"),
]

AB = "a=positive, b=positive"
INTEGRALS_TRUE = [
    Row("a Gaussian with a slope", "Integral(exp(-a*x**2 + b*x), (x, -oo, oo))", "=", "sqrt(pi/a)*exp(b**2/(4*a))",
        "a=positive, b=complex"),
    Row("the mean of a normal distribution", "Integral(x*exp(-(x - m)**2/(2*s**2))/(s*sqrt(2*pi)), (x, -oo, oo))", "=",
        "m", "m=real, s=positive", (), "complex"),
    Row("a Gaussian that vanishes at the origin too", "Integral(exp(-a*x**2 - b/x**2), (x, 0, oo))", "=",
        "sqrt(pi/a)/2*exp(-2*sqrt(a*b))", AB, (), "complex"),
    Row("the Laplace transform of the sine", "Integral(exp(-a*x)*sin(b*x), (x, 0, oo))", "=", "b/(a**2 + b**2)",
        "a=positive, b=real", (), "complex"),
    Row("Frullani's integral", "Integral((exp(-a*x) - exp(-b*x))/x, (x, 0, oo))", "=", "log(b/a)", AB, (), "complex"),
    Row("Euler's beta integral", "Integral(x**(a - 1)*(1 - x)**(b - 1), (x, 0, 1))", "=",
        "gamma(a)*gamma(b)/gamma(a + b)", AB, (), "complex"),
    Row("Wallis's integrals", "Integral(sin(x)**(2*n), (x, 0, pi/2))", "=", "pi/2*binomial(2*n, n)/4**n", "n=natural",
        (), "complex"),
    Row("a power over one plus x", "Integral(x**(a - 1)/(1 + x), (x, 0, oo))", "=", "pi/sin(pi*a)", "a=unit_interval",
        (), "complex"),
    Row("two quadratic factors", "Integral(1/((x**2 + a**2)*(x**2 + b**2)), (x, 0, oo))", "=", "pi/(2*a*b*(a + b))", AB,
        (), "complex"),
    Row("a logarithm over a quadratic", "Integral(log(x)/(x**2 + a**2), (x, 0, oo))", "=", "pi*log(a)/(2*a)",
        "a=positive", (), "complex"),
    Row("powers of the logarithm", "Integral(x**m*log(x)**n, (x, 0, 1))", "=", "(-1)**n*factorial(n)/(m + 1)**(n + 1)",
        "m=natural, n=natural", (), "complex"),
    Row("Poisson's kernel over the circle", "Integral((1 - r**2)/(1 - 2*r*cos(x) + r**2), (x, 0, 2*pi))", "=", "2*pi",
        "r=unit_interval", (), "complex"),
    Row("a squared sine over half a period", "Integral(sin(n*x)**2, (x, 0, pi))", "=", "pi/2", "n=positive_integer", (),
        "complex"),
    Row("the Fourier coefficients of a parabola", "Integral(x**2*cos(n*x), (x, 0, pi))", "=", "2*pi*(-1)**n/n**2",
        "n=positive_integer", (), "complex"),
    Row("a Fourier transform of the hyperbolic secant", "Integral(cos(a*x)/cosh(x), (x, -oo, oo))", "=",
        "pi/cosh(pi*a/2)", "a=real", (), "complex"),
    Row("the exponential integral as a Laplace transform", "Integral(exp(-x)/(1 + x), (x, 0, oo))", "=",
        "E*expint(1, 1)", "", (), "complex"),
]

INTEGRALS_FALSE = [
    Row("a Gaussian with the wrong half", "Integral(exp(-a*x**2 + b*x), (x, -oo, oo))", "=",
        "sqrt(pi/a)*exp(b**2/(2*a))", "a=positive, b=real", (), "complex"),
    Row("Frullani's integral upside down", "Integral((exp(-a*x) - exp(-b*x))/x, (x, 0, oo))", "=", "log(a/b)", AB, (),
        "complex"),
    Row("the Laplace transform of the cosine for the sine", "Integral(exp(-a*x)*sin(b*x), (x, 0, oo))", "=",
        "a/(a**2 + b**2)", "a=positive, b=real", (), "complex"),
    Row("Wallis's integrals without their powers of 4", "Integral(sin(x)**(2*n), (x, 0, pi/2))", "=",
        "pi/2*binomial(2*n, n)", "n=natural", (), "complex"),
    Row("Poisson's kernel over half the circle", "Integral((1 - r**2)/(1 - 2*r*cos(x) + r**2), (x, 0, pi))", "=",
        "2*pi", "r=unit_interval", (), "complex"),
    Row("a squared sine of frequency 0", "Integral(sin(n*x)**2, (x, 0, pi))", "=", "pi/2", "n=natural", (), "complex"),
]

SERIES_TRUE = [
    Row("a geometric sum with a complex quotient", "Sum(r**k, (k, 0, n))", "=", "(1 - r**(n + 1))/(1 - r)",
        "n=natural, r=complex", ("Ne(r, 1)",)),
    Row("the sawtooth", "Sum(sin(k*x)/k, (k, 1, oo))", "=", "(pi - x)/2", XP, ("x < 2*pi",), "complex"),
    Row("a Fourier series of a parabola", "Sum((-1)**k*cos(k*x)/k**2, (k, 1, oo))", "=", "x**2/4 - pi**2/12", "x=real",
        ("x >= -pi", "x <= pi"), "complex"),
    Row("the generating function of Hermite polynomials", "Sum(hermite(n, x)*t**n/factorial(n), (n, 0, oo))", "=",
        "exp(2*x*t - t**2)", "x=complex, t=complex"),
    Row("the generating function of harmonic numbers", "Sum(harmonic(n)*z**n, (n, 1, oo))", "=", "-log(1 - z)/(1 - z)",
        "z=complex", ("Abs(z) < 1",)),
    Row("Euler's sum of harmonic numbers", "Sum(harmonic(n)/n**2, (n, 1, oo))", "=", "2*zeta(3)", "", (), "complex"),
    Row("Euler's constant by logarithms", "EulerGamma", "=", "Sum(1/n - log(1 + 1/n), (n, 1, oo))", "", (), "complex"),
    Row("zeta values less one", "Sum(zeta(n) - 1, (n, 2, oo))", "=", "1", "", (), "complex"),
    Row("the series of Lambert's function", "LambertW(x)", "=", "Sum((-n)**(n - 1)/factorial(n)*x**n, (n, 1, oo))",
        "x=real", ("Abs(x) < 1/5",), "complex"),
    Row("Euler's product for the sine", "sin(pi*z)", "=", "pi*z*Product(1 - z**2/n**2, (n, 1, oo))", "z=complex"),
    Row("Euler's product for the hyperbolic sine", "sinh(pi*z)", "=", "pi*z*Product(1 + z**2/n**2, (n, 1, oo))",
        "z=complex"),
    Row("sines at the vertices of a polygon", "Product(sin(z + k*pi/n), (k, 0, n - 1))", "=", "sin(n*z)/2**(n - 1)",
        "z=complex, n=positive_integer"),
    Row("tangents of an odd polygon", "Product(tan(pi*k/(2*n + 1)), (k, 1, n))", "=", "sqrt(2*n + 1)", "n=natural", (),
        "complex"),
    Row("the roots of unity", "Product(z - exp(2*pi*I*k/n), (k, 0, n - 1))", "=", "z**n - 1",
        "z=complex, n=positive_integer"),
]

SERIES_FALSE = [
    Row("a geometric sum one term short", "Sum(r**k, (k, 0, n))", "=", "(1 - r**n)/(1 - r)", "n=natural, r=complex",
        ("Ne(r, 1)",)),
    Row("the sawtooth on both sides of 0", "Sum(sin(k*x)/k, (k, 1, oo))", "=", "(pi - x)/2", "x=real", ("x < 2*pi",),
        "complex"),
    Row("the generating function of Hermite polynomials, halved", "Sum(hermite(n, x)*t**n/factorial(n), (n, 0, oo))",
        "=", "exp(x*t - t**2/2)", "x=complex, t=complex"),
    Row("Euler's product from the second factor on", "sin(pi*z)", "=", "pi*z*Product(1 - z**2/n**2, (n, 2, oo))",
        "z=complex"),
    Row("sines at the vertices of a polygon, one too few", "Product(sin(z + k*pi/n), (k, 1, n - 1))", "=",
        "sin(n*z)/2**(n - 1)", "z=complex, n=positive_integer"),
]

TRUE = [*BESSEL_TRUE, *ELLIPTIC_TRUE, *HYPERGEOMETRIC_TRUE, *INTEGRALS_TRUE, *SERIES_TRUE]
FALSE = [*BESSEL_FALSE, *ELLIPTIC_FALSE, *HYPERGEOMETRIC_FALSE, *INTEGRALS_FALSE, *SERIES_FALSE]
