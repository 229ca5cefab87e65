"""A look at questions: what they name, what is found for it, and what is read there."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kgqa import stages
from kgqa.kg.graph import Graph
from kgqa.linker.given import given_links
from kgqa.pipelines.asked import with_names
from kgqa.reader.decisive import with_decisive, with_described
from kgqa.reader.paths.also_named import with_each_name
from kgqa.reader.second_look import SecondLook
from kgqa.reader.typed.gather import asked_of, gathered
from kgqa.reader.typed.permitted import Permitted
from kgqa.retriever.qualified import QualifiedFacts
from kgqa.stages import Filters
from kgqa.types import Answer, Evidence, Link, Question


@dataclass(frozen=True, slots=True)
class Looking:
    """The stages of a pipeline (:class:`kgqa.pipelines.ask.KGQA`), one after the other."""

    graph: Graph
    linker: stages.Linker
    retriever: stages.Retriever
    reader: stages.Reader
    second: SecondLook | None
    qualified: QualifiedFacts | None
    top_k: int
    filters: Filters | None
    permitted: Permitted
    """What the filters leave, where an operation looks at the whole graph."""

    def look(
        self, questions: list[Question], entities: Sequence[str] | None, clock: list[float]
    ) -> tuple[list[Question], list[tuple[Link, ...]], list[tuple[Evidence, ...]], list[tuple[Answer, ...]]]:
        """The questions as they are read, their links, evidence and answers; ``clock`` hears when each stage ended."""
        if entities is None:
            links = self.linker.link(questions)
        else:
            links = [given_links(question, entities, self.graph, self.linker) for question in questions]
        clock.append(time.perf_counter())
        named = [with_names(question, own) for question, own in zip(questions, links, strict=True)]
        found, named = self._evidence(named, links)
        evidence, named = self._qualified(found, named)
        clock.append(time.perf_counter())
        read = self.reader.read(named, evidence)
        answers = [
            self.permitted.answers(question.text, own, pieces)
            for question, own, pieces in zip(named, read, evidence, strict=True)
        ]
        # The walk of a path that was led to some of its ends leads to all of them: it derives no such answer.
        answers = [
            own if all(one in before for one in pieces) else tuple(replace(answer, derivation=None) for answer in own)
            for own, pieces, before in zip(answers, evidence, found, strict=True)
        ]
        evidence, answers = self._again(named, links, evidence, answers)
        clock.append(time.perf_counter())
        return named, links, evidence, answers

    def _qualified(
        self, evidence: list[tuple[Evidence, ...]], questions: list[Question]
    ) -> tuple[list[tuple[Evidence, ...]], list[Question]]:
        """The evidence with those facts alone that are so qualified as the question says, and the question without the
        time that this has settled."""
        if self.qualified is None:
            return evidence, questions
        found = [self.qualified.meant(*own) for own in zip(questions, evidence, strict=True)]
        return [tuple(pieces) for _, pieces in found], [question for question, _ in found]

    def _again(
        self,
        questions: Sequence[Question],
        links: Sequence[tuple[Link, ...]],
        evidence: list[tuple[Evidence, ...]],
        answers: list[tuple[Answer, ...]],
    ) -> tuple[list[tuple[Evidence, ...]], list[tuple[Answer, ...]]]:
        """Evidence and answers after a second look, where there is one."""
        if self.second is None:
            return evidence, answers
        looked = [self.second.look(*own, self.filters) for own in zip(questions, links, evidence, answers, strict=True)]
        return [found.evidence for found in looked], [found.answers for found in looked]

    def _evidence(
        self, questions: list[Question], links: list[tuple[Link, ...]]
    ) -> tuple[list[tuple[Evidence, ...]], list[Question]]:
        """Evidence of each question, and the question as it is read: one with an operation has a set or more that
        are asked for by themselves, so that "the longest of" does not hide what it is of."""
        asked = [asked_of(question, own, self.graph) for question, own in zip(questions, links, strict=True)]
        parts = [part for one in asked if one is not None for part in one.parts]
        found = self.retriever.retrieve(
            [*questions, *(question for question, _ in parts)],
            [*links, *(own for _, own in parts)],
            top_k=self.top_k,
            filters=self.filters,
        )
        found = [self.permitted.evidence(pieces) for pieces in found]
        own, extra = found[: len(questions)], iter(found[len(questions) :])
        relations = self.permitted.relations
        evidence, read = [], []
        for question, pieces, named, one in zip(questions, own, links, asked, strict=True):
            more = [next(extra) for _ in one.parts] if one is not None else []
            if one is None:
                looked = with_decisive(question.text, pieces, self.graph, relations)
            else:
                together = gathered(one, pieces, more, self.graph, relations)
                looked = with_described(question.text, together, self.graph, relations)
            looked = self.permitted.evidence(looked)
            # It limits what others lead to, and is no answer: of a type it need not be.
            is_limited = one is None and relations is None
            evidence.append(self._said(with_each_name(looked, named, self.graph)) if is_limited else looked)
            read.append(question if one is None else one.question)
        return evidence, read

    def _said(self, evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        """The evidence that the documents that may be read say, of whatever type."""
        return replace(self.permitted, types=None).evidence(evidence)
