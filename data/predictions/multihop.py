"""Predictions for HotpotQA and 2WikiMultihopQA as their official scripts read them.

One JSON object (``hotpot_evaluate_v1.py``, ``2wikimultihop_evaluate.py``): ``{"answer": {id: text}, "sp": {id:
[[title, sentence], ...]}, "evidence": {id: [[subject, relation, object], ...]}}``, the last in 2WikiMultihopQA.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from kgqa.data.predictions.fields import field, made, text
from kgqa.data.predictions.files import json_object, once_each, only_answer, write_json
from kgqa.data.predictions.prediction import Prediction
from kgqa.errors import InputError


def read(path: Path | str) -> tuple[Prediction, ...]:
    """The predictions under "answer", in the file's order; ``passages`` are the titles under "sp", each once.

    "" is an abstention. Which sentence of a passage is meant, and "evidence", are left alone. Raises InputError,
    with the file and the id, where an answer is no text, a fact no [title, sentence], or an id comes twice.
    """
    path = Path(path)

    def rows() -> Iterator[tuple[str, Any]]:
        found = json_object(path)
        answers = field(str(path), found, "answer", dict)
        supports = field(str(path), found, "sp", dict) if "sp" in found else {}
        for key, said in answers.items():
            yield str(path), (key, said, supports.get(key, []))

    def prediction(place: str, row: tuple[str, Any, Any]) -> Prediction:
        key, said, facts = row
        answers = (said,) if text(place, key, said) else ()
        return Prediction(key, answers, None, _titles(f"{place}: {key!r}", facts))

    return tuple(made(path, rows(), prediction))


def write(path: Path | str, predictions: Iterable[Prediction]) -> None:
    """Write predictions of at most one answer each; each of ``passages`` as the first sentence of that title.

    The scripts want "sp" and "evidence" to be there: a question without passages is not under "sp", and
    "evidence" is empty. Scores have no place. Raises InputError where there is more than one answer.
    """
    path = Path(path)
    said = list(once_each(path, predictions))
    write_json(
        path,
        {
            "answer": {each.id: only_answer(path, each.id, each.answers) for each in said},
            "sp": {each.id: [[title, 0] for title in each.passages] for each in said if each.passages},
            "evidence": {},
        },
    )


def _titles(place: str, facts: Any) -> tuple[str, ...]:
    if not isinstance(facts, list):
        raise InputError(f"{place}: 'sp' holds a list of [title, sentence], not {facts!r:.80}")
    for fact in facts:
        if not isinstance(fact, list) or len(fact) != 2 or not isinstance(fact[0], str) or type(fact[1]) is not int:
            raise InputError(f"{place}: a supporting fact is [title, sentence], not {fact!r:.80}")
    return tuple(dict.fromkeys(title for title, _ in facts))
