"""Writing a knowledge base: everything beside what is there, and one rename at the end."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

import kgqa
from kgqa.errors import InputError, StoreError
from kgqa.kg.arrays import Array, write_arrays
from kgqa.kg.durable import TEMPORARY, replace_file, sync_folder
from kgqa.kg.journal import Journal, has_journal
from kgqa.kg.layout import (
    CURRENT,
    FORMAT,
    FORMAT_VERSION,
    LOCK,
    SEGMENTS,
    VERSIONS,
    check_build,
    check_name,
    current_version,
    foreign_names,
    segment_name,
    sha256_of,
    version_name,
    version_number,
)
from kgqa.kg.lock import take_lock

_OWN_KEYS = ("build", "files", "format", "format_version", "kgqa")


def create(path: str | Path, *, build_id: str, replace: bool = False) -> Draft:
    """Begin a build of the knowledge base at ``path``; nothing there changes before ``commit``.

    ``build_id`` must be derived from the content, so that equal builds have equal bytes. A folder that a
    killed import left is built over again; a knowledge base is only built over with ``replace``, and is
    read as before until the commit. Raises InputError for a folder that holds anything else, StoreError
    where another writer is at work.
    """
    check_build(build_id)
    return reserve(path, replace=replace).draft(build_id)


def reserve(path: str | Path, *, replace: bool = False) -> Place:
    """Lock the folder ``path`` for a build whose content is not known yet; raises as :func:`create` does."""
    folder = Path(path)
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder}: a knowledge base is a folder, found a file")
    is_new = not folder.exists()
    if not is_new:
        _check_place(folder, replace)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = take_lock(folder)
    except OSError as error:
        raise InputError(f"{folder}: can't be written: {error.strerror or error}") from error
    try:
        _check_place(folder, replace)  # again: another writer may have finished in between
        (folder / VERSIONS).mkdir(exist_ok=True)
        (folder / SEGMENTS).mkdir(exist_ok=True)
        sweep(folder)
        return Place(folder, lock, is_new)
    except BaseException:
        lock.close()
        raise


class Place:
    """A folder that nobody else may write to. As a context manager, leaving it without a commit leaves no trace but
    the batches of a journal."""

    def __init__(self, path: Path, lock: BinaryIO, is_new: bool) -> None:
        self.path = path
        self._lock = lock
        self._is_new = is_new

    def draft(self, build_id: str) -> Draft:
        """The build, its content now known; its commit gives the folder free."""
        return Draft(self.path, check_build(build_id), self._lock, self._is_new)

    def __enter__(self) -> Place:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._lock.closed:
            _abandon(self.path, self._lock, self._is_new)


class Draft:
    """A build under way. As a context manager, leaving it without ``commit`` leaves no trace.

    >>> with create("movies.kb", build_id="0a1b") as draft:  # doctest: +SKIP
    ...     draft.write("graph", graph.arrays())
    ...     draft.commit({"counts": {}, "digest": digest, "encoder": None})
    """

    def __init__(self, path: Path, build_id: str, lock: BinaryIO, is_new: bool) -> None:
        self.path = path
        self.build_id = build_id
        self._lock = lock
        self._is_new = is_new
        self._written: dict[str, Path] = {}
        self._files: dict[str, dict[str, object]] = {}

    def write(self, name: str, arrays: Mapping[str, Array], metadata: Mapping[str, str] | None = None) -> None:
        """Write one file of arrays. Raises InputError for a name that is bad or taken."""
        self._check_open()
        target = segment_name(check_name(name), self.build_id)
        if target in self._written:
            raise InputError(f"segment {name!r} is already written in this draft")
        if metadata and "build" in metadata:
            raise InputError("metadata 'build' is set by the draft")
        # A build of the same id may be in use under this very name: stay beside it until commit.
        waiting = self.path / (target + TEMPORARY)
        self._written[target] = waiting
        write_arrays(waiting, arrays, {**(metadata or {}), "build": self.build_id})
        self._files[target] = {"bytes": waiting.stat().st_size, "sha256": sha256_of(waiting)}

    def commit(self, manifest: Mapping[str, Any]) -> None:
        """Make this build the one that is read, and drop all but the one before it.

        ``manifest`` holds what the upper layers say (encoder, counts, digest, ...). Raises InputError
        where it sets a key of the folder's own or can't be JSON.
        """
        self._check_open()
        for key in _OWN_KEYS:
            if key in manifest:
                raise InputError(f"manifest key {key!r} is set by the draft")
        content = {
            **manifest,
            "build": self.build_id,
            "files": self._files,
            "format": FORMAT,
            "format_version": FORMAT_VERSION,
            "kgqa": kgqa.__version__,
        }
        try:
            text = json.dumps(content, sort_keys=True, indent=2, ensure_ascii=False, allow_nan=False)
            encoded = text.encode() + b"\n"
        except (TypeError, ValueError) as error:
            raise InputError(f"the manifest must be JSON: {error}") from error
        before = current_version(self.path)
        name = version_name((before or 0) + 1)
        for target, waiting in self._written.items():
            waiting.replace(self.path / target)
        with replace_file(self.path / VERSIONS / name) as out:
            out.write(encoded)
        for folder in (self.path / SEGMENTS, self.path / VERSIONS, self.path):
            sync_folder(folder)
        with replace_file(self.path / CURRENT) as out:
            out.write(f"{name}\n".encode())
        sync_folder(self.path)
        if self._is_new:
            sync_folder(self.path.resolve().parent)
        sweep(self.path)
        Journal(self.path, self.build_id).clear()
        self._lock.close()

    def __enter__(self) -> Draft:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._lock.closed:
            _abandon(self.path, self._lock, self._is_new)

    def _check_open(self) -> None:
        if self._lock.closed:
            raise StoreError(f"{self.path}: this draft is already committed or abandoned")


def _abandon(folder: Path, lock: BinaryIO, is_new: bool) -> None:
    sweep(folder)
    if current_version(folder) is None and not has_journal(folder):
        for name in (VERSIONS, SEGMENTS):
            (folder / name).rmdir()
        (folder / LOCK).unlink(missing_ok=True)
    lock.close()
    if is_new:
        # Somebody else may have put something there meanwhile; then it stays.
        with contextlib.suppress(OSError):
            folder.rmdir()


def _check_place(folder: Path, replace: bool) -> None:
    if current_version(folder) is not None:
        if not replace:
            raise InputError(f"{folder}: already holds a knowledge base; say replace to build over it")
        return
    foreign = foreign_names(folder)
    if foreign:
        raise InputError(f"{folder}: is not empty and no knowledge base: holds {', '.join(foreign[:3])}")
    if (folder / CURRENT).exists() and not replace:
        raise InputError(f"{folder}: holds a knowledge base with a broken CURRENT; say replace to build over it")


def sweep(folder: Path, *, keep_last: bool = True) -> None:
    """Remove our files that no version in use names; the one before it is kept too if ``keep_last``.

    Only under the lock.
    """
    current = current_version(folder)
    kept = _kept_versions(folder, current)
    if not keep_last and current is not None:
        kept = {current}
    names = {segment for number in kept for segment in _segments(folder, number)}
    for path in (folder / VERSIONS).iterdir():
        number = version_number(path.name.removesuffix(TEMPORARY))
        if number is not None and (number not in kept or path.name.endswith(TEMPORARY)):
            path.unlink()
    for path in (folder / SEGMENTS).iterdir():
        if path.relative_to(folder).as_posix() not in names:
            path.unlink()
    (folder / (CURRENT + TEMPORARY)).unlink(missing_ok=True)


def _kept_versions(folder: Path, current: int | None) -> set[int]:
    """The current version and the newest before it that is of another build."""
    if current is None:
        return set()
    numbers = sorted(
        (number for path in (folder / VERSIONS).iterdir() if (number := version_number(path.name))),
        reverse=True,
    )
    segments = set(_segments(folder, current))
    for number in numbers:
        if number < current and not segments.intersection(_segments(folder, number)):
            return {current, number}
    return {current}


def _segments(folder: Path, number: int) -> list[str]:
    try:
        manifest = json.loads((folder / VERSIONS / version_name(number)).read_bytes())
        return list(manifest["files"])
    except (OSError, ValueError, KeyError, TypeError):
        return []
