"""RDF out, through pyoxigraph, a statement at a time."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache, partial
from itertools import chain
from types import MappingProxyType
from typing import Any, BinaryIO, cast

from kgqa.kg.formats.iris import ID_PREFIX, OWN_BLANK, id_to_iri, iri_to_id
from kgqa.kg.graph import Graph
from kgqa.kg.writing.evidence import EvidenceOf
from kgqa.kg.writing.names import name_statements
from kgqa.kg.writing.provenance import GRAPH, PREFIXES, provenance_statements
from kgqa.types import Literal, Quad, Triple

NAMES = {
    "ntriples": "N_TRIPLES",
    "nquads": "N_QUADS",
    "turtle": "TURTLE",
    "trig": "TRIG",
    "rdfxml": "RDF_XML",
    "jsonld": "JSON_LD",
}
"""pyoxigraph's names of the formats."""

_PREFIXES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "http://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_START = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_XML_NAME = re.compile(rf"[{_START}][{_START}0-9.\-\u00b7\u0300-\u036f\u203f-\u2040]*\Z")
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that no XML can hold, escaped or not."""
_RESERVED = {
    _PREFIXES["rdf"] + word
    for word in (
        *("RDF", "ID", "about", "bagID", "parseType", "resource", "nodeID", "datatype", "li", "Description"),
        *("aboutEach", "aboutEachPrefix"),
    )
}
_XML_OWN = ("http://www.w3.org/2000/xmlns/", "http://www.w3.org/XML/1998/namespace")


def write(
    graph: Graph, out: BinaryIO, format: str, base: str, unsaid: Counter[str], evidence: EvidenceOf | None = None
) -> int:
    """Write everything that the graph says; returns the number of statements. ``base`` is ``id_to_iri``'s.

    With ``evidence``, where facts stand is said too, in a named graph of its own where the format has such.
    """
    from pyoxigraph import RdfFormat

    statements: Iterator[Triple] = chain(
        name_statements(graph, unsaid, partial(_read_as, base=base)), graph.statements()
    )
    if evidence is None:
        return write_statements(statements, out, format, unsaid, base)
    said = provenance_statements(graph.statements(), evidence)
    if getattr(RdfFormat, NAMES[format]).supports_datasets:
        said = (Quad(each.head, each.relation, each.tail, GRAPH) for each in said)
    return write_statements(chain(statements, said), out, format, unsaid, base, {**_PREFIXES, **PREFIXES})


def write_statements(
    statements: Iterator[Triple],
    out: BinaryIO,
    format: str,
    unsaid: Counter[str],
    base: str = "",
    prefixes: Mapping[str, str] = MappingProxyType(_PREFIXES),
) -> int:
    """Write statements as they come; returns their number."""
    from pyoxigraph import RdfFormat, serialize

    chosen = getattr(RdfFormat, NAMES[format])
    writer = _Writer(format, base, chosen.supports_datasets, unsaid)
    target = cast(BinaryIO, _EscapedReturns(out)) if format == "rdfxml" else out
    short = dict(prefixes) if format in ("turtle", "trig", "rdfxml") else None
    serialize(writer.convert(statements), target, chosen, prefixes=short)
    return writer.count


class _Writer:
    """kgqa's statements as pyoxigraph's."""

    def __init__(self, format: str, base: str, datasets: bool, unsaid: Counter[str]) -> None:
        self.count = 0
        self._xml = format == "rdfxml"
        self._base = base
        self._datasets = datasets
        self._unsaid = unsaid
        # Most ids stand in several statements, and checking an IRI takes longer than all else.
        self._iri = lru_cache(1 << 16)(self._new_iri)

    def convert(self, statements: Iterator[Triple]) -> Iterator[Any]:
        from pyoxigraph import DefaultGraph
        from pyoxigraph import Quad as OxQuad
        from pyoxigraph import Triple as OxTriple

        default, before = DefaultGraph(), None
        for statement in statements:
            graph = statement.graph if isinstance(statement, Quad) else ""
            if not self._datasets:
                self._unsaid["named graphs of statements"] += bool(graph)
                this = (statement.head, statement.relation, statement.tail)
                if this == before:
                    continue  # the same in another graph: statements are sorted
                before = this
            if self._xml and not self._is_xml(statement):
                continue
            parts = (self._node(statement.head), self._iri(statement.relation), self._tail(statement.tail))
            self.count += 1
            if self._datasets:
                yield OxQuad(*parts, self._node(graph) if graph else default)
            else:
                yield OxTriple(*parts)

    def _is_xml(self, statement: Triple) -> bool:
        relation = self._iri(statement.relation).value
        if not _XML_NAME.search(relation) or relation in _RESERVED or relation.startswith(_XML_OWN):
            self._unsaid["statements whose relation is no name in XML"] += 1
            return False
        if isinstance(statement.tail, Literal) and NOT_IN_XML.search(statement.tail.value):
            self._unsaid["literals with control characters, which XML lacks"] += 1
            return False
        return True

    def _node(self, id: str) -> Any:
        from pyoxigraph import BlankNode

        blank = OWN_BLANK.fullmatch(id)
        return BlankNode(blank[1]) if blank else self._iri(id)

    def _new_iri(self, id: str) -> Any:
        from pyoxigraph import NamedNode

        if (own := _own_iri(id)) is not None:
            return own
        if self._base:
            self._unsaid["ids that are IRIs now"] += 1
        return NamedNode(id_to_iri(id, self._base))

    def _tail(self, tail: str | Literal) -> Any:
        from pyoxigraph import Literal as OxLiteral

        if isinstance(tail, str):
            return self._node(tail)
        if tail.lang:
            try:
                found = OxLiteral(tail.value, language=tail.lang)
                self._unsaid["datatypes beside a language"] += bool(tail.datatype)
                return found
            except ValueError:
                self._unsaid["languages that are no language tags"] += 1
        return OxLiteral(tail.value, datatype=self._iri(tail.datatype) if tail.datatype else None)


def _own_iri(id: str) -> Any:
    """The id as an IRI, None where it is none or would be read as a plain id."""
    from pyoxigraph import NamedNode

    if id.startswith(ID_PREFIX):
        return None
    try:
        return NamedNode(id)
    except ValueError:
        return None


def _read_as(id: str, base: str) -> str:
    """The id that the import makes of this one. Without a base it is the same."""
    if not base or OWN_BLANK.fullmatch(id) or _own_iri(id) is not None:
        return id
    return iri_to_id(id_to_iri(id, base))


class _EscapedReturns(io.RawIOBase):
    """XML in which a carriage return is written as such: as itself, it is read as a line end."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._out.write(bytes(data).replace(b"\r", b"&#13;"))
        return len(data)
