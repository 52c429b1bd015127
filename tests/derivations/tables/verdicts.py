"""The five things that a step of a shipped page can be."""

PROVED = "proved"
ERRATUM = "erratum"
INHERITED = "inherited"
CANCELS = "cancels"
"""An erratum that makes up for an earlier one: wrong as a step, and right about the head of its chain."""
SUPPORTED = "supported"
"""True, with a proof in the reason that the engine does not find yet."""
