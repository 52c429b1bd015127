"""Expressions read into the field: the tower of generators over the variables.

A `Tower` knows which expression a variable stands for (an equation among the hypotheses, a chart of a
domain), what is known of signs, and reads SymPy trees bottom-up, one handler for each kind of node.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from sympy import Basic, Expr, Symbol

from derive.prove.allocation import OutOfReach, Undefined
from derive.prove.fact_signs import SignTable
from derive.prove.factors import FactoredField
from derive.prove.field import Polynomial, Ratio
from derive.prove.polynomial_signs import sign_of_irreducible, sign_of_ratio
from derive.prove.sign import DECIDED, Sign, sign_of_number
from derive.prove.term_signs import sign_by_terms

T = TypeVar("T")
Ask = Callable[[Expr], Sign]


def no_answer(expression: Expr) -> Sign:
    """Nothing is known of the sign."""
    return Sign.ANY


class Tower(FactoredField):
    """The generators that some expressions in the same variables need.

    `stands_for` gives variables the expressions that they equal; `signs` says what is known of the
    others, `facts` of the signs of expressions, and `ask` answers where the tower cannot tell.
    """

    def __init__(
        self, stands_for: Mapping[Symbol, Expr], signs: Mapping[Symbol, Sign],
        facts: tuple[tuple[Expr, Sign], ...] = (), ask: Ask = no_answer,
    ) -> None:  # fmt: skip
        self.stands_for, self.variable_signs, self.facts, self.ask = stands_for, signs, facts, ask
        self.keeps_expectations = False  # True: each stays a generator, none is put in closed form
        self.discriminants_within = 0  # how many are being looked at, one for the sake of the other
        self.is_eliminating = False  # a variable between a polynomial and a fact
        super().__init__()

    def clear(self) -> None:
        """Forget everything that was read."""
        super().clear()
        self._read: dict[Basic, Ratio] = {}
        self.bound: dict[Symbol, Symbol] = {}  # bound variables under the one name they have here
        self._signs: list[tuple[Polynomial, Sign]] = []
        self._table: SignTable | None = None
        self.is_learning = False
        self.open_signs: list[Polynomial] = []
        self.rules: set[str] = set()

    # ---- reading

    def read(self, expression: Basic) -> Ratio:
        """The element that the expression is.

        Raises `OutOfReach` where there is none.
        """
        found = self._read.get(expression)
        if found is None:
            found = self._read_anew(expression)
            self._read[expression] = found
        return found

    def _read_anew(self, expression: Basic) -> Ratio:
        from derive.prove.reading import handler_of

        if isinstance(expression, Symbol):
            return self._variable(expression)
        return handler_of(expression)(self, expression)

    def _variable(self, symbol: Symbol) -> Ratio:
        symbol = self.bound.get(symbol, symbol)
        if symbol in self.stands_for:
            return self.read(self.stands_for[symbol])
        known = self.known("variable", symbol)
        if known is None:
            sign = self.variable_signs.get(symbol, Sign.ANY)
            known = self.allocate("variable", symbol, frozenset({symbol}), lambda g: symbol, sign)
        return self.element(known)

    def as_written(self, node: Basic) -> Ratio:
        """A generator for a node of which nothing is known but that it is equal where it is written alike."""
        known = self.known("as written", node)
        if known is None:
            known = self.allocate("as written", node, frozenset(node.free_symbols), lambda g: node, Sign.ANY)
        return self.element(known)

    def as_expression(self, ratio: Ratio) -> Expr:
        """The element in SymPy's terms."""
        return self.expression(ratio.num) / self.expression(ratio.den)

    # ---- signs

    @property
    def table(self) -> SignTable:
        """What the facts say of the signs of irreducible polynomials."""
        if self._table is None:
            self._table = SignTable()  # facts may use those before them
            self.is_learning = True
            for expression, sign in self.facts:
                self._table.learn(self, expression, sign)
                self._signs.clear()
            self.is_learning = False
        return self._table

    def sign(self, polynomial: Polynomial) -> Sign:
        """The signs that the polynomial can have where its generators have values."""
        if polynomial.is_constant():
            return sign_of_number(int(polynomial.leading_coefficient())) if polynomial else Sign.ZERO
        content, factors = self.factors(polynomial)
        return sign_of_number(content) * sign_of_ratio(self, factors)

    def sign_of_factor(self, f: Polynomial) -> Sign:
        """The signs that an irreducible polynomial can have."""
        for known, sign in self._signs:
            if known == f:
                return sign
        if self.ask is no_answer:
            sign = sign_of_irreducible(self, f)
        else:
            sign = sign_by_terms(self, f)
            sign = sign if sign in DECIDED else sign & self.ask(self.expression(f))
            if sign is Sign.IMPOSSIBLE:
                raise Undefined("no point at which everything has a value")
        self._signs.append((f, sign))
        return sign

    def sign_of(self, ratio: Ratio) -> Sign:
        """The signs that an element can have; its denominator is not 0 where it has a value."""
        top, above = self.factors(ratio.num)
        bottom, below = self.factors(ratio.den)
        return sign_of_number(top * bottom) * sign_of_ratio(self, above, below)

    def note_open_sign(self, f: Polynomial) -> None:
        """Remember that the sign of a polynomial would have helped."""
        if not any(f == known for known in self.open_signs):
            self.open_signs.append(f)


def attempt(tower: Tower, compute: Callable[[Tower], T]) -> T | None:
    """`compute(tower)`, or None where the tower does not reach."""
    try:
        return tower.run(compute)
    except OutOfReach:
        return None


def constant_sign(expression: Any) -> Sign:
    """The sign of a number, certified in ball arithmetic; ANY if the balls do not settle it."""
    from flint import arb

    from derive.numeric.balls import settle

    ball = settle(expression, {}, 256)
    if not isinstance(ball, arb) or not ball.is_finite():
        return Sign.ANY
    return Sign.POSITIVE if ball > 0 else Sign.NEGATIVE if ball < 0 else Sign.ANY
