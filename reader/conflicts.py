"""Where the graph and the texts say different things."""

from __future__ import annotations

from collections.abc import Sequence

from kgqa.data.metrics.answers import normalize_answer
from kgqa.kg.verbalize import passage_text
from kgqa.reader.agreement import agree
from kgqa.retriever.retriever import PAGE
from kgqa.types import Answer, Evidence, Passage, Path

SURE = 0.5
"""Least probability of the graph's side, and of a passage's that may be about something else."""

ON_THE_SAME = 0.3
"""Least probability of a passage's side where it speaks of what the graph's path is about and does not name the
graph's answer: what would be said if the passage stood alone."""


def conflicts(answers: Sequence[Answer], evidence: Sequence[Evidence]) -> tuple[str, ...]:
    """One sentence where the best answer rests on the graph alone, or on passages alone, and the other side
    is sure of another answer: not the same in other words (:func:`kgqa.reader.agreement.agree`).
    ``answers``: best first."""
    if not answers or answers[0].score < SURE:
        return ()
    best = answers[0]
    side = _sides(best, evidence)
    for other in answers[1:]:
        if other.score < min(SURE, ON_THE_SAME):
            break
        if not _sides(other, evidence).isdisjoint(side) or agree(best, other):
            continue
        if other.score >= SURE or (False in side and _on_the_same(best, other, evidence)):
            return (f"{_says(best, evidence)}, but {_says(other, evidence)}",)
    return ()


def _on_the_same(graph: Answer, text: Answer, evidence: Sequence[Evidence]) -> bool:
    """Whether a passage of ``text`` names what a path of ``graph`` starts at or goes through, and none of its ends."""
    things = {name for support in graph.support for name in _things(evidence[support.evidence])}
    ends = {normalize_answer(value) for value in graph.values}
    pieces = [evidence[support.evidence] for support in text.support]
    return any(_names(piece, things, page=True) and not _names(piece, ends) for piece in pieces)


def _things(piece: Evidence) -> list[str]:
    """The names in a path's words but for its ends: ``start | relation: node ; node | relation: ends``."""
    if not isinstance(piece.content, Path):
        return []
    start, *hops = piece.text.split(" | ")
    inner = [name for hop in hops[:-1] for name in hop.partition(": ")[2].split(" ; ")]
    return [normalize_answer(name.partition(" (")[0]) for name in (start, *inner)]


def _names(piece: Evidence, things: set[str], *, page: bool = False) -> bool:
    """Whether a passage holds one of the names; where ``page``, the page of a named entity is on it anyway."""
    passage = piece.content
    if not isinstance(passage, Passage):
        return False
    words = f" {normalize_answer(passage_text(passage.title, passage.text))} "
    return (page and piece.source == PAGE) or any(f" {thing} " in words for thing in things if thing)


def _sides(answer: Answer, evidence: Sequence[Evidence]) -> set[bool]:
    return {isinstance(evidence[support.evidence].content, Passage) for support in answer.support}


def _says(answer: Answer, evidence: Sequence[Evidence]) -> str:
    content = evidence[answer.support[0].evidence].content
    who = f"passage {content.id}" if isinstance(content, Passage) else "the graph"
    return f"{who} says {answer.text!r} ({answer.score:.2f})"
