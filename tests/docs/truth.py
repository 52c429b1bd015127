"""What became of every row of the tables: worked out once, kept in truth.json, and written as pages."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sympy import sstr

from derive.claim import Claim
from derive.claims.crew import Crew
from derive.claims.deciding import _One
from derive.engine import decide, screen
from derive.evidence import Evidence

from .families import FAMILIES
from .tables import Family

KEPT = Path(__file__).parent / "truth.json"
SECONDS = 20.0
LONGEST = 300


@dataclass(frozen=True)
class Row:
    """A claim of a table with its verdict, and what stands behind that."""

    words: str
    claim: str
    verdict: str = ""
    by: str = ""


def in_words(claim: Claim) -> str:
    """The claim in a line; a long one is cut, and says how much is left out."""
    hypotheses = [sstr(fact) for fact in (*claim.conditions, *claim.premises)]
    approach = f" as {claim.approach}" if claim.approach is not None else ""
    where = f" where {', '.join(hypotheses)}" if hypotheses else ""
    text = f"{_in_a_line(claim.lhs)} {claim.relation.value} {_in_a_line(claim.rhs)}{approach}{where}"
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}… ({len(text) - LONGEST} characters more)"


def _in_a_line(side: Any) -> str:
    return " ".join(sstr(side).split())


def stated(family: Family) -> Iterator[tuple[Row, Claim]]:
    """The rows of a family as the tests have them now, without a verdict; equal claims once."""
    seen = set()
    for table in family.tables:
        for words, claim in table.claims():
            row = Row(words, in_words(claim))
            if row not in seen:
                seen.add(row)
                yield row, claim


def kept() -> dict[str, list[Row]]:
    """What was worked out, by title of the family."""
    data: dict[str, list[list[str]]] = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    return {title: [Row(*cells) for cells in rows] for title, rows in data.items()}


def keep(truth: dict[str, list[Row]]) -> None:
    """Write it down, a row a line."""
    parts = [
        f"{json.dumps(title)}: [\n" + ",\n".join(json.dumps([*asdict(row).values()], ensure_ascii=False) for row in rows) + "\n]"
        for title, rows in truth.items()
    ]
    KEPT.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")


def brought_up_to_date() -> dict[str, list[Row]]:
    """All rows of today; only those that are new are decided, and kept family by family."""
    before = kept()
    known = {(title, row.words, row.claim): row for title, rows in before.items() for row in rows}
    now: dict[str, list[Row]] = {}
    for family in FAMILIES:
        new = ((known.get((family.title, row.words, row.claim)), row, claim) for row, claim in stated(family))
        now[family.title] = [found or decided(row, claim) for found, row, claim in new]
        keep({**before, **now})
    keep(now)
    return now


def decided(row: Row, claim: Claim) -> Row:
    """The row with its verdict, found within a deadline by a process of its own where it is about numbers."""
    if claim.is_abstract:
        found = decide(claim, screen([claim])[0])
        return Row(row.words, row.claim, found.verdict.value, behind(found))
    crew = Crew(timeout=SECONDS, jobs=1, resident=claim, repairing=False)
    evidence = next(crew.answers(_One())).evidence
    assert evidence is not None, row
    return Row(row.words, row.claim, evidence.verdict.value, behind(evidence))


def behind(evidence: Evidence) -> str:
    """What stands behind a verdict: a method and what it trusts, a point, or nothing."""
    known: dict[str, Any] = evidence.as_json()
    conditions = [f"where {' and '.join(known['conditions'])}"] if known["conditions"] else []
    if known["verdict"] == "proved":
        point = [f"at {_point(known['witness'])}"] if known["witness"] else []
        return ", ".join([f"{known['method']} ({known['trusts']})", *point, *conditions])
    if known["witness"]:
        return f"at {_point(known['witness'])}"
    return known["reason"] or "" if known["verdict"] == "refuted" else ""


def _point(witness: Any) -> str:
    return ", ".join(f"{name} = {value}" for name, value in dict(witness).items())


def counted(rows: Iterable[Row], verdict: str) -> int:
    """How many rows have that verdict."""
    return sum(row.verdict == verdict for row in rows)
