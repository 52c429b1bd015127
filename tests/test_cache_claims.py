"""The text of a claim tells apart all that evidence may depend on, and depends on nothing else."""

import os
import subprocess
import sys
from dataclasses import replace
from typing import ClassVar

import pytest
from sympy import (
    Add,
    Dummy,
    Eq,
    Expr,
    Function,
    ImmutableDenseMatrix,
    Integral,
    Mul,
    Piecewise,
    Poly,
    Pow,
    Rational,
    Sum,
    Symbol,
    cos,
    exp,
    oo,
    pi,
    sin,
    sqrt,
)

from derive.cache.claims import Records, text_of
from derive.cache.lasting import is_lasting
from derive.cache.run import Cache, Terms
from derive.calculation import Approach, Relation
from derive.claim import Claim, Reading
from derive.domains import NEGATIVE, POSITIVE, REAL, Domain, interval, open_interval
from derive.evidence import Agreement, Counterexample, Disproof, Proof, Trust, Undecided, from_json
from derive.terms import expectation, kl, normal

x, y = Symbol("x", real=True), Symbol("y", real=True)
n = Symbol("n", integer=True)
f, g = Function("f"), Function("g")
BASE = Claim(x**2, Relation.EQUAL, x * y, {x: REAL, y: REAL})

DIFFERENT = {
    "the claim itself": BASE,
    "another left side": replace(BASE, lhs=x**3),
    "another right side": replace(BASE, rhs=x + y),
    "sides exchanged": replace(BASE, lhs=x * y, rhs=x**2),
    "another relation": replace(BASE, relation=Relation.AT_MOST),
    "another domain": replace(BASE, domains={x: POSITIVE, y: REAL}),
    "domains exchanged": replace(BASE, domains={x: REAL, y: POSITIVE}),
    "another order of variables": replace(BASE, domains={y: REAL, x: REAL}),
    "a closed interval": replace(BASE, domains={x: interval(0, 1), y: REAL}),
    "an open interval": replace(BASE, domains={x: open_interval(0, 1), y: REAL}),
    "another interval": replace(BASE, domains={x: interval(0, 2), y: REAL}),
    "a condition": replace(BASE, conditions=(x < y,)),
    "another condition": replace(BASE, conditions=(x <= y,)),
    "an assumption": replace(BASE, assuming=(x < y,)),
    "an equation as a condition": replace(BASE, conditions=(Eq(x, y),)),
    "the complex reading": replace(BASE, reading=Reading.COMPLEX),
    "a limit": replace(BASE, relation=Relation.TENDS_TO, approach=Approach(x, oo, "+-")),
    "a limit from above": replace(BASE, relation=Relation.TENDS_TO, approach=Approach(x, oo, "+")),
    "a limit elsewhere": replace(BASE, relation=Relation.TENDS_TO, approach=Approach(x, -oo, "+-")),
    "unevaluated": replace(BASE, lhs=Mul(x, x, evaluate=False)),
    "unevaluated, with a power": replace(BASE, lhs=Mul(x**3, Pow(x, -1, evaluate=False), evaluate=False)),
    "unevaluated sum": replace(BASE, lhs=Add(x**2, 0, evaluate=False)),
    "the same terms in another order": replace(BASE, lhs=Add(0, x**2, evaluate=False)),
    "a sine": replace(BASE, lhs=sin(x)),
    "a cosine": replace(BASE, lhs=cos(x)),
    "a number": replace(BASE, lhs=Rational(1, 3)),
    "another number": replace(BASE, lhs=Rational(2, 3)),
    "a long number": replace(BASE, lhs=Rational(10**5000 + 1)),
    "another long number": replace(BASE, lhs=Rational(10**5000 + 2)),
    "a constant": replace(BASE, lhs=pi),
    "a function of which nothing is known": replace(BASE, lhs=f(x)),
    "another such function": replace(BASE, lhs=g(x)),
    "such a function that is real": replace(BASE, lhs=Function("f", real=True)(x)),
    "a symbol of the same name": replace(BASE, lhs=Symbol("x", real=True, nonzero=True) ** 2),
    "a complex symbol of the same name": replace(BASE, lhs=Symbol("x") ** 2),
    "a symbol with a strange name": replace(BASE, lhs=Symbol("x 1\ny", real=True)),
    "an integral": replace(BASE, lhs=Integral(x, (x, 0, 1))),
    "an integral with other limits": replace(BASE, lhs=Integral(x, (x, 0, 2))),
    "a sum": replace(BASE, lhs=Sum(n, (n, 1, y))),
    "cases": replace(BASE, lhs=Piecewise((x, x > 0), (y, True))),
    "cases in another order": replace(BASE, lhs=Piecewise((y, x <= 0), (x, True))),
    "a vector": replace(BASE, lhs=ImmutableDenseMatrix([x, y])),
    "a row": replace(BASE, lhs=ImmutableDenseMatrix([[x, y]])),
    "a divergence": replace(BASE, lhs=kl(normal(mean=x, std=1), normal(mean=y, std=1))),
    "a divergence the other way": replace(BASE, lhs=kl(normal(mean=y, std=1), normal(mean=x, std=1))),
    "an expectation": replace(BASE, lhs=expectation(normal(mean=x, std=1), lambda z: z**2)),
}


