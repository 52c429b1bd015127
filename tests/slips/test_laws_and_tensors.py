"""Slips of densities and matrices: what may stand for what, and the repairs that come of it."""

import pytest
from sympy import log

from derive.abstract.deciding import decide_abstract
from derive.calculation import Relation
from derive.claim import Claim
from derive.evidence import Proof
from derive.repair import repair
from derive.slips.catalogue import edits
from derive.slips.places import kinds_of
from derive.terms import diag, diagonal, expectation, kl, trace
from derive.terms.vectors.shapes import misfit, same, shape_of
from tests.densities.statements import claims_of
from tests.vectors.table import NUMBERS, STRUCTURES, A, B, M, a, n, p, x, y, z

pytestmark = pytest.mark.usefixtures("unhurried")


def lines_of(claim):
    found = edits(claim.rhs, (*claim.domains, *claim.structures), kinds_of(claim))
    return {str(edit.line): edit.slip.name for edit in found}


DENSITIES = [
    ("a marginal for a conditional", lambda j, x, z: (0, "=", j.given(z=z)(x)), "j(x)"),
    ("a conditional for a marginal", lambda j, x, z: (0, "=", j.marginal("x")(x)), "j(x | z)"),
    ("one variable for the other", lambda j, x, z: (0, "=", j.marginal("x")(x)), "j(z)"),
    ("the joint density for a marginal", lambda j, x, z: (0, "=", j.marginal("x")(x)), "j(x, z)"),
    ("another density", lambda p, q, x: (0, "=", p(x)), "q(x)"),
    ("another law below an average", lambda p, q, f: (0, "=", expectation(p, f)), "E_{x ~ q}[f(x)]"),
    ("another law in a divergence", lambda p, q, r: (0, "=", kl(p, q)), "KL(r, q)"),
    ("a posterior for a prior", lambda j, o, x: (0, "=", kl(o.marginal("z"), j.marginal("z"))), "KL(o(z), j(z | x))"),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "made"), [d[1:] for d in DENSITIES], ids=[d[0] for d in DENSITIES])
def test_one_stands_in_place_of_another(statement, made):
    (claim,) = claims_of(statement)
    assert made in lines_of(claim)


def test_a_density_on_another_space_is_no_neighbour():
    (claim,) = claims_of(lambda p, j, x: (0, "=", p(x)))
    assert not {"j(z)", "j(x, z)"} & lines_of(claim).keys()


REPAIRS = [
    (
        "the law of a divergence",
        lambda p, q, r: (kl(p, q), "=", expectation(p, lambda x: log(p(x)) - log(r(x)))), "log(q(x))",
    ),
    ("a marginal", lambda j, x, z: (j(x, z), "=", j.marginal("x")(x) * j.given(z=z)(x)), "j(z)"),
    (
        "the terms of an average", lambda p, q: (
            expectation(q, lambda x: log(p(x) / (p(x) + q(x)))),
            "=", expectation(q, lambda x: log(p(x)) + log(p(x) + q(x))),
        ), "-log(p(x) + q(x))",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "holds"), [r[1:] for r in REPAIRS], ids=[r[0] for r in REPAIRS])
def test_lines_about_densities_are_repaired(statement, holds):
    (claim,) = claims_of(statement)
    found = repair(claim, ("rhs",)).repair
    assert found is not None
    assert found.verdict.value == "proved"
    assert holds in str(found.line)


def about(left, right):
    return Claim(left, Relation.EQUAL, right, NUMBERS, structures=STRUCTURES)


def test_what_has_another_shape_is_never_made():
    for line in (A * A.T, diag(diagonal(A)), x + A * y, 2 * (A * x)):
        for edit in edits(line, (*NUMBERS, *STRUCTURES), kinds_of(about(line, line))):
            assert misfit(edit.line) is None
            assert same(shape_of(edit.line), shape_of(line))


def test_variables_of_different_kinds_are_never_exchanged():
    made = {str(edit.line) for edit in edits(A * x, (*NUMBERS, *STRUCTURES), kinds_of(about(x, x)))}
    assert {"B*x", "A*y"} <= made
    assert not {"x*A", "A*u", "n*x", "G*x"} & made


MATRICES = [
    ("two factors exchanged", (A * B).T, A.T * B.T, "two factors that do not commute are exchanged", B.T * A.T),
    ("the diagonal alone", A * A.T, diag(diagonal(A * A.T)), "only the diagonal", A * A.T),
    ("a transpose missing", (A * x).T, x.T * A, "a transpose is missing or superfluous", x.T * A.T),
    ("the sign of a term", A * (x - y), A * x + A * y, "the sign of a term is wrong", A * x - A * y),
    ("a factor 2", A * (x + x), A * x, "a factor 2 is missing", 2 * (A * x)),
    ("a vector for another", A * (x + y), A * x + A * x, "one variable stands in place of another", A * x + A * y),
    ("an inverse", M.I * x, M * x, "a matrix stands in place of its inverse", M.I * x),
    ("a number of entries", trace(diag(p)) + a, n + a, "n stands in place of Sum(p[i], (i, 1, n))", None),
    ("a term dropped", A * (x + y) + z, A * x + z, "the term", A * x + A * y + z),
]  # fmt: skip


@pytest.mark.parametrize(("left", "wrong", "words", "right"), [m[1:] for m in MATRICES], ids=[m[0] for m in MATRICES])
def test_lines_about_matrices_are_repaired(left, wrong, words, right):
    found = repair(about(left, wrong), ("rhs",)).repair
    assert found is not None
    assert found.verdict.value == "proved"
    assert words in found.slip
    assert right is None or isinstance(decide_abstract(about(found.line, right)), Proof)
