"""The three things that a step of a shipped page can be."""

PROVED = "proved"
ERRATUM = "erratum"
INHERITED = "inherited"
