"""Check the shipped pages and write docs/coverage.md: ``python -m tests.coverage.write``."""

from collections import Counter
from pathlib import Path

from derive.evidence import Verdict

from .documents import DOCUMENTS
from .errata import errata
from .steps import found, named, written
from .unproved import supported

PAGE = Path(__file__).parents[2] / "docs" / "coverage.md"
FATES = ("encoded", "proved", "inherits", "supported", "undecided", "refuted", "errata", "no content", "open")
HEAD = """# Coverage

What the documents behind the shipped derivations state, line by line, and what became of it. Written by
`python -m tests.coverage.write`; `python -m tests.coverage.check FOLDER` holds the rows against the texts.

A statement counts as *proved* if all of its steps are; as *errata* if one of its steps is marked as wrong and refuted,
or if its steps prove the contrary; as *inherits* if it follows from the line before it, which is wrong; as *open* if something of it is not encoded yet; and as *no content* if it makes no
mathematical claim.
"""


def coverage():
    """The whole page."""
    parts = [HEAD, *_totals()]
    for document in DOCUMENTS:
        parts += [f"\n## {document.title}\n", f"Derivations in `derivations/{document.name}`.\n", *statements(document)]
    return "\n".join([*parts, *errata(), *supported(), *_proofs(), ""])


def statements(document):
    """The table of a document, a line a statement; the verdict of a step in the last column but one."""
    yield "| line | formula | statement | encoded by | verdict | by |"
    yield "|---|---|---|---|---|---|"
    for row in document.rows:
        cells = (row.where, row.number or "", row.says, _encoding(row), fate(document, row), _methods(document, row))
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def fate(document, row):
    """What became of a statement, in one or two words."""
    if row.without is not None:
        return "no content"
    if row.open is not None:
        return "open"
    steps = _found(document, row)
    if any(step.is_confirmed_erratum for step in steps):
        return "errata"
    if row.denied is not None and all(step.local.verdict is Verdict.PROVED for step in steps):
        return "errata"
    if any(step.inherited for step in steps):
        return "inherits"
    return max((step.local.verdict for step in steps), key=lambda verdict: verdict.rank).value


def _found(document, row):
    return [found(document.name, step) for name in row.steps for step in named(document.name, name)]


def _encoding(row):
    reasons = (row.without, row.open, row.denied and f"proved instead: {row.denied}")
    return "; ".join([*(f"`{name}`" for name in row.steps), *(reason for reason in reasons if reason)])


def _methods(document, row):
    """By which methods the steps were decided, and what the weakest of the proofs trusts."""
    evidence = [step.local for step in _found(document, row)]
    methods = dict.fromkeys(getattr(known, "method", known.verdict.value) for known in evidence)
    trusts = {known.trusts for known in evidence if known.verdict is Verdict.PROVED}
    weakest = [max(trusts, key=lambda trust: trust.rank).value] if trusts else []
    return ", ".join(methods) + "".join(f" ({trust})" for trust in weakest)


def _totals():
    """How many statements of each document met which fate."""
    yield "\n| document | statements | " + " | ".join(FATES) + " |"
    yield "|---" * (len(FATES) + 2) + "|"
    for document in DOCUMENTS:
        counts = Counter(fate(document, row) for row in document.rows)
        counts["encoded"] = len(document.rows) - counts["no content"] - counts["open"]
        figures = [str(counts[name]) for name in FATES]
        yield f"| {document.title} | {len(document.rows)} | " + " | ".join(figures) + " |"


def _proofs():
    """How the steps of all pages were proved, and what the proofs trust."""
    steps = [found(document.name, step) for document in DOCUMENTS for step in written(document.name)]
    proofs = [step.local for step in steps if step.local.verdict is Verdict.PROVED]
    yield f"\n## Proofs\n\n{len(steps)} steps, {len(proofs)} of them proved.\n\n| method | trusts | steps |\n|---|---|---|"
    for (method, trust), count in sorted(Counter((proof.method, proof.trusts.value) for proof in proofs).items()):
        yield f"| {method} | {trust} | {count} |"


def main():
    """Write the page."""
    PAGE.write_text(coverage(), encoding="utf-8")


if __name__ == "__main__":
    main()
