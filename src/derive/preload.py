"""What the process loads from which workers are copied: the engine, once and for all of them.

Collecting garbage between thousands of fresh modules finds nothing, and what is loaded here never
becomes garbage: workers need not look through it again.
"""

from __future__ import annotations

import gc

gc.disable()

import sympy.tensor.tensor  # noqa: E402, F401  (the first sum of a worker would load it)

import derive.serve  # noqa: E402, F401

gc.freeze()
gc.set_threshold(20_000, 20, 20)  # trees make few cycles: looking for them 30 times less often saves a twentieth
gc.enable()
