"""How operators are printed: integrals, sums, derivatives, limits, expectations; matrices and cases."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from derive.report.formula.boxes import (
    Box,
    Fenced,
    Fraction,
    Joined,
    Large,
    Name,
    Number,
    Script,
    Sign,
    Space,
    Table,
    Under,
    Words,
    row,
    separated,
)  # fmt: skip
from derive.report.formula.layout import Binding, Part, layout
from derive.report.formula.reading import NotTypeset, variables

Arguments = list[ast.expr]


def operand(node: ast.expr) -> Box:
    """What a sum, a limit or a derivative is taken of."""
    return layout(node).within(Binding.LARGE)


def is_range(arguments: Arguments) -> bool:
    """Whether a sum names its variables with both of their ends."""
    return len(arguments) > 1 and all(isinstance(a, ast.Tuple) and len(a.elts) == 3 for a in arguments[1:])


def large(sign: str, arguments: Arguments) -> Iterator[Box]:
    """The signs of nested sums, the outermost first."""
    for variable, low, high in (a.elts for a in reversed(arguments[1:]) if isinstance(a, ast.Tuple)):
        below = row(layout(variable).box, Sign("="), layout(low).box)
        yield Large(sign, below, layout(high).box)


def integral(arguments: Arguments) -> Part:
    """An integral over one or more variables, with their ends as far as it has some."""
    signs: list[Box] = []
    differentials: list[Box] = []
    for over in arguments[1:]:
        entries = over.elts if isinstance(over, ast.Tuple) else [over]
        ends = [layout(end).box for end in entries[1:]]
        below, above = ends if len(ends) == 2 else (ends[0] if ends else None, None)
        signs.insert(0, Large("∫", below, above))
        differentials += [Space(), Name("d", is_upright=True), layout(entries[0]).box]
    if not differentials:
        raise NotTypeset("Integral")
    return Part(row(*signs, layout(arguments[0]).within(Binding.LARGE), *differentials), Binding.FRACTION)


def derivative(arguments: Arguments) -> Part:
    """d/dx, or with round d's where there are several variables, of what follows."""
    body, *rest = arguments
    orders = [_order(entry) for entry in rest]
    if not orders:
        raise NotTypeset("Derivative")
    names = variables(body)
    d = Name("d" if len(orders) == 1 and len(names) < 2 else "∂", is_upright=True)
    total = sum(order for _, order in orders)
    top = d if total == 1 else Script(d, above=Number(str(total)))
    bottom: list[Box] = []
    for number, (variable, order) in enumerate(orders):
        bottom += [Space()] if number else []
        bottom += [d, variable if order == 1 else Script(variable, above=Number(str(order)))]
    operator = Fraction(top, row(*bottom))
    return Part(row(operator, Space(), operand(body)), Binding.LARGE)


def _order(entry: ast.expr) -> tuple[Box, int]:
    if isinstance(entry, ast.Tuple):
        variable, order = entry.elts
        if not isinstance(order, ast.Constant) or not isinstance(order.value, int):
            raise NotTypeset("Derivative")
        return layout(variable).box, order.value
    return layout(entry).box, 1


def limit(arguments: Arguments) -> Part:
    """lim with the variable and its point below."""
    body, variable, point, *rest = arguments
    side = rest[0].value if rest and isinstance(rest[0], ast.Constant) else None
    shown = layout(point).box
    if side in ("+", "-") and not (isinstance(shown, Name) and shown.text == "∞"):
        shown = Script(shown, above=Sign("+" if side == "+" else "−"))
    under = Under(Name("lim", is_upright=True), row(layout(variable).box, Sign("→"), shown))
    return Part(row(under, Space(), operand(body)), Binding.LARGE)


def substitution(arguments: Arguments) -> Part:
    """An expression before a bar, with the values of variables below it."""
    body, bound, values = arguments
    pairs = list(zip(_entries(bound), _entries(values), strict=True))
    at = separated([row(layout(v).box, Sign("="), layout(p).box) for v, p in pairs])
    return Part(Script(Fenced("", layout(body).box, "|"), below=at), Binding.POWER)


def _entries(node: ast.expr) -> Arguments:
    return node.elts if isinstance(node, ast.Tuple) else [node]


def matrix(arguments: Arguments) -> Part:
    """A matrix, or a column; one of slopes as an operator before its functions."""
    (entries,) = arguments
    if not isinstance(entries, ast.List):
        raise NotTypeset("Matrix")
    rows = [line.elts if isinstance(line, ast.List) else [line] for line in entries.elts]
    slopes = _jacobian(rows)
    if slopes is not None:
        return slopes
    shown = tuple(tuple(layout(entry).box for entry in line) for line in rows)
    return Part(Table(shown, "(", ")"))


def _jacobian(rows: list[Arguments]) -> Part | None:
    """A matrix of the first derivatives of some functions in the same variables, as one operator on a column."""
    entries = [entry for line in rows for entry in line]
    if len(rows[0]) < 2 or not all(isinstance(e, ast.Call) and len(e.args) == 2 and ast.unparse(e.func) == "Derivative"
                                   for e in entries):  # fmt: skip
        return None
    functions = [line[0].args[0] for line in rows]  # type: ignore[attr-defined]
    over = [entry.args[1] for entry in rows[0]]  # type: ignore[attr-defined]
    expected = [f"Derivative({ast.unparse(f)}, {ast.unparse(x)})" for f in functions for x in over]
    if [ast.unparse(entry) for entry in entries] != expected:
        return None
    d = Name("∂", is_upright=True)
    bottom = row(d, Fenced("(", separated([layout(x).box for x in over]), ")"))
    column = Table(tuple((layout(f).box,) for f in functions), "(", ")")
    return Part(row(Fraction(d, bottom), Space(), column), Binding.LARGE)


def cases(arguments: Arguments) -> Part:
    """Values with their conditions behind a brace."""
    rows = []
    for case in arguments:
        value, condition = case.elts if isinstance(case, ast.Tuple) else ([])
        always = isinstance(condition, ast.Constant) and condition.value is True
        when = Words("otherwise") if always else row(Words("if"), Space(is_wide=True), layout(condition).box)
        rows.append((layout(value).box, when))
    return Part(Table(tuple(rows), "{", ""))


def average(arguments: Arguments) -> Part:
    """E over x ~ law of an integrand."""
    variable, law, body = arguments
    under = row(layout(variable).box, Sign("∼"), layout(law).box)
    head = Under(Name("𝔼"), under)
    return Part(row(head, Fenced("[", layout(body).box, "]")))


def divergence(arguments: Arguments) -> Part:
    """KL of two laws with a double bar between them."""
    laws = separated([layout(argument).box for argument in arguments], "∥")
    return Part(row(Name("KL", is_upright=True), Joined(is_product=False), Fenced("(", laws, ")")))
