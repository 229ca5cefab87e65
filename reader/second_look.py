"""A second look: where a graph and single passages leave a question open, the facts it needs are read out of texts.

Each fact is a slot filled by the reader, with its place in a passage; together they are a small graph, and what answers
over any graph (paths, comparisons, relatives, counts) answers over this one. What is open then is read out of linked
passages, two as one text (:mod:`kgqa.reader.linked`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kgqa.data.metrics.answers import normalize_answer
from kgqa.linker.normalise import fold
from kgqa.reader.aggregation.answers import SUPPORT_FLOOR, merged
from kgqa.reader.aggregation.origins import Origins
from kgqa.reader.calibration import sigmoid
from kgqa.reader.doubts.believed import believed
from kgqa.reader.doubts.kin_owners import is_nation_alone
from kgqa.reader.doubts.other_roles import is_of_other_role
from kgqa.reader.language.called import shown
from kgqa.reader.language.kinds import NEGATION
from kgqa.reader.language.nations import adjective, is_adjective, known_nation
from kgqa.reader.language.operations import operation
from kgqa.reader.language.yes_or_no import asks_yes_or_no
from kgqa.reader.linked import LinkedReading
from kgqa.reader.pairs.look import PairLook
from kgqa.reader.slots.chains import SlotChains, Wanted
from kgqa.reader.slots.common import Slot
from kgqa.reader.slots.confirmed import is_confirmed
from kgqa.reader.slots.filled import Filled
from kgqa.reader.slots.gather import Gathered, gathered
from kgqa.reader.slots.starts import is_span_of, of_start
from kgqa.reader.slots.subjects import About, Pages
from kgqa.reader.slots.values import is_denied_before, own_name
from kgqa.reader.slots.walk import walk
from kgqa.reader.stage import BertReader
from kgqa.retriever.retriever import HybridRetriever
from kgqa.sources import READ
from kgqa.stages import Filters
from kgqa.types import Answer, Evidence, Link, Passage, Path, Question, Support

OF_TEXTS = frozenset({"doc", "since", "until"})
"""Filters that say which texts may be read."""

SURE = 0.7
"""A first look that is as sure as this needs no second."""

PATH_CURVE = (0.1, -0.45)
COMPARED_CURVE = (0.2, 2.2)
"""Weight of the least margin on the way, and bias. With ``minilm-l6-v4``, 46% of the 175 answers of one chain to dev500
of 2WikiMultihopQA over its texts are right, those read with a greater margin hardly more often (79% of 192 to train500,
whose texts the reader knows: no curve is fitted there); of 207 comparisons 94% are, of 245 to train500 98%."""

_NATIONALITY = re.compile(
    r"\s*(?:what|which) (?:is|was|were) .*\bnationality\b|\s*(?:what|which|of what) nationality\b", re.I
)

CONFIRMED = 0.65
"""What is left of the doubt in a chain where an extractor of facts found all that leads to its last slot too: of 33 of
dev500, over the graph that ``kgqa build`` makes of its texts, 22 are right, and 28 of 49 others."""

ONE_TEXT = 0.5
"""What is left of the probability of a span of one text where the question asks for a chain of facts: seldom does one
text have them all."""


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
            replace(answer, score=round(answer.score * ONE_TEXT, 4))
            if answer not in looked.answers
            and (is_span_of(answer, looked.of_start) or _leads_nowhere(question.text, answer, looked.evidence))
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
            answer if is_of_place and _is_country(question.text, answer.text) else _doubted(answer, first)
            for answer in answers
        ]
        own = of_start(links, chain.slots[-1], self.reader.graph, self.reader.said)
        answers = [
            replace(answer, score=round(answer.score * ONE_TEXT, 4)) if is_span_of(answer, own) else answer
            for answer in answers
        ]
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
            nothing = replace(nothing, answers=_not_half_way(nothing.answers, wanted[0].slots[:-1], filled))
        found = gathered(about.subjects, wanted, filled)
        starts = {path.content.start for path in found.paths if isinstance(path.content, Path)}
        if not starts or (operation(about.words) is not None and len(starts) < 2):
            return nothing  # half of a comparison is no answer
        (read,) = self.reader.over(found.graph).read([question], [found.paths])
        if not read:
            return nothing
        everything, numbers = self._with_passages(evidence, found)
        new = [self._proved(question.text, answer, found, len(evidence), numbers) for answer in read]
        ranked = merged(for_their_lists(nothing.answers, new), Origins(everything, self.reader.said))
        answers = tuple(replace(answer, score=round(answer.score, 4)) for answer in ranked)
        return replace(nothing, evidence=everything, answers=answers)

    def _with_passages(
        self, evidence: Sequence[Evidence], found: Gathered
    ) -> tuple[tuple[Evidence, ...], dict[int, int]]:
        """The evidence, then the paths, then the passages they were read in; the number of each passage by its row."""
        by_id = {piece.content.id: i for i, piece in enumerate(evidence) if isinstance(piece.content, Passage)}
        everything = [*evidence, *found.paths]
        numbers: dict[int, int] = {}
        for one in (one for proof in found.proofs for one in proof):
            passage = self.pages.passages[one.row]
            if passage.id not in by_id:
                by_id[passage.id] = len(everything)
                everything.append(Evidence(passage, passage.text, 0.0, READ))
            numbers[one.row] = by_id[passage.id]
        return tuple(everything), numbers

    def _beside_facts(self, score: float, proof: Sequence[Filled]) -> float:
        """The score of a chain, surer where an extractor of facts found all that leads to its last slot too."""
        known = (self.reader.graph, self.reader.said, self.reader.resolve)
        return 1 - (1 - score) * CONFIRMED if all(is_confirmed(one, *known) for one in proof[:-1]) else score

    def _proved(self, question: str, answer: Answer, found: Gathered, shift: int, numbers: dict[int, int]) -> Answer:
        """An answer with where each of its facts stands, and how probable these make it."""
        paths = list(dict.fromkeys(support.evidence for support in answer.support))
        if len({_start(found, number) for number in paths}) == 1:
            # Other chains that happen to end alike prove nothing more.
            paths = [max(paths, key=lambda number: (found.paths[number].score, -number))]
        proof = [one for number in paths for one in found.proofs[number]]
        # The last fact of each path holds the answer: its place comes first.
        places = [Support(numbers[one.row], one.start, one.end) for one in reversed(proof)]
        last = proof[-1]
        if len(paths) == 1 and last.slot.sort == "place" and answer.values == (last.text,):
            own = own_name(last.text)
            places[0] = Support(numbers[last.row], last.start, last.start + len(own))
            answer = replace(answer, text=own, values=(own,))
        if len(paths) == 1 and last.slot.sort == "person" and answer.values == (last.name,):
            name = shown(last.text)
            answer = replace(answer, text=name, values=(name,))
        if last.slot.sort == "country" and _NATIONALITY.match(question) and answer.values == (last.text,):
            called = adjective(last.text)
            answer = replace(answer, text=called, values=(called,))
        support = tuple(dict.fromkeys([*places, *(Support(number + shift) for number in paths)]))
        known = (self.reader.resolve(entity.label) for entity in answer.entities)
        entities = tuple(entity for entity in known if entity is not None)
        kind = "span" if answer.kind == "entity" and not entities else answer.kind
        score = probability(paths, proof, found)
        if len(proof) == 1:
            # The slot was asked for in other words than the question's.
            score *= believed(question, self.pages.passages.texts[last.row], last.start, last.end)
        elif len(paths) == 1:
            score = self._beside_facts(score, proof)
        return replace(answer, score=score, kind=kind, support=support, entities=entities, derivation=None)


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


def _doubted(answer: Answer, origins: Origins) -> Answer:
    """The answer as it is believed where more than one text is needed: of what the graph says nothing is taken away,
    but for a single fact that was read from one text as the answer was."""
    if not origins.of_one_text(answer):
        return answer
    return replace(answer, score=round(answer.score * ONE_TEXT, 4))


def _is_country(question: str, name: str) -> bool:
    """Whether a name is a country's, or a nationality that is doubted as one already."""
    return known_nation(name) and (not is_adjective(name) or is_nation_alone(question, name))


