"""The public names are a list that does not change by accident, and importing them is cheap."""

import subprocess
import sys

import derive

PUBLIC = [
    "AuthoringError", "Complex", "Density", "DensityWithZeros", "Derivation", "DeriveError", "DiagonalMatrix",
    "Diffeomorphism", "Domain", "Family", "Flow", "Function", "IncreasingDiffeomorphism", "Integer",
    "IntegerFamily", "InternalContradiction", "Invertible", "LowerTriangular", "Matrix", "Natural", "Negative",
    "Nonnegative", "NonnegativeFamily", "Nonzero", "NonzeroFamily", "NonzeroVector", "NotEstablished",
    "Orthogonal", "Point", "Positive", "PositiveDefinite", "PositiveFamily", "PositiveFunction",
    "PositiveInteger", "PositiveSmoothFunction", "PositiveVector", "Real", "Report", "Size", "SmoothFamily",
    "SmoothFunction", "SymmetricMatrix", "UnitFamily", "UnitFunction", "UnitInterval", "UnitSmoothFunction",
    "Vector", "VectorFunction", "Verdict", "above", "are_independent", "assumed", "at_least", "at_most",
    "below", "calc", "decide", "derivation", "differs_from", "dominated", "dominated_by", "equals", "exists",
    "family_in", "function_to", "iff", "implies", "interval", "lambdify", "mutually_singular", "not_always",
    "open_interval", "rounds_to", "rule", "tends_to",
]  # fmt: skip


def test_the_public_names_are_frozen():
    assert derive.__all__ == PUBLIC


def test_every_public_name_is_there():
    for name in PUBLIC:
        assert getattr(derive, name) is not None


def test_an_unknown_name_is_an_attribute_error():
    assert not hasattr(derive, "no_such_name")


def loaded_after(statement: str) -> set[str]:
    code = f"{statement}; import sys; print('\\n'.join(sys.modules))"
    return set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())


def test_import_derive_loads_nothing_heavy():
    assert not loaded_after("import derive") & {"sympy", "numpy", "flint", "mpmath", "rich"}


def test_the_parent_of_the_workers_loads_no_sympy():
    assert not loaded_after("import derive.workers, derive.collect") & {"sympy", "numpy", "flint", "mpmath"}
