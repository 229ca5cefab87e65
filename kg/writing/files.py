"""Files to write to: whole or not there, gzipped where their name says so, the same bytes for the same content."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from kgqa.durable import replace_file
from kgqa.errors import InputError


@contextmanager
def open_out(path: Path) -> Iterator[BinaryIO]:
    """A binary file that becomes ``path`` on leaving, packed where that ends in .gz; InputError where it can't."""
    try:
        with replace_file(path) as out:
            if path.suffix.lower() != ".gz":
                yield out
                return
            # No name and no time inside: equal content has equal bytes.
            with gzip.GzipFile(filename="", fileobj=out, mode="wb", mtime=0) as packed:
                yield cast(BinaryIO, packed)
    except OSError as error:
        raise InputError(f"{path}: can't be written: {error.strerror or error}") from error
