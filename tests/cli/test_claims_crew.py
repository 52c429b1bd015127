"""The processes behind a claims file: order, deadlines, crashes, memory, lines that cannot be read."""

import faulthandler
import io
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time

import pytest

from derive.claims import crew, serving
from derive.claims.answers import json_line
from derive.claims.crew import Crew
from derive.claims.lines import LONGEST_LINE, Source, lines
from derive.errors import InternalContradiction
from derive.evidence import Counterexample, Proof, Undecided


def judge(claim, announce=lambda what: None, figures=lambda found: None, memory=None, refuted=None):
    """Stands in for the engine: the left side says what happens."""
    deed = str(claim.lhs)
    announce(f"doing {deed}")
    figures({"points": 7, "digits": 3, "residual": "1.0e-03"})
    if deed == "crash":
        faulthandler.disable()  # pytest would have it tell the story here
        os.kill(os.getpid(), signal.SIGSEGV)
    if deed == "leave":
        os._exit(3)
    if deed == "hang":
        signal.pthread_sigmask(signal.SIG_BLOCK, set(signal.Signals))
        time.sleep(60)
    if deed == "slow":
        time.sleep(0.3)
    if deed == "memory":
        raise MemoryError
    if deed == "contradiction":
        raise InternalContradiction("two engines disagree")
    if deed == "recursion":
        raise RecursionError
    if deed == "wrong":
        return Counterexample(witness=(("a", "1"),), lhs="1", rhs="2")
    return Proof(method="the stage")


DEEDS = ("crash", "leave", "hang", "slow", "memory", "contradiction", "recursion", "wrong", "fine")


@pytest.fixture
def stage(monkeypatch):
    """Workers that are copies of this process, in which `judge` stands in for the engine."""
    monkeypatch.setattr(serving, "judged", judge)
    monkeypatch.setattr(crew, "start_method", lambda resident: multiprocessing.get_context("fork"))


def line(deed, **more):
    return json.dumps({"lhs": deed, "relation": "=", "rhs": "1", "symbols": {deed: {"real": True}}} | more)


def answers(text, *, timeout=5.0, jobs=2, **options):
    data = text if isinstance(text, bytes) else text.encode()
    return list(Crew(timeout=timeout, jobs=jobs, **options).answers(Source(io.BytesIO(data))))


def test_answers_come_in_the_order_of_the_lines(stage):
    deeds = ["slow", *["fine"] * 20, "slow", "wrong"]
    found = answers("\n".join(line(deed, id=number) for number, deed in enumerate(deeds)), jobs=3)
    assert [answer.id for answer in found] == list(range(23))
    assert [answer.line for answer in found] == list(range(1, 24))
    assert isinstance(found[-1].evidence, Counterexample)


LOST = [  # what happens, why the claim is undecided
    ("crash", "the worker crashed"),
    ("leave", "the worker crashed (exit code 3), while doing leave"),
    ("memory", "memory: more than 4096 MB were needed, while doing memory"),
]


@pytest.mark.parametrize(("deed", "reason"), LOST)
def test_a_process_that_is_lost_costs_one_claim(stage, deed, reason):
    found = answers("\n".join(line(d, id=d) for d in ("fine", deed, "wrong", "fine")), jobs=1)
    assert [answer.evidence.verdict.value for answer in found] == ["proved", "undecided", "refuted", "proved"]
    lost = found[1]
    assert lost.id == deed
    assert lost.evidence.reason.startswith(reason)
    assert (lost.evidence.points, lost.evidence.digits) == (7, 3)


def test_a_deadline_holds_and_the_next_claim_starts_at_once(stage):
    started = time.monotonic()
    found = answers("\n".join(line(d) for d in ("hang", "fine")), timeout=0.5, jobs=1)
    assert time.monotonic() - started < 3
    assert isinstance(found[0].evidence, Undecided)
    assert found[0].evidence.reason == "time: not finished within 0.5 s, while doing hang"
    assert found[0].statement == ("hang", "=", "1")
    assert 0.5 <= found[0].seconds < 1
    assert isinstance(found[1].evidence, Proof)


