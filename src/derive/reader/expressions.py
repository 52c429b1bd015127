"""A syntax tree as SymPy objects, exactly as it was written: nothing is evaluated, nothing reordered.

- Sums and products written without brackets are flat; ``a/b`` is ``a * b**-1``, a literal ``p/q`` a number.
- Decimal literals are exact.
- Names are those that were declared, the variables bound on the way, and the vocabulary.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NoReturn

from sympy import Add, Integer, Mod, Mul, Pow, Rational, Symbol, floor, hyper, meijerg, oo

from derive.claim import Reading
from derive.reader import binding, conditions
from derive.reader.errors import UnreadableText, nearest, shortened
from derive.reader.sizes import HUGE, LARGEST_EXPONENT, is_beyond, value
from derive.reader.syntax import parsed, position
from derive.reader.vocabulary import (
    CONSTANTS,
    GROWING,
    INFINITY,
    LARGEST_ARGUMENT,
    MEANT,
    functions_for,
    inverse,
    negative,
    power,
)

DEEPEST = 100
MOST_NODES = 5_000

SUM = (ast.Add, ast.Sub)
PRODUCT = (ast.Mult, ast.Div)

UNWANTED: Mapping[type[ast.AST], str] = {
    ast.Attribute: "attributes are not read",
    ast.Lambda: "functions are not defined here",
    ast.Subscript: "indices are not read",
    ast.IfExp: "write Piecewise((value, condition), (other, True))",
    ast.ListComp: "comprehensions are not read: write Sum or Product",
    ast.GeneratorExp: "comprehensions are not read: write Sum or Product",
    ast.JoinedStr: "texts are not read",
    ast.NamedExpr: "names are declared beside the claim, not within it",
    ast.Starred: "a * stands between two values",
    ast.Set: "write round brackets",
    ast.Dict: "write round brackets",
    ast.Await: "this is no mathematics",
    ast.Yield: "this is no mathematics",
}

OPERATORS: Mapping[type[ast.operator], str] = {
    ast.BitXor: "write ** for a power",
    ast.BitAnd: "& stands between conditions: put each comparison in brackets",
    ast.BitOr: "| stands between conditions: write Abs(x) for an absolute value",
    ast.MatMult: "@ is not read",
    ast.LShift: "<< is not read",
    ast.RShift: ">> is not read",
}


def read(text: str, names: Mapping[str, Any], reading: Reading = Reading.REAL) -> Any:
    """The expression that a text writes down, over the declared `names`.

    Raises `UnreadableText` (an `AuthoringError`) that says what is wrong, and where.

    >>> from sympy.abc import x
    >>> read("x**2/x", {"x": x}), read("0.1", {})
    (x**2/x, 1/10)
    >>> read("sqrt(x) + yy", {"x": x})
    Traceback (most recent call last):
    derive.reader.errors.UnreadableText: unknown name 'yy': it is not declared (declared: x)
        sqrt(x) + yy
                  ^
    """
    tree, plain = parsed(text)
    return Reader(plain, names, reading).whole(tree)


def read_condition(text: str, names: Mapping[str, Any], reading: Reading = Reading.REAL) -> tuple[Any, ...]:
    """The relations, all of which a text states, over the declared `names`.

    Raises `UnreadableText` as `read` does, also for what is no relation.

    >>> from sympy.abc import x
    >>> read_condition("0 < x < 1", {"x": x})
    (0 < x, x < 1)
    >>> read_condition("x + 1", {"x": x})
    Traceback (most recent call last):
    derive.reader.errors.UnreadableText: this is no condition: a relation such as x < y is expected
        x + 1
        ^
    """
    tree, plain = parsed(text)
    return conditions.relations(Reader(plain, names, reading), tree)


class Reader:
    """Builds the expressions of one text; `names` holds what is declared, and what is bound on the way."""

    def __init__(self, text: str, names: Mapping[str, Any], reading: Reading) -> None:
        self.text = text
        self.names = dict(names)
        self.declared = tuple(names)
        self.reading = reading
        self.functions = functions_for(reading)
        self.depth = 0
        self.nodes = 0
        self.conditions: list[Any] = []

    def whole(self, tree: ast.expr) -> Any:
        """The expression that is the whole of the text."""
        if isinstance(tree, ast.Compare):
            self.fail(tree, "this is a relation, and a single expression is expected")
        if isinstance(tree, ast.Tuple | ast.List):
            self.fail(tree, "this is a list of expressions, and a single one is expected")
        return self.build(tree)

    def fail(self, node: ast.expr, reason: str) -> NoReturn:
        """Refuse the text because of `node`."""
        raise UnreadableText(reason, self.text, position(node, self.text))

    def build(self, node: ast.expr) -> Any:
        """The expression that a node stands for."""
        self.nodes += 1
        if self.nodes > MOST_NODES:
            raise UnreadableText(f"this text has more than the {MOST_NODES} parts that are read")
        self.depth += 1
        if self.depth > DEEPEST:
            self.fail(node, f"this is nested more than {DEEPEST} deep")
        builder = BUILDERS.get(type(node))
        if builder is None:
            self.fail(node, UNWANTED.get(type(node), "this is no expression in SymPy's notation"))
        found = builder(self, node)
        self.depth -= 1
        return found

    @contextmanager
    def binding(self, bound: Mapping[str, Symbol]) -> Iterator[None]:
        """Within it, the names in `bound` stand for these variables."""
        before = self.names
        self.names = {**before, **bound}
        try:
            yield
        finally:
            self.names = before

    def bound(self, node: ast.expr) -> Any:
        """An end of a range, or the point of a limit: an expression, oo or -oo."""
        if isinstance(node, ast.Name) and node.id == INFINITY and INFINITY not in self.names:
            return oo
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd):
            inner = node.operand
            if isinstance(inner, ast.Name) and inner.id == INFINITY and INFINITY not in self.names:
                return -oo if isinstance(node.op, ast.USub) else oo
        return self.build(node)

    def number(self, node: ast.Constant) -> Any:
        """A literal number, exact."""
        found = node.value
        if isinstance(found, bool):
            self.fail(node, f"{found} stands in conditions only")
        if isinstance(found, int):
            return Integer(found)
        if isinstance(found, float):
            return Rational(ast.get_source_segment(self.text, node) or repr(found))
        if isinstance(found, complex):
            self.fail(node, "the imaginary unit is written I")
        self.fail(node, "texts are not read")

    def name(self, node: ast.Name) -> Any:
        """A variable or a constant."""
        if node.id in self.names:
            return self.names[node.id]
        if node.id in CONSTANTS:
            return CONSTANTS[node.id]
        if node.id == INFINITY:
            self.fail(node, "oo is no number: it may bound an integral, a sum or a product, or stand in a limit")
        if node.id in self.functions or node.id in HEADS:
            self.fail(node, f"{node.id} is a function and needs arguments, or a variable that is not declared")
        self.fail(node, self._unknown(node.id))

    def _unknown(self, name: str) -> str:
        hint = f"; did you mean {MEANT[name]}?" if name in MEANT else nearest(name, [*self.names, *CONSTANTS])
        declared = f"declared: {shortened(', '.join(self.declared), 60)}" if self.declared else "nothing is declared"
        return f"unknown name {name!r}: it is not declared ({declared}){hint}"

    def signed(self, node: ast.UnaryOp) -> Any:
        """A sign and what it stands before."""
        if isinstance(node.op, ast.UAdd):
            return self.build(node.operand)
        if isinstance(node.op, ast.USub):
            return negative(self.build(node.operand))
        self.fail(node, "this negates a condition, and an expression is expected")

    def operation(self, node: ast.BinOp) -> Any:
        """Two expressions and what stands between them."""
        if isinstance(node.op, SUM):
            return self._sum(node)
        if isinstance(node.op, PRODUCT):
            return self._product(node)
        if type(node.op) in OPERATORS:
            raise UnreadableText(OPERATORS[type(node.op)], self.text, self._behind(node.left))
        left, right = self.build(node.left), self.build(node.right)
        if isinstance(node.op, ast.Pow):
            return self.power(node.right, left, right)
        remainder = isinstance(node.op, ast.Mod)
        if remainder:
            return Mod(left, right, evaluate=False)
        return floor(Mul(left, inverse(right), evaluate=False), evaluate=False)

    def _behind(self, node: ast.expr) -> int:
        """Where the operator behind `node` stands, as far as the parser says."""
        end = len(self.text.encode()[: node.end_col_offset or 0].decode(errors="ignore"))
        return end + len(self.text[end:]) - len(self.text[end:].lstrip(" )"))

    def _sum(self, node: ast.BinOp) -> Any:
        first, rest = _left_spine(node, SUM)
        terms = [self.build(first)]
        for operator, operand in rest:
            term = self.build(operand)
            terms.append(negative(term) if isinstance(operator, ast.Sub) else term)
        return Add(*terms, evaluate=False)

    def _product(self, node: ast.BinOp) -> Any:
        first, rest = _left_spine(node, PRODUCT)
        start = self.build(first)
        signed = isinstance(first, ast.UnaryOp) and isinstance(start, Mul)
        factors = list(start.args) if signed else [start]
        for operator, operand in rest:
            factor = self.build(operand)
            if isinstance(operator, ast.Mult):
                factors.append(factor)
            elif len(factors) == 1 and factors[0].is_Rational and factor.is_Rational and factor != 0:
                factors[0] = factors[0] / factor
            elif factors == [1]:
                factors = [inverse(factor)]
            else:
                factors.append(inverse(factor))
        return factors[0] if len(factors) == 1 else Mul(*factors, evaluate=False)

    def power(self, node: ast.expr, base: Any, exponent: Any) -> Any:
        """A power, if it is not too large to be worked with."""
        if is_beyond(exponent, LARGEST_EXPONENT):
            self.fail(node, f"this exponent is larger than {LARGEST_EXPONENT}, the largest that is read")
        written = power(base, exponent)
        if isinstance(written, Pow) and value(written) is HUGE:
            self.fail(node, "this power is a number too long to be written out")
        return written

    def call(self, node: ast.Call) -> Any:
        """A function and its arguments."""
        if not isinstance(node.func, ast.Name):
            self.fail(node.func, UNWANTED.get(type(node.func), "only a name can be called: is a * missing?"))
        name = node.func.id
        if name in self.names:
            self.fail(node.func, f"{name} is a variable, not a function: is a * missing behind it?")
        if node.keywords:
            self.fail(node.keywords[0].value, "arguments are not named")
        if name in HEADS:
            return HEADS[name](self, node)
        known = self.functions.get(name)
        if known is None:
            self.fail(node.func, self._unknown_function(name))
        if not known.fewest <= len(node.args) <= known.most:
            self.fail(node, f"{name} takes {known.wanted}, not {len(node.args)}")
        arguments = [self.build(argument) for argument in node.args]
        if known.build is POWER:
            return self.power(node.args[1], *arguments)
        self._check_growth(known.name, node, arguments)
        return self.applied(node, known.build, *arguments)

    def applied(self, node: ast.expr, build: Callable[..., Any], *arguments: Any) -> Any:
        """What `build` makes of the arguments; that it refuses them is an error of the text."""
        try:
            return build(*arguments)
        except UnreadableText as error:
            self.fail(node, error.reason)
        except Exception as error:  # SymPy's classes look at their arguments and may refuse them
            self.fail(node, f"SymPy does not accept this: {shortened(str(error), 80)}")

    def _check_growth(self, name: str, node: ast.Call, arguments: list[Any]) -> None:
        for place in GROWING.get(name, ()):
            if place < len(arguments) and is_beyond(arguments[place], LARGEST_ARGUMENT):
                message = f"this argument of {name} is larger than {LARGEST_ARGUMENT}, the largest that is read"
                self.fail(node.args[place], message)

    def _unknown_function(self, name: str) -> str:
        hint = f"; did you mean {MEANT[name]}?" if name in MEANT else nearest(name, [*self.functions, *HEADS])
        return f"unknown function {name!r}{hint}"

    def parameters(self, node: ast.expr) -> tuple[Any, ...]:
        """The parameters of a hypergeometric function: a tuple, or a list."""
        if not isinstance(node, ast.Tuple | ast.List):
            self.fail(node, "parameters are written in brackets with commas, as in (a, b) or (a,)")
        return tuple(self.build(entry) for entry in node.elts)


def _left_spine(node: ast.BinOp, kinds: tuple[type, ...]) -> tuple[ast.expr, list[tuple[ast.operator, ast.expr]]]:
    """The first operand of ``a + b - c``, and each further one with its operator."""
    rest = []
    first: ast.expr = node
    while isinstance(first, ast.BinOp) and isinstance(first.op, kinds):
        rest.append((first.op, first.right))
        first = first.left
    return first, rest[::-1]


def _hyper(reader: Reader, node: ast.Call) -> Any:
    if len(node.args) != 3:
        reader.fail(node, "hyper takes 3 arguments, as in hyper((a, b), (c,), z)")
    above, below = map(reader.parameters, node.args[:2])
    return reader.applied(node, lambda *rest: hyper(*rest, evaluate=False), above, below, reader.build(node.args[2]))


def _meijerg(reader: Reader, node: ast.Call) -> Any:
    if len(node.args) != 3 or not all(isinstance(pair, ast.Tuple | ast.List) for pair in node.args[:2]):
        reader.fail(node, "meijerg takes 3 arguments, as in meijerg(((a,), ()), ((b,), (c,)), z)")
    above, below = (tuple(map(reader.parameters, pair.elts)) for pair in node.args[:2])  # type: ignore[attr-defined]
    argument = reader.build(node.args[2])
    return reader.applied(node, lambda *rest: meijerg(*rest, evaluate=False), above, below, argument)


POWER = functions_for(Reading.REAL)["Pow"].build

HEADS: Mapping[str, Callable[[Any, ast.Call], Any]] = {
    **binding.HEADS, "Piecewise": conditions.piecewise, "hyper": _hyper, "meijerg": _meijerg,
}  # fmt: skip
"""Functions that read their arguments in a way of their own."""

BUILDERS: Mapping[type[ast.expr], Callable[[Reader, Any], Any]] = {
    ast.Constant: Reader.number,
    ast.Name: Reader.name,
    ast.UnaryOp: Reader.signed,
    ast.BinOp: Reader.operation,
    ast.Call: Reader.call,
}
