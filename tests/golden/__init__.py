"""Texts as a person reads them, one file each: a change of the output is a change of a file here.

`DERIVE_WRITE_GOLDEN=1 pytest tests/report tests/cli` writes them anew; read the difference before
you keep it.
"""

import os
from pathlib import Path


def expect(name: str, text: str) -> None:
    """Assert that `text` is what the file `name` holds."""
    file = Path(__file__).with_name(f"{name}.txt")
    if os.environ.get("DERIVE_WRITE_GOLDEN"):
        file.write_text(text + "\n", encoding="utf-8")
    assert text + "\n" == file.read_text(encoding="utf-8")
