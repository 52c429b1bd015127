"""The plugin: one test a calculation, with the outcome that the mathematics has."""

import multiprocessing.forkserver  # noqa: F401  (one warm server for all runs of pytester)
import re
import xml.etree.ElementTree as ElementTree
from dataclasses import replace

import pytest

import derive.archive
import derive.pytest_items
import derive.report.text
from derive.report.model import Report
from derive.workers import Finished, check_files

pytest_plugins = ["pytester"]


@pytest.fixture(autouse=True)
def _without_other_plugins(pytester, monkeypatch):
    """Hypothesis would be imported anew in every run of pytester."""
    monkeypatch.setenv("PYTEST_ADDOPTS", "-p no:hypothesispytest")


PRELUDE = """\
from derive import *
from derive.terms import *
import sympy as sp

"""

PROVED = '''
@derivation(source="sheet 1")
def proved(x: Real):
    """(x + 1)^2."""
    first = calc((x + 1)**2, equals(x**2 + 2*x + 1, by="binomial"))
    second = calc(
        x**2 - 1,
        equals((x - 1)*(x + 1), by="difference of squares"),
    )
    return first, second
'''

REFUTED = '''
@derivation(source="sheet 1")
def refuted(x: Real):
    """(x + 1)^2, wrongly."""
    right = calc(x + x, equals(2*x))
    wrong = calc(
        (x + 1)**2,
        equals(x**2 + 1, by="square each term"),
    )
    return right, wrong
'''

ERRATUM = '''
@derivation(source="sheet 1")
def erratum(x: Real):
    """(x + 1)^2, as printed."""
    right = equals(x**2 + 2*x + 1)
    return calc((x + 1)**2, equals(x**2 + 1, erratum="the mixed term is lost", correction=right))
'''

UNCONFIRMED = '''
@derivation(source="sheet 1")
def unconfirmed(x: Real):
    """A line marked as wrong that is right."""
    return calc((x + 1)**2, equals(x**2 + 2*x + 1, erratum="is it?"))
'''

UNDECIDED = '''
@derivation(source="sheet 1", where=lambda x, y: (x < y, y < x))
def undecided(x: Real, y: Real):
    """There is no such point."""
    return calc(x, equals(x + y - y + 0*x))
'''

HANGING = '''
@derivation(source="sheet 1")
def hanging(x: Real):
    """A body that never ends."""
    while True:
        pass
'''

RAISING = '''
@derivation(source="sheet 1")
def raising(x: Real):
    """A body that fails."""
    raise ValueError("broken body")
'''


def page(pytester, name="page.py", *texts):
    """A file of derivations below derivations/."""
    file = pytester.path / "derivations" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(PRELUDE + "\n".join(texts))
    return file


def run(pytester, *words):
    """pytest with `--derive derivations`, in this process."""
    return pytester.runpytest_inprocess("--derive", "derivations", "-p", "no:cacheprovider", *words)


def text_of_the_command_line(file, calculation):
    """What `derive check` says about one calculation of a file, below the heading that names it."""
    (report,) = [e.derivation for e in check_files([file], timeout=10, jobs=1) if isinstance(e, Finished)]
    kept = tuple(found for found in report.calculations if found.name == calculation)
    heading, _, text = repr(Report(derivations=(replace(report, calculations=kept),))).partition("\n")
    assert "derivations/page.py".startswith(heading)
    return text


def test_every_calculation_is_a_test_of_its_own(pytester):
    page(pytester, "sheet/page.py", PROVED, REFUTED)
    result = run(pytester, "-v")
    result.stdout.fnmatch_lines(
        [
            "derive: derivations (10 s a step)",
            "derivations/sheet/page.py::proved::first PASSED*",
            "derivations/sheet/page.py::proved::second PASSED*",
            "derivations/sheet/page.py::refuted::right PASSED*",
            "derivations/sheet/page.py::refuted::wrong FAILED*",
        ]
    )
    result.assert_outcomes(passed=3, failed=1)
    assert result.ret == 1


def test_a_refuted_step_fails_with_the_text_of_the_command_line(pytester):
    file = page(pytester, "page.py", REFUTED)
    result = run(pytester)
    shown = text_of_the_command_line(file, "wrong")
    assert shown in result.stdout.str()
    assert "REFUTED" in shown
    assert "derivations/page.py:12" in shown
    result.stdout.fnmatch_lines(["FAILED derivations/page.py::refuted::wrong - * REFUTED *"])
    for inner in ("Traceback", "pytest_items.py", "runtest", "DerivationError"):
        assert inner not in result.stdout.str()


