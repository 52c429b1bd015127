"""Changes of variables: determinants of symbolic size, layers, inverses, volumes."""

import pytest
from sympy import Abs, Derivative, Piecewise, Product, Rational, Sum, exp, log, pi, symbols

from derive import AuthoringError, Positive, Real, Size, above, calc, derivation, differs_from, equals
from derive.abstract.families import Family
from derive.evidence import Counterexample, Proof, Verdict
from derive.terms import (
    ball,
    box,
    cbrt,
    determinant,
    disc,
    ellipse,
    inverse_function_theorem,
    invertible,
    jacobian,
    jacobian_determinant,
    log_abs_det,
    normal,
    not_invertible,
    volume,
    volume_of_image,
)
from tests.families.stages import coupling, decided, layers, line, plane, proof_of

i, j = symbols("i j", integer=True, positive=True)
STANDARD = normal(mean=0, std=1)


def first(v):
    return v.x.upto(v.d)


def affine_coupling(v):
    """y_i = x_i for i <= d, and x_i exp(s_i(x_1, ..., x_d)) + t_i(x_1, ..., x_d) behind."""
    moved = lambda i: v.x[i] * exp(v.s[i](first(v))) + v.t[i](first(v))  # noqa: E731
    return jacobian_determinant(lambda i: Piecewise((v.x[i], i <= v.d), (moved(i), True)), over=v.x)


def scalar_coupling(v):
    """The same with one s for all entries."""
    moved = lambda i: v.x[i] * exp(v.r(first(v))) + v.t[i](first(v))  # noqa: E731
    return jacobian_determinant(lambda i: Piecewise((v.x[i], i <= v.d), (moved(i), True)), over=v.x)


def additive_coupling(v):
    """y_i = x_i + t_i(x_1, ..., x_d) behind d."""
    return jacobian_determinant(
        lambda i: Piecewise((v.x[i], i <= v.d), (v.x[i] + v.t[i](first(v)), True)), over=v.x
    )


def autoregressive(v):
    """y_i = x_i exp(s_i(x_1, ..., x_(i-1))) + t_i(x_1, ..., x_(i-1))."""
    before = lambda i: v.x.upto(i - 1)  # noqa: E731
    return jacobian_determinant(lambda i: v.x[i] * exp(v.s[i](before(i))) + v.t[i](before(i)), over=v.x)


def planar(v):
    """z + u h(w . z + b) in the plane."""
    inside = v.w1 * v.x + v.w2 * v.y + v.shift
    image = [v.x + v.u * v.h(inside), v.y + v.v * v.h(inside)]
    return determinant(jacobian(image, [v.x, v.y])), v.h.prime(inside)


def pushed(v):
    """The density of f(Z) at y, for Z standard normal."""
    return STANDARD.density(v.f.inverse(v.y)) * Abs(Derivative(v.f.inverse(v.y), v.y))


