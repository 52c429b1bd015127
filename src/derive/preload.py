"""What the process loads from which workers are copied: the engine, once and for all of them.

Collecting garbage between thousands of fresh modules finds nothing, and what is loaded here never
becomes garbage: workers need not look through it again.
"""

from __future__ import annotations

import gc

gc.disable()

import derive.serve  # noqa: E402
import sympy.tensor.tensor  # noqa: E402, F401  (the first sum of a worker would load it)

gc.freeze()
gc.enable()
