"""GraphML out, node by node and edge by edge."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import Any, BinaryIO
from xml.sax.saxutils import escape, quoteattr

from kgqa.kg.graph import Graph
from kgqa.kg.names import label_of, relation_label
from kgqa.kg.writing.evidence import CONFIDENCE, PLACES, EvidenceOf, written
from kgqa.kg.writing.names import name, used_relations
from kgqa.kg.writing.rdf import NOT_IN_XML
from kgqa.types import Literal, Quad, Triple

_KEYS = {
    "node": ("label", "aliases", "description", "types", "kind", "value", "datatype", "lang"),
    "edge": ("relation", "label", "graphs"),
    "graph": ("relations",),
}
_CONTROL = "control characters, which XML lacks"


def write(graph: Graph, out: BinaryIO, unsaid: Counter[str], evidence: EvidenceOf | None = None) -> int:
    """Write the graph; returns the number of facts.

    Literals are nodes of kind "literal". Lists are JSON, as is what is said of relations, one datum of the graph, and
    where a fact stands, a datum of its edge.
    """
    writer = _Writer(graph, out, unsaid, evidence)
    writer.write()
    return writer.count


class _Writer:
    def __init__(self, graph: Graph, out: BinaryIO, unsaid: Counter[str], evidence: EvidenceOf | None) -> None:
        self.count = 0
        self._graph, self._out, self._unsaid, self._evidence = graph, out, unsaid, evidence
        self._literal = literal_prefix(graph)

    def write(self) -> None:
        graph = self._graph
        self._put('<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n')
        for kind, names in _KEYS.items():
            for key in names:
                self._put(f'<key id="{kind}.{key}" for="{kind}" attr.name="{key}" attr.type="string"/>\n')
        if self._evidence is not None:
            for key, type in ((CONFIDENCE, "double"), (PLACES, "string")):
                self._put(f'<key id="edge.{key}" for="edge" attr.name="{key}" attr.type="{type}"/>\n')
        self._put('<graph id="graph" edgedefault="directed">\n')
        self._relations()
        for row in range(graph.n_entities):
            self._entity(row)
        for row, literal in enumerate(graph.literals):
            if NOT_IN_XML.search(literal.value + literal.datatype + literal.lang):
                continue  # counted with its facts
            values = {"kind": "literal", "value": literal.value, "datatype": literal.datatype, "lang": literal.lang}
            self._put(f"<node id={_attribute(f'{self._literal}{row}')}>{_data('node', values)}</node>\n")
        for _, group in groupby(graph.statements(), lambda t: (t.head, t.relation, t.tail)):
            self._edge(list(group))
        self._put("</graph>\n</graphml>\n")

    def _entity(self, row: int) -> None:
        entity = self._graph.entity(row)
        if NOT_IN_XML.search(entity.id):
            self._unsaid[f"entities whose ids have {_CONTROL}"] += 1
            return
        label = entity.label
        padded = label != label.strip()
        values = {
            "label": "" if padded and label == label_of(entity.id) else name(label, self._unsaid).value,
            "aliases": self._list(entity.aliases),
            "description": entity.description,
            "types": self._list(entity.types),
        }
        for key in ("label", "description"):
            if NOT_IN_XML.search(values[key]):
                self._unsaid[f"names with {_CONTROL}"] += 1
                values[key] = ""
        self._put(f"<node id={_attribute(entity.id)}>{_data('node', values)}</node>\n")

    def _edge(self, statements: Sequence[Triple]) -> None:
        first = statements[0]
        tail = first.tail
        end = f"{self._literal}{self._graph.literals.find(tail)}" if isinstance(tail, Literal) else tail
        text = first.head + first.relation + (tail if isinstance(tail, str) else tail.value + tail.datatype + tail.lang)
        if NOT_IN_XML.search(text):
            self._unsaid[f"facts with {_CONTROL}"] += 1
            return
        index = self._graph.relation_index(first.relation)
        label = self._graph.relation(index).label if index is not None else ""
        graphs = [statement.graph if isinstance(statement, Quad) else "" for statement in statements]
        values = {
            "relation": first.relation,
            "label": "" if NOT_IN_XML.search(label) or label != label.strip() else label,
            "graphs": _json(graphs) if any(graphs) else "",
        }
        if self._evidence is not None and (found := self._evidence(first)) is not None:
            values[CONFIDENCE] = written(found.confidence)
            values[PLACES] = _json(list(found.places))
        self.count += 1
        ends = f"source={_attribute(first.head)} target={_attribute(end)}"
        self._put(f"<edge {ends}>{_data('edge', values)}</edge>\n")

    def _relations(self) -> None:
        said = {
            relation.id: {
                "label": name(relation.label, self._unsaid).value,
                "aliases": [name(alias, self._unsaid).value for alias in relation.aliases],
                "inverse": relation.inverse,
            }
            for relation in used_relations(self._graph, self._unsaid)
            if relation.aliases or relation.inverse or relation.label != relation_label(relation.id)
        }
        if said:
            self._put(_data("graph", {"relations": _json(said)}) + "\n")

    def _list(self, texts: Sequence[str]) -> str:
        return _json([name(text, self._unsaid).value for text in texts]) if texts else ""

    def _put(self, text: str) -> None:
        self._out.write(text.encode())


def literal_prefix(graph: Graph) -> str:
    """What the ids of literals begin with, so that none is an entity's."""
    prefix = "literal:"
    while any(graph.row(f"{prefix}{row}") is not None for row in range(graph.n_literals)):
        prefix += ":"
    return prefix


def _data(kind: str, values: dict[str, str]) -> str:
    return "".join(
        f'<data key="{kind}.{key}">{escape(text, {chr(13): "&#13;"})}</data>' for key, text in values.items() if text
    )


def _attribute(text: str) -> str:
    return quoteattr(text)


def _json(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return json.dumps(value) if NOT_IN_XML.search(text) else text
