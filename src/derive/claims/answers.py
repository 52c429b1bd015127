"""What is known about one claim, and how it is written: one line of strict JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from derive.evidence import Evidence

FIRST_KEYS = ("verdict", "method", "trusts", "conditions", "witness", "lhs", "rhs", "reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Evidence about the claim on a line, or why the line could not be read.

    `statement` is the claim as it was written: left side, relation, right side.
    """

    line: int
    id: Any = None
    statement: tuple[str, str, str] = ("", "", "")
    evidence: Evidence | None = None
    error: str | None = None
    is_contradiction: bool = False
    seconds: float = 0.0

    def as_json(self) -> dict[str, Any]:
        """The answer for a program: the same keys for every verdict, others for a line that is in error."""
        if self.evidence is None:
            return {"id": self.id, "error": self.error, "line": self.line}
        known = self.evidence.as_json()
        ordered = {key: known.pop(key) for key in FIRST_KEYS}
        return {"id": self.id, **ordered, "seconds": round(self.seconds, 6), **known}


def json_line(answer: Answer) -> str:
    """The answer as one line of strict JSON, ASCII only.

    >>> json_line(Answer(line=3, error="this line is no JSON"))
    '{"id": null, "error": "this line is no JSON", "line": 3}\\n'
    """
    return json.dumps(answer.as_json(), allow_nan=False) + "\n"
