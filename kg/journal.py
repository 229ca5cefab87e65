"""What a long job has done so far: numbered files in the knowledge base's folder, gone when the job is."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from kgqa.durable import TEMPORARY, telling
from kgqa.errors import StoreError
from kgqa.kg.arrays import Array, ArrayFile, write_arrays
from kgqa.kg.layout import JOURNAL, is_journal


class Journal:
    """Batches of arrays, each written whole or not at all. Only the one who holds the folder's lock may use it.

    ``key`` says what made the batches: those of another key are of no use, and are dropped.
    """

    def __init__(self, folder: Path, key: str) -> None:
        self._folder = folder / JOURNAL
        self._key = key
        self._next = 1

    def resume(self) -> Iterator[ArrayFile]:
        """The batches that are there, in order; what can't be read, or is of another key, is removed."""
        for path in sorted(self._folder.iterdir()) if self._folder.is_dir() else ():
            if not is_journal(f"{JOURNAL}/{path.name.removesuffix(TEMPORARY)}"):
                continue
            try:
                if path.name.endswith(TEMPORARY):
                    raise StoreError(f"{path}: was never finished")
                batch = ArrayFile.open(path, self._key)
            except StoreError:
                path.unlink()
                continue
            self._next = int(path.stem) + 1
            yield batch

    def write(self, arrays: Mapping[str, Array]) -> None:
        """Adds a batch; once this returns it is on the disk. Raises StoreError where the disk does not take it."""
        with telling(self._folder.parent):
            self._folder.mkdir(exist_ok=True)
            write_arrays(self._folder / f"{self._next:06d}.safetensors", arrays, {"build": self._key})
        self._next += 1

    def clear(self) -> None:
        """Removes all batches."""
        for path in sorted(self._folder.iterdir()) if self._folder.is_dir() else ():
            if is_journal(f"{JOURNAL}/{path.name.removesuffix(TEMPORARY)}"):
                path.unlink()
        with contextlib.suppress(OSError):
            self._folder.rmdir()


def has_journal(folder: Path) -> bool:
    """Whether a job that was stopped left batches in a knowledge base's folder."""
    return (folder / JOURNAL).is_dir() and any((folder / JOURNAL).iterdir())
