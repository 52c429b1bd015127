"""What a claim gives to start from: domains, hypotheses, and that both of its sides have a value.

- An equation among the hypotheses is solved for a variable, which then stands for the solution.
- An inequality that is linear in a variable makes it a bound plus a fresh variable: y = x + u, u > 0.
- All else is a sign that some expression is known to have.

What is proved of the points so described, which may be more than those the claim speaks of, is proved
of the claim.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeVar

from sympy import Basic, Dummy, Eq, Expr, Ge, Gt, Integer, Interval, Le, Lt, MatrixBase, Ne, Symbol
from sympy.core.relational import Relational

from derive.calculation import BETWEEN_NUMBERS
from derive.claim import Claim
from derive.domains import NONNEGATIVE, NONZERO, POSITIVE, REAL, Domain
from derive.prove.allocation import OutOfReach, Undefined
from derive.prove.charts import Piece, bounds, pieces, sign_of_symbol, sign_on
from derive.prove.field import Ratio
from derive.prove.ledger import REQUIRED, obligations
from derive.prove.sign import DECIDED, Sign
from derive.prove.tower import Tower, attempt, no_answer

MOST_PIECES = 120
MOST_SHARED_GENERATORS = 20

T = TypeVar("T")
Known = tuple[tuple[Expr, Sign], ...]


@dataclass(frozen=True, eq=False)
class Facts:
    """Domains, and what hypotheses and definedness say of the signs of expressions.

    >>> from sympy.abc import x, y
    >>> from derive.calculation import Relation
    >>> from derive.domains import REAL
    >>> claim = Claim(y - x, Relation.ABOVE, 0, {x: REAL, y: REAL}, conditions=(x < y,))
    >>> Facts.of(claim).possible_signs(y - x)
    <Sign.POSITIVE: 4>
    """

    domains: Mapping[Symbol, Domain]
    hypotheses: tuple[Relational, ...] = ()
    defined: Known = ()
    solved: Mapping[Symbol, Expr] = field(default_factory=dict)
    moved: Mapping[Symbol, Expr] = field(default_factory=dict)
    gaps: frozenset[Symbol] = frozenset()
    stated: Known = ()
    vanishing: tuple[Expr, ...] = ()

    @classmethod
    def of(cls, claim: Claim) -> Facts:
        """The facts of a claim: those of its domains, its hypotheses, and of its sides having values."""
        sides = (claim.lhs, claim.rhs) if claim.relation in BETWEEN_NUMBERS else ()
        return cls.about(claim.domains, claim.hypotheses, sides)

    @classmethod
    def about(cls, domains: Mapping[Symbol, Domain], hypotheses: Iterable[Relational], sides: Iterable[Any]) -> Facts:
        """The facts at points of the domains at which the hypotheses hold and the sides have values."""
        defined = [fact for side in sides for fact in _definedness(side)]
        return cls(domains, defined=tuple(dict.fromkeys(defined))).assuming(*hypotheses)

    def assuming(self, *hypotheses: Relational) -> Facts:
        """The same with more hypotheses; equations come first, so that all else is stated without them."""
        stated = (*self.hypotheses, *hypotheses)
        defined = [fact for h in hypotheses if not isinstance(h, Ne) for fact in _definedness(h)]
        domains = {symbol: domain for symbol, domain in self.domains.items() if symbol not in self.gaps}
        facts = Facts(domains, stated, tuple(dict.fromkeys((*self.defined, *defined))))
        for hypothesis in sorted(stated, key=lambda h: not isinstance(h, Eq)):
            facts = facts._with(hypothesis)
        return facts

    # ---- taking in hypotheses

    def _with(self, hypothesis: Relational) -> Facts:
        if isinstance(hypothesis, Eq):
            return self._with_equation(hypothesis.lhs - hypothesis.rhs)
        if isinstance(hypothesis, Ne):
            if obligations(hypothesis):
                return self  # where a side has no value the other says nothing
            return self._with_sign(hypothesis.lhs - hypothesis.rhs, Sign.NONZERO)
        if isinstance(hypothesis, Gt | Ge):
            difference = hypothesis.lhs - hypothesis.rhs
        elif isinstance(hypothesis, Lt | Le):
            difference = hypothesis.rhs - hypothesis.lhs
        else:
            return self
        return self._with_sign(difference, Sign.POSITIVE if isinstance(hypothesis, Gt | Lt) else Sign.NONNEGATIVE)

    def _with_equation(self, residual: Expr) -> Facts:
        ratio = self.read(residual)
        if ratio is None or ratio.is_zero:
            return self
        for symbol, lead, rest in self._linear_variables(ratio):
            if lead.num.is_constant() or self.tower.sign(lead.num).within(Sign.NONZERO):
                value = self.tower.as_expression(-(rest / lead))
                return self._replacing(symbol, solved={**self.solved, symbol: value})
        return replace(self, vanishing=(*self.vanishing, residual), stated=(*self.stated, (residual, Sign.ZERO)))

    def _with_sign(self, difference: Expr, sign: Sign) -> Facts:
        """`difference` has the sign: a variable that is linear in it moves from the bound."""
        stated = replace(self, stated=(*self.stated, (difference, sign)))
        ratio = self.read(difference)
        if ratio is None or not ratio.den.is_constant():
            return stated
        candidates = [(s, lead, rest) for s, lead, rest in self._linear_variables(ratio) if lead.num.is_constant()]
        candidates = [(s, lead, rest) for s, lead, rest in candidates if self._may_move(s, rest)]
        if not candidates:
            return stated
        symbol, lead, rest = min(candidates, key=lambda candidate: self._loss(candidate[0], candidate[1]))
        gap_domain = {Sign.POSITIVE: POSITIVE, Sign.NONNEGATIVE: NONNEGATIVE, Sign.NONZERO: NONZERO}[sign]
        bound, gap = self.tower.as_expression(-(rest / lead)), Dummy("gap", real=True)
        grows = lead.num.leading_coefficient() > 0
        value = _between(bound, gap, self.domains[symbol], sign) if grows else None
        if value is None:
            value = bound + gap if grows or sign is Sign.NONZERO else bound - gap
        domains = {**self.domains, gap: gap_domain}
        return replace(stated, domains=domains, gaps=self.gaps | {gap})._replacing(
            symbol, moved={**self.moved, symbol: value}
        )

    def _replacing(self, symbol: Symbol, **changes: Any) -> Facts:
        """The facts after a variable has been given a value, which then lies in its domain."""
        stated = (*self.stated, *bounds(self.domains[symbol], symbol))
        return replace(self, stated=stated, **changes)

    def _linear_variables(self, ratio: Ratio) -> list[tuple[Symbol, Ratio, Ratio]]:
        """The variables v for which the numerator is lead*v + rest, and they occur nowhere else."""
        tower, num, found = self.tower, ratio.num, []
        degrees, present = num.degrees(), tower.generators_in(num)
        for g in present:
            symbol = g.base
            if g.kind != "variable" or degrees[g.index] != 1 or symbol not in self.domains:
                continue
            if self.domains[symbol].is_discrete or any(symbol in h.depends for h in present if h is not g):
                continue
            lead = num.derivative(g.index)
            found.append((symbol, tower.polynomial(lead), tower.polynomial(num - lead * tower.variables[g.index])))
        return found

    def _may_move(self, symbol: Symbol, rest: Ratio) -> bool:
        """Whether a variable has not moved yet, and its bound does not move with it."""
        return symbol not in self.moved and symbol not in self._closure(self.tower.depends(rest.num))

    def _loss(self, symbol: Symbol, lead: Ratio) -> int:
        """How much of the domain is forgotten if the variable moves from its bound."""
        if self.domains[symbol].whole == REAL.whole:
            return 0
        return 1 if lead.num.leading_coefficient() > 0 else 2

    def _closure(self, symbols: Iterable[Symbol]) -> set[Symbol]:
        """The symbols, and those in what they stand for."""
        found: set[Symbol] = set()
        pending = list(symbols)
        while pending:
            symbol = pending.pop()
            if symbol not in found:
                found.add(symbol)
                value = self.solved.get(symbol, self.moved.get(symbol))
                pending += value.free_symbols if value is not None else ()
        return found

    # ---- the tower in the variables as they are

    @cached_property
    def tower(self) -> Tower:
        """The tower in which expressions are compared; only equations among the hypotheses are put in."""
        return self.new_tower()

    def new_tower(self) -> Tower:
        """A tower of that kind for a single use."""
        return Tower(self.solved, _Signs(self.domains), ask=self.possible_signs)

    def in_tower(self, compute: Callable[[Tower], T]) -> T | None:
        """`compute(tower)`; None where the tower does not reach."""
        if len(self.tower.generators) > MOST_SHARED_GENERATORS:
            self.tower.clear()
        self.tower.rules.clear()
        return attempt(self.tower, compute)

    def read(self, expression: Expr) -> Ratio | None:
        """The expression in the tower; None where the tower does not reach."""
        return self.in_tower(lambda tower: tower.read(expression))

    # ---- signs by pieces

    def possible_signs(self, expression: Expr) -> Sign:
        """The signs that the expression can have; IMPOSSIBLE if it has a value nowhere."""
        return self._signs(expression, Sign.IMPOSSIBLE)

    def imply(self, expression: Expr, wanted: Sign) -> bool:
        """Whether the expression certainly has one of the wanted signs, wherever it has a value."""
        sign = self._signs(expression, wanted)
        return sign is not Sign.IMPOSSIBLE and sign.within(wanted)

    def _signs(self, expression: Expr, wanted: Sign) -> Sign:
        """Signs that include the possible ones; no closer look is taken once all of them are wanted."""
        key = (expression, wanted)
        if key not in self._possible:
            self._possible[key] = self._on_piece(expression, {}, Sign.ANY, wanted, [MOST_PIECES])
        return self._possible[key]

    @cached_property
    def _possible(self) -> dict[tuple[Expr, Sign], Sign]:
        return {}

    @cached_property
    def _towers(self) -> dict[tuple[tuple[Symbol, int], ...], Tower]:
        return {}

    def _on_piece(
        self, expression: Expr, chosen: dict[Symbol, int], bound: Sign, wanted: Sign, left: list[int]
    ) -> Sign:  # fmt: skip
        """The signs on one piece of the domains, cut further where they are open."""
        left[0] -= 1
        sign = bound & self._signs_there(expression, self._tower_on(chosen))
        if sign in DECIDED or sign.within(wanted):
            return sign
        for symbol in self._open_variables(expression, chosen):
            union = Sign.IMPOSSIBLE
            for index in range(len(self._pieces(symbol))):
                if left[0] <= 0:
                    return sign
                union |= self._on_piece(expression, {**chosen, symbol: index}, sign, wanted, left)
                if union == sign:
                    break
            return union
        return sign

    def _signs_there(self, expression: Expr, tower: Tower) -> Sign:
        try:
            sign = tower.run(lambda t: t.sign_of(t.read(expression)))
            if sign not in DECIDED and tower.run(lambda t: t.table.is_contradictory):
                return Sign.IMPOSSIBLE
        except Undefined:
            return Sign.IMPOSSIBLE
        except OutOfReach:
            return Sign.ANY
        return sign

    def _open_variables(self, expression: Expr, chosen: Mapping[Symbol, int]) -> list[Symbol]:
        symbols = self._closure(expression.free_symbols)
        order = {symbol: position for position, symbol in enumerate(self.domains)}
        ordered = sorted(symbols, key=lambda s: (order.get(s, len(order)), str(s)))
        return [s for s in ordered if s not in chosen and len(self._pieces(s)) > 1]

    def _pieces(self, symbol: Symbol) -> tuple[Piece, ...]:
        if symbol in self.solved or symbol in self.moved:
            return ()
        if symbol in self.domains:
            return pieces(symbol, self.domains[symbol])
        return pieces_of_symbol(symbol)

    def _tower_on(self, chosen: Mapping[Symbol, int]) -> Tower:
        key = tuple(chosen.items())
        if key not in self._towers:
            self._towers[key] = self._new_tower(chosen)
        return self._towers[key]

    def _new_tower(self, chosen: Mapping[Symbol, int]) -> Tower:
        values, signs = {**self.solved, **self.moved}, _Signs(self.domains)
        for symbol in {**dict.fromkeys(self.domains), **chosen}:
            found = self._pieces(symbol)
            piece = found[chosen[symbol]] if symbol in chosen else found[0] if len(found) == 1 else None
            if piece is not None and piece.value is not None:
                values[symbol] = piece.value
            elif piece is not None:
                signs[symbol] = piece.sign
        return Tower(values, signs, facts=self.stated + self.defined, ask=no_answer)


class _Signs(dict[Symbol, Sign]):
    """The signs of variables by their domains; those of other symbols by SymPy's assumptions."""

    def __init__(self, domains: Mapping[Symbol, Domain]) -> None:
        super().__init__({symbol: sign_on(domain) for symbol, domain in domains.items()})

    def get(self, symbol: Symbol, default: Any = None) -> Sign:
        """The sign of a symbol."""
        return self[symbol] if symbol in self else sign_of_symbol(symbol)


def pieces_of_symbol(symbol: Symbol) -> tuple[Piece, ...]:
    """The signs that a symbol without a domain can have, one by one."""
    return tuple(
        Piece(sign, Integer(0) if sign is Sign.ZERO else None) for sign in DECIDED if sign in sign_of_symbol(symbol)
    )


def _definedness(side: Any) -> list[tuple[Expr, Sign]]:
    """The signs that expressions have wherever the side has a value."""
    if not isinstance(side, Basic | MatrixBase):
        return []
    return [(o.expression, REQUIRED[o.kind]) for o in obligations(side) if o.is_necessary]


def _between(lower: Expr, gap: Symbol, domain: Domain, sign: Sign) -> Expr | None:
    """A variable above `lower` that stays below the upper end of its domain, for gap > 0."""
    whole = domain.whole
    if sign is Sign.NONZERO or not isinstance(whole, Interval) or not whole.right_open or not whole.end.is_finite:
        return None
    end = whole.end
    return (lower + end * gap) / (1 + gap)
