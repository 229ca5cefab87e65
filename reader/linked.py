"""Linked passages read together: what neither says alone, since one names what the question asks about and the other
says it of that.

"Who commanded the ship that Lind built?" over "Lind built the Nordlys" and "The Nordlys was commanded by Berg": each
text holds one step. Where a first look leaves a question open, such pairs are read as one text (HotpotQA's baseline
reads all passages as one; Yang et al., EMNLP 2018).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

from kgqa.encoders.bases import Base
from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import passage_text
from kgqa.linker.normalise import fold
from kgqa.linker.words import FUNCTION
from kgqa.reader.aggregation.answers import from_spans, merged
from kgqa.reader.aggregation.origins import Origins
from kgqa.reader.asked.of_kind import plan_of_kind
from kgqa.reader.asked.several import asks_for_several
from kgqa.reader.checkpoint import load_checkpoint, stored_base
from kgqa.reader.doubts.antecedents import OTHER_SUBJECT
from kgqa.reader.doubts.believed import believed_of_next, is_told_of_another, trimmed
from kgqa.reader.doubts.kin_direction import TURNED, lacks_kin, names_kin
from kgqa.reader.doubts.of_other import is_of_other
from kgqa.reader.doubts.unsaid import UNSAID, is_unsaid
from kgqa.reader.doubts.years import of_asked_year
from kgqa.reader.language.kinds import NEGATION, asks_how_many
from kgqa.reader.language.yes_or_no import asks_yes_or_no
from kgqa.reader.network.found import FoundSpan
from kgqa.reader.stage import BertReader, paragraphs
from kgqa.types import Answer, Evidence, Passage, Question, Support

OPEN = 0.7
"""A best answer as probable as this leaves nothing open."""

LOOKED_AT = 6
"""Passages, the best, of which pairs are made."""

PAIRS = 4
"""Pairs of one question that are read, the best."""

GAP = "\n\n"
"""Between two texts: no answer runs over it (:func:`kgqa.reader.stage.paragraphs`)."""

_LEAST = 4
"""Letters of a title: shorter ones stand in texts as other words."""


@dataclass(frozen=True, slots=True)
class LinkedSpan:
    """The best span of two passages read as one text: in which it stands, ``beside`` which other that is read, the
    number of that evidence, and how much of the question both have (:func:`covered`)."""

    found: FoundSpan
    beside: int
    covered: float


LINKED_READER = "linked-l6-v1"
"""The shipped checkpoint that was taught to read two passages as one text."""


def linked_reader(base: Base, *, device: str = "auto", precision: str = "auto") -> BertReader | None:
    """The shipped reader of linked passages beside a reader on ``base``; None where it is on another one, since that
    may read languages that this does not. It knows no graph, and needs none."""
    checkpoint = load_checkpoint(LINKED_READER)
    if checkpoint.base.sha256 != base.sha256:
        return None
    return BertReader(checkpoint, Graph.build(()), device=device, precision=precision)


def is_beside(reader: str | Path) -> bool:
    """Whether the shipped reader of linked passages stands beside a reader, a shipped one or a folder."""
    return stored_base(reader) == stored_base(LINKED_READER) != ""


class LinkedReading:
    """Reads what the looks before leave open out of two passages that are linked."""

    def __init__(self, reader: BertReader, pairs: BertReader) -> None:
        """``reader``: knows the graph's names. ``pairs``: reads two passages as one text, and its checkpoint says how
        probable what it finds is; where that was not fitted nothing is read."""
        self.reader = reader
        self.pairs = pairs

    @property
    def is_fitted(self) -> bool:
        """Whether it is known how probable such a reading is."""
        return self.pairs.checkpoint.calibration.linked_slope is not None

    def look(self, question: Question, evidence: Sequence[Evidence], answers: Sequence[Answer]) -> tuple[Answer, ...]:
        """The answers with those of linked passages, best first."""
        if not self.is_fitted or (answers and answers[0].score >= OPEN) or not asks_for_one(question.text):
            return tuple(answers)
        told = [self._answer(each, evidence) for each in self.spans(question, evidence)]
        if not told:
            return tuple(answers)
        ranked = merged(with_surer(answers, told), Origins(evidence, self.reader.said))
        return tuple(replace(answer, score=round(answer.score, 4)) for answer in ranked)

    def spans(self, question: Question, evidence: Sequence[Evidence]) -> list[LinkedSpan]:
        """The best span of each pair that is read, the most probable of each wording, best first."""
        pairs = linked_pairs(question.text, evidence)
        texts = [tuple(_text(evidence[i]) for i in pair) for pair in pairs]
        items = [(question.text, (), GAP.join(both)) for both in texts]
        allowed = [of_asked_year(asked, text, paragraphs(text)) for asked, _, text in items]
        best = self.pairs.spans(items, allowed, count=1)
        read = []
        for pair, both, spans in zip(pairs, texts, best, strict=True):
            for span in spans:
                second = span.start > len(both[0])
                own, other = (pair[1], pair[0]) if second else pair
                passage = evidence[own].content
                assert isinstance(passage, Passage)
                before = (len(both[0]) + len(GAP) if second else 0) + len(_text(evidence[own])) - len(passage.text)
                start, end = span.start - before, span.end - before
                if start < 0:
                    continue  # a title is no place in a passage
                start, end = trimmed(question.text, passage.text, start, end)
                cover = covered(question.text, both)
                likely = self.pairs.checkpoint.calibration.linked(span.margin, share=span.share, covered=cover)
                likely *= believed_of_next(question.text, passage.text, start, end)
                if is_unsaid(question.text, passage.text, start, end, " ".join(both)):
                    likely *= UNSAID
                place = (passage.text, start, end, passage.title)
                if asks_directly(question.text) and (
                    is_told_of_another(question.text, *place) or is_of_other(question.text, *place[:3])
                ):
                    likely *= OTHER_SUBJECT
                # Whose kin is asked about is not what is asked for.
                is_own = names_kin(question.text) and _title(evidence[own]) in fold(question.text)
                likely *= TURNED if is_own or lacks_kin(question.text, both) else 1.0
                found = FoundSpan(own, passage, start, end, span.margin, likely, span.share)
                read.append(LinkedSpan(found, other, cover))
        read.sort(key=lambda each: (-each.found.probability, each.found.evidence, each.found.start))
        kept: dict[str, LinkedSpan] = {}
        for each in read:
            kept.setdefault(fold(each.found.text), each)
        return list(kept.values())

    def _answer(self, span: LinkedSpan, evidence: Sequence[Evidence]) -> Answer:
        (answer,) = from_spans([span.found], self.reader.resolve)
        other = evidence[span.beside].content
        assert isinstance(other, Passage)
        return replace(answer, support=(*answer.support, Support(span.beside, *naming(other, span.found.passage))))


class LinkedReader:
    """A reader with its linked reading behind it: a :class:`kgqa.stages.Reader`."""

    def __init__(self, reader: BertReader, linked: LinkedReading) -> None:
        self.reader = reader
        self.linked = linked

    def read(self, questions: Sequence[Question], evidence: Sequence[tuple[Evidence, ...]]) -> list[tuple[Answer, ...]]:
        """The answers of one passage or fact, and those of linked passages where these leave the question open."""
        found = self.reader.read(questions, evidence)
        return [self.linked.look(*own) for own in zip(questions, evidence, found, strict=True)]


_NAME = r"[A-Z][\w'’.-]*(?: (?:(?:of|the|de|von|van) )*[A-Z][\w'’.-]*)*"
_DIRECT = re.compile(
    rf"(?:(?:[Ww]hen|[Ww]here) (?:was|is|did|does|do) {_NAME} [a-z]+|[Ww]ho [a-z]+ (?:the )?{_NAME}"
    rf"|[Ww]h(?:o|at) (?:is|was|are|were) the (?:[a-z]+ )?[a-z]+ of (?:the )?{_NAME})\s*\?*"
)


def asks_directly(question: str) -> bool:
    """Whether a question asks of what it names itself, when it was born or who made it, and of nothing that is to be
    found by that.

    >>> [asks_directly(f"When did {who} die?") for who in ("Ada Holt", "the founder of Tarn Works")]
    [True, False]
    >>> [asks_directly(f"Who is the mayor of {town}?") for town in ("Tarn", "the town where Ada Holt was born")]
    [True, False]
    """
    return _DIRECT.fullmatch(question.strip()) is not None


def asks_for_one(question: str) -> bool:
    """Whether a question asks for one thing that a text can say: no yes or no, number of things, list, denial, or the
    first of all things of a kind.

    >>> asks_for_one("Who commanded the ship that Lind built?"), asks_for_one("Did Lind command it?")
    (True, False)
    >>> asks_for_one("Which metal has the highest density?")
    False
    """
    of_all = plan_of_kind(question)
    if of_all is not None and of_all.pick is not None:
        return False
    if asks_yes_or_no(question) or asks_how_many(question) or NEGATION.search(question):
        return False
    return asks_for_several(question) is None


def linked_pairs(question: str, evidence: Sequence[Evidence]) -> list[tuple[int, int]]:
    """The pairs of passages of the ``evidence`` to be read together, best first: one names the other's title, and the
    question names one title at most, since else it compares."""
    rows = [i for i, piece in enumerate(evidence) if isinstance(piece.content, Passage)][:LOOKED_AT]
    asked = f" {fold(question)} "
    titles = {i: _title(evidence[i]) for i in rows}
    words = {i: f" {fold(_text(evidence[i]))} " for i in rows}
    pairs = []
    for rank, other_rank in combinations(range(len(rows)), 2):
        one, other = rows[rank], rows[other_rank]
        if not titles[one] or not titles[other] or titles[one] == titles[other]:
            continue
        if f" {titles[one]} " in asked and f" {titles[other]} " in asked:
            continue
        if f" {titles[other]} " in words[one] or f" {titles[one]} " in words[other]:
            pairs.append((rank + other_rank, one, other))
    return [(one, other) for _, one, other in sorted(pairs)[:PAIRS]]


def covered(question: str, texts: Sequence[str]) -> float:
    """The share of the question's telling words that stand in one of the texts; 1.0 where it has none.

    >>> covered("Who commanded the ship that Lind built?", ("Lind built the Nordlys.", "Berg commanded it."))
    0.75
    """
    asked = {word for word in fold(question).split() if word not in FUNCTION}
    said = {word for text in texts for word in fold(text).split()}
    return len(asked & said) / len(asked) if asked else 1.0


def naming(passage: Passage, other: Passage) -> tuple[int, int]:
    """Where a passage names the title of the ``other``, else its own; all of it where it does neither.

    >>> ship = Passage("1", "1", "Nordlys (ship)", "The Nordlys was commanded by Berg.")
    >>> naming(Passage("2", "2", "Lind", "Lind built the Nordlys."), ship)
    (15, 22)
    """
    for titled in (other, passage):
        title = titled.title.partition(" (")[0].strip()
        found = re.search(rf"(?<!\w){re.escape(title)}(?!\w)", passage.text, re.IGNORECASE) if title else None
        if found:
            return found.span()
    return 0, len(passage.text)


def with_surer(answers: Sequence[Answer], told: Sequence[Answer]) -> list[Answer]:
    """Both; of two that say the same out of the same passage the surer alone, since that text is one source."""
    kept, left = list(answers), []
    for new in told:
        for at, old in enumerate(kept):
            if fold(old.text) == fold(new.text) and _places(new) <= _places(old):
                if new.score > old.score:
                    support = tuple(dict.fromkeys((*old.support, *new.support)))
                    kept[at] = replace(old, score=new.score, support=support)
                break
        else:
            left.append(new)
    return kept + left


def _places(answer: Answer) -> set[int]:
    return {support.evidence for support in answer.support if support.start is not None}


def _title(piece: Evidence) -> str:
    assert isinstance(piece.content, Passage)
    title = fold(piece.content.title.partition(" (")[0])
    return title if len(title) >= _LEAST else ""


def _text(piece: Evidence) -> str:
    assert isinstance(piece.content, Passage)
    return passage_text(piece.content.title, piece.content.text)
