"""The normal form of expressions with sums and products over families.

- A sum is linear, and what does not depend on its index comes out: the sum of 1 is the number of terms.
- Sums over the same range become one before they are split into the sums of their terms.
- The index is shifted and turned round so that the first family in its term has the bare index.
- The sum from a to b is S(b) - S(a - 1), and S(n + 1) = S(n) + the term at n + 1: so ranges split and telescope.
- A product of positive factors is exp of the sum of their logarithms.

A sum has a value only where it is at worst empty; there these rules are identities.
"""

from __future__ import annotations

from typing import Any

from sympy import Add, Basic, Dummy, Expr, KroneckerDelta, Mul, Product, S, Sum, expand, nan, oo, zoo

from derive.calculation import Relation
from derive.claim import Claim
from derive.prove.families.letters import Letters, OutOfReach
from derive.prove.families.nodes import RULES
from derive.prove.families.ranges import (
    MOST_STEPS,
    Limits,
    Span,
    canonical_sum,
    expand_indices,
    fresh,
    opened,
    placed,
    position,
)
from derive.prove.special.arguments import evaluated
from derive.prove.sums.finite import finite_sum
from derive.tree import rewritten


class NormalForm:
    """Normal forms of the expressions of one claim."""

    def __init__(self, claim: Claim) -> None:
        self.claim = claim
        self.letters = Letters(claim)
        self.spans: dict[Dummy, Span] = {}
        self._known: dict[Basic, Any] = {}

    def of(self, expression: Any) -> Any:
        """The normal form; raises `OutOfReach` where a range or a term has none."""
        if not isinstance(expression, Basic) or not expression.args:
            return expression
        if expression not in self._known:
            self._known[expression] = self._anew(expression)
        return self._known[expression]

    def _anew(self, expression: Basic) -> Any:
        if isinstance(expression, Sum):
            return self._total([(S.One, expression)])
        if isinstance(expression, Add | Mul):
            return self._combined(expression)
        rule = RULES.get(type(expression))
        if rule is not None:
            return rule(self, expression)
        return self.sane(expression.func(*(self.of(argument) for argument in expression.args)))

    def sane(self, value: Any) -> Any:
        """The value; raises `OutOfReach` where SymPy has made it infinite."""
        if isinstance(value, Basic) and value.has(zoo, nan, oo):
            raise OutOfReach
        return value

    # ---- sums

    def _combined(self, expression: Expr) -> Expr:
        """Sums with their coefficients together, and all else beside them."""
        sums, rest = [], []
        for term in Add.make_args(expression):
            factors = Mul.make_args(term)
            at = [place for place, factor in enumerate(factors) if isinstance(factor, Sum)]
            if at:
                others = [self.of(factor) for place, factor in enumerate(factors) if place != at[0]]
                sums.append((Mul(*others), factors[at[0]]))
            elif term is expression:
                rest.append(Mul(*map(self.of, factors)))
            else:
                rest.append(self.of(term))
        return self.sane(Add(*rest, self._total(sums)))

    def _total(self, sums: list[tuple[Expr, Sum]]) -> Expr:
        """The sum of sums with coefficients: those over one range become one."""
        bodies: dict[Span, tuple[Dummy, list[Expr]]] = {}
        for coefficient, node in sums:
            *inner, (index, first, last) = node.limits
            body = Sum(node.function, *inner) if inner else node.function
            span = (expand(evaluated(first)), expand(evaluated(last)))
            variable, parts = bodies.setdefault(span, (fresh(span[0]), []))
            parts.append(Mul(coefficient, rewritten(body, {index: variable}), evaluate=False))
        return Add(*(self._over(span, i, Add(*parts, evaluate=False)) for span, (i, parts) in bodies.items()))

    def _over(self, span: Span, variable: Dummy, body: Expr) -> Expr:
        self.spans[variable] = span
        terms = self.letters.terms(self.of(body))
        return Add(*(self._single(term, variable, span) for term in terms))

    def _single(self, term: Expr, variable: Dummy, span: Span) -> Expr:
        """The sum of one product over a range."""
        first, last = span
        factors = Mul.make_args(term)
        outside = Mul(*(factor for factor in factors if variable not in factor.free_symbols))
        inside = Mul(*(factor for factor in factors if variable in factor.free_symbols))
        if inside == 1:
            return outside * (last - first + 1)
        sifted = self._sifted(inside, variable, span)
        if sifted is not None:
            return outside * sifted
        closed = None if inside.find(_is_abstract) else finite_sum(Sum(inside, (variable, first, last)), None)
        if closed is not None:
            return outside * closed.value
        if position(inside, variable) not in (None, (1, 0)):
            return outside * self._moved(inside, variable, span)
        return outside * (self._up_to(inside, variable, last) - self._up_to(inside, variable, first - 1))

    def _moved(self, inside: Expr, variable: Dummy, span: Span) -> Expr:
        """The sum of a term whose index is shifted or turned round first."""
        moved, first, last = placed(inside, variable, span)
        index = fresh(first)
        self.spans[index] = (first, last)
        terms = self.letters.terms(self.of(moved.xreplace({variable: index})))
        return Add(*(self._single(term, index, (first, last)) for term in terms))

    def _sifted(self, inside: Expr, variable: Dummy, span: Span) -> Expr | None:
        """The one term that a Kronecker delta leaves, if its place certainly lies in the range."""
        for delta in (factor for factor in Mul.make_args(inside) if isinstance(factor, KroneckerDelta)):
            for index, other in (delta.args, delta.args[::-1]):
                place = expand(other - index + variable)
                if variable not in place.free_symbols and self._lies_in(place, span):
                    return self.of(expand_indices((inside / delta).xreplace({variable: place})))
        return None

    def _lies_in(self, place: Expr, span: Span) -> bool:
        """Whether an index certainly lies in a range."""
        lowest = highest = place
        for variable in place.free_symbols & self.spans.keys():
            lowest = lowest.subs(variable, self.spans[variable][0])
            highest = highest.subs(variable, self.spans[variable][1])
        return self.holds(span[0], Relation.AT_MOST, lowest) and self.holds(highest, Relation.AT_MOST, span[1])

    def holds(self, lhs: Expr, relation: Relation, rhs: Expr) -> bool:
        """Whether a statement about whole numbers is proved."""
        from derive.evidence import Proof
        from derive.prove import prove

        if (expand(rhs - lhs)).is_nonnegative:
            return True
        return isinstance(prove(self.letters.about(lhs, relation, rhs)), Proof)

    def _up_to(self, body: Expr, variable: Dummy, last: Expr) -> Expr:
        """S(last), the sum from 1: the sum up to `last` without its whole part, and the terms between."""
        last = expand(last)
        steps, base = last.as_coeff_Add()
        if not steps.is_Integer or abs(steps) > MOST_STEPS:
            raise OutOfReach
        between = range(1, int(steps) + 1) if steps > 0 else range(int(steps) + 1, 1)
        terms = [self.of(expand_indices(body.xreplace({variable: base + k}))) for k in between]
        beyond = Add(*terms) if steps > 0 else -Add(*terms)
        return self.sane(beyond if base == 0 else self._atom(body, variable, base) + beyond)

    def _atom(self, body: Expr, variable: Dummy, last: Expr) -> Expr:
        """The canonical sum; sums inside that run by themselves become one with it."""
        limits: Limits = ((variable, last),)
        factors = []
        for factor in Mul.make_args(body):
            base, exponent = factor.as_base_exp()
            if isinstance(base, Sum) and exponent.is_Integer and exponent > 0:
                for _ in range(int(exponent)):
                    inner, own = opened(base)
                    if any(variable in end.free_symbols for _, end in own):
                        factors.append(base)
                        continue
                    factors.append(inner)
                    limits += own
            else:
                factors.append(factor)
        return canonical_sum(Mul(*factors), limits)

    def holds_at_most(self, lhs: Expr, rhs: Expr) -> bool:
        """Whether one whole number is at most another."""
        return self.holds(lhs, Relation.AT_MOST, rhs)


def _is_abstract(node: Any) -> bool:
    return isinstance(node, Sum | Product | KroneckerDelta) or hasattr(node, "concretely")
