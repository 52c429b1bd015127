"""Both sides of every step at millions of points: where floats differ, balls look closer.

- `samples`: points in the domains, or the user's own arrays, in chunks;
- `comparison`: both sides of all steps on a tape, the worst residuals, and the points that rounding
  does not explain;
- `reexamination`: these points as exact numbers in balls, worst first: rounding, or a counterexample;
- `figures`: what is known in the end, as a small table.
"""

from derive.verification.figures import StepFigures, Verification
from derive.verification.running import verify

__all__ = ["StepFigures", "Verification", "verify"]
