"""The maximiser, and its value in three cases."""

from .verdicts import PROVED

TABLE = {
    "maximising_discriminator": {
        "slope": [(PROVED, "(log y)' = 1/y, (log(1 - y))' = -1/(1 - y)")],
        "stationary": [
            (PROVED, "multiplying by y (1 - y) > 0 is reversible"),
            (PROVED, "p = (p + q) y, and p + q > 0"),
        ],
        "concave": [
            (PROVED, "(p/y)' = -p/y^2, (-q/(1 - y))' = -q/(1 - y)^2"),
            (PROVED, "a sum of two negative numbers"),
        ],
        "maximum": [
            (PROVED, "0 < p < p + q"),
            (PROVED, "(0, 1) is an interval"),
            (PROVED, "p (p + q)/p - q (p + q)/q = 0"),
            (PROVED, "-p/y^2 - q/(1 - y)^2 < 0"),
            (PROVED, "a strictly concave function on an interval is largest at its only stationary point"),
        ],
    },
    "values_of_the_optimal_discriminator": {
        "matched": [(PROVED, "p/(p + q) = 1/2 says 2 p = p + q, as p + q > 0")],
        "missed": [(PROVED, "p/(p + q) = 1 says p = p + q, as p + q > 0")],
        "invented": [(PROVED, "p/(p + q) = 0 says p = 0, as p + q > 0")],
    },
}
