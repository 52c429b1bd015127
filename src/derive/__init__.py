"""derive checks mathematical derivations: every step is proved, refuted, supported or undecided.

The names below load on first use, so that `import derive` itself stays light.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from derive.abstract.families import (
        Family,
        IntegerFamily,
        NonnegativeFamily,
        NonzeroFamily,
        PositiveFamily,
        UnitFamily,
        family_in,
    )
    from derive.abstract.layers import Flow
    from derive.abstract.premises import dominated
    from derive.abstract.smooth import (
        Diffeomorphism,
        IncreasingDiffeomorphism,
        PositiveSmoothFunction,
        SmoothFamily,
        SmoothFunction,
        UnitSmoothFunction,
    )
    from derive.abstract.spaces import (
        Density,
        DensityWithZeros,
        Function,
        Point,
        PositiveFunction,
        UnitFunction,
        function_to,
    )
    from derive.abstract.supports import are_independent, dominated_by, mutually_singular
    from derive.abstract.vectors import (
        DiagonalMatrix,
        Invertible,
        LowerTriangular,
        Matrix,
        NonzeroVector,
        Orthogonal,
        PositiveDefinite,
        PositiveVector,
        Size,
        SymmetricMatrix,
        Vector,
        VectorFunction,
    )
    from derive.calculation import (
        above,
        assumed,
        at_least,
        at_most,
        below,
        calc,
        differs_from,
        equals,
        iff,
        implies,
        rounds_to,
        tends_to,
    )  # fmt: skip
    from derive.claims.deciding import decide
    from derive.domains import (
        Complex,
        Domain,
        Integer,
        Natural,
        Negative,
        Nonnegative,
        Nonzero,
        Positive,
        PositiveInteger,
        Real,
        UnitInterval,
        interval,
        open_interval,
    )  # fmt: skip
    from derive.errors import AuthoringError, DeriveError, InternalContradiction, NotEstablished
    from derive.evidence import Verdict
    from derive.existence import exists, not_always
    from derive.numeric.compiled import lambdify
    from derive.page import Derivation, derivation
    from derive.report.model import Report
    from derive.rules import rule

__version__ = "0.1.0"

_HOMES = {
    "derive.calculation": (
        "above", "assumed", "at_least", "at_most", "below", "calc", "differs_from", "equals", "iff",
        "implies", "rounds_to", "tends_to",
    ),
    "derive.abstract.families": (
        "Family", "IntegerFamily", "NonnegativeFamily", "NonzeroFamily", "PositiveFamily", "UnitFamily", "family_in",
    ),
    "derive.abstract.layers": ("Flow",),
    "derive.abstract.premises": ("dominated",),
    "derive.abstract.smooth": (
        "Diffeomorphism", "IncreasingDiffeomorphism", "PositiveSmoothFunction", "SmoothFamily", "SmoothFunction",
        "UnitSmoothFunction",
    ),
    "derive.abstract.spaces": (
        "Density", "DensityWithZeros", "Function", "Point", "PositiveFunction", "UnitFunction", "function_to",
    ),
    "derive.abstract.supports": ("are_independent", "dominated_by", "mutually_singular"),
    "derive.abstract.vectors": (
        "DiagonalMatrix", "Invertible", "LowerTriangular", "Matrix", "NonzeroVector", "Orthogonal", "PositiveDefinite",
        "PositiveVector", "Size", "SymmetricMatrix", "Vector", "VectorFunction",
    ),
    "derive.claims.deciding": ("decide",),
    "derive.page": ("Derivation", "derivation"),
    "derive.domains": (
        "Complex", "Domain", "Integer", "Natural", "Negative", "Nonnegative", "Nonzero", "Positive",
        "PositiveInteger", "Real", "UnitInterval", "interval", "open_interval",
    ),
    "derive.errors": ("AuthoringError", "DeriveError", "InternalContradiction", "NotEstablished"),
    "derive.evidence": ("Verdict",),
    "derive.existence": ("exists", "not_always"),
    "derive.numeric.compiled": ("lambdify",),
    "derive.report.model": ("Report",),
    "derive.rules": ("rule",),
}  # fmt: skip
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "AuthoringError", "Complex", "Density", "DensityWithZeros", "Derivation", "DeriveError", "DiagonalMatrix",
    "Diffeomorphism", "Domain", "Family", "Flow", "Function", "IncreasingDiffeomorphism", "Integer",
    "IntegerFamily", "InternalContradiction", "Invertible", "LowerTriangular", "Matrix", "Natural", "Negative",
    "Nonnegative", "NonnegativeFamily", "Nonzero", "NonzeroFamily", "NonzeroVector", "NotEstablished",
    "Orthogonal", "Point", "Positive", "PositiveDefinite", "PositiveFamily", "PositiveFunction", "PositiveInteger",
    "PositiveSmoothFunction", "PositiveVector", "Real", "Report", "Size", "SmoothFamily", "SmoothFunction",
    "SymmetricMatrix", "UnitFamily", "UnitFunction", "UnitInterval", "UnitSmoothFunction", "Vector",
    "VectorFunction", "Verdict", "above", "are_independent", "assumed", "at_least", "at_most", "below", "calc",
    "decide", "derivation", "differs_from", "dominated", "dominated_by", "equals", "exists", "family_in",
    "function_to", "iff", "implies",
    "interval", "lambdify", "mutually_singular", "not_always", "open_interval", "rounds_to", "rule", "tends_to",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module 'derive' has no attribute {name!r}")
    value = getattr(import_module(_HOME_OF[name]), name)
    globals()[name] = value
    return value


def load_ipython_extension(shell: Any) -> None:
    """What `%load_ext derive` calls: it registers `%%derive`."""
    from derive.notebook.magic import load

    load(shell)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
