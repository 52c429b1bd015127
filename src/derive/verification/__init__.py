"""Both sides of every step at millions of points: where floats differ, balls look closer.

- `samples`: points in the domains, or the user's own arrays, in chunks;
- `conditions`: where they lie in the domains and meet the hypotheses;
- `comparison`: both sides of all steps on a tape, the worst residuals, and the points that rounding
  does not explain;
- `reexamination`: these points as exact numbers in balls, worst first: rounding, or a counterexample;
- `reasons`: why steps are left out;
- `figures`: what is known in the end, as a small table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from derive.verification.figures import StepFigures, Verification

if TYPE_CHECKING:
    from derive.verification.running import verify

__all__ = ["StepFigures", "Verification", "verify"]


def __getattr__(name: str) -> Any:
    """The work itself, which loads SymPy; tables are light."""
    if name != "verify":
        raise AttributeError(f"module 'derive.verification' has no attribute {name!r}")
    from derive.verification.running import verify

    return verify
