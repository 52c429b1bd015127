"""Exact constants: equalities that must be proved, and neighbours that agree to many digits and are false."""

from random import Random

import pytest
from flint import acb
from sympy import (
    Abs,
    Add,
    Catalan,
    E,
    EulerGamma,
    Expr,
    GoldenRatio,
    I,
    Integer,
    Mul,
    Pow,
    Rational,
    S,
    acos,
    acosh,
    acot,
    acoth,
    arg,
    asec,
    asin,
    asinh,
    atan,
    atan2,
    atanh,
    conjugate,
    cos,
    cosh,
    cot,
    coth,
    exp,
    gamma,
    im,
    log,
    pi,
    re,
    sec,
    sign,
    sin,
    sinc,
    sinh,
    sqrt,
    sympify,
    tan,
    tanh,
    zeta,
)  # fmt: skip

from derive.calculation import Relation
from derive.claim import Claim
from derive.numeric.principal.balls import evaluate
from derive.numeric.undefined import UNDEFINED
from derive.prove.constants import are_equal, prove_constants
from derive.prove.constants.algebraic import NoValue, Undecided
from derive.prove.constants.reading import Reader
from derive.prove.facts import Facts

NO_FACTS = Facts({})


def plain(function: type, *arguments: object) -> Expr:
    """The function of the arguments, unevaluated."""
    return function(*map(sympify, arguments), evaluate=False)


def root(base: object, degree: int) -> Expr:
    return Pow(sympify(base), Rational(1, degree), evaluate=False)


def power(base: object, exponent: object) -> Expr:
    return Pow(sympify(base), sympify(exponent), evaluate=False)


def plus(*terms: object) -> Expr:
    return Add(*map(sympify, terms), evaluate=False)


def times(*factors: object) -> Expr:
    return Mul(*map(sympify, factors), evaluate=False)


def over(a: object, b: object) -> Expr:
    return times(a, power(b, -1))


half = Rational(1, 2)

