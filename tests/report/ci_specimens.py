"""Two reports with everything that a face for CI has to cope with, beside the specimens for people."""

from derive.evidence import Agreement, Counterexample, Disproof, Proof, Trust, Undecided
from derive.report.model import Problem
from tests.report import specimens as s

NASTY = (
    '<b>&"quoted"</b> | `tick` ``two`` *star* _low_ [a](b) {0} $x$ #1 @nobody 100%, a: b'
    "\r\nnext\tλ\x1b[31m\x00"
)
SPLIT = Counterexample(
    witness=(("x", "-1/2"), ("λ_0", "sqrt(2)")),
    lhs="[1.75 +/- 1e-20]",
    rhs="3",
    points=64,
    digits=0,
    residual="1",
)
PART = "::step 2,%0A"

AWKWARD = s.page(
    s.chain(
        "Abs(x) | {y}",
        s.step(12, "f(x)[1](2)", SPLIT, by=NASTY, reading="for α < β & γ > δ"),
        s.step(
            13, "`g(x)`", Disproof(method="limit laws", reason="the limit is 0 | not 1", trusts=Trust.RULE)
        ),
        s.step(14, "h(x)", Undecided(reason=NASTY), relation="<="),
        s.step(15, "k(x)", Agreement(points=1, reason="proved only by simplify, which trusts cas")),
        s.step(16, "m(x)", Proof(method="normal form", conditions=("x != 0", "y > 0"))),
        name=f"awkward {NASTY}",
    ),
    name="über_änderung",
    path="./derivations/größe, 100%/a b:c.py",
    assumed=("Abs(g) <= M | 1",),
)
ERRATA = s.page(
    s.chain(
        "x**2",
        s.step(
            21,
            "x | 2",
            SPLIT,
            erratum=f"lost | {NASTY}",
            correction=SPLIT,
            correction_rhs="3*x`",
        ),
        s.step(22, "x + 0", inherited=True, head=SPLIT),
        s.step(
            23,
            "2*x",
            Disproof(method="signs", reason="1 > 0"),
            erratum="sign",
            correction=s.PROVED,
            correction_rhs="-x",
        ),
    ),
    s.chain("y", s.step(31, "y + 0", erratum="none, in truth"), name="unconfirmed"),
    name="errata",
    path="derivations/errata.py",
)
EMPTY = s.page(name="says_nothing", path="derivations/empty.py")
PROBLEMS = (
    Problem(path="derivations/broken.py", line=3, message="SyntaxError: '(' was never closed\n  f(\n   ^"),
    Problem(path="derivations/broken.py", line=3, message="SyntaxError: '(' was never closed\n  g(\n   ^"),
    Problem(path=None, line=None, message="no file at all"),
    Problem(
        path="derivations/kl.py", line=20, is_contradiction=True, message="balls and mpmath disagree: a, b"
    ),
)

GOOD = s.report(s.TRUE, s.ERRATA, s.CONDITIONAL)
BAD = s.report(
    s.REFUTED,
    s.HEADS,
    s.LIMIT,
    AWKWARD,
    ERRATA,
    EMPTY,
    s.UNDECIDED,
    s.SUPPORTED,
    s.CONDITIONAL,
    problems=PROBLEMS,
)
REPORTS = {
    "good": GOOD,
    "bad": BAD,
    "strict": s.report(s.SUPPORTED, s.CONDITIONAL, s.UNDECIDED, fail_on="conditional"),
    "lenient": s.report(s.SUPPORTED, s.UNDECIDED, fail_on="refuted"),
    "interrupted": s.report(s.TRUE, interrupted="1 of the 7 derivations found so far were checked"),
    "empty": s.report(),
}
