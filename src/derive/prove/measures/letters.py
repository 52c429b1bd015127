"""Letters: symbols in place of p(x), D(x), integrals, so that ordinary provers can compute with them.

A conditional density of a joint model is first written p(x, z)/p(x), so that Bayes' rule is arithmetic.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sympy import Add, Basic, Derivative, Expr, Function, Integer, Mul, Pow, Rational, Symbol, Tuple
from sympy.core.sorting import default_sort_key
from sympy.core.symbol import Str

from derive.abstract.supports import Independent
from derive.claim import Claim
from derive.domains import NONNEGATIVE, POSITIVE, REAL, Domain, interval
from derive.prove.facts import Facts
from derive.prove.measures.support import Indicator, leaps_at_zero, settled
from derive.prove.tower import Tower
from derive.terms.densities import AbstractDensity, BaseIntegral, DensityValue, FunctionValue
from derive.tree import rewritten

SHARE = interval(0, 1)


class OutOfScope(Exception):
    """An expression that these provers cannot speak of."""


@dataclass(frozen=True)
class Term:
    """A number times powers of factors; no factor is a number."""

    coefficient: Expr
    factors: tuple[tuple[Expr, int], ...]

    @property
    def expression(self) -> Expr:
        """The product."""
        return Mul(self.coefficient, *(Pow(base, exponent) for base, exponent in self.factors))

    def without(self, factor: Expr) -> Term:
        """The other factors."""
        return Term(self.coefficient, tuple(pair for pair in self.factors if pair[0] != factor))

    def times(self, factor: Expr) -> Term:
        """One factor more."""
        return Term(self.coefficient, (*self.factors, (factor, 1)))


class Letters:
    """The letters that the expressions of one claim need, with what is known of them.

    Under integrals a density that may vanish counts as positive: indicators say where it is.
    """

    def __init__(self, claim: Claim, vanishing: Domain = POSITIVE) -> None:
        self.claim, self.vanishing = claim, vanishing
        self.domains: dict[Symbol, Domain] = dict(claim.domains)
        self.nodes: dict[Symbol, Expr] = {}
        self._letters: dict[Expr, Symbol] = {}
        self._facts: Facts | None = None
        self._zeros = any(getattr(kind, "may_vanish", False) for kind in claim.structures.values())
        self.independent = {premise.args[0].symbol for premise in claim.premises if isinstance(premise, Independent)}

    # ---- spelling

    def spelled(self, expression: Any) -> Any:
        """The expression with letters in place of densities, values of functions and integrals."""
        if self.vanishing is POSITIVE and self._zeros and leaps_at_zero(expression):
            raise OutOfScope(f"{expression} may leap where a density vanishes")
        values = {node: self._spelled_node(node) for node in sorted_nodes(expression)}
        return rewritten(expression, values) if values else expression

    def read_back(self, expression: Any) -> Any:
        """The expression with what its letters stand for in place."""
        values = {symbol: self.nodes[symbol] for symbol in expression.free_symbols & self.nodes.keys()}
        return rewritten(expression, values) if values else expression

    def _spelled_node(self, node: Expr) -> Expr:
        return self.spelled_density(node) if isinstance(node, DensityValue) else self.letter(node)

    def spelled_density(self, node: DensityValue) -> Expr:
        """The density as a quotient of a joint and a marginal one."""
        above, below = joint_and_marginal(node)
        domain = POSITIVE if node.law.symbol.is_positive else self.vanishing
        if below is not None and not node.law.symbol.is_positive:
            raise OutOfScope(f"{node.law} is conditioned at points that may have density 0")
        if node.law.symbol in self.independent and len(above.law.over) > 1:
            return Mul(*(self.letter(part, domain) for part in _marginals(above))) / (
                self.spelled_density(below) if below is not None else Integer(1)
            )
        return self.letter(above, domain) / (self.letter(below, domain) if below is not None else Integer(1))

    def letter(self, node: Expr, domain: Domain | None = None) -> Symbol:
        """The letter for a node."""
        node = in_order(node) if isinstance(node, BaseIntegral) else node
        if node not in self._letters:
            domain = domain or self._domain_of(node)
            symbol = Symbol(f"letter_{len(self._letters):03d}", **domain.assumptions)
            self._letters[node] = symbol
            self.nodes[symbol] = node
            self.domains[symbol] = domain
            self._facts = None
        return self._letters[node]

    def knows(self, node: Expr) -> bool:
        """Whether the integral has a letter."""
        return in_order(node) in self._letters

    @property
    def knows_integrals(self) -> bool:
        """Whether an integral has a letter."""
        return any(isinstance(node, BaseIntegral) for node in self._letters)

    def _domain_of(self, node: Expr) -> Domain:
        if isinstance(node, Indicator):
            return SHARE
        if isinstance(node, FunctionValue):
            return getattr(self.claim.structures.get(node.symbol), "values", REAL)
        if isinstance(node, BaseIntegral) and self._is_positive(node.integrand):
            densities = [part for part in sorted_nodes(node.integrand) if isinstance(part, DensityValue)]
            are_positive = all(part.law.symbol.is_positive for part in densities)
            return POSITIVE if densities and are_positive else NONNEGATIVE
        return REAL

    def _is_positive(self, integrand: Expr) -> bool:
        return all(factor.is_positive for factor in Mul.make_args(self.spelled(integrand)))

    # ---- dependence

    def depends(self, expression: Expr) -> set[Symbol]:
        """The variables on which a spelled expression depends, those inside letters included."""
        found: set[Symbol] = set()
        for symbol in expression.free_symbols:
            node = self.nodes.get(symbol)
            found |= {symbol} if node is None else node.free_symbols
        return found

    # ---- facts

    @property
    def facts(self) -> Facts:
        """What is known of the letters and of the variables that are numbers."""
        if self._facts is None:
            self._facts = Facts.about(self.domains, self.claim.hypotheses, ())
        return self._facts

    def about(self, lhs: Expr, relation: Any, rhs: Expr) -> Claim:
        """The ordinary claim about numbers that a statement about spelled expressions is."""
        used = lhs.free_symbols | rhs.free_symbols
        domains = {s: domain for s, domain in self.domains.items() if s in used or s not in self.nodes}
        others = sorted(used - domains.keys(), key=str)
        rest = {symbol: POSITIVE if symbol.is_positive else REAL for symbol in others}
        return Claim(
            lhs, relation, rhs, {**domains, **rest}, conditions=self.claim.conditions, assuming=self.claim.assuming
        )

    def terms(self, spelled: Expr) -> list[Term] | None:
        """A spelled expression as a sum of products of powers; None where the tower does not reach."""
        terms = self.facts.in_tower(lambda tower: _terms(tower, spelled))
        return terms if terms is None or not self.may_vanish else settled(terms, self)

    @property
    def may_vanish(self) -> bool:
        """Whether indicators of densities are among the letters."""
        return any(isinstance(node, Indicator) for node in self.nodes.values())

    def is_zero(self, spelled: Expr) -> bool:
        """Whether the normal form vanishes."""
        terms = self.terms(spelled)
        return terms is not None and not terms


def _terms(tower: Tower, spelled: Expr) -> list[Term]:
    ratio = tower.read(spelled)
    if ratio.is_zero:
        return []
    content, below = tower.factors(ratio.den)
    under = {tower.expression(factor): -exponent for factor, exponent in below}
    return [
        Term(Rational(coefficient, content), _cancelled(_powers(tower, exponents), under))
        for exponents, coefficient in tower.terms(ratio.num)
    ]


def _powers(tower: Tower, exponents: Iterable[int]) -> dict[Expr, int]:
    return {g.expression: e for g, e in zip(tower.generators, exponents, strict=False) if e}


def _cancelled(above: Mapping[Expr, int], under: Mapping[Expr, int]) -> tuple[tuple[Expr, int], ...]:
    exponents = {base: above.get(base, 0) + under.get(base, 0) for base in (*above, *under)}
    return tuple((base, exponent) for base, exponent in exponents.items() if exponent)


NODES = (DensityValue, FunctionValue, BaseIntegral, Derivative, Indicator)


BINDING_NOTHING = (Add, Mul, Pow, Function)


def sorted_nodes(expression: Any) -> list[Expr]:
    """The outermost densities, values of functions and integrals, in the order in which they are written.

    Raises `OutOfScope` where one of them depends on a variable that a sum, an integral or a limit binds: it is
    no single number.
    """
    found: dict[Expr, None] = {}

    def visit(node: Basic, bound: frozenset[Any]) -> None:
        if isinstance(node, NODES):
            if bound & node.free_symbols:
                raise OutOfScope(f"{node} under {', '.join(map(str, bound))}")
            found.setdefault(node)
            return
        for argument in node.args:
            visit(argument, bound if isinstance(node, BINDING_NOTHING) else bound | _bound_in(node, argument))

    visit(expression, frozenset())
    return list(found)


def in_order(node: Any) -> Any:
    """The integral with factors and terms in an order that does not depend on names that variables had before."""
    if not node.args:
        return node
    arguments = [in_order(argument) for argument in node.args]
    if isinstance(node, Add | Mul):
        return node.func(*sorted(arguments, key=default_sort_key), evaluate=False)
    return node.func(*arguments, evaluate=False) if isinstance(node, Pow | Function) else node.func(*arguments)


def _bound_in(node: Basic, argument: Basic) -> frozenset[Any]:
    """The variables of an argument that are none of the node."""
    return frozenset(getattr(node, "bound_symbols", ())) | (argument.free_symbols - node.free_symbols)


def joint_and_marginal(node: DensityValue) -> tuple[DensityValue, DensityValue | None]:
    """p(x, z) and p(x) for p(z | x) of a joint model; the density itself, and None, where there is nothing given."""
    law = node.law
    inside = {name: point for name, point in law.conditions.items() if name in law.model}
    at = {**inside, **dict(zip(law.over, node.point, strict=True))}
    above = density_over(law, at)
    return above, (density_over(law, inside) if inside else None)


def _marginals(node: DensityValue) -> list[DensityValue]:
    return [density_over(node.law, {name: point}) for name, point in zip(node.law.over, node.point, strict=True)]


def density_over(law: AbstractDensity, at: Mapping[str, Any]) -> DensityValue:
    """The joint density of some variables of the model of a law at points by name."""
    names = [name for name in law.model if name in at]
    outside = Tuple(*(pair for pair in law.args[3] if str(pair[0]) not in law.model))
    joint = AbstractDensity(law.symbol, law.args[1], Tuple(*(Str(name) for name in names)), outside)
    return DensityValue(joint, Tuple(*(at[name] for name in names)))
