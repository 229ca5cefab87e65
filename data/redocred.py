"""DocRED (Yao et al., ACL 2019) and Re-DocRED (Tan et al., EMNLP 2022): documents with entities and relations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kgqa.data.card import Card
from kgqa.data.example import ExtractionExample
from kgqa.data.json_array import array_objects
from kgqa.data.lines import read_json
from kgqa.data.predictions.fields import field, key, span
from kgqa.data.records import Record, examples_of
from kgqa.data.where import Where
from kgqa.errors import InputError
from kgqa.types import Mention, Triple

CARD = Card(
    name="redocred",
    task="extraction",
    title="Re-DocRED: document-level relation extraction",
    files="dev_revised.json (also DocRED's dev.json); beside it relation_labels.json or rel_info.json",
    licence="MIT",
    citation="Tan et al., EMNLP 2022; Yao et al., ACL 2019",
    home="https://github.com/tonytan48/Re-DocRED",
)


@dataclass(frozen=True, slots=True)
class Document:
    """A document as published, its text made of its tokens with one space between them.

    ``mentions`` and ``types`` have one item for each entity, in the order of the file's ``vertexSet``:
    ``text[m.start:m.end] == m.text`` for each mention, and the type of the first. ``triples`` are (head,
    relation, tail) with the entities by their index, as predictions name them. ``id`` is the title.
    """

    id: str
    text: str
    mentions: tuple[tuple[Mention, ...], ...]
    types: tuple[str, ...]
    triples: tuple[tuple[int, str, int], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The text of each entity's first mention. Two entities may have one name."""
        return tuple(mentions[0].text for mentions in self.mentions)


def read_documents(path: Path | str, where: Where | None = None) -> Iterator[Document]:
    """Every document of a file, or those whose fields have the values of ``where`` (its title).

    Raises InputError, with the number of the document from 1 and its title, where it breaks the layout, a mention
    is not in its sentence, a label names an entity that is not there, or a title comes twice; and where there is
    none.
    """
    path = Path(path)
    records = (
        Record(f"{path}: document {number} ({values.get('title')!r:.80})", values)
        for number, values in array_objects(path)
    )
    return examples_of(path, records, _document, where)


def read_redocred(
    path: Path | str, where: Where | None = None, labels: Mapping[str, str] | None = None
) -> Iterator[ExtractionExample]:
    """Every document as a text with facts between names, each fact once; see :func:`read_documents`.

    Relations are Wikidata's ids, or what ``labels`` calls them (:func:`read_relation_labels`).
    """
    called = labels or {}
    for document in read_documents(path, where):
        names = document.names
        facts = (Triple(names[head], called.get(rel, rel), names[tail]) for head, rel, tail in document.triples)
        yield ExtractionExample(document.id, document.text, tuple(dict.fromkeys(facts)), mentions=document.mentions)


def read_relation_labels(path: Path | str) -> dict[str, str]:
    """What relations are called, by their ids: of ``{"P17": "country"}`` or ``{"P17": {"label": "country"}}``."""
    found = read_json(Path(path))
    if not isinstance(found, dict) or not found:
        raise InputError(f"{path}: labels of relations are a JSON object that is not empty, not {found!r:.80}")
    return {
        relation: label if isinstance(label, str) else field(f"{path}: {relation}", label, "label", str)
        for relation, label in found.items()
    }


def _document(found: Record) -> Document:
    place, record = found.place, found.values
    text, starts = _joined(place, record)
    entities = [
        (_mentions(place, text, starts, entity), entity[0]) for entity in field(place, record, "vertexSet", list)
    ]
    # The published test files of DocRED have no labels.
    labels = field(place, record, "labels", list) if "labels" in record else []
    return Document(
        key(place, record, "title"),
        text,
        tuple(mentions for mentions, _ in entities),
        tuple(field(place, first, "type", str) for _, first in entities),
        tuple(dict.fromkeys(_triple(place, label, len(entities)) for label in labels)),
    )


def _joined(place: str, record: Mapping[str, Any]) -> tuple[str, list[list[tuple[int, int]]]]:
    """The text, and for each sentence the offsets of its tokens in it."""
    tokens: list[str] = []
    offsets = []
    at = 0
    for sentence in field(place, record, "sents", list):
        if not isinstance(sentence, list) or not all(isinstance(token, str) for token in sentence):
            raise InputError(f"{place}: a sentence is a list of tokens that are texts, not {sentence!r:.80}")
        here = []
        for token in sentence:
            here.append((at, at + len(token)))
            at += len(token) + 1
        tokens += sentence
        offsets.append(here)
    return " ".join(tokens), offsets


def _mentions(place: str, text: str, offsets: list[list[tuple[int, int]]], entity: Any) -> tuple[Mention, ...]:
    if not isinstance(entity, list) or not entity:
        raise InputError(f"{place}: an entity is a list of at least one mention, not {entity!r:.80}")
    found = []
    for mention in entity:
        sentence = field(place, mention, "sent_id", int)
        first, past = span(f"{place}: a mention in sentence {sentence}", mention.get("pos"))
        if not 0 <= sentence < len(offsets) or past > len(offsets[sentence]):
            raise InputError(f"{place}: the mention at {[first, past]} of sentence {sentence} is not in the text")
        start, end = offsets[sentence][first][0], offsets[sentence][past - 1][1]
        found.append(Mention(start, end, text[start:end]))
    return tuple(found)


def _triple(place: str, label: Any, entities: int) -> tuple[int, str, int]:
    head, tail = field(place, label, "h", int), field(place, label, "t", int)
    for index in (head, tail):
        if not 0 <= index < entities:
            raise InputError(f"{place}: a label names entity {index}, and there are {entities}")
    return head, field(place, label, "r", str), tail
