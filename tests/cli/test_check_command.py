"""`derive check`: options, exit codes, and both forms of the report."""

import json
from pathlib import Path

import pytest

from tests.golden import expect
from tests.report import specimens as s

EXIT_CODES = [  # what was found, options, exit code
    ([s.TRUE], [], 0),
    ([s.ERRATA], [], 0),
    ([s.SUPPORTED], [], 0),
    ([s.SUPPORTED], ["--fail-on", "supported"], 3),
    ([s.SUPPORTED], ["--fail-on", "conditional"], 3),
    ([s.CONDITIONAL], [], 0),
    ([s.CONDITIONAL], ["--fail-on", "supported"], 0),
    ([s.CONDITIONAL], ["--fail-on", "conditional"], 3),
    ([s.CONDITIONAL], ["--trust", "exact", "--fail-on", "supported"], 3),
    ([s.UNDECIDED], [], 3),
    ([s.UNDECIDED], ["--fail-on", "refuted"], 0),
    ([s.REFUTED], [], 1),
    ([s.REFUTED], ["--fail-on", "refuted"], 1),
    ([s.UNCONFIRMED], ["--fail-on", "refuted"], 1),
    ([s.REFUTED, s.UNDECIDED], [], 1),
    ([s.HEADS], [], 1),
    ([s.LIMIT], [], 1),
    ([], [], 5),
    ([s.TRUE], ["-k", "nothing_like_this"], 5),
    ([s.TRUE], ["nowhere.py"], 2),
    ([s.REFUTED], ["derivations", "nowhere.py"], 2),
]


@pytest.mark.parametrize(("derivations", "options", "code"), EXIT_CODES)
@pytest.mark.parametrize("form", ["text", "json"])
def test_exit_codes(stage, run, derivations, options, code, form):
    stage.derivations = derivations
    assert run("check", *options, "--format", form)[0] == code


def test_the_worst_exit_code_wins(stage, run):
    stage.derivations = [s.REFUTED, s.TRUE]
    stage.problems = [s.PROBLEMS[0]]
    assert run("check")[0] == 2
    stage.problems = [s.PROBLEMS[0], s.CONTRADICTION]
    assert run("check")[0] == 4
    stage.interrupt_after = 1
    assert run("check")[0] == 130


def test_interrupted_with_a_summary_of_what_was_done(stage, run):
    stage.derivations = [s.TRUE, s.REFUTED]
    stage.interrupt_after = 1
    code, out, _ = run("check")
    assert code == 130
    assert "3 steps in 1 derivation" in out
    assert "interrupted: 1 of the 2 derivations found by then were checked" in out


def test_order_does_not_depend_on_who_finished_first(stage, run):
    stage.derivations = [s.TRUE, s.ERRATA, s.CONDITIONAL]
    one = run("check")
    stage.derivations = [s.CONDITIONAL, s.TRUE, s.ERRATA]
    assert run("check") == one


def test_no_folder(stage, run):
    Path("derivations/one.py").unlink()
    code, out, err = run("check")
    assert (code, out) == (5, "")
    assert (
        err == "derive: there is no derivation in derivations: write one with @derivation, or use --shipped\n"
    )
    Path("derivations").rmdir()
    code, out, err = run("check")
    assert (code, out) == (5, "")
    assert "no derivations/ folder here" in err
    assert "--shipped" in err


def test_nothing_matches(stage, run):
    code, _, err = run("check", "-k", "flow")
    assert code == 5
    assert err == "derive: no derivation matches -k 'flow'\n"


def test_shipped(stage, run):
    assert run("check", "--shipped")[0] == 0
    assert all("derivations" in file.parts for file in stage.asked["files"])


def test_a_missing_path_does_not_keep_the_others_from_being_checked(stage, run):
    code, out, _ = run("check", "derivations", "nowhere.py")
    assert code == 2
    assert "kl_of_shifted_gaussians" in out
    assert "nowhere.py  ERROR" in out
    assert [str(file) for file in stage.asked["files"]] == ["derivations/one.py"]


def test_paths_may_stand_anywhere_and_count_once(stage, run):
    Path("two.py").write_text("")
    run("check", "two.py", "--timeout", "2.5", "derivations", "--jobs", "3", "./derivations/one.py")
    assert sorted(map(str, stage.asked["files"])) == ["derivations/one.py", "two.py"]
    assert (stage.asked["timeout"], stage.asked["jobs"]) == (2.5, 3)


@pytest.mark.parametrize(("derivation", "name"), [(s.REFUTED, "refuted"), (s.ERRATA, "errata_confirmed")])
def test_text_is_that_of_the_report(stage, run, derivation, name):
    stage.derivations = [derivation]
    expect(f"report_{name}", run("check")[1].rstrip("\n"))


def test_width_follows_columns(stage, run, monkeypatch):
    stage.derivations = [s.REFUTED]
    monkeypatch.setenv("COLUMNS", "140")
    expect("report_refuted_140", run("check")[1].rstrip("\n"))


def test_json_is_complete_even_where_there_is_nothing(stage, run):
    stage.derivations = []
    code, out, _ = run("check", "--format", "json")
    data = json.loads(out)
    assert code == 5
    assert (data["derivations"], data["errors"]) == ([], [])


def test_json_on_errors_and_interrupts(stage, run):
    stage.problems = [s.PROBLEMS[1]]
    data = json.loads(run("check", "--format", "json")[1])
    assert data["errors"] == [
        {"path": s.PROBLEMS[1].path, "line": 14, "message": s.PROBLEMS[1].message},
    ]
    stage.interrupt_after = 0
    code, out, _ = run("check", "--format", "json")
    assert (code, json.loads(out)["derivations"]) == (130, [])


def test_trust_exact_shows_a_cas_proof_as_supported(stage, run):
    stage.derivations = [s.CONDITIONAL]
    out = run("check", "--trust", "exact")[1]
    assert "1 proved, 1 supported" in out
    assert "proved only by simplify, which trusts cas" in out


def test_an_unexpected_error_is_one_line(stage, run, monkeypatch):
    stage.error = ZeroDivisionError("oh\nno")
    code, out, err = run("check")
    assert (code, out) == (4, "")
    assert err.startswith("derive: a defect of derive, please report it: ZeroDivisionError: oh no")
    assert len(err.splitlines()) == 1
    monkeypatch.setenv("DERIVE_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        run("check")