def test_a_budget_for_all(stage):
    found = answers("\n".join([line("fine"), line("hang"), *[line("fine", id=3)] * 30]), budget=0.7, jobs=1)
    reasons = [getattr(answer.evidence, "reason", "") for answer in found]
    assert reasons[1] == "time: the budget of the run, 0.7 s, was used up, while doing hang"
    assert reasons[-1] == "time: the budget of the run, 0.7 s, was used up before this claim"
    assert found[-1].id == 3


def test_errors_of_the_engine_are_told(stage):
    found = answers("\n".join([line("contradiction", id=1), line("recursion", id=2)]))
    assert found[0].is_contradiction
    assert found[0].error == "internal contradiction: two engines disagree"
    assert found[1].error == "this claim is nested too deeply"


BROKEN = [  # a line, what is said of it, the id that can be read
    pytest.param(b"not json", "this line is no JSON: expecting value at column 1", None, id="no JSON"),
    pytest.param(b'{"id": 1, "lhs": "x"', "ends in the middle of its JSON", None, id="half a line"),
    pytest.param(b'{"id": 1, "lhs": "x', "ends in the middle of its JSON", None, id="half a text"),
    pytest.param(b'{"id": 1} {"id": 2}', "more on this line than one JSON object, from column 11 on", None, id="two"),
    pytest.param(b"[1, 2]", "a claim is a JSON object {...}, but here is a list", None, id="a list"),
    pytest.param(b"null", "but here is null", None, id="null"),
    pytest.param(b"0.5", "but here is a number", None, id="a number"),
    pytest.param(b'{"id": NaN}', "NaN is no JSON", None, id="NaN"),
    pytest.param(b'{"id": -Infinity}', "-Infinity is no JSON", None, id="infinity"),
    pytest.param(b'{"id": 1e999}', "the number 1e999 is too large", None, id="infinite number"),
    pytest.param(b'{"id": ' + b"9" * 5000 + b"}", "id: more than the 1000 characters", None, id="long number"),
    pytest.param(b'{"id": [1]}', "id: a text or a number is expected", None, id="a list as id"),
    pytest.param(b'{"id": "' + b"x" * 1001 + b'"}', "id: more than the 1000 characters", None, id="long id"),
    pytest.param(b'{"lhs": 1, "lhs": 2}', "the key 'lhs' stands twice in one object", None, id="repeated key"),
    pytest.param(b"\xff\xfe{", "this line is not UTF-8: byte 1 is 0xff", None, id="no UTF-8"),
    pytest.param(b"[" * 100_000, "this JSON is nested too deeply", None, id="nested JSON"),
    pytest.param(b'{"id": 7}', "a claim needs lhs, relation, rhs: there is no lhs", 7, id="no claim"),
    pytest.param(b'{"id": 8.5, "lhs": "(", "relation": "=", "rhs": "1"}', "lhs: this ( is never closed", 8.5, id="no expression"),
    pytest.param(b'{"id": null, "lhs": "1", "relation": "=", "rhs": "q"}', "rhs: unknown name 'q'", None, id="no id"),
    pytest.param(b"x" * (LONGEST_LINE + 1), "more than the 1000000 bytes that are read", None, id="huge line"),
    pytest.param(b"\x00", "this line is no JSON", None, id="NUL"),
]  # fmt: skip


@pytest.mark.parametrize(("broken", "message", "identity"), BROKEN)
def test_a_broken_line_costs_only_itself(stage, broken, message, identity):
    first, second, third = answers(b"\n".join([line("fine", id="a").encode(), line("wrong").encode(), broken]), jobs=1)
    assert isinstance(first.evidence, Proof)
    assert isinstance(second.evidence, Counterexample)
    assert third.evidence is None
    assert (third.line, third.id) == (3, identity)
    said = json.loads(json_line(third))
    assert list(said) == ["id", "error", "line"]
    assert message in said["error"]


