"""Writing a knowledge base: everything beside what is there, and one rename at the end."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

import numpy as np

from kgqa.durable import TEMPORARY, replace_file, sync_folder, telling
from kgqa.errors import InputError, StoreError
from kgqa.kg import history
from kgqa.kg.arrays import Array, ArrayFile, blocks, write_arrays
from kgqa.kg.journal import Journal, has_journal
from kgqa.kg.layout import (
    CURRENT,
    LOCK,
    SEGMENTS,
    SOURCES,
    VERSIONS,
    check_build,
    check_name,
    current_version,
    foreign_names,
    note_name,
    segment_name,
    sha256_of,
    version_name,
    versions_in,
)
from kgqa.kg.lock import take_lock
from kgqa.kg.manifest import manifest_bytes, read_manifest
from kgqa.kg.opened import Folder, open_folder
from kgqa.kg.scratch import Scratch
from kgqa.kg.sweeping import sweep


def create(path: str | Path, *, build_id: str, replace: bool = False) -> Draft:
    """Begin a build of the knowledge base at ``path``; nothing there changes before ``commit``.

    ``build_id`` must be derived from the content, so that equal builds have equal bytes. A folder that a
    killed import left is built over again; a knowledge base is only built over with ``replace``, and is
    read as before until the commit. Raises InputError for a folder that holds anything else, StoreError
    where another writer is at work.
    """
    check_build(build_id)
    return reserve(path, replace=replace).draft(build_id)


def reserve(path: str | Path, *, replace: bool = False, command: str = "import") -> Place:
    """Lock the folder ``path`` for a build whose content is not known yet; raises as :func:`create` does.

    ``command`` is what the history says made the version.
    """
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
        with telling(folder):
            (folder / VERSIONS).mkdir(exist_ok=True)
            (folder / SEGMENTS).mkdir(exist_ok=True)
            sweep(folder)
        return Place(folder, lock, is_new, command)
    except BaseException:
        lock.close()
        raise


def check_writable(path: str | Path) -> None:
    """Raises StoreError where another writer is at work in the knowledge base at ``path``, InputError where it can't be
    written: for a long job, before its work."""
    with reserve(path, replace=True):
        pass


class Place:
    """A folder that nobody else may write to. As a context manager, leaving it without a commit leaves no trace but
    the batches of a journal."""

    def __init__(self, path: Path, lock: BinaryIO, is_new: bool, command: str = "import") -> None:
        self.path = path
        self.command = command
        self._lock = lock
        self._is_new = is_new

    def draft(self, build_id: str, *, keep_journal: bool = False) -> Draft:
        """The build, its content now known; its commit gives the folder free. What a stopped job left is of no use
        after it, unless ``keep_journal``."""
        return Draft(self.path, check_build(build_id), self._lock, self._is_new, self.command, keep_journal)

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

    def __init__(
        self,
        path: Path,
        build_id: str,
        lock: BinaryIO,
        is_new: bool,
        command: str = "import",
        keep_journal: bool = False,
    ) -> None:
        self.path = path
        self.build_id = build_id
        self._lock = lock
        self._is_new = is_new
        self._command = command
        self._keep_journal = keep_journal
        self._written: dict[str, Path] = {}
        self._files: dict[str, dict[str, object]] = {}
        self._names: set[str] = set()
        self._sources: Mapping[str, Array] | None = None
        self._known = _known_files(path)

    @property
    def scratch(self) -> Scratch:
        """Where arrays may grow that are to be written."""
        self._check_open()
        return Scratch(self.path / SEGMENTS)

    def write(self, name: str, arrays: Mapping[str, Array], metadata: Mapping[str, str] | None = None) -> None:
        """Write one file of arrays; one that is there already with this content is taken as it is.

        Raises InputError for a name that is bad or taken, StoreError where the disk does not take it.
        """
        self._check_open()
        if check_name(name) in self._names:
            raise InputError(f"segment {name!r} is already written in this draft")
        if metadata and "build" in metadata:
            raise InputError("metadata 'build' is set by the draft")
        metadata = metadata or {}
        key = content_key(arrays, metadata)
        target = segment_name(name, key)
        with telling(self.path):
            if not self._is_there(target):
                # What bears this very name may be damaged, and yet in use: stay beside it until commit.
                waiting = self.path / (target + TEMPORARY)
                self._written[target] = waiting
                write_arrays(waiting, arrays, {**metadata, "build": key})
                self._files[target] = {"bytes": waiting.stat().st_size, "sha256": sha256_of(waiting)}
        self._names.add(name)
        if name == SOURCES:
            self._sources = arrays

    def take(self, name: str, folder: Folder) -> None:
        """Take over a file of another version of this folder, unread and unwritten."""
        self._check_open()
        if name in self._names:
            raise InputError(f"segment {name!r} is already written in this draft")
        target = folder.file(name)
        self._files[target] = folder.manifest["files"][target]
        self._names.add(name)
        if name == SOURCES:
            arrays = folder.arrays(name)
            self._sources = {held: arrays[held] for held in arrays.names}

    def commit(self, manifest: Mapping[str, Any]) -> None:
        """Make this build the one that is read, and drop all but the versions that are kept.

        ``manifest`` holds what the upper layers say (encoder, counts, digest, ...). Raises InputError
        where it sets a key of the folder's own or can't be JSON, StoreError where the disk does not take it.
        """
        self._check_open()
        encoded = manifest_bytes(manifest, self.build_id, self._files)
        before = current_version(self.path)
        number = (before if before is not None else max(versions_in(self.path), default=0)) + 1
        note = history.note_bytes(self._command, manifest.get("counts"), self._documents_before(), self._sources)
        with telling(self.path):
            for target, waiting in self._written.items():
                waiting.replace(self.path / target)
            for name, content in ((note_name(number), note), (version_name(number), encoded)):
                with replace_file(self.path / VERSIONS / name) as out:
                    out.write(content)
            for folder in (self.path / SEGMENTS, self.path / VERSIONS, self.path):
                sync_folder(folder)
            with replace_file(self.path / CURRENT) as out:
                out.write(f"{version_name(number)}\n".encode())
            sync_folder(self.path)
            if self._is_new:
                sync_folder(self.path.resolve().parent)
        # The new version stands: what can't be tidied up now is tidied up by the next job.
        with contextlib.suppress(OSError):
            sweep(self.path)
        if not self._keep_journal:
            with contextlib.suppress(OSError):
                Journal(self.path, self.build_id).clear()
        self._lock.close()

    def _is_there(self, target: str) -> bool:
        """Whether a file of this content is there, undamaged and known to a version; then it is used again."""
        path = self.path / target
        for entry in self._known.get(target, ()):
            with contextlib.suppress(OSError):
                if path.stat().st_size == entry["bytes"] and sha256_of(path) == entry["sha256"]:
                    self._files[target] = entry
                    return True
        return False

    def _documents_before(self) -> ArrayFile | None:
        try:
            folder = open_folder(self.path)
            return folder.arrays(SOURCES) if folder.has(SOURCES) else None
        except StoreError:
            return None

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


def content_key(arrays: Mapping[str, Array], metadata: Mapping[str, str]) -> str:
    """32 hex digits that say what a file holds: equal content, equal name."""
    state = hashlib.blake2b(digest_size=16)
    for key in sorted(metadata):
        state.update(f"{key}={metadata[key]}\n".encode())
    for name in sorted(arrays):
        array = np.ascontiguousarray(arrays[name])
        state.update(f"{name} {array.dtype.newbyteorder('<').str} {array.shape}\n".encode())
        for block in blocks(array):
            state.update(block)
    return state.hexdigest()


def _known_files(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """By path what the readable manifests say of each file."""
    known: dict[str, list[dict[str, Any]]] = {}
    for number in versions_in(folder):
        with contextlib.suppress(StoreError):
            for target, entry in read_manifest(folder / VERSIONS / version_name(number))["files"].items():
                if entry not in known.setdefault(target, []):
                    known[target].append(entry)
    return known


def _abandon(folder: Path, lock: BinaryIO, is_new: bool) -> None:
    with contextlib.suppress(OSError):
        sweep(folder)
    if current_version(folder) is None and not has_journal(folder):
        # Where a version is left whose CURRENT is lost, its folders are not empty, and stay.
        with contextlib.suppress(OSError):
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
            raise InputError(f"{folder}: already holds a knowledge base; --replace (replace=True) builds over it")
        return
    foreign = foreign_names(folder)
    if foreign:
        raise InputError(f"{folder}: is not empty and no knowledge base: holds {', '.join(foreign[:3])}")
    if (folder / CURRENT).exists() and not replace:
        raise InputError(
            f"{folder}: holds a knowledge base with a broken CURRENT; --replace (replace=True) builds over it"
        )
