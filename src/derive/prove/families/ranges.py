"""Bound variables: fresh ones, canonical ones, and where they stand as an index."""

from __future__ import annotations

from itertools import permutations

from sympy import Dummy, Expr, Product, Sum, Tuple, default_sort_key, expand

from derive.prove.families.letters import OutOfReach

CANONICAL, FRESH = 1_000, 1_000_000
"""Canonical bound variables are numbered from here; SymPy numbers fresh ones from a million."""

MOST_NESTED = 4

MOST_STEPS = 12
"""A range is made longer or shorter by so many terms at most."""

Span = tuple[Expr, Expr]

Limits = tuple[tuple[Dummy, Expr], ...]
"""Bound variables that run from 1, with their last values."""


def fresh(first: Expr) -> Dummy:
    """A new bound variable that runs from `first` upwards."""
    if (first - 1).is_nonnegative:
        return Dummy("i", integer=True, positive=True)
    return Dummy("i", integer=True, nonnegative=True) if first.is_nonnegative else Dummy("i", integer=True)


def canonical_sum(body: Expr, limits: Limits) -> Sum:
    """The sum under canonical names, in a canonical order of its variables, which run independently.

    Equal sums become equal objects.  Raises `OutOfReach` for too many variables.
    """
    if len(limits) > MOST_NESTED:
        raise OutOfReach
    lowest = 1 + max((_depth(variable) for variable in body.atoms(Dummy)), default=-1)
    names = [Dummy("i", integer=True, dummy_index=CANONICAL + lowest + place) for place in range(len(limits))]
    found = []
    for order in permutations(limits):
        renaming = {variable: name for (variable, _), name in zip(order, names, strict=True)}
        found.append(Sum(body.xreplace(renaming), *((renaming[variable], 1, last) for variable, last in order)))
    return found[0] if len(found) == 1 else min(found, key=lambda node: default_sort_key(Tuple(*node.args)))


def canonical_product(body: Expr, variable: Dummy, first: Expr, last: Expr) -> Product:
    """The product under a canonical name of its index."""
    name = canonical_sum(body, ((variable, last),)).limits[0][0]
    return Product(body.xreplace({variable: name}), (name, first, last))


def _depth(variable: Dummy) -> int:
    return variable.dummy_index - CANONICAL if CANONICAL <= variable.dummy_index < FRESH else -1


def opened(node: Sum) -> tuple[Expr, Limits]:
    """Body and limits of a canonical sum under fresh names."""
    renaming = {limit[0]: Dummy("i", integer=True) for limit in node.limits}
    return node.function.xreplace(renaming), tuple((renaming[v], last.xreplace(renaming)) for v, _, last in node.limits)


def position(body: Expr, variable: Dummy) -> tuple[int, Expr] | None:
    """Where the variable stands as an index: (1, c) for variable + c, (-1, c) for c - variable.

    Of several places the first one counts, in the order of the names of the families.
    """
    found: list[tuple[str, int, int, Expr]] = []
    for node in body.find(lambda node: hasattr(node, "with_indices")):
        for place, index in enumerate(node.indices):
            for sign in (1, -1):
                rest = expand(index - sign * variable)
                if variable in index.free_symbols and variable not in rest.free_symbols:
                    found.append((str(node.symbol), place, sign, rest))
    if not found:
        return None
    *_, sign, rest = min(found, key=lambda entry: (*entry[:2], -entry[2], default_sort_key(entry[3])))
    return sign, rest


def placed(body: Expr, variable: Dummy, span: Span) -> tuple[Expr, Expr, Expr]:
    """The body with its index shifted or turned round so that the first family has the bare one, and its new ends."""
    found = position(body, variable)
    if found is None or found == (1, 0):
        return body, *span
    sign, offset = found
    ends = [expand(offset + sign * end) for end in span]
    moved = expand_indices(body.xreplace({variable: sign * (variable - offset)}))
    return moved, *(ends if sign == 1 else ends[::-1])


def expand_indices(expression: Expr) -> Expr:
    """The expression with the indices of its entries multiplied out."""
    nodes = expression.find(lambda node: hasattr(node, "with_indices"))
    values = {node: node.with_indices(expand) for node in nodes}
    return expression.xreplace({node: value for node, value in values.items() if node != value})