class Mine(Expr):
    hidden: ClassVar[int] = 1


class Late(Function):
    @classmethod
    def eval(cls, argument):
        return None


NAMELESS = {
    "a class of the author's": replace(BASE, lhs=Mine(x)),
    "a function of the author's": replace(BASE, lhs=1 + Late(x)),
    "a bound variable that is numbered at random": replace(BASE, lhs=Dummy("z", real=True)),
    "a polynomial, whose coefficients are not in the tree": replace(BASE, lhs=Poly(x)),
    "a domain with maps of the author's": replace(
        BASE, domains={x: Domain("Real", REAL.whole, REAL.assumptions, (lambda u: u**2,)), y: REAL}
    ),
    "something that is no mathematics": replace(BASE, lhs=object()),
}


def test_different_claims_have_different_texts():
    texts = {}
    for name, claim in DIFFERENT.items():
        text = text_of(claim)
        assert text is not None, name
        assert text not in texts, (name, texts[text])
        texts[text] = name


@pytest.mark.parametrize("name", NAMELESS)
def test_what_means_more_than_its_tree_has_no_text(name):
    assert text_of(NAMELESS[name]) is None


def test_a_class_that_takes_a_name_of_sympy_has_no_text():
    fake = type("sin", (Function,), {"__module__": "sympy.functions.elementary.trigonometric"})
    assert text_of(replace(BASE, lhs=fake(x))) is None


def test_domains_with_exchanged_maps_differ():
    odd = Domain("Positive", POSITIVE.whole, POSITIVE.assumptions, NEGATIVE.charts)
    plain = Domain("Positive", POSITIVE.whole, POSITIVE.assumptions, POSITIVE.charts)
    texts = {text_of(replace(BASE, domains={x: domain, y: REAL})) for domain in (odd, plain)}
    assert len(texts) == 2


def test_what_was_seen_counts():
    points = ({x: Rational(1, 2), y: Rational(1)}, {x: sqrt(2), y: Rational(1)})
    assert len({text_of(BASE, seen) for seen in (None, points[:1], points[1:], points)}) == 4


def test_shared_and_separate_parts_read_alike():
    part = exp(x) + sin(y)
    again = Add(*part.args, evaluate=False)
    one = replace(BASE, lhs=Mul(part, Pow(part, 2, evaluate=False), evaluate=False))
    other = replace(BASE, lhs=Mul(part, Pow(again, 2, evaluate=False), evaluate=False))
    assert text_of(one) == text_of(other)


