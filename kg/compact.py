"""Dropping history: the version in use becomes the first and only one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kgqa.durable import replace_file, sync_folder, telling
from kgqa.errors import InputError, StoreError
from kgqa.kg.arrays import Array
from kgqa.kg.draft import reserve
from kgqa.kg.history import compact_note
from kgqa.kg.journal import Journal
from kgqa.kg.layout import CURRENT, VERSIONS, current_version, note_name, note_number, version_name
from kgqa.kg.manifest import read_manifest, said_in
from kgqa.kg.opened import open_folder
from kgqa.kg.sweeping import sweep


def compact(path: str | Path, *, keep: int = 1, instead: Mapping[str, Mapping[str, Array]] | None = None) -> int:
    """Removes older versions and what a stopped job left; returns the bytes that were freed.

    Files named in ``instead`` get these arrays. Two knowledge bases of equal content have equal bytes afterwards, but
    for the days on which their documents were added. With ``keep`` above 1, so many versions stay, under their
    numbers. Killed at any moment it leaves a version that opens; who has opened any version keeps it.
    """
    if keep < 1:
        raise InputError(f"one version at least is kept, found {keep}")
    folder = Path(path)
    open_folder(folder)
    before = _size(folder)
    if instead:
        _rewrite(folder, instead)
    with reserve(folder, replace=True, command="compact"), telling(folder):
        # Before the first version's number is given anew, nobody may go back to what bore it.
        sweep(folder, keep=keep)
        if keep == 1:
            _renumber(folder)
        Journal(folder, "").clear()
    return before - _size(folder)


def _renumber(folder: Path) -> None:
    number = current_version(folder)
    if number is None:
        raise StoreError(f"{folder}: {CURRENT} names no version any more")
    versions = folder / VERSIONS
    counts = read_manifest(versions / version_name(number)).get("counts")
    for note in sorted(versions.iterdir()):
        if note_number(note.name) not in (None, number):
            note.unlink()
    if number != 1:
        content = (versions / version_name(number)).read_bytes()
        for name, written in ((note_name(1), compact_note(counts)), (version_name(1), content)):
            with replace_file(versions / name) as out:
                out.write(written)
        sync_folder(versions)
        with replace_file(folder / CURRENT) as out:
            out.write(f"{version_name(1)}\n".encode())
        sync_folder(folder)
        sweep(folder, keep=1)
    else:
        with replace_file(versions / note_name(1)) as out:
            out.write(compact_note(counts))
        sync_folder(versions)


def _rewrite(folder: Path, instead: Mapping[str, Mapping[str, Array]]) -> None:
    with reserve(folder, replace=True, command="compact") as place:
        held = open_folder(folder)
        with place.draft(held.build_id) as draft:
            for name in held.names:
                if name in instead:
                    draft.write(name, instead[name])
                else:
                    draft.take(name, held)
            draft.commit(said_in(held.manifest))


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
