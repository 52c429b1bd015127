"""Worlds: what stands in place of densities, functions and points."""

import pytest
from sympy import Integer, Symbol

from derive.abstract.spaces import DENSITY, FUNCTION, POINT, UNIT_FUNCTION
from derive.abstract.worlds import World, examples
from derive.calculation import Relation
from derive.claim import Claim
from derive.domains import UNIT_INTERVAL
from derive.terms import expectation
from derive.terms.densities import integral

p_key, f_key = DENSITY.key("p"), FUNCTION.key("f")
p, f = DENSITY.argument(p_key), FUNCTION.argument(f_key)
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


def _Notation(spaces):
    from derive.abstract.kinds import Notation

    return Notation(spaces, {}, {"n": Symbol("n")})
