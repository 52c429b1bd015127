"""`derive doctor`: every line is there and true, and nothing heavy is loaded for it."""

import subprocess
import sys
from importlib import metadata

from derive.cli import doctor


def test_the_diagnosis_names_what_verdicts_rest_on():
    found = dict(doctor.diagnosis())
    assert found["derive"].startswith(metadata.version("derive"))
    assert found["python"].startswith(f"{sys.version_info.major}.{sys.version_info.minor}.")
    assert int(found["cores"]) >= 1
    assert found["sympy"] == metadata.version("sympy")
    assert found["python-flint"] == metadata.version("python-flint")
    assert "pytest" in found["extra test"]
    assert found["processes"].split()[0] in ("forkserver", "spawn")


def test_the_start_method_is_the_one_of_the_workers():
    from derive.processes import start_method

    assert dict(doctor.diagnosis())["processes"].startswith(start_method(None).get_start_method())


def test_what_is_missing_is_said(monkeypatch):
    real = metadata.version

    def version(name):
        if name in ("xdist", "pytest-xdist", "mpmath"):
            raise metadata.PackageNotFoundError(name)
        return real(name)

    monkeypatch.setattr(doctor.metadata, "version", version)
    found = dict(doctor.diagnosis())
    assert found["extra test"].endswith("missing: pytest-xdist")
    assert found["mpmath"] == "missing: install derive again"


def test_nothing_heavy_is_loaded():
    code = (
        "import sys; from derive.cli.doctor import diagnosis; diagnosis();"
        "print([name for name in ('sympy', 'numpy', 'rich', 'flint', 'mpmath') if name in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
