"""The step that a question's own word asks for beyond what its verb does: "in which country does she work" goes on from
the town where she works to its country."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import verbalize
from kgqa.reader.typed.asked_kind import kind_asked
from kgqa.reader.typed.named_relations import names_of
from kgqa.reader.typed.sets import kept_ends, walked
from kgqa.types import Evidence, Path, Step

GONE_ON_FROM = 3
"""Paths that are gone on from, the likeliest."""

LONGEST = 2
"""Steps of these."""


def with_next_step(
    question: str, evidence: Sequence[Evidence], graph: Graph, relations: Collection[str] | None = None
) -> tuple[Evidence, ...]:
    """``evidence`` with the likeliest paths gone on by the relation that is called as the question calls what it asks
    for. ``relations``: ids of those that may be looked at; None is any."""
    noun = kind_asked(question)
    paths = [piece for piece in evidence if isinstance(piece.content, Path)]
    steps = _called(noun, graph, relations) if noun and paths else []
    known = {(piece.content.start, piece.content.steps) for piece in paths if isinstance(piece.content, Path)}
    added = []
    for piece in sorted(paths, key=lambda piece: -piece.score)[:GONE_ON_FROM]:
        path = piece.content
        assert isinstance(path, Path)
        for step in steps:
            key = (path.start, (*path.steps, step))
            if key in known or len(path.steps) > LONGEST or step in path.steps or not kept_ends(path):
                continue
            known.add(key)
            if (found := walked(*key, graph)).ends:
                added.append(Evidence(found, verbalize(found, graph).text, 0.0, "values"))
    return (*evidence, *added)


def _called(noun: str, graph: Graph, relations: Collection[str] | None) -> list[Step]:
    """The steps of relations that are called by a noun."""
    every = [Step(graph.relation(index).id) for index in range(graph.n_relations)]
    return [
        step for step in every if (relations is None or step.relation in relations) and noun in names_of(step, graph)
    ]
