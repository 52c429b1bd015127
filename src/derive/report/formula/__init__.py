"""Text in SymPy's notation -> typeset mathematics, without SymPy and without working anything out.

- `reading`: text -> Python's syntax tree, the words of derive included; what is very long is cut.
- `side`: what is no expression: limits, objectives, domains.
- `layout`, `calls`, `names`: the tree -> boxes, which is where all conventions of mathematical print live.
- `conditions`, `operators`, `tensors`: the forms of relations, of integrals and slopes, of vectors.
- `boxes`: fractions, roots, scripts, matrices: what is on the page.
- `mathml`, `latex`: boxes -> text.

What cannot be read is shown as it stands, as code.
"""

from __future__ import annotations

from derive.report.formula.side import claim, formula, related

__all__ = ["claim", "formula", "related"]
