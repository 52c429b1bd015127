"""Hypergeometric terms: a rational function times powers and gamma functions of linear forms.

The quotient of two neighbouring terms is rational, and that is all that Zeilberger's algorithm needs.
Reciprocals of gamma functions are entire, so an identity between terms that is true of their quotients
holds at every point at which no gamma function of a numerator has a pole and no denominator vanishes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sympy import (
    Expr,
    FallingFactorial,
    Integer,
    Mul,
    Pow,
    RisingFactorial,
    Symbol,
    binomial,
    cancel,
    catalan,
    exp,
    expand,
    factor_list,
    factorial,
    fraction,
    gamma,
    rf,
)  # fmt: skip

from derive.prove.special.arguments import plain

MOST_FACTORS = 40
MOST_SHIFT = 12


class NoTerm(Exception):
    """An expression that is no hypergeometric term, as far as this goes."""


@dataclass(frozen=True)
class Term:
    """rational * prod(base**exponent) * prod(gamma(argument)**multiplicity)."""

    rational: Expr = field(default_factory=lambda: Integer(1))
    powers: tuple[tuple[Expr, Expr], ...] = ()
    gammas: Mapping[Expr, int] = field(default_factory=dict)

    def times(self, other: Term) -> Term:
        """The product."""
        counts = dict(self.gammas)
        for argument, count in other.gammas.items():
            counts[argument] = counts.get(argument, 0) + count
        return Term(
            self.rational * other.rational, self.powers + other.powers, {a: c for a, c in counts.items() if c}
        )

    def to(self, count: int) -> Term:
        """A whole power."""
        return Term(
            self.rational**count,
            tuple((base, count * exponent) for base, exponent in self.powers),
            {argument: count * multiplicity for argument, multiplicity in self.gammas.items()},
        )

    def moved(self, shifts: Mapping[Symbol, Expr]) -> Term:
        """The term with variables replaced by linear forms."""
        counts: dict[Expr, int] = {}
        for argument, count in self.gammas.items():
            new = expand(argument.xreplace(shifts))
            counts[new] = counts.get(new, 0) + count
        return Term(
            self.rational.xreplace(shifts),
            tuple((base, expand(exponent.xreplace(shifts))) for base, exponent in self.powers),
            {a: c for a, c in counts.items() if c},
        )

    def ratio(self, variable: Symbol, by: int = 1) -> Expr:
        """The term with variable + by, over the term: rational in all variables of linear forms."""
        result = self.rational.xreplace({variable: variable + by}) / self.rational
        for base, exponent in self.powers:
            result *= base ** (_slope(exponent, variable) * by)
        for argument, count in self.gammas.items():
            result *= _rising(argument, _slope(argument, variable) * by) ** count
        return result

    def as_expression(self) -> Expr:
        """The term as it would be written."""
        return Mul(
            self.rational,
            *(Pow(base, exponent) for base, exponent in self.powers),
            *(gamma(argument) ** count for argument, count in self.gammas.items()),
        )


def _rising(argument: Expr, count: Expr) -> Expr:
    """gamma(argument + count)/gamma(argument)."""
    if abs(count) > MOST_SHIFT:
        raise NoTerm
    if count >= 0:
        return Mul(*(argument + i for i in range(int(count))))
    return 1 / Mul(*(argument - i for i in range(1, int(-count) + 1)))


def _slope(linear: Expr, variable: Symbol) -> Expr:
    """The whole coefficient of a variable in a linear form."""
    slope = linear.coeff(variable)
    if not slope.is_Integer or (linear - slope * variable).has(variable):
        raise NoTerm
    return slope


def read(expression: Any, variables: Iterable[Symbol]) -> Term:
    """The expression as a term in the variables.

    Raises `NoTerm` if it is none.

    >>> from sympy.abc import n, k
    >>> sorted(read(binomial(n, k), (n, k)).gammas.items(), key=str)
    [(-k + n + 1, -1), (k + 1, -1), (n + 1, 1)]
    """
    return _read(expression, tuple(variables))


def _read(node: Any, variables: tuple[Symbol, ...]) -> Term:
    if isinstance(node, Mul):
        if len(node.args) > MOST_FACTORS:
            raise NoTerm
        product = Term()
        for factor in node.args:
            product = product.times(_read(factor, variables))
        return product
    if isinstance(node, Pow):
        base, exponent = node.args
        return _read_power(base, exponent, variables)
    if isinstance(node, exp):
        return _power(exp(1), plain(node.args[0]), variables)
    if not node.has(*variables):
        return Term(node)
    if type(node) in GAMMAS:
        return Term(gammas=_checked(GAMMAS[type(node)](*map(plain, node.args)), variables))
    flat = plain(node)
    if flat.is_rational_function(*variables):
        return Term(flat) if not isinstance(flat, Mul | Pow) else _read(flat, variables)
    raise NoTerm


def _read_power(base: Expr, exponent: Expr, variables: tuple[Symbol, ...]) -> Term:
    if not base.has(*variables):
        return _power(base, plain(exponent), variables)
    power = plain(exponent)
    if power.is_Integer and abs(power) <= MOST_SHIFT:
        return _read(base, variables).to(int(power))
    flat = plain(base)
    if isinstance(flat, Mul | Pow) and power.is_integer:
        inner = _read(flat, variables)
        if not inner.gammas and not inner.rational.has(*variables):
            exponents = ((b, e * power) for b, e in ((inner.rational, Integer(1)), *inner.powers))
            return Term(powers=tuple((b, _linear(expand(e), variables)) for b, e in exponents if b != 1))
    raise NoTerm


def _power(base: Expr, exponent: Expr, variables: tuple[Symbol, ...]) -> Term:
    if not exponent.has(*variables):
        return Term(Pow(base, exponent))
    fixed = exponent.subs(dict.fromkeys(variables, 0))
    slopes = {v: exponent.coeff(v) for v in variables}
    if expand(exponent - fixed - sum(s * v for v, s in slopes.items())) != 0:
        raise NoTerm
    term = Term(Pow(base, fixed)) if not fixed.is_Integer else Term()
    moving = exponent if fixed.is_Integer else exponent - fixed
    if any(s.has(*variables) for s in slopes.values()):
        raise NoTerm
    if all(s.is_Integer for s in slopes.values()):
        return term.times(Term(powers=((base, expand(moving)),)))
    kept = fixed if fixed.is_Integer else Integer(0)
    if kept != 0:
        term = term.times(Term(Pow(base, kept)))
    return term.times(Term(powers=tuple((Pow(base, s), v) for v, s in slopes.items() if s != 0)))


def _linear(form: Expr, variables: tuple[Symbol, ...]) -> Expr:
    for variable in variables:
        _slope(form, variable)
    return form


def _checked(gammas: Iterable[tuple[Expr, int]], variables: tuple[Symbol, ...]) -> dict[Expr, int]:
    found: dict[Expr, int] = {}
    for argument, count in gammas:
        form = _linear(expand(argument), variables)
        found[form] = found.get(form, 0) + count
    return {form: count for form, count in found.items() if count}


GAMMAS: dict[Any, Any] = {
    gamma: lambda a: ((a, 1),),
    factorial: lambda a: ((a + 1, 1),),
    binomial: lambda a, b: ((a + 1, 1), (b + 1, -1), (a - b + 1, -1)),
    RisingFactorial: lambda a, k: ((a + k, 1), (a, -1)),
    FallingFactorial: lambda a, k: ((a + 1, 1), (a - k + 1, -1)),
    catalan: lambda a: ((2 * a + 1, 1), (a + 1, -1), (a + 2, -1)),
}


def linear_factors(expression: Expr, variable: Symbol) -> tuple[Expr, list[tuple[Expr, int]]]:
    """A rational function as constant * prod((variable - root)**multiplicity).

    Raises `NoTerm` if a factor is neither linear nor quadratic.

    >>> from sympy.abc import k
    >>> linear_factors((2*k + 1)/k**2, k)
    (2, [(-1/2, 1), (0, -2)])
    """
    numerator, denominator = fraction(cancel(expression))
    constant, roots = Integer(1), list[tuple[Expr, int]]()
    for part, sign in ((numerator, 1), (denominator, -1)):
        unit, factors = factor_list(part, variable)
        constant *= unit**sign
        for factor, count in factors:
            lead, found = _roots(factor.as_poly(variable))
            constant *= lead ** (sign * count)
            roots += [(root, sign * count) for root in found]
    return constant, roots


def _roots(polynomial: Any) -> tuple[Expr, list[Expr]]:
    coefficients = polynomial.all_coeffs()
    if len(coefficients) == 1:
        return coefficients[0], []
    if len(coefficients) == 2:
        return coefficients[0], [cancel(-coefficients[1] / coefficients[0])]
    if len(coefficients) == 3:
        a, b, c = coefficients
        root = Pow(cancel(b**2 - 4 * a * c), Integer(1) / 2)
        return a, [(-b + root) / (2 * a), (-b - root) / (2 * a)]
    raise NoTerm


def rising(start: Expr, count: int) -> Expr:
    """start*(start + 1)*...*(start + count - 1)."""
    return rf(start, count)
