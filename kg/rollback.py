"""Going back to a version that is kept, and forward to the format of today: new versions over files that are there."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kgqa.errors import InputError, StoreError
from kgqa.kg.arrays import Array
from kgqa.kg.draft import reserve
from kgqa.kg.layout import FORMAT_VERSION, sha256_of, versions_in
from kgqa.kg.manifest import said_in
from kgqa.kg.opened import Folder, open_folder


def rollback(path: str | Path, version: int) -> int:
    """Makes what ``version`` held the newest version; returns the number of that one.

    It is a new version that shares the files of the old one: numbers only rise, a reader or a crash sees what it sees
    with any other change, and a rollback can be rolled back. Raises InputError where that version is not kept or is
    the one in use, StoreError where a file of it is damaged.
    """
    folder = Path(path)
    open_folder(folder)
    with reserve(folder, replace=True, command=f"rollback {version}") as place:
        now = open_folder(folder)
        there = versions_in(folder)
        if version not in there:
            kept = ", ".join(map(str, there))
            raise InputError(f"{folder}: version {version} is not kept; there are {kept}")
        if version == now.number:
            raise InputError(f"{folder}: version {version} is the one in use")
        old = open_folder(folder, version)
        check_whole(old)
        with place.draft(old.build_id, keep_journal=True) as draft:
            for name in old.names:
                draft.take(name, old)
            draft.commit(said_in(old.manifest))
    return now.number + 1


def migrate(path: str | Path, *, instead: Mapping[str, Mapping[str, Array]] | None = None) -> bool:
    """Writes a version in the format of today from one of an older format; whether there was anything to do.

    Files named in ``instead`` get these arrays; else nothing but the form changes, and the digest stays. Raises
    StoreError where a file is damaged.
    """
    folder, instead = Path(path), instead or {}
    if open_folder(folder).manifest["format_version"] == FORMAT_VERSION and not instead:
        return False
    with reserve(folder, replace=True, command="migrate") as place:
        old = open_folder(folder)
        check_whole(old)
        with place.draft(old.build_id, keep_journal=True) as draft:
            for name in old.names:
                file = old.arrays(name)
                metadata = {key: value for key, value in file.metadata.items() if key != "build"}
                draft.write(name, instead.get(name) or {array: file[array] for array in file.names}, metadata)
            draft.commit(said_in(old.manifest))
    return True


def check_whole(folder: Folder) -> None:
    """Raises StoreError where a file of this version is missing or not what was written."""
    for path, entry in folder.manifest["files"].items():
        file = folder.path / path
        try:
            found = sha256_of(file)
        except OSError as error:
            raise StoreError(f"{file}: can't be read: {error.strerror or error}") from error
        if found != entry["sha256"]:
            raise StoreError(f"{file}: is damaged, and with it version {folder.number}: its sha256 is {found}")
