"""Opening a knowledge base folder for reading: one version, all of whose files are held from then on."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kgqa.errors import StoreError
from kgqa.kg.arrays import ArrayFile
from kgqa.kg.layout import CURRENT, LOCK, VERSIONS, current_version, segment_parts, version_name
from kgqa.kg.manifest import read_manifest

__all__ = ["Folder", "files_of", "open_folder", "pointer", "read_manifest"]

_TRIES = 100
"""Versions that may come and go while one is opened."""


@dataclass(frozen=True, slots=True)
class Folder:
    """One version of a knowledge base, as its manifest lists it.

    Its files are mapped already: whatever a later version, a ``compact`` or anybody's ``rm`` removes, what was
    opened stays readable to the end.
    """

    path: Path
    number: int
    manifest: Mapping[str, Any]
    _files: Mapping[str, ArrayFile | StoreError]

    @property
    def build_id(self) -> str:
        """What the whole version goes by: equal content, equal id."""
        return str(self.manifest["build"])

    @property
    def names(self) -> tuple[str, ...]:
        """The names that :meth:`arrays` knows, sorted."""
        return tuple(sorted(self._files))

    def has(self, name: str) -> bool:
        """Whether this version has a file of arrays of this name."""
        return name in self._files

    def file(self, name: str) -> str:
        """The path of a file of arrays inside the folder. Raises StoreError for a name that is not there."""
        for path in self.manifest["files"]:
            if (segment_parts(path) or ("", ""))[0] == name:
                return str(path)
        raise StoreError(f"{self.path}: has no {name!r}, only {', '.join(self.names)}")

    def arrays(self, name: str) -> ArrayFile:
        """A file of arrays. Raises StoreError where it was missing, of another size or build when it was opened."""
        if name not in self._files:
            raise StoreError(f"{self.path}: has no {name!r}, only {', '.join(self.names)}")
        found = self._files[name]
        if isinstance(found, StoreError):
            raise StoreError(str(found)) from found
        return found


def open_folder(path: str | Path, version: int | None = None) -> Folder:
    """Open the version that CURRENT names, or another one that is kept; checks the manifest and maps the files.

    A file that is missing or damaged is an error only of :meth:`Folder.arrays`. Raises StoreError where there is no
    knowledge base, one whose import never finished, or one that this version of kgqa can't read.
    """
    folder = Path(path)
    for _ in range(_TRIES):
        before = pointer(folder)
        try:
            opened = _open(folder, version)
        except StoreError:
            # A writer may have put another version in its place meanwhile, and removed this one.
            if pointer(folder) == before:
                raise
            continue
        if pointer(folder) == before or not any(isinstance(found, StoreError) for found in opened._files.values()):
            return opened
    raise StoreError(f"{folder}: can't be opened: {_TRIES} new versions came while it was tried")


def _open(folder: Path, version: int | None) -> Folder:
    if not folder.is_dir():
        what = "is a file; a knowledge base is a folder" if folder.exists() else "there is no such folder"
        raise StoreError(f"{folder}: {what}")
    number = current_version(folder) if version is None else version
    if number is None:
        if (folder / CURRENT).exists():
            raise StoreError(f"{folder}: {CURRENT} must name a version such as {version_name(1)}")
        if (folder / VERSIONS).is_dir() or (folder / LOCK).exists():
            raise StoreError(f"{folder}: what made it was stopped before it finished; run it again")
        raise StoreError(f"{folder}: is no knowledge base: it holds no {CURRENT}")
    manifest = read_manifest(folder / VERSIONS / version_name(number))
    return Folder(folder, number, manifest, files_of(folder, manifest))


def files_of(folder: Path, manifest: Mapping[str, Any]) -> dict[str, ArrayFile | StoreError]:
    """The files that a manifest lists by their names, each mapped, or the error that opening it gives."""
    found: dict[str, ArrayFile | StoreError] = {}
    for path, entry in manifest["files"].items():
        name, key = segment_parts(path) or ("", "")
        try:
            found[name] = _map(folder / path, entry["bytes"], key)
        except StoreError as error:
            found[name] = error
    return found


def _map(path: Path, expected: int, key: str) -> ArrayFile:
    try:
        found = path.stat().st_size
    except OSError as error:
        raise StoreError(f"{path}: can't be read: {error.strerror or error}") from error
    if found != expected:
        how = "is cut short" if found < expected else "is too long"
        raise StoreError(f"{path}: {how}: must have {expected} bytes by the manifest, found {found}")
    return ArrayFile.open(path, key)


def pointer(folder: Path) -> tuple[bytes, int, int] | None:
    """What CURRENT says and which file it is: it is never written to, only replaced. None where there is none."""
    try:
        with (folder / CURRENT).open("rb") as file:
            stat = os.fstat(file.fileno())
            return file.read(64), stat.st_ino, stat.st_mtime_ns
    except OSError:
        return None
