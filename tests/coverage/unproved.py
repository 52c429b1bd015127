"""The true steps that are only supported: why they are true, and why there is no proof yet."""

from derive.evidence import Verdict
from tests.derivations.pages import STEPS, calculation

WHY: dict[str, str] = {}
"""The reason why there is no proof yet, by the name of the derivation: what the engine would need."""


def supported():
    """The section of the page that lists them."""
    yield "\n## Supported\n"
    rows = list(_rows())
    yield from ["| step | why it is true | why it is not proved yet |", "|---|---|---|", *rows] if rows else ["None."]


def _rows():
    for document, name, part, index, _, reason in STEPS:
        if calculation(document, name, part).steps[index].local.verdict is Verdict.SUPPORTED:
            cells = (f"`{document}/{name}::{part}::{index + 1}`", reason, WHY[name])
            yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
