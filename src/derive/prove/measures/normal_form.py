"""The normal form of expressions with expectations: a polynomial in integrals that nobody can simplify.

Every expectation is an integral of density times integrand.  Integrals over the same spaces become one;
what a density normalises is integrated out; only what is left is split into integrals of single products.
Splitting needs each part to exist: an integral that the page does not write becomes a condition.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import permutations
from typing import Any

from sympy import Add, Derivative, Dummy, Expr, Integer, Mul, Pow, Symbol, Tuple
from sympy.core.symbol import Str

from derive.claim import Claim
from derive.prove.measures.exchange import Exchanges
from derive.prove.measures.expansion import expanded
from derive.prove.measures.letters import Letters, OutOfScope, Term, density_over, in_order
from derive.prove.measures.pieces import Piece, Variable, aligned, numbered, pieces
from derive.prove.sign import Sign
from derive.terms.densities import BaseIntegral, DensityValue
from derive.tree import rewritten

MOST_PERMUTED = 4
"""Variables of one space that are tried in every order."""

LEVEL = 100
"""Bound variables of an integral are numbered above those of the integrals inside it."""

Group = tuple[Variable, ...]


def in_line(variables: Iterable[Variable]) -> Group:
    """The variables by space and name."""
    return tuple(sorted(variables, key=lambda variable: (variable[1], str(variable[0]))))


class NormalForm:
    """Normal forms of the expressions of one claim."""

    def __init__(self, claim: Claim) -> None:
        self.letters = Letters(claim)
        self.written: set[Expr] = set()
        self.split_off: dict[Expr, None] = {}
        self.exchanges = Exchanges(self)

    def value(self, expression: Expr) -> Expr:
        """The normal form; integrals in it are single products over connected variables.

        Raises `OutOfScope` where it does not reach.
        """
        return self.split(self.combined(expression))

    def combined(self, expression: Expr) -> dict[Group, Expr]:
        """One integrand for each set of bound variables, after all that normalises is integrated out."""
        found = pieces(expanded(expression), self)
        for piece in found:
            self._note_written(piece)
        return self.integrated_out(self._together(found))

    @property
    def conditions(self) -> tuple[str, ...]:
        """The integrals that had to be split off and that the page does not write."""
        written = {in_order(node) for node in self.written}
        unwritten = (node for node in self.split_off if in_order(node) not in written)
        return tuple(f"{node} is finite" for node in unwritten if not self._is_below_density(node))

    def _is_below_density(self, node: Expr) -> bool:
        """Whether the integrand is nonnegative and at most a density."""
        integrand, facts = self.letters.spelled(node.integrand), self.letters.facts
        if not facts.possible_signs(integrand).within(Sign.NONNEGATIVE):
            return False
        group = tuple(zip(node.variables, node.spaces, strict=True))
        above = [symbol for symbol in integrand.free_symbols if self._normalises(symbol, group)]
        return any(facts.possible_signs(symbol - integrand).within(Sign.NONNEGATIVE) for symbol in above)

    def _normalises(self, symbol: Symbol, group: Group) -> bool:
        term: Term | None = Term(Integer(1), ((symbol, 1),))
        for variable in group:
            term = self.without(term, variable) if term is not None else None
        return term is not None and not term.factors

    @property
    def rules(self) -> tuple[str, ...]:
        """What the normal form rests on."""
        exchanged = ("derivative under the integral",) if self.exchanges.used else ()
        return ("normal form under the integral", *exchanged)

    # ---- combining

    def _together(self, found: list[Piece]) -> dict[Group, Expr]:
        groups: dict[Group, list[Expr]] = {}
        for piece in found:
            variables = aligned(piece.variables)
            renaming = {old: new for (old, _), (new, _) in zip(piece.variables, variables, strict=True)}
            group = in_line(variables)
            groups.setdefault(group, []).append(rewritten(piece.integrand, renaming))
            self.written |= {rewritten(node, renaming) for node in self.written}
        return {group: Add(*terms, evaluate=False) for group, terms in groups.items()}

    def integrated_out(self, groups: dict[Group, Expr]) -> dict[Group, Expr]:
        """Variables that all terms of an integrand have in normalising densities only are gone."""
        pending, settled = dict(groups), dict[Group, Expr]()
        while pending:
            group = max(pending, key=len)
            terms = self.terms(pending.pop(group))
            variable = next((v for v in group if all(self.without(term, v) is not None for term in terms)), None)
            apart = self._apart(group, terms) if variable is None else None
            if apart is not None:
                for rest, total in self._together(apart).items():
                    pending[rest] = Add(pending.get(rest, Integer(0)), total, evaluate=False)
            elif not group or variable is None:
                settled[group] = self._sum(terms)
            elif terms:
                rest = tuple(v for v in group if v != variable)
                total = self._sum([self.without(term, variable) or term for term in terms])
                pending[rest] = Add(pending.get(rest, Integer(0)), total, evaluate=False)
        return {group: integrand for group, integrand in settled.items() if integrand != 0}

    def _apart(self, group: Group, terms: list[Term]) -> list[Piece] | None:
        """The integral of p(x) q(y) (f(x) + g(y)) as that of p f and that of q g: by Fubini they exist if it does."""
        if len(group) != 2 or not terms:
            return None
        shared = set[Expr].intersection(*({base for base, e in term.factors if e == 1} for term in terms))
        if not all(any(self._normalises(base, (v,)) for base in shared) for v in group):
            return None
        found = []
        for term in terms:
            ways = [(kept, other) for kept, other in (group, group[::-1]) if self._once(term, other)]
            alone = ((self.without(term, other), kept) for kept, other in ways)
            part, kept = next((pair for pair in alone if pair[0] is not None), (None, group[0]))
            if part is None:
                return None
            found.append(Piece((kept,), self.letters.read_back(part.expression)))
        return found

    def _once(self, term: Term, variable: Variable) -> bool:
        """Whether one factor only depends on a variable."""
        return sum(variable[0] in self.letters.depends(base) for base, _ in term.factors) == 1

    def canonical(self, integrand: Expr) -> Expr:
        """The integrand in an order and form that does not depend on how it was written."""
        return self._sum(self.terms(integrand))

    def terms(self, integrand: Expr) -> list[Term]:
        """The integrand as spelled products."""
        terms = self.letters.terms(self.letters.spelled(integrand))
        if terms is None:
            raise OutOfScope(str(integrand))
        return terms

    def _sum(self, terms: list[Term]) -> Expr:
        return self.letters.read_back(Add(*(term.expression for term in terms)))

    def without(self, term: Term, variable: Variable) -> Term | None:
        """The term with a variable integrated out, if it stands in one density of the right space only.

        What integrates to a number that the page speaks of, such as a mixture inside a logarithm, becomes that number.
        """
        symbol, space = variable
        holding = [(base, e) for base, e in term.factors if symbol in self.letters.depends(base)]
        if len(holding) != 1 or holding[0][1] != 1:
            return self._folded(term, holding, variable)
        node: Any = self.letters.nodes.get(holding[0][0])
        value = self._integral(node, symbol, space)
        if value is None:
            return None
        without = term.without(holding[0][0])
        return Term(without.coefficient * value, without.factors) if value.is_number else without.times(value)

    def _folded(self, term: Term, holding: list[tuple[Expr, int]], variable: Variable) -> Term | None:
        if not holding or not self.letters.knows_integrals:
            return None
        whole = self.atom(Mul(*(Pow(base, exponent) for base, exponent in holding)), (variable,))
        if not self.letters.knows(whole):
            return None
        others = tuple(factor for factor in term.factors if factor not in holding)
        return Term(term.coefficient, others).times(self.letters.letter(whole))

    def _integral(self, node: Any, symbol: Symbol, space: str) -> Expr | None:
        """The integral of a density, or of its derivative in a parameter, over one of its variables; spelled."""
        if isinstance(node, Derivative) and isinstance(node.expr, DensityValue):
            alone = _runs_through(node.expr, symbol, space) and len(node.expr.point) == 1
            return Integer(0) if alone and self.exchanges.vanishes(node, symbol, space) else None
        if isinstance(node, BaseIntegral):
            return self._exchanged(node, symbol, space)
        if not isinstance(node, DensityValue) or not _runs_through(node, symbol, space):
            return None
        rest = {name: point for name, point in zip(node.law.over, node.point, strict=True) if point != symbol}
        return self.letters.spelled_density(density_over(node.law, rest)) if rest else Integer(1)

    def _exchanged(self, node: BaseIntegral, symbol: Symbol, space: str) -> Expr | None:
        """The integral of an integral over a variable in which a density normalises: Tonelli's theorem."""
        terms, facts = self.terms(node.integrand), self.letters.facts
        rest = [self.without(term, (symbol, space)) for term in terms]
        if any(term is None for term in rest) or not all(
            facts.possible_signs(term.expression).within(Sign.NONNEGATIVE) for term in terms
        ):
            return None
        group = tuple(zip(node.variables, node.spaces, strict=True))
        return self.letters.spelled(self.split({group: self._sum([term for term in rest if term is not None])}))

    # ---- splitting

    def split(self, groups: dict[Group, Expr]) -> Expr:
        """The sum of all integrals, each taken apart into integrals of single products."""
        total = []
        for group, integrand in groups.items():
            total += [self._split_term(term, group) for term in self.terms(integrand)] if group else [integrand]
        return Add(*total)

    def inner(self, groups: dict[Group, Expr]) -> Iterator[dict[Group, Expr]]:
        """The same with one variable less, integrated at fixed values of the others; each variable in turn."""
        largest = max(groups, key=len, default=())
        others = {group: integrand for group, integrand in groups.items() if group != largest}
        for variable in largest if len(largest) > 1 else ():
            self.split_off.clear()
            rest = tuple(v for v in largest if v != variable)
            terms = [self._split_term(term, (variable,)) for term in self.terms(groups[largest])]
            yield self.integrated_out({**others, rest: Add(others.get(rest, Integer(0)), *terms)})

    def _split_term(self, term: Term, group: Group) -> Expr:
        for variable in group:
            rest = self.without(term, variable)
            if rest is not None:
                return self._split_term(rest, tuple(v for v in group if v != variable))
        outside, factors = self._constant(term, group)
        result = outside
        for variables, product in _components(factors, group, self.letters):
            atom = self.atom(product, variables)
            self.split_off.setdefault(atom)
            result = result * atom
        return result

    def _constant(self, term: Term, group: Group) -> tuple[Expr, list[tuple[Expr, int]]]:
        bound = {symbol for symbol, _ in group}
        inside = [(base, e) for base, e in term.factors if self.letters.depends(base) & bound]
        outside = [Pow(base, e) for base, e in term.factors if not self.letters.depends(base) & bound]
        return self.letters.read_back(Mul(term.coefficient, *outside)), inside

    def atom(self, product: Expr, variables: Group) -> Expr:
        """The integral of a spelled product, under bound variables of its own in the least order."""
        integrand = self.letters.read_back(product)
        level = 1 + max((node.variables[0].dummy_index // LEVEL for node in integrand.atoms(BaseIntegral)), default=0)
        orders = permutations(variables) if len(variables) <= MOST_PERMUTED else [variables]
        bound = [_bound(integrand, order, level) for order in orders]
        return min(bound, key=str) if len(bound) > 1 else bound[0]

    def _note_written(self, piece: Piece) -> None:
        """Remember integrals of single products: a page that writes one takes it to exist."""
        if not piece.variables:
            return
        terms = self.terms(piece.integrand)
        if len(terms) == 1:
            before, self.split_off = self.split_off, {}
            self._split_term(terms[0], piece.variables)
            self.written |= self.split_off.keys()
            self.split_off = before


def _bound(integrand: Expr, variables: Group, level: int) -> Expr:
    names = {
        symbol: Dummy(numbered(space, i), real=True, dummy_index=LEVEL * level + i)
        for i, (symbol, space) in enumerate(variables)
    }
    spaces = Tuple(*(Str(space) for _, space in variables))
    return BaseIntegral(rewritten(integrand, names), Tuple(*names.values()), spaces)


def _runs_through(node: DensityValue, symbol: Symbol, space: str) -> bool:
    """Whether the symbol is one coordinate of the density, that of its space, and occurs nowhere else."""
    places = list(zip(node.law.over, node.point, strict=True))
    if [place for place in places if symbol in place[1].free_symbols] != [(space, symbol)]:
        return False
    return symbol not in node.law.free_symbols


def _components(
    factors: list[tuple[Expr, int]], group: Group, letters: Letters
) -> list[tuple[Group, Expr]]:  # fmt: skip
    """The factors by connected sets of bound variables: an integral of independent factors is a product."""
    parts: list[tuple[set[Symbol], list[Any]]] = []
    bound = {symbol for symbol, _ in group}
    for base, exponent in factors:
        symbols, powers = letters.depends(base) & bound, [Pow(base, exponent)]
        for part in [part for part in parts if part[0] & symbols]:
            parts.remove(part)
            symbols, powers = symbols | part[0], part[1] + powers
        parts.append((symbols, powers))
    parts += [({symbol}, [Integer(1)]) for symbol in bound if not any(symbol in symbols for symbols, _ in parts)]
    return [(tuple(v for v in group if v[0] in symbols), Mul(*powers)) for symbols, powers in parts]
