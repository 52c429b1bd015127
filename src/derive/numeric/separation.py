"""Averages over vectors with independent entries, taken apart: each average is over one entry only.

By linearity and Fubini, E_x[E_y[sum f_i(x) g_i(y)]] is the sum of E_x[f_i E_y[g_i]].  Where all averages on
the right exist, so does the left one; where one does not, evaluation settles nothing.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sympy import Add, Mul, expand_log, log

from derive.numeric.calculus import without_exponentials
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
    expanded = logarithms_apart(integrand).expand(power_base=False)
    terms = []
    for term in Add.make_args(expanded):
        free, bound = term.as_independent(average.variable, as_Add=False)
        terms.append(free if bound == 1 else free * average.func(average.law, bound, average.variable))
    return Add(*terms)


@lru_cache(maxsize=512)
def logarithms_apart(node: Any) -> Any:
    """The node with logarithms of products as sums, so that no density underflows in its logarithm."""
    return node.replace(log, _logarithm)


def _logarithm(argument: Any) -> Any:
    """log of a product as a sum; where its terms have no value nothing is settled."""
    rest, exponent = without_exponentials(argument)
    return expand_log(log(rest), force=True) + exponent