def test_a_confirmed_erratum_is_listed_and_passes(pytester):
    page(pytester, "page.py", ERRATUM)
    result = run(pytester)
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(
        ["*= derivations =*", "derivations/page.py:10  erratum confirmed: the mixed term is lost"]
    )
    assert result.ret == 0


def test_an_erratum_that_is_not_confirmed_fails(pytester):
    page(pytester, "page.py", UNCONFIRMED)
    result = run(pytester)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*not confirmed*"])


def test_undecided_is_an_outcome_of_its_own(pytester):
    page(pytester, "page.py", UNDECIDED, PROVED)
    result = run(pytester)
    result.stdout.fnmatch_lines(
        [
            "derivations/page.py U..*",
            "*= derivations =*",
            "derivations/page.py:9  UNDECIDED: *no point*",
            "*2 passed, 1 undecided*",
        ]
    )
    assert result.ret == 0
    run(pytester, "-v").stdout.fnmatch_lines(["*::undecided::main UNDECIDED*"])


def test_undecided_fails_when_strict(pytester):
    page(pytester, "page.py", UNDECIDED, PROVED)
    result = run(pytester, "--derive-strict")
    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines(["*no point*", "not good enough: *"])
    assert result.ret == 1


def settings(pytester, lines):
    (pytester.path / "pyproject.toml").write_text(f"[tool.derive]\n{lines}\n")


BY_CAS = '''
@derivation(source="sheet 1")
def by_cas(x: Real):
    """SymPy's simplify alone knows this one."""
    return calc(sp.gamma(x + 1), equals(x*sp.gamma(x)))
'''


def test_supported_passes_even_when_strict(pytester, monkeypatch):
    page(pytester, "page.py", BY_CAS)
    settings(pytester, 'trust = "exact"')
    for words in ((), ("--derive-strict",)):
        result = run(pytester, *words)
        result.stdout.fnmatch_lines(["derivations/page.py S*", "*SUPPORTED: *", "*1 supported*"])
        assert result.ret == 0


def test_supported_fails_when_strict_and_the_settings_say_so(pytester):
    page(pytester, "page.py", BY_CAS)
    settings(pytester, 'trust = "exact"\nfail-on = "supported"')
    assert run(pytester).ret == 0
    assert run(pytester, "--derive-strict").ret == 1


def test_settings_that_make_no_sense_are_a_usage_error(pytester):
    page(pytester, "page.py", PROVED)
    settings(pytester, "timout = 3")
    result = run(pytester)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["ERROR: derive: *pyproject.toml:2: *did you mean timeout?*"])


AUTHORING_ERRORS = [
    pytest.param("def f(:\n", "import", "*SyntaxError*", id="syntax error"),
    pytest.param("raise SystemExit(3)\n", "import", "*SystemExit*", id="file that exits"),
    pytest.param("print('seen')\n1/0\n", "import", "*it printed: seen*", id="file that prints and raises"),
    pytest.param(RAISING, "raising::body", "*broken body*", id="body that raises"),
]


@pytest.mark.parametrize(("text", "name", "message"), AUTHORING_ERRORS)
def test_an_authoring_error_is_one_test_that_fails(pytester, text, name, message):
    page(pytester, "bad.py", text)
    page(pytester, "page.py", PROVED)
    result = run(pytester, "-v")
    result.assert_outcomes(failed=1, passed=2)
    result.stdout.fnmatch_lines([f"derivations/bad.py::{name} FAILED*", message])
    assert "Traceback" not in result.stdout.str()


def test_a_file_that_is_not_utf_8_is_one_test_that_fails(pytester):
    page(pytester, "page.py", PROVED)
    (pytester.path / "derivations" / "latin.py").write_bytes("x = '\u00e9'\n".encode("latin-1"))
    run(pytester).assert_outcomes(failed=1, passed=2)


def test_a_body_that_hangs_costs_one_test(pytester):
    page(pytester, "page.py", HANGING, PROVED)
    result = run(pytester, "--derive-timeout", "1")
    result.assert_outcomes(failed=1, passed=2)
    result.stdout.fnmatch_lines(["*running the body of hanging*not finished within 1 s*"])