def test_a_tree_that_shares_its_parts_is_no_larger_for_it():
    tree = x
    for _ in range(5000):
        tree = Add(tree, tree, evaluate=False)
    assert len(text_of(replace(BASE, lhs=tree))) < 500_000


def test_a_text_is_the_same_in_every_process():
    code = (
        "from tests.test_cache_claims import DIFFERENT, text_of; import hashlib\n"
        "print(hashlib.sha256(''.join(map(text_of, DIFFERENT.values())).encode()).hexdigest())\n"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True,
            env=os.environ | {"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(said) == 1


EVIDENCE = [
    Proof(method="normal form", trusts=Trust.RULE, conditions=("x != 0",), points=64, digits=15, residual="0.0e+00"),
    Counterexample(witness=(("x", "-1"), ("y", "2/3")), lhs="[1 +/- 1e-20]", rhs="2", points=3),
    Disproof(method="limits", reason="another limit", assuming=("x < y",)),
    Agreement(reason="no prover applied", points=64, digits=12, residual="1.0e-13"),
    Undecided(reason="no point satisfies x < y and y < x"),
]


@pytest.mark.parametrize("evidence", EVIDENCE, ids=lambda evidence: type(evidence).__name__)
def test_evidence_comes_back_as_it_was(tmp_path, evidence):
    cache = Cache(tmp_path, timeout=10.0)
    key = cache.terms.key("a text", "")
    assert cache.claim(key) is None
    cache.learn_claim(key, evidence.as_json())
    cache.close()
    assert from_json(Cache(tmp_path, timeout=10.0).claim(key)) == evidence


GIVEN_UP = [
    "time: not finished within 10 s, while looking for a proof",
    "time: the budget of the run was used up before this step",
    "memory: more than 300 MB were needed, while looking for a proof",
    "the worker crashed (SIGSEGV), while looking for a proof",
    "the engine stumbled over this claim (ValueError: x)",
]


@pytest.mark.parametrize("reason", GIVEN_UP)
def test_what_was_given_up_is_never_kept(tmp_path, reason):
    cache = Cache(tmp_path, timeout=10.0)
    key = cache.terms.key("a text", "")
    evidence = Undecided(reason=reason).as_json()
    assert not is_lasting(evidence)
    cache.learn_claim(key, evidence)
    cache.store.write(key, evidence)  # not even if somebody has put it there
    cache.close()
    assert Cache(tmp_path, timeout=10.0).claim(key) is None


def test_keys_hold_the_engine_the_options_and_the_scope():
    terms = [
        Terms("/somewhere", "engine", ("timeout=10.0",)),
        Terms("/somewhere", "another engine", ("timeout=10.0",)),
        Terms("/somewhere", "engine", ("timeout=20.0",)),
    ]
    keys = {each.key(text, scope) for each in terms for text in ("a", "b") for scope in ("", "/page.py")}
    assert len(keys) == 12
    assert Terms("/elsewhere", "engine", ("timeout=10.0",)).key("a", "") in keys


def test_evidence_of_a_strange_shape_is_a_miss(tmp_path):
    cache = Cache(tmp_path, timeout=10.0)
    key = cache.terms.key("a text", "")
    for value in (None, 3, [], {}, {"reason": "time"}, "proved"):
        cache.store.write(key, value)
        assert Cache(tmp_path, timeout=10.0).claim(key) is None


def test_a_worker_looks_up_what_was_kept(tmp_path):
    cache = Cache(tmp_path, timeout=10.0)
    records = Records(cache.terms)
    key = records.key(BASE)
    assert records.evidence(key) is None
    cache.learn_claim(key, EVIDENCE[0].as_json())
    cache.close()
    assert records.evidence(key) == EVIDENCE[0]
    assert records.evidence(records.key(BASE, scope="/page.py")) is None
    assert records.evidence(records.key(replace(BASE, rhs=x))) is None
    assert Records(None).key(BASE) is Records(None).evidence(key) is None
