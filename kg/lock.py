"""One writer at a time: an advisory lock on a file in the folder, gone when its process is."""

from __future__ import annotations

import fcntl
import os
import time
from pathlib import Path
from typing import BinaryIO

from kgqa.errors import StoreError
from kgqa.kg.layout import LOCK

TRIES, PAUSE = 5, 0.02
"""A check whether somebody writes holds the lock for a moment: a writer looks again before it gives up."""


def is_writing(folder: Path) -> bool:
    """Whether a writer is at work in ``folder`` just now."""
    try:
        with (folder / LOCK).open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def take_lock(folder: Path) -> BinaryIO:
    """Lock ``folder`` for writing until the returned file is closed.

    Raises StoreError within a tenth of a second where another process, or another draft of this one, holds the lock.
    """
    path = folder / LOCK
    tries = 0
    while True:
        file = path.open("ab")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            tries += 1
            if tries < TRIES:
                time.sleep(PAUSE)
                continue
            raise StoreError(f"{folder}: another process is writing here; wait for it or stop it") from None
        # An abandoned draft removes its lock file: a lock on the removed file keeps nobody out.
        try:
            same = os.path.samestat(os.fstat(file.fileno()), path.stat())
        except FileNotFoundError:
            same = False
        if same:
            return file
        file.close()
