"""Asking: questions to a knowledge base, in as many rows as there are systems."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from kgqa.data.example import AskExample
from kgqa.errors import InputError
from kgqa.kg.graph import Graph
from kgqa.pipelines.ask import KGQA
from kgqa.pipelines.encoding import encoder_named
from kgqa.pipelines.evaluation.baselines.registry import BASELINES, Make
from kgqa.pipelines.evaluation.baselines.system import Pipeline
from kgqa.pipelines.evaluation.baselines.without import without
from kgqa.pipelines.evaluation.benchmarks import Benchmark
from kgqa.pipelines.evaluation.judged import Judged
from kgqa.pipelines.evaluation.judging import Judge, failed
from kgqa.pipelines.evaluation.known import Known
from kgqa.pipelines.evaluation.own_graph import EachOverItsOwn, OwnGraphs
from kgqa.pipelines.evaluation.summary import Row
from kgqa.pipelines.evaluation.systems import Answers, Baseline, Given, Linked
from kgqa.pipelines.evaluation.tasks.task import Job, Outcome, run_row
from kgqa.reader.checkpoint import load_checkpoint
from kgqa.reader.training.trained_on import TrainedOn
from kgqa.retriever.path_scorer import DEFAULT_SCORER, PathScorer, load_scorer
from kgqa.retriever.reranking import reranker_named

LISTED = 10
"""Questions named in a warning."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A system to be made over a knowledge base. ``links``: whether it links entities and is judged by that."""

    name: str
    entities: str
    make: Callable[[KGQA], Answers]
    links: bool = True


def run(job: Job) -> Outcome:
    """Every row of the settings."""
    settings = job.settings
    hops = job.longest
    variants = list(_variants(job))
    base = _base(job, hops)
    # All before the first is asked: one that can't be made is to fail before the hours.
    systems = [base.system(variant) for variant in variants]
    rows = []
    for variant, system in zip(variants, systems, strict=True):
        judges = base.judges(job.benchmark, settings.min_score, variant.links)
        asking = _Asking(system, judges, job.benchmark.as_set, variant.links, together=isinstance(base, Common))
        rows.append(run_row(job, variant.name, variant.entities, asking))
    return Outcome(tuple(rows), tuple(_warnings(job, rows)))


def _variants(job: Job) -> Iterator[Variant]:
    settings, k = job.settings, job.settings.top_k
    named = any(example.entities for example in job.examples())
    if not settings.only_baselines:
        if settings.entities != "given" or not named:
            yield Variant("kgqa", "linked" if named else "", partial(Linked, top_k=k))
        if settings.entities != "linked" and named:
            yield Variant("kgqa", "given", partial(Given, top_k=k))
        for parts in (joined.split("+") for joined in settings.without):
            entities = "linked" if named and "linker" not in parts else ""
            name = f"kgqa without {'+'.join(parts)}"
            yield Variant(name, entities, partial(_ablated, parts=parts, top_k=k), "linker" not in parts)
    train = tuple(job.benchmark.read(Path(settings.train), None)) if settings.train else ()
    for name in settings.baselines:
        if name not in BASELINES:
            raise InputError(f"no baseline {name!r}; there are: {', '.join(BASELINES)}")
        baseline = BASELINES[name]
        links = baseline.needs != "passages"  # those only read
        yield Variant(name, "", partial(_baseline, make=baseline.make, train=train, top_k=k), links)


def _ablated(qa: KGQA, parts: Sequence[str], top_k: int) -> Answers:
    return Linked(without(qa, parts), top_k=top_k)


def _baseline(qa: KGQA, make: Make, train: Sequence[AskExample], top_k: int) -> Answers:
    system = make(qa, train)
    return Baseline(replace(system, top_k=top_k) if isinstance(system, Pipeline) else system)


