"""Pages without lines: their variables, for tables of single claims."""

from types import SimpleNamespace

from sympy import log
from sympy.core.relational import Relational

from derive import (
    Density,
    Family,
    IncreasingDiffeomorphism,
    NonzeroFamily,
    Positive,
    PositiveFamily,
    PositiveSmoothFunction,
    Real,
    Size,
    SmoothFamily,
    SmoothFunction,
    UnitFamily,
    derivation,
    dominated,
)
from derive.abstract.layers import Flow
from derive.abstract.premises import Premise
from derive.abstract.proving import prove_abstract
from derive.abstract.smooth import Diffeomorphism
from derive.claim import Claim
from derive.engine import decide, screen
from derive.terms import expectation, normal, sigmoid

OVER_D = dict.fromkeys(("mu", "nu", "sigma", "nonzero", "share"), "D")


@derivation(source="tests", shapes={**OVER_D, "W": "D, K", "Q": "D, D", "a": "0..K", "f": "K"})
def families(
    mu: Family, nu: Family, sigma: PositiveFamily, nonzero: NonzeroFamily, share: UnitFamily, W: Family, Q: Family,
    a: Family, f: SmoothFamily, D: Size, K: Size, c: Real, x: Real, r: Positive,
):  # fmt: skip
    """Families over 1..D and 0..K."""


@derivation(source="tests", shapes={"mu": "D", "sigma": "D"}, where=lambda d, D: d <= D)
def split(mu: Family, sigma: PositiveFamily, D: Size, d: Size):
    """A family whose range is cut at d."""


@derivation(source="tests", shapes={"G": "2"})
def smooth(
    s: SmoothFunction, h: SmoothFunction, G: SmoothFunction, w: PositiveSmoothFunction, x: Real, y: Real, z: Real,
    theta: Real,
):  # fmt: skip
    """Smooth functions of one variable and of two."""


def gaussian_loss(f, mu, sigma):
    """E f(z) over z ~ N(mu, sigma^2)."""
    return expectation(normal(mean=mu, std=sigma), lambda z: f(z))


def generator_loss(p, h, G, theta):
    """E log(1 - sigmoid(h(G(theta, z)))) over z ~ p."""
    return expectation(p, lambda z: log(1 - sigmoid(h(G(theta, z)))))


def allowed(p, f, h, G, mu, sigma, theta):
    """Where derivatives go under expectations."""
    return (
        dominated(gaussian_loss(f, mu, sigma), mu),
        dominated(gaussian_loss(f, mu, sigma), sigma),
        dominated(generator_loss(p, h, G, theta), theta),
        dominated(expectation(normal(mean=0, std=1), lambda z: h(G(theta, z))), theta),
    )


@derivation(source="tests", spaces={"p": "z"}, shapes={"G": "2"}, where=allowed)
def averages(
    p: Density, f: SmoothFunction, h: SmoothFunction, G: SmoothFunction, mu: Real, sigma: Positive, theta: Real,
    tau: Real,
):  # fmt: skip
    """Losses as expectations, with the derivatives that may go under them."""


OVER_D_TOO = dict.fromkeys(("x", "s", "t", "b"), "D")


@derivation(source="tests", shapes={**OVER_D_TOO, "W": "D, D"}, where=lambda d, D: d <= D)
def coupling(
    x: Family, s: SmoothFamily, t: SmoothFamily, b: NonzeroFamily, W: Family, r: SmoothFunction, D: Size, d: Size
):
    """Maps of D variables that are split at d."""


@derivation(source="tests", shapes={"f": "K", "g": "K"})
def layers(f: Flow, g: Diffeomorphism, K: Size, y: Real):
    """K invertible layers."""


@derivation(source="tests")
def line(f: Diffeomorphism, up: IncreasingDiffeomorphism, x: Real, y: Real):
    """Invertible functions of the line."""


@derivation(source="tests")
def plane(
    h: SmoothFunction, u: Real, v: Real, w1: Real, w2: Real, shift: Real, x: Real, y: Real, a: Positive, c: Positive
):
    """Maps of the plane."""


def claim_of(stage, statement):
    """The claim that a statement makes about the variables of a page: a function to a left side and a step."""
    lhs, step = statement(SimpleNamespace(**stage.arguments))
    facts = [fact for fact in stage.stated if isinstance(fact, Relational)]
    premises = [fact for fact in stage.stated if isinstance(fact, Premise)]
    return Claim(
        lhs, step.relation, step.rhs, stage.domains, tuple(facts),
        structures=stage.structures, premises=tuple(premises),
    )  # fmt: skip


def decided(stage, statement):
    """The evidence for a statement."""
    claim = claim_of(stage, statement)
    return decide(claim, screen([claim])[0])


def proof_of(stage, statement):
    """What the provers alone say, before any world was looked at."""
    return prove_abstract(claim_of(stage, statement))