def test_windows_line_ends_a_byte_order_mark_and_blank_lines(stage):
    text = "\ufeff" + line("fine", id="é") + "\r\n\r\n  \r\n" + line("wrong", id=2) + "\r\n"
    found = answers(text)
    assert [(answer.line, answer.id) for answer in found] == [(1, "é"), (4, 2)]
    assert all(answer.evidence is not None for answer in found)


def test_an_empty_stream_has_no_answers(stage):
    assert answers("") == answers("\n \n") == []


def test_ids_may_be_repeated_and_of_any_kind(stage):
    ids = ["a", "a", 1, 1.5, True, None, "\ud800"]
    found = answers("\n".join(line("fine", id=identity) for identity in ids))
    assert [answer.id for answer in found] == ids
    assert [json.loads(json_line(answer))["id"] for answer in found] == ids
    assert all(json_line(answer).isascii() for answer in found)


def test_a_huge_line_is_not_held():
    class Endless(io.RawIOBase):
        left = 50 * LONGEST_LINE
        largest = 0

        def readable(self):
            return True

        def readline(self, size=-1):
            assert 0 < size <= LONGEST_LINE + 1
            data = b"x" * min(size, self.left) if self.left else b""
            self.left -= len(data)
            return data

    (only,) = lines(Endless())
    assert only.data == b""
    assert only.error is not None


def test_lines_of_a_pipe_are_answered_before_it_ends(stage):
    script = "import sys, time; print(sys.argv[1], flush=True); time.sleep(0.7); print(sys.argv[2], end='')"
    words = [sys.executable, "-c", script, line("fine", id=1), line("wrong", id=2)]
    with subprocess.Popen(words, stdout=subprocess.PIPE) as writer:
        found = Crew(timeout=5, jobs=2).answers(Source(writer.stdout))
        assert next(found).id == 1
        assert writer.poll() is None
        assert [answer.id for answer in found] == [2]


def test_a_process_is_replaced_before_it_grows(stage, monkeypatch):
    monkeypatch.setattr(crew, "MOST_CLAIMS", 3)
    assert len(answers("\n".join([line("fine")] * 10), jobs=2)) == 10


def test_a_slow_claim_does_not_hold_the_whole_file(stage, monkeypatch):
    monkeypatch.setattr(crew, "WINDOW", 4)
    taken = []

    class Counting(Source):
        def take(self):
            found = super().take()
            if found is not None:
                taken.append(found.number)
            return found

    text = "\n".join([line("slow"), *[line("fine")] * 50])
    found = Crew(timeout=5, jobs=2).answers(Counting(io.BytesIO(text.encode())))
    next(found)
    assert len(taken) <= 8 + 1
    assert len(list(found)) == 50


def test_an_engine_that_does_not_start_is_no_verdict(stage, monkeypatch):
    monkeypatch.setattr(serving, "_cap_memory", lambda memory: os._exit(1))
    with pytest.raises(Exception, match="the engine did not start"):
        answers(line("fine"))


def test_no_process_is_left_behind(stage):
    before = {child.pid for child in multiprocessing.active_children()}
    found = Crew(timeout=5, jobs=2).answers(Source(io.BytesIO("\n".join([line("slow")] * 6).encode())))
    next(found)
    found.close()
    assert {child.pid for child in multiprocessing.active_children()} <= before


def test_a_spare_process_takes_over_at_once(stage):
    lines_of = "\n".join(line(deed) for deed in ("fine", "hang", "fine"))
    found = Crew(timeout=0.8, jobs=1).answers(Source(io.BytesIO(lines_of.encode())))
    assert isinstance(next(found).evidence, Proof)
    assert isinstance(next(found).evidence, Undecided)
    started = time.monotonic()
    assert isinstance(next(found).evidence, Proof)
    assert time.monotonic() - started < 0.5  # 5 ms on a machine that has nothing else to do
