"""Inception Score and Fréchet Inception Distance, as far as they are formulas.

The Inception Score is exp of the mean KL divergence from the labels of one image, p(y | x), to their mean over the
generated images, p(y).  The Fréchet distance of two Gaussians is |m - n|^2 + tr(A + B - 2 (A B)^{1/2}) for means m, n
and covariances A, B; FID is that of two Gaussians fitted to activations.
"""

from sympy import Rational, diag, exp, log, oo, sqrt

from derive import Density, Positive, Real, UnitInterval, above, at_least, below, calc, derivation, equals, tends_to
from derive.terms import expectation, finite, frechet_distance, kl, minimum, normal, plus, times

SOURCE = "Deep Learning, homework 5, problem 5"

half = Rational(1, 2)


def divergence(a, b):
    """KL of the labels (a, 1 - a) from (b, 1 - b)."""
    return a * log(a / b) + (1 - a) * log((1 - a) / (1 - b))


def mean_divergence(a, b):
    """The logarithm of the Inception Score of two images with labels (a, 1 - a) and (b, 1 - b)."""
    mean = (a + b) / 2
    return (divergence(a, mean) + divergence(b, mean)) / 2


def frechet(m, n, s, t):
    """The squared Fréchet distance of N(m, s^2) and N(n, t^2)."""
    return frechet_distance(normal(mean=m, std=s), normal(mean=n, std=t))


@derivation(source=f"{SOURCE}(a)")
def inception_score_of_two_images(a: UnitInterval, b: UnitInterval):
    """The score of two images is at least 1, and 1 if both bear the same labels."""
    least = calc(exp(mean_divergence(a, b)), at_least(1, by="no divergence is negative"))
    same = calc(exp(mean_divergence(a, a)), equals(1, by="log 1 = 0: no diversity"))
    return least, same


@derivation(source=f"{SOURCE}(a)")
def inception_score_of_certain_labels(a: UnitInterval):
    """Two images with opposite labels: the score tends to 2, the number of classes, as the labels become certain."""
    opposite = calc(
        exp(mean_divergence(a, 1 - a)),
        equals(exp(plus(log(2), a * log(a), (1 - a) * log(1 - a))), by="the mean label is 1/2"),
        tends_to(2, as_=(a, 1, "-"), by="t log t -> 0"),
    )
    one = calc(a * log(a), below(0, by="log a < 0"))
    other = calc((1 - a) * log(1 - a), below(0, by="log(1 - a) < 0: with the line above, the score is below 2"))
    return opposite, one, other


@derivation(source=f"{SOURCE}(a)", spaces={"j": "x, y", "r": "y"})
def inception_score_knows_no_real_images(j: Density, r: Density):
    """j is the law of a fake x and its label y, r that of the labels of real images: the score knows only the fakes."""
    labels, mean_label = j.marginal("x"), j.marginal("y")
    score = expectation(labels, lambda x: kl(j.given(x=x), mean_label))
    against_real = expectation(labels, lambda x: kl(j.given(x=x), r))
    as_said = calc(
        score,
        equals(
            against_real,
            by="the divergence of the labels of fakes from those of real images",
            reading="the logarithm of the score",
            erratum="the score compares with the mean label of the fakes",
            correction=equals(against_real - kl(mean_label, r)),
        ),
    )
    least = calc(score, at_least(0, by="no divergence is negative: the score is at least 1"))
    return as_said, least


@derivation(source=f"{SOURCE}(a)")
def frechet_distance_in_one_dimension(m: Real, n: Real, s: Positive, t: Positive):
    """The squared distance is (m - n)^2 + (s - t)^2: never negative, and 0 for equal Gaussians."""
    square = calc(
        frechet(m, n, s, t),
        equals((m - n) ** 2 + s**2 + t**2 - 2 * sqrt(s**2 * t**2), by="the formula in one dimension"),
        equals((m - n) ** 2 + (s - t) ** 2, by="sqrt(s^2 t^2) = s t"),
        at_least(0, by="two squares"),
    )
    equal = calc(frechet(m, m, s, s), equals(0, by="lower is better: 0 is best"))
    symmetric = calc(frechet(m, n, s, t), equals(frechet(n, m, t, s)))
    return square, equal, symmetric


