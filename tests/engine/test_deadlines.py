"""Whatever a step does to its process (never end, take all memory, crash) costs that step and nothing else."""

import os
import signal
import subprocess
import sys
from threading import Thread

import pytest

from derive import pool
from derive.cache.run import Cache
from derive.evidence import Verdict
from derive.workers import Failed, Finished, check_files

PAGE = """
from derive import Real, calc, derivation, equals
import derive.check as check, sympy as sp
import time, itertools, os, signal

ENGINE = check.decide

def act():
    {act}

def decide(claim, screened, announce):
    if claim.rhs.has(sp.Integer(41)):
        announce("walking into a trap")
        act()
    return ENGINE(claim, screened, announce)

@derivation(source="test")
def trapped(x: Real):
    '''The second step is a trap.'''
    check.decide = decide
    return calc((x + 1)**2, equals(x**2 + 2*x + 1), equals((x + 1)**2 + x - x - 41 + 41 + sp.sin(41*x)*0 + TRAP), equals((1 + x)**2))

@derivation(source="test")
def free(x: Real):
    '''Nothing is wrong here.'''
    return calc((x + 2)**2, equals(x**2 + 4*x + 4))
"""
PAGE = PAGE.replace(
    "equals((x + 1)**2 + x - x - 41 + 41 + sp.sin(41*x)*0 + TRAP)", "equals(sp.Add((x + 1)**2, 41, -41, evaluate=False))"
)

SEMIPRIME = (10**49 + 9) * (10**51 + 121)
HAS_LIMITS = sys.platform == "linux"

NEVER_ENDING = [
    pytest.param("while True: pass", id="in Python"),
    pytest.param("time.sleep(1000)", id="asleep", marks=pytest.mark.slow),
    pytest.param("sum(itertools.repeat(0))", id="in the interpreter's own code", marks=pytest.mark.slow),
    pytest.param(f"import flint; flint.fmpz({SEMIPRIME}).factor()", id="inside FLINT"),
    pytest.param("import threading; t = threading.Thread(target=lambda: sum(itertools.repeat(0))); t.start(); t.join()", id="in a thread", marks=pytest.mark.slow),
    pytest.param("signal.signal(signal.SIGTERM, signal.SIG_IGN)\n    while True:\n        try: time.sleep(1000)\n        except BaseException: pass", id="deaf to everything", marks=pytest.mark.slow),
]  # fmt: skip

DEADLY = [
    pytest.param("os._exit(7)", "the worker crashed (exit code 7)", id="exit"),
    pytest.param("os._exit(0)", "the worker crashed (exit code 0)", id="exit as if all were well"),
    pytest.param("os.kill(os.getpid(), signal.SIGSEGV)", "the worker crashed (SIGSEGV)", id="segmentation fault"),
    pytest.param("import ctypes; ctypes.string_at(0)", "the worker crashed (SIGSEGV)", id="a real one"),
    pytest.param("os.abort()", "the worker crashed (SIGABRT)", id="abort"),
    pytest.param("os.kill(os.getpid(), signal.SIGKILL)", "memory: the worker was killed from outside", id="killed"),
]  # fmt: skip

GREEDY = [
    pytest.param("bytearray(2**40)", id="at once"),
    pytest.param("x = []\n    while True: x.append(bytearray(2**20))", id="bit by bit"),
    pytest.param("import numpy; numpy.ones((2**20, 2**10))", id="in NumPy"),
    pytest.param("import flint; flint.fmpz(1) << 2**36", id="in FLINT"),
]  # fmt: skip


def checked(tmp_path, act, *, timeout=10.0, jobs=1, **options):
    (tmp_path / "page.py").write_text(PAGE.format(act=act))
    events = list(check_files([tmp_path / "page.py"], timeout=timeout, jobs=jobs, **options))
    assert not [event for event in events if isinstance(event, Failed)]
    reports = {event.derivation.name: event.derivation for event in events if isinstance(event, Finished)}
    assert reports["free"].verdict is Verdict.PROVED
    return list(reports["trapped"].steps)


