"""Densities and determinants along the layers of a flow, by one change of variables a layer."""

from __future__ import annotations

from typing import Any

from sympy import Abs, Dummy, Expr, Product, Sum, expand, log
from sympy import exp as exponential

from derive.terms.flows.layers import FlowDensity, LayerDeterminant


def opened_density(node: FlowDensity, first: Any) -> Expr:
    """p_n(z_n) = p_0(z_0) exp(- sum of log |det of layer i|), where `first` is the number of the first layer.

    Source: Papamakarios et al., Normalizing Flows for Probabilistic Modeling and Inference (2021), equations 5 and 6.
    """
    (last,) = node.indices
    start = FlowDensity(node.symbol, first - 1)
    if expand(last - first + 1) == 0:
        return start
    i = Dummy("i", integer=True, positive=True)
    return start * exponential(-Sum(log(Abs(LayerDeterminant(node.symbol, i, i - 1))), (i, first, last)))


def opened_determinant(node: LayerDeterminant) -> Expr:
    """The chain rule: the determinant of several layers is the product of theirs, that of an inverse the reciprocal."""
    after, before = node.indices
    steps = expand(after - before)
    if steps == 1:
        return node
    if steps.is_negative:
        return 1 / opened_determinant(LayerDeterminant(node.symbol, before, after))
    i = Dummy("i", integer=True, positive=True)
    return Product(LayerDeterminant(node.symbol, i, i - 1), (i, expand(before + 1), after))
