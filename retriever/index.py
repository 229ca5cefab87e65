"""What the retriever keeps in a knowledge base: vectors of passages, of facts or entities, and of steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kgqa.encoders.vectors import Arrays, VectorIndex
from kgqa.kg.graph import Graph
from kgqa.kg.passages import PassageTable
from kgqa.kg.verbalize import passage_text, path_text, step_label
from kgqa.retriever.paths import step_labels
from kgqa.retriever.titles import TitleIndex

FACTS_INDEXED = 50_000
"""Up to this many triples every fact is encoded (grouped by head and relation); a larger graph has its
entities' names and descriptions encoded instead, and facts are reached from those."""

ENTITIES_INDEXED = 200_000
"""Up to this many entities are encoded in a larger graph; beyond it, linking alone leads into the graph."""

Encode = Callable[[list[str], str], NDArray[np.float32]]
"""Texts and what they are ("passages", "facts", ...) to vectors: the importer's, which shows progress."""


@dataclass(frozen=True, slots=True)
class RetrievalIndex:
    """``facts`` row i is the step ``fact_steps[i]`` from the entity in row ``fact_heads[i]``; ``entities`` row i
    is the graph's row i. One of the two is empty."""

    passages: VectorIndex
    titles: TitleIndex
    facts: VectorIndex
    fact_heads: NDArray[Any]
    fact_steps: NDArray[Any]
    entities: VectorIndex
    steps: NDArray[np.float32]

    @classmethod
    def build(cls, graph: Graph, passages: PassageTable, encode: Encode, *, facts: bool = True) -> RetrievalIndex:
        """Encodes passages, facts (or entities) and steps. Without ``facts`` linking alone leads into the graph."""
        texts = [passage_text(passage.title, passage.text) for passage in passages]
        heads, steps, words = _facts(graph) if facts and graph.n_triples <= FACTS_INDEXED else _no_facts()
        many = facts and graph.n_triples > FACTS_INDEXED and graph.n_entities <= ENTITIES_INDEXED
        names = [_entity_text(graph, row) for row in range(graph.n_entities)] if many else []
        return cls(
            VectorIndex.build(encode(texts, "passages")),
            TitleIndex.build(passages),
            VectorIndex.build(encode(words, "facts")),
            heads,
            steps,
            VectorIndex.build(encode(names, "entities")),
            encode(step_labels(graph), "relations"),
        )

    def arrays(self) -> dict[str, NDArray[Any]]:
        """All of it as arrays for a knowledge base file."""
        return {
            **self.passages.arrays("passages"),
            **self.titles.arrays(),
            **self.facts.arrays("facts"),
            "facts.heads": self.fact_heads,
            "facts.steps": self.fact_steps,
            **self.entities.arrays("entities"),
            "steps": self.steps,
        }

    @classmethod
    def load(cls, arrays: Arrays, *, device: str = "cpu") -> RetrievalIndex:
        """The index that :meth:`arrays` gave, read in place; on a GPU where ``device`` says so."""
        return cls(
            VectorIndex.load(arrays, "passages", device=device),
            TitleIndex.load(arrays),
            VectorIndex.load(arrays, "facts", device=device),
            arrays["facts.heads"],
            arrays["facts.steps"],
            VectorIndex.load(arrays, "entities", device=device),
            arrays["steps"],
        )


def _facts(graph: Graph) -> tuple[NDArray[Any], NDArray[Any], list[str]]:
    """One text for each (head, relation): its heads, step codes and words."""
    triples = graph.triples
    pairs, begins = np.unique(triples[:, :2], axis=0, return_index=True)
    groups = np.split(triples[:, 2], begins[1:]) if len(pairs) else []
    labels = [step_label(graph.relation(i), False) for i in range(graph.n_relations)]
    texts = []
    for (head, relation), tails in zip(pairs.tolist(), groups, strict=True):
        ends = [graph.label(int(tail)) for tail in tails[:8]]
        texts.append(path_text(graph.label(head), [(labels[relation], ends)]).text)
    return pairs[:, 0].astype(np.int64), (2 * pairs[:, 1]).astype(np.int64), texts


def _no_facts() -> tuple[NDArray[Any], NDArray[Any], list[str]]:
    return np.zeros(0, np.int64), np.zeros(0, np.int64), []


def _entity_text(graph: Graph, row: int) -> str:
    parts = (graph.label(row), ", ".join(graph.types[row]), graph.descriptions[row])
    return ". ".join(part for part in parts if part)
