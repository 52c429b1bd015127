"""A proof in parts, case by case or entry by entry: as good as the weakest of them."""

from __future__ import annotations

from collections.abc import Sequence

from derive.evidence import Proof


def in_parts(manner: str, proofs: Sequence[Proof]) -> Proof:
    """One proof from those of all parts.

    >>> in_parts("case by case", [Proof(method="signs"), Proof(method="identity (x = x)")]).method
    'case by case: identity, signs'
    """
    methods = sorted({proof.method.split(" (")[0] for proof in proofs})
    weakest = max((proof.trusts for proof in proofs), key=lambda trust: trust.rank)
    return Proof(method=f"{manner}: {', '.join(methods)}", trusts=weakest)