@pytest.mark.parametrize("act", NEVER_ENDING)
def test_a_step_that_never_ends_is_undecided_for_time(tmp_path, act):
    first, second, third = checked(tmp_path, act, timeout=1.0)
    assert second.local.verdict is Verdict.UNDECIDED
    assert second.local.reason == "time: not finished within 1 s, while walking into a trap"
    assert first.local.verdict is third.head.verdict is Verdict.PROVED


def test_deadlines_hold_in_a_thread(tmp_path):
    found = []
    thread = Thread(target=lambda: found.extend(checked(tmp_path, "sum(itertools.repeat(0))", timeout=1.0)))
    thread.start()
    thread.join(60)
    assert found[1].local.reason.startswith("time: not finished within 1 s")


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no such signals")
@pytest.mark.parametrize(("act", "reason"), DEADLY)
def test_a_step_that_crashes_is_undecided(tmp_path, act, reason):
    first, second, third = checked(tmp_path, act)
    assert second.local.verdict is Verdict.UNDECIDED
    assert second.local.reason.startswith(reason)
    assert second.local.reason.endswith("while walking into a trap")
    assert first.local.verdict is third.head.verdict is Verdict.PROVED


@pytest.mark.skipif(not HAS_LIMITS, reason="this system does not cap memory")
@pytest.mark.parametrize("act", GREEDY)
def test_a_step_that_takes_all_memory_is_undecided_for_memory(tmp_path, act):
    first, second, third = checked(tmp_path, act, memory=300)
    assert second.local.verdict is Verdict.UNDECIDED
    assert second.local.reason == "memory: more than 300 MB were needed, while walking into a trap"
    assert first.local.verdict is third.head.verdict is Verdict.PROVED


@pytest.mark.skipif(not HAS_LIMITS, reason="this system does not cap memory")
def test_there_is_enough_memory_for_ordinary_steps(tmp_path):
    first, second, third = checked(tmp_path, "pass", memory=64)
    assert [step.local.verdict for step in (first, second, third)] == [Verdict.PROVED] * 3


@pytest.mark.parametrize("act", ["time.sleep(1000)", "os._exit(7)"])
@pytest.mark.slow
def test_what_was_given_up_is_not_kept(tmp_path, act):
    def cache():
        return Cache(tmp_path / "cache", timeout=1.0)

    page = tmp_path / "page.py"
    given_up = checked(tmp_path, act, timeout=1.0, cache=cache())[1]
    assert given_up.local.verdict is Verdict.UNDECIDED
    assert sorted(cache().page(str(page)).reports) == ["free"]
    assert not any(b"undecided" in file.read_bytes() for file in (tmp_path / "cache").rglob("*.json"))
    again = checked(tmp_path, act, timeout=1.0, cache=cache())
    assert again[1].local.reason == given_up.local.reason
    assert again[0].local.verdict is Verdict.PROVED


def test_a_stumble_of_the_engine_is_not_kept(tmp_path):
    act = "raise ArithmeticError('a defect')"
    page = tmp_path / "page.py"
    text = PAGE.replace("import derive.check as check", "import derive.engine as check").replace(
        "ENGINE = check.decide", "ENGINE = check._decided"
    ).replace("check.decide = decide", "check._decided = decide")
    page.write_text(text.format(act=act))
    cache = Cache(tmp_path / "cache", timeout=10.0)
    events = list(check_files([page], timeout=10, jobs=1, cache=cache))
    reports = {event.derivation.name: event.derivation for event in events if isinstance(event, Finished)}
    second = list(reports["trapped"].steps)[1]
    assert "stumbled" in second.local.reason
    assert sorted(Cache(tmp_path / "cache", timeout=10.0).page(str(page)).reports) == ["free"]