def _base(job: Job, hops: int) -> Common | Own:
    settings = job.settings
    if settings.kb:
        return Common.open(
            KGQA.load(
                settings.kb,
                reader=settings.reader,
                device=settings.device,
                hops=hops,
                paths=settings.paths or None,
                encoder=settings.encoder or None,
                rerank=settings.rerank or False,
            )
        )
    if job.benchmark.own_graph and any(example.graph or example.passages for example in job.examples()):
        encoder = encoder_named(settings.encoder or None, settings.device)
        scorer = PathScorer(load_scorer(settings.paths or DEFAULT_SCORER), device=settings.device)
        reranker = reranker_named(settings.rerank or None, device=settings.device)
        return Own(OwnGraphs(load_checkpoint(settings.reader), encoder, scorer, hops, settings.device, reranker))
    if job.benchmark.own_graph:
        raise InputError(
            f"{', '.join(settings.questions)}: no question brings a graph or passages of its own: name a knowledge "
            "base (--kb)"
        )
    raise InputError(
        f"{settings.benchmark} is asked over a knowledge base: name one (--kb), made by "
        f"kgqa evaluate {settings.benchmark} --prepare --from FILES --out KB"
    )


JudgeOf = Callable[[AskExample], Judge]


def _judge(graph: Graph, known: Known, benchmark: Benchmark, min_score: float, links: bool) -> Judge:
    return Judge(graph, known, as_set=benchmark.as_set, min_score=min_score, linking=links, f1=benchmark.f1)


@dataclass(frozen=True, slots=True)
class Common:
    """One knowledge base for all questions."""

    qa: KGQA
    known: Known

    @classmethod
    def open(cls, qa: KGQA) -> Common:
        """Over a loaded knowledge base."""
        return cls(qa, Known(qa.graph, qa.passages))

    def system(self, variant: Variant) -> Answers:
        """The variant over it."""
        return variant.make(self.qa)

    def judges(self, benchmark: Benchmark, min_score: float, links: bool) -> JudgeOf:
        """One judge for every example."""
        judge = _judge(self.qa.graph, self.known, benchmark, min_score, links)
        return lambda example: judge


@dataclass(frozen=True, slots=True)
class Own:
    """A knowledge base for each question."""

    graphs: OwnGraphs

    def system(self, variant: Variant) -> Answers:
        """The variant, over each question's own."""
        return EachOverItsOwn(self.graphs, variant.make)

    def judges(self, benchmark: Benchmark, min_score: float, links: bool) -> JudgeOf:
        """The judge over an example's own graph."""

        def judge(example: AskExample) -> Judge:
            qa = self.graphs.knowledge(example)
            return _judge(qa.graph, Known(qa.graph, qa.passages), benchmark, min_score, links)

        return judge


@dataclass(frozen=True, slots=True)
class _Asking:
    """Asks together, and by halves where that raises: a bad question must not take the others with it.

    ``together``: whether the questions share a knowledge base; else each is asked and judged while its own is there.
    """

    system: Answers
    judge_of: JudgeOf
    as_set: bool
    links: bool
    together: bool

    def __call__(self, examples: list[AskExample]) -> list[Judged]:
        if len(examples) > 1 and not self.together:
            return [judged for example in examples for judged in self([example])]
        begin = time.perf_counter()
        try:
            results = self.system.answer(examples)
            seconds = (time.perf_counter() - begin) / len(examples)
            pairs = zip(examples, results, strict=True)
            return [self.judge_of(example)(example, result, seconds) for example, result in pairs]
        except Exception as error:
            if len(examples) > 1:
                half = len(examples) // 2
                return [*self(examples[:half]), *self(examples[half:])]
            why = f"{type(error).__name__}: {error}"
            return [failed(examples[0], why, as_set=self.as_set, linking=self.links)]


def _warnings(job: Job, rows: Sequence[Row]) -> Iterator[str]:
    row = rows[0]
    if job.settings.train:
        learnt = TrainedOn.of(example.question for example in job.benchmark.read(Path(job.settings.train), None))
        both = sum(example.question in learnt for example in job.examples())
        if both:
            yield (f"{both} of {row.n} questions stand, word for word, in {job.settings.train}, which baselines know")
    if job.settings.kb and any(example.passages for example in job.examples() if job.benchmark.own_graph):
        yield "some questions bring passages of their own, which were not used: the knowledge base was asked"
    missing: list[str] = []
    count = 0
    for judged in job.folder.judged(row.name):
        if judged.lost == "missing":
            count += 1
            if len(missing) < LISTED:
                missing.append(judged.id)
    if count:
        more = ", …" if count > LISTED else ""
        yield (
            f"the gold answers of {count} of {row.n} questions are not in the knowledge base, and count as wrong: "
            f"{', '.join(missing)}{more}"
        )
    for each in rows:
        if each.errors:
            yield f"{each.name}: {each.errors} of {each.n} questions raised an error, and count as wrong"
