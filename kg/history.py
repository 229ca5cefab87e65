"""The versions of a knowledge base: what each changed, which are kept, and the way back to one."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from kgqa.durable import replace_file, telling
from kgqa.errors import InputError, StoreError
from kgqa.kg.arrays import Array, ArrayFile
from kgqa.kg.layout import KEEP, SOURCES, VERSIONS, note_name, note_number, version_name, versions_in
from kgqa.kg.manifest import read_manifest
from kgqa.kg.opened import open_folder
from kgqa.kg.strings import StringTable

KEPT = 2
"""Versions that are kept where nobody says otherwise: the one that is read and the one before it."""

LISTED = 100
"""Documents of each kind that a note names; it counts them all."""

_TEXT_COLUMNS = ("titles", "sources", "texts", "layouts")


@dataclass(frozen=True, slots=True)
class Changed:
    """Documents that a version added, removed or replaced: how many, and the ids of the first of them."""

    number: int = 0
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """One version. ``at``: seconds since 1970; ``command``: what made it, "" where that is not known; ``counts``:
    what it holds; ``is_kept``: whether one can go back to it."""

    number: int
    at: int
    command: str
    counts: Mapping[str, int] = field(default_factory=dict)
    added: Changed = Changed()
    removed: Changed = Changed()
    replaced: Changed = Changed()
    is_current: bool = False
    is_kept: bool = False


def history(path: str | Path) -> tuple[Version, ...]:
    """All versions since the last ``compact``, the newest first. Raises StoreError where there is no knowledge base."""
    folder = open_folder(path)
    place = folder.path / VERSIONS
    noted = {number for found in place.iterdir() if (number := note_number(found.name)) is not None}
    kept = set(versions_in(folder.path))
    numbers = sorted((number for number in noted | kept if number <= folder.number), reverse=True)
    return tuple(_version(place, number, folder.number, number in kept) for number in numbers)


def keep(path: str | Path, number: int) -> None:
    """From now on ``number`` versions are kept, the one that is read among them; the next change obeys it."""
    if number < 1:
        raise InputError(f"one version at least is kept, found {number}")
    folder = open_folder(path).path
    with telling(folder), replace_file(folder / KEEP) as out:
        out.write(f"{number}\n".encode())


def kept(folder: Path) -> int:
    """How many versions of a knowledge base are kept."""
    try:
        found = int((folder / KEEP).read_bytes()[:20])
    except (OSError, ValueError):
        return KEPT
    return max(1, found)


def now() -> int:
    """The time to note: SOURCE_DATE_EPOCH where it is set, as for any reproducible build."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    return int(given) if given.isdecimal() else int(time.time())


def note_bytes(command: str, counts: object, before: ArrayFile | None, after: Mapping[str, Array] | None) -> bytes:
    """A note as it is written. ``before`` and ``after`` hold the documents of the version before and of this one."""
    old, new = _sums(before), _sums(after)
    note = {
        "at": now(),
        "command": command,
        "counts": counts if isinstance(counts, dict) else {},
        "added": _changed(id for id in new if id not in old),
        "removed": _changed(id for id in old if id not in new),
        "replaced": _changed(id for id, sum in new.items() if old.get(id, sum) != sum),
    }
    return json.dumps(note, sort_keys=True, ensure_ascii=False).encode() + b"\n"


def compact_note(counts: object) -> bytes:
    """The note of the one version that ``compact`` leaves: the same for equal content, and so without a time."""
    nothing = _changed(())
    note = {
        "command": "compact",
        "counts": counts if isinstance(counts, dict) else {},
        **dict.fromkeys(("added", "removed", "replaced"), nothing),
    }
    return json.dumps(note, sort_keys=True, ensure_ascii=False).encode() + b"\n"


def _changed(ids: Iterable[str]) -> dict[str, object]:
    listed = sorted(ids)
    return asdict(Changed(len(listed), tuple(listed[:LISTED])))


def _sums(file: ArrayFile | Mapping[str, Array] | None) -> dict[str, bytes]:
    """By document a hash of what it says; empty where there are none, or they can't be read."""
    if file is None or "sources.ids.blob" not in file:
        return {}
    try:
        tables = [_table(file, f"{SOURCES}.{name}") for name in ("ids", *_TEXT_COLUMNS)]
        sums = {}
        for id, *texts in zip(*tables, strict=True):
            state = hashlib.blake2b(digest_size=16)
            for text in texts:
                state.update(f"{len(text)} {text}".encode())
            sums[id] = state.digest()
        return sums
    except (StoreError, KeyError, ValueError):
        return {}


def _table(file: ArrayFile | Mapping[str, Array], prefix: str) -> StringTable:
    return StringTable(file[f"{prefix}.blob"], file[f"{prefix}.offsets"])


def _version(place: Path, number: int, current: int, is_there: bool) -> Version:
    is_current = number == current
    manifest_path = place / version_name(number)
    try:
        note = json.loads((place / note_name(number)).read_bytes())
        added, removed, replaced = (
            Changed(int(note[name]["number"]), tuple(map(str, note[name]["ids"])))
            for name in ("added", "removed", "replaced")
        )
        at = int(note["at"]) if "at" in note else _written(manifest_path)
        command, counts = str(note["command"]), dict(note["counts"])
        return Version(number, at, command, counts, added, removed, replaced, is_current, is_there)
    except (OSError, ValueError, KeyError, TypeError):
        pass
    try:
        said = read_manifest(manifest_path).get("counts")
        at = _written(manifest_path)
    except StoreError:
        said, at = None, 0
    return Version(number, at, "", said if isinstance(said, dict) else {}, is_current=is_current, is_kept=is_there)


def _written(path: Path) -> int:
    """When a file was written, 0 where it is not there."""
    try:
        return int(path.stat().st_mtime)
    except OSError:
        return 0
