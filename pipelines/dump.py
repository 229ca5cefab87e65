"""The job ``dump``: a knowledge base to files of other formats."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kgqa.kg.folder import GRAPH, PASSAGES, open_folder
from kgqa.kg.graph import Graph
from kgqa.kg.passages import PassageTable
from kgqa.kg.writing import (
    HOLD_EVIDENCE,
    Evidence,
    write_entities,
    write_graph,
    write_passages,
    write_records,
    write_relations,
)
from kgqa.pipelines.why import Reason, Reasons, Why
from kgqa.types import Literal, Triple

PathLike = str | Path


@dataclass(frozen=True, slots=True)
class DumpReport:
    """What was written: counts by kind, and by kind how much the format of the facts could not say."""

    path: Path
    format: str
    counts: Mapping[str, int]
    unsaid: Mapping[str, int]


def dump(
    kb: PathLike,
    out: PathLike,
    *,
    format: str | None = None,
    base: str = "",
    entities: PathLike | None = None,
    relations: PathLike | None = None,
    passages: PathLike | None = None,
    provenance: PathLike | None = None,
    prov: bool = False,
) -> DumpReport:
    """Write a knowledge base's graph to ``out``, in a format of ``kgqa.kg.writing.WRITE_FORMATS``.

    ``entities``, ``relations`` and ``passages`` are JSONL files to write these to besides, as the import reads
    them; tables hold facts alone. ``provenance`` is one for all that documents were found to say, with its sentences,
    what is no fact of the graph among it; GraphML and Neo4j have the sentences of their facts anyway, and RDF has them
    with ``prov``, in PROV-O.
    Raises InputError as ``write_graph`` does, StoreError for no knowledge base.
    """
    folder = open_folder(kb)
    graph = Graph.load(folder.arrays(GRAPH))
    table = PassageTable.load(folder.arrays(PASSAGES))
    reasons = Reasons(kb)
    evidence = None if reasons.is_empty else _Evidence(reasons, described=prov)
    report = write_graph(
        graph, out, format=format, base=base, names=not (entities and relations), evidence=evidence, prov=prov
    )
    counts = {"statements": report.statements}
    unsaid = dict(report.unsaid)
    if provenance:
        counts["claims"] = write_records(provenance, map(_claim, reasons.all()))
    elif evidence is not None and not prov and report.format not in HOLD_EVIDENCE:
        unsaid["facts' sentences and confidences"] = sum(evidence(triple) is not None for triple in graph.match())
    if entities:
        counts["entities"] = write_entities(graph, entities)
    if relations:
        counts["relations"] = write_relations(graph, relations)
    if passages:
        counts["passages"] = write_passages(table, passages)
    elif len(table):
        unsaid["passages"] = len(table)
    return DumpReport(report.path, report.format, counts, unsaid)


class _Evidence:
    """The evidence of facts, by the reasons of a knowledge base; ``described``: with titles and headings."""

    def __init__(self, reasons: Reasons, *, described: bool) -> None:
        self._reasons = reasons
        self._described = described

    def __call__(self, triple: Triple) -> Evidence | None:
        plain = Triple(triple.head, triple.relation, triple.tail)
        for why in self._reasons.of(plain):
            if why.confidence is not None and why.state == "fact":
                places = [{**_place(reason), **self._description(reason)} for reason in why.reasons]
                return Evidence(why.confidence, places)
        return None

    def _description(self, reason: Reason) -> dict[str, str]:
        return {"title": reason.title, "heading": reason.heading} if self._described else {}


def _place(reason: Reason) -> dict[str, Any]:
    """A sentence with where it stands; ``said`` are the offsets, in it, of the words that say the fact."""
    return {
        "document": reason.doc_id,
        "start": reason.start,
        "sentence": reason.text,
        "said": list(reason.said),
        "extractor": reason.extractor,
        "confidence": round(reason.confidence, 6),
        "added": reason.added,
        **({"page": reason.page} if reason.page else {}),
        **({"qualifiers": dict(reason.qualifiers)} if reason.qualifiers else {}),
    }


def _claim(why: Why) -> dict[str, Any]:
    tail = why.triple.tail
    return {
        "head": why.triple.head,
        "relation": why.triple.relation,
        "tail": {"value": tail.value, "datatype": tail.datatype, "lang": tail.lang}
        if isinstance(tail, Literal)
        else tail,
        "state": why.state,
        "confidence": None if why.confidence is None else round(why.confidence, 6),
        "places": [_place(reason) for reason in why.reasons],
    }
