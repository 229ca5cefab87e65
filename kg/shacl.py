"""Checking a graph against SHACL shapes, through pyshacl (extra ``shacl``)."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kgqa.errors import InputError
from kgqa.kg.formats.documents import DOCUMENTS
from kgqa.kg.formats.iris import iri_to_id
from kgqa.kg.formats.read import RDF_FORMATS, read_triples
from kgqa.kg.graph import Graph
from kgqa.kg.writing import rdf

_SH = "http://www.w3.org/ns/shacl#"


@dataclass(frozen=True, slots=True)
class Violation:
    """One result of a check: the entity, the path (a relation's id, "" where it is none), the value, the message.

    ``severity`` is "Violation", "Warning" or "Info".
    """

    entity: str
    path: str
    value: str
    message: str
    severity: str

    def __str__(self) -> str:
        shown = " ".join(part for part in (self.entity, self.path, self.value) if part)
        return f"{self.severity.lower()}: {shown}: {self.message}"


def check_shapes(graph: Graph, shapes: str | Path) -> tuple[Violation, ...]:
    """What in the graph breaks the shapes in an RDF file, sorted; () where it conforms.

    The graph is checked as it is written to RDF: ids that are no IRIs are ``urn:kgqa:ID``. It is held in memory
    whole. Nothing is imported or fetched for the shapes. Raises InputError where pyshacl is not installed, or
    the file is no RDF or no sound shapes.
    """
    try:
        import pyshacl
    except ImportError:
        raise InputError("a SHACL check needs pyshacl: pip install kgqa[shacl]") from None
    from pyshacl.errors import ReportableRuntimeError, ShapeLoadError

    data = io.BytesIO()
    rdf.write(graph, data, "ntriples", "", Counter())
    try:
        _, report, _ = pyshacl.validate(
            _as_rdflib(data.getvalue()), shacl_graph=_shapes(Path(shapes)), do_owl_imports=False, advanced=False
        )
    except (ReportableRuntimeError, ShapeLoadError, ValueError) as error:
        raise InputError(f"{shapes}: is no sound set of shapes: {error}") from None
    if not hasattr(report, "subjects"):
        raise InputError(f"{shapes}: can't be checked: {report!s:.300}")
    return _violations(report)


def _shapes(path: Path) -> Any:
    """The shapes as an rdflib graph, read by kgqa's own reader, which fetches nothing."""
    reader = read_triples(path)
    if reader.format not in RDF_FORMATS:
        raise InputError(f"{path}: shapes come as RDF ({', '.join(DOCUMENTS)}), found {reader.format}")
    data = io.BytesIO()
    rdf.write_statements(iter(reader), data, "ntriples", Counter())
    return _as_rdflib(data.getvalue())


def _as_rdflib(ntriples: bytes) -> Any:
    from rdflib import Graph as RdfGraph

    return RdfGraph().parse(data=ntriples, format="nt")


def _violations(report: Any) -> tuple[Violation, ...]:
    from rdflib import RDF, URIRef

    found = []
    for result in report.subjects(RDF.type, URIRef(_SH + "ValidationResult")):

        def text(name: str, of: Any = result) -> str:
            value = report.value(of, URIRef(_SH + name))
            return "" if value is None else iri_to_id(str(value)) if isinstance(value, URIRef) else str(value)

        severity = text("resultSeverity").removeprefix(_SH)
        message = " ".join(text("resultMessage").split())
        found.append(Violation(text("focusNode"), text("resultPath"), text("value"), message, severity))
    return tuple(sorted(found, key=lambda v: (v.entity, v.path, v.value, v.message)))
