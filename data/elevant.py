"""Entity linking benchmarks in the layout of ELEVANT (Bast, Hertel and Prange, EMNLP 2022), an article a line.

The layout is described in the tool's own docs (``docs/our_jsonl_format.md``). KORE50, RSS-500, Reuters-128,
OKE 2015 and 2016, DBpedia Spotlight, Wiki-Fair and News-Fair are published in it, with Wikidata's ids.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from kgqa.data.card import Card
from kgqa.data.example import GoldLink, LinkingExample
from kgqa.data.lines import json_lines
from kgqa.data.predictions.fields import field, key, span
from kgqa.data.records import Record, examples_of
from kgqa.data.where import Where
from kgqa.errors import InputError
from kgqa.types import Mention

CARD = Card(
    name="elevant",
    task="linking",
    title="Entity linking benchmarks of ELEVANT",
    files="NAME.benchmark.jsonl",
    licence="Apache-2.0 (the collection); each benchmark has its own source",
    citation="Bast, Hertel and Prange, EMNLP 2022 (demonstrations)",
    home="https://github.com/ad-freiburg/elevant",
)

NIL = ("<NIL>", "<NO_MAPPING>")
"""Ids of an entity that Wikidata lacks, beside those that begin with "Unknown"."""

OPTIONAL_TYPES = ("QUANTITY", "DATETIME")


def read_elevant(path: Path | str, where: Where | None = None) -> Iterator[LinkingExample]:
    """Every article of a ``*.benchmark.jsonl``, or those whose fields have the values of ``where``.

    Labels that ELEVANT holds to be optional (so marked, or a QUANTITY or DATETIME) are kept apart, in ``optional``.
    Where others overlap (published files nest them) the outermost is kept: the one that starts first, the longest of
    those.
    ``entity`` is "" for a NIL label. Raises InputError, with file and line, where a record breaks the layout, a
    span is not in its text, or an id comes twice; and where the file has no article.
    """
    path = Path(path)
    records = (Record(f"{path}:{line}", values) for line, values in json_lines(path))
    return examples_of(path, records, _example, where)


def evaluation_spans(path: Path | str) -> dict[str, tuple[int, int]]:
    """By article, the half-open character offsets of what is labelled: links outside count neither way."""
    spans = {}
    for line, record in json_lines(Path(path)):
        place = f"{path}:{line}"
        text = field(place, record, "text", str)
        spans[key(place, record)] = span(place, record.get("evaluation_span") or [0, len(text)])
    return spans


def _example(record: Record) -> LinkingExample:
    text = field(record.place, record.values, "text", str)
    labels = field(record.place, record.values, "labels", list)
    links = [(_optional(label), _link(record.place, text, label)) for label in labels]
    return LinkingExample(
        key(record.place, record.values),
        text,
        tuple(_outermost(link for optional, link in links if not optional)),
        str(record.values.get("title") or ""),
        tuple(link for optional, link in links if optional),
    )


def _optional(label: Any) -> bool:
    return isinstance(label, dict) and bool(label.get("optional") or label.get("type") in OPTIONAL_TYPES)


def _link(place: str, text: str, label: Any) -> GoldLink:
    start, end = span(f"{place}: a label", label.get("span") if isinstance(label, dict) else label)
    if end > len(text):
        raise InputError(f"{place}: the span [{start}, {end}] of a label goes past its text of {len(text)} characters")
    entity = field(f"{place}: the label at {start}", label, "entity_id", str)
    nil = not entity or entity in NIL or entity.startswith("Unknown")
    return GoldLink(
        Mention(start, end, text[start:end]),
        "" if nil else entity,
        "" if nil else str(label.get("name") or ""),
        tuple(kind for kind in str(label.get("type") or "").split("|") if kind),
    )


def _outermost(links: Iterable[GoldLink]) -> Iterator[GoldLink]:
    past = 0
    for link in sorted(links, key=lambda link: (link.mention.start, -link.mention.end)):
        if link.mention.start >= past:
            past = link.mention.end
            yield link
