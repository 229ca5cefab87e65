"""Files of facts, entities, relations and passages: one module a format."""

from kgqa.kg.formats.columns import ColumnMapping
from kgqa.kg.formats.passages import read_passages
from kgqa.kg.formats.rdf import GraphData
from kgqa.kg.formats.read import FORMATS, TripleReader, read_graph, read_triples
from kgqa.kg.formats.tables import RelationRecord, read_entities, read_relations

__all__ = [
    "FORMATS",
    "ColumnMapping",
    "GraphData",
    "RelationRecord",
    "TripleReader",
    "read_entities",
    "read_graph",
    "read_passages",
    "read_relations",
    "read_triples",
]
