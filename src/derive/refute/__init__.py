"""From a candidate to a certificate: an exact point at which a claim certainly fails.

- `search`: both sides in balls at exact points, with more and more bits until they separate; then the
  nicest point at which the claim fails, small integers and simple fractions first;
- `arithmetic`: what that means on the real line and in the complex plane;
- `confirmation`: a second evaluator, which shares no code with the first, must see the same.
"""

from derive.refute.search import FAILS, Failure, fails, refute

__all__ = ["FAILS", "Failure", "fails", "refute"]
