"""The true steps that are only supported, with the proof that a person gives and the reason why there is none yet."""

from derive.evidence import Verdict
from tests.derivations.pages import STEPS, calculation

WHY = {
    "divergence_is_convex": (
        "a value of one mixture of densities stands in a logarithm; only tangents at one point are tried under the "
        "integral, and here the bound needs the convexity of a function of two densities"
    ),
    "variances_through_a_matrix": "a product, entry by entry, with the identity has no rule in the normal form of words",
}


def supported():
    """The section of the page that lists them."""
    yield "\n## Supported\n\n| step | why it is true | why it is not proved yet |\n|---|---|---|"
    for document, name, part, index, _, reason in STEPS:
        if calculation(document, name, part).steps[index].local.verdict is Verdict.SUPPORTED:
            cells = (f"`{document}/{name}::{part}::{index + 1}`", reason, WHY[name])
            yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
