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
from kgqa.kg.graph import Graph
from kgqa.kg.passages import PassageTable
from kgqa.pipelines.asked import as_plain, check_options, checked_questions, placed
from kgqa.pipelines.citing import Citations
from kgqa.pipelines.encoding import Encoder
from kgqa.pipelines.loading import load_stages
from kgqa.pipelines.looking import Looking
from kgqa.pipelines.resulting import of_types, result_of
from kgqa.pipelines.settling import settle
from kgqa.reader.checkpoint import DEFAULT_READER
from kgqa.reader.polar.judging import PolarReader
from kgqa.reader.second_look import SecondLook
from kgqa.reader.typed.compare import undecided
from kgqa.reader.typed.decide import left_open
from kgqa.reader.typed.permitted import Permitted
from kgqa.retriever.filter_values import known_values
from kgqa.retriever.path_examples import MAX_HOPS
from kgqa.retriever.path_scorer import PathScorer
from kgqa.retriever.qualified import QualifiedFacts
from kgqa.stages import Filters
from kgqa.types import Answer, Evidence, Question, Result

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
        ``hops``: longest relation path; values that an operation compares ("the longest of his films") are looked up
        beyond it. ``paths``: what ranks them, a shipped path scorer's name, a folder made by
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
        checked, least = self._checked(questions, "batch", top_k, min_score, filters, entities)
        results: list[Result] = []
        for start in range(0, len(checked), BATCH):
            part = checked[start : start + BATCH]
            results += self._answer(part, top_k, least, filters, entities)
        return results

    def stream(
        self,
        questions: Sequence[str | Question],
        *,
        top_k: int = TOP_K,
        min_score: float | None = None,
        filters: Filters | None = None,
        entities: Sequence[str] | None = None,
    ) -> Iterator[Result]:
        """As :meth:`batch`, giving each group of results as soon as it is there. All questions and options are checked
        when this is called, not when the first result is taken."""
        checked, least = self._checked(questions, "stream", top_k, min_score, filters, entities)
        parts = (checked[start : start + BATCH] for start in range(0, len(checked), BATCH))
        return (result for part in parts for result in self._answer(part, top_k, least, filters, entities))

    def _checked(
        self,
        questions: Sequence[str | Question],
        verb: str,
        top_k: int,
        min_score: float | None,
        filters: Filters | None,
        entities: Sequence[str] | None,
    ) -> tuple[list[Question], float]:
        """The questions that ``verb`` takes, and the least score of an answer that is said."""
        checked = checked_questions(questions, verb)
        least = float(getattr(self.reader, "min_score", MIN_SCORE)) if min_score is None else min_score
        check_options(top_k, least, filters, entities)
        return checked, least

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
        filters = None if filters is None else known_values(filters, self.graph)
        rows = self._readable(filters)
        permitted = self._permitted(filters or {}, rows)
        looking = Looking(
            self.graph, self.linker, self.retriever, self.reader, self.second, self.qualified, top_k, filters, permitted
        )
        named, links, pieces, read = looking.look(plain, entities, clock)
        evidence, answers = settle(
            plain,
            (pieces, read),
            float(getattr(self.reader, "min_score", MIN_SCORE)),
            lambda asked: looking.look(asked, entities, [])[2:],
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
        return results if self.citations is None else [self.citations.cited(result, rows) for result in results]

    def _readable(self, filters: Filters | None) -> frozenset[int] | None:
        """Rows of the passages that may be read; None for all, and with a retriever of one's own that can't tell."""
        allowed = getattr(self.retriever, "allowed_passages", None)
        return None if not filters or allowed is None else allowed(filters)

    def _permitted(self, filters: Filters, rows: frozenset[int] | None) -> Permitted:
        """What the filters leave of the graph, where the passages in ``rows`` may be read."""
        found = Permitted(self.graph, filters.get("relation"), filters.get("type"))
        if rows is None or self.citations is None:
            return found
        docs = frozenset(self.passages.doc_ids[row] for row in rows)
        return replace(found, docs=docs, said=self.citations.said)

    def _by_itself(self, question: Question, evidence: Sequence[Evidence], answer: Answer) -> float:
        """How sure the reader is of an answer without facts; 1 where it can't tell, as one of your own."""
        by_itself = getattr(self.reader, "by_itself", None)
        return 1.0 if by_itself is None else float(by_itself(question, evidence, answer))

    def _open(self, question: str, evidence: Sequence[Evidence]) -> str:
        """Why facts leave an operation open; "" for a question without one."""
        return undecided(question, evidence, self.graph) or left_open(question, evidence, self.graph)
