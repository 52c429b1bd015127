"""Expressions read into the ring: one handler for each kind of node, principal branches throughout.

A `PrincipalTower` reads SymPy trees bottom-up.  Its facts tell which generators are real and which signs
they have; in a case split, `assumed` gives signs of real quantities that the facts leave open.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum, auto
from functools import partial
from typing import Any, TypeVar

from sympy import Basic, Expr, I, Symbol

from derive.prove.plane_facts import PlaneFacts
from derive.prove.principal.element import Element, Polynomial
from derive.prove.principal.knowledge import Knowledge
from derive.prove.principal.ring import Generator, Ring
from derive.prove.sign import DECIDED, Sign, sign_of_number

T = TypeVar("T")


class Style(Enum):
    """A choice between ways of reading the same functions."""

    WAVES = auto()  # sin and cos through exp(I u)
    LOGARITHMS = auto()  # inverse functions through logarithms
    SIGNS = auto()  # the facts are asked for signs of polynomials


class PrincipalTower(Ring):
    """The generators that some expressions need, each with its principal value."""

    def __init__(
        self, facts: PlaneFacts, styles: frozenset[Style] = frozenset(), assumed: Mapping[Expr, Sign] | None = None
    ) -> None:
        self.facts, self.styles, self.assumed = Knowledge(facts), styles, dict(assumed or {})
        super().__init__()

    def clear(self) -> None:
        """Forget everything that was read."""
        super().clear()
        self._read: dict[Basic, Element] = {}
        self._signs: dict[str, Sign] = {}
        self.radicands: list[tuple[Any, list[tuple[Polynomial, int]]]] = []
        self.derivations: dict[Symbol, Any] = {}
        self.angles: list[Any] = []
        self.rules: set[str] = set()
        self._imaginary_unit: Generator | None = None

    # ---- reading

    def read(self, expression: Basic) -> Element:
        """The element that the expression is; raises `OutOfReach` where there is none."""
        found = self._read.get(expression)
        if found is None:
            found = self._read[expression] = self._read_anew(expression)
        return found

    def _read_anew(self, expression: Basic) -> Element:
        from derive.prove.principal.reading import handler_of

        if isinstance(expression, Symbol):
            return self._variable(expression)
        return handler_of(expression)(self, expression)

    def _variable(self, symbol: Symbol) -> Element:
        known = self.known("variable", symbol)
        if known is None:
            real = self.facts.is_real_symbol(symbol)
            sign = self.facts.sign_of_symbol(symbol) if real else Sign.ANY
            known = self.allocate(
                "variable", symbol, frozenset({symbol}), lambda g: symbol, is_real=real, sign=sign
            )  # fmt: skip
        return self.generated(known)

    def known(self, kind: str, key: Any) -> Generator | None:
        """The generator of that kind and key, if it has been allocated."""
        for generator in self.by_kind.get(kind, ()):
            if self._same(generator.key, key):
                return generator
        return None

    def _same(self, first: Any, second: Any) -> bool:
        if isinstance(first, Element) and isinstance(second, Element):
            return self.agree(first, second)
        if isinstance(first, tuple) and isinstance(second, tuple):
            return len(first) == len(second) and all(map(self._same, first, second))
        return bool(first == second)

    @property
    def imaginary_unit(self) -> Element:
        """I."""
        if self._imaginary_unit is None:
            self._imaginary_unit = self.allocate("imaginary unit", I, frozenset(), lambda g: I)
            self.as_root(self._imaginary_unit, 2, -self.unit_polynomial)
        return self.generated(self._imaginary_unit)

    # ---- what is real, and signs

    def is_real(self, *elements: Element) -> bool:
        """Whether the elements are certainly real: polynomials in real generators."""
        return all(g.is_real for e in elements for g in self.generators_in(*self.parts(e)))

    def sign(self, polynomial: Polynomial) -> Sign:
        """The signs that a polynomial in real generators can have at admissible points; ANY for another."""
        if polynomial.is_constant():
            return sign_of_number(int(polynomial.leading_coefficient().p)) if polynomial else Sign.ZERO
        present = self.generators_in(polynomial)
        if not all(g.is_real for g in present):
            return Sign.ANY
        key = str(polynomial)
        if key not in self._signs:
            self._signs[key] = self._worked_out(polynomial)
        return self._signs[key]

    def _worked_out(self, polynomial: Polynomial) -> Sign:
        sign = self._by_terms(polynomial)
        if sign in DECIDED or (sign is Sign.NONNEGATIVE and not self.assumed):
            return sign
        if self.assumed or Style.SIGNS in self.styles:
            expression = self.expression(polynomial)
            sign &= self.assumed.get(expression, Sign.ANY)
            if sign not in DECIDED and Style.SIGNS in self.styles:
                sign &= self.facts.possible_signs(expression)
        return sign

    def _by_terms(self, polynomial: Polynomial) -> Sign:
        total = Sign.ZERO
        for monomial, coefficient in polynomial.terms():
            sign = sign_of_number(int(coefficient.p))
            for index, exponent in enumerate(monomial):
                if exponent:
                    sign = sign * self.at_index[index].sign ** int(exponent)
            total = total + sign
            if total is Sign.ANY:
                break
        return total

    def sign_of(self, element: Element) -> Sign:
        """The signs that an element can have; its denominator is not 0."""
        if not self.is_real(element):
            return Sign.ANY
        content, factors = self.split(element)
        sign = sign_of_number(int(content.p))
        for factor, exponent in factors:
            known = self.sign(factor) & (Sign.NONZERO if exponent < 0 else Sign.ANY)
            sign = sign * known ** abs(exponent)
        return sign

    def is_nonzero(self, element: Element) -> bool:
        """Whether the element is not 0 at admissible points: all its factors are denominators or known."""
        content, factors = self.factors(element.num)
        return bool(content) and all(self.is_nonzero_factor(factor) for factor, _ in factors)

    def is_nonzero_factor(self, factor: Polynomial) -> bool:
        """Whether a factor is not 0 at admissible points."""
        normal = factor / factor.leading_coefficient()
        if any(known == normal for i, known in enumerate(self.bases) if i not in self.needed):
            return True
        generator = self.generator_of(normal)
        if generator is not None and generator.kind in ("exp", "imaginary unit", "unity"):
            return True
        if generator is not None and generator.kind in ("root", "positive root"):
            return self.is_nonzero(Element(self, generator.lowered, {}))
        return self.sign(factor).within(Sign.NONZERO)

    def require_nonzero(self, element: Element) -> None:
        """Note that the reading of an expression speaks only of points at which the element is not 0."""
        for factor, _ in self.factors(element.num)[1]:
            if not self.is_nonzero_factor(factor):
                self.by_rule(partial(self.base, factor))

    def note_nonzero(self, element: Element) -> None:
        """Note that an element is not 0 at any admissible point."""
        for factor, _ in self.factors(element.num)[1]:
            self.base(factor)

    def by_rule(self, compute: Callable[[], T]) -> T:
        """`compute()`, where the divisions are those of a rule, not of a side."""
        before, self.is_by_rule = self.is_by_rule, True
        try:
            return compute()
        finally:
            self.is_by_rule = before

    def needs(self) -> list[Polynomial]:
        """What a rule divided by, and no side does: it must not be 0 for the rule to hold."""
        found: dict[str, Polynomial] = {}
        for place in sorted(self.needed):
            for factor in self._under_roots(self.bases[place]):
                if not self.is_nonzero_factor(factor) and not self.facts.is_nonzero(self.expression(factor)):
                    found[str(factor)] = factor
        return list(found.values())

    def _under_roots(self, factor: Polynomial) -> list[Polynomial]:
        """The factors of what a root is taken of, or the factor itself."""
        generator = self.generator_of(factor)
        if generator is None or generator.kind not in ("root", "positive root"):
            return [factor]
        return [part for f, _ in self.factors(generator.lowered)[1] for part in self._under_roots(f)]
