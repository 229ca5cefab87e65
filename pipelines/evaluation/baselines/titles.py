"""Passages by a walk over titles, without any model: what the question names, then what those pages name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from kgqa.kg.passages import PassageTable
from kgqa.pipelines.evaluation.baselines.bm25 import no_filters
from kgqa.pipelines.evaluation.baselines.names import NameTable
from kgqa.retriever.retriever import PAGE
from kgqa.stages import Filters
from kgqa.types import Evidence, Link, Question

ONWARD = "bridge"
"""Source of a passage whose title stands in one of the passages that the question names."""


class TitleRetriever:
    """A :class:`kgqa.stages.Retriever` of passages alone.

    First come the passages whose titles (with or without a qualifier in brackets) stand in the question, the
    longest title first; of several passages with one title, by row. Then those whose titles stand in the texts
    of the first, taken in turns: the first title of each text, the second of each, and so on, in order of
    place. A passage comes once. The score is 1 / rank: the order says all there is to say.
    """

    def __init__(self, passages: PassageTable) -> None:
        self.passages = passages
        self._titles = NameTable(_titles(passages))

    def retrieve(
        self,
        questions: Sequence[Question],
        links: Sequence[tuple[Link, ...]],
        *,
        top_k: int,
        filters: Filters | None = None,
    ) -> list[tuple[Evidence, ...]]:
        """Up to ``top_k`` passages a question. Raises InputError where there are filters."""
        no_filters(filters)
        return [self._retrieve(question.text, top_k) for question in questions]

    def _retrieve(self, text: str, top_k: int) -> tuple[Evidence, ...]:
        first = list(dict.fromkeys(row for named in self._titles.find(text) for row in named.rows))[:top_k]
        sources = dict.fromkeys(first, PAGE)
        onward = in_turns([self._onward(row) for row in first]) if len(first) < top_k else ()
        for row in onward:
            if len(sources) == top_k:
                break
            sources.setdefault(row, ONWARD)
        return tuple(
            Evidence(self.passages[row], self.passages[row].text, round(1 / rank, 6), source)
            for rank, (row, source) in enumerate(sources.items(), start=1)
        )

    def _onward(self, row: int) -> list[int]:
        found = sorted(self._titles.find(self.passages.texts[row]), key=lambda named: named.start)
        return [other for named in found for other in named.rows]


def in_turns(lists: Iterable[Iterable[int]]) -> Iterator[int]:
    """The first of each list, then the second of each.

    >>> list(in_turns([[1, 2, 3], [4]]))
    [1, 4, 2, 3]
    """
    for turn in zip_longest(*lists):
        yield from (row for row in turn if row is not None)


def _titles(passages: PassageTable) -> Iterator[tuple[str, int]]:
    for row, title in enumerate(passages.titles):
        for form in dict.fromkeys((title, title.partition(" (")[0])):
            if form:
                yield form, row
