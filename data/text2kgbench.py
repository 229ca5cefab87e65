"""Text2KGBench (Mihindukulasooriya et al., ISWC 2023): sentences and the facts in them, by an ontology."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

from kgqa.data.card import Card
from kgqa.data.example import ExtractionExample
from kgqa.data.lines import json_lines
from kgqa.data.predictions.fields import field, key
from kgqa.data.records import Record, examples_of
from kgqa.data.where import Where
from kgqa.errors import InputError
from kgqa.types import Triple

CARD = Card(
    name="text2kgbench",
    task="extraction",
    title="Text2KGBench: facts from sentences by an ontology",
    files="train/, validation/ and ground_truth/ont_*.jsonl; test/ont_*.jsonl with ground_truth/ beside test/",
    licence="CC BY-SA 4.0 (data)",
    citation="Mihindukulasooriya et al., ISWC 2023",
    home="https://github.com/cenguix/Text2KGBench",
)

# The layouts, by what they have beside "id" and "sent".
RECORDS = "'triples'"
LINES = "'sub_label', 'rel_label' and 'obj_label'"
SENTENCES = "no triple"

_ONTOLOGY = re.compile(r"(ont_\d+_[^_]+)_")


@dataclass(frozen=True, slots=True)
class _Sentence:
    place: str
    id: str
    text: str
    ontology: str
    layout: str
    triples: tuple[Triple, ...] = ()


def read_text2kgbench(path: Path | str, where: Where | None = None) -> Iterator[ExtractionExample]:
    """Every sentence of a file with its triples, or those whose fields have the values of ``where``.

    Three layouts are read. ``{"id", "sent", "triples"}``: a record is an example, as the published evaluation
    has it, which goes by ids. ``{"id", "sent", "sub_label", "rel_label", "obj_label"}``, one triple a line: all
    lines of one sentence are one example, at the place and with the id of the first. ``{"id", "sent"}``, a test
    file: its triples are those of ``../ground_truth``. Beside a record's own fields ``where`` knows "ontology".

    ``ontology`` is taken from the id ("ont_1_movie" of "ont_1_movie_train_7") and "" where it begins otherwise.
    Sentences and names are :func:`repaired`. Raises InputError, with file and line, where a record breaks the
    layout or an id comes twice, and where the file has no sentence.
    """
    path = Path(path)
    records = (
        Record(f"{path}:{line}", {**values, "ontology": _ontology(values.get("id"))})
        for line, values in json_lines(path)
    )
    sentences = _of_one_layout(examples_of(path, records, _sentence, where))
    first = next(sentences)
    sentences = chain([first], sentences)
    if first.layout == LINES:
        sentences = _grouped(sentences)
    elif first.layout == SENTENCES:
        sentences = _with_truth(path, sentences)
    for found in sentences:
        yield ExtractionExample(found.id, found.text, tuple(dict.fromkeys(found.triples)), found.ontology)


def repaired(text: str) -> str:
    """A text whose UTF-8 was once read as Latin-1, as it was before; any other text as it is.

    wikidata_tekgen holds such sentences. A text is changed only where all of it goes back.

    >>> repaired("BurÄ«chi")
    'Burīchi'
    >>> repaired("café"), repaired("Łódź Ã")
    ('café', 'Łódź Ã')
    """
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def _sentence(found: Record) -> _Sentence:
    place, record = found.place, found.values
    text = repaired(field(place, record, "sent", str))
    if not text.strip():
        raise InputError(f"{place}: a sentence is a text that is not empty")
    sentence = _Sentence(place, key(place, record), text, record["ontology"], SENTENCES)
    if "triples" in record:
        triples = [_triple(place, triple, "sub", "rel", "obj") for triple in field(place, record, "triples", list)]
        return replace(sentence, layout=RECORDS, triples=tuple(triples))
    if "rel_label" in record:
        triple = _triple(place, record, "sub_label", "rel_label", "obj_label")
        return replace(sentence, layout=LINES, triples=(triple,))
    return sentence


def _triple(place: str, record: Any, head: str, relation: str, tail: str) -> Triple:
    return Triple(*(repaired(field(place, record, name, str)) for name in (head, relation, tail)))


def _ontology(key: Any) -> str:
    found = _ONTOLOGY.match(key) if isinstance(key, str) else None
    return found[1] if found else ""


def _of_one_layout(sentences: Iterator[_Sentence]) -> Iterator[_Sentence]:
    layout = ""
    for sentence in sentences:
        layout = layout or sentence.layout
        if sentence.layout != layout:
            raise InputError(f"{sentence.place}: a record has the fields of those before it: {layout}")
        yield sentence


def _grouped(lines: Iterator[_Sentence]) -> Iterator[_Sentence]:
    found: dict[tuple[str, str], _Sentence] = {}
    for line in lines:
        # The lines of one sentence stand by relation, far apart.
        first = found.setdefault((line.ontology, line.text), line)
        if first is not line:
            found[line.ontology, line.text] = replace(first, triples=first.triples + line.triples)
    yield from found.values()


def _with_truth(path: Path, sentences: Iterator[_Sentence]) -> Iterator[_Sentence]:
    beside = path.parent.parent / "ground_truth" / path.name.replace("_test.", "_ground_truth.")
    if beside.name == path.name or not beside.is_file():
        raise InputError(f"{path}: a file of sentences alone is read with its ground truth, and there is no {beside}")
    truth = {example.id: example for example in read_text2kgbench(beside)}
    for sentence in sentences:
        gold = truth.get(sentence.id)
        if gold is None or gold.text != sentence.text:
            raise InputError(f"{sentence.place}: {beside} has no such sentence under the id {sentence.id!r}")
        yield replace(sentence, triples=gold.triples)
