"""One row a function: its SymPy head at fixed parameters and the same function in mpmath."""

import mpmath as mp
import sympy as sp

z = sp.Symbol("z")
HALF, THIRD = sp.Rational(1, 2), sp.Rational(1, 3)
NU = sp.Rational(6, 5)
MU = sp.Rational(3, 4) + sp.I / 3


def at(number):
    """An exact number for mpmath, at its current precision."""
    real, imag = sp.sympify(number).as_real_imag()
    return mp.mpc(mp.mpf(int(real.p)) / int(real.q), mp.mpf(int(imag.p)) / int(imag.q))


def head(name, *parameters):
    """The unevaluated function of these parameters; a None stands for z."""
    arguments = [z if parameter is None else parameter for parameter in parameters] or [z]
    return getattr(sp, name)(*arguments, evaluate=False)


def hyper(upper, lower):
    return sp.hyper(upper, lower, z)


# name, expression in z, the same in mpmath
ROWS = [
    ("square root", sp.Pow(z, HALF, evaluate=False), mp.sqrt),
    ("cube root", sp.Pow(z, THIRD, evaluate=False), lambda u: mp.power(u, mp.mpf(1) / 3)),
    ("power 5/2", sp.Pow(z, 5 * HALF, evaluate=False), lambda u: mp.power(u, mp.mpf(5) / 2)),
    ("complex power", sp.Pow(z, MU, evaluate=False), lambda u: mp.power(u, at(MU))),
    ("exponential of two", sp.Pow(2, z, evaluate=False), lambda u: mp.power(2, u)),
    *((name, head(name), getattr(mp, name)) for name in ("exp", "log", "sin", "cos", "tan", "cot", "sec", "csc")),
    *((name, head(name), getattr(mp, name)) for name in ("sinh", "cosh", "tanh", "coth", "sech", "csch", "sinc")),
    *((name, head(name), getattr(mp, name)) for name in ("asin", "acos", "atan", "acot", "asec", "acsc")),
    *((name, head(name), getattr(mp, name)) for name in ("asinh", "acosh", "atanh", "acoth", "asech", "acsch")),
    ("Abs", head("Abs"), mp.fabs),
    ("arg", head("arg"), mp.arg),
    ("re", head("re"), mp.re),
    ("im", head("im"), mp.im),
    ("conjugate", head("conjugate"), mp.conj),
    ("sign", head("sign"), mp.sign),
    ("floor", head("floor"), mp.floor),
    ("ceiling", head("ceiling"), mp.ceil),
    ("gamma", head("gamma"), mp.gamma),
    ("loggamma", head("loggamma"), mp.loggamma),
    ("digamma", head("digamma"), mp.digamma),
    ("polygamma 3", head("polygamma", 3, None), lambda u: mp.psi(3, u)),
    ("factorial", head("factorial"), mp.factorial),
    ("beta in its first argument", head("beta", None, NU), lambda u: mp.beta(u, at(NU))),
    ("binomial above", head("binomial", None, 3), lambda u: mp.binomial(u, 3)),
    ("binomial below", head("binomial", 3 * HALF, None), lambda u: mp.binomial(1.5, u)),
    ("rising factorial", head("RisingFactorial", None, 4), lambda u: mp.rf(u, 4)),
    ("rising factorial in between", head("RisingFactorial", None, NU), lambda u: mp.rf(u, at(NU))),
    ("rising factorial of negative index", head("RisingFactorial", None, -2), lambda u: mp.rf(u, -2)),
    ("falling factorial", head("FallingFactorial", None, 3), lambda u: mp.ff(u, 3)),
    ("falling factorial in between", head("FallingFactorial", NU, None), lambda u: mp.ff(at(NU), u)),
    ("harmonic", head("harmonic"), mp.harmonic),
    ("zeta", head("zeta"), mp.zeta),
    ("Hurwitz zeta in s", head("zeta", None, NU), lambda u: mp.zeta(u, at(NU))),
    ("Hurwitz zeta in a", head("zeta", 3, None), lambda u: mp.zeta(3, u)),
    ("Hurwitz zeta in a, below 0", head("zeta", -3, None), lambda u: mp.zeta(-3, u)),
    ("eta", head("dirichlet_eta"), mp.altzeta),
    ("Lerch", head("lerchphi", None, NU, 3 * HALF), lambda u: mp.lerchphi(u, at(NU), 1.5)),
    ("dilogarithm", head("polylog", 2, None), lambda u: mp.polylog(2, u)),
    ("trilogarithm", head("polylog", 3, None), lambda u: mp.polylog(3, u)),
    ("polylogarithm of negative order", head("polylog", -2, None), lambda u: mp.polylog(-2, u)),
    ("polylogarithm in between", head("polylog", NU, None), lambda u: mp.polylog(at(NU), u)),
    *((name, head(name), getattr(mp, name)) for name in ("erf", "erfc", "erfi")),
    ("erf2", head("erf2", NU, None), lambda u: mp.erf(u) - mp.erf(at(NU))),
    ("Ei", head("Ei"), mp.ei),
    ("E1", sp.expint(1, z, evaluate=False), mp.e1),
    ("E of 6/5", head("expint", NU, None), lambda u: mp.expint(at(NU), u)),
    ("E of 3", head("expint", 3, None), lambda u: mp.expint(3, u)),
    ("li", head("li"), mp.li),
    ("Li", head("Li"), lambda u: mp.li(u, offset=True)),
    ("Si", head("Si"), mp.si),
    ("Ci", head("Ci"), mp.ci),
    ("Shi", head("Shi"), mp.shi),
    ("Chi", head("Chi"), mp.chi),
    ("fresnels", head("fresnels"), mp.fresnels),
    ("fresnelc", head("fresnelc"), mp.fresnelc),
    ("upper gamma", head("uppergamma", NU, None), lambda u: mp.gammainc(at(NU), u)),
    ("upper gamma of whole order", head("uppergamma", -1, None), lambda u: mp.gammainc(-1, u)),
    ("upper gamma in s", head("uppergamma", None, NU), lambda u: mp.gammainc(u, at(NU))),
    ("lower gamma", head("lowergamma", NU, None), lambda u: mp.gammainc(at(NU), 0, u)),
    *(
        (f"{name} {order}", head(name, order, None), lambda u, f=name, v=order: getattr(mp, f)(at(v), u))
        for name in ("besselj", "bessely", "besseli", "besselk", "hankel1", "hankel2")
        for order in (sp.Integer(2), NU, MU)
    ),
    ("besselj in the order", head("besselj", None, NU), lambda u: mp.besselj(u, at(NU))),
    ("besselk in the order", head("besselk", None, NU), lambda u: mp.besselk(u, at(NU))),
    ("jn", head("jn", 2, None), lambda u: mp.sqrt(mp.pi / (2 * u)) * mp.besselj(2.5, u)),
    ("yn", head("yn", 2, None), lambda u: mp.sqrt(mp.pi / (2 * u)) * mp.bessely(2.5, u)),
    ("hn1", head("hn1", 2, None), lambda u: mp.sqrt(mp.pi / (2 * u)) * mp.hankel1(2.5, u)),
    ("hn2", head("hn2", 2, None), lambda u: mp.sqrt(mp.pi / (2 * u)) * mp.hankel2(2.5, u)),
    ("airyai", head("airyai"), mp.airyai),
    ("airybi", head("airybi"), mp.airybi),
    ("airyaiprime", head("airyaiprime"), lambda u: mp.airyai(u, derivative=1)),
    ("airybiprime", head("airybiprime"), lambda u: mp.airybi(u, derivative=1)),
    ("0F1", hyper((), (NU,)), lambda u: mp.hyp0f1(at(NU), u)),
    ("1F1", hyper((THIRD,), (NU,)), lambda u: mp.hyp1f1(at(THIRD), at(NU), u)),
    ("1F0", hyper((THIRD,), ()), lambda u: mp.power(1 - u, -at(THIRD))),
    ("2F1", hyper((THIRD, MU), (NU,)), lambda u: mp.hyp2f1(at(THIRD), at(MU), at(NU), u)),
    ("2F1 logarithmic", hyper((1, 1), (2,)), lambda u: mp.hyp2f1(1, 1, 2, u)),
    ("2F1 terminating", hyper((-3, NU), (MU,)), lambda u: mp.hyp2f1(-3, at(NU), at(MU), u)),
    ("2F1 terminating before the pole", hyper((-2, NU), (-5,)), lambda u: mp.hyp2f1(-2, at(NU), -5, u)),
    ("1F2", hyper((THIRD,), (NU, MU)), lambda u: mp.hyp1f2(at(THIRD), at(NU), at(MU), u)),
    ("2F2", hyper((THIRD, NU), (MU, 3)), lambda u: mp.hyp2f2(at(THIRD), at(NU), at(MU), 3, u)),
    ("K", head("elliptic_k"), mp.ellipk),
    ("E", head("elliptic_e"), mp.ellipe),
    ("Pi in n", head("elliptic_pi", None, THIRD), lambda u: mp.ellippi(u, at(THIRD))),
    ("Pi in m", head("elliptic_pi", -THIRD, None), lambda u: mp.ellippi(-at(THIRD), u)),
    ("F in phi", head("elliptic_f", None, THIRD), lambda u: mp.ellipf(u, at(THIRD))),
    ("F in m", head("elliptic_f", NU, None), lambda u: mp.ellipf(at(NU), u)),
    ("E in phi", head("elliptic_e", None, THIRD), lambda u: mp.ellipe(u, at(THIRD))),
    ("E in m", head("elliptic_e", NU, None), lambda u: mp.ellipe(at(NU), u)),
    ("Pi incomplete in n", head("elliptic_pi", None, THIRD, NU), lambda u: mp.ellippi(u, at(THIRD), at(NU))),
    ("Pi incomplete in phi", head("elliptic_pi", THIRD, None, -NU), lambda u: mp.ellippi(at(THIRD), u, -at(NU))),
    ("Pi incomplete in m", head("elliptic_pi", THIRD, NU, None), lambda u: mp.ellippi(at(THIRD), at(NU), u)),
    ("W", head("LambertW"), mp.lambertw),
    ("W of branch -1", head("LambertW", None, -1), lambda u: mp.lambertw(u, -1)),
    ("W of branch 2", head("LambertW", None, 2), lambda u: mp.lambertw(u, 2)),
    ("T", head("chebyshevt", 5, None), lambda u: mp.chebyt(5, u)),
    ("T of degree -3", head("chebyshevt", -3, None), lambda u: mp.chebyt(3, u)),
    ("T in between", head("chebyshevt", NU, None), lambda u: mp.chebyt(at(NU), u)),
    ("T of complex degree", head("chebyshevt", None, THIRD), lambda u: mp.chebyt(u, at(THIRD))),
    ("U", head("chebyshevu", 5, None), lambda u: mp.chebyu(5, u)),
    ("U of degree -4", head("chebyshevu", -4, None), lambda u: -mp.chebyu(2, u)),
    ("U in between", head("chebyshevu", NU, None), lambda u: mp.chebyu(at(NU), u)),
    ("P", head("legendre", 5, None), lambda u: mp.legendre(5, u)),
    ("P in between", head("legendre", NU, None), lambda u: mp.legendre(at(NU), u)),
    ("P of degree 70", head("legendre", 70, None), lambda u: mp.legendre(70, u)),
    ("H", head("hermite", 5, None), lambda u: mp.hermite(5, u)),
    ("L", head("laguerre", 5, None), lambda u: mp.laguerre(5, 0, u)),
    ("associated L", head("assoc_laguerre", 4, NU, None), lambda u: mp.laguerre(4, at(NU), u)),
    ("C", head("gegenbauer", 4, NU, None), lambda u: mp.gegenbauer(4, at(NU), u)),
    ("Jacobi", head("jacobi", 4, NU, THIRD, None), lambda u: mp.jacobi(4, at(NU), at(THIRD), u)),
    ("Bernoulli polynomial", head("bernoulli", 5, None), lambda u: mp.bernpoly(5, u)),
    ("Euler polynomial", head("euler", 4, None), lambda u: mp.eulerpoly(4, u)),
]