TRUE = {
    "a coupling layer": (coupling, lambda v: (
        affine_coupling(v), equals(exp(Sum(v.s[j](first(v)), (j, v.d + 1, v.D)))))),
    "the logarithm for a coupling layer": (coupling, lambda v: (
        log(Abs(affine_coupling(v))), equals(Sum(v.s[j](first(v)), (j, v.d + 1, v.D))))),
    "one scale for all entries": (coupling, lambda v: (
        scalar_coupling(v), equals(exp((v.D - v.d) * v.r(first(v)))))),
    "an additive coupling preserves volumes": (coupling, lambda v: (additive_coupling(v), equals(1))),
    "an autoregressive map": (coupling, lambda v: (
        log(Abs(autoregressive(v))), equals(Sum(v.s[i](v.x.upto(i - 1)), (i, 1, v.D))))),
    "a scale for each entry": (coupling, lambda v: (
        jacobian_determinant(lambda i: v.b[i] * v.x[i], over=v.x), equals(Product(v.b[i], (i, 1, v.D))))),
    "the logarithm of scales": (coupling, lambda v: (
        log(Abs(jacobian_determinant(lambda i: v.b[i] * v.x[i], over=v.x))),
        equals(Sum(log(Abs(v.b[i])), (i, 1, v.D))))),
    "one scale in D dimensions": (coupling, lambda v: (
        jacobian_determinant(lambda i: 3 * v.x[i] + 1, over=v.x), equals(3**v.D))),
    "a unit lower triangular matrix": (coupling, lambda v: (
        jacobian_determinant(lambda i: v.x[i] + Sum(v.W[i, j] * v.x[j], (j, 1, i - 1)), over=v.x), equals(1))),
    "a lower triangular matrix": (coupling, lambda v: (
        jacobian_determinant(lambda i: Sum(v.W[i, j] * v.x[j], (j, 1, i)), over=v.x),
        equals(Product(v.W[i, i], (i, 1, v.D))))),
    "an upper triangular matrix": (coupling, lambda v: (
        jacobian_determinant(lambda i: v.b[i] * v.x[i] + Sum(v.W[i, j] * v.x[j], (j, i + 1, v.D)), over=v.x),
        equals(Product(v.b[i], (i, 1, v.D))))),
    "a function entry by entry": (coupling, lambda v: (
        jacobian_determinant(lambda i: v.r(v.x[i]), over=v.x), equals(Product(v.r.prime(v.x[i]), (i, 1, v.D))))),
    "a coupling layer undone": (coupling, lambda v: (
        ((v.x[v.D] * exp(v.s[v.D](first(v))) + v.t[v.D](first(v))) - v.t[v.D](first(v)))
        * exp(-v.s[v.D](first(v))) + v.x[1], equals(v.x[v.D] + v.x[1]))),
    "the density behind K layers": (layers, lambda v: (
        log(v.f.density(v.K)), equals(log(v.f.density(0)) - Sum(log(Abs(v.f.determinant(i))), (i, 1, v.K))))),
    "one layer more": (layers, lambda v: (
        v.f.density(v.K), equals(v.f.density(v.K - 1) / Abs(v.f.determinant(v.K))))),
    "one layer more by the inverse": (layers, lambda v: (
        v.f.density(v.K), equals(v.f.density(v.K - 1) * Abs(v.f.inverse_determinant(v.K))))),
    "differences of log densities telescope": (layers, lambda v: (
        Sum(log(v.f.density(i)) - log(v.f.density(i - 1)), (i, 1, v.K)),
        equals(log(v.f.density(v.K)) - log(v.f.density(0))))),
    "the determinant of the composition": (layers, lambda v: (
        v.f.determinant_of_all(v.K), equals(Product(v.f.determinant(i), (i, 1, v.K))))),
    "the composition without its last layer": (layers, lambda v: (
        v.f.determinant_of_all(v.K), equals(v.f.determinant_of_all(v.K - 1) * v.f.determinant(v.K)))),
    "log determinants of inverses": (layers, lambda v: (
        log(Abs(v.f.determinant_of_all(v.K))),
        equals(-Sum(log(Abs(v.f.inverse_determinant(i))), (i, 1, v.K))))),
    "an inverse undoes its function": (line, lambda v: (v.f(v.f.inverse(v.y)), equals(v.y))),
    "a function undoes its inverse": (line, lambda v: (v.f.inverse(v.f(v.x)) - v.x, equals(0))),
    "the inverse function theorem on the line": (line, lambda v: (
        Derivative(v.f.inverse(v.y), v.y), equals(1 / v.f.prime(v.f.inverse(v.y))))),
    "the slope of an inverse is not 0": (line, lambda v: (Derivative(v.f.inverse(v.y), v.y), differs_from(0))),
    "an increasing function has a positive slope": (line, lambda v: (v.up.prime(v.x), above(0))),
    "the density of an image": (line, lambda v: (
        pushed(v), equals(STANDARD.density(v.f.inverse(v.y)) / Abs(v.f.prime(v.f.inverse(v.y)))))),
    "the slope of a composition": (line, lambda v: (
        Derivative(v.f(v.up(v.x)), v.x), equals(v.f.prime(v.up(v.x)) * v.up.prime(v.x)))),
    "a planar flow": (plane, lambda v: (
        planar(v)[0], equals(1 + (v.u * v.w1 + v.v * v.w2) * planar(v)[1]))),
    "the rotation of the plane": (plane, lambda v: (
        determinant(jacobian([v.x * Rational(3, 5) - v.y * Rational(4, 5), v.x * Rational(4, 5) + v.y * Rational(3, 5)],
                             [v.x, v.y])) + 0 * v.h(v.x), equals(1))),
    "a shear with any function": (plane, lambda v: (
        determinant(jacobian([v.x + v.h(v.y), v.y], [v.x, v.y])), equals(1))),
    "a coupling in the plane": (plane, lambda v: (
        log_abs_det(jacobian([v.x, v.y * exp(v.h(v.x)) + v.h(v.x)], [v.x, v.y])), equals(v.h(v.x)))),
}  # fmt: skip

