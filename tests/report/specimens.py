"""Reports made by hand, one for each thing that a report can tell."""

from dataclasses import replace

from derive.evidence import Agreement, Counterexample, Disproof, Evidence, Proof, Trust, Undecided
from derive.report.model import CalculationReport, DerivationReport, Problem, Report, StepReport

FOLDER = "derivations/cs236_problem_set_3"
PROVED = Proof(method="normal form", points=64, digits=15, residual="2.2e-16")
WITNESS = (("theta", "1/2"), ("theta_0", "-3/4"), ("epsilon", "2/3"))
FALSE = Counterexample(
    witness=WITNESS,
    lhs="[1.7578125000000000000 +/- 0]",
    rhs="[3.5156250000000000000 +/- 0]",
    points=64,
    digits=0,
    residual="5.0e-1",
    reason="The right side is 2 times the left at every point tried.",
)


def step(line: int, rhs: str, local: Evidence = PROVED, **facts) -> StepReport:
    """A step that is plain in all that `facts` does not say; `chain` puts its left side in."""
    plain = {
        "id": "",
        "lhs": "",
        "relation": "=",
        "by": None,
        "reading": None,
        "erratum": None,
        "inherited": False,
        "judged_from_correction": False,
        "head": None,
        "correction": None,
        "correction_rhs": None,
        "seconds": 0.5,
    }
    return StepReport(line=line, rhs=rhs, local=local, **{**plain, **facts})


def chain(start: str | None, *steps: StepReport, name: str = "main", line: int = 15) -> CalculationReport:
    """A calculation whose steps go on from each other."""
    before, linked = start or "", []
    for number, one in enumerate(steps, start=1):
        linked.append(replace(one, lhs=one.lhs or before, id=f"{name}::{number}"))
        before = one.rhs
    return CalculationReport(name=name, line=line, start=start, head=linked[-1].head, steps=tuple(linked))


def page(*calculations: CalculationReport, name: str = "kl_of_shifted_gaussians", line: int = 9, **facts):
    """A derivation of these calculations."""
    path = facts.pop("path", f"{FOLDER}/kl.py")
    identity = f"{path}::{name}"
    with_ids = tuple(
        replace(c, steps=tuple(replace(s, id=f"{identity}::{s.id}") for s in c.steps)) for c in calculations
    )
    return DerivationReport(
        id=identity,
        name=name,
        path=path,
        line=line,
        source="CS 236 (winter 2023), problem set 3, 5.1",
        claim="KL(p, q) = (theta - theta_0)^2 / (2 eps^2).",
        assumed=facts.pop("assumed", ()),
        calculations=with_ids,
    )


def report(*derivations: DerivationReport, **facts) -> Report:
    """A report on these derivations."""
    return Report(derivations=derivations, versions={"derive": "0.1.0", "sympy": "1.14.0"}, **facts)


KL = "KL(N(theta, epsilon**2), N(theta_0, epsilon**2))"
INTEGRAND = "E_{x ~ N(theta, epsilon**2)}[(theta - theta_0)*(2*x - theta - theta_0)/(2*epsilon**2)]"
FIRST = step(17, "E_{x ~ N(theta, epsilon**2)}[((x - theta_0)**2 - (x - theta)**2)/(2*epsilon**2)]",
             by="equal variances: the normalisers cancel in log p/q", head=PROVED)  # fmt: skip
SECOND = step(20, INTEGRAND, by="difference of two squares", head=PROVED)
CLOSED = "(theta - theta_0)**2/(2*epsilon**2)"
TRUE = page(chain(KL, FIRST, SECOND, step(24, CLOSED, by="E_p[x] = theta", head=PROVED)))
REFUTED = page(
    chain(
        KL, FIRST, SECOND, step(24, "(theta - theta_0)**2/epsilon**2", FALSE, by="E_p[x] = theta", head=FALSE)
    )
)

CONDITIONAL = page(
    chain(
        "(x**2 - 1)/(x - 1)", step(12, "x + 1", replace(PROVED, conditions=("x - 1 != 0",)), by="cancelling")
    ),
    chain("log(x**2)/2", step(16, "log(Abs(x))", Proof(method="simplify", trusts=Trust.CAS)), name="second"),
    name="where_defined",
    path=f"{FOLDER}/conditions.py",
)

