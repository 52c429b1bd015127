"""A run of pytest that does not use the plugin pays nothing for it."""

import subprocess
import sys

HEAVY = ("sympy", "numpy", "rich", "flint", "mpmath", "derive")


def loaded(code, cwd):
    script = f"import sys\n{code}\nprint(sorted(set({HEAVY!r}) & set(sys.modules)))"
    words = [sys.executable, "-c", script]
    done = subprocess.run(words, capture_output=True, text=True, check=True, cwd=cwd)
    return done.stdout.splitlines()[-1]


def test_importing_the_plugin_loads_nothing_of_derive(tmp_path):
    assert loaded("import derive_pytest", tmp_path) == "[]"


def test_a_run_that_does_not_use_it_loads_nothing_of_derive(tmp_path):
    (tmp_path / "test_sum.py").write_text("def test_sum(): assert 1 + 1 == 2\n")
    code = "import pytest; assert pytest.main(['-q']) == 0; assert 'derive_pytest' in sys.modules"
    assert loaded(code, tmp_path) == "[]"


def test_collecting_loads_no_mathematics_in_the_process_of_pytest(tmp_path):
    (tmp_path / "derivations").mkdir()
    (tmp_path / "derivations" / "page.py").write_text("import sympy, numpy, mpmath, flint\n")
    code = "import pytest; pytest.main(['-q', '--derive', 'derivations'])"
    assert loaded(code, tmp_path) == "['derive']"