FALSE = {
    "a coupling layer scales every entry": (coupling, lambda v: (
        affine_coupling(v), equals(exp(Sum(v.s[j](first(v)), (j, 1, v.D)))))),
    "the logarithm with the other sign": (coupling, lambda v: (
        log(Abs(affine_coupling(v))), equals(-Sum(v.s[j](first(v)), (j, v.d + 1, v.D))))),
    "one scale counted once": (coupling, lambda v: (scalar_coupling(v), equals(exp(v.r(first(v)))))),
    "one scale counted D times": (coupling, lambda v: (scalar_coupling(v), equals(exp(v.D * v.r(first(v)))))),
    "an affine coupling preserves volumes": (coupling, lambda v: (affine_coupling(v), equals(1))),
    "an autoregressive map with shifts in the determinant": (coupling, lambda v: (
        log(Abs(autoregressive(v))), equals(Sum(v.t[i](v.x.upto(i - 1)), (i, 1, v.D))))),
    "scales add up": (coupling, lambda v: (
        jacobian_determinant(lambda i: v.b[i] * v.x[i], over=v.x), equals(Sum(v.b[i], (i, 1, v.D))))),
    "one scale in one dimension": (coupling, lambda v: (
        jacobian_determinant(lambda i: 3 * v.x[i] + 1, over=v.x), equals(3))),
    "a full matrix by its diagonal": (coupling, lambda v: (
        jacobian_determinant(lambda i: Sum(v.W[i, j] * v.x[j], (j, 1, v.D)), over=v.x),
        equals(Product(v.W[i, i], (i, 1, v.D))))),
    "a sum over the entry behind": (coupling, lambda v: (
        jacobian_determinant(lambda i: v.x[i] + Sum(v.W[i, j] * v.x[j + 1], (j, 1, i - 1)), over=v.x), equals(1))),
    "the next entry counts too": (coupling, lambda v: (
        jacobian_determinant(lambda i: Sum(v.W[i, j] * v.x[j], (j, 1, i)), over=v.x),
        equals(Product(Sum(v.W[i, j], (j, 1, i)), (i, 1, v.D))))),
    "the density behind K layers with the other sign": (layers, lambda v: (
        log(v.f.density(v.K)), equals(log(v.f.density(0)) + Sum(log(Abs(v.f.determinant(i))), (i, 1, v.K))))),
    "one layer more with the other sign": (layers, lambda v: (
        v.f.density(v.K), equals(v.f.density(v.K - 1) * Abs(v.f.determinant(v.K))))),
    "the last layer alone": (layers, lambda v: (
        log(v.f.density(v.K)), equals(log(v.f.density(0)) - log(Abs(v.f.determinant(v.K)))))),
    "layers keep the density": (layers, lambda v: (v.f.density(v.K), equals(v.f.density(0)))),
    "determinants of layers add up": (layers, lambda v: (
        v.f.determinant_of_all(v.K), equals(Sum(v.f.determinant(i), (i, 1, v.K))))),
    "the inverse has the same determinant": (layers, lambda v: (
        v.f.inverse_determinant(v.K), equals(v.f.determinant(v.K)))),
    "the inverse is the reciprocal": (line, lambda v: (v.f(v.x) * v.f.inverse(v.x), equals(1))),
    "the inverse function theorem at the wrong point": (line, lambda v: (
        Derivative(v.f.inverse(v.y), v.y), equals(1 / v.f.prime(v.y)))),
    "the density of an image by the slope itself": (line, lambda v: (
        pushed(v), equals(STANDARD.density(v.f.inverse(v.y)) * Abs(v.f.prime(v.f.inverse(v.y)))))),
    "the density of an image without a slope": (line, lambda v: (pushed(v), equals(STANDARD.density(v.f.inverse(v.y))))),
    "every invertible function increases": (line, lambda v: (v.f.prime(v.x), above(0))),
    "functions commute": (line, lambda v: (v.f(v.up(v.x)), equals(v.up(v.f(v.x))))),
    "a planar flow with h instead of its derivative": (plane, lambda v: (
        planar(v)[0], equals(1 + (v.u * v.w1 + v.v * v.w2) * v.h(v.w1 * v.x + v.w2 * v.y + v.shift)))),
    "a planar flow without the 1": (plane, lambda v: (
        planar(v)[0], equals((v.u * v.w1 + v.v * v.w2) * planar(v)[1]))),
    "a coupling in the plane with the shift": (plane, lambda v: (
        log_abs_det(jacobian([v.x, v.y * exp(v.h(v.x)) + v.h(v.x)], [v.x, v.y])), equals(2 * v.h(v.x)))),
}  # fmt: skip


