"""A version whose manifest can't be read, put together again from the files that no other version names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kgqa.errors import KGQAError
from kgqa.kg.arrays import ArrayFile
from kgqa.kg.draft import content_key
from kgqa.kg.layout import (
    FORMAT,
    FORMAT_VERSION,
    SEGMENTS,
    VERSIONS,
    segment_parts,
    sha256_of,
    version_name,
    versions_in,
)
from kgqa.kg.manifest import read_manifest, said_in
from kgqa.kg.opened import Folder, files_of
from kgqa.retriever.path_arrays import SCORER


def salvaged(folder: Path, number: int) -> Folder | None:
    """Version ``number`` as it most likely was: the files that no manifest names, and of the other kinds those of the
    newest version before it. Its counts and its digest are left to the caller.

    Each file says by its name what it holds, so that one that is not whole is known. None where no file is left that
    is that version's alone, where two of one kind are, or where a path scorer was put in or taken out: then nothing
    tells which.
    """
    manifests = dict(_readable(folder))
    before = max((other for other in manifests if other < number), default=None)
    if before is None:
        return None
    named = {path for manifest in manifests.values() for path in manifest["files"]}
    files = {_name(path): (path, entry) for path, entry in manifests[before]["files"].items()}
    own: dict[str, tuple[str, dict[str, object]]] = {}
    try:
        for file in sorted((folder / SEGMENTS).iterdir()):
            path = file.relative_to(folder).as_posix()
            if path not in named and segment_parts(path) is not None and _is_whole(file):
                if _name(path) in own:
                    return None
                own[_name(path)] = (path, {"bytes": file.stat().st_size, "sha256": sha256_of(file)})
    except OSError:
        return None
    files |= own
    if not own or SCORER in files:
        return None
    manifest = {
        **said_in(manifests[before]),
        "build": manifests[before]["build"],
        "files": dict(files.values()),
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
    }
    for told in ("counts", "digest"):
        manifest.pop(told, None)
    return Folder(folder, number, manifest, files_of(folder, manifest))


def _readable(folder: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for number in versions_in(folder):
        try:
            yield number, read_manifest(folder / VERSIONS / version_name(number))
        except KGQAError:
            continue


def _name(path: str) -> str:
    return (segment_parts(path) or ("", ""))[0]


def _is_whole(file: Path) -> bool:
    """Whether a file holds what its name says."""
    key = (segment_parts(f"{SEGMENTS}/{file.name}") or ("", ""))[1]
    try:
        held = ArrayFile.open(file, key)
    except KGQAError:
        return False
    metadata = {name: value for name, value in held.metadata.items() if name != "build"}
    return content_key({name: held[name] for name in held.names}, metadata) == key
