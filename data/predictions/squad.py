"""Predictions for SQuAD 1.1 and 2.0 as the official script reads them (``evaluate-v2.0.py``).

One JSON object of question id and text, "" where the question is not answered; beside it, if at all, another of
question id and the probability that there is no answer (``--na-prob-file``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from kgqa.data.predictions.fields import finite, made, text
from kgqa.data.predictions.files import json_object, once_each, only_answer, write_json
from kgqa.data.predictions.prediction import Prediction
from kgqa.errors import InputError


def read(path: Path | str, na_prob: Path | str | None = None) -> tuple[Prediction, ...]:
    """The predictions of a file, in its order. ``score`` is 1 minus what ``na_prob`` says of the question.

    Raises InputError, with the file and the id, where a prediction is no text, a probability no finite number, or
    an id comes twice.
    """
    path = Path(path)
    sure = {} if na_prob is None else _sure(Path(na_prob))

    def rows() -> Iterator[tuple[str, tuple[str, str]]]:
        # All at once: the first values of another layout ("version": "v2.0") can be texts, too.
        found = {key: text(str(path), key, said) for key, said in json_object(path).items()}
        yield from ((str(path), row) for row in found.items())

    def prediction(_: str, row: tuple[str, str]) -> Prediction:
        key, said = row
        return Prediction(key, (said,) if said else (), sure.get(key))

    return tuple(made(path, rows(), prediction))


def write(path: Path | str, predictions: Iterable[Prediction], na_prob: Path | str | None = None) -> None:
    """Write predictions of at most one answer each, and 1 minus their scores to ``na_prob``.

    Without ``na_prob`` scores are not written. Raises InputError where there is more than one answer, or a score
    is wanted and missing: the official script wants one for every question.
    """
    path = Path(path)
    said = list(once_each(path, predictions))
    texts = {prediction.id: only_answer(path, prediction.id, prediction.answers) for prediction in said}
    if na_prob is not None:
        missing = next((prediction.id for prediction in said if prediction.score is None), None)
        if missing is not None:
            raise InputError(f"{na_prob}: {missing!r} has no score, and every question needs one")
        write_json(Path(na_prob), {each.id: 1 - each.score for each in said if each.score is not None})
    write_json(path, texts)


def _sure(path: Path) -> dict[str, float]:
    return {key: 1 - finite(str(path), key, value) for key, value in json_object(path).items()}