@pytest.mark.parametrize("case", TRUE, ids=list(TRUE))
def test_what_holds_is_proved(case):
    assert isinstance(decided(*TRUE[case]), Proof)


@pytest.mark.parametrize("case", FALSE, ids=list(FALSE))
def test_a_false_neighbour_falls_to_a_small_example(case):
    found = decided(*FALSE[case])
    assert isinstance(found, Counterexample)
    assert len(", ".join(f"{name} = {value}" for name, value in found.witness)) < 200


@pytest.mark.slow
@pytest.mark.parametrize("case", FALSE, ids=list(FALSE))
def test_no_prover_is_fooled(case):
    assert not isinstance(proof_of(*FALSE[case]), Proof)


def verdicts(*calculations):
    """The verdicts of calculations about two real and two positive numbers."""

    @derivation(source="tests")
    def page(x: Real, y: Real, a: Positive, c: Positive):
        """Explicit maps."""
        return {f"part {number}": calculation(x, y, a, c) for number, calculation in enumerate(calculations)}

    (report,) = page.check().derivations
    return [step.local.verdict for part in report.calculations for step in part.steps]


MAPS = {
    "the exponential function": lambda x, y, a, c: invertible(exp, inverse=log, over=[x], onto=[a]),
    "the cube": lambda x, y, a, c: invertible(lambda x: x**3, inverse=cbrt, over=[x], onto=[y]),
    "a map of the plane": lambda x, y, a, c: invertible(
        lambda x, a: [x + log(a), a], inverse=lambda y, c: [y - log(c), c], over=[x, a], onto=[y, c]),
    "the square takes two points to one": lambda x, y, a, c: not_invertible(lambda x: x**2, at=(-1, 1), over=[x]),
    "a projection takes a line to a point": lambda x, y, a, c: not_invertible(
        lambda x, y: [x, 0 * y], at=((x, 0), (x, 1)), over=[x, y]),
    "the volume of an ellipse": lambda x, y, a, c: calc(
        volume_of_image(lambda x, y: [a * x, c * y], disc(1), over=[x, y]), equals(volume(ellipse(a, c)))),
    "a shear keeps areas": lambda x, y, a, c: calc(
        volume_of_image(lambda x, y: [x + 7 * y, y], box(a, c), over=[x, y]), equals(volume(box(a, c)))),
    "a reflection keeps volumes": lambda x, y, a, c: calc(
        volume_of_image(lambda x, y: [y, x], disc(a), over=[x, y]), equals(pi * a**2)),
    "a ball of twice the radius": lambda x, y, a, c: calc(volume(ball(2 * a, 3)), equals(8 * volume(ball(a, 3)))),
    "the inverse function theorem in the plane": lambda x, y, a, c: _inverse_function_theorem(x, a),
}  # fmt: skip


