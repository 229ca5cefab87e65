"""Predicted links: JSONL of ours, and the linked articles of ELEVANT (Bast, Hertel and Prange, EMNLP 2022).

Of the latter, the fields of ``docs/our_jsonl_format.md`` are read: "entity_mentions", each with "span" and "id". No
file written by ELEVANT was at hand: the layout is that of its docs and of ``models/entity_mention.py``.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kgqa.data.example import LinkingExample
from kgqa.data.predictions.fields import field, key, made, number, span
from kgqa.data.predictions.files import jsonl_rows, once_each, write_records
from kgqa.data.predictions.prediction import LinkPrediction, PredictedLink
from kgqa.errors import InputError

BY = "kgqa"
"""Who recognised and linked a mention, in the files that are written for ELEVANT."""


def read_jsonl(path: Path | str) -> tuple[LinkPrediction, ...]:
    """Links from ``{"id": ..., "links": [{"start": 0, "end": 5, "entity": "Q1", "score": 0.9}]}``, the score if at all.

    Raises InputError, with file and line, where a record breaks the layout, a span has two links, or an id comes
    twice.
    """
    path = Path(path)
    return tuple(made(path, jsonl_rows(path), _ours))


def write_jsonl(path: Path | str, predictions: Iterable[LinkPrediction]) -> None:
    """Write links as :func:`read_jsonl` reads them."""
    path = Path(path)
    write_records(
        path,
        ({"id": each.id, "links": [_record(link) for link in each.links]} for each in once_each(path, predictions)),
    )


def read_elevant(path: Path | str) -> tuple[LinkPrediction, ...]:
    """Links from a ``*.linked_articles.jsonl``. A mention without an entity is NIL; its candidates are left alone.

    Raises InputError as :func:`read_jsonl` does.
    """
    path = Path(path)
    return tuple(made(path, jsonl_rows(path), _article))


def write_elevant(path: Path | str, predictions: Iterable[LinkPrediction], examples: Iterable[LinkingExample]) -> None:
    """Write links as :func:`read_elevant` reads them, with title and text from the examples. Scores have no place.

    Gold labels are not written: have ELEVANT take them from its own benchmark file (``-b``). Raises InputError
    where there is no example for an id, its id is no whole number, or a link is not in its text.
    """
    path = Path(path)
    of = {example.id: example for example in examples}
    records = []
    for each in once_each(path, predictions):
        example = of.get(each.id)
        if example is None or not (each.id.isascii() and each.id.isdigit()):
            raise InputError(f"{path}: {each.id!r} is not the whole number that an example has for an id")
        if any(link.end > len(example.text) for link in each.links):
            raise InputError(f"{path}: {each.id!r}: a link goes past the text of {len(example.text)} characters")
        records.append(
            {
                "id": int(each.id),
                "title": example.title,
                "text": example.text,
                "entity_mentions": [_mention(link) for link in each.links],
            }
        )
    write_records(path, records)


def _ours(place: str, record: dict[str, Any]) -> LinkPrediction:
    links = []
    for link in field(place, record, "links", list):
        found = _object(f"{place}: a link", link)
        start, end = span(f"{place}: a link", [found.get("start"), found.get("end")])
        at = f"{place}: the link at {start}"
        links.append(PredictedLink(start, end, field(at, link, "entity", str), number(at, link, "score")))
    return _prediction(place, record, links)


def _article(place: str, record: dict[str, Any]) -> LinkPrediction:
    links = []
    # ELEVANT leaves the list out of an article in which it found nothing.
    nothing = "entity_mentions" not in record and "text" in record and "labels" not in record
    for mention in [] if nothing else field(place, record, "entity_mentions", list):
        start, end = span(f"{place}: a mention", _object(f"{place}: a mention", mention).get("span"))
        entity = mention.get("id")
        links.append(
            PredictedLink(start, end, "" if entity is None else key(f"{place}: the mention at {start}", mention))
        )
    return _prediction(place, record, links)


def _object(where: str, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise InputError(f"{where}: an object is needed, found {value!r:.80}")
    return value


def _prediction(place: str, record: dict[str, Any], links: list[PredictedLink]) -> LinkPrediction:
    spans = set()
    for link in links:
        if (link.start, link.end) in spans:
            raise InputError(f"{place}: two links stand at [{link.start}, {link.end}]")
        spans.add((link.start, link.end))
    return LinkPrediction(key(place, record), tuple(links))


def _record(link: PredictedLink) -> dict[str, Any]:
    record: dict[str, Any] = {"start": link.start, "end": link.end, "entity": link.entity}
    return record if link.score is None else {**record, "score": link.score}


def _mention(link: PredictedLink) -> dict[str, Any]:
    found: dict[str, Any] = {"span": [link.start, link.end], "recognized_by": BY}
    return {**found, "id": link.entity, "linked_by": BY, "candidates": [link.entity]} if link.entity else found
