"""2WikiMultihopQA (Ho et al., COLING 2020)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from kgqa.data.card import Card
from kgqa.data.corpora import supporting, with_passages
from kgqa.data.example import AskExample
from kgqa.data.records import Record, examples_of
from kgqa.data.where import Where
from kgqa.types import Triple

CARD = Card(
    name="2wikimultihopqa",
    task="asking",
    title="2WikiMultihopQA",
    files="dev.json or train.json as published, whose contexts are the passages; or JSONL of the same fields "
    "with gold_ids, beside a corpus.jsonl of passages. The evidence triples can be the graph",
    licence="Apache-2.0",
    citation="Xanh Ho, Anh-Khoa Duong Nguyen, Saku Sugawara and Akiko Aizawa. Constructing A Multi-hop QA Dataset "
    "for Comprehensive Evaluation of Reasoning Steps. COLING 2020.",
    home="https://github.com/Alab-NII/2wikimultihop",
    answers="any",
)


def read_2wiki(path: Path | str, where: Where | None = None) -> Iterator[AskExample]:
    """Every question, or those that have the values of ``where``: ``{"type": "comparison"}``.

    ``entities`` are the heads of the evidence triples that the question names. Where the triples follow one
    another, ``gold_relations`` is their chain and ``hops`` its length. ``gold_passages`` are the record's
    ``gold_ids``, or else the passages of the supporting titles. Raises InputError with file and line or record.
    """
    path = Path(path)
    return examples_of(path, with_passages(path), _example, where)


def _example(record: Record) -> AskExample:
    if "evidences" not in record.values:
        record.fail("2WikiMultihopQA's questions have 'evidences'; this one is of another data set")
    question = record.text("question")
    triples = _evidences(record)
    chain = tuple(triple.relation for triple in triples)
    if any(one.tail != two.head for one, two in pairwise(triples)):
        chain = ()
    return AskExample(
        record.text("_id" if "_id" in record.values else "id"),
        question,
        (record.text("answer"),),
        tuple(dict.fromkeys(triple.head for triple in triples if triple.head in question)),
        len(chain) or None,
        str(record.values.get("type", "")),
        gold_passages=record.texts("gold_ids") or supporting(record),
        gold_triples=triples,
        gold_relations=chain,
        passages=record.passages,
    )


def _evidences(record: Record) -> tuple[Triple, ...]:
    found = record.lists("evidences")
    for parts in found:
        if len(parts) != 3 or not all(isinstance(part, str) and part.strip() for part in parts):
            record.fail(f"one of its 'evidences' is [head, relation, tail], not {parts!r:.200}")
    return tuple(dict.fromkeys(Triple(*(record.sound("evidences", part.strip()) for part in parts)) for parts in found))
