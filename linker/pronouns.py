"""Whom "he" and "her" mean: the person that their sentence, or the nearest one before, names first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kgqa.linker.people import is_person, person_words
from kgqa.linker.reading import Reading
from kgqa.linker.short_names import is_thing, name_runs
from kgqa.linker.words import FUNCTION, PRONOUNS
from kgqa.types import Entity, Link, Mention

_FEMALE = frozenset(("she", "her", "hers"))
_TITLES = {
    **dict.fromkeys(("mr", "sir", "lord", "king", "prince", "emperor", "pope", "father", "brother", "uncle"), False),
    **dict.fromkeys(("mrs", "ms", "miss", "lady", "queen", "princess", "mother", "sister", "aunt"), True),
}
"""Titles in front of a name, and whether it is a woman's."""


@dataclass(frozen=True, slots=True)
class _Person:
    """Somebody named at characters [start, end); ``link`` is None where the graph does not know who it is."""

    start: int
    end: int
    link: Link | None


def pronouns(reading: Reading, links: Sequence[Link], open_spans: Sequence[tuple[int, int]] = ()) -> list[Link]:
    """A link for each pronoun of one person whose person is linked.

    That is the first person of the sentence before the pronoun, one whose name follows the comma of an opening clause
    ("After her death, Marie Curie"), else the first of the nearest sentence before. Who was "she" is not "he" later
    on. A person without a link (a name of two words or more that the graph lacks, or a span of ``open_spans``: short
    names that may be several persons') leaves the pronoun without one, too.
    """
    people = sorted([*_linked(reading, links), *_unknown(reading, links, open_spans)], key=lambda one: one.start)
    starts = [token.start for token, begins in zip(reading.tokens, reading.begins, strict=True) if begins]
    female = _by_titles(reading, people)
    found: list[Link] = []
    for place, token in enumerate(reading.tokens):
        if token.text not in PRONOUNS:
            continue
        wanted = token.text in _FEMALE
        doer = _doer(reading, place)
        fitting = [one for one in people if female.get(_key(one), wanted) == wanted and one.end != doer]
        one = _meant(reading, place, fitting, starts)
        if one is None or one.link is None:
            continue
        female[_key(one)] = wanted
        mention = Mention(token.start, token.end, reading.text[token.start : token.end])
        found.append(Link(mention, one.link.entity, one.link.score))
    return found


def _linked(reading: Reading, links: Sequence[Link]) -> list[_Person]:
    places = {token.start: n for n, token in enumerate(reading.tokens)}
    things: set[Entity] = set()
    for link in links:
        first = places.get(link.mention.start)
        if first is not None:
            last = next((n for n in range(first, len(places)) if reading.tokens[n].end >= link.mention.end), first)
            if is_thing(reading, first, last + 1):
                things.add(link.entity)
    return [
        _Person(link.mention.start, link.mention.end, link)
        for link in links
        if is_person(link.entity) and link.entity not in things
    ]


def _unknown(reading: Reading, links: Sequence[Link], open_spans: Sequence[tuple[int, int]]) -> list[_Person]:
    taken = [(link.mention.start, link.mention.end) for link in links]
    spans = list(open_spans)
    for first, last in name_runs(reading):
        start, end = reading.tokens[first].start, reading.tokens[last - 1].possessive or reading.tokens[last - 1].end
        if len(person_words(reading.text[start:end])) > 1 and not is_thing(reading, first, last):
            spans.append((start, end))
    return [
        _Person(start, end, None)
        for start, end in dict.fromkeys(spans)
        if all(end <= low or high <= start for low, high in taken)
    ]


def _doer(reading: Reading, place: int) -> int:
    """Where a name right before the verb of a pronoun ends, which it can't mean: "Otto met her"; else -1.

    "Her" may be whose something is, too: then a noun follows.
    """
    token = reading.tokens[place]
    objects = token.text == "him"
    if token.text == "her":
        after = reading.tokens[place + 1] if place + 1 < len(reading.tokens) else None
        objects = after is None or after.text in FUNCTION or not reading.text[token.end : after.start].isspace()
    return reading.tokens[place - 2].end if objects and place > 1 and not reading.begins[place - 1] else -1


def _key(one: _Person) -> str:
    return one.link.entity.id if one.link else f"{one.start}"


def _by_titles(reading: Reading, people: Sequence[_Person]) -> dict[str, bool]:
    places = {token.start: n for n, token in enumerate(reading.tokens)}
    found: dict[str, bool] = {}
    for one in people:
        place = places.get(one.start, 0)
        title = reading.tokens[place - 1].text if place else ""
        if title in _TITLES:
            found.setdefault(_key(one), _TITLES[title])
    return found


def _meant(reading: Reading, place: int, people: Sequence[_Person], starts: Sequence[int]) -> _Person | None:
    token = reading.tokens[place]
    own = max((start for start in starts if start <= token.start), default=0)
    before = [one for one in people if own <= one.start < token.start]
    if before:
        return before[0]
    later = [one for one in people if one.start > token.start]
    if later and later[0].start < min((start for start in starts if start > token.start), default=len(reading.text)):
        between = reading.text[token.end : later[0].start].rstrip()
        if between.endswith(",") and between.count(",") == 1:
            return later[0]
    for sentence in reversed([start for start in starts if start < own]):
        named = [one for one in people if sentence <= one.start < token.start]
        if named:
            return named[0]
    return None