TRUE = {
    "nested root": (root(5 + 2 * root(6, 2), 2), plus(root(2, 2), root(3, 2))),
    "nested root of a difference": (root(plus(5, times(-2, root(6, 2))), 2), plus(root(3, 2), times(-1, root(2, 2)))),
    "Ramanujan's cube roots": (
        root(plus(root(2, 3), -1), 3),
        plus(root(Rational(1, 9), 3), times(-1, root(Rational(2, 9), 3)), root(Rational(4, 9), 3)),
    ),
    "Cardano": (plus(root(2 + sqrt(5), 3), times(-1, root(sqrt(5) - 2, 3))), Integer(1)),
    "root of a negative number": (root(-8, 3), plus(1, times(I, root(3, 2)))),
    "roots of unity of order 7": (
        plus(*(plain(cos, k * pi / 7) for k in (1, 3, 5))), half,
    ),
    "product of tangents": (
        times(plain(tan, pi / 7), plain(tan, 2 * pi / 7), plain(tan, 3 * pi / 7)), root(7, 2),
    ),
    "the regular 17-gon": (
        times(16, plain(cos, 2 * pi / 17)),
        -1 + sqrt(17) + sqrt(34 - 2 * sqrt(17))
        + 2 * sqrt(17 + 3 * sqrt(17) - sqrt(34 - 2 * sqrt(17)) - 2 * sqrt(34 + 2 * sqrt(17))),
    ),
    "Morrie": (times(*(plain(cos, k * pi / 9) for k in (1, 2, 4))), Rational(1, 8)),
    "golden ratio and sine": (times(2, plain(sin, Rational(3, 10) * pi)), GoldenRatio),
    "golden ratio as a fraction": (over(1, GoldenRatio), plus(GoldenRatio, -1)),
    "powers of the golden ratio": (power(GoldenRatio, 10), plus(times(55, GoldenRatio), 34)),
    "root of i": (root(I, 2), over(plus(1, I), root(2, 2))),
    "power of -1": (power(-1, Rational(2, 5)), plain(exp, Rational(2, 5) * pi * I)),
    "a root exactly on the cut": (root(plus(power(plus(1, I), 2), times(-2, I), -4), 2), times(2, I)),
    "Euler": (plus(plain(exp, pi * I), 1), Integer(0)),
    "i to the i": (power(I, I), plain(exp, -pi / 2)),
    "logarithm of -1": (over(plain(log, -1), I), pi),
    "Gelfond": (power(-1, times(-1, I)), plain(exp, pi)),
    "tower of roots": (power(power(sqrt(2), sqrt(2)), sqrt(2)), Integer(2)),
    "logarithm at a root of 2": (power(2, over(plain(log, 3), plain(log, 2))), Integer(3)),
    "change of base": (over(plain(log, 8), plain(log, 4)), Rational(3, 2)),
    "logarithm of a reciprocal unit": (plain(log, 2 - sqrt(3)), times(-1, plain(log, 2 + sqrt(3)))),
    "logarithm below 0": (plain(log, times(-1, E)), plus(1, times(I, pi))),
    "logarithm beyond a whole turn": (plain(log, plain(exp, 2 + 7 * I)), plus(2, times(I, plus(7, -2 * pi)))),
    "Machin": (pi, plus(times(16, plain(atan, Rational(1, 5))), times(-4, plain(atan, Rational(1, 239))))),
    "Euler's two arctangents": (plus(plain(atan, half), plain(atan, Rational(1, 3))), pi / 4),
    "Stoermer": (
        pi / 4,
        plus(
            times(44, plain(atan, Rational(1, 57))), times(7, plain(atan, Rational(1, 239))),
            times(-12, plain(atan, Rational(1, 682))), times(24, plain(atan, Rational(1, 12943))),
        ),
    ),
    "arcs beyond a right angle": (plus(plain(atan, 2), plain(atan, 3)), 3 * pi / 4),
    "arcsine of the golden ratio": (times(10, plain(asin, over(1, times(2, GoldenRatio)))), pi),
    "arcsine and arctangent": (plain(asin, Rational(3, 5)), plain(atan, Rational(3, 4))),
    "arccosine below 0": (plain(acos, -half), 2 * pi / 3),
    "arcsine on its cut": (plain(asin, 2), plus(pi / 2, times(-1, I, plain(log, 2 + sqrt(3))))),
    "arccosine on its cut": (plain(acos, 2), times(I, plain(log, 2 + sqrt(3)))),
    "area cosine on its cut": (plain(acosh, -2), plus(plain(log, 2 + sqrt(3)), times(I, pi))),
    "area tangent on its cut": (plain(atanh, 2), plus(times(half, plain(log, 3)), times(-half, I, pi))),
    "arctangent on its cut": (plain(atan, 2 * I), plus(pi / 2, times(half, I, plain(log, 3)))),
    "area sine": (plain(asinh, 1), plain(log, 1 + sqrt(2))),
    "area tangent and logarithm": (plain(atanh, Rational(1, 3)), times(half, plain(log, 2))),
    "area cotangent": (plain(acoth, 3), times(half, plain(log, 2))),
    "arccotangent": (plain(acot, -1), -pi / 4),
    "arcsecant": (plain(asec, 2), pi / 3),
    "sine of an arctangent": (plain(sin, plain(atan, half)), over(1, root(5, 2))),
    "cosine of a multiple": (plain(cos, times(3, plain(acos, Rational(1, 3)))), Rational(-23, 27)),
    "hyperbolic of a logarithm": (plain(sinh, plain(log, 2)), Rational(3, 4)),
    "tangent of half an arc": (plain(tan, times(half, plain(asin, Rational(4, 5)))), half),
    "Pythagoras at 1": (plus(power(plain(sin, 1), 2), power(plain(cos, 1), 2)), Integer(1)),
    "addition at 1 and pi/5": (
        plain(sin, 1 + pi / 5),
        plus(times(plain(sin, 1), plain(cos, pi / 5)), times(plain(cos, 1), plain(sin, pi / 5))),
    ),
    "cotangent and its hyperbolic": (plain(coth, 1), over(plus(power(E, 2), 1), plus(power(E, 2), -1))),
    "tangent of an imaginary number": (plain(tan, I), times(I, plain(tanh, 1))),
    "parts of an exponential": (plain(re, plain(exp, 1 + 2 * I)), times(E, plain(cos, 2))),
    "imaginary part of a logarithm": (plain(im, plain(log, -3 + 3 * I)), 3 * pi / 4),
    "absolute value of a Gaussian number": (plain(Abs, 3 + 4 * I), Integer(5)),
    "absolute value of an exponential": (plain(Abs, plain(exp, 2 + 5 * I)), power(E, 2)),
    "argument": (plain(arg, plus(-1, times(-1, I, root(3, 2)))), -2 * pi / 3),
    "two-argument arctangent": (plain(atan2, -1, -1), -3 * pi / 4),
    "sign of i": (plain(sign, 3 * I), I),
    "conjugate": (plain(conjugate, plain(log, 1 + I)), plain(log, 1 - I)),
    "sinc": (plain(sinc, pi / 3), over(3 * sqrt(3), 2 * pi)),
    "binomial in pi": (power(plus(pi, E), 2), plus(power(pi, 2), times(2, pi, E), power(E, 2))),
    "other constants": (times(plus(EulerGamma, Catalan), plus(EulerGamma, -Catalan)), EulerGamma**2 - Catalan**2),
    "values that no rule knows": (root(times(4, power(plain(zeta, 3), 2)), 2), times(2, plain(zeta, 3))),
    "equal arguments": (plain(gamma, over(1, plus(sqrt(2), -1))), plain(gamma, plus(sqrt(2), 1))),
    "roots of pi": (times(root(pi, 2), root(4 * pi, 2)), 2 * pi),
    "root of a sum": (power(root(plus(1, pi), 3), 3), plus(1, pi)),
    "root of a square": (root(power(plus(3, times(-1, pi)), 2), 2), plus(pi, -3)),
}  # fmt: skip

