"""One result against what is right: the strict figures of a question, and where a wrong one was lost."""

from __future__ import annotations

from math import inf

from kgqa.data.example import AskExample
from kgqa.data.metrics.answers import exact_match, token_f1
from kgqa.data.metrics.ranking import recall_at, reciprocal_rank
from kgqa.data.metrics.sets import answer_set_f1, entity_key, hits_at_1, set_exact
from kgqa.kg.graph import Graph
from kgqa.pipelines.evaluation.benchmarks import WordScore
from kgqa.pipelines.evaluation.evidence import chain_key, holds, passage_ranking, paths_of, triple_key
from kgqa.pipelines.evaluation.judged import Judged
from kgqa.pipelines.evaluation.known import Known
from kgqa.pipelines.evaluation.summary import Miss, Piece
from kgqa.types import Answer, Question, Result

NOTHING = Answer("", -inf, "span", values=())
"""No answer at all: less sure than any, whatever its score, and never right where there is one to give."""

PASSAGE_RANKS = (1, 2, 5, 8)
PATH_RANKS = (1, 5)
PIECES, WORDS = 8, 240
"""Pieces of evidence and characters of each that a trace keeps."""


class Judge:
    """Judges results over one knowledge base.

    ``as_set``: the gold answers are a set to be found whole, compared as names, strictly; else wordings of one
    answer, compared as SQuAD's script does, with ``f1`` for the share of words. ``min_score``: an answer below it
    is not said. ``trace``: whether the results say how they came about, so that retrieval can be judged and what is
    lost attributed to a stage.
    """

    def __init__(
        self,
        graph: Graph,
        known: Known,
        *,
        as_set: bool,
        min_score: float,
        linking: bool,
        trace: bool = True,
        f1: WordScore = token_f1,
    ) -> None:
        self.graph = graph
        self.known = known
        self.as_set = as_set
        self.min_score = min_score
        self.linking = linking
        self.trace = trace
        self.f1 = f1

    def __call__(self, example: AskExample, result: Result, seconds: float) -> Judged:
        """``result`` is to hold the best answer whatever its score."""
        best = result.answers[0] if result.answers else NOTHING
        said = bool(result.answers) and best.score >= self.min_score
        spoken = best if said else NOTHING
        exact, f1, hits = self._answer(example, spoken)
        forced, forced_f1, _ = self._answer(example, best)
        if not example.answerable:
            exact = f1 = float(not said)
            forced, forced_f1, hits = 0.0, 0.0, exact
        metrics = {
            "exact_match": exact,
            "f1": f1,
            "answered": float(said),
            "forced_exact_match": forced,
            "forced_f1": forced_f1,
            **({"hits_at_1": hits} if self.as_set else {}),
            **self._linking(example, result),
            **(_retrieval(example, result) if self.trace else {}),
        }
        lost = "" if exact == 1.0 else self._lost(example, result, bool(said), forced == 1.0)
        return Judged(
            example.id,
            example.kind,
            example.hops,
            _values(spoken),
            best.score,
            said,
            exact == 1.0,
            forced == 1.0,
            {name: round(value, 6) for name, value in metrics.items()},
            passages=tuple(passage_ranking(result.evidence, example.gold_passages))[: PASSAGE_RANKS[-1]],
            lost=lost,
            seconds=round(seconds, 6),
            miss=self._miss(example, result, lost) if lost else None,
        )

    def _answer(self, example: AskExample, answer: Answer) -> tuple[float, float, float]:
        """Exact match, F1 and hits at 1 of one answer; of a set the first value is the one that is looked at.

        Nothing is not right, though a gold answer may have no words either ("The The", without articles).
        """
        if answer is NOTHING:
            return 0.0, 0.0, 0.0
        if self.as_set:
            values = _values(answer)
            return (
                set_exact(values, example.answers),
                answer_set_f1(values, example.answers),
                hits_at_1(values, example.answers),
            )
        exact = exact_match(answer.text, example.answers)
        return exact, self.f1(answer.text, example.answers), exact

    def _linking(self, example: AskExample, result: Result) -> dict[str, float]:
        if not (example.entities and self.linking):
            return {}
        golds = {entity_key(name) for name in example.entities}
        ids = [{entity_key(link.entity.id), entity_key(link.entity.label)} for link in result.links]
        hit = sum(1 for names in ids if names & golds)
        return {
            "linked_recall": sum(1 for gold in golds if any(gold in names for names in ids)) / len(golds),
            "linked_precision": hit / len(ids) if ids else 0.0,
        }

    def _lost(self, example: AskExample, result: Result, said: bool, forced: bool) -> str:
        """Link, retrieve, read, abstain (the best answer was right, and too unsure), unanswerable, missing."""
        if not example.answerable:
            return "unanswerable"
        if forced and not said:
            return "abstain"
        if not self.trace:
            return "read"
        plain = [gold for gold in example.answers if gold.lower() not in ("yes", "no")]
        lacks = [gold not in self.known for gold in plain]
        if plain and (any(lacks) if self.as_set else all(lacks)):
            return "missing"
        linked = self._linking(example, result)
        if linked and linked["linked_recall"] == 0:
            return "link"
        if plain and not any(holds(e, plain, self.graph, whole=self.as_set) for e in result.evidence):
            return "retrieve"
        return "read"

    def _miss(self, example: AskExample, result: Result, lost: str) -> Miss:
        golds = example.answers
        entities = {entity_key(name) for name in example.entities}
        return Miss(
            example.id,
            example.question,
            golds,
            example.kind,
            lost,
            tuple(
                Piece(
                    f"{link.mention.text} = {link.entity.label}",
                    link.score,
                    link.entity.id,
                    bool({entity_key(link.entity.id), entity_key(link.entity.label)} & entities),
                )
                for link in result.links
            ),
            tuple(
                Piece(shortened(e.text), e.score, e.source, holds(e, golds, self.graph, whole=False))
                for e in result.evidence[:PIECES]
            ),
            tuple(
                Piece(shortened(a.text), a.score, a.kind, self._answer(example, a)[0] == 1.0)
                for a in result.answers[:3]
            ),
            result.abstained,
        )


