"""The cache on the command line: what a person sees of it, with the real engine."""

import json
import os
import re
import subprocess
import sys

import pytest

PAGE = '''
from derive import Real, calc, derivation, equals

@derivation(source="a textbook")
def square(a: Real, b: Real):
    """(a + b)^2 = a^2 + 2ab + b^2."""
    return calc((a + b)**2, equals(a**2 + 2*a*b + b**2, by="expanding"))
'''


def derive(folder, *words, **variables):
    kept = {name: value for name, value in os.environ.items() if name not in ("CI", "DERIVE_NO_CACHE", "DERIVE_CACHE_DIR")}
    done = subprocess.run(
        [sys.executable, "-m", "derive", *map(str, words)],
        cwd=folder, capture_output=True, text=True, env=kept | {"HOME": str(folder), "XDG_CACHE_HOME": ""} | variables,
        timeout=120,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "derivations").mkdir()
    (tmp_path / "derivations" / "page.py").write_text(PAGE)
    return tmp_path


def places(folder):
    """The folders that were made."""
    return sorted(path.name for path in folder.iterdir() if path.name != "derivations")


def without_seconds(text):
    data = json.loads(text)
    for derivation in data["derivations"]:
        for calculation in derivation["calculations"]:
            for step in calculation["steps"]:
                del step["seconds"]
    return data


@pytest.mark.slow
def test_two_runs_say_the_same_in_all_forms(folder):
    for words in (["check"], ["list"], ["check", "--format", "github"], ["show", "square"]):
        without = derive(folder, *words, "--no-cache")
        assert derive(folder, *words, "--cache", "kept") == derive(folder, *words, "--cache", "kept") == without, words
    data = [without_seconds(derive(folder, "check", "--format", "json", *words)[1]) for words in (["--no-cache"], ["--cache", "kept"])]
    assert data[0] == data[1]


def test_a_second_run_loads_nothing_heavy_and_starts_no_process(folder):
    heavy = re.compile(r"\| +(sympy|numpy|flint|mpmath|rich|multiprocessing)$", re.MULTILINE)
    code = "import subprocess, os; subprocess.Popen = os.fork = os.posix_spawn = None\n"
    code += "import sys; from derive.cli.main import main; sys.exit(main(sys.argv[1:]))\n"
    for words in (["check"], ["list"], ["check", "--format", "json"], ["check", "--trust", "exact"]):
        first = derive(folder, *words, "--cache", "kept")
        words = [sys.executable, "-X", "importtime", "-c", code, *words, "--cache", "kept"]
        done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=True)
        assert done.stdout == first[1]
        assert not heavy.findall(done.stderr), words


def test_the_text_is_laid_out_for_the_terminal_at_hand(folder):
    (folder / "derivations" / "page.py").write_text(PAGE.replace("2*a*b", "3*a*b").replace("expanding", "expanding " * 20))
    narrow, wide = (derive(folder, "check", "--cache", "kept", COLUMNS=width) for width in ("60", "140"))
    assert narrow[1] != wide[1]
    assert derive(folder, "check", "--cache", "kept", COLUMNS="60") == narrow
    coloured = derive(folder, "check", "--cache", "kept", COLUMNS="60", FORCE_COLOR="1", TERM="xterm")
    assert "\x1b[" in coloured[1]
    assert derive(folder, "check", "--cache", "kept", COLUMNS="60") == narrow


@pytest.mark.slow
def test_options_that_grade_apply_to_what_is_kept(folder):
    assert derive(folder, "check", "--cache", "kept")[0] == 0
    page = folder / "derivations" / "page.py"
    page.write_text(PAGE.replace("(a + b)**2,", "a**2,").replace("a**2 + 2*a*b + b**2", "a**2 + (b/b - 1)"))
    codes = [derive(folder, "check", *more)[0] for more in (["--no-cache"], ["--cache", "kept"], ["--cache", "kept"])]
    assert len(set(codes)) == 1
    wrong = PAGE.replace("2*a*b", "3*a*b")
    page.write_text(wrong)
    assert [derive(folder, "check", "--cache", "kept")[0] for _ in range(2)] == [1, 1]


