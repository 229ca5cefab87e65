"""Lists that texts tell and of which a question wants those of some time: "which films did Ada Brock make after 1990",
"the latest album of Joan Bax". All are asked for, each is dated by what its own text says, and the time chooses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from kgqa.data.metrics.answers import normalize_answer
from kgqa.kg.verbalize import passage_text
from kgqa.reader.asked.limit import Limit
from kgqa.reader.asked.limits_of_time import dated_limits
from kgqa.reader.asked.several import asks_for_several
from kgqa.reader.asked.works import WORK
from kgqa.reader.language.operations import LATE, plural
from kgqa.reader.language.quantities import DATES, Quantity, date
from kgqa.reader.lists.listing import as_list
from kgqa.reader.network.decode import Span
from kgqa.reader.network.found import FoundSpan
from kgqa.reader.slots.common import Slot
from kgqa.reader.slots.values import value
from kgqa.reader.typed.within import is_within
from kgqa.types import Answer, Evidence, Passage

OF_THOSE_FOUND = 0.8
"""What is left of the probability of the latest of those that were found: there may be others."""

_RELEASED = Slot("publication date", "date")
_RANK = r"(?P<rank>latest|newest|most recent|last|first|earliest|debut)"
_NOUN = rf"(?P<noun>(?:[a-z]+ )?(?:{WORK}))"
_PICKED = tuple(
    re.compile(form + r"\s*[?.]*\s*", re.IGNORECASE)
    for form in (
        rf"(?:what|which) (?:is|was) (?P<name>.+?)['’]s? {_RANK} {_NOUN}",
        rf"(?:what|which) (?:is|was) the {_RANK} {_NOUN} (?:by|of|from) (?P<name>.+?)",
    )
)
_DIRECTLY = re.compile(r"[\"”]?,?\s*\(?(?:(?:released|published|from|in|of) )*")

Read = Callable[[Sequence[tuple[str, Sequence[str], str]], Sequence[Sequence[tuple[int, int]]]], list[list[Span]]]


@dataclass(frozen=True, slots=True)
class ByDate:
    """``question``: after all, whatever their time. ``limits``: within which they are to be. ``late``: whether the
    latest or the first is wanted; None where all within the limits are. ``said``: the word for that."""

    question: str
    limits: tuple[Limit, ...] = ()
    late: bool | None = None
    said: str = ""


def by_date(question: str) -> ByDate | None:
    """The question after a whole list and the time that chooses from it; None for any other question.

    >>> by_date("Which films did Ada Brock make after 1990?").question
    'Which films did Ada Brock make?'
    >>> by_date("What is Joan Bax's latest album?").question
    'Which albums by Joan Bax are there?'
    >>> by_date("Which films did Ada Brock make?")
    """
    for form in _PICKED:
        if (found := form.fullmatch(question.strip())) and any(c.isupper() for c in found["name"]):
            noun = plural(found["noun"].lower())
            is_late = re.fullmatch(f"{LATE}|newest", found["rank"].lower()) is not None
            name = found["name"]
            return ByDate(f"Which {noun} by {name} are there?", (), is_late, found["rank"].lower())
    several = asks_for_several(question)
    if several is None:
        return None
    rest, limits = dated_limits(question)
    return ByDate(rest, limits) if limits and asks_for_several(rest) is not None else None


def within_time(
    asked: Sequence[ByDate], evidence: Sequence[Sequence[Evidence]], listed: Sequence[Answer | None], read: Read
) -> list[Answer | None]:
    """Of each list those members that are of the time asked for, or the one that is first or last; None where that is
    not known."""
    items: list[tuple[str, Sequence[str], str]] = []
    owners: list[tuple[int, int, Passage]] = []
    for number, (answer, own) in enumerate(zip(listed, evidence, strict=True)):
        for at, member in enumerate(members_of(answer)):
            for passage in _about(member, own):
                items.append((_RELEASED.question(member.text), (), passage_text(passage.title, passage.text)))
                owners.append((number, at, passage))
    dates: dict[tuple[int, int], Quantity] = {}
    for number, answer in enumerate(listed):
        for at, member in enumerate(members_of(answer)):
            if (beside := _beside(member, evidence[number])) is not None:
                dates[number, at] = beside
    spans = read(items, [((0, len(text)),) for _, _, text in items])
    for (number, at, passage), (_, _, text), own_spans in zip(owners, items, spans, strict=True):
        shift = len(text) - len(passage.text)
        for span in own_spans:
            found = value(_RELEASED, passage.text, max(0, span.start - shift), max(0, span.end - shift))
            when = date(passage.text[slice(*found)]) if found and span.margin > 0 else None
            if when is not None and (number, at) not in dates:
                dates[number, at] = when
    return [
        _chosen(one, answer, [dates.get((number, at)) for at in range(len(members_of(answer)))])
        for number, (one, answer) in enumerate(zip(asked, listed, strict=True))
    ]


def says(span: FoundSpan, word: str) -> bool:
    """Whether the sentence before a span says that it is the latest or first: that needs no dates.

    >>> passage = Passage("1", "1", "", "His latest album is Osk. Tin is older.")
    >>> says(FoundSpan(0, passage, 20, 23, 1.0, 0.9), "latest"), says(FoundSpan(0, passage, 25, 28, 1.0, 0.9), "latest")
    (True, False)
    """
    text = span.passage.text[: span.start]
    sentence = text[max(text.rfind(". "), text.rfind("\n")) + 1 :].lower()
    return bool(word) and re.search(rf"\b{re.escape(word)}\b", sentence) is not None


def members_of(answer: Answer | None) -> tuple[Answer, ...]:
    """The members of a list; an answer that is one thing is its own."""
    return () if answer is None else answer.members or (answer,)


def _chosen(asked: ByDate, answer: Answer | None, dates: Sequence[Quantity | None]) -> Answer | None:
    members = members_of(answer)
    if asked.late is None:
        kept = [
            member
            for member, when in zip(members, dates, strict=True)
            if when is not None and all(is_within(when, limit, limit.value) for limit in asked.limits)
        ]
        return _listed(kept)
    if len(members) < 2 or any(when is None for when in dates):
        return None
    known = [(when, member) for when, member in zip(dates, members, strict=True) if when is not None]
    best = max(known, key=lambda one: one[0].low) if asked.late else min(known, key=lambda one: one[0].high)
    others = [when for when, member in known if member is not best[1]]
    is_sure = all(when.high < best[0].low if asked.late else best[0].high < when.low for when in others)
    return replace(best[1], score=round(best[1].score * OF_THOSE_FOUND, 4)) if is_sure else None


def _listed(members: Sequence[Answer]) -> Answer | None:
    if len(members) < 2:
        return members[0] if members else None
    return as_list(members)


def _about(member: Answer, evidence: Sequence[Evidence]) -> list[Passage]:
    """The passages that are about a member by their title, or else those that name it as one."""
    passages = [piece.content for piece in evidence if isinstance(piece.content, Passage)]
    name = normalize_answer(member.text)
    pages = [passage for passage in passages if normalize_answer(passage.title.partition(" (")[0]) == name]
    told = [evidence[place.evidence].content for place in member.support]
    return pages or [content for content in told if isinstance(content, Passage)]


def _beside(member: Answer, evidence: Sequence[Evidence]) -> Quantity | None:
    """The date that stands right behind a member in a text: "Red Door (1962)"."""
    for place in member.support:
        content = evidence[place.evidence].content
        if isinstance(content, Passage) and place.end is not None:
            lead = _DIRECTLY.match(content.text, place.end)
            found = DATES.match(content.text, lead.end()) if lead and lead.end() > place.end else None
            if found is not None:
                return date(found[0])
    return None
