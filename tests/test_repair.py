"""Repairs: single slips are found and named; what is true gets none; the verdict never changes."""


import pytest
from sympy import Add, Eq, Integer, Symbol, sympify

from derive import decide
from derive.calculation import Approach, Relation
from derive.claim import Claim
from derive.domains import REAL
from derive.engine import decide as judged
from derive.engine import screen
from derive.evidence import Counterexample, Repair, Undecided, Verdict, from_json
from derive.reader.claims import claim_of
from derive.repair import repair, with_repair, without_repair

REALS = {"x": "real", "y": "real"}
POSITIVE = {"x": "positive", "y": "positive"}
LAW = {"sigma": "positive", "mu": "real"}
PLANE = {"z": "complex"}

pytestmark = pytest.mark.usefixtures("unhurried")


# lhs, the wrong rhs, variables, what is said, the right rhs
SLIPS = [
    ("Derivative(log(1 + exp(-x)), x)", "1/(1 + exp(x))", REALS, "the sign of the whole is wrong", "-1/(1 + exp(x))"),
    ("(x - y)**2", "x**2 + 2*x*y + y**2", REALS, "the sign of a term is wrong", "x**2 - 2*x*y + y**2"),
    ("sin(2*x)", "sin(x)*cos(x)", REALS, "a factor 2 is missing", "2*sin(x)*cos(x)"),
    ("cos(x)**2", "1 + cos(2*x)", REALS, "a factor 1/2 is missing", "(1 + cos(2*x))/2"),
    ("log(x*y)", "log(x)*log(y)", POSITIVE, None, None),
    ("log(x/y)", "log(x) + log(y)", POSITIVE, "the sign of a term is wrong", "log(x) - log(y)"),
    ("exp(x + y)", "exp(x) + exp(y)", REALS, "a function is applied term by term", "exp(x + y)"),
    ("1/(x + y)", "1/x + 1/y", POSITIVE, "a function is applied term by term", "1/(x + y)"),
    ("sqrt(x**2)", "x", REALS, "an absolute value is missing", "Abs(x)"),
    ("exp(x*y)", "x*y", REALS, "an exponential is missing", "exp(x*y)"),
    ("log(exp(x))", "exp(x)", REALS, "an exponential too many", "x"),
    ("Derivative(x**3, x)", "3*x**3", REALS, "an exponent is off by one", "3*x**2"),
    ("Derivative(x**4, x)", "3*x**3", REALS, "a coefficient is off by one", "4*x**3"),
    ("Derivative(sin(x**2), x)", "cos(x**2)", REALS, "the inner factor of a derivative is missing", "2*x*cos(x**2)"),
    ("Derivative(cos(x), x)", "-cos(x)", REALS, "a function stands in place of its neighbour", "-sin(x)"),
    ("Sum(k, (k, 1, n))", "n*(n - 1)/2", {"n": "integer,positive"}, "the sign of a term is wrong", "n*(n + 1)/2"),
    ("Sum(k, (k, 1, n))", "Sum(k, (k, 1, n - 1))", {"n": "integer,positive"}, "a bound is off by one", "Sum(k, (k, 1, n))"),
    ("gamma(x + 2)", "(x + 1)*gamma(x)", {"x": "positive"}, "an argument is off by one", "(x + 1)*gamma(x + 1)"),
    ("x/y", "y/x", POSITIVE, "numerator and denominator are exchanged", "x/y"),
    ("x**2/y", "x**2*y", POSITIVE, "a factor is on the wrong side of a fraction bar", "x**2/y"),
    ("exp(-log(x)*y)", "y**(-x)", POSITIVE, "two variables are exchanged", "x**(-y)"),
    ("x*(y + 1)", "x*y + 1", REALS, "a bracket is lost", "x*(y + 1)"),
    ("Integral(exp(-x**2/(2*sigma**2)), (x, -oo, oo))", "sqrt(2*pi)*sigma**2", {"sigma": "positive"},
     "a square stands in place of the parameter itself", "sqrt(2*pi)*sigma"),
    ("log(sigma**2*2)", "2*log(sigma)", LAW, "the term log(2) is missing", "2*log(sigma) + log(2)"),
    ("asin(x) + acos(x)", "pi", {"x": "interval(-1, 1)"}, "a factor 1/2 is missing", "pi/2"),
    ("(x + y)**2", "x**2 + y**2", REALS, "a function is applied term by term", "(x + y)**2"),
    ("(x + 2)**3", "x**3 + 8", {"x": "real"}, None, None),
    ("x**2 - y**2", "(x - y)*(x - y)", REALS, "the sign of a term is wrong", "(x - y)*(x + y)"),
    ("exp(I*z)", "cos(z) - I*sin(z)", PLANE, "the sign of a term is wrong", "cos(z) + I*sin(z)"),
    ("sin(z)**2", "1 + cos(z)**2", PLANE, "the sign of a term is wrong", "1 - cos(z)**2"),
    ("sinh(z)", "(exp(z) + exp(-z))/2", PLANE, "the sign of a term is wrong", "(exp(z) - exp(-z))/2"),
    ("Derivative(atan(1/x), x)", "1/(1 + 1/x**2)", {"x": "positive"}, "the inner factor of a derivative is missing",
     "-1/(x**2*(1 + 1/x**2))"),
    ("Integral(2*t*cos(t**2), (t, 0, x))", "Integral(cos(t), (t, 0, x))", {"x": "positive"},
     "a parameter stands in place of its square", "Integral(cos(t), (t, 0, x**2))"),
    ("Sum(x**k/factorial(k), (k, 1, oo))", "exp(x)", {"x": "real"}, "the term -1 is missing", "exp(x) - 1"),
    ("log(1 - x)", "Sum(x**k/k, (k, 1, oo))", {"x": "unit_interval"}, "the sign of the whole is wrong",
     "-Sum(x**k/k, (k, 1, oo))"),
    ("Derivative((x**2 + 1)**(-3), x)", "-6*x*(x**2 + 1)**(-2)", {"x": "real"},
     "the exponent -2 stands in place of -4", "-6*x*(x**2 + 1)**(-4)"),
    ("Sum(1/k**2, (k, 1, oo))", "pi/6", {}, "the power of pi is wrong", "pi**2/6"),
    ("x**2 - 5*x + 6", "(x - 2)*(x + 3)", {"x": "real"}, "the sign of a term is wrong", "(x - 2)*(x - 3)"),
    ("Max(x, y)", "(x + y - Abs(x - y))/2", REALS, "the sign of a term is wrong", "(x + y + Abs(x - y))/2"),
]  # fmt: skip