FALSE = {
    "Ramanujan's constant": (plain(exp, pi * root(163, 2)), Integer(262537412640768744)),
    "exp(pi) - pi": (plus(plain(exp, pi), -pi), Integer(20)),
    "roots that agree to 20 digits": (
        plus(root(10**10 + 1, 2), root(10**10 + 25, 2)), plus(root(10**10 + 9, 2), root(10**10 + 17, 2)),
    ),
    "a convergent of sqrt(2)": (root(2, 2), Rational(
        1572584048032918633353217, 1111984844349868137938112)),
    "a convergent of pi": (pi, Rational(428224593349304, 136308121570117)),
    "Machin with a slip": (pi, plus(times(16, plain(atan, Rational(1, 5))), times(-4, plain(atan, Rational(1, 240))))),
    "the other cube root": (root(-8, 3), Integer(-2)),
    "the other square root": (root(power(-3, 2), 2), Integer(-3)),
    "the other branch of a sum of arcs": (plus(plain(atan, 2), plain(atan, 3)), -pi / 4),
    "the other side of a cut": (plain(asin, 2), plus(pi / 2, times(I, plain(log, 2 + sqrt(3))))),
    "a logarithm without its turn": (plain(log, plain(exp, 2 + 7 * I)), plus(2, 7 * I)),
    "a product of logarithms": (plain(log, times(-1, -1)), times(2, plain(log, -1))),
    "a division by 0": (over(1, plus(root(4, 2), -2)), over(1, plus(root(4, 2), -2))),
    "a logarithm of 0": (plain(log, plus(root(6, 2), times(-1, root(2, 2), root(3, 2)))), S.NegativeInfinity),
    "the constant of Euler is near": (EulerGamma, Rational(228, 395)),
    "exchanged exponents": (power(power(-1, 2), half), Integer(-1)),
    "root of a square below 0": (root(power(plus(3, times(-1, pi)), 2), 2), plus(3, -pi)),
    "tangent at its pole": (plain(tan, pi / 2), plain(tan, pi / 2)),
}  # fmt: skip


@pytest.mark.parametrize("case", TRUE)
def test_equal_constants_are_proved(case: str) -> None:
    lhs, rhs = TRUE[case]
    proof = prove_constants(Claim(lhs, Relation.EQUAL, rhs, {}), NO_FACTS)
    assert proof is not None
    assert proof.method == "exact constants"


