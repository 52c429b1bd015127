"""Dask arrays are verified chunk by chunk; what comes back is what NumPy arrays would have given."""

import numpy as np
import pytest
from sympy import sqrt

from derive import Positive, Real, calc, derivation, equals

dask = pytest.importorskip("dask")
pytest.importorskip("dask.array")


@derivation(source="a test")
def roots(a: Real, p: Positive):
    """One step is true, the other only for a >= 0."""
    return calc((a + p) ** 2, equals(a**2 + 2 * a * p + p**2)), calc(sqrt(a**2), equals(a))


A, P = np.linspace(-3, 3, 999), np.linspace(0.1, 5, 999)



def compared(first, second):
    rows = [[(s.id, s.counted, s.residual, s.at, s.examined, s.left) for s in found.steps] for found in (first, second)]
    assert rows[0] == rows[1]
    assert first.points == second.points


@pytest.mark.parametrize("chunk", [100, 333, 999])
def test_the_table_does_not_depend_on_the_chunks(chunk):
    arrays = {"a": dask.array.from_array(A, chunks=chunk), "p": dask.array.from_array(P, chunks=250)}
    with dask.config.set(scheduler="synchronous"):
        compared(roots.verify(arrays), roots.verify({"a": A, "p": P}))


def test_numbers_and_numpy_arrays_may_stand_beside_them():
    with dask.config.set(scheduler="synchronous"):
        compared(roots.verify((dask.array.from_array(A, chunks=200), 2.0)), roots.verify((A, 2.0)))


def test_arrays_broadcast():
    column, row = A[:, None], P[None, :50]
    with dask.config.set(scheduler="synchronous"):
        lazy = roots.verify((dask.array.from_array(column, chunks=(100, 1)), dask.array.from_array(row, chunks=(1, 20))))
    assert lazy.points == 999 * 50
    assert [step.counted for step in lazy.steps] == [step.counted for step in roots.verify((column, row)).steps]


def test_a_missing_variable_is_named():
    with pytest.raises(TypeError, match="p"):
        roots.verify({"a": dask.array.from_array(A, chunks=100)})


@pytest.mark.slow
def test_on_a_cluster_of_two_processes():
    distributed = pytest.importorskip("distributed")
    arrays = {"a": dask.array.from_array(A, chunks=250), "p": dask.array.from_array(P, chunks=250)}
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster,
        distributed.Client(cluster),
    ):
        compared(roots.verify(arrays), roots.verify({"a": A, "p": P}))
