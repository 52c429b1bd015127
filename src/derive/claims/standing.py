"""How the claims of a run stand: counts, and the exit code that follows from them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from derive.claims.answers import Answer
from derive.evidence import Proof, Trust, Verdict


@dataclass
class Standing:
    """Counts that grow with the answers; no answer is held."""

    fail_on: str = "undecided"
    verdicts: Counter[Verdict] = field(default_factory=Counter)
    trusts: Counter[Trust] = field(default_factory=Counter)
    conditional: int = 0
    errors: int = 0
    contradictions: int = 0
    interrupted: str | None = None

    def add(self, answer: Answer) -> None:
        """Count one more answer."""
        if answer.evidence is None:
            self.contradictions += answer.is_contradiction
            self.errors += not answer.is_contradiction
            return
        self.verdicts[answer.evidence.verdict] += 1
        if isinstance(answer.evidence, Proof):
            self.trusts[answer.evidence.trusts] += 1
            self.conditional += bool(answer.evidence.conditions)

    @property
    def judged(self) -> int:
        """Claims that could be read."""
        return sum(self.verdicts.values())

    @property
    def answered(self) -> int:
        """Lines of which something was said, be it that they cannot be read."""
        return self.judged + self.errors + self.contradictions

    @property
    def exit_code(self) -> int:
        """130 interrupted, 4 contradiction, 2 unreadable, 1 refuted, 3 as `fail_on` asks, 5 empty, 0.

        >>> Standing().exit_code
        5
        """
        if self.interrupted:
            return 130
        if self.contradictions:
            return 4
        if self.errors:
            return 2
        if self.verdicts[Verdict.REFUTED]:
            return 1
        if self._fails:
            return 3
        return 0 if self.judged else 5

    @property
    def _fails(self) -> bool:
        if self.fail_on == "conditional" and self.conditional:
            return True
        level = Verdict.SUPPORTED if self.fail_on == "conditional" else Verdict(self.fail_on)
        return any(verdict.rank >= level.rank and number for verdict, number in self.verdicts.items())


def worst(*codes: int) -> int:
    """The exit code that counts of several.

    >>> worst(0, 3, 1), worst(5, 0)
    (1, 0)
    """
    return next((code for code in (130, 4, 2, 1, 3) if code in codes), 0 if 0 in codes else 5)