def failed(example: AskExample, error: str, *, as_set: bool, linking: bool = False, trace: bool = True) -> Judged:
    """The judgement of a question whose asking raised ``error``: wrong, and never dropped.

    ``as_set``, ``linking``, ``trace``: as of :class:`Judge`. What was to be linked and found was not, either.
    """
    miss = Miss(example.id, example.question, example.answers, example.kind, "error", (), (), (), "", error)
    names = ["exact_match", "f1", "answered", "forced_exact_match", "forced_f1", *(["hits_at_1"] if as_set else [])]
    if linking and example.entities:
        names += ["linked_recall", "linked_precision"]
    if trace:
        names += _retrieval(example, Result(Question(example.id, example.question)))
    zero = dict.fromkeys(names, 0.0)
    return Judged(
        example.id, example.kind, example.hops, score=-inf, metrics=zero, lost="error", error=error, miss=miss
    )


def _retrieval(example: AskExample, result: Result) -> dict[str, float]:
    figures: dict[str, float] = {}
    if example.gold_passages:
        ranked = passage_ranking(result.evidence, example.gold_passages)
        for k in PASSAGE_RANKS:
            figures[f"recall_passages_at_{k}"] = recall_at(ranked, example.gold_passages, k)
        figures["mrr_passages"] = reciprocal_rank(ranked, example.gold_passages)
    paths = paths_of(result.evidence)
    if example.gold_triples:
        found = {triple_key(triple) for path in paths for triple in path.triples}
        golds = {triple_key(triple) for triple in example.gold_triples}
        figures["recall_facts"] = len(found & golds) / len(golds)
    if example.gold_relations:
        chain = ["\t".join(example.gold_relations)]
        ranked = [chain_key(path) for path in paths]
        for k in PATH_RANKS:
            figures[f"recall_paths_at_{k}"] = recall_at(ranked, chain, k)
        figures["mrr_paths"] = reciprocal_rank(ranked, chain)
    return figures


def _values(answer: Answer) -> tuple[str, ...]:
    return answer.values or ((answer.text,) if answer.text else ())


def shortened(text: str) -> str:
    """A text as a trace keeps it: cut off after :data:`WORDS` characters."""
    return text if len(text) <= WORDS else text[: WORDS - 1] + "…"