@pytest.mark.parametrize("case", FALSE)
def test_false_neighbours_are_not_proved(case: str) -> None:
    lhs, rhs = FALSE[case]
    assert prove_constants(Claim(lhs, Relation.EQUAL, rhs, {}), NO_FACTS) is None
    assert not are_equal(rhs, lhs)


ORDERED = {
    "exp(pi) above pi**E": (plain(exp, pi), Relation.ABOVE, power(pi, E), True),
    "Ramanujan's constant below its integer": (
        plain(exp, pi * root(163, 2)), Relation.BELOW, Integer(262537412640768744), True,
    ),
    "not the other way": (plain(exp, pi * root(163, 2)), Relation.AT_LEAST, Integer(262537412640768744), False),
    "equal constants are at most each other": (root(5 + 2 * root(6, 2), 2), Relation.AT_MOST, sqrt(2) + sqrt(3), True),
    "but not below each other": (root(5 + 2 * root(6, 2), 2), Relation.BELOW, sqrt(2) + sqrt(3), False),
    "nor different": (root(5 + 2 * root(6, 2), 2), Relation.DIFFERS, sqrt(2) + sqrt(3), False),
    "different in the plane": (root(-8, 3), Relation.DIFFERS, Integer(-2), True),
    "no order in the plane": (1 + I, Relation.BELOW, 2 + I, False),
    "real by cancelling": (times(1 + I, 1 - I), Relation.BELOW, pi, True),
}  # fmt: skip


@pytest.mark.parametrize("case", ORDERED)
def test_order_is_proved_by_separated_balls(case: str) -> None:
    lhs, relation, rhs, holds = ORDERED[case]
    assert (prove_constants(Claim(lhs, relation, rhs, {}), NO_FACTS) is not None) is holds


REAL_FUNCTIONS = (sin, cos, exp, atan, asinh, tanh, sinh, cosh)
FUNCTIONS = (*REAL_FUNCTIONS, tan, cot, sec, log, asin, acos, acosh, atanh, acot, asec, Abs, arg, re, im, conjugate)
LEAVES = (I, pi, E, GoldenRatio, Integer(-1), Integer(2), times(-2, I), times(half, pi), Rational(-1, 3), Integer(0))


def random_constant(rng: Random, depth: int) -> Expr:
    """A constant of arithmetic, powers and elementary functions, often exactly on a branch cut."""
    if depth == 0:
        return rng.choice(LEAVES)
    kind = rng.random()
    if kind < 0.4:
        return (plus if kind < 0.2 else times)(random_constant(rng, depth - 1), random_constant(rng, depth - 1))
    if kind < 0.6:
        exponent = rng.choice((-1, 2, half, -half, Rational(1, 3), Rational(-2, 3), I))
        return power(random_constant(rng, depth - 1), exponent)
    return plain(rng.choice(FUNCTIONS), random_constant(rng, depth - 1))


def is_read_rightly(constant: Expr) -> bool | None:
    """Whether what is read has the value of the expression, by balls on the tree; None where either is not known."""
    expected = evaluate(constant, {}, 128)
    reader = Reader()
    try:
        value = reader.generators.ball(reader.read(constant), 160)
    except Undecided:
        return None
    except NoValue:
        return None if expected is None else expected is UNDEFINED
    if expected is None:
        return None
    return expected is not UNDEFINED and value.is_finite() and acb(expected).overlaps(value)


def wrongly_read(seed: int, count: int) -> tuple[list[Expr], int]:
    """Constants whose value was read wrongly, and the number of those that were compared."""
    rng, wrong, compared = Random(seed), [], 0
    for _ in range(count):
        constant = random_constant(rng, rng.choice((1, 2, 2, 3)))
        verdict = is_read_rightly(constant)
        compared += verdict is not None
        wrong += [constant] if verdict is False else []
    return wrong, compared


def test_what_is_read_has_the_value_of_the_expression() -> None:
    wrong, compared = wrongly_read(seed=1, count=300)
    assert not wrong
    assert compared > 100


@pytest.mark.slow
def test_no_random_constant_is_read_wrongly() -> None:
    wrong, compared = wrongly_read(seed=2, count=2000)
    assert not wrong
    assert compared > 1200
