"""``python -m kgqa.data.demo OUT_DIR``: write the demo's source files."""

from __future__ import annotations

import sys
from pathlib import Path

from kgqa.data.demo.write import write_demo
from kgqa.errors import InputError


def main(arguments: list[str]) -> int:
    """Write the files into the one folder named; 0 when done, 2 where the call or the set-up is wrong."""
    if len(arguments) != 1 or arguments[0].startswith("-"):
        sys.stderr.write("usage: python -m kgqa.data.demo OUT_DIR\n")
        return 2
    try:
        files = write_demo(Path(arguments[0]))
    except InputError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    for path in (files.triples, files.entities, files.relations, files.passages):
        sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