def test_a_file_that_hangs_costs_one_test(pytester):
    page(pytester, "bad.py", "while True: pass\n")
    page(pytester, "page.py", PROVED)
    result = run(pytester, "--derive-timeout", "1")
    result.assert_outcomes(failed=1, passed=2)
    result.stdout.fnmatch_lines(["*importing the file*not finished within 1 s*"])


@pytest.mark.parametrize("seconds", ["0", "-1", "nan", "soon", "1e9"])
def test_a_time_that_is_none_is_a_usage_error(pytester, seconds):
    page(pytester, "page.py", PROVED)
    result = run(pytester, f"--derive-timeout={seconds}")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*--derive-timeout*"])


def test_a_path_that_does_not_exist_is_a_usage_error(pytester):
    result = pytester.runpytest_inprocess("--derive", "nowhere")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["ERROR: derive: *nowhere: there is no such file or folder*"])


def test_an_empty_folder_is_no_test(pytester):
    (pytester.path / "derivations").mkdir()
    assert run(pytester).ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_without_the_option_nothing_is_collected(pytester):
    page(pytester, "page.py", REFUTED)
    assert pytester.runpytest_inprocess().ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_several_paths_and_files_may_be_named(pytester):
    page(pytester, "page.py", PROVED)
    page(pytester, "other.py", ERRATUM)
    page(pytester, "third.py", REFUTED)
    result = pytester.runpytest_inprocess("--derive", "derivations/page.py", "--derive=derivations/other.py")
    result.assert_outcomes(passed=3)


def test_a_path_named_twice_is_collected_once(pytester):
    page(pytester, "page.py", PROVED)
    run(pytester, "--derive", "derivations/page.py", "derivations").assert_outcomes(passed=2)


def ini(pytester, lines='derive_paths = ["derivations"]\ntestpaths = ["tests"]'):
    pytester.makepyprojecttoml(f"[tool.pytest.ini_options]\n{lines}\n")
    (pytester.path / "tests").mkdir(exist_ok=True)
    (pytester.path / "tests" / "test_sum.py").write_text("def test_sum(): assert 1 + 1 == 2\n")


def test_the_ini_names_paths_beside_the_tests(pytester):
    page(pytester, "page.py", PROVED)
    ini(pytester)
    pytester.runpytest_inprocess().assert_outcomes(passed=3)


def test_a_path_on_the_command_line_is_all_that_runs(pytester):
    page(pytester, "page.py", PROVED)
    page(pytester, "other.py", ERRATUM)
    ini(pytester)
    pytester.runpytest_inprocess("tests").assert_outcomes(passed=1)
    pytester.runpytest_inprocess("derivations/other.py").assert_outcomes(passed=1)
    pytester.runpytest_inprocess("derivations/page.py::proved").assert_outcomes(passed=2)
    pytester.runpytest_inprocess("derivations/page.py::proved::second").assert_outcomes(passed=1)
    pytester.runpytest_inprocess("--derive=derivations/other.py", "tests").assert_outcomes(passed=2)


def test_helpers_and_conftest_are_no_pages(pytester):
    page(pytester, "page.py", PROVED)
    page(pytester, "_shared.py", REFUTED)
    (pytester.path / "derivations" / "conftest.py").write_text("")
    run(pytester).assert_outcomes(passed=2)


def test_a_package_is_never_imported_by_pytest_itself(pytester):
    page(pytester, "page.py", PROVED)
    page(pytester, "__init__.py", "raise RuntimeError('imported here')")
    (pytester.path / "derivations" / "sheet").mkdir()
    page(pytester, "sheet/__init__.py", "")
    page(pytester, "sheet/other.py", ERRATUM)
    run(pytester).assert_outcomes(passed=3)


def test_selecting_by_keyword_and_marker(pytester):
    page(pytester, "page.py", PROVED, REFUTED)
    ini(pytester)
    run(pytester, "-k", "second").assert_outcomes(passed=1, deselected=4)
    run(pytester, "-k", "proved and not refuted").assert_outcomes(passed=2, deselected=3)
    run(pytester, "-m", "derive").assert_outcomes(passed=3, failed=1, deselected=1)
    run(pytester, "-m", "not derive", "--strict-markers").assert_outcomes(passed=1, deselected=4)


def test_a_derivation_is_checked_once_and_only_if_it_is_selected(pytester, monkeypatch):
    checked = []
    real = derive.archive.Archive._checked

    def counted(self, file, name):
        checked.append(name)
        return real(self, file, name)

    monkeypatch.setattr(derive.archive.Archive, "_checked", counted)
    page(pytester, "page.py", PROVED, REFUTED)
    run(pytester, "-k", "proved")
    assert checked == ["proved"]


