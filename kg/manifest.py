"""The manifest of a version: which files it has and what they hold, with a sum of itself."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import kgqa
from kgqa.errors import InputError, StoreError
from kgqa.kg.layout import FORMAT, FORMAT_VERSION, READABLE, segment_parts

OWN_KEYS = ("build", "files", "format", "format_version", "kgqa", "sum")
"""What the folder itself says; the upper layers say the rest."""


def manifest_bytes(said: Mapping[str, Any], build_id: str, files: Mapping[str, Mapping[str, object]]) -> bytes:
    """A manifest as it is written. Raises InputError where ``said`` can't be JSON or sets a key of the folder's own."""
    for key in OWN_KEYS:
        if key in said:
            raise InputError(f"manifest key {key!r} is set by the draft")
    content = {
        **said,
        "build": build_id,
        "files": files,
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "kgqa": kgqa.__version__,
    }
    try:
        return _text({**content, "sum": _sum(content)}).encode() + b"\n"
    except (TypeError, ValueError) as error:
        raise InputError(f"the manifest must be JSON: {error}") from error


def said_in(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """What the upper layers say in a manifest."""
    return {key: value for key, value in manifest.items() if key not in OWN_KEYS}


def read_manifest(path: Path, *, edited: bool = False) -> dict[str, Any]:
    """The manifest of one version. Raises StoreError where it is not one that this kgqa reads.

    One that was changed after it was written is refused too, unless ``edited`` asks for it as it is.
    """
    try:
        manifest = json.loads(path.read_bytes())
    except OSError as error:
        raise StoreError(f"{path}: can't be read: {error.strerror or error}") from error
    except (ValueError, RecursionError) as error:
        raise StoreError(f"{path}: the manifest must be JSON: {error}") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise StoreError(f"{path}: is not the manifest of a knowledge base")
    _check_format(path, manifest.get("format_version"))
    build, files = manifest.get("build"), manifest.get("files")
    if not isinstance(build, str) or not isinstance(files, dict):
        raise StoreError(f"{path}: the manifest must have 'build' and 'files'")
    for name, entry in files.items():
        parts = segment_parts(name)
        sound = (
            parts is not None
            and (manifest["format_version"] > 1 or parts[1] == build)
            and isinstance(entry, dict)
            and type(entry.get("bytes")) is int
            and isinstance(entry.get("sha256"), str)
        )
        if not sound:
            raise StoreError(f"{path}: bad entry of a file in the manifest: {name!r}: {str(entry)[:80]}")
    if len({segment_parts(name)[0] for name in files}) != len(files):  # type: ignore[index]  # checked above
        raise StoreError(f"{path}: the manifest names two files of one kind")
    if manifest["format_version"] > 1 and not edited and manifest.get("sum") != _sum(manifest):
        raise StoreError(f"{path}: the manifest was changed after it was written: its own sum does not fit it any more")
    return manifest


def _check_format(path: Path, found: object) -> None:
    if found in READABLE and type(found) is int:
        return
    known = f"this kgqa reads format versions {READABLE[0]} to {READABLE[-1]}, found {found!r}"
    if type(found) is int and found > READABLE[-1]:
        raise StoreError(f"{path}: {known}: a newer kgqa wrote it, and reads it")
    raise StoreError(f"{path}: {known}; import again or use the kgqa that wrote it")


def _sum(content: Mapping[str, Any]) -> str:
    """sha256, in hex, of all but the sum itself; "" for what no manifest can hold (NaN)."""
    try:
        text = _text({key: value for key, value in content.items() if key != "sum"})
    except ValueError:
        return ""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _text(content: Mapping[str, Any]) -> str:
    return json.dumps(content, sort_keys=True, indent=2, ensure_ascii=False, allow_nan=False)
