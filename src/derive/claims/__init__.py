"""Claims that come as text: read, decided by processes that may be killed, and answered one by one.

- `lines`, `entries`: a file as lines, a line as JSON; nothing here loads SymPy.
- `crew`: the processes, each at one claim; answers come in the order of the lines.
- `serving`, `judging`: what such a process does.
- `answers`: what is known about a claim, as it is written.
- `deciding`: one claim from Python.
"""
