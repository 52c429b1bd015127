"""How vectors and matrices of symbolic size are printed, by the words that derive has for them."""

from __future__ import annotations

import ast
from collections.abc import Callable

from derive.report.formula.boxes import Box, Fenced, Fraction, Joined, Name, Number, Script, Sign, Space, row, separated
from derive.report.formula.layout import Binding, Part, layout, raised
from derive.report.formula.operators import Arguments, operand

MINUS_ONE = Number("−1")


def gradient(arguments: Arguments) -> Part:
    """Nabla with the variable below it, of what follows."""
    body, variable = arguments
    nabla = Script(Name("∇", is_upright=True), below=layout(variable).box)
    return Part(row(nabla, Space(), operand(body)), Binding.LARGE)


def jacobian(arguments: Arguments) -> Part:
    """The derivative of one vector by another, as a fraction before it."""
    body, variable = arguments
    d = Name("∂", is_upright=True)
    if isinstance(body, ast.Name):
        return Part(Fraction(row(d, layout(body).box), row(d, layout(variable).box)), Binding.FRACTION)
    return Part(row(Fraction(d, row(d, layout(variable).box)), Space(), operand(body)), Binding.LARGE)


def inverse(arguments: Arguments) -> Part:
    """The power -1."""
    (body,) = arguments
    return raised(body, MINUS_ONE)


def hadamard(arguments: Arguments) -> Part:
    """The product entry by entry."""
    return Part(separated([layout(argument).within(Binding.POWER) for argument in arguments], "⊙"), Binding.PRODUCT)


def vector(arguments: Arguments) -> Part:
    """An entry in brackets with the range of its index."""
    body, index, size = arguments
    below = row(layout(index).box, Sign("="), Number("1"))
    return Part(Script(Fenced("(", layout(body).box, ")"), below, layout(size).box), Binding.POWER)


def norm_squared(arguments: Arguments) -> Part:
    """The square of the Euclidean norm."""
    (body,) = arguments
    return Part(Script(Fenced("‖", layout(body).box, "‖"), above=Number("2")), Binding.POWER)


def log_determinant(arguments: Arguments) -> Part:
    """log det of a matrix."""
    (body,) = arguments
    names = (Name("log", is_upright=True), Space(), Name("det", is_upright=True))
    return Part(row(*names, Joined(is_product=False), Fenced("(", layout(body).box, ")")))


def jensen_shannon(arguments: Arguments) -> Part:
    """JSD of two laws with a double bar between them."""
    laws = separated([layout(argument).box for argument in arguments], "∥")
    return Part(row(Name("JSD", is_upright=True), Joined(is_product=False), Fenced("(", laws, ")")))


def _named(name: str, *, is_upright: bool = False) -> Callable[[Arguments], Part]:
    """A constant matrix with its size below it."""

    def build(arguments: Arguments) -> Part:
        sizes: Box = separated([layout(argument).box for argument in arguments], "×")
        return Part(Script(Name(name, is_upright=is_upright), below=sizes))

    return build


def _unit(arguments: Arguments) -> Part:
    """The unit vector e_i; its size is that of its neighbours."""
    place, _ = arguments
    return Part(Script(Name("e"), below=layout(place).box))


TENSORS: dict[str, Callable[[Arguments], Part]] = {
    "gradient": gradient, "jacobian": jacobian, "inverse": inverse, "Inverse": inverse, "hadamard": hadamard,
    "vector": vector, "norm_squared": norm_squared, "log_det": log_determinant, "JSD": jensen_shannon,
    "identity": _named("I"), "zeros": _named("0", is_upright=True), "ones": _named("𝟏", is_upright=True),
    "one_hot": _unit,
}  # fmt: skip
"""The forms of words for vectors, matrices and laws."""
