"""Symbols in place of what is no number by itself: entries, values of functions, sums over an index.

What is proved of all values of the letters is proved of what they stand for.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from sympy import Abs, Basic, Expr, KroneckerDelta, Mul, Pow, Product, Sum, Symbol, sympify
from sympy.matrices.expressions.matexpr import MatrixExpr

from derive.claim import Claim
from derive.domains import INTEGER, NATURAL, NONNEGATIVE, NONZERO, POSITIVE, POSITIVE_INTEGER, REAL, Domain
from derive.evidence import Proof
from derive.prove.facts import Facts
from derive.prove.tower import Tower
from derive.terms.expectation import Expectation
from derive.terms.flows.layers import FlowDensity, LayerDeterminant
from derive.terms.smooth import InverseValue
from derive.tree import rewritten

BINDING = (Sum, Product, Expectation, KroneckerDelta)


class OutOfReach(Exception):
    """An expression for which there is no normal form."""


class Letters:
    """The letters that the expressions of one claim need, with what is known of them."""

    def __init__(self, claim: Claim) -> None:
        self.claim = claim
        self.nodes: dict[Symbol, Expr] = {}
        self._letters: dict[Expr, Symbol] = {}
        self.domains: dict[Symbol, Domain] = dict(claim.domains)

    def spelled(self, expression: Any) -> Any:
        """The expression with letters in place."""
        values = {node: self.letter(node) for node in outermost(expression)}
        return rewritten(expression, values) if values else expression

    def read_back(self, expression: Any) -> Any:
        """The expression with what its letters stand for."""
        values = {symbol: self.nodes[symbol] for symbol in expression.free_symbols & self.nodes.keys()}
        return expression.xreplace(values) if values else expression

    def letter(self, node: Expr) -> Symbol:
        """The letter for a node; raises `OutOfReach` for a vector or a matrix, which is no number."""
        if not node.is_commutative or isinstance(node, MatrixExpr):
            raise OutOfReach
        if node not in self._letters:
            domain = self._domain(node)
            symbol = Symbol(f"letter_{len(self._letters):03d}", **domain.assumptions)
            self._letters[node], self.nodes[symbol], self.domains[symbol] = symbol, node, domain
        return self._letters[node]

    def _domain(self, node: Expr) -> Domain:
        if isinstance(node, Product) and self.spelled(node.function).is_zero is False:
            return POSITIVE if self._is_positive(node) else NONZERO
        if isinstance(node, Sum | Product):
            return POSITIVE if self._is_positive(node) else REAL
        if isinstance(node, FlowDensity | LayerDeterminant):
            return POSITIVE if isinstance(node, FlowDensity) else NONZERO
        kind = self.claim.structures.get(getattr(node, "symbol", None))
        slopes = len(getattr(node, "directions", ()))
        known: Domain | None = getattr(kind, "slopes" if slopes == 1 else "values", None)
        if known is not None and slopes < 2 and not isinstance(node, InverseValue):
            return known if slopes == 0 or hasattr(kind, "slopes") else REAL
        return POSITIVE if node.is_positive else NONNEGATIVE if node.is_nonnegative else REAL

    def _is_positive(self, node: Sum | Product) -> bool:
        if not self.spelled(node.function).is_positive:
            return False
        return all((last - first).is_nonnegative or isinstance(node, Product) for _, first, last in node.limits)

    # ---- claims and normal forms

    def about(self, lhs: Any, relation: Any, rhs: Any, *conditions: Any) -> Claim:
        """The claim about numbers that a statement is."""
        lhs, rhs = self.spelled(lhs), self.spelled(rhs)
        stated = tuple(map(self.spelled, (*self.claim.conditions, *conditions)))
        assuming = tuple(map(self.spelled, self.claim.assuming))
        used = set().union(*(part.free_symbols for part in (lhs, rhs, *stated, *assuming)))
        domains = {symbol: domain for symbol, domain in self.domains.items() if symbol in used}
        domains |= {symbol: domain_of_index(symbol) for symbol in sorted(used - domains.keys(), key=str)}
        return Claim(lhs, relation, rhs, domains, stated, assuming)

    def terms(self, expression: Expr) -> list[Expr]:
        """The expression as a list of products; raises `OutOfReach` where the normal form does not reach."""
        spelled = self.spelled(expression)
        facts = self._facts(spelled)
        found = facts.in_tower(lambda tower: _terms(tower, spelled))
        if found is None:
            raise OutOfReach
        return [self.read_back(term) for term in found]

    def factors(self, expression: Expr) -> list[tuple[Expr, int]]:
        """The expression as a product of powers; raises `OutOfReach` where the normal form does not reach."""
        spelled = self.spelled(expression)
        facts = self._facts(spelled)
        found = facts.in_tower(lambda tower: _factors(tower, spelled))
        if found is None:
            raise OutOfReach
        return [(self.read_back(base), exponent) for base, exponent in found]

    def _facts(self, spelled: Expr) -> Facts:
        symbols = sorted(spelled.free_symbols, key=str)
        return Facts.about({s: self.domains.get(s) or domain_of_index(s) for s in symbols}, (), ())

    def in_words(self, proof: Proof) -> Proof:
        """The proof with what letters stand for in its conditions."""
        words = {str(letter): str(node) for letter, node in self.nodes.items()}

        def spelled_out(text: str) -> str:
            return re.sub(r"letter_\d{3}", lambda found: spelled_out(words[found.group()]), text)

        return replace(proof, conditions=tuple(map(spelled_out, proof.conditions)))


def domain_of_index(symbol: Symbol) -> Domain:
    """What is known of a bound variable."""
    if not symbol.is_integer:
        return REAL
    return POSITIVE_INTEGER if symbol.is_positive else NATURAL if symbol.is_nonnegative else INTEGER


def _terms(tower: Tower, spelled: Expr) -> list[Expr]:
    ratio = tower.read(spelled)
    if ratio.is_zero:
        return []
    content, below = tower.factors(ratio.den)
    under = [Pow(tower.expression(factor), -exponent) for factor, exponent in below]
    return [
        Mul(coefficient, *(g.expression**e for g, e in zip(tower.generators, exponents, strict=False) if e), *under)
        / content
        for exponents, coefficient in tower.terms(ratio.num)
    ]


def _factors(tower: Tower, spelled: Expr) -> list[tuple[Expr, int]]:
    ratio = tower.read(spelled)
    found: list[tuple[Expr, int]] = []
    for part, sign in ((ratio.num, 1), (ratio.den, -1)):
        content, factors = tower.factors(part)
        found.append((sympify(content), sign))
        found += [(tower.expression(factor), sign * exponent) for factor, exponent in factors]
    return [pair for pair in found if pair[0] != 1]


def outermost(expression: Any) -> list[Expr]:
    """The outermost nodes for which letters stand, in the order in which they are written."""
    found: dict[Expr, None] = {}

    def visit(node: Any) -> None:
        if isinstance(node, BINDING) or hasattr(node, "concretely"):
            found.setdefault(node)
        elif isinstance(node, Basic):
            for argument in node.args:
                visit(argument)

    visit(expression)
    return list(found)


def absolute(expression: Expr) -> Expr:
    """|expression|, products taken apart."""
    return Mul(*(Abs(factor) for factor in Mul.make_args(expression)))