@pytest.mark.slow
def test_a_spare_worker_takes_over(tmp_path, monkeypatch):
    """The one that takes over was started before the deadline, not after it."""
    history = []
    stand_by, joined, lose = pool.Pool._stand_by, pool.Pool._joined, pool.Pool._lose

    def noting(name, real):
        def call(this, *arguments):
            history.append(name)
            return real(this, *arguments)

        return call

    def noting_lose(this, *arguments):
        history.append("lost")
        yield from lose(this, *arguments)

    def noting_join(this):
        history.append("took over" if this._spare else "started")
        return joined(this)

    monkeypatch.setattr(pool.Pool, "_stand_by", noting("stands by", stand_by))
    monkeypatch.setattr(pool.Pool, "_joined", noting_join)
    monkeypatch.setattr(pool.Pool, "_lose", noting_lose)
    second = checked(tmp_path, "time.sleep(1000)", timeout=2.0)[1]
    assert second.local.reason.startswith("time:")
    assert list(dict.fromkeys(history)) == ["started", "stands by", "lost", "took over"]




@pytest.mark.slow
def test_steps_that_the_budget_does_not_reach_are_undecided_for_time(tmp_path):
    for number in range(3):
        (tmp_path / f"page_{number}.py").write_text(
            PAGE.replace("def trapped", f"def trapped_{number}").format(act="time.sleep(1000)")
        )
    files = sorted(tmp_path.glob("*.py"))
    cache = Cache(tmp_path / "cache", timeout=500.0)
    events = list(check_files(files, timeout=500.0, jobs=1, budget=10.0, cache=cache))
    assert not [event for event in events if isinstance(event, Failed)]
    reports = {event.derivation.name: event.derivation for event in events if isinstance(event, Finished)}
    steps = [list(reports[f"trapped_{number}"].steps) for number in range(3)]
    assert steps[0][0].local.verdict is Verdict.PROVED
    interrupted = steps[0][1].local
    assert interrupted.reason == "time: the budget of the run, 10 s, was used up, while walking into a trap"
    unreached = [steps[0][2], *steps[1], *steps[2]]
    assert {step.local.reason for step in unreached} == {"time: the budget of the run was used up before this step"}
    assert all(report.verdict is Verdict.UNDECIDED for report in reports.values())
    assert all(not cache.answers(str(file)) for file in files)


@pytest.mark.slow
def test_what_cannot_even_be_read_within_the_budget_is_said(tmp_path):
    (tmp_path / "page.py").write_text("import time\ntime.sleep(1000)\n")
    events = list(check_files([tmp_path / "page.py"], timeout=500.0, jobs=1, budget=3.0))
    (problem,) = [event.problem for event in events if isinstance(event, Failed)]
    assert problem.message == "not read: the budget of the run, 3 s, was used up; raise --budget"


def test_a_budget_that_is_not_used_up_changes_nothing(tmp_path):
    first, second, third = checked(tmp_path, "pass", budget=300.0)
    assert [step.local.verdict for step in (first, second, third)] == [Verdict.PROVED] * 3


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a copy of the process is needed")
def test_what_libraries_print_gets_into_no_report(tmp_path, capfd):
    checked(tmp_path, "os.write(1, b'noise'); os.write(2, b'noise')")
    captured = capfd.readouterr()
    assert "noise" not in captured.out + captured.err


def test_a_script_needs_no_guard_and_runs_once(tmp_path):
    (tmp_path / "page.py").write_text(PAGE.format(act="pass"))
    (tmp_path / "script.py").write_text(
        "from pathlib import Path\nfrom derive.workers import Finished, check_files\nprint('running')\n"
        "events = check_files([Path('page.py')], timeout=10, jobs=2)\n"
        "print(sorted(e.derivation.name for e in events if isinstance(e, Finished)))\n"
    )
    words = [sys.executable, "script.py"]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == "running\n['free', 'trapped']\n"
    assert done.stderr == ""
