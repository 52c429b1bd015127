"""derive in notebooks: how its objects display themselves, and `%%derive` for a chain in a cell.

- `bundles`: HTML, LaTeX and plain text of an object.
- `cells`: the text of a cell -> a derivation.
- `magic`: `%load_ext derive`, which registers `%%derive`; the only part that needs IPython.
"""
