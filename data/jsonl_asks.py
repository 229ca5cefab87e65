"""Questions of one's own with their answers, one JSON object a line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from kgqa.data.card import Card
from kgqa.data.example import AskExample
from kgqa.data.lines import json_lines
from kgqa.data.records import Record, examples_of
from kgqa.data.where import Where
from kgqa.types import Passage

CARD = Card(
    name="jsonl",
    task="asking",
    title="Questions of one's own",
    files='JSONL of {"question": "...", "answers": ["...", ...]}, answers being the whole set, to the letter, [] where '
    "nothing answers; optional: id, entities, kind, hops, gold_passages, and passages of the question's own",
    licence="your own",
    citation="",
    home="",
    answers="all",
)


def read_jsonl_asks(path: Path | str, where: Where | None = None) -> Iterator[AskExample]:
    """Every question of a file, or those that have the values of ``where``: any field will do.

    A line needs ``question`` and ``answers``, a list of all that is right; an empty list says that nothing
    answers it. It may have ``id`` (else the number of its line), ``entities`` (the names of its topics),
    ``kind``, ``hops``, ``passages`` (a list of ``{"id": "...", "title": "...", "text": "..."}``, where the id and
    the title may be missing, or of texts; without an id the first is "QUESTION_ID#1") and ``gold_passages`` (ids).
    Other fields are left alone. Raises InputError with file and line.
    """
    path = Path(path)
    return examples_of(path, _records(path), _example, where)


def _records(path: Path) -> Iterator[Record]:
    for number, values in json_lines(path):
        yield Record(f"{path}:{number}", {"id": str(number), **values})


def _example(record: Record) -> AskExample:
    values = record.values
    if not isinstance(values.get("answers"), list):
        record.fail(f"a question needs a list under 'answers', and has {values.get('answers')!r:.80}")
    hops = values.get("hops")
    if hops is not None and (type(hops) is not int or hops < 1):
        record.fail(f"'hops' is a whole number from 1, not {hops!r:.80}")
    key, answers = record.text("id"), record.texts("answers")
    passages, gold = _passages(record, key), record.texts("gold_passages")
    missing = set(gold) - {passage.id for passage in passages} if passages else set()
    if missing:
        record.fail(f"'gold_passages' names {min(missing)!r}, which none of its 'passages' has for an id")
    return AskExample(
        key,
        record.text("question"),
        answers,
        record.texts("entities"),
        hops,
        record.text("kind") if values.get("kind") else "",
        bool(answers),
        gold,
        passages=passages,
    )


def _passages(record: Record, key: str) -> tuple[Passage, ...]:
    found = record.values.get("passages")
    if found is None:
        return ()
    if not isinstance(found, list):
        record.fail(f"'passages' is a list, not {found!r:.80}")
    passages = tuple(_passage(record, item, f"{key}#{number}") for number, item in enumerate(found, start=1))
    if len({passage.id for passage in passages}) < len(passages):
        record.fail("each of its 'passages' needs an id of its own")
    return passages


def _passage(record: Record, item: Any, fallback: str) -> Passage:
    if isinstance(item, str):
        item = {"text": item}
    if not isinstance(item, dict):
        record.fail(f'one of its \'passages\' is a text or {{"id": ..., "title": ..., "text": ...}}, not {item!r:.80}')
    own = replace(record, place=f"{record.place}: {fallback}", values={"id": fallback, "title": "", **item})
    id, title = own.text("id"), own.values["title"]
    if not isinstance(title, str):
        own.fail(f"a title is a text, not {title!r:.80}")
    return Passage(id, id, own.sound("title", title.strip()), own.text("text"))