@pytest.mark.parametrize(("lhs", "wrong", "variables", "slip", "right"), SLIPS, ids=[f"{s[0]} = {s[1]}" for s in SLIPS])
def test_a_slip_is_found(lhs, wrong, variables, slip, right):
    claim = claim_of(lhs, "=", wrong, domains=variables)
    found = repair(claim).repair
    if slip is None:
        assert found is None or found.verdict is Verdict.PROVED
        return
    assert found is not None
    assert found.verdict is Verdict.PROVED
    assert found.side == "rhs"
    repaired = claim.relating(found.line, Relation.EQUAL, claim_of(lhs, "=", right, domains=variables).rhs)
    assert judged(repaired, screen([repaired])[0]).verdict is Verdict.PROVED
    assert found.slip == slip


@pytest.mark.slow
def test_every_repair_is_proved_by_the_engine_once_more():
    for lhs, wrong, variables, _, _ in SLIPS:
        claim = claim_of(lhs, "=", wrong, domains=variables)
        found = repair(claim).repair
        if found is not None and found.verdict is Verdict.PROVED:
            mended = claim.relating(claim.lhs, claim.relation, found.line)
            if found.side == "lhs":
                mended = claim.relating(found.line, claim.relation, claim.rhs)
            assert judged(mended, screen([mended])[0]).verdict is Verdict.PROVED


def test_the_left_side_is_repaired_only_where_it_may_be_at_fault():
    claim = claim_of("log(x + y)", "=", "log(x) + log(y)", domains=POSITIVE)
    assert repair(claim).repair.side == "rhs"
    claim = claim_of("log(x + y)", "=", "log(x)", domains=POSITIVE)
    assert getattr(repair(claim, ("rhs",)).repair, "side", "rhs") == "rhs"


