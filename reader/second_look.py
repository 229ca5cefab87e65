"""A second look: where a graph and single passages leave a question open, the facts it needs are read out of texts.

Each fact is a slot filled by the reader, with its place in a passage; together they are a small graph, and what answers
over any graph (paths, comparisons, relatives, counts) answers over this one. What is open then is read out of linked
passages, two as one text (:mod:`kgqa.reader.linked`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kgqa.data.metrics.answers import normalize_answer
from kgqa.reader.aggregation.answers import SUPPORT_FLOOR, merged
from kgqa.reader.aggregation.origins import Origins
from kgqa.reader.language.kinds import NEGATION
from kgqa.reader.language.operations import operation
from kgqa.reader.language.yes_or_no import asks_yes_or_no
from kgqa.reader.linked import LinkedReading
from kgqa.reader.pairs.look import PairLook
from kgqa.reader.proofs import Proofs
from kgqa.reader.slots.chains import SlotChains, Wanted
from kgqa.reader.slots.gather import gathered
from kgqa.reader.slots.halved import halved, is_country, leads_nowhere, not_half_way, of_one_text
from kgqa.reader.slots.starts import is_span_of, of_start
from kgqa.reader.slots.subjects import About, Pages
from kgqa.reader.slots.walk import walk
from kgqa.reader.stage import BertReader
from kgqa.retriever.retriever import HybridRetriever
from kgqa.stages import Filters
from kgqa.types import Answer, Evidence, Link, Path, Question

OF_TEXTS = frozenset({"doc", "since", "until"})
"""Filters that say which texts may be read."""

SURE = 0.7
"""A first look that is as sure as this needs no second."""


@dataclass(frozen=True, slots=True)
class Looked:
    """All evidence, the new after the old, and the answers, old and new, best first. ``of_start``: what documents say
    to be that of what the question starts from, while it asks for that of what is further on."""

    evidence: tuple[Evidence, ...]
    answers: tuple[Answer, ...]
    of_start: frozenset[str] = frozenset()


class SecondLook:
    """Fills the slots that a question needs from the passages of a knowledge base."""

    def __init__(self, reader: BertReader, retriever: HybridRetriever, pairs: BertReader | None = None) -> None:
        """``retriever`` finds nothing here: its path scorer, names of passages and filters are used. ``pairs``: reads
        two linked passages as one text; None where none are to be read so."""
        self.reader = reader
        self.scorer = retriever.paths.scorer
        self.pages = Pages(retriever.passages, retriever.index.names, retriever.index.lexical)
        self._allowed = retriever.allowed_passages
        self._chains = SlotChains(self.scorer)
        self.pairs = pairs
        self._proofs = Proofs(reader, retriever.passages)
        self._side_by_side = PairLook(reader)
        self.linked = None if pairs is None else LinkedReading(reader, pairs)

    def look(
        self,
        question: Question,
        links: Sequence[Link],
        evidence: Sequence[Evidence],
        answers: Sequence[Answer],
        filters: Filters | None = None,
    ) -> Looked:
        """What is found beyond the ``evidence`` and ``answers`` of a first look, which are all there is where that was
        sure enough. ``filters``: those of documents hold for what is read here; under one of relations or types, which
        are the graph's, no facts are read."""
        looked = self._by_facts(question, links, evidence, answers, filters)
        looked = replace(looked, answers=self._by_links(question, looked))
        if not OF_TEXTS.issuperset(filters or ()):
            return looked
        pages = self.pages.within(self._allowed(filters or {}))
        return Looked(*self._side_by_side.look(question, looked.evidence, looked.answers, pages))

    def doubts(
        self, question: Question, links: Sequence[Link], evidence: Sequence[Evidence], answers: Sequence[Answer]
    ) -> tuple[Answer, ...]:
        """The answers of a first look as a second one believes them, by the ``evidence`` alone: what it reads on other
        pages changes nothing here."""
        looked = Looked(tuple(evidence), tuple(answers))
        needed = self._needed(question, links, evidence, answers, self.pages)
        if needed is not None and _length(*needed) > 1:
            looked = self._of_a_chain(question, links, evidence, answers, needed[1][0])
        return self._by_links(question, looked)

    def of_two_pages(self, question: Question) -> tuple[Answer, ...]:
        """What the pages of two things say where a question sets them side by side."""
        return self._side_by_side.look(question, (), (), self.pages)[1]

    def _by_links(self, question: Question, looked: Looked) -> tuple[Answer, ...]:
        """The answers with those of linked passages, which are doubted as well."""
        if self.linked is None:
            return looked.answers
        told = self.linked.look(question, looked.evidence, looked.answers)
        doubted = tuple(
            halved(answer)
            if answer not in looked.answers
            and (is_span_of(answer, looked.of_start) or leads_nowhere(question.text, answer, looked.evidence))
            else answer
            for answer in told
        )
        return told if doubted == told else tuple(merged(doubted, Origins(looked.evidence, self.reader.said)))

    def _needed(
        self,
        question: Question,
        links: Sequence[Link],
        evidence: Sequence[Evidence],
        answers: Sequence[Answer],
        pages: Pages,
    ) -> tuple[About, list[Wanted]] | None:
        """What a question is about and the facts that it needs; None where no fact is to be read for it."""
        is_sure = bool(answers) and answers[0].score >= SURE
        if is_sure and not Origins(evidence, self.reader.said).of_one_text(answers[0]):
            return None
        about = pages.read_off(question.text, links)
        if not about.subjects or _not_for_chains(about):
            return None
        (looks,) = self.scorer.looks([about.masked])
        wanted = self._chains.wanted(question.text, about.words, looks)
        return None if is_sure and _length(about, wanted) < 2 else (about, wanted)

    def _of_a_chain(
        self,
        question: Question,
        links: Sequence[Link],
        evidence: Sequence[Evidence],
        answers: Sequence[Answer],
        chain: Wanted,
    ) -> Looked:
        """The answers as they are believed where a chain of facts is asked for."""
        first = Origins(evidence, self.reader.said)
        # "Born in Oda, Norway": of a place a text says the country, too.
        is_of_place = [slot.sort for slot in chain.slots] == ["place", "country"]
        answers = [
            answer if is_of_place and is_country(question.text, answer.text) else of_one_text(answer, first)
            for answer in answers
        ]
        own = of_start(links, chain.slots[-1], self.reader.graph, self.reader.said)
        answers = [halved(answer) if is_span_of(answer, own) else answer for answer in answers]
        return Looked(tuple(evidence), tuple(merged(answers, first)), own)

    def _by_facts(
        self,
        question: Question,
        links: Sequence[Link],
        evidence: Sequence[Evidence],
        answers: Sequence[Answer],
        filters: Filters | None,
    ) -> Looked:
        nothing = Looked(tuple(evidence), tuple(answers))
        if not OF_TEXTS.issuperset(filters or ()):
            return nothing
        pages = self.pages.within(self._allowed(filters or {}))
        needed = self._needed(question, links, evidence, answers, pages)
        if needed is None:
            return nothing
        about, wanted = needed
        chain = _length(about, wanted)
        if chain > 1:
            nothing = self._of_a_chain(question, links, evidence, answers, wanted[0])
            answers = nothing.answers
        if chain == 1 and answers and answers[0].score >= self.reader.min_score:
            return nothing  # the first look read the same pages for the question's own words
        filled = walk(about.subjects, wanted, pages, self.reader)
        if chain > 1:
            nothing = replace(nothing, answers=not_half_way(nothing.answers, wanted[0].slots[:-1], filled))
        found = gathered(about.subjects, wanted, filled)
        starts = {path.content.start for path in found.paths if isinstance(path.content, Path)}
        if not starts or (operation(about.words) is not None and len(starts) < 2):
            return nothing  # half of a comparison is no answer
        (read,) = self.reader.over(found.graph).read([question], [found.paths])
        if not read:
            return nothing
        everything, numbers = self._proofs.with_passages(evidence, found)
        new = [self._proofs.proved(question.text, answer, found, len(evidence), numbers) for answer in read]
        ranked = merged(for_their_lists(nothing.answers, new), Origins(everything, self.reader.said))
        answers = tuple(replace(answer, score=round(answer.score, 4)) for answer in ranked)
        return replace(nothing, evidence=everything, answers=answers)


