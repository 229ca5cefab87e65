"""MuSiQue (Trivedi et al., TACL 2022): questions of two to four hops, with and without an answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from kgqa.data.card import Card
from kgqa.data.corpora import with_passages
from kgqa.data.example import AskExample
from kgqa.data.records import Record, examples_of
from kgqa.data.where import Where

CARD = Card(
    name="musique",
    task="asking",
    title="MuSiQue",
    files="musique_ans_v1.0_dev.jsonl or musique_full_v1.0_dev.jsonl (or train) as published; the paragraphs are "
    "the passages",
    licence="CC BY 4.0",
    citation="Harsh Trivedi, Niranjan Balasubramanian, Tushar Khot and Ashish Sabharwal. MuSiQue: Multihop Questions "
    "via Single-hop Question Composition. TACL 2022.",
    home="https://github.com/StonyBrookNLP/musique",
    answers="any",
    verified=False,
)

UNANSWERABLE = "#unanswerable"
"""Stands after the id of a question that its paragraphs do not answer: its twin that they answer has the same id."""

_HOPS = re.compile(r"(\d+)hop\d*(?=__)")


def read_musique(path: Path | str, where: Where | None = None) -> Iterator[AskExample]:
    """Every question, or those that have the values of ``where``: ``{"answerable": "true"}``.

    ``answers`` are the answer and its aliases, and none where ``answerable`` is false. ``kind`` is the shape of
    the composition ("2hop", "3hop1") and ``hops`` its number. Whether a question is answerable holds for its
    own passages: pooled, those of one question may answer another. Raises InputError with file and line.
    """
    path = Path(path)
    return examples_of(path, with_passages(path), _example, where)


def _example(record: Record) -> AskExample:
    key, answerable = record.text("id"), record.values.get("answerable", True)
    if not isinstance(answerable, bool):
        record.fail(f"'answerable' is true or false, not {answerable!r:.80}")
    shape = _HOPS.match(key)
    answers = (record.text("answer"), *record.texts("answer_aliases")) if answerable else ()
    return AskExample(
        key if answerable else key + UNANSWERABLE,
        record.text("question"),
        tuple(dict.fromkeys(answers)),
        hops=int(shape[1]) if shape else None,
        kind=shape[0] if shape else "",
        answerable=answerable,
        gold_passages=_supporting(record),
        passages=record.passages,
    )


def _supporting(record: Record) -> tuple[str, ...]:
    # Several paragraphs may have one title: told apart by their texts.
    ids = {(passage.title, passage.text): passage.id for passage in record.passages}
    if not ids:
        record.fail("a question needs its 'paragraphs'")
    gold = [item for item in record.values["paragraphs"] if item.get("is_supporting")]
    found = (ids.get((item["title"].strip(), item["paragraph_text"].strip())) for item in gold)
    return tuple(dict.fromkeys(id for id in found if id))