@pytest.mark.parametrize(
    ("lhs", "rhs", "words"),
    [
        pytest.param("exp(x)", "log(x**2 + 5) + x**7", "no slips of the catalogue", id="nothing fits"),
        pytest.param("x**2 + sin(1 + x)**2", "x**2 + log(3 + y**2)*cos(y)**3 + 31/29", "no repair found", id="nor here", marks=pytest.mark.slow),
    ],
)
def test_where_nothing_fits_it_says_so(lhs, rhs, words):
    found = repair(claim_of(lhs, "=", rhs, domains=REALS))
    assert found.repair is None
    assert words in found.diagnosis


def test_a_huge_line_is_not_searched():
    x = Symbol("x", real=True)
    line = Add(*(x**i / Integer(i + 3) for i in range(2, 500)), evaluate=False)
    found = repair(Claim(line, Relation.EQUAL, line + 1, {x: REAL}))
    assert found.repair is None
    assert "too large" in found.diagnosis


def test_no_repair_is_sought_for_relations_without_two_lines():
    x = Symbol("x", real=True)
    assert "none is sought" in repair(Claim(x, Relation.DIFFERS, x, {x: REAL})).diagnosis


def test_inequalities_and_limits():
    x = Symbol("x", real=True)
    zero = repair(Claim(x**2, Relation.BELOW, Integer(0), {x: REAL}))
    assert zero.repair is None or zero.repair.line != 1


# an inequality, its right side with the slip undone; with another relation where it points the wrong way
BOUNDS = [
    ("x*y", "<=", "(x**2 + y**2)/4", REALS, "<=", "(x**2 + y**2)/2"),
    ("y*x", "<=", "x**2/4 + y**2/4", REALS, "<=", "(x**2 + y**2)/2"),
    ("(1 + x)**n", ">=", "1 + 2*n*x", {"x": "positive", "n": "integer,positive"}, ">=", "1 + n*x"),
    ("Abs(x - y)", "<=", "Abs(x) - Abs(y)", REALS, "<=", "Abs(x) + Abs(y)"),
    ("log(x)", ">=", "x - 1", {"x": "positive"}, "<=", "x - 1"),
    ("exp(-x)", "<=", "1 - x", {"x": "positive"}, ">=", "1 - x"),
    ("x**2", "<", "0", {"x": "real"}, ">=", "0"),
]  # fmt: skip


@pytest.mark.parametrize(("lhs", "relation", "wrong", "variables", "turned", "right"), BOUNDS, ids=[b[0] for b in BOUNDS])
def test_a_bound_is_made_tight_or_turned_round(lhs, relation, wrong, variables, turned, right):
    found = repair(claim_of(lhs, relation, wrong, domains=variables))
    if turned != relation:
        assert found.repair is None
        assert found.turned == Relation(turned)
        assert found.diagnosis == f"the inequality is the wrong way round: with {turned} the step is proved"
        return
    assert found.repair.verdict is Verdict.PROVED
    assert sympify(str(found.repair.line)).equals(sympify(right))


LIMITS = [
    ("exp(x)/(1 + exp(x)) - 1", "0", "-oo", "-1", "0 stands in place of -1"),
    ("(y - 1/x)**2", "0", "oo", "y**2", "0 stands in place of y**2"),
    ("sin(3*x)/x", "1/3", "0", "3", "1/3 stands in place of 3"),
    ("(exp(x*y) - 1)/x", "y**2", "0", "y", "a square stands in place of the parameter itself"),
    ("1/x**2", "-oo", "0", "oo", "the sign of the whole is wrong"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "wrong", "point", "right", "words"), LIMITS, ids=[case[0] for case in LIMITS])
def test_limits_are_seen_and_proved(line, wrong, point, right, words):
    lhs, x = claim_of(line, "=", "0", domains=REALS), Symbol("x", real=True)
    at = Approach(x, sympify(point), "+-" if point == "0" else "-" if point == "oo" else "+")
    rhs = claim_of(wrong.replace("oo", "1"), "=", "0", domains=REALS).lhs
    rhs = sympify(wrong) if "oo" in wrong else rhs
    found = repair(Claim(lhs.lhs, Relation.TENDS_TO, rhs, lhs.domains, approach=at)).repair
    assert found is not None
    assert (str(found.line), found.slip, found.verdict) == (right, words, Verdict.PROVED)


