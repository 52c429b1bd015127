"""Points at which a need is not met, one by one: sides that are continuous there agree there too.

A function with a cut is continuous at a point off the cut, and a power of z at 0 wherever it has a value there.
So an identity that holds at the other points near such a point holds at it.
"""

from __future__ import annotations

from typing import Any

from sympy import (
    Add,
    Derivative,
    Ei,
    Expr,
    Gt,
    Integer,
    LambertW,
    Lt,
    Mul,
    Ne,
    Pow,
    Symbol,
    airyai,
    airyaiprime,
    airybi,
    airybiprime,
    asinh,
    atan,
    besseli,
    besselj,
    besselk,
    bessely,
    elliptic_e,
    elliptic_k,
    exp,
    expint,
    hankel1,
    hankel2,
    hyper,
    jn,
    log,
    lowergamma,
    polylog,
    uppergamma,
    yn,
)  # fmt: skip

from derive.claim import Claim
from derive.prove.special.continuity import CONTINUOUS, is_continuous
from derive.prove.special.quantities import arithmetic
from derive.prove.special.rules import OPAQUE

ENTIRE = (*CONTINUOUS, airyai, airybi, airyaiprime, airybiprime, exp)
CUT_BELOW_ZERO = (
    log, besselj, bessely, besseli, besselk, hankel1, hankel2, jn, yn, expint, uppergamma, lowergamma, Ei,
)  # fmt: skip
"""Functions whose last argument has a cut on the negative numbers, the others being fixed.

At 0 they have no value, or are continuous: powers of z that have a value at 0 are, and so are those times log(z).
"""
CUT_ABOVE_ONE = (polylog, elliptic_k, elliptic_e)
"""Functions of the last argument with a cut from 1 on; at 1 they have no value, or are continuous."""


def is_isolated(claim: Claim, symbol: Symbol, value: Expr) -> bool:
    """Whether both sides are continuous in the variable at one value, or have no value there.

    >>> from sympy import sqrt
    >>> from sympy.abc import z
    >>> from derive.calculation import Relation
    >>> from derive.domains import COMPLEX
    >>> claim = Claim(sqrt(z)*z, Relation.EQUAL, z, {z: COMPLEX})
    >>> is_isolated(claim, z, Integer(0)), is_isolated(claim, z, Integer(-1))
    (True, False)
    """
    domain = claim.domains.get(symbol)
    if domain is None or domain.is_discrete or not value.is_number:
        return False
    about_it = [h for h in claim.hypotheses if symbol in h.free_symbols]
    if not all(isinstance(h, Gt | Lt | Ne) for h in about_it):
        return False
    if not all(is_continuous(side, frozenset({symbol})) for h in about_it for side in h.args):
        return False
    return all(_is_continuous_at(side, symbol, value) for side in (claim.lhs, claim.rhs))


def _is_continuous_at(node: Any, symbol: Symbol, place: Expr) -> bool:
    if symbol not in node.free_symbols or node == symbol:
        return True
    if isinstance(node, Derivative):
        return _is_smooth_derivative(node, symbol, place)
    if isinstance(node, OPAQUE):
        return False
    arguments = node.args
    if isinstance(node, (Add, Mul, *ENTIRE)):
        return all(_is_continuous_at(argument, symbol, place) for argument in arguments)
    if isinstance(node, Pow):
        base, exponent = arguments
        if symbol in exponent.free_symbols:
            return bool(base.is_positive) and symbol not in base.free_symbols and _parts(node, symbol, place)
        whole = arithmetic(exponent).is_integer
        return _parts(node, symbol, place) and (bool(whole) or _avoids(base, symbol, place, _is_below_zero))
    return _is_function_continuous_at(node, symbol, place)


def _is_function_continuous_at(node: Any, symbol: Symbol, place: Expr) -> bool:
    *parameters, last = node.args
    if any(symbol in parameter.free_symbols for parameter in parameters):
        return False
    if not _is_continuous_at(last, symbol, place):
        return False
    if isinstance(node, hyper):
        above, below = (len(parameters[i]) for i in (0, 1))
        return above <= below or (above == below + 1 and _avoids(last, symbol, place, _is_above_one))
    if isinstance(node, CUT_BELOW_ZERO):
        return _avoids(last, symbol, place, _is_below_zero)
    if isinstance(node, CUT_ABOVE_ONE) and (not isinstance(node, elliptic_e) or len(node.args) == 1):
        return _avoids(last, symbol, place, _is_above_one)
    if isinstance(node, LambertW) and len(node.args) == 1:
        return _avoids(last, symbol, place, _is_below_zero)
    if isinstance(node, atan | asinh):
        return _avoids(last, symbol, place, lambda number: not number.is_real)
    return False


def _parts(node: Any, symbol: Symbol, place: Expr) -> bool:
    return all(_is_continuous_at(argument, symbol, place) for argument in node.args)


def _avoids(argument: Expr, symbol: Symbol, place: Expr, is_cut: Any) -> bool:
    """Whether the argument, at the place, is a known number that is not on the cut."""
    there = arithmetic(argument.xreplace({symbol: place}))
    return bool(there.is_number and there.is_finite and not is_cut(there))


def _is_below_zero(number: Expr) -> bool:
    return number.is_zero is not True and number.is_positive is not True and number.is_real is not False


def _is_above_one(number: Expr) -> bool:
    return number != 1 and (1 - number).is_positive is not True and number.is_real is not False


def _is_smooth_derivative(node: Any, symbol: Symbol, place: Expr) -> bool:
    """At 0, of powers of z times entire functions: where the derivative has a value it is continuous.

    At other places the inner expression must be analytic, which the same conditions grant off 0 and 1.
    """
    if any(variable != symbol for variable in node.variables):
        return False
    return place == 0 and _is_puiseux(node.expr, symbol)


def _is_puiseux(node: Any, symbol: Symbol) -> bool:
    """Whether the expression is a sum of products of z**c, the c being fixed, and of series in z, near z = 0."""
    if symbol not in node.free_symbols or node == symbol:
        return True
    if isinstance(node, Add | Mul):
        return all(_is_puiseux(argument, symbol) for argument in node.args)
    if isinstance(node, Pow):
        base, exponent = node.args
        return base == symbol and symbol not in exponent.free_symbols
    *parameters, last = node.args
    fixed = not any(symbol in parameter.free_symbols for parameter in parameters)
    if isinstance(node, besselj | bessely | besseli | besselk | hankel1 | hankel2):
        return fixed and last == symbol
    if isinstance(node, hyper):
        return fixed and (last == symbol or arithmetic(last / symbol).is_number)
    return isinstance(node, exp | airyai | airybi | LambertW) and last == symbol


__all__ = ["Integer", "is_isolated"]