def _inverse_function_theorem(x, a):
    left, right = inverse_function_theorem(
        lambda x, a: [x * a, a**2], inverse=lambda u, w: [u / w**Rational(1, 2), w**Rational(1, 2)], over=[x, a]
    )
    return calc(left, equals(right))


NO_MAPS = {
    "the square as an invertible function": lambda x, y, a, c: invertible(
        lambda x: x**2, inverse=lambda a: a**Rational(1, 2), over=[x], onto=[a]),
    "the inverse without its shift": lambda x, y, a, c: invertible(
        lambda x: x**3 + 1, inverse=cbrt, over=[x], onto=[y]),
    "two points with different images": lambda x, y, a, c: not_invertible(lambda x: x**3, at=(-1, 1), over=[x]),
    "a single point": lambda x, y, a, c: not_invertible(lambda x: x**2, at=(1, 1), over=[x]),
    "an ellipse with the sum of the axes": lambda x, y, a, c: calc(
        volume_of_image(lambda x, y: [a * x, c * y], disc(1), over=[x, y]), equals(pi * (a + c))),
    "a negative determinant makes no negative area": lambda x, y, a, c: calc(
        volume_of_image(lambda x, y: [y, x], disc(a), over=[x, y]), equals(-pi * a**2)),
    "twice the radius is twice the volume": lambda x, y, a, c: calc(
        volume(ball(2 * a, 3)), equals(2 * volume(ball(a, 3)))),
}  # fmt: skip


@pytest.mark.parametrize("case", MAPS, ids=list(MAPS))
def test_explicit_maps(case):
    assert set(verdicts(MAPS[case])) == {Verdict.PROVED}


@pytest.mark.parametrize("case", NO_MAPS, ids=list(NO_MAPS))
def test_explicit_maps_that_are_none(case):
    assert Verdict.REFUTED in verdicts(NO_MAPS[case])


WRONG = {
    "a layer before the first": (lambda f, x, K: f.determinant(0), "the layers 1 to K, not 0"),
    "a state before the first": (lambda f, x, K: f.density(-1), "the layers 1 to K, not -1"),
    "a determinant over no family": (lambda f, x, K: jacobian_determinant(lambda i: i, over=K), "takes a family"),
    "a component without an index": (lambda f, x, K: jacobian_determinant(1, over=x), "a function of the index"),
    "first entries of a family with two indices": (lambda f, x, K: x.upto(Rational(1, 2)), "no whole number"),
}


@pytest.mark.parametrize("case", WRONG, ids=list(WRONG))
def test_an_authors_mistake_is_explained(case):
    from derive.abstract.layers import Flow

    body, words = WRONG[case]

    @derivation(source="tests", shapes={"f": "K", "x": "K"})
    def page(f: Flow, x: Family, K: Size):
        """A page with a mistake."""
        return calc(K + body(f, x, K), equals(0))

    with pytest.raises(AuthoringError) as caught:
        page.check()
    assert words in str(caught.value)


def test_a_volume_needs_a_region_and_a_constant_determinant():
    x, y = symbols("x y", real=True)
    for build, words in (
        (lambda: volume(3), "a volume is that of a region"),
        (lambda: disc(-1), "positive lengths"),
        (lambda: volume_of_image(lambda x, y: [x], disc(1), over=[x, y]), "2 dimensions"),
        (lambda: volume_of_image(lambda x, y: [x * y, y], disc(1), over=[x, y]), "depends on the point"),
    ):
        with pytest.raises(AuthoringError, match=words):
            build()
