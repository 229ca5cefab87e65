"""What evidence holds: gold answers, gold passages, gold triples and gold chains, by rank."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kgqa.data.metrics.answers import normalize_answer
from kgqa.data.metrics.sets import entity_key
from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import node_name
from kgqa.types import Evidence, Literal, Passage, Path, Triple


def holds(evidence: Evidence, golds: Sequence[str], graph: Graph, *, whole: bool) -> bool:
    """Whether the answer can be read here.

    ``whole``: the ends of a path are exactly the gold set; else one gold is an end, or stands in the words.
    """
    content = evidence.content
    if isinstance(content, Path):
        ends = {entity_key(node_name(end, graph)) for end in content.ends}
        wanted = {entity_key(gold) for gold in golds}
        if whole:
            return ends == wanted or (len(wanted) == 1 and wanted <= ends)
        if ends & wanted:
            return True
    elif whole and len(golds) > 1:
        return False
    text = f" {normalize_answer(evidence.text)} "
    return any(f" {words} " in text for gold in golds if (words := normalize_answer(gold)))


def passage_ranking(evidence: Sequence[Evidence], golds: Collection[str]) -> list[str]:
    """Ids of the passages, best first; a document's id where the gold names the document."""
    ids = []
    for piece in evidence:
        if isinstance(piece.content, Passage):
            passage = piece.content
            ids.append(passage.doc_id if passage.doc_id in golds else passage.id)
    return list(dict.fromkeys(ids))


def paths_of(evidence: Sequence[Evidence]) -> list[Path]:
    """The paths, best first."""
    return [piece.content for piece in evidence if isinstance(piece.content, Path)]


def triple_key(triple: Triple) -> str:
    """A triple as one string, a literal by its value: data sets write them so."""
    tail = triple.tail.value if isinstance(triple.tail, Literal) else triple.tail
    return "\t".join((triple.head, triple.relation, tail))


def chain_key(path: Path) -> str:
    """A path's relations as a data set writes a chain: ``^`` before a step against the arrow."""
    return "\t".join(f"^{step.relation}" if step.inverse else step.relation for step in path.steps)