SUPPORTED = page(
    chain(
        "zeta(2)*s",
        FIRST,
        step(
            20,
            "pi**2*s/6",
            Agreement(points=61, digits=14, residual="3e-15", reason="no prover applied"),
            by="Basel",
            relation="<=",
        ),
    ),
    name="seen_only",
)

UNDECIDED = page(
    chain(
        "Integral(f(x), x)",
        step(
            20,
            "F(x)",
            Undecided(
                reason="time: not finished within 10 s, while looking for a proof",
                points=12,
                digits=15,
                residual="1e-16",
            ),
            by="a very long reason " * 6,
        ),
        step(24, "gamma(x)*loggamma(y)", Undecided(reason="loggamma is not supported")),
        step(28, " + ".join(f"c_{i}*x**{i}" for i in range(60)), Undecided(reason="too long to decide")),
    ),
    name="open_question",
    assumed=("Abs(g) <= M", "M > 0"),
)

SIGMOID = Counterexample(witness=(("h", "0"),), lhs="-1/2", rhs="1/2", method="exact values")
ERRATA = page(
    chain(
        "Derivative(log(1 - sigmoid(h)), h)",
        step(
            31,
            "sigmoid(h)",
            SIGMOID,
            by="chain rule",
            erratum="the minus of the chain rule is lost",
            correction=PROVED,
            correction_rhs="-sigmoid(h)",
            head=SIGMOID,
        ),
        step(33, "exp(h)/(1 + exp(h))", by="definition", inherited=True, head=SIGMOID),
        step(35, "-exp(h)/(1 + exp(h))", SIGMOID, erratum="the minus comes back unexplained", head=PROVED),
    ),
    chain(
        "Eq(x, 1)",
        step(
            41,
            "Eq(1/D, sigmoid(h))",
            Disproof(method="signs", reason="1/D > 1 > sigmoid(h): nothing solves it"),
            relation="=>",
            erratum="D for 1/D",
            correction=PROVED,
            correction_rhs="Eq(D, sigmoid(h))",
        ),
        step(43, "Eq(logit(D), h)", relation="<=>", judged_from_correction=True),
        name="solving",
        line=40,
    ),
    name="sigmoid_gradient",
    path=f"{FOLDER}/gradient.py",
)

UNCONFIRMED = page(
    chain(
        "2*x",
        step(12, "x + x", erratum="x is there twice", correction=FALSE, correction_rhs="3*x"),
        step(
            13,
            "x*2",
            Agreement(points=9, digits=12, reason="no prover applied"),
            erratum="order",
            reading="as read",
        ),
    ),
    name="no_error_here",
)

HEADS = page(
    chain(
        "sqrt(x**2)",
        step(12, "exp(log(x))", head=PROVED),
        step(13, "x", head=Counterexample(witness=(("x", "-1"),), lhs="1", rhs="-1")),
    ),
    chain(
        "x",
        step(22, "2*x", FALSE, head=FALSE),
        step(23, "2*x + 0", head=FALSE),
        step(24, "x", FALSE, head=PROVED),
        name="cancelling_errors",
    ),
    chain(
        "a", step(32, "b", head=PROVED), step(33, "c", head=Undecided(reason="time")), name="open", line=30
    ),
    name="steps_and_heads",
)

LIMIT = page(
    chain(
        None,
        step(
            20,
            "oo as epsilon -> 0+",
            Disproof(
                method="leading terms", reason="the limit is -oo for theta < theta_0", trusts=Trust.RULE
            ),
            lhs=CLOSED,
            relation="->",
            by="the square is positive",
        ),
    ),
    name="limit",
)

PROBLEMS = (
    Problem(path=f"{FOLDER}/broken.py", line=3, message="SyntaxError: '(' was never closed"),
    Problem(
        path=f"{FOLDER}/float.py",
        line=14,
        message="a step holds the float 0.5: write an exact number, such as Rational(1, 2)\n"
        "(it printed: hello)",
    ),
    Problem(path="nowhere.py", line=None, message="there is no such file or folder: check the spelling"),
)
CONTRADICTION = Problem(
    path=f"{FOLDER}/kl.py",
    line=20,
    is_contradiction=True,
    message="line 20: balls separate the sides at x = 1, but mpmath finds 2 for both",
)
