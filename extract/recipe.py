"""How documents are read: kept in the knowledge base, so that what is added later is read alike."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from kgqa.errors import InputError, StoreError

RULES = 13
"""Counts up when rules change what is found in a document: what was found by others is not mixed with it."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """``ontology`` and ``gazetteer`` are the texts of files, with the ontology's name, whose ending tells its format.
    ``asked``: whether sentences are asked for the ontology's relations one by one.

    ``made_by`` names each model and its version.
    """

    ontology: str = ""
    ontology_name: str = ""
    gazetteer: str = ""
    gazetteer_name: str = ""
    made_by: Mapping[str, str] = field(default_factory=dict)
    asked: bool = False

    @classmethod
    def of(
        cls, ontology: Path | None, gazetteer: Path | None, made_by: Mapping[str, str], *, asked: bool = False
    ) -> Recipe:
        """Of files. Raises InputError where one can't be read."""
        return cls(
            _text(ontology, "ontology"),
            ontology.name if ontology else "",
            _text(gazetteer, "gazetteer"),
            gazetteer.name if gazetteer else "",
            {**made_by, "rules": str(RULES)},
            asked and ontology is not None,
        )

    @property
    def key(self) -> str:
        """A hash of all that decides what is found in a document."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()[:32]

    def to_json(self) -> str:
        """As JSON, keys sorted."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Recipe:
        """The recipe that :meth:`to_json` wrote. Raises StoreError where it did not."""
        try:
            return cls(**json.loads(text))
        except (ValueError, TypeError) as error:
            raise StoreError(f"how the knowledge base was built can't be read: {error}") from error


def _text(path: Path | None, what: str) -> str:
    if path is None:
        return ""
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"{what} {path}: can't be read: {error.strerror or error}") from error
    except UnicodeError as error:
        raise InputError(f"{what} {path}: must be UTF-8: {error}") from error