# two or three slips in one line
COMPOUND = [
    ("x**2/2 + y + log(2)", "x**2 - y + log(2)", REALS),
    ("Integral(x*t**2 - t, (t, 0, y))", "Integral(x*t**2 + t, (t, 0, y)) + 3*sin(x)", REALS),
    ("log(x/y)*y + sin(x)", "(log(x) + log(y))*y - sin(x)", POSITIVE),
    ("exp(x*y) + cos(x)", "exp(x/y) + sin(x)", POSITIVE),
    ("log(sigma)/2 - mu**2/2 + sigma/2", "log(sigma)/2 + mu**2 - sigma/2", LAW),
]  # fmt: skip


@pytest.mark.parametrize(("lhs", "wrong", "variables"), COMPOUND, ids=[f"{c[0]} = {c[1]}" for c in COMPOUND])
def test_several_slips_in_one_line(lhs, wrong, variables):
    found = repair(claim_of(lhs, "=", wrong, domains=variables), ("rhs",)).repair
    assert found is not None
    assert found.verdict is Verdict.PROVED
    assert ", and " in found.slip or "stands in place of" in found.slip


NUMBERS = [("log(2)", "log(3)*sqrt(2)/7 + pi"), ("pi**2/6", "log(5)/sqrt(7) - exp(-3)")]


@pytest.mark.parametrize(("lhs", "wrong"), NUMBERS)
def test_a_number_gets_no_repair_out_of_thin_air(lhs, wrong):
    found = repair(claim_of(lhs, "=", wrong, domains={}))
    assert found.repair is None
    assert f"the left side is {lhs}" in found.diagnosis


TRUE = [
    ("sqrt(x**2)", "Abs(x)", REALS), ("(x + y)**2", "x**2 + 2*x*y + y**2", REALS), ("exp(I*z)", "cos(z) + I*sin(z)", PLANE),
]  # fmt: skip


@pytest.mark.parametrize(("lhs", "rhs", "variables"), TRUE)
def test_what_is_true_gets_no_repair(lhs, rhs, variables):
    evidence = decide(lhs, "=", rhs, domains=variables)
    assert evidence.verdict is Verdict.PROVED
    assert evidence.as_json()["repair"] is None
    assert with_repair(evidence, None, ("rhs",)) is evidence


def test_only_what_is_refuted_gets_a_repair():
    open_ = Undecided(reason="time")
    assert with_repair(open_, None, ("rhs",)) is open_
    assert without_repair(open_, "time") is open_


def test_a_search_that_stumbles_leaves_the_verdict():
    wrong = Counterexample(witness=(("x", "1"),), lhs="1", rhs="2")
    found = with_repair(wrong, None, ("rhs",))
    assert found.verdict is Verdict.REFUTED
    assert found.witness == wrong.witness
    assert "stumbled" in found.diagnosis


def test_evidence_with_a_repair_reads_back():
    repaired = Repair(side="rhs", expression="-x", slip="the sign of the whole is wrong", verdict="proved")
    evidence = Counterexample(witness=(("x", "1"),), lhs="1", rhs="2", repair=repaired)
    data = evidence.as_json()
    assert data["repair"] == {
        "side": "rhs", "expression": "-x", "slip": "the sign of the whole is wrong", "verdict": "proved",
    }  # fmt: skip
    assert from_json(data) == evidence
    del data["repair"], data["diagnosis"]
    assert from_json(data).repair is None


def test_python_answers_with_the_repair_under_the_authors_names():
    evidence = decide("log(a*b)", "=", "log(a) - log(b)", domains={"a": "positive", "b": "positive"})
    assert evidence.repair == Repair(
        side="rhs", expression="log(a) + log(b)", slip="the sign of a term is wrong", verdict="proved"
    )


def test_of_an_equation_the_side_is_changed_that_was_worked_out():
    domains = {"x": "positive", "a": "positive", "b": "positive"}
    page, solved = (claim_of(*sides, domains=domains) for sides in (("a*log(x) + b", "=", "0"), ("log(x)", "=", "b/a")))
    given, wrong = Eq(page.lhs, 0), Eq(solved.lhs, solved.rhs)
    found = repair(Claim(given, Relation.IFF, wrong, page.domains)).repair
    assert (str(found.line), found.verdict) == ("Eq(log(x), -b/a)", Verdict.PROVED)
