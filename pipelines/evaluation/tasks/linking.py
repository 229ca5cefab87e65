"""Linking: every entity named in a text, against gold spans and ids."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kgqa.data.elevant import evaluation_spans
from kgqa.data.example import GoldLink, LinkingExample
from kgqa.data.metrics.linking import link_counts, mention_counts
from kgqa.errors import InputError
from kgqa.kg.folder import GRAPH, open_folder
from kgqa.kg.graph import Graph
from kgqa.linker import LinkIndex, TextLinker
from kgqa.pipelines.encoding import encoder_of
from kgqa.pipelines.evaluation.files import labels
from kgqa.pipelines.evaluation.judged import Judged
from kgqa.pipelines.evaluation.judging import shortened
from kgqa.pipelines.evaluation.summary import Miss, Piece
from kgqa.pipelines.evaluation.tasks.task import Job, Outcome, run_row
from kgqa.pipelines.writing import LINKER
from kgqa.types import Link

Span = tuple[int, int, str]


def run(job: Job) -> Outcome:
    """kgqa's linker for running text, over the knowledge base's names: without pronouns, then with them."""
    settings = job.settings
    if not settings.kb:
        raise InputError(f"{settings.benchmark} needs a knowledge base whose entities bear the gold ids (kb)")
    if settings.without or settings.baselines:
        raise InputError("a linking benchmark has no ablations and no baselines yet")
    folder = open_folder(settings.kb)
    graph, index = Graph.load(folder.arrays(GRAPH)), LinkIndex.load(folder.arrays(LINKER))
    encode = encoder_of(folder, settings.encoder or None, settings.device).encode_queries
    labelled = _labelled(job)
    rows = [
        run_row(job, system, "", _Linking(TextLinker(graph, index, encode=encode, pronouns=with_them), graph, labelled))
        for system, with_them in (("kgqa", False), ("kgqa with pronouns", True))
    ]
    return Outcome(tuple(rows))


@dataclass(frozen=True, slots=True)
class _Linking:
    linker: TextLinker
    graph: Graph
    labelled: Mapping[str, tuple[int, int]]

    def __call__(self, examples: list[LinkingExample]) -> list[Judged]:
        begin = time.perf_counter()
        try:
            found = self.linker.link([example.text for example in examples])
        except Exception as error:
            if len(examples) > 1:
                return [judged for example in examples for judged in self([example])]
            return [judge(examples[0], (), 0.0, f"{type(error).__name__}: {error}", self._known)]
        seconds = (time.perf_counter() - begin) / len(examples)
        return [
            judge(e, self._spans(e, links), seconds, "", self._known) for e, links in zip(examples, found, strict=True)
        ]

    def _known(self, entity: str) -> bool:
        return self.graph.row(entity) is not None

    def _spans(self, example: LinkingExample, links: tuple[Link, ...]) -> tuple[Span, ...]:
        found = ((link.mention.start, link.mention.end, link.entity.id) for link in links)
        return inside(found, self.labelled.get(example.id))


def _labelled(job: Job) -> dict[str, tuple[int, int]]:
    """Which part of each text is labelled, by the ids that the examples have."""
    files = job.settings.questions
    if len(files) == 1:
        return evaluation_spans(files[0])
    named = zip(labels(files), files, strict=True)
    return {f"{name}:{id}": span for name, file in named for id, span in evaluation_spans(file).items()}


def inside(found: Iterable[Span], labelled: tuple[int, int] | None) -> tuple[Span, ...]:
    """Those links that stand in the part of the text that is labelled: others can't be judged."""
    if labelled is None:
        return tuple(found)
    return tuple(span for span in found if labelled[0] <= span[0] and span[1] <= labelled[1])


def _spans_of(links: Iterable[GoldLink]) -> list[Span]:
    return [(link.mention.start, link.mention.end, link.entity) for link in links]


def _same(one: Span, other: Span) -> bool:
    return one == other


def _same_place(one: Span, other: Span) -> bool:
    return one[:2] == other[:2]


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] == other[2]


def _charged(
    found: Iterable[Span], golds: Sequence[Span], optional: Sequence[Span], match: Callable[[Span, Span], bool]
) -> list[Span]:
    """What was found less what matches an optional link alone, which counts neither way.

    >>> _charged([(0, 3, "Q1"), (7, 11, "Q2")], [(0, 3, "Q1")], [(0, 3, "Q1"), (7, 11, "Q2")], _same)
    [(0, 3, 'Q1')]
    """
    return [
        span
        for span in found
        if any(match(span, gold) for gold in golds) or not any(match(span, free) for free in optional)
    ]


def judge(
    example: LinkingExample, found: tuple[Span, ...], seconds: float, error: str, known: Callable[[str], bool]
) -> Judged:
    """One text's links against the gold ones. ``known``: whether the knowledge base has an entity.

    As in ELEVANT, a right link on an optional label counts neither way, and a wrong one is wrong, but not as a mention.
    Of quantities and dates those are right that have the label's entity: types of entities are not known here.
    """
    golds, optional = _spans_of(example.links), _spans_of(example.optional)
    charged = _charged(found, golds, optional, _same)
    counts = {
        "strong": link_counts(golds, charged),
        "weak": link_counts(golds, _charged(found, golds, optional, _overlap), matching="weak"),
        "mentions": mention_counts(golds, _charged(found, golds, optional, _same_place)),
        "strong_with_nil": link_counts(golds, charged, nil="required"),
    }
    right = counts["strong"].fp == counts["strong"].fn == 0 and not error
    there = {gold for gold in golds if gold[2] and known(gold[2])}
    metrics = {"text_right": float(right)}
    if there:
        metrics["known_recall"] = len(there & set(found)) / len(there)
    named = [gold for gold in golds if gold[2]]
    lost = ""
    if error:
        lost = "error"
    elif not right:
        lost = "missing" if named and not there else "link"
    miss = Miss(
        example.id,
        shortened(example.text),
        tuple(f"{link.mention.text} = {link.name or link.entity}" for link in example.links if link.entity),
        "",
        lost,
        tuple(
            Piece(f"{example.text[start:end]} = {entity}", 1.0, entity, (start, end, entity) in {*golds, *optional})
            for start, end, entity in found
        ),
        (),
        (),
        "",
        error,
    )
    return Judged(
        example.id,
        right=right,
        metrics=metrics,
        counts={name: (each.tp, each.fp, each.fn) for name, each in counts.items()},
        links=found,
        lost=lost,
        seconds=round(seconds, 6),
        error=error,
        miss=miss if lost else None,
    )
