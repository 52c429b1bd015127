"""How functions are printed, by the names that SymPy and derive give them.

A function without a form of its own is its name with its arguments in brackets.
"""

from __future__ import annotations

import ast
from collections.abc import Callable

from derive.report.formula.boxes import (
    Accent,
    Box,
    Fenced,
    Fraction,
    Joined,
    Name,
    Number,
    Root,
    Script,
    Sign,
    Space,
    Table,
    row,
    separated,
)  # fmt: skip
from derive.report.formula.layout import TRANSPOSED, Binding, Part, layout, listed, raised
from derive.report.formula.names import symbol
from derive.report.formula.operators import (
    Arguments,
    average,
    cases,
    derivative,
    divergence,
    integral,
    is_range,
    large,
    limit,
    matrix,
    operand,
    substitution,
)  # fmt: skip
from derive.report.formula.reading import EXPECTATION, NotTypeset
from derive.report.formula.tensors import TENSORS

RENAMED = {
    "sigmoid": "σ", "gamma": "Γ", "zeta": "ζ", "beta": "B", "DiracDelta": "δ", "LambertW": "W", "asin": "arcsin",
    "acos": "arccos", "atan": "arctan", "asinh": "arsinh", "acosh": "arcosh", "atanh": "artanh", "sign": "sgn",
    "Determinant": "det", "Trace": "tr", "trace": "tr", "Min": "min", "Max": "max", "Entropy": "H", "digamma": "ψ",
    "re": "Re", "im": "Im", "erfinv": "erf⁻¹", "dirichlet_eta": "η", "ln": "log", "N": "N", "arg": "arg",
}  # fmt: skip
"""Functions that are printed under another name than SymPy's."""

WITH_INDEX = {
    "besselj": "J", "bessely": "Y", "besseli": "I", "besselk": "K", "expint": "E", "polylog": "Li",
    "legendre": "P", "hermite": "H", "laguerre": "L", "chebyshevt": "T", "chebyshevu": "U",
}  # fmt: skip
"""Functions whose first argument is an index."""

PLAIN_POWERS = frozenset({
    "sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "log", "ln", "asin", "acos", "atan",
})  # fmt: skip
"""Functions whose powers are printed behind the name."""

RELATIONS = {"Eq": "=", "Ne": "≠", "Lt": "<", "Le": "≤", "Gt": ">", "Ge": "≥", "Contains": "∈"}
FENCES = {"Abs": ("|", "|"), "floor": ("⌊", "⌋"), "ceiling": ("⌈", "⌉"), "norm": ("‖", "‖")}
LARGE = {"Sum": "∑", "Product": "∏"}
MATRICES = frozenset({"Matrix", "ImmutableMatrix", "MutableDenseMatrix", "ImmutableDenseMatrix"})


def called(name: str, arguments: Arguments) -> Part:
    """A function of some arguments as it is printed; raises `NotTypeset` where they do not fit it."""
    if name in RELATIONS and len(arguments) == 2:
        left, right = (layout(argument).within(Binding.SUM) for argument in arguments)
        return Part(row(left, Sign(RELATIONS[name]), right), Binding.RELATION)
    if name in FENCES and len(arguments) == 1:
        left_bar, right_bar = FENCES[name]
        return Part(Fenced(left_bar, layout(arguments[0]).box, right_bar))
    if name in LARGE and is_range(arguments):
        return Part(row(*large(LARGE[name], arguments), operand(arguments[0])), Binding.LARGE)
    if name in WITH_INDEX and len(arguments) == 2:
        head = Script(symbol(WITH_INDEX[name]), below=layout(arguments[0]).box)
        return _applied(head, arguments[1:])
    if name in FORMS:
        try:
            return FORMS[name](arguments)
        except (IndexError, ValueError):
            raise NotTypeset(name) from None
    return _applied(_named(name), arguments)


def powered(call: ast.Call, exponent: Box) -> Part | None:
    """A whole power of a function that is printed behind its name; None for any other."""
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    if name not in PLAIN_POWERS or not isinstance(exponent, Number) or len(call.args) != 1:
        return None
    return _applied(Script(_named(name), above=exponent), call.args)


