"""Questions for several things over passages: candidates are asked back, and those that say so make a list."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kgqa.kg.verbalize import passage_text
from kgqa.linker.normalise import fold
from kgqa.reader.asked.several import Several, asked_back, asks_for_several, name_in
from kgqa.reader.calibration import Calibration
from kgqa.reader.language.clauses import owner
from kgqa.reader.lists.said_lists import said_in_full
from kgqa.reader.lists.told import Item, items_of, names, told
from kgqa.reader.lists.under_heading import listed_under_heading
from kgqa.reader.network.decode import Span
from kgqa.reader.network.found import FoundSpan
from kgqa.reader.slots.parents import parents
from kgqa.types import Answer, Entity, Evidence, Passage, Question

ASKED_BACK = 12
"""Candidates of one question that are asked back, the best."""

ON_ITS_PAGE = 0.2
"""Least probability of one of several on the page of what the question is about."""

OF_ITS_PAGE = 0.4
"""What is left of the probability of a list that is said of what its page is about, and not of what was asked about."""

IN_SO_MANY_WORDS = 4.0
"""The margin of what a text says in so many words, as where a slot is filled."""

Read = Callable[[Sequence[tuple[str, Sequence[str], str]], Sequence[Sequence[tuple[int, int]]]], list[list[Span]]]
"""The best spans of each item (question, facts, text), within the ranges allowed."""


_DATED = re.compile(r"\b(?:after|before|since|until|between|during|in|from) (?:[^\W\d]+ ){0,3}\d{3,4}\b")


_NUMBERED = re.compile(
    r"(?i:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-[a-z]+)?|dozens?|hundreds?|thousands?"
    r"|several|many|some) (?:of )?[a-z]"
)
"""A number and what it is of; "Seven Sisters" is a name, and so is "Betty Holt"."""


@dataclass(frozen=True, slots=True)
class _Looked:
    """``name``: where the question says what it is about; ``has_page``: whether a page about that was found too."""

    question: str
    several: Several
    name: tuple[int, int] | None
    items: tuple[Item, ...]
    has_page: bool

    @property
    def about(self) -> str:
        return "" if self.name is None else self.question[slice(*self.name)]

    def back(self, item: Item) -> str:
        """The question as it is asked of an item; "" where it can't, or needs not be asked.

        The first of a list is asked of what its passage is about, in place of what the question is about: "languages of
        Osmark" on the page of Velmora.
        """
        if self.name is None:
            return ""
        if item.is_said:
            title = item.span.passage.title.partition(" (")[0]
            is_other = title and not names(title, self.about) and not names(self.about, title)
            if item != self.items[0] or not is_other or not self.has_page:
                return ""
            return f"{self.question[: self.name[0]]}{title}{self.question[self.name[1] :]}"
        return asked_back(self.question, self.several, self.name, item.span.text)

    def confirmed(self, item: Item, spans: Sequence[Span], text: str, calibration: Calibration) -> float | None:
        """The probability that an item is right, by the ``spans`` of ``text`` that it was asked back in; None where
        these do not name what the question is about."""
        if item.is_said:
            # What fits better what the page is about was not said of what was asked about.
            start = item.span.start + len(text) - len(item.span.passage.text)
            better = [span for span in spans if span.start <= start < span.end and span.margin > item.span.margin]
            return None if better else 0.0
        if names(item.span.passage.title.partition(" (")[0], self.about):
            if item.together and self.items[0].is_said:
                return None  # what is asked for is listed in one place, and its page lists other things too
            # Whatever a page is asked for who it is about, that is it: only the reading itself counts.
            return 0.0 if item.span.probability >= ON_ITS_PAGE else None
        if not spans or spans[0].margin <= 0:
            return None
        best = text[spans[0].start : spans[0].end]
        # Asked what it is one of, a thing in a list is said to be one of the rest: Osmark beside it proves nothing.
        if not (names(self.about, best) if self.several.of else names(best, self.about)):
            return None
        return calibration.given(spans[0].margin, spans[0].share)

    def answer(
        self, said: Mapping[tuple[str, Item], float | None], resolve: Callable[[str], Entity | None]
    ) -> Answer | None:
        """The answer, by what each item that was asked back is worth."""
        first = (self.question, self.items[0])
        believed = OF_ITS_PAGE if self.items[0].is_said and first in said and said[first] is None else 1.0
        sure = [said.get((self.question, item)) for item in self.items]
        return told(self.items, sure, self.about, resolve, believed=believed)


def lists_of(
    questions: Sequence[Question],
    evidence: Sequence[Sequence[Evidence]],
    spans: Sequence[Sequence[FoundSpan]],
    read: Read,
    calibration: Calibration,
    resolve: Callable[[str], Entity | None],
) -> list[Answer | None]:
    """For each question the answer of all that its ``spans`` and lists around them say, or of the one that stands when
    it is asked back; None for a question for one thing, or where nothing more than single spans was found."""
    looked = [_looked_at(*own, calibration, resolve) for own in zip(questions, evidence, spans, strict=True)]
    asked = [
        (one, item, back)
        for one in looked
        if one is not None
        for item in one.items[:ASKED_BACK]
        if (back := one.back(item))
    ]
    texts = [passage_text(item.span.passage.title, item.span.passage.text) for _, item, _ in asked]
    wanted = [(back, (), text) for (_, _, back), text in zip(asked, texts, strict=True)]
    found = read(wanted, [((0, len(text)),) for text in texts])
    said = {
        (one.question, item): one.confirmed(item, own, text, calibration)
        for (one, item, _), own, text in zip(asked, found, texts, strict=True)
    }
    full = [_in_full(*own, calibration) for own in zip(questions, evidence, strict=True)]
    return [
        whole if whole is not None or one is None else one.answer(said, resolve)
        for whole, one in zip(full, looked, strict=True)
    ]


def _in_full(question: Question, evidence: Sequence[Evidence], calibration: Calibration) -> Answer | None:
    """The list that a passage gives in so many words."""
    several = asks_for_several(question.text)
    titles = [piece.content.title for piece in evidence if isinstance(piece.content, Passage)]
    name = None if several is None else name_in(question.text, several, titles)
    # A list that is whole leaves half of the doubt that a stretch of text does.
    score = (1 + calibration.passage(IN_SO_MANY_WORDS, 1, share=1.0)) / 2
    said = said_in_full(question.text, several, name, evidence, score)
    return listed_under_heading(question.text, evidence, score) if said is None else said


def counted(answer: Answer | None) -> Answer | None:
    """How many the members of a list are; None where texts say them one by one, for then there may be more, and where
    a member has a number of its own: "42 dogs and three sledges" are no two of anything."""
    if answer is None or len({place.evidence for place in answer.support}) != 1 or not answer.members:
        return None
    if any(_NUMBERED.match(member.text) for member in answer.members):
        return None
    total = str(len(answer.members))
    return Answer(total, answer.score, "number", answer.support, (), (total,), members=answer.members)


def _looked_at(
    question: Question,
    evidence: Sequence[Evidence],
    spans: Sequence[FoundSpan],
    calibration: Calibration,
    resolve: Callable[[str], Entity | None],
) -> _Looked | None:
    several = asks_for_several(question.text)
    # "Films after 1985": which of a list are meant, a list seldom says of each.
    if several is None or not spans or _DATED.search(question.text[several.lead :]):
        return None
    titles = [piece.content.title for piece in evidence if isinstance(piece.content, Passage)]
    known = {fold(title.partition(" (")[0]) for title in titles}
    name = name_in(question.text, several, titles)
    about = "" if name is None else fold(question.text[slice(*name)])
    if several.noun == "parent" and name is not None:
        both = _both_parents(question.text[slice(*name)], evidence, calibration)
        if both:
            return _Looked(question.text, several, name, both, True)
    items = items_of(several, spans, lambda text: fold(text) in known or resolve(text) is not None, question.text)
    if not items:
        return None
    # A list that it stands in is of its like; one of "another thing, whose members were ..." is the other's.
    apart = {
        item.group
        for item in items
        if item.together and about and (fold(item.span.text) == about or _of_another(item, about))
    }
    kept = tuple(item for item in items if item.group not in apart)
    return _Looked(question.text, several, name, kept, about in known) if kept else None


def _both_parents(name: str, evidence: Sequence[Evidence], calibration: Calibration) -> tuple[Item, ...]:
    """Father and mother, where the page of a child says both in so many words; () elsewhere."""
    found: list[tuple[Item, ...]] = []
    for number, piece in enumerate(evidence):
        passage = piece.content
        if not isinstance(passage, Passage) or not names(passage.title.partition(" (")[0], name):
            continue
        told = parents(passage.text, (name, passage.title.partition(" (")[0]))
        score = calibration.passage(IN_SO_MANY_WORDS, 1, share=1.0)
        spans = [FoundSpan(number, passage, *place, IN_SO_MANY_WORDS, score, 1.0) for place in told if place]
        found += [tuple(Item(span, 0, True) for span in spans)] if len(spans) == 2 else []
    return found[0] if len(found) == 1 else ()


def _of_another(item: Item, about: str) -> bool:
    """Whether an item is listed as what belongs to something else that is named right before."""
    name = owner(item.span.passage.text, item.span.start)
    return bool(name) and not names(name, about) and not names(about, name)
