"""A derivation typeset for a terminal: every line as two-dimensional text."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sympy import Symbol
from sympy.printing.pretty.pretty import PrettyPrinter
from sympy.printing.pretty.stringpict import prettyForm

from derive.calculation import Calculation, Step
from derive.page import Derivation


class TermPrinter(PrettyPrinter):
    """SymPy's printer, with the words of derive."""

    def _print_Normal(self, law: Any) -> prettyForm:  # noqa: N802  (SymPy dispatches on class names)
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
        body = prettyForm(*self._print(node.integrand_at(x)).parens("[", "]"))
        head = prettyForm(*prettyForm("E over ").right(law))
        return prettyForm(*prettyForm(*head.right(" of ")).right(body))

    def _print_sigmoid(self, node: Any) -> prettyForm:
        return self._applied("σ" if self._use_unicode else "sigmoid", *node.args)

    def _print_cbrt(self, node: Any) -> prettyForm:
        return prettyForm(*self._print(node.args[0]).root("3"))

    def _print_DomainOf(self, node: Any) -> prettyForm:  # noqa: N802
        return prettyForm(f"the domain of {node.args[0]}")

    def _print_Objective(self, node: Any) -> prettyForm:  # noqa: N802
        over = prettyForm(*prettyForm("  over ").right(self._print(node.variable)))
        return prettyForm(*self._print(node.value).right(over))

    def _applied(self, name: str, *args: Any, delimiter: str = ", ") -> prettyForm:
        inner = prettyForm(*self._print_seq(args, delimiter=delimiter).parens())
        return prettyForm(*prettyForm(name).right(inner))


def pretty(expression: Any, *, width: int) -> str:
    """The expression as two-dimensional text; what does not fit into `width` goes on one line."""
    if isinstance(expression, Decimal):
        return str(expression)
    printer = TermPrinter({"use_unicode": True, "wrap_line": False, "num_columns": width})
    text = str(printer.doprint(expression))
    return text if max(map(len, text.splitlines())) <= width else str(expression)


def typeset(derivation: Derivation, *, width: int) -> dict[str, Any]:
    """The page as plain data: what is assumed, and every line with its relation and its reason."""
    return {
        "name": derivation.name,
        "source": derivation.source,
        "path": derivation.path,
        "line": derivation.line,
        "claim": derivation.claim_in_words,
        "variables": [{"name": s.name, "domain": domain.name} for s, domain in derivation.domains.items()],
        "conditions": [pretty(condition, width=width) for condition in derivation.conditions],
        "assumed": [pretty(assumption.fact, width=width) for assumption in derivation.page.assumptions],
        "calculations": [_calculation(c, width) for c in derivation.page.calculations],
    }


def _calculation(calculation: Calculation, width: int) -> dict[str, Any]:
    return {
        "name": calculation.name,
        "head": None if calculation.head is None else pretty(calculation.head, width=width),
        "steps": [_step(step, width) for step in calculation.steps],
    }


def _step(step: Step, width: int) -> dict[str, Any]:
    right = pretty(step.rhs, width=width)
    return {
        "lhs": None if step.lhs is None else pretty(step.lhs, width=width),
        "relation": step.relation.value,
        "rhs": right if step.approach is None else f"{right}   as {step.approach}",
        "by": step.by,
        "erratum": step.erratum,
        "correction": None if step.correction is None else pretty(step.correction.rhs, width=width),
        "line": step.line,
    }
