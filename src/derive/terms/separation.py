"""Averages over vectors with independent entries, taken apart: each average is over one entry only.

By linearity and Fubini, E_x[E_y[sum f_i(x) g_i(y)]] is the sum of E_x[f_i E_y[g_i]].  Where all averages on
the right exist, so does the left one; where one does not, evaluation settles nothing.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sympy import Add, Mul, exp, expand_log, log

from derive.terms.expectation import Expectation


@lru_cache(maxsize=512)
def definition(average: Expectation) -> Any:
    """What an average means, with every average in it that it is nested in taken apart."""
    return _separated(average.definition())


def _separated(node: Any) -> Any:
    if isinstance(node, Expectation):
        return _taken_apart(node, _separated(node.integrand))
    if isinstance(node, Add | Mul):
        return node.func(*(_separated(argument) for argument in node.args))
    return node


def _taken_apart(average: Expectation, integrand: Any) -> Any:
    """The average term by term, what does not move with its variable in front."""
    terms = []
    for term in Add.make_args(multiplied_out(logarithms_apart(integrand))):
        free, bound = term.as_independent(average.variable, as_Add=False)
        terms.append(free if bound == 1 else free * average.func(average.law, bound, average.variable))
    return Add(*terms)


def without_exponentials(argument: Any) -> tuple[Any, Any]:
    """c and u of an argument c exp(u) of log: where either has a value, log(c exp(u)) is log(c) + u."""
    factors = Mul.make_args(argument)
    exponent = Add(*(factor.args[0] for factor in factors if isinstance(factor, exp)))
    return Mul(*(factor for factor in factors if not isinstance(factor, exp))), exponent


def multiplied_out(node: Any) -> Any:
    """The node as a sum of products; lines as they were written hide sums in sums from one pass."""
    before = None
    while node != before:
        before, node = node, node.expand(power_base=False)
    return node


@lru_cache(maxsize=512)
def logarithms_apart(node: Any) -> Any:
    """The node with logarithms of products as sums, so that no density underflows in its logarithm."""
    return node.replace(log, _logarithm)


def _logarithm(argument: Any) -> Any:
    """log of a product as a sum; where its terms have no value nothing is settled."""
    rest, exponent = without_exponentials(argument)
    if isinstance(rest, Add):
        return _logarithm_of_sum(rest) + exponent
    return expand_log(log(rest), force=True) + exponent


def sums_apart(node: Any) -> Any:
    """The node with logarithms of sums of exponentials, such as mixtures of densities, on a scale that is tame."""
    return node.replace(log, _logarithm_of_sum)


def _logarithm_of_sum(argument: Any) -> Any:
    """log(c_1 exp(u_1) + ...) = u_1 + log(c_1 + c_2 exp(u_2 - u_1) + ...)."""
    rest, exponent = without_exponentials(argument)
    if exponent != 0 and not isinstance(rest, Add):
        return log(rest) + exponent
    parts = [without_exponentials(term) for term in Add.make_args(argument.expand(mul=True))]
    lead = parts[0][1]
    if lead == 0:
        return log(argument)
    return lead + log(Add(*(factor * exp((exponent - lead).expand()) for factor, exponent in parts)))
