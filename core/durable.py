"""Writing files that are whole or not there: temporary name, flush to the disk, rename."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from kgqa.errors import StoreError

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
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


@contextmanager
def telling(folder: Path) -> Iterator[None]:
    """Turns what the system says of a full disk or a forbidden write into a StoreError that says what is left."""
    try:
        yield
    except OSError as error:
        where = error.filename or folder
        raise StoreError(
            f"{where}: can't be written: {error.strerror or error}; {folder} is as it was before"
        ) from error


def sync_folder(path: Path) -> None:
    """Flush a folder's list of names to the disk: a rename is lasting only after this."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
