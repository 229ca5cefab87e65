"""The two files that ``neo4j-admin database import`` reads: nodes and relationships."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

from kgqa.errors import InputError
from kgqa.kg.formats.neo4j import SEPARATOR
from kgqa.kg.graph import Graph
from kgqa.kg.names import CALLED, label_of, relation_label
from kgqa.kg.writing.evidence import CONFIDENCE, PLACES, EvidenceOf, written
from kgqa.kg.writing.files import open_out
from kgqa.kg.writing.graphml import literal_prefix
from kgqa.kg.writing.names import name, used_relations
from kgqa.types import Literal, Quad, Triple

NODES, EDGES = "nodes.csv", "relationships.csv"
COMMAND = (
    f"neo4j-admin database import full --nodes={NODES} --relationships={EDGES} "
    "--multiline-fields=true --trim-strings=false neo4j"
)
"""How Neo4j reads the folder, run in it."""

_NODE_FIELDS = (
    "id:ID", "label", "aliases:string[]", "description", ":LABEL", "kind", "value", "datatype", "lang",
)  # fmt: skip
_EDGE_FIELDS = (":START_ID", ":TYPE", ":END_ID", CALLED, "graphs:string[]")
_NUL = "facts or names with NUL in them"


def write(graph: Graph, folder: Path, unsaid: Counter[str], evidence: EvidenceOf | None = None) -> int:
    """Write nodes.csv and relationships.csv into ``folder``, made where missing; returns the number of facts.

    Literals are nodes of kind "literal", types the labels of nodes. Where a fact stands is JSON, a property of its
    relationship.
    """
    if folder.exists() and (not folder.is_dir() or {path.name for path in folder.iterdir()} - {NODES, EDGES}):
        raise InputError(f"{folder}: Neo4j's files need a folder of their own, that is empty or not there")
    folder.mkdir(parents=True, exist_ok=True)
    prefix = literal_prefix(graph)
    with open_out(folder / NODES) as out:
        _write_nodes(graph, out, prefix, unsaid)
    with open_out(folder / EDGES) as out:
        return _write_edges(graph, out, prefix, unsaid, evidence)


def _write_nodes(graph: Graph, out: BinaryIO, prefix: str, unsaid: Counter[str]) -> None:
    out.write((",".join(_NODE_FIELDS) + "\n").encode())
    for row in range(graph.n_entities):
        entity = graph.entity(row)
        default = entity.label == label_of(entity.id)
        label = "" if default and entity.label != entity.label.strip() else name(entity.label, unsaid).value
        aliases, types = _items(entity.aliases, unsaid), _items(entity.types, unsaid)
        named = [_without_nul(text, unsaid) for text in (label, aliases, entity.description, types)]
        _put(out, (entity.id, *named, None, None, None, None), unsaid)
    for row, literal in enumerate(graph.literals):
        value = (literal.value, literal.datatype, literal.lang)
        _put(out, (f"{prefix}{row}", None, None, None, "Literal", "literal", *value), unsaid)


def _write_edges(graph: Graph, out: BinaryIO, prefix: str, unsaid: Counter[str], evidence: EvidenceOf | None) -> int:
    labels: dict[str, str] = {}
    for relation in used_relations(graph, unsaid):
        # A relation with the id of an entity would be called as that.
        if relation.label != relation_label(relation.id) or graph.row(relation.id) is not None:
            labels[relation.id] = name(relation.label, unsaid).value
        unsaid["aliases and inverses of relations"] += bool(relation.aliases or relation.inverse)
    fields = _EDGE_FIELDS if evidence is None else (*_EDGE_FIELDS, f"{CONFIDENCE}:double", PLACES)
    out.write((",".join(fields) + "\n").encode())
    count = 0
    for (head, relation, tail), group in groupby(graph.statements(), lambda t: (t.head, t.relation, t.tail)):
        graphs = [statement.graph if isinstance(statement, Quad) else "" for statement in group]
        more: tuple[str | None, ...] = ()
        if evidence is not None:
            found = evidence(Triple(head, relation, tail))
            more = (written(found.confidence), json.dumps(found.places, ensure_ascii=False)) if found else (None, None)
        end = f"{prefix}{graph.literals.find(tail)}" if isinstance(tail, Literal) else tail
        names = _graphs(graphs, unsaid)
        bad = isinstance(tail, Literal) and "\0" in tail.value + tail.datatype + tail.lang
        if bad:
            unsaid[_NUL] += 1
        else:
            count += _put(out, (head, relation, end, labels.get(relation), names, *more), unsaid)
    return count


def _items(texts: Sequence[str], unsaid: Counter[str]) -> str | None:
    kept = [name(text, unsaid).value for text in texts if SEPARATOR not in text]
    unsaid[f"names with {SEPARATOR!r} in them"] += len(texts) - len(kept)
    return SEPARATOR.join(kept) or None


def _graphs(names: Sequence[str], unsaid: Counter[str]) -> str | None:
    """Named graphs as a list; None where the fact stands in the default graph alone."""
    kept = [graph for graph in names if SEPARATOR not in graph]
    unsaid[f"named graphs with {SEPARATOR!r} in them"] += len(names) - len(kept)
    # An empty item is the default graph beside others.
    return SEPARATOR.join(kept) or None


def _without_nul(text: str | None, unsaid: Counter[str]) -> str | None:
    if text and "\0" in text:
        unsaid[_NUL] += 1
        return None
    return text


def _put(out: BinaryIO, cells: Iterable[str | None], unsaid: Counter[str]) -> bool:
    """Write a line. Nothing between commas is no value, two quotes are an empty one."""
    line = ",".join("" if cell is None else '"' + cell.replace('"', '""') + '"' for cell in cells)
    if "\0" in line:
        unsaid[_NUL] += 1
        return False
    out.write((line + "\n").encode())
    return True
