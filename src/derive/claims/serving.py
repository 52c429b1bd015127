"""The life of a process that decides claims: one after the other, each announced before it is begun."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
from collections.abc import Mapping
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from derive.cache.claims import Records
from derive.cache.run import Terms
from derive.claim import Claim
from derive.claims.entries import entry_of
from derive.claims.judging import Memory, judged
from derive.claims.lines import Line
from derive.errors import AuthoringError, InternalContradiction
from derive.evidence import Evidence
from derive.reader.claims import claim_from
from derive.serve import LONGEST_NUMBER, _cap_memory, _divert_output


def serve(
    pipe: Connection, said: str, memory: int, resident: Claim | None, terms: Terms | None = None,
    *, repairing: bool = False,
) -> None:  # fmt: skip
    """Answer lines from `pipe` until it closes; `resident` is the claim that stands in for all of them.

    `terms` say where claims are looked up that were decided before.  Where it is `repairing`, refuted claims get
    a repair.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _cap_memory(memory)
    sys.set_int_max_str_digits(LONGEST_NUMBER)
    with contextlib.suppress(EOFError, OSError):  # the parent has gone away
        _divert_output(Path(said))
        if resident is None:
            judged(claim_from(FIRST))  # what libraries load on first use is not to count for a claim
        pipe.send(("ready", None))
        known = Known(pipe, Records(terms))
        while True:
            Desk(pipe, resident, known, repairing=repairing).answer(pipe.recv())


FIRST = {"lhs": "x**2 + x", "relation": "=", "rhs": "x*(x + 1)", "symbols": {"x": {"real": True}}}


class Known(Memory):
    """The claims that earlier runs have decided; what is found out now goes to the parent, who writes it."""

    def __init__(self, pipe: Connection, records: Records) -> None:
        self.pipe = pipe
        self.records = records
        self.key: str | None = None

    def recall(self, claim: Claim, seen: Any = None) -> Evidence | None:
        """What is kept of a claim."""
        self.key = self.records.key(claim, seen)
        return self.records.evidence(self.key)

    def keep(self, evidence: Evidence) -> None:
        """Have it kept."""
        if self.key is not None:
            self.pipe.send(("claim", {"key": self.key, "evidence": evidence.as_json()}))


class Desk:
    """One line at a time: read, decided, answered with plain data."""

    def __init__(self, pipe: Connection, resident: Claim | None, known: Known, *, repairing: bool = False) -> None:
        self.pipe = pipe
        self.resident = resident
        self.known = known
        self.repairing = repairing

    def say(self, kind: str, data: Any) -> None:
        """Send one message to the parent."""
        self.pipe.send((kind, data))

    def answer(self, line: Line) -> None:
        """Say what is known about the claim on a line, or why it cannot be read."""
        started = time.perf_counter()
        try:
            found = self._evidence(line)
        except InternalContradiction as error:
            found = {"error": f"internal contradiction: {error}", "is_contradiction": True}
        except AuthoringError as error:
            found = {"error": error.message}
        except MemoryError:
            self.say("memory", None)
            os._exit(1)
        except RecursionError:
            found = {"error": "this claim is nested too deeply"}
        except Exception as error:  # of the reader: what it makes of text must not cost the next line
            found = {"error": f"this claim cannot be read ({type(error).__name__}: {error})"[:300]}
        self.say("answer", found | {"seconds": time.perf_counter() - started})

    def _evidence(self, line: Line) -> dict[str, Any]:
        claim = self.resident
        if claim is None:
            entry = entry_of(line)
            self.say("begin", {"id": entry.get("id"), "statement": _statement(entry)})
            claim = claim_from(entry)
        evidence = judged(
            claim, lambda what: self.say("running", what), lambda found: self.say("figures", dict(found)), self.known,
            self._refuted if self.repairing else None,
        )  # fmt: skip
        return {"evidence": evidence.as_json()}


    def _refuted(self, evidence: Evidence) -> None:
        """Tell the verdict, which stands whatever becomes of the search for a repair."""
        self.say("refuted", evidence.as_json())


def _statement(entry: Mapping[str, Any]) -> tuple[str, ...]:
    """The claim as it was written."""
    return tuple(str(entry.get(key, ""))[:LONGEST_SIDE] for key in ("lhs", "relation", "rhs"))


LONGEST_SIDE = 10_000
