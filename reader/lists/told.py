"""Lists that texts tell: what one sentence enumerates, and what several passages say one by one.

What a sentence lists stands together. What other passages say is one more only where it says so when it is asked back:
a passage that names a film for "which films did Ada Brock direct" has to name Ada Brock for who directed that film.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from kgqa.data.metrics.answers import normalize_answer
from kgqa.reader.asked.several import Several
from kgqa.reader.language.kinds import looks_like
from kgqa.reader.language.operations import singular
from kgqa.reader.lists.enumeration import enumerated, shape, whole_title
from kgqa.reader.lists.listing import as_list
from kgqa.reader.network.found import FoundSpan
from kgqa.reader.vocabulary.kinds_of import are_apart, is_called
from kgqa.types import Answer, Entity, Support

LEAST = 0.05
"""Least probability of a span that may be one of several."""

MOST = 24
"""Members of a list that are looked at."""

SECOND_SOURCE = 0.5
"""How much of the doubt about a member is gone with the probability that it is right when asked back; and with another
passage that says the same."""

_MAKE = re.compile(r"\b(?:make|made|makes|create|created)\b")
_MADE = re.compile(
    r"\b(?:directed|produced|wrote|written|composed|edited|recorded|released|published|painted|designed|built|developed"
    r"|made|created|launched)\b"
)
_LANDS = frozenset(("country", "nation", "state"))
_WATERS = frozenset(("sea", "ocean", "gulf", "bay", "strait", "channel", "river", "lake"))
_IS_A = re.compile(r"(?:\s*\([^()]*\))?,? (?:is|was|are|were) (?:an?|the|one of the) (?P<what>[^.;,]*)")
_AND_SO_ON = re.compile(r"\b(?:by|directed|written|from|that|which|who|of|in|for|about|with|set|released|based)\b.*")


@dataclass(frozen=True, slots=True)
class Item:
    """A span that may be one of several. ``group``: the number of the span it was found in, 0 being the best.
    ``together``: whether that span is a list."""

    span: FoundSpan
    group: int
    together: bool

    @property
    def is_said(self) -> bool:
        """Whether it stands in the list that was read first, and needs not be asked back."""
        return self.group == 0 and self.together


def items_of(
    several: Several, spans: Sequence[FoundSpan], is_name: Callable[[str], bool], question: str = ""
) -> list[Item]:
    """What may be asked for among ``spans``, the best first: single spans, and the members of lists that they are in;
    no two overlap, and all look like the best. ``is_name``: whether a text is the name of one thing. ``question``: one
    that asks what somebody made is answered by all that a passage lists as made, in whatever way."""
    found: list[Item] = []
    for group, span in enumerate(sorted(spans, key=lambda span: (-span.probability, span.evidence, span.start))):
        if span.probability < LEAST or len(found) >= MOST:
            break
        text = span.passage.text
        places = enumerated(text, span.start, span.end, is_name)
        if found and span.evidence == found[0].span.evidence and (found[0].is_said or places):
            if not (found[0].is_said and places and _are_made_too(question, found[0].span, places[0])):
                continue  # what a passage lists it lists in one place, beginning with what was read first
            group, span = 0, replace(span, probability=max(span.probability, found[0].span.probability))
        if places and is_other_kind(text, *places[0], several):
            places = []
        for start, end in places or [whole_title(text, span.start, span.end)]:
            item = Item(replace(span, start=start, end=end), group, bool(places))
            is_free = not any(_meet(item.span, other.span) for other in found)
            if is_free and not is_other_kind(text, start, end, several):
                found.append(item)
        if not found:
            return []  # the best is nothing of the kind
    if not found:
        return []
    looks = shape(found[0].span.text)
    return [item for item in found if shape(item.span.text) == looks][:MOST] if looks else []


def _are_made_too(question: str, first: FoundSpan, place: tuple[int, int]) -> bool:
    """Whether what is listed at ``place`` was made in another way than the ``first`` of the list in the passage that
    was read, where a question asks for all that was made: directed and produced."""
    if not _MAKE.search(question):
        return False
    text = first.passage.text
    ways = [_MADE.findall(text[text.rfind(". ", 0, start) + 1 : start]) for start in (first.start, place[0])]
    return all(ways) and ways[0][-1] != ways[1][-1]


def is_other_kind(text: str, start: int, end: int, several: Several) -> bool:
    """Whether the text calls ``text[start:end]`` something that what is asked for never is.

    >>> is_other_kind("The Salt Ladder is a 1992 comedy film.", 0, 15, Several("novel", 0))
    True
    >>> is_other_kind("He wrote the novel Winter Bees.", 19, 30, Several("film", 0))
    True
    """
    before = re.search(r"([a-z]+) $", text[:start])
    own = text[start:end].split()
    if several.noun in _LANDS and own and own[-1].lower() in _WATERS:
        return True
    called = [singular(before[1])] if before else []
    if said := _IS_A.match(text, end):
        called += [singular(word) for word in _AND_SO_ON.sub("", said["what"].lower()).split()]
    if any(is_called(word, several.noun) for word in called):
        return False
    return any(are_apart(word, several.noun) for word in called)


def names(text: str, name: str) -> bool:
    """Whether what was read when asked back is who or what the question is about.

    >>> names("Jon Reef, Mila Osk and Pietro Vance", "Mila Osk"), names("Brock", "Ada Brock"), names("Karl", "Ada")
    (True, True, False)
    """
    said, wanted = normalize_answer(text).split(), normalize_answer(name).split()
    return bool(said and wanted) and (f" {' '.join(wanted)} " in f" {' '.join(said)} " or said == wanted[-len(said) :])


def told(
    items: Sequence[Item],
    confirmed: Sequence[float | None],
    name: str,
    resolve: Callable[[str], Entity | None],
    *,
    believed: float = 1.0,
) -> Answer | None:
    """The answer of all ``items`` that are said, each with its own score and place; of one alone, where it was asked
    back, that one; None where there is neither.

    ``confirmed``: the probability that an item is right when asked back, None where it is not. ``name``: what the
    question is about, "" where that is not known. ``believed``: what is left of the probability of the list that was
    read first.
    """
    members: dict[str, Answer] = {}
    for item, sure in zip(items, confirmed, strict=True):
        key = normalize_answer(item.span.text)
        if (sure is None and not item.is_said) or not key or key == normalize_answer(name):
            continue
        score = _more(item.span.probability * (believed if item.is_said else 1.0), sure or 0.0)
        support = (Support(item.span.evidence, item.span.start, item.span.end),)
        if key in members:
            before = members[key]
            is_new = item.span.evidence not in {place.evidence for place in before.support}
            score = _more(before.score, score) if is_new else max(before.score, score)
            members[key] = replace(before, score=score, support=(*before.support, *support))
        else:
            entity = resolve(item.span.text)
            members[key] = _single(item.span.text, score, support, entity)
    own = [replace(member, score=round(member.score, 4)) for member in members.values()]
    if len(own) < 2:
        return own[0] if own and not items[0].together else None
    return as_list(own)


def beside(answer: Answer | None, spans: Sequence[FoundSpan]) -> list[FoundSpan]:
    """The spans that are no part of an answer."""
    places = () if answer is None else answer.support
    return [
        span
        for span in spans
        if not any(
            place.evidence == span.evidence and place.start is not None and place.end is not None
            and place.start < span.end and span.start < place.end
            for place in places
        )
    ]  # fmt: skip


def _single(text: str, score: float, support: tuple[Support, ...], entity: Entity | None) -> Answer:
    return Answer(text, score, looks_like(text), support, (entity,) if entity else (), (text,))


def _more(probability: float, other: float) -> float:
    return probability + SECOND_SOURCE * other * (1 - probability)


def _meet(one: FoundSpan, other: FoundSpan) -> bool:
    return one.evidence == other.evidence and one.start < other.end and other.start < one.end