def for_their_lists(answers: Sequence[Answer], new: Sequence[Answer]) -> list[Answer]:
    """All answers, but a new one that is a member of a list that was found speaks for that list, and does not stand
    before it: of several things that are asked for a slot has one. A list that is itself hardly believed is no more so
    for one member, which says nothing of the others."""
    kept, rest = list(answers), list(new)
    for at, answer in enumerate(kept):
        names = {normalize_answer(value) for value in answer.values}
        if len(answer.members) < 2 or answer.score < SUPPORT_FLOOR:
            continue
        of_it = [one for one in rest if normalize_answer(one.text) in names]
        if of_it:
            kept[at] = replace(answer, score=max(answer.score, *(one.score for one in of_it)))
            rest = [one for one in rest if one not in of_it]
    return [*kept, *rest]


def _length(about: About, wanted: Sequence[Wanted]) -> int:
    """How many facts the likeliest chain has, 0 where an operation is asked for or no chain is meant."""
    return len(wanted[0].slots) if wanted and operation(about.words) is None else 0


def _not_for_chains(about: About) -> bool:
    """Whether a question asks for what no chain of facts gives: what is not so, one of several of which not all are
    known, whether something holds of two things."""
    words = about.words.split()
    if NEGATION.search(about.words):
        return True
    if operation(about.words) is not None:
        return False
    return "or" in words or (len(about.subjects) > 1 and asks_yes_or_no(about.words))
