"""What is evaluated: anything that answers examples with results, kgqa in its variants first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from kgqa.data.example import AskExample
from kgqa.errors import InputError
from kgqa.kg.graph import Graph
from kgqa.linker.given import given_links
from kgqa.pipelines.ask import KGQA
from kgqa.pipelines.evaluation.baselines.system import System
from kgqa.stages import Linker
from kgqa.types import Link, Question, Result


class Answers(Protocol):
    """A system under evaluation."""

    def answer(self, examples: Sequence[AskExample]) -> list[Result]:
        """One result an example, in order, the best answer kept whatever its score. Golds must not be used,
        but for entities where they are "given"."""
        ...


@dataclass(frozen=True, slots=True)
class Linked:
    """kgqa end to end."""

    qa: KGQA
    top_k: int = 8

    def answer(self, examples: Sequence[AskExample]) -> list[Result]:
        """As :meth:`Answers.answer`."""
        return self.qa.batch(_questions(examples), top_k=self.top_k, min_score=0.0)


@dataclass(frozen=True, slots=True)
class Given:
    """kgqa with the gold entities of each question, as far as the graph has them; one whose entities the data
    set does not name is linked as ever."""

    qa: KGQA
    top_k: int = 8

    def answer(self, examples: Sequence[AskExample]) -> list[Result]:
        """As :meth:`Answers.answer`."""
        names = {example.id: example.entities for example in examples}
        qa = self.qa.with_stages(linker=GivenLinker(names, self.qa.graph, self.qa.linker))
        return qa.batch(_questions(examples), top_k=self.top_k, min_score=0.0)


@dataclass(frozen=True, slots=True)
class Baseline:
    """A system that is asked questions alone."""

    system: System

    def answer(self, examples: Sequence[AskExample]) -> list[Result]:
        """As :meth:`Answers.answer`."""
        return self.system.answer(_questions(examples))


@dataclass(frozen=True, slots=True)
class GivenLinker:
    """Links what is given by question id; ``linker`` those that nothing is given for. A
    :class:`kgqa.stages.Linker`."""

    names: Mapping[str, Sequence[str]]
    graph: Graph
    linker: Linker

    def link(self, questions: Sequence[Question]) -> list[tuple[Link, ...]]:
        """The given entities of each question; one that the graph lacks is left out."""
        open_ones = [question for question in questions if not self.names.get(question.id)]
        linked = dict(zip((question.id for question in open_ones), self.linker.link(open_ones), strict=True))
        return [linked[q.id] if q.id in linked else self._one(q) for q in questions]

    def _one(self, question: Question) -> tuple[Link, ...]:
        links: list[Link] = []
        for name in self.names[question.id]:
            try:
                links += given_links(question, [name], self.graph, self.linker)
            except InputError:
                continue  # the judge says that the knowledge base lacks it
        return tuple({link.entity.id: link for link in links}.values())


def _questions(examples: Sequence[AskExample]) -> list[Question]:
    return [Question(example.id, example.question) for example in examples]