def test_last_failed(pytester):
    page(pytester, "page.py", PROVED, REFUTED)
    words = ("--derive", "derivations", "--lf")
    pytester.runpytest_inprocess(*words).assert_outcomes(passed=3, failed=1)
    pytester.runpytest_inprocess(*words).assert_outcomes(failed=1)
    file = pytester.path / "derivations" / "page.py"
    file.write_text(file.read_text().replace("x**2 + 1, by", "x**2 + 2*x + 1, by"))
    pytester.runpytest_inprocess(*words).assert_outcomes(passed=1)
    pytester.runpytest_inprocess(*words).assert_outcomes(passed=4)


def test_stopping_at_the_first_failure(pytester):
    page(pytester, "a.py", UNDECIDED, REFUTED)
    page(pytester, "b.py", PROVED)
    result = run(pytester, "-x")
    result.stdout.fnmatch_lines(["*1 failed, 1 passed, 1 undecided*"])


def test_file_and_line_are_those_of_the_calculation(pytester):
    page(pytester, "page.py", PROVED)
    items, _ = pytester.inline_genitems("--derive", "derivations")
    assert [item.reportinfo() for item in items] == [
        (pytester.path / "derivations" / "page.py", 8, "proved.first"),
        (pytester.path / "derivations" / "page.py", 9, "proved.second"),
    ]
    assert [item.location[:2] for item in items] == [("derivations/page.py", 8), ("derivations/page.py", 9)]


def test_collecting_decides_nothing(pytester, monkeypatch):
    def refuse(self, file, name):
        raise AssertionError

    monkeypatch.setattr(derive.archive.Archive, "_checked", refuse)
    page(pytester, "page.py", REFUTED)
    run(pytester, "--collect-only", "-q").stdout.fnmatch_lines(
        ["derivations/page.py::refuted::right", "derivations/page.py::refuted::wrong"]
    )


def cases(file):
    return {case.get("name"): case for case in ElementTree.parse(file).iter("testcase")}


def test_junit(pytester):
    page(pytester, "page.py", PROVED, REFUTED, UNDECIDED)
    run(pytester, "--junit-xml=result.xml", "-o", "junit_family=xunit1")
    found = cases(pytester.path / "result.xml")
    assert found["second"].get("classname") == "derivations.page.py.proved" or (
        found["second"].get("classname") == "derivations.page.proved"
    )
    assert found["second"].get("line") == "9"
    properties = {p.get("name"): p.get("value") for p in found["second"].iter("property")}
    assert properties["verdict"] == "proved"
    assert properties["method"]
    assert int(properties["points"]) > 0
    assert "REFUTED" in (found["wrong"].find("failure").text or "")
    assert {p.get("value") for p in found["wrong"].iter("property")} >= {"refuted"}
    assert found["main"].find("skipped") is not None


def test_without_an_undecided_step_the_summary_is_silent(pytester):
    page(pytester, "page.py", PROVED)
    assert not re.search(r"= derivations =", run(pytester).stdout.str())


@pytest.mark.parametrize(
    "distribution", ["load", *(pytest.param(name, marks=pytest.mark.slow) for name in ("loadscope", "loadfile"))]
)
def test_with_xdist(pytester, distribution):
    page(pytester, "page.py", PROVED, REFUTED, ERRATUM, UNDECIDED)
    page(pytester, "bad.py", "1/0\n")
    result = run(pytester, "-n", "2", "--dist", distribution, "--junit-xml=result.xml")
    result.stdout.fnmatch_lines(
        [
            "*REFUTED*",
            "*= derivations =*",
            "derivations/page.py:*  erratum confirmed: the mixed term is lost",
            "derivations/page.py:*  UNDECIDED: *",
            "*2 failed, 4 passed, 1 undecided*",
        ]
    )
    properties = cases(pytester.path / "result.xml")["first"].iter("property")
    assert "proved" in {entry.get("value") for entry in properties}
    assert "Traceback" not in result.stdout.str()


@pytest.mark.slow
def test_with_xdist_only_the_files_that_are_visited_are_read(pytester):
    page(pytester, "page.py", PROVED)
    page(pytester, "hanging.py", "while True: pass\n")
    ini(pytester)
    result = pytester.runpytest_inprocess("-n", "2", "derivations/page.py")
    result.assert_outcomes(passed=2)
