"""Sums, products and powers on a tape: subtraction and division once, Horner's scheme, powers by products."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Any

from sympy import E, Float, Integer, Mul, Pow, Rational, S

from derive.numeric import kernels

if TYPE_CHECKING:
    from derive.numeric.lowering import Lowering



def total_of(lower: Lowering, node: Any) -> int:
    """Terms with a minus are subtracted, numbers come last; many products are factored by Horner's scheme."""
    if len(node.args) >= HORNER:
        return _factored(lower, [_as_monomial(term) for term in node.args])
    number = S.Zero
    plus: list[Any] = []
    minus: list[Any] = []
    for term in node.args:
        if term.is_Number:
            number = number + term
        else:
            (minus if _is_negative(term) else plus).append(term)
    total = None
    if number and not plus:
        total = lower.number(number)
        number = S.Zero
    for term in [*plus, *minus]:
        total = _added(lower, total, term)
    if total is None:
        return lower.number(number)
    if not number:
        return total
    if number.is_extended_negative:
        return lower.apply(kernels.SUBTRACT, total, lower.number(-number))
    return lower.apply(kernels.ADD, total, lower.number(number))

HORNER = 12
"""Terms from which on a sum is factored: x*y + x*z is x*(y + z), which is the same up to rounding."""

Monomial = tuple[Any, dict[Any, int]]


def _as_monomial(term: Any) -> Monomial:
    """The coefficient, and whole positive powers by base; whatever is none of these is a base of its own."""
    coefficient, factors = term.as_coeff_mul() if isinstance(term, Mul) else (S.One, (term,))
    if term.is_Number:
        return term, {}
    powers: dict[Any, int] = {}
    for factor in factors:
        base, exponent = (factor.base, factor.exp) if isinstance(factor, Pow) else (factor, S.One)
        if not (exponent.is_Integer and exponent.is_positive):
            base, exponent = factor, S.One
        powers[base] = powers.get(base, 0) + int(exponent)
    return coefficient, powers


def _factored(lower: Lowering, terms: list[Monomial]) -> int:
    """Horner's scheme: the base that most terms share comes out of them, and so on for the rest."""
    total = None
    while terms:
        base = _most_shared(terms)
        if base is None:
            return _plain_sum(lower, total, terms)
        least = min(powers[base] for _, powers in terms if base in powers)
        inside = [(c, _divided(powers, base, least)) for c, powers in terms if base in powers]
        power = _powered(lower, lower(base), Integer(least))
        product = lower.apply(kernels.MULTIPLY, _factored(lower, inside), power)
        total = product if total is None else lower.apply(kernels.ADD, total, product)
        terms = [(c, powers) for c, powers in terms if base not in powers]
    assert total is not None
    return total


def _most_shared(terms: list[Monomial]) -> Any:
    """The base in most of the terms; None if no base is in two."""
    counts: dict[Any, int] = {}
    for _, powers in terms:
        for base in powers:
            counts[base] = counts.get(base, 0) + 1
    base = max(counts, key=lambda base: counts[base], default=None)
    return None if base is None or counts[base] < 2 else base


def _divided(powers: dict[Any, int], base: Any, exponent: int) -> dict[Any, int]:
    left = {**powers, base: powers[base] - exponent}
    return left if left[base] else {other: power for other, power in left.items() if other != base}


def _plain_sum(lower: Lowering, total: int | None, terms: list[Monomial]) -> int:
    """Terms that share no base, beside what has been added up."""
    for coefficient, powers in sorted(terms, key=lambda term: bool(term[0].is_extended_negative)):
        is_negative = bool(coefficient.is_extended_negative)
        factors = [_powered(lower, lower(base), Integer(power)) for base, power in powers.items()]
        node = reduce(lambda a, b: lower.apply(kernels.MULTIPLY, a, b), factors) if factors else None
        if is_negative and total is not None:
            coefficient = -coefficient
        if coefficient != 1 or node is None:
            number = lower.number(coefficient)
            node = number if node is None else lower.apply(kernels.MULTIPLY, node, number)
        kernel = kernels.SUBTRACT if is_negative else kernels.ADD
        total = node if total is None else lower.apply(kernel, total, node)
    assert total is not None
    return total


