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

from sympy import (
    Abs,
    Add,
    Basic,
    Dummy,
    Expr,
    Integer,
    KroneckerDelta,
    Mul,
    Pow,
    Product,
    S,
    Sum,
    exp,
    expand,
    log,
    nan,
    oo,
    zoo,
)  # fmt: skip

from derive.calculation import Relation
from derive.claim import Claim
from derive.prove.families.letters import Letters, OutOfReach, absolute
from derive.prove.families.ranges import Limits, canonical_sum, fresh, opened, position
from derive.prove.special.arguments import evaluated
from derive.prove.sums.finite import finite_sum
from derive.tree import rewritten

MOST_STEPS = 12
"""A range is made longer or shorter by so many terms at most."""

Span = tuple[Expr, Expr]


class NormalForm:
    """Normal forms of the expressions of one claim."""

    def __init__(self, claim: Claim) -> None:
        self.claim = claim
        self.letters = Letters(claim)
        self.spans: dict[Dummy, Span] = {}

    def of(self, expression: Any) -> Any:
        """The normal form; raises `OutOfReach` where a range or a term has none."""
        if not isinstance(expression, Basic) or not expression.args:
            return expression
        if isinstance(expression, Sum):
            return self._total([(S.One, expression)])
        if isinstance(expression, Product):
            return self._product(expression)
        if isinstance(expression, Add | Mul):
            return self._combined(expression)
        if isinstance(expression, log | Abs):
            return self._of_product(expression)
        arguments = [self.of(argument) for argument in expression.args]
        return self._sane(expression.func(*arguments))

    def _sane(self, value: Any) -> Any:
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
        return self._sane(Add(*rest, self._total(sums)))

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
        placed = position(inside, variable)
        if placed is not None and placed != (1, 0):
            sign, offset = placed
            inside = expand_indices(inside.xreplace({variable: sign * (variable - offset)}))
            ends = [offset + sign * first, offset + sign * last]
            first, last = ends if sign == 1 else ends[::-1]
        return outside * (self._up_to(inside, variable, last) - self._up_to(inside, variable, first - 1))

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
            lowest, highest = lowest.subs(variable, self.spans[variable][0]), highest.subs(variable, self.spans[variable][1])
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
        return self._sane(beyond if base == 0 else self._atom(body, variable, base) + beyond)

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

    # ---- products

    def _product(self, node: Product) -> Expr:
        *inner, (index, first, last) = node.limits
        first, last = expand(evaluated(first)), expand(evaluated(last))
        variable = fresh(first)
        self.spans[variable] = (first, last)
        body = Product(node.function, *inner) if inner else node.function
        factors = self._factors(self.of(rewritten(body, {index: variable})))
        return self._sane(Mul(*(self._power(base, e, variable, (first, last)) for base, e in factors)))

    def _factors(self, body: Expr) -> list[tuple[Expr, Any]]:
        """Factors with whole exponents; exponentials stay what they are."""
        found: list[tuple[Expr, Any]] = []
        for factor in Mul.make_args(body):
            if isinstance(factor, exp):
                found.append((factor, 1))
            else:
                found += self.letters.factors(factor)
        return found

    def _power(self, base: Expr, exponent: Any, variable: Dummy, span: Span) -> Expr:
        """The product of one power over a range."""
        first, last = span
        if variable not in base.free_symbols:
            return Pow(base, exponent * (last - first + 1))
        if isinstance(base, exp):
            return exp(exponent * self._total([(S.One, Sum(base.args[0], (variable, first, last)))]))
        if self.letters.spelled(base).is_positive:
            return exp(exponent * self._total([(S.One, Sum(log(base), (variable, first, last)))]))
        return Pow(self._canonical_product(base, variable, span), exponent)

    def _canonical_product(self, base: Expr, variable: Dummy, span: Span) -> Expr:
        first, last = span
        placed = position(base, variable)
        if placed is not None and placed != (1, 0):
            sign, offset = placed
            base = expand_indices(base.xreplace({variable: sign * (variable - offset)}))
            ends = [expand(offset + sign * first), expand(offset + sign * last)]
            first, last = ends if sign == 1 else ends[::-1]
        name = Dummy("i", integer=True, dummy_index=canonical_sum(base, ((variable, last),)).limits[0][0].dummy_index)
        steps, rest = last.as_coeff_Add()
        beyond = range(1, int(steps) + 1) if (rest - first + 1).is_nonnegative and 0 < steps <= MOST_STEPS else range(0)
        last = rest if beyond else last
        terms = [self.of(expand_indices(base.xreplace({variable: last + k}))) for k in beyond]
        return Product(base.xreplace({variable: name}), (name, first, last)) * Mul(*terms)

    def _of_product(self, expression: Expr) -> Expr:
        """log |product of f| is the sum of log |f|; |product of f| is the product of |f|."""
        (argument,) = expression.args
        magnitude = argument.args[0] if isinstance(argument, Abs) else None
        if isinstance(expression, log) and isinstance(magnitude, Product) and len(magnitude.limits) == 1:
            return self._total([(S.One, Sum(log(absolute(magnitude.function)), magnitude.limits[0]))])
        if isinstance(expression, Abs) and isinstance(argument, Product):
            return self._product(Product(absolute(argument.function), *argument.limits))
        return self._sane(expression.func(self.of(argument)))


def _is_abstract(node: Any) -> bool:
    return isinstance(node, Sum | Product | KroneckerDelta) or hasattr(node, "concretely")


def expand_indices(expression: Expr) -> Expr:
    """The expression with the indices of its entries multiplied out."""
    nodes = expression.find(lambda node: hasattr(node, "indices"))
    values = {node: node.with_indices(expand) for node in nodes}
    return expression.xreplace({node: value for node, value in values.items() if node != value})