def _named(name: str) -> Box:
    shown = RENAMED.get(name)
    return symbol(name) if shown is None else Name(shown, is_upright=len(shown) > 1)


def _applied(head: Box, arguments: Arguments) -> Part:
    inner = listed(arguments)
    has_brackets = isinstance(inner, Table) and inner.left == "("
    return Part(row(head, Joined(is_product=False), inner if has_brackets else Fenced("(", inner, ")")))


def _exponential(arguments: Arguments) -> Part:
    """e with an exponent; a large argument stands in brackets behind exp."""
    (argument,) = arguments
    if len(ast.unparse(argument)) > LONGEST_EXPONENT or _has_fraction_in_fraction(argument):
        return _applied(Name("exp", is_upright=True), arguments)
    return Part(Script(Name("e", is_upright=True), above=layout(argument).box), Binding.POWER)


LONGEST_EXPONENT = 24


def _has_fraction_in_fraction(node: ast.expr) -> bool:
    quotients = [n for n in ast.walk(node) if isinstance(n, ast.BinOp) and isinstance(n.op, ast.Div)]
    return len(quotients) > 1


def _root(arguments: Arguments) -> Part:
    body, *index = arguments
    shown = layout(index[0]).box if index else Number("2")
    return Part(Root(layout(body).box, None if shown == Number("2") else shown), Binding.FRACTION)


def _cube_root(arguments: Arguments) -> Part:
    (body,) = arguments
    return Part(Root(layout(body).box, Number("3")), Binding.FRACTION)


def _logarithm(arguments: Arguments) -> Part:
    if len(arguments) == 2:
        return _applied(Script(Name("log", is_upright=True), below=layout(arguments[1]).box), arguments[:1])
    return _applied(Name("log", is_upright=True), arguments)


def _factorial(arguments: Arguments) -> Part:
    (body,) = arguments
    return Part(row(layout(body).within(Binding.ATOM), Sign("!")), Binding.POWER)


def _binomial(arguments: Arguments) -> Part:
    above, below = (layout(argument).box for argument in arguments)
    return Part(Table(((above,), (below,)), "(", ")"))


def _conjugate(arguments: Arguments) -> Part:
    (body,) = arguments
    return Part(Accent(layout(body).box, "-"))


def _fraction(arguments: Arguments) -> Part:
    top, bottom = (layout(argument).box for argument in arguments)
    return Part(Fraction(top, bottom), Binding.FRACTION)


def _junction(sign: str) -> Callable[[Arguments], Part]:
    def build(arguments: Arguments) -> Part:
        parts = [layout(argument).within(Binding.RELATION) for argument in arguments]
        return Part(separated(parts, sign), Binding.RELATION)

    return build


def _transpose(arguments: Arguments) -> Part:
    (body,) = arguments
    return raised(body, TRANSPOSED)


def _polygamma(arguments: Arguments) -> Part:
    order, at = arguments
    return _applied(Script(symbol("psi"), above=Fenced("(", layout(order).box, ")")), [at])


def _log_gamma(arguments: Arguments) -> Part:
    return Part(row(Name("log", is_upright=True), Space(), _applied(Name("Γ"), arguments).box))


FORMS: dict[str, Callable[[Arguments], Part]] = {
    "Integral": integral, "Derivative": derivative, "Limit": limit, "Subs": substitution, "exp": _exponential,
    "sqrt": _root, "root": _root, "real_root": _root, "cbrt": _cube_root, "log": _logarithm, "factorial": _factorial,
    "binomial": _binomial, "conjugate": _conjugate, "Rational": _fraction, "Piecewise": cases, "KL": divergence,
    EXPECTATION: average, "And": _junction("∧"), "Or": _junction("∨"),
    "Transpose": _transpose, "polygamma": _polygamma, "loggamma": _log_gamma, "Tuple": lambda a: Part(
        Fenced("(", listed(a), ")")), **dict.fromkeys(MATRICES, matrix), **TENSORS,
}  # fmt: skip
"""The forms of single functions."""
