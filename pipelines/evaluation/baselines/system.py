"""What every system under evaluation does, and the one that is made of kgqa's own stages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from kgqa.errors import InputError
from kgqa.pipelines.ask import KGQA, TOP_K
from kgqa.retriever.retriever import HybridRetriever
from kgqa.types import Link, Question, Result


class System(Protocol):
    """Answers questions with results, so that one judge scores all."""

    @property
    def name(self) -> str:
        """Its key among the baselines."""
        ...

    def answer(self, questions: Sequence[Question]) -> list[Result]:
        """One result a question, in order. The best answer is kept however low its probability: what to
        abstain from is the judge's to vary."""
        ...


@dataclass(frozen=True, slots=True)
class Pipeline:
    """A :class:`System` of kgqa's stages, some of them replaced."""

    name: str
    qa: KGQA
    top_k: int = TOP_K

    def answer(self, questions: Sequence[Question]) -> list[Result]:
        """As :meth:`System.answer`."""
        return self.qa.batch(questions, top_k=self.top_k, min_score=0.0)


class NoLinks:
    """Links nothing. A :class:`kgqa.stages.Linker`."""

    def link(self, questions: Sequence[Question]) -> list[tuple[Link, ...]]:
        """An empty tuple for each question."""
        return [() for _ in questions]


def hybrid(qa: KGQA, name: str) -> HybridRetriever:
    """kgqa's own retriever, whose vectors and paths the baseline ``name`` shares. Raises InputError where
    ``qa`` has another."""
    if not isinstance(qa.retriever, HybridRetriever):
        raise InputError(
            f"the baseline {name!r} uses the index of kgqa's own retriever; this pipeline has "
            f"{type(qa.retriever).__name__}"
        )
    return qa.retriever


def need_passages(qa: KGQA, name: str) -> None:
    """Raises InputError where the knowledge base has no passages."""
    if not len(qa.passages):
        raise InputError(f"the baseline {name!r} reads passages, and this knowledge base has none")


def need_facts(qa: KGQA, name: str) -> None:
    """Raises InputError where the knowledge base has no facts."""
    if not qa.graph.n_triples:
        raise InputError(f"the baseline {name!r} walks the graph, and this knowledge base has no facts")
