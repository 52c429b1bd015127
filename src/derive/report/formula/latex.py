r"""Boxes -> LaTeX with the commands of amsmath; whatever is in a name, nothing in it is obeyed.

>>> from derive.report.formula import formula
>>> print(latex(formula("theta_0**2/(2*epsilon)")))
\frac{\theta_{0}^{2}}{2 \epsilon}
"""

from __future__ import annotations

import unicodedata

from derive.report.formula import boxes as b
from derive.report.formula.names import GREEK

UNKNOWN = ("lamda", "omicron", "varepsilon", "varphi", "hbar")
"""Other names of letters, and letters without a command."""

COMMANDS = {
    **{letter: rf"\{name}" for name, letter in GREEK.items() if name not in UNKNOWN},
    "ο": "o", "ℏ": r"\hbar", "∞": r"\infty", "∞̃": r"\tilde{\infty}", "𝔼": r"\mathbb{E}", "ℝ": r"\mathbb{R}",
    "ℤ": r"\mathbb{Z}", "ℕ": r"\mathbb{N}", "ℂ": r"\mathbb{C}", "∂": r"\partial", "−": "-", "−1": "-1",
    "≤": r"\le", "≥": r"\ge", "≠": r"\ne", "→": r"\to", "⇒": r"\Rightarrow", "⇔": r"\Leftrightarrow",
    "∈": r"\in", "≈": r"\approx", "·": r"\cdot", "∧": r"\land", "∨": r"\lor", "¬": r"\lnot ", "∼": r"\sim",
    "∥": r"\,\|\,", "∣": r"\mid", "⊙": r"\odot", "∇": r"\nabla", "×": r"\times",
    "𝟏": r"\mathbf{1}", "∗": "*", "′": r"\prime", "∫": r"\int", "∑": r"\sum", "∏": r"\prod",
    "erf⁻¹": r"\operatorname{erf}^{-1}",
}  # fmt: skip
FUNCTIONS = frozenset({
    "sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "log", "exp", "arcsin", "arccos",
    "arctan", "det", "min", "max", "lim", "arg",
})  # fmt: skip
"""Functions for which LaTeX has a command."""
FENCES = {"[": r"\lbrack", "]": r"\rbrack",
          "⌊": r"\lfloor", "⌋": r"\rfloor", "⌈": r"\lceil", "⌉": r"\rceil", "‖": r"\|", "{": r"\{", "}": r"\}",
          "": "."}  # fmt: skip
ACCENTS = {"^": "hat", "~": "tilde", ".": "dot", "-": "overline"}
SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "_": r"\_", "^": r"\textasciicircum{}", 
    "~": r"\textasciitilde{}",
    "#": r"\#", "$": r"\$", "%": r"\%", "&": r"\&", "<": r"\textless{}", ">": r"\textgreater{}", "|": r"\textbar{}",
    "…": r"\dots{}", '"': r"\textquotedbl{}", "`": r"\textasciigrave{}", "–": "--", "“": "``", "”": "''", "−": "-",
    "→": r"\ensuremath{\to}", "∞": r"\ensuremath{\infty}", "≤": r"\ensuremath{\le}", "≥": r"\ensuremath{\ge}",
}  # fmt: skip


def words(text: str) -> str:
    r"""Prose with nothing in it that LaTeX obeys.

    >>> print(words("50% of $a_b$ & λ"))
    50\% of \$a\_b\$ \& \ensuremath{\lambda}
    """
    return "".join(map(_character, " ".join(text.split())))


def _character(character: str) -> str:
    if character in SPECIAL:
        return SPECIAL[character]
    if character in COMMANDS and not character.isascii():
        return rf"\ensuremath{{{COMMANDS[character]}}}"
    if character.isascii():
        return character if character.isprintable() else "?"
    # letters with accents are known to every engine; other signs are not
    return character if unicodedata.category(character).startswith("L") and ord(character) < 0x250 else "?"


def latex(box: b.Box) -> str:
    """The box for a place in math mode."""
    match box:
        case b.Row(parts):
            return " ".join(filter(None, map(latex, parts)))
        case b.Number(text):
            return text.replace("−", "-")
        case b.Name(text, is_upright):
            return _name(text, is_upright)
        case b.Sign(text) | b.Prefix(text):
            return COMMANDS.get(text, text)
        case b.Words(text):
            return rf"\text{{{words(text)}}}"
        case b.Code(text):
            return rf"\texttt{{{words(text)}}}"
        case b.Joined():
            return ""
        case b.Space(is_wide):
            return "~" if is_wide else r"\,"
        case _:
            return _built(box)


def _built(box: b.Box) -> str:
    """Boxes that arrange others."""
    match box:
        case b.Fraction(top, bottom):
            return rf"\frac{{{latex(top)}}}{{{latex(bottom)}}}"
        case b.Root(body, index):
            order = "" if index is None else f"[{{{latex(index)}}}]"
            return rf"\sqrt{order}{{{latex(body)}}}"
        case b.Script(base, below, above):
            return _scripts(_base(base), below, above)
        case b.Large(text, below, above):
            return _scripts(COMMANDS[text], below, above)
        case b.Under(base, below):
            word = latex(base)
            head = rf"\mathop{{{word}}}" if not word.startswith(r"\lim") else word
            return rf"{head}\limits_{{{latex(below)}}}"
        case b.Accent(body, mark):
            return rf"\{ACCENTS[mark]}{{{latex(body)}}}"
        case b.Fenced(left, body, right):
            return _fenced(left, body, right)
        case b.Table(rows, left, right):
            return _table(rows, left, right)
    raise TypeError(f"{type(box).__name__} has no LaTeX")


def _name(text: str, is_upright: bool) -> str:  # noqa: FBT001 - the field of a box
    if text in FUNCTIONS:
        return rf"\{text}"
    if text in COMMANDS:
        return COMMANDS[text]
    if not text.isascii():
        return rf"\text{{{words(text)}}}"
    return text if len(text) == 1 and not is_upright else rf"\mathrm{{{words(text)}}}"


def _base(box: b.Box) -> str:
    """What scripts are hung on; one that has scripts itself is grouped."""
    inner = latex(box)
    return f"{{{inner}}}" if isinstance(box, b.Script | b.Row | b.Accent) else inner


def _scripts(base: str, below: b.Box | None, above: b.Box | None) -> str:
    under = "" if below is None else f"_{{{latex(below)}}}"
    over = "" if above is None else f"^{{{latex(above)}}}"
    return f"{base}{under}{over}"


def _fenced(left: str, body: b.Box, right: str) -> str:
    """Brackets; around something tall, and where there is one only, they are stretched."""
    if b.is_tall(body) or not left or not right:
        return rf"\left{_fence(left)} {latex(body)} \right{_fence(right)}"
    return f"{_fence(left)} {latex(body)} {_fence(right)}"


def _fence(bracket: str) -> str:
    return FENCES.get(bracket, bracket)


def _table(rows: tuple[tuple[b.Box, ...], ...], left: str, right: str) -> str:
    columns = ("l" if left == "{" else "c") * max(map(len, rows))
    lines = r" \\ ".join(" & ".join(map(latex, line)) for line in rows)
    table = rf"\begin{{array}}{{{columns}}} {lines} \end{{array}}"
    return rf"\left{_fence(left)} {table} \right{_fence(right)}"
