"""The passages that published question files carry with their questions, as one collection."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from kgqa.data.layouts import hint_first
from kgqa.data.records import Record, json_records
from kgqa.data.where import Wanted, Where
from kgqa.types import Passage


def passages_of(path: Path | str, where: Where | None = None) -> Iterator[Passage]:
    """One passage for each distinct title and text in the contexts of a file's questions, in order.

    Reads what HotpotQA and 2WikiMultihopQA (``context``) and MuSiQue (``paragraphs``) publish. The id is the
    title, and "TITLE#2" where it is the title of a second text: the ids that the readers of the questions give
    for the same file. ``where`` keeps the questions that have these values and changes no id. Raises
    InputError, with file and record, where a question has no passage.
    """
    path = Path(path)
    wanted = Wanted(path, where)
    given: set[str] = set()
    for record in hint_first(path, with_passages(path, needed=True)):
        if wanted.has(record.values):
            fresh = [passage for passage in record.passages if passage.id not in given]
            given.update(passage.id for passage in fresh)
            yield from fresh
    wanted.check()


def with_passages(path: Path, *, needed: bool = False) -> Iterator[Record]:
    """The records of a file with their own passages; ``needed``: one that has none is an InputError."""
    numbers = _Numbers()
    for record in json_records(path):
        texts = dict.fromkeys(_texts(record))
        if needed and not texts:
            record.fail("a question needs passages under 'context' or 'paragraphs', and has none")
        ids = [numbers.id_of(title, text) for title, text in texts]
        own = (Passage(id, id, title, text) for id, (title, text) in zip(ids, texts, strict=True))
        yield replace(record, passages=tuple(own))


def supporting(record: Record) -> tuple[str, ...]:
    """The ids of the passages that ``supporting_facts``, pairs of a title and a sentence's number, names.

    A title that none of the record's own passages has stands for itself.
    """
    facts = record.lists("supporting_facts")
    if not all(fact and isinstance(fact[0], str) for fact in facts):
        record.fail(f"'supporting_facts' is a list of [title, number of the sentence], not {facts!r:.80}")
    return gold_ids((fact[0].strip() for fact in facts), record.passages)


def gold_ids(titles: Iterable[str], passages: Iterable[Passage]) -> tuple[str, ...]:
    """The ids of the passages of these titles; a title that none of them has stands for itself."""
    by_title: dict[str, list[str]] = {}
    for passage in passages:
        by_title.setdefault(passage.title, []).append(passage.id)
    return tuple(id for title in dict.fromkeys(titles) for id in by_title.get(title, [title]))


class _Numbers:
    """Ids for passages, which are told apart by title and text."""

    def __init__(self) -> None:
        self._texts: dict[str, dict[bytes, int]] = {}

    def id_of(self, title: str, text: str) -> str:
        """The title for the first text that it is seen with, "TITLE#2" for the second."""
        name = title or "untitled"
        own = self._texts.setdefault(name, {})
        number = own.setdefault(hashlib.blake2b(text.encode(), digest_size=16).digest(), len(own) + 1)
        return name if number == 1 else f"{name}#{number}"


def _texts(record: Record) -> Iterator[tuple[str, str]]:
    """(title, text) of the passages that hold something."""
    name = "context" if "context" in record.values else "paragraphs"
    found = record.values.get(name, [])
    if not isinstance(found, list):
        record.fail(f"{name!r} is a list of passages, not {found!r:.80}")
    for item in found:
        if name == "context":
            title, text = item if isinstance(item, list) and len(item) == 2 else (None, None)
            if isinstance(text, list) and all(isinstance(sentence, str) for sentence in text):
                text = _joined(text)
        else:
            title, text = (item.get(key) if isinstance(item, dict) else None for key in ("title", "paragraph_text"))
        if not isinstance(title, str) or not isinstance(text, str):
            shape = "[title, [sentences]]" if name == "context" else '{"title": ..., "paragraph_text": ...}'
            record.fail(f"a passage in {name!r} is {shape}, not {item!r:.80}")
        if text.strip():
            yield record.sound("title", title.strip()), record.sound("text", text.strip())


def _joined(sentences: list[str]) -> str:
    """Sentences as one text; some data sets keep the blank before a sentence with it and some do not."""
    text = ""
    for sentence in sentences:
        apart = not text or text[-1].isspace() or sentence[:1].isspace()
        text += sentence if apart else f" {sentence}"
    return text
