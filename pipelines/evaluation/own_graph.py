"""Questions that bring their own graph or passages: a small knowledge base for each, made as it is asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from kgqa.data.example import AskExample
from kgqa.encoders.sentence import SentenceEncoder
from kgqa.kg.graph import Graph
from kgqa.kg.passages import PassageTable
from kgqa.linker import EntityLinker, LinkIndex
from kgqa.linker.lookup import NameLookup
from kgqa.pipelines.ask import KGQA
from kgqa.pipelines.evaluation.systems import Answers
from kgqa.reader.checkpoint import Checkpoint
from kgqa.reader.linked import linked_reader
from kgqa.reader.second_look import SecondLook
from kgqa.reader.stage import BertReader
from kgqa.retriever.index import RetrievalIndex
from kgqa.retriever.path_examples import MAX_HOPS
from kgqa.retriever.path_scorer import PathScorer
from kgqa.retriever.paths import PathFinder
from kgqa.retriever.reranking import Reranker
from kgqa.retriever.retriever import HybridRetriever
from kgqa.retriever.starting import StartFit
from kgqa.types import Result

VECTORS_KEPT = 100_000
"""Vectors of relation labels that are kept: the same few thousand come again in every question's graph."""


@dataclass
class OwnGraphs:
    """Makes a knowledge base out of one question's graph and passages, with models that are loaded once."""

    checkpoint: Checkpoint
    encoder: SentenceEncoder
    scorer: PathScorer
    hops: int = MAX_HOPS
    device: str = "auto"
    reranker: Reranker | None = None
    _vectors: dict[str, NDArray[np.float32]] = field(default_factory=dict)
    _last: tuple[str, KGQA] | None = None
    _pairs: BertReader | None = field(init=False)

    def __post_init__(self) -> None:
        self._pairs = linked_reader(self.checkpoint.base, device=self.device)

    def knowledge(self, example: AskExample) -> KGQA:
        """kgqa over the example's own graph and passages; the last one is kept."""
        if self._last is None or self._last[0] != example.id:
            self._last = (example.id, self._build(example))
        return self._last[1]

    def _build(self, example: AskExample) -> KGQA:
        graph = Graph.build(example.graph)
        passages = PassageTable.build(example.passages)
        links = LinkIndex.build(graph)
        # Linking leads into so small a graph: encoding each of its facts would cost seconds a question.
        index = RetrievalIndex.build(graph, passages, self._encode, facts=False)
        finder = PathFinder(graph, self.scorer, index.steps)
        retriever = HybridRetriever(
            graph, passages, index, self.encoder, finder, hops=self.hops, reranker=self.reranker
        )
        reader = BertReader(self.checkpoint, graph, resolve=NameLookup(graph, links), device=self.device)
        fit = StartFit(finder, hops=self.hops)
        linker = EntityLinker(graph, links, encode=self.encoder.encode_queries, fit=fit)
        return KGQA(graph, passages, linker, retriever, reader, SecondLook(reader, retriever, self._pairs))

    def _encode(self, texts: list[str], what: str) -> NDArray[np.float32]:
        if what != "relations":
            return self.encoder.encode(texts)
        fresh = sorted({text for text in texts if text not in self._vectors})
        if len(self._vectors) + len(fresh) > VECTORS_KEPT:
            self._vectors.clear()
            fresh = sorted(set(texts))
        self._vectors.update(zip(fresh, self.scorer.steps(fresh), strict=True))
        if not texts:
            return np.zeros((0, self.encoder.dimension), np.float32)
        return np.stack([self._vectors[text] for text in texts])


@dataclass(frozen=True, slots=True)
class EachOverItsOwn:
    """A system over :class:`OwnGraphs`: ``make`` gives it for one question's knowledge base."""

    graphs: OwnGraphs
    make: Callable[[KGQA], Answers]

    def answer(self, examples: Sequence[AskExample]) -> list[Result]:
        """As :meth:`Answers.answer`."""
        return [self.make(self.graphs.knowledge(example)).answer([example])[0] for example in examples]
