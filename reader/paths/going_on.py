"""The step that a question's own word asks for beyond what its verb does: "in which country does she work" goes on from
the town where she works to its country."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import verbalize
from kgqa.reader.paths.asked_kind import kind_asked
from kgqa.reader.typed.sets import kept_ends, walked
from kgqa.reader.vocabulary.ids import rows_of
from kgqa.reader.vocabulary.kinds_of import KindsOf, is_called, says_kind
from kgqa.reader.vocabulary.named_relations import names_of
from kgqa.types import Evidence, Path, Step

GONE_ON_FROM = 3
"""Paths that are gone on from, the likeliest."""

LONGEST = 2
"""Steps of these."""

_WITHIN = re.compile(
    r"\b(?:in|at|of|within|location|located|place|part|seat|headquarters|city|town|village|district|county|region"
    r"|province|state|country|territory|based)\b"
)
"""Words of the relations that say where something is: these may stand between a path and what is asked for."""


def with_next_step(
    question: str, evidence: Sequence[Evidence], graph: Graph, relations: Collection[str] | None = None
) -> tuple[Evidence, ...]:
    """``evidence`` with the likeliest paths gone on to what is called as the question calls what it asks for, by its
    relation or its kind: by one fact, or by two where the first says where something is. ``relations``: ids of those
    that may be looked at; None is any."""
    noun = kind_asked(question)
    paths = [piece for piece in evidence if isinstance(piece.content, Path)]
    if not noun or not paths:
        return tuple(evidence)
    known = {(piece.content.start, piece.content.steps) for piece in paths if isinstance(piece.content, Path)}
    kinds = KindsOf(graph)
    added = []
    for piece in sorted(paths, key=lambda piece: -piece.score)[:GONE_ON_FROM]:
        path = piece.content
        assert isinstance(path, Path)
        if len(path.steps) > LONGEST or not kept_ends(path) or _are(noun, rows_of(kept_ends(path), graph), kinds):
            continue
        for onward in _onward(noun, path, kinds, relations):
            key = (path.start, (*path.steps, *onward))
            if key not in known and (found := walked(*key, graph)).ends:
                known.add(key)
                added.append(Evidence(found, verbalize(found, graph).text, 0.0, "values"))
    return (*evidence, *added)


def _onward(noun: str, path: Path, kinds: KindsOf, relations: Collection[str] | None) -> list[tuple[Step, ...]]:
    """The steps from the ends of a path to what is called by the noun; by two facts only where one does not do."""
    graph = kinds.graph
    rows = rows_of(kept_ends(path), graph)
    one = [(step, far) for step, far in _steps(rows, path.steps, graph, relations)]
    found: list[tuple[Step, ...]] = [
        (step,) for step, far in one if noun in names_of(step, graph) or _are(noun, far, kinds)
    ]
    if found:
        return found
    return [
        (step, last)
        for step, between in one
        if any(_WITHIN.search(name) for name in names_of(step, graph))
        for last, far in _steps(between, (*path.steps, step), graph, relations)
        if noun in names_of(last, graph) or _are(noun, far, kinds)
    ]


def _steps(
    rows: NDArray[np.int64], before: Sequence[Step], graph: Graph, relations: Collection[str] | None
) -> list[tuple[Step, NDArray[np.int64]]]:
    """The forward steps from some entities, but for those gone already, and the entities that each leads to."""
    rows = rows[(rows >= 0) & (rows < graph.n_entities)]
    found = []
    for index in np.unique(graph.runs(rows)[1]).tolist() if len(rows) else []:
        step = Step(graph.relation(index).id)
        if step in before or says_kind(graph.relation(index).label):
            continue
        if relations is None or step.relation in relations:
            found.append((step, np.unique(graph.along(rows, index)[1]).astype(np.int64)))
    return found


def _are(noun: str, rows: NDArray[np.int64], kinds: KindsOf) -> bool:
    """Whether all of some nodes are of the kind, as far as the graph says what they are, and it says so of one."""
    rows = rows[(rows >= 0) & (rows < kinds.graph.n_entities)]
    _, known = kinds.grouped(rows)
    told = [own for own in known if own]
    return bool(told) and all(any(is_called(kind.name, noun) for kind in own) for own in told)
