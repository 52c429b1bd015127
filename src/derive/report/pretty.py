"""Expressions as two-dimensional text: SymPy's printer with the words of derive, and with line breaks.

- Sums that the author wrote out keep their order; a matrix of derivatives is a Jacobian.
- What is too wide is broken: a sum between its terms, a product between its factors.
- What is still too wide goes on one line, in SymPy's notation.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from sympy import Add, Derivative, Integer, Matrix, Mul, Pow, Subs, Symbol, fraction
from sympy.printing.pretty.pretty import PrettyPrinter
from sympy.printing.pretty.pretty_symbology import vobj
from sympy.printing.pretty.stringpict import prettyForm

from derive.terms.notation import renamed


def pretty(expression: Any, *, width: int) -> dict[str, Any]:
    """The expression as text of at most `width` columns with the row on which it stands, and in SymPy's notation."""
    return {**_picture(expression, width), "notation": " ".join(str(expression).split())}


def _picture(expression: Any, width: int) -> dict[str, Any]:
    if isinstance(expression, Decimal):
        return {"text": str(expression), "baseline": 0}
    printer = TermPrinter({"use_unicode": True, "wrap_line": False})
    lines = _lines(expression, printer, width)
    if any(line.width() > width for line in lines):
        return {"text": " ".join(str(expression).split()), "baseline": 0}
    return {"text": "\n\n".join("\n".join(line.picture) for line in lines), "baseline": lines[0].baseline}


def _lines(expression: Any, printer: TermPrinter, width: int) -> list[prettyForm]:
    """The expression in one line, or in as many as it takes to keep each within `width`."""
    form = printer._print(expression)
    if form.width() <= width:
        return [form]
    if isinstance(expression, Add):
        return _filled(printer.terms(expression), printer.part_of_sum, width)
    if isinstance(expression, Mul):
        return _filled(_factors(expression), printer.part_of_product, width)
    if isinstance(expression, Subs):
        values = ", ".join(f"{name} = {value}" for name, value in zip(*expression.args[1:], strict=True))
        return [*_lines(expression.expr, printer, width), prettyForm(f"at {values}")]
    return [form]


def _filled(parts: Sequence[Any], printed: Callable[..., prettyForm], width: int) -> list[prettyForm]:
    """Lines of as many parts each as fit."""
    lines: list[prettyForm] = []
    while parts:
        fitting = [printed(parts[:count], is_first=not lines) for count in range(1, len(parts) + 1)]
        count = max((c for c, form in enumerate(fitting, start=1) if form.width() <= width), default=1)
        lines.append(fitting[count - 1])
        parts = parts[count:]
    return lines


def _factors(expression: Any) -> list[Any]:
    """The factors of the numerator, and one over the denominator."""
    numerator, denominator = fraction(expression)
    below = [] if denominator == 1 else [Pow(denominator, -1, evaluate=False)]
    return [*Mul.make_args(numerator), *below]


def _is_as_written(total: Any) -> bool:
    """Whether a sum has another order than SymPy would give it."""
    return bool(total.args != total.func(*total.args).args)


def _jacobian(matrix: Any) -> tuple[list[Any], list[Any]]:
    """The functions and the variables of a matrix of first derivatives; nothing of any other."""
    entries = [matrix[i, j] for i in range(matrix.rows) for j in range(matrix.cols)]
    if not entries or not all(isinstance(d, Derivative) and len(d.variables) == 1 for d in entries):
        return [], []
    functions = [matrix[i, 0].expr for i in range(matrix.rows)]
    variables = [matrix[0, j].variables[0] for j in range(matrix.cols)]
    expected = [Derivative(f, v, evaluate=False) for f in functions for v in variables]
    return (functions, variables) if entries == expected else ([], [])


