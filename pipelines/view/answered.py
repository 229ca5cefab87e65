"""The picture of an answer: what was asked about, the facts it rests on, and what was read in passages."""

from __future__ import annotations

from dataclasses import replace

from kgqa.kg.formats.split import _sentences
from kgqa.kg.graph import Graph
from kgqa.pipelines.view.picture import Evidence, Picture, Sentence, around
from kgqa.pipelines.view.sentences import LONGEST
from kgqa.show import nearest_lines
from kgqa.types import Passage, Path, Result, Triple

STARTS = 40
"""Entities of a question and its answer that the picture starts from; a list of a thousand answers is cut."""


def picture_of(
    result: Result,
    graph: Graph,
    hops: int = 1,
    max_nodes: int = 150,
    evidence: Evidence | None = None,
) -> Picture:
    """What the best answer of ``result`` rests on, highlighted, with what else lies around it.

    It starts from the entities that the question names and those that answer it. The facts of the paths that the
    answer is supported by are highlighted; sentences of passages that it was read from are ``quotes``, the answer's
    span marked. An abstention shows what was linked, and says why. A picture without nodes is one of an answer that
    has nothing to do with the graph. Raises InputError as ``around`` does.
    """
    asked = [link.entity.id for link in result.links]
    best = result.answers[0] if result.answers else None
    answers = [entity.id for entity in best.entities] if best else []
    starts = [id for id in dict.fromkeys((*asked, *answers)) if graph.row(id) is not None][: min(STARTS, max_nodes)]
    must: list[Triple] = []
    quotes: list[Sentence] = []
    for support in best.support if best else ():
        content = result.evidence[support.evidence].content
        if isinstance(content, Path):
            must += content.triples
        elif support.start is not None and support.end is not None:
            quotes.append(_quote(content, support.start, support.end))
    roles = {**dict.fromkeys(answers, "answer"), **dict.fromkeys(asked, "asked")}
    picture = around(graph, starts, hops, max_nodes, evidence, must=must, roles=roles)
    said = (
        [f"{best.text} ({best.score:.0%} sure)"] if best else [f"No answer: {result.abstained}", *nearest_lines(result)]
    )
    lines = (*said, *result.conflicts)
    return replace(picture, title=result.question.text, lines=lines, quotes=tuple(dict.fromkeys(quotes)))


def _quote(passage: Passage, start: int, end: int) -> Sentence:
    """The sentences of a passage that ``text[start:end]`` lies in."""
    held = [
        span for span in _sentences(passage.text, (0, len(passage.text)), LONGEST) if span[0] < end and start < span[1]
    ]
    first, last = (held[0][0], held[-1][1]) if held else (start, end)
    first, last = min(first, start), max(last, end)
    text = passage.text[first:last]
    return Sentence(text, start - first, end - first, passage.title or passage.id, at=passage.start + first)
