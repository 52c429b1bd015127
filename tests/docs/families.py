"""The provers and their tables, in the order of the pages: the real line, the plane, then whole fields."""

from __future__ import annotations

from .tables import (
    Family,
    Read,
    Table,
    between,
    by_the_module,
    calculations,
    equal,
    in_plane,
    in_words,
    member,
    of_densities,
    of_laws,
    of_stages,
    of_vectors,
    special,
    with_domains,
)  # fmt: skip


def _table(module: str, names: str, read: Read) -> Table:
    return Table(module, tuple(names.split()), read)


def _family(title: str, provers: str, *tables: Table) -> Family:
    return Family(title, tuple(provers.split()), tables)


FAMILIES: tuple[Family, ...] = (
    _family(
        "Normal form", "identity.prove_identity normal_form.prove_normal_form",
        _table("prove.test_normal_form", "TRUE FALSE", equal),
        _table("prove.test_derivatives", "TRUE FALSE", equal),
    ),
    _family(
        "Expectations", "expectations.prove_expectation",
        _table("prove.test_expectations", "BY_INTEGRAND BY_MOMENTS FALSE", equal),
    ),
    _family(
        "Inequalities", "inequalities.prove_inequality",
        _table("prove.test_inequalities", "TRUE FALSE", between),
    ),
    _family(
        "Extrema", "extrema.prove_by_extremum",
        _table("prove.test_extrema", "TRUE FALSE", with_domains),
    ),
    _family(
        "Cases", "cases.prove_cases",
        _table("prove.test_cases", "TRUE FALSE", between),
    ),
    _family(
        "Limits", "limits.prove_limit",
        _table("prove.test_limits", "TRUE FALSE UNKNOWN", by_the_module),
    ),
    _family(
        "Equations", "equations.prove_implication",
        _table("prove.test_equations", "TRUE FALSE OPEN", by_the_module),
    ),
    _family(
        "Optima",
        "optimum.prove_membership optimum.prove_interval optimum.prove_optimum shape.prove_shape "
        "unattained.prove_unattained smoothness.prove_smoothness",
        _table("prove.test_optimum", "INSIDE OUTSIDE", member),
        _table("prove.test_optimum", "TRUE WRONG OPEN", by_the_module),
        _table("optima.table", "PAIRS", calculations(0)),
        _table("optima.table", "PAIRS", calculations(1)),
    ),
    _family(
        "Named laws", "expectations.prove_expectation",
        _table("distributions.table", "CASES", of_laws),
    ),
    _family(
        "All densities",
        "measures.equality.prove_pointwise measures.equality.prove_equal_integrals "
        "measures.inequality.prove_unequal_integrals measures.lines.prove_straightened",
        *(
            _table(f"densities.{name}", "TRUE FALSE", of_densities)
            for name in ("table", "sampling", "supports", "optima", "weakened")
        ),
    ),
    _family(
        "Vectors of every size", "words.proving.prove_words",
        _table("vectors.table", "TABLE", of_vectors),
    ),
    _family(
        "Families and smooth functions", "families.prover.prove_over_families families.prover.prove_termwise families.prover.prove_by_logarithms",
        _table("families.test_sums", "TRUE FALSE", of_stages),
        _table("families.test_smooth", "TRUE FALSE", of_stages),
    ),
    _family(
        "Flows", "",
        _table("flows.test_flows", "TRUE FALSE", of_stages),
    ),
    _family(
        "Laws on finitely many points", "",
        _table("measures.table", "PAIRS", calculations(0)),
        _table("measures.table", "PAIRS", calculations(1)),
    ),
    _family(
        "Decimal digits", "rounding.prove_rounding",
        _table("prove.test_rounding", "TRUE FALSE", by_the_module),
    ),
    _family(
        "Constants", "constants.prove_constants",
        _table("prove.test_constants", "TRUE FALSE", in_plane),
    ),
    _family(
        "Principal branches", "principal.prover.prove_principal",
        _table("prove.principal_tables", "TRUE FALSE DERIVATIVES FALSE_DERIVATIVES", in_plane),
    ),
    _family(
        "Laws of the plane", "plane.prove_plane plane.inequalities.prove_order",
        _table("prove.test_plane", "LAWS FALSE", in_plane),
        _table("prove.test_plane_order", "TRUE FALSE", in_plane),
    ),
    _family(
        "Special functions", "special.prove_special",
        _table("prove.test_special", "TRUE FALSE HYPOTHESES", special),
        _table("prove.test_special_analytic", "TRUE FALSE", in_plane),
    ),
    _family(
        "Sums and products", "summation.prove_sum",
        _table("prove.test_summation", "TRUE FALSE", in_plane),
    ),
    _family(
        "Integrals", "integration.definite_integral",
        _table("prove.test_integration", "TRUE FALSE", in_plane),
    ),
    _family(
        "Claims as users write them", "cas.prove_by_cas",
        _table("decide.table", "TRUE FALSE", in_words),
        _table("decide.analytic", "TRUE FALSE", in_words),
        _table("decide.derivatives", "TRUE FALSE", in_words),
        _table("decide.elementary", "TRUE FALSE", in_words),
    ),
)
