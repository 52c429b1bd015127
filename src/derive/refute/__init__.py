"""From a candidate to a certificate: an exact point at which a claim certainly fails.

- `search`: both sides in balls at exact points, with more and more bits until they separate; then the
  nicest point at which the claim fails, small integers and simple fractions first;
- `downhill`: what random points miss, narrow strips and points of equality, for claims that nothing has settled;
- `arithmetic`: what that means on the real line and in the complex plane;
- `confirmation`: a second evaluator, which shares no code with the first, must see the same.
"""

from derive.refute.search import FAILS, ORDERS, Failure, fails, refute

__all__ = ["FAILS", "ORDERS", "Failure", "fails", "refute"]
