"""Predictions for questions over a graph: sets of answers, in three layouts.

JSONL of ours, the ``predictions.jsonl`` of Reasoning on Graphs (Luo et al., ICLR 2024) that much work on WebQSP and
CWQ shares, and plain text with a line for each line of the questions, as goes with MetaQA and PathQuestion.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from kgqa.data.lines import read_text
from kgqa.data.predictions.fields import key, made, number, texts
from kgqa.data.predictions.files import jsonl_rows, once_each, write_records, write_text
from kgqa.data.predictions.prediction import Prediction
from kgqa.errors import InputError

BETWEEN = "|"
"""What stands between the answers of a line."""


def read_jsonl(path: Path | str) -> tuple[Prediction, ...]:
    """Predictions from ``{"id": ..., "answers": [...], "score": 0.9, "passages": [...]}``, the last two if at all.

    Raises InputError, with file and line, where a record breaks the layout or an id comes twice.
    """
    path = Path(path)
    return tuple(made(path, jsonl_rows(path), _ours))


def write_jsonl(path: Path | str, predictions: Iterable[Prediction]) -> None:
    """Write predictions as :func:`read_jsonl` reads them, with all that they hold."""
    path = Path(path)
    write_records(path, (_record(each) for each in once_each(path, predictions)))


def read_rog(path: Path | str) -> tuple[Prediction, ...]:
    """Predictions from ``{"id": ..., "prediction": ...}``: a list of answers, or a text with one a line.

    Blanks around an answer and blank lines are dropped, as is an answer that came before; other fields are left
    alone. Raises InputError as :func:`read_jsonl` does.
    """
    path = Path(path)
    return tuple(made(path, jsonl_rows(path), _rog))


def write_rog(
    path: Path | str, predictions: Iterable[Prediction], golds: Mapping[str, Sequence[str]] | None = None
) -> None:
    """Write predictions as :func:`read_rog` reads them. Scores and passages have no place.

    The layout's own script takes the gold answers from this file too: ``golds`` by id. Raises InputError where an
    id has none.
    """
    path = Path(path)
    records = []
    for each in once_each(path, predictions):
        record: dict[str, Any] = {"id": each.id, "prediction": list(each.answers)}
        if golds is not None:
            if each.id not in golds:
                raise InputError(f"{path}: there are no gold answers for {each.id!r}")
            record["ground_truth"] = list(golds[each.id])
        records.append(record)
    write_records(path, records)


def read_lines(path: Path | str, ids: Sequence[str]) -> tuple[Prediction, ...]:
    """A prediction for each of ``ids`` from the line at its place, answers with | between them.

    A blank line is an abstention. Raises InputError where there are more or fewer lines than ids.
    """
    path = Path(path)
    lines = read_text(path).split("\n")
    if lines[-1] == "":
        lines.pop()
    if len(lines) != len(ids):
        raise InputError(f"{path}: line 1 is for the first question and so on: {len(ids)} ids, {len(lines)} lines")
    rows = ((f"{path}:{line}", row) for line, row in enumerate(zip(ids, lines, strict=True), start=1))
    return tuple(made(path, rows, lambda _, row: Prediction(row[0], _answers(row[1].split(BETWEEN)))))


def write_lines(path: Path | str, predictions: Iterable[Prediction]) -> None:
    """Write a line of answers for each prediction, in their order, which has to be that of the questions.

    Scores and passages have no place. Raises InputError where an answer can't be read back from a line: it is
    blank, has blanks at an end or a | or a line's end in it, or comes twice.
    """
    path = Path(path)
    lines = []
    for each in once_each(path, predictions):
        line = BETWEEN.join(each.answers)
        if _answers(line.split(BETWEEN)) != each.answers or "\n" in line or line.startswith("\ufeff"):
            raise InputError(f"{path}: {each.id!r}: answers on a line are texts without {BETWEEN!r}, not {line!r:.80}")
        lines.append(line + "\n")
    write_text(path, "".join(lines))


def _ours(place: str, record: dict[str, Any]) -> Prediction:
    answers = texts(place, record, "answers")
    passages = texts(place, record, "passages") if "passages" in record else ()
    return Prediction(key(place, record), answers, number(place, record, "score"), passages)


def _record(prediction: Prediction) -> dict[str, Any]:
    record: dict[str, Any] = {"id": prediction.id, "answers": list(prediction.answers)}
    if prediction.score is not None:
        record["score"] = prediction.score
    if prediction.passages:
        record["passages"] = list(prediction.passages)
    return record


def _rog(place: str, record: dict[str, Any]) -> Prediction:
    said = record.get("prediction")
    answers = said.split("\n") if isinstance(said, str) else texts(place, record, "prediction")
    return Prediction(key(place, record), _answers(answers))


def _answers(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(stripped for value in values if (stripped := value.strip())))
