"""The job ``ask``: question, links, evidence, answers, result."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kgqa import stages
from kgqa.errors import InputError
from kgqa.kg.graph import Graph
from kgqa.kg.passages import PassageTable
from kgqa.linker.given import given_links
from kgqa.pipelines.asked import as_plain, check_options, checked_question, placed, with_names
from kgqa.pipelines.citing import Citations
from kgqa.pipelines.encoding import Encoder
from kgqa.pipelines.loading import load_stages
from kgqa.pipelines.resulting import of_types, result_of
from kgqa.pipelines.settling import settle
from kgqa.reader.checkpoint import DEFAULT_READER
from kgqa.reader.decisive import with_decisive, with_described
from kgqa.reader.paths.also_named import with_each_name
from kgqa.reader.polar.judging import PolarReader
from kgqa.reader.second_look import SecondLook
from kgqa.reader.typed.compare import undecided
from kgqa.reader.typed.decide import left_open
from kgqa.reader.typed.gather import asked_of, gathered
from kgqa.retriever.path_examples import MAX_HOPS
from kgqa.retriever.path_scorer import PathScorer
from kgqa.retriever.qualified import QualifiedFacts
from kgqa.stages import Filters
from kgqa.types import Answer, Evidence, Link, Question, Result

if TYPE_CHECKING:
    import neo4j

    from kgqa.kg.stores import Neo4jLayout
    from kgqa.pipelines.connecting import Refresh


MIN_SCORE = 0.3
"""Least score of an answer that is said, where neither ``min_score`` nor the reader says otherwise."""

TOP_K = 8
BATCH = 16
"""Questions that go through the stages together."""


@dataclass(frozen=True, slots=True)
class KGQA:
    """Answers questions over one knowledge base. Each stage can be another object with the same verb.

    >>> qa = KGQA.load("movies.kb")                                     # doctest: +SKIP
    >>> qa("who directed Heat?").answer                                 # doctest: +SKIP
    'Michael Mann'
    """

    graph: Graph
    """What questions are asked of: that of the folder without its statements (``kgqa.kg.statements``), whose qualifiers
    the retriever finds."""
    passages: PassageTable
    linker: stages.Linker
    retriever: stages.Retriever
    reader: stages.Reader
    second: SecondLook | None = None
    """Reads what a first look leaves open out of text after text; None where there is to be no second look."""
    polar: PolarReader | None = None
    """Judges by texts what is asked for yes or no and left open by facts; None where it is to be left open."""
    citations: Citations | None = None
    """Where documents say the facts of the graph; None where none of them came out of documents."""
    qualified: QualifiedFacts | None = None
    """Which facts hold at the time that a question names, by their qualifiers; None for a graph without any."""
    notes: tuple[str, ...] = ()
    """What :meth:`connect` has to say of the database: how many qualifiers were read, how many left out."""

    @classmethod
    def load(
        cls,
        path: str | Path,
        *,
        reader: str | Path = DEFAULT_READER,
        device: str = "auto",
        precision: str = "auto",
        hops: int = MAX_HOPS,
        encoder: Encoder | None = None,
        paths: str | Path | PathScorer | None = None,
        second_look: bool = True,
        rerank: bool | str | Path = False,
    ) -> KGQA:
        """Opens a knowledge base and loads its models.

        ``reader``: a shipped reader's name, a checkpoint folder, or an ``.onnx`` file made by ``kgqa export``.
        ``hops``: longest relation path. ``paths``: what ranks them, a shipped path scorer's name, a folder made by
        ``kgqa adapt`` or ``kgqa train paths``, or one that is loaded already; where it is left out, the one that
        ``kgqa adapt`` put into the knowledge base, else the shipped one. ``device``: "auto", "cpu", "cuda".
        ``precision``: the reader's, "fp32", "bf16", "int8" or what the processor does best ("auto");
        ``qa.reader.precision`` says which it is. ``second_look``: whether what the graph and single passages leave
        open is read out of text after text, fact by fact (``kgqa.reader.slots``), or out of two at a time
        (``kgqa.reader.linked``), and what is asked for yes or no judged by sentences (``kgqa.reader.polar``).
        ``encoder``: the one that the folder was built with, by name or folder, where it is not found where the folder
        records it. ``rerank``: whether the passages found are read anew and ordered, or by which re-ranker, a shipped
        one's name or a folder.
        Raises StoreError where the folder is not sound, ModelError where a model is missing or is not the one the
        folder was built with.
        """
        return cls(
            *load_stages(
                path,
                reader=reader,
                device=device,
                precision=precision,
                hops=hops,
                encoder=encoder,
                paths=paths,
                second_look=second_look,
                rerank=rerank,
            )
        )

    @classmethod
    def connect(
        cls,
        address: str | neo4j.Driver,
        index: str | Path,
        *,
        auth: tuple[str, str] | None = None,
        database: str | None = None,
        layout: Neo4jLayout | None = None,
        passages: Sequence[str | Path] = (),
        refresh: Refresh = "changed",
        reader: str | Path = DEFAULT_READER,
        device: str = "auto",
        precision: str = "auto",
        hops: int = MAX_HOPS,
        encoder: Encoder | None = None,
        paths: str | Path | PathScorer | None = None,
        second_look: bool = True,
        rerank: bool | str | Path = False,
    ) -> KGQA:
        """Answers questions over a Neo4j database, which is read only.

        ``address`` is a bolt:// or neo4j:// address, or a driver of the caller's, which stays open. Answers come
        from a snapshot in the folder ``index``, made here: what the database says when this is called, not what it
        says later. ``refresh``: "changed" reads the database only where it may have changed, "always" builds anew,
        "never" takes the index that is there. ``layout`` says where ids, names and relations stand
        (``kgqa.kg.stores.Neo4jLayout``), and whether properties of relationships are qualifiers: ``notes`` of what is
        returned say how many were read, and a warning says how many were left out. ``passages`` are files of texts
        beside the facts; ``encoder`` makes the vectors of the index, which is built anew where another one made them:
        left out, it is that of the index that
        is there, else kgqa's own; the rest is :meth:`load`'s. Raises StoreError where no database answers, InputError
        where it holds no fact or ``index`` is a knowledge base of another origin, ModelError where a model is missing.
        """
        from kgqa.pipelines.connecting import connect

        return connect(
            address,
            index,
            auth=auth,
            database=database,
            layout=layout,
            passages=passages,
            refresh=refresh,
            reader=reader,
            device=device,
            precision=precision,
            hops=hops,
            encoder=encoder,
            paths=paths,
            second_look=second_look,
            rerank=rerank,
        )

    def with_stages(
        self,
        *,
        linker: stages.Linker | None = None,
        retriever: stages.Retriever | None = None,
        reader: stages.Reader | None = None,
    ) -> KGQA:
        """The same with other stages. A second look and the judge of yes or no belong to reader and retriever, and
        go with them."""
        return replace(
            self,
            linker=linker or self.linker,
            retriever=retriever or self.retriever,
            reader=reader or self.reader,
            second=self.second if retriever is None and reader is None else None,
            polar=self.polar if retriever is None and reader is None else None,
        )

    def __call__(
        self,
        question: str | Question,
        *,
        top_k: int = TOP_K,
        min_score: float | None = None,
        filters: Filters | None = None,
        entities: Sequence[str] | None = None,
    ) -> Result:
        """The result of one question, with its whole trace.

        ``top_k``: passages read (and twice as many paths). ``min_score``: least score of an answer that is
        said, in place of the one that the reader's checkpoint holds. ``filters``: see
        :class:`kgqa.stages.Filters`. ``entities``: ids or labels of what the question is about, instead of
        linking. Raises InputError where one of them breaks its rule.
        """
        return self.batch([question], top_k=top_k, min_score=min_score, filters=filters, entities=entities)[0]

    def batch(
        self,
        questions: Sequence[str | Question],
        *,
        top_k: int = TOP_K,
        min_score: float | None = None,
        filters: Filters | None = None,
        entities: Sequence[str] | None = None,
    ) -> list[Result]:
        """The results of many questions, each as asked alone (but for a plain text's id, its number)."""
        if isinstance(questions, str):
            raise InputError("batch takes a list of questions; for one, call the object itself")
        checked = [checked_question(question, i) for i, question in enumerate(questions)]
        least = float(getattr(self.reader, "min_score", MIN_SCORE)) if min_score is None else min_score
        check_options(top_k, least, filters, entities)
        results: list[Result] = []
        for start in range(0, len(checked), BATCH):
            part = checked[start : start + BATCH]
            results += self._answer(part, top_k, least, filters, entities)
        return results

    def stream(self, questions: Sequence[str | Question], **options: object) -> Iterator[Result]:
        """As :meth:`batch`, giving each group of results as soon as it is there."""
        checked = [checked_question(question, i) for i, question in enumerate(questions)]
        for start in range(0, len(checked), BATCH):
            yield from self.batch(checked[start : start + BATCH], **options)  # type: ignore[arg-type]  # batch checks them by name and type

    def _answer(
        self,
        questions: list[Question],
        top_k: int,
        min_score: float,
        filters: Filters | None,
        entities: Sequence[str] | None,
    ) -> list[Result]:
        clock = [time.perf_counter()]
        plain = [as_plain(question) for question in questions]
        named, links, pieces, read = self._looked(plain, top_k, filters, entities, clock)
        evidence, answers = settle(
            plain,
            (pieces, read),
            float(getattr(self.reader, "min_score", MIN_SCORE)),
            lambda asked: self._looked(asked, top_k, filters, entities, [])[2:],
            None if self.polar is None else self.polar.judge,
        )
        clock[-1] = time.perf_counter()
        if filters and "type" in filters:
            answers = [tuple(of_types(answer, filters["type"]) for answer in own) for own in answers]
        links = [
            own if one is asked else placed(own, asked.text)
            for own, one, asked in zip(links, plain, questions, strict=True)
        ]
        seconds = [(b - a) / len(questions) for a, b in itertools.pairwise(clock)]
        timings = tuple(zip(("link", "retrieve", "read"), seconds, strict=True))
        results = []
        for asked, trace in zip(named, zip(questions, links, evidence, answers, strict=True), strict=True):
            is_said = any(answer.score >= min_score for answer in trace[3])
            open_ = "" if is_said else self._open(asked.text, trace[2])
            results.append(result_of(*trace, min_score, timings, open_, partial(self._by_itself, asked, trace[2])))
        return results if self.citations is None else [self.citations.cited(result) for result in results]

    def _looked(
        self,
        questions: list[Question],
        top_k: int,
        filters: Filters | None,
        entities: Sequence[str] | None,
        clock: list[float],
    ) -> tuple[list[Question], list[tuple[Link, ...]], list[tuple[Evidence, ...]], list[tuple[Answer, ...]]]:
        """The questions as they are read, their links, evidence and answers; ``clock`` hears when each stage ended."""
        if entities is None:
            links = self.linker.link(questions)
        else:
            links = [given_links(question, entities, self.graph, self.linker) for question in questions]
        clock.append(time.perf_counter())
        named = [with_names(question, own) for question, own in zip(questions, links, strict=True)]
        found, named = self._evidence(named, links, top_k, filters)
        evidence, named = self._qualified(found, named)
        clock.append(time.perf_counter())
        answers = self.reader.read(named, evidence)
        # The walk of a path that was led to some of its ends leads to all of them: it derives no such answer.
        answers = [
            own if all(one in before for one in pieces) else tuple(replace(answer, derivation=None) for answer in own)
            for own, pieces, before in zip(answers, evidence, found, strict=True)
        ]
        evidence, answers = self._again(named, links, evidence, answers, filters)
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
        filters: Filters | None,
    ) -> tuple[list[tuple[Evidence, ...]], list[tuple[Answer, ...]]]:
        """Evidence and answers after a second look, where there is one."""
        if self.second is None:
            return evidence, answers
        looked = [self.second.look(*own, filters) for own in zip(questions, links, evidence, answers, strict=True)]
        return [found.evidence for found in looked], [found.answers for found in looked]

    def _by_itself(self, question: Question, evidence: Sequence[Evidence], answer: Answer) -> float:
        """How sure the reader is of an answer without facts; 1 where it can't tell, as one of your own."""
        by_itself = getattr(self.reader, "by_itself", None)
        return 1.0 if by_itself is None else float(by_itself(question, evidence, answer))

    def _open(self, question: str, evidence: Sequence[Evidence]) -> str:
        """Why facts leave an operation open; "" for a question without one."""
        return undecided(question, evidence, self.graph) or left_open(question, evidence, self.graph)

    def _evidence(
        self, questions: list[Question], links: list[tuple[Link, ...]], top_k: int, filters: Filters | None
    ) -> tuple[list[tuple[Evidence, ...]], list[Question]]:
        """Evidence of each question, and the question as it is read: one with an operation has a set or more that
        are asked for by themselves, so that "the longest of" does not hide what it is of."""
        asked = [asked_of(question, own, self.graph) for question, own in zip(questions, links, strict=True)]
        parts = [part for one in asked if one is not None for part in one.parts]
        found = self.retriever.retrieve(
            [*questions, *(question for question, _ in parts)],
            [*links, *(own for _, own in parts)],
            top_k=top_k,
            filters=filters,
        )
        own, extra = found[: len(questions)], iter(found[len(questions) :])
        evidence, read = [], []
        for question, pieces, named, one in zip(questions, own, links, asked, strict=True):
            more = [next(extra) for _ in one.parts] if one is not None else []
            if one is None:
                relations = None if filters is None else filters.get("relation")
                decisive = with_decisive(question.text, pieces, self.graph, relations)
                evidence.append(with_each_name(decisive, named, self.graph) if relations is None else decisive)
            else:
                evidence.append(with_described(question.text, gathered(one, pieces, more, self.graph), self.graph))
            read.append(question if one is None else one.question)
        return evidence, read
