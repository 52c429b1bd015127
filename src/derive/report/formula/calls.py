"""How functions are printed, by the names that SymPy and derive give them.

A function without a form of its own is its name with its arguments in brackets.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from derive.report.formula.boxes import (
    Accent,
    Box,
    Fenced,
    Fraction,
    Joined,
    Large,
    Name,
    Number,
    Root,
    Script,
    Sign,
    Space,
    Table,
    Under,
    Words,
    row,
    separated,
)  # fmt: skip
from derive.report.formula.layout import Binding, Part, layout, listed
from derive.report.formula.names import symbol
from derive.report.formula.reading import EXPECTATION, NotTypeset

Arguments = list[ast.expr]

RENAMED = {
    "sigmoid": "σ", "gamma": "Γ", "zeta": "ζ", "beta": "B", "DiracDelta": "δ", "LambertW": "W", "asin": "arcsin",
    "acos": "arccos", "atan": "arctan", "asinh": "arsinh", "acosh": "arcosh", "atanh": "artanh", "sign": "sgn",
    "Determinant": "det", "Trace": "tr", "Min": "min", "Max": "max", "Entropy": "H", "digamma": "ψ", "re": "Re",
    "im": "Im", "erfinv": "erf⁻¹", "dirichlet_eta": "η", "ln": "log", "N": "N", "arg": "arg",
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
FENCES = {"Abs": ("|", "|"), "floor": ("⌊", "⌋"), "ceiling": ("⌈", "⌉"), "Norm": ("‖", "‖")}
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
    if name in LARGE and _is_range(arguments):
        return Part(row(*_large(LARGE[name], arguments), _operand(arguments[0])), Binding.LARGE)
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


def _operand(node: ast.expr) -> Box:
    """What a sum, a limit or a derivative is taken of."""
    return layout(node).within(Binding.LARGE)


def _is_range(arguments: Arguments) -> bool:
    return len(arguments) > 1 and all(isinstance(a, ast.Tuple) and len(a.elts) == 3 for a in arguments[1:])


def _large(sign: str, arguments: Arguments) -> Iterator[Box]:
    """The signs of nested sums, the outermost first."""
    for variable, low, high in (a.elts for a in reversed(arguments[1:]) if isinstance(a, ast.Tuple)):
        below = row(layout(variable).box, Sign("="), layout(low).box)
        yield Large(sign, below, layout(high).box)


def _integral(arguments: Arguments) -> Part:
    signs: list[Box] = []
    variables: list[Box] = []
    for over in arguments[1:]:
        entries = over.elts if isinstance(over, ast.Tuple) else [over]
        ends = [layout(end).box for end in entries[1:]]
        below, above = ends if len(ends) == 2 else (ends[0] if ends else None, None)
        signs.insert(0, Large("∫", below, above))
        variables += [Space(), Name("d", is_upright=True), layout(entries[0]).box]
    if not variables:
        raise NotTypeset("Integral")
    return Part(row(*signs, layout(arguments[0]).within(Binding.LARGE), *variables), Binding.FRACTION)


def _derivative(arguments: Arguments) -> Part:
    """Of a short expression d f/d x, of a longer one d/dx of it in brackets."""
    body, *rest = arguments
    orders = [_order(entry) for entry in rest]
    if not orders:
        raise NotTypeset("Derivative")
    names = {node.id for node in ast.walk(body) if isinstance(node, ast.Name)} - {"exp", "pi", "E"}
    d = Name("d" if len(orders) == 1 and len(names) < 2 else "∂", is_upright=True)
    total = sum(order for _, order in orders)
    top = d if total == 1 else Script(d, above=Number(str(total)))
    bottom: list[Box] = []
    for number, (variable, order) in enumerate(orders):
        bottom += [Space()] if number else []
        bottom += [d, variable if order == 1 else Script(variable, above=Number(str(order)))]
    operator = Fraction(top, row(*bottom))
    return Part(row(operator, Space(), _operand(body)), Binding.LARGE)


def _order(entry: ast.expr) -> tuple[Box, int]:
    if isinstance(entry, ast.Tuple):
        variable, order = entry.elts
        if not isinstance(order, ast.Constant) or not isinstance(order.value, int):
            raise NotTypeset("Derivative")
        return layout(variable).box, order.value
    return layout(entry).box, 1


def _limit(arguments: Arguments) -> Part:
    body, variable, point, *rest = arguments
    side = rest[0].value if rest and isinstance(rest[0], ast.Constant) else None
    shown = layout(point).box
    if side in ("+", "-") and not (isinstance(shown, Name) and shown.text == "∞"):
        shown = Script(shown, above=Sign("+" if side == "+" else "−"))
    under = Under(Name("lim", is_upright=True), row(layout(variable).box, Sign("→"), shown))
    return Part(row(under, Space(), _operand(body)), Binding.LARGE)


def _substitution(arguments: Arguments) -> Part:
    body, variables, values = arguments
    pairs = list(zip(_entries(variables), _entries(values), strict=True))
    at = separated([row(layout(v).box, Sign("="), layout(p).box) for v, p in pairs])
    return Part(Script(Fenced("", layout(body).box, "|"), below=at), Binding.POWER)


def _entries(node: ast.expr) -> Arguments:
    return node.elts if isinstance(node, ast.Tuple) else [node]


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


def _matrix(arguments: Arguments) -> Part:
    (entries,) = arguments
    if not isinstance(entries, ast.List):
        raise NotTypeset("Matrix")
    rows = [line.elts if isinstance(line, ast.List) else [line] for line in entries.elts]
    shown = tuple(tuple(layout(entry).box for entry in line) for line in rows)
    return Part(Table(shown, "(", ")"))


def _cases(arguments: Arguments) -> Part:
    rows = []
    for case in arguments:
        value, condition = case.elts if isinstance(case, ast.Tuple) else ([])
        always = isinstance(condition, ast.Constant) and condition.value is True
        when = Words("otherwise") if always else row(Words("if"), Space(), layout(condition).box)
        rows.append((layout(value).box, when))
    return Part(Table(tuple(rows), "{", ""))


def _average(arguments: Arguments) -> Part:
    """E over x ~ law of an integrand."""
    variable, law, body = arguments
    under = row(layout(variable).box, Sign("∼"), layout(law).box)
    head = Under(Name("𝔼"), under)
    return Part(row(head, Fenced("[", layout(body).box, "]")))


def _divergence(arguments: Arguments) -> Part:
    laws = separated([layout(argument).box for argument in arguments], "∥")
    return Part(row(Name("KL", is_upright=True), Joined(is_product=False), Fenced("(", laws, ")")))


def _junction(sign: str) -> Callable[[Arguments], Part]:
    def build(arguments: Arguments) -> Part:
        parts = [layout(argument).within(Binding.RELATION) for argument in arguments]
        return Part(separated(parts, sign), Binding.RELATION)

    return build


def _inverse(arguments: Arguments) -> Part:
    (body,) = arguments
    return Part(Script(layout(body).within(Binding.ATOM), above=Number("−1")), Binding.POWER)


def _transpose(arguments: Arguments) -> Part:
    (body,) = arguments
    return Part(Script(layout(body).within(Binding.ATOM), above=Name("T", is_upright=True)), Binding.POWER)


def _polygamma(arguments: Arguments) -> Part:
    order, at = arguments
    return _applied(Script(symbol("psi"), above=Fenced("(", layout(order).box, ")")), [at])


def _log_gamma(arguments: Arguments) -> Part:
    return Part(row(Name("log", is_upright=True), Space(), _applied(Name("Γ"), arguments).box))


FORMS: dict[str, Callable[[Arguments], Part]] = {
    "Integral": _integral, "Derivative": _derivative, "Limit": _limit, "Subs": _substitution, "exp": _exponential,
    "sqrt": _root, "root": _root, "real_root": _root, "cbrt": _cube_root, "log": _logarithm, "factorial": _factorial,
    "binomial": _binomial, "conjugate": _conjugate, "Rational": _fraction, "Piecewise": _cases, "KL": _divergence,
    EXPECTATION: _average, "And": _junction("∧"), "Or": _junction("∨"), "Inverse": _inverse,
    "Transpose": _transpose, "polygamma": _polygamma, "loggamma": _log_gamma, "Tuple": lambda a: Part(
        Fenced("(", listed(a), ")")), **dict.fromkeys(MATRICES, _matrix),
}  # fmt: skip
"""The forms of single functions."""