@pytest.mark.slow
def test_it_is_in_the_users_cache_folder_and_not_in_ci(folder):
    derive(folder, "check", CI="true")
    assert places(folder) == []
    derive(folder, "check", DERIVE_NO_CACHE="1")
    assert places(folder) == []
    derive(folder, "check")
    assert places(folder) == [".cache"]
    assert derive(folder, "cache", "path")[1] == f"{folder}/.cache/derive\n"
    derive(folder, "check", "--cache", "mine", CI="true")
    assert places(folder) == [".cache", "mine"]


def test_how_much_there_is_and_clearing_it(folder):
    assert derive(folder, "cache", "--cache", "kept") == (0, f"0 entries, 0.0 MB in {folder}/kept\n", "")
    derive(folder, "check", "--cache", "kept")
    (folder / "kept" / "mine.txt").write_text("precious")
    code, out, _ = derive(folder, "cache", "size", "--cache", "kept")
    assert code == 0
    assert not out.startswith("0 entries")
    assert derive(folder, "cache", "clear", "--cache", "kept")[1].startswith("removed ")
    assert derive(folder, "cache", "--cache", "kept")[1].startswith("0 entries")
    assert (folder / "kept" / "mine.txt").read_text() == "precious"
    assert "off in CI" in derive(folder, "cache", CI="1")[2]


MISUSES = [
    pytest.param(["check", "--cache", "derivations/page.py"], "derivations/page.py: this is no folder", id="a file as a cache"),
    pytest.param(["check", "--cache", "kept", "--no-cache"], "not allowed with", id="a cache and none"),
    pytest.param(["cache", "cleer"], "did you mean clear?", id="misspelt"),
    pytest.param(["check", "--memory", "lots"], "a whole number of megabytes from 64", id="memory in words"),
    pytest.param(["check", "--memory", "1"], "a whole number of megabytes from 64", id="no memory"),
    pytest.param(["check", "--budget", "0"], "a positive number of seconds", id="no time"),
    pytest.param(["check", "--budget", "nan"], "a positive number of seconds", id="no number"),
]


@pytest.mark.parametrize(("words", "message"), MISUSES)
def test_misuse(folder, words, message):
    code, out, err = derive(folder, *words)
    assert (code, out) == (2, "")
    assert message in err
    assert "Traceback" not in err


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is read-only for root")
def test_a_read_only_folder_is_no_error(folder):
    (folder / "kept").mkdir(mode=0o500)
    without = derive(folder, "check", "--no-cache")
    assert derive(folder, "check", "--cache", "kept") == without


def test_a_home_that_is_not_there_is_no_error(folder):
    without = derive(folder, "check", "--no-cache")
    assert derive(folder, "check", HOME="/proc/nobody/home") == without


def test_two_runs_at_once(folder):
    words = [sys.executable, "-m", "derive", "check", "--cache", "kept"]
    running = [
        subprocess.Popen(words, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(3)
    ]
    said = {process.communicate(timeout=60) for process in running}
    assert len(said) == 1
    assert said == {derive(folder, "check", "--cache", "kept")[1:]}


@pytest.mark.slow
def test_memory_and_budget_reach_the_engine(folder):
    (folder / "derivations" / "page.py").write_text(
        PAGE.replace("    return", "    import time; time.sleep(1000)\n    return")
    )
    code, out, _ = derive(folder, "check", "--budget", "2", "--timeout", "500", "--no-cache")
    assert code == 2
    assert "the budget of the run, 2 s, was used up" in " ".join(out.split())
    hungry = PAGE.replace("    return", "    hold = bytearray(300 * 2**20)\n    return")
    (folder / "derivations" / "page.py").write_text(hungry)
    assert derive(folder, "check", "--no-cache")[0] == 0
    code, out, _ = derive(folder, "check", "--no-cache", "--memory", "200")
    assert code == 2
    assert "MemoryError" in out
