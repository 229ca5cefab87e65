"""Stretches that a sentence's statements are about, as entities and values of the document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kgqa.extract.document import Span
from kgqa.extract.found import FoundEntity, FoundFact
from kgqa.extract.parsed import Parsed, Value
from kgqa.extract.relations.schema import RelationType, spoken
from kgqa.extract.relations.stated import EXTRACTOR, Stated
from kgqa.types import Literal

_ALIKE = 0.5
"""Of two stretches that touch, the least share of their letters that they have in common to mean the same."""
_BEFORE = re.compile(r"(?:the|an?|his|her|its|their|this|that)\s+", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
_LITERALS = {"date": "date", "number": "number", "string": "", "": ""}
"""Ranges that are no classes, with the datatypes of kgqa's literals."""


def grounded(
    stated: Sequence[Stated], entities: Sequence[FoundEntity], parsed: Parsed
) -> tuple[tuple[FoundEntity, ...], tuple[FoundFact, ...]]:
    """``entities`` followed by those that only statements name, and the statements as facts, those of one head,
    relation and tail in a sentence once, the surest.

    A stretch is the entity that is mentioned there, else for a tail the value that stands there, else a thing of its
    own of the relation's domain or range, or a text where the range is a datatype.
    """
    made = _Grounding(parsed, entities)
    facts: dict[tuple[object, ...], FoundFact] = {}
    for each in sorted(stated, key=lambda one: -one.chance):
        head = made.thing(each.head, each.relation.domain)
        tail = made.tail(each.tail, each.relation)
        if head is None or tail is None or head == tail:
            continue
        span = Span(min(each.head.start, each.tail.start), max(each.head.end, each.tail.end))
        unit = made.unit(each.tail) if isinstance(tail, Literal) else ()
        fact = FoundFact(head, each.relation.label, tail, each.sentence, span, EXTRACTOR, round(each.chance, 6), unit)
        facts.setdefault((head, each.relation.label, tail, each.sentence), fact)
    return (*entities, *made.new()), tuple(facts.values())


class _Grounding:
    """What stands where in one document."""

    def __init__(self, parsed: Parsed, entities: Sequence[FoundEntity]) -> None:
        self._text = parsed.document.text
        self._values = parsed.values
        self._known = len(entities)
        self._mentions = sorted((mention, at) for at, entity in enumerate(entities) for mention in entity.mentions)
        self._made: dict[str, tuple[str, list[Span]]] = {}

    def thing(self, span: Span, type: str) -> int | None:
        """The number of the entity in ``span``, a new one of ``type`` where there is none; None for no words."""
        span = self._named(span, type)
        at = self._mentioned(span)
        if at is not None:
            return at
        name = self._text[span.start : span.end]
        if not any(letter.isalnum() for letter in name):
            return None
        _, mentions = self._made.setdefault(name.casefold(), (spoken(type), []))
        if span not in mentions:
            mentions.append(span)
        return self._known + list(self._made).index(name.casefold())

    def tail(self, span: Span, relation: RelationType) -> int | Literal | None:
        """What stands in ``span`` as the tail of a relation."""
        datatype = _LITERALS.get(spoken(relation.range))
        is_thing = datatype is None or not relation.range
        if is_thing and (at := self._mentioned(self._named(span, relation.range))) is not None:
            return at
        if (value := self._value(span)) is not None:
            return Literal(value.value, value.datatype)
        if relation.range and datatype is not None:
            span = self._bare(span)
            return Literal(self._text[span.start : span.end], "") if datatype == "" else None
        return self.thing(span, relation.range)

    def unit(self, span: Span) -> tuple[tuple[str, str], ...]:
        """The qualifier of the unit of the value in ``span``."""
        value = self._value(span)
        return (("unit", value.unit),) if value is not None and value.unit else ()

    def new(self) -> Iterable[FoundEntity]:
        """The entities that were made, in the order of their numbers."""
        for type, mentions in self._made.values():
            name = self._text[mentions[0].start : mentions[0].end]
            yield FoundEntity(name, type, (name,), tuple(sorted(mentions)))

    def _mentioned(self, span: Span) -> int | None:
        """The entity that is mentioned in ``span``, of the same numbers: "Session 7" is more than "Session"."""
        own = _NUMBER.findall(self._text, span.start, span.end)
        alike = [each for each in self._mentions if _NUMBER.findall(self._text, *each[0]) == own]
        return _nearest(span, alike)

    def _value(self, span: Span) -> Value | None:
        inside = [each for each in self._values if each.span.start < span.end and span.start < each.span.end]
        return max(inside, key=lambda each: _shared(each.span, span), default=None)

    def _named(self, span: Span, type: str) -> Span:
        """:meth:`_bare`, and without the word for its class before a name: "the ferry Hild" is the Hild."""
        span = self._bare(span)
        before = f"{spoken(type)} "
        name = span.start + len(before)
        if self._text[span.start : name].lower() == before and self._text[name : span.end][:1].isupper():
            return Span(name, span.end)
        return span

    def _bare(self, span: Span) -> Span:
        """Without an article before it and blanks around it."""
        start, end = span
        while start < end and self._text[start].isspace():
            start += 1
        while end > start and self._text[end - 1].isspace():
            end -= 1
        if found := _BEFORE.match(self._text, start, end):
            start = found.end()
        return Span(start, end)


def _nearest(span: Span, mentions: Sequence[tuple[Span, int]]) -> int | None:
    """The entity of the mention that is most like ``span``, of equal ones the first."""
    best, found = _ALIKE, None
    for mention, at in mentions:
        if mention.start < span.end and span.start < mention.end:
            alike = _shared(mention, span) / (max(mention.end, span.end) - min(mention.start, span.start))
            if alike > best or (found is None and alike >= best):
                best, found = alike, at
    return found


def _shared(one: Span, other: Span) -> int:
    return min(one.end, other.end) - max(one.start, other.start)
