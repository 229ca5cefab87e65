"""A graph as files of other formats: one module a kind of format, and what each can't say is counted."""

from kgqa.kg.writing.evidence import Evidence
from kgqa.kg.writing.jsonl import write_entities, write_passages, write_records, write_relations
from kgqa.kg.writing.write import HOLD_EVIDENCE, WRITE_FORMATS, WriteReport, write_graph

__all__ = [
    "HOLD_EVIDENCE",
    "WRITE_FORMATS",
    "Evidence",
    "WriteReport",
    "write_entities",
    "write_graph",
    "write_passages",
    "write_records",
    "write_relations",
]
