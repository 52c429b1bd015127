"""Jacobians and pushed densities: closed form, quadrature and differences, exact instances."""

import pytest
from mpmath import mp, mpf
from sympy import (
    Derivative,
    ImmutableDenseMatrix,
    Matrix,
    Rational,
    Symbol,
    exp,
    lambdify,
    simplify,
    sinh,
    symbols,
)
from sympy.matrices.expressions.determinant import Determinant

from derive.errors import AuthoringError
from derive.terms import determinant, independent, jacobian, normal, pushforward_density

x, y = symbols("x y", real=True)
a = Symbol("a", real=True)
noise = normal(mean=0, std=1)


@pytest.fixture(autouse=True)
def thirty_digits():
    with mp.workdps(30):
        yield


class TestJacobian:
    def test_rows_are_images_and_columns_are_variables(self):
        found = jacobian([x * y, x**2], [x, y])
        assert found == ImmutableDenseMatrix(
            [[Derivative(x * y, x), Derivative(x * y, y)], [Derivative(x**2, x), Derivative(x**2, y)]]
        )
        assert found.doit() == Matrix([[y, x], [2 * x, 0]])

    def test_slopes_by_differences(self):
        image = [exp(x) * y, sinh(y) - x * y]
        found = jacobian(image, [x, y]).doit()
        at = (mpf("0.3"), mpf("-1.2"))
        for i, component in enumerate(image):
            f = lambdify((x, y), component, "mpmath")
            for j, order in enumerate([(1, 0), (0, 1)]):
                expected = mp.diff(f, at, order)
                assert mp.almosteq(lambdify((x, y), found[i, j], "mpmath")(*at), expected, 1e-14)

    def test_exact_instance(self):
        assert jacobian([2 * x + y, x + 3 * y], [x, y]).doit() == Matrix([[2, 1], [1, 3]])
        assert determinant(jacobian([2 * x + y, x + 3 * y], [x, y])).doit() == 5

    def test_a_row_for_each_image(self):
        assert jacobian([x], [x, y]).shape == (1, 2)

    @pytest.mark.parametrize("variable", [2 * x, 3, x + y])
    def test_it_is_taken_with_respect_to_variables(self, variable):
        with pytest.raises(AuthoringError, match="taken with respect to variables, but found"):
            jacobian([x], [variable])

    def test_a_determinant_stays_as_written(self):
        assert isinstance(determinant([[x, 1], [1, x]]), Determinant)


class TestPushforward:
    def test_closed_form_of_an_affine_map(self):
        pushed = pushforward_density(lambda x: [(x - 3) / 2], independent(noise), [x])
        assert simplify(pushed.doit() - normal(mean=3, std=2).density(x)) == 0

    def test_it_integrates_to_1(self):
        pushed = pushforward_density(lambda x: [sinh(x)], independent(noise), [x]).doit()
        total = mp.quad(lambdify(x, pushed, "mpmath"), [-6, -3, 0, 3, 6])
        assert mp.almosteq(total, 1, 1e-20)

    def test_exact_instance_in_the_plane(self):
        pushed = pushforward_density(lambda x, y: [x + y, x - y], independent(noise, noise), [x, y])
        there = pushed.doit().subs({x: 0, y: 0})
        assert there == 2 * noise.density(0) ** 2

    def test_it_is_the_probability_that_counts(self):
        pushed = pushforward_density(lambda x: [x**3], independent(noise), [x]).doit()
        below = mp.quad(lambdify(x, pushed, "mpmath"), [-3, -1, 0, mpf(1) / 2])
        assert mp.almosteq(below, mp.ncdf(mpf(1) / 8), 1e-12)

    def test_the_orientation_does_not_count(self):
        pushed = pushforward_density(lambda x: [-x], independent(noise), [x])
        assert pushed.doit() == noise.density(x)

    def test_components_must_fit(self):
        with pytest.raises(AuthoringError, match="over 2 components was asked for at a point with 1"):
            pushforward_density(lambda x: [x], independent(noise, noise), [x])

    def test_it_depends_on_parameters_of_the_map(self):
        pushed = pushforward_density(lambda x: [x - a], independent(noise), [x])
        assert pushed.free_symbols == {x, a}
        assert pushed.doit().subs({x: 1, a: Rational(1)}) == noise.density(0)
