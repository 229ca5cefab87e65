"""Where the graph and the texts say different things."""

from __future__ import annotations

from collections.abc import Sequence

from kgqa.types import Answer, Evidence, Passage

SURE = 0.5
"""Both sides must be at least this probable: a guess is no contradiction."""


def conflicts(answers: Sequence[Answer], evidence: Sequence[Evidence]) -> tuple[str, ...]:
    """One sentence where the best answer rests on the graph alone, or on passages alone, and the other side
    is sure of another answer. ``answers``: best first."""
    if not answers or answers[0].score < SURE:
        return ()
    best = answers[0]
    side = _sides(best, evidence)
    other = next((a for a in answers[1:] if a.score >= SURE and _sides(a, evidence).isdisjoint(side)), None)
    if other is None:
        return ()
    return (f"{_says(best, evidence)}, but {_says(other, evidence)}",)


def _sides(answer: Answer, evidence: Sequence[Evidence]) -> set[bool]:
    return {isinstance(evidence[support.evidence].content, Passage) for support in answer.support}


def _says(answer: Answer, evidence: Sequence[Evidence]) -> str:
    content = evidence[answer.support[0].evidence].content
    who = f"passage {content.id}" if isinstance(content, Passage) else "the graph"
    return f"{who} says {answer.text!r} ({answer.score:.2f})"
