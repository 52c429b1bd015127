"""Relations between expressions: conditions of a claim, and the cases of a Piecewise."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from sympy import And, Eq, Ge, Gt, Le, Lt, Ne, Not, Or, Piecewise, false, true
from sympy.core.relational import Relational

from derive.claim import Reading
from derive.reader.errors import UnreadableText

if TYPE_CHECKING:
    from derive.reader.expressions import Reader

COMPARISONS: Mapping[type[ast.cmpop], Any] = {
    ast.Lt: Lt, ast.LtE: Le, ast.Gt: Gt, ast.GtE: Ge, ast.Eq: Eq, ast.NotEq: Ne,
}  # fmt: skip

RELATIONS: Mapping[str, Any] = {
    "Eq": Eq, "Ne": Ne, "Lt": Lt, "Le": Le, "Gt": Gt, "Ge": Ge, "Equality": Eq, "Unequality": Ne,
    "StrictLessThan": Lt, "LessThan": Le, "StrictGreaterThan": Gt, "GreaterThan": Ge,
}  # fmt: skip

JOINED: Mapping[Any, Any] = {"And": And, "Or": Or, ast.And: And, ast.Or: Or, ast.BitAnd: And, ast.BitOr: Or}

NEGATED = {Eq: Ne, Ne: Eq, Lt: Ge, Le: Gt, Gt: Le, Ge: Lt}

EXPECTED = "this is no condition: a relation such as x < y is expected"


def relations(reader: Reader, node: ast.expr) -> tuple[Relational, ...]:
    """The relations that a condition states, all of which hold."""
    found = tuple(_parts(reader, node, boolean(reader, node)))
    for relation in found:
        if not relation.free_symbols:
            reader.fail(node, f"the condition {relation} speaks of no variable")
    return found


def _parts(reader: Reader, node: ast.expr, condition: Any) -> Iterator[Any]:
    if isinstance(condition, And):
        for part in sorted(condition.args, key=_place(reader)):
            yield from _parts(reader, node, part)
    elif isinstance(condition, Or):
        reader.fail(node, "conditions joined by 'or' are not read: make one claim for each case")
    elif isinstance(condition, Relational):
        yield condition
    else:
        reader.fail(node, EXPECTED)


def _place(reader: Reader) -> Any:
    """Conditions joined by 'and' in the order in which they were read: SymPy keeps them as a set."""
    order = {condition: number for number, condition in enumerate(reader.conditions)}
    return lambda condition: order.get(condition, len(order))


def boolean(reader: Reader, node: ast.expr) -> Any:
    """What a condition says, as a SymPy Boolean, not evaluated."""
    found = _boolean(reader, node)
    reader.conditions.append(found)
    return found


def _boolean(reader: Reader, node: ast.expr) -> Any:
    match node:
        case ast.Compare():
            return _chain(reader, node)
        case ast.BoolOp(op=op, values=values):
            return _joined(reader, JOINED[type(op)], values)
        case ast.BinOp(op=ast.BitAnd() | ast.BitOr() as op, left=left, right=right):
            return _joined(reader, JOINED[type(op)], [left, right])
        case ast.UnaryOp(op=ast.Not() | ast.Invert(), operand=operand):
            return _opposite(reader, node, boolean(reader, operand))
        case ast.Call(func=ast.Name(id="Not"), args=[operand]):
            return _opposite(reader, node, boolean(reader, operand))
        case ast.Call(func=ast.Name(id="And" | "Or" as name), args=values):
            return _joined(reader, JOINED[name], values)
        case ast.Call(func=ast.Name(id=name), args=[left, right]) if name in RELATIONS:
            return RELATIONS[name](reader.bound(left), reader.bound(right), evaluate=False)
        case ast.Constant(value=bool() as value):
            return true if value else false
    reader.build(node)  # what cannot be read at all is said first
    reader.fail(node, EXPECTED)


def _chain(reader: Reader, node: ast.Compare) -> Any:
    """``a < b < c``, which says a < b and b < c."""
    operands = [node.left, *node.comparators]
    for operand in operands:
        if isinstance(operand, ast.BinOp) and isinstance(operand.op, ast.BitAnd | ast.BitOr):
            reader.fail(operand, "put each comparison in brackets, as in (x > 0) & (x < 1)")
    sides = [reader.bound(operand) for operand in operands]
    links = []
    for kind, left, right in zip(node.ops, sides, sides[1:], strict=False):
        if type(kind) not in COMPARISONS:
            reader.fail(node, "this is no relation between numbers")
        links.append(COMPARISONS[type(kind)](left, right, evaluate=False))
    reader.conditions.extend(links)
    return links[0] if len(links) == 1 else And(*links, evaluate=False)


def _joined(reader: Reader, head: Any, values: list[ast.expr]) -> Any:
    return head(*[boolean(reader, value) for value in values], evaluate=False)


def _opposite(reader: Reader, node: ast.expr, condition: Any) -> Any:
    """The negation; of an order only between real numbers, where exactly one of < and >= holds."""
    head = type(condition)
    if isinstance(condition, Relational):
        real = all(side.is_extended_real is True for side in condition.args)
        if isinstance(condition, Eq | Ne) or real or reader.reading is Reading.REAL:
            return NEGATED[head](*condition.args, evaluate=False)
        reader.fail(node, "between complex numbers an order cannot be negated: write the condition that is meant")
    if isinstance(condition, And | Or):
        parts = [_opposite(reader, node, part) for part in sorted(condition.args, key=_place(reader))]
        reader.conditions.extend(parts)
        return (Or if head is And else And)(*parts, evaluate=False)
    return Not(condition)


def piecewise(reader: Reader, node: ast.Call) -> Any:
    """``Piecewise((value, condition), ..., (value, True))``."""
    pairs = []
    for entry in node.args:
        if not isinstance(entry, ast.Tuple) or len(entry.elts) != 2:
            reader.fail(entry, "Piecewise takes pairs, as in Piecewise((x, x > 0), (0, True))")
        pairs.append((reader.build(entry.elts[0]), boolean(reader, entry.elts[1])))
    if not pairs:
        reader.fail(node, "Piecewise takes pairs, as in Piecewise((x, x > 0), (0, True))")
    return reader.applied(node, lambda *cases: Piecewise(*cases, evaluate=False), *pairs)


def check_consistent(conditions: tuple[Relational, ...]) -> None:
    """Raise `UnreadableText` for two conditions on the same sides that can never hold together.

    >>> from sympy.abc import x, y
    >>> check_consistent((x < y, x <= y))
    >>> check_consistent((x < y, x > y))
    Traceback (most recent call last):
    derive.reader.errors.UnreadableText: the conditions x < y and x > y contradict each other
    """
    seen: dict[tuple[Any, Any], list[tuple[frozenset[int], Relational]]] = {}
    for condition in conditions:
        left, right = condition.args
        signs = SIGNS[type(condition)]
        if (right, left) in seen:
            left, right, signs = right, left, frozenset(-sign for sign in signs)
        for others, before in seen.setdefault((left, right), []):
            if not signs & others:
                raise UnreadableText(f"the conditions {before} and {condition} contradict each other")
        seen[left, right].append((signs, condition))


UNORDERED = 2
"""The sign of a difference that is no real number; an order relation then does not hold."""

SIGNS: Mapping[Any, frozenset[int]] = {
    Eq: frozenset({0}), Ne: frozenset({-1, 1, UNORDERED, -UNORDERED}), Lt: frozenset({-1}), Le: frozenset({-1, 0}),
    Gt: frozenset({1}), Ge: frozenset({0, 1}),
}  # fmt: skip
"""The signs that the difference of the sides may have."""
