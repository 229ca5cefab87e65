"""Where the graph and the texts say different things."""

from __future__ import annotations

from collections.abc import Sequence

from kgqa.types import Answer, Evidence, Passage

SURE = 0.5
"""Both sides must be at least this probable: a guess is no contradiction."""


def conflicts(answers: Sequence[Answer], evidence: Sequence[Evidence]) -> tuple[str, ...]:
    """One sentence where the best answer from the graph and the best from a passage differ."""
    sides: dict[bool, Answer] = {}
    for answer in answers:
        kinds = {isinstance(evidence[s.evidence].content, Passage) for s in answer.support}
        if len(kinds) == 1 and answer.score >= SURE:
            sides.setdefault(kinds.pop(), answer)
    if len(sides) < 2:
        return ()
    graph, text = sides[False], sides[True]
    passage = evidence[text.support[0].evidence].content
    name = passage.id if isinstance(passage, Passage) else ""
    return (f"the graph says {graph.text!r} ({graph.score:.2f}), passage {name} says {text.text!r} ({text.score:.2f})",)
