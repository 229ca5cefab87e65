"""Who did something together: "founded by Ida Krall, Bert Moss and Otto Wenn" are three founders."""

from __future__ import annotations

import re
from collections.abc import Callable

from kgqa.reader.lists.enumeration import enumerated, shape
from kgqa.reader.network.found import FoundSpan
from kgqa.types import Answer, Entity, Support

_WHO = re.compile(r"\s*(?:(?:by|to|with|from|for) )?who(?:m|['’]s)?\b", re.IGNORECASE)


def jointly(question: str, answer: Answer, span: FoundSpan, resolve: Callable[[str], Entity | None]) -> Answer:
    """The ``answer`` that is one ``span``, with each of those that it names as a member, where a question asks for a
    who; any other as it is. Its text stays as the passage has it, with those of the same list that it left out."""
    if _WHO.match(question) is None:
        return answer
    text = span.passage.text
    places = enumerated(text, span.start, span.end, lambda name: resolve(name) is not None)
    if sum(start < span.end and span.start < end for start, end in places) < 2:
        return answer
    if any(shape(text[slice(*place)]) != "name" for place in places):
        return answer
    start, end = min(span.start, places[0][0]), max(span.end, places[-1][1])
    if (start, end) != (span.start, span.end):
        start, end = places[0][0], places[-1][1]
    members = []
    for place in places:
        entity = resolve(text[slice(*place)])
        support = (Support(span.evidence, *place),)
        own = (entity,) if entity else ()
        members.append(Answer(text[slice(*place)], answer.score, "span", support, own, (text[slice(*place)],)))
    entities = tuple(entity for member in members for entity in member.entities)
    return Answer(
        text[start:end],
        answer.score,
        "entities" if len(entities) == len(members) else "span",
        tuple(place for member in members for place in member.support),
        entities,
        tuple(member.text for member in members),
        members=tuple(members),
    )
