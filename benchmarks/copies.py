"""Knowledge bases that lack what a question's answer is proved by, so that to abstain is right.

Each question gets its own copy, made in memory: the graph, its names and its facts are built again without the
question's evidence triples (an entity that stands in no other triple is gone with them), and the passage indexes are
searched as ones without its gold passages are. What is retrieved is what ``kgqa import`` would make it, but that the
gold passages still count in what a word weighs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from kgqa import KGQA
from kgqa.data.example import AskExample
from kgqa.encoders.vectors import VectorIndex
from kgqa.errors import InputError
from kgqa.kg.digest import digest
from kgqa.kg.graph import Graph
from kgqa.kg.passages import PassageTable
from kgqa.linker import EntityLinker, LinkIndex
from kgqa.linker.lookup import NameLookup
from kgqa.reader.second_look import SecondLook
from kgqa.reader.stage import BertReader
from kgqa.retriever.index import RetrievalIndex
from kgqa.retriever.lexical import LexicalIndex
from kgqa.retriever.names import Lists, NameGraph
from kgqa.retriever.paths import PathFinder
from kgqa.retriever.retriever import HybridRetriever
from kgqa.retriever.titles import TitleIndex


class Copies:
    """Copies of a loaded knowledge base whose entities are known by its triples alone."""

    def __init__(self, qa: KGQA) -> None:
        if not isinstance(qa.retriever, HybridRetriever) or not isinstance(qa.reader, BertReader):
            raise InputError("copies are made with kgqa's own retriever and reader, not others")
        self.qa = qa
        self.retriever = qa.retriever
        self.reader = qa.reader
        self.triples = tuple(qa.graph.match())
        nothing = PassageTable.build(())
        if digest(Graph.build(self.triples), nothing) != digest(qa.graph, nothing):
            raise InputError("copies are made of a graph of triples alone: this one says more of its entities")
        self._pairs = None if qa.second is None else qa.second.pairs
        self._vectors: dict[str, NDArray[np.float32]] = {}

    def without(self, example: AskExample) -> KGQA:
        """The knowledge base less the gold passages and gold triples of one question."""
        gone = frozenset(example.gold_triples)
        graph = Graph.build(triple for triple in self.triples if triple not in gone)
        links = LinkIndex.build(graph)
        encoder = self.retriever.encoder
        rows = [row for id_ in example.gold_passages if (row := self.qa.passages.row(id_)) is not None]
        whole = self.retriever.index
        index = replace(
            RetrievalIndex.build(graph, PassageTable.build(()), self._encode),
            passages=_Less(whole.passages, rows),
            titles=_less_titles(whole.titles, rows),
            lexical=_less_words(whole.lexical, rows),
            names=_less_names(whole.names, rows),
        )
        finder = PathFinder(graph, self.retriever.paths.scorer, index.steps)
        retriever = HybridRetriever(graph, self.qa.passages, index, encoder, finder, hops=self.retriever.hops)
        reader = BertReader(self.reader.checkpoint, graph, resolve=NameLookup(graph, links), device=str(encoder.device))
        linker = EntityLinker(graph, links, encode=encoder.encode_queries)
        return KGQA(graph, self.qa.passages, linker, retriever, reader, SecondLook(reader, retriever, self._pairs))

    def _encode(self, texts: list[str], what: str) -> NDArray[np.float32]:
        encoder = self.retriever.encoder
        if what == "relations":
            return self.retriever.paths.scorer.steps(texts)
        fresh = sorted({text for text in texts if text not in self._vectors})
        if fresh:
            self._vectors.update(zip(fresh, encoder.encode(fresh), strict=True))
        return np.stack([self._vectors[t] for t in texts]) if texts else np.zeros((0, encoder.dimension), np.float32)


class _Less(VectorIndex):
    """An index that finds what it would without some of its rows; rows keep their numbers."""

    def __init__(self, whole: VectorIndex, gone: Sequence[int]) -> None:
        self._whole = whole
        self._gone = frozenset(gone)

    def __len__(self) -> int:
        return len(self._whole) - len(self._gone)

    @property
    def dimension(self) -> int:
        return self._whole.dimension

    def search(
        self, queries: NDArray[np.float32], k: int, *, rows: Sequence[int] | None = None
    ) -> list[list[tuple[int, float]]]:
        found = self._whole.search(queries, k + len(self._gone), rows=rows)
        return [[pair for pair in own if pair[0] not in self._gone][:k] for own in found]


def _less_titles(titles: TitleIndex, gone: Sequence[int]) -> TitleIndex:
    arrays = titles.arrays()
    kept = ~np.isin(arrays["titles.rows"], list(gone))
    return TitleIndex(arrays["titles.hashes"][kept], arrays["titles.rows"][kept])


def _less_words(words: LexicalIndex, gone: Sequence[int]) -> LexicalIndex:
    return replace(words, values=np.where(np.isin(words.rows, list(gone)), np.float32(0), words.values))


def _less_names(names: NameGraph, gone: Sequence[int]) -> NameGraph:
    return replace(names, about=_less(names.about, gone), holders=_less(names.holders, gone))


def _less(lists: Lists, gone: Sequence[int]) -> Lists:
    owners = np.repeat(np.arange(len(lists.begins) - 1), np.diff(lists.begins))
    kept = ~np.isin(lists.values, list(gone))
    return Lists.build(owners[kept], lists.values[kept], len(lists.begins) - 1)
