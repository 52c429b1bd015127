"""`python -m derive` is the `derive` command."""

import sys

from derive.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
