"""Which sentence encoder a knowledge base is asked with: vectors of two encoders have nothing to say to each other."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kgqa.encoders.sentence import SentenceEncoder
from kgqa.errors import ModelError
from kgqa.kg.folder import Folder
from kgqa.pipelines.writing import encoder_record, is_same_encoder
from kgqa.retriever.dense_checkpoint import load_encoder

Encoder = SentenceEncoder | str | Path
"""A loaded encoder, a shipped one's name, a folder of ``kgqa train retriever``, or a base's name or folder."""


def encoder_named(given: Encoder | None, device: str) -> SentenceEncoder:
    """An encoder, loaded; the default one where none is named. Raises ModelError where there is none of that name."""
    if isinstance(given, SentenceEncoder):
        return given
    return SentenceEncoder(device=device) if given is None else load_encoder(given, device=device)


def encoder_of(folder: Folder, given: Encoder | None, device: str) -> SentenceEncoder:
    """The encoder ``given``, else the one that the knowledge base was built with, by its record in the manifest.

    Raises ModelError where that is not found, or where the vectors are another encoder's.
    """
    built = folder.manifest["encoder"]
    encoder = _recorded(folder, built, device) if given is None else encoder_named(given, device)
    here = encoder_record(encoder)
    if not is_same_encoder(built, here):
        raise ModelError(
            f"{folder.path} was built with the encoder {built['name']} ({built['dimension']} dimensions, sha256 "
            f"{built['sha256'][:12]}…); this one is {here['name']} ({here['dimension']} dimensions, sha256 "
            f"{here['sha256'][:12]}…). Load with that encoder, or build anew"
        )
    return encoder


def _recorded(folder: Folder, built: Mapping[str, Any], device: str) -> SentenceEncoder:
    name, place = str(built["name"]), str(built.get("place", ""))
    for where in (place, name) if place else (name,):
        try:
            return load_encoder(where, device=device)
        except ModelError:
            continue
    missing = f"is not in {place} any more" if place else "is not found"
    raise ModelError(
        f"{folder.path} was built with the encoder {name}, which {missing}. Load with that encoder: name its folder "
        "(--encoder)"
    )
