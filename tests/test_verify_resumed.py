"""A verification that was interrupted goes on with what was known, and says what was given up."""

import pickle

from sympy import sqrt

from derive import Real, calc, derivation, equals
from derive.verification import verify
from derive.verification.watch import POINTS, Watch


@derivation(source="a test")
def page(a: Real):
    """One step is false."""
    return calc((a + 1) ** 2, equals(a**2 + 2 * a + 1)), calc(sqrt(a**2), equals(a))


class Recording(Watch):
    """Keeps what a worker would tell its parent."""

    def __init__(self, known=None, stopped=None):
        self.known, self.stopped = known, stopped or {}
        self.told, self.points = [], 0

    def points_done(self, count):
        self.points += count

    def compared(self, partial):
        self.told.append(pickle.dumps(partial))

    def looking_closer(self, key):
        self.told.append(key)

    @property
    def before(self):
        return None if self.known is None else pickle.loads(self.known)

    def given_up(self, key):
        return self.stopped.get(key)


def test_floats_are_not_compared_twice():
    first = Recording()
    whole = verify(page, samples=5_000, threads=1, watch=first)
    assert first.points == 5_000
    partial, *steps = first.told
    assert steps == ["part_1::1", "part_2::1"]
    second = Recording(known=partial)
    assert verify(page, samples=5_000, watch=second).as_json() == whole.as_json()
    assert second.points == 0


def test_a_step_that_was_given_up_is_open():
    watch = Recording(stopped={"part_2::1": "time: not finished within 1 s"})
    true, false = verify(page, samples=1_000, watch=watch).steps
    assert true.outcome == "agrees"
    assert (false.outcome, false.examined) == ("open", 0)
    assert false.words.endswith("points where floats differ not examined (time: not finished within 1 s)")


def test_where_no_point_was_compared_in_time_nothing_agrees():
    result = verify(page, samples=1_000, watch=Recording(stopped={POINTS: "time"}))
    assert [step.outcome for step in result.steps] == ["open", "open"]
    assert result.exit_code == 3