def _leads_nowhere(question: str, answer: Answer, evidence: Sequence[Evidence]) -> bool:
    """Whether an answer stands in a passage that another one names only to deny it ("not directed by Jo Lind"), or in
    another role than the question's."""
    own = _passage(answer.support[:1], evidence)
    if own is None or not own.title:
        return False
    name = fold(own.title.partition(" (")[0])
    for beside in answer.support[1:]:
        other = _passage((beside,), evidence)
        if other is None or other.id == own.id or beside.start is None:
            continue
        if fold(other.text[beside.start : beside.end]) != name:
            continue
        if is_denied_before(other.text, beside.start) or is_of_other_role(question, other.text, beside.start):
            return True
    return False


def _passage(support: Sequence[Support], evidence: Sequence[Evidence]) -> Passage | None:
    content = evidence[support[0].evidence].content if support else None
    return content if isinstance(content, Passage) else None


def _not_half_way(answers: Sequence[Answer], inner: Sequence[Slot], filled: Sequence[Filled]) -> tuple[Answer, ...]:
    """The answers, those less believed that name what stands in the middle of the chain: who was asked where the father
    of somebody was born is not told who that is."""
    middle = {normalize_answer(name) for one in filled if one.slot in inner for name in (one.text, one.name)}
    return tuple(
        replace(answer, score=round(answer.score * ONE_TEXT, 4)) if normalize_answer(answer.text) in middle else answer
        for answer in answers
    )


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


def probability(paths: Sequence[int], proof: Sequence[Filled], found: Gathered) -> float:
    """How probable an answer from these paths is, by the slot on them that was read with the least margin."""
    margin = min(one.margin for one in proof)
    compared = len({_start(found, number) for number in paths}) > 1
    weight, bias = COMPARED_CURVE if compared else PATH_CURVE
    # Where what is most likely meant is in no text, what is hardly meant is no answer in its place.
    meant = max(found.paths[number].score for number in paths) / found.likeliest
    return sigmoid(weight * margin + bias) * min(1.0, meant)


def _start(found: Gathered, number: int) -> str:
    path = found.paths[number].content
    assert isinstance(path, Path)
    return path.start
