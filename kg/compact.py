"""Dropping history: the version in use becomes the first and only one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from kgqa.kg.arrays import Array
from kgqa.kg.draft import reserve, sweep
from kgqa.kg.durable import replace_file, sync_folder
from kgqa.kg.journal import Journal
from kgqa.kg.layout import CURRENT, VERSIONS, current_version, version_name
from kgqa.kg.opened import open_folder


def compact(path: str | Path, *, instead: Mapping[str, Mapping[str, Array]] | None = None) -> int:
    """Removes older versions and what a stopped job left; returns the bytes that were freed.

    Files named in ``instead`` get these arrays. Two knowledge bases of equal content have equal bytes afterwards, but
    for the days on which their documents were added. Killed at any moment it leaves a version that opens.
    """
    folder = Path(path)
    open_folder(folder)
    before = _size(folder)
    if instead:
        _rewrite(folder, instead)
    with reserve(folder, replace=True):
        number = current_version(folder)
        if number is not None and number != 1:
            content = (folder / VERSIONS / version_name(number)).read_bytes()
            with replace_file(folder / VERSIONS / version_name(1)) as out:
                out.write(content)
            sync_folder(folder / VERSIONS)
            with replace_file(folder / CURRENT) as out:
                out.write(f"{version_name(1)}\n".encode())
            sync_folder(folder)
        sweep(folder, keep_last=False)
        Journal(folder, "").clear()
    return before - _size(folder)


def _rewrite(folder: Path, instead: Mapping[str, Mapping[str, Array]]) -> None:
    held = open_folder(folder)
    own = ("build", "files", "format", "format_version", "kgqa")
    manifest = json.loads(json.dumps({key: value for key, value in held.manifest.items() if key not in own}))
    with reserve(folder, replace=True) as place, place.draft(held.build_id) as draft:
        for name in held.names:
            file = held.arrays(name)
            draft.write(name, instead.get(name) or {array: file[array] for array in file.names})
        draft.commit(manifest)


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
