"""Worlds: what stands in place of densities, functions and points."""

import pytest
from sympy import Abs, Integer, Rational, Symbol, exp, sqrt

from derive.abstract.narrowing import gap, narrowed
from derive.abstract.smooth import SMOOTH_FUNCTION
from derive.abstract.spaces import DENSITY, FUNCTION, POINT, UNIT_FUNCTION
from derive.abstract.worlds import World, examples
from derive.calculation import Relation
from derive.claim import Claim
from derive.domains import REAL, UNIT_INTERVAL
from derive.terms import expectation, total_variation
from derive.terms.densities import integral

p_key, f_key = DENSITY.key("p"), FUNCTION.key("f")
p, f = DENSITY.argument(p_key), FUNCTION.argument(f_key)
s_key, x = SMOOTH_FUNCTION.key("s"), REAL.symbol("x")
s = SMOOTH_FUNCTION.argument(s_key)
CLAIM = Claim(expectation(p, f), Relation.EQUAL, Integer(0), {}, structures={p_key: DENSITY, f_key: FUNCTION})


@pytest.mark.parametrize("number", range(12))
def test_a_density_integrates_to_one(number):
    world = World(CLAIM, number)
    assert world.at(expectation(p, lambda x: 1)).doit() == 1
    assert world.at(integral(lambda x: p(x))).doit() == 1


@pytest.mark.parametrize("number", range(12))
def test_marginals_and_conditionals_belong_to_one_joint_density(number):
    key = DENSITY.key("p")
    joint = DENSITY.fitted("p", _Notation({"p": "x, z"}))
    law = joint.argument(key)
    world = World(Claim(0, Relation.EQUAL, 0, {}, structures={key: joint}), number)
    for x, z in world.points(("x", "z")):
        product = law.given(z=z)(x) * law.marginal("z")(z)
        assert (world.at(product) - world.at(law(x, z))).simplify() == 0


def test_a_world_is_drawn_from_its_number():
    first, again, other = (str(World(CLAIM, number).at(CLAIM.lhs)) for number in (3, 3, 4))
    assert first == again != other


def test_values_of_a_function_lie_where_they_should():
    key = UNIT_FUNCTION.key("D")
    world = World(Claim(0, Relation.EQUAL, 0, {}, structures={key: UNIT_FUNCTION}), 0)
    values = [world.at(UNIT_FUNCTION.argument(key)(x)) for (x,) in world.points(("x",))]
    assert all(value in UNIT_INTERVAL for value in values)


def test_a_point_is_a_point_of_its_space():
    key = POINT.key("x")
    world = World(Claim(0, Relation.EQUAL, 0, {}, structures={key: POINT}), 1)
    assert world.at(key) in world.space("x")


def test_what_is_left_speaks_of_numbers_only():
    found = [example.claim for example in examples(CLAIM, 5)]
    assert len(found) == 5
    assert all(not claim.is_abstract and not claim.lhs.free_symbols for claim in found)


def test_worlds_are_drawn_anew_towards_the_case_of_equality():
    p_key, q_key = DENSITY.key("p"), DENSITY.key("q")
    p, q = DENSITY.argument(p_key), DENSITY.argument(q_key)
    near = Claim(
        total_variation(p, q), Relation.AT_LEAST, Rational(1, 15), {}, structures={p_key: DENSITY, q_key: DENSITY}
    )
    examples_of_failure = list(narrowed(near))
    assert examples_of_failure
    assert all(gap(example) < 0 for example in examples_of_failure)


REBUILT = {
    "a positive argument has no need of the modulus": (Abs(s(x), evaluate=False), exp(x)),
    "a root of an exponential is one": (sqrt(s(x)), exp(x / 2)),
    "a modulus of either sign stays": (Abs(s(x) - 1, evaluate=False), Abs(exp(x) - 1, evaluate=False)),
}


@pytest.mark.parametrize("words", REBUILT)
def test_functions_of_exponentials_are_settled(words):
    line, wanted = REBUILT[words]
    world = World(Claim(line, Relation.EQUAL, Integer(0), {x: REAL}, structures={s_key: SMOOTH_FUNCTION}), 1)
    world.values[s_key] = _Exponential()
    assert world.at(line) == wanted


class _Exponential:
    def at(self, indices, arguments, directions, world):
        return exp(world.at(arguments[0]))


def _Notation(spaces):
    from derive.abstract.kinds import Notation

    return Notation(spaces, {}, {"n": Symbol("n")})
