"""Arrays that grow in a file and not in memory, for what is too large to be held until it is whole."""

from __future__ import annotations

import mmap
import tempfile
from pathlib import Path

import numpy as np

from kgqa.durable import telling
from kgqa.kg.arrays import Array


class Scratch:
    """A folder for files without a name: each goes with its array, and with the process where that is killed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def growing(self, dtype: type[np.generic]) -> Growing:
        """An array without a number yet. Raises StoreError where the folder can't be written."""
        return Growing(self._folder, np.dtype(dtype))


class Growing:
    """Numbers of one dtype, of one axis, to which more are appended."""

    def __init__(self, folder: Path, dtype: np.dtype[np.generic]) -> None:
        self._folder = folder
        self._dtype = dtype
        self._size = 0
        with telling(folder):
            self._file = tempfile.TemporaryFile(dir=folder, buffering=0)  # noqa: SIM115  # lives as long as this

    def append(self, numbers: Array) -> None:
        """Raises StoreError where the disk does not take it."""
        left = np.ascontiguousarray(numbers, self._dtype).view(np.uint8).data
        self._size += len(numbers)
        with telling(self._folder):
            while left:
                left = left[self._file.write(left) :]

    def mapped(self) -> Array:
        """All of it, in the file and read-only; nothing is appended after this."""
        with self._file as file:
            if not self._size:
                return np.zeros(0, self._dtype)
            with telling(self._folder):
                return np.frombuffer(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ), self._dtype)

    def taken(self) -> Array:
        """All of it, in memory; the file is gone."""
        found: Array = np.empty(self._size, self._dtype)
        left = found.view(np.uint8).data
        with self._file as file, telling(self._folder):
            file.seek(0)
            while left:
                count = file.readinto(left)
                if not count:
                    raise OSError(f"{len(left)} bytes of a file without a name are missing")
                left = left[count:]
        return found
