"""The normal form of expressions with sums and products over families.

- A sum is linear, and what does not depend on its index comes out: the sum of 1 is the number of terms.
- Sums over the same range become one before they are split into the sums of their terms.
- The index is shifted and turned round so that the first family in its term has the bare index.
- The sum from a to b is S(b) - S(a - 1), and S(n + 1) = S(n) + the term at n + 1: so ranges split and telescope.
- A product of positive factors is exp of the sum of their logarithms.

A sum has a value only where it is at worst empty; there these rules are identities.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sympy import (
    Abs,
    Add,
    Basic,
    Derivative,
    Determinant,
    Dummy,
    Expr,
    Integer,
    KroneckerDelta,
    MatrixBase,
    Mul,
    Pow,
    Product,
    S,
    Subs,
    Sum,
    Tuple,
    exp,
    expand,
    log,
    nan,
    oo,
    zoo,
)  # fmt: skip

from derive.calculation import Relation
from derive.claim import Claim
from derive.prove.families.averages import average_in_normal_form
from derive.prove.families.calculus import worked_out
from derive.prove.families.letters import Letters, OutOfReach, absolute
from derive.prove.families.ranges import Limits, canonical_product, canonical_sum, fresh, opened, position
from derive.prove.flows.layers import opened_density, opened_determinant
from derive.prove.flows.triangular import triangular_determinant
from derive.prove.special.arguments import evaluated
from derive.prove.sums.finite import finite_sum
from derive.terms.expectation import Expectation
from derive.terms.families import Slice
from derive.terms.flows.layers import FlowDensity, LayerDeterminant
from derive.terms.flows.symbolic import FamilyJacobian
from derive.terms.smooth import InverseValue, SmoothValue
from derive.tree import rewritten

MOST_ROWS = 6

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
        if isinstance(expression, Derivative):
            return self.of(worked_out(self, expression))
        if isinstance(expression, Expectation):
            return average_in_normal_form(self, expression)
        if isinstance(expression, SmoothValue):
            return self._smooth(expression)
        rule = RULES.get(type(expression))
        if rule is not None:
            return rule(self, expression)
        arguments = [self.of(argument) for argument in expression.args]
        return self._sane(expression.func(*arguments))

    def _sane(self, value: Any) -> Any:
        if isinstance(value, Basic) and value.has(zoo, nan, oo):
            raise OutOfReach
        return value

    def _smooth(self, value: SmoothValue) -> Expr:
        """The value at arguments in normal form."""
        arguments = (a if isinstance(a, Slice) else Add(*self.letters.terms(self.of(a))) for a in value.arguments)
        indices, arguments = Tuple(*map(expand, value.indices)), Tuple(*arguments)
        undone = arguments[0] if len(arguments) == 1 and not value.directions else None
        if isinstance(undone, InverseValue) and undone.args[:2] == (value.symbol, indices):
            return undone.args[2]
        return SmoothValue(value.symbol, indices, arguments, value.args[3])

    def inverse(self, value: InverseValue) -> Expr:
        """The inverse at an argument in normal form; of a value of the function it is the argument there."""
        point, indices = Add(*self.letters.terms(self.of(value.args[2]))), Tuple(*map(expand, value.indices))
        if isinstance(point, SmoothValue) and point.args[:2] == (value.symbol, indices) and not point.directions:
            return point.arguments[0]
        return InverseValue(value.symbol, indices, point)

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
        """The product of one factor of any sign, under canonical names."""
        base, first, last = placed(base, variable, span)
        if self.letters.spelled(base).is_zero is False:
            first, steps = Integer(1), {last: 1, expand(first - 1): -1}
        elif (last.as_coeff_Add()[1] - first + 1).is_nonnegative:
            steps = {last: 1}
        else:
            return canonical_product(base, variable, first, last)
        return Mul(*(Pow(self._product_up_to(base, variable, first, end), sign) for end, sign in steps.items()))

    def _product_up_to(self, base: Expr, variable: Dummy, first: Expr, last: Expr) -> Expr:
        """The product without the whole part of its last index, and the factors between."""
        steps, rest = last.as_coeff_Add()
        if not steps.is_Integer or abs(steps) > MOST_STEPS:
            raise OutOfReach
        if steps < 0 and self.letters.spelled(base).is_zero is not False:
            return canonical_product(base, variable, first, last)
        between = range(1, int(steps) + 1) if steps > 0 else range(int(steps) + 1, 1)
        factors = [self.of(expand_indices(base.xreplace({variable: rest + k}))) for k in between]
        beyond = Pow(Mul(*factors), 1 if steps > 0 else -1)
        if rest == 0 and first == 1:
            return self._sane(beyond)
        return self._sane(canonical_product(base, variable, first, rest) * beyond)

    def _of_product(self, expression: Expr) -> Expr:
        """log |product of f| is the sum of log |f|; |product of f| is the product of |f|."""
        (argument,) = expression.args
        if isinstance(expression, log) and isinstance(argument, Abs):
            inside = self.of(argument.args[0])
            if inside.has(Product):
                return Add(*(self._log_of_factor(factor) for factor in Mul.make_args(inside)))
            return self._sane(log(self.of(Abs(inside))))
        inside = self.of(argument)
        if isinstance(expression, Abs) and isinstance(inside, Product):
            return self._product(Product(absolute(inside.function), *inside.limits))
        return self._sane(expression.func(inside))

    def _log_of_factor(self, factor: Expr) -> Expr:
        """log |f|, where f may be a power of a product."""
        base, exponent = factor.as_base_exp()
        if not isinstance(base, Product) or not exponent.is_Integer:
            return self._sane(log(Abs(factor)))
        return exponent * self._total([(S.One, Sum(log(absolute(base.function)), *base.limits))])

    def holds_at_most(self, lhs: Expr, rhs: Expr) -> bool:
        """Whether one whole number is at most another."""
        return self.holds(lhs, Relation.AT_MOST, rhs)


def _determinant(form: NormalForm, node: Determinant) -> Expr:
    """The determinant of an explicit matrix, multiplied out."""
    matrix = node.arg
    if not isinstance(matrix, MatrixBase) or matrix.rows > MOST_ROWS:
        raise OutOfReach
    return expand(matrix.applyfunc(form.of).det(method="berkowitz"))


def _substituted(form: NormalForm, node: Subs) -> Expr:
    """An expression worked out, and then taken at a point."""
    inside = form.of(node.expr)
    return form.of(inside.xreplace(dict(zip(node.variables, node.point, strict=True))))


def _density(form: NormalForm, node: FlowDensity) -> Expr:
    first = form.claim.structures[node.symbol].span[0]  # type: ignore[attr-defined]
    opened_up = opened_density(node, first)
    return opened_up if isinstance(opened_up, FlowDensity) else Mul(*(factor if isinstance(factor, FlowDensity) else form.of(factor) for factor in opened_up.args))


def _layer(form: NormalForm, node: LayerDeterminant) -> Expr:
    found = opened_determinant(node)
    return found if isinstance(found, LayerDeterminant) else form.of(found)


def _triangular(form: NormalForm, node: FamilyJacobian) -> Expr:
    return form.of(triangular_determinant(form, node))


RULES: dict[type, Callable[[NormalForm, Any], Expr]] = {
    Determinant: _determinant,
    Subs: _substituted,
    FlowDensity: _density,
    LayerDeterminant: _layer,
    FamilyJacobian: _triangular,
    InverseValue: NormalForm.inverse,
}


def _is_abstract(node: Any) -> bool:
    return isinstance(node, Sum | Product | KroneckerDelta) or hasattr(node, "concretely")


def placed(body: Expr, variable: Dummy, span: Span) -> tuple[Expr, Expr, Expr]:
    """The body with its index shifted or turned round so that the first family has the bare one, and its new ends."""
    found = position(body, variable)
    if found is None or found == (1, 0):
        return body, *span
    sign, offset = found
    ends = [expand(offset + sign * end) for end in span]
    moved = expand_indices(body.xreplace({variable: sign * (variable - offset)}))
    return moved, *(ends if sign == 1 else ends[::-1])


def expand_indices(expression: Expr) -> Expr:
    """The expression with the indices of its entries multiplied out."""
    nodes = expression.find(lambda node: hasattr(node, "indices"))
    values = {node: node.with_indices(expand) for node in nodes}
    return expression.xreplace({node: value for node, value in values.items() if node != value})
