"""A syntax tree -> boxes: how sums, products, fractions and powers are printed.

Every part carries how tightly it binds, so that brackets stand where they are needed and nowhere else.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

from derive.report.formula.boxes import (
    Box,
    Fenced,
    Fraction,
    Joined,
    Name,
    Number,
    Prefix,
    Row,
    Script,
    Sign,
    Space,
    Words,
    row,
    separated,
)  # fmt: skip
from derive.report.formula.names import symbol
from derive.report.formula.reading import LEFT_OUT, NotTypeset

MOST_TERMS = 40
"""Terms or factors that are shown beside each other; of more, the first ones and the last one."""
SHOWN_TERMS = 24

WORD = Space(is_wide=True)
TRANSPOSED = Name("T", is_upright=True)


class Binding(IntEnum):
    """How tightly the outermost operation of a part holds it together."""

    RELATION = 0
    SUM = 1
    LARGE = 2
    PRODUCT = 3
    FRACTION = 4
    POWER = 5
    ATOM = 6


@dataclass(frozen=True, slots=True)
class Part:
    """A box, and how tightly it binds."""

    box: Box
    binding: Binding = Binding.ATOM

    def within(self, least: Binding) -> Box:
        """The box, in brackets unless it binds at least so tightly."""
        return self.box if self.binding >= least else Fenced("(", self.box, ")")


def layout(node: ast.expr) -> Part:
    """The part that a node stands for; raises `NotTypeset` for what is no mathematics."""
    builder = BUILDERS.get(type(node))
    if builder is None:
        raise NotTypeset(ast.dump(node)[:80])
    return builder(node)


def listed(nodes: list[ast.expr]) -> Box:
    """Parts with commas between them."""
    return separated([layout(node).box for node in nodes])


def _constant(node: ast.Constant) -> Part:
    if isinstance(node.value, bool) or node.value is None:
        return Part(Name(str(node.value).lower(), is_upright=True))
    if isinstance(node.value, str):
        return Part(Words(node.value))
    if isinstance(node.value, int | float):
        return _number(node.kind or str(node.value))
    raise NotTypeset(repr(node.value))


def _number(text: str) -> Part:
    """A number; one such as 1.5e-8 with its power of ten."""
    digits, _, exponent = text.lower().partition("e")
    if not exponent:
        return Part(Number(text))
    power = Script(Number("10"), above=Number(str(int(exponent)).replace("-", "−")))
    return Part(row(Number(digits), Sign("·"), power), Binding.PRODUCT)


def _operation(node: ast.BinOp) -> Part:
    if isinstance(node.op, ast.Add | ast.Sub):
        return _sum(node)
    if isinstance(node.op, ast.Mult | ast.Div):
        return _product(node)
    if isinstance(node.op, ast.Pow):
        return _power(node)
    if isinstance(node.op, ast.Mod):
        sides = [layout(side).within(Binding.PRODUCT) for side in (node.left, node.right)]
        return Part(row(sides[0], WORD, Words("mod"), WORD, sides[1]), Binding.SUM)
    if isinstance(node.op, ast.BitAnd | ast.BitOr):
        from derive.report.formula.conditions import junction

        return junction(node)
    raise NotTypeset(ast.dump(node.op))


def _spine(node: ast.expr, kinds: tuple[type[ast.operator], ...]) -> list[tuple[ast.operator | None, ast.expr]]:
    """The operands of ``a + b - c``, each behind its operator; the first has none."""
    found: list[tuple[ast.operator | None, ast.expr]] = []
    while isinstance(node, ast.BinOp) and isinstance(node.op, kinds):
        found.append((node.op, node.right))
        node = node.left
    return [(None, node), *found[::-1]]


def _sum(node: ast.BinOp) -> Part:
    parts: list[Box] = []
    terms = _spine(node, (ast.Add, ast.Sub))
    left_out = len(terms) - SHOWN_TERMS - 1 if len(terms) > MOST_TERMS else 0
    for number, (operator, term) in enumerate(terms):
        if left_out and SHOWN_TERMS <= number < len(terms) - 1:
            parts += [Sign("+"), _left_out(left_out)] if number == SHOWN_TERMS else []
        elif operator is None:
            parts.append(layout(term).within(Binding.SUM))
        else:
            sign = "−" if isinstance(operator, ast.Sub) else "+"
            parts += [Sign(sign), layout(term).within(Binding.LARGE)]
    return Part(row(*parts), Binding.SUM)


def _left_out(number: int, things: str = "terms") -> Box:
    return Words(f"… {number:,} {things} left out …")


def _product(node: ast.expr) -> Part:
    """Factors beside each other; what stands before a / is the numerator."""
    factors: list[Part] = []
    is_negative = False
    for operator, operand in _spine(node, (ast.Mult, ast.Div)):
        if operator is None and isinstance(operand, ast.UnaryOp) and isinstance(operand.op, ast.USub):
            is_negative, operand = True, operand.operand
        if isinstance(operator, ast.Div):
            fraction = Fraction(_beside(factors).box, layout(operand).box)
            factors = [Part(fraction, Binding.FRACTION)]
        else:
            factors.append(layout(operand))
    product = _beside(factors)
    return Part(row(Prefix("−"), product.box), Binding.SUM) if is_negative else product


def _beside(factors: list[Part]) -> Part:
    if len(factors) == 1:
        return factors[0]
    parts: list[Box] = []
    before: Box | None = None
    left_out = len(factors) - SHOWN_TERMS - 1 if len(factors) > MOST_TERMS else 0
    if left_out:
        factors = [*factors[:SHOWN_TERMS], Part(_left_out(left_out, "factors")), factors[-1]]
    last = factors[-1]
    is_open = last.binding is Binding.LARGE
    for factor in factors:
        box = factor.box if is_open and factor is last else factor.within(Binding.FRACTION)
        parts += [box] if before is None else [_between(before, box), box]
        before = box
    return Part(row(*parts), Binding.LARGE if is_open else Binding.PRODUCT)


def _between(left: Box, right: Box) -> Box:
    """A dot before digits and between fractions; a thin space beside words; else nothing to be seen."""
    if isinstance(_first(right), Number | Words) or (isinstance(left, Fraction | Number) and _is_rational(right)):
        return Sign("·")
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return Sign("·")
    if any(isinstance(box, Name | Row) and _is_word(box) for box in (left, right)):
        return Space()
    return Joined()


def _is_rational(box: Box) -> bool:
    """Whether this is a number over a number, which must not look like the rest of a mixed one."""
    return isinstance(box, Fraction) and isinstance(box.top, Number) and isinstance(box.bottom, Number)


def _first(box: Box) -> Box:
    while isinstance(box, Row | Script):
        box = box.parts[0] if isinstance(box, Row) else box.base
    return box


def _is_word(box: Box) -> bool:
    first = _first(box)
    return isinstance(first, Name) and len(first.text) > 1


def _power(node: ast.BinOp) -> Part:
    """A power; that of a named function stands behind its name, as in sin^2(x)."""
    from derive.report.formula.calls import powered

    exponent = layout(node.right).box
    behind_name = powered(node.left, exponent) if isinstance(node.left, ast.Call) else None
    if behind_name is not None:
        return behind_name
    return raised(node.left, exponent)


def raised(node: ast.expr, exponent: Box) -> Part:
    """Something with an exponent, which stands over the index where there is one."""
    base = layout(node).within(Binding.ATOM)
    if isinstance(base, Script) and base.above is None:
        return Part(Script(base.base, base.below, exponent), Binding.POWER)
    return Part(Script(base, above=exponent), Binding.POWER)


def _signed(node: ast.UnaryOp) -> Part:
    if isinstance(node.op, ast.UAdd):
        return layout(node.operand)
    operand = layout(node.operand)
    if isinstance(node.op, ast.USub):
        return Part(row(Prefix("−"), operand.within(Binding.LARGE)), Binding.SUM)
    return Part(row(Prefix("¬"), operand.within(Binding.ATOM)), Binding.POWER)


def _comparison(node: ast.Compare) -> Part:
    from derive.report.formula.conditions import comparison

    return comparison(node)


def _call(node: ast.Call) -> Part:
    from derive.report.formula.calls import called

    if not isinstance(node.func, ast.Name) or any(keyword.arg != "dir" for keyword in node.keywords):
        raise NotTypeset(ast.dump(node.func)[:80])
    if node.func.id == LEFT_OUT and isinstance(node.args[0], ast.Constant):
        return Part(_left_out(int(str(node.args[0].value))))
    return called(node.func.id, [*node.args, *(keyword.value for keyword in node.keywords)])


def _bracketed(left: str, right: str) -> Callable[..., Part]:
    return lambda node: Part(Fenced(left, listed(node.elts), right))


def _law(node: ast.Dict) -> Part:
    """A law on finitely many points: each with its weight."""
    if None in node.keys:
        raise NotTypeset("dict")
    entries = zip(filter(None, node.keys), node.values, strict=True)
    pairs = [row(layout(point).box, Sign(":"), layout(weight).box) for point, weight in entries]
    return Part(Fenced("{", separated(pairs), "}"))


def _indexed(node: ast.Subscript) -> Part:
    entries = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    return Part(Script(layout(node.value).within(Binding.ATOM), below=listed(entries)))


def _attribute(node: ast.Attribute) -> Part:
    if node.attr != "T":
        raise NotTypeset(node.attr)
    return raised(node.value, TRANSPOSED)


BUILDERS: dict[type[ast.expr], Callable[..., Part]] = {
    ast.Constant: _constant,
    ast.Name: lambda node: Part(symbol(node.id)),
    ast.BinOp: _operation,
    ast.UnaryOp: _signed,
    ast.Compare: _comparison,
    ast.Call: _call,
    ast.Tuple: _bracketed("(", ")"),
    ast.List: _bracketed("[", "]"),
    ast.Set: _bracketed("{", "}"),
    ast.Dict: _law,
    ast.Subscript: _indexed,
    ast.Attribute: _attribute,
}
