"""Text in SymPy's notation -> SymPy objects, through a whitelist and unevaluated: text is never executed.

- `lexing`: characters, numbers, brackets; what is wrong there is shown with a caret.
- `syntax`: Python's own parser, behind caps that keep it from overflowing.
- `vocabulary`: the functions and constants that text may name.
- `expressions`, `binding`, `conditions`: the syntax tree as SymPy objects, exactly as it was written.
- `declarations`, `claims`: what a variable is declared to be; one claim as a whole.
"""
