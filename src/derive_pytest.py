"""The pytest plugin: `pytest --derive derivations/` makes a test of every calculation.

pytest loads this file in every run, so it lies outside the package and holds the options only; all
else is in `derive.pytest_items`, which is loaded when paths are given, by `--derive` or by
`derive_paths` in the ini file.

PYTEST_DONT_REWRITE: there is nothing to rewrite here, and looking for it would cost time.
"""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options of the plugin."""
    group = parser.getgroup("derive", "mathematical derivations (derive)")
    group.addoption(
        "--derive", metavar="PATH", action="append", default=[],
        help="check the derivations in this file or folder, each calculation a test (repeatable)",
    )  # fmt: skip
    group.addoption(
        "--derive-strict", action="store_true",
        help="fail what `derive check` does not let pass: undecided steps, and fail-on of [tool.derive]",
    )  # fmt: skip
    group.addoption(
        "--derive-timeout", metavar="SECONDS", type=float,
        help="time that one step, one import or one body may take (default: that of [tool.derive], or 10)",
    )  # fmt: skip
    parser.addini("derive_paths", "files and folders of derivations to check", type="paths", default=[])


def pytest_configure(config: pytest.Config) -> None:
    """Register the hooks that collect derivations, if there is anything to collect."""
    config.addinivalue_line("markers", "derive: a calculation of a derivation, checked by derive")
    if config.getoption("derive") or config.getini("derive_paths"):
        from derive.pytest_items import Derivations

        config.pluginmanager.register(Derivations(config), Derivations.NAME)
