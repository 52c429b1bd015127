"""How conditions are printed: relations, and, or; and the bar that says what is given."""

from __future__ import annotations

import ast

from derive.report.formula.boxes import Sign, row
from derive.report.formula.layout import Binding, Part, layout
from derive.report.formula.reading import NotTypeset

COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Eq: "=", ast.NotEq: "≠", ast.Lt: "<", ast.LtE: "≤", ast.Gt: ">", ast.GtE: "≥", ast.In: "∈",
}  # fmt: skip
JUNCTIONS: dict[type[ast.operator], str] = {ast.BitAnd: "∧", ast.BitOr: "∨"}
CONDITIONS = frozenset({"Eq", "Ne", "Lt", "Le", "Gt", "Ge", "Contains", "And", "Or"})
"""Functions whose values are true or false."""


def junction(node: ast.BinOp) -> Part:
    """And, or; a bar between what is no condition says what is given, as in p(x | z)."""
    left, right = (layout(side).box for side in (node.left, node.right))
    sign = JUNCTIONS[type(node.op)]
    if isinstance(node.op, ast.BitOr) and not any(map(_is_condition, (node.left, node.right))):
        sign = "∣"
    return Part(row(left, Sign(sign), right), Binding.RELATION)


def _is_condition(node: ast.expr) -> bool:
    isjunction = isinstance(node, ast.BinOp) and type(node.op) in JUNCTIONS
    is_relation = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CONDITIONS
    return isjunction or is_relation or isinstance(node, ast.Compare)


def comparison(node: ast.Compare) -> Part:
    """A chain of relations, as in 0 < x < 1."""
    parts = [layout(node.left).within(Binding.SUM)]
    for operator, side in zip(node.ops, node.comparators, strict=True):
        if type(operator) not in COMPARISONS:
            raise NotTypeset(ast.dump(operator))
        parts += [Sign(COMPARISONS[type(operator)]), layout(side).within(Binding.SUM)]
    return Part(row(*parts), Binding.RELATION)
