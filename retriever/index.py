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
from kgqa.kg.statements import statement_rows, without_statements
from kgqa.kg.verbalize import passage_text, path_text, step_label
from kgqa.retriever.leads import leads
from kgqa.retriever.lexical import LexicalIndex
from kgqa.retriever.names import NameGraph
from kgqa.retriever.paths import step_labels
from kgqa.retriever.titles import TitleIndex
from kgqa.retriever.words import cut

FACTS_INDEXED = 50_000
"""Up to this many triples every fact is encoded (grouped by head and relation); a larger graph has its
entities' names and descriptions encoded instead, and facts are reached from those."""

ENTITIES_INDEXED = 200_000
"""Up to this many entities are encoded in a larger graph; beyond it, linking alone leads into the graph."""


def why_unencoded(n_entities: int, n_triples: int) -> str:
    """Why a graph of this size gets vectors neither of facts nor of entities; "" where it gets one or the other."""
    if n_triples <= FACTS_INDEXED or n_entities <= ENTITIES_INDEXED:
        return ""
    return (
        f"no vectors of facts or entities: {n_triples} facts are more than {FACTS_INDEXED}, and {n_entities} entities "
        f"more than {ENTITIES_INDEXED}; questions reach the graph by the names in them alone"
    )


Encode = Callable[[list[str], str], NDArray[np.float32]]
"""Texts and what they are ("passages", "facts", ...) to vectors: the importer's, which shows progress. Those of
"relations" are the path scorer's, all others the sentence encoder's."""


@dataclass(frozen=True, slots=True)
class RetrievalIndex:
    """``facts`` row i is the step ``fact_steps[i]`` from the entity in row ``fact_heads[i]``; ``entities`` row i
    is the graph's row i. One of the two is empty. ``lexical`` and ``names`` are of the passages too."""

    passages: VectorIndex
    titles: TitleIndex
    facts: VectorIndex
    fact_heads: NDArray[Any]
    fact_steps: NDArray[Any]
    entities: VectorIndex
    steps: NDArray[np.float32]
    lexical: LexicalIndex
    names: NameGraph

    @classmethod
    def build(cls, graph: Graph, passages: PassageTable, encode: Encode, *, facts: bool = True) -> RetrievalIndex:
        """Encodes passages, facts (or entities) and steps. Without ``facts`` linking alone leads into the graph.

        Of statements nothing is encoded but their steps: they are found from what they are about.
        """
        no_names = set(statement_rows(graph).tolist())
        graph = without_statements(graph)
        texts = [passage_text(passage.title, passage.text) for passage in passages]
        heads, steps, words = _facts(graph) if facts and graph.n_triples <= FACTS_INDEXED else _no_facts()
        many = facts and graph.n_triples > FACTS_INDEXED and graph.n_entities <= ENTITIES_INDEXED
        rows = range(graph.n_entities if many else 0)
        names = ["" if row in no_names else _entity_text(graph, row) for row in rows]
        return cls(
            VectorIndex.build(encode(texts, "passages")),
            TitleIndex.build(passages),
            VectorIndex.build(encode(words, "facts")),
            heads,
            steps,
            VectorIndex.build(encode(names, "entities")),
            encode(step_labels(graph), "relations"),
            *text_indexes(graph, passages),
        )

    @staticmethod
    def fact_texts(graph: Graph) -> list[str]:
        """The words of each row of ``facts``, of an index of this graph that has such rows."""
        return _facts(without_statements(graph))[2]

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
            **self.lexical.arrays(),
            **self.names.arrays(),
        }

    @classmethod
    def load(cls, arrays: Arrays, graph: Graph, passages: PassageTable, *, device: str = "cpu") -> RetrievalIndex:
        """The index that :meth:`arrays` gave, read in place; on a GPU where ``device`` says so.

        A knowledge base that was written before there were indexes of words and names gets them made here, which
        takes some seconds for ten thousand passages; importing it again keeps them.
        """
        made = has_text_indexes(arrays)
        return cls(
            VectorIndex.load(arrays, "passages", device=device),
            TitleIndex.load(arrays),
            VectorIndex.load(arrays, "facts", device=device),
            arrays["facts.heads"],
            arrays["facts.steps"],
            VectorIndex.load(arrays, "entities", device=device),
            arrays["steps"],
            *((LexicalIndex.load(arrays), NameGraph.load(arrays)) if made else text_indexes(graph, passages)),
        )


def has_text_indexes(arrays: Arrays) -> bool:
    """Whether a knowledge base keeps indexes of words and names."""
    return "lexical.terms" in arrays


def text_indexes(graph: Graph, passages: PassageTable) -> tuple[LexicalIndex, NameGraph]:
    """The passages by their words, titles included, and by the names in them.

    A passage goes by its title, with and without a qualifier in brackets, by the names that its text opens with, and
    by the aliases of an entity of the graph whose label is its title.
    """
    texts, titles = [cut(text) for text in passages.texts], [cut(title)[0] for title in passages.titles]
    aliases = _aliases(graph, {" ".join(title) for title in titles if title})
    names = [
        [title, title.partition(" (")[0], *leads(text), *aliases.get(" ".join(words), ())]
        for title, text, words in zip(passages.titles, passages.texts, titles, strict=True)
    ]
    words = [[*title, *text] for title, (text, _) in zip(titles, texts, strict=True)]
    return LexicalIndex.build(words), NameGraph.build(names, texts)


def _aliases(graph: Graph, titles: set[str]) -> dict[str, tuple[str, ...]]:
    """The aliases of entities whose label, folded, is one of ``titles``."""
    found: dict[str, tuple[str, ...]] = {}
    for row in range(graph.n_entities if titles else 0):
        if len(graph.aliases[row]):
            label = " ".join(cut(graph.label(row))[0])
            if label in titles:
                found[label] = (*found.get(label, ()), *graph.aliases[row])
    return found


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
