"""Tests work everything out anew, unless they are about the cache."""

import os
import sys

import pytest

os.environ["DERIVE_NO_CACHE"] = "1"
os.environ.pop("DERIVE_CACHE_DIR", None)
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # else each of the many processes compiles the whole of derive anew
sys.dont_write_bytecode = False

SHARING = ("tests/derivations/",)
"""Folders whose files share what is dear: the reports on the shipped pages."""


@pytest.fixture
def unhurried(monkeypatch):
    """The search for a repair ends by its counts alone, however busy the machine is."""
    monkeypatch.setattr("derive.slips.clock.Clock.is_over", lambda self: False)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """With `-n`, tests of one file run in one process: what they share, such as a report, is made once."""
    from xdist.scheduler import LoadFileScheduling

    class Sharing(LoadFileScheduling):
        def _split_scope(self, nodeid):
            return next((folder for folder in SHARING if nodeid.startswith(folder)), super()._split_scope(nodeid))

    return Sharing(config, log) if config.getoption("dist") == "load" else None
