"""The graph without a reader: the ends of the path that sounds most like the question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kgqa.pipelines.ask import KGQA
from kgqa.pipelines.evaluation.baselines.walked import UNLINKED, nothing, walked
from kgqa.retriever.paths import ChainScores, masked
from kgqa.retriever.retriever import HybridRetriever
from kgqa.types import Link, Question, Result

ENCODED = 256
"""Texts that are encoded together. A vector does not depend on it (see ``kgqa.encoders.batching``)."""


@dataclass(frozen=True, slots=True)
class GraphOnly:
    """Links, ranks the paths as kgqa's retriever does and says the ends of the best one. A System.

    The score is (1 + s) / 2 for a path that scores s, its cosine with the question less the cost of length:
    the order is the retriever's, but it is no calibrated probability.
    """

    qa: KGQA
    retriever: HybridRetriever
    name: str = "graph"

    def answer(self, questions: Sequence[Question]) -> list[Result]:
        """As :meth:`kgqa.pipelines.evaluation.baselines.system.System.answer`."""
        links = self.qa.linker.link(questions)
        hidden = [masked(question, own) for question, own in zip(questions, links, strict=True)]
        # Questions of one template differ in the masked entity alone: each text is encoded once.
        texts = sorted({text for text, own in zip(hidden, links, strict=True) if own})
        looks: dict[str, ChainScores] = {}
        for start in range(0, len(texts), ENCODED):
            part = texts[start : start + ENCODED]
            looks.update(zip(part, self.retriever.paths.scorer.looks(part), strict=True))
        return [
            self._answer(question, own, looks[text]) if own else nothing(question, own, UNLINKED)
            for question, own, text in zip(questions, links, hidden, strict=True)
        ]

    def _answer(self, question: Question, links: tuple[Link, ...], looks: ChainScores) -> Result:
        starts = [link.entity.id for link in links]
        found = self.retriever.paths.find(looks, starts, hops=self.retriever.hops, count=1)
        if not found:
            return nothing(question, links, "no path leads from what the question names")
        path, score = found[0]
        return walked(question, links, path, min(1.0, score), self.qa.graph, source="path")
