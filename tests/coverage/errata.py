"""The lines that the documents state and that are wrong, with what shows it."""

from .documents import DOCUMENTS
from .steps import found, written


def errata():
    """The section of the page that lists them."""
    yield "\n## Errata\n\n| step | what went wrong | what shows it |\n|---|---|---|"
    for document in DOCUMENTS:
        for name in written(document.name):
            step = found(document.name, name)
            if step.erratum is not None:
                cells = (f"`{document.name}/{name}`", step.erratum, _shown(step.local))
                yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _shown(evidence):
    """A point and both sides there, or the reason why the claim fails."""
    if not getattr(evidence, "witness", None):
        return getattr(evidence, "reason", None) or evidence.verdict.value
    point = ", ".join(f"{name} = {value}" for name, value in evidence.witness)
    return f"{point}: {_rounded(evidence.lhs)} against {_rounded(evidence.rhs)}"


def _rounded(side):
    """The first digits of an enclosure, or an exact value as it is."""
    return side.strip("[]").split(" +/- ")[0][:12]
