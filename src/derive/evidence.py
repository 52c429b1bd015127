"""What is known about a claim: five kinds of evidence, and the verdict that each one carries.

Evidence holds text, not expressions: it crosses processes, is written to JSON, and is read back
without loading SymPy.  Mathematical values are exact strings in SymPy notation; an enclosure is
written ``[midpoint +/- radius]``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from typing import Any, ClassVar, NoReturn

from derive.displayed import Displayed


class Verdict(StrEnum):
    """The grade of a claim, from the best to the worst."""

    PROVED = "proved"
    SUPPORTED = "supported"
    UNDECIDED = "undecided"
    REFUTED = "refuted"

    @property
    def rank(self) -> int:
        """0 for proved up to 3 for refuted."""
        return list(Verdict).index(self)

    def __bool__(self) -> NoReturn:
        raise TypeError("a verdict has no truth value: compare it, as in `verdict is Verdict.PROVED`")


def weakest(verdicts: list[Verdict]) -> Verdict:
    """The worst of some verdicts; of none it is UNDECIDED, since nothing was shown."""
    return max(verdicts, key=lambda verdict: verdict.rank, default=Verdict.UNDECIDED)


class Trust(StrEnum):
    """What a proof rests on, from the strongest to the weakest."""

    EXACT = "exact"
    RULE = "rule"
    CAS = "cas"

    @property
    def rank(self) -> int:
        """0 for exact up to 2 for cas."""
        return list(Trust).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """The smallest change that makes a refuted claim true: which side, the whole of it, what was wrong.

    `verdict` is that of the claim with the change: proved, or supported where it is one "perhaps".
    """

    side: str
    expression: str
    slip: str
    verdict: str

    @property
    def is_single(self) -> bool:
        """Whether one slip explains the line, and not several of them together."""
        return ", and " not in self.slip

    @property
    def is_plain(self) -> bool:
        """Whether one slip explains the line that is more than a term without which the sides differ."""
        return self.is_single and not self.slip.startswith("the term ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence(Displayed):
    """What is known about one claim, with the numeric check that stands beside every verdict.

    `points` counts the sample points at which both sides had a value, `residual` is the worst
    relative difference there and `digits` the number of digits to which the sides agreed.
    """

    verdict: ClassVar[Verdict]
    assuming: tuple[str, ...] = ()
    points: int = 0
    digits: int | None = None
    residual: str | None = None

    def __bool__(self) -> NoReturn:
        raise TypeError("evidence has no truth value: look at `.verdict`")

    def as_json(self) -> dict[str, Any]:
        """The stable JSON form: every key is there for every kind of evidence."""
        empty: dict[str, Any] = dict.fromkeys(JSON_KEYS)
        empty |= {"conditions": [], "assuming": []}
        own = {field.name: getattr(self, field.name) for field in fields(self)}
        own = {name: list(value) if isinstance(value, tuple) else value for name, value in own.items()}
        if own.get("witness") is not None:
            own["witness"] = dict(own["witness"])
        if own.get("repair") is not None:
            own["repair"] = asdict(own["repair"])
        return {**empty, **own, "verdict": self.verdict.value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof(Evidence):
    """The claim holds for every value of its variables at which both sides are defined.

    `conditions` are the definedness conditions that the domains do not imply.  A claim of existence is
    shown by a `witness`, an exact point, with both sides there, or by the `reason` why there is one.
    """

    verdict = Verdict.PROVED
    method: str
    trusts: Trust = Trust.EXACT
    conditions: tuple[str, ...] = ()
    witness: tuple[tuple[str, str], ...] | None = None
    lhs: str | None = None
    rhs: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterexample(Evidence):
    """An exact point of the domain at which the claim fails, with both sides there.

    `repair` is what makes the claim true, if one slip explains it; else `diagnosis` says what there is to say.
    """

    verdict = Verdict.REFUTED
    witness: tuple[tuple[str, str], ...]
    lhs: str
    rhs: str
    method: str = "ball arithmetic"
    reason: str | None = None
    repair: Repair | None = None
    diagnosis: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Disproof(Evidence):
    """A proof of the negation: another limit, shapes that do not fit, an equality where `!=` stood."""

    verdict = Verdict.REFUTED
    method: str
    reason: str
    trusts: Trust = Trust.EXACT
    repair: Repair | None = None
    diagnosis: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement(Evidence):
    """The sides agreed at every point tried; that is no proof."""

    verdict = Verdict.SUPPORTED
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Undecided(Evidence):
    """Nothing is known, and `reason` says exactly why."""

    verdict = Verdict.UNDECIDED
    reason: str


JSON_KEYS = (
    "verdict", "method", "trusts", "conditions", "assuming", "witness",
    "lhs", "rhs", "points", "digits", "residual", "reason", "repair", "diagnosis",
)  # fmt: skip


ADDED = ("repair", "diagnosis")
"""Keys that evidence of earlier versions lacks."""


def from_json(data: Mapping[str, Any]) -> Evidence:
    """The evidence that `as_json` wrote."""
    kinds: dict[str, type[Evidence]] = {
        "proved": Proof,
        "supported": Agreement,
        "undecided": Undecided,
        "refuted": Counterexample if data["witness"] is not None else Disproof,
    }
    kind = kinds[data["verdict"]]
    names = [field.name for field in fields(kind)]
    values: dict[str, Any] = {name: data.get(name) if name in ADDED else data[name] for name in names}
    for name in ("conditions", "assuming"):
        if name in values:
            values[name] = tuple(values[name])
    if values.get("witness") is not None:
        values["witness"] = tuple(values["witness"].items())
    if values.get("repair") is not None:
        values["repair"] = Repair(**values["repair"])
    if values.get("trusts") is not None:
        values["trusts"] = Trust(values["trusts"])
    return kind(**values)


def as_trusted(evidence: Evidence, *, at_least: Trust) -> Evidence:
    """A proof that trusts more than allowed shows as SUPPORTED; all else is unchanged."""
    if not isinstance(evidence, Proof) or evidence.trusts.rank <= at_least.rank:
        return evidence
    return Agreement(
        assuming=evidence.assuming,
        points=evidence.points,
        digits=evidence.digits,
        residual=evidence.residual,
        reason=f"proved only by {evidence.method}, which trusts {evidence.trusts.value}",
    )


def of_denial(evidence: Evidence) -> Evidence:
    """What evidence about a claim says of the claim that it does not always hold.

    >>> of_denial(Proof(method="normal form")).reason
    'it always holds, by normal form'
    >>> of_denial(Agreement(reason="no prover applied")).verdict.value
    'undecided'
    """
    match evidence:
        case Counterexample():
            return Proof(
                assuming=evidence.assuming, method="a witness", witness=evidence.witness,
                lhs=evidence.lhs, rhs=evidence.rhs, reason=evidence.reason,
            )  # fmt: skip
        case Disproof():
            return Proof(
                assuming=evidence.assuming, method=evidence.method, trusts=evidence.trusts, reason=evidence.reason
            )
        case Proof() if evidence.trusts is not Trust.CAS:
            return Disproof(
                assuming=evidence.assuming, method=evidence.method, trusts=evidence.trusts,
                reason=f"it always holds, by {evidence.method}",
            )  # fmt: skip
        case Undecided(reason=reason):
            return Undecided(assuming=evidence.assuming, reason=reason)
    return Undecided(assuming=evidence.assuming, reason="no witness was found, and no proof that there is none")


def with_figures(evidence: Evidence, *, points: int, digits: int | None, residual: str | None) -> Evidence:
    """The same evidence with the figures of the numeric check beside it."""
    return replace(evidence, points=points, digits=digits, residual=residual)
