"""Boxes -> MathML, which browsers typeset by themselves, offline and without a script."""

from __future__ import annotations

from html import escape

from derive.report.formula import boxes as b
from derive.report.formula.breaking import terms, width

MARKS = {"^": "^", "~": "~", ".": "˙", "-": "¯"}
UNBROKEN = 20
"""Characters of a row that is never broken; a longer one may be, before its terms."""


def mathml(box: b.Box) -> str:
    """The box as an inline ``math`` element; text that could not be read as ``code``.

    >>> from derive.report.formula import formula
    >>> mathml(formula("x**2"))
    '<math><msup><mi>x</mi><mn>2</mn></msup></math>'
    """
    if isinstance(box, b.Code):
        return f"<code>{escape(box.text)}</code>"
    return f"<math>{element(box)}</math>"


def display(box: b.Box) -> str:
    """As `mathml`, with the fractions and sums of a displayed formula."""
    if isinstance(box, b.Code):
        return f"<code>{escape(box.text)}</code>"
    pieces = terms(box) if width(box) > UNBROKEN else [box]
    return "<wbr>".join(f'<math><mstyle displaystyle="true">{element(piece)}</mstyle></math>' for piece in pieces)


def element(box: b.Box) -> str:
    """The box as an element within ``math``."""
    match box:
        case b.Row(parts):
            return f"<mrow>{''.join(map(element, parts))}</mrow>"
        case b.Number(text):
            return f"<mn>{escape(text)}</mn>"
        case b.Name(text, is_upright):
            upright = ' mathvariant="normal"' if is_upright and len(text) == 1 else ""
            return f"<mi{upright}>{escape(text)}</mi>"
        case b.Sign(text):
            return _sign(text)
        case b.Prefix(text):
            return f'<mo form="prefix">{escape(text)}</mo>'
        case b.Words(text) | b.Code(text):
            return f"<mtext>{escape(text)}</mtext>"
        case b.Joined(is_product):
            return "<mo>&#x2062;</mo>" if is_product else "<mo>&#x2061;</mo>"
        case b.Space(is_wide):
            return f'<mspace width="{"0.33em" if is_wide else "0.17em"}"></mspace>'
        case _:
            return _built(box)


def _built(box: b.Box) -> str:
    """Boxes that arrange others."""
    match box:
        case b.Fraction(top, bottom):
            return f"<mfrac>{element(top)}{element(bottom)}</mfrac>"
        case b.Root(body, None):
            return f"<msqrt>{element(body)}</msqrt>"
        case b.Root(body, b.Box() as index):
            return f"<mroot>{element(body)}{element(index)}</mroot>"
        case b.Script(base, below, above):
            return _scripts("sub", "sup", element(base), below, above)
        case b.Large(text, below, above):
            sign = f'<mo largeop="true">{text}</mo>'
            return _scripts("sub", "sup", sign, below, above) if text == "∫" else _scripts(
                "under", "over", sign, below, above)  # fmt: skip
        case b.Under(base, below):
            return f"<munder>{element(base)}{element(below)}</munder>"
        case b.Accent(body, mark):
            return f'<mover accent="true">{element(body)}<mo stretchy="{_is_bar(mark)}">{MARKS[mark]}</mo></mover>'
        case b.Fenced(left, body, right):
            grows = "true" if b.is_tall(body) else "false"
            return f"<mrow>{_fence(left, 'prefix', grows)}{element(body)}{_fence(right, 'postfix', grows)}</mrow>"
        case b.Table(rows, left, right):
            closing = _fence(right, "postfix", "true")
            return f"<mrow>{_fence(left, 'prefix', 'true')}{_table(rows, left)}{closing}</mrow>"
    raise TypeError(f"{type(box).__name__} has no MathML")


def _is_bar(mark: str) -> str:
    return "true" if mark == "-" else "false"


SPACES = {"·": "0.1em", "!": "0", "∗": "0", "′": "0"}
"""Room beside the signs that are no relations and no plus or minus."""


def _sign(text: str) -> str:
    room = SPACES.get(text)
    spaced = 'form="infix"' if room is None else f'lspace="{room}" rspace="{room}"'
    return f"<mo {spaced}>{escape(text)}</mo>"


def _scripts(low: str, high: str, base: str, below: b.Box | None, above: b.Box | None) -> str:
    """A base with something below, above or both; `low` and `high` name the elements."""
    if below is None and above is None:
        return base
    if above is None and below is not None:
        return f"<m{low}>{base}{element(below)}</m{low}>"
    if below is None and above is not None:
        return f"<m{high}>{base}{element(above)}</m{high}>"
    assert below is not None
    assert above is not None
    return f"<m{low}{high}>{base}{element(below)}{element(above)}</m{low}{high}>"


def _fence(bracket: str, form: str, grows: str) -> str:
    return f'<mo form="{form}" fence="true" stretchy="{grows}">{bracket}</mo>' if bracket else ""


def _table(rows: tuple[tuple[b.Box, ...], ...], left: str) -> str:
    aligned = ' class="cases"' if left == "{" else ""
    lines = ("".join(f"<mtd>{element(entry)}</mtd>" for entry in line) for line in rows)
    return f"<mtable{aligned}>{''.join(f'<mtr>{line}</mtr>' for line in lines)}</mtable>"
