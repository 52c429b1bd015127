"""`derive check claims.jsonl`: forms, exit codes, files that are none, and derivations beside claims."""

import json
import multiprocessing

import pytest

from derive import workers
from derive.claims import crew

TRUE = {"id": "true", "lhs": "sqrt(x**2)", "relation": "=", "rhs": "Abs(x)", "symbols": {"x": {"real": True}}}
FALSE = {"id": "false", "lhs": "sqrt(x**2)", "relation": "=", "rhs": "x", "symbols": {"x": {"real": True}}}
PARTIAL = {"id": "partial", "lhs": "x**2/x", "relation": "=", "rhs": "x", "symbols": {"x": {"real": True}}}
VACUOUS = {"id": "open", "lhs": "x", "relation": "=", "rhs": "2", "symbols": {"x": {"real": True}},
           "conditions": ["x**2 < -1"]}  # fmt: skip
BROKEN = {"id": "broken", "lhs": "sqrt(x", "relation": "=", "rhs": "x", "symbols": {"x": {"real": True}}}

KEYS = ["id", "verdict", "method", "trusts", "conditions", "witness", "lhs", "rhs", "reason", "seconds"]


@pytest.fixture(autouse=True)
def claims_file(monkeypatch, tmp_path):
    """Writes claims into claims.jsonl of an empty folder; workers are copies of this process."""
    import derive.claims.serving  # noqa: F401

    monkeypatch.setattr(crew, "start_method", lambda resident: multiprocessing.get_context("fork"))
    monkeypatch.setattr(workers, "warm_up", lambda: None)
    monkeypatch.chdir(tmp_path)
    for name in ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "DERIVE_DEBUG"):
        monkeypatch.delenv(name, raising=False)

    def write(*claims, name="claims.jsonl"):
        (tmp_path / name).write_text("".join(c if isinstance(c, str) else json.dumps(c) + "\n" for c in claims))
        return name

    return write


def test_one_answer_a_line_in_order_as_strict_json(claims_file, run):
    code, out, err = run("check", claims_file(TRUE, "nonsense\n", FALSE, PARTIAL, VACUOUS, BROKEN), "--format", "jsonl")
    found = [json.loads(line, parse_constant=pytest.fail) for line in out.splitlines()]
    assert (code, err) == (2, "")
    assert [answer["id"] for answer in found] == ["true", None, "false", "partial", "open", "broken"]
    assert [answer.get("verdict") for answer in found] == ["proved", None, "refuted", "proved", "undecided", None]
    for answer in found:
        assert list(answer)[: len(KEYS)] == KEYS or list(answer) == ["id", "error", "line"]
    assert found[1]["line"] == 2
    assert found[2]["witness"] == {"x": "-1"}
    assert (found[2]["lhs"], found[2]["rhs"]) == ("1", "-1")
    assert found[3]["conditions"] == ["x != 0"]
    assert found[4]["reason"] == "no point satisfies x**2 < -1"
    assert found[5]["error"].splitlines() == ["lhs: this ( is never closed", "    sqrt(x", "        ^"]


def test_the_text_shows_what_is_not_proved_and_counts_all(claims_file, run):
    code, out, err = run("check", claims_file(TRUE, FALSE, BROKEN, PARTIAL))
    assert (code, err) == (2, "")
    assert "✗ REFUTED    claims.jsonl:2  false\n    sqrt(x**2) = x\n    at x = -1" in out
    assert "! ERROR  claims.jsonl:3  broken\n    lhs: this ( is never closed\n        sqrt(x\n            ^\n" in out
    assert "true" not in out
    assert "3 claims: 2 proved, 0 supported, 0 undecided, 1 refuted\n" in out
    assert "of those proved: 1 with conditions\n" in out
    assert out.endswith("1 error\n")


EXIT_CODES = [
    ([TRUE], [], 0),
    ([TRUE, PARTIAL], [], 0),
    ([TRUE, PARTIAL], ["--fail-on", "conditional"], 3),
    ([TRUE, VACUOUS], [], 3),
    ([TRUE, VACUOUS], ["--fail-on", "refuted"], 0),
    ([TRUE, FALSE], ["--fail-on", "refuted"], 1),
    ([TRUE, FALSE, VACUOUS], [], 1),
    ([FALSE, BROKEN], [], 2),
    ([], [], 5),
    (["\n\n"], [], 5),
    ([TRUE], ["-k", "nothing_like_this"], 5),
    ([TRUE, FALSE], ["-k", "true"], 0),
    ([TRUE, BROKEN], ["-k", "claims.jsonl::true"], 0),
]  # fmt: skip


@pytest.mark.parametrize(("claims", "options", "code"), EXIT_CODES)
@pytest.mark.parametrize("form", ["text", "jsonl", "json"])
def test_exit_codes(claims_file, run, claims, options, code, form):
    assert run("check", claims_file(*claims), *options, "--format", form)[0] == code


def test_an_empty_file_is_named(claims_file, run):
    code, out, err = run("check", claims_file())
    assert (code, out, err) == (5, "", "derive: there is no claim in claims.jsonl\n")


def test_a_file_that_is_not_there_costs_only_itself(claims_file, run):
    code, out, err = run("check", "nowhere.jsonl", claims_file(TRUE))
    assert code == 2
    assert err == "derive: nowhere.jsonl: this file cannot be read: No such file or directory\n"
    assert "1 claim: 1 proved" in out


