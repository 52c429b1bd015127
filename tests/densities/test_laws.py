"""Laws: what is proved of all densities holds in every world, whatever the base measure; names do not matter."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Add, Rational

from derive.abstract.comparing import compared
from derive.abstract.proving import prove_abstract
from derive.abstract.worlds import examples
from derive.calculation import Relation
from derive.evidence import Counterexample
from derive.tree import rewritten
from tests.densities import pitfalls, sampling, supports, table
from tests.densities.statements import claims_of

STATEMENTS = [
    statement
    for entries in (table, sampling, supports, pitfalls)
    for statement in (*entries.TRUE.values(), *entries.FALSE.values())
]
RELATIONS = (Relation.EQUAL, Relation.AT_MOST, Relation.AT_LEAST, Relation.BELOW, Relation.ABOVE)


def exchanged(claim, data):
    """One variable stands in place of another of its kind, on one side."""
    keys = list(claim.structures)
    one, other = data.draw(st.sampled_from(keys)), data.draw(st.sampled_from(keys))
    if claim.structures[one] != claim.structures[other]:
        return claim
    return claim.relating(claim.lhs, claim.relation, rewritten(claim.rhs, {one: other}))


def scaled(claim, data):
    """A side times a number."""
    factor = data.draw(st.sampled_from([-1, 2, Rational(1, 2)]))
    return claim.relating(claim.lhs, claim.relation, factor * claim.rhs)


def shifted(claim, data):
    """A small number more."""
    return claim.relating(claim.lhs, claim.relation, claim.rhs + data.draw(st.sampled_from([-1, 1])) * Rational(1, 20))


def without_a_term(claim, data):
    """A term of the right side is missing."""
    terms = Add.make_args(claim.rhs)
    return claim.relating(claim.lhs, claim.relation, claim.rhs - data.draw(st.sampled_from(terms)))


def related_otherwise(claim, data):
    """Another relation between the same sides."""
    return claim.relating(claim.lhs, data.draw(st.sampled_from(RELATIONS)), claim.rhs)


CHANGES = (exchanged, scaled, shifted, without_a_term, related_otherwise)


@pytest.mark.slow
@settings(max_examples=5, deadline=None, derandomize=True)
@given(st.sampled_from(STATEMENTS), st.sampled_from(CHANGES), st.data())
def test_what_is_proved_holds_in_every_world(statement, change, data):
    claim = change(claims_of(statement)[0], data)
    if not claim.is_abstract or prove_abstract(claim) is None:
        return
    for example in examples(claim, 12):
        assert not isinstance(compared(example).counterexample, Counterexample), example.world.shown()


@pytest.mark.slow
@pytest.mark.parametrize("words", [*table.FALSE, *sampling.FALSE, *supports.FALSE, *pitfalls.FALSE])
def test_what_is_false_is_not_proved(words):
    statement = {**table.FALSE, **sampling.FALSE, **supports.FALSE, **pitfalls.FALSE}[words]
    assert prove_abstract(claims_of(statement)[-1]) is None


PREMISED = {words: s for entries in (sampling, supports) for words, s in entries.TRUE.items() if claims_of(s)[0].premises}


@pytest.mark.parametrize("words", PREMISED)
def test_without_its_premise_nothing_is_proved(words):
    claim = replace(claims_of(PREMISED[words])[0], premises=())
    assert prove_abstract(claim) is None
