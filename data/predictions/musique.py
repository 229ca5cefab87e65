"""Predictions for MuSiQue as the official script reads them (``evaluate_v1.0.py``).

JSONL of ``{"id", "predicted_answer", "predicted_support_idxs", "predicted_answerable"}``, all questions in their
order. In MuSiQue-Full each id stands twice, for a question and its twin that can't be answered: only their order
tells them apart, and :mod:`kgqa.data.musique` marks the twin's id.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any

from kgqa.data.musique import UNANSWERABLE
from kgqa.data.predictions.fields import field, key, made
from kgqa.data.predictions.files import jsonl_rows, once_each, only_answer, write_records
from kgqa.data.predictions.prediction import Prediction
from kgqa.errors import InputError


def read(path: Path | str, ids: Sequence[str] | None = None) -> tuple[Prediction, ...]:
    """The predictions of a file. ``passages`` are the indexes of the supporting paragraphs, as text.

    "" and what is predicted not to be answerable are abstentions. ``ids`` are those of the questions, in their
    order: with them each record is for the question at its place, which MuSiQue-Full needs. Raises InputError,
    with file and line, where a record breaks the layout, an id comes twice, or is not that of ``ids``.
    """
    path = Path(path)
    if ids is None:
        return tuple(made(path, jsonl_rows(path), _prediction))
    rows = zip_longest(jsonl_rows(path), ids)
    return tuple(made(path, (_placed(path, row, question) for row, question in rows), _prediction))


def write(path: Path | str, predictions: Iterable[Prediction]) -> None:
    """Write predictions of at most one answer each, ids without the twin's mark. Scores have no place.

    Raises InputError where there is more than one answer or a passage is no index.
    """
    path = Path(path)
    write_records(
        path,
        (
            {
                "id": each.id.removesuffix(UNANSWERABLE),
                "predicted_answer": only_answer(path, each.id, each.answers),
                "predicted_support_idxs": [_index(path, each.id, passage) for passage in each.passages],
                "predicted_answerable": bool(each.answers),
            }
            for each in once_each(path, predictions)
        ),
    )


def _prediction(place: str, record: dict[str, Any]) -> Prediction:
    answer = field(place, record, "predicted_answer", str)
    answerable = record.get("predicted_answerable")
    if not isinstance(answerable, bool):
        raise InputError(f"{place}: true or false is needed under 'predicted_answerable', not {answerable!r:.80}")
    indexes = field(place, record, "predicted_support_idxs", list)
    for index in indexes:
        if type(index) is not int or index < 0:
            raise InputError(f"{place}: a supporting paragraph is an index from 0, not {index!r:.80}")
    return Prediction(key(place, record), (answer,) if answer and answerable else (), None, tuple(map(str, indexes)))


def _placed(path: Path, row: tuple[str, dict[str, Any]] | None, question: str | None) -> tuple[str, dict[str, Any]]:
    if row is None or question is None:
        more = "fewer" if row is None else "more"
        raise InputError(f"{path}: there are {more} predictions than questions; every question needs one, in order")
    place, record = row
    if record.get("id") != question.removesuffix(UNANSWERABLE):
        raise InputError(f"{place}: the question at this place is {question!r}, not {record.get('id')!r:.80}")
    return place, {**record, "id": question}


def _index(path: Path, identity: str, passage: str) -> int:
    if not (passage.isascii() and passage.isdigit()):
        raise InputError(f"{path}: {identity!r}: a supporting paragraph is an index from 0, not {passage!r:.80}")
    return int(passage)
