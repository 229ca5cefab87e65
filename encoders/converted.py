"""A packed model as an ordinary BERT folder in the user's cache, made once and checked at each opening."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from kgqa.encoders.unpack import unpack
from kgqa.errors import ModelError


def converted(name: str, packed: Callable[[], Path], sha256: str, hashes: Mapping[str, str]) -> Path:
    """The folder with the files ``hashes`` names, of those hashes; made of the packed file if not yet there.

    ``packed`` says where the packed file lies, and ``sha256`` is its hash. The folder appears whole or not
    at all; of two processes that make it at once, one's is kept. Raises ModelError where a hash is another's.
    """
    key = hashlib.sha256(json.dumps(dict(hashes), sort_keys=True).encode()).hexdigest()[:12]
    folder = cache_folder() / f"{name}-{key}"
    if not folder.is_dir():
        source = packed()
        check(source, sha256)
        try:
            _make(source, folder, hashes)
        except OSError as error:
            raise ModelError(
                f"{name} can't be unpacked into {folder}: {error.strerror or error}; KGQA_CACHE names another place"
            ) from error
    else:
        _check_all(folder, hashes, f"; remove {folder}, and it is made anew")
    return folder


def cache_folder() -> Path:
    """The folder that KGQA_CACHE names, else ``kgqa`` where the platform keeps what can be made again."""
    chosen = os.environ.get("KGQA_CACHE")
    if chosen:
        return Path(chosen).expanduser()
    home = Path("~").expanduser()
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "kgqa"
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "kgqa"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "kgqa"


def check(file: Path, sha256: str, hint: str = "") -> None:
    """Raises ModelError where the file is not there or has another hash."""
    if not file.is_file():
        raise ModelError(f"no {file}{hint}")
    with file.open("rb") as opened:
        found = hashlib.file_digest(opened, "sha256").hexdigest()
    if found != sha256:
        raise ModelError(f"{file}: sha256 is {found}, expected is {sha256}{hint}")


def _make(source: Path, folder: Path, hashes: Mapping[str, str]) -> None:
    unfinished = folder.with_name(f"{folder.name}.{os.getpid()}.{secrets.token_hex(4)}")
    unfinished.mkdir(parents=True)
    try:
        unpack(source, unfinished)
        _check_all(unfinished, hashes)
        try:
            unfinished.rename(folder)
        except OSError:
            if not folder.is_dir():  # else another process was first, and its files have passed the same check
                raise
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _check_all(folder: Path, hashes: Mapping[str, str], hint: str = "") -> None:
    for file, sha256 in sorted(hashes.items()):
        check(folder / file, sha256, hint)
