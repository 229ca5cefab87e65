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
    """Ids of what is sought, best first: those of the passages where one of the golds is a passage of a document that
    was cut into several, else those of their documents, each where the first of its passages stands."""
    passages = [piece.content for piece in evidence if isinstance(piece.content, Passage)]
    by_piece = any(passage.id in golds and passage.id != passage.doc_id for passage in passages)
    return list(dict.fromkeys(passage.id if by_piece else passage.doc_id for passage in passages))


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
