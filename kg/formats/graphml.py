"""GraphML, read as a stream: nodes with names and values, edges with a relation."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import IO
from xml.etree import ElementTree

from kgqa.errors import InputError
from kgqa.kg.formats.guards import XmlGuard
from kgqa.kg.formats.iris import ENTITY, ENTITY_TYPE, INVERSE_LABEL, RELATION_ALIAS, RELATION_LABEL
from kgqa.kg.formats.rdf import ALIAS, DESCRIPTIONS, LABELS
from kgqa.kg.formats.text import Source
from kgqa.types import Literal, Node, Quad, Triple

XSD = "http://www.w3.org/2001/XMLSchema#"
VALUE_TYPES = {
    "int": XSD + "integer",
    "long": XSD + "integer",
    "short": XSD + "integer",
    "byte": XSD + "integer",
    "float": XSD + "double",
    "double": XSD + "double",
    "boolean": XSD + "boolean",
    "date": XSD + "date",
    "localdate": XSD + "date",
    "datetime": XSD + "dateTime",
    "localdatetime": XSD + "dateTime",
    "time": XSD + "time",
    "localtime": XSD + "time",
    "duration": XSD + "duration",
}
"""Datatypes of values by the names that GraphML and Neo4j have for them; all others are plain text."""

RELATION_NAMES = ("relation", "label", "type", "name")
"""Data of an edge that says its relation, the first that is there."""
UNNAMED = "related to"

_NODE_NAMES = ("label", "name", "title")
_DRAWN = ("NodeLabel", "EdgeLabel")
_WORDS = re.compile(r"[^\W\d_]{2,}(?:[ _\-]+[^\W\d_]+)*")


def value_as(text: str, type: str) -> Literal:
    """A value of another program's type. What XML Schema writes in lower case alone, true and false, others don't."""
    datatype = VALUE_TYPES.get(type, "")
    return Literal(text.lower() if type == "boolean" else text, datatype)


def _drawn_label(data: ElementTree.Element) -> str:
    """What yEd writes beside a node or an edge, the first if there are several."""
    for part in data.iter():
        if part.tag.rpartition("}")[2] in _DRAWN and (text := " ".join((part.text or "").split())):
            return text
    return ""


def _relation_in_id(id: str, head: str, tail: str) -> str:
    """What an edge's id says of its relation: networkx writes its key there. Numbered ids and those made of the two
    ends say nothing.

    >>> [_relation_in_id(id, "Heat", "Mann") for id in ("directed by", "e12", "Heat-Mann", "")]
    ['directed by', 'related to', 'related to', 'related to']
    """
    if not _WORDS.fullmatch(id) or (head in id and tail in id):
        return UNNAMED
    return id


class _Reader:
    def __init__(self, source: Source, unsaid: Counter[str]) -> None:
        self._source, self._unsaid = source, unsaid
        self._keys: dict[str, tuple[str, str]] = {}
        self._defaults: dict[str, dict[str, str]] = {"node": {}, "edge": {}, "graph": {}}
        self._literals: dict[str, Literal] = {}
        self._labelled: set[str] = set()

    def read(self) -> Iterator[Triple]:
        with self._source.bytes() as stream:
            guarded = io.BufferedReader(XmlGuard(self._source.name, stream), 1 << 16)
            path: list[ElementTree.Element] = []
            directed = [True]
            for event, element in self._events(guarded):
                name = element.tag.rpartition("}")[2]
                if event == "start":
                    if not path and name != "graphml":
                        raise InputError(f"{self._source.name}: the root of GraphML is <graphml>, found <{name}>")
                    path.append(element)
                    if name == "graph":
                        directed.append(element.get("edgedefault") != "undirected")
                    continue
                path.pop()
                if name == "key":
                    self._key(element)
                elif name == "node":
                    yield from self._node(element)
                elif name == "edge":
                    yield from self._edge(element, directed[-1])
                elif name == "graph":
                    directed.pop()
                    yield from self._relations(element)
                elif name in ("hyperedge", "port"):
                    self._unsaid[f"{name}s"] += 1
                if name in ("node", "edge", "key", "hyperedge") and path:
                    path[-1].remove(element)  # memory must not grow with the file

    def _events(self, stream: IO[bytes]) -> Iterator[tuple[str, ElementTree.Element]]:
        try:
            yield from ElementTree.iterparse(stream, ("start", "end"))
        except (InputError, ElementTree.ParseError):
            raise
        except (ValueError, LookupError) as error:  # of the encoding that the first line names
            raise InputError(f"{self._source.name}: can't be decoded, write it as UTF-8: {error}") from None

    def _key(self, element: ElementTree.Element) -> None:
        id, name = element.get("id", ""), element.get("attr.name", "") or element.get("id", "")
        self._keys[id] = (name, element.get("attr.type", "string"))
        default = next((child.text or "" for child in element if child.tag.endswith("default")), None)
        for kind in self._defaults if element.get("for", "all") == "all" else (element.get("for", ""),):
            if default is not None and kind in self._defaults:
                self._defaults[kind][id] = default

    def _data(self, element: ElementTree.Element, kind: str) -> dict[str, tuple[str, str]]:
        given, drawn = dict(self._defaults[kind]), ""
        for child in element:
            if child.tag.rpartition("}")[2] == "data":
                if len(child):
                    self._unsaid["data with marks of its own"] += 1
                    drawn = drawn or _drawn_label(child)
                    continue
                given[child.get("key", "")] = child.text or ""
        found = {}
        for key, text in given.items():
            name, type = self._keys.get(key, (key, "string"))
            found[name] = (text, type)
        if drawn and not found.get("label", ("", ""))[0]:
            found["label"] = (drawn, "string")
        return found

    def _node(self, element: ElementTree.Element) -> Iterator[Triple]:
        id, data = self._need(element, "id"), self._data(element, "node")
        if data.get("kind", ("", ""))[0] == "literal":
            value, datatype, lang = (data.pop(name, ("", ""))[0] for name in ("value", "datatype", "lang"))
            self._literals[id] = Literal(value, datatype, lang)
            return
        yield Triple(id, ENTITY, Literal("true"))
        label = next((data.pop(name)[0] for name in _NODE_NAMES if name in data), "")
        if label:
            yield Triple(id, LABELS[0], Literal(label))
        for name, predicate in (("aliases", ALIAS), ("types", ENTITY_TYPE)):
            for text in self._texts(data.pop(name, ("", ""))[0]):
                yield Triple(id, predicate, Literal(text))
        if "description" in data:
            yield Triple(id, DESCRIPTIONS[0], Literal(data.pop("description")[0]))
        for name, (text, type) in data.items():
            if text and name:
                yield Triple(id, name, value_as(text, type))

    def _edge(self, element: ElementTree.Element, directed: bool) -> Iterator[Triple]:
        data = self._data(element, "edge")
        head, end = self._need(element, "source"), self._need(element, "target")
        if head in self._literals:
            raise InputError(f"{self._source.name}: an edge must not start at a literal, found {head!r}")
        tail: Node = self._literals.get(end, end)
        chosen = next((name for name in RELATION_NAMES if data.get(name, ("", ""))[0]), "")
        relation = data.pop(chosen)[0] if chosen else _relation_in_id(element.get("id", ""), head, end)
        if element.get("directed", "true" if directed else "false") == "false":
            self._unsaid["edges without a direction, read from source to target"] += 1
        graphs = self._texts(data.pop("graphs", ("", ""))[0]) or [""]
        label = data.pop("label", ("", ""))[0]
        if label and chosen == "relation" and relation not in self._labelled:
            self._labelled.add(relation)
            yield Triple(relation, RELATION_LABEL, Literal(label))
        self._unsaid["properties of edges"] += len(data)
        for graph in graphs:
            yield Quad(head, relation, tail, graph) if graph else Triple(head, relation, tail)

    def _relations(self, element: ElementTree.Element) -> Iterator[Triple]:
        """What our own files say of relations, in one piece of data of the graph."""
        text = self._data(element, "graph").get("relations", ("", ""))[0]
        try:
            said = json.loads(text) if text else {}
            for id, names in said.items():
                yield Triple(id, RELATION_LABEL, Literal(str(names["label"])))
                yield from (Triple(id, RELATION_ALIAS, Literal(str(alias))) for alias in names["aliases"])
                if names["inverse"]:
                    yield Triple(id, INVERSE_LABEL, Literal(str(names["inverse"])))
        except (ValueError, AttributeError, KeyError, TypeError, RecursionError):
            raise InputError(f"{self._source.name}: 'relations' of the graph must be JSON as kgqa writes it") from None

    def _texts(self, text: str) -> list[str]:
        """A JSON list of texts, as we write them; any other text is a list of one."""
        if text.startswith("["):
            try:
                found = json.loads(text)
            except (ValueError, RecursionError):
                return [text]
            if isinstance(found, list) and all(isinstance(item, str) for item in found):
                return found
        return [text] if text else []

    def _need(self, element: ElementTree.Element, name: str) -> str:
        value = element.get(name)
        if not value:
            raise InputError(f"{self._source.name}: each <{element.tag.rpartition('}')[2]}> must have {name!r}")
        return value


def read(source: Source, datatypes: Mapping[str, str], unsaid: Counter[str]) -> Iterator[Triple]:
    """The statements of a GraphML file, names among them: of a node its label (or name, title), aliases,
    description and types, and every other datum as a literal; of an edge the relation (or label, type, name).
    Of yEd's files names are what it draws, and without any of these networkx's key is an edge's relation.

    What a graph here can't hold is counted in ``unsaid``. Raises InputError where the XML is broken.
    """
    try:
        for triple in _Reader(source, unsaid).read():
            datatype = datatypes.get(triple.relation)
            if datatype and isinstance(triple.tail, str):
                yield Triple(triple.head, triple.relation, Literal(triple.tail, datatype))
            else:
                yield triple
    except ElementTree.ParseError as error:
        line, column = error.position
        raise InputError(f"{source.name}, line {line}, column {column + 1}: {str(error).partition(':')[0]}") from None
