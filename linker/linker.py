"""The entity linker: from a question to the entities of the graph that it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from kgqa.errors import InputError, StoreError
from kgqa.kg.graph import Graph
from kgqa.linker.coordination import joined
from kgqa.linker.disambiguate import Disambiguator, Encode, Fit
from kgqa.linker.index import LinkIndex
from kgqa.linker.no_names import is_no_name
from kgqa.linker.reading import Reading, read
from kgqa.linker.resolve import choose
from kgqa.linker.score import agreement, is_explained, salience, value
from kgqa.linker.spans import Candidate, find_candidates
from kgqa.types import Entity, Link, Mention, Question

NIL_THRESHOLD = 0.55
"""A mention that scores less is no link while the question has one that scores as much.

Chosen by ``benchmarks/linking.py --sweep`` on MetaQA's dev half: 7,900 questions with names as they are or
misspelt, 8,000 with made-up ones. It is the lowest value past the step where made-up names linked to
something fall from 0.63 % to 0.20 %; from 0.45 to 0.9 the right ones found fall from 98.75 % to 98.68 %.
"""

LAST_RESORT = 0.25
"""What a mention must score to be linked where none reaches NIL_THRESHOLD."""

RESORT_MARGIN = 0.05
"""How far below the best of the weak mentions another may be to be linked with it."""

HUB_SHARE, HUB_DEGREE = 0.01, 100
"""A hub has a degree of this share of all entities and of this number at least."""

MAX_RANKED = 16
"""Entities of one mention that are ranked by their surroundings, the best by quality, then by degree."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A mention over tokens [first, last) with its rows, best first, and their scores."""

    mention: Mention
    first: int
    last: int
    rows: tuple[int, ...]
    scores: tuple[float, ...]


class EntityLinker:
    """Links questions to a graph by an index of its names; see the module texts for each step.

    A :class:`kgqa.stages.Linker`. ``encode`` turns texts into unit vectors, ``fit`` tells how likely a question asks
    for what is around an entity; both are asked only where several entities share a name. For one question alone its
    results are those of a batch.
    """

    def __init__(
        self,
        graph: Graph,
        index: LinkIndex,
        *,
        encode: Encode | None = None,
        fit: Fit | None = None,
        nil_threshold: float = NIL_THRESHOLD,
    ) -> None:
        if not 0.0 <= nil_threshold <= 1.0:
            raise InputError(f"nil_threshold must be from 0 to 1, found {nil_threshold}")
        if index.n_entities != graph.n_entities:
            raise StoreError(
                f"the index must be of this graph of {graph.n_entities} entities, found one of {index.n_entities}"
            )
        self._nil_threshold = nil_threshold
        self._graph = graph
        self._index = index
        self._disambiguator = Disambiguator(graph, encode, fit=fit)
        self._hub = max(HUB_DEGREE, HUB_SHARE * graph.n_entities)

    @property
    def index(self) -> LinkIndex:
        """The index of the graph's names."""
        return self._index

    def link(self, questions: Sequence[Question]) -> list[tuple[Link, ...]]:
        """The links of each question in order of mention, one entity each; () where nothing is named."""
        return [self._link(question) for question in questions]

    def candidates(self, question: Question) -> list[tuple[Mention, list[tuple[Entity, float]]]]:
        """The mentions of a question, weak ones too, each with its entities and their scores in [0, 1],
        best first."""
        return [
            (
                found.mention,
                [(self._graph.entity(row), score) for row, score in zip(found.rows, found.scores, strict=True)],
            )
            for found in self._find(read(question.text, self._index))
        ]

    def _link(self, question: Question) -> tuple[Link, ...]:
        reading = read(question.text, self._index)
        found = self._find(reading)
        top = max((each.scores[0] for each in found), default=0.0)
        least = self._nil_threshold
        if top < least:
            least = max(LAST_RESORT, top - RESORT_MARGIN)
            meant = {n for each in found if each.scores[0] >= least for n in range(each.first, each.last)}
            if not is_explained(reading, meant):
                return ()
        scores = [each.scores[0] for each in found]
        linked = joined(reading.text, [each.mention for each in found], scores, [score >= least for score in scores])
        links = [
            Link(each.mention, self._graph.entity(each.rows[0]), each.scores[0])
            for each, is_linked in zip(found, linked, strict=True)
            if is_linked
        ]
        return tuple(link for link in links if not is_no_name(question.text, link.mention, link.entity.label))

    def _find(self, reading: Reading) -> list[_Found]:
        spans: list[tuple[int, int]] = []
        groups: list[list[Candidate]] = []
        for span, group in groupby(
            find_candidates(self._graph, self._index, reading),
            key=lambda candidate: (candidate.start, candidate.end),
        ):
            spans.append(span)
            groups.append([self._fit(reading, candidate) for candidate in group])
        values = [
            value(reading, group[0].first, group[0].last, max(candidate.quality for candidate in group))
            for group in groups
        ]
        return [self._resolve(reading, spans[place], groups[place]) for place in choose(spans, values)]

    def _fit(self, reading: Reading, candidate: Candidate) -> Candidate:
        """The candidate with its quality lowered where its label's letter case differs."""
        fits = agreement(reading, candidate, self._graph.labels[candidate.row])
        return replace(candidate, quality=candidate.quality * fits)

    def _resolve(self, reading: Reading, span: tuple[int, int], group: list[Candidate]) -> _Found:
        start, end = span
        # Rows are numbered by sorted id, so that ties between rows fall to the lower id.
        best = sorted(
            group,
            key=lambda candidate: (-candidate.quality, -self._graph.degree(candidate.row), candidate.row),
        )[:MAX_RANKED]
        rows = [candidate.row for candidate in best]
        ranks = self._disambiguator.ranks(reading.text, start, end, rows, [candidate.quality for candidate in best])
        order = sorted(range(len(rows)), key=lambda place: (-ranks[place], rows[place]))
        first = best[order[0]]
        hub = self._graph.degree(first.row) >= self._hub
        score = salience(reading, first, self._graph.labels[first.row], hub=hub) * first.quality
        top = ranks[order[0]]
        return _Found(
            mention=Mention(start, end, reading.text[start:end]),
            first=first.first,
            last=first.last,
            rows=tuple(rows[place] for place in order),
            scores=tuple(min(1.0, max(0.0, score * ranks[place] / top)) for place in order),
        )
