"""The baselines by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kgqa.data.example import AskExample
from kgqa.pipelines.ask import KGQA
from kgqa.pipelines.evaluation.baselines.bm25 import BM25Retriever
from kgqa.pipelines.evaluation.baselines.dense import DenseRetriever, FusedRetriever
from kgqa.pipelines.evaluation.baselines.graph_only import GraphOnly
from kgqa.pipelines.evaluation.baselines.strings import Strings
from kgqa.pipelines.evaluation.baselines.system import NoLinks, Pipeline, System, hybrid, need_facts, need_passages
from kgqa.pipelines.evaluation.baselines.templates import Templates
from kgqa.pipelines.evaluation.baselines.titles import TitleRetriever
from kgqa.stages import Retriever

Make = Callable[[KGQA, Sequence[AskExample]], System]
"""A system over the knowledge base of a pipeline, from training questions, which may be none. Raises InputError
where the knowledge base or the questions lack what it needs, or an optional package is missing."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """``title``: what it is, in a few words. ``needs``: "passages", "facts", or "facts and training questions"."""

    name: str
    title: str
    needs: str
    make: Make


def _reading(name: str, retriever: Callable[[KGQA], Retriever]) -> Make:
    """Passages of a retriever, read by the pipeline's own reader."""

    def make(qa: KGQA, training: Sequence[AskExample]) -> System:
        need_passages(qa, name)
        return Pipeline(name, qa.with_stages(linker=NoLinks(), retriever=retriever(qa)))

    return make


def _walking(name: str, system: Callable[[KGQA, Sequence[AskExample]], System]) -> Make:
    """Ends of a path in the graph, without a reader."""

    def make(qa: KGQA, training: Sequence[AskExample]) -> System:
        need_facts(qa, name)
        return system(qa, training)

    return make


def _dense(name: str, qa: KGQA) -> DenseRetriever:
    return DenseRetriever(hybrid(qa, name))


BASELINES: dict[str, Baseline] = {
    baseline.name: baseline
    for baseline in (
        Baseline(
            "bm25",
            "passages by BM25, then the reader",
            "passages",
            _reading("bm25", lambda qa: BM25Retriever(qa.passages)),
        ),
        Baseline(
            "dense",
            "passages by their vectors alone, then the reader",
            "passages",
            _reading("dense", lambda qa: _dense("dense", qa)),
        ),
        Baseline(
            "fusion",
            "BM25 and vectors by reciprocal rank fusion, then the reader",
            "passages",
            _reading("fusion", lambda qa: FusedRetriever(BM25Retriever(qa.passages), _dense("fusion", qa))),
        ),
        Baseline(
            "titles",
            "passages named in the question and in those passages, without a model, then the reader",
            "passages",
            _reading("titles", lambda qa: TitleRetriever(qa.passages)),
        ),
        Baseline(
            "graph",
            "the path that sounds most like the question, without a reader",
            "facts",
            _walking("graph", lambda qa, _: GraphOnly(qa, hybrid(qa, "graph"))),
        ),
        Baseline(
            "templates",
            "the chain of the question's template in the training questions",
            "facts and training questions",
            _walking("templates", Templates),
        ),
        Baseline(
            "strings",
            "the longest label in the question and the relation whose words it shares, without a model",
            "facts",
            _walking("strings", lambda qa, _: Strings(qa)),
        ),
    )
}
