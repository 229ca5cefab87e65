"""Opening a knowledge base folder for reading: the manifest now, the arrays when asked for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kgqa.errors import StoreError
from kgqa.kg.arrays import ArrayFile
from kgqa.kg.layout import (
    CURRENT,
    FORMAT,
    FORMAT_VERSION,
    LOCK,
    SEGMENTS,
    VERSIONS,
    current_version,
    is_segment,
    segment_name,
    version_name,
)


@dataclass(frozen=True, slots=True)
class Folder:
    """One version of a knowledge base, as its manifest lists it."""

    path: Path
    manifest: Mapping[str, Any]

    @property
    def build_id(self) -> str:
        """The build that every file of this version must belong to."""
        return str(self.manifest["build"])

    @property
    def names(self) -> tuple[str, ...]:
        """The names that :meth:`arrays` knows, sorted."""
        tail = f"-{self.build_id}.safetensors"
        return tuple(sorted(file.removeprefix(f"{SEGMENTS}/").removesuffix(tail) for file in self.manifest["files"]))

    def has(self, name: str) -> bool:
        """Whether this version has a file of arrays of this name."""
        return segment_name(name, self.build_id) in self.manifest["files"]

    def arrays(self, name: str) -> ArrayFile:
        """Map a file of arrays. Raises StoreError where it is missing, of another size or build."""
        target = segment_name(name, self.build_id)
        if target not in self.manifest["files"]:
            raise StoreError(f"{self.path}: has no {name!r}, only {', '.join(self.names)}")
        path, expected = self.path / target, self.manifest["files"][target]["bytes"]
        try:
            found = path.stat().st_size
        except OSError as error:
            raise StoreError(f"{path}: can't be read: {error.strerror or error}") from error
        if found != expected:
            raise StoreError(f"{path}: must have {expected} bytes by the manifest, found {found}")
        return ArrayFile.open(path, self.build_id)


def open_folder(path: str | Path) -> Folder:
    """Open the version that CURRENT names; checks the manifest, not yet the files.

    Raises StoreError where there is no knowledge base, one whose import never finished, or one that
    this version of kgqa can't read.
    """
    folder = Path(path)
    if not folder.is_dir():
        what = "is a file; a knowledge base is a folder" if folder.exists() else "there is no such folder"
        raise StoreError(f"{folder}: {what}")
    number = current_version(folder)
    if number is None:
        if (folder / CURRENT).exists():
            raise StoreError(f"{folder}: {CURRENT} must name a version such as {version_name(1)}")
        if (folder / VERSIONS).is_dir() or (folder / LOCK).exists():
            raise StoreError(f"{folder}: the import was stopped before it finished; run it again")
        raise StoreError(f"{folder}: is no knowledge base: it holds no {CURRENT}")
    return Folder(folder, read_manifest(folder / VERSIONS / version_name(number)))


def read_manifest(path: Path) -> dict[str, Any]:
    """The manifest of one version. Raises StoreError where it is not one that this kgqa reads."""
    try:
        manifest = json.loads(path.read_bytes())
    except OSError as error:
        raise StoreError(f"{path}: can't be read: {error.strerror or error}") from error
    except (ValueError, RecursionError) as error:
        raise StoreError(f"{path}: the manifest must be JSON: {error}") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise StoreError(f"{path}: is not the manifest of a knowledge base")
    if manifest.get("format_version") != FORMAT_VERSION:
        raise StoreError(
            f"{path}: this kgqa reads format version {FORMAT_VERSION}, "
            f"found {manifest.get('format_version')!r}; import again or use the kgqa that wrote it"
        )
    build, files = manifest.get("build"), manifest.get("files")
    if not isinstance(build, str) or not isinstance(files, dict):
        raise StoreError(f"{path}: the manifest must have 'build' and 'files'")
    for name, entry in files.items():
        sound = (
            is_segment(name)
            and name.endswith(f"-{build}.safetensors")
            and isinstance(entry, dict)
            and type(entry.get("bytes")) is int
            and isinstance(entry.get("sha256"), str)
        )
        if not sound:
            raise StoreError(f"{path}: bad entry of a file in the manifest: {name!r}: {str(entry)[:80]}")
    return manifest