def _is_negative(term: Any) -> bool:
    return isinstance(term, Mul) and bool(term.args[0].is_Number and term.args[0].is_negative)


def _added(lower: Lowering, total: int | None, term: Any) -> int:
    if total is None:
        return lower(term)
    if not _is_negative(term):
        return lower.apply(kernels.ADD, total, lower(term))
    return lower.apply(kernels.SUBTRACT, total, _scaled_product(lower, -term.args[0], term.args[1:]))


def product_of(lower: Lowering, node: Any) -> int:
    first = node.args[0]
    if not first.is_Number:
        return _scaled_product(lower, S.One, node.args)
    return _scaled_product(lower, first, node.args[1:])


def _scaled_product(lower: Lowering, coefficient: Any, factors: tuple[Any, ...]) -> int:
    """Numerator over denominator, with one division; all that is constant is one number, which comes last."""
    above: list[int] = []
    below: list[int] = []
    for factor in factors:
        if isinstance(factor, Pow) and factor.exp.is_Rational and factor.exp.is_negative:
            below.append(_powered(lower, lower(factor.base), -factor.exp))
        else:
            above.append(lower(factor))
    numbers, divisors = _known(lower, above), _known(lower, below)
    if coefficient is not S.One:
        numbers.append(lower.number(coefficient))
    numerator = _product(lower, [node for node in above if node not in numbers])
    denominator = _product(lower, [node for node in below if node not in divisors])
    number = _over(lower, _product(lower, numbers), _product(lower, divisors))
    return _over(lower, _times(lower, numerator, number), denominator)


def _known(lower: Lowering, nodes: list[int]) -> list[int]:
    """The nodes with a value that is known; not 0, for which poles are looked at block by block."""
    return [node for node in nodes if lower.tape.value(node)]


def _product(lower: Lowering, nodes: list[int]) -> int:
    return reduce(lambda a, b: _times(lower, a, b), nodes) if nodes else lower.constant(1.0)


def _times(lower: Lowering, node: int, number: int) -> int:
    for one, other in ((node, number), (number, node)):
        if lower.tape.value(one) in (1.0, -1.0):
            return other if lower.tape.value(one) == 1.0 else lower.apply(kernels.NEGATIVE, other)
    return lower.apply(kernels.MULTIPLY, node, number)


def _over(lower: Lowering, numerator: int, denominator: int) -> int:
    return numerator if lower.tape.value(denominator) == 1.0 else lower.apply(kernels.DIVIDE, numerator, denominator)


LARGEST_POWER = 128


def power_of(lower: Lowering, node: Any) -> int:
    base, exponent = node.base, node.exp
    if base is E or base is S.Exp1:
        return lower.apply(kernels.EXP, lower(exponent))
    if isinstance(exponent, Float) and float(2 * exponent).is_integer() and abs(exponent) < LARGEST_POWER:
        exponent = Rational(int(2 * exponent), 2)
    if isinstance(exponent, Rational):
        if exponent.is_negative:
            return lower.apply(kernels.DIVIDE, lower.constant(1.0), _powered(lower, lower(base), -exponent))
        return _powered(lower, lower(base), exponent)
    if base == 2:
        return lower.apply(kernels.UFUNCS["exp2"], lower(exponent))
    return lower.apply(kernels.POWER, lower(base), lower(exponent))


def _powered(lower: Lowering, base: int, exponent: Any) -> int:
    """A power with a positive rational exponent."""
    if exponent.q == 1 and exponent.p <= LARGEST_POWER:
        return _whole_power(lower, base, int(exponent.p)) if exponent.p else lower.constant(1.0)
    if exponent.q == 2 and exponent.p <= 15:
        root = lower.apply(kernels.SQRT, base)
        if exponent.p == 1:
            return root
        return lower.apply(kernels.MULTIPLY, _whole_power(lower, base, int(exponent.p) // 2), root)
    return lower.apply(kernels.POWER, base, lower.number(exponent))


def _whole_power(lower: Lowering, base: int, exponent: int) -> int:
    """By squaring; the lower powers are shared."""
    if exponent == 1:
        return base
    half = _whole_power(lower, base, exponent // 2)
    square = lower.apply(kernels.MULTIPLY, half, half)
    return lower.apply(kernels.MULTIPLY, square, base) if exponent & 1 else square
