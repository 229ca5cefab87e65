"""SQuAD 1.1 and 2.0 (Rajpurkar et al., EMNLP 2016 and ACL 2018), and all data sets in their layout.

kgqa reads one more optional key of a question: ``facts``, a list of verbalised triples.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kgqa.data.card import Card
from kgqa.data.example import ReadingExample
from kgqa.data.lines import read_json
from kgqa.data.records import Record, examples_of
from kgqa.data.where import Where
from kgqa.errors import InputError
from kgqa.types import Mention

CARD = Card(
    name="squad",
    task="reading",
    title="SQuAD",
    files="train-v1.1.json, dev-v1.1.json, train-v2.0.json or dev-v2.0.json as published, or any file in that layout",
    licence="CC BY-SA 4.0",
    citation="Pranav Rajpurkar, Jian Zhang, Konstantin Lopyrev and Percy Liang. SQuAD: 100,000+ Questions for Machine "
    "Comprehension of Text. EMNLP 2016. Pranav Rajpurkar, Robin Jia and Percy Liang. Know What You Don't Know: "
    "Unanswerable Questions for SQuAD. ACL 2018.",
    home="https://rajpurkar.github.io/SQuAD-explorer/",
    answers="any",
)


def read_squad(path: Path | str, where: Where | None = None) -> Iterator[ReadingExample]:
    """Every question of a SQuAD file, in the order of the file; ``.gz`` is unpacked.

    Answers keep their order and each stands once. ``where`` may name the ``title`` of the article. Raises
    InputError, with the file and the id of the question, where a field is missing, an answer is not in the
    context where the file says it is, or an id comes twice.
    """
    path = Path(path)

    def example(record: Record) -> ReadingExample:
        return _example(path, *(record.values[name] for name in ("title", "context", "question")))

    return examples_of(path, _records(path), example, where, ("title",))


def _records(path: Path) -> Iterator[Record]:
    found = read_json(path)
    articles = found.get("data") if isinstance(found, dict) else None
    if not isinstance(articles, list):
        raise InputError(f'{path}: a SQuAD file is a JSON object with a list under "data"')
    for at, article in enumerate(articles, start=1):
        for number, paragraph in enumerate(_field(path, f"article {at}", article, "paragraphs", list), start=1):
            place = f"paragraph {number} of article {at}"
            title, context = str(article.get("title", "")), _field(path, place, paragraph, "context", str)
            for question in _field(path, place, paragraph, "qas", list):
                yield Record(f"{path}: {place}", {"title": title, "context": context, "question": question})


def _example(path: Path, title: str, context: str, record: Any) -> ReadingExample:
    key = _field(path, "a question", record, "id", str)
    where = f"question {key!r}"
    answers = _answers(path, where, record)
    facts = _field(path, where, record, "facts", list) if "facts" in record else []
    if not all(isinstance(fact, str) for fact in facts):
        raise InputError(f"{path}: {where}: every one of its 'facts' must be a string")
    return ReadingExample(
        key,
        _field(path, where, record, "question", str).strip(),
        context,
        tuple(dict.fromkeys(_mention(path, where, context, answer) for answer in answers)),
        title,
        tuple(facts),
    )


def _answers(path: Path, where: str, record: Any) -> list[Any]:
    """The answers of a question; none where it is marked as impossible, and then they may be left out."""
    impossible = record.get("is_impossible", False)
    if not isinstance(impossible, bool):
        raise InputError(f"{path}: {where}: 'is_impossible' is true or false, not {impossible!r:.80}")
    if impossible:
        return []
    found: list[Any] = _field(path, where, record, "answers", list)
    return found


def _mention(path: Path, where: str, context: str, answer: Any) -> Mention:
    start = _field(path, where, answer, "answer_start", int)
    text = _field(path, where, answer, "text", str)
    end = start + len(text)
    if start < 0 or not text or context[start:end] != text:
        raise InputError(
            f"{path}: {where}: the answer {text!r} is not in the context at {start}, "
            f"which has {context[max(start, 0) : max(end, 0)]!r} there"
        )
    return Mention(start, end, text)


def _field(path: Path, where: str, record: Any, name: str, kind: type) -> Any:
    value = record.get(name) if isinstance(record, dict) else None
    if not isinstance(value, kind):
        raise InputError(f"{path}: {where} needs a {kind.__name__} under {name!r}, and has {value!r:.80}")
    return value
