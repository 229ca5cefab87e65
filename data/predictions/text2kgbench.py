"""Facts predicted for Text2KGBench (Mihindukulasooriya et al., ISWC 2023): JSONL of ``{"id", "triples"}``.

Triples are objects of "sub", "rel" and "obj" as in the ground truth, or lists of the three, as the published
``run_eval.py`` reads them from the output of a system. That script also writes relations with _ for each blank.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kgqa.data.predictions.fields import field, key, made
from kgqa.data.predictions.files import jsonl_rows, once_each, write_records
from kgqa.data.predictions.prediction import TriplePrediction
from kgqa.errors import InputError
from kgqa.types import Literal, Triple


def read(path: Path | str) -> tuple[TriplePrediction, ...]:
    """The predictions of a file, with names and relations as they are written there.

    Raises InputError, with file and line, where a record breaks the layout or an id comes twice.
    """
    path = Path(path)
    return tuple(made(path, jsonl_rows(path), _prediction))


def write(path: Path | str, predictions: Iterable[TriplePrediction], for_script: bool = False) -> None:
    """Write predictions with triples as objects, or as the published script reads them: lists, and _ in relations."""
    path = Path(path)
    record = _list if for_script else _object
    write_records(
        path,
        (
            {"id": each.id, "triples": [record(triple) for triple in each.triples]}
            for each in once_each(path, predictions)
        ),
    )


def _prediction(place: str, record: dict[str, Any]) -> TriplePrediction:
    triples = [_triple(place, triple) for triple in field(place, record, "triples", list)]
    return TriplePrediction(key(place, record), tuple(triples))


def _triple(place: str, triple: Any) -> Triple:
    if isinstance(triple, list):
        if len(triple) != 3 or not all(isinstance(name, str) for name in triple):
            raise InputError(f"{place}: a triple is [subject, relation, object], three texts, not {triple!r:.80}")
        return Triple(*triple)
    return Triple(*(field(f"{place}: a triple", triple, name, str) for name in ("sub", "rel", "obj")))


def _object(triple: Triple) -> dict[str, str]:
    return {"sub": triple.head, "rel": triple.relation, "obj": _name(triple)}


def _list(triple: Triple) -> list[str]:
    return [triple.head, triple.relation.replace(" ", "_"), _name(triple)]


def _name(triple: Triple) -> str:
    return triple.tail.value if isinstance(triple.tail, Literal) else triple.tail
