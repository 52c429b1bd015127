"""`%load_ext derive` and `%%derive` in a real IPython; every mistake is a message, never a traceback."""

import pytest

IPython = pytest.importorskip("IPython")


@pytest.fixture(scope="module")
def shell():
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell.instance(colors="nocolor")
    shell.run_line_magic("load_ext", "derive")
    yield shell
    InteractiveShell.clear_instance()


def run(shell, cell, capsys):
    """The result of a cell, with what it wrote."""
    capsys.readouterr()
    result = shell.run_cell(cell)
    captured = capsys.readouterr()
    return result, captured.out + captured.err


def test_a_chain_is_decided_and_displayed(shell, capsys):
    result, out = run(shell, "%%derive --let x=real --into report\n(x + 1)**2\n  = x**2 + 2*x + 1\n  = x**2", capsys)
    assert result.success
    assert "line 2  PROVED" in out
    assert "REFUTED" in out
    assert shell.user_ns["report"].summary.refuted == 1


MISTAKES = {
    "syntax": ("%%derive --let x=real\nx + = 2", "line 1: a value is missing behind +\n    x +\n       ^"),
    "undeclared": ("%%derive\nx = x", "line 1: unknown name 'x'"),
    "unknown option": ("%%derive --lett x=real\nx = x", "unrecognized arguments: --lett"),
    "open quotation": ('%%derive --let "x=real\nx = x', "No closing quotation"),
    "no domain": ("%%derive --let x\nx = x", "write it as in --let x=real"),
    "unknown domain": ("%%derive --let x=rael\nx = x", "did you mean real?"),
    "nothing meets it": ("%%derive --let x=positive --assume 'x < 0'\nx = 1", "x"),
    "no time": ("%%derive --let x=real --timeout soon\nx = 1", "invalid float value"),
    "empty": ("%%derive --let x=real\n\n \n", ""),
}


@pytest.mark.parametrize(("cell", "message"), MISTAKES.values(), ids=MISTAKES)
def test_mistakes_are_messages(shell, capsys, cell, message):
    result, out = run(shell, cell, capsys)
    assert not result.success
    assert message in out
    assert out.startswith("UsageError: ")
    assert "Traceback" not in out
