"""Files to write to: whole or not there, packed where their name says so, the same bytes for the same content."""

from __future__ import annotations

import bz2
import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from kgqa.durable import replace_file
from kgqa.errors import InputError


@contextmanager
def open_out(path: Path) -> Iterator[BinaryIO]:
    """A binary file that becomes ``path`` on leaving, packed if that ends in .gz or .bz2; InputError where it can't."""
    try:
        with replace_file(path) as out:
            suffix = path.suffix.lower()
            if suffix == ".gz":
                # No name and no time inside: equal content has equal bytes.
                with gzip.GzipFile(filename="", fileobj=out, mode="wb", mtime=0) as packed:
                    yield cast(BinaryIO, packed)
            elif suffix == ".bz2":
                with bz2.BZ2File(out, "wb") as squeezed:
                    yield cast(BinaryIO, squeezed)
            else:
                yield out
    except OSError as error:
        raise InputError(f"{path}: can't be written: {error.strerror or error}") from error