def test_a_folder_is_no_claims_file(claims_file, run, tmp_path):
    (tmp_path / "folder.jsonl").mkdir()
    assert run("check", "folder.jsonl")[0] == 2


def test_claims_from_standard_input(claims_file, run, monkeypatch, tmp_path):
    with open(claims_file(TRUE, FALSE)) as stream:
        monkeypatch.setattr("sys.stdin", stream)
        code, out, _ = run("check", "-")
    assert code == 1
    assert "REFUTED    standard input:2  false" in out


def test_all_forms_of_a_report_know_claims(claims_file, run):
    file = claims_file(TRUE, FALSE, BROKEN)
    for form in ("junit", "sarif", "github", "gitlab", "markdown", "html", "gradescope", "prairielearn"):
        code, out, err = run("check", file, "--format", form)
        assert (code, err) == (2, "")
        assert "false" in out, form
    report = json.loads(run("check", file, "--format", "json")[1])
    assert [d["id"] for d in report["derivations"]] == ["claims.jsonl::true", "claims.jsonl::false"]
    step = report["derivations"][1]["calculations"][0]["steps"][0]
    assert (step["line"], step["lhs"], step["relation"], step["rhs"]) == (2, "sqrt(x**2)", "=", "x")
    assert [(error["path"], error["line"]) for error in report["errors"]] == [("claims.jsonl", 3)]


def test_several_forms_at_once(claims_file, run, tmp_path):
    words = ("--format", "text", "-o", "a.txt", "--format", "jsonl", "-o", "a.jsonl", "--format", "json")
    code, out, _ = run("check", claims_file(TRUE, FALSE), *words)
    assert code == 1
    assert json.loads(out)["summary"]["refuted"] == 1
    assert [json.loads(line)["id"] for line in (tmp_path / "a.jsonl").read_text().splitlines()] == ["true", "false"]
    text = (tmp_path / "a.txt").read_text()
    assert "REFUTED" in text
    assert text.endswith("2 claims: 1 proved, 0 supported, 0 undecided, 1 refuted\n")


def test_an_output_that_cannot_be_written_is_said_before_the_work(claims_file, run):
    code, _, err = run("check", claims_file(TRUE), "--format", "jsonl", "-o", "no/such/folder.jsonl")
    assert code == 2
    assert "this file cannot be written: No such file or directory" in err


def test_trust_and_baseline(claims_file, run, tmp_path):
    file = claims_file(TRUE, FALSE)
    assert run("check", file, "--trust", "exact")[0] == 1
    assert run("check", file, "--baseline", "known.json", "--update-baseline")[0] == 1
    claims_file(TRUE | {"rhs": "x"}, FALSE)
    _, _, err = run("check", file, "--baseline", "known.json")
    assert "worse than the baseline" in err


PAGE = '''
from derive import Real, calc, derivation, equals

@derivation(source="test")
def square(x: Real):
    """(x + 1)^2."""
    return calc((x + 1)**2, equals(x**2 + 2*x + 1))
'''


def test_derivations_beside_claims(claims_file, run, tmp_path):
    (tmp_path / "page.py").write_text(PAGE)
    code, out, _ = run("check", claims_file(FALSE), "page.py", "--no-cache")
    assert code == 1
    assert "square" in out
    assert "claims.jsonl" in out
    code, _, err = run("check", claims_file(FALSE), "page.py", "--format", "jsonl")
    assert code == 2
    assert "--format jsonl answers claims: name claims files only" in err


def test_jsonl_is_for_claims(run, tmp_path):
    (tmp_path / "page.py").write_text(PAGE)
    code, out, err = run("check", "page.py", "--format", "jsonl")
    assert (code, out) == (2, "")
    assert "--format jsonl answers claims: name a claims file" in err


def test_claims_are_not_watched(claims_file, run):
    code, _, err = run("check", claims_file(TRUE), "--watch")
    assert code == 2
    assert "--watch follows derivations" in err


def test_interrupted_with_a_summary_of_what_was_done(claims_file, run, monkeypatch):
    from derive.claims.crew import Crew

    real = Crew.answers

    def pressed(self, source):
        yield next(real(self, source))
        raise KeyboardInterrupt

    monkeypatch.setattr(Crew, "answers", pressed)
    code, out, _ = run("check", claims_file(FALSE, TRUE, TRUE))
    assert code == 130
    assert out.endswith("interrupted: 1 claim answered by then\n")


def test_a_terminal_shows_progress(claims_file, run, monkeypatch):
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    code, out, _ = run("check", claims_file(TRUE, FALSE), "--format", "jsonl")
    assert code == 1
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["true", "false"]


def test_what_was_decided_before_is_not_decided_again(claims_file, run, tmp_path, monkeypatch):
    from derive.claims import judging

    file = claims_file(TRUE, FALSE, VACUOUS)
    words = ("check", file, "--format", "jsonl", "--cache", str(tmp_path / "cache"))
    first = run(*words)
    monkeypatch.setattr(judging, "decide", None)
    again = run(*words)
    assert [_timeless(line) for line in again[1].splitlines()] == [_timeless(line) for line in first[1].splitlines()]
    renamed = TRUE | {"id": 3, "lhs": "sqrt(y**2)", "rhs": "Abs(y)", "symbols": {"y": {"real": True}}}
    claims_file(renamed)
    assert json.loads(run(*words)[1])["verdict"] == "proved"


def _timeless(line):
    return {key: value for key, value in json.loads(line).items() if key != "seconds"}
