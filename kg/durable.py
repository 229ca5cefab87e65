"""Writing files that are whole or not there: temporary name, flush to the disk, rename."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

TEMPORARY = ".tmp"
"""The suffix of a file that is still being written."""


@contextmanager
def replace_file(path: Path) -> Iterator[BinaryIO]:
    """A binary file to write to, which becomes ``path`` on leaving; on an error ``path`` stays as it was."""
    temporary = path.with_name(path.name + TEMPORARY)
    try:
        with temporary.open("wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def sync_folder(path: Path) -> None:
    """Flush a folder's list of names to the disk: a rename is lasting only after this."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
