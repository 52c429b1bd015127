"""The normal form has the value of what it was made of, in every world in which that has one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Add, Derivative, Integer, KroneckerDelta, Mul, Piecewise, Product, Rational, Sum, exp, log, symbols

from derive import (
    Family,
    NonzeroFamily,
    PositiveFamily,
    PositiveSmoothFunction,
    Real,
    Size,
    SmoothFamily,
    SmoothFunction,
    derivation,
)
from derive.abstract.worlds import examples
from derive.calculation import Relation
from derive.claim import Claim
from derive.prove.families.letters import OutOfReach
from derive.prove.families.normal_form import NormalForm
from derive.terms import jacobian_determinant

WIDE = dict.fromkeys(("a", "b", "s"), "0..K+19")
MIDDLE = 8
"""Indices are moved by so much, so that none falls outside."""


@derivation(source="tests", shapes={**WIDE, "W": "0..K+19, 0..K+19"})
def stage(a: Family, b: NonzeroFamily, s: PositiveFamily, W: Family, K: Size, d: Size, c: Real):
    """Families that reach further than any sum."""


V = stage.arguments
a, b, s, W, K, d, c = (V[name] for name in ["a", "b", "s", "W", "K", "d", "c"])
i, j = symbols("i j", integer=True)

offsets = st.integers(-2, 2)
ends = st.sampled_from([(Integer(1), K), (Integer(0), K - 1), (Integer(1), d), (Integer(2), d + 2), (Integer(1), Integer(3)),
                        (d + 1, d + K), (d, d + 1), (Integer(1), d - 1)])  # fmt: skip


def factors(index):
    """Factors of a term with this index."""
    forward = st.builds(lambda o: a[MIDDLE + index + o], offsets)
    backward = st.builds(lambda o: a[MIDDLE + 2 + K - index + o], st.integers(0, 1))
    plain = st.sampled_from([index, c, Integer(2), 1 / (1 + s[MIDDLE + index]), log(s[MIDDLE + index]), b[MIDDLE + index]])
    return st.one_of(forward, forward, backward, plain)


def terms(index):
    """Sums of products of factors."""
    products = st.lists(factors(index), min_size=1, max_size=3).map(lambda parts: Mul(*parts))
    return st.lists(products, min_size=1, max_size=2).map(lambda parts: Add(*parts))


sums = st.builds(lambda body, span: Sum(body, (i, *span)), terms(i), ends)
other_sums = st.builds(lambda body, span: Sum(body, (j, *span)), terms(j), ends)
double = st.one_of(
    st.builds(lambda f, g, x, y: Sum(f * g * W[MIDDLE + i, MIDDLE + j], (i, *x), (j, *y)), terms(i), terms(j), ends, ends),
    st.builds(lambda f, g, x: Sum(f * Sum(g, (j, 1, i)), (i, *x)), terms(i), terms(j), ends),
    st.builds(lambda f, g, x: Sum(f * g * KroneckerDelta(i, j), (i, *x), (j, *x)), terms(i), terms(j), ends),
)
positive = st.sampled_from([s[MIDDLE + i], 2 * s[MIDDLE + i + 1], exp(a[MIDDLE + i]), s[MIDDLE + i] ** 2 / s[MIDDLE + i - 1]])
products = st.one_of(
    st.builds(lambda body, span: Product(body, (i, *span)), positive, ends),
    st.builds(lambda o, span: Product(c * b[MIDDLE + i + o] / b[MIDDLE + i], (i, *span)), offsets, ends),
    st.builds(lambda o, span: Product(a[MIDDLE + i + o] - c, (i, *span)), offsets, ends),
)
sums_and_products = st.one_of(
    st.builds(lambda x, y: x + c * y, sums, other_sums),
    st.builds(lambda x, y: x * y, sums, other_sums),
    st.builds(lambda x: x**2, sums),
    double,
    st.builds(lambda x, y: x * y, products, products),
    st.builds(lambda x, y: log(x) + y, st.builds(lambda f, x: Product(f, (i, *x)), positive, ends), sums),
)


def compared(stage, expression, at):
    """How many worlds gave an expression and its normal form a value, which was the same; None without a normal form."""
    claim = Claim(expression, Relation.EQUAL, expression, stage.domains, structures=stage.structures)
    try:
        normal = NormalForm(claim).of(expression)
    except OutOfReach:
        return None
    both = Claim(expression, Relation.EQUAL, normal, stage.domains, structures=stage.structures)
    count = 0
    for count, example in enumerate(examples(both, 3), start=1):  # noqa: B007
        left, right = (complex(side.doit().xreplace(at).doit().n(30)) for side in (example.claim.lhs, example.claim.rhs))
        assert abs(left - right) <= 1e-9 * max(1, abs(left)), (expression, normal, example.world.shown())
    return count


@given(sums_and_products)
@settings(max_examples=4, deadline=None)
def test_sums_and_products(expression):
    compared(stage, expression, {c: Rational(3, 7)})


@pytest.mark.slow
@given(sums_and_products)
@settings(max_examples=300, deadline=None)
def test_many_sums_and_products(expression):
    compared(stage, expression, {c: Rational(3, 7)})


@derivation(source="tests", shapes={"G": "2"})
def curves(f: SmoothFunction, h: SmoothFunction, w: PositiveSmoothFunction, G: SmoothFunction, x: Real, y: Real):
    """Smooth functions of one variable and of two."""


f, h, w, G, x, y = curves.arguments.values()
inner = st.sampled_from([x, y, 2 * x + 1, x * y, h(x), (x + y) ** 2])
values = st.one_of(
    st.builds(f, inner), st.builds(h, inner), st.builds(w, inner), st.builds(G, inner, inner),
    st.builds(f.prime, inner), st.builds(lambda u, v: G.partial(2)(u, v), inner, inner),
)  # fmt: skip
outer = st.one_of(values, values, st.builds(lambda v: log(w(v)), inner), st.builds(lambda v: exp(-v / 9), inner))
made = st.lists(outer, min_size=1, max_size=2).map(lambda parts: Mul(*parts))
slopes = st.builds(
    lambda parts, variables: Derivative(Add(*parts), *variables),
    st.lists(made, min_size=1, max_size=2), st.sampled_from([(x,), (y,), (x, x), (x, y)]),
)  # fmt: skip


@given(slopes)
@settings(max_examples=8, deadline=None)
def test_derivatives(expression):
    compared(curves, expression, {x: Rational(2, 7), y: Rational(-1, 3)})


@pytest.mark.slow
@given(slopes)
@settings(max_examples=200, deadline=None)
def test_many_derivatives(expression):
    compared(curves, expression, {x: Rational(2, 7), y: Rational(-1, 3)})


@derivation(source="tests", shapes={**dict.fromkeys(("z", "t", "q"), "D"), "R": "D, D"}, where=lambda cut, D: cut <= D)
def maps(z: Family, t: SmoothFamily, q: NonzeroFamily, R: Family, D: Size, cut: Size):
    """Maps of families, with what they are made of."""


M = maps.arguments
z, t, q, R, D, cut = (M[name] for name in ["z", "t", "q", "R", "D", "cut"])
parts_of_component = st.sampled_from([
    lambda k: q[k] * z[k], lambda k: t[k](z[k]), lambda k: t[k](z.upto(k - 1)), lambda k: t[k](z.upto(cut)),
    lambda k: Sum(R[k, j] * z[j], (j, 1, k - 1)), lambda k: Sum(R[k, j] * z[j], (j, k + 1, D)),
    lambda k: Sum(R[k, j] * z[j], (j, 1, D)), lambda k: z[k] * exp(t[k](z.upto(k - 1)) / 50), lambda k: z[D + 1 - k],
])  # fmt: skip
components = st.lists(parts_of_component, min_size=1, max_size=2).map(lambda made: lambda k: sum(part(k) for part in made))
determinants = st.one_of(
    components.map(lambda component: jacobian_determinant(component, over=z)),
    st.builds(
        lambda low, high: jacobian_determinant(lambda k: Piecewise((low(k), k <= cut), (high(k), True)), over=z),
        components, components,
    ),
)  # fmt: skip


@given(determinants)
@settings(max_examples=10, deadline=None)
def test_determinants(expression):
    compared(maps, expression, {})


@pytest.mark.slow
@given(determinants)
@settings(max_examples=200, deadline=None)
def test_many_determinants(expression):
    compared(maps, expression, {})


def test_entries_outside_have_no_value():
    claim = Claim(Sum(a[i + 40], (i, 1, K)), Relation.EQUAL, Integer(0), stage.domains, structures=stage.structures)
    assert list(examples(claim, 4)) == []