class TermPrinter(PrettyPrinter):
    """SymPy's printer, which dispatches on the names of classes, with the words of derive."""

    def terms(self, total: Any) -> list[Any]:
        """The terms of a sum in the order in which they are printed."""
        return list(self._as_ordered_terms(total, order="none" if _is_as_written(total) else None))

    def part_of_sum(self, terms: Sequence[Any], *, is_first: bool) -> prettyForm:
        """Some terms; a line that goes on from another one starts with its sign."""
        total = Add(*terms, evaluate=False)
        form = super()._print_Add(total, order="none") if len(terms) > 1 else self._print(terms[0])
        is_signed = is_first or terms[0].could_extract_minus_sign()
        return form if is_signed else prettyForm(*form.left("+ "))

    def part_of_product(self, factors: Sequence[Any], *, is_first: bool) -> prettyForm:
        """Some factors; a line that goes on from another one starts with a dot."""
        form = self._print(Mul(*factors, evaluate=False) if len(factors) > 1 else factors[0])
        if isinstance(factors[0], Add) and len(factors) == 1:
            form = prettyForm(*form.parens())
        return form if is_first else prettyForm(*form.left("⋅ "))

    def _print_Add(self, expr: Any, order: str | None = None) -> prettyForm:  # noqa: N802
        return super()._print_Add(expr, order="none" if _is_as_written(expr) else order)

    def _print_MatrixBase(self, matrix: Any, **brackets: str) -> prettyForm:  # noqa: N802
        functions, variables = _jacobian(matrix)
        if not functions:
            return super()._print_MatrixBase(matrix, **brackets)
        operator = prettyForm("∂") / self._applied("∂", *variables)
        form = prettyForm(*prettyForm(*operator.right(" ")).right(self._print(Matrix(functions))))
        return prettyForm(*form.parens("|", "|")) if brackets else form

    def _print_Normal(self, law: Any) -> prettyForm:  # noqa: N802
        return self._applied("N", law.mean, law.std**2)

    def _print_Product(self, law: Any) -> prettyForm:  # noqa: N802
        return prettyForm(*self._print_seq(law.args, delimiter=" x "))

    def _print_KL(self, node: Any) -> prettyForm:  # noqa: N802
        return self._applied("KL", *node.args, delimiter=" || ")

    def _print_Entropy(self, node: Any) -> prettyForm:  # noqa: N802
        return self._applied("H", *node.args)

    def _print_Expectation(self, node: Any) -> prettyForm:  # noqa: N802
        x = Symbol(node.variable.name, real=True)
        law = prettyForm(*self._print(x).right(" ~ "))
        law = prettyForm(*law.right(self._print(node.law)))
        body = prettyForm(*self._print(renamed(node.integrand, node.variable, x)).parens("[", "]"))
        head = prettyForm(*prettyForm("E").below(law))
        head.baseline = 0
        return prettyForm(*prettyForm(*head.right(" ")).right(body))

    def _print_BaseIntegral(self, node: Any) -> prettyForm:  # noqa: N802
        names = {variable: Symbol(variable.name, real=True) for variable in node.variables}
        body = node.integrand
        for variable, shown in names.items():
            body = renamed(body, variable, shown)
        form = self._print(body)
        if isinstance(body, Add):
            form = prettyForm(*form.parens())
        sign = prettyForm(vobj("int", form.height()) if form.height() > 1 else "∫", baseline=form.baseline)
        over = "".join(f" d{name}" for name in names.values())
        return prettyForm(*prettyForm(*form.left(prettyForm(*sign.right(" ")))).right(over))

    def _print_sigmoid(self, node: Any) -> prettyForm:
        return self._applied("σ", *node.args)

    def _print_cbrt(self, node: Any) -> prettyForm:
        return self._print_nth_root(node.args[0], Integer(3))

    def _print_DomainOf(self, node: Any) -> prettyForm:  # noqa: N802
        return prettyForm(f"the domain of {node.args[0]}")

    def _print_Objective(self, node: Any) -> prettyForm:  # noqa: N802
        over = prettyForm(*prettyForm("  over ").right(self._print(node.variable)))
        return prettyForm(*self._print(node.value).right(over))

    def _applied(self, name: str, *args: Any, delimiter: str = ", ") -> prettyForm:
        inner = prettyForm(*self._print_seq(args, delimiter=delimiter).parens())
        return prettyForm(*prettyForm(name).right(inner))
