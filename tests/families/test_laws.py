"""The normal form has the value of what it was made of, in every world in which that has one."""

from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Integer, KroneckerDelta, Product, Sum, exp, log, symbols

from derive import Family, NonzeroFamily, PositiveFamily, Real, Size, derivation
from derive.abstract.worlds import NoWorld, examples
from derive.calculation import Relation
from derive.claim import Claim
from derive.prove.families.letters import OutOfReach
from derive.prove.families.normal_form import NormalForm

WIDE = dict.fromkeys(("a", "b", "s"), "0..K+19")
MIDDLE = 8
"""Indices are moved by so much, so that none falls outside."""


@derivation(source="tests", shapes={**WIDE, "W": "0..K+19, 0..K+19"})
def stage(a: Family, b: NonzeroFamily, s: PositiveFamily, W: Family, K: Size, d: Size, c: Real):
    """Families that reach further than any sum."""


V = stage.arguments
a, b, s, W, K, d, c = (V[name] for name in "a b s W K d c".split())
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
    products = st.lists(factors(index), min_size=1, max_size=3).map(lambda parts: Integer(1).__mul__(1) * _times(parts))
    return st.lists(products, min_size=1, max_size=2).map(lambda parts: sum(parts, Integer(0)))


def _times(parts):
    found = Integer(1)
    for part in parts:
        found = found * part
    return found


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
expressions = st.one_of(
    st.builds(lambda x, y: x + c * y, sums, other_sums),
    st.builds(lambda x, y: x * y, sums, other_sums),
    st.builds(lambda x: x**2, sums),
    double,
    st.builds(lambda x, y: x * y, products, products),
    st.builds(lambda x, y: log(x) + y, st.builds(lambda f, x: Product(f, (i, *x)), positive, ends), sums),
)


@given(expressions)
@settings(max_examples=60, deadline=None)
def test_a_normal_form_has_the_same_value(expression):
    claim = Claim(expression, Relation.EQUAL, expression, stage.domains, structures=stage.structures)
    try:
        normal = NormalForm(claim).of(expression)
    except OutOfReach:
        return
    both = Claim(expression, Relation.EQUAL, normal, stage.domains, structures=stage.structures)
    for example in examples(both, 4):
        at = {c: Integer(3) / 7}
        left, right = (complex(side.xreplace(at).doit().n(30)) for side in (example.claim.lhs, example.claim.rhs))
        assert abs(left - right) <= 1e-9 * max(1, abs(left)), (expression, normal, example.world.shown())


def test_what_cannot_be_seen_in_a_world_is_no_value():
    claim = Claim(Sum(a[i + 40], (i, 1, K)), Relation.EQUAL, Integer(0), stage.domains, structures=stage.structures)
    assert list(examples(claim, 4)) == []
    assert issubclass(NoWorld, Exception)
