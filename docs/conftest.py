"""Examples on pages that are read off the source are examples of the source, and run there."""

collect_ignore = ["python.md"]
collect_ignore_glob = ["provers/*"]
