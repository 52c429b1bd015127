"""Three evaluators on random expressions: they agree, and what they say of true rewrites is never no."""

import mpmath
import numpy as np
from flint import arb, ctx
from hypothesis import assume, given, settings
from sympy import Rational, preorder_traversal

from derive.calculation import Relation
from derive.claim import Claim
from derive.numeric import oracle
from derive.numeric.balls import UNDEFINED, enclose, settle
from derive.numeric.batch import evaluate
from derive.numeric.points import sample
from derive.refute import refute
from tests.numeric.expressions import DOMAINS, D, P, X, expressions, points

repeatable = settings(derandomize=True, deadline=None, max_examples=80)


def floats(expression, point):
    return float(
        evaluate([expression], {symbol: np.array(float(value)) for symbol, value in point.items()})[0]
    )


def condition(expression, point):
    """The largest magnitude on the way, by which rounding errors may have grown."""
    sizes = [
        abs(floats(node, point)) for node in preorder_traversal(expression) if node.is_Boolean is not True
    ]
    sizes = [size for size in sizes if np.isfinite(size)]
    return max([1.0, *sizes]) * max([1.0, *(1 / size for size in sizes if size > 0)])


@repeatable
@given(expressions, points)
def test_balls_contain_the_value_of_mpmath(expression, point):
    value = oracle.value(expression, point)
    ball = enclose(expression, point, 128)
    assume(value is not None and ball is not None)
    if ball is UNDEFINED:  # exact zeros that floats miss are enormous or tiny in floats
        assert abs(value) > mpmath.mpf(10) ** 15 or condition(expression, point) > 1e15
        return
    error = mpmath.mpf(10) ** -40 * condition(expression, point)
    with ctx.workprec(400):
        assert (ball + arb(0, mpmath.nstr(error, 5))).contains(arb(mpmath.nstr(value, 60)))


@repeatable
@given(expressions, points)
def test_floats_agree_with_balls(expression, point):
    ball, value = enclose(expression, point, 256), floats(expression, point)
    assume(isinstance(ball, arb) and np.isfinite(value))
    growth = condition(expression, point)
    assume(growth < 1e6)
    assert abs(float(ball.mid()) - value) <= 1e-14 * growth**2


@repeatable
@given(expressions, points)
def test_floats_have_a_value_where_balls_have_one(expression, point):
    ball = enclose(expression, point, 256)
    assume(isinstance(ball, arb) and condition(expression, point) < 1e6)
    assert np.isfinite(floats(expression, point))


@repeatable
@given(expressions, points)
def test_more_bits_never_contradict_fewer(expression, point):
    balls = [enclose(expression, point, bits) for bits in (32, 64, 512)]
    settled = [ball for ball in balls if ball is not None]
    assert all(ball is UNDEFINED for ball in settled) or all(
        isinstance(ball, arb) and ball.overlaps(settled[-1]) and ball.is_finite() for ball in settled
    )


REWRITES = (
    lambda e: e.expand(), lambda e: e.together(), lambda e: e.factor(), lambda e: e.expand(log=True),
    lambda e: (e * P + P * X).together() / P - X, lambda e: e.subs(P, 1 / P).subs(P, 1 / P),
)  # fmt: skip


@settings(repeatable, max_examples=60)
@given(expressions)
def test_true_rewrites_are_never_refuted(expression):
    for rewrite in REWRITES:
        claim = Claim(expression, Relation.EQUAL, rewrite(expression), DOMAINS)
        assert refute(claim, sample(claim, 4)) is None


@settings(repeatable, max_examples=60)
@given(expressions)
def test_an_offset_is_always_refuted(expression):
    claim = Claim(expression, Relation.EQUAL, expression + Rational(1, 7), DOMAINS)
    candidates = sample(claim, 6)
    assume(any(isinstance(settle(expression, point), arb) for point in candidates))
    found = refute(claim, candidates)
    assume(found is not None or oracle.value(expression, candidates[0]) is not None)
    assert found is not None
    point = {symbol: Rational(value) for (_, value), symbol in zip(found.witness, (X, P, D), strict=True)}
    assert abs(oracle.value(claim.lhs, point) - oracle.value(claim.rhs, point)) > 0.14


@settings(repeatable, max_examples=40)
@given(expressions, points)
def test_relations_are_refuted_on_one_side_only(expression, point):
    """Of a <= b and a >= b at most one is refuted at a point, and a = b is whenever one of them is."""
    claims = [Claim(expression, relation, X, DOMAINS) for relation in (Relation.AT_MOST, Relation.AT_LEAST)]
    from derive.refute import fails

    failures = [fails(claim, point) for claim in claims]
    assert None in failures
    equal = fails(Claim(expression, Relation.EQUAL, X, DOMAINS), point)
    assert (equal is not None) == any(failure is not None for failure in failures)
