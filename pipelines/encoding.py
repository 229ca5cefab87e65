"""Which sentence encoder a knowledge base is asked with: vectors of two encoders have nothing to say to each other."""

from __future__ import annotations

from pathlib import Path

from kgqa.encoders.sentence import SentenceEncoder
from kgqa.errors import ModelError
from kgqa.kg.folder import Folder
from kgqa.pipelines.writing import encoder_record
from kgqa.retriever.dense_checkpoint import is_shipped_encoder, load_encoder

Encoder = SentenceEncoder | str | Path
"""A loaded encoder, a shipped one's name, a folder of ``kgqa train retriever``, or a base's name or folder."""


def encoder_named(given: Encoder | None, device: str) -> SentenceEncoder:
    """An encoder, loaded; the default one where none is named. Raises ModelError where there is none of that name."""
    if isinstance(given, SentenceEncoder):
        return given
    return SentenceEncoder(device=device) if given is None else load_encoder(given, device=device)


def encoder_of(folder: Folder, given: Encoder | None, device: str) -> SentenceEncoder:
    """The encoder ``given``, else the one that comes with kgqa and that the knowledge base was built with.

    Raises ModelError where its vectors are another encoder's.
    """
    built = folder.manifest["encoder"]
    if given is None and is_shipped_encoder(str(built["name"])):
        given = str(built["name"])
    encoder = encoder_named(given, device)
    here = encoder_record(encoder)
    if any(built[key] != here[key] for key in ("sha256", "dimension")):
        raise ModelError(
            f"{folder.path} was built with the encoder {built['name']} ({built['dimension']} dimensions, sha256 "
            f"{built['sha256'][:12]}…); this one is {here['name']} ({here['dimension']} dimensions, sha256 "
            f"{here['sha256'][:12]}…). Load with that encoder, or import again"
        )
    return encoder
