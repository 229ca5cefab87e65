"""Names inside a knowledge base folder, and what counts as one."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from kgqa.durable import TEMPORARY
from kgqa.errors import InputError

FORMAT = "kgqa"
FORMAT_VERSION = 2
"""What is written. 1: the files of a version were named by its build; 2: each by its own content, so that versions
share what did not change, and a manifest carries a sum of itself."""
READABLE = (1, 2)
"""The format versions that are read as they are."""

CURRENT = "CURRENT"
"""Names the manifest in use; renamed last, so that it never points at half a build."""
LOCK = "LOCK"
KEEP = "KEEP"
"""How many versions are kept; not there unless somebody said so."""
VERSIONS = "versions"
SEGMENTS = "segments"
JOURNAL = "journal"
"""Batches of a build that is under way, or was stopped."""

GRAPH = "graph"
PASSAGES = "passages"
SOURCES, PROVENANCE, BUILDING = "sources", "provenance", "building"
"""Of a knowledge base built from documents: these and what each says, where each fact stands, how it was built."""
GIVEN_GRAPH, GIVEN_PASSAGES = "given-graph", "given-passages"
"""What was imported before documents came."""
DATES = "dates"
"""When each document was added: the one file that no digest counts."""

_VERSION = re.compile(r"(\d{6})\.json")
_NOTE = re.compile(r"(\d{6})\.note\.json")
_SEGMENT = re.compile(r"([a-z][a-z0-9_-]*)-([A-Za-z0-9]+)\.safetensors")
_BATCH = re.compile(r"\d{6}\.safetensors")
_NAME = re.compile(r"[a-z][a-z0-9_-]*")
_BUILD = re.compile(r"[A-Za-z0-9]{1,64}")


def version_name(number: int) -> str:
    """The file name of a version's manifest."""
    return f"{number:06d}.json"


def version_number(name: str) -> int | None:
    """The number of a version by its manifest's file name, or None where it is no such name."""
    match = _VERSION.fullmatch(name)
    return int(match[1]) if match else None


def note_name(number: int) -> str:
    """The file name of what is noted beside a version: when and how it came about."""
    return f"{number:06d}.note.json"


def note_number(name: str) -> int | None:
    """The number of a version by its note's file name, or None where it is no such name."""
    match = _NOTE.fullmatch(name)
    return int(match[1]) if match else None


def segment_name(name: str, key: str) -> str:
    """The path of an array file inside the folder; ``key`` stands in its header too."""
    return f"{SEGMENTS}/{name}-{key}.safetensors"


def segment_parts(path: str) -> tuple[str, str] | None:
    """The name and the key of an array file by its path inside the folder; None where it is no such path."""
    folder, _, name = path.partition("/")
    match = _SEGMENT.fullmatch(name)
    return (match[1], match[2]) if folder == SEGMENTS and match else None


def is_segment(path: str) -> bool:
    """Whether ``path``, relative to the folder, is one of :func:`segment_name`'s."""
    return segment_parts(path) is not None


def is_journal(path: str) -> bool:
    """Whether ``path``, relative to the folder, is a batch of the journal."""
    folder, _, name = path.partition("/")
    return folder == JOURNAL and _BATCH.fullmatch(name) is not None


def check_name(name: str) -> str:
    """``name`` if it can name an array file, else InputError."""
    if not _NAME.fullmatch(name):
        raise InputError(f"a segment's name must match {_NAME.pattern}, found {name!r}")
    return name


def check_build(build_id: str) -> str:
    """``build_id`` if it can name a build, else InputError."""
    if not _BUILD.fullmatch(build_id):
        raise InputError(f"a build id must be 1 to 64 letters and digits, found {build_id!r}")
    return build_id


def current_version(folder: Path) -> int | None:
    """The version that CURRENT names, or None where it is missing or names none."""
    try:
        text = (folder / CURRENT).read_bytes()
    except OSError:
        return None
    return version_number(text[:64].decode("ascii", "replace").removesuffix("\n"))


def versions_in(folder: Path) -> list[int]:
    """The numbers of all versions whose manifests are there, read or not, sorted."""
    found = (folder / VERSIONS).iterdir() if (folder / VERSIONS).is_dir() else ()
    return sorted(number for path in found if (number := version_number(path.name)) is not None)


def foreign_names(folder: Path) -> list[str]:
    """Paths in ``folder`` that no build puts there, sorted."""
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        # A segment waits for the commit under a temporary name, and is written under that one's own.
        if not is_ours(path.relative_to(folder).as_posix().removesuffix(TEMPORARY).removesuffix(TEMPORARY))
    )


def sha256_of(path: Path) -> str:
    """sha256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def is_ours(path: str) -> bool:
    """Whether ``path``, relative to the folder, is of a kind that a build puts there."""
    if path in (CURRENT, LOCK, KEEP, VERSIONS, SEGMENTS, JOURNAL) or is_segment(path) or is_journal(path):
        return True
    folder, _, name = path.partition("/")
    return folder == VERSIONS and (version_number(name) is not None or note_number(name) is not None)