@derivation(source=f"{SOURCE}(a)")
def nearest_gaussian(m: Real, n: Real, s: Positive, t: Positive):
    """The distance is 0 only for equal means and standard deviations: each part has one minimiser."""
    means = minimum((m - n) ** 2 + (s - t) ** 2, over=m, at=n, name="means")
    deviations = minimum((m - n) ** 2 + (s - t) ** 2, over=s, at=t, name="deviations")
    return means, deviations


@derivation(source=f"{SOURCE}(a)")
def frechet_distance_of_diagonal_gaussians(
    m1: Real, m2: Real, n1: Real, n2: Real, s1: Positive, s2: Positive, t1: Positive, t2: Positive
):
    """For diagonal covariances the squared distance is the sum over the coordinates."""
    trace = plus(s1**2, s2**2, t1**2, t2**2, -2 * (sqrt(s1**2 * t1**2) + sqrt(s2**2 * t2**2)))
    first, second = ([m1, m2], diag(s1**2, s2**2)), ([n1, n2], diag(t1**2, t2**2))
    return calc(
        frechet_distance(first, second),
        equals(plus((m1 - n1) ** 2, (m2 - n2) ** 2, trace), by="the formula, with diagonal matrices"),
        equals(frechet(m1, n1, s1, t1) + frechet(m2, n2, s2, t2), by="coordinate by coordinate"),
        equals((m1 - n1) ** 2 + (m2 - n2) ** 2 + (s1 - t1) ** 2 + (s2 - t2) ** 2, by="s^2 + t^2 - 2 s t"),
    )


@derivation(source=f"{SOURCE}(b)")
def an_outlier_moves_the_distance(w: UnitInterval, x: Real, s: Positive):
    """Real images N(0, 1) of which a share w goes to x: their mean w x moves away from any model at 0."""
    mean = calc(plus(times(1 - w, 0), w * x), equals(w * x))
    variance = calc(
        plus(1 - w, w * x**2, -((w * x) ** 2)),
        equals((1 - w) * (1 + w * x**2), by="the mean square less the squared mean"),
    )
    distance = calc(
        frechet(w * x, 0, s, 1),
        at_least(w**2 * x**2, by="whatever the standard deviation s is"),
        tends_to(oo, as_=(x, oo), by="however small the share w"),
    )
    return mean, variance, distance


@derivation(source=f"{SOURCE}(b)")
def lost_spread_is_seen(m: Real, n: Real, s: Positive, t: Positive):
    """Read of a model that hardly varies, t -> 0: it does not come near the data, whose spread s stays between."""
    as_said = calc(
        frechet(m, m, s, t),
        tends_to(
            0,
            as_=(t, 0, "+"),
            by="good images, all alike",
            reading="without diversity: the spread tends to 0; the mean is met exactly, in favour of the claim",
            erratum="the distance sees the lost spread",
            correction=tends_to(s**2, as_=(t, 0, "+")),
        ),
    )
    at_best = calc(frechet(m, n, s, t), at_least((s - t) ** 2, by="whatever the means are"))
    return as_said, at_best


@derivation(source=f"{SOURCE}(b)")
def two_images_at_distance_zero(m: Real, s: Positive):
    """Two images, at m - s and m + s, have the mean m and the variance s^2 of any real images: their FID is 0."""
    few = finite({m - s: half, m + s: half})
    centre = calc(expectation(few, lambda x: x), equals(m))
    spread = calc(expectation(few, lambda x: (x - m) ** 2), equals(s**2))
    distance = calc(
        frechet_distance(normal(mean=centre.conclusion, variance=spread.conclusion), normal(mean=m, variance=s**2)),
        equals(0, by="the distance knows means and covariances only"),
    )
    return centre, spread, distance


@derivation(source=f"{SOURCE}(b)")
def cats_only(c: Positive, s: Positive, w: UnitInterval):
    """Cats only are near the real images if those are all cats; if a share 1 - w of them lies at c, they are not."""
    variance = s**2 + w * (1 - w) * c**2
    all_cats = calc(frechet(0, 0, s, s), equals(0, by="the real images are cats as well"))
    not_only_cats = calc(
        frechet((1 - w) * c, 0, sqrt(variance), s),
        at_least((1 - w) ** 2 * c**2, by="the other square is at least 0"),
        above(0, by="the means differ"),
    )
    return all_cats, not_only_cats
