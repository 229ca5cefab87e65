"""One writer at a time: an advisory lock on a file in the folder, gone when its process is."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import BinaryIO

from kgqa.errors import StoreError
from kgqa.kg.layout import LOCK


def take_lock(folder: Path) -> BinaryIO:
    """Lock ``folder`` for writing until the returned file is closed.

    Raises StoreError at once where another process, or another draft of this one, holds the lock.
    """
    path = folder / LOCK
    while True:
        file = path.open("ab")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            raise StoreError(f"{folder}: another import is writing here; wait for it or stop it") from None
        # An abandoned draft removes its lock file: a lock on the removed file keeps nobody out.
        try:
            same = os.path.samestat(os.fstat(file.fileno()), path.stat())
        except FileNotFoundError:
            same = False
        if same:
            return file
        file.close()
