"""Facts predicted for DocRED and Re-DocRED as the official script reads them (``evaluation.py``).

One JSON array of ``{"title", "h_idx", "t_idx", "r", "evidence"}``, the evidence if at all: a fact each, with the
entities by their index in the document. A document in which nothing is found has no place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from kgqa.data.layouts import hint_first
from kgqa.data.lines import read_json
from kgqa.data.predictions.fields import field, key
from kgqa.data.predictions.files import once_each, write_json
from kgqa.data.predictions.prediction import IndexPrediction
from kgqa.errors import InputError


def read(path: Path | str) -> tuple[IndexPrediction, ...]:
    """The predictions of a file by document, in the order of first facts. Evidence is left alone.

    A fact that comes twice counts once, as in the official script. Raises InputError, with the number of the fact
    from 1, where one breaks the layout.
    """
    path = Path(path)
    documents: dict[str, dict[tuple[int, str, int], None]] = {}
    for title, triple in hint_first(path, (_fact(place, record) for place, record in _rows(path))):
        documents.setdefault(title, {})[triple] = None
    return tuple(IndexPrediction(title, tuple(triples)) for title, triples in documents.items())


def write(path: Path | str, predictions: Iterable[IndexPrediction]) -> None:
    """Write the facts of each document."""
    path = Path(path)
    write_json(
        path,
        [
            {"title": each.id, "h_idx": head, "t_idx": tail, "r": relation}
            for each in once_each(path, predictions)
            for head, relation, tail in each.triples
        ],
    )


def _rows(path: Path) -> Iterator[tuple[str, Any]]:
    found = read_json(path)
    if not isinstance(found, list):
        raise InputError(f"{path}: a file of predicted facts is a JSON array, not {type(found).__name__}")
    for number, record in enumerate(found, start=1):
        yield f"{path}: fact {number}", record


def _fact(place: str, record: Any) -> tuple[str, tuple[int, str, int]]:
    head, tail = field(place, record, "h_idx", int), field(place, record, "t_idx", int)
    if min(head, tail) < 0:
        raise InputError(f"{place}: an entity is an index from 0, not {min(head, tail)}")
    return key(place, record, "title"), (head, field(place, record, "r", str), tail)
