"""Tests work everything out anew, unless they are about the cache."""

import os

os.environ["DERIVE_NO_CACHE"] = "1"
os.environ.pop("DERIVE_CACHE_DIR", None)
