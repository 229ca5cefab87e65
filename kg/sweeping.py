"""Tidying up the folder of a knowledge base: what no kept version names, and what was never finished."""

from __future__ import annotations

from pathlib import Path

from kgqa.durable import TEMPORARY
from kgqa.errors import StoreError
from kgqa.kg import history
from kgqa.kg.layout import (
    CURRENT,
    KEEP,
    SEGMENTS,
    VERSIONS,
    current_version,
    is_ours,
    is_segment,
    note_number,
    version_name,
    version_number,
    versions_in,
)
from kgqa.kg.manifest import read_manifest


def sweep(folder: Path, *, keep: int | None = None) -> None:
    """Remove our files that no kept version names, and what was never finished; ``keep``: how many are kept, else as
    the folder says (:func:`kgqa.kg.history.kept`).

    Only under the lock. Where the version in use can't be told or read, all that is whole stays: it may be what is
    left of it.
    """
    for place in (VERSIONS, SEGMENTS):
        for path in (folder / place).iterdir():
            # A segment waits for the commit under a temporary name, and is written under that one's own.
            name = path.name.removesuffix(TEMPORARY).removesuffix(TEMPORARY)
            if name != path.name and is_ours(f"{place}/{name}"):
                path.unlink()
    for name in (CURRENT, KEEP):
        (folder / (name + TEMPORARY)).unlink(missing_ok=True)
    current = current_version(folder)
    if current is None and (versions_in(folder) or (folder / CURRENT).exists()):
        return
    kept = _kept_versions(folder, current, history.kept(folder) if keep is None else keep)
    if kept is None:
        return
    names = {segment for segments in kept.values() for segment in segments}
    for path in (folder / VERSIONS).iterdir():
        number = version_number(path.name)
        later = note_number(path.name)
        if (number is not None and number not in kept) or (later is not None and later > (current or 0)):
            path.unlink()
    for path in (folder / SEGMENTS).iterdir():
        target = path.relative_to(folder).as_posix()
        if is_segment(target) and target not in names:
            path.unlink()


def _kept_versions(folder: Path, current: int | None, keep: int) -> dict[int, frozenset[str]] | None:
    """The current version and the newest before it that differ, with their files; None where it can't be read."""
    if current is None:
        return {}
    kept: dict[int, frozenset[str]] = {}
    for number in sorted(versions_in(folder), reverse=True):
        if number > current or len(kept) >= keep:
            continue
        try:
            files = frozenset(read_manifest(folder / VERSIONS / version_name(number))["files"])
        except StoreError:
            if number == current:
                return None
            continue
        if files not in kept.values():
            kept[number] = files
    return kept if current in kept else None
